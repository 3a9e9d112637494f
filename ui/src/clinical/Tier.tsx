import { Trans, useLingui } from "@lingui/react/macro";
import { Info, OctagonAlert, TriangleAlert } from "lucide-react";
import type { Tier } from "../api/bindings";
import styles from "./Tier.module.css";

/** The word for a tier of a safety finding; the word always stands beside icon and colour. */
export function TierWord({ tier }: { tier: Tier }) {
  switch (tier) {
    case "contraindicated":
      return <Trans>Contraindicated</Trans>;
    case "high":
      return <Trans>High</Trans>;
    case "moderate":
      return <Trans>Moderate</Trans>;
    default:
      return <Trans>Low</Trans>;
  }
}

/** Every tier, the gravest first. */
export const TIERS: readonly Tier[] = ["contraindicated", "high", "moderate", "low"];

/** The word of each tier, for sentences and lists of choices. */
export function useTierWords(): Record<Tier, string> {
  const { t } = useLingui();
  return { contraindicated: t`Contraindicated`, high: t`High`, moderate: t`Moderate`, low: t`Low` };
}

const ICONS = { contraindicated: OctagonAlert, high: TriangleAlert, moderate: TriangleAlert, low: Info };

interface TierMarkProps {
  tier: Tier;
  /** A solid fill. At most one on a screen, so callers ask for it. */
  solid?: boolean;
}

/** Severity as icon, word and colour together, so that none of the three carries it alone. */
export function TierMark({ tier, solid = false }: TierMarkProps) {
  const Icon = ICONS[tier];
  return (
    <span className={styles.mark} data-tier={tier} data-solid={solid || undefined}>
      <Icon size={15} strokeWidth={2} aria-hidden />
      <span>
        <TierWord tier={tier} />
      </span>
    </span>
  );
}
