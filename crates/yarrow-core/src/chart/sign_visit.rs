//! Signing a visit: note and prescriptions in one act, all of it or nothing.

use std::sync::Arc;

use crate::terminology::Terminology;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use yarrow_kernel::{CompositionId, EncounterId, MedicationRequestId};
use yarrow_rules::CheckReport;

use crate::access::{Operation, Permission, Session};
use crate::encounters::{self, Encounter, EncounterStatus};
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, MedicationStatus, checked, drug_fact, facts_for, unresolved};
use crate::notes::{self, CompositionView, SaveNote};
use crate::store::{Tx, Written, content_hash};

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
    let has_dea = session.user().dea.is_some();
    let knowledge = Arc::clone(session.knowledge());
    session.write(&SIGN, move |tx| {
        let drafts = match ready(tx, &knowledge, &request, has_dea)? {
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
        for draft in drafts {
            prescriptions.push(sign_one(tx, draft)?);
        }
        let encounter =
            if request.finish { Some(encounters::finish_in(tx, request.encounter_id)?) } else { None };
        let note = Some(Box::new(CompositionView { note, addenda: Vec::new() }));
        Ok(SignOutcome::Signed { note, prescriptions, encounter })
    })
}

/// The drafts, when each of them may be signed now; otherwise the outcome that says why not.
fn ready(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    request: &SignVisit,
    has_dea: bool,
) -> Result<std::result::Result<Vec<MedicationRequest>, Box<SignOutcome>>> {
    let visit: Encounter = tx.require(request.encounter_id, "This visit")?;
    if visit.status != EncounterStatus::InProgress {
        return Err(Error::Refused("This visit is already over. Nothing was signed.".to_owned()));
    }
    let mut drafts = Vec::new();
    for id in &request.prescription_ids {
        let draft: MedicationRequest = tx.require(*id, "A staged prescription")?;
        if draft.status != MedicationStatus::Draft {
            return Err(Error::Refused(format!(
                "{} is already signed. Nothing was signed now.",
                draft.display
            )));
        }
        if draft.patient_id != visit.patient_id {
            return Err(Error::invalid("prescription_ids", "A prescription belongs to another patient."));
        }
        if draft.dea_schedule.is_some() && !has_dea {
            return Err(Error::Refused(format!(
                "{} is a controlled substance and needs a DEA number, which is not recorded for you. Nothing was signed.",
                draft.display
            )));
        }
        let facts = facts_for(tx.db(), visit.patient_id, Some(draft.id), &[])?;
        let report = checked(knowledge, &facts, &drug_fact(&draft));
        let keys = unresolved(&report, &draft.overrides);
        if !keys.is_empty() {
            return Ok(Err(Box::new(SignOutcome::NeedsOverride { prescription_id: draft.id, report, keys })));
        }
        drafts.push(draft);
    }
    Ok(Ok(drafts))
}

fn sign_one(tx: &mut Tx<'_>, draft: MedicationRequest) -> Result<MedicationRequest> {
    let signed = MedicationRequest {
        status: MedicationStatus::Active,
        signed_at: Some(tx.now()),
        authored_at: tx.now(),
        requester_id: Some(tx.user()?),
        ..draft
    };
    tx.save(&signed)?;
    let content = format!(
        "{}\n{}\n{}\n{}\n{}",
        signed.display,
        signed.sig_text,
        signed.quantity.unwrap_or_default(),
        signed.refills,
        signed.dispense_as_written
    );
    tx.sign(&signed, content_hash(&content))?;
    Ok(signed)
}
