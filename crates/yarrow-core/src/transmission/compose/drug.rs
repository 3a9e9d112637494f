//! A prescription as MedicationPrescribed.

use yarrow_codecs::script::{
    Coded, Diagnosis, DiagnosisCode, DrugCoded, Medication, Moment, OtherMedicationDate, QualifiedCode,
    Quantity, Sig, Substitutions,
};

use super::{Lack, directions, units};
use crate::medications::MedicationRequest;
use crate::settings::local_date;

/// The medication of a signed prescription. No NDC is written: the drug table knows products, not packages, and the
/// pharmacy chooses among them. The RxNorm code is there where the product has exactly one (SCD).
pub(super) fn medication(order: &MedicationRequest, zone: &str, lack: &mut Lack) -> Option<Medication> {
    let signed = lack.need(
        order.signed_at,
        "prescription.signed_at",
        "The prescription is not signed yet, and only signed ones leave.",
    );
    let value = lack.need(
        order.quantity,
        "prescription.quantity",
        "The prescription does not say how much to dispense.",
    );
    let unit = lack.need(
        units::quantity_unit(order.quantity_unit.as_deref(), order.dose_form.as_deref()),
        "prescription.quantity_unit",
        "What the quantity counts has no code that pharmacies know: write it as tablets, capsules, mL, grams or packets.",
    );
    let sig_text = Some(order.sig_text.trim()).filter(|text| !text.is_empty());
    let sig_text = lack.need(sig_text, "prescription.sig", "The prescription has no directions.");
    let (instruction, code_system) = directions::parts(order);
    Some(Medication {
        drug_description: order.display.clone(),
        drug_coded: order.rxcui.clone().map(rxnorm),
        quantity: Some(Quantity {
            value: value?,
            code_list_qualifier: "38".to_owned(),
            quantity_unit_of_measure: Coded { code: unit?.to_owned() },
        }),
        days_supply: order.days_supply.filter(|days| *days > 0),
        written_date: Some(Moment::Date(local_date(zone, signed?))),
        last_fill_date: None,
        substitutions: Substitutions::new(if order.dispense_as_written { "1" } else { "0" }),
        reason_for_substitution: None,
        number_of_refills: Some(order.refills),
        diagnosis: diagnosis(order).into_iter().collect(),
        prior_authorization: None,
        note: None,
        drug_coverage_status_code: Vec::new(),
        sig: Some(Sig { sig_text: sig_text?.to_owned(), code_system, instruction }),
        other_medication_date: order
            .earliest_fill
            .map(|day| OtherMedicationDate { date: Moment::Date(day), qualifier: "EffectiveDate".to_owned() })
            .into_iter()
            .collect(),
        pharmacy_requested_refills: None,
    })
}

fn rxnorm(code: String) -> DrugCoded {
    DrugCoded {
        product_code: None,
        strength: None,
        drug_db_code: Some(QualifiedCode { code, qualifier: "SCD".to_owned() }),
        dea_schedule: None,
    }
}

/// The reason as given by the prescriber, in ICD-10-CM without the dot.
fn diagnosis(order: &MedicationRequest) -> Option<Diagnosis> {
    let code = order.reason_code.as_deref()?.replace('.', "");
    Some(Diagnosis {
        clinical_information_qualifier: "1".to_owned(),
        primary: DiagnosisCode {
            code,
            qualifier: "ABF".to_owned(),
            description: order.reason_display.clone().filter(|text| !text.trim().is_empty()),
        },
        secondary: None,
    })
}
