import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Connection, TransmissionRoute, TransmissionRouteView } from "../../api/bindings";
import { call } from "../../api/call";
import { useAct } from "../../api/useAct";
import { useRead } from "../../api/useRead";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Checkbox, RadioGroup } from "../../components/Choice";
import { dayTimeText } from "../../components/dates";
import { ErrorState, Notice, Skeleton } from "../../components/States";
import { TextArea, TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import { Part } from "./Part";
import { type RouteDraft, routeDraftOf, routeOf, sameRoute } from "./routeDraft";
import styles from "./settings.module.css";

/** How prescriptions leave this computer, and what no program can bring along. */
export function SendingSection() {
  const view = useRead(["transmission_route"], "transmission_route", {});
  if (view.error)
    return (
      <ErrorState
        what={<Trans>How prescriptions are sent could not be read.</Trans>}
        error={view.error}
        onRetry={() => void view.refetch()}
      />
    );
  if (!view.data) return <Skeleton rows={8} height={40} />;
  return (
    <>
      <Part
        title={<Trans>Sending prescriptions</Trans>}
        hint={
          <Trans>
            Whoever carries the messages reads the prescriptions in them. Changing this asks for your passphrase, and
            the audit log notes it. It belongs to this computer.
          </Trans>
        }
      >
        <div className={styles.formWidth}>
          <RouteStateNotice view={view.data} />
        </div>
        <RouteForm key={JSON.stringify(view.data.route)} view={view.data} />
      </Part>
      <Part
        title={<Trans>Before prescriptions reach real pharmacies</Trans>}
        hint={<Trans>Yarrow speaks the messages of the network but is not certified by one. Still needed:</Trans>}
      >
        <ol className={styles.needed}>
          {view.data.still_needed.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
      </Part>
    </>
  );
}

/** Whether the other side answers; nothing when nothing is sent. */
function RouteStateNotice({ view }: { view: TransmissionRouteView }) {
  const { time_zone } = useStatus();
  const { connection, contact_at, trouble, trouble_since } = view.state;
  if (connection === "none") return null;
  if (trouble)
    return (
      <Notice tone="problem" icon={<CircleAlert aria-hidden />}>
        {trouble}{" "}
        {trouble_since ? (
          <span className="num">
            <Trans>Since {dayTimeText(trouble_since, time_zone)}.</Trans>
          </span>
        ) : null}{" "}
        <Trans>Messages wait in the outbox and are tried again by themselves.</Trans>
      </Notice>
    );
  return (
    <Notice tone={contact_at ? "ok" : "info"}>
      {contact_at ? (
        <span className="num">
          <Trans>The other side last answered on {dayTimeText(contact_at, time_zone)}.</Trans>
        </span>
      ) : (
        <Trans>The other side has not answered yet.</Trans>
      )}
    </Notice>
  );
}

function RouteForm({ view }: { view: TransmissionRouteView }) {
  const { t } = useLingui();
  const act = useAct("save_transmission_route");
  const [draft, setDraft] = useState(() => routeDraftOf(view.route));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<RouteDraft>) => setDraft((old) => ({ ...old, ...part }));
  const { route, token, faults } = routeOf(draft);
  const changed = token !== null || !sameRoute(route, view.route);
  const fault = (field: keyof TransmissionRoute) =>
    act.error?.field === `route.${field}` ? act.error.message : tried ? faults[field] : undefined;
  const sends = draft.connection !== "none";

  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!changed || Object.keys(faults).length > 0) return;
    const before = view.route;
    const saved = await act.run({ route, token });
    if (!saved) return;
    toast({
      text: saved.route.connection === "none" ? t`Prescriptions go on paper and by fax only` : t`Saved`,
      // A token is never read back, so a changed one cannot be brought back.
      ...(token === null
        ? {
            undo: async () => {
              await call("save_transmission_route", { route: before, token: null });
            },
          }
        : {}),
    });
  };

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} autoComplete="off">
      <RadioGroup<Connection>
        label={t`How messages leave this computer`}
        value={draft.connection}
        onChange={(connection) => set({ connection })}
        choices={[
          { value: "none", label: t`Not at all`, hint: t`Prescriptions are printed or faxed.` },
          {
            value: "folder",
            label: t`Into a folder`,
            hint: t`A program of the network takes messages from the folder and puts answers there.`,
          },
          {
            value: "https",
            label: t`To an address`,
            hint: t`Over an encrypted connection, to a network or to a program that speaks for it.`,
          },
        ]}
      />
      {draft.connection === "folder" ? (
        <TextField
          label={t`Folder`}
          placeholder="/srv/pharmacy-bridge"
          inputClassName="code"
          value={draft.folder}
          onChange={(folder) => set({ folder })}
          error={fault("folder")}
        />
      ) : null}
      {draft.connection === "https" ? (
        <>
          <TextField
            label={t`Address`}
            placeholder="https://bridge.example:8443/script"
            inputClassName="code"
            value={draft.url}
            onChange={(url) => set({ url })}
            error={fault("url")}
          />
          <TextField
            label={t`Token`}
            optional
            type="password"
            value={draft.token}
            onChange={(next) => set({ token: next })}
            isDisabled={draft.removeToken}
            description={view.has_token ? t`A token is kept. Leave this empty to keep it.` : undefined}
            error={act.error?.field === "token" ? act.error.message : undefined}
          />
          {view.has_token ? (
            <Checkbox isSelected={draft.removeToken} onChange={(removeToken) => set({ removeToken })}>
              <Trans>Remove the token</Trans>
            </Checkbox>
          ) : null}
          <TextArea
            label={t`Certificates that the other side must show`}
            optional
            rows={3}
            inputClassName="code"
            value={draft.ca_pem}
            onChange={(ca_pem) => set({ ca_pem })}
            description={
              view.ca_fingerprint
                ? t`In PEM. SHA-256 of the first one: ${view.ca_fingerprint}`
                : t`In PEM, for a program in your own network. Without them the public ones count.`
            }
            error={fault("ca_pem")}
          />
        </>
      ) : null}
      {sends ? (
        <div className={styles.three}>
          <TextField
            label={t`Our number in the network`}
            inputClassName="code"
            value={draft.sender_id}
            onChange={(sender_id) => set({ sender_id })}
            error={fault("sender_id")}
          />
          <TextField
            label={t`Hours until given up`}
            inputClassName="num"
            value={draft.give_up_hours}
            onChange={(give_up_hours) => set({ give_up_hours })}
            error={fault("give_up_hours")}
          />
          <TextField
            label={t`Seconds between two looks`}
            inputClassName="num"
            value={draft.poll_seconds}
            onChange={(poll_seconds) => set({ poll_seconds })}
            error={fault("poll_seconds")}
          />
        </div>
      ) : null}
      {act.error && !act.error.field && (
        <Notice tone="problem" announce>
          {act.error.message}
        </Notice>
      )}
      <div>
        <Button type="submit" variant="primary" isDisabled={!changed} isPending={act.busy}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}
