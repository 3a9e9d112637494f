//! Doses of one drug by one route, with what the label says about age, kidney, liver, pregnancy and nursing.

use super::age::Age;
use crate::report::Tier;
use rust_decimal::Decimal;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::marker::PhantomData;

/// How a medicine enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoseRoute {
    Oral,
    Sublingual,
    Buccal,
    Rectal,
    Vaginal,
    Topical,
    Transdermal,
    Subcutaneous,
    Intramuscular,
    Intravenous,
    Inhaled,
    Nasal,
    Ophthalmic,
    Otic,
}

/// What the amounts of a dose row count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DoseUnit {
    #[serde(rename = "mg")]
    Milligram,
    #[serde(rename = "mcg")]
    Microgram,
    #[serde(rename = "g")]
    Gram,
    #[serde(rename = "units")]
    Units,
    #[serde(rename = "mEq")]
    Milliequivalent,
    #[serde(rename = "mL")]
    Milliliter,
    #[serde(rename = "puff")]
    Puff,
    #[serde(rename = "tablet")]
    Tablet,
    #[serde(rename = "patch")]
    Patch,
    #[serde(rename = "drop")]
    Drop,
    #[serde(rename = "spray")]
    Spray,
    #[serde(rename = "application")]
    Application,
}

/// The tier of a statement that may also say that there is no concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementTier {
    /// The label raises no concern.
    None,
    Low,
    Moderate,
    High,
    Contraindicated,
}

impl StatementTier {
    /// The tier of a finding, none when there is no concern.
    pub fn tier(self) -> Option<Tier> {
        match self {
            StatementTier::None => None,
            StatementTier::Low => Some(Tier::Low),
            StatementTier::Moderate => Some(Tier::Moderate),
            StatementTier::High => Some(Tier::High),
            StatementTier::Contraindicated => Some(Tier::Contraindicated),
        }
    }
}

/// What is known about the doses of one drug (or fixed combination) by one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoseRow {
    /// Stable id, kebab-case; overrides refer to it, so it is never reused.
    pub id: String,
    /// Ingredient keys; a combination lists all of its ingredients.
    pub ingredients: Vec<String>,
    /// Which ingredient of a combination the amounts count; the first when absent.
    pub counted: Option<String>,
    /// How it enters.
    pub route: DoseRoute,
    /// Only products whose form or name has one of these words; such a row comes before one without.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Not products whose form or name has one of these words.
    #[serde(default)]
    pub except_forms: Vec<String>,
    /// What the amounts count.
    pub unit: DoseUnit,
    /// Label section, guideline or paper with year.
    pub source: String,
    /// What no field can say; shown with a finding of this row.
    pub note: Option<String>,
    /// Adults.
    pub adult: Option<AdultDose>,
    /// Children, by age and weight.
    #[serde(default)]
    pub child: Vec<ChildDose>,
    /// Not below an age.
    pub not_under: Option<NotUnder>,
    /// Reduced kidney function.
    pub renal: Option<Renal>,
    /// Liver disease.
    #[serde(default, deserialize_with = "one_or_many")]
    pub hepatic: Vec<Hepatic>,
    /// Older people.
    #[serde(default, deserialize_with = "one_or_many")]
    pub geriatric: Vec<Geriatric>,
    /// Pregnancy, by weeks where it matters.
    #[serde(default, deserialize_with = "one_or_many")]
    pub pregnancy: Vec<Pregnancy>,
    /// Nursing.
    pub lactation: Option<Lactation>,
}

impl DoseRow {
    /// The ingredient that the amounts count.
    pub fn counted(&self) -> &str {
        self.counted.as_deref().or(self.ingredients.first().map(String::as_str)).unwrap_or_default()
    }
}

/// Doses of an adult, in the unit of the row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdultDose {
    /// From this birthday on; 18 when absent.
    pub from_years: Option<Decimal>,
    /// Usual range of one dose.
    pub single_usual: Option<[Decimal; 2]>,
    /// The most of one dose that the label allows.
    pub single_max: Option<Decimal>,
    /// Usual range of a day.
    pub daily_usual: Option<[Decimal; 2]>,
    /// The most of a day that the label allows.
    pub daily_max: Option<Decimal>,
    /// Given once per so many days; more often is an error.
    pub every_days: Option<Decimal>,
    /// Tier of giving it more often, where it differs from that of too much at once.
    pub too_often_tier: Option<Tier>,
    /// Least hours between two doses.
    pub min_interval_hours: Option<Decimal>,
    /// Longest course.
    pub max_days: Option<Decimal>,
    /// Tier above a maximum, where specialists go beyond it; contraindicated when absent.
    pub max_tier: Option<Tier>,
    /// Shown with the finding.
    pub note: Option<String>,
}

