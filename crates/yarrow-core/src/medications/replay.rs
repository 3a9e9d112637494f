//! How often the check would have interrupted: every order of a chart, checked as it stood when it was written.

use std::collections::BTreeMap;

use yarrow_kernel::{LocalDate, PatientId, Timestamp};
use yarrow_rules::{CheckReport, Facts, ObservationFact, check};

use super::gather::{allergy_fact, drug_fact, observation_fact, problem_fact, sex};
use super::{MedicationRequest, MedicationStatus};
use crate::allergies::{self, AllergyStatus, AllergySubjectKind};
use crate::error::Result;
use crate::observations::Observation;
use crate::store::{Db, query};
use crate::terminology::Terminology;
use crate::{patients, problems, settings};

/// One order of this practice and what the check said of it.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The order.
    pub order: MedicationRequest,
    /// What was found with the chart as its dates say it was then.
    pub report: CheckReport,
}

/// Checks every signed order of a chart against what the chart held at that time, as far as its dates tell: drugs begun
/// before and not ended, allergies and problems recorded before, the newest values before. What a practice has answered
/// or adjusted takes no part. For measurements; nothing is written.
///
/// # Errors
/// When the database cannot be read or there is no such patient.
pub fn replay(db: &Db, knowledge: &Terminology, patient: PatientId) -> Result<Vec<Replayed>> {
    let zone = settings::settings_in(db)?.organization.time_zone;
    let person = patients::require(db, patient)?;
    let orders: Vec<MedicationRequest> = query(
        db,
        "WHERE patient_id = ?1 AND status NOT IN ('draft', 'entered-in-error') ORDER BY authored_at, id",
        [patient.as_bytes()],
    )?;
    let allergies = allergies::list(db, patient)?;
    let problems = problems::list(db, patient, true)?;
    let values = Values::of(db, patient, &zone)?;
    let mut out = Vec::new();
    for order in orders.iter().filter(|order| !order.reported && order.signed_at.is_some()) {
        let (at, today) = (order.authored_at, settings::local_date(&zone, order.authored_at));
        let before = |other: &&MedicationRequest| (other.authored_at, other.id) < (at, order.id);
        let going_on = |other: &&MedicationRequest| {
            other.status == MedicationStatus::Active || other.ended_on.is_some_and(|day| day > today)
        };
        let known =
            || allergies.iter().filter(|one| one.status == AllergyStatus::Active && one.recorded_at <= at);
        let lasting = |until: Option<LocalDate>| until.is_none_or(|day| day > today);
        let facts = Facts {
            drugs: orders
                .iter()
                .filter(before)
                .filter(going_on)
                .map(|other| drug_fact(other, knowledge))
                .collect(),
            allergies: known().filter_map(allergy_fact).collect(),
            no_known_allergies: known().any(|one| one.subject_kind == AllergySubjectKind::NoKnownAllergies),
            today: Some(today),
            birth: Some(person.birth_date),
            sex: sex(person.gender),
            problems: problems
                .iter()
                .filter(|one| one.recorded_at <= at && lasting(one.abatement.and_then(|day| day.earliest())))
                .map(|one| problem_fact(one.clone()))
                .collect(),
            observations: values.newest_at(at),
        };
        let report = check(knowledge.rule_book(), &facts, &drug_fact(order, knowledge));
        out.push(Replayed { order: order.clone(), report });
    }
    Ok(out)
}

/// The values of a chart by code, oldest first.
struct Values(BTreeMap<String, Vec<(Timestamp, ObservationFact)>>);

impl Values {
    fn of(db: &Db, patient: PatientId, zone: &str) -> Result<Self> {
        let rows: Vec<Observation> = query(
            db,
            "WHERE patient_id = ?1 AND status <> 'entered-in-error' AND code <> '' ORDER BY effective_at",
            [patient.as_bytes()],
        )?;
        let mut values: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for row in rows {
            let at = row.effective_at;
            values.entry(row.code.clone()).or_default().push((at, observation_fact(row, zone)));
        }
        Ok(Self(values))
    }

    fn newest_at(&self, at: Timestamp) -> Vec<ObservationFact> {
        let newest = |list: &Vec<(Timestamp, ObservationFact)>| {
            list.iter().rev().find(|(taken, _)| *taken <= at).map(|(_, fact)| fact.clone())
        };
        self.0.values().filter_map(newest).collect()
    }
}
