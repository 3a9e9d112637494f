//! The wide net: pairs of the French agency's thesaurus under the authored rules.
//!
//! It is a foreign list that nobody here has reviewed pair by pair, and its text is French, so it
//! speaks at its *lowest* stated level and in our own template words. It never stops a prescriber
//! on its own: "contraindicated" there opens a card (High), "avoid" and "precaution" fold into one
//! line (Moderate), "note" is a count (Low). A hard stop needs an authored rule. The cap keeps the
//! disputed French levels (aspirin with anticoagulants, beta blockers with insulin) from
//! interrupting; the price, a serious pair that only the net knows, is paid by authoring it.

use crate::report::Tier;
use serde::{Deserialize, Serialize};

/// What a wide-net finding names as its source.
pub const WIDE_NET_SOURCE: &str = "ANSM Thesaurus des interactions médicamenteuses, octobre 2020";
/// Date of that edition.
pub const WIDE_NET_DATE: &str = "2020-10-20";

/// The four levels of the thesaurus, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WideNetLevel {
    /// "À prendre en compte".
    Note,
    /// "Précaution d'emploi".
    Precaution,
    /// "Association déconseillée".
    Avoid,
    /// "Contre-indication".
    Contraindicated,
}

/// What a wide-net pair does, as far as its mechanism text lets a machine tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Torsades,
    Bleeding,
    Serotonin,
    Ergotism,
    Hypertension,
    Myopathy,
    RespiratoryDepression,
    Sedation,
    Bradycardia,
    Hypotension,
    Hyperkalemia,
    Hypokalemia,
    Hypoglycemia,
    Hyperglycemia,
    Kidney,
    Marrow,
    Infection,
    LiveVaccine,
    Seizure,
    Neuropathy,
    Anticholinergic,
    Hyponatremia,
    Absorption,
    LowerLevel,
    HigherLevel,
    Opposition,
    Other,
}

/// One ingredient pair of the thesaurus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WideNetPair {
    /// Ingredient key.
    pub a: String,
    /// Ingredient key.
    pub b: String,
    /// The lowest level its rule states.
    pub lowest: WideNetLevel,
    /// What it does.
    pub effect: Effect,
}

impl WideNetLevel {
    /// Reads "contraindicated", "avoid", "precaution" or "note".
    pub fn read(word: &str) -> Option<WideNetLevel> {
        Some(match word {
            "note" => WideNetLevel::Note,
            "precaution" => WideNetLevel::Precaution,
            "avoid" => WideNetLevel::Avoid,
            "contraindicated" => WideNetLevel::Contraindicated,
            _ => return None,
        })
    }

    /// The tier this level is shown at; see the module text for why it is capped.
    pub fn tier(self) -> Tier {
        match self {
            WideNetLevel::Note => Tier::Low,
            WideNetLevel::Precaution | WideNetLevel::Avoid => Tier::Moderate,
            WideNetLevel::Contraindicated => Tier::High,
        }
    }

    pub(crate) fn advice(self) -> &'static str {
        match self {
            WideNetLevel::Note => "Keep the combined effect in mind; no routine action is named.",
            WideNetLevel::Precaution => "Can be combined with precautions: check doses and plan monitoring.",
            WideNetLevel::Avoid => {
                "The French agency advises against the combination; use it only with a reason."
            }
            WideNetLevel::Contraindicated => {
                "The French agency lists the combination as contraindicated; check the US label before going on."
            }
        }
    }
}

/// Reads the effect out of a French mechanism sentence by its keywords, most serious first.
pub fn read_effect(mechanism_fr: &str) -> Effect {
    let text = mechanism_fr.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    // Order matters: a sentence may name both a level change and the harm it leads to; the harm is
    // what the prescriber needs to read.
    const TABLE: [(&[&str], Effect); 26] = [
        (&["torsades", "rythme ventriculaire"], Effect::Torsades),
        (&["vaccinale"], Effect::LiveVaccine),
        (&["sérotoninergique"], Effect::Serotonin),
        (&["ergotisme", "vasoconstriction"], Effect::Ergotism),
        (&["hémorrag", "saignement"], Effect::Bleeding),
        (&["rhabdomyolyse", "musculaire"], Effect::Myopathy),
        (&["dépression respiratoire", "dépresseur respiratoire"], Effect::RespiratoryDepression),
        (&["hyperkali"], Effect::Hyperkalemia),
        (&["hypokali"], Effect::Hypokalemia),
        (&["convuls", "épileptogène"], Effect::Seizure),
        (&["hypoglyc"], Effect::Hypoglycemia),
        (&["hyperglyc", "diabétogène", "élévation de la glycémie", "acidocétose"], Effect::Hyperglycemia),
        (&["bradycard", "conduction", "inotrope", "automatisme"], Effect::Bradycardia),
        (&["hypertension", "hypertensive"], Effect::Hypertension),
        (&["hypotens", "syncope"], Effect::Hypotension),
        (&["insuffisance rénale", "néphrotox", "créatinin"], Effect::Kidney),
        (&["hématologique", "neutropén", "médullaire", "agranulocyt"], Effect::Marrow),
        (&["infection", "immunodépress", "immunosuppress"], Effect::Infection),
        (&["neuropath"], Effect::Neuropathy),
        (&["atropin", "anticholin"], Effect::Anticholinergic),
        (&["hyponatr"], Effect::Hyponatremia),
        (&["vigilance", "dépression centrale", "sédati"], Effect::Sedation),
        (&["absorption digestive", "absorption intestinale"], Effect::Absorption),
        (
            &[
                "diminution des concentration",
                "diminution de l'efficacité",
                "diminution de l’efficacité",
                "diminution importante",
                "diminution très importante",
                "inefficacité",
                "moindre efficacité",
                "perte d’efficacité",
                "baisse de l",
                "diminution d",
            ],
            Effect::LowerLevel,
        ),
        (&["augmentation", "surdosage", "inhibition", "majoration", "élévation"], Effect::HigherLevel),
        (&["antagonis", "opposition"], Effect::Opposition),
    ];
    TABLE.iter().find(|(words, _)| has(words)).map_or(Effect::Other, |(_, effect)| *effect)
}

