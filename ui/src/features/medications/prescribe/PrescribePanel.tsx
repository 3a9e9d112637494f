import { Trans, useLingui } from "@lingui/react/macro";
import { OctagonAlert, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { CheckReport, MedicationRequest, RefusedField } from "../../../api/bindings";
import { useRead } from "../../../api/useRead";
import { useCommand } from "../../../app/commands";
import { useLayer } from "../../../app/layers/layers";
import { keepUnits } from "../../../clinical/text";
import { Button, IconButton } from "../../../components/Button";
import { Switch } from "../../../components/Choice";
import { Notice } from "../../../components/States";
import { useReturnFocus } from "../../../components/useReturnFocus";
import { ControlledPart } from "./ControlledPart";
import type { Form, Prior } from "./draft";
import { OrderFields } from "./OrderFields";
import styles from "./PrescribePanel.module.css";
import { type ReasonChoice, ReasonFor } from "./ReasonFor";
import { SafetyChecks } from "./SafetyChecks";
import { type Obstacle, usePrescribing } from "./usePrescribing";

interface PrescribePanelProps {
  patientId: string;
  encounterId: string | null;
  /** The pharmacy this patient usually goes to. */
  usualPharmacy: string | null;
  initial: Form;
  reasons: readonly ReasonChoice[];
  medications: readonly MedicationRequest[];
  onStaged: (order: MedicationRequest, report: CheckReport) => void;
  /** Receives the form as it stands, so that nothing typed is lost. */
  onClose: (form: Form) => void;
}

/** Writing one prescription, beside the chart that it is checked against. Covers the note and nothing else. */
export function PrescribePanel({
  patientId,
  encounterId,
  usualPharmacy,
  initial,
  reasons,
  medications,
  onStaged,
  onClose,
}: PrescribePanelProps) {
  const { t } = useLingui();
  const panel = useRef<HTMLElement>(null);
  const note = useId();
  const order = usePrescribing({ patientId, encounterId, initial, acknowledgedWord: t`Acknowledged`, onStaged });
  const overrideReasons = useRead(["override_reasons", null], "override_reasons", {}).data ?? [];
  const { form, obstacle, overriding } = order;
  const close = (): void => onClose(form);
  useLayer(true, close);
  useReturnFocus();

  const goTo = (target: Obstacle): void => {
    if (!target || target.what === "checks") return;
    const where =
      target.what === "findings"
        ? "[data-unresolved] input, [data-unresolved] button"
        : target.what === "law"
          ? LAW_FIELDS[target.field]
          : `[data-field="${target.what}"] input`;
    const element = panel.current?.querySelector<HTMLElement>(where);
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };
  const stage = (): void => {
    if (obstacle) goTo(obstacle);
    else void order.stage();
  };
  useCommand("prescribe.stage", stage);
  useEffect(() => {
    panel.current
      ?.querySelector<HTMLElement>(initial.drug ? "[data-field=directions] input" : "[data-field=drug] input")
      ?.focus();
  }, [initial]);

  const alternative = useRef<string | null>(null);
  const onAlternative = (ingredient: string, text: string): void => {
    alternative.current = text;
    order.turnAway();
    order.change({ drug: null, sig: "", quantity: null, quantity_unit: null });
    panel.current?.dispatchEvent(new CustomEvent("search-drug", { detail: ingredient }));
  };

  const title = form.reported ? (
    <Trans>Record a medication</Trans>
  ) : form.prior ? (
    <Trans>Renew or change</Trans>
  ) : (
    <Trans>Prescribe</Trans>
  );
  const word = form.drug?.ingredients[0] ?? "";
  return (
    <section ref={panel} className={styles.panel} aria-labelledby={`${note}-title`} data-scope="prescribe">
      <header className={styles.head}>
        <h2 id={`${note}-title`}>{title}</h2>
        {form.reported ? (
          <span className={styles.quiet}>
            <Trans>outside, or over the counter</Trans>
          </span>
        ) : (
          <ReasonFor
            choices={reasons}
            code={form.reason_code}
            onChange={(reason) =>
              order.change({ reason_code: reason?.code ?? null, reason_display: reason?.display ?? null })
            }
          />
        )}
        <IconButton label={t`Close`} icon={<X />} keys="Escape" onPress={close} className={styles.close} />
      </header>
      <div className={styles.body}>
        {form.prior ? <Replaces prior={form.prior} medications={medications} /> : null}
        <OrderFields
          order={order}
          panel={panel}
          hint={alternative.current}
          patientId={patientId}
          usualPharmacy={usualPharmacy}
        />
        <ControlledPart order={order} patientId={patientId} />
        <hr className={styles.rule} />
        <SafetyChecks
          order={order}
          reasons={overrideReasons}
          nameOf={(id) => {
            const other = medications.find((one) => one.id === id);
            return other ? other.ingredients.join(" / ") || other.display : null;
          }}
          onAlternative={onAlternative}
        />
        {order.error ? (
          <Notice tone="problem" announce>
            <b>
              <Trans>Not staged.</Trans>
            </b>{" "}
            {order.error.message} <Trans>What you typed is kept.</Trans>
          </Notice>
        ) : null}
      </div>
      <footer className={styles.foot}>
        {form.reported ? null : (
          <Switch isSelected={form.generic} onChange={(generic) => order.change({ generic })}>
            <Trans>Generic allowed</Trans>
          </Switch>
        )}
        <span
          id={note}
          className={styles.obstacle}
          role="status"
          data-severe={
            obstacle?.what === "law" || (obstacle?.what === "findings" && obstacle.contraindicated > 0) || undefined
          }
        >
          <ObstacleWords obstacle={obstacle} />
        </span>
        <Button onPress={close} keys="Escape">
          <Trans>Cancel</Trans>
        </Button>
        <Button
          variant={overriding && !obstacle ? "danger" : "primary"}
          isDisabled={obstacle !== null || order.busy}
          aria-describedby={note}
          onPress={stage}
          keys="Mod+Enter"
        >
          {overriding && !obstacle ? (
            <Trans>Override and stage</Trans>
          ) : form.reported ? (
            <Trans>Add to list</Trans>
          ) : word ? (
            <Trans>Stage {word}</Trans>
          ) : (
            <Trans>Stage</Trans>
          )}
        </Button>
      </footer>
    </section>
  );
}

/** What ends when this begins, so that a change is never mistaken for an addition. */
function Replaces({ prior, medications }: { prior: Prior; medications: readonly MedicationRequest[] }) {
  const old = medications.find((one) => one.id === prior.id);
  const name = old ? `${old.display}, ${old.sig_text || old.sig}` : prior.display;
  if (!name) return null;
  return (
    <p className={styles.replaces}>
      <Trans>Takes the place of {keepUnits(name)}</Trans>
    </p>
  );
}

/** Where the field stands that the law is about. */
const LAW_FIELDS: Record<RefusedField, string> = {
  product: "[data-field=drug] input",
  refills: "[data-field=refills] input",
  days_supply: "[data-field=exception] button, [data-field=days] input, [data-field=quantity] input",
  earliest_fill: "[data-field=earliest_fill] [role=spinbutton]",
  supply_exception: "[data-field=exception] button",
};

/** Why the stage button rests, in a few words beside it. */
function ObstacleWords({ obstacle }: { obstacle: Obstacle }) {
  const { t } = useLingui();
  if (!obstacle) return null;
  switch (obstacle.what) {
    case "drug":
      return <Trans>Choose a drug</Trans>;
    case "directions":
      return <Trans>Write the directions</Trans>;
    case "quantity":
      return <Trans>Enter a quantity</Trans>;
    case "law":
      return <Trans>The law does not allow this</Trans>;
    case "checks":
      return <Trans>Waiting for the checks</Trans>;
    case "findings": {
      const parts: string[] = [];
      if (obstacle.contraindicated === 1) parts.push(t`1 contraindication`);
      else if (obstacle.contraindicated > 1) parts.push(t`${obstacle.contraindicated} contraindications`);
      if (obstacle.contraindicated === 0) parts.push(t`${obstacle.high} to acknowledge`);
      return (
        <>
          {obstacle.contraindicated > 0 ? <OctagonAlert size={14} aria-hidden /> : null}
          <span>{parts.join(" · ")}</span>
        </>
      );
    }
  }
}
