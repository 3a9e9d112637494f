import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { InboundView, RouteState, TransmissionView } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { useSession, useStatus } from "../../app/session";
import { focusedRow, moveRow, Row, Rows } from "../../clinical/Rows";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Choice";
import { dayTimeText, partialText } from "../../components/dates";
import { EmptyState, ErrorState, Notice, Skeleton } from "../../components/States";
import { toast } from "../../components/toasts";
import { ApproveDialog } from "./ApproveDialog";
import { AssignDialog } from "./AssignDialog";
import { CancelDialog } from "./CancelDialog";
import { DenyDialog } from "./DenyDialog";
import { InboundDetails } from "./InboundDetails";
import styles from "./OutboxPage.module.css";
import { FileDialog, SettleDialog } from "./SettleDialog";
import { TransmissionDetails } from "./TransmissionDetails";
import { inboundWord, kindWord, mayDo, mayDoOut, needsAPerson, nextStep, routeWord, stateWord } from "./words";

type Asking =
  | { what: "approve" | "deny" | "assign" | "file"; inbound: InboundView }
  | { what: "cancel" | "settle"; out: TransmissionView };

const MOST = 200;

/** Everything that leaves for pharmacies and comes from them: what happened, and what to do next. */
export default function OutboxPage() {
  const { t } = useLingui();
  const { can } = useSession();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const page = useRead(["outbox", all], "outbox", { all, limit: MOST }, { keepPrevious: true });
  const inbound = page.data?.inbound ?? [];
  const out = page.data?.transmissions ?? [];
  const quiet = asking === null;

  const element = useRef<HTMLDivElement>(null);
  const filled = inbound.length + out.length > 0;
  // A row has the focus, so that the keys work at once, and again when the row that had it is done and gone.
  const rows = `${inbound.length} ${out.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows say when the focus may have gone with one of them
  useEffect(() => {
    if (filled && quiet && document.activeElement === document.body)
      element.current?.querySelector<HTMLElement>("[data-row]")?.focus();
  }, [filled, quiet, rows]);

  const retry = (one: TransmissionView): void => {
    call("retry_transmission", { id: one.id })
      .then(() => toast({ text: t`${one.display}: tried again now` }))
      .catch((cause: unknown) => toast({ text: sentenceOf(cause), tone: "warning" }));
  };
  const onInbound = (what: "approve" | "deny" | "assign" | "file") => (): void => {
    const one = inbound.find((row) => row.id === focusedRow());
    const may = one && mayDo(one);
    if (one && may?.[what === "approve" || what === "deny" ? "answer" : what]) setAsking({ what, inbound: one });
  };
  const onOut = (what: "cancel" | "settle") => (): void => {
    const one = out.find((row) => row.id === focusedRow());
    if (one && mayDoOut(one)[what]) setAsking({ what, out: one });
  };
  useCommand("rows.next", () => moveRow(document.activeElement, 1));
  useCommand("rows.previous", () => moveRow(document.activeElement, -1));
  useCommand("outbox.approve", onInbound("approve"), quiet);
  useCommand("outbox.deny", onInbound("deny"), quiet);
  useCommand("outbox.assign", onInbound("assign"), quiet);
  useCommand("outbox.file", onInbound("file"), quiet);
  useCommand("outbox.cancel", onOut("cancel"), quiet);
  useCommand("outbox.settle", onOut("settle"), quiet);
  useCommand(
    "outbox.retry",
    () => {
      const one = out.find((row) => row.id === focusedRow());
      if (one && mayDoOut(one).retry) retry(one);
    },
    quiet,
  );
  useCommand("outbox.all", () => setAll(!all), quiet);

  const toggle = (id: string): void => setOpen(open === id ? null : id);
  const close = (): void => setAsking(null);
  return (
    <div ref={element} className={styles.page} data-pane="outbox" data-scope="rows outbox">
      <header className={styles.head}>
        <h1>
          <Trans>Outbox</Trans>
        </h1>
        <Switch isSelected={all} onChange={setAll}>
          <Trans>Also what is done</Trans>
        </Switch>
      </header>
      {page.data ? <Connection state={page.data.route} /> : null}
      {page.error ? (
        <ErrorState
          what={<Trans>The outbox could not be read.</Trans>}
          error={page.error}
          onRetry={() => void page.refetch()}
        />
      ) : !page.data ? (
        <Skeleton rows={8} height={44} />
      ) : !filled ? (
        <EmptyState>
          {all ? (
            <Trans>Nothing has been sent or received.</Trans>
          ) : (
            <Trans>Nothing waits for a pharmacy, and no pharmacy waits for you.</Trans>
          )}
        </EmptyState>
      ) : null}
      {inbound.length > 0 ? (
        <section className={styles.part}>
          <h2>
            <Trans>From pharmacies</Trans> <span className={styles.quiet}>{inbound.length}</span>
          </h2>
          <Rows label={t`From pharmacies`}>
            {inbound.map((one) => (
              <Row
                key={one.id}
                id={one.id}
                open={open === one.id}
                onToggle={() => toggle(one.id)}
                dimmed={one.closed_at !== null}
                side={
                  <span className={styles.acts}>
                    {can("prescribe") && mayDo(one).answer ? (
                      <>
                        <Button size="small" keys="A" onPress={() => setAsking({ what: "approve", inbound: one })}>
                          <Trans>Approve</Trans>
                        </Button>
                        <Button
                          size="small"
                          variant="quiet"
                          keys="D"
                          onPress={() => setAsking({ what: "deny", inbound: one })}
                        >
                          <Trans>Deny</Trans>
                        </Button>
                      </>
                    ) : null}
                    {can("chart_write") && mayDo(one).assign ? (
                      <Button size="small" keys="M" onPress={() => setAsking({ what: "assign", inbound: one })}>
                        <Trans>Whose?</Trans>
                      </Button>
                    ) : null}
                    {can("chart_write") && mayDo(one).file && !mayDo(one).answer ? (
                      <Button
                        size="small"
                        variant="quiet"
                        keys="F"
                        onPress={() => setAsking({ what: "file", inbound: one })}
                      >
                        <Trans>Put away</Trans>
                      </Button>
                    ) : null}
                  </span>
                }
                details={<InboundDetails id={one.id} />}
              >
                <InboundLine one={one} />
              </Row>
            ))}
          </Rows>
        </section>
      ) : null}
      {out.length > 0 ? (
        <section className={styles.part}>
          <h2>
            <Trans>To pharmacies</Trans> <span className={styles.quiet}>{out.length}</span>
          </h2>
          <Rows label={t`To pharmacies`}>
            {out.map((one) => {
              const may = mayDoOut(one);
              return (
                <Row
                  key={one.id}
                  id={one.id}
                  open={open === one.id}
                  onToggle={() => toggle(one.id)}
                  dimmed={one.settled}
                  side={
                    <span className={styles.acts}>
                      {can("chart_write") && may.retry ? (
                        <Button size="small" keys="R" onPress={() => retry(one)}>
                          <Trans>Try again</Trans>
                        </Button>
                      ) : null}
                      {can("chart_write") && may.settle ? (
                        <Button size="small" keys="S" onPress={() => setAsking({ what: "settle", out: one })}>
                          <Trans>Settle</Trans>
                        </Button>
                      ) : null}
                      {can("prescribe") && may.cancel ? (
                        <Button
                          size="small"
                          variant="quiet"
                          keys="C"
                          onPress={() => setAsking({ what: "cancel", out: one })}
                        >
                          <Trans>Take back</Trans>
                        </Button>
                      ) : null}
                    </span>
                  }
                  details={<TransmissionDetails id={one.id} />}
                >
                  <OutLine one={one} />
                </Row>
              );
            })}
          </Rows>
        </section>
      ) : null}
      {asking?.what === "approve" ? <ApproveDialog inbound={asking.inbound} onClose={close} /> : null}
      {asking?.what === "deny" ? <DenyDialog inbound={asking.inbound} onClose={close} /> : null}
      {asking?.what === "assign" ? <AssignDialog inbound={asking.inbound} onClose={close} /> : null}
      {asking?.what === "file" ? <FileDialog inbound={asking.inbound} onClose={close} /> : null}
      {asking?.what === "cancel" ? <CancelDialog out={asking.out} onClose={close} /> : null}
      {asking?.what === "settle" ? <SettleDialog out={asking.out} onClose={close} /> : null}
    </div>
  );
}

/** Whether messages leave at all, and whether the other side answers. */
function Connection({ state }: { state: RouteState }) {
  const { time_zone } = useStatus();
  if (state.connection === "none")
    return (
      <p className={styles.quiet}>
        <Trans>
          This computer sends no messages; prescriptions go on paper and by fax. Settings, Sending changes that.
        </Trans>
      </p>
    );
  if (!state.trouble) return null;
  return (
    <Notice tone="warning" icon={<CircleAlert aria-hidden />}>
      {state.trouble} {state.trouble_since ? <Trans>Since {dayTimeText(state.trouble_since, time_zone)}.</Trans> : null}{" "}
      <Trans>What waits is kept and tried again by itself.</Trans>
    </Notice>
  );
}

function Whose({ one }: { one: Pick<InboundView, "patient" | "request"> }) {
  const { t } = useLingui();
  if (one.patient)
    return (
      <span>
        <b className={styles.block}>{one.patient.name}</b>
        <span className={`${styles.quiet} num`}>
          {partialText(one.patient.birth_date)} · {one.patient.mrn}
        </span>
      </span>
    );
  const asked = one.request?.patient;
  return (
    <span>
      <b className={styles.block}>{asked ? `${asked.family}, ${asked.given}` : t`Nobody named`}</b>
      <span className={`${styles.quiet} num`}>{asked?.birth_date ? partialText(asked.birth_date) : ""}</span>
    </span>
  );
}

function InboundLine({ one }: { one: InboundView }) {
  const { time_zone } = useStatus();
  return (
    <span className={styles.line}>
      <Whose one={one} />
      <span>
        <span className={styles.block}>
          {inboundWord(one)}
          {one.request ? `: ${keepUnits(one.request.drug.display)}` : ""}
        </span>
        <span className={styles.quiet}>{one.request?.pharmacy ?? one.text ?? ""}</span>
      </span>
      <span>
        {one.state === "unmatched" && (one.candidates.length > 0 || !one.problem) ? (
          <span className={`${styles.warn} ${styles.block}`}>
            <Plural
              value={one.candidates.length}
              _0="No patient fits"
              one="One patient may be meant"
              other="# patients may be meant"
            />
          </span>
        ) : null}
        {one.problem ? <span className={`${styles.warn} ${styles.block}`}>{one.problem}</span> : null}
        <span className={`${styles.quiet} num`}>{dayTimeText(one.received_at, time_zone)}</span>
      </span>
    </span>
  );
}

function OutLine({ one }: { one: TransmissionView }) {
  const { time_zone } = useStatus();
  const next = nextStep(one);
  const why = one.attention ?? one.state_note ?? one.last_error;
  return (
    <span className={styles.line}>
      <Whose one={{ patient: one.patient, request: null }} />
      <span>
        <span className={styles.block}>{keepUnits(one.display)}</span>
        <span className={styles.quiet}>
          {kindWord(one.kind)} · {routeWord(one.route)} · {one.pharmacy}
        </span>
      </span>
      <span>
        <span className={styles.state} data-state={needsAPerson(one) ? "attention" : one.state}>
          {stateWord(one.state)}
          <span className={`${styles.quiet} num`}> {dayTimeText(one.state_at, time_zone)}</span>
        </span>
        {why ? (
          <span className={`${needsAPerson(one) ? styles.warn : styles.quiet} ${styles.block}`}>{why}</span>
        ) : null}
        {next ? <span className={`${styles.quiet} ${styles.block}`}>{next}</span> : null}
      </span>
    </span>
  );
}
