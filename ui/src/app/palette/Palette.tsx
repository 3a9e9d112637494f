import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { sentenceOf } from "../../api/call";
import { Kbd } from "../../components/Kbd";
import { runPageCommand } from "../commands/registry";
import { ModalContents, useLayer } from "../layers/layers";
import { useSession } from "../session";
import styles from "./Palette.module.css";
import { PaletteRow } from "./PaletteRow";
import { type PaletteItem, usePaletteItems } from "./usePaletteItems";

/** One field for people, places and acts. Opens on Ctrl+K from anywhere. */
export function Palette({ open, onClose }: { open: boolean; onClose(): void }) {
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable
      isKeyboardDismissDisabled
      className={styles.overlay ?? ""}
    >
      <Modal className={styles.modal ?? ""}>
        <PaletteContents onClose={onClose} />
      </Modal>
    </ModalOverlay>
  );
}

function PaletteContents({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { can } = useSession();
  const mayOpen = can("chart_read") || can("break_glass");
  const listId = useId();
  const [text, setText] = useState("");
  const { sections, settled, failed } = usePaletteItems(text);
  const rows = useMemo(() => sections.flatMap((section) => section.items), [sections]);
  const [currentId, setCurrentId] = useState<string | null>(null);
  // The first row is highlighted unless the person has moved to one that is still there.
  const at = Math.max(0, currentId === null ? 0 : rows.findIndex((row) => row.id === currentId));
  const current = rows[at];
  useLayer(true, onClose, true);

  const choose = (item: PaletteItem) => {
    onClose();
    // After the dialog has given the focus back, so that what opens can take it.
    setTimeout(() => {
      // Whoever may open no chart means the person's address and phone.
      if (item.kind === "patient" && !mayOpen) runPageCommand("patients.edit", item.patient.id);
      else if (item.kind === "patient")
        void navigate({ to: "/chart/$patientId", params: { patientId: item.patient.id } });
      else if (item.kind === "register") runPageCommand("patients.register", item.name);
      else runPageCommand(item.command.id);
    });
  };

  // Enter pressed faster than the search answers waits for the answer to what was typed: never the row of older text.
  const enterWaits = useRef(false);
  useEffect(() => {
    if (!enterWaits.current || !settled) return;
    enterWaits.current = false;
    if (current) choose(current);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };
    const step = steps[event.key];
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      const next =
        Math.abs(step) === 1
          ? (at + step + rows.length) % rows.length
          : Math.max(0, Math.min(rows.length - 1, at + step));
      setCurrentId(rows[next]?.id ?? null);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (!settled) enterWaits.current = true;
      else if (current) choose(current);
    }
  };

  useEffect(() => {
    if (current) document.getElementById(current.id)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  return (
    <Dialog aria-label={t`Search patients and commands`} className={styles.palette ?? ""}>
      <ModalContents>
        <div className={styles.field}>
          <Search aria-hidden />
          <input
            autoFocus
            role="combobox"
            aria-label={t`Search patients and commands`}
            aria-expanded="false"
            aria-haspopup="listbox"
            aria-controls={listId}
            aria-activedescendant={current?.id}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={t`Name, birth date, MRN, phone, or a command`}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setCurrentId(null);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className={styles.list} id={listId} role="listbox" aria-label={t`Results`}>
          {failed !== null && (
            <p className={styles.quiet} role="alert">
              <Trans>Patients could not be searched.</Trans> {sentenceOf(failed)}
            </p>
          )}
          {sections.map((section) => (
            <div key={section.title} role="group" aria-label={section.title}>
              <div className={styles.section} aria-hidden>
                {section.title}
              </div>
              {section.items.map((item) => (
                <PaletteRow
                  key={item.id}
                  item={item}
                  current={item === current}
                  onChoose={() => choose(item)}
                  onPoint={() => setCurrentId(item.id)}
                />
              ))}
            </div>
          ))}
          {rows.length === 0 && settled && failed === null && (
            <p className={styles.quiet}>
              <Trans>
                Nothing matches “{text.trim()}”. Try a family name, a birth date such as 3/14/59, or an MRN.
              </Trans>
            </p>
          )}
        </div>
        <footer className={styles.footer}>
          <span>
            <Kbd keys="ArrowUp ArrowDown" split decorative /> <Trans>move</Trans>
          </span>
          <span>
            <Kbd keys="Enter" decorative /> <Trans>open</Trans>
          </span>
          <span>
            <Kbd keys="Escape" decorative /> <Trans>close</Trans>
          </span>
          <span className={styles.place}>
            <Trans>Works offline</Trans>
          </span>
        </footer>
        <div className="vh" aria-live="polite">
          {settled && text.trim() ? t`${rows.length} results` : ""}
        </div>
      </ModalContents>
    </Dialog>
  );
}
