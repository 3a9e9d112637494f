//! Who has what: lasting diseases by age and sex, with onset, and allergies.
//!
//! Frequencies are round numbers of the order seen in US family practice, not epidemiology.

use yarrow_core::allergies::{AllergySubjectKind, ReactionSeverity};
use yarrow_kernel::LocalDate;

use crate::body::Body;
use crate::people::{Person, Sex};
use crate::rng::Rng;
use crate::scribe::Scribe;

/// A lasting disease or state that the demo knows how to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disease {
    Hypertension,
    Diabetes,
    Lipids,
    Hypothyroid,
    Asthma,
    Copd,
    Kidney,
    AtrialFibrillation,
    Depression,
    Anxiety,
    Reflux,
    Arthritis,
    Migraine,
    Gout,
    Rhinitis,
    Contraception,
    Obesity,
    Prediabetes,
    SleepApnea,
    Eczema,
    Adhd,
    Osteopenia,
    Prostate,
}
use Disease::*;

impl Disease {
    /// In words, as the reason of a visit.
    pub fn said(self) -> &'static str {
        match self {
            Hypertension => "hypertension",
            Diabetes => "diabetes",
            Lipids => "cholesterol",
            Hypothyroid => "thyroid",
            Asthma => "asthma",
            Copd => "COPD",
            Kidney => "kidney function",
            AtrialFibrillation => "atrial fibrillation",
            Depression => "depression",
            Anxiety => "anxiety",
            Reflux => "heartburn",
            Arthritis => "knee pain",
            Migraine => "migraine",
            Gout => "gout",
            Rhinitis => "hay fever",
            Contraception => "contraception",
            Obesity => "weight",
            Prediabetes => "blood sugar",
            SleepApnea => "sleep apnea",
            Eczema => "eczema",
            Adhd => "attention",
            Osteopenia => "bone density",
            Prostate => "prostate",
        }
    }

    /// Whether blood is drawn to follow it.
    pub fn draws(self) -> bool {
        matches!(self, Diabetes | Lipids | Hypothyroid | Gout | Kidney | AtrialFibrillation | Hypertension)
    }

    /// Whether kidney and salts are looked at.
    pub fn needs_kidney(self) -> bool {
        matches!(self, Diabetes | Kidney | Hypertension | AtrialFibrillation)
    }
}

/// Frequency at 0-17, 18-29, 30-44, 45-64, 65-79, 80 and over, and the youngest age of onset.
const FREQUENCY: &[(Disease, i64, [f64; 6])] = &[
    (Hypertension, 25, [0.0, 0.02, 0.12, 0.36, 0.6, 0.66]),
    (Diabetes, 30, [0.0, 0.0, 0.05, 0.15, 0.24, 0.2]),
    (Lipids, 28, [0.0, 0.01, 0.1, 0.32, 0.45, 0.38]),
    (Hypothyroid, 20, [0.0, 0.01, 0.03, 0.06, 0.08, 0.1]),
    (Asthma, 4, [0.08, 0.08, 0.07, 0.06, 0.05, 0.03]),
    (Copd, 48, [0.0, 0.0, 0.0, 0.05, 0.12, 0.1]),
    (Kidney, 45, [0.0, 0.0, 0.0, 0.04, 0.17, 0.3]),
    (AtrialFibrillation, 52, [0.0, 0.0, 0.0, 0.02, 0.08, 0.16]),
    (Depression, 15, [0.01, 0.12, 0.13, 0.13, 0.08, 0.07]),
    (Anxiety, 16, [0.01, 0.11, 0.1, 0.07, 0.04, 0.03]),
    (Reflux, 20, [0.0, 0.04, 0.1, 0.17, 0.18, 0.14]),
    (Arthritis, 45, [0.0, 0.0, 0.0, 0.14, 0.34, 0.45]),
    (Migraine, 14, [0.01, 0.08, 0.09, 0.05, 0.01, 0.0]),
    (Gout, 38, [0.0, 0.0, 0.01, 0.04, 0.06, 0.06]),
    (Rhinitis, 5, [0.08, 0.12, 0.12, 0.09, 0.06, 0.03]),
    (Contraception, 17, [0.0, 0.34, 0.16, 0.0, 0.0, 0.0]),
    (Obesity, 20, [0.0, 0.1, 0.16, 0.18, 0.13, 0.04]),
    (Prediabetes, 35, [0.0, 0.0, 0.05, 0.1, 0.12, 0.06]),
    (SleepApnea, 35, [0.0, 0.0, 0.03, 0.07, 0.07, 0.03]),
    (Eczema, 1, [0.09, 0.03, 0.02, 0.0, 0.0, 0.0]),
    (Adhd, 7, [0.05, 0.02, 0.0, 0.0, 0.0, 0.0]),
    (Osteopenia, 62, [0.0, 0.0, 0.0, 0.01, 0.14, 0.2]),
    (Prostate, 58, [0.0, 0.0, 0.0, 0.05, 0.22, 0.3]),
];

