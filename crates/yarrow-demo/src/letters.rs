//! Letters in the chart: what other offices wrote back, as plain text.

use yarrow_kernel::LocalDate;

use crate::chart::Letter;
use crate::disease::{Course, Disease};
use crate::rng::at;
use crate::scribe::Scribe;
use crate::staff::PRACTICE_NAME;

/// Adds a letter.
pub(crate) fn add(
    scribe: &mut Scribe<'_>,
    date: LocalDate,
    title: &str,
    kind: &'static str,
    paragraphs: &[&str],
) {
    let patient = &scribe.chart.patient;
    let content = format!(
        "{title}\n{date}\n\nTo: {PRACTICE_NAME}\nPatient: {} {}, born {}, record {}\n\n{}\n",
        patient.given,
        patient.family,
        patient.birth_date,
        patient.mrn,
        paragraphs.join("\n\n")
    );
    let created_at = at(date, 11 * 60 + 20);
    scribe.chart.letters.push(Letter { title: title.to_owned(), kind, content, created_at });
}

/// The letters that fit the diseases.
pub(crate) fn write(scribe: &mut Scribe<'_>, courses: &[Course], last: LocalDate) {
    let joined = scribe.person.joined;
    for course in courses.iter().filter(|course| course.problem.is_some()) {
        let since = course.onset.max(joined).plus_days(60);
        let room = crate::rng::days_between(since, last) - 2;
        if room < 1 {
            continue;
        }
        let date = since.plus_days(scribe.rng.between(0, room.min(400)));
        match course.disease {
            Disease::Diabetes => add(
                scribe,
                date,
                "Eye examination",
                "Letter",
                &[
                    "Thank you for sending this patient for the yearly examination with dilated pupils.",
                    "No diabetic retinopathy in either eye. Visual acuity 20/25 right and 20/20 left. Pressure normal.",
                    "Next examination in twelve months.\nDr. P. Halvorsen, Fernmere Eye Clinic",
                ],
            ),
            Disease::AtrialFibrillation => add(
                scribe,
                date,
                "Cardiology consultation",
                "Letter",
                &[
                    "Paroxysmal atrial fibrillation, rate controlled. Echocardiogram: ejection fraction 60 %, left atrium slightly enlarged.",
                    "Anticoagulation is indicated and well tolerated. No change proposed.",
                    "Dr. S. Bondarenko, Port Tansy Cardiology",
                ],
            ),
            Disease::Kidney => add(
                scribe,
                date,
                "Kidney ultrasound",
                "Imaging report",
                &[
                    "Both kidneys slightly small with thin cortex. No stones, no obstruction. Bladder normal.",
                    "Vetchford Imaging",
                ],
            ),
            Disease::Copd => add(
                scribe,
                date,
                "Spirometry",
                "Report",
                &[
                    "FEV1 61 % of predicted, FEV1/FVC 0.58 after bronchodilator. Moderate fixed obstruction.",
                    "Old Sedgeley Lung Function Laboratory",
                ],
            ),
            Disease::Arthritis => add(
                scribe,
                date,
                "Knee X-ray, 2 views",
                "Imaging report",
                &[
                    "Narrowed medial compartment with small osteophytes. No effusion, no fracture.",
                    "Alder Imaging",
                ],
            ),
            _ => {}
        }
    }
}
