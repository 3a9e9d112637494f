import { i18n } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import type { PatientHit } from "../../api/bindings";
import { call } from "../../api/call";
import { useSearch } from "../../components/useSearch";
import { type CommandDef, pageCommands, useCommandVersion } from "../commands/registry";
import { useSession } from "../session";

/** One row of the palette. */
export type PaletteItem =
  | { kind: "patient"; id: string; patient: PatientHit }
  | { kind: "command"; id: string; command: CommandDef }
  | { kind: "register"; id: string; name: string };

export interface PaletteSection {
  title: string;
  items: PaletteItem[];
}

interface PaletteItems {
  sections: PaletteSection[];
  /** The rows belong to the text as typed, so Enter may act on them. */
  settled: boolean;
  failed: unknown;
}

const PATIENTS_SHOWN = 8;
const RECENT_SHOWN = 5;

const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Whether every typed word begins a word of the command's title or of the words given besides. */
export function matches(text: string, words: string): boolean {
  const have = plain(words).split(/[^\p{L}\p{N}]+/u);
  return plain(text)
    .split(/\s+/)
    .filter(Boolean)
    .every((typed) => have.some((word) => word.startsWith(typed)));
}

/** Only letters look like a name worth registering; a birth date or a number does not. */
export function nameIn(text: string): string | null {
  const name = text.trim();
  return name.length >= 2 && /^[\p{L}\p{M}'’.,\- ]+$/u.test(name) ? name : null;
}

export function usePaletteItems(text: string): PaletteItems {
  const { t } = useLingui();
  const session = useSession();
  useCommandVersion();
  const maySearch = session.can("patient_demographics_read");
  const search = useSearch<PatientHit>(
    text,
    async (query) => {
      if (!maySearch) return [];
      return query
        ? call("find_patients", { query, limit: PATIENTS_SHOWN })
        : call("recent_patients", { limit: RECENT_SHOWN });
    },
    true,
  );
  const query = text.trim();
  const settled = search.answered === query;
  const patients = search.items;

  const sections: PaletteSection[] = [];
  if (patients.length > 0) {
    sections.push({
      title: search.answered ? t`Patients` : t`Recent patients`,
      items: patients.map((patient) => ({ kind: "patient", id: `patient-${patient.id}`, patient })),
    });
  }
  const groups = new Map<string, PaletteItem[]>();
  for (const command of pageCommands()) {
    if (command.rowOnly) continue;
    const title = i18n._(command.title);
    if (query && !matches(query, `${title} ${command.also ? i18n._(command.also) : ""}`)) continue;
    const group = i18n._(command.group);
    groups.set(group, [...(groups.get(group) ?? []), { kind: "command", id: `command-${command.id}`, command }]);
  }
  // What this page can do comes before the places one could go to.
  const order = [...groups.keys()].sort((one, two) => rankOf(one) - rankOf(two));
  for (const title of order) sections.push({ title, items: groups.get(title) ?? [] });

  const name = nameIn(query);
  if (settled && patients.length === 0 && name && session.can("patient_demographics_write")) {
    const register: PaletteSection = {
      title: sections.length > 0 ? t`No patient of this name` : t`No match`,
      items: [{ kind: "register", id: "register", name }],
    };
    if (sections.length > 0) sections.push(register);
    else sections.unshift(register);
  }
  return { sections, settled, failed: search.failed };

  function rankOf(group: string): number {
    if (group === t`In this chart`) return -2;
    return [t`Go to`, t`Settings`, t`Yarrow`].indexOf(group);
  }
}
