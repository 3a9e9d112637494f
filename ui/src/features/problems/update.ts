import type { ClinicalStatus, Condition } from "../../api/bindings";
import { call } from "../../api/call";

/** Changes where a problem stands and keeps everything else as it was. */
export async function setStatus(problem: Condition, status: ClinicalStatus, inError = false): Promise<void> {
  await call("update_problem", {
    id: problem.id,
    clinical_status: status,
    onset: problem.onset,
    abatement: status === "active" ? null : problem.abatement,
    note: problem.note,
    entered_in_error: inError,
  });
}
