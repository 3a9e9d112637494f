//! Staging a prescription: checked, kept as a draft in the visit, not yet signed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{
    Decimal, EncounterId, LocalDate, MedicationRequestId, PatientId, PharmacyId, TextRule, clean_line,
};
use yarrow_knowledge::Product;
use yarrow_rules::CheckReport;
use yarrow_rules::sig::{error_prone, read_sig};

use super::check::{checked, checked_overrides, on_hold, unresolved};
use super::controlled::{days_supply, kept_lawful, series_of_draft};
use super::gather::{Chart, facts_for, proposed};
use super::lists::{replaceable, retire_prior};
use super::store::replaced_by_staged;
use super::{MedicationRequest, MedicationStatus, Override};
use crate::access::{Operation, Permission, Session};
use crate::encounters::{Encounter, EncounterStatus};
use crate::error::{Error, Result};
use crate::people::Practitioner;
use crate::settings;
use crate::store::{Db, Json, Tx, Written};
use crate::terminology::Terminology;

/// A prescription as typed.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct PrescriptionDraft {
    /// For whom.
    pub patient_id: PatientId,
    /// In which visit.
    pub encounter_id: Option<EncounterId>,
    /// The draft being changed.
    pub id: Option<MedicationRequestId>,
    /// Product key in the knowledge base.
    pub product: Option<String>,
    /// "Clarithromycin 500 mg tablet".
    pub display: String,
    /// Ingredient keys.
    pub ingredients: Vec<String>,
    /// Directions as typed.
    pub sig: String,
    /// Amount to dispense.
    #[ts(type = "Decimal | null")]
    pub quantity: Option<Decimal>,
    /// Of what.
    pub quantity_unit: Option<String>,
    /// How many days that lasts.
    pub days_supply: Option<u32>,
    /// Refills.
    pub refills: u32,
    /// First day.
    pub start: Option<LocalDate>,
    /// No substitution.
    pub dispense_as_written: bool,
    /// Pharmacy in words.
    pub pharmacy: Option<String>,
    /// The pharmacy of the directory; its name then stands for the words.
    #[serde(default)]
    pub pharmacy_id: Option<PharmacyId>,
    /// ICD-10-CM code of the reason.
    pub reason_code: Option<String>,
    /// The reason in words.
    pub reason_display: Option<String>,
    /// Taken from elsewhere or over the counter.
    pub reported: bool,
    /// Bought without a prescription; only of what is `reported`.
    #[serde(default)]
    pub over_the_counter: bool,
    /// Who or what said so; only of what is `reported`.
    pub informant: Option<String>,
    /// The order that this one renews or changes: it ends when this one begins, and is no duplicate of it.
    pub prior_id: Option<MedicationRequestId>,
    /// The earliest day on which it may be filled; of a controlled substance.
    pub earliest_fill: Option<LocalDate>,
    /// Code of the exception that sets a limit of the law aside; of a controlled substance.
    pub supply_exception: Option<String>,
    /// Findings gone past, with their reasons.
    pub overrides: Vec<Override>,
    /// Medications to pause as the resolution of a finding.
    pub hold: Vec<MedicationRequestId>,
}

impl PrescriptionDraft {
    /// What will no longer be taken once this is: paused as a resolution, replaced by this, or replaced by what is staged
    /// already. Signing asks again, with what is signed together then.
    pub(super) fn leaving(&self, db: &Db) -> Result<Vec<MedicationRequestId>> {
        let own = self.hold.iter().copied().chain(self.prior_id);
        Ok(own.chain(replaced_by_staged(db, self.patient_id)?).collect())
    }
}

/// What staging came to: an outcome, not an error.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum StageOutcome {
    /// Staged.
    Staged {
        /// The draft.
        prescription: Box<MedicationRequest>,
        /// What the check said.
        report: CheckReport,
    },
    /// Some findings need an answer first; nothing was written.
    NeedsOverride {
        /// What the check said.
        report: CheckReport,
        /// The findings that need an answer.
        keys: Vec<String>,
    },
}

/// A staged prescription to throw away.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct DiscardPrescription {
    /// Which.
    pub id: MedicationRequestId,
}

const STAGE: Operation = Operation::new("stage_prescription", Permission::Prescribe);
const REPORT: Operation = Operation::new("record_medication", Permission::ChartWrite);
const DISCARD: Operation = Operation::new("discard_prescription", Permission::Prescribe);
const LINE: TextRule = TextRule { max: 200, required: false };
/// The most that one prescription may ask for.
const MOST_QUANTITY: i64 = 10_000;
const MOST_REFILLS: u32 = 99;

