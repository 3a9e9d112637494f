//! The report on the alerts themselves: how often each rule was shown, changed a decision, or was gone past.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{PractitionerId, Timestamp};
use yarrow_rules::Tier;

use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};

/// Which time.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AlertReportRequest {
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not with, this moment.
    pub to: Timestamp,
    /// One prescriber only.
    pub practitioner_id: Option<PractitionerId>,
}

/// One rule and prescriber.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct AlertRow {
    /// The rule.
    pub rule: String,
    /// What it is about; nothing when the knowledge no longer has it.
    pub title: Option<String>,
    /// The tier it was shown with.
    pub tier: Tier,
    /// Who prescribed.
    pub practitioner_id: PractitionerId,
    /// In words.
    pub practitioner: String,
    /// Times it was on the screen when somebody decided: the sum of the other columns and of those that asked nothing.
    #[ts(type = "number")]
    pub shown: i64,
    /// Times something else was chosen.
    #[ts(type = "number")]
    pub changed: i64,
    /// Times it was gone past.
    #[ts(type = "number")]
    pub overridden: i64,
}

/// The report: no patient is named in it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct AlertReport {
    /// Rows, most often shown first.
    pub rows: Vec<AlertRow>,
    /// Prescriptions signed in that time, for "interruptions per hundred".
    #[ts(type = "number")]
    pub prescriptions: i64,
    /// Findings that interrupted (High or more).
    #[ts(type = "number")]
    pub interruptions: i64,
}

const READ: Operation = Operation::new("alert_report", Permission::SafetyReport);

/// Counts what became of the findings in a time.
///
/// # Errors
/// When the time ends before it begins, or the role may not see it.
pub fn alert_report(session: &Session, request: AlertReportRequest) -> Result<AlertReport> {
    if request.to < request.from {
        return Err(Error::invalid("to", "The report ends before it begins; check the two dates."));
    }
    let knowledge = std::sync::Arc::clone(session.knowledge());
    session.read(&READ, move |db| {
        let names = crate::people::names(db)?;
        let mut statement = db.prepare_cached(
            "SELECT rule, tier, practitioner_id, count(*), sum(outcome = 'changed'), sum(outcome = 'overridden')
             FROM finding_outcome WHERE recorded_at >= ?1 AND recorded_at < ?2 AND (?3 IS NULL OR practitioner_id = ?3)
             GROUP BY rule, tier, practitioner_id ORDER BY count(*) DESC, rule, tier, practitioner_id",
        )?;
        let who = request.practitioner_id.map(|id| *id.as_bytes());
        let mut found = statement.query((request.from.0, request.to.0, who))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let rule: String = row.get(0)?;
            let Some(tier) = Tier::from_code(&row.get::<_, String>(1)?) else { continue };
            let practitioner_id = PractitionerId(yarrow_kernel::Uuid::from_bytes(row.get(2)?));
            rows.push(AlertRow {
                title: knowledge.rule_book().rule_title(&rule).map(str::to_owned),
                rule,
                tier,
                practitioner_id,
                practitioner: names.get(&practitioner_id).cloned().unwrap_or_default(),
                shown: row.get(3)?,
                changed: row.get(4)?,
                overridden: row.get(5)?,
            });
        }
        let prescriptions = db
            .prepare_cached(
                "SELECT count(*) FROM medication_request WHERE signed_at >= ?1 AND signed_at < ?2 AND reported = 0
                 AND (?3 IS NULL OR requester_id = ?3)",
            )?
            .query_row((request.from.0, request.to.0, who), |row| row.get(0))?;
        let interruptions = rows.iter().filter(|row| row.tier >= Tier::High).map(|row| row.shown).sum();
        Ok(AlertReport { rows, prescriptions, interruptions })
    })
}
