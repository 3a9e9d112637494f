//! Signing a visit: note and prescriptions in one act, all of it or nothing.

use std::sync::Arc;

use crate::terminology::Terminology;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use yarrow_kernel::{CompositionId, EncounterId, MedicationRequestId};
use yarrow_rules::CheckReport;

use super::answers::{self, Answered};
use crate::access::{Operation, Permission, Session};
use crate::encounters::{self, Encounter, EncounterStatus};
use crate::error::{Error, Result};
use crate::medications::{
    self, Chart, MedicationRequest, MedicationStatus, Override, checked, drug_fact, facts_for,
    is_proved_afresh, refuse_to_sign, require_fresh, series_of, unresolved,
};
use crate::notes::{self, CompositionView, SaveNote};
use crate::people::Practitioner;
use crate::settings;
use crate::store::{Tx, Written};
use crate::transmission::{SendPrescription, Transmission, send_in};

/// What is signed together.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SignVisit {
    /// The visit.
    pub encounter_id: EncounterId,
    /// Its note.
    pub note_id: CompositionId,
    /// The note's document as it stands on the screen.
    #[ts(type = "unknown")]
    pub body: Value,
    /// The same in plain text.
    pub text: String,
    /// The staged prescriptions.
    pub prescription_ids: Vec<MedicationRequestId>,
    /// Whether the visit ends with this.
    pub finish: bool,
    /// How the prescriptions leave, in the same act; those not named stay here.
    #[serde(default)]
    pub send: Vec<SendPrescription>,
}

/// What signing came to.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum SignOutcome {
    /// Signed.
    Signed {
        /// The note.
        note: Option<Box<CompositionView>>,
        /// The prescriptions, now active.
        prescriptions: Vec<MedicationRequest>,
        /// The visit.
        encounter: Option<Encounter>,
        /// What left or is to leave.
        sent: Vec<Transmission>,
    },
    /// A prescription meets a finding that was not there, or not answered, when it was staged. Nothing was signed.
    NeedsOverride {
        /// Which prescription.
        prescription_id: MedicationRequestId,
        /// What the check says now.
        report: CheckReport,
        /// The findings that need an answer.
        keys: Vec<String>,
    },
}

const SIGN: Operation = Operation::new("sign_visit", Permission::NoteSign);
const PRESCRIBE: Operation = Operation::new("sign_prescription", Permission::Prescribe);

/// Signs note and prescriptions. Each prescription is checked once more against the chart as it is now.
///
/// # Errors
/// Names what is missing; nothing is signed then.
pub fn sign_visit(session: &Session, request: SignVisit) -> Result<Written<SignOutcome>> {
    if !request.prescription_ids.is_empty() {
        session.require(&PRESCRIBE)?;
        let user = session.user();
        if user.npi.is_none() {
            return Err(Error::Refused(format!(
                "A prescription needs the prescriber's NPI, and none is recorded for {}. Nothing was signed. Add it under Settings, People.",
                user.full_name()
            )));
        }
    }
    if request.send.iter().any(|one| !request.prescription_ids.contains(&one.prescription_id)) {
        return Err(Error::invalid(
            "send",
            "Only what is signed now can be sent with it. Nothing was signed.",
        ));
    }
    let proved_afresh = !request.prescription_ids.is_empty() && is_proved_afresh(session);
    let signer = session.user().clone();
    let knowledge = Arc::clone(session.knowledge());
    session.write(&SIGN, move |tx| {
        let drafts = match ready(tx, &knowledge, &request, &signer, proved_afresh)? {
            Ok(drafts) => drafts,
            Err(outcome) => return Ok(*outcome),
        };
        let note = SaveNote { note_id: request.note_id, body: request.body, text: request.text };
        let note = notes::sign_in(tx, &note)?;
        if note.encounter_id != request.encounter_id {
            return Err(Error::invalid("note_id", "This note belongs to another visit."));
        }
        notes::forget_draft_in(tx, note.id)?;
        let mut prescriptions = Vec::new();
        for ready in drafts {
            let signed = medications::sign_in(tx, ready.draft)?;
            answers::keep(tx, &signed, &ready.answers)?;
            prescriptions.push(signed);
        }
        let encounter =
            if request.finish { Some(encounters::finish_in(tx, request.encounter_id)?) } else { None };
        let sent = request.send.iter().map(|one| send_in(tx, one)).collect::<Result<Vec<_>>>()?;
        let note = Some(Box::new(CompositionView { note, addenda: Vec::new() }));
        Ok(SignOutcome::Signed { note, prescriptions, encounter, sent })
    })
}

/// A draft that may be signed, with what became of each of its findings that is kept.
struct Checked {
    draft: MedicationRequest,
    answers: Vec<Answered>,
}

/// The drafts, or the outcome that says why they may not be signed now.
type Ready = std::result::Result<Vec<Checked>, Box<SignOutcome>>;

/// The drafts, when each of them may be signed now; otherwise the outcome that says why not.
fn ready(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    request: &SignVisit,
    signer: &Practitioner,
    proved_afresh: bool,
) -> Result<Ready> {
    let visit: Encounter = tx.require(request.encounter_id, "This visit")?;
    if visit.status != EncounterStatus::InProgress {
        return Err(Error::Refused("This visit is already over. Nothing was signed.".to_owned()));
    }
    let asked = request.prescription_ids.iter();
    let staged = asked.map(|id| tx.require(*id, "A staged prescription"));
    let staged = staged.collect::<Result<Vec<MedicationRequest>>>()?;
    require_fresh(&staged, proved_afresh)?;
    // A pair of two staged drugs is one finding with one key: the answer given with the one counts for the other.
    let answers: Vec<Override> = staged.iter().flat_map(|draft| draft.overrides.iter().cloned()).collect();
    // What one of them replaces is gone for the others too.
    let leaving: Vec<_> = staged.iter().filter_map(|draft| draft.prior_id).collect();
    let mut drafts = Vec::new();
    for draft in staged {
        if draft.status != MedicationStatus::Draft {
            return Err(Error::Refused(format!(
                "{} is already signed. Nothing was signed now.",
                draft.display
            )));
        }
        if draft.patient_id != visit.patient_id {
            return Err(Error::invalid("prescription_ids", "A prescription belongs to another patient."));
        }
        refuse_to_sign(tx, knowledge, &draft, signer)?;
        let apart = [leaving.clone(), series_of(tx.db(), &draft)?].concat();
        let chart =
            Chart { knowledge, today: settings::today(tx.db(), tx.now())?, patient: visit.patient_id };
        let facts = facts_for(tx.db(), chart, Some(draft.id), &apart)?;
        let proposed = drug_fact(&draft, knowledge);
        let report = checked(tx.db(), knowledge, visit.patient_id, &facts, &proposed)?;
        let keys = unresolved(&report, &answers);
        if !keys.is_empty() {
            return Ok(Err(Box::new(SignOutcome::NeedsOverride { prescription_id: draft.id, report, keys })));
        }
        drafts.push(Checked { answers: answers::to_keep(report, &facts, &proposed), draft });
    }
    Ok(Ok(drafts))
}
