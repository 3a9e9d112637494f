//! The proposed drug as the tables see it: its ingredients, routes, words, and the dose rows that speak about it.

use crate::amount::{Measure, Taken};
use crate::book::{Ing, RuleBook};
use crate::facts::{Directions, DrugFact, routes_of};
use crate::interactions::ingredients;
use crate::patient::Patient;
use crate::sig::Route;
use crate::tables::{DoseRoute, DoseRow, DoseUnit, Placed};
use std::collections::BTreeSet;

/// One drug to be checked.
pub(crate) struct Order<'a> {
    pub book: &'a RuleBook,
    pub patient: &'a Patient<'a>,
    pub drug: &'a DrugFact,
    /// Ingredients in ascending order.
    pub ings: Vec<Ing>,
    /// Routes it may be given by; those of the directions when they name one.
    pub routes: Vec<DoseRoute>,
    /// Display, form and strength in small letters, between spaces.
    words: String,
    /// Rows that speak about its dose.
    pub rows: Vec<RowOf<'a>>,
    /// Why there is none, where that is to be said.
    pub why_none: Option<String>,
}

/// A dose row that speaks about the drug.
pub(crate) struct RowOf<'a> {
    pub row: &'a Placed<DoseRow>,
    /// True when it is about exactly this drug, false when it is about one part of a combination.
    pub own: bool,
}

impl<'a> Order<'a> {
    pub fn new(book: &'a RuleBook, patient: &'a Patient<'a>, drug: &'a DrugFact) -> Order<'a> {
        let ings = ingredients(book, drug);
        let words = format!(
            " {} {} {} ",
            drug.display.to_lowercase(),
            drug.form.as_deref().unwrap_or_default().to_lowercase(),
            drug.strength.as_deref().unwrap_or_default().to_lowercase()
        );
        let mut order = Order {
            book,
            patient,
            drug,
            ings,
            routes: routes(drug),
            words,
            rows: Vec::new(),
            why_none: None,
        };
        order.choose_rows();
        order
    }

    /// The place of an ingredient among those of the product, for its part of the strength.
    fn place(&self, name: &str) -> Option<usize> {
        self.drug.ingredients.iter().position(|n| self.book.canonical(n) == name)
    }

    /// How much of one ingredient the directions give, in a unit.
    ///
    /// # Errors
    /// Why it cannot be said.
    pub fn taken(&self, ingredient: &str, unit: DoseUnit) -> Result<Taken, String> {
        taken_of(self.book, self.drug, ingredient, unit)
    }

    pub fn measure(&self, ingredient: &str, unit: DoseUnit) -> Measure {
        Measure::of(self.drug, self.place(self.book.canonical(ingredient)), unit)
    }

    /// "lisinopril", "amoxicillin / clavulanate".
    pub fn name(&self) -> String {
        let names: BTreeSet<&str> = self.ings.iter().map(|i| self.book.name(*i)).collect();
        names.into_iter().collect::<Vec<_>>().join(" / ")
    }

    fn choose_rows(&mut self) {
        if self.ings.is_empty() {
            return;
        }
        let own = self.fitting(&self.ings);
        if !own.is_empty() {
            self.rows = own.into_iter().map(|row| RowOf { row, own: true }).collect();
        } else if self.ings.len() > 1 {
            let parts: Vec<_> = self.ings.iter().flat_map(|ing| self.fitting(&[*ing])).collect();
            self.rows = parts.into_iter().map(|row| RowOf { row, own: false }).collect();
        }
        // Two routes of one injection: neither may be chosen for the prescriber.
        let routes: BTreeSet<DoseRoute> = self.rows.iter().map(|r| r.row.route).collect();
        if routes.len() > 1 {
            self.rows.clear();
            self.why_none = Some("the route is not given".to_owned());
        } else if self.rows.is_empty() {
            self.why_none = Some(self.not_covered());
        }
    }

    fn not_covered(&self) -> String {
        let by_another_route = self.book.dose_rows(&self.ings).next().is_some() && !self.routes.is_empty();
        let name = self.name();
        if by_another_route {
            format!("not covered: no dose of {name} in this form or by this route")
        } else {
            format!("not covered: no dose of {name} in the knowledge")
        }
    }

    /// Rows of these ingredients by a possible route and for this form; those that name a form before those that do not.
    fn fitting(&self, ings: &[Ing]) -> Vec<&'a Placed<DoseRow>> {
        let rows: Vec<&Placed<DoseRow>> = self
            .book
            .dose_rows(ings)
            .filter(|row| self.routes.is_empty() || self.routes.contains(&row.route))
            .filter(|row| !row.except_forms.iter().any(|word| has_word(&self.words, word)))
            .collect();
        let named: Vec<&Placed<DoseRow>> = rows
            .iter()
            .filter(|row| row.forms.iter().any(|word| has_word(&self.words, word)))
            .copied()
            .collect();
        if named.is_empty() { rows.into_iter().filter(|row| row.forms.is_empty()).collect() } else { named }
    }

    /// Rows about the drug or its parts whatever route and form, for what does not depend on them.
    pub fn rows_by_any_route(&self) -> Vec<&'a Placed<DoseRow>> {
        let own: Vec<&Placed<DoseRow>> = self.book.dose_rows(&self.ings).collect();
        if !own.is_empty() || self.ings.len() == 1 {
            return own;
        }
        self.ings.iter().flat_map(|ing| self.book.dose_rows(std::slice::from_ref(ing))).collect()
    }

    /// Rows about single parts of a combination that has a row of its own.
    pub fn rows_of_parts(&self) -> Vec<&'a Placed<DoseRow>> {
        if self.ings.len() < 2 {
            return Vec::new();
        }
        self.ings.iter().flat_map(|ing| self.fitting(&[*ing])).collect()
    }
}

