import { Trans } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { RequestedDrug } from "../../api/bindings";
import { useRead } from "../../api/useRead";
import { keepUnits, quantityText } from "../../clinical/text";
import { Button } from "../../components/Button";
import { partialText } from "../../components/dates";
import { ErrorState, Skeleton } from "../../components/States";
import styles from "./OutboxPage.module.css";

/** One request as the pharmacy wrote it, beside what the chart says. */
export function InboundDetails({ id }: { id: string }) {
  const navigate = useNavigate();
  const detail = useRead(["outbox", "request", id], "pharmacy_request", { id });
  if (detail.error)
    return (
      <ErrorState
        what={<Trans>The message could not be opened.</Trans>}
        error={detail.error}
        onRetry={() => void detail.refetch()}
      />
    );
  if (!detail.data) return <Skeleton rows={3} />;
  const { view, order, doubts, not_by_message, text } = detail.data;
  const request = view.request;
  return (
    <div className={styles.details}>
      {request ? (
        <dl className={styles.facts}>
          <div>
            <dt>
              <Trans>Asked for</Trans>
            </dt>
            <dd>
              <Drug drug={request.drug} />
            </dd>
          </div>
          {request.instead.length > 0 ? (
            <div>
              <dt>
                <Trans>Instead</Trans>
              </dt>
              <dd>
                {request.instead.map((drug, at) => (
                  <Drug key={at} drug={drug} />
                ))}
              </dd>
            </div>
          ) : null}
          {request.why ? (
            <div>
              <dt>
                <Trans>Why</Trans>
              </dt>
              <dd>{request.why}</dd>
            </div>
          ) : null}
          <div>
            <dt>
              <Trans>In the chart</Trans>
            </dt>
            <dd>
              {order ? (
                <>
                  {keepUnits(order.display)}
                  <span className={styles.block}>{keepUnits(order.sig_text || order.sig)}</span>
                </>
              ) : (
                <Trans>No prescription of this practice is named.</Trans>
              )}
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Pharmacy</Trans>
            </dt>
            <dd>
              {request.pharmacy} {request.pharmacy_phone ?? ""}
            </dd>
          </div>
          {view.matched_by ? (
            <div>
              <dt>
                <Trans>Patient found by</Trans>
              </dt>
              <dd>{view.matched_by}</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {doubts.map((doubt) => (
        <p key={doubt} className={styles.warn}>
          {doubt}
        </p>
      ))}
      {not_by_message ? <p className={styles.warn}>{not_by_message}</p> : null}
      <div className={styles.acts}>
        {view.patient_id ? (
          <Button
            size="small"
            onPress={() => void navigate({ to: "/chart/$patientId", params: { patientId: view.patient_id ?? "" } })}
          >
            <Trans>Open the chart</Trans>
          </Button>
        ) : null}
      </div>
      <details>
        <summary>
          <Trans>The message itself</Trans>
        </summary>
        <pre className={styles.xml} tabIndex={0}>
          {text}
        </pre>
      </details>
    </div>
  );
}

function Drug({ drug }: { drug: RequestedDrug }) {
  return (
    <span className={styles.block}>
      {keepUnits(drug.display)}
      {drug.sig ? `, ${keepUnits(drug.sig)}` : ""}
      {drug.quantity ? `, ${quantityText(drug.quantity, null)}` : ""}
      {drug.refills !== null ? (
        <>
          {", "}
          <Trans>refills {drug.refills}</Trans>
        </>
      ) : null}
      {drug.last_fill ? (
        <>
          {", "}
          <Trans>last filled {partialText(drug.last_fill)}</Trans>
        </>
      ) : null}
    </span>
  );
}
