//! FHIR Medication, MedicationRequest and MedicationStatement.

use serde::Deserialize;

use super::datatypes::{Annotation, CodeableConcept, Period, Quantity, Reference, datatype, list};
use super::dosage::Dosage;
use super::moment::Moment;

datatype! {
    /// A drug.
    Medication {
        /// Its id inside a resource that contains it.
        pub id: Option<String>,
        /// "Medication", where it is contained.
        pub resource_type: Option<String>,
        /// Which.
        pub code: Option<CodeableConcept>,
        /// Dose form.
        pub form: Option<CodeableConcept>,
    }
}

datatype! {
    /// A prescription.
    MedicationRequest {
        /// active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown.
        pub status: Option<String>,
        /// Why.
        pub status_reason: Option<CodeableConcept>,
        /// proposal, plan, order, original-order, reflex-order, filler-order, instance-order, option.
        pub intent: Option<String>,
        /// An order not to give the drug.
        pub do_not_perform: Option<bool>,
        /// Taken from elsewhere.
        pub reported_boolean: Option<bool>,
        /// Who told.
        pub reported_reference: Option<Reference>,
        /// Which drug.
        pub medication_codeable_concept: Option<CodeableConcept>,
        /// Which drug, as a link.
        pub medication_reference: Option<Reference>,
        /// Drugs inside this resource.
        #[serde(deserialize_with = "list")]
        pub contained: Vec<Medication>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub encounter: Option<Reference>,
        /// When written.
        pub authored_on: Option<Moment>,
        /// By whom.
        pub requester: Option<Reference>,
        /// What for.
        #[serde(deserialize_with = "list")]
        pub reason_code: Vec<CodeableConcept>,
        /// What for, as links.
        #[serde(deserialize_with = "list")]
        pub reason_reference: Vec<Reference>,
        /// Remarks.
        #[serde(deserialize_with = "list")]
        pub note: Vec<Annotation>,
        /// Directions.
        #[serde(deserialize_with = "list")]
        pub dosage_instruction: Vec<Dosage>,
        /// Amount and refills.
        pub dispense_request: Option<DispenseRequest>,
        /// Whether another product may be given.
        pub substitution: Option<Substitution>,
    }
}

datatype! {
    /// A drug the patient says is taken.
    MedicationStatement {
        /// active, completed, entered-in-error, intended, stopped, on-hold, unknown, not-taken.
        pub status: Option<String>,
        /// Why.
        #[serde(deserialize_with = "list")]
        pub status_reason: Vec<CodeableConcept>,
        /// Which drug.
        pub medication_codeable_concept: Option<CodeableConcept>,
        /// Which drug, as a link.
        pub medication_reference: Option<Reference>,
        /// Drugs inside this resource.
        #[serde(deserialize_with = "list")]
        pub contained: Vec<Medication>,
        /// Whose.
        pub subject: Option<Reference>,
        /// Visit.
        pub context: Option<Reference>,
        /// Since when.
        pub effective_date_time: Option<Moment>,
        /// From when to when.
        pub effective_period: Option<Period>,
        /// When told.
        pub date_asserted: Option<Moment>,
        /// What for.
        #[serde(deserialize_with = "list")]
        pub reason_code: Vec<CodeableConcept>,
        /// Directions.
        #[serde(deserialize_with = "list")]
        pub dosage: Vec<Dosage>,
    }
}

datatype! {
    /// Amount and refills.
    DispenseRequest {
        /// First and last day.
        pub validity_period: Option<Period>,
        /// Refills.
        pub number_of_repeats_allowed: Option<u32>,
        /// How much.
        pub quantity: Option<Quantity>,
        /// For how long.
        pub expected_supply_duration: Option<Quantity>,
        /// Pharmacy.
        pub performer: Option<Reference>,
    }
}

datatype! {
    /// Whether another product may be given.
    Substitution {
        /// Yes or no.
        pub allowed_boolean: Option<bool>,
    }
}
