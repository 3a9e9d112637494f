import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { CircleHelp, Info, Lock, SlidersHorizontal, UserRoundCog } from "lucide-react";
import { Button } from "react-aria-components";
import { Menu } from "../../components/Menu";
import { Avatar } from "../../components/Pill";
import { useSession } from "../session";
import styles from "./UserMenu.module.css";

/** Who is working, and what concerns only them. */
export function UserMenu() {
  const { t } = useLingui();
  const session = useSession();
  const navigate = useNavigate();
  const settings = (section: string) => void navigate({ to: "/settings/$section", params: { section } });
  return (
    <Menu
      label={session.display_name}
      trigger={
        <Button className={styles.user ?? ""}>
          <Avatar initials={session.initials} size={24} />
          <span className={styles.name}>{session.display_name}</span>
        </Button>
      }
      groups={[
        [
          {
            id: "preferences",
            label: t`My preferences`,
            icon: <SlidersHorizontal />,
            run: () => settings("preferences"),
          },
          { id: "app.help", label: t`Keyboard shortcuts`, icon: <CircleHelp />, keys: "?" },
          { id: "about", label: t`About Yarrow`, icon: <Info />, run: () => settings("about") },
        ],
        [
          { id: "app.switchUser", label: t`Switch user`, icon: <UserRoundCog /> },
          { id: "app.lock", label: t`Lock`, icon: <Lock />, keys: "Mod+L" },
        ],
      ]}
    />
  );
}
