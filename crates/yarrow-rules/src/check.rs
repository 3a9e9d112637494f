//! The check of one proposed drug: interactions, allergies, duplicates, dose and patient, and what was not checked.

use crate::book::RuleBook;
use crate::checks::Order;
use crate::facts::{AllergySubject, DrugFact, Facts, Proposed};
use crate::patient::Patient;
use crate::report::{CheckReport, Finding, NotChecked};
use crate::words::{capital, count};
use crate::{allergies, checks, duplicates, interactions};

/// Checks a proposed drug against the patient's medications, allergies, problems, values, age and pregnancy.
///
/// Pure: the same facts give the same report, whatever their order. `micros` is left 0.
pub fn check(book: &RuleBook, facts: &Facts, proposed: &Proposed) -> CheckReport {
    let patient = Patient::new(facts);
    // The directions of the proposed drug are asked by several checks: they are read once.
    let understood =
        DrugFact { sig: proposed.sig.understood(proposed.form.as_deref()).into_owned(), ..proposed.clone() };
    let proposed = &understood;
    let order = Order::new(book, &patient, proposed);
    let others: Vec<&DrugFact> = facts.drugs.iter().filter(|d| !is_same_entry(d, proposed)).collect();
    let mut interacting: Vec<Finding> =
        others.iter().flat_map(|o| interactions::against(book, &patient, proposed, o)).collect();
    let allergic: Vec<Finding> =
        facts.allergies.iter().filter_map(|a| allergies::against(book, &patient, proposed, a)).collect();
    let doubled: Vec<Finding> = others.iter().flat_map(|o| duplicates::against(book, proposed, o)).collect();

    let medications = count(others.len(), "medication", "medications");
    let allergy_count = count(facts.allergies.len(), "allergy", "allergies");
    let mut clear = Vec::new();
    let mapped = others.iter().filter(|o| is_usable(book, o)).count();
    let usable = is_usable(book, proposed);
    if usable && interacting.is_empty() && mapped > 0 && is_covered(book, proposed) {
        clear.push(format!("No known interaction with {}", count(mapped, "medication", "medications")));
    }
    let coded = facts.allergies.iter().filter(|a| !matches!(a.subject, AllergySubject::FreeText(_))).count();
    if usable && allergic.is_empty() {
        if coded > 0 {
            clear.push(format!(
                "No allergy match against {}",
                count(coded, "recorded allergy", "recorded allergies")
            ));
        } else if facts.no_known_allergies {
            clear.push("No known allergies recorded".to_owned());
        }
    }
    if usable && doubled.is_empty() && mapped > 0 {
        clear.push("No duplicate ingredient or class".to_owned());
    }

    let mut not_checked = not_checked(book, facts, proposed, &others);
    let mut of_patient = checks::run(&order);
    interacting.extend(allergic);
    interacting.extend(doubled);
    interacting.append(&mut of_patient.findings);
    clear.append(&mut of_patient.clear);
    clear.dedup();
    of_patient.not_checked.sort_by(|x, y| (&x.check, &x.because).cmp(&(&y.check, &y.because)));
    not_checked.append(&mut of_patient.not_checked);
    for finding in &mut interacting {
        finding.title = capital(&finding.title);
    }
    interacting.sort_by(|x, y| {
        let order = |f: &Finding| (std::cmp::Reverse(f.tier), f.kind != crate::FindingKind::Allergy, f.kind);
        order(x).cmp(&order(y)).then_with(|| x.key.cmp(&y.key)).then_with(|| x.other_id.cmp(&y.other_id))
    });
    CheckReport {
        findings: interacting,
        clear,
        not_checked,
        remembered: Vec::new(),
        adjusted: Vec::new(),
        checked_against: checked_against(facts, &medications, &allergy_count),
        data_date: book.data_date.clone(),
        data_warning: book.data_warning.clone(),
        micros: 0,
    }
}

/// "6 medications, 2 allergies, 4 problems".
fn checked_against(facts: &Facts, medications: &str, allergies: &str) -> String {
    match facts.problems.len() {
        0 => format!("{medications}, {allergies}"),
        n => format!("{medications}, {allergies}, {}", count(n, "problem", "problems")),
    }
}

/// A draft being changed is on the list too; it does not interact with itself.
fn is_same_entry(drug: &DrugFact, proposed: &Proposed) -> bool {
    drug.id.is_some() && drug.id == proposed.id
}

fn is_usable(book: &RuleBook, drug: &DrugFact) -> bool {
    drug.mapped && drug.ingredients.iter().any(|n| book.knows(n))
}

fn is_covered(book: &RuleBook, drug: &DrugFact) -> bool {
    drug.ingredients.iter().all(|n| book.covers(n))
}

fn not_checked(book: &RuleBook, facts: &Facts, proposed: &Proposed, others: &[&DrugFact]) -> Vec<NotChecked> {
    let line = |check: &str, subject: &str, because: &str| NotChecked {
        check: check.to_owned(),
        subject: subject.to_owned(),
        because: because.to_owned(),
    };
    let mut out = Vec::new();
    if !is_usable(book, proposed) {
        for check in ["Interactions", "Allergies", "Duplicates"] {
            out.push(line(check, &proposed.display, "the drug is not linked to the drug knowledge"));
        }
    } else {
        for name in proposed.ingredients.iter().filter(|n| !book.covers(n)) {
            let because = if book.knows(name) {
                "not covered: no interaction knowledge about it"
            } else {
                "the ingredient is not in the drug knowledge"
            };
            out.push(line("Interactions", name, because));
        }
    }
    let mut listed: Vec<NotChecked> = Vec::new();
    for other in others {
        if !is_usable(book, other) {
            listed.push(line("Interactions", &other.display, "it is not linked to the drug knowledge"));
            listed.push(line("Duplicates", &other.display, "it is not linked to the drug knowledge"));
        } else if !other.ingredients.iter().any(|n| book.covers(n)) {
            listed.push(line(
                "Interactions",
                &other.display,
                "not covered: no interaction knowledge about it",
            ));
        }
    }
    for allergy in &facts.allergies {
        let unknown = match &allergy.subject {
            AllergySubject::FreeText(_) => Some("recorded as free text"),
            AllergySubject::Ingredient(key) if !book.knows(key) => {
                Some("the ingredient is not in the drug knowledge")
            }
            AllergySubject::Class(id) if book.class_index(id).is_none() => {
                Some("the class is not in the drug knowledge")
            }
            _ => None,
        };
        if let Some(because) = unknown {
            listed.push(line("Allergies", &allergy.display, because));
        }
    }
    if facts.allergies.is_empty() && !facts.no_known_allergies {
        listed.push(line("Allergies", "Allergy list", "empty, and \"no known allergies\" is not recorded"));
    }
    let uncoded: std::collections::BTreeSet<&str> =
        facts.problems.iter().filter(|p| p.code.is_none()).map(|p| p.display.as_str()).collect();
    if !uncoded.is_empty() {
        let names = uncoded.into_iter().collect::<Vec<_>>().join(", ");
        listed.push(line("Problems", &names, "recorded without an ICD-10-CM code"));
    }
    listed.sort_by(|x, y| (&x.check, &x.subject, &x.because).cmp(&(&y.check, &y.subject, &y.because)));
    listed.dedup();
    out.extend(listed);
    out
}
