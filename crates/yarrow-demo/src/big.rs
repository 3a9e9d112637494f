//! One very long chart, to see that a chart opens at once however much is in it.

use yarrow_kernel::{LocalDate, PartialDate};

use crate::body::Body;
use crate::care::{blood_count, metabolic_panel};
use crate::chart::{Cast, Chart};
use crate::codes;
use crate::drugs;
use crate::life::vitals;
use crate::people::person;
use crate::rng::{Rng, at};
use crate::scribe::Scribe;

/// Twenty years of the second patient with exactly so many visits: a leg that will not heal.
pub(crate) fn chart(cast: &Cast, seed: u64, index: u32, today: LocalDate, visits: u32) -> Chart {
    let mut person = person(seed, index, today);
    person.birth = today.plus_days(-74 * 365);
    person.joined = today.plus_days(-20 * 365);
    person.patient.birth_date = PartialDate::from(person.birth);
    person.patient.created_at = at(person.joined, 9 * 60);
    let mut rng = Rng::of(seed, index, 0xb16);
    let body = Body::new(&mut rng, &person, person.joined);
    let joined = person.joined;
    let mut scribe = Scribe::new(cast, seed, index, today, person);
    let days = 20 * 365 - 3;
    let (mut ulcer, mut pressure_problem) = (None, None);
    for n in 0..i64::from(visits) {
        let date = joined.plus_days(n * days / i64::from(visits) + 1);
        scribe.open(date, 9 * 60 + 20 * (n % 20), "Office visit", "dressing change");
        let size = scribe.rng.bell(4.0 + 1.5 * ((n % 90) as f64 / 45.0 - 1.0).abs(), 0.3).max(1.0);
        scribe.says("Comes for the dressing. Pain little, stocking worn most days.");
        let pressure = vitals(&mut scribe, &body, None, 0.0, n % 3 == 0);
        scribe.finds(format!("Right lower leg: ulcer {size:.1} cm, clean, no redness around it."));
        if n % 12 == 6 {
            metabolic_panel(&mut scribe, &body);
        }
        if n % 40 == 10 {
            blood_count(&mut scribe, &body, 6.8);
        }
        if n == 0 {
            ulcer = Some(scribe.diagnose(codes::WOUND, date.into()));
            let place =
                scribe.diagnose(codes::HYPERTENSION, PartialDate { month: None, day: None, ..date.into() });
            scribe.prescribe_first(&[&drugs::LISINOPRIL_10, &drugs::LOSARTAN_50], Some(place));
            pressure_problem = Some(place);
        }
        scribe.plans(ulcer, "Cleaned and dressed. Compression. Next dressing in a week.");
        if n % 10 == 0 {
            scribe.plans(pressure_problem, format!("BP {:.0}/{:.0}. Continue.", pressure.0, pressure.1));
            scribe.renew();
        }
        scribe.close();
    }
    scribe.chart
}
