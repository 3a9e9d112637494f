import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Pharmacy, PharmacyService } from "../../api/bindings";
import { call } from "../../api/call";
import { useAct } from "../../api/useAct";
import { pharmacyText, serviceWords, transportWord } from "../../clinical/pharmacies";
import { Button } from "../../components/Button";
import { Checkbox, RadioGroup, Switch } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import {
  asBefore,
  type PharmacyDraft,
  pharmacyDraftOf,
  pharmacyFaults,
  pharmacyMissing,
  saveOf,
} from "./pharmacyDraft";
import styles from "./settings.module.css";

interface PharmacyDialogProps {
  pharmacy: Pharmacy | null;
  /** What was being searched for when a new one is added. */
  name: string;
  readOnly: boolean;
  onClose(): void;
}

/** The fields of the record by the fields of the form, for faults that only the record can see. */
const FIELDS: Record<string, keyof PharmacyDraft> = {
  name: "name",
  ncpdp_id: "ncpdp",
  npi: "npi",
  phone: "phone",
  fax: "fax",
  note: "note",
  "address.line": "line1",
  "address.city": "city",
  "address.state": "state",
  "address.postal_code": "zip",
};

/** One pharmacy of the directory: where it is, how prescriptions reach it, and whether it is still open. */
export function PharmacyDialog({ pharmacy, name, readOnly, onClose }: PharmacyDialogProps) {
  const { t } = useLingui();
  const act = useAct("save_pharmacy");
  const [draft, setDraft] = useState(() => pharmacyDraftOf(pharmacy, name));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<PharmacyDraft>) => setDraft((old) => ({ ...old, ...part }));
  const faults = { ...(tried ? pharmacyMissing(draft) : {}), ...pharmacyFaults(draft) };
  const refused = act.error?.field ? FIELDS[act.error.field] : undefined;
  const text = (
    field: "name" | "line1" | "line2" | "city" | "state" | "zip" | "phone" | "fax" | "ncpdp" | "npi" | "note",
  ) => ({
    value: draft[field],
    onChange: (value: string) => set({ [field]: value }),
    error: faults[field] ?? (refused === field ? act.error?.message : undefined),
    isReadOnly: readOnly,
  });
  const words = serviceWords();

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (readOnly || Object.keys({ ...pharmacyMissing(draft), ...pharmacyFaults(draft) }).length > 0) return;
    const saved = await act.run(saveOf(draft, pharmacy?.id ?? null));
    if (!saved) return;
    toast(
      pharmacy
        ? {
            text: t`Saved: ${pharmacyText(saved)}`,
            undo: async () => {
              await call("save_pharmacy", asBefore(pharmacy));
            },
          }
        : { text: t`Added: ${pharmacyText(saved)}` },
    );
    onClose();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={readOnly ? t`Pharmacy` : pharmacy ? t`Edit pharmacy` : t`Add a pharmacy`}
      footer={
        readOnly ? (
          <Button onPress={onClose} keys="Escape">
            <Trans>Close</Trans>
          </Button>
        ) : (
          <>
            <Button onPress={onClose} keys="Escape">
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" keys="Enter" isPending={act.busy} onPress={() => void submit()}>
              <Trans>Save</Trans>
            </Button>
          </>
        )
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)} autoComplete="off">
        <TextField label={t`Name, with the number of the store`} autoFocus {...text("name")} />
        <div className={styles.two}>
          <TextField label={t`Street address`} {...text("line1")} />
          <TextField label={t`Suite, floor`} optional {...text("line2")} />
        </div>
        <div className={styles.three}>
          <TextField label={t`City`} {...text("city")} />
          <TextField label={t`State`} placeholder="OR" {...text("state")} />
          <TextField label={t`ZIP code`} inputClassName="num" {...text("zip")} />
          <TextField label={t`Phone`} type="tel" inputClassName="num" {...text("phone")} />
          <TextField label={t`Fax`} optional type="tel" inputClassName="num" {...text("fax")} />
          <span />
          <TextField label={t`NCPDP id`} optional inputClassName="code" {...text("ncpdp")} />
          <TextField label={t`NPI`} optional inputClassName="code" {...text("npi")} />
        </div>
        <div className={styles.two}>
          <RadioGroup
            label={t`How prescriptions reach it`}
            row
            choices={(["print", "fax", "electronic"] as const).map((one) => ({
              value: one,
              label: transportWord(one),
            }))}
            value={draft.transport}
            onChange={(transport) => !readOnly && set({ transport })}
          />
          {draft.transport === "electronic" ? (
            <Select
              label={t`SCRIPT version it reads`}
              value={draft.script}
              onChange={(script) => set({ script })}
              isDisabled={readOnly}
              choices={[
                { value: "2023011", label: "2023011" },
                { value: "2017071", label: "2017071" },
              ]}
            />
          ) : null}
        </div>
        <fieldset className={styles.services}>
          <legend>
            <Trans>What it offers</Trans>
          </legend>
          {(Object.keys(words) as PharmacyService[]).map((service) => (
            <Checkbox
              key={service}
              isSelected={draft.services.includes(service)}
              isDisabled={readOnly}
              onChange={(on) =>
                set({
                  services: on ? [...draft.services, service] : draft.services.filter((other) => other !== service),
                })
              }
            >
              {words[service]}
            </Checkbox>
          ))}
        </fieldset>
        <TextField label={t`Remark`} optional placeholder={t`Closes at 6, ask for Ana`} {...text("note")} />
        {pharmacy && (
          <Switch
            isSelected={draft.active}
            isDisabled={readOnly}
            onChange={(active) => set({ active })}
            hint={t`Switched off, no new prescription can go there.`}
          >
            <Trans>Open</Trans>
          </Switch>
        )}
        {act.error && !refused && (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
