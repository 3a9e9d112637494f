//! What is measured: LOINC codes, UCUM units, reference ranges of adults, and the formulas between values.

use yarrow_core::observations::ObservationCategory;
use yarrow_kernel::Decimal;

use crate::people::Sex;

/// One kind of value. Ranges after the ABIM laboratory reference ranges of 2024 and common vital sign limits.
#[derive(Debug)]
pub(crate) struct Measure {
    pub code: &'static str,
    pub display: &'static str,
    /// Short name in a note.
    pub label: &'static str,
    pub unit: &'static str,
    /// Unit as people write it.
    pub said: &'static str,
    pub category: ObservationCategory,
    pub places: u32,
    /// Low and high of women, then of men.
    pub women: (Option<f64>, Option<f64>),
    pub men: (Option<f64>, Option<f64>),
}

impl Measure {
    const fn new(code: &'static str, display: &'static str, label: &'static str, unit: &'static str) -> Self {
        Self {
            code,
            display,
            label,
            unit,
            said: unit,
            category: ObservationCategory::Laboratory,
            places: 0,
            women: (None, None),
            men: (None, None),
        }
    }
    const fn vital(mut self) -> Self {
        self.category = ObservationCategory::VitalSigns;
        self
    }
    const fn survey(mut self) -> Self {
        self.category = ObservationCategory::Survey;
        self
    }
    const fn said(mut self, said: &'static str) -> Self {
        self.said = said;
        self
    }
    const fn places(mut self, places: u32) -> Self {
        self.places = places;
        self
    }
    const fn range(mut self, low: f64, high: f64) -> Self {
        self.women = (Some(low), Some(high));
        self.men = self.women;
        self
    }
    const fn below(mut self, high: f64) -> Self {
        self.women = (None, Some(high));
        self.men = self.women;
        self
    }
    const fn above(mut self, low: f64) -> Self {
        self.women = (Some(low), None);
        self.men = self.women;
        self
    }
    const fn men(mut self, low: f64, high: f64) -> Self {
        self.men = (Some(low), Some(high));
        self
    }

    /// The reference range of one sex.
    pub fn range_of(&self, sex: Sex) -> (Option<f64>, Option<f64>) {
        if sex == Sex::Female { self.women } else { self.men }
    }

    /// The value with as many places as are reported.
    pub fn decimal(&self, value: f64) -> Decimal {
        decimal(value, self.places)
    }
}

/// A number rounded to a count of places, halves away from zero.
pub(crate) fn decimal(value: f64, places: u32) -> Decimal {
    let scaled = (value * 10f64.powi(places as i32)).round();
    Decimal::new(scaled as i64, places)
}

/// A value as it will be stored, back as a number.
pub(crate) fn rounded(value: f64, places: u32) -> f64 {
    let scale = 10f64.powi(places as i32);
    (value * scale).round() / scale
}

pub(crate) static SYSTOLIC: Measure =
    Measure::new("8480-6", "Systolic blood pressure", "BP", "mm[Hg]").vital().said("mmHg").range(90.0, 139.0);
pub(crate) static DIASTOLIC: Measure =
    Measure::new("8462-4", "Diastolic blood pressure", "BP", "mm[Hg]").vital().said("mmHg").range(50.0, 89.0);
pub(crate) static PULSE: Measure =
    Measure::new("8867-4", "Heart rate", "P", "/min").vital().said("bpm").range(50.0, 100.0);
pub(crate) static RESP: Measure =
    Measure::new("9279-1", "Respiratory rate", "R", "/min").vital().range(12.0, 20.0);
pub(crate) static TEMP: Measure =
    Measure::new("8310-5", "Body temperature", "T", "Cel").vital().said("°C").places(1).range(35.5, 37.9);
pub(crate) static SPO2: Measure =
    Measure::new("59408-5", "Oxygen saturation in arterial blood by pulse oximetry", "SpO₂", "%")
        .vital()
        .above(95.0);
pub(crate) static WEIGHT: Measure = Measure::new("29463-7", "Body weight", "Weight", "kg").vital().places(1);
pub(crate) static HEIGHT: Measure = Measure::new("8302-2", "Body height", "Height", "cm").vital().places(1);
pub(crate) static BMI: Measure =
    Measure::new("39156-5", "Body mass index (BMI)", "BMI", "kg/m2").vital().said("kg/m²").places(1);

