//! Signing one prescription: it becomes active, what it replaces ends, its content is fixed.

use super::lists::retire_prior;
use super::{MedicationRequest, MedicationStatus};
use crate::error::Result;
use crate::store::{Tx, content_hash};

/// Signs a draft that has been checked. The caller has asked for the permission and the check.
///
/// # Errors
/// When nobody is signed in or the row cannot be written.
pub(crate) fn sign_in(tx: &mut Tx<'_>, draft: MedicationRequest) -> Result<MedicationRequest> {
    let signed = MedicationRequest {
        status: MedicationStatus::Active,
        signed_at: Some(tx.now()),
        authored_at: tx.now(),
        requester_id: Some(tx.user()?),
        ..draft
    };
    tx.save(&signed)?;
    retire_prior(tx, &signed)?;
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
