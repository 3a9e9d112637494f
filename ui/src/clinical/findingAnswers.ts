import type { Finding, Override } from "../api/bindings";

/** What is answered to a serious finding. */
export interface Answer {
  acknowledged: boolean;
  code: string | null;
  words: string;
}
export type Answers = Readonly<Record<string, Answer>>;

export const NO_ANSWER: Answer = { acknowledged: false, code: null, words: "" };
/** The fewest letters of a reason, as the record asks for. */
const SHORTEST_REASON = 4;

/** Whether an answer is enough: a code and words for a contraindication, an acknowledgement for the rest. */
export function isAnswered(finding: Pick<Finding, "tier">, answer: Answer): boolean {
  if (finding.tier !== "contraindicated") return answer.acknowledged;
  return answer.code !== null && answer.words.replace(/[^\p{L}\p{N}]/gu, "").length >= SHORTEST_REASON;
}

/** The findings that are not answered yet, by key. */
export function unanswered(findings: readonly Pick<Finding, "key" | "tier">[], answers: Answers): string[] {
  return findings.filter((one) => !isAnswered(one, answers[one.key] ?? NO_ANSWER)).map((one) => one.key);
}

/** The answers to send. `acknowledged` is the word that is kept for a finding that was only acknowledged. */
export function overridesOf(
  findings: readonly Pick<Finding, "key" | "tier">[],
  answers: Answers,
  acknowledged: string,
): Override[] {
  return findings.flatMap<Override>((finding) => {
    const answer = answers[finding.key];
    if (!answer || !isAnswered(finding, answer)) return [];
    return finding.tier === "contraindicated"
      ? [{ finding_key: finding.key, code: answer.code, reason: answer.words.trim() }]
      : [{ finding_key: finding.key, code: null, reason: acknowledged }];
  });
}
