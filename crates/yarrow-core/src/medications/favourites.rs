//! Favourites: what this prescriber usually writes, learned from their own signed prescriptions.
//!
//! Nothing is kept for it and nothing comes from others. The newest [`LOOKED_AT`] signed prescriptions are read, so habits
//! that have changed fade by themselves. What is offered names no patient: directions that were not understood may hold a
//! name, so those count only once two patients have had them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yarrow_kernel::{Decimal, MedicationRequestId, Timestamp, fold};

use super::MedicationRequest;
use super::store::habits_of;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::load;

/// What to look for.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct FavouritesRequest {
    /// ICD-10-CM code the prescription is for; those written for it come first.
    pub reason_code: Option<String>,
    /// The first letters of words of drug, strength or directions; everything when empty.
    pub query: String,
    /// At most this many, up to 20.
    pub limit: u32,
}

/// A prescription to write again, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Favourite {
    /// Product key.
    pub product: String,
    /// "Azithromycin 250 mg tablet".
    pub display: String,
    /// Ingredient keys.
    pub ingredients: Vec<String>,
    /// "250 mg".
    pub strength: Option<String>,
    /// "tablet".
    pub dose_form: Option<String>,
    /// DEA schedule, where controlled.
    pub dea_schedule: Option<String>,
    /// Directions as typed.
    pub sig: String,
    /// Directions in plain words.
    pub sig_text: String,
    /// Amount to dispense.
    #[ts(type = "Decimal | null")]
    pub quantity: Option<Decimal>,
    /// Of what.
    pub quantity_unit: Option<String>,
    /// How many days that lasts.
    pub days_supply: Option<u32>,
    /// Refills.
    pub refills: u32,
    /// How often it was written, for this reason when `for_reason`.
    pub times: u32,
    /// Whether it was written for the reason asked about.
    pub for_reason: bool,
}

const READ: Operation = Operation::new("favourite_prescriptions", Permission::Prescribe);
/// Signed prescriptions that are looked at, newest first: about a year of a busy practice.
const LOOKED_AT: i64 = 3_000;
/// The most that is offered.
const MOST: usize = 20;

/// What this prescriber usually writes: for the reason first, then overall, most often first.
///
/// # Errors
/// When the role may not prescribe.
pub fn favourite_prescriptions(session: &Session, request: FavouritesRequest) -> Result<Vec<Favourite>> {
    let (user, knowledge) = (session.user().id, Arc::clone(session.knowledge()));
    session.read(&READ, move |db| {
        let category = request.reason_code.as_deref().and_then(category_of).unwrap_or_default();
        let habits = habits_of(db, user, category, LOOKED_AT)?;
        let chosen = ranked(habits, &request, |product| knowledge.product(product).is_some());
        let offered = chosen.into_iter().map(|habit| {
            let order: Option<MedicationRequest> = load(db, habit.newest.0)?;
            Ok(order.map(|order| offered(order, &habit)))
        });
        Ok(offered.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    })
}

/// One way of prescribing: the same product, directions, quantity and refills.
#[derive(Clone, Debug)]
pub(super) struct Habit {
    /// The newest prescription of its kind.
    pub newest: MedicationRequestId,
    pub product: String,
    /// Drug and directions, to be searched.
    pub text: String,
    /// Whether the directions were understood.
    pub understood: bool,
    pub times: u32,
    /// How many of them were for a reason of the category asked about.
    pub for_reason: u32,
    /// Different patients.
    pub patients: u32,
    pub last: Timestamp,
}

/// The three characters of an ICD-10-CM category: J18.0 and J18.9 are treated by the same habits.
fn category_of(code: &str) -> Option<&str> {
    code.get(..3)
}

fn ranked(
    mut habits: Vec<Habit>,
    request: &FavouritesRequest,
    is_known: impl Fn(&str) -> bool,
) -> Vec<Habit> {
    let words: Vec<String> = fold(&request.query).split_whitespace().map(str::to_owned).collect();
    habits.retain(|habit| {
        (habit.understood || habit.patients > 1) && matches(&habit.text, &words) && is_known(&habit.product)
    });
    habits.sort_by_key(|habit| std::cmp::Reverse((habit.for_reason, habit.times, habit.last, habit.newest)));
    habits.truncate(MOST.min(request.limit as usize));
    habits
}

/// Whether every typed word begins a word of the prescription.
fn matches(text: &str, typed: &[String]) -> bool {
    let text = fold(text);
    typed.iter().all(|word| text.split_whitespace().any(|other| other.starts_with(word.as_str())))
}

fn offered(order: MedicationRequest, habit: &Habit) -> Favourite {
    Favourite {
        product: habit.product.clone(),
        display: order.display,
        ingredients: order.ingredients,
        strength: order.strength,
        dose_form: order.dose_form,
        dea_schedule: order.dea_schedule,
        sig: order.sig,
        sig_text: order.sig_text,
        quantity: order.quantity.map(|quantity| quantity.normalize()),
        quantity_unit: order.quantity_unit,
        days_supply: order.days_supply,
        refills: order.refills,
        times: if habit.for_reason > 0 { habit.for_reason } else { habit.times },
        for_reason: habit.for_reason > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(product: &str, times: u32, for_reason: u32) -> Habit {
        Habit {
            newest: MedicationRequestId(Default::default()),
            product: product.to_owned(),
            text: format!("{product} 1 tab po daily Take 1 tablet by mouth once daily"),
            understood: true,
            times,
            for_reason,
            patients: times,
            last: Timestamp(0),
        }
    }

    fn asked(query: &str, limit: u32) -> FavouritesRequest {
        FavouritesRequest { reason_code: None, query: query.to_owned(), limit }
    }

    fn names(habits: Vec<Habit>, request: &FavouritesRequest) -> Vec<String> {
        ranked(habits, request, |_| true).into_iter().map(|habit| habit.product).collect()
    }

    #[test]
    fn what_is_written_for_this_reason_comes_before_what_is_written_more_often() {
        let habits =
            vec![habit("lisinopril", 90, 0), habit("azithromycin", 6, 5), habit("doxycycline", 3, 2)];
        assert_eq!(names(habits, &asked("", 20)), ["azithromycin", "doxycycline", "lisinopril"]);
    }

    #[test]
    fn two_letters_of_drug_or_directions_are_enough() {
        let habits = vec![habit("lisinopril", 9, 0), habit("loratadine", 6, 0)];
        assert_eq!(names(habits.clone(), &asked("lo", 20)), ["loratadine"]);
        assert_eq!(names(habits.clone(), &asked("li daily", 20)), ["lisinopril"]);
        assert_eq!(names(habits, &asked("", 1)), ["lisinopril"]);
    }

    #[test]
    fn directions_that_were_not_understood_are_offered_only_after_a_second_patient() {
        let free_text = Habit { understood: false, ..habit("insulin glargine", 1, 0) };
        assert!(names(vec![free_text.clone()], &asked("", 20)).is_empty());
        let again = Habit { patients: 2, times: 2, ..free_text };
        assert_eq!(names(vec![again], &asked("", 20)), ["insulin glargine"]);
    }

    #[test]
    fn a_product_that_the_drug_table_no_longer_has_is_not_offered() {
        assert!(ranked(vec![habit("withdrawn", 9, 9)], &asked("", 20), |_| false).is_empty());
    }
}
