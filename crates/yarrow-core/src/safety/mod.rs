//! What the practice knows about its own safety findings: the answers it gave, what it adjusted, and what it counted.
//!
//! The rules themselves are pure and know none of this. `medications` asks them and then applies what is here.

mod adjust;
mod answers;
mod outcome;
mod report;

use yarrow_kernel::{
    FindingOutcomeId, MedicationRequestId, PatientId, PractitionerId, RuleAdjustmentId, Timestamp,
};

pub use adjust::{
    AdjustRule, AdjustmentView, WithdrawAdjustment, adjust, adjustments, apply_adjustments, withdraw,
};
pub use answers::{apply_answers, fingerprint};
pub(crate) use outcome::record_in;
pub use outcome::{ChangedCourse, changed_course};
pub use report::{AlertReport, AlertReportRequest, AlertRow, alert_report};

crate::codes! {
    /// What became of a finding.
    pub enum Outcome {
        /// It was on the screen when the prescription was staged, and needed no answer.
        Shown = "shown",
        /// It was gone past with a reason or an acknowledgement.
        Overridden = "overridden",
        /// The prescriber chose something else.
        Changed = "changed",
    }
}

crate::entity! {
    /// A rule whose tier this practice has set itself.
    pub struct RuleAdjustment: "rule_adjustment" of none {
        /// Identity.
        pub id: RuleAdjustmentId,
        /// The rule.
        pub rule: String,
        /// The tier the knowledge gives it, when it was adjusted.
        pub tier_before: String,
        /// The tier it has in this practice.
        pub tier: String,
        /// Why.
        pub reason: String,
        /// False once it was withdrawn.
        pub active: bool,
        /// When.
        pub adjusted_at: Timestamp,
        /// By whom.
        pub adjusted_by: PractitionerId,
    }
}

crate::entity! {
    /// What became of one finding: the answer that is remembered, and what is counted.
    pub struct FindingOutcome: "finding_outcome" of patient_id {
        /// Identity.
        pub id: FindingOutcomeId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// The finding's stable key.
        pub finding_key: String,
        /// The rule behind it.
        pub rule: String,
        /// The tier it was shown with.
        pub tier: String,
        /// What became of it.
        pub outcome: Outcome,
        /// Coded reason.
        pub code: Option<String>,
        /// In words.
        pub reason: Option<String>,
        /// Drug, dose and laboratory values it was answered for; another value asks again.
        pub basis: String,
        /// The prescription it was shown for.
        pub medication_id: Option<MedicationRequestId>,
        /// Who prescribed.
        pub practitioner_id: PractitionerId,
        /// When.
        pub recorded_at: Timestamp,
    }
}
