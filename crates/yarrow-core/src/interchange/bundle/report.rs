//! The answer to the check of a bundle, in the shape that other programs read.

use serde::Serialize;
use yarrow_codecs::fhir::Entry;
use yarrow_kernel::LocalDate;
use yarrow_rules::{Alternative, CheckReport, DrugFact, Finding, FindingKind, NotChecked, Tier};

use super::gather::name_of;

/// What the check of a bundle found, what was clear, and what it could not check.
#[derive(Clone, Debug, Serialize)]
pub struct BundleCheck {
    /// The order that was checked, as it was understood.
    pub proposed: ProposedDrug,
    /// Findings, most serious first.
    pub findings: Vec<BundleFinding>,
    /// What was not checked, with the reason.
    pub not_checked: Vec<NotChecked>,
    /// Sentences for the checks that found nothing.
    pub clear: Vec<String>,
    /// "6 medications, 2 allergies".
    pub checked_against: String,
    /// The day from which ages and the age of values count.
    pub today: LocalDate,
    /// Date of the knowledge, `YYYY-MM-DD`.
    pub data_date: String,
    /// A sentence when the knowledge is old or incomplete.
    pub data_warning: Option<String>,
}

/// The proposed order as it was understood.
#[derive(Clone, Debug, Serialize)]
pub struct ProposedDrug {
    /// "MedicationRequest/7", or its place in the bundle.
    pub reference: String,
    /// The drug.
    pub display: String,
    /// Ingredient keys; empty when the drug is not known.
    pub ingredients: Vec<String>,
    /// "40 mg", where it is known.
    pub strength: Option<String>,
    /// The directions that were checked.
    pub directions: String,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct BundleFinding {
    /// Which check found it.
    pub kind: FindingKind,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// One line.
    pub title: String,
    /// What happens and what to do, in sentences.
    pub detail: String,
    /// Label sections, guidelines, papers.
    pub sources: Vec<String>,
    /// What of the bundle it rests on, with dates.
    pub facts: Vec<String>,
    /// Rule id.
    pub rule: String,
    /// Date the rule was last reviewed, `YYYY-MM-DD`.
    pub source_date: String,
    /// How sure this is.
    pub evidence: Option<String>,
    /// What to do instead; each was checked before it is named.
    pub alternatives: Vec<Alternative>,
    /// What would take the finding away or change its tier.
    pub would_change: Vec<String>,
    /// "MedicationStatement/7": the resource on the other side, where there is one.
    pub other: Option<String>,
    /// True when only the wide net, not an authored rule, knows this pair.
    pub wide_net: bool,
}

pub(super) fn report(
    found: CheckReport,
    proposed: &DrugFact,
    entry: &Entry<'_>,
    today: LocalDate,
) -> BundleCheck {
    BundleCheck {
        proposed: ProposedDrug {
            reference: name_of(entry),
            display: proposed.display.clone(),
            ingredients: proposed.ingredients.clone(),
            strength: proposed.strength.clone(),
            directions: proposed.directions.clone(),
        },
        findings: found.findings.into_iter().map(finding).collect(),
        not_checked: found.not_checked,
        clear: found.clear,
        checked_against: found.checked_against,
        today,
        data_date: found.data_date,
        data_warning: found.data_warning,
    }
}

fn finding(it: Finding) -> BundleFinding {
    let sentences = [it.mechanism, it.management];
    BundleFinding {
        kind: it.kind,
        tier: it.tier,
        title: it.title,
        detail: sentences
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        sources: vec![it.source],
        facts: it.facts,
        rule: it.rule,
        source_date: it.source_date,
        evidence: it.evidence,
        alternatives: it.alternatives,
        would_change: it.would_change,
        other: it.other_id,
        wide_net: it.wide_net,
    }
}
