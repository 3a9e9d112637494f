import { Trans, useLingui } from "@lingui/react/macro";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { Location, Organization } from "../../api/bindings";
import { call } from "../../api/call";
import { useAct } from "../../api/useAct";
import { useRead } from "../../api/useRead";
import { Button, IconButton } from "../../components/Button";
import { npiFault } from "../../components/npi";
import { Badge } from "../../components/Pill";
import { EmptyState, ErrorState, Notice, Skeleton } from "../../components/States";
import { TextArea, TextField } from "../../components/TextField";
import { TimeZoneSelect } from "../../components/TimeZoneSelect";
import { toast } from "../../components/toasts";
import { LocationDialog } from "./LocationDialog";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** The practice as it stands on its papers. */
export function PracticeSection() {
  const settings = useRead(["practice_settings"], "practice_settings", {});
  const [editing, setEditing] = useState<Location | "new" | null>(null);
  if (settings.error)
    return (
      <ErrorState
        what={<Trans>The practice could not be read.</Trans>}
        error={settings.error}
        onRetry={() => void settings.refetch()}
      />
    );
  if (!settings.data) return <Skeleton rows={8} height={40} />;
  const { organization, locations } = settings.data;
  return (
    <>
      <OrganizationForm key={JSON.stringify(organization)} organization={organization} />
      <Part
        title={<Trans>Locations</Trans>}
        hint={
          <Trans>The address and phone of the place a visit happens in stand at the head of its prescriptions.</Trans>
        }
        action={
          <Button icon={<Plus />} onPress={() => setEditing("new")}>
            <Trans>Add</Trans>
          </Button>
        }
      >
        {locations.length === 0 ? (
          <EmptyState inline>
            <Trans>No location yet. A prescription needs an address and a phone number.</Trans>
          </EmptyState>
        ) : (
          <ul className={styles.cards}>
            {locations.map((place) => (
              <Place key={place.id} place={place} onEdit={() => setEditing(place)} />
            ))}
          </ul>
        )}
      </Part>
      {editing && <LocationDialog location={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Place({ place, onEdit }: { place: Location; onEdit(): void }) {
  const { t } = useLingui();
  const { address } = place;
  return (
    <li className={styles.card}>
      <div>
        <b>{place.name}</b>{" "}
        {!place.active && (
          <Badge>
            <Trans>closed</Trans>
          </Badge>
        )}
        <p className={styles.hint}>
          {[
            ...address.line,
            [address.city, [address.state, address.postal_code].filter(Boolean).join(" ")].filter(Boolean).join(", "),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <p className={`${styles.hint} num`}>
          {place.phone ? <Trans>Phone {place.phone}</Trans> : <Trans>No phone</Trans>}
          {place.fax && (
            <>
              {" · "}
              <Trans>Fax {place.fax}</Trans>
            </>
          )}
        </p>
      </div>
      <IconButton label={t`Edit ${place.name}`} icon={<Pencil />} onPress={onEdit} />
    </li>
  );
}

function OrganizationForm({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const act = useAct("save_organization");
  const [name, setName] = useState(organization.name);
  const [npi, setNpi] = useState(organization.npi ?? "");
  const [timeZone, setTimeZone] = useState(organization.time_zone);
  const [note, setNote] = useState(organization.letterhead_note ?? "");
  const fault = npiFault(npi);
  const next: Organization = {
    id: organization.id,
    name: name.trim(),
    npi: npi.trim() || null,
    time_zone: timeZone,
    letterhead_note: note.trim() || null,
  };
  const changed =
    JSON.stringify(next) !==
    JSON.stringify({
      id: organization.id,
      name: organization.name,
      npi: organization.npi,
      time_zone: organization.time_zone,
      letterhead_note: organization.letterhead_note,
    });
  const maySave = changed && next.name !== "" && !fault;

  const save = async () => {
    if (!maySave) return;
    if (await act.run(next))
      toast({
        text: t`Practice saved`,
        undo: async () => {
          await call("save_organization", organization);
        },
      });
  };

  return (
    <Part title={<Trans>Practice</Trans>}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles.two}>
          <TextField
            label={t`Name`}
            value={name}
            onChange={setName}
            error={
              next.name ? (act.error?.field === "name" ? act.error.message : undefined) : t`A practice needs a name.`
            }
          />
          <TextField
            label={t`Practice NPI`}
            optional
            inputClassName="code"
            value={npi}
            onChange={setNpi}
            error={fault ?? (act.error?.field === "npi" ? act.error.message : undefined)}
          />
          <TimeZoneSelect value={timeZone} onChange={setTimeZone} />
        </div>
        <TextArea
          label={t`Line at the foot of the letterhead`}
          optional
          rows={2}
          value={note}
          onChange={setNote}
          description={t`Such as office hours, or where to call at night.`}
        />
        {act.error && !act.error.field && (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        )}
        <div>
          <Button type="submit" variant="primary" isDisabled={!maySave} isPending={act.busy}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </form>
    </Part>
  );
}
