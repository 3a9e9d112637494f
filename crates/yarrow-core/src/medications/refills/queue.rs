//! What runs out soon, with everything that is needed to decide.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{Decimal, LocalDate, PartialDate, Timestamp};
use yarrow_rules::{Finding, Tier};

use super::supply::last_day;
use crate::access::{Operation, Permission, Session};
use crate::encounters::last_seen;
use crate::error::Result;
use crate::medications::check::checked;
use crate::medications::gather::{Chart, drug_fact, facts_for};
use crate::medications::store::{lasting, replaced_by_staged};
use crate::medications::{MedicationRequest, MedicationStatus};
use crate::observations::latest_of;
use crate::patients::{self, Patient};
use crate::settings;
use crate::store::{AuditNote, Db};
use crate::terminology::Terminology;

/// Which part of the queue.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct RefillQueueRequest {
    /// What runs out within so many days from today, up to 90.
    pub within_days: u32,
    /// Only what the person signed in prescribed.
    pub mine: bool,
}

/// A laboratory value that goes with a drug.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct RefillLab {
    /// "Potassium".
    pub label: String,
    /// The newest value; nothing when there is none.
    #[ts(type = "Decimal | null")]
    pub value: Option<Decimal>,
    /// Its unit.
    pub unit: Option<String>,
    /// H, L, HH, LL as the laboratory said.
    pub interpretation: Option<String>,
    /// When it was measured.
    pub at: Option<Timestamp>,
    /// Whether it is young enough.
    pub in_date: bool,
}

/// One medication that runs out.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct RefillRow {
    /// The order to renew.
    pub order: MedicationRequest,
    /// "Ortega-Lindqvist, Marisol".
    pub patient_name: String,
    /// For telling two patients of one name apart.
    pub birth_date: PartialDate,
    /// Record number.
    pub mrn: String,
    /// The last day of its supply, when every refill was taken in time.
    pub last_day: Option<LocalDate>,
    /// The last visit in person, by telephone or by video.
    pub last_visit: Option<Timestamp>,
    /// The laboratory values that go with it.
    pub labs: Vec<RefillLab>,
    /// Titles of the findings against the chart as it is now, the worst first.
    pub findings: Vec<String>,
    /// The worst of them.
    pub worst: Option<Tier>,
    /// Why it has to be looked at by itself, in sentences; empty when it may be renewed in a batch.
    pub reasons: Vec<String>,
}

const READ: Operation = Operation::new("refill_queue", Permission::ChartRead);
/// A supply that ended longer ago than this is not taken any more, or comes from elsewhere.
const FORGOTTEN_DAYS: i64 = 90;
/// Whoever was not seen for longer than this is seen before the next refill.
const SEEN_WITHIN_DAYS: i64 = 366;
/// The most that is shown; what runs out first comes first.
const MOST: usize = 200;

/// What runs out soon, first what runs out first. Each patient shown is in the audit.
///
/// # Errors
/// When the role may not read charts, or the audit cannot be written.
pub fn refill_queue(session: &Session, request: RefillQueueRequest) -> Result<Vec<RefillRow>> {
    let (user, now) = (session.user().id, session.now());
    let knowledge = Arc::clone(session.knowledge());
    let rows = session.read(&READ, move |db| {
        let today = settings::today(db, now)?;
        let zone = settings::settings_in(db)?.organization.time_zone;
        let until = today.plus_days(i64::from(request.within_days.min(90)));
        let orders = lasting(db, request.mine.then_some(user))?;
        let due = orders.into_iter().filter_map(|order| {
            let last = last_day(&order, written_on(&order, &zone))?;
            (last <= until && last >= today.plus_days(-FORGOTTEN_DAYS)).then_some((last, order))
        });
        let mut due: Vec<_> = due.collect();
        due.sort_by_key(|(last, order)| (*last, order.id));
        let mut rows = Vec::new();
        for (_, order) in due {
            let patient = patients::require(db, order.patient_id)?;
            let gone = patient.deceased.is_some() || !patient.active;
            if !gone && !replaced_by_staged(db, patient.id)?.contains(&order.id) {
                rows.push(judged(db, &knowledge, order, &patient, today)?.0);
            }
            if rows.len() >= MOST {
                break;
            }
        }
        Ok(rows)
    })?;
    let mut patients: Vec<_> = rows.iter().map(|row| row.order.patient_id).collect();
    patients.sort();
    patients.dedup();
    session.store().write(session.actor(), READ.name, move |tx| {
        for patient in patients {
            tx.audit(AuditNote::new("read", "refill queue").patient(patient));
        }
        Ok(())
    })?;
    Ok(rows)
}

