//! Diagnoses of the demo: ICD-10-CM, fiscal year 2026, with short words for the problem list.

/// A diagnosis: code with its dot, and words.
pub(crate) type Dx = (&'static str, &'static str);

macro_rules! diagnoses {
    ($($name:ident = $code:literal $words:literal;)+) => {
        $(pub(crate) const $name: Dx = ($code, $words);)+
        /// Everything, for tests.
        #[cfg(test)]
        pub(crate) const ALL: &[Dx] = &[$($name),+];
    };
}

diagnoses! {
    HYPERTENSION = "I10" "Essential hypertension";
    DIABETES = "E11.9" "Type 2 diabetes mellitus";
    MIXED_LIPIDS = "E78.2" "Hyperlipidemia, mixed";
    CHOLESTEROL_HIGH = "E78.00" "Pure hypercholesterolemia";
    HYPOTHYROID = "E03.9" "Hypothyroidism";
    ASTHMA_MILD = "J45.30" "Mild persistent asthma";
    ASTHMA_INTERMITTENT = "J45.20" "Mild intermittent asthma";
    COPD = "J44.9" "Chronic obstructive pulmonary disease";
    CKD_3A = "N18.31" "CKD stage 3a";
    CKD_3B = "N18.32" "CKD stage 3b";
    CKD_4 = "N18.4" "CKD stage 4";
    AFIB_PAROXYSMAL = "I48.0" "Atrial fibrillation, paroxysmal";
    DEPRESSION = "F33.1" "Major depression, recurrent, moderate";
    ANXIETY = "F41.1" "Generalized anxiety disorder";
    GERD = "K21.9" "Gastroesophageal reflux disease";
    KNEE_LEFT = "M17.12" "Osteoarthritis, left knee";
    KNEE_RIGHT = "M17.11" "Osteoarthritis, right knee";
    KNEES = "M17.0" "Osteoarthritis, both knees";
    MIGRAINE = "G43.009" "Migraine without aura";
    GOUT = "M10.9" "Gout";
    RHINITIS = "J30.2" "Seasonal allergic rhinitis";
    CONTRACEPTION = "Z30.41" "Contraceptive pill surveillance";
    PREGNANCY = "Z34.90" "Normal pregnancy";
    OBESITY = "E66.811" "Obesity, class 1";
    PREDIABETES = "R73.03" "Prediabetes";
    SLEEP_APNEA = "G47.33" "Obstructive sleep apnea";
    ECZEMA = "L20.9" "Atopic dermatitis";
    ADHD = "F90.2" "ADHD, combined type";
    OSTEOPENIA = "M85.80" "Osteopenia";
    PROSTATE = "N40.1" "Enlarged prostate with urinary symptoms";

    COLD = "J06.9" "Acute upper respiratory infection";
    STREP = "J02.0" "Streptococcal pharyngitis";
    SINUSITIS = "J01.90" "Acute sinusitis";
    OTITIS_RIGHT = "H66.91" "Otitis media, right ear";
    OTITIS_LEFT = "H66.92" "Otitis media, left ear";
    BRONCHITIS = "J20.9" "Acute bronchitis";
    PNEUMONIA = "J18.9" "Community-acquired pneumonia";
    CYSTITIS = "N30.00" "Acute cystitis";
    CELLULITIS = "L03.115" "Cellulitis, right leg";
    GASTROENTERITIS = "A08.4" "Viral gastroenteritis";
    BACK_PAIN = "M54.50" "Low back pain";
    ANKLE = "S93.401A" "Sprain of right ankle";
    CONJUNCTIVITIS = "H10.9" "Conjunctivitis";
    ASTHMA_ATTACK = "J45.31" "Mild persistent asthma with exacerbation";
    COPD_ATTACK = "J44.1" "COPD with acute exacerbation";
    WOUND = "L97.911" "Ulcer of right lower leg, skin only";

}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_well_formed() {
        for (code, words) in ALL {
            let bytes = code.as_bytes();
            let (head, tail) = code.split_once('.').unwrap_or((code, ""));
            let digit_then_any = bytes[1].is_ascii_digit() && bytes[2].is_ascii_alphanumeric();
            assert!(bytes[0].is_ascii_uppercase() && digit_then_any && head.len() == 3, "{code}");
            assert!(tail.len() <= 4 && tail.bytes().all(|b| b.is_ascii_alphanumeric()), "{code}");
            assert!(!words.is_empty() && !words.ends_with('.'), "{words}");
        }
    }
}
