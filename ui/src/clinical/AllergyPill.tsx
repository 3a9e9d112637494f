import { Trans } from "@lingui/react/macro";
import { ShieldAlert } from "lucide-react";
import type { AllergyIntolerance } from "../api/bindings";
import styles from "./AllergyPill.module.css";

/** Allergies that count for care: neither refuted, nor entered in error, nor inactive. */
export function activeAllergies(all: readonly AllergyIntolerance[]): AllergyIntolerance[] {
  const rank = { severe: 0, moderate: 1, unknown: 2, mild: 3 } as const;
  return all
    .filter((allergy) => allergy.status === "active" && allergy.subject_kind !== "no_known_allergies")
    .sort((a, b) => rank[a.severity] - rank[b.severity] || a.display.localeCompare(b.display));
}

/** Whether someone asked and the answer was none; different from nobody having asked. */
export function noKnownAllergies(all: readonly AllergyIntolerance[]): boolean {
  return (
    activeAllergies(all).length === 0 &&
    all.some((allergy) => allergy.status === "active" && allergy.subject_kind === "no_known_allergies")
  );
}

/** One allergy with its reaction. Severe is red with an icon and the word for screen readers. */
export function AllergyPill({ allergy }: { allergy: AllergyIntolerance }) {
  const severe = allergy.severity === "severe";
  return (
    <span className={styles.pill} data-severe={severe || undefined}>
      {severe ? <ShieldAlert size={14} aria-hidden /> : null}
      <span>
        <b>{allergy.display}</b>
        {allergy.reactions.length > 0 ? ` ${allergy.reactions.join(", ")}` : ""}
        {severe ? (
          <span className={styles.word}>
            {" "}
            <Trans>severe</Trans>
          </span>
        ) : null}
      </span>
    </span>
  );
}

/** Every active allergy, or the sentence that says why there is none to show. */
export function AllergyPills({ allergies }: { allergies: readonly AllergyIntolerance[] }) {
  const active = activeAllergies(allergies);
  if (active.length > 0) {
    return (
      <>
        {active.map((allergy) => (
          <AllergyPill key={allergy.id} allergy={allergy} />
        ))}
      </>
    );
  }
  if (noKnownAllergies(allergies)) {
    return (
      <span className={styles.none}>
        <Trans>No known allergies</Trans>
      </span>
    );
  }
  return (
    <span className={styles.missing}>
      <Trans>Allergies not recorded</Trans>
    </span>
  );
}
