import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowRight, CircleHelp } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { DrugHit } from "../../../api/bindings";
import { call } from "../../../api/call";
import { countedUnit, keepUnits } from "../../../clinical/text";
import { DateInput } from "../../../components/DateInput";
import { SearchField } from "../../../components/SearchField";
import { Stepper } from "../../../components/Stepper";
import { TextField } from "../../../components/TextField";
import { quantityOf } from "./draft";
import styles from "./PrescribePanel.module.css";
import type { Prescribing } from "./usePrescribing";

interface OrderFieldsProps {
  order: Prescribing;
  panel: RefObject<HTMLElement | null>;
  /** Dose words of an alternative that was chosen in a safety card. */
  hint: string | null;
}

const drugs = (query: string): Promise<DrugHit[]> => call("search_drugs", { query, limit: 20 });

/** Drug, directions, quantity, refills, start, pharmacy: in the order they are thought. */
export function OrderFields({ order, panel, hint }: OrderFieldsProps) {
  const { t } = useLingui();
  const { form, reading } = order;
  const [text, setText] = useState(form.drug?.display ?? "");
  const drugInput = useRef<HTMLInputElement>(null);
  const quantity = quantityOf(form, reading);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const search = (event: Event): void => {
      setText(String((event as CustomEvent).detail));
      drugInput.current?.blur();
      requestAnimationFrame(() => drugInput.current?.focus());
    };
    element.addEventListener("search-drug", search);
    return () => element.removeEventListener("search-drug", search);
  }, [panel]);

  const choose = (drug: DrugHit): void => {
    setText(drug.display);
    order.change({ drug });
    panel.current?.querySelector<HTMLElement>("[data-field=directions] input")?.focus();
  };
  const tags = [
    form.drug?.generic ? t`Generic` : form.drug?.brand ? t`Brand` : null,
    form.drug?.otc ? t`Over the counter` : null,
    form.drug?.dea_schedule ? t`Controlled ${form.drug.dea_schedule}` : null,
  ];

  return (
    <div className={styles.fields}>
      <div data-field="drug">
        <SearchField
          label={t`Drug, strength, form`}
          placeholder={t`Three letters are enough`}
          text={text}
          onText={(next) => {
            setText(next);
            if (form.drug) order.change({ drug: null });
          }}
          search={drugs}
          keyOf={(hit) => `${hit.product ?? hit.display}|${hit.brand ?? ""}`}
          render={(hit) => <DrugRow hit={hit} />}
          onChoose={choose}
          empty={(query) =>
            form.reported
              ? t`No drug “${query}”. Enter records it as written; it cannot be checked.`
              : t`No drug “${query}”. Check the spelling, or try the other name.`
          }
          onNothing={
            form.reported
              ? (query) =>
                  choose({
                    product: null,
                    display: query,
                    ingredients: [],
                    strength: null,
                    dose_form: null,
                    route: null,
                    brand: null,
                    generic: false,
                    dea_schedule: null,
                    otc: false,
                    rxcui: null,
                    matched: query,
                  })
              : undefined
          }
          chosen={form.drug !== null}
          inputRef={drugInput}
          suffix={form.drug ? <span className={styles.tags}>{tags.filter(Boolean).join(" · ")}</span> : null}
        />
      </div>
      <div data-field="directions">
        <TextField
          label={t`Directions`}
          placeholder="1 tab po bid x7d"
          value={form.sig}
          onChange={(sig) => order.change({ sig })}
          autoComplete="off"
          spellCheck="false"
        />
        <SigWords order={order} hint={hint} />
      </div>
      {form.reported ? null : (
        <div className={styles.row}>
          <div data-field="quantity" className={styles.quantity}>
            <Stepper
              label={
                <>
                  <Trans>Quantity</Trans>
                  {quantity.unit ? (
                    <span className={styles.unit}> {countedUnit(quantity.unit, quantity.value)}</span>
                  ) : null}
                </>
              }
              value={quantity.value === null ? Number.NaN : Number(quantity.value)}
              decimals={3}
              onChange={(value) => order.change({ quantity: Number.isNaN(value) ? "" : String(value) })}
            />
          </div>
          <Stepper
            label={t`Refills`}
            value={form.refills}
            max={99}
            onChange={(refills) => order.change({ refills: Number.isNaN(refills) ? 0 : refills })}
          />
          <DateInput label={t`Start`} value={form.start} onChange={(start) => order.change({ start })} />
          <TextField
            label={t`Pharmacy`}
            value={form.pharmacy}
            onChange={(pharmacy) => order.change({ pharmacy })}
            className={styles.pharmacy}
          />
        </div>
      )}
    </div>
  );
}

/** The directions read back, or why they could not be read. */
function SigWords({ order, hint }: { order: Prescribing; hint: string | null }) {
  const { form, reading } = order;
  if (form.sig.trim() === "") {
    return hint && form.drug ? (
      <p className={styles.words}>
        <CircleHelp size={14} aria-hidden />
        <span>
          <Trans>Suggested: {keepUnits(hint)}</Trans>
        </span>
      </p>
    ) : null;
  }
  if (!reading) return <p className={styles.words} />;
  if (!reading.understood) {
    return (
      <p className={styles.words} data-unread>
        <CircleHelp size={14} aria-hidden />
        <span>
          {reading.because ? `${reading.because} ` : null}
          <Trans>It will be printed as typed; enter the quantity yourself.</Trans>
        </span>
      </p>
    );
  }
  return (
    <p className={styles.words} aria-live="polite">
      <ArrowRight size={14} aria-hidden />
      <span>{keepUnits(reading.words)}</span>
    </p>
  );
}

function DrugRow({ hit }: { hit: DrugHit }) {
  return (
    <span className={styles.hit}>
      <span className={styles.hitName}>{keepUnits(hit.display)}</span>
      <span className={styles.hitHint}>
        {hit.brand ?? (hit.generic ? <Trans>Generic</Trans> : null)}
        {hit.dea_schedule ? ` · ${hit.dea_schedule}` : ""}
        {hit.otc ? " · OTC" : ""}
      </span>
    </span>
  );
}
