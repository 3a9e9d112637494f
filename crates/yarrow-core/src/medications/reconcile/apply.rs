//! Carrying a reconciliation out: all rows in one act, or none.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{MedicationRequestId, PatientId};

use super::preview::{
    PreviewReconciliation, ReconcilePreview, RefusedRow, answers_for, open_keys, preview_of,
};
use super::resulting::{Decided, decided};
use super::rows::{OutsideDrug, RowChoice, rows_of, source_of};
use super::{ACCEPTED, IMPORTED, MedicationReconciliation, ReconcileAct, Standing};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::medications::check::REASON_WORDS;
use crate::medications::gather::Chart;
use crate::medications::lists::{is_renewal, retire_prior};
use crate::medications::{MedicationRequest, MedicationStatus, OVERRIDE_REASONS, Override};
use crate::settings;
use crate::store::{AuditNote, Json, Tx, Written};

/// Decisions to carry out.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct Reconcile {
    /// Lists and decisions, as they were looked at.
    #[serde(flatten)]
    pub decided: PreviewReconciliation,
    /// Answers to the serious findings that come with what is added or changed.
    pub overrides: Vec<Override>,
}

/// What carrying out came to.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ReconcileOutcome {
    /// All of it is done.
    Reconciled {
        /// What was done.
        reconciliation: Box<MedicationReconciliation>,
    },
    /// Some rows cannot be carried out. Nothing was changed.
    Refused {
        /// Those, with the reason.
        rows: Vec<RefusedRow>,
    },
    /// The list as it would be has serious findings without an answer. Nothing was changed.
    NeedsAnswer {
        /// What would be.
        preview: Box<ReconcilePreview>,
        /// The findings to answer.
        keys: Vec<String>,
    },
}

const RECONCILE: Operation = Operation::new("reconcile_medications", Permission::ChartWrite);
/// The reason code of what reconciling ends.
const RECONCILED: &str = "reconciled";

/// Carries a reconciliation out. What the lists and the checks say is asked once more inside the act.
///
/// # Errors
/// When nothing is decided, the source of a typed list is missing, or an answer is none of the listed ones.
pub fn reconcile(session: &Session, request: Reconcile) -> Result<Written<ReconcileOutcome>> {
    let source = source_of(&request.decided.lists)?;
    checked_answers(&request.overrides)?;
    let knowledge = Arc::clone(session.knowledge());
    session.write(&RECONCILE, move |tx| {
        let PreviewReconciliation { lists, decisions } = &request.decided;
        let rows = rows_of(tx.db(), &knowledge, lists)?;
        let (decisions, stale) = decided(&rows, decisions)?;
        let today = settings::today(tx.db(), tx.now())?;
        let chart = Chart { knowledge: &knowledge, today, patient: lists.patient_id };
        let preview = preview_of(tx.db(), chart, &decisions, &request.overrides)?;
        let refused: Vec<RefusedRow> = stale.into_iter().chain(preview.refused.iter().cloned()).collect();
        if !refused.is_empty() {
            return Ok(ReconcileOutcome::Refused { rows: refused });
        }
        let keys = open_keys(&preview);
        if !keys.is_empty() {
            return Ok(ReconcileOutcome::NeedsAnswer { preview: Box::new(preview), keys });
        }
        let mut done =
            Done { source: &source, acts: Vec::new(), preview: &preview, overrides: &request.overrides };
        for one in &decisions {
            done.carry_out(tx, lists.patient_id, one)?;
        }
        if done.acts.is_empty() && decisions.iter().all(|one| one.choice == RowChoice::Skip) {
            return Err(Error::invalid("decisions", "Nothing is decided yet; choose for at least one row."));
        }
        let reconciliation = MedicationReconciliation {
            id: tx.new_id(),
            patient_id: lists.patient_id,
            acts: Json(done.acts),
            source: source.clone(),
            reconciled_at: tx.now(),
            reconciled_by: tx.user()?,
            undone_at: None,
            undone_by: None,
        };
        tx.insert(&reconciliation)?;
        let mut note = AuditNote::new("reconcile", "medication list").reason(&source);
        note.patient = Some(lists.patient_id);
        tx.audit(note);
        Ok(ReconcileOutcome::Reconciled { reconciliation: Box::new(reconciliation) })
    })
}

/// That each answer is one that prescribing would take, too.
fn checked_answers(overrides: &[Override]) -> Result<()> {
    for given in overrides {
        if given.reason.chars().count() > 500 {
            return Err(Error::invalid("overrides.reason", "A reason has at most 500 characters."));
        }
        if let Some(code) = &given.code {
            if !OVERRIDE_REASONS.iter().any(|known| known.code == code) {
                return Err(Error::invalid("overrides.code", "Choose one of the listed reasons."));
            }
            if given.reason.chars().filter(|c| c.is_alphanumeric()).count() < REASON_WORDS {
                return Err(Error::invalid("overrides.reason", "Say the reason in a few words."));
            }
        }
    }
    Ok(())
}

struct Done<'a> {
    source: &'a str,
    acts: Vec<ReconcileAct>,
    preview: &'a ReconcilePreview,
    overrides: &'a [Override],
}

