import { Trans, useLingui } from "@lingui/react/macro";
import type { Pharmacy } from "../../../api/bindings";
import { call, sentenceOf } from "../../../api/call";
import { PharmacyLine } from "../../../clinical/PharmacyLine";
import { pharmacyText } from "../../../clinical/pharmacies";
import { Button } from "../../../components/Button";
import { SearchField } from "../../../components/SearchField";
import { toast } from "../../../components/toasts";
import styles from "./PrescribePanel.module.css";

interface PharmacyFieldProps {
  patientId: string;
  /** The pharmacy this patient usually goes to. */
  usual: string | null;
  /** The pharmacy in words, and its place in the directory where it was chosen from there. */
  text: string;
  chosen: string | null;
  onChange: (pharmacy: { pharmacy: string; pharmacy_id: string | null }) => void;
}

const MOST = 12;

/**
 * Where a prescription goes. Nothing typed offers where this patient went before; letters search the directory by name,
 * town, ZIP code or phone; a name that is not in the directory stays as typed and goes on paper.
 */
export function PharmacyField({ patientId, usual, text, chosen, onChange }: PharmacyFieldProps) {
  const { t } = useLingui();
  const search = async (query: string): Promise<Pharmacy[]> => {
    if (query === "") return call("pharmacy_choices", { patient_id: patientId });
    const found = await call("find_pharmacies", { query, limit: MOST });
    return found.filter((pharmacy) => pharmacy.active);
  };
  const makeUsual = async (): Promise<void> => {
    try {
      await call("prefer_pharmacy", { patient_id: patientId, pharmacy_id: chosen });
      toast({
        text: t`${text} is the usual pharmacy now`,
        undo: async () => {
          await call("prefer_pharmacy", { patient_id: patientId, pharmacy_id: usual });
        },
      });
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
    }
  };
  return (
    <div data-field="pharmacy" className={styles.pharmacy}>
      <SearchField
        label={t`Pharmacy`}
        placeholder={t`Name, town, ZIP code or phone`}
        text={text}
        onText={(pharmacy) => onChange({ pharmacy, pharmacy_id: null })}
        search={search}
        keyOf={(pharmacy) => pharmacy.id}
        render={(pharmacy) => <PharmacyLine pharmacy={pharmacy} usual={pharmacy.id === usual} />}
        onChoose={(pharmacy) => onChange({ pharmacy: pharmacyText(pharmacy), pharmacy_id: pharmacy.id })}
        empty={(query) => t`No pharmacy “${query}” in the directory. Enter keeps the words; it can only be printed.`}
        onNothing={(words) => onChange({ pharmacy: words, pharmacy_id: null })}
        chosen={chosen !== null}
        offersOnEmpty
        note={
          chosen !== null ? (
            chosen === usual ? (
              <span className={styles.quiet}>
                <Trans>The usual pharmacy</Trans>
              </span>
            ) : (
              <span>
                <Button size="small" variant="quiet" className={styles.usual ?? ""} onPress={() => void makeUsual()}>
                  <Trans>Make it the usual one</Trans>
                </Button>
              </span>
            )
          ) : text.trim() !== "" ? (
            <span className={styles.quiet}>
              <Trans>Not from the directory: on paper only</Trans>
            </span>
          ) : null
        }
      />
    </div>
  );
}
