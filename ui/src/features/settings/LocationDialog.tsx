import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Location } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./settings.module.css";

/** One place where patients are seen. */
export function LocationDialog({ location, onClose }: { location: Location | null; onClose(): void }) {
  const { t } = useLingui();
  const act = useAct("save_location");
  const [name, setName] = useState(location?.name ?? "");
  const [line1, setLine1] = useState(location?.address.line[0] ?? "");
  const [line2, setLine2] = useState(location?.address.line[1] ?? "");
  const [city, setCity] = useState(location?.address.city ?? "");
  const [state, setState] = useState(location?.address.state ?? "");
  const [zip, setZip] = useState(location?.address.postal_code ?? "");
  const [phone, setPhone] = useState(location?.phone ?? "");
  const [fax, setFax] = useState(location?.fax ?? "");
  const [active, setActive] = useState(location?.active ?? true);
  const [tried, setTried] = useState(false);
  const fault = (field: string) => (act.error?.field?.endsWith(field) ? act.error.message : undefined);
  const zipFault =
    zip.trim() && !/^\d{5}(-\d{4})?$/.test(zip.trim()) ? t`A ZIP code has five digits, or nine.` : undefined;

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!name.trim() || zipFault) return;
    const saved = await act.run({
      id: location?.id ?? null,
      name: name.trim(),
      address: {
        line: [line1, line2].map((line) => line.trim()).filter(Boolean),
        city: city.trim(),
        state: state.trim().toUpperCase(),
        postal_code: zip.trim(),
      },
      phone: phone.trim(),
      fax: fax.trim(),
      active,
    });
    if (!saved) return;
    toast({ text: t`Location saved` });
    onClose();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={location ? t`Edit location` : t`Add a location`}
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Enter" isPending={act.busy} onPress={() => void submit()}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label={t`Name`}
          value={name}
          onChange={setName}
          autoFocus
          error={tried && !name.trim() ? t`A location needs a name.` : fault("name")}
        />
        <TextField label={t`Street address`} value={line1} onChange={setLine1} error={fault("line")} />
        <TextField label={t`Suite, floor`} optional value={line2} onChange={setLine2} />
        <div className={styles.three}>
          <TextField label={t`City`} value={city} onChange={setCity} error={fault("city")} />
          <TextField label={t`State`} placeholder="OR" value={state} onChange={setState} error={fault("state")} />
          <TextField label={t`ZIP code`} value={zip} onChange={setZip} error={zipFault ?? fault("postal_code")} />
        </div>
        <div className={styles.two}>
          <TextField label={t`Phone`} type="tel" value={phone} onChange={setPhone} error={fault("phone")} />
          <TextField label={t`Fax`} optional type="tel" value={fax} onChange={setFax} error={fault("fax")} />
        </div>
        {location && (
          <Switch isSelected={active} onChange={setActive} hint={t`A closed location stays on old papers.`}>
            <Trans>Open for visits</Trans>
          </Switch>
        )}
        {act.error && !act.error.field && (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
