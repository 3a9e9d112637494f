//! The ways in which a prescription can leave, before somebody chooses one.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{MedicationRequestId, PharmacyId, Uuid};

use super::compose::{Lack, Lacking, Source};
use super::list::{TransmissionView, view};
use super::route::open_route;
use super::send::{new_rx, refusals};
use super::{Route, TransmissionKind, store};
use crate::access::{Operation, Permission, Session};
use crate::documents;
use crate::error::{Error, Result};
use crate::medications::{MedicationRequest, transmission_refusal};
use crate::pharmacies::{Pharmacy, Transport};
use crate::store::{AuditNote, Db, load, new_id};

/// Which prescription, and to which pharmacy.
#[derive(Clone, Copy, Debug, Deserialize, ts_rs::TS)]
pub struct PrescriptionRoutesRequest {
    /// The prescription.
    pub prescription_id: MedicationRequestId,
    /// Another pharmacy than the prescription names.
    #[serde(default)]
    pub pharmacy_id: Option<PharmacyId>,
}

/// One way, with everything that stands against it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct RouteChoice {
    /// The way.
    pub route: Route,
    /// Why not, in sentences; empty when it can be chosen.
    pub refusals: Vec<Lacking>,
}

/// How a prescription can leave, and how it left before.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PrescriptionRoutes {
    /// The pharmacy it would go to.
    pub pharmacy: Option<Pharmacy>,
    /// The three ways.
    pub choices: Vec<RouteChoice>,
    /// The way that the pharmacy takes and nothing stands against; paper when there is no better one.
    pub suggested: Route,
    /// How it left before, newest first.
    pub sent: Vec<TransmissionView>,
}

/// The message that would send a prescription, or that did.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PrescriptionMessage {
    /// The message as XML.
    pub text: String,
    /// Whether this is the message that was queued; otherwise its id is made up.
    pub queued: bool,
}

const READ: Operation = Operation::new("prescription_routes", Permission::ChartRead);
const MESSAGE: Operation = Operation::new("prescription_message", Permission::ChartRead);

/// How a prescription can leave. A staged one is answered as if it were signed now.
///
/// # Errors
/// When the role may not open charts, or there is no such prescription.
pub fn prescription_routes(
    session: &Session,
    request: PrescriptionRoutesRequest,
) -> Result<PrescriptionRoutes> {
    let now = session.now();
    let user = session.user().id;
    session.read(&READ, move |db| {
        let mut order: MedicationRequest =
            load(db, request.prescription_id.0)?.ok_or(Error::NotFound("This prescription"))?;
        let sent = store::of_prescription(db, order.id)?;
        if order.status == crate::medications::MedicationStatus::Draft && !order.reported {
            order.status = crate::medications::MedicationStatus::Active;
            order.signed_at = Some(now);
            order.requester_id = Some(user);
        }
        let source = Source::of(db, order, request.pharmacy_id)?;
        let route = open_route(db)?.route;
        let choices: Vec<RouteChoice> = [Route::Electronic, Route::Fax, Route::Print]
            .into_iter()
            .map(|way| RouteChoice { route: way, refusals: refusals(&source, way, &route) })
            .collect();
        let open =
            |way: Route| choices.iter().any(|choice| choice.route == way && choice.refusals.is_empty());
        let takes = source.pharmacy.as_ref().map(|pharmacy| pharmacy.transport);
        let suggested = match takes {
            Some(Transport::Electronic) if open(Route::Electronic) => Route::Electronic,
            Some(Transport::Electronic | Transport::Fax) if open(Route::Fax) => Route::Fax,
            _ => Route::Print,
        };
        Ok(PrescriptionRoutes {
            choices,
            suggested,
            pharmacy: source.pharmacy,
            sent: sent.into_iter().map(|one| view(db, one)).collect::<Result<_>>()?,
        })
    })
}

/// The message of a prescription: the one that was queued for it, else the one that would be. Looking at it is looking at a
/// chart. Where no connection is set up, the prescriber's NPI stands as the sender.
///
/// # Errors
/// Names what is missing.
pub fn prescription_message(
    session: &Session,
    request: PrescriptionRoutesRequest,
) -> Result<PrescriptionMessage> {
    let now = session.now();
    let made_up = new_id::<Uuid>(now).simple().to_string();
    let (message, patient) = session.read(&MESSAGE, move |db| {
        let order: MedicationRequest =
            load(db, request.prescription_id.0)?.ok_or(Error::NotFound("This prescription"))?;
        let patient = order.patient_id;
        if let Some(bytes) = queued(db, order.id)? {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return Ok((PrescriptionMessage { text, queued: true }, patient));
        }
        if let Some(why) =
            transmission_refusal(order.dea_schedule.as_deref().or(order.state_schedule.as_deref()))
        {
            return Err(Error::Refused(why.to_owned()));
        }
        let source = Source::of(db, order, request.pharmacy_id)?;
        let sender = Some(open_route(db)?.route.sender_id).filter(|id| !id.is_empty());
        let sender = sender.or_else(|| source.npi().map(str::to_owned)).unwrap_or_default();
        let mut lack = Lack::default();
        let bytes = new_rx(&source, &sender, &made_up, now, &mut lack);
        let bytes = lack.or(bytes, "No message was written.")?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok((PrescriptionMessage { text, queued: false }, patient))
    })?;
    let mut note = AuditNote::new("read", "Transmission").patient(patient);
    note.entity = Some(request.prescription_id.0);
    session.store().write(session.actor(), MESSAGE.name, move |tx| {
        tx.audit(note);
        Ok(())
    })?;
    Ok(message)
}

fn queued(db: &Db, id: MedicationRequestId) -> Result<Option<Vec<u8>>> {
    let sent = store::of_prescription(db, id)?;
    let new_rx = sent.into_iter().find(|one| one.kind == TransmissionKind::NewRx && one.content.is_some());
    match new_rx.and_then(|one| one.content) {
        Some(content) => documents::bytes_of(db, &content),
        None => Ok(None),
    }
}
