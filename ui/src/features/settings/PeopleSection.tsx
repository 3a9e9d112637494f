import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound, Pencil, TriangleAlert, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Practitioner } from "../../api/bindings";
import { useRead } from "../../api/useRead";
import { Button, IconButton } from "../../components/Button";
import { Avatar, Badge } from "../../components/Pill";
import { roleWord } from "../../components/roles";
import { ErrorState, Skeleton } from "../../components/States";
import { Part } from "./Part";
import { PersonDialog } from "./PersonDialog";
import { RecoveryPart } from "./RecoveryPart";
import { ResetPassphrase } from "./ResetPassphrase";
import styles from "./settings.module.css";

/** Everyone who signs in here. */
export function PeopleSection() {
  const people = useRead(["practitioner_list"], "practitioner_list", {});
  const [editing, setEditing] = useState<Practitioner | "new" | null>(null);
  const [resetting, setResetting] = useState<Practitioner | null>(null);
  if (people.error)
    return (
      <ErrorState
        what={<Trans>The people could not be read.</Trans>}
        error={people.error}
        onRetry={() => void people.refetch()}
      />
    );
  if (!people.data) return <Skeleton rows={6} height={44} />;
  return (
    <>
      <Part
        title={<Trans>People</Trans>}
        hint={
          <Trans>Nobody is ever deleted: what they wrote keeps their name. Switch a person off when they leave.</Trans>
        }
        action={
          <Button variant="primary" icon={<UserPlus />} onPress={() => setEditing("new")}>
            <Trans>Add</Trans>
          </Button>
        }
      >
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>
                  <Trans>Name</Trans>
                </th>
                <th>
                  <Trans>Signs in as</Trans>
                </th>
                <th>
                  <Trans>Role</Trans>
                </th>
                <th>
                  <Trans>NPI</Trans>
                </th>
                <th>
                  <Trans>DEA</Trans>
                </th>
                <th>
                  <Trans>License</Trans>
                </th>
                <th>
                  <span className="vh">
                    <Trans>Change</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {people.data.map((person) => (
                <Row
                  key={person.id}
                  person={person}
                  onEdit={() => setEditing(person)}
                  onReset={() => setResetting(person)}
                />
              ))}
            </tbody>
          </table>
        </div>
        {editing && <PersonDialog person={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
        {resetting && <ResetPassphrase person={resetting} onClose={() => setResetting(null)} />}
      </Part>
      <RecoveryPart />
    </>
  );
}

function Row({ person, onEdit, onReset }: { person: Practitioner; onEdit(): void; onReset(): void }) {
  const { t } = useLingui();
  const name = `${person.family}, ${person.given}${person.credentials ? `, ${person.credentials}` : ""}`;
  const incomplete = person.active && person.role === "physician" && (!person.npi || !person.license_number);
  return (
    <tr className={person.active ? undefined : styles.off}>
      <td>
        <span className={styles.person}>
          <Avatar initials={person.initials} />
          <b>{name}</b>
          {!person.active && (
            <Badge>
              <Trans>off</Trans>
            </Badge>
          )}
          {incomplete && (
            <span className={styles.incomplete}>
              <TriangleAlert aria-hidden />
              <Trans>cannot prescribe yet</Trans>
            </span>
          )}
        </span>
      </td>
      <td>{person.login}</td>
      <td>
        {roleWord(person.role)}
        {person.administrator && person.role !== "administrator" && (
          <span className={styles.hint}>
            {" "}
            <Trans>also administrator</Trans>
          </span>
        )}
      </td>
      <td className="code">{person.npi ?? ""}</td>
      <td className="code">{person.dea ?? ""}</td>
      <td className="code">{[person.license_number, person.license_state].filter(Boolean).join(" ")}</td>
      <td>
        <span className={styles.rowActions}>
          <IconButton label={t`New passphrase for ${person.display_name}`} icon={<KeyRound />} onPress={onReset} />
          <IconButton label={t`Edit ${person.display_name}`} icon={<Pencil />} onPress={onEdit} />
        </span>
      </td>
    </tr>
  );
}
