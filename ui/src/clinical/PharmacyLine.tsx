import { Trans } from "@lingui/react/macro";
import type { Pharmacy } from "../api/bindings";
import styles from "./PharmacyLine.module.css";
import { addressText, transportWord } from "./pharmacies";

/** A pharmacy in a list of choices: its name, then where it is and how it is reached. */
export function PharmacyLine({ pharmacy, usual }: { pharmacy: Pharmacy; usual?: boolean }) {
  return (
    <span className={styles.line}>
      <span className={styles.name}>{pharmacy.name}</span>{" "}
      <span className={`${styles.hint} num`}>
        {usual ? (
          <>
            <Trans>Usual pharmacy</Trans> ·{" "}
          </>
        ) : null}
        {[addressText(pharmacy.address), pharmacy.phone, transportWord(pharmacy.transport)].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}