/// Checks and stages a prescription; a reported medication goes straight on the list.
///
/// # Errors
/// Names the field that is wrong.
pub fn stage(session: &Session, draft: PrescriptionDraft) -> Result<Written<StageOutcome>> {
    let operation = if draft.reported { &REPORT } else { &STAGE };
    let knowledge = Arc::clone(session.knowledge());
    let author = session.user().clone();
    session.write(operation, move |tx| stage_in(tx, &knowledge, &author, draft))
}

/// The same inside a transaction.
///
/// # Errors
/// As [`stage`].
pub(crate) fn stage_in(
    tx: &mut Tx<'_>,
    knowledge: &Terminology,
    author: &Practitioner,
    draft: PrescriptionDraft,
) -> Result<StageOutcome> {
    let draft = from_product(knowledge, draft)?;
    let patient = crate::patients::require(tx.db(), draft.patient_id)?;
    let before: Option<MedicationRequest> = match draft.id {
        Some(id) => Some(tx.require(id, "This prescription")?),
        None => None,
    };
    if before.as_ref().is_some_and(|b| b.status != MedicationStatus::Draft || b.patient_id != patient.id) {
        return Err(Error::Refused(
            "This prescription is already signed. Nothing was changed; stop it and write a new one."
                .to_owned(),
        ));
    }
    if let Some(id) = draft.encounter_id {
        let visit: Encounter = tx.require(id, "This visit")?;
        if visit.patient_id != patient.id {
            return Err(Error::invalid("encounter_id", "This visit belongs to another patient."));
        }
        if visit.status != EncounterStatus::InProgress {
            return Err(Error::Refused(
                "This visit is over. Nothing was changed; start a new visit to prescribe.".to_owned(),
            ));
        }
    }
    if let Some(prior) = draft.prior_id {
        replaceable(tx, prior, &draft)?;
    }
    let prescription = assemble(tx, knowledge, &draft, before.as_ref())?;
    let prescription = kept_lawful(tx.db(), knowledge, prescription, author, tx.now())?;
    let mut leaving = draft.leaving(tx.db())?;
    leaving.extend(series_of_draft(tx.db(), knowledge, &draft)?);
    let chart = Chart { knowledge, today: settings::today(tx.db(), tx.now())?, patient: patient.id };
    let facts = facts_for(tx.db(), chart, draft.id, &leaving)?;
    let mut report = checked(tx.db(), knowledge, patient.id, &facts, &proposed(&draft, knowledge))?;
    report.not_checked.extend(on_hold(tx.db(), patient.id)?);
    let overrides = checked_overrides(&report, &draft.overrides)?;
    let keys = unresolved(&report, &overrides);
    if !keys.is_empty() {
        return Ok(StageOutcome::NeedsOverride { report, keys });
    }
    for id in &draft.hold {
        super::lists::hold_in(tx, *id, patient.id, &format!("Held while taking {}", draft.display))?;
    }
    let prescription = MedicationRequest { overrides: Json(overrides), ..prescription };
    tx.save(&prescription)?;
    if prescription.reported {
        retire_prior(tx, &prescription)?;
    }
    Ok(StageOutcome::Staged { prescription: Box::new(prescription), report })
}

/// The federal schedule of a product; of a drug that is named without one, the strictest that any of its ingredients has.
pub(super) fn schedule_of(
    knowledge: &Terminology,
    product: Option<&Product>,
    ingredients: &[String],
) -> Option<String> {
    match product {
        Some(product) => product.dea_schedule.clone(),
        // "CII" stands before "CIII" in the alphabet as in the law.
        None => ingredients.iter().filter_map(|key| knowledge.ingredient(key)?.dea_schedule.clone()).min(),
    }
}

/// What the knowledge base says of the product replaces what the window sent.
pub(super) fn from_product(
    knowledge: &Terminology,
    mut draft: PrescriptionDraft,
) -> Result<PrescriptionDraft> {
    if let Some(key) = &draft.product {
        let product = knowledge.product(key).ok_or_else(|| {
            Error::invalid(
                "product",
                "This product is not in the drug table of this Yarrow; choose it again from the search.",
            )
        })?;
        draft.ingredients = product.ingredients.clone();
        draft.display = product.display.clone();
    } else {
        draft.ingredients.retain(|key| knowledge.ingredient(key).is_some());
    }
    Ok(draft)
}

