//! Vital signs, laboratory values and answers (FHIR Observation), coded in LOINC with UCUM units.

mod record;
mod series;
mod store;
mod strike;
mod vitals;

use yarrow_kernel::{Decimal, EncounterId, ObservationId, PatientId, PractitionerId, Timestamp};

pub use record::{ReadVitals, RecordVitals, read_back as read_vitals, record_vitals};
pub use series::{Series, SeriesPoint, SeriesRequest, series};
pub use store::{latest_of, newest_of_each, panels_between};
pub use strike::{StrikeObservations, strike};
pub use vitals::{TrendPoint, VitalRow, vitals};

crate::codes! {
    /// FHIR observation-category.
    pub enum ObservationCategory {
        /// Vital signs.
        VitalSigns = "vital-signs",
        /// Laboratory.
        Laboratory = "laboratory",
        /// Social history.
        SocialHistory = "social-history",
        /// Survey.
        Survey = "survey",
        /// Imaging.
        Imaging = "imaging",
        /// Procedure.
        Procedure = "procedure",
        /// Examination.
        Exam = "exam",
        /// Therapy.
        Therapy = "therapy",
        /// Activity.
        Activity = "activity",
    }
}
crate::codes! {
    /// FHIR observation-status, the part in use.
    pub enum ObservationStatus {
        /// Not yet complete.
        Preliminary = "preliminary",
        /// Complete.
        Final = "final",
        /// Changed after being final.
        Amended = "amended",
        /// Recorded by mistake.
        EnteredInError = "entered-in-error",
    }
}

crate::entity! {
    /// One value.
    pub struct Observation: "observation" of patient_id {
        /// Identity.
        pub id: ObservationId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The visit it was taken in.
        pub encounter_id: Option<EncounterId>,
        /// Kind.
        pub category: ObservationCategory,
        /// LOINC code, or empty when the source had another coding.
        pub code: String,
        /// In words.
        pub display: String,
        /// The number, where there is one.
        #[ts(type = "Decimal | null")]
        pub value: Option<Decimal>,
        /// UCUM unit.
        pub unit: Option<String>,
        /// The answer in words, where it is not a number.
        pub value_text: Option<String>,
        /// HL7 interpretation: H, L, HH, LL, N, A.
        pub interpretation: Option<String>,
        /// Lower end of the reference range.
        #[ts(type = "Decimal | null")]
        pub reference_low: Option<Decimal>,
        /// Upper end of the reference range.
        #[ts(type = "Decimal | null")]
        pub reference_high: Option<Decimal>,
        /// When measured.
        pub effective_at: Timestamp,
        /// Where it stands.
        pub status: ObservationStatus,
        /// Who recorded it.
        pub recorder_id: Option<PractitionerId>,
    }
}