/// The practice's day on which an order was written.
fn written_on(order: &MedicationRequest, zone: &str) -> LocalDate {
    settings::local_date(zone, order.authored_at)
}

/// One row, judged against the chart as it is now, with the findings behind it.
pub(super) fn judged(
    db: &Db,
    knowledge: &Terminology,
    order: MedicationRequest,
    patient: &Patient,
    today: LocalDate,
) -> Result<(RefillRow, Vec<Finding>)> {
    let zone = settings::settings_in(db)?.organization.time_zone;
    let facts = facts_for(db, Chart { knowledge, today, patient: patient.id }, Some(order.id), &[])?;
    let report = checked(db, knowledge, patient.id, &facts, &drug_fact(&order, knowledge))?;
    let labs = labs_of(db, knowledge, &order, (today, &zone))?;
    let last_visit = last_seen(db, patient.id)?;
    let worst = report.findings.iter().map(|finding| finding.tier).max();
    let mut reasons = Vec::new();
    if order.status != MedicationStatus::Active || order.reported || order.signed_at.is_none() {
        reasons.push("It is not an active prescription of this practice.".to_owned());
    }
    if order.is_controlled() {
        reasons.push("It is a controlled substance.".to_owned());
    }
    if order.ingredients.is_empty() {
        reasons.push("It is not linked to the drug knowledge, so nothing is checked.".to_owned());
    }
    reasons.extend(
        report
            .findings
            .iter()
            .filter(|finding| finding.tier >= Tier::High)
            .map(|finding| format!("{}.", finding.title)),
    );
    let seen = last_visit.map(|at| settings::local_date(&zone, at));
    if seen.is_none_or(|day| day < today.plus_days(-SEEN_WITHIN_DAYS)) {
        reasons.push("Not seen within 12 months.".to_owned());
    }
    for lab in &labs {
        if !lab.in_date {
            let what = if lab.at.is_some() { "is overdue" } else { "was never measured" };
            reasons.push(format!("{} {what}.", lab.label));
        } else if matches!(lab.interpretation.as_deref(), Some("HH" | "LL" | "AA")) {
            reasons.push(format!("{} is critical.", lab.label));
        }
    }
    let row = RefillRow {
        patient_name: patient.list_name(),
        birth_date: patient.birth_date,
        mrn: patient.mrn.clone(),
        last_day: last_day(&order, written_on(&order, &zone)),
        last_visit,
        labs,
        findings: report.findings.iter().map(|finding| finding.title.clone()).collect(),
        worst,
        reasons,
        order,
    };
    Ok((row, report.findings))
}

fn labs_of(
    db: &Db,
    knowledge: &Terminology,
    order: &MedicationRequest,
    (today, zone): (LocalDate, &str),
) -> Result<Vec<RefillLab>> {
    let mut labs = Vec::new();
    for row in knowledge.rule_book().watched(&order.ingredients) {
        let mut newest: Option<crate::observations::Observation> = None;
        for code in &row.loinc {
            for value in latest_of(db, order.patient_id, code, 1)? {
                if newest.as_ref().is_none_or(|known| known.effective_at < value.effective_at) {
                    newest = Some(value);
                }
            }
        }
        let oldest = today.plus_days(-i64::from(row.months) * 31);
        let at = newest.as_ref().map(|value| value.effective_at);
        let day = at.map(|at| settings::local_date(zone, at));
        labs.push(RefillLab {
            label: row.label.clone(),
            value: newest.as_ref().and_then(|value| value.value),
            unit: newest.as_ref().and_then(|value| value.unit.clone()),
            interpretation: newest.as_ref().and_then(|value| value.interpretation.clone()),
            at,
            in_date: day.is_some_and(|day| day >= oldest),
        });
    }
    Ok(labs)
}
