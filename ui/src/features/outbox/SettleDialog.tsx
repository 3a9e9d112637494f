import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { InboundView, TransmissionState, TransmissionView } from "../../api/bindings";
import { call } from "../../api/call";
import { ReasonDialog } from "../../clinical/ReasonDialog";
import { keepUnits } from "../../clinical/text";
import { RadioGroup } from "../../components/Choice";
import { toast } from "../../components/toasts";
import { inboundWord } from "./words";

type Said = "verified" | "rejected" | "cancelled" | "as_is";

/** What the pharmacy said on the telephone about a message that needs a person. */
export function SettleDialog({ out, onClose }: { out: TransmissionView; onClose: () => void }) {
  const { t } = useLingui();
  const [state, setState] = useState<Said>("as_is");
  return (
    <ReasonDialog
      title={t`Note what the pharmacy said`}
      subtitle={`${out.patient?.name ?? ""} · ${keepUnits(out.display)} · ${out.pharmacy}`}
      usual={[]}
      action={t`Settle`}
      before={
        <RadioGroup<Said>
          label={t`How it stands`}
          value={state}
          onChange={setState}
          choices={[
            { value: "as_is", label: t`As it is`, hint: t`Dealt with another way, such as on paper.` },
            { value: "verified", label: t`The pharmacy has it` },
            { value: "rejected", label: t`The pharmacy does not have it` },
            { value: "cancelled", label: t`It is taken back` },
          ]}
        />
      }
      onClose={onClose}
      onGive={async (note) => {
        const said: TransmissionState | null = state === "as_is" ? null : state;
        await call("settle_transmission", { id: out.id, state: said, note });
        toast({ text: t`Settled: ${out.display}` });
      }}
    />
  );
}

/** Putting away a message that nobody answers by message. */
export function FileDialog({ inbound, onClose }: { inbound: InboundView; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ReasonDialog
      title={t`Put the message away`}
      subtitle={[inboundWord(inbound), inbound.request?.drug.display].filter(Boolean).join(": ")}
      usual={[t`Not our patient`, t`Answered by telephone`, t`Nothing to do`]}
      action={t`Put away`}
      onClose={onClose}
      onGive={async (note) => {
        await call("file_message", { id: inbound.id, note });
        toast({ text: t`Put away` });
      }}
    />
  );
}
