//! The years of one patient at the practice: which visits, and what happens in each.

use yarrow_core::medications::MedicationStatus;
use yarrow_core::observations::{Observation, ObservationCategory, ObservationStatus};
use yarrow_kernel::{LocalDate, PartialDate};

use crate::acute::illness;
use crate::body::Body;
use crate::care::{self, blood_count, lipid_rest, metabolic_panel, review};
use crate::chart::{Cast, Chart};
use crate::codes;
use crate::disease::{Course, Disease, allergies, burden, courses};
use crate::drugs;
use crate::letters;
use crate::measures::{self, BMI, DIASTOLIC, HEIGHT, PULSE, RESP, SPO2, SYSTOLIC, TEMP, WEIGHT};
use crate::people::{Sex, person};
use crate::rng::{Rng, days_between};
use crate::schedule::{Why, leaves, schedule};
use crate::scribe::{Scribe, same_place};

/// The chart of the n-th patient; `years` shortens the history for large practices.
pub(crate) fn chart(cast: &Cast, seed: u64, index: u32, today: LocalDate, years: Option<i64>) -> Chart {
    let mut person = person(seed, index, today);
    if let Some(years) = years {
        person.joined = person.joined.max(today.plus_days(-365 * years));
    }
    let mut rng = Rng::of(seed, index, 0x11fe);
    let mut courses = courses(&mut rng, &person, today);
    let mut body = Body::new(&mut rng, &person, person.joined);
    burden(&mut body, &mut rng, &courses, today);
    let (last, died) = leaves(&mut rng, &person, today);
    let plan = schedule(&mut rng, &person, &courses, last);
    let mut scribe = Scribe::new(cast, seed, index, today, person);
    allergies(&mut scribe);
    live(&mut scribe, &body, &mut courses, &plan);
    letters::write(&mut scribe, &courses, last);
    scribe.end_courses(last);
    if last < today {
        scribe.chart.patient.active = false;
    }
    if died {
        scribe.chart.patient.deceased = Some(last);
        for taken in std::mem::take(&mut scribe.takes) {
            let entry = &mut scribe.chart.medications[taken.index];
            entry.status = MedicationStatus::Stopped;
            entry.status_reason = Some("Patient died".to_owned());
        }
    }
    scribe.chart
}

fn live(scribe: &mut Scribe<'_>, body: &Body, courses: &mut [Course], plan: &[(LocalDate, Why)]) {
    let mut pregnancy = None;
    let smoking = smoking(&mut scribe.rng, courses);
    let mut first = true;
    for (date, why) in plan {
        scribe.end_courses(*date);
        let age = scribe.person.age(*date);
        match why {
            Why::Child => child(scribe, body, courses, *date),
            Why::Ill => ill(scribe, body, courses, *date),
            Why::Pregnancy(week) => expecting(scribe, body, &mut pregnancy, *week, *date),
            Why::Annual | Why::Review => {
                grown(scribe, body, courses, *date, *why, first);
                if *why == Why::Annual && age >= 18 {
                    smoking_status(scribe, smoking);
                }
            }
        }
        first = false;
    }
}

