import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useState } from "react";
import type { Composition } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { useRead } from "../../api/useRead";
import { dayTimeText } from "../../clinical/dates";
import { Confirm } from "../../clinical/ReasonDialog";
import { Button } from "../../components/Button";
import { ErrorState, Notice, Skeleton } from "../../components/States";
import { TextArea } from "../../components/TextField";
import { NoteText } from "./NoteText";
import styles from "./NoteText.module.css";

interface SignedNoteProps {
  note: Composition;
  signer: string | null;
  mayAdd: boolean;
}

/** A note that can no longer be changed, with what was added after signing. */
export function SignedNote({ note, signer, mayAdd }: SignedNoteProps) {
  return (
    <article>
      {note.signed_at ? (
        <p className={styles.head}>
          <CheckCheck size={14} aria-hidden />
          <span>
            <Trans>
              Signed {dayTimeText(note.signed_at)}
              {signer ? ` · ${signer}` : ""}
            </Trans>
          </span>
        </p>
      ) : null}
      <NoteText body={note.body} text={note.text} />
      {note.addenda.map((addendum) => (
        <div key={addendum.id} className={styles.addendum}>
          <p className={styles.by}>
            <Trans>
              Addendum {dayTimeText(addendum.recorded_at)} · {addendum.author_name}
            </Trans>
          </p>
          {addendum.text}
        </div>
      ))}
      {mayAdd && note.status === "final" ? <AddAddendum noteId={note.id} patientId={note.patient_id} /> : null}
    </article>
  );
}

function AddAddendum({ noteId, patientId }: { noteId: string; patientId: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [back, setBack] = useState(false);
  const [text, setText] = useState("");
  const add = useAct("add_addendum");
  if (!open) {
    return (
      <div className={styles.add}>
        <div>
          <Button size="small" autoFocus={back} onPress={() => setOpen(true)}>
            <Trans>Add an addendum</Trans>
          </Button>
        </div>
      </div>
    );
  }
  const close = (): void => {
    setBack(true);
    setOpen(false);
  };
  const save = async (): Promise<void> => {
    if (text.trim() === "") return;
    if (await add.run({ note_id: noteId, text: text.trim() })) {
      // The change names the addendum; the note that shows it has to be read again as well.
      void client.invalidateQueries({ queryKey: ["composition", patientId, noteId] });
      setText("");
      close();
    }
  };
  return (
    <div className={styles.add} data-scope="dialog">
      <Confirm run={() => void save()} />
      <TextArea
        label={t`Addendum`}
        value={text}
        onChange={setText}
        autoFocus
        description={t`It is signed as it is added and stands below the note for good.`}
      />
      {add.error ? (
        <Notice tone="problem" announce>
          {add.error.message}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          keys="Mod+Enter"
          isDisabled={text.trim() === "" || add.busy}
          onPress={() => void save()}
        >
          <Trans>Sign the addendum</Trans>
        </Button>
        <Button onPress={close}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </div>
  );
}

/** A visit's note opened in place on the timeline. */
export function StoredNote({
  noteId,
  patientId,
  nameOf,
  mayAdd,
}: {
  noteId: string;
  patientId: string;
  nameOf: (id: string) => string | null;
  mayAdd: boolean;
}) {
  const note = useRead(["composition", patientId, noteId], "note", { note_id: noteId });
  if (note.error) {
    return (
      <ErrorState
        what={<Trans>The note could not be read.</Trans>}
        error={note.error}
        onRetry={() => void note.refetch()}
      />
    );
  }
  if (!note.data) return <Skeleton rows={4} height={22} />;
  return (
    <SignedNote note={note.data} signer={note.data.signed_by ? nameOf(note.data.signed_by) : null} mayAdd={mayAdd} />
  );
}
