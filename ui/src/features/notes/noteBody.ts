/**
 * The shape of a note: three sections in fixed order, each holding paragraphs, lists and chips.
 * Everything here works on plain JSON, so that it runs without an editor.
 */

export const SECTIONS = ["subjective", "objective", "assessment_plan"] as const;
export type SectionKey = (typeof SECTIONS)[number];

/** What a chip in the note refers to: a record with an id, never loose text. */
export type ChipKind = "condition" | "medication" | "vitals";
export interface ChipAttributes {
  kind: ChipKind;
  id: string;
  label: string;
  code: string;
}

export interface NoteNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  content?: NoteNode[];
  marks?: unknown[];
}

/** The mark for "still to be filled in". */
export const BLANK = "***";

const TITLES: Record<SectionKey, string> = {
  subjective: "Subjective",
  objective: "Objective",
  assessment_plan: "Assessment and plan",
};

/** The English title of a section, as it stands in the plain text of a signed note. */
export function sectionTitle(key: SectionKey): string {
  return TITLES[key];
}

function isNode(value: unknown): value is NoteNode {
  return typeof value === "object" && value !== null && typeof (value as NoteNode).type === "string";
}

function section(key: SectionKey, content: NoteNode[]): NoteNode {
  return { type: "section", attrs: { key }, content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

/** A note with nothing in it yet. */
export function emptyBody(): NoteNode {
  return { type: "doc", content: SECTIONS.map((key) => section(key, [])) };
}

/**
 * Makes any stored body fit the editor without losing a word: missing sections are added, and content
 * outside any section (from an import, say) goes to the top of Subjective.
 */
export function noteBody(stored: unknown): NoteNode {
  if (typeof stored === "string" && stored.trim() !== "") {
    return withLoose(
      stored
        .split(/\n+/)
        .map((line) => ({ type: "paragraph", ...(line.trim() ? { content: [{ type: "text", text: line }] } : {}) })),
      new Map(),
    );
  }
  if (!isNode(stored) || stored.type !== "doc") return emptyBody();
  const loose: NoteNode[] = [];
  const found = new Map<SectionKey, NoteNode[]>();
  for (const node of stored.content ?? []) {
    const key = node.type === "section" ? (node.attrs?.key as SectionKey | undefined) : undefined;
    if (key && SECTIONS.includes(key)) found.set(key, [...(found.get(key) ?? []), ...(node.content ?? [])]);
    else if (node.type === "section") loose.push(...(node.content ?? []));
    else loose.push(node);
  }
  return withLoose(loose, found);
}

function withLoose(loose: NoteNode[], found: Map<SectionKey, NoteNode[]>): NoteNode {
  return {
    type: "doc",
    content: SECTIONS.map((key) =>
      section(key, key === "subjective" ? [...loose, ...(found.get(key) ?? [])] : (found.get(key) ?? [])),
    ),
  };
}

/** A chip written as text: "Community-acquired pneumonia (J18.9)". */
export function chipText(chip: Pick<ChipAttributes, "label" | "code">): string {
  return chip.code ? `${chip.label} (${chip.code})` : chip.label;
}

function inlineText(node: NoteNode): string {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hardBreak") return "\n";
  if (node.type === "chip")
    return chipText({ label: String(node.attrs?.label ?? ""), code: String(node.attrs?.code ?? "") });
  return (node.content ?? []).map(inlineText).join("");
}

function blockLines(node: NoteNode, indent: string): string[] {
  if (node.type === "bulletList" || node.type === "orderedList") {
    return (node.content ?? []).flatMap((item, index) => {
      const mark = node.type === "orderedList" ? `${index + 1}. ` : "- ";
      const [first = "", ...rest] = (item.content ?? []).flatMap((child) => blockLines(child, `${indent}  `));
      return [`${indent}${mark}${first.trimStart()}`, ...rest];
    });
  }
  return inlineText(node)
    .split("\n")
    .map((line) => (line ? indent + line : line));
}

/** The note as plain text: what is searched, printed and kept readable without this editor. */
export function noteText(body: NoteNode): string {
  const parts: string[] = [];
  for (const node of body.content ?? []) {
    if (node.type !== "section") {
      parts.push(...blockLines(node, ""));
      continue;
    }
    const lines = (node.content ?? []).flatMap((child) => blockLines(child, ""));
    if (lines.every((line) => line.trim() === "")) continue;
    parts.push(sectionTitle(node.attrs?.key as SectionKey) ?? "", ...lines, "");
  }
  return parts.join("\n").trim();
}

/** Every chip in reading order. */
export function chipsOf(body: NoteNode): ChipAttributes[] {
  const found: ChipAttributes[] = [];
  const walk = (node: NoteNode): void => {
    if (node.type === "chip") {
      found.push({
        kind: node.attrs?.kind as ChipKind,
        id: String(node.attrs?.id ?? ""),
        label: String(node.attrs?.label ?? ""),
        code: String(node.attrs?.code ?? ""),
      });
    }
    node.content?.forEach(walk);
  };
  walk(body);
  return found;
}

/** How many `***` are still waiting for an answer. */
export function blanksLeft(body: NoteNode): number {
  const text = (body.content ?? [])
    .flatMap((node) => (node.content ?? []).flatMap((child) => blockLines(child, "")))
    .join("\n");
  return text.split(BLANK).length - 1;
}

/** Nothing typed and no chip placed. */
export function isEmptyBody(body: NoteNode): boolean {
  return noteText(body) === "";
}
