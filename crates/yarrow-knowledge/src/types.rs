//! What the terminology commands answer with. Field names and shapes are the API contract.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One line of drug search: a product a prescriber can order, or an ingredient when no product is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DrugHit {
    /// Product key, `<ingredients>|<strength>|<form>`; none for an ingredient without a chosen product.
    pub product: Option<String>,
    /// "Simvastatin 40 mg tablet".
    pub display: String,
    /// Ingredient keys, alphabetical.
    pub ingredients: Vec<String>,
    /// "40 mg", without thousands separators.
    pub strength: Option<String>,
    /// "extended-release tablet".
    pub dose_form: Option<String>,
    /// "oral", "subcutaneous", …
    pub route: Option<String>,
    /// The brand that was typed, else the best known one.
    pub brand: Option<String>,
    /// A generic is marketed.
    pub generic: bool,
    /// "CII" … "CV".
    pub dea_schedule: Option<String>,
    /// Sold without a prescription.
    pub otc: bool,
    /// RxNorm code of the clinical drug, only where the match is unique.
    pub rxcui: Option<String>,
    /// What the typed words were matched to: the ingredient or brand.
    pub matched: String,
}

/// One line of diagnosis search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiagnosisHit {
    /// ICD-10-CM code with its dot.
    pub code: String,
    pub display: String,
    /// Specific enough for a claim.
    pub billable: bool,
    /// The inclusion term or everyday word that matched, when the title alone did not.
    pub matched: Option<String>,
}

/// What an allergy can be recorded against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AllergySubjectKind {
    Ingredient,
    Class,
    FoodOrEnvironment,
    FreeText,
    NoKnownAllergies,
}

/// One line of allergen search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AllergenHit {
    pub kind: AllergySubjectKind,
    pub key: String,
    pub display: String,
    /// A word that tells two alike lines apart: "drug class", "Augmentin".
    pub hint: Option<String>,
}

/// Where a part of the reference data comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KnowledgeSource {
    pub name: String,
    pub date: String,
    pub licence: String,
    pub rows: u32,
    pub notice: Option<String>,
}

/// What the About screen says about the reference data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KnowledgeManifest {
    /// First twelve hex digits of the SHA-256 over every input file.
    pub version: String,
    /// One sentence naming the main sources and dates.
    pub built_from: String,
    pub sources: Vec<KnowledgeSource>,
    /// What the prescriber should know about the age of the data.
    pub warning: Option<String>,
}

/// A product that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub key: String,
    pub display: String,
    pub ingredients: Vec<String>,
    pub strength: String,
    pub dose_form: String,
    pub route: String,
    pub brands: Vec<String>,
    pub generic: bool,
    pub dea_schedule: Option<String>,
    pub otc: bool,
    pub rxcui: Option<String>,
}

/// An active ingredient; `key` is its lower-case US generic name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingredient {
    pub key: String,
    pub display: String,
    pub rxcui: Option<String>,
    /// FDA established pharmacologic classes, or the authored class for newer drugs.
    pub classes: Vec<String>,
    pub dea_schedule: Option<String>,
    /// Year of first US approval, known only for authored drugs.
    pub approved: Option<u16>,
}

/// How Yarrow names, measures and judges one vital sign or laboratory value in adults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ObservationDefinition {
    pub loinc: String,
    /// LOINC long common name or the plain equivalent.
    pub display: String,
    /// Short label: "HbA1c".
    pub label: String,
    pub category: String,
    /// UCUM code.
    pub unit: String,
    /// Unit as people write it.
    pub unit_display: String,
    /// Adult reference range, both sexes; decimal text.
    pub low: Option<String>,
    pub high: Option<String>,
    pub low_female: Option<String>,
    pub high_female: Option<String>,
    pub low_male: Option<String>,
    pub high_male: Option<String>,
    /// Decimal places to show.
    pub decimals: u8,
    pub source: String,
}

/// A UCUM unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: String,
    pub name: String,
    pub symbol: String,
}
