//! What must hold before doses, conditions, loads and modifiers may be used.

use super::context::{Context, ObservationTerm};
use super::dose::DoseRow;
use super::load::LoadTable;
use super::{ConditionRow, Modifier, Placed, validate_dose};
use crate::knowledge::{Rule, RuleBookData};
use crate::validate::{Check, is_date};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The codes that exist, for [`unknown_codes`].
#[derive(Debug, Clone, Default)]
pub struct Codes {
    /// ICD-10-CM codes without their dots.
    pub icd10: BTreeSet<String>,
    /// LOINC codes.
    pub loinc: HashSet<String>,
}

/// An ICD-10-CM code as it is compared: without dot and in capitals.
pub(crate) fn plain_icd10(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase()
}

/// Every ICD-10-CM prefix or LOINC code named in the knowledge that does not exist, as sentences.
pub fn unknown_codes(data: &RuleBookData, codes: &Codes) -> Vec<String> {
    let mut faults = Vec::new();
    let mut context = |place: &str, what: &str, id: &str, when: &Context| {
        for prefix in when.problems.iter().chain(&when.not_problems) {
            let plain = plain_icd10(prefix);
            let exists =
                codes.icd10.range(plain.clone()..).next().is_some_and(|code| code.starts_with(&plain));
            if plain.is_empty() || !exists {
                faults.push(format!("{place}: {what} {id}: there is no ICD-10-CM code \"{prefix}\""));
            }
        }
        for code in when.observation.iter().flat_map(|o| &o.loinc) {
            if !codes.loinc.contains(code) {
                faults.push(format!("{place}: {what} {id}: there is no LOINC code \"{code}\" on our lists"));
            }
        }
    };
    for row in &data.conditions {
        context(&row.place, "condition", &row.id, &row.when);
    }
    for table in &data.loads {
        for risk in &table.risks {
            context(&table.place, "load", &table.head.id, &risk.when);
        }
    }
    for rule in &data.rules {
        for modifier in &rule.modifiers {
            context(&rule.file, "rule", &rule.id, &modifier.when);
        }
    }
    faults
}

/// Adds the faults of doses, conditions, loads and modifiers.
pub(crate) fn validate_tables<'a>(check: &mut Check<'a>, data: &'a RuleBookData) {
    doses(check, &data.doses);
    conditions(check, &data.conditions);
    loads(check, &data.loads);
    for rule in &data.rules {
        modifiers(check, rule);
    }
}

fn doses<'a>(check: &mut Check<'a>, rows: &'a [Placed<DoseRow>]) {
    let mut ids = HashSet::new();
    let mut by_drug: HashMap<(BTreeSet<&str>, super::DoseRoute), Vec<&Placed<DoseRow>>> = HashMap::new();
    for row in rows {
        let (place, id) = (row.place.as_str(), row.id.as_str());
        if !ids.insert(id) {
            check.fault(place, "dose", id, "is defined twice");
        }
        check.texts(place, "dose", id, &[("source", &row.source), ("author", &row.author)]);
        if !is_date(&row.date) {
            check.fault(place, "dose", id, "needs a date as YYYY-MM-DD");
        }
        if row.ingredients.is_empty() {
            check.fault(place, "dose", id, "names no ingredient");
        }
        for name in row.ingredients.iter().chain(&row.counted) {
            check.ingredient(place, "dose", id, name);
        }
        for fault in validate_dose::faults(row) {
            check.fault(place, "dose", id, &fault);
        }
        let names: BTreeSet<&str> = row.ingredients.iter().map(String::as_str).collect();
        by_drug.entry((names, row.route)).or_default().push(row);
    }
    for rows in by_drug.values() {
        for (i, a) in rows.iter().enumerate() {
            for b in &rows[i + 1..] {
                if speak_of_one_product(a, b) {
                    let text = format!("speaks of the same drug, route and form as {} ({})", a.id, a.place);
                    check.fault(&b.place, "dose", &b.id, &text);
                }
            }
        }
    }
}

/// Whether some product could be meant by both rows at once; a row with forms comes before one without.
fn speak_of_one_product(a: &DoseRow, b: &DoseRow) -> bool {
    match (a.forms.is_empty(), b.forms.is_empty()) {
        (true, true) => true,
        (false, false) => a
            .forms
            .iter()
            .any(|f| b.forms.contains(f) && !a.except_forms.contains(f) && !b.except_forms.contains(f)),
        _ => false,
    }
}

