//! Signing a controlled substance: who is there is proved again, and the law is asked once more.

use yarrow_kernel::MedicationRequestId;

use super::super::MedicationRequest;
use super::check::report_on;
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::people::Practitioner;
use crate::store::{Tx, load};
use crate::terminology::Terminology;

const SIGN: Operation = Operation::fresh("sign_controlled_substance", Permission::Prescribe);

/// Asks for a fresh proof of who is there when one of these prescriptions is of a controlled substance, by federal law or
/// by the state's.
///
/// # Errors
/// [`Error::Reauthenticate`] when the passphrase was typed too long ago.
pub(crate) fn require_fresh(session: &Session, ids: &[MedicationRequestId]) -> Result<()> {
    let ids = ids.to_vec();
    let controlled = session.store().read(move |db| {
        for id in ids {
            let order: Option<MedicationRequest> = load(db, id.0)?;
            if order.is_some_and(|order| order.is_controlled()) {
                return Ok(true);
            }
        }
        Ok(false)
    })?;
    if controlled { session.require(&SIGN) } else { Ok(()) }
}

/// Refuses to sign what the law refuses now: it may have been staged yesterday, or under another licence.
///
/// # Errors
/// In a sentence with the law; nothing is signed then.
pub(crate) fn refuse_to_sign(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    order: &MedicationRequest,
    signer: &Practitioner,
) -> Result<()> {
    let Some(report) = report_on(tx.db(), knowledge, order, signer, tx.now())? else { return Ok(()) };
    if let Some(refusal) = report.refusals.first() {
        return Err(Error::Refused(format!(
            "{}: {} ({}) Nothing was signed.",
            order.display, refusal.text, refusal.source
        )));
    }
    if order.dea_schedule.is_some() && signer.dea.is_none() {
        return Err(Error::Refused(format!(
            "{} is a controlled substance and needs a DEA number, which is not recorded for you. Nothing was signed.",
            order.display
        )));
    }
    let monitoring = &report.monitoring;
    if monitoring.is_missing() {
        let law = monitoring.text.as_deref().unwrap_or_default();
        let source = monitoring.source.as_deref().unwrap_or_default();
        let last = match monitoring.days_ago {
            None => "No look-up is recorded.".to_owned(),
            Some(days) => format!("The last recorded look-up is {days} days old."),
        };
        return Err(Error::Refused(format!(
            "{}: {law} ({source}) {last} Record it, or why it was not possible. Nothing was signed.",
            order.display
        )));
    }
    Ok(())
}
