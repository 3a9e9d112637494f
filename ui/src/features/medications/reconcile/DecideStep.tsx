import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { MedicationRequest, OutsideDrug, ReconcileRow, ReconcileRows, RowChoice } from "../../../api/bindings";
import type { CallError } from "../../../api/call";
import { useCommand } from "../../../app/commands";
import { dayText } from "../../../clinical/dates";
import { focusedRow, moveRow } from "../../../clinical/Rows";
import { keepUnits } from "../../../clinical/text";
import { Kbd } from "../../../components/Kbd";
import { EmptyState, ErrorState, Skeleton } from "../../../components/States";
import { TextArea, TextField } from "../../../components/TextField";
import { choiceOf, decide } from "./decisions";
import styles from "./Reconcile.module.css";
import type { Begun } from "./ReconcileDialog";

/** The keys of the decisions, as the command registry declares them. */
const KEYS: Record<RowChoice, string> = { keep: "Y", change: "C", add: "A", stop: "S", skip: "X" };
const ORDER: readonly RowChoice[] = ["keep", "change", "add", "stop", "skip"];

interface DecideStepProps {
  lists: ReconcileRows | null;
  error: CallError | null;
  onRetry: () => void;
  begun: Begun;
  onBegun: (begun: Begun) => void;
  sourceFault: string | null;
}

/** The lists side by side, one decision a row. */
export function DecideStep({ lists, error, onRetry, begun, onBegun, sourceFault }: DecideStepProps) {
  const { t } = useLingui();
  const rows = lists?.rows ?? [];
  const list = useRef<HTMLUListElement>(null);
  const filled = rows.length > 0;
  const imported = (lists?.imported ?? 0) > 0;
  // With something to decide already, the keys work at once; otherwise a list is about to be pasted.
  useEffect(() => {
    if (filled && imported) list.current?.querySelector<HTMLElement>("[data-row]")?.focus();
  }, [filled, imported]);

  const press = (choice: RowChoice, row?: ReconcileRow): void => {
    const target = row ?? rows.find((one) => one.key === focusedRow());
    if (!target?.choices.includes(choice)) return;
    onBegun({ ...begun, decisions: decide(begun.decisions, target, choice) });
    if (!row) moveRow(document.activeElement, 1);
  };
  useCommand("reconcile.keep", () => press("keep"));
  useCommand("reconcile.change", () => press("change"));
  useCommand("reconcile.add", () => press("add"));
  useCommand("reconcile.stop", () => press("stop"));
  useCommand("reconcile.skip", () => press("skip"));
  useCommand("rows.next", () => moveRow(document.activeElement, 1));
  useCommand("rows.previous", () => moveRow(document.activeElement, -1));

  const words: Record<RowChoice, string> = {
    keep: t`Keep`,
    change: t`Change`,
    add: t`Add`,
    stop: t`Stop`,
    skip: t`Skip`,
  };
  return (
    <div className={styles.decide}>
      <div className={styles.paste}>
        <TextArea
          label={t`The other list, one drug a line`}
          placeholder={t`lisinopril 20 mg tablet 1 daily`}
          rows={4}
          value={begun.text}
          onChange={(text) => onBegun({ ...begun, text })}
          error={error?.field === "text" ? error.message : undefined}
          autoFocus
          spellCheck="false"
        />
        <div className={styles.from}>
          <div data-field="source">
            <TextField
              label={t`Where it is from`}
              placeholder={t`discharge letter of 18 Nov`}
              value={begun.source}
              onChange={(source) => onBegun({ ...begun, source })}
              error={sourceFault ?? undefined}
            />
          </div>
          <p className={styles.quiet}>
            {imported ? (
              <Plural
                value={lists?.imported ?? 0}
                one="# imported medication waits to be looked at; it is in the rows below."
                other="# imported medications wait to be looked at; they are in the rows below."
              />
            ) : (
              <Trans>No imported medication waits to be looked at.</Trans>
            )}{" "}
            {lists?.last ? (
              <Trans>
                Last reconciled {dayText(lists.last.reconciled_at)} with {lists.last.source}.
              </Trans>
            ) : null}
          </p>
        </div>
      </div>
      {error && error.field !== "text" ? (
        <ErrorState what={<Trans>The lists could not be read.</Trans>} error={error} onRetry={onRetry} />
      ) : null}
      {!lists && !error ? <Skeleton rows={6} height={44} /> : null}
      {lists && rows.length === 0 ? (
        <EmptyState inline>
          <Trans>The chart lists no medication. Paste the other list above.</Trans>
        </EmptyState>
      ) : null}
      {filled ? (
        <>
          <div className={styles.heads} aria-hidden>
            <span>
              <Trans>In this chart</Trans>
            </span>
            <span>
              <Trans>Outside</Trans>
            </span>
            <span>
              <Trans>What to do</Trans>
            </span>
          </div>
          <ul
            ref={list}
            className={styles.rows}
            data-rows
            data-pane="reconcile"
            aria-label={t`Medications side by side`}
          >
            {rows.map((row) => (
              <li key={row.key} className={styles.row} data-kind={row.kind}>
                <button
                  type="button"
                  className={styles.pair}
                  data-row={row.key}
                  onKeyDown={(event) => {
                    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
                    if (step && moveRow(event.currentTarget, step)) event.preventDefault();
                  }}
                >
                  <Here order={row.here} />
                  <Outside drugs={row.outside} />
                  <span className={styles.note}>{row.note ? keepUnits(row.note) : null}</span>
                </button>
                <fieldset className={styles.choices}>
                  <legend className="vh">
                    <Trans>What to do with {row.here?.display ?? row.outside[0]?.display ?? ""}</Trans>
                  </legend>
                  {ORDER.filter((choice) => row.choices.includes(choice)).map((choice) => (
                    <button
                      key={choice}
                      type="button"
                      className={styles.choice}
                      data-choice={choice}
                      aria-pressed={choiceOf(row, begun.decisions) === choice}
                      onClick={() => press(choice, row)}
                    >
                      {words[choice]}
                      <Kbd keys={KEYS[choice]} decorative />
                    </button>
                  ))}
                </fieldset>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function Here({ order }: { order: MedicationRequest | null }) {
  if (!order)
    return (
      <span className={styles.none}>
        <Trans>not in the chart</Trans>
      </span>
    );
  return (
    <span className={styles.drug}>
      <b>{keepUnits(order.display)}</b>
      <span className={styles.quiet}>
        {order.status === "on-hold" ? (
          <>
            <Trans>On hold</Trans> ·{" "}
          </>
        ) : null}
        {keepUnits(order.sig_text || order.sig)}
      </span>
    </span>
  );
}

function Outside({ drugs }: { drugs: readonly OutsideDrug[] }) {
  const [first, ...more] = drugs;
  if (!first)
    return (
      <span className={styles.none}>
        <Trans>not on the other list</Trans>
      </span>
    );
  return (
    <span className={styles.drug}>
      <b>{keepUnits(first.display)}</b>
      <span className={styles.quiet}>
        {[keepUnits(first.sig_text || first.sig), first.line ? null : first.source].filter(Boolean).join(" · ")}
        {more.length > 0 ? (
          <>
            {" · "}
            <Plural value={more.length + 1} one="on # list" other="on # lists" />
          </>
        ) : null}
      </span>
    </span>
  );
}
