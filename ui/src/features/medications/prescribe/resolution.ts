import type { CheckReport, Finding, Override, Remembered } from "../../../api/bindings";

/** How the prescriber answers a finding that stops the order. Nothing is ever chosen beforehand. */
export type Choice = { way: "alternative"; index: number } | { way: "hold" } | { way: "override" };

export interface Answer {
  choice: Choice | null;
  /** Coded reason of an override. */
  code: string | null;
  /** The prescriber's own words. */
  words: string;
  /** For a High finding: read and accepted with one act. */
  acknowledged: boolean;
}

export type Answers = Readonly<Record<string, Answer>>;

export const NO_ANSWER: Answer = { choice: null, code: null, words: "", acknowledged: false };

/** Shortest reason that still says something, in letters and digits. */
export const SHORTEST_REASON = 4;

/** Whether words are a reason: dots and blanks are not. */
export function isReason(words: string): boolean {
  return [...words].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).length >= SHORTEST_REASON;
}

/** At most this many alternatives become choices; the rest stay readable in the card's text. */
export const MOST_ALTERNATIVES = 3;

/** The ways out of a contraindication, in the order of their number keys. */
export function choicesFor(finding: Finding): Choice[] {
  const alternatives = finding.alternatives
    .slice(0, MOST_ALTERNATIVES)
    .map((_, index): Choice => ({ way: "alternative", index }));
  // Only another medicine can be held; an allergy cannot.
  const hold: Choice[] = finding.kind !== "allergy" && finding.other_id ? [{ way: "hold" }] : [];
  return [...alternatives, ...hold, { way: "override" }];
}

export function sameChoice(a: Choice | null, b: Choice | null): boolean {
  if (!a || !b) return a === b;
  if (a.way === "alternative" && b.way === "alternative") return a.index === b.index;
  return a.way === b.way;
}

export function answerTo(answers: Answers, finding: Finding): Answer {
  return answers[finding.key] ?? NO_ANSWER;
}

/** Whether this finding no longer stands in the way of staging. */
export function isResolved(finding: Finding, answer: Answer): boolean {
  if (finding.tier === "moderate" || finding.tier === "low") return true;
  if (finding.tier === "high") return answer.acknowledged;
  if (answer.choice?.way === "hold") return true;
  return answer.choice?.way === "override" && answer.code !== null && isReason(answer.words);
}

/** The answer given before to the same finding, while nothing it rests on has changed. */
export function rememberedOf(report: CheckReport, finding: Finding): Remembered | undefined {
  return report.remembered.find((one) => one.key === finding.key);
}

/** The findings of one tier. */
export function ofTier(report: CheckReport, tier: Finding["tier"]): Finding[] {
  return report.findings.filter((finding) => finding.tier === tier);
}

/** What still has to be answered, contraindications first. */
export function unresolved(report: CheckReport, answers: Answers): Finding[] {
  const open = report.findings.filter(
    (finding) => !rememberedOf(report, finding) && !isResolved(finding, answerTo(answers, finding)),
  );
  return [
    ...open.filter((one) => one.tier === "contraindicated"),
    ...open.filter((one) => one.tier !== "contraindicated"),
  ];
}

/** True when staging would go ahead against a contraindication: the button says so and turns red. */
export function isOverriding(report: CheckReport, answers: Answers): boolean {
  return ofTier(report, "contraindicated").some((finding) => answerTo(answers, finding).choice?.way === "override");
}

/** The reasons that go on record with the order. */
export function overridesOf(report: CheckReport, answers: Answers, acknowledgedWord: string): Override[] {
  return report.findings.flatMap((finding): Override[] => {
    const answer = answerTo(answers, finding);
    if (!isResolved(finding, answer)) return [];
    if (finding.tier === "contraindicated" && answer.choice?.way === "override") {
      return [{ finding_key: finding.key, code: answer.code, reason: answer.words.trim() }];
    }
    if (finding.tier === "high") {
      return [{ finding_key: finding.key, code: answer.code, reason: answer.words.trim() || acknowledgedWord }];
    }
    return [];
  });
}

/** Medications to put on hold together with staging. */
export function holdsOf(report: CheckReport, answers: Answers): string[] {
  const ids = report.findings
    .filter((finding) => answerTo(answers, finding).choice?.way === "hold")
    .map((finding) => finding.other_id);
  return [...new Set(ids.filter((id): id is string => id !== null))];
}

/** Answers that still refer to a finding of this report: an answer to a changed order must be given anew. */
export function keepAnswers(answers: Answers, report: CheckReport): Answers {
  const keys = new Set(report.findings.map((finding) => finding.key));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.has(key)));
}
