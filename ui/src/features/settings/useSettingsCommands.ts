import { useNavigate } from "@tanstack/react-router";
import { useCommand } from "../../app/commands/registry";

/** Binds the ways into Settings from anywhere. Lives in the frame. */
export function useSettingsCommands(): void {
  const navigate = useNavigate();
  const to = (section: string) => () => void navigate({ to: "/settings/$section", params: { section } });
  useCommand("settings.preferences", to("preferences"));
  useCommand("settings.practice", to("practice"));
  useCommand("settings.people", to("people"));
  useCommand("settings.pharmacies", to("pharmacies"));
  useCommand("settings.sending", to("sending"));
  useCommand("settings.import", to("import"));
  useCommand("settings.audit", to("audit"));
  useCommand("settings.about", to("about"));
}
