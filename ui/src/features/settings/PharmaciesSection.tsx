import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Plus, Search } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { Pharmacy } from "../../api/bindings";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands/registry";
import { usePreferences } from "../../app/preferences";
import { useSession } from "../../app/session";
import { addressText, transportWord } from "../../clinical/pharmacies";
import { Button } from "../../components/Button";
import { Kbd } from "../../components/Kbd";
import { Badge } from "../../components/Pill";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { TextField } from "../../components/TextField";
import { type Column, VirtualTable, type VirtualTableHandle } from "../../components/VirtualTable";
import { Part } from "./Part";
import { PharmacyDialog } from "./PharmacyDialog";
import { PharmacyImportPart } from "./PharmacyImportPart";
import styles from "./settings.module.css";

/** The most that one search answers; a longer directory is narrowed by typing. */
const MOST = 200;

/** The practice's directory of pharmacies: found while typing, opened with Enter, brought in as a list. */
export function PharmaciesSection() {
  const { t } = useLingui();
  const { can } = useSession();
  const { density } = usePreferences();
  const mayChange = can("pharmacy_directory");
  const [typed, setTyped] = useState("");
  const query = useDeferredValue(typed.trim());
  const [current, setCurrent] = useState(0);
  const [editing, setEditing] = useState<Pharmacy | "new" | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const table = useRef<VirtualTableHandle>(null);
  const found = useRead(
    ["pharmacy", null, query],
    "find_pharmacies",
    { query, limit: MOST },
    {
      keepPrevious: true,
    },
  );
  const rows = found.data ?? [];
  const open = (row: Pharmacy | undefined) => row && setEditing(row);

  useCommand("pharmacies.add", () => setEditing("new"), mayChange && editing === null);
  useCommand("pharmacies.find", () => field.current?.focus());
  useCommand("pharmacies.down", () => table.current?.move(1));
  useCommand("pharmacies.up", () => table.current?.move(-1));

  const columns = useMemo<Column<Pharmacy>[]>(
    () => [
      {
        id: "name",
        header: t`Name`,
        width: "minmax(150px, 1fr)",
        className: styles.name,
        cell: (row) => (
          <>
            {row.name}{" "}
            {row.active ? null : (
              <Badge>
                <Trans>closed</Trans>
              </Badge>
            )}
          </>
        ),
      },
      {
        id: "address",
        header: t`Address`,
        width: "minmax(160px, 1.4fr)",
        from: 520,
        cell: (row) => addressText(row.address),
      },
      { id: "phone", header: t`Phone`, width: "132px", from: 420, className: "num", cell: (row) => row.phone ?? "" },
      {
        id: "ncpdp",
        header: t`NCPDP id`,
        width: "82px",
        from: 720,
        className: "code",
        cell: (row) => row.ncpdp_id ?? "",
      },
      { id: "transport", header: t`Reached by`, width: "88px", cell: (row) => transportWord(row.transport) },
    ],
    [t],
  );

  return (
    <div className={styles.parts} data-scope="pharmacies">
      <Part
        title={<Trans>Pharmacies</Trans>}
        hint={
          <Trans>
            Where prescriptions can go. Nothing is deleted: a pharmacy that closes is switched off and stays on old
            prescriptions.
          </Trans>
        }
        action={
          mayChange ? (
            <Button variant="primary" icon={<Plus />} keys="A" onPress={() => setEditing("new")}>
              <Trans>Add</Trans>
            </Button>
          ) : null
        }
      >
        <div className={styles.row}>
          <TextField
            label={t`Find a pharmacy`}
            hideLabel
            placeholder={t`Name, town, ZIP code, phone or number`}
            prefix={<Search aria-hidden />}
            suffix={<Kbd keys="F" decorative />}
            value={typed}
            onChange={(next) => {
              setTyped(next);
              setCurrent(0);
              table.current?.top();
            }}
            onKeyDown={(event) => {
              if (event.key === "ArrowDown") {
                event.preventDefault();
                table.current?.move(0);
              } else if (event.key === "Enter") open(rows[current]);
              else event.continuePropagation();
            }}
            inputRef={field}
            className={styles.find ?? ""}
            autoFocus
          />
          <span className={`${styles.hint} num`} aria-live="polite">
            {!found.data ? null : rows.length >= MOST ? (
              <Trans>The first {MOST}; type to narrow them down</Trans>
            ) : (
              <Plural value={rows.length} one="# pharmacy" other="# pharmacies" />
            )}
          </span>
        </div>
        {found.error ? (
          <ErrorState
            what={<Trans>The pharmacies could not be read.</Trans>}
            error={found.error}
            onRetry={() => void found.refetch()}
          />
        ) : !found.data ? (
          <Skeleton rows={6} height={32} />
        ) : rows.length === 0 ? (
          <EmptyState
            inline
            action={
              mayChange ? (
                <Button keys="A" onPress={() => setEditing("new")}>
                  <Trans>Add a pharmacy</Trans>
                </Button>
              ) : null
            }
          >
            {query ? (
              <Trans>No pharmacy matches “{query}”.</Trans>
            ) : (
              <Trans>No pharmacy yet. Add one, or import a list.</Trans>
            )}
          </EmptyState>
        ) : (
          <div className={styles.directory} style={{ height: 34 + Math.min(rows.length, 12) * rowHeight(density) }}>
            <VirtualTable
              label={t`Pharmacies`}
              columns={columns}
              count={rows.length}
              rowAt={(index) => rows[index]}
              rowKey={(index) => rows[index]?.id ?? index}
              rowHeight={rowHeight(density)}
              current={Math.min(current, rows.length - 1)}
              onCurrent={setCurrent}
              onOpen={(index) => open(rows[index])}
              handle={table}
            />
          </div>
        )}
      </Part>
      {mayChange ? <PharmacyImportPart /> : null}
      {editing && (
        <PharmacyDialog
          pharmacy={editing === "new" ? null : editing}
          name={editing === "new" ? typed.trim() : ""}
          readOnly={!mayChange}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

function rowHeight(density: string): number {
  return density === "comfortable" ? 36 : 32;
}
