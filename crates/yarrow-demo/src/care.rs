//! How lasting diseases are followed: measure, compare with the goal, take the next step of treatment or continue.

use yarrow_kernel::LocalDate;

use crate::body::Body;
use crate::codes::{self, Dx};
use crate::disease::{Course, Disease};
use crate::drugs::{self, Rx};
use crate::measures::{self, Measure};
use crate::rng::days_between;
use crate::scribe::Scribe;

/// The words of a disease on the problem list.
pub(crate) fn dx(course: &Course) -> Dx {
    let variant = course.need % 3;
    match course.disease {
        Disease::Hypertension => codes::HYPERTENSION,
        Disease::Diabetes => codes::DIABETES,
        Disease::Lipids if variant == 0 => codes::CHOLESTEROL_HIGH,
        Disease::Lipids => codes::MIXED_LIPIDS,
        Disease::Hypothyroid => codes::HYPOTHYROID,
        Disease::Asthma if course.need == 1 => codes::ASTHMA_INTERMITTENT,
        Disease::Asthma => codes::ASTHMA_MILD,
        Disease::Copd => codes::COPD,
        Disease::Kidney => codes::CKD_3A,
        Disease::AtrialFibrillation => codes::AFIB_PAROXYSMAL,
        Disease::Depression => codes::DEPRESSION,
        Disease::Anxiety => codes::ANXIETY,
        Disease::Reflux => codes::GERD,
        Disease::Arthritis => [codes::KNEES, codes::KNEE_LEFT, codes::KNEE_RIGHT][variant],
        Disease::Migraine => codes::MIGRAINE,
        Disease::Gout => codes::GOUT,
        Disease::Rhinitis => codes::RHINITIS,
        Disease::Contraception => codes::CONTRACEPTION,
        Disease::Obesity => codes::OBESITY,
        Disease::Prediabetes => codes::PREDIABETES,
        Disease::SleepApnea => codes::SLEEP_APNEA,
        Disease::Eczema => codes::ECZEMA,
        Disease::Adhd => codes::ADHD,
        Disease::Osteopenia => codes::OSTEOPENIA,
        Disease::Prostate => codes::PROSTATE,
    }
}

