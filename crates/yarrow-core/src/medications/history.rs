//! The history of one medication over all its orders, read from the log: begun, changed, renewed, held, resumed, ended.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{LocalDate, MedicationRequestId, PractitionerId, Timestamp};

use super::lists::is_renewal;
use super::store::successor;
use super::{MedicationRequest, MedicationStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::people;
use crate::store::{Db, Entity, FieldChange, Scalar, field_history, load};

/// Which medication; any of its orders.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct MedicationRef {
    /// The order.
    pub id: MedicationRequestId,
}

crate::codes! {
    /// What happened to a medication.
    pub enum MedicationEventKind {
        /// Prescribed here for the first time.
        Prescribed = "prescribed",
        /// Put on the list as taken from elsewhere.
        Recorded = "recorded",
        /// The same ordered again.
        Renewed = "renewed",
        /// Another strength, form or direction.
        Changed = "changed",
        /// Paused.
        Held = "held",
        /// Taken again.
        Resumed = "resumed",
        /// Ended early.
        Stopped = "stopped",
        /// Ended as planned.
        Completed = "completed",
        /// Withdrawn.
        Cancelled = "cancelled",
        /// Recorded by mistake.
        Struck = "struck",
    }
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct MedicationEvent {
    /// The order it happened to.
    pub id: MedicationRequestId,
    /// What.
    pub kind: MedicationEventKind,
    /// When it was written down; nothing when only the fact is known (imported as ended).
    pub at: Option<Timestamp>,
    /// Who; "Yarrow" for what came with an import.
    pub who: String,
    /// The drug then: "Lisinopril 20 mg tablet".
    pub display: String,
    /// The directions then, in words.
    pub sig_text: String,
    /// Of a change: drug and directions before.
    pub before: Option<String>,
    /// Why, in words.
    pub reason: Option<String>,
    /// The last day it was taken, or until when it is held.
    pub on: Option<LocalDate>,
}

const READ: Operation = Operation::new("medication_history", Permission::ChartRead);
/// Orders of one medication that are followed: thirty years of quarterly renewals.
const MOST_ORDERS: usize = 120;

/// Everything that happened to a medication, newest first, over all orders that renewed or changed one another.
///
/// # Errors
/// When there is no such order, or the role may not open the chart.
pub fn medication_history(session: &Session, request: MedicationRef) -> Result<Vec<MedicationEvent>> {
    let order = session.store().read(move |db| load::<MedicationRequest>(db, request.id.0))?;
    let patient = order.ok_or(Error::NotFound("This medication"))?.patient_id;
    session.read_chart(&READ, patient, move |db| history_of(db, request.id))
}

fn history_of(db: &Db, id: MedicationRequestId) -> Result<Vec<MedicationEvent>> {
    let names = people::names(db)?;
    let mut events = Vec::new();
    let mut before: Option<MedicationRequest> = None;
    for order in chain(db, id)? {
        let log = field_history(db, MedicationRequest::TABLE, order.id.0, None)?;
        for change in acts(&log) {
            let name = |id: Option<PractitionerId>| id.and_then(|id| names.get(&id).cloned());
            let (actor, prescriber) = (name(change.user), name(order.requester_id));
            events.extend(event(&order, before.as_ref(), &change, actor, prescriber));
        }
        before = Some(order);
    }
    events.reverse();
    Ok(events)
}

/// All orders of a medication, the oldest first.
fn chain(db: &Db, id: MedicationRequestId) -> Result<Vec<MedicationRequest>> {
    let mut orders: Vec<MedicationRequest> = Vec::new();
    let mut next = load::<MedicationRequest>(db, id.0)?;
    while let Some(order) = next.take() {
        let seen = orders.iter().any(|known| known.id == order.id);
        if seen || orders.len() >= MOST_ORDERS {
            break;
        }
        next = order.prior_id.map(|prior| load(db, prior.0)).transpose()?.flatten();
        orders.push(order);
    }
    orders.reverse();
    while let Some(newer) = orders.last().map(|last| successor(db, last.id)).transpose()?.flatten() {
        let seen = orders.iter().any(|known| known.id == newer.id);
        if seen || orders.len() >= MOST_ORDERS {
            break;
        }
        orders.push(newer);
    }
    Ok(orders)
}

/// One act on an order: the status it came to, with what was said then.
struct Act<'a> {
    from: Option<MedicationStatus>,
    to: MedicationStatus,
    at: Timestamp,
    user: Option<PractitionerId>,
    fields: &'a [FieldChange],
}

