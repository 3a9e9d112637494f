import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ArrowRight, CircleHelp, Star } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { DrugHit, Favourite, FavouritesRequest } from "../../../api/bindings";
import { call } from "../../../api/call";
import { countedUnit, keepUnits, quantityText } from "../../../clinical/text";
import { RadioGroup } from "../../../components/Choice";
import { DateInput } from "../../../components/DateInput";
import { SearchField } from "../../../components/SearchField";
import { Stepper } from "../../../components/Stepper";
import { TextField } from "../../../components/TextField";
import { type Form, quantityOf, withFavourite } from "./draft";
import { PharmacyField } from "./PharmacyField";
import styles from "./PrescribePanel.module.css";
import type { Prescribing } from "./usePrescribing";

interface OrderFieldsProps {
  order: Prescribing;
  panel: RefObject<HTMLElement | null>;
  /** Dose words of an alternative that was chosen in a safety card. */
  hint: string | null;
  patientId: string;
  /** The pharmacy this patient usually goes to. */
  usualPharmacy: string | null;
}

/** A line of the drug list: a whole prescription written before, or a drug. */
type Offer = { favourite: Favourite; hit?: undefined } | { favourite?: undefined; hit: DrugHit };

/** Favourites before drugs: many while nothing is typed, a few when a name is being typed. */
const FAVOURITES_ALONE = 10;
const FAVOURITES_BESIDE = 4;

/** Favourites are a comfort: when they cannot be read, the drug search still answers. */
function usual(request: FavouritesRequest): Promise<Favourite[]> {
  return call("favourite_prescriptions", request).catch(() => []);
}

async function offers(query: string, form: Form): Promise<Offer[]> {
  const limit = query ? FAVOURITES_BESIDE : FAVOURITES_ALONE;
  const [favourites, hits] = await Promise.all([
    form.reported ? [] : usual({ reason_code: form.reason_code, query, limit }),
    query ? call("search_drugs", { query, limit: 20 }) : [],
  ]);
  return [...favourites.map((favourite): Offer => ({ favourite })), ...hits.map((hit): Offer => ({ hit }))];
}

/** Drug, directions, quantity, refills, start, pharmacy: in the order they are thought. */
export function OrderFields({ order, panel, hint, patientId, usualPharmacy }: OrderFieldsProps) {
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
    // What is sold over the counter was most likely bought so; it can be said otherwise.
    order.change(form.reported ? { drug, over_the_counter: drug.otc } : { drug });
    panel.current?.querySelector<HTMLElement>("[data-field=directions] input")?.focus();
  };
  const take = ({ favourite, hit }: Offer): void => {
    if (hit) {
      choose(hit);
      return;
    }
    setText(favourite.display);
    order.change(withFavourite(form, favourite));
    // Ready to be staged, and typing replaces the directions.
    const directions = panel.current?.querySelector<HTMLInputElement>("[data-field=directions] input");
    directions?.focus();
    requestAnimationFrame(() => directions?.select());
  };
  const tags = [
    form.drug?.generic ? t`Generic` : form.drug?.brand ? t`Brand` : null,
    form.drug?.otc ? t`Over the counter` : null,
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
          search={(query) => offers(query, form)}
          keyOf={({ favourite, hit }) =>
            hit
              ? `${hit.product ?? hit.display}|${hit.brand ?? ""}`
              : `favourite ${favourite.product}|${favourite.sig_text}|${favourite.quantity}|${favourite.refills}`
          }
          render={({ favourite, hit }) => (hit ? <DrugRow hit={hit} /> : <FavouriteRow favourite={favourite} />)}
          onChoose={take}
          offersOnEmpty={!form.reported}
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
      {form.reported ? (
        <div className={styles.source}>
          <RadioGroup
            label={t`Where from`}
            row
            choices={[
              { value: "outside", label: t`Another prescriber` },
              { value: "shelf", label: t`Over the counter` },
            ]}
            value={form.over_the_counter ? "shelf" : "outside"}
            onChange={(from) => order.change({ over_the_counter: from === "shelf" })}
          />
          <TextField
            label={t`Who says so`}
            placeholder={t`the patient, a letter, the bottle`}
            value={form.informant}
            onChange={(informant) => order.change({ informant })}
            className={styles.pharmacy}
          />
        </div>
      ) : (
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
          <div data-field="refills" className={styles.quantity}>
            <Stepper
              label={t`Refills`}
              value={form.refills}
              max={Math.max(order.law.report?.refills_most ?? 99, form.refills)}
              onChange={(refills) => order.change({ refills: Number.isNaN(refills) ? 0 : refills })}
            />
          </div>
          <DateInput label={t`Start`} value={form.start} onChange={(start) => order.change({ start })} />
          <PharmacyField
            patientId={patientId}
            usual={usualPharmacy}
            text={form.pharmacy}
            chosen={form.pharmacy_id}
            onChange={order.change}
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

/** A prescription written before, whole: what Enter fills in. */
function FavouriteRow({ favourite }: { favourite: Favourite }) {
  const { t } = useLingui();
  const supply = quantityText(favourite.quantity, favourite.quantity_unit);
  return (
    <span className={styles.hit}>
      <Star size={13} aria-label={t`Favorite`} className={styles.star} />
      <span className={styles.hitName}>
        {keepUnits(favourite.display)} <span className={styles.hitSig}>{keepUnits(favourite.sig)}</span>
      </span>
      <span className={styles.hitHint}>
        {keepUnits(supply)}
        {favourite.refills > 0 ? (
          <>
            {" "}
            <Plural value={favourite.refills} one="+ # refill" other="+ # refills" />
          </>
        ) : null}
      </span>
    </span>
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
