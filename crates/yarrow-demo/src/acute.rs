//! Short illnesses: what the patient says, what is found, what is given. Antibiotics go around allergies.

use crate::codes::{self, Dx};
use crate::disease::{Course, Disease};
use crate::drugs::{self, Rx};
use crate::rng::Rng;
use crate::scribe::Scribe;

/// One short illness.
#[derive(Debug)]
pub(crate) struct Illness {
    pub dx: Dx,
    pub reason: &'static str,
    pub says: &'static str,
    pub finds: &'static str,
    /// °C, where there is fever.
    pub fever: Option<f64>,
    /// Oxygen saturation lost, in percentage points.
    pub breath: f64,
    /// Treatments, the first that may be taken.
    pub treat: &'static [&'static Rx],
    pub advice: &'static str,
    /// Days until it is over.
    pub days: i64,
    /// Whether leukocytes are counted, and how many.
    pub count: Option<f64>,
}

macro_rules! illnesses {
    ($($name:ident: $dx:ident, $reason:literal, $says:literal, $finds:literal, $fever:expr, $breath:expr, [$($rx:ident),*], $advice:literal, $days:literal, $count:expr;)+) => {
        $(static $name: Illness = Illness {
            dx: codes::$dx, reason: $reason, says: $says, finds: $finds, fever: $fever, breath: $breath,
            treat: &[$(&drugs::$rx),*], advice: $advice, days: $days, count: $count,
        };)+
    };
}

illnesses! {
    COLD: COLD, "cold", "Runny nose, sore throat and cough for three days. Eats and drinks.", "Throat red without exudate. Ears clear. Lungs clear.", Some(37.4), 0.0, [], "Viral. Fluids, rest; back if fever or worse after a week.", 9, None;
    STREP: STREP, "sore throat", "Sore throat and fever since two days, no cough. A classmate was ill.", "Tonsils swollen with exudate, tender neck nodes. Rapid strep test positive.", Some(38.6), 0.0, [AMOXICILLIN_500, AZITHROMYCIN_250], "Home until a day on treatment.", 8, None;
    STREP_CHILD: STREP, "sore throat", "Sore throat, fever and stomach ache since yesterday, no cough.", "Tonsils swollen with exudate. Rapid strep test positive.", Some(38.8), 0.0, [AMOXICILLIN_LIQUID, AZITHROMYCIN_LIQUID], "Home from school until a day on treatment.", 8, None;
    EAR_RIGHT: OTITIS_RIGHT, "ear pain", "Pulls at the right ear, slept badly, fever.", "Right eardrum red and bulging. Left clear.", Some(38.7), 0.0, [AMOXICILLIN_LIQUID, CEFDINIR_LIQUID, AZITHROMYCIN_LIQUID], "Back if not better in two days.", 10, None;
    EAR_LEFT: OTITIS_LEFT, "ear pain", "Left ear pain since last night after a cold.", "Left eardrum red and bulging. Right clear.", Some(38.3), 0.0, [AMOXICILLIN_LIQUID, CEFDINIR_LIQUID, AZITHROMYCIN_LIQUID], "Back if not better in two days.", 10, None;
    SINUS: SINUSITIS, "sinus pain", "Facial pressure and thick discharge for twelve days, worse since Monday.", "Tender over the right cheek. Purulent discharge. Lungs clear.", Some(37.8), 0.0, [AMOXICILLIN_CLAVULANATE, DOXYCYCLINE_100], "Saline rinse twice a day.", 12, None;
    BRONCHITIS: BRONCHITIS, "cough", "Cough with some sputum for a week, no breathlessness.", "Scattered rhonchi that clear with coughing. No crackles.", Some(37.5), 1.0, [], "Antibiotics would not help; cough may last three weeks.", 18, None;
    PNEUMONIA: PNEUMONIA, "cough and fever", "Four days of productive cough with fever and pain on breathing in.", "Crackles at the right base. No leg swelling.", Some(38.7), 3.0, [DOXYCYCLINE_100, AMOXICILLIN_500, AZITHROMYCIN_250], "Call if breathless; seen again in two days.", 16, Some(13.4);
    CYSTITIS: CYSTITIS, "burning on urination", "Burning and frequent urination for two days. No fever, no flank pain.", "No flank tenderness. Urine dipstick: leukocytes and nitrite positive.", None, 0.0, [NITROFURANTOIN_100, TMP_SMX], "Drink plenty; call if fever.", 6, None;
    CELLULITIS: CELLULITIS, "red leg", "Right shin red and warm since a scratch four days ago.", "Warm erythema of 8 by 12 cm on the right shin, no abscess.", Some(38.0), 0.0, [CEPHALEXIN_500, DOXYCYCLINE_100], "Leg up; edge marked with a pen.", 11, None;
    STOMACH: GASTROENTERITIS, "vomiting and diarrhea", "Vomiting since yesterday, watery stools, no blood. Others at home ill.", "Abdomen soft, mildly tender. Mucosa moist.", Some(37.7), 0.0, [], "Small sips, oral rehydration; back if no urine for eight hours.", 5, None;
    BACK: BACK_PAIN, "low back pain", "Low back pain after lifting, no leg pain, no numbness.", "Paraspinal tenderness. Straight leg raise negative. Strength and reflexes normal.", None, 0.0, [NAPROXEN_500, ACETAMINOPHEN_500], "Keep moving; no bed rest.", 24, None;
    BACK_GENTLE: BACK_PAIN, "low back pain", "Low back pain after gardening, no leg pain, no numbness.", "Paraspinal tenderness. Straight leg raise negative.", None, 0.0, [ACETAMINOPHEN_500], "No NSAID with the other medication. Keep moving.", 24, None;
    ANKLE: ANKLE, "ankle injury", "Turned the right ankle on a step yesterday. Can bear weight.", "Swelling below the outer ankle. No bone tenderness; no X-ray by the Ottawa rules.", None, 0.0, [IBUPROFEN_600, ACETAMINOPHEN_500], "Ice, brace, early walking.", 21, None;
    EYE: CONJUNCTIVITIS, "red eye", "Red, sticky left eye since two days. Sees normally.", "Left conjunctiva red, clear cornea, normal acuity.", None, 0.0, [], "Likely viral; wash hands, no lenses.", 8, None;
    WHEEZE: ASTHMA_ATTACK, "wheezing", "Wheezing and cough at night since a cold.", "Expiratory wheeze in all fields, speaks in sentences.", Some(37.3), 3.0, [PREDNISONE_40], "Inhaler every four hours today; plan reviewed.", 9, None;
    LUNG: COPD_ATTACK, "breathlessness", "More breathless, more sputum and it turned green.", "Prolonged expiration, wheeze, no edema.", Some(37.6), 3.0, [DOXYCYCLINE_100, AZITHROMYCIN_250], "Prednisone as before; call if drowsy.", 14, Some(11.8);
    GOUT_ATTACK: GOUT, "painful toe", "Sudden pain of the right big toe at night.", "First toe joint red, hot and very tender.", None, 0.0, [COLCHICINE, PREDNISONE_40], "Allopurinol goes on unchanged.", 7, None;
}

