import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import type { MedicationRequest, Tier } from "../../api/bindings";
import { TierMark } from "../../clinical/Tier";
import { keepUnits } from "../../clinical/text";
import { IconButton } from "../../components/Button";
import styles from "./MedicationList.module.css";
import { ScheduleChip } from "./ScheduleChip";

interface StagedOrdersProps {
  staged: readonly MedicationRequest[];
  /** The highest tier found when each was staged; absent when unknown. */
  tiers: Readonly<Record<string, Tier>>;
  onOpen: (order: MedicationRequest) => void;
  onDiscard: (order: MedicationRequest) => void;
}

/** What signing will send: in sight under the note, with nothing sent yet. */
export function StagedOrders({ staged, tiers, onOpen, onDiscard }: StagedOrdersProps) {
  const { t } = useLingui();
  if (staged.length === 0) return null;
  return (
    <section className={styles.strip} aria-labelledby="staged-title">
      <header className={styles.stripHead}>
        <h3 id="staged-title">
          <Trans>Orders on signing</Trans>
        </h3>
        <span>
          <Plural value={staged.length} one="# staged, nothing sent yet" other="# staged, nothing sent yet" />
        </span>
      </header>
      <ul className={styles.stagedList}>
        {staged.map((order) => {
          const tier = tierOf(order, tiers);
          return (
            <li key={order.id} className={styles.staged}>
              <button type="button" className={styles.chip} onClick={() => onOpen(order)}>
                {keepUnits(order.display)}
              </button>
              <span className={styles.stagedSig}>{keepUnits(order.sig_text || order.sig)}</span>
              <ScheduleChip order={order} />
              {tier ? <TierMark tier={tier} /> : null}
              <IconButton label={t`Discard ${order.display}`} icon={<X />} onPress={() => onDiscard(order)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The tier to name beside a staged order. After a restart only the recorded reasons are known: then none is claimed. */
export function tierOf(order: MedicationRequest, tiers: Readonly<Record<string, Tier>>): Tier | null {
  return tiers[order.id] ?? null;
}
