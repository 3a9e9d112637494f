//! The same ingredient, or the same therapeutic class, twice.

use crate::book::RuleBook;
use crate::facts::{DrugFact, Proposed};
use crate::interactions::ingredients;
use crate::report::{Finding, FindingKind, Tier};
use crate::words::{capital, drug_fact, finding_key, inside};

/// Class of ingredients customarily given as two products at once (two tablet strengths of
/// levothyroxine, basal and mealtime insulin from one maker): a duplicate there is Moderate.
pub const TWO_PRODUCTS_CUSTOMARY: &str = "two-products-customary";

/// Duplicates of the proposed drug in one other drug: by ingredient first, else by class.
pub(crate) fn against(book: &RuleBook, proposed: &Proposed, other: &DrugFact) -> Vec<Finding> {
    let (ours, theirs) = (ingredients(book, proposed), ingredients(book, other));
    let both_systemic = proposed.systemic && other.systemic;
    let customary = book.class_index(TWO_PRODUCTS_CUSTOMARY);
    let mut out = Vec::new();
    for p in ours.iter().filter(|p| theirs.contains(p)) {
        let name = book.name(*p);
        let usual = customary.is_some_and(|c| book.members[c].contains(p));
        let (tier, management) = if !both_systemic {
            (Tier::Low, "One of the two acts locally; check that both are meant.")
        } else if usual {
            (Tier::Moderate, "Two products of this drug are sometimes meant; check the total daily dose.")
        } else {
            (
                Tier::High,
                "Stop one of the two, or confirm that both are meant and check the total daily dose.",
            )
        };
        out.push(Finding {
            kind: FindingKind::Duplicate,
            tier,
            key: finding_key("duplicate-ingredient", name, name),
            title: format!("{} is already on the list", capital(name)),
            mechanism: format!("Both products contain {name}, so the doses add up."),
            management: management.to_owned(),
            evidence: None,
            source: "Same ingredient in both products".to_owned(),
            source_date: book.data_date.clone(),
            rule: "duplicate-ingredient".to_owned(),
            facts: vec![drug_fact(other)],
            would_change: vec![format!("{} stopped", other.display)],
            other_id: other.id.clone(),
            alternatives: Vec::new(),
            wide_net: false,
        });
    }
    if !both_systemic {
        return out;
    }
    let mut seen = Vec::new();
    for p in &ours {
        for o in theirs.iter().filter(|o| *o != p) {
            for class in book.classes_of(*p) {
                let Some(tier) = book.classes[*class].duplicate else { continue };
                if seen.contains(class) || !book.members[*class].contains(o) {
                    continue;
                }
                // An authored rule about the two says more than "same class".
                if book.rules_of(*p, *o).next().is_some_and(|r| r.tier >= tier) {
                    continue;
                }
                // The same two-drug product twice is already said ingredient by ingredient.
                if theirs.contains(p) && ours.contains(o) {
                    continue;
                }
                seen.push(*class);
                let c = &book.classes[*class];
                out.push(Finding {
                    kind: FindingKind::Duplicate,
                    tier,
                    key: finding_key(&format!("duplicate-class-{}", c.id), book.name(*p), book.name(*o)),
                    title: format!(
                        "{} and {}: both {}",
                        capital(book.name(*p)),
                        book.name(*o),
                        inside(&c.name)
                    ),
                    mechanism: "Two drugs of one class add harm more than benefit.".to_owned(),
                    management: "Stop one of the two unless the combination is meant.".to_owned(),
                    evidence: None,
                    source: c.members.first().map_or_else(String::new, |m| m.source.clone()),
                    source_date: book.data_date.clone(),
                    rule: format!("duplicate-class-{}", c.id),
                    facts: vec![drug_fact(other)],
                    would_change: vec![format!("{} stopped", other.display)],
                    other_id: other.id.clone(),
                    alternatives: Vec::new(),
                    wide_net: false,
                });
            }
        }
    }
    out
}
