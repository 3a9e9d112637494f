//! The patient of the pictures: Marisol "Mari" Ortega-Lindqvist, written by hand so that every screen has something to show.

use yarrow_core::allergies::{AllergySubjectKind, ReactionSeverity};
use yarrow_kernel::{AdministrativeGender, LocalDate, PartialDate, Timestamp};

use crate::chart::{Cast, Chart};
use crate::codes::{self, Dx};
use crate::drugs::{self, Rx};
use crate::letters;
use crate::measures::{self, BMI, DIASTOLIC, HEIGHT, PULSE, SPO2, SYSTOLIC, TEMP, WEIGHT};
use crate::people::{Person, Sex, person};
use crate::rng::at;
use crate::scribe::Scribe;

/// Something decided in a visit.
enum Act {
    /// A problem, known since so many days before the visit.
    Problem(Dx, i64),
    /// A prescription for a problem, with its refills.
    Rx(&'static Rx, u32, Dx),
    /// A line of the plan about a problem.
    Plan(Dx, &'static str),
}
use Act::{Plan, Problem};

/// One visit: days before today, kind, reason, vitals (systolic, diastolic, pulse, °C, SpO₂, kg), said, found, decided.
struct Seen {
    ago: i64,
    kind: &'static str,
    reason: &'static str,
    vitals: Option<(f64, f64, f64, f64, f64, f64)>,
    says: &'static str,
    finds: &'static str,
    acts: &'static [Act],
}

const OFFICE: &str = "Office visit";
const ANNUAL: &str = "Annual examination";

static VISITS: &[Seen] = &[
    Seen {
        ago: 3612,
        kind: ANNUAL,
        reason: "new patient",
        vitals: Some((152.0, 88.0, 78.0, 36.7, 98.0, 76.2)),
        says: "Moved here this summer. High blood pressure known for two years, no medication. Severe reaction to penicillin at 24.",
        finds: "Heart regular, lungs clear, no edema.",
        acts: &[
            Problem(codes::HYPERTENSION, 700),
            Act::Rx(&drugs::LISINOPRIL_10, 3, codes::HYPERTENSION),
            Plan(codes::HYPERTENSION, "BP 152/88. Start lisinopril 10 mg; blood in four weeks."),
        ],
    },
    Seen {
        ago: 3228,
        kind: ANNUAL,
        reason: "annual examination",
        vitals: Some((146.0, 86.0, 76.0, 36.6, 98.0, 76.9)),
        says: "Feels well. No cough with lisinopril. Walks to work.",
        finds: "Normal examination.",
        acts: &[
            Act::Rx(&drugs::LISINOPRIL_20, 3, codes::HYPERTENSION),
            Plan(codes::HYPERTENSION, "BP 146/86, above goal. Increase to lisinopril 20 mg."),
            Problem(codes::MIXED_LIPIDS, 0),
            Act::Rx(&drugs::SIMVASTATIN_40, 3, codes::MIXED_LIPIDS),
            Plan(codes::MIXED_LIPIDS, "LDL 164 mg/dL. Start simvastatin 40 mg at bedtime."),
        ],
    },
    Seen {
        ago: 2850,
        kind: ANNUAL,
        reason: "annual examination",
        vitals: Some((138.0, 84.0, 74.0, 36.7, 98.0, 77.4)),
        says: "No complaints. Some weight gained since the holidays.",
        finds: "Normal examination.",
        acts: &[
            Plan(codes::HYPERTENSION, "BP 138/84, at goal. Continue."),
            Plan(codes::MIXED_LIPIDS, "LDL 88 mg/dL. Continue simvastatin."),
        ],
    },
    Seen {
        ago: 2470,
        kind: OFFICE,
        reason: "thirst, fatigue",
        vitals: Some((144.0, 86.0, 80.0, 36.8, 98.0, 78.1)),
        says: "Thirsty and tired for two months. Mother had diabetes.",
        finds: "Normal examination, feet with good pulses and sensation.",
        acts: &[
            Problem(codes::DIABETES, 0),
            Act::Rx(&drugs::METFORMIN_500, 3, codes::DIABETES),
            Plan(
                codes::DIABETES,
                "HbA1c 8.1 %, new diagnosis. Start metformin 500 mg twice a day with meals; diabetes teaching, eye examination.",
            ),
            Act::Rx(&drugs::AMLODIPINE_5, 5, codes::HYPERTENSION),
            Plan(codes::HYPERTENSION, "BP 144/86. Add amlodipine 5 mg."),
        ],
    },
    Seen {
        ago: 1995,
        kind: OFFICE,
        reason: "left knee pain",
        vitals: Some((136.0, 82.0, 76.0, 36.6, 98.0, 76.8)),
        says: "Left knee hurts on stairs, stiff for ten minutes in the morning.",
        finds: "Left knee: crepitus, tender medial joint line, no effusion.",
        acts: &[
            Problem(codes::KNEE_LEFT, 200),
            Plan(codes::KNEE_LEFT, "Exercises, acetaminophen when needed. X-ray ordered."),
            Plan(codes::DIABETES, "HbA1c 7.4 %. Continue metformin."),
        ],
    },
    Seen {
        ago: 1520,
        kind: OFFICE,
        reason: "palpitations",
        vitals: Some((138.0, 84.0, 104.0, 36.7, 97.0, 75.5)),
        says: "Fluttering in the chest for an hour, three times in a month. No fainting.",
        finds: "Pulse irregular. ECG: atrial fibrillation, rate 104. No murmur.",
        acts: &[
            Problem(codes::AFIB_PAROXYSMAL, 30),
            Act::Rx(&drugs::APIXABAN_5, 3, codes::AFIB_PAROXYSMAL),
            Plan(
                codes::AFIB_PAROXYSMAL,
                "CHA2DS2-VASc 4. Start apixaban 5 mg twice a day; cardiology referral. No NSAIDs from now on.",
            ),
        ],
    },
    Seen {
        ago: 1130,
        kind: ANNUAL,
        reason: "annual examination",
        vitals: Some((134.0, 80.0, 74.0, 36.6, 98.0, 75.0)),
        says: "Palpitations rare. No bleeding. Knee bearable.",
        finds: "Heart regular today. Feet normal.",
        acts: &[
            Plan(codes::AFIB_PAROXYSMAL, "Continue apixaban."),
            Plan(codes::DIABETES, "HbA1c 7.8 %, rising. Diet reviewed; recheck."),
        ],
    },
    Seen {
        ago: 758,
        kind: OFFICE,
        reason: "diabetes, kidney function",
        vitals: Some((140.0, 84.0, 76.0, 36.7, 98.0, 74.8)),
        says: "Missed the spring visit because of work. Home glucose 160 to 210.",
        finds: "Normal examination, monofilament intact.",
        acts: &[
            Problem(codes::CKD_3A, 0),
            Plan(codes::CKD_3A, "eGFR 59 twice, ACR 42 mg/g. Stage 3a."),
            Act::Rx(&drugs::EMPAGLIFLOZIN_10, 2, codes::DIABETES),
            Act::Rx(&drugs::METFORMIN_ER_500, 3, codes::DIABETES),
            Plan(
                codes::DIABETES,
                "HbA1c 8.4 %. Empagliflozin 10 mg added for sugar and kidney; metformin changed to extended release.",
            ),
        ],
    },
    Seen {
        ago: 372,
        kind: ANNUAL,
        reason: "annual examination",
        vitals: Some((138.0, 82.0, 74.0, 36.6, 98.0, 73.6)),
        says: "Sugars better. One fall in the garden, no injury.",
        finds: "Heart regular. Left knee: crepitus, no effusion.",
        acts: &[
            Plan(codes::DIABETES, "HbA1c 7.4 %. Continue."),
            Plan(codes::HYPERTENSION, "BP 138/82. Continue."),
            Plan(codes::CKD_3A, "eGFR 62. Continue lisinopril and empagliflozin."),
            Act::Rx(&drugs::APIXABAN_5, 3, codes::AFIB_PAROXYSMAL),
            Act::Rx(&drugs::EMPAGLIFLOZIN_10, 2, codes::DIABETES),
            Act::Rx(&drugs::AMLODIPINE_5, 5, codes::HYPERTENSION),
            Act::Rx(&drugs::LISINOPRIL_20, 2, codes::HYPERTENSION),
        ],
    },
    Seen {
        ago: 140,
        kind: "Telephone",
        reason: "refill: simvastatin 40 mg",
        vitals: None,
        says: "Pharmacy asks for a refill.",
        finds: "Lipids of May reviewed.",
        acts: &[
            Act::Rx(&drugs::SIMVASTATIN_40, 1, codes::MIXED_LIPIDS),
            Plan(codes::MIXED_LIPIDS, "90 tablets, 1 refill."),
        ],
    },
    Seen {
        ago: 98,
        kind: OFFICE,
        reason: "diabetes, hypertension",
        vitals: Some((142.0, 84.0, 76.0, 36.8, 98.0, 72.9)),
        says: "Takes everything. Home glucose 130 to 160.",
        finds: "Heart regular, no edema. Feet normal.",
        acts: &[
            Act::Rx(&drugs::METFORMIN_ER_1000, 3, codes::DIABETES),
            Plan(codes::DIABETES, "Metformin ER increased to 1,000 mg twice daily."),
            Plan(codes::HYPERTENSION, "BP 142/84. Home BP log started."),
        ],
    },
    Seen {
        ago: 49,
        kind: "Telephone",
        reason: "knee pain after walking",
        vitals: None,
        says: "Left knee sore after longer walks.",
        finds: "No swelling by her account.",
        acts: &[Plan(codes::KNEE_LEFT, "Advised topical diclofenac; no oral NSAID with apixaban.")],
    },
    Seen {
        ago: 1,
        kind: "Nurse visit",
        reason: "cough, fever",
        vitals: Some((148.0, 86.0, 88.0, 38.1, 95.0, 71.4)),
        says: "Productive cough and fever for three days, called the front desk this morning.",
        finds: "Speaks in sentences. Lungs to be examined by the physician.",
        acts: &[Plan(
            codes::HYPERTENSION,
            "BP 148/86 with fever. Seen by the nurse; appointment with Dr. Osei the next day.",
        )],
    },
];

/// Blood drawn: days before today, HbA1c, eGFR (creatinine follows), potassium.
const BLOOD: &[(i64, f64, f64, f64)] = &[
    (2476, 8.1, 78.0, 4.3),
    (1998, 7.4, 74.0, 4.2),
    (1134, 7.8, 65.0, 4.4),
    (758, 8.4, 59.0, 4.5),
    (660, 8.1, 60.0, 4.4),
    (548, 7.7, 61.0, 4.3),
    (428, 7.4, 62.0, 4.4),
    (274, 7.6, 61.0, 4.5),
    (152, 7.2, 60.0, 4.4),
    (9, 6.9, 58.0, 4.4),
];
/// Lipid panels: days before today, LDL, HDL, triglycerides.
const LIPIDS: &[(i64, f64, f64, f64)] = &[
    (3236, 164.0, 46.0, 190.0),
    (2858, 88.0, 47.0, 165.0),
    (1998, 91.0, 48.0, 158.0),
    (1134, 85.0, 48.0, 152.0),
    (183, 82.0, 49.0, 148.0),
];

/// Her chart.
pub(crate) fn chart(cast: &Cast, seed: u64, today: LocalDate) -> Chart {
    let person = herself(seed, today);
    let joined = person.patient.created_at;
    let mut scribe = Scribe::new(cast, seed, 0, today, person);
    scribe.allergic(
        AllergySubjectKind::Class,
        "penicillins",
        "Penicillin",
        "anaphylaxis",
        ReactionSeverity::Severe,
        joined,
    );
    scribe.allergic(
        AllergySubjectKind::Class,
        "sulfonamide-antibiotics",
        "Sulfonamides",
        "rash",
        ReactionSeverity::Mild,
        joined,
    );
    for seen in VISITS {
        visit(&mut scribe, seen, today);
    }
    blood(&mut scribe, today);
    letters::add(
        &mut scribe,
        today.plus_days(-1470),
        "Cardiology consultation",
        "Letter",
        &[
            "Paroxysmal atrial fibrillation with normal ejection fraction. CHA2DS2-VASc 4: anticoagulation with apixaban 5 mg twice daily is right.",
            "Rhythm control is not needed while episodes are rare. Please avoid combined use with oral NSAIDs.",
            "Dr. S. Bondarenko, Port Tansy Cardiology",
        ],
    );
    letters::add(
        &mut scribe,
        today.plus_days(-1985),
        "Left knee X-ray, 2 views",
        "Imaging report",
        &["Moderate narrowing of the medial compartment, small osteophytes. No effusion.", "Alder Imaging"],
    );
    letters::add(
        &mut scribe,
        today.plus_days(-432),
        "Eye examination",
        "Letter",
        &[
            "Dilated examination: no diabetic retinopathy in either eye. Next examination in one year.",
            "Dr. P. Halvorsen, Fernmere Eye Clinic",
        ],
    );
    scribe.chart
}

fn herself(seed: u64, today: LocalDate) -> Person {
    let mut person = person(seed, 0, today);
    let fallback = person.birth;
    person.birth = LocalDate::of(1959, 3, 14).unwrap_or(fallback);
    person.sex = Sex::Female;
    person.joined = today.plus_days(-3620);
    let text = |words: &str| Some(words.to_owned());
    let patient = &mut person.patient;
    "Ortega-Lindqvist".clone_into(&mut patient.family);
    "Marisol".clone_into(&mut patient.given);
    patient.middle = None;
    patient.suffix = None;
    patient.previous_family = text("Ortega");
    patient.preferred_name = text("Mari");
    patient.birth_date = PartialDate::from(person.birth);
    patient.gender = AdministrativeGender::Female;
    patient.pronouns = text("she/her");
    patient.language = text("Spanish, English");
    patient.phone = text("(555) 010-4118");
    patient.phone_alt = None;
    patient.email = text("mari.ortega@example.org");
    patient.created_at = at(person.joined, 9 * 60);
    person
}

fn visit(scribe: &mut Scribe<'_>, seen: &Seen, today: LocalDate) {
    let date = today.plus_days(-seen.ago);
    scribe.open(date, 9 * 60 + 30, seen.kind, seen.reason);
    scribe.seen_by(0);
    scribe.says(seen.says);
    if let Some((systolic, diastolic, pulse, temperature, saturation, weight)) = seen.vitals {
        let values = [
            (&SYSTOLIC, systolic),
            (&DIASTOLIC, diastolic),
            (&PULSE, pulse),
            (&TEMP, temperature),
            (&SPO2, saturation),
            (&WEIGHT, weight),
        ];
        for (measure, value) in values {
            scribe.record(measure, value, 8);
        }
        if seen.kind == ANNUAL {
            scribe.record(&HEIGHT, 161.5, 8);
            scribe.record(&BMI, weight / (1.615 * 1.615), 8);
        }
        scribe.finds(format!(
            "BP {systolic:.0}/{diastolic:.0} · P {pulse:.0} · T {temperature:.1} °C · SpO₂ {saturation:.0} % · weight {weight:.1} kg."
        ));
    }
    scribe.finds(seen.finds);
    for act in seen.acts {
        match act {
            Problem(dx, before) => {
                let onset = PartialDate { day: None, ..PartialDate::from(date.plus_days(-before)) };
                scribe.diagnose(*dx, onset);
            }
            Act::Rx(rx, refills, dx) => {
                let problem = on_list(scribe, dx);
                scribe.prescribe(rx, problem);
                if let Some(last) = scribe.chart.medications.last_mut() {
                    last.refills = *refills;
                }
            }
            Plan(dx, words) => {
                let problem = on_list(scribe, dx);
                scribe.plans(problem, *words);
            }
        }
    }
    scribe.close();
}

fn on_list(scribe: &Scribe<'_>, dx: &Dx) -> Option<usize> {
    scribe.chart.problems.iter().position(|problem| problem.code == dx.0)
}

fn blood(scribe: &mut Scribe<'_>, today: LocalDate) {
    let drawn = |ago: i64| -> Timestamp { at(today.plus_days(-ago), 7 * 60 + 50) };
    for (ago, a1c, egfr, potassium) in BLOOD {
        let (date, at) = (today.plus_days(-ago), drawn(*ago));
        let age = scribe.person.age(date) as f64;
        let creatinine = measures::creatinine_for(*egfr, age, Sex::Female);
        scribe.observe(&measures::A1C, *a1c, at, None);
        scribe.observe(&measures::GLUCOSE, (28.7 * a1c - 46.7) * 0.88, at, None);
        scribe.observe(&measures::CREATININE, creatinine, at, None);
        scribe.observe(&measures::EGFR, measures::ckd_epi_2021(creatinine, age, Sex::Female), at, None);
        scribe.observe(&measures::POTASSIUM, *potassium, at, None);
        scribe.observe(&measures::SODIUM, 140.0, at, None);
    }
    for (ago, ldl, hdl, triglycerides) in LIPIDS {
        let at = drawn(*ago);
        scribe.observe(&measures::LDL, *ldl, at, None);
        scribe.observe(&measures::HDL, *hdl, at, None);
        scribe.observe(&measures::TRIGLYCERIDES, *triglycerides, at, None);
        scribe.observe(&measures::CHOLESTEROL, ldl + hdl + triglycerides / 5.0, at, None);
    }
}
