//! Identifiers: UUIDv7 newtypes, one per kind of thing, so that a patient's id can never be passed for a note's.

/// Declares one identifier type per line.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// The 16 bytes, as stored.
            pub fn as_bytes(&self) -> &[u8; 16] { self.0.as_bytes() }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self { Self(value) }
        }
        impl From<$name> for uuid::Uuid {
            fn from(value: $name) -> Self { value.0 }
        }
        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;
            fn name(_: &ts_rs::Config) -> String { "Id".to_owned() }
            fn inline(_: &ts_rs::Config) -> String { "Id".to_owned() }
        }
    )+};
}

ids! {
    /// A patient of the practice (FHIR Patient).
    PatientId,
    /// Someone who works here (FHIR Practitioner).
    PractitionerId,
    /// One visit (FHIR Encounter).
    EncounterId,
    /// A clinical note (FHIR Composition).
    CompositionId,
    /// A signed addition to a signed note.
    AddendumId,
    /// A problem (FHIR Condition).
    ConditionId,
    /// An allergy or intolerance (FHIR AllergyIntolerance).
    AllergyIntoleranceId,
    /// A vital sign, laboratory value or answer (FHIR Observation).
    ObservationId,
    /// A prescription or a medication taken (FHIR MedicationRequest).
    MedicationRequestId,
    /// A look-up in a prescription drug monitoring programme.
    PdmpQueryId,
    /// A document in the chart (FHIR DocumentReference).
    DocumentReferenceId,
    /// The practice (FHIR Organization).
    OrganizationId,
    /// A site of the practice (FHIR Location).
    LocationId,
    /// A message to a pharmacy, or a prescription given out on paper or by fax.
    TransmissionId,
    /// A message that came in from a pharmacy.
    InboundMessageId,
    /// A pharmacy of the directory.
    PharmacyId,
    /// Something to be done for a patient (FHIR Task).
    TaskId,
    /// Two or more medication lists made one.
    MedicationReconciliationId,
    /// What the practice's medication-safety lead changed about a rule.
    RuleAdjustmentId,
    /// What became of one safety finding that was shown.
    FindingOutcomeId,
    /// A workstation.
    DeviceId,
}
pub use uuid::Uuid;