impl Effect {
    /// The effect in a few words, for the title.
    pub fn title(self) -> &'static str {
        self.words().0
    }

    /// The effect as one sentence.
    pub fn sentence(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Effect::Torsades => (
                "irregular heartbeat",
                "Together they can prolong the QT interval or disturb ventricular rhythm.",
            ),
            Effect::Bleeding => ("bleeding", "Together they raise the risk of bleeding."),
            Effect::Serotonin => ("serotonin toxicity", "Their serotonergic effects add up."),
            Effect::Ergotism => (
                "vessel spasm",
                "Their vessel-narrowing effects add up or one raises the level of the other.",
            ),
            Effect::Hypertension => ("raised blood pressure", "Together they can raise blood pressure."),
            Effect::Myopathy => ("muscle damage", "Together they raise the risk of muscle damage."),
            Effect::RespiratoryDepression => {
                ("slowed breathing", "Their depressant effects on breathing add up.")
            }
            Effect::Sedation => ("sedation", "Their sedating effects add up."),
            Effect::Bradycardia => ("slow heartbeat", "Both slow the heart or its conduction."),
            Effect::Hypotension => ("low blood pressure", "Their blood-pressure-lowering effects add up."),
            Effect::Hyperkalemia => ("high potassium", "Both can raise potassium."),
            Effect::Hypokalemia => ("low potassium", "Together they can lower potassium."),
            Effect::Hypoglycemia => {
                ("low blood sugar", "Low blood sugar becomes likelier or harder to notice.")
            }
            Effect::Hyperglycemia => {
                ("high blood sugar", "One can raise blood sugar against the effect of the other.")
            }
            Effect::Kidney => ("kidney injury", "Together they can harm the kidney."),
            Effect::Marrow => ("low blood counts", "Their effects on the bone marrow add up."),
            Effect::Infection => ("infection", "Together they weaken the immune defence."),
            Effect::LiveVaccine => {
                ("vaccine infection", "A live vaccine can cause disease while immunity is suppressed.")
            }
            Effect::Seizure => ("seizures", "Together they lower the seizure threshold."),
            Effect::Neuropathy => ("nerve damage", "Their toxic effects on peripheral nerves add up."),
            Effect::Anticholinergic => ("anticholinergic effects", "Their anticholinergic effects add up."),
            Effect::Hyponatremia => ("low sodium", "Both can lower sodium."),
            Effect::Absorption => {
                ("reduced absorption", "One reduces the absorption of the other from the gut.")
            }
            Effect::LowerLevel => ("reduced effect", "One lowers the level or the effect of the other."),
            Effect::HigherLevel => ("raised level", "One raises the level or the effect of the other."),
            Effect::Opposition => ("opposed effects", "Their effects oppose each other."),
            Effect::Other => ("listed interaction", "The French agency lists an interaction for this pair."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harm_is_read_before_the_level_change() {
        let text = "Augmentation des concentrations plasmatiques de l'édoxaban, avec majoration du risque de saignement.";
        assert_eq!(read_effect(text), Effect::Bleeding);
        assert_eq!(read_effect("Risque majoré de torsades de pointes."), Effect::Torsades);
        assert_eq!(read_effect("Diminution de l'absorption digestive du strontium."), Effect::Absorption);
        assert_eq!(read_effect(""), Effect::Other);
    }

    #[test]
    fn the_wide_net_alone_never_makes_a_hard_stop() {
        let worst =
            ["note", "precaution", "avoid", "contraindicated"].map(|w| WideNetLevel::read(w).unwrap().tier());
        assert_eq!(worst, [Tier::Low, Tier::Moderate, Tier::Moderate, Tier::High]);
        assert_eq!(WideNetLevel::read("interdit"), None);
    }
}
