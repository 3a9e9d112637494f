import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Search, UserPlus } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { PatientRow } from "../../api/bindings";
import { runCommand, useCommand } from "../../app/commands/registry";
import { usePreferences } from "../../app/preferences";
import { useSession } from "../../app/session";
import { Button } from "../../components/Button";
import { dayText, partialText } from "../../components/dates";
import { Kbd } from "../../components/Kbd";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { TextField } from "../../components/TextField";
import { type Column, VirtualTable, type VirtualTableHandle } from "../../components/VirtualTable";
import { genderWord } from "./genders";
import styles from "./patients.module.css";
import { type PatientSort, usePatientPages } from "./usePatientPages";

/** Everyone in the practice, a hundred thousand if need be. */
export default function PatientsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const session = useSession();
  const { density } = usePreferences();
  const [typed, setTyped] = useState("");
  const filter = useDeferredValue(typed.trim());
  const [sort, setSort] = useState<{ column: PatientSort; descending: boolean }>({ column: "name", descending: false });
  const [current, setCurrent] = useState(0);
  const list = usePatientPages({ filter, sort: sort.column, descending: sort.descending });
  const filterField = useRef<HTMLInputElement>(null);
  const table = useRef<VirtualTableHandle>(null);
  const mayRegister = session.can("patient_demographics_write");

  const first = () => {
    setCurrent(0);
    table.current?.top();
  };

  const open = (row: PatientRow | undefined) => {
    if (!row) return;
    if (session.can("chart_read")) void navigate({ to: "/chart/$patientId", params: { patientId: row.id } });
    else runCommand("patients.edit", row.id);
  };
  useCommand("patients.filter", () => filterField.current?.focus());
  useCommand("patients.down", () => table.current?.move(1));
  useCommand("patients.up", () => table.current?.move(-1));
  useCommand("patients.refill", () => {
    const row = list.rowAt(current);
    if (row) runCommand("refills.request", row.id);
  });
  useCommand("patients.editRow", () => {
    const row = list.rowAt(current);
    if (row) runCommand("patients.edit", row.id);
  });

  const columns = useMemo<Column<PatientRow>[]>(
    () => [
      { id: "mrn", header: t`MRN`, width: "96px", sortable: true, className: "code", cell: (row) => row.mrn },
      {
        id: "name",
        header: t`Name`,
        width: "minmax(160px, 1fr)",
        sortable: true,
        className: styles.name,
        cell: (row) => row.name,
      },
      {
        id: "birth_date",
        header: t`Born`,
        width: "108px",
        sortable: true,
        className: "num",
        cell: (row) => partialText(row.birth_date),
      },
      { id: "sex", header: t`Sex`, width: "72px", from: 560, cell: (row) => genderWord(row.gender) },
      { id: "phone", header: t`Phone`, width: "132px", from: 760, className: "num", cell: (row) => row.phone ?? "" },
      {
        id: "last_visit",
        header: t`Last visit`,
        width: "112px",
        sortable: true,
        className: "num",
        cell: (row) => (row.last_visit ? dayText(row.last_visit) : <span className={styles.none}>{t`none`}</span>),
      },
    ],
    [t],
  );

  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <h1>
          <Trans>Patients</Trans>
        </h1>
        <span className={styles.count} aria-live="polite">
          {filter ? (
            <Trans>
              {list.total.toLocaleString()} of {list.whole.toLocaleString()}
            </Trans>
          ) : (
            <Plural value={list.total} one="# patient" other="# patients" />
          )}
        </span>
        <TextField
          label={t`Filter by name, MRN or birth date`}
          hideLabel
          placeholder={t`Name, MRN or birth date`}
          prefix={<Search aria-hidden />}
          suffix={<Kbd keys="F" decorative />}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            first();
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") {
              event.preventDefault();
              table.current?.move(0);
            } else if (event.key === "Enter") open(list.rowAt(current));
            else event.continuePropagation();
          }}
          inputRef={filterField}
          className={styles.filter}
          autoFocus
        />
        {mayRegister && (
          <Button
            variant="primary"
            icon={<UserPlus />}
            keys="Alt+N"
            onPress={() => runCommand("patients.register", typed)}
          >
            <Trans>Register</Trans>
          </Button>
        )}
      </header>
      <div className={styles.table}>
        {list.error ? (
          <ErrorState what={<Trans>The list could not be read.</Trans>} error={list.error} onRetry={list.retry} />
        ) : !list.answered && list.total === 0 ? (
          <Skeleton rows={18} height={32} />
        ) : (
          <VirtualTable
            label={t`Patients`}
            columns={columns}
            count={list.total}
            rowAt={list.rowAt}
            rowKey={(index) => index}
            rowHeight={density === "comfortable" ? 36 : 32}
            current={Math.min(current, Math.max(0, list.total - 1))}
            onCurrent={setCurrent}
            onOpen={(index) => open(list.rowAt(index))}
            onRange={list.onRange}
            sort={sort}
            onSort={(column) => {
              first();
              setSort((old) => ({
                column: column as PatientSort,
                descending: old.column === column ? !old.descending : column === "last_visit",
              }));
            }}
            scope="patients"
            handle={table}
            empty={
              <EmptyState
                action={
                  mayRegister && (
                    <Button keys="Alt+N" onPress={() => runCommand("patients.register", typed)}>
                      {typed.trim() ? <Trans>Register “{typed.trim()}”</Trans> : <Trans>Register a patient</Trans>}
                    </Button>
                  )
                }
              >
                {filter ? (
                  <Trans>No patient matches “{filter}”.</Trans>
                ) : (
                  <Trans>No patients yet. Register the first one, or import records in Settings.</Trans>
                )}
              </EmptyState>
            }
          />
        )}
      </div>
    </div>
  );
}
