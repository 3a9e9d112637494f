//! What an import asks the reference data: which drug or allergen a code or a name is.

use yarrow_kernel::fold;
use yarrow_knowledge::{AllergenHit, AllergySubjectKind as Known, Product};

use crate::allergies::AllergySubjectKind;
use crate::terminology::Terminology;

/// A drug the reference data knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResolvedDrug {
    /// What the reference data call it.
    pub display: String,
    /// Key of the product, where the match is one product.
    pub product: Option<String>,
    /// Ingredient keys, at least one.
    pub ingredients: Vec<String>,
    /// "tablet".
    pub dose_form: Option<String>,
    /// "40 mg".
    pub strength: Option<String>,
    /// "CII".
    pub dea_schedule: Option<String>,
}

/// An allergen the reference data knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedAllergen {
    /// What kind of thing.
    pub kind: AllergySubjectKind,
    /// Its key.
    pub key: String,
}

/// What the reference data know of drugs, allergens and codes. An answer must be certain: what is not found is kept as text, and every check says so.
pub trait DrugResolver: Send + Sync {
    /// The drug of an RxNorm concept.
    fn resolve_rxcui(&self, rxcui: &str) -> Option<ResolvedDrug>;
    /// The drug of a National Drug Code, with or without its package part.
    fn resolve_ndc(&self, ndc: &str) -> Option<ResolvedDrug>;
    /// The drug of a name such as "simvastatin 40 MG Oral Tablet".
    fn resolve_name(&self, name: &str) -> Option<ResolvedDrug>;
    /// What an allergy is to.
    fn resolve_allergen(&self, rxcui: Option<&str>, name: &str) -> Option<ResolvedAllergen>;
    /// What a LOINC code is called, for a value that comes without words.
    fn name_of_loinc(&self, code: &str) -> Option<String>;
    /// What an ICD-10-CM code is called, for a problem that comes without words.
    fn name_of_icd10cm(&self, code: &str) -> Option<String>;
}

/// Knows no drug: everything is kept as text.
pub struct NothingKnown;

impl DrugResolver for NothingKnown {
    fn resolve_rxcui(&self, _: &str) -> Option<ResolvedDrug> {
        None
    }
    fn resolve_ndc(&self, _: &str) -> Option<ResolvedDrug> {
        None
    }
    fn resolve_name(&self, _: &str) -> Option<ResolvedDrug> {
        None
    }
    fn resolve_allergen(&self, _: Option<&str>, _: &str) -> Option<ResolvedAllergen> {
        None
    }
    fn name_of_loinc(&self, _: &str) -> Option<String> {
        None
    }
    fn name_of_icd10cm(&self, _: &str) -> Option<String> {
        None
    }
}

impl DrugResolver for Terminology {
    fn resolve_rxcui(&self, rxcui: &str) -> Option<ResolvedDrug> {
        let ingredients = (**self).resolve_rxcui(rxcui).filter(|keys| !keys.is_empty())?;
        let Some(product) = self.product_of_rxcui(rxcui) else {
            return Some(of_ingredients(self, ingredients));
        };
        Some(ResolvedDrug { ingredients, ..of_product(product) })
    }

    fn resolve_ndc(&self, ndc: &str) -> Option<ResolvedDrug> {
        self.product_of_ndc(ndc).map(of_product)
    }

    fn resolve_name(&self, name: &str) -> Option<ResolvedDrug> {
        // A bare number is a code of some system; as a name it means nothing.
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // RxNorm writes the brand after the drug: "Diazepam 5 MG [Valium]".
        let generic = name.split_once('[').map_or(name, |(before, _)| before).trim();
        let keys = [name, generic].into_iter().find_map(|name| self.resolve_drug(name));
        let drug = of_ingredients(self, keys.filter(|keys| !keys.is_empty())?);
        // The text itself says the strength; which of several products of that strength it is stays open.
        let alike = self.match_product(generic).filter(|product| product.ingredients == drug.ingredients);
        let said = |of: fn(&Product) -> &str| alike.and_then(|product| some(of(product)));
        Some(ResolvedDrug { dose_form: said(|p| &p.dose_form), strength: said(|p| &p.strength), ..drug })
    }

