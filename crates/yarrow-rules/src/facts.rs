//! What a check is told about the patient. Nothing here is looked up; the caller gathers it.

use serde::{Deserialize, Serialize};

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
    /// True when it is staged in the open note and not yet signed.
    pub staged: bool,
    /// False for products that act where they are put (cream, eye drop, nasal spray; see
    /// [`is_local_form`]): they meet only those rules that say they apply to local use.
    #[serde(default = "yes")]
    pub systemic: bool,
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
            staged: false,
            systemic: true,
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
