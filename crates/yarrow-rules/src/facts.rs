//! What a check is told about the patient. Nothing here is looked up; the caller gathers it.

use crate::sig::{self, Dosage};
use crate::tables::{DoseRoute, Sex};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use yarrow_kernel::{LocalDate, PartialDate};

/// One medication: on the active list, staged in this note, or the one being proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrugFact {
    /// Medication id in the chart, when it has one.
    pub id: Option<String>,
    /// As shown in the chart: "Simvastatin 40 mg tablet".
    pub display: String,
    /// Ingredient keys (lower-case US generic names).
    pub ingredients: Vec<String>,
    /// False when the drug could not be linked to the knowledge: then nothing about it is checked.
    pub mapped: bool,
    /// Start date, `YYYY-MM-DD` or any text to show.
    pub since: Option<String>,
    /// How it is taken, in words; part of what a remembered answer was given for.
    #[serde(default)]
    pub directions: String,
    /// True when it is staged in the open note and not yet signed.
    pub staged: bool,
    /// False for products that act where they are put (cream, eye drop, nasal spray; see
    /// [`is_local_form`]): they meet only those rules that say they apply to local use.
    #[serde(default = "yes")]
    pub systemic: bool,
    /// Dose form of the product: "extended-release tablet".
    #[serde(default)]
    pub form: Option<String>,
    /// Route of the product as the catalogue words it: "intramuscular, subcutaneous".
    #[serde(default)]
    pub route: Option<String>,
    /// Strength, one part for each ingredient in their order: "875 mg / 125 mg", "400 mg/5 mL".
    #[serde(default)]
    pub strength: Option<String>,
    /// What the directions were understood to say.
    #[serde(default)]
    pub sig: Directions,
    /// Planned days of treatment, where they are known.
    #[serde(default)]
    pub days: Option<u32>,
}

/// The directions of a drug as far as a dose can be checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Directions {
    /// None were given.
    #[default]
    NotGiven,
    /// As typed; read only where a check needs them, for most drugs of a list none does.
    Typed(String),
    /// Understood.
    Read(Vec<Dosage>),
    /// Not understood: the dose is not checked.
    Unread {
        /// Why, as a sentence.
        because: String,
        /// True when they cannot be meant at all: a dose of zero, a thousand million tablets.
        impossible: bool,
    },
}

impl Directions {
    /// Reads directions as typed; `dose_form` is the form of the product.
    pub fn read(text: &str, dose_form: Option<&str>) -> Directions {
        if text.trim().is_empty() {
            return Directions::NotGiven;
        }
        match sig::read_dosages(text, dose_form) {
            Ok(sig) => Directions::Read(sig.dosages),
            Err(because) => {
                let impossible = because.contains("zero") || because.ends_with(sig::TOO_LARGE);
                Directions::Unread { because, impossible }
            }
        }
    }

    /// The directions as understood; typed ones are read now.
    pub(crate) fn understood(&self, dose_form: Option<&str>) -> Cow<'_, Directions> {
        match self {
            Directions::Typed(text) => Cow::Owned(Directions::read(text, dose_form)),
            known => Cow::Borrowed(known),
        }
    }
}

impl DrugFact {
    /// The days of treatment that are planned: those given, else those of the directions.
    pub(crate) fn planned_days(&self) -> Option<u32> {
        self.days.or_else(|| match self.sig.understood(self.form.as_deref()).as_ref() {
            Directions::Read(dosages) => sig::total_days(dosages),
            _ => None,
        })
    }
}

/// The drug about to be prescribed.
pub type Proposed = DrugFact;

fn yes() -> bool {
    true
}

impl Default for DrugFact {
    fn default() -> Self {
        DrugFact {
            id: None,
            display: String::new(),
            ingredients: Vec::new(),
            mapped: true,
            since: None,
            directions: String::new(),
            staged: false,
            systemic: true,
            form: None,
            route: None,
            strength: None,
            sig: Directions::NotGiven,
            days: None,
        }
    }
}

/// What an allergy entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllergySubject {
    /// A drug ingredient, by key.
    Ingredient(String),
    /// A drug class of the allergy class lists, by id.
    Class(String),
    /// A food, latex, venom and so on, by key ("egg", "latex").
    FoodOrEnvironment(String),
    /// Words that nobody has linked to anything yet.
    FreeText(String),
}

