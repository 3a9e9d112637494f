//! What became of the findings of a prescription that is signed: kept with the facts they were answered for.

use yarrow_rules::{CheckReport, DrugFact, Facts, Finding, Tier};

use crate::error::Result;
use crate::medications::{Chart, MedicationRequest, drug_fact, facts_for, series_of};
use crate::store::Tx;
use crate::tasks::{self, AddTask};
use crate::terminology::Terminology;
use crate::{safety, settings};

/// A finding with the facts that its answer was given for.
pub(super) struct Answered {
    finding: Finding,
    basis: String,
}

/// The coded reason that promises to keep an eye on something; it asks for a task.
const WILL_MONITOR: &str = "monitor";
/// Within how many days what was promised is to be looked at, unless somebody chooses another day.
const MONITOR_WITHIN_DAYS: i64 = 7;

/// The findings whose answers are kept: what is at least moderate and was not answered before.
pub(super) fn to_keep(report: CheckReport, facts: &Facts, proposed: &DrugFact) -> Vec<Answered> {
    let CheckReport { findings, remembered, .. } = report;
    let known = |finding: &Finding| remembered.iter().any(|known| known.key == finding.key);
    let kept = findings.into_iter().filter(|finding| finding.tier >= Tier::Moderate && !known(finding));
    kept.map(|finding| Answered { basis: safety::fingerprint(&finding, facts, proposed), finding }).collect()
}

/// As [`to_keep`] for a prescription whose facts are no longer at hand.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn gathered_for(
    tx: &Tx<'_>,
    knowledge: &Terminology,
    signed: &MedicationRequest,
    report: CheckReport,
) -> Result<Vec<Answered>> {
    let chart = Chart { knowledge, today: settings::today(tx.db(), tx.now())?, patient: signed.patient_id };
    let facts = facts_for(tx.db(), chart, Some(signed.id), &series_of(tx.db(), signed)?)?;
    Ok(to_keep(report, &facts, &drug_fact(signed, knowledge)))
}

/// Keeps what became of the findings of a signed prescription. "Will monitor" becomes the task it promises.
///
/// # Errors
/// When the database cannot be written.
pub(super) fn keep(tx: &mut Tx<'_>, signed: &MedicationRequest, answers: &[Answered]) -> Result<()> {
    for Answered { finding, basis } in answers {
        let given = signed.overrides.iter().find(|given| given.finding_key == finding.key);
        let answer = given.map(|given| (given.code.clone(), given.reason.clone()));
        safety::record_in(tx, signed.patient_id, signed.id, finding, basis.clone(), answer)?;
        if let Some(given) = given.filter(|given| given.code.as_deref() == Some(WILL_MONITOR)) {
            let today = settings::today(tx.db(), tx.now())?;
            let watch = AddTask {
                patient_id: signed.patient_id,
                description: format!("Monitor {}", finding.title),
                reason: Some(given.reason.clone()),
                medication_id: Some(signed.id),
                due: Some(today.plus_days(MONITOR_WITHIN_DAYS)),
                owner_id: None,
            };
            tasks::add_in(tx, watch)?;
        }
    }
    Ok(())
}