impl Act<'_> {
    fn text(&self, field: &str) -> Option<String> {
        self.fields.iter().find(|change| change.field == field).and_then(|change| match &change.to {
            Scalar::Text(text) => Some(text.clone()),
            _ => None,
        })
    }
}

/// The acts of an order's log that changed its status. Entries of one command at one instant belong together.
fn acts(log: &[FieldChange]) -> Vec<Act<'_>> {
    let mut acts = Vec::new();
    for fields in log.chunk_by(|a, b| a.at == b.at && a.command == b.command) {
        let Some(change) = fields.iter().find(|change| change.field == "status") else { continue };
        let status = |scalar: &Scalar| match scalar {
            Scalar::Text(code) => MedicationStatus::from_code(code),
            _ => None,
        };
        if let Some(to) = status(&change.to) {
            acts.push(Act { from: status(&change.from), to, at: change.at, user: change.user, fields });
        }
    }
    acts
}

/// What an act means to a reader; nothing for what is not yet, or no longer, of interest to them.
fn event(
    order: &MedicationRequest,
    before: Option<&MedicationRequest>,
    act: &Act<'_>,
    actor: Option<String>,
    prescriber: Option<String>,
) -> Vec<MedicationEvent> {
    use MedicationStatus as S;
    let of = |kind: MedicationEventKind| MedicationEvent {
        id: order.id,
        kind,
        at: Some(act.at),
        who: actor.clone().unwrap_or_else(|| "Yarrow".to_owned()),
        display: order.display.clone(),
        sig_text: order.sig_text.clone(),
        before: None,
        reason: act.text("status_reason"),
        on: act.text("ended_on").or(act.text("hold_until")).and_then(|day| LocalDate::parse(&day)),
    };
    let begins = matches!(act.from, None | Some(S::Draft)) && act.to != S::Draft;
    if begins && act.to == S::EnteredInError {
        return Vec::new();
    }
    let mut events = Vec::new();
    if begins {
        let mut first = of(beginning(order, before));
        // An imported order was written when and by whom its source says, not when it was read in.
        first.at = Some(order.signed_at.unwrap_or(order.authored_at));
        first.who = prescriber.unwrap_or(first.who);
        (first.reason, first.on) = (None, order.start);
        if first.kind == MedicationEventKind::Changed {
            first.before = before.map(|old| format!("{}, {}", old.display, old.sig_text));
        }
        events.push(first);
    }
    let replaced = matches!(act.text("status_reason_code").as_deref(), Some("renewed" | "changed"));
    let kind = match (act.from, act.to) {
        (_, S::OnHold) => MedicationEventKind::Held,
        (Some(S::OnHold | S::Stopped | S::Completed), S::Active) => MedicationEventKind::Resumed,
        // Said by the newer order already.
        (_, S::Stopped | S::Completed) if replaced => return events,
        (_, S::Stopped) => MedicationEventKind::Stopped,
        (_, S::Completed) => MedicationEventKind::Completed,
        (_, S::Cancelled) => MedicationEventKind::Cancelled,
        (Some(from), S::EnteredInError) if from != S::Draft => MedicationEventKind::Struck,
        _ => return events,
    };
    let mut ended = of(kind);
    if begins {
        // Came in as it is: when it ended is what its source says, or nobody knows.
        ended.at = None;
    }
    events.push(ended);
    events
}

fn beginning(order: &MedicationRequest, before: Option<&MedicationRequest>) -> MedicationEventKind {
    match before {
        Some(old) if is_renewal(old, order) => MedicationEventKind::Renewed,
        Some(_) => MedicationEventKind::Changed,
        None if order.reported => MedicationEventKind::Recorded,
        None => MedicationEventKind::Prescribed,
    }
}