/// One recorded, active allergy or intolerance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyFact {
    /// Allergy id in the chart.
    pub id: String,
    /// As shown in the chart: "Penicillin V".
    pub display: String,
    /// What it is about.
    pub subject: AllergySubject,
    /// Recorded reactions: "anaphylaxis", "hives".
    pub reactions: Vec<String>,
    /// True when the recorded reaction was severe.
    pub severe: bool,
    /// Date recorded, `YYYY-MM-DD` or any text to show.
    pub recorded: String,
}

/// The patient's side of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Active medications, those from outside, and those staged in the same note.
    pub drugs: Vec<DrugFact>,
    /// Recorded active allergies.
    pub allergies: Vec<AllergyFact>,
    /// True when "no known allergies" has been recorded on purpose.
    pub no_known_allergies: bool,
    /// The day of the check. Without it nothing that depends on an age is checked.
    #[serde(default)]
    pub today: Option<LocalDate>,
    /// Date of birth, a year alone is legal.
    #[serde(default)]
    pub birth: Option<PartialDate>,
    /// Sex for clinical use; `None` when unknown or other.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Active problems.
    #[serde(default)]
    pub problems: Vec<ProblemFact>,
    /// Vital signs and laboratory values; the newest of each code is enough.
    #[serde(default)]
    pub observations: Vec<ObservationFact>,
}

/// One active problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemFact {
    /// Problem id in the chart.
    pub id: String,
    /// ICD-10-CM code; none when it was recorded in words only.
    pub code: Option<String>,
    /// As shown in the chart.
    pub display: String,
    /// Onset where it is known.
    pub onset: Option<String>,
    /// Date recorded, `YYYY-MM-DD`.
    pub recorded: Option<String>,
}

/// One measured or reported value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationFact {
    /// LOINC code.
    pub loinc: String,
    /// As shown: "Potassium".
    pub display: String,
    /// The number, where it is one.
    pub value: Option<Decimal>,
    /// UCUM unit of the number.
    pub unit: Option<String>,
    /// The answer in words or its code: "Pregnant", "LA15173-0".
    pub text: Option<String>,
    /// The day it was measured.
    pub date: Option<LocalDate>,
}

/// The routes a product's own words allow: "intramuscular, subcutaneous" -> both.
///
/// `form` helps where the route is missing. Empty when neither says.
pub(crate) fn routes_of(route: Option<&str>, form: Option<&str>) -> Vec<DoseRoute> {
    const WORDS: [(&str, &[DoseRoute]); 23] = [
        ("oral", &[DoseRoute::Oral]),
        ("sublingual", &[DoseRoute::Sublingual]),
        ("buccal", &[DoseRoute::Buccal]),
        ("rectal", &[DoseRoute::Rectal]),
        ("vaginal", &[DoseRoute::Vaginal]),
        ("topical", &[DoseRoute::Topical]),
        ("transdermal", &[DoseRoute::Transdermal]),
        ("subcutaneous", &[DoseRoute::Subcutaneous]),
        ("intradermal", &[DoseRoute::Subcutaneous]),
        ("intramuscular", &[DoseRoute::Intramuscular]),
        ("intravenous", &[DoseRoute::Intravenous]),
        ("intravascular", &[DoseRoute::Intravenous]),
        ("inhalation", &[DoseRoute::Inhaled]),
        ("inhaled", &[DoseRoute::Inhaled]),
        ("nebulized", &[DoseRoute::Inhaled]),
        ("nasal", &[DoseRoute::Nasal]),
        ("ophthalmic", &[DoseRoute::Ophthalmic]),
        ("intraocular", &[DoseRoute::Ophthalmic]),
        ("otic", &[DoseRoute::Otic]),
        ("dental", &[DoseRoute::Oral]),
        ("gastric_tube", &[DoseRoute::Oral]),
        ("injection", &[DoseRoute::Subcutaneous, DoseRoute::Intramuscular, DoseRoute::Intravenous]),
        ("parenteral", &[DoseRoute::Subcutaneous, DoseRoute::Intramuscular, DoseRoute::Intravenous]),
    ];
    let mut out: Vec<DoseRoute> = Vec::new();
    for word in route.unwrap_or_default().split(',').map(|w| w.trim().to_lowercase()) {
        if let Some((_, routes)) = WORDS.iter().find(|(name, _)| *name == word) {
            out.extend(routes.iter().filter(|r| !out.contains(r)).copied().collect::<Vec<_>>());
        }
    }
    if out.is_empty() {
        out.extend(form.and_then(route_of_form));
    }
    out
}

