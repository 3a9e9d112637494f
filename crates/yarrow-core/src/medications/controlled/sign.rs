//! Signing a controlled substance: who is there is proved again, and the law is asked once more.

use super::super::MedicationRequest;
use super::check::report_on;
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::people::Practitioner;
use crate::store::Tx;
use crate::terminology::Terminology;

const SIGN: Operation = Operation::fresh("sign_controlled_substance", Permission::Prescribe);

/// Whether the passphrase was typed a moment ago, as signing a controlled substance asks for.
pub(crate) fn is_proved_afresh(session: &Session) -> bool {
    session.require(&SIGN).is_ok()
}

/// Asks for a fresh proof of who is there when one of these prescriptions is of a controlled substance, by federal law or
/// by the state's.
///
/// # Errors
/// [`Error::Reauthenticate`] when the passphrase was typed too long ago.
pub(crate) fn require_fresh(orders: &[MedicationRequest], proved_afresh: bool) -> Result<()> {
    if proved_afresh || !orders.iter().any(MedicationRequest::is_controlled) {
        return Ok(());
    }
    Err(Error::Reauthenticate)
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
