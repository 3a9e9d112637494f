//! What a dose form says about unit and route, so that "1 daily" of a tablet needs no more words.

use super::dosage::{Route, Unit};

/// The kinds of dose form a sig has to know apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Tablet,
    Capsule,
    SublingualTablet,
    OralLiquid,
    Inhaler,
    Nebulizer,
    NasalSpray,
    Eye,
    Ear,
    Vaginal,
    Suppository,
    Patch,
    Topical,
    Injection,
}

impl Form {
    /// Reads a dose form as FDA ("TABLET, FILM COATED") or RxNorm ("Oral Tablet") write it.
    ///
    /// A bare "solution" or "liquid" says nothing about its route, so it is no form.
    pub fn read(text: &str) -> Option<Form> {
        let lower = text.to_lowercase();
        let has = |part: &str| lower.contains(part);
        let word = |wanted: &str| lower.split(|c: char| !c.is_alphabetic()).any(|w| w == wanted);
        Some(if has("nebul") || has("inhalation solution") || has("inhalation suspension") {
            Form::Nebulizer
        } else if has("inhal")
            || has("metered dose") && !has("nasal")
            || lower.ends_with(", metered") && !has("spray")
        {
            Form::Inhaler
        } else if has("nasal") {
            Form::NasalSpray
        } else if has("ophthalmic") || word("eye") {
            Form::Eye
        } else if word("otic") || word("ear") {
            Form::Ear
        } else if has("vaginal") {
            Form::Vaginal
        } else if has("suppositor") {
            Form::Suppository
        } else if has("patch") || has("transdermal") {
            Form::Patch
        } else if has("sublingual") {
            Form::SublingualTablet
        } else if has("inject") || has("syringe") || word("pen") || word("cartridge") {
            Form::Injection
        } else if has("tablet") || has("caplet") {
            Form::Tablet
        } else if has("capsule") {
            Form::Capsule
        } else if ["cream", "ointment", "lotion", "gel", "foam", "shampoo", "topical"].iter().any(|f| has(f))
        {
            Form::Topical
        } else if has("syrup") || has("elixir") || has("oral sol") || has("oral susp") || has("oral liquid") {
            Form::OralLiquid
        } else {
            return None;
        })
    }

    /// The unit of a dose that is typed as a bare number.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Form::Tablet | Form::SublingualTablet => Some(Unit::Tablet),
            Form::Capsule => Some(Unit::Capsule),
            Form::Inhaler => Some(Unit::Puff),
            Form::NasalSpray => Some(Unit::Spray),
            Form::Eye | Form::Ear => Some(Unit::Drop),
            Form::Suppository => Some(Unit::Suppository),
            Form::Patch => Some(Unit::Patch),
            Form::OralLiquid | Form::Nebulizer | Form::Vaginal | Form::Topical | Form::Injection => None,
        }
    }

    /// The route, where the form leaves no other.
    pub fn route(self) -> Option<Route> {
        match self {
            Form::Tablet | Form::Capsule | Form::OralLiquid => Some(Route::Oral),
            Form::SublingualTablet => Some(Route::Sublingual),
            Form::Inhaler => Some(Route::Inhaled),
            Form::Nebulizer => Some(Route::Nebulized),
            Form::NasalSpray => Some(Route::Nasal),
            Form::Eye => Some(Route::Ophthalmic),
            Form::Ear => Some(Route::Otic),
            Form::Vaginal => Some(Route::Vaginal),
            Form::Patch => Some(Route::Transdermal),
            Form::Topical => Some(Route::Topical),
            Form::Suppository | Form::Injection => None,
        }
    }

    /// True when a dose counted in `unit` cannot be this form: tablets of a capsule, puffs of a cream.
    pub fn contradicts(self, unit: Unit) -> bool {
        let solid = |own: Unit| {
            matches!(
                unit,
                Unit::Tablet | Unit::Capsule | Unit::Puff | Unit::Patch | Unit::Suppository | Unit::Spray
            ) && unit != own
        };
        match self {
            Form::Tablet | Form::SublingualTablet => solid(Unit::Tablet) || unit == Unit::Drop,
            Form::Capsule => solid(Unit::Capsule) || unit == Unit::Drop,
            Form::Patch => solid(Unit::Patch),
            Form::Suppository => solid(Unit::Suppository),
            Form::OralLiquid | Form::Topical | Form::Injection | Form::Eye | Form::Ear => {
                matches!(unit, Unit::Tablet | Unit::Capsule | Unit::Puff | Unit::Patch | Unit::Suppository)
            }
            Form::Inhaler => matches!(unit, Unit::Tablet | Unit::Patch | Unit::Suppository | Unit::Drop),
            Form::NasalSpray | Form::Nebulizer => {
                matches!(unit, Unit::Tablet | Unit::Capsule | Unit::Patch | Unit::Suppository)
            }
            Form::Vaginal => false,
        }
    }
}