/// Measures what is measured in every visit and quotes it. Answers the blood pressure.
pub(crate) fn vitals(
    scribe: &mut Scribe<'_>,
    body: &Body,
    fever: Option<f64>,
    breath: f64,
    all: bool,
) -> (f64, f64) {
    let date = scribe.visit.date;
    let age = scribe.person.age(date);
    let mut said = Vec::new();
    let takes = scribe.takes.clone();
    let (systolic, diastolic) = body.pressure_on(&mut scribe.rng, &scribe.person, date, &takes);
    let mut pressure = (0.0, 0.0);
    if age >= 3 {
        pressure = (scribe.record(&SYSTOLIC, systolic, 3), scribe.record(&DIASTOLIC, diastolic, 3));
        said.push(format!("BP {:.0}/{:.0}", pressure.0, pressure.1));
    }
    let slow = if scribe.takes("metoprolol") { 8.0 } else { 0.0 };
    let young = ((18 - age).max(0) as f64) * 2.4;
    let hot = fever.map_or(0.0, |t| (t - 36.8) * 9.0);
    let pulse = scribe.rng.bell(body.pulse + young + hot - slow, 4.0);
    let pulse = scribe.record(&PULSE, pulse, 3);
    said.push(format!("P {pulse:.0}"));
    if all || fever.is_some() {
        let temperature = scribe.rng.bell(fever.unwrap_or(36.7), 0.15);
        let temperature = scribe.record(&TEMP, temperature, 3);
        said.push(format!("T {temperature:.1} °C"));
    }
    if breath > 0.0 || (all && age >= 50) {
        let rate = scribe.rng.bell(15.0 + 1.6 * breath, 0.9);
        scribe.record(&RESP, rate, 3);
        let saturation = (body.saturation - breath + scribe.rng.bell(0.0, 0.6)).clamp(86.0, 100.0);
        let saturation = scribe.record(&SPO2, saturation, 3);
        said.push(format!("SpO₂ {saturation:.0} %"));
    }
    if all {
        let weight = body.weight_on(&scribe.person, date);
        let weight = scribe.rng.bell(weight, 0.006 * weight);
        let weight = scribe.record(&WEIGHT, weight, 3);
        said.push(format!("weight {weight:.1} kg"));
        let measured = age < 20 || scribe.chart.encounters.is_empty();
        let height = body.height_on(&scribe.person, date);
        if measured {
            scribe.record(&HEIGHT, height, 3);
            said.push(format!("height {height:.1} cm"));
        }
        if age >= 2 && (measured || scribe.chart.encounters.len() % 4 == 1) {
            let metres = measures::rounded(height, 1) / 100.0;
            scribe.record(&BMI, weight / (metres * metres), 3);
        }
    }
    scribe.finds(format!("{}.", said.join(" · ")));
    pressure
}

fn time(scribe: &mut Scribe<'_>) -> i64 {
    8 * 60 + 30 + 15 * scribe.rng.between(0, 30)
}

fn child(scribe: &mut Scribe<'_>, body: &Body, courses: &mut [Course], date: LocalDate) {
    let months = scribe.person.months(date);
    let minutes = time(scribe);
    scribe.open(date, minutes, "Well-child visit", "well-child visit");
    let says = match months {
        m if m < 6.0 => "Feeds well, wet diapers as expected. Sleeps on the back.",
        m if m < 18.0 => "Eats at the family table, sleeps through most nights. Parents have no worries.",
        m if m < 60.0 => "Runs, climbs, talks in sentences for the age. Eats most things.",
        m if m < 144.0 => "School goes well. Friends, sports, about two hours of screen a day.",
        _ => "School goes well. Seen partly alone; sleeps eight hours, no tobacco.",
    };
    scribe.says(says);
    vitals(scribe, body, None, 0.0, true);
    scribe.finds("Alert. Heart and lungs normal, abdomen soft, skin clear, gait and tone as expected.");
    scribe.plans(
        None,
        "Growth along the curve. Vaccines reviewed with the parents. Next routine visit as scheduled.",
    );
    reviews(scribe, body, courses, (0.0, 0.0), false);
    scribe.close();
}