impl Done<'_> {
    fn carry_out(&mut self, tx: &mut Tx<'_>, patient: PatientId, one: &Decided<'_>) -> Result<()> {
        for (id, reason) in one.ends_imported(self.source) {
            self.end(tx, id, one.choice, &reason)?;
        }
        let Some(drug) = one.taken_over() else {
            if let Some(here) = one.ends_here() {
                let reason = format!("Not taken; reconciled with {}", self.source);
                self.end(tx, here.id, one.choice, &reason)?;
            }
            return Ok(());
        };
        let prior = one.ends_here().cloned();
        let before_prior = prior.as_ref().map(Standing::of);
        let answers = answers_for(self.preview, &drug.display, self.overrides);
        let taken = match drug.medication_id {
            Some(id) => self.accept(tx, id, prior.as_ref(), answers, one.choice)?,
            None => self.put(tx, patient, drug, prior.as_ref(), answers, one.choice)?,
        };
        let (Some(prior), Some(before)) = (prior, before_prior) else { return Ok(()) };
        retire_prior(tx, &taken)?;
        let after: MedicationRequest = tx.require(prior.id, "This medication")?;
        self.acts.push(act(&after, one.choice, Some(before)));
        Ok(())
    }

    /// Ends an entry that is taken or held now.
    fn end(
        &mut self,
        tx: &mut Tx<'_>,
        id: MedicationRequestId,
        choice: RowChoice,
        reason: &str,
    ) -> Result<()> {
        let medication: MedicationRequest = tx.require(id, "This medication")?;
        let before = Standing::of(&medication);
        let ended = MedicationRequest {
            status: MedicationStatus::Stopped,
            status_reason: Some(reason.chars().take(200).collect()),
            status_reason_code: Some(RECONCILED.to_owned()),
            hold_until: None,
            ended_on: Some(settings::today(tx.db(), tx.now())?),
            ..medication
        };
        tx.save(&ended)?;
        self.acts.push(act(&ended, choice, Some(before)));
        Ok(())
    }

    /// Takes over what an import made.
    fn accept(
        &mut self,
        tx: &mut Tx<'_>,
        id: MedicationRequestId,
        prior: Option<&MedicationRequest>,
        answers: Vec<Override>,
        choice: RowChoice,
    ) -> Result<MedicationRequest> {
        let medication: MedicationRequest = tx.require(id, "This medication")?;
        let before = Standing::of(&medication);
        let mut overrides = medication.overrides.0.clone();
        overrides.extend(answers);
        let taken = MedicationRequest {
            informant: Some(ACCEPTED.to_owned()),
            prior_id: prior.map(|prior| prior.id).or(medication.prior_id),
            overrides: Json(overrides),
            ..medication
        };
        tx.save(&taken)?;
        self.acts.push(act(&taken, choice, Some(before)));
        Ok(taken)
    }

    /// Puts a drug of a typed list on the chart.
    fn put(
        &mut self,
        tx: &mut Tx<'_>,
        patient: PatientId,
        drug: &OutsideDrug,
        prior: Option<&MedicationRequest>,
        answers: Vec<Override>,
        choice: RowChoice,
    ) -> Result<MedicationRequest> {
        debug_assert!(self.source != IMPORTED, "a typed list has a source of its own");
        let mut taken = MedicationRequest {
            id: tx.new_id(),
            patient_id: patient,
            encounter_id: None,
            product: drug.product.clone(),
            display: drug.display.clone(),
            ingredients: drug.ingredients.clone(),
            rxcui: drug.rxcui.clone(),
            dose_form: drug.dose_form.clone(),
            strength: drug.strength.clone(),
            sig: drug.sig.clone(),
            sig_text: drug.sig_text.clone(),
            dose_checked: drug.dose_checked,
            quantity: None,
            quantity_unit: None,
            days_supply: None,
            refills: 0,
            start: None,
            dispense_as_written: false,
            pharmacy: None,
            pharmacy_id: None,
            reason_code: prior.and_then(|prior| prior.reason_code.clone()),
            reason_display: prior.and_then(|prior| prior.reason_display.clone()),
            dea_schedule: drug.dea_schedule.clone(),
            state_schedule: None,
            earliest_fill: None,
            supply_exception: None,
            status: MedicationStatus::Active,
            reported: true,
            over_the_counter: drug.over_the_counter,
            informant: Some(self.source.to_owned()),
            status_reason: None,
            status_reason_code: None,
            hold_until: None,
            ended_on: None,
            prior_id: prior.map(|prior| prior.id),
            authored_at: tx.now(),
            requester_id: Some(tx.user()?),
            signed_at: None,
            overrides: Json(answers),
            substitution_note: None,
        };
        // A line without directions does not take the directions away from the same drug.
        if let Some(prior) = prior.filter(|_| taken.sig.is_empty()) {
            (taken.sig, taken.sig_text, taken.dose_checked) =
                (prior.sig.clone(), prior.sig_text.clone(), prior.dose_checked);
            if is_renewal(prior, &taken) {
                return Err(Error::Refused(format!(
                    "{} would be changed into itself: the other list gives neither another strength nor directions. Nothing was changed; keep it instead.",
                    prior.display
                )));
            }
        }
        tx.insert(&taken)?;
        self.acts.push(act(&taken, choice, None));
        Ok(taken)
    }
}

fn act(medication: &MedicationRequest, choice: RowChoice, before: Option<Standing>) -> ReconcileAct {
    ReconcileAct {
        medication_id: medication.id,
        display: medication.display.clone(),
        choice,
        before,
        after: Standing::of(medication),
    }
}
