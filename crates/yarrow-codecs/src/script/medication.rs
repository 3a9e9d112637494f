//! A medication as prescribed, dispensed, requested or answered: one shape, of which each message asks a part
//! (`check.rs`).

use yarrow_kernel::{Decimal, LocalDate};

use super::part::element;
use super::sig::Sig;
use super::value::{Moment, Substitutions};

element! {
    /// MedicationPrescribed, MedicationDispensed, MedicationRequested, MedicationResponse.
    Medication is "a medication" {
        /// Name, strength and form in words.
        drug_description: one String = "DrugDescription" [105];
        /// Codes.
        drug_coded: opt DrugCoded = "DrugCoded";
        /// How much.
        quantity: opt Quantity = "Quantity";
        /// How many days that lasts.
        days_supply: opt u32 = "DaysSupply";
        /// When the prescription was written.
        written_date: opt Moment = "WrittenDate";
        /// When it was last dispensed.
        last_fill_date: opt Moment = "LastFillDate";
        /// Whether the pharmacy may substitute.
        substitutions: opt Substitutions = "Substitutions";
        /// Why not: "BRAND MEDICALLY NECESSARY".
        reason_for_substitution: opt String = "ReasonForSubstitutionCodeUsed" [25];
        /// Refills after the first fill. In an RxRenewalResponse: fills in all, so an approval has 1 or more.
        number_of_refills: opt u32 = "NumberOfRefills";
        /// What it is for.
        diagnosis: many Diagnosis = "Diagnosis";
        /// Prior authorization number.
        prior_authorization: opt String = "PriorAuthorization" [35];
        /// To the pharmacist; never directions.
        note: opt String = "Note" [210];
        /// Coverage codes: "SI" signed, "PR" preferred, …
        drug_coverage_status_code: many String = "DrugCoverageStatusCode" [35];
        /// Directions.
        sig: opt Sig = "Sig";
        /// Further dates, such as the first day to fill.
        other_medication_date: many OtherMedicationDate = "OtherMedicationDate";
        /// Refills the pharmacy asks for (RxRenewalRequest, MedicationDispensed).
        pharmacy_requested_refills: opt u32 = "PharmacyRequestedRefills";
    }
}

element! {
    /// Codes of a drug.
    DrugCoded is "codes of the drug" {
        /// NDC (qualifier ND).
        product_code: opt QualifiedCode = "ProductCode";
        /// Strength.
        strength: opt Strength = "Strength";
        /// RxNorm (qualifiers SCD, SBD, GPK, BPK).
        drug_db_code: opt QualifiedCode = "DrugDBCode";
        /// DEA schedule as an NCI code; C38046 is not scheduled.
        dea_schedule: opt Coded = "DEASchedule";
    }
}

element! {
    /// A code and what list it is from.
    QualifiedCode is "a Code with its Qualifier" {
        /// The code.
        code: one String = "Code" [35];
        /// The list.
        qualifier: one String = "Qualifier" [35];
    }
}

element! {
    /// A code from the list that belongs to its place.
    Coded is "a Code" {
        /// The code.
        code: one String = "Code" [35];
    }
}

element! {
    /// Strength of a product.
    Strength is "a strength" {
        /// "240", "5 mg/mL": kept as text, as the standard does.
        strength_value: opt String = "StrengthValue" [70];
        /// Dose form, NCI code.
        strength_form: opt Coded = "StrengthForm";
        /// Unit, NCI code: C28253 is mg.
        strength_unit_of_measure: opt Coded = "StrengthUnitOfMeasure";
    }
}

element! {
    /// An amount to dispense or dispensed.
    Quantity is "a quantity with its Value, CodeListQualifier and QuantityUnitOfMeasure" {
        /// How much; more than 0 in a prescription.
        value: one Decimal = "Value";
        /// 38 original, 40 remaining, 87 received, QS sufficient.
        code_list_qualifier: one String = "CodeListQualifier" [3];
        /// NCI code from the NCPDP subset: C48542 is a tablet.
        quantity_unit_of_measure: one Coded = "QuantityUnitOfMeasure";
    }
}

element! {
    /// What a medication is for.
    Diagnosis is "a diagnosis" {
        /// 1 given by the prescriber, 2 inferred by the pharmacy.
        clinical_information_qualifier: one String = "ClinicalInformationQualifier" [1];
        /// The first.
        primary: one DiagnosisCode = "Primary";
        /// A second.
        secondary: opt DiagnosisCode = "Secondary";
    }
}

element! {
    /// A diagnosis code.
    DiagnosisCode is "a diagnosis code with its Qualifier" {
        /// Without the dot, as exchanged: "F5109".
        code: one String = "Code" [35];
        /// ABF is ICD-10-CM.
        qualifier: one String = "Qualifier" [3];
        /// In words.
        description: opt String = "Description" [255];
    }
}

element! {
    /// A further date of a medication.
    OtherMedicationDate is "a date with its qualifier" {
        /// The date.
        date: one Moment = "OtherMedicationDate";
        /// "EffectiveDate": not to be filled before; "ExpirationDate", …
        qualifier: one String = "OtherMedicationDateQualifier" [35];
    }
}

element! {
    /// Measurements sent along, such as a child's weight.
    Observation is "measurements" {
        /// One each.
        measurement: many Measurement = "Measurement";
        /// In words.
        observation_notes: opt String = "ObservationNotes" [140];
    }
}

element! {
    /// One measurement.
    Measurement is "a measurement" {
        /// "Weight", "Height", or a LOINC code.
        vital_sign: one String = "VitalSign" [35];
        /// Version of LOINC.
        loinc_version: opt String = "LOINCVersion" [10];
        /// Value.
        value: one Decimal = "Value";
        /// Unit, UCUM.
        unit_of_measure: one String = "UnitOfMeasure" [35];
        /// Version of UCUM.
        ucum_version: opt String = "UCUMVersion" [10];
        /// When measured.
        observation_date: opt ObservationDate = "ObservationDate";
    }
}

element! {
    /// The day of a measurement.
    #[serde(transparent)]
    ObservationDate is "a Date" {
        /// The day.
        date: one LocalDate = "Date";
    }
}
