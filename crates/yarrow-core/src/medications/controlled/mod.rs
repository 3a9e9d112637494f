//! Controlled substances: the law is asked before staging and again before signing, and look-ups in the prescription
//! drug monitoring programme are kept.

mod check;
mod facts;
mod lookup;
mod sign;

use yarrow_kernel::{PatientId, PdmpQueryId, PractitionerId, Timestamp};

pub use check::{ControlledCheck, check_controlled};
pub(super) use check::{days_supply, kept_lawful, series_of_draft, words_to_print};
pub(crate) use facts::series_of;
pub use lookup::{
    PdmpQueries, RecordPdmpQuery, StrikePdmpQuery, last_queries, pdmp_queries, record_pdmp_query,
    strike_pdmp_query,
};
pub(crate) use sign::{is_proved_afresh, refuse_to_sign, require_fresh};

crate::codes! {
    /// What a look-up came to.
    pub enum PdmpOutcome {
        /// The programme was asked and answered.
        Checked = "checked",
        /// It could not be asked, or the law excuses from it; the words say why.
        NotPossible = "not_possible",
    }
}

crate::entity! {
    /// A look-up in a state's prescription drug monitoring programme, or why there was none.
    pub struct PdmpQuery: "pdmp_query" of patient_id {
        /// Identity.
        pub id: PdmpQueryId,
        /// Whose chart.
        pub patient_id: PatientId,
        /// Two letters of the state whose programme was asked.
        pub state: Option<String>,
        /// What it came to.
        pub outcome: PdmpOutcome,
        /// What was found, or why it could not be asked, in words.
        pub found: String,
        /// Number of the report.
        pub reference: Option<String>,
        /// When it was asked.
        pub queried_at: Timestamp,
        /// Who asked.
        pub queried_by: PractitionerId,
        /// Recorded by mistake.
        pub entered_in_error: bool,
    }
}

/// Why this prescription may not be sent electronically; nothing when it may. `dea_schedule` is that of the product ("CII").
pub fn transmission_refusal(dea_schedule: Option<&str>) -> Option<&'static str> {
    dea_schedule.map(|_| {
        "A controlled substance may be sent electronically only by an application certified under 21 CFR part 1311, with \
         two-factor signing. Yarrow is not certified: print it and sign it by hand."
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_controlled_substance_is_not_transmitted_and_an_antibiotic_is() {
        assert!(transmission_refusal(Some("CIV")).is_some_and(|why| why.contains("21 CFR part 1311")));
        assert_eq!(transmission_refusal(None), None);
    }
}