/// One disease of one person.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub disease: Disease,
    pub onset: LocalDate,
    /// How many steps of its treatment have been taken.
    pub step: usize,
    /// How many it will take.
    pub need: usize,
    /// Place on the problem list, once there.
    pub problem: Option<usize>,
    /// The last laboratory value that steers it, and when it was drawn.
    pub last: Option<(LocalDate, f64)>,
    /// How bad it is without treatment.
    pub burden: f64,
}

/// The diseases of a person, with onset at any time since they could begin.
pub(crate) fn courses(rng: &mut Rng, person: &Person, today: LocalDate) -> Vec<Course> {
    let age = person.age(today);
    let band = match age {
        ..=17 => 0,
        18..=29 => 1,
        30..=44 => 2,
        45..=64 => 3,
        65..=79 => 4,
        _ => 5,
    };
    let mut found: Vec<Course> = Vec::new();
    for (disease, youngest, frequency) in FREQUENCY {
        let has = |other: Disease| found.iter().any(|course| course.disease == other);
        let factor = match (disease, person.sex) {
            (Contraception | Osteopenia, Sex::Male) | (Prostate, Sex::Female) => 0.0,
            (Contraception, _) if has(Migraine) || has(Hypertension) => 0.0,
            (Prediabetes, _) if has(Diabetes) => 0.0,
            (Anxiety, _) if has(Depression) => 2.0,
            (Hypothyroid | Migraine, Sex::Female) | (Gout, Sex::Male) => 1.4,
            (Hypothyroid | Migraine, Sex::Male) | (Gout, Sex::Female) => 0.5,
            (Kidney, _) if has(Diabetes) || has(Hypertension) => 1.3,
            (Kidney, _) => 0.5,
            (AtrialFibrillation, _) if has(Hypertension) => 1.3,
            (Lipids, _) if has(Diabetes) => 1.5,
            (Copd, _) if has(Asthma) => 0.0,
            (Obesity, _) if has(Diabetes) => 2.0,
            _ => 1.0,
        };
        if age < *youngest || !rng.chance(frequency[band] * factor) {
            continue;
        }
        // At the youngest age, or up to fifteen years ago: most began while the practice knew the person.
        let earliest = person.birth.plus_days(youngest * 3653 / 10);
        let back = (crate::rng::days_between(earliest, today) - 20).clamp(20, 15 * 365);
        let onset = today.plus_days(-rng.between(20, back));
        let need = rng.between(1, 4) as usize;
        let burden = rng.bell(0.0, 1.0);
        found.push(Course { disease: *disease, onset, step: 0, need, problem: None, last: None, burden });
    }
    found
}

/// What the diseases do to the body.
pub(crate) fn burden(body: &mut Body, rng: &mut Rng, courses: &[Course], today: LocalDate) {
    for course in courses {
        match course.disease {
            Hypertension => body.systolic = 152.0 + 6.0 * course.burden,
            Diabetes => {
                body.a1c = 8.2 + 0.6 * course.burden.max(-1.2);
                body.triglycerides += 45.0;
                body.weight *= 1.08;
                body.weight_slope -= 0.5;
            }
            Prediabetes => body.a1c = 6.0,
            Lipids => body.ldl = 158.0 + 12.0 * course.burden,
            Obesity => {
                let metres = body.height / 100.0;
                body.weight = (31.5 + course.burden.clamp(-1.2, 2.0)) * metres * metres;
            }
            Kidney => {
                body.egfr_slope = -rng.bell(1.6, 0.4).max(0.7);
                let years = crate::rng::days_between(body.since, course.onset) as f64 / 365.25;
                body.egfr = 58.5 - body.egfr_slope * years;
                // Nobody of the demo needs dialysis.
                let ends =
                    body.egfr + body.egfr_slope * crate::rng::days_between(body.since, today) as f64 / 365.25;
                if ends < 20.0 {
                    body.egfr += 20.0 - ends;
                }
            }
            Gout => body.urate = 8.7 + 0.4 * course.burden,
            Copd => body.saturation = 94.0,
            _ => {}
        }
    }
}

