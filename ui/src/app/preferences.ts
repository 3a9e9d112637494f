import { useCallback, useEffect } from "react";
import { call } from "../api/call";
import { queryClient } from "../api/queryClient";
import { useRead } from "../api/useRead";
import { allowSingleLetters } from "./commands/hotkeys";

/** What a person has set for themselves on this workstation. */
export interface Preferences {
  density: "dense" | "comfortable";
  single_letters: boolean;
  /** The first-steps list on Today has been put away. */
  first_steps_hidden: boolean;
  /** Widths of the chart's panes, percent by pane; empty until a divider was moved. */
  pane_widths: Record<string, number>;
}

const DEFAULTS: Preferences = { density: "dense", single_letters: true, first_steps_hidden: false, pane_widths: {} };

export function usePreferences(): Preferences & {
  set<K extends keyof Preferences>(key: K, value: Preferences[K]): Promise<void>;
} {
  const stored = useRead(["preferences"], "preferences", {});
  const set = useCallback(async <K extends keyof Preferences>(key: K, value: Preferences[K]) => {
    // Shown at once; if the store refuses, what it holds is shown again.
    queryClient.setQueryData<Record<string, unknown>>(["preferences"], (old) => ({ ...old, [key]: value }));
    try {
      await call("save_preference", { key, value });
    } catch (error) {
      await queryClient.invalidateQueries({ queryKey: ["preferences"] });
      throw error;
    }
  }, []);
  return { ...DEFAULTS, ...(stored.data as Partial<Preferences> | undefined), set };
}

/** Makes the choices take effect. Once, in the frame. */
export function useApplyPreferences(): void {
  const { density, single_letters } = usePreferences();
  useEffect(() => {
    document.documentElement.dataset.density = density;
    allowSingleLetters(single_letters);
    return () => {
      delete document.documentElement.dataset.density;
      allowSingleLetters(true);
    };
  }, [density, single_letters]);
}
