import { Trans, useLingui } from "@lingui/react/macro";
import { createContext, useContext, useState } from "react";
import type { Adjusted, Finding, Tier } from "../../../api/bindings";
import { useAct } from "../../../api/useAct";
import { useSession } from "../../../app/session";
import { TIERS, useTierWords } from "../../../clinical/Tier";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Select } from "../../../components/Select";
import { Notice } from "../../../components/States";
import { TextField } from "../../../components/TextField";
import { toast } from "../../../components/toasts";
import styles from "./Safety.module.css";

const Context = createContext<readonly Adjusted[]>([]);

/** Tells the cards below which findings have a tier of the practice's own. */
export const AdjustedFindings = Context.Provider;

/** Says that the practice has set the tier of this finding's rule; for the safety lead, the way to set it. */
export function PracticeTier({ finding }: { finding: Finding }) {
  const { t } = useLingui();
  const { can } = useSession();
  const [open, setOpen] = useState(false);
  const words = useTierWords();
  const adjusted = useContext(Context).find((one) => one.key === finding.key);
  return (
    <>
      {adjusted ? (
        <p className={styles.adjusted}>
          <Trans>
            Set by this practice, from {words[adjusted.from]}: {adjusted.reason}
          </Trans>
        </p>
      ) : null}
      {can("safety_adjust") && !finding.wide_net && !adjusted ? (
        <Button size="small" variant="quiet" onPress={() => setOpen(true)}>
          {t`Change the tier for this practice`}
        </Button>
      ) : null}
      {open ? <AdjustDialog finding={finding} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** A contraindication can be lowered to High at the least: it is never switched off. */
function choices(tier: Tier): Tier[] {
  const lowest = tier === "contraindicated" ? TIERS.indexOf("high") : TIERS.length - 1;
  return TIERS.filter((one, at) => one !== tier && at <= lowest);
}

function AdjustDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useLingui();
  const words = useTierWords();
  const act = useAct("adjust_rule");
  const [tier, setTier] = useState<Tier | null>(null);
  const [reason, setReason] = useState("");
  const save = async (): Promise<void> => {
    if (!tier) return;
    const saved = await act.run({ rule: finding.rule, tier_before: finding.tier, tier, reason });
    if (!saved) return;
    toast({ text: t`The rule speaks as ${words[tier]} in this practice from the next check on` });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t`Change the tier for this practice`}
      subtitle={finding.title}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isDisabled={!tier || reason.trim() === "" || act.busy} onPress={() => void save()}>
            <Trans>Set the tier</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          It applies to everybody here, for every patient. Every card of this rule says that it was changed and why.
        </Trans>
      </p>
      <Select<Tier>
        label={t`Tier`}
        value={tier}
        onChange={setTier}
        choices={choices(finding.tier).map((one) => ({ value: one, label: words[one] }))}
      />
      <TextField label={t`Reason`} value={reason} onChange={setReason} />
      {act.error ? (
        <Notice tone="problem" announce>
          {act.error.message}
        </Notice>
      ) : null}
    </Dialog>
  );
}
