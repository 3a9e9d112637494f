import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import type { Language, Pdf } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useCommand } from "../../app/commands";
import { useSession } from "../../app/session";
import { MoreButton } from "../../clinical/Rows";
import { toast } from "../../components/toasts";

const PdfPreview = lazy(() => import("../../components/PdfPreview"));

/** The patient's own list of medicines, shown as it will be printed, in English or Spanish. */
export function PrintList({ patientId }: { patientId: string }) {
  const { t } = useLingui();
  const session = useSession();
  const [pdf, setPdf] = useState<Pdf | null>(null);
  const mayPrint = session.can("print");

  const show = async (language: Language): Promise<void> => {
    try {
      setPdf(await call("medication_list_pdf", { patient_id: patientId, language }));
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
    }
  };
  useCommand("medications.print_list", () => void show("en"), mayPrint && !pdf);
  useCommand("medications.print_list_spanish", () => void show("es"), mayPrint && !pdf);

  return (
    <>
      {mayPrint ? (
        <MoreButton onPress={() => void show("en")}>
          <Trans>Print list</Trans>
        </MoreButton>
      ) : null}
      {mayPrint ? (
        <MoreButton onPress={() => void show("es")}>
          <Trans>In Spanish</Trans>
        </MoreButton>
      ) : null}
      {pdf ? (
        <Suspense fallback={null}>
          <PdfPreview pdf={pdf} title={t`Medication list`} onClose={() => setPdf(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
