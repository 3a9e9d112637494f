//! What the law needs to know of a prescription, out of the record.

use yarrow_kernel::{EncounterId, LocalDate, MedicationRequestId, PatientId, age_in_years};
use yarrow_rules::controlled::{ControlledFacts, InSeries, Schedule, Taken};

use super::super::{MedicationRequest, MedicationStatus, store};
use super::check::as_the_law_counts;
use crate::error::Result;
use crate::patients;
use crate::people::Practitioner;
use crate::settings::{local_date, settings_in, time_zone};
use crate::store::Db;

/// One prescription, staged or still being typed.
pub(super) struct Proposal<'a> {
    pub id: Option<MedicationRequestId>,
    pub patient_id: PatientId,
    pub encounter_id: Option<EncounterId>,
    pub ingredients: &'a [String],
    pub schedule: Option<Schedule>,
    pub refills: u32,
    pub days_supply: Option<u32>,
    pub earliest_fill: Option<LocalDate>,
    pub exception: Option<&'a str>,
}

impl<'a> Proposal<'a> {
    /// A staged prescription.
    pub(super) fn of(order: &'a MedicationRequest) -> Self {
        Self {
            id: Some(order.id),
            patient_id: order.patient_id,
            encounter_id: order.encounter_id,
            ingredients: &order.ingredients,
            schedule: order.dea_schedule.as_deref().and_then(Schedule::read),
            refills: order.refills,
            days_supply: as_the_law_counts(
                order.days_supply,
                &order.sig,
                order.dose_form.as_deref(),
                order.quantity,
            ),
            earliest_fill: order.earliest_fill,
            exception: order.supply_exception.as_deref(),
        }
    }
}

/// The state whose law holds for what this person writes: that of the licence, else the one that all sites in use share.
pub(super) fn state_of_law(db: &Db, author: &Practitioner) -> Result<Option<String>> {
    if let Some(state) = author.license_state.clone().filter(|state| !state.is_empty()) {
        return Ok(Some(state));
    }
    let sites = settings_in(db)?.locations;
    let mut states: Vec<String> = sites
        .iter()
        .filter(|site| site.active)
        .map(|site| site.address.state.trim().to_uppercase())
        .filter(|state| state.len() == 2)
        .collect();
    states.dedup();
    Ok(if states.len() == 1 { states.pop() } else { None })
}

/// Everything the rules ask for.
pub(super) fn facts(
    db: &Db,
    proposal: &Proposal<'_>,
    state: Option<String>,
    now: yarrow_kernel::Timestamp,
) -> Result<ControlledFacts> {
    let zone = time_zone(db)?;
    let written = local_date(&zone, now);
    let patient = patients::require(db, proposal.patient_id)?;
    let series = members(db, proposal)?;
    let apart: Vec<MedicationRequestId> = series.iter().map(|order| order.id).collect();
    let orders = store::list(db, patient.id, true)?;
    let taken = orders
        .iter()
        .filter(|order| Some(order.id) != proposal.id && !apart.contains(&order.id))
        .filter_map(|order| taken(order, &zone, written))
        .collect();
    let last = super::lookup::latest(db, patient.id)?;
    let ago = last.map(|query| written.days_since(local_date(&zone, query.queried_at)));
    Ok(ControlledFacts {
        schedule: proposal.schedule,
        ingredients: proposal.ingredients.to_vec(),
        state,
        refills: proposal.refills,
        days_supply: proposal.days_supply,
        written,
        earliest_fill: proposal.earliest_fill,
        age_years: age_in_years(patient.birth_date, written).and_then(|age| u32::try_from(age).ok()),
        taken,
        series: series
            .iter()
            .map(|order| InSeries { days: order.days_supply, earliest_fill: order.earliest_fill })
            .collect(),
        exception: proposal.exception.map(str::to_owned),
        looked_up_days_ago: ago.and_then(|days| u32::try_from(days.max(0)).ok()),
    })
}

/// A medication with the last day it is known to have been taken; nothing for what was only staged or struck out.
fn taken(order: &MedicationRequest, zone: &str, today: LocalDate) -> Option<Taken> {
    let last = match order.status {
        MedicationStatus::Active | MedicationStatus::OnHold => today,
        MedicationStatus::Stopped | MedicationStatus::Completed => {
            let fills = i64::from(order.refills).saturating_add(1);
            let days = i64::from(order.days_supply.unwrap_or(0)).saturating_mul(fills);
            let reckoned = || local_date(zone, order.authored_at).plus_days(days.min(3650));
            order.ended_on.unwrap_or_else(reckoned).min(today)
        }
        _ => return None,
    };
    Some(Taken { ingredients: order.ingredients.clone(), last })
}

/// Prescriptions of the same Schedule II drug that are written in the same visit: the parts of one series.
fn members(db: &Db, proposal: &Proposal<'_>) -> Result<Vec<MedicationRequest>> {
    let Some(visit) = proposal.encounter_id.filter(|_| proposal.schedule == Some(Schedule::CII)) else {
        return Ok(Vec::new());
    };
    let written = store::of_visit(db, proposal.patient_id, visit)?;
    let same = |order: &MedicationRequest| {
        Some(order.id) != proposal.id && !order.reported && order.ingredients == proposal.ingredients
    };
    Ok(written.into_iter().filter(same).collect())
}

/// The other parts of the series a prescription belongs to: no duplicates of it.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn series_of(db: &Db, order: &MedicationRequest) -> Result<Vec<MedicationRequestId>> {
    if order.dea_schedule.as_deref().and_then(Schedule::read) != Some(Schedule::CII) {
        return Ok(Vec::new());
    }
    series(db, &Proposal::of(order))
}

pub(super) fn series(db: &Db, proposal: &Proposal<'_>) -> Result<Vec<MedicationRequestId>> {
    Ok(members(db, proposal)?.into_iter().map(|order| order.id).collect())
}