/// The steps of treatment, already without what this patient must not have.
pub(crate) fn steps(scribe: &Scribe<'_>, course: &Course, egfr: f64) -> Vec<&'static Rx> {
    let child = scribe.person.age(scribe.visit.date) < 12;
    let ladder: &[&'static Rx] = match course.disease {
        Disease::Hypertension if !scribe.may_take(&drugs::LISINOPRIL_10) => {
            &[&drugs::LOSARTAN_50, &drugs::LOSARTAN_100, &drugs::AMLODIPINE_5, &drugs::AMLODIPINE_10]
        }
        Disease::Hypertension if course.need == 3 => {
            &[&drugs::AMLODIPINE_5, &drugs::LISINOPRIL_10, &drugs::LISINOPRIL_20, &drugs::AMLODIPINE_10]
        }
        Disease::Hypertension => &[
            &drugs::LISINOPRIL_10,
            &drugs::LISINOPRIL_20,
            &drugs::AMLODIPINE_5,
            &drugs::CHLORTHALIDONE_25,
            &drugs::LISINOPRIL_40,
        ],
        Disease::Diabetes if egfr < 30.0 => &[&drugs::GLARGINE_14, &drugs::GLARGINE_22],
        Disease::Diabetes if egfr < 50.0 => {
            &[&drugs::METFORMIN_500, &drugs::EMPAGLIFLOZIN_10, &drugs::GLARGINE_14]
        }
        Disease::Diabetes if course.need == 2 => &[
            &drugs::METFORMIN_ER_500,
            &drugs::METFORMIN_ER_1000,
            &drugs::EMPAGLIFLOZIN_10,
            &drugs::GLARGINE_14,
        ],
        Disease::Diabetes => &[
            &drugs::METFORMIN_500,
            &drugs::METFORMIN_1000,
            &drugs::EMPAGLIFLOZIN_10,
            &drugs::SITAGLIPTIN_100,
            &drugs::GLARGINE_14,
            &drugs::GLARGINE_22,
        ],
        Disease::Lipids if course.need == 1 => &[&drugs::ROSUVASTATIN_10, &drugs::EZETIMIBE_10],
        Disease::Lipids => &[&drugs::ATORVASTATIN_20, &drugs::ATORVASTATIN_40, &drugs::EZETIMIBE_10],
        Disease::Hypothyroid => &[
            &drugs::LEVOTHYROXINE_50,
            &drugs::LEVOTHYROXINE_75,
            &drugs::LEVOTHYROXINE_88,
            &drugs::LEVOTHYROXINE_100,
        ],
        Disease::Asthma if child => &[&drugs::ALBUTEROL, &drugs::MONTELUKAST_5],
        Disease::Asthma => &[&drugs::ALBUTEROL, &drugs::FLUTICASONE_110, &drugs::MONTELUKAST_10],
        Disease::Copd => &[&drugs::ALBUTEROL, &drugs::TIOTROPIUM, &drugs::BUDESONIDE_FORMOTEROL],
        Disease::AtrialFibrillation => &[&drugs::APIXABAN_5, &drugs::METOPROLOL_50],
        Disease::Depression => &[&drugs::SERTRALINE_50, &drugs::SERTRALINE_100],
        Disease::Anxiety if scribe.takes("sertraline") => &[],
        Disease::Anxiety => &[&drugs::ESCITALOPRAM_10, &drugs::ESCITALOPRAM_20],
        Disease::Reflux => &[&drugs::OMEPRAZOLE_20],
        Disease::Arthritis => &[&drugs::ACETAMINOPHEN_500, &drugs::DICLOFENAC_GEL],
        Disease::Migraine => &[&drugs::SUMATRIPTAN_50, &drugs::TOPIRAMATE_50],
        Disease::Gout => &[&drugs::ALLOPURINOL_100, &drugs::ALLOPURINOL_300],
        Disease::Rhinitis if child => &[],
        Disease::Rhinitis => &[&drugs::LORATADINE, &drugs::FLUTICASONE_NASAL],
        Disease::Contraception => &[&drugs::CONTRACEPTIVE],
        _ => &[],
    };
    // A ladder may pass 10, 20 … 40 of one drug with another in between: only what may be taken stays.
    ladder.iter().copied().filter(|rx| scribe.may_take(rx)).collect()
}

/// What a laboratory value or a pressure says about the goal.
struct Reading {
    said: String,
    above: bool,
}

/// Reviews one disease in the open visit: `pressure` is today's, `blood` whether blood is drawn today.
pub(crate) fn review(
    scribe: &mut Scribe<'_>,
    body: &Body,
    course: &mut Course,
    pressure: (f64, f64),
    blood: bool,
) {
    let date = scribe.visit.date;
    let egfr = body.egfr + body.egfr_slope * days_between(body.since, date) as f64 / 365.25;
    let new = course.problem.is_none();
    if new {
        course.problem = Some(scribe.diagnose(dx(course), onset_said(course)));
    }
    let reading = measure(scribe, body, course, pressure, blood);
    if course.disease == Disease::Kidney {
        kidney(scribe, course, body, date);
        return;
    }
    if course.disease == Disease::Diabetes && egfr < 30.0 && scribe.takes("metformin") {
        scribe.stop("metformin", "eGFR below 30");
        scribe.plans(course.problem, "eGFR below 30: metformin stopped.");
        course.step = 0;
    }
    let ladder = steps(scribe, course, egfr);
    let Some(reading) = reading else {
        let word = *scribe.rng.pick(&[
            "Stable. Continue.",
            "No change. Continue treatment.",
            "Doing well, continue.",
        ]);
        scribe.plans(course.problem, word);
        return;
    };
    let next = ladder.get(course.step).copied();
    match next.filter(|_| reading.above) {
        Some(rx) => {
            course.step += 1;
            let taken = scribe.takes(rx.ingredients[0]) && rx.form == "tablet";
            scribe.prescribe(rx, course.problem);
            let verb = if taken { "Increase to" } else { "Start" };
            scribe.plans(course.problem, format!("{} {verb} {}.", reading.said, rx.said()));
        }
        None if reading.above => {
            scribe.plans(
                course.problem,
                format!("{} Discussed diet, movement and taking medication every day.", reading.said),
            );
        }
        None => scribe.plans(course.problem, format!("{} Continue.", reading.said)),
    }
}

fn onset_said(course: &Course) -> yarrow_kernel::PartialDate {
    let day = yarrow_kernel::PartialDate::from(course.onset);
    yarrow_kernel::PartialDate { day: None, ..day }
}

fn measure(
    scribe: &mut Scribe<'_>,
    body: &Body,
    course: &mut Course,
    pressure: (f64, f64),
    blood: bool,
) -> Option<Reading> {
    let date = scribe.visit.date;
    let first = course.step == 0;
    match course.disease {
        Disease::Hypertension => {
            let (systolic, diastolic) = pressure;
            let above = systolic >= 140.0 || diastolic >= 92.0;
            let goal = if above { "above goal" } else { "at goal" };
            Some(Reading { said: format!("BP {systolic:.0}/{diastolic:.0}, {goal}."), above })
        }
        Disease::Diabetes | Disease::Prediabetes => {
            let value = drawn(scribe, course, blood, 85, &measures::A1C, |s| {
                let takes = s.takes.clone();
                body.a1c_on(&mut s.rng, date, &takes)
            })?;
            let above = course.disease == Disease::Diabetes && value >= 7.1;
            let goal = match (course.disease, above) {
                (Disease::Prediabetes, _) => "in the prediabetic range",
                (_, true) => "above goal",
                _ => "at goal",
            };
            Some(Reading { said: format!("HbA1c {value:.1} %, {goal}."), above })
        }
        Disease::Lipids => {
            let value = drawn(scribe, course, blood, 170, &measures::LDL, |s| {
                let takes = s.takes.clone();
                body.ldl_on(&mut s.rng, &takes)
            })?;
            lipid_rest(scribe, body, value);
            let above = value > if first { 129.0 } else { 112.0 };
            Some(Reading {
                said: format!("LDL {value:.0} mg/dL{}.", if above { ", above goal" } else { "" }),
                above,
            })
        }
        Disease::Hypothyroid => {
            let (step, need) = (course.step, course.need);
            let value = drawn(scribe, course, blood, 75, &measures::TSH, |s| match step {
                0 => s.rng.bell(10.5, 1.6),
                n if n < need => s.rng.bell(5.6, 0.4).max(4.2),
                _ => s.rng.bell(2.0, 0.5).clamp(0.7, 3.8),
            })?;
            let above = value > 4.0;
            Some(Reading {
                said: format!("TSH {value:.2} mIU/L{}.", if above { ", high" } else { ", normal" }),
                above,
            })
        }
        Disease::Gout => {
            let step = course.step as f64;
            let value = drawn(scribe, course, blood, 150, &measures::URATE, |s| {
                s.rng.bell(body.urate - 1.7 * step, 0.25).max(3.9)
            })?;
            let above = value > 6.6;
            Some(Reading {
                said: format!("Uric acid {value:.1} mg/dL{}.", if above { ", above 6" } else { "" }),
                above,
            })
        }
        Disease::Depression | Disease::Anxiety => {
            let (measure, name) = if course.disease == Disease::Depression {
                (&measures::PHQ9, "PHQ-9")
            } else {
                (&measures::GAD7, "GAD-7")
            };
            let mean = [15.0, 9.5, 4.0][course.step.min(2)]
                - if course.need < 3 && course.step > 0 { 4.0 } else { 0.0 };
            let value = scribe.rng.bell(mean, 1.3).clamp(0.0, 24.0);
            let value = scribe.record(measure, value, 8);
            let above = value >= 8.0;
            let word = match value {
                v if v >= 15.0 => "moderately severe",
                v if v >= 10.0 => "moderate",
                v if v >= 5.0 => "mild",
                _ => "minimal",
            };
            Some(Reading { said: format!("{name} {value:.0}, {word} symptoms."), above })
        }
        Disease::Asthma | Disease::Copd | Disease::Migraine | Disease::Arthritis | Disease::Rhinitis => {
            let above = first || (course.step < course.need && scribe.rng.chance(0.3));
            let said = match (course.disease, above) {
                (Disease::Migraine, true) => "Attacks more than twice a month.",
                (Disease::Migraine, false) => "One attack a month, relieved.",
                (Disease::Arthritis, true) => "Pain on stairs and after walking.",
                (Disease::Arthritis, false) => "Pain tolerable, walks daily.",
                (Disease::Rhinitis, true) => "Sneezing and blocked nose in season.",
                (Disease::Rhinitis, false) => "Few symptoms.",
                (_, true) => "Not well controlled.",
                (_, false) => "Well controlled.",
            };
            Some(Reading { said: said.to_owned(), above })
        }
        Disease::AtrialFibrillation => {
            let said = if course.step < 2 {
                "Irregular pulse; ECG shows atrial fibrillation."
            } else {
                "No palpitations, no bleeding."
            };
            Some(Reading { said: said.to_owned(), above: course.step < 2 })
        }
        Disease::Reflux => {
            let said = if first {
                "Heartburn after meals, worse lying down."
            } else {
                "No heartburn with treatment."
            };
            Some(Reading { said: said.to_owned(), above: first })
        }
        Disease::Contraception => Some(Reading {
            said: "Satisfied with the method; no migraine, no clots in the family.".to_owned(),
            above: first,
        }),
        _ => None,
    }
}

/// Draws a value when blood is taken and it is due, and remembers it.
fn drawn(
    scribe: &mut Scribe<'_>,
    course: &mut Course,
    blood: bool,
    every: i64,
    measure: &'static Measure,
    value: impl FnOnce(&mut Scribe<'_>) -> f64,
) -> Option<f64> {
    let date: LocalDate = scribe.visit.date;
    let due = course.last.is_none_or(|(last, _)| days_between(last, date) >= every);
    if !due || !blood {
        return None;
    }
    let value = value(scribe);
    let value = scribe.result(measure, value);
    course.last = Some((date, value));
    Some(value)
}

/// HDL, triglycerides and the total that Friedewald's formula (Clin Chem 1972;18:499) gives for this LDL.
pub(crate) fn lipid_rest(scribe: &mut Scribe<'_>, body: &Body, ldl: f64) {
    let hdl = scribe.rng.bell(body.hdl, 2.0);
    let hdl = scribe.result(&measures::HDL, hdl);
    let triglycerides = scribe.rng.bell(body.triglycerides, 11.0).clamp(45.0, 390.0);
    let triglycerides = scribe.result(&measures::TRIGLYCERIDES, triglycerides);
    scribe.result(&measures::CHOLESTEROL, ldl + hdl + triglycerides / 5.0);
}

fn kidney(scribe: &mut Scribe<'_>, course: &mut Course, body: &Body, date: LocalDate) {
    let egfr = body.egfr + body.egfr_slope * days_between(body.since, date) as f64 / 365.25;
    let stage = match egfr {
        e if e >= 44.0 => codes::CKD_3A,
        e if e >= 29.0 => codes::CKD_3B,
        _ => codes::CKD_4,
    };
    let Some(place) = course.problem else { return };
    if scribe.chart.problems[place].code != stage.0 {
        scribe.resolve(place, date);
        course.problem = Some(scribe.diagnose(stage, date.into()));
        scribe.plans(course.problem, "Slow decline of eGFR. No NSAIDs; doses reviewed for the kidney.");
    } else {
        scribe.plans(
            course.problem,
            "Kidney function as expected. No NSAIDs, drink enough, blood in six months.",
        );
    }
}

/// Basic metabolic panel. Answers the eGFR.
pub(crate) fn metabolic_panel(scribe: &mut Scribe<'_>, body: &Body) -> f64 {
    let date = scribe.visit.date;
    let a1c = body.a1c_on(&mut scribe.rng, date, &scribe.takes.clone());
    // Mean glucose of an HbA1c (Nathan et al., ADAG, Diabetes Care 2008;31:1473), less what fasting takes off it.
    let glucose = (28.7 * a1c - 46.7) * 0.88;
    let glucose = scribe.rng.bell(glucose, 5.0).max(66.0);
    scribe.result(&measures::GLUCOSE, glucose);
    let sodium = scribe.rng.bell(140.0, 1.4);
    scribe.result(&measures::SODIUM, sodium);
    let wanted = body.egfr_on(&mut scribe.rng, date);
    let creatinine = body.creatinine(wanted, &scribe.person, date);
    let creatinine = scribe.result(&measures::CREATININE, creatinine);
    let egfr = measures::ckd_epi_2021(creatinine, scribe.person.age(date) as f64, scribe.person.sex);
    let egfr = scribe.result(&measures::EGFR, egfr);
    let raised = if scribe.takes("lisinopril") || scribe.takes("losartan") { 0.25 } else { 0.0 };
    let kidney = ((60.0 - egfr) / 60.0).max(0.0);
    let lowered = if scribe.takes("chlorthalidone") { 0.3 } else { 0.0 };
    let potassium = scribe.rng.bell(4.2 + raised + 0.6 * kidney - lowered, 0.16).clamp(3.4, 5.5);
    scribe.result(&measures::POTASSIUM, potassium);
    let bun = scribe.rng.bell(13.0 + 22.0 * kidney, 1.6).max(7.0);
    scribe.result(&measures::BUN, bun);
    egfr
}

/// Hemoglobin, leukocytes, platelets.
pub(crate) fn blood_count(scribe: &mut Scribe<'_>, body: &Body, leukocytes: f64) {
    let hemoglobin = scribe.rng.bell(body.hemoglobin, 0.25);
    scribe.result(&measures::HEMOGLOBIN, hemoglobin);
    let leukocytes = scribe.rng.bell(leukocytes, 0.8);
    scribe.result(&measures::LEUKOCYTES, leukocytes);
    let platelets = scribe.rng.bell(248.0, 22.0);
    scribe.result(&measures::PLATELETS, platelets);
}