fn assemble(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    draft: &PrescriptionDraft,
    before: Option<&MedicationRequest>,
) -> Result<MedicationRequest> {
    let product: Option<&Product> = draft.product.as_deref().and_then(|key| knowledge.product(key));
    let form = product.as_ref().map(|product| product.dose_form.clone());
    let sig = clean_line("sig", &draft.sig, TextRule { max: 500, required: true })?;
    let reading = read_sig(&sig, form.as_deref());
    // What is not understood is printed as typed; an abbreviation that is easily misread must not be (ISMP list).
    if !reading.understood
        && !draft.reported
        && let Some(abbreviation) = error_prone(&sig)
    {
        return Err(Error::invalid(
            "sig",
            format!("“{abbreviation}” is easily misread. Write it out in words."),
        ));
    }
    let quantity = draft.quantity.or(reading.quantity).map(|quantity| quantity.normalize());
    if quantity.is_none() && !draft.reported {
        return Err(Error::invalid(
            "quantity",
            "Give the quantity to dispense; the directions do not say it.",
        ));
    }
    if quantity.is_some_and(|q| q <= Decimal::ZERO || q > Decimal::from(MOST_QUANTITY)) {
        return Err(Error::invalid(
            "quantity",
            format!("The quantity must be more than 0 and at most {MOST_QUANTITY}."),
        ));
    }
    if draft.refills > MOST_REFILLS {
        return Err(Error::invalid("refills", format!("At most {MOST_REFILLS} refills can be given.")));
    }
    let days_supply = days_supply(draft, &reading, form.as_deref());
    if draft.days_supply.is_some_and(|days| days == 0 || days > 3650) {
        return Err(Error::invalid("days_supply", "The days' supply must be between 1 and 3650."));
    }
    let optional = |field: &str, text: &Option<String>| -> Result<Option<String>> {
        let text = clean_line(field, text.as_deref().unwrap_or_default(), LINE)?;
        Ok((!text.is_empty()).then_some(text))
    };
    let pharmacy = draft.pharmacy_id.map(|id| crate::pharmacies::require(tx.db(), id)).transpose()?;
    if pharmacy.as_ref().is_some_and(|pharmacy| !pharmacy.active) {
        return Err(Error::invalid("pharmacy_id", "This pharmacy is closed. Choose another one."));
    }
    Ok(MedicationRequest {
        id: before.map_or_else(|| tx.new_id(), |before| before.id),
        patient_id: draft.patient_id,
        encounter_id: draft.encounter_id,
        product: draft.product.clone(),
        display: clean_line("display", &draft.display, TextRule { max: 300, required: true })?,
        ingredients: draft.ingredients.clone(),
        rxcui: product.as_ref().and_then(|product| product.rxcui.clone()),
        dose_form: form,
        strength: product.as_ref().map(|product| product.strength.clone()),
        sig_text: reading.words,
        dose_checked: reading.understood,
        sig,
        quantity,
        quantity_unit: optional("quantity_unit", &draft.quantity_unit.clone().or(reading.quantity_unit))?,
        days_supply,
        refills: draft.refills,
        start: draft.start,
        dispense_as_written: draft.dispense_as_written,
        pharmacy: match &pharmacy {
            Some(pharmacy) => Some(pharmacy.in_words()),
            None => optional("pharmacy", &draft.pharmacy)?,
        },
        pharmacy_id: draft.pharmacy_id,
        reason_code: optional("reason_code", &draft.reason_code)?,
        reason_display: optional("reason_display", &draft.reason_display)?,
        state_schedule: None,
        earliest_fill: draft.earliest_fill,
        supply_exception: draft.supply_exception.clone(),
        dea_schedule: schedule_of(knowledge, product, &draft.ingredients),
        status: if draft.reported { MedicationStatus::Active } else { MedicationStatus::Draft },
        reported: draft.reported,
        over_the_counter: draft.reported && draft.over_the_counter,
        informant: if draft.reported { optional("informant", &draft.informant)? } else { None },
        status_reason: None,
        status_reason_code: None,
        hold_until: None,
        ended_on: None,
        prior_id: draft.prior_id,
        authored_at: before.map_or_else(|| tx.now(), |before| before.authored_at),
        requester_id: Some(tx.user()?),
        signed_at: None,
        overrides: Json(Vec::new()),
        substitution_note: None,
    })
}

/// Throws a staged prescription away; it stays in the log.
///
/// # Errors
/// When it is already signed.
pub fn discard(session: &Session, request: DiscardPrescription) -> Result<Written<()>> {
    session.write(&DISCARD, move |tx| {
        let mut draft: MedicationRequest = tx.require(request.id, "This prescription")?;
        if draft.status != MedicationStatus::Draft {
            return Err(Error::Refused(
                "This prescription is already signed. Nothing was changed; stop it instead.".to_owned(),
            ));
        }
        draft.status = MedicationStatus::EnteredInError;
        tx.save(&draft)
    })
}
