import { i18n } from "@lingui/core";
import { Trans } from "@lingui/react/macro";
import { UserPlus } from "lucide-react";
import type { PatientHit } from "../../api/bindings";
import { cx } from "../../components/cx";
import { dayText, partialText } from "../../components/dates";
import { Kbd } from "../../components/Kbd";
import styles from "./Palette.module.css";
import type { PaletteItem } from "./usePaletteItems";

interface PaletteRowProps {
  item: PaletteItem;
  current: boolean;
  onChoose(): void;
  onPoint(): void;
}

export function PaletteRow({ item, current, onChoose, onPoint }: PaletteRowProps) {
  return (
    <div
      id={item.id}
      role="option"
      aria-selected={current}
      className={cx(styles.row, current && styles.current)}
      onClick={onChoose}
      onPointerMove={() => !current && onPoint()}
    >
      {item.kind === "patient" && <Patient hit={item.patient} />}
      {item.kind === "command" && (
        <>
          <span className={styles.main}>{i18n._(item.command.title)}</span>
          {item.command.keys && <Kbd keys={item.command.keys} decorative />}
        </>
      )}
      {item.kind === "register" && (
        <>
          <UserPlus aria-hidden />
          <span className={styles.main}>
            <Trans>Register “{item.name}”</Trans>
          </span>
          <Kbd keys="Enter" decorative />
        </>
      )}
    </div>
  );
}

const SEX: Record<PatientHit["gender"], string> = { female: "F", male: "M", other: "O", unknown: "U" };

function Patient({ hit }: { hit: PatientHit }) {
  const given = [hit.given, hit.middle].filter(Boolean).join(" ");
  return (
    <>
      <span className={styles.main}>
        <b>
          {hit.family}, {given}
        </b>
        {hit.preferred_name && <span className={styles.soft}> “{hit.preferred_name}”</span>}
        {hit.similar && (
          <span className={styles.similar}>
            <Trans>Similar name: check birth date</Trans>
          </span>
        )}
      </span>
      <span className={cx(styles.facts, "num")}>
        {hit.age} {SEX[hit.gender]} ·{" "}
        <span className={cx(hit.similar && styles.strong)}>{partialText(hit.birth_date)}</span> ·{" "}
        <span className="code">{hit.mrn}</span>
        {hit.matched === "phone" && hit.phone && <> · {hit.phone}</>}
        {hit.last_visit && (
          <span className={styles.visit}>
            {" "}
            · <Trans>seen {dayText(hit.last_visit)}</Trans>
          </span>
        )}
      </span>
    </>
  );
}