    fn resolve_allergen(&self, rxcui: Option<&str>, name: &str) -> Option<ResolvedAllergen> {
        let one = |keys: Vec<String>| match <[String; 1]>::try_from(keys) {
            Ok([key]) => Some(ResolvedAllergen { kind: AllergySubjectKind::Ingredient, key }),
            Err(_) => None,
        };
        if let Some(found) = rxcui.and_then(|code| (**self).resolve_rxcui(code)).and_then(one) {
            return Some(found);
        }
        let bare = substance(name);
        let hit = self.search_allergens(&bare, 8).into_iter().find(|hit| names(hit, &bare));
        let listed = hit.and_then(|hit| {
            let kind = match hit.kind {
                Known::Ingredient => AllergySubjectKind::Ingredient,
                Known::Class => AllergySubjectKind::Class,
                Known::FoodOrEnvironment => AllergySubjectKind::FoodOrEnvironment,
                Known::FreeText | Known::NoKnownAllergies => return None,
            };
            Some(ResolvedAllergen { kind, key: hit.key })
        });
        listed.or_else(|| one(self.resolve_name(name)?.ingredients))
    }

    fn name_of_loinc(&self, code: &str) -> Option<String> {
        self.loinc_name(code)
    }

    fn name_of_icd10cm(&self, code: &str) -> Option<String> {
        self.diagnosis(code).map(|found| found.display)
    }
}

/// Whether a search hit is what the source means: named so itself, or by the other name that the search found it under.
/// A brand never names an ingredient here, because a brand may hold two.
fn names(hit: &AllergenHit, bare: &str) -> bool {
    let alike = |text: &str| fold(text).trim_end_matches('s') == bare.trim_end_matches('s');
    let class = hit.kind == Known::Class;
    let other = hit.hint.as_deref().filter(|hint| !matches!(*hint, "food" | "environment" | "drug class"));
    alike(&hit.display)
        || alike(&hit.key)
        || (class && hit.display.strip_suffix(" antibiotics").is_some_and(alike))
        || (hit.kind != Known::Ingredient && other.is_some_and(alike))
}

/// A drug known by its ingredients only. Controlled as its one ingredient is; of a combination nothing is concluded.
fn of_ingredients(terminology: &Terminology, ingredients: Vec<String>) -> ResolvedDrug {
    let dea_schedule = match &ingredients[..] {
        [one] => terminology.ingredient(one).and_then(|ingredient| ingredient.dea_schedule.clone()),
        _ => None,
    };
    let shown = |key: &String| terminology.ingredient(key).map_or(key.clone(), |known| known.display.clone());
    let display = ingredients.iter().map(shown).collect::<Vec<_>>().join(" / ");
    ResolvedDrug { display, ingredients, dea_schedule, ..ResolvedDrug::default() }
}

fn of_product(product: &Product) -> ResolvedDrug {
    ResolvedDrug {
        display: product.display.clone(),
        product: Some(product.key.clone()),
        ingredients: product.ingredients.clone(),
        dose_form: some(&product.dose_form),
        strength: some(&product.strength),
        dea_schedule: product.dea_schedule.clone(),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The substance in a name such as "Allergy to peanuts" or "Mould (organism) allergy", folded.
fn substance(name: &str) -> String {
    let without_tags: String = name.split('(').next().unwrap_or_default().to_owned()
        + name.split_once(')').map_or("", |(_, after)| after);
    let folded = fold(&without_tags);
    let start = ["allergy to ", "allergic reaction to ", "intolerance to "]
        .iter()
        .find_map(|start| folded.strip_prefix(start));
    let bare = start.unwrap_or(&folded);
    [" allergy", " intolerance"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare)
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(kind: Known, key: &str, display: &str, hint: &str) -> AllergenHit {
        AllergenHit { kind, key: key.to_owned(), display: display.to_owned(), hint: Some(hint.to_owned()) }
    }

    #[test]
    fn an_allergen_is_taken_by_its_own_name_or_its_other_name_and_never_by_a_brand_or_a_heading() {
        let sulfa = hit(Known::Class, "sulfonamide-antibiotics", "Sulfonamide antibiotics", "sulfa drugs");
        assert!(
            names(&sulfa, "sulfa drugs") && names(&sulfa, "sulfonamides") && !names(&sulfa, "sulfasalazine")
        );
        let half = hit(Known::Ingredient, "amoxicillin", "Amoxicillin", "augmentin");
        assert!(names(&half, "amoxicillin") && !names(&half, "augmentin"));
        assert!(!names(&hit(Known::FoodOrEnvironment, "peanut", "Peanut", "food"), "food"));
    }

    #[test]
    fn the_substance_is_found_in_the_usual_ways_of_writing_an_allergy() {
        assert_eq!(substance("Allergy to peanuts"), "peanuts");
        assert_eq!(substance("Dander (animal) allergy"), "dander");
        assert_eq!(substance("Penicillin G"), "penicillin g");
        assert_eq!(substance("Shellfish allergy"), "shellfish");
    }
}
