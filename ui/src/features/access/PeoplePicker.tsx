import { useLingui } from "@lingui/react/macro";
import { type RefObject, useEffect } from "react";
import type { SignInUser } from "../../api/bindings";
import { cx } from "../../components/cx";
import { Avatar } from "../../components/Pill";
import { roleWord } from "../../components/roles";
import styles from "./access.module.css";

interface PeoplePickerProps {
  users: readonly SignInUser[];
  value: string;
  onChoose(user: SignInUser): void;
  /** The passphrase field: up and down in it choose the person, and choosing by mouse puts the caret back there. */
  field: RefObject<HTMLInputElement | null>;
}

/** The people of this practice. Radio buttons, so that arrows work by themselves too. */
export function PeoplePicker({ users, value, onChoose, field }: PeoplePickerProps) {
  const { t } = useLingui();

  useEffect(() => {
    const input = field.current;
    if (!input) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      // Left and right belong to the caret once something is typed.
      const sideways = input.value === "" ? (event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0) : 0;
      const by = step || sideways;
      if (by === 0 || users.length === 0) return;
      event.preventDefault();
      const at = users.findIndex((user) => user.login === value);
      const next = users[(at + by + users.length) % users.length];
      if (next) onChoose(next);
    };
    input.addEventListener("keydown", onKeyDown);
    return () => input.removeEventListener("keydown", onKeyDown);
  }, [field, users, value, onChoose]);

  return (
    <fieldset className={styles.people}>
      <legend className="vh">{t`Who is signing in`}</legend>
      {users.map((user) => (
        <label key={user.login} className={cx(styles.person, user.login === value && styles.chosen)}>
          <input
            type="radio"
            name="person"
            className="vh"
            checked={user.login === value}
            onChange={() => onChoose(user)}
            onClick={(event) => {
              // A real click, not the one browsers make up for an arrow key.
              if (event.detail > 0) field.current?.focus();
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                event.preventDefault();
                field.current?.focus();
              }
            }}
          />
          <Avatar initials={user.initials} size={40} />
          <span>{user.display_name}</span>
          <span className="vh">{roleWord(user.role)}</span>
        </label>
      ))}
    </fieldset>
  );
}
