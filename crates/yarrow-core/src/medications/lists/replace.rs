//! One order takes the place of another: a renewal when nothing of the treatment differs, else a change.

use yarrow_kernel::MedicationRequestId;

use super::{Becomes, change};
use crate::error::{Error, Result};
use crate::medications::prescribe::PrescriptionDraft;
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::settings;
use crate::store::Tx;

/// The old order ended because the same was ordered again.
pub(in crate::medications) const RENEWED: &str = "renewed";
/// The old order ended because the treatment was changed.
pub(in crate::medications) const CHANGED: &str = "changed";

/// Whether two orders are the same treatment: drug, strength, form and directions.
pub(crate) fn is_renewal(old: &MedicationRequest, new: &MedicationRequest) -> bool {
    let drug = match (&old.product, &new.product) {
        (Some(old), Some(new)) => old == new,
        _ => old.display == new.display && old.strength == new.strength && old.dose_form == new.dose_form,
    };
    let words = |order: &MedicationRequest| order.sig_text.trim().to_lowercase();
    drug && old.ingredients == new.ingredients && words(old) == words(new)
}

/// That an order may be replaced by a draft.
///
/// # Errors
/// When it is another patient's, not yet signed, struck out, or the draft itself.
pub(in crate::medications) fn replaceable(
    tx: &Tx<'_>,
    prior: MedicationRequestId,
    draft: &PrescriptionDraft,
) -> Result<()> {
    let old: MedicationRequest = tx.require(prior, "The order to renew or change")?;
    if old.patient_id != draft.patient_id || draft.id == Some(prior) {
        return Err(Error::invalid("prior_id", "The order to renew or change belongs to another patient."));
    }
    if matches!(old.status, MedicationStatus::Draft | MedicationStatus::EnteredInError) {
        return Err(Error::Refused(format!(
            "{} is not on the list of what was taken and cannot be renewed or changed. Nothing was changed.",
            old.display
        )));
    }
    Ok(())
}

/// Ends the order that a newly active one takes the place of; one that is over already stays as it is.
pub(in crate::medications) fn retire_prior(tx: &mut Tx<'_>, new: &MedicationRequest) -> Result<()> {
    let Some(prior) = new.prior_id else { return Ok(()) };
    let old: MedicationRequest = tx.require(prior, "The order to renew or change")?;
    let running: &[_] = &[MedicationStatus::Active, MedicationStatus::OnHold];
    if !running.contains(&old.status) {
        return Ok(());
    }
    let (to, code, reason) = if is_renewal(&old, new) {
        (MedicationStatus::Completed, RENEWED, "Renewed".to_owned())
    } else {
        (MedicationStatus::Stopped, CHANGED, format!("Changed to {}, {}", new.display, new.sig_text))
    };
    let becomes = Becomes {
        from: &[MedicationStatus::Active, MedicationStatus::OnHold],
        to,
        reason: Some(reason.chars().take(200).collect()),
        code: Some(code.to_owned()),
        until: None,
        ended_on: Some(settings::today(tx.db(), tx.now())?),
    };
    change(tx, prior, becomes)?;
    Ok(())
}