fn conditions<'a>(check: &mut Check<'a>, rows: &'a [Placed<ConditionRow>]) {
    let mut ids = HashSet::new();
    type Sides<'a> = (Vec<&'a String>, Vec<&'a String>, Vec<&'a String>);
    type Same<'a> = (Sides<'a>, &'a Context, Option<&'a super::AmountPerDay>, bool);
    let mut same: HashMap<Same<'a>, &str> = HashMap::new();
    for row in rows {
        let (place, id) = (row.place.as_str(), row.id.as_str());
        if !ids.insert(id) {
            check.fault(place, "condition", id, "is defined twice");
        }
        let texts = [
            ("title", row.title.as_str()),
            ("mechanism", &row.mechanism),
            ("management", &row.management),
            ("source", &row.source),
            ("author", &row.author),
        ];
        check.texts(place, "condition", id, &texts);
        if !is_date(&row.date) {
            check.fault(place, "condition", id, "needs a date as YYYY-MM-DD");
        }
        check.side(place, "condition", id, &row.drug, false);
        for alternative in &row.alternatives {
            check.ingredient(place, "condition", id, &alternative.ingredient);
        }
        if row.when.is_empty() {
            check.fault(place, "condition", id, "asks nothing about the patient");
        }
        if row.above_daily.as_ref().is_some_and(|a| a.amount <= Decimal::ZERO) {
            check.fault(place, "condition", id, "above_daily must be more than 0");
        }
        context(check, place, "condition", id, &row.when);
        let sorted = |names: &'a [String]| {
            let mut names: Vec<&String> = names.iter().collect();
            names.sort();
            names
        };
        let side = (sorted(&row.drug.ingredients), sorted(&row.drug.classes), sorted(&row.drug.except));
        if let Some(other) = same.insert((side, &row.when, row.above_daily.as_ref(), row.local), id) {
            check.fault(place, "condition", id, &format!("says the same of the same drugs as {other}"));
        }
    }
}

fn context(check: &mut Check<'_>, place: &str, what: &str, id: &str, when: &Context) {
    if let (Some(from), Some(below)) = (when.age_from_years, when.age_below_years)
        && from >= below
    {
        check.fault(place, what, id, "age_from_years must be less than age_below_years");
    }
    if let Some(fault) = when.observation.as_ref().and_then(fault_of_observation) {
        check.fault(place, what, id, fault);
    }
}

fn fault_of_observation(term: &ObservationTerm) -> Option<&'static str> {
    if term.loinc.is_empty() {
        return Some("the observation names no LOINC code");
    }
    match (term.above, term.below) {
        (None, None) | (Some(_), Some(_)) => Some("the observation needs either `above` or `below`"),
        _ => None,
    }
}

fn loads<'a>(check: &mut Check<'a>, tables: &'a [Placed<LoadTable>]) {
    let mut ids = HashSet::new();
    for table in tables {
        let (place, id) = (table.place.as_str(), table.head.id.as_str());
        if !ids.insert(id) {
            check.fault(place, "load", id, "is defined twice");
        }
        let texts = [
            ("name", table.head.name.as_str()),
            ("mechanism", &table.head.mechanism),
            ("management", &table.head.management),
            ("source", &table.head.source),
            ("author", &table.author),
        ];
        check.texts(place, "load", id, &texts);
        if !is_date(&table.date) {
            check.fault(place, "load", id, "needs a date as YYYY-MM-DD");
        }
        let rising =
            table.head.thresholds.windows(2).all(|w| w[0].points < w[1].points && w[0].tier < w[1].tier);
        if table.head.thresholds.is_empty() || !rising || table.head.thresholds[0].points == 0 {
            check.fault(place, "load", id, "needs thresholds that rise in points and tier");
        }
        if table.members.is_empty() {
            check.fault(place, "load", id, "has no member");
        }
        members(check, table);
        for risk in &table.risks {
            let name = format!("{id}, risk {}", risk.title);
            if risk.title.trim().is_empty() || risk.points == 0 {
                check.fault(place, "load", id, "has a risk without a title or without points");
            }
            if risk.when.is_empty() && risk.drug.is_none() {
                check.fault(place, "load", &name, "asks nothing about the patient");
            }
            if let Some(side) = &risk.drug {
                check.side(place, "load", &name, side, false);
            }
            context(check, place, "load", &name, &risk.when);
        }
    }
}

fn members<'a>(check: &mut Check<'a>, table: &'a Placed<LoadTable>) {
    let (place, id) = (table.place.as_str(), table.head.id.as_str());
    let mut points: BTreeMap<&str, u32> = BTreeMap::new();
    for member in &table.members {
        if member.points == 0 || member.source.trim().is_empty() {
            check.fault(place, "load", id, "has members without points or without a source");
        }
        if member.ingredients.is_empty() && member.classes.is_empty() {
            check.fault(place, "load", id, "has members without names");
        }
        for class in &member.classes {
            check.class(place, "load", id, class);
        }
        for name in &member.ingredients {
            check.ingredient(place, "load", id, name);
            if points.insert(name, member.points).is_some() {
                check.fault(place, "load", id, &format!("lists \"{name}\" twice"));
            }
        }
    }
}

fn modifiers<'a>(check: &mut Check<'a>, rule: &'a Rule) {
    let (place, id) = (rule.file.as_str(), rule.id.as_str());
    for (i, modifier) in rule.modifiers.iter().enumerate() {
        if modifier.because.trim().is_empty() || modifier.source.trim().is_empty() {
            check.fault(place, "rule", id, "has a modifier without `because` or without a source");
        }
        if modifier.is_unconditional() {
            check.fault(place, "rule", id, "has a modifier that asks nothing");
        }
        if modifier.tier == rule.tier {
            check.fault(place, "rule", id, "has a modifier that leaves the tier as it is");
        }
        context(check, place, "rule", id, &modifier.when);
        let same_terms = |other: &Modifier| {
            Modifier { tier: modifier.tier, because: String::new(), source: String::new(), ..other.clone() }
                == Modifier { because: String::new(), source: String::new(), ..modifier.clone() }
        };
        if rule.modifiers[i + 1..].iter().any(same_terms) {
            check.fault(place, "rule", id, "has two modifiers with the same terms");
        }
    }
}
