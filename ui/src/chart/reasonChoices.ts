import type { Condition } from "../api/bindings";
import type { ReasonChoice } from "../features/medications/prescribe/ReasonFor";
import type { ChipAttributes } from "../features/notes/noteBody";

/** What a prescription can be for: the diagnoses of the note first, then the active problems, each code once. */
export function reasonChoices(chips: readonly ChipAttributes[], problems: readonly Condition[]): ReasonChoice[] {
  const all = [
    ...chips.filter((chip) => chip.kind === "condition").map((chip) => ({ code: chip.code, display: chip.label })),
    ...problems
      .filter((one) => one.clinical_status === "active")
      .map((one) => ({ code: one.code, display: one.display })),
  ];
  const seen = new Set<string>();
  return all.filter((choice) => {
    if (!choice.code || seen.has(choice.code)) return false;
    seen.add(choice.code);
    return true;
  });
}