fn ill(scribe: &mut Scribe<'_>, body: &Body, courses: &mut [Course], date: LocalDate) {
    let age = scribe.person.age(date);
    let female = scribe.person.sex == Sex::Female;
    let mut rng = scribe.rng.clone();
    let what = illness(&mut rng, age, female, courses, scribe);
    scribe.rng = rng;
    let minutes = time(scribe);
    scribe.open(date, minutes, "Office visit", what.reason);
    scribe.says(what.says);
    if scribe.takes.len() > 1 {
        scribe.says("Takes all other medication as before.");
    }
    let child = age < 12;
    vitals(scribe, body, what.fever, what.breath, child);
    scribe.finds(what.finds);
    if let Some(count) = what.count {
        blood_count(scribe, body, count);
    }
    let problem = scribe.diagnose(what.dx, date.into());
    let given = scribe.prescribe_first(what.treat, Some(problem));
    let words = match given {
        Some(rx) => format!("{} for {} days. {}", capital(&rx.said()), rx.days, what.advice),
        None => what.advice.to_owned(),
    };
    scribe.plans(Some(problem), words);
    let over = date.plus_days(what.days + scribe.rng.between(-1, 3));
    scribe.close();
    scribe.resolve(problem, over);
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn expecting(
    scribe: &mut Scribe<'_>,
    body: &Body,
    pregnancy: &mut Option<usize>,
    week: i64,
    date: LocalDate,
) {
    let minutes = time(scribe);
    scribe.open(date, minutes, "Office visit", if week > 40 { "after birth" } else { "prenatal visit" });
    if week > 40 {
        scribe.says("Six weeks after birth. Feeding goes well, bleeding has stopped, mood good.");
    } else {
        scribe.says(format!(
            "Week {week}. Feels well, {}.",
            if week > 20 { "feels the baby move" } else { "some nausea in the morning" }
        ));
    }
    let mut with_child = body.clone();
    with_child.weight += if week > 40 { 4.0 } else { 0.32 * (week - 6) as f64 };
    let pressure = vitals(scribe, &with_child, None, 0.0, true);
    if week < 12 {
        let place = scribe.diagnose(codes::PREGNANCY, PartialDate::from(date.plus_days(-week * 7)));
        *pregnancy = Some(place);
        scribe.prescribe_first(&[&drugs::FOLIC_ACID], Some(place));
    }
    if week == 24 || week == 9 {
        let thin = Body { hemoglobin: body.hemoglobin - if week == 24 { 1.6 } else { 0.5 }, ..body.clone() };
        blood_count(scribe, &thin, 8.6);
    }
    scribe.finds(if week > 40 {
        "Uterus involuted, wound healed."
    } else {
        "Fetal heart heard. Fundus as expected. No edema."
    });
    scribe.plans(
        *pregnancy,
        format!(
            "BP {:.0}/{:.0}. {}",
            pressure.0,
            pressure.1,
            if week > 40 {
                "Recovered well."
            } else {
                "Uneventful so far. Shared care with Vetchford Maternity."
            }
        ),
    );
    if week > 40 {
        scribe.stop("folic acid", "No longer needed");
    }
    scribe.close();
    if week > 40
        && let Some(place) = pregnancy.take()
    {
        scribe.resolve(place, date.plus_days(-42));
    }
}

fn grown(
    scribe: &mut Scribe<'_>,
    body: &Body,
    courses: &mut [Course],
    date: LocalDate,
    why: Why,
    first: bool,
) {
    let annual = why == Why::Annual;
    let known: Vec<usize> = (0..courses.len()).filter(|n| courses[*n].onset <= date).collect();
    let minutes = time(scribe);
    let reason = if annual {
        "annual examination".to_owned()
    } else {
        let names: Vec<&str> = known.iter().take(2).map(|n| courses[*n].disease.said()).collect();
        if names.is_empty() { "follow-up".to_owned() } else { names.join(", ") }
    };
    scribe.open(date, minutes, if annual { "Annual examination" } else { "Office visit" }, &reason);
    if first {
        scribe.says("New to the practice; history and medication taken over from the previous one.");
    }
    let feels = *scribe.rng.pick(&[
        "Feels well, no new complaints.",
        "Doing well overall. Sleeps six to seven hours.",
        "No chest pain, no breathlessness, no swelling.",
        "A little tired at work, otherwise well.",
        "Walks half an hour most days. Appetite good.",
        "Here for follow-up; brings a list of home readings.",
    ]);
    scribe.says(feels);
    if !scribe.takes.is_empty() {
        let line = *scribe.rng.pick(&[
            "Takes medication every day.",
            "Misses a dose about once a week.",
            "No side effects noticed.",
        ]);
        scribe.says(line);
    }
    let pressure = vitals(scribe, body, None, 0.0, true);
    let found = *scribe.rng.pick(&[
        "Heart regular, no murmur. Lungs clear. No edema.",
        "Well appearing. Lungs clear, abdomen soft, no edema.",
        "Heart and lungs normal. Feet warm with good pulses.",
    ]);
    scribe.finds(found);
    let age = scribe.person.age(date);
    let lipids_followed = known.iter().any(|n| courses[*n].disease == Disease::Lipids);
    let blood = annual || known.iter().any(|n| courses[*n].disease.draws());
    if blood && (age >= 40 || known.iter().any(|n| courses[*n].disease.needs_kidney())) {
        metabolic_panel(scribe, body);
    }
    if annual && age >= 35 && !lipids_followed {
        let takes = scribe.takes.clone();
        let ldl = body.ldl_on(&mut scribe.rng, &takes);
        let ldl = scribe.result(&measures::LDL, ldl);
        lipid_rest(scribe, body, ldl);
    }
    if annual && (age >= 45 || scribe.rng.chance(0.25)) {
        blood_count(scribe, body, 6.6);
    }
    if annual && known.iter().any(|n| matches!(courses[*n].disease, Disease::Diabetes | Disease::Kidney)) {
        let albumin = scribe.rng.bell(34.0, 16.0).max(6.0);
        scribe.result(&measures::ACR, albumin);
    }
    if first {
        continued(scribe, body, courses, &known);
    }
    reviews(scribe, body, courses, pressure, blood);
    if known.is_empty() {
        let words = *scribe.rng.pick(&[
            "Healthy. Screening up to date; back in a year.",
            "No concerns. Vaccines and screening reviewed.",
        ]);
        scribe.plans(None, words);
    }
    let renewed = scribe.renew();
    if renewed > 0 {
        scribe.plans(
            None,
            format!("Renewed {renewed} prescription{} for a year.", if renewed == 1 { "" } else { "s" }),
        );
    }
    scribe.close();
}

/// What the previous practice had already begun is taken over in the first visit.
fn continued(scribe: &mut Scribe<'_>, body: &Body, courses: &mut [Course], known: &[usize]) {
    for n in known {
        let course = &mut courses[*n];
        if days_between(course.onset, scribe.visit.date) < 200 {
            continue;
        }
        let onset = PartialDate { month: None, day: None, ..PartialDate::from(course.onset) };
        let problem = scribe.diagnose(care::dx(course), onset);
        course.problem = Some(problem);
        let ladder = care::steps(scribe, course, body.egfr);
        let begun = course.need.min(2).min(ladder.len());
        for (n, rx) in ladder[..begun].iter().enumerate() {
            // Of several doses of one drug only the last is taken over.
            if !ladder[n + 1..begun].iter().any(|later| same_place(rx, later)) {
                scribe.prescribe(rx, Some(problem));
            }
        }
        course.step = begun;
    }
}

fn reviews(scribe: &mut Scribe<'_>, body: &Body, courses: &mut [Course], pressure: (f64, f64), blood: bool) {
    let date = scribe.visit.date;
    for course in courses.iter_mut().filter(|course| course.onset <= date) {
        review(scribe, body, course, pressure, blood);
    }
}

fn smoking(rng: &mut Rng, courses: &[Course]) -> &'static str {
    let lungs = courses.iter().any(|course| course.disease == Disease::Copd);
    match rng.between(0, 9) {
        _ if lungs => "Former smoker",
        0 | 1 => "Former smoker",
        2 => "Current every day smoker",
        _ => "Never smoker",
    }
}

fn smoking_status(scribe: &mut Scribe<'_>, answer: &str) {
    // The visit is closed; the answer was given in it.
    let Some(visit) = scribe.chart.encounters.last() else { return };
    let (id, at) = (visit.id, visit.start.plus_millis(240_000));
    scribe.chart.observations.push(Observation {
        id: scribe.ids.next(),
        patient_id: scribe.chart.patient.id,
        encounter_id: Some(id),
        category: ObservationCategory::SocialHistory,
        code: "72166-2".to_owned(),
        display: "Tobacco smoking status".to_owned(),
        value: None,
        unit: None,
        value_text: Some(answer.to_owned()),
        interpretation: None,
        reference_low: None,
        reference_high: None,
        effective_at: at,
        status: ObservationStatus::Final,
        recorder_id: scribe.cast.nurse,
    });
}