pub(crate) static A1C: Measure =
    Measure::new("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "HbA1c", "%")
        .places(1)
        .range(4.0, 5.6);
pub(crate) static GLUCOSE: Measure =
    Measure::new("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "Glucose", "mg/dL").range(70.0, 99.0);
pub(crate) static SODIUM: Measure =
    Measure::new("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "Sodium", "mmol/L")
        .range(136.0, 145.0);
pub(crate) static POTASSIUM: Measure =
    Measure::new("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "Potassium", "mmol/L")
        .places(1)
        .range(3.5, 5.1);
pub(crate) static CREATININE: Measure =
    Measure::new("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "Creatinine", "mg/dL")
        .places(2)
        .range(0.5, 1.1)
        .men(0.7, 1.3);
pub(crate) static EGFR: Measure = Measure::new(
    "98979-8",
    "Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021)",
    "eGFR",
    "mL/min/{1.73_m2}",
)
.said("mL/min")
.above(60.0);
pub(crate) static BUN: Measure =
    Measure::new("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "BUN", "mg/dL").range(8.0, 20.0);
pub(crate) static CHOLESTEROL: Measure =
    Measure::new("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "Total cholesterol", "mg/dL")
        .below(199.0);
pub(crate) static LDL: Measure = Measure::new(
    "13457-7",
    "Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation",
    "LDL",
    "mg/dL",
)
.below(129.0);
pub(crate) static HDL: Measure = Measure {
    men: (Some(40.0), None),
    ..Measure::new("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "HDL", "mg/dL")
        .above(50.0)
};
pub(crate) static TRIGLYCERIDES: Measure =
    Measure::new("2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "TG", "mg/dL").below(149.0);
pub(crate) static TSH: Measure =
    Measure::new("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "TSH", "m[IU]/L")
        .said("mIU/L")
        .places(2)
        .range(0.5, 4.0);
pub(crate) static HEMOGLOBIN: Measure =
    Measure::new("718-7", "Hemoglobin [Mass/volume] in Blood", "Hemoglobin", "g/dL")
        .places(1)
        .range(12.0, 16.0)
        .men(14.0, 18.0);
pub(crate) static LEUKOCYTES: Measure =
    Measure::new("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "WBC", "10*3/uL")
        .said("×10³/µL")
        .places(1)
        .range(4.0, 11.0);
pub(crate) static PLATELETS: Measure =
    Measure::new("777-3", "Platelets [#/volume] in Blood by Automated count", "Platelets", "10*3/uL")
        .said("×10³/µL")
        .range(150.0, 450.0);
pub(crate) static URATE: Measure =
    Measure::new("3084-1", "Urate [Mass/volume] in Serum or Plasma", "Uric acid", "mg/dL")
        .places(1)
        .range(2.5, 7.0)
        .men(3.0, 7.0);
pub(crate) static ACR: Measure =
    Measure::new("9318-7", "Albumin/Creatinine [Mass Ratio] in Urine", "Urine ACR", "mg/g{creat}")
        .said("mg/g")
        .below(29.0);
pub(crate) static PHQ9: Measure =
    Measure::new("44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score", "PHQ-9", "{score}")
        .survey()
        .said("points")
        .range(0.0, 4.0);
pub(crate) static GAD7: Measure =
    Measure::new("70274-6", "Generalized anxiety disorder 7 item (GAD-7) total score", "GAD-7", "{score}")
        .survey()
        .said("points")
        .range(0.0, 4.0);

/// Everything, for tests.
#[cfg(test)]
pub(crate) static ALL: &[&Measure] = &[
    &SYSTOLIC,
    &DIASTOLIC,
    &PULSE,
    &RESP,
    &TEMP,
    &SPO2,
    &WEIGHT,
    &HEIGHT,
    &BMI,
    &A1C,
    &GLUCOSE,
    &SODIUM,
    &POTASSIUM,
    &CREATININE,
    &EGFR,
    &BUN,
    &CHOLESTEROL,
    &LDL,
    &HDL,
    &TRIGLYCERIDES,
    &TSH,
    &HEMOGLOBIN,
    &LEUKOCYTES,
    &PLATELETS,
    &URATE,
    &ACR,
    &PHQ9,
    &GAD7,
];

/// Estimated GFR in mL/min/1.73 m², CKD-EPI 2021 creatinine equation without race (Inker et al., NEJM 2021;385:1737).
/// `creatinine` in mg/dL, age in years.
pub(crate) fn ckd_epi_2021(creatinine: f64, age: f64, sex: Sex) -> f64 {
    let (kappa, alpha, factor): (f64, f64, f64) = match sex {
        Sex::Female => (0.7, -0.241, 1.012),
        Sex::Male => (0.9, -0.302, 1.0),
    };
    let ratio = creatinine / kappa;
    142.0 * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.2) * 0.9938f64.powf(age) * factor
}

/// The creatinine in whole hundredths of mg/dL whose CKD-EPI 2021 value comes nearest to `egfr`.
pub(crate) fn creatinine_for(egfr: f64, age: f64, sex: Sex) -> f64 {
    let (mut low, mut high) = (0.2f64, 12.0f64);
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        if ckd_epi_2021(middle, age, sex) > egfr { low = middle } else { high = middle }
    }
    rounded(low, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ckd_epi_2021_agrees_with_values_worked_by_hand() {
        // 142 × (1.05/0.7)^-1.2 × 0.9938^67 × 1.012 and 142 × (1.0/0.9)^-1.2 × 0.9938^50.
        assert_eq!(ckd_epi_2021(1.05, 67.0, Sex::Female).round(), 58.0);
        assert_eq!(ckd_epi_2021(1.0, 50.0, Sex::Male).round(), 92.0);
    }

    #[test]
    fn creatinine_and_egfr_belong_together() {
        for (egfr, age, sex) in [(58.0, 67.0, Sex::Female), (25.0, 80.0, Sex::Male), (105.0, 30.0, Sex::Male)]
        {
            let back = ckd_epi_2021(creatinine_for(egfr, age, sex), age, sex);
            assert!((back - egfr).abs() < 1.5, "{egfr} {back}");
        }
    }

    #[test]
    fn values_are_rounded_to_the_places_reported() {
        assert_eq!(A1C.decimal(6.94).to_string(), "6.9");
        assert_eq!(CREATININE.decimal(1.0).to_string(), "1.00");
    }
}
