//! A seeded generator of a fictional practice with ten years of plausible histories.
//!
//! The pure part makes whole charts as plain entities, the same for the same seed on every machine; [`generate`] keeps
//! them in a store. Nobody here exists: names are combined at random, telephones are 555, the town is invented.
//! Architecture invariant: no clock and no operating-system randomness; "today" and the seed come from the caller.

mod acute;
mod big;
mod body;
mod care;
mod chart;
mod codes;
mod disease;
mod drugs;
mod keep;
mod letters;
mod life;
mod measures;
#[rustfmt::skip] // word lists read better filled than one to a line
mod names;
mod people;
mod pharmacies;
mod rng;
mod schedule;
mod scribe;
mod staff;
mod star;
#[cfg(test)]
mod tests;
mod thin;

use yarrow_core::access::Role;
use yarrow_core::error::{Error, Result};
use yarrow_core::patients::Patient;
use yarrow_core::people::Practitioner;
use yarrow_core::pharmacies::Pharmacy;
use yarrow_core::settings::Location;
use yarrow_core::store::{Actor, Store, query};
use yarrow_kernel::{LocalDate, LocationId, PatientId};

pub use chart::{Chart, Letter};
pub use staff::{
    DemoPerson, PRACTICE_FAX, PRACTICE_NAME, PRACTICE_PHARMACY, PRACTICE_PHONE, PRACTICE_TIME_ZONE,
    demo_staff, practice_address,
};

use chart::Cast;

/// Record number of the patient of the pictures, always the first one made.
pub const STAR_MRN: &str = "204-118";

/// What to make.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// How many patients, at most a million.
    pub patients: u32,
    /// Same seed, same day, same practice.
    pub seed: u64,
    /// The day the practice lives on: visits end the day before.
    pub today: LocalDate,
    /// Visits in one very long chart, that of the second patient; 0 for none.
    pub big_chart_encounters: u32,
    /// Mean of observations per patient, for large practices; `None` for whole histories. The long chart is outside it.
    pub observations_per_patient: Option<f64>,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemoReport {
    /// Patients.
    pub patients: u64,
    /// Visits.
    pub encounters: u64,
    /// Signed notes.
    pub notes: u64,
    /// Problems.
    pub problems: u64,
    /// Allergies, counting "no known allergies".
    pub allergies: u64,
    /// Vital signs, laboratory values, answers.
    pub observations: u64,
    /// Prescriptions.
    pub medications: u64,
    /// Letters.
    pub documents: u64,
    /// The patient of the pictures.
    pub star: Option<PatientId>,
    /// The patient with the very long chart.
    pub big_chart: Option<PatientId>,
}

impl DemoReport {
    fn count(&mut self, chart: &Chart) {
        self.patients += 1;
        self.encounters += chart.encounters.len() as u64;
        self.notes += chart.notes.len() as u64;
        self.problems += chart.problems.len() as u64;
        self.allergies += chart.allergies.len() as u64;
        self.observations += chart.observations.len() as u64;
        self.medications += chart.medications.len() as u64;
        self.documents += chart.letters.len() as u64;
    }
}

/// Makes the charts one after the other; pure, and the same for the same options and staff.
struct Charts<'a> {
    cast: &'a Cast,
    options: &'a DemoOptions,
    next: u32,
    thinned: u64,
}

impl<'a> Charts<'a> {
    fn new(cast: &'a Cast, options: &'a DemoOptions) -> Self {
        Self { cast, options, next: 0, thinned: 0 }
    }
}

impl Iterator for Charts<'_> {
    type Item = Chart;

    fn next(&mut self) -> Option<Chart> {
        let (index, options) = (self.next, self.options);
        if index >= options.patients {
            return None;
        }
        self.next += 1;
        let (seed, today) = (options.seed, options.today);
        let mut chart = match index {
            0 => star::chart(self.cast, seed, today),
            1 if options.big_chart_encounters > 0 => {
                return Some(big::chart(self.cast, seed, index, today, options.big_chart_encounters));
            }
            _ => {
                let years = options.observations_per_patient.map(|mean| 1 + (mean / 25.0) as i64);
                life::chart(self.cast, seed, index, today, years)
            }
        };
        if let Some(mean) = options.observations_per_patient {
            // Who had fewer leaves room for the next, so that the whole comes out at the mean.
            let owed = (mean * f64::from(index + 1)) as i64 - self.thinned as i64;
            thin::thin(&mut chart, owed.max((mean / 2.0) as i64).min((mean * 3.0) as i64) as usize);
            self.thinned += chart.observations.len() as u64;
        }
        Some(chart)
    }
}

/// Fills a store with a fictional practice. `staff` are saved already; physicians among them see the patients and sign.
/// `progress` is told patients done and wanted, and answers whether to go on.
///
/// # Errors
/// [`Error::Refused`] when there is no physician or the demo patients are there already, [`Error::Cancelled`] when
/// `progress` said so (what was committed until then stays), or what the store refuses.
pub fn generate(
    store: &Store,
    actor: &Actor,
    options: &DemoOptions,
    staff: &[Practitioner],
    progress: &dyn Fn(u64, u64) -> bool,
) -> Result<DemoReport> {
    if options.patients > 1_000_000 {
        return Err(Error::invalid("patients", "At most 1,000,000 demo patients can be made."));
    }
    let taken = store.read(|db| Ok(!query::<Patient>(db, "WHERE mrn = ?1", [STAR_MRN])?.is_empty()))?;
    if taken {
        return Err(Error::Refused("The demo patients are already here. Nothing was changed.".to_owned()));
    }
    let location =
        store.read(|db| Ok(query::<Location>(db, "WHERE active = 1 ORDER BY id LIMIT 1", [])?.pop()))?;
    let shops = pharmacies::pharmacies(options.seed, options.today);
    let cast = cast(staff, location.map(|place| place.id), &shops)?;
    store.write(actor.clone(), "generate_demo", move |tx| pharmacies::keep(tx, &shops))?;
    let total = u64::from(options.patients);
    let mut report = DemoReport::default();
    let mut keeper = keep::Keeper::new(store, actor);
    let mut told = None;
    for (index, chart) in Charts::new(&cast, options).enumerate() {
        match index {
            0 => report.star = Some(chart.patient.id),
            1 if options.big_chart_encounters > 0 => report.big_chart = Some(chart.patient.id),
            _ => {}
        }
        report.count(&chart);
        keeper.take(chart)?;
        if told != Some(keeper.done) {
            told = Some(keeper.done);
            if !progress(keeper.done, total) {
                keeper.finish()?;
                return Err(Error::Cancelled);
            }
        }
    }
    keeper.flush()?;
    keeper.finish()?;
    progress(total, total);
    Ok(report)
}

fn cast(staff: &[Practitioner], location: Option<LocationId>, shops: &[Pharmacy]) -> Result<Cast> {
    let of = |role: Role| staff.iter().filter(move |person| person.role == role && person.active);
    let physicians: Vec<_> = of(Role::Physician).map(|person| (person.id, person.display_name())).collect();
    if physicians.is_empty() {
        return Err(Error::Refused("The demo needs at least one physician to see the patients.".to_owned()));
    }
    let pharmacies = shops.iter().map(|shop| (shop.name.clone(), shop.id)).collect();
    let nurse = of(Role::Nurse).next().map(|person| person.id);
    Ok(Cast { physicians, nurse, location, pharmacies })
}
