import { useLingui } from "@lingui/react/macro";
import { Fragment, type ReactNode } from "react";
import styles from "./NoteText.module.css";
import { type NoteNode, noteBody, type SectionKey } from "./noteBody";

/** A stored note to read: the same look as the editor, without loading it. */
export function NoteText({ body, text }: { body: unknown; text: string }) {
  const { t } = useLingui();
  const titles: Record<SectionKey, string> = {
    subjective: t`Subjective`,
    objective: t`Objective`,
    assessment_plan: t`Assessment and plan`,
  };
  const readable = typeof body === "object" && body !== null && (body as NoteNode).type === "doc";
  // A note from elsewhere may hold text alone; it is shown as it is.
  if (!readable) return <p className={styles.plain}>{text}</p>;
  const fitted = noteBody(body);
  return (
    <div className={styles.note}>
      {(fitted.content ?? []).map((section, index) => {
        const blocks = (section.content ?? []).filter((block) => block.content && block.content.length > 0);
        if (blocks.length === 0) return null;
        return (
          <section key={index} className={styles.section}>
            <h3 className={styles.title}>{titles[section.attrs?.key as SectionKey]}</h3>
            {blocks.map((block, at) => (
              <Block key={at} node={block} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function Block({ node }: { node: NoteNode }): ReactNode {
  const children = (node.content ?? []).map((child, index) => <Block key={index} node={child} />);
  switch (node.type) {
    case "paragraph":
      return <p>{children}</p>;
    case "bulletList":
      return <ul className={styles.bullets}>{children}</ul>;
    case "orderedList":
      return <ol className={styles.numbers}>{children}</ol>;
    case "listItem":
      return <li>{children}</li>;
    case "hardBreak":
      return <br />;
    case "chip":
      return (
        <span className={styles.chip} data-kind={String(node.attrs?.kind ?? "")}>
          <b>{String(node.attrs?.label ?? "")}</b>
          {node.attrs?.code ? <span className="code"> {String(node.attrs.code)}</span> : null}
        </span>
      );
    case "text":
      return <Marked node={node} />;
    default:
      return <Fragment>{children}</Fragment>;
  }
}

function Marked({ node }: { node: NoteNode }): ReactNode {
  const marks = (node.marks ?? []).map((mark) => (mark as { type: string }).type);
  let shown: ReactNode = node.text;
  if (marks.includes("italic")) shown = <em>{shown}</em>;
  if (marks.includes("bold")) shown = <strong>{shown}</strong>;
  return shown;
}
