import { Trans, useLingui } from "@lingui/react/macro";
import { History } from "lucide-react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useRead } from "../api/useRead";
import { IconButton } from "../components/Button";
import list from "../components/List.module.css";
import { ErrorState, Skeleton } from "../components/States";
import { dayTimeText } from "./dates";
import styles from "./HistoryButton.module.css";

interface HistoryButtonProps {
  /** Resource name as the record knows it: "medication_request". */
  resource: string;
  id: string;
  patientId: string;
}

/** Who changed what and when, from the signed record, on request. */
export function HistoryButton(props: HistoryButtonProps) {
  const { t } = useLingui();
  return (
    <DialogTrigger>
      <IconButton label={t`History`} icon={<History />} />
      <Popover className={list.popover} placement="bottom start" offset={4}>
        <Dialog className={styles.history} aria-label={t`History`}>
          <Entries {...props} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Entries({ resource, id, patientId }: HistoryButtonProps) {
  const history = useRead([resource, patientId, "history", id], "field_history", { resource, id, field: null });
  if (history.error)
    return (
      <ErrorState
        what={<Trans>The history could not be read.</Trans>}
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    );
  if (!history.data) return <Skeleton rows={3} />;
  if (history.data.length === 0) {
    return (
      <p className={styles.none}>
        <Trans>Nothing has been changed since this was written.</Trans>
      </p>
    );
  }
  return (
    <ol className={styles.entries}>
      {history.data.map((entry, index) => (
        <li key={index}>
          <p className={styles.change}>
            <b>{fieldWords(entry.field)}</b>{" "}
            <span>
              {valueWords(entry.from)} → {valueWords(entry.to)}
            </span>
          </p>
          <p className={styles.by}>
            {entry.who} · {dayTimeText(entry.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** "clinical_status" as words. */
export function fieldWords(field: string): string {
  const words = field.replaceAll("_", " ").replaceAll(".", ": ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A stored value as something a person can read; nothing stored is a dash. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(valueWords).join(", ");
  if (typeof value === "object") return Object.values(value).map(valueWords).join(" ");
  return String(value);
}