/// An illness that fits the person.
pub(crate) fn illness(
    rng: &mut Rng,
    age: i64,
    female: bool,
    courses: &[Course],
    scribe: &Scribe<'_>,
) -> &'static Illness {
    let has =
        |disease: Disease| courses.iter().any(|course| course.disease == disease && course.problem.is_some());
    if has(Disease::Asthma) && age > 11 && rng.chance(0.2) {
        return &WHEEZE;
    }
    if has(Disease::Copd) && rng.chance(0.3) {
        return &LUNG;
    }
    if has(Disease::Gout) && !has(Disease::Diabetes) && rng.chance(0.3) {
        return &GOUT_ATTACK;
    }
    // Blood thinners, weak kidneys and a weak heart do not go with NSAIDs.
    let no_nsaid = scribe.takes("apixaban")
        || scribe.takes("lisinopril")
        || scribe.takes("losartan")
        || scribe.takes("sertraline")
        || scribe.takes("escitalopram")
        || has(Disease::Kidney)
        || age > 64;
    let choices: &[(u32, &'static Illness)] = match age {
        ..=2 => &[(5, &COLD), (3, &EAR_RIGHT), (3, &EAR_LEFT), (2, &STOMACH), (1, &EYE)],
        3..=11 => &[(5, &COLD), (3, &STREP_CHILD), (2, &EAR_RIGHT), (2, &EAR_LEFT), (2, &STOMACH), (2, &EYE)],
        12..=17 => &[(4, &COLD), (3, &STREP), (2, &ANKLE), (2, &STOMACH)],
        _ if no_nsaid && female => &[
            (3, &COLD),
            (2, &BRONCHITIS),
            (1, &PNEUMONIA),
            (3, &CYSTITIS),
            (1, &CELLULITIS),
            (2, &BACK_GENTLE),
            (1, &SINUS),
        ],
        _ if no_nsaid => {
            &[(3, &COLD), (2, &BRONCHITIS), (1, &PNEUMONIA), (2, &CELLULITIS), (2, &BACK_GENTLE), (1, &SINUS)]
        }
        _ if female => &[
            (4, &COLD),
            (2, &STREP),
            (2, &SINUS),
            (1, &BRONCHITIS),
            (4, &CYSTITIS),
            (2, &BACK),
            (1, &ANKLE),
            (1, &STOMACH),
        ],
        _ => &[
            (4, &COLD),
            (2, &STREP),
            (2, &SINUS),
            (2, &BRONCHITIS),
            (1, &PNEUMONIA),
            (1, &CELLULITIS),
            (3, &BACK),
            (2, &ANKLE),
            (1, &STOMACH),
        ],
    };
    let chosen: &&'static Illness = rng.weighted(choices);
    chosen
}
