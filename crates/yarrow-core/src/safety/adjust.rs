//! The medication-safety lead sets the tier of a rule for this practice; every card of the rule says so.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{RuleAdjustmentId, TextRule, Timestamp, clean_line};
use yarrow_rules::{Adjusted, CheckReport, Tier};

use super::RuleAdjustment;
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Db, Written, query};

/// A tier to set.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AdjustRule {
    /// The rule's id, as every card names it.
    pub rule: String,
    /// The tier its card showed.
    pub tier_before: Tier,
    /// The tier from now on.
    pub tier: Tier,
    /// Why.
    pub reason: String,
}

/// An adjustment to take back.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct WithdrawAdjustment {
    /// Which.
    pub id: RuleAdjustmentId,
}

/// An adjustment in force, as the screen shows it.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct AdjustmentView {
    /// Which.
    pub id: RuleAdjustmentId,
    /// The rule.
    pub rule: String,
    /// What the rule is about; nothing when the knowledge no longer has it.
    pub title: Option<String>,
    /// The knowledge's tier.
    pub tier_before: Tier,
    /// The practice's tier.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// When.
    pub adjusted_at: Timestamp,
    /// By whom.
    pub adjusted_by: String,
}

const ADJUST: Operation = Operation::fresh("adjust_rule", Permission::SafetyAdjust);
const WITHDRAW: Operation = Operation::fresh("withdraw_adjustment", Permission::SafetyAdjust);
const LIST: Operation = Operation::new("rule_adjustments", Permission::SafetyReport);

/// The tier a rule may be set to at the least: a contraindication stays something to acknowledge, so that it can never be
/// switched off silently.
fn floor(tier: Tier) -> Tier {
    if tier == Tier::Contraindicated { Tier::High } else { Tier::Low }
}

/// Sets the tier of a rule for this practice.
///
/// # Errors
/// When the rule is unknown, the reason is missing, or a contraindication would be lowered below high.
pub fn adjust(session: &Session, request: AdjustRule) -> Result<Written<RuleAdjustment>> {
    let reason = clean_line("reason", &request.reason, TextRule { max: 500, required: true })?;
    if session.knowledge().rule_book().rule_title(&request.rule).is_none() {
        return Err(Error::invalid("rule", "There is no rule of this name; open it from one of its cards."));
    }
    let own = request.tier_before;
    if request.tier < floor(own) {
        return Err(Error::invalid(
            "tier",
            "A contraindication can be lowered to high at the least. Nothing was changed.",
        ));
    }
    if request.tier == own {
        return Err(Error::invalid("tier", "This is the tier the rule has. Nothing was changed."));
    }
    session.write(&ADJUST, move |tx| {
        for stored in active(tx.db())?.into_iter().filter(|stored| stored.rule == request.rule) {
            tx.save(&RuleAdjustment { active: false, ..stored })?;
        }
        let adjustment = RuleAdjustment {
            id: tx.new_id(),
            rule: request.rule,
            tier_before: own.code().to_owned(),
            tier: request.tier.code().to_owned(),
            reason: reason.clone(),
            active: true,
            adjusted_at: tx.now(),
            adjusted_by: tx.user()?,
        };
        tx.insert(&adjustment)?;
        tx.audit(AuditNote::new("adjust", "safety rule").reason(&reason));
        Ok(adjustment)
    })
}

/// Takes an adjustment back: the knowledge's tier holds again.
///
/// # Errors
/// When it is no longer in force.
pub fn withdraw(session: &Session, request: WithdrawAdjustment) -> Result<Written<RuleAdjustment>> {
    session.write(&WITHDRAW, move |tx| {
        let stored: RuleAdjustment = tx.require(request.id, "This adjustment")?;
        if !stored.active {
            return Err(Error::Refused(
                "This adjustment is no longer in force. Nothing was changed.".to_owned(),
            ));
        }
        let withdrawn = RuleAdjustment { active: false, ..stored };
        tx.save(&withdrawn)?;
        Ok(withdrawn)
    })
}

/// The adjustments in force.
///
/// # Errors
/// When the role may not see them.
pub fn adjustments(session: &Session) -> Result<Vec<AdjustmentView>> {
    let knowledge = std::sync::Arc::clone(session.knowledge());
    session.read(&LIST, move |db| {
        let names = crate::people::names(db)?;
        let view = |one: RuleAdjustment| {
            Some(AdjustmentView {
                id: one.id,
                title: knowledge.rule_book().rule_title(&one.rule).map(str::to_owned),
                tier_before: Tier::from_code(&one.tier_before)?,
                tier: Tier::from_code(&one.tier)?,
                rule: one.rule,
                reason: one.reason,
                adjusted_at: one.adjusted_at,
                adjusted_by: names.get(&one.adjusted_by).cloned().unwrap_or_default(),
            })
        };
        Ok(active(db)?.into_iter().filter_map(view).collect())
    })
}

fn active(db: &Db) -> Result<Vec<RuleAdjustment>> {
    query(db, "WHERE active = 1 ORDER BY adjusted_at DESC", [])
}

/// Gives the findings of adjusted rules the practice's tier; each says which tier it had and why it changed.
///
/// # Errors
/// When the database cannot be read.
pub fn apply_adjustments(db: &Db, report: &mut CheckReport) -> Result<()> {
    if report.findings.is_empty() {
        return Ok(());
    }
    for adjustment in active(db)? {
        let Some(tier) = Tier::from_code(&adjustment.tier) else { continue };
        for finding in report.findings.iter_mut().filter(|finding| finding.rule == adjustment.rule) {
            // A modifier may have raised this one case to a contraindication; it too stays visible.
            let tier = tier.max(floor(finding.tier));
            if tier != finding.tier {
                report.adjusted.push(Adjusted {
                    key: finding.key.clone(),
                    from: finding.tier,
                    reason: adjustment.reason.clone(),
                });
                finding.tier = tier;
            }
        }
    }
    report.findings.sort_by_key(|finding| std::cmp::Reverse(finding.tier));
    Ok(())
}