/// How much of one ingredient a drug of the list gives, in a unit.
pub(crate) fn taken_of(
    book: &RuleBook,
    drug: &DrugFact,
    ingredient: &str,
    unit: DoseUnit,
) -> Result<Taken, String> {
    let name = book.canonical(ingredient);
    let place = drug.ingredients.iter().position(|n| book.canonical(n) == name);
    Measure::of(drug, place, unit).taken(drug)
}

/// The routes of a drug: what the directions say, else what the product allows.
pub(crate) fn routes(drug: &DrugFact) -> Vec<DoseRoute> {
    let product = routes_of(drug.route.as_deref(), drug.form.as_deref());
    let directions = drug.sig.understood(drug.form.as_deref());
    let Directions::Read(dosages) = directions.as_ref() else { return product };
    let mut said: Vec<DoseRoute> = dosages.iter().filter_map(|d| d.route).map(route).collect();
    said.sort_unstable();
    said.dedup();
    // "Apply to the back" of a patch reads as topical; the product knows better.
    let agree: Vec<DoseRoute> = said.iter().filter(|r| product.contains(r)).copied().collect();
    match (said.is_empty(), agree.is_empty(), product.is_empty()) {
        (true, ..) => product,
        (false, false, _) => agree,
        (false, true, true) => said,
        (false, true, false) if said == [DoseRoute::Topical] => product,
        (false, true, false) => said,
    }
}

fn route(route: Route) -> DoseRoute {
    match route {
        Route::Oral | Route::GastricTube => DoseRoute::Oral,
        Route::Sublingual => DoseRoute::Sublingual,
        Route::Buccal => DoseRoute::Buccal,
        Route::Inhaled | Route::Nebulized => DoseRoute::Inhaled,
        Route::Nasal => DoseRoute::Nasal,
        Route::Ophthalmic => DoseRoute::Ophthalmic,
        Route::Otic => DoseRoute::Otic,
        Route::Topical => DoseRoute::Topical,
        Route::Transdermal => DoseRoute::Transdermal,
        Route::Rectal => DoseRoute::Rectal,
        Route::Vaginal => DoseRoute::Vaginal,
        Route::Subcutaneous | Route::Intradermal => DoseRoute::Subcutaneous,
        Route::Intramuscular => DoseRoute::Intramuscular,
        Route::Intravenous => DoseRoute::Intravenous,
    }
}

/// Whether the words of a product have a form word; "35 mg" is not in "135 mg".
fn has_word(words: &str, word: &str) -> bool {
    words.match_indices(word).any(|(at, _)| {
        let before = words[..at].chars().next_back().unwrap_or(' ');
        let cuts_a_number = word.starts_with(|c: char| c.is_ascii_digit())
            && (before.is_ascii_digit() || before == '.' || before == ',');
        !cuts_a_number
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strength_word_does_not_match_inside_a_larger_number() {
        assert!(has_word(" bupropion xl 150 mg tablet ", "150 mg"));
        assert!(!has_word(" something 1150 mg ", "150 mg"));
        assert!(!has_word(" something 0.35 mg ", "35 mg"));
        assert!(has_word(" metformin er 500 mg tablet ", " er "));
        assert!(!has_word(" ergocalciferol ", " er "));
    }
}
