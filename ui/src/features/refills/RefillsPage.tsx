import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Check, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { RefillRow } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { runCommand, useCommand } from "../../app/commands";
import { useSession } from "../../app/session";
import { dayText, partialDateText } from "../../clinical/dates";
import { focusedRow, moveRow, Row, Rows } from "../../clinical/Rows";
import { keepUnits, quantityText, unitText } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EmptyState, ErrorState, Notice, Skeleton } from "../../components/States";
import { toast } from "../../components/toasts";
import { AskedFor } from "./AskedFor";
import { chosen, isSafe, marked } from "./marks";
import styles from "./RefillsPage.module.css";

const WITHIN_DAYS = 14;

/** What runs out soon: the safe ones are marked by key and signed in one act, the others say why not. */
export default function RefillsPage() {
  const { t } = useLingui();
  const session = useSession();
  const navigate = useNavigate();
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const request = { within_days: WITHIN_DAYS, mine: session.can("prescribe") };
  const queue = useRead(["refill_queue", null], "refill_queue", request);
  const rows = queue.data ?? [];
  // What can be signed together stands together, so that ten of them are ten keys.
  const groups = [
    { title: t`Ready to renew`, rows: rows.filter(isSafe) },
    { title: t`To be looked at one by one`, rows: rows.filter((row) => !isSafe(row)) },
  ].filter((group) => group.rows.length > 0);
  const ready = chosen(rows, marks);
  const maySign = session.can("prescribe");

  // The first row has the focus, so that the keys work at once.
  const page = useRef<HTMLDivElement>(null);
  const filled = rows.length > 0;
  useEffect(() => {
    if (filled && !page.current?.contains(document.activeElement))
      page.current?.querySelector<HTMLElement>("[data-row]")?.focus();
  }, [filled]);

  useCommand("rows.next", () => moveRow(document.activeElement, 1));
  useCommand("rows.previous", () => moveRow(document.activeElement, -1));
  useCommand(
    "refills.mark",
    () => {
      const row = rows.find((one) => one.order.id === focusedRow());
      if (!row) return;
      setMarks(marked(marks, row));
      moveRow(document.activeElement, 1);
    },
    maySign,
  );
  useCommand("refills.requestHere", () => runCommand("refills.request"));
  useCommand("refills.sign", () => ready.length > 0 && setAsking(true), maySign && !asking);

  return (
    <div ref={page} className={styles.page} data-pane="refills" data-scope="rows refills">
      <header className={styles.head}>
        <h1>
          <Trans>Refills</Trans>
        </h1>
        <span className={styles.quiet}>
          <Trans>Supply ends within {WITHIN_DAYS} days</Trans>
        </span>
        {session.can("patient_demographics_write") ? (
          <Button icon={<Plus />} keys="Q" onPress={() => runCommand("refills.request")}>
            <Trans>Record a request</Trans>
          </Button>
        ) : null}
        {maySign ? (
          <Button variant="primary" keys="Mod+Enter" isDisabled={ready.length === 0} onPress={() => setAsking(true)}>
            <Plural value={ready.length} one="Renew # refill" other="Renew # refills" />
          </Button>
        ) : null}
      </header>
      <AskedFor />
      {queue.error ? (
        <ErrorState
          what={<Trans>The refills could not be read.</Trans>}
          error={queue.error}
          onRetry={() => void queue.refetch()}
        />
      ) : !queue.data ? (
        <Skeleton rows={8} />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>Nothing runs out soon.</Trans>
        </EmptyState>
      ) : (
        groups.map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h2 className={styles.group}>
              {title} <span className={styles.quiet}>{rows.length}</span>
            </h2>
            <Rows label={title}>
              {rows.map((row) => (
                <Row
                  key={row.order.id}
                  id={row.order.id}
                  open={false}
                  onToggle={() =>
                    void navigate({ to: "/chart/$patientId", params: { patientId: row.order.patient_id } })
                  }
                >
                  <Line row={row} marked={marks.has(row.order.id)} />
                </Row>
              ))}
            </Rows>
          </section>
        ))
      )}
      {asking ? (
        <SignRefills
          rows={ready}
          onClose={() => setAsking(false)}
          onSigned={(count) => {
            setAsking(false);
            setMarks(new Set());
            toast({ text: t`${count} refills signed` });
            void queue.refetch();
          }}
        />
      ) : null}
    </div>
  );
}

function Line({ row, marked }: { row: RefillRow; marked: boolean }) {
  const { order } = row;
  return (
    <span className={styles.line}>
      <span>
        {marked ? (
          <>
            <Check size={16} aria-hidden />
            <span className="vh">
              <Trans>Marked</Trans>
            </span>
          </>
        ) : null}
      </span>
      <span>
        <b className={styles.block}>{row.patient_name}</b>
        <span className={styles.quiet}>
          {partialDateText(row.birth_date)} · {row.mrn}
        </span>
      </span>
      <span>
        <span className={styles.block}>{keepUnits(order.display)}</span>
        <span className={styles.quiet}>{keepUnits(order.sig_text || order.sig)}</span>
      </span>
      <span>
        {isSafe(row) ? null : <span className={`${styles.why} ${styles.block}`}>{row.reasons.join(" ")}</span>}
        <span className={styles.quiet}>
          {row.labs
            .filter((lab) => lab.at !== null)
            .map((lab) => `${lab.label} ${lab.value ?? ""} ${unitText(lab.unit ?? "")}, ${dayText(lab.at ?? "")}`)
            .join(" · ")}
        </span>
      </span>
      <span className={styles.quiet}>
        {row.last_day ? (
          <span className={styles.block}>
            <Trans>Until {partialDateText(row.last_day)}</Trans>
          </span>
        ) : null}
        {row.last_visit ? <Trans>Seen {dayText(row.last_visit)}</Trans> : null}
      </span>
    </span>
  );
}

interface SignRefillsProps {
  rows: readonly RefillRow[];
  onClose: () => void;
  onSigned: (count: number) => void;
}

/** Everything that will be signed, with name and birth date, before it is. */
function SignRefills({ rows, onClose, onSigned }: SignRefillsProps) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const sign = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const outcome = await call("approve_refills", { ids: rows.map((row) => row.order.id) });
      if (outcome.outcome === "approved") {
        onSigned(outcome.prescriptions.length);
        return;
      }
      const named = outcome.rows.map((row) => `${row.patient_name}, ${row.order.display}: ${row.reasons.join(" ")}`);
      setProblem(t`Nothing was signed. ${named.join(" ")}`);
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Sign the refills</Trans>}
      size="wide"
      reading
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Mod+Enter" isDisabled={busy} onPress={() => void sign()}>
            <Plural value={rows.length} one="Sign # refill" other="Sign # refills" />
          </Button>
        </>
      }
    >
      <Confirm run={() => void sign()} />
      <ul>
        {rows.map(({ order, ...row }) => (
          <li key={order.id}>
            <b>{row.patient_name}</b> {partialDateText(row.birth_date)}: {keepUnits(order.display)},{" "}
            {keepUnits(order.sig_text || order.sig)}, {quantityText(order.quantity, order.quantity_unit)},{" "}
            <Plural value={order.refills} one="# refill" other="# refills" />
          </li>
        ))}
      </ul>
      {problem ? (
        <Notice tone="problem" announce>
          {problem}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Gives Ctrl+Enter its meaning inside the dialog. */
function Confirm({ run }: { run: () => void }) {
  useCommand("chart.confirm", run);
  return null;
}