/// What people are allergic to: subject kind, key, words, reaction, severity.
type Allergen = (AllergySubjectKind, &'static str, &'static str, &'static [(&'static str, ReactionSeverity)]);

use AllergySubjectKind::{Class, FoodOrEnvironment, FreeText, Ingredient, NoKnownAllergies};
use ReactionSeverity::{Mild, Moderate, Severe, Unknown};

const ALLERGENS: &[(u32, Allergen)] = &[
    (
        34,
        (
            Class,
            "penicillins",
            "Penicillins",
            &[
                ("rash", Mild),
                ("hives", Moderate),
                ("anaphylaxis", Severe),
                ("unknown in childhood", Unknown),
            ],
        ),
    ),
    (
        16,
        (Class, "sulfonamide-antibiotics", "Sulfonamide antibiotics", &[("rash", Mild), ("hives", Moderate)]),
    ),
    (11, (Class, "nsaids", "NSAIDs", &[("hives", Moderate), ("wheezing", Severe), ("stomach upset", Mild)])),
    (6, (Ingredient, "codeine", "Codeine", &[("nausea", Mild), ("itching", Mild)])),
    (6, (Ingredient, "lisinopril", "Lisinopril", &[("cough", Mild), ("angioedema", Severe)])),
    (4, (Class, "macrolides", "Macrolides", &[("rash", Mild)])),
    (3, (Class, "tetracyclines", "Tetracyclines", &[("rash", Mild)])),
    (3, (Ingredient, "atorvastatin", "Atorvastatin", &[("muscle pain", Moderate)])),
    (4, (Class, "iodinated-contrast", "Iodinated contrast media", &[("hives", Moderate)])),
    (5, (FoodOrEnvironment, "latex", "Latex", &[("hives", Moderate), ("itching", Mild)])),
    (7, (FoodOrEnvironment, "peanut", "Peanut", &[("anaphylaxis", Severe), ("hives", Moderate)])),
    (4, (FoodOrEnvironment, "shellfish", "Shellfish", &[("hives", Moderate)])),
    (4, (FoodOrEnvironment, "bee-venom", "Bee venom", &[("swelling of face or lips", Severe)])),
    (3, (FoodOrEnvironment, "cat", "Cat dander", &[("wheezing", Moderate)])),
    (
        3,
        (
            FreeText,
            "a blue tablet for back pain, name not remembered",
            "A blue tablet for back pain, name not remembered",
            &[("dizziness", Mild)],
        ),
    ),
];

/// Kind and key of everything somebody may be allergic to, for tests.
#[cfg(test)]
pub(crate) fn allergen_keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALLERGENS.iter().map(|(_, (kind, key, ..))| (kind.code(), *key))
}

/// Records at registration what the patient is allergic to: some have been asked and have none, some never were asked.
pub(crate) fn allergies(scribe: &mut Scribe<'_>) {
    let at = scribe.chart.patient.created_at.plus_millis(20 * 60_000);
    let child = scribe.person.age(scribe.person.joined) < 2;
    let count = match scribe.rng.unit() {
        x if x < 0.12 => return,
        x if x < 0.7 || (child && x < 0.95) => 0,
        x if x < 0.9 => 1,
        x if x < 0.97 => 2,
        _ => 3,
    };
    if count == 0 {
        scribe.allergic(NoKnownAllergies, "", "No known allergies", "", Unknown, at);
        return;
    }
    for _ in 0..count {
        let (kind, key, words, reactions) = *scribe.rng.weighted(ALLERGENS);
        let (reaction, severity) = *scribe.rng.pick(reactions);
        if !scribe.chart.allergies.iter().any(|known| known.subject == key) {
            scribe.allergic(kind, key, words, reaction, severity, at);
        }
    }
}
