import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { createPortal } from "react-dom";
import type { DiagnosisHit } from "../../api/bindings";
import { call } from "../../api/call";
import { useLayer } from "../../app/layers/layers";
import { SearchField } from "../../components/SearchField";
import styles from "./SlashMenu.module.css";

/** A chosen diagnosis; the code is empty when it was kept in words. */
export interface PickedDiagnosis {
  code: string;
  display: string;
}

interface DiagnosisPickerProps {
  /** Where the caret stands on the screen. */
  at: { top: number; left: number; bottom: number };
  onPick: (picked: PickedDiagnosis) => void;
  onClose: () => void;
}

const diagnoses = (query: string): Promise<DiagnosisHit[]> => call("search_diagnoses", { query, limit: 20 });

/** Room below the caret that the field and a useful part of its list need, px. */
const ROOM = 260;

/** Finds a diagnosis at the caret: four letters and Enter put it into the note. */
export function DiagnosisPicker({ at, onPick, onClose }: DiagnosisPickerProps) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  useLayer(true, onClose);
  const above = at.bottom + ROOM > window.innerHeight;
  const left = Math.max(8, Math.min(at.left, window.innerWidth - 396));
  return createPortal(
    <div
      className={styles.picker}
      data-scope="diagnosis"
      style={{ left, top: above ? Math.max(8, at.top - 62) : at.bottom + 6 }}
    >
      <SearchField
        label={t`Diagnosis`}
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
        onChoose={(hit) => onPick({ code: hit.code, display: hit.display })}
        empty={(query) => t`No code for “${query}”. Enter writes it as plain words, without a code.`}
        onNothing={(query) => onPick({ code: "", display: query })}
        onEscape={onClose}
        autoFocus
      />
    </div>,
    document.querySelector("main") ?? document.body,
  );
}
