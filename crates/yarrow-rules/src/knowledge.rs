//! The shape of the authored knowledge: classes, interaction rules, cross-reactions, wide net.

use crate::controlled::ControlledTable;
use crate::monitoring::Monitoring;
use crate::report::Tier;
use crate::tables::{ConditionRow, DoseRow, LoadTable, Modifier, Placed};
use crate::wide_net::WideNetPair;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One side of a rule: named ingredients and the members of classes, less the exceptions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Ingredient keys.
    #[serde(default)]
    pub ingredients: Vec<String>,
    /// Class ids.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Members that the rule does not speak about.
    #[serde(default)]
    pub except: Vec<String>,
    /// Food or environment keys ("egg"); only on the allergy side of a cross-reaction.
    #[serde(default)]
    pub foods: Vec<String>,
}

/// Which side of a rule an alternative takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replaces {
    /// The drug on side `a`.
    A,
    /// The drug on side `b`.
    B,
}

/// A drug that a rule proposes in place of one of its sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleAlternative {
    /// The side it takes the place of.
    pub replaces: Replaces,
    /// Ingredient key.
    pub ingredient: String,
    /// Why, or what to mind.
    pub text: String,
}

/// One authored interaction rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stable id, kebab-case; overrides refer to it, so it is never reused.
    pub id: String,
    /// File and line it was read from, for error messages.
    pub file: String,
    /// How strongly it asks for attention.
    pub tier: Tier,
    /// The effect in a few words: "Rhabdomyolysis".
    pub title: String,
    /// One side.
    pub a: Side,
    /// The other side.
    pub b: Side,
    /// What happens, one sentence.
    pub mechanism: String,
    /// What to do, one sentence.
    pub management: String,
    /// How sure this is.
    pub evidence: Option<String>,
    /// What to prescribe instead.
    pub alternatives: Vec<RuleAlternative>,
    /// Rules that this more specific one takes the place of where both apply.
    pub instead_of: Vec<String>,
    /// Stronger rules that this ingredient-to-ingredient rule knowingly leaves standing.
    pub besides: Vec<String>,
    /// True when it also applies to creams, drops and sprays.
    pub local: bool,
    /// What raises or lowers the tier in this patient.
    #[serde(default)]
    pub modifiers: Vec<Modifier>,
    /// Label section, guideline or paper with year.
    pub source: String,
    /// Who wrote it.
    pub author: String,
    /// When it was last reviewed, `YYYY-MM-DD`.
    pub date: String,
}

/// Some members of a class and the source that puts them there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// Where it says that these belong to the class.
    pub source: String,
    /// Ingredient keys.
    pub ingredients: Vec<String>,
}

/// How a class takes part in allergy checking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllergyUse {
    /// Counts only when the record names the class itself.
    Named,
    /// An allergy to one member also counts for the others.
    Shared,
}

/// A list of ingredients that rules, allergies or duplicate checks can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Stable id, kebab-case.
    pub id: String,
    /// File and line it was read from, for error messages.
    pub file: String,
    /// As shown: "Strong CYP3A4 inhibitors".
    pub name: String,
    /// Members with their sources.
    pub members: Vec<Members>,
    /// Classes whose members also belong.
    pub includes: Vec<String>,
    /// How it takes part in allergy checking, if at all.
    pub allergy: Option<AllergyUse>,
    /// Tier for another member after a severe reaction (only with `AllergyUse::Shared`).
    pub shared_severe: Tier,
    /// Tier for another member after a reaction that was not severe.
    pub shared_mild: Tier,
    /// Tier of two different members at once, when that is a therapeutic duplication.
    pub duplicate: Option<Tier>,
    /// Words to find it by when recording an allergy: "PCN".
    pub also_called: Vec<String>,
}

/// An allergy to one thing that matters for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossReaction {
    /// Stable id, kebab-case.
    pub id: String,
    /// File and line it was read from, for error messages.
    pub file: String,
    /// The effect in a few words.
    pub title: String,
    /// What the patient is allergic to.
    pub allergy: Side,
    /// What is proposed.
    pub drug: Side,
    /// Tier after a severe recorded reaction.
    pub severe: Tier,
    /// Tier after a reaction that was not severe.
    pub mild: Tier,
    /// Why they are related, or that they hardly are.
    pub mechanism: String,
    /// What to do.
    pub management: String,
    /// How sure this is.
    pub evidence: Option<String>,
    /// What to prescribe instead (`replaces` is not used).
    pub alternatives: Vec<crate::report::Alternative>,
    /// Guideline or paper with year.
    pub source: String,
    /// When it was last reviewed, `YYYY-MM-DD`.
    pub date: String,
}

/// Everything read from the class files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassFile {
    /// The classes.
    pub classes: Vec<Class>,
    /// Ingredients that rules may name although the drug vocabulary lacks them.
    pub not_in_vocabulary: Vec<String>,
    /// Variant spelling, salt or formulation -> the ingredient that rules speak of.
    pub variants: BTreeMap<String, String>,
}

/// The whole knowledge a [`crate::RuleBook`] is built from; storable as one serde value or as rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleBookData {
    /// Date of the knowledge, `YYYY-MM-DD`.
    pub data_date: String,
    /// A sentence when the knowledge is old or incomplete.
    pub data_warning: Option<String>,
    /// Interaction rules.
    pub rules: Vec<Rule>,
    /// Class lists, vocabulary exceptions and variants.
    pub classes: ClassFile,
    /// Allergy cross-reactions.
    pub cross_reactions: Vec<CrossReaction>,
    /// Pairs of the wide net.
    pub wide_net: Vec<WideNetPair>,
    /// Doses with age, kidney, liver, pregnancy and nursing.
    #[serde(default)]
    pub doses: Vec<Placed<DoseRow>>,
    /// Drugs against problems, values, age and sex.
    #[serde(default)]
    pub conditions: Vec<Placed<ConditionRow>>,
    /// Effects that add up over the list.
    #[serde(default)]
    pub loads: Vec<Placed<LoadTable>>,
    /// Law on controlled substances.
    #[serde(default)]
    pub controlled: ControlledTable,
    /// Laboratory values that go with a drug.
    #[serde(default)]
    pub monitoring: Vec<Monitoring>,
    /// Every ingredient key of the drug vocabulary; empty means "do not check names".
    pub known_ingredients: Vec<String>,
}

impl ClassFile {
    /// Adds what another class file says.
    pub fn merge(&mut self, other: ClassFile) {
        self.classes.extend(other.classes);
        self.not_in_vocabulary.extend(other.not_in_vocabulary);
        self.variants.extend(other.variants);
    }
}
