import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Condition, DiagnosisHit } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { useLayer } from "../../app/layers/layers";
import { focusedRow, ListSection, MoreButton, Row, Rows } from "../../clinical/Rows";
import { Button } from "../../components/Button";
import { SearchField } from "../../components/SearchField";
import { EmptyState } from "../../components/States";
import { toast } from "../../components/toasts";
import { useReturnFocus } from "../../components/useReturnFocus";
import { ProblemDetails } from "./ProblemDetails";
import styles from "./ProblemList.module.css";
import { setStatus } from "./update";

interface ProblemListProps {
  patientId: string;
  encounterId: string | null;
  problems: readonly Condition[];
  inactiveCount: number;
  mayWrite: boolean;
}

/** The problem list: active first, the rest one key away. */
export function ProblemList({ patientId, encounterId, problems, inactiveCount, mayWrite }: ProblemListProps) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const everything = useRead(
    ["problem_list", patientId, true],
    "problem_list",
    { patient_id: patientId, all: true },
    { enabled: all },
  );
  const shown = all && everything.data ? everything.data : problems;

  const onRow = (run: (problem: Condition) => void) => (): void => {
    const problem = shown.find((one) => one.id === focusedRow());
    if (problem) run(problem);
  };
  useCommand("problems.add", () => setAdding(true), mayWrite);
  useCommand(
    "problems.edit",
    onRow((problem) => setOpen(open === problem.id ? null : problem.id)),
  );
  useCommand(
    "problems.resolve",
    onRow((problem) => void setStatus(problem, problem.clinical_status === "active" ? "resolved" : "active")),
    mayWrite,
  );
  useCommand("problems.show_all", () => setAll(!all), inactiveCount > 0);

  return (
    <ListSection
      title={t`Problems`}
      count={problems.length}
      scope="rows problems"
      addLabel={mayWrite ? t`Add a problem` : undefined}
      addKeys="N"
      onAdd={() => setAdding(true)}
    >
      {adding ? <AddProblem patientId={patientId} encounterId={encounterId} onDone={() => setAdding(false)} /> : null}
      {shown.length === 0 && !adding ? (
        <EmptyState
          inline
          action={
            mayWrite ? (
              <Button size="small" onPress={() => setAdding(true)}>
                <Trans>Add the first</Trans>
              </Button>
            ) : undefined
          }
        >
          <Trans>No problems recorded.</Trans>
        </EmptyState>
      ) : (
        <Rows label={t`Problems`}>
          {shown.map((problem) => (
            <Row
              key={problem.id}
              id={problem.id}
              open={open === problem.id}
              onToggle={() => setOpen(open === problem.id ? null : problem.id)}
              dimmed={problem.clinical_status !== "active"}
              details={<ProblemDetails problem={problem} mayWrite={mayWrite} />}
            >
              <span className={styles.name}>{problem.display}</span>
              <span className={`${styles.code} code`}>{problem.code}</span>
            </Row>
          ))}
        </Rows>
      )}
      {inactiveCount > 0 ? (
        <MoreButton onPress={() => setAll(!all)}>
          {all ? <Trans>Hide resolved</Trans> : <Trans>{inactiveCount} resolved</Trans>}
        </MoreButton>
      ) : null}
    </ListSection>
  );
}

const diagnoses = (query: string): Promise<DiagnosisHit[]> => call("search_diagnoses", { query, limit: 20 });

/** Adds on Enter; the toast takes it back. */
function AddProblem({
  patientId,
  encounterId,
  onDone,
}: {
  patientId: string;
  encounterId: string | null;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  useLayer(true, onDone);
  useReturnFocus();
  const add = async (code: string, display: string): Promise<void> => {
    try {
      const added = await call("add_problem", {
        patient_id: patientId,
        encounter_id: encounterId,
        code,
        display,
        onset: null,
        note: null,
      });
      toast({ text: t`${display} added to problems`, undo: () => setStatus(added, "inactive", true) });
      onDone();
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
  };
  return (
    <div className={styles.add}>
      <SearchField
        label={t`Problem`}
        hideLabel
        placeholder={t`Search ICD-10-CM`}
        text={text}
        onText={setText}
        search={diagnoses}
        keyOf={(hit) => `${hit.code} ${hit.matched ?? ""}`}
        render={(hit) => (
          <span className={styles.hit}>
            <span>
              {hit.display}
              {hit.matched ? <span className={styles.matched}> {hit.matched}</span> : null}
            </span>
            <span className="code">{hit.code}</span>
          </span>
        )}
        onChoose={(hit) => void add(hit.code, hit.display)}
        empty={(query) => t`No code for “${query}”. Try fewer or other words.`}
        onEscape={onDone}
        autoFocus
        note={problem ? <p role="alert">{problem}</p> : null}
      />
    </div>
  );
}