/// Doses of a child of an age (and weight), in the unit of the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildDose {
    /// From this age on.
    pub from: Age,
    /// Until this age.
    pub below: Age,
    /// From this weight on.
    pub weight_from_kg: Option<Decimal>,
    /// Until this weight.
    pub weight_below_kg: Option<Decimal>,
    /// Usual range per kg of one dose.
    pub per_kg_single: Option<[Decimal; 2]>,
    /// Most per kg of one dose.
    pub per_kg_single_max: Option<Decimal>,
    /// Usual range per kg of a day.
    pub per_kg_daily: Option<[Decimal; 2]>,
    /// Most per kg of a day.
    pub per_kg_daily_max: Option<Decimal>,
    /// Usual range of one dose, whatever the weight.
    pub single_usual: Option<[Decimal; 2]>,
    /// Usual range of a day, whatever the weight.
    pub daily_usual: Option<[Decimal; 2]>,
    /// Absolute ceiling of one dose.
    pub single_max: Option<Decimal>,
    /// Absolute ceiling of a day.
    pub daily_max: Option<Decimal>,
    /// Given once per so many days.
    pub every_days: Option<Decimal>,
    /// Tier of giving it more often, where it differs from that of too much at once.
    #[serde(default)]
    pub too_often_tier: Option<Tier>,
    /// Least hours between two doses.
    pub min_interval_hours: Option<Decimal>,
    /// Longest course.
    pub max_days: Option<Decimal>,
    /// Tier above a maximum; contraindicated when absent.
    pub max_tier: Option<Tier>,
    /// Shown with the finding.
    pub note: Option<String>,
}

/// An age below which the drug is not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotUnder {
    /// The youngest age at which it is given.
    pub age: Age,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// What happens.
    pub text: String,
    /// What to do instead.
    pub instead: Option<String>,
    /// Its own source, else the row's.
    pub source: Option<String>,
}

/// Which measure of kidney function the label goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenalMeasure {
    /// Cockcroft–Gault creatinine clearance, mL/min.
    Crcl,
    /// Estimated GFR, mL/min/1.73 m².
    Egfr,
}

/// Reduced kidney function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renal {
    /// True when the label needs no adjustment.
    #[serde(default)]
    pub none: bool,
    /// What the bands are measured in.
    pub measure: Option<RenalMeasure>,
    /// Its own source, else the row's.
    pub source: Option<String>,
    /// Limits by kidney function.
    #[serde(default)]
    pub band: Vec<RenalBand>,
}

/// What holds below a kidney function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenalBand {
    /// Below this value; of several bands that of the lowest applicable value counts.
    pub below: Decimal,
    /// Tier: always without a limit, else when a limit is exceeded.
    pub tier: Tier,
    /// Most of one dose.
    pub single_max: Option<Decimal>,
    /// Most of a day.
    pub daily_max: Option<Decimal>,
    /// Least hours between two doses.
    pub min_interval_hours: Option<Decimal>,
    /// What to do.
    pub text: String,
    /// What to give instead.
    pub instead: Option<String>,
}

impl RenalBand {
    /// True when it speaks only if a limit is exceeded.
    pub fn has_limits(&self) -> bool {
        self.single_max.is_some() || self.daily_max.is_some() || self.min_interval_hours.is_some()
    }
}

/// Which liver problems a hepatic statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HepaticSeverity {
    /// Any liver disease.
    Any,
    /// Cirrhosis or decompensated disease.
    Severe,
}

/// Liver disease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hepatic {
    /// From which disease on.
    pub severity: HepaticSeverity,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// What to do, and why.
    pub text: String,
    /// Most of a day; then it speaks only when that is exceeded.
    pub daily_max: Option<Decimal>,
    /// What to give instead.
    pub instead: Option<String>,
    /// Its own source, else the row's.
    pub source: Option<String>,
}

/// Older people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geriatric {
    /// From this birthday on.
    pub from_years: Decimal,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// Why.
    pub text: String,
    /// Most of a day; then it speaks only when that is exceeded.
    pub daily_max: Option<Decimal>,
    /// What to do instead.
    pub instead: Option<String>,
    /// Its own source, else the row's.
    pub source: Option<String>,
}

/// Pregnancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pregnancy {
    /// How strongly it asks for attention.
    pub tier: StatementTier,
    /// From this week on.
    pub from_week: Option<Decimal>,
    /// Until this week.
    pub below_week: Option<Decimal>,
    /// Why.
    #[serde(default)]
    pub text: String,
    /// What to do instead.
    pub instead: Option<String>,
    /// Its own source, else the row's.
    pub source: Option<String>,
}

/// Nursing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lactation {
    /// How strongly it asks for attention.
    pub tier: StatementTier,
    /// Why.
    #[serde(default)]
    pub text: String,
    /// What to do instead.
    pub instead: Option<String>,
    /// Its own source, else the row's.
    pub source: Option<String>,
}

/// Reads `[drug.x]` as well as `[[drug.x]]`.
fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Either<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table or an array of tables")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let mut out = Vec::new();
            while let Some(one) = seq.next_element()? {
                out.push(one);
            }
            Ok(out)
        }

        fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
        }
    }
    deserializer.deserialize_any(Either(PhantomData))
}
