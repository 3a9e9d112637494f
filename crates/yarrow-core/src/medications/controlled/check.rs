//! Asking the law about a prescription, while it is typed and when it is staged.

use std::sync::Arc;

use serde::Serialize;
use yarrow_kernel::{Decimal, MedicationRequestId, Timestamp};
use yarrow_rules::controlled::{
    ControlledReport, Schedule, check_controlled as ask_the_law, exception_words, is_controlled,
};
use yarrow_rules::sig::{SigReading, days_for_quantity, read_dosages, read_sig};

use super::super::prescribe::schedule_of;
use super::super::{MedicationRequest, PrescriptionDraft};
use super::PdmpQuery;
use super::facts::{Proposal, facts, series, state_of_law};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::people::Practitioner;
use crate::store::Db;
use crate::terminology::Terminology;

/// What the law says of a draft.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ControlledCheck {
    /// Nothing when the drug is not controlled here.
    pub report: Option<ControlledReport>,
    /// The last look-up in the monitoring programme.
    pub last_query: Option<PdmpQuery>,
}

const CHECK: Operation = Operation::new("check_controlled", Permission::ChartRead);

/// Asks the law about a draft as it stands. Writes nothing.
///
/// # Errors
/// When the role may not open the chart.
pub fn check_controlled(session: &Session, draft: PrescriptionDraft) -> Result<ControlledCheck> {
    let knowledge = Arc::clone(session.knowledge());
    let (author, now) = (session.user().clone(), session.now());
    session.read_chart(&CHECK, draft.patient_id, move |db| {
        let last_query = super::lookup::latest(db, draft.patient_id)?;
        if draft.reported {
            return Ok(ControlledCheck { report: None, last_query });
        }
        let drug = drug_of(&knowledge, &draft);
        let report = law_on(db, &knowledge, &proposal(&draft, &drug), &author, now)?;
        Ok(ControlledCheck { report, last_query })
    })
}

/// What the knowledge base knows of the drug of a draft.
struct DraftedDrug {
    ingredients: Vec<String>,
    schedule: Option<Schedule>,
    days_supply: Option<u32>,
}

fn drug_of(knowledge: &Terminology, draft: &PrescriptionDraft) -> DraftedDrug {
    let product = draft.product.as_deref().and_then(|key| knowledge.product(key));
    let form = product.map(|product| product.dose_form.as_str());
    DraftedDrug {
        ingredients: product.map_or_else(|| draft.ingredients.clone(), |product| product.ingredients.clone()),
        schedule: schedule_of(knowledge, product, &draft.ingredients).as_deref().and_then(Schedule::read),
        days_supply: as_the_law_counts(
            days_supply(draft, &read_sig(&draft.sig, form), form),
            &draft.sig,
            form,
            draft.quantity,
        ),
    }
}

fn proposal<'a>(draft: &'a PrescriptionDraft, drug: &'a DraftedDrug) -> Proposal<'a> {
    Proposal {
        id: draft.id,
        patient_id: draft.patient_id,
        encounter_id: draft.encounter_id,
        ingredients: &drug.ingredients,
        schedule: drug.schedule,
        refills: draft.refills,
        days_supply: drug.days_supply,
        earliest_fill: draft.earliest_fill,
        exception: draft.supply_exception.as_deref(),
    }
}

/// The other parts of the series that a draft belongs to.
pub(in super::super) fn series_of_draft(
    db: &Db,
    knowledge: &Terminology,
    draft: &PrescriptionDraft,
) -> Result<Vec<MedicationRequestId>> {
    series(db, &proposal(draft, &drug_of(knowledge, draft)))
}

/// How many days the prescription lasts: as typed, else reckoned from a typed quantity, else from the directions.
pub(in super::super) fn days_supply(
    draft: &PrescriptionDraft,
    reading: &SigReading,
    form: Option<&str>,
) -> Option<u32> {
    let of_quantity = |quantity: Decimal| {
        read_dosages(&draft.sig, form).ok().and_then(|sig| days_for_quantity(&sig.dosages, quantity))
    };
    match (draft.days_supply, draft.quantity) {
        (Some(days), _) => Some(days),
        (None, Some(quantity)) if reading.quantity != Some(quantity) => of_quantity(quantity),
        (None, _) => reading.days_supply,
    }
}

/// The days as the law counts them: what the quantity lasts when used as directed, whatever was typed; what was typed when
/// the directions do not say, or say less.
pub(super) fn as_the_law_counts(
    typed: Option<u32>,
    sig: &str,
    form: Option<&str>,
    quantity: Option<Decimal>,
) -> Option<u32> {
    let directed = quantity.and_then(|quantity| {
        read_dosages(sig, form).ok().and_then(|sig| days_for_quantity(&sig.dosages, quantity))
    });
    typed.max(directed)
}

/// Refuses a prescription that the law refuses, naming field and law; keeps the state's schedule with it, and the named
/// exception only where it sets a limit aside.
///
/// # Errors
/// The first refusal.
pub(in super::super) fn kept_lawful(
    db: &Db,
    knowledge: &Terminology,
    order: MedicationRequest,
    author: &Practitioner,
    now: Timestamp,
) -> Result<MedicationRequest> {
    if order.supply_exception.as_deref().is_some_and(|code| exception_words(code).is_none()) {
        return Err(Error::invalid("supply_exception", "Choose one of the listed exceptions."));
    }
    let Some(report) = report_on(db, knowledge, &order, author, now)? else {
        return Ok(MedicationRequest { supply_exception: None, state_schedule: None, ..order });
    };
    if let Some(refusal) = report.refusals.first() {
        return Err(Error::invalid(
            refusal.field.name(),
            format!("{} ({}, as of {})", refusal.text, refusal.source, refusal.as_of),
        ));
    }
    let lifted = report.limits.iter().any(|limit| limit.lifted_by.is_some());
    Ok(MedicationRequest {
        state_schedule: report.by_state.map(|by| by.schedule.code().to_owned()),
        supply_exception: order.supply_exception.clone().filter(|_| lifted),
        ..order
    })
}

/// What the law says of a staged prescription; nothing for what is only reported or not controlled.
pub(super) fn report_on(
    db: &Db,
    knowledge: &Terminology,
    order: &MedicationRequest,
    author: &Practitioner,
    now: Timestamp,
) -> Result<Option<ControlledReport>> {
    if order.reported {
        return Ok(None);
    }
    law_on(db, knowledge, &Proposal::of(order), author, now)
}

/// What the law says of a prescription. The history of the chart is read for controlled drugs alone.
fn law_on(
    db: &Db,
    knowledge: &Terminology,
    proposal: &Proposal<'_>,
    author: &Practitioner,
    now: Timestamp,
) -> Result<Option<ControlledReport>> {
    let (book, state) = (knowledge.rule_book(), state_of_law(db, author)?);
    if !is_controlled(book, state.as_deref(), proposal.ingredients, proposal.schedule) {
        return Ok(None);
    }
    Ok(ask_the_law(book, &facts(db, proposal, state, now)?))
}

/// The words that a statute wants on the paper of a signed prescription, as the law stood `then`.
pub(in super::super) fn words_to_print(
    db: &Db,
    knowledge: &Terminology,
    order: &MedicationRequest,
    author: &Practitioner,
    then: Timestamp,
) -> Result<Vec<String>> {
    Ok(report_on(db, knowledge, order, author, then)?.map(|report| report.print).unwrap_or_default())
}