fn route_of_form(form: &str) -> Option<DoseRoute> {
    const FORMS: [(&str, DoseRoute); 28] = [
        ("ophthalmic", DoseRoute::Ophthalmic),
        ("otic", DoseRoute::Otic),
        ("nasal", DoseRoute::Nasal),
        ("nebul", DoseRoute::Inhaled),
        ("inhal", DoseRoute::Inhaled),
        ("vaginal", DoseRoute::Vaginal),
        ("rectal", DoseRoute::Rectal),
        ("suppository", DoseRoute::Rectal),
        ("enema", DoseRoute::Rectal),
        ("patch", DoseRoute::Transdermal),
        ("transdermal", DoseRoute::Transdermal),
        ("sublingual", DoseRoute::Sublingual),
        ("buccal", DoseRoute::Buccal),
        ("pen injector", DoseRoute::Subcutaneous),
        ("auto-injector", DoseRoute::Subcutaneous),
        ("topical", DoseRoute::Topical),
        ("cream", DoseRoute::Topical),
        ("ointment", DoseRoute::Topical),
        ("lotion", DoseRoute::Topical),
        ("shampoo", DoseRoute::Topical),
        ("foam", DoseRoute::Topical),
        ("tablet", DoseRoute::Oral),
        ("capsule", DoseRoute::Oral),
        ("oral", DoseRoute::Oral),
        ("syrup", DoseRoute::Oral),
        ("elixir", DoseRoute::Oral),
        ("lozenge", DoseRoute::Oral),
        ("gel", DoseRoute::Topical),
    ];
    let form = form.to_lowercase();
    FORMS.iter().find(|(word, _)| form.contains(word)).map(|(_, route)| *route)
}

/// Whether a dose form acts where it is put, so that little reaches the blood.
///
/// Patches are systemic. Inhaled and vaginal products count as local. Read from the words of FDA
/// dose form and route names; an unknown form is systemic, because a warning too many is safer
/// than one too few.
pub fn is_local_form(dose_form: &str, route: &str) -> bool {
    let text = format!("{dose_form} {route}").to_lowercase();
    if ["patch", "transdermal", "injection", "oral", "tablet", "capsule"].iter().any(|w| text.contains(w)) {
        return false;
    }
    const LOCAL: [&str; 22] = [
        "cream",
        "ointment",
        "lotion",
        "shampoo",
        "topical",
        "foam",
        "gel",
        "paste",
        "ophthalmic",
        "otic",
        "nasal",
        "eye",
        "ear drop",
        "inhal",
        "respiratory",
        "aerosol",
        "vaginal",
        "dental",
        "irrigation",
        "soap",
        "swab",
        "intravitreal",
    ];
    LOCAL.iter().any(|w| text.contains(w))
}

/// "12 Mar 2024" for `2024-03-12`, "Mar 2024" for `2024-03`; anything else unchanged.
pub(crate) fn readable_date(text: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = text.split('T').next().unwrap_or(text);
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let name = month.and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    match (year, name, day) {
        (Some(y), Some(m), Some(d)) if y.len() == 4 && parts.next().is_none() => {
            format!("{} {m} {y}", d.trim_start_matches('0'))
        }
        (Some(y), Some(m), None) if y.len() == 4 => format!("{m} {y}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eye_drop_is_local_and_a_patch_is_not() {
        assert!(is_local_form("SOLUTION/ DROPS", "OPHTHALMIC"));
        assert!(is_local_form("cream", ""));
        assert!(!is_local_form("PATCH, EXTENDED RELEASE", "TRANSDERMAL"));
        assert!(!is_local_form("gel capsule", "oral"));
        assert!(!is_local_form("something new", ""));
    }

    #[test]
    fn dates_read_as_a_person_would_write_them() {
        assert_eq!(readable_date("2024-03-12"), "12 Mar 2024");
        assert_eq!(readable_date("2024-03"), "Mar 2024");
        assert_eq!(readable_date("2024"), "2024");
        assert_eq!(readable_date("last spring"), "last spring");
    }
}
