//! Granting what a pharmacy asks for: a signed prescription through every check that any other prescription passes, and the
//! answer, in one act.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::InboundMessageId;
use yarrow_rules::CheckReport;

use super::answers;
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::{
    self, MedicationRequest, PrescriptionDraft, StageOutcome, is_proved_afresh, refuse_to_sign,
    require_fresh, stage_in, transmission_refusal,
};
use crate::people::Practitioner;
use crate::store::{Tx, Written, load};
use crate::terminology::Terminology;
use crate::transmission::{
    Answer, InboundMessage, InboundState, OTHER_MEANS, Route, SendPrescription, Transmission, answer_in,
    doubts, open_request, proposed, send_in,
};

/// A request to grant.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct ApproveRequest {
    /// The request.
    pub id: InboundMessageId,
    /// The prescription that grants it, as it stands on the screen. Absent: as it is asked, when nothing speaks against that.
    #[serde(default)]
    pub draft: Option<PrescriptionDraft>,
    /// Declines the message and gives the prescription out on paper instead: for what may not be sent.
    #[serde(default)]
    pub on_paper: bool,
}

/// What granting came to.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ApproveOutcome {
    /// Granted: the prescription is signed and the answer is on its way.
    Approved {
        /// The new prescription.
        prescription: Box<MedicationRequest>,
        /// The answer.
        answer: Box<Transmission>,
    },
    /// Some findings need an answer first. Nothing was signed.
    NeedsOverride {
        /// The prescription that was checked.
        draft: Box<PrescriptionDraft>,
        /// What the check said.
        report: Box<CheckReport>,
        /// The findings that need an answer.
        keys: Vec<String>,
    },
}

const APPROVE: Operation = Operation::new("approve_request", Permission::Prescribe);
const NOTHING: &str = "Nothing was signed.";
/// To the pharmacist, when a prescription follows on paper.
const ON_PAPER: &str = "A new prescription follows on paper.";

/// Grants a request to renew or to change with a signed prescription. What the answer is called follows from the two:
/// approved as asked, approved with changes, or replaced by another prescription.
///
/// # Errors
/// When the patient is not known for sure, the draft is another patient's, the law or the role refuses, or the answer cannot
/// be written; nothing was signed then.
pub fn approve_request(session: &Session, request: ApproveRequest) -> Result<Written<ApproveOutcome>> {
    session.require(&APPROVE)?;
    let signer = session.user().clone();
    if signer.npi.is_none() {
        return Err(Error::Refused(format!(
            "A prescription needs the prescriber's NPI, and none is recorded for {}. {NOTHING} Add it under Settings, People.",
            signer.full_name()
        )));
    }
    let proved_afresh = is_proved_afresh(session);
    let knowledge = Arc::clone(session.knowledge());
    session.write(&APPROVE, move |tx| approve_in(tx, &knowledge, &signer, proved_afresh, request))
}

fn approve_in(
    tx: &mut Tx<'_>,
    knowledge: &Terminology,
    signer: &Practitioner,
    proved_afresh: bool,
    request: ApproveRequest,
) -> Result<ApproveOutcome> {
    let message = open_request(tx, request.id)?;
    let prior: Option<MedicationRequest> = match message.medication_request_id {
        Some(id) => load(tx.db(), id.0)?,
        None => None,
    };
    let draft = drafted(tx, knowledge, &message, prior.as_ref(), request.draft)?;
    let (staged, report) = match stage_in(tx, knowledge, signer, draft.clone())? {
        StageOutcome::Staged { prescription, report } => (*prescription, report),
        StageOutcome::NeedsOverride { report, keys } => {
            let (draft, report) = (Box::new(draft), Box::new(report));
            return Ok(ApproveOutcome::NeedsOverride { draft, report, keys });
        }
    };
    if staged.is_controlled() {
        let schedule = staged.dea_schedule.as_deref().or(staged.state_schedule.as_deref());
        if let Some(why) = transmission_refusal(schedule).filter(|_| !request.on_paper) {
            return Err(Error::Refused(format!("{why} {NOTHING}")));
        }
    }
    require_fresh(std::slice::from_ref(&staged), proved_afresh)?;
    refuse_to_sign(tx, knowledge, &staged, signer)?;
    let signed = medications::sign_in(tx, staged)?;
    let answers = answers::gathered_for(tx, knowledge, &signed, report)?;
    answers::keep(tx, &signed, &answers)?;
    let answer = if request.on_paper {
        let paper = SendPrescription {
            prescription_id: signed.id,
            route: Route::Print,
            pharmacy_id: None,
            again: None,
        };
        send_in(tx, &paper)?;
        Answer::Deny { code: OTHER_MEANS, note: ON_PAPER, by: signer }
    } else {
        Answer::Grant { order: &signed, prior: prior.as_ref() }
    };
    let answer = answer_in(tx, message.id, &answer)?;
    Ok(ApproveOutcome::Approved { prescription: Box::new(signed), answer: Box::new(answer) })
}

/// The draft that is granted, when it fits the request.
fn drafted(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    message: &InboundMessage,
    prior: Option<&MedicationRequest>,
    given: Option<PrescriptionDraft>,
) -> Result<PrescriptionDraft> {
    if message.state != InboundState::Waiting {
        return Err(Error::Refused(format!(
            "The patient of this request is not known for sure. Assign it to a patient first. {NOTHING}"
        )));
    }
    let draft = match given {
        Some(draft) => draft,
        None => as_asked(tx, knowledge, message, prior)?,
    };
    let patient = crate::patients::require(tx.db(), draft.patient_id)?;
    if patient.deceased.is_some() {
        return Err(Error::Refused(format!("The patient is recorded as deceased. {NOTHING}")));
    }
    if Some(draft.patient_id) != message.patient_id {
        return Err(Error::invalid(
            "draft.patient_id",
            format!("The request is about another patient than the prescription. {NOTHING}"),
        ));
    }
    if draft.reported || draft.id.is_some() {
        return Err(Error::invalid("draft", format!("Only a new prescription grants a request. {NOTHING}")));
    }
    let renews = prior.is_some_and(|prior| prior.product.is_none() && prior.display == draft.display);
    if draft.product.is_none() && !renews {
        return Err(Error::invalid(
            "draft.product",
            format!(
                "This drug is not in the drug table of this Yarrow, so nothing can be checked. Choose it from the search, or decline. {NOTHING}"
            ),
        ));
    }
    Ok(draft)
}

/// The one draft that a request asks for, when nothing speaks against granting it without another look.
fn as_asked(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    message: &InboundMessage,
    prior: Option<&MedicationRequest>,
) -> Result<PrescriptionDraft> {
    let doubts = doubts(tx.db(), knowledge, message, prior)?;
    if !doubts.is_empty() {
        return Err(Error::Refused(format!(
            "{} Look at the prescription before you grant it. {NOTHING}",
            doubts.join(" ")
        )));
    }
    let mut drafts = proposed(tx.db(), knowledge, message, prior)?;
    match (drafts.pop(), drafts.is_empty()) {
        (Some(draft), true) => Ok(draft),
        (Some(_), false) => {
            Err(Error::Refused(format!("The pharmacy proposes several drugs. Choose one. {NOTHING}")))
        }
        (None, _) => Err(Error::Refused(format!(
            "The pharmacy names no drug that could be granted as it is. {NOTHING}"
        ))),
    }
}
