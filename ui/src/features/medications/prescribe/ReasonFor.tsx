import { useLingui } from "@lingui/react/macro";
import { Select } from "../../../components/Select";
import styles from "./PrescribePanel.module.css";

export interface ReasonChoice {
  code: string;
  display: string;
}

interface ReasonForProps {
  choices: readonly ReasonChoice[];
  code: string | null;
  onChange: (reason: ReasonChoice | null) => void;
}

const NONE = "-";

/** What the prescription is for: a diagnosis of this note first, then the problem list. */
export function ReasonFor({ choices, code, onChange }: ReasonForProps) {
  const { t } = useLingui();
  if (choices.length === 0) return null;
  return (
    <div className={styles.for}>
      <span aria-hidden>{t`for`}</span>
      <Select
        label={t`What it is for`}
        hideLabel
        choices={[
          ...choices.map((choice) => ({ value: choice.code, label: `${choice.code} ${choice.display}` })),
          { value: NONE, label: t`no diagnosis chosen` },
        ]}
        value={code ?? NONE}
        onChange={(next) => onChange(choices.find((choice) => choice.code === next) ?? null)}
        className={styles.forSelect}
      />
    </div>
  );
}
