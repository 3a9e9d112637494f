//! Answers that are remembered: a reason given for this patient and finding folds the card until a drug, a dose or a
//! laboratory value changes.

use std::collections::HashMap;

use yarrow_kernel::PatientId;
use yarrow_rules::{CheckReport, DrugFact, Facts, Finding, Proposed, Remembered, Tier};

use super::FindingOutcome;
use crate::error::Result;
use crate::store::{Db, query};

/// What an answer was given for: the tier, the two drugs with their directions, and whatever else the finding rests on. The
/// days on which prescriptions began are left out, so that a refill in the same dose does not ask again, and so is the age
/// where it stays within its band.
pub fn fingerprint(finding: &Finding, facts: &Facts, proposed: &Proposed) -> String {
    let as_taken = |drug: &DrugFact| format!("{} {}", drug.display, drug.directions);
    let other = facts.drugs.iter().find(|drug| drug.id.is_some() && drug.id == finding.other_id);
    let mut basis = finding.rests_on();
    basis.retain(|text| !facts.drugs.iter().any(|drug| text.contains(&drug.display)));
    basis.push(as_taken(proposed));
    basis.extend(other.map(as_taken));
    basis.sort_unstable();
    format!("{}|{}", finding.tier.code(), basis.join("|"))
}

/// Marks the findings that were answered before for this patient, for the same drugs, doses and values.
///
/// # Errors
/// When the database cannot be read.
pub fn apply_answers(
    db: &Db,
    patient: PatientId,
    facts: &Facts,
    proposed: &Proposed,
    report: &mut CheckReport,
) -> Result<()> {
    if report.findings.iter().all(|finding| finding.tier < Tier::High) {
        return Ok(());
    }
    let outcomes: Vec<FindingOutcome> = query(
        db,
        "WHERE patient_id = ?1 AND outcome = 'overridden' ORDER BY recorded_at, id",
        [patient.as_bytes()],
    )?;
    // The newest answer to a finding is the one that holds.
    let newest: HashMap<&str, &FindingOutcome> =
        outcomes.iter().map(|one| (one.finding_key.as_str(), one)).collect();
    if newest.is_empty() {
        return Ok(());
    }
    let names = crate::people::names(db)?;
    for finding in report.findings.iter().filter(|finding| finding.tier >= Tier::High) {
        let Some(answer) = newest.get(finding.key.as_str()) else { continue };
        if answer.basis == fingerprint(finding, facts, proposed) {
            report.remembered.push(Remembered {
                key: finding.key.clone(),
                code: answer.code.clone(),
                reason: answer.reason.clone().unwrap_or_default(),
                by: names.get(&answer.practitioner_id).cloned().unwrap_or_default(),
                on: crate::settings::today(db, answer.recorded_at)?.to_string(),
            });
        }
    }
    Ok(())
}
