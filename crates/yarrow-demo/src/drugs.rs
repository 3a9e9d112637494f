//! What the demo's prescribers prescribe: products, directions, and what they do to the values that are measured.
//!
//! Effects are rounded averages for plausible curves, not facts to prescribe by. Plain words of the directions come
//! from the same reader that the prescribing screen uses, so that demo charts cannot say something it would not.

use std::sync::OnceLock;

use yarrow_rules::sig::read_sig;

/// One way of prescribing one product.
#[derive(Debug)]
pub(crate) struct Rx {
    /// Ingredient keys, alphabetical.
    pub ingredients: &'static [&'static str],
    pub strength: &'static str,
    pub form: &'static str,
    pub sig: &'static str,
    pub quantity: i64,
    pub unit: &'static str,
    pub days: u32,
    pub refills: u32,
    /// mmHg off the systolic pressure.
    pub pressure: f64,
    /// Percentage points off HbA1c.
    pub sugar: f64,
    /// Part of LDL that stays.
    pub ldl: f64,
    /// The product's name where it is not ingredient, strength, form.
    shown: Option<&'static str>,
    read: OnceLock<Reading>,
}

/// What is worked out of an [`Rx`] once.
#[derive(Debug)]
pub(crate) struct Reading {
    pub product: String,
    pub display: String,
    pub words: String,
    pub understood: bool,
}

const fn rx(
    ingredients: &'static [&'static str],
    strength: &'static str,
    form: &'static str,
    sig: &'static str,
    supply: (i64, &'static str, u32, u32),
) -> Rx {
    let (quantity, unit, days, refills) = supply;
    Rx {
        ingredients,
        strength,
        form,
        sig,
        quantity,
        unit,
        days,
        refills,
        pressure: 0.0,
        sugar: 0.0,
        ldl: 1.0,
        shown: None,
        read: OnceLock::new(),
    }
}

impl Rx {
    const fn pressure(mut self, by: f64) -> Self {
        self.pressure = by;
        self
    }
    const fn sugar(mut self, by: f64) -> Self {
        self.sugar = by;
        self
    }
    const fn ldl(mut self, stays: f64) -> Self {
        self.ldl = stays;
        self
    }

    const fn shown(mut self, name: &'static str) -> Self {
        self.shown = Some(name);
        self
    }

    /// Names and words of this prescription.
    pub fn read(&self) -> &Reading {
        self.read.get_or_init(|| {
            let reading = read_sig(self.sig, Some(self.form));
            let mut name = self.ingredients.join(" / ");
            if let Some(first) = name.get(..1) {
                name = first.to_uppercase() + &name[1..];
            }
            Reading {
                product: format!("{}|{}|{}", self.ingredients.join(" / "), self.strength, self.form),
                display: self
                    .shown
                    .map_or_else(|| format!("{name} {} {}", commas(self.strength), self.form), str::to_owned),
                words: reading.words,
                understood: reading.understood,
            }
        })
    }

    /// "metformin 500 mg", as said inside a sentence.
    pub fn said(&self) -> String {
        if self.form == "pen injector" {
            let dose = self.sig.split(" subcut").next().unwrap_or_default();
            return format!("{} {dose}", self.ingredients.join("/"));
        }
        format!("{} {}", self.ingredients.join("/"), commas(self.strength))
    }
}

/// "1000 mg" is shown as "1,000 mg" (ISMP, 2024).
fn commas(strength: &str) -> String {
    match strength.split_once(' ') {
        Some((number, rest)) if number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{},{} {rest}", &number[..1], &number[1..])
        }
        _ => strength.to_owned(),
    }
}

/// Members, among the demo's drugs, of the classes people are allergic to; class keys as in `knowledge/classes`.
pub(crate) const CLASSES: &[(&str, &[&str])] = &[
    ("penicillins", &["amoxicillin", "penicillin v"]),
    ("cephalosporins", &["cephalexin", "cefdinir"]),
    ("sulfonamide-antibiotics", &["sulfamethoxazole"]),
    ("nsaids", &["ibuprofen", "naproxen", "diclofenac"]),
    ("macrolides", &["azithromycin"]),
    ("tetracyclines", &["doxycycline"]),
    ("ace-inhibitors", &["lisinopril"]),
    ("statins", &["atorvastatin", "rosuvastatin", "simvastatin"]),
];

/// Whether a drug with this ingredient must not be given to somebody allergic to `subject` (a class or an ingredient).
pub(crate) fn conflicts(subject: &str, ingredient: &str) -> bool {
    let member =
        |class: &str| CLASSES.iter().any(|(key, members)| *key == class && members.contains(&ingredient));
    // Whoever reacted to a penicillin is not given a cephalosporin here: cautious, and no check has to be overridden.
    subject == ingredient || member(subject) || (subject == "penicillins" && member("cephalosporins"))
}

macro_rules! formulary {
    ($($name:ident = $rx:expr;)+) => {
        $(pub(crate) static $name: Rx = $rx;)+
        /// Everything, for tests.
        #[cfg(test)]
        pub(crate) static ALL: &[&Rx] = &[$(&$name),+];
    };
}

const TAB: &str = "tablet";
const CAP: &str = "capsule";
const Q: (i64, &str, u32, u32) = (90, TAB, 90, 3);
const QB: (i64, &str, u32, u32) = (180, TAB, 90, 3);

formulary! {
    METFORMIN_500 = rx(&["metformin"], "500 mg", TAB, "1 tab po bid with meals", QB).sugar(0.9);
    METFORMIN_1000 = rx(&["metformin"], "1000 mg", TAB, "1 tab po bid with meals", QB).sugar(1.4);
    METFORMIN_ER_500 = rx(&["metformin"], "500 mg", "extended-release tablet", "1 tab po daily with supper", Q).sugar(0.7).shown("Metformin ER 500 mg tablet");
    METFORMIN_ER_1000 = rx(&["metformin"], "1000 mg", "extended-release tablet", "1 tab po bid with meals", QB).sugar(1.4).shown("Metformin ER 1,000 mg tablet");
    EMPAGLIFLOZIN_10 = rx(&["empagliflozin"], "10 mg", TAB, "1 tab po qam", Q).sugar(0.7).pressure(3.0);
    SITAGLIPTIN_100 = rx(&["sitagliptin"], "100 mg", TAB, "1 tab po daily", Q).sugar(0.6);
    GLARGINE_14 = rx(&["insulin glargine"], "100 units/mL", "pen injector", "14 units subcut qhs", (15, "mL", 90, 3)).sugar(1.1);
    GLARGINE_22 = rx(&["insulin glargine"], "100 units/mL", "pen injector", "22 units subcut qhs", (21, "mL", 90, 3)).sugar(1.6);

    LISINOPRIL_10 = rx(&["lisinopril"], "10 mg", TAB, "1 tab po daily", Q).pressure(8.0);
    LISINOPRIL_20 = rx(&["lisinopril"], "20 mg", TAB, "1 tab po daily", Q).pressure(12.0);
    LISINOPRIL_40 = rx(&["lisinopril"], "40 mg", TAB, "1 tab po daily", Q).pressure(15.0);
    LOSARTAN_50 = rx(&["losartan"], "50 mg", TAB, "1 tab po daily", Q).pressure(8.0);
    LOSARTAN_100 = rx(&["losartan"], "100 mg", TAB, "1 tab po daily", Q).pressure(12.0);
    AMLODIPINE_5 = rx(&["amlodipine"], "5 mg", TAB, "1 tab po daily", Q).pressure(8.0);
    AMLODIPINE_10 = rx(&["amlodipine"], "10 mg", TAB, "1 tab po daily", Q).pressure(12.0);
    CHLORTHALIDONE_25 = rx(&["chlorthalidone"], "25 mg", TAB, "1 tab po qam", Q).pressure(9.0);
    METOPROLOL_50 = rx(&["metoprolol"], "50 mg", "extended-release tablet", "1 tab po daily", Q).pressure(5.0).shown("Metoprolol succinate ER 50 mg tablet");
    APIXABAN_5 = rx(&["apixaban"], "5 mg", TAB, "1 tab po bid", QB);

    ATORVASTATIN_20 = rx(&["atorvastatin"], "20 mg", TAB, "1 tab po qhs", Q).ldl(0.58);
    ATORVASTATIN_40 = rx(&["atorvastatin"], "40 mg", TAB, "1 tab po qhs", Q).ldl(0.51);
    ROSUVASTATIN_10 = rx(&["rosuvastatin"], "10 mg", TAB, "1 tab po daily", Q).ldl(0.54);
    SIMVASTATIN_40 = rx(&["simvastatin"], "40 mg", TAB, "1 tab po qhs", (90, TAB, 90, 1)).ldl(0.6);
    EZETIMIBE_10 = rx(&["ezetimibe"], "10 mg", TAB, "1 tab po daily", Q).ldl(0.82);

    LEVOTHYROXINE_50 = rx(&["levothyroxine"], "50 mcg", TAB, "1 tab po qam", Q);
    LEVOTHYROXINE_75 = rx(&["levothyroxine"], "75 mcg", TAB, "1 tab po qam", Q);
    LEVOTHYROXINE_88 = rx(&["levothyroxine"], "88 mcg", TAB, "1 tab po qam", Q);
    LEVOTHYROXINE_100 = rx(&["levothyroxine"], "100 mcg", TAB, "1 tab po qam", Q);

    ALBUTEROL = rx(&["albuterol"], "90 mcg/actuation", "inhaler", "2 puffs q4h prn wheezing", (1, "inhaler", 30, 3));
    FLUTICASONE_110 = rx(&["fluticasone"], "110 mcg/actuation", "inhaler", "1 puff bid", (1, "inhaler", 60, 5));
    BUDESONIDE_FORMOTEROL = rx(&["budesonide", "formoterol"], "160 mcg / 4.5 mcg per actuation", "inhaler", "2 puffs bid", (1, "inhaler", 30, 5));
    TIOTROPIUM = rx(&["tiotropium"], "2.5 mcg/actuation", "inhaler", "2 puffs daily", (1, "inhaler", 30, 5));
    MONTELUKAST_5 = rx(&["montelukast"], "5 mg", "chewable tablet", "1 tab po qhs", (90, TAB, 90, 3));
    MONTELUKAST_10 = rx(&["montelukast"], "10 mg", TAB, "1 tab po qhs", Q);
    FLUTICASONE_NASAL = rx(&["fluticasone"], "50 mcg/actuation", "nasal spray", "2 sprays in each nostril daily", (1, "bottle", 30, 5));
    LORATADINE = rx(&["loratadine"], "10 mg", TAB, "1 tab po daily", (30, TAB, 30, 5));

    SERTRALINE_50 = rx(&["sertraline"], "50 mg", TAB, "1 tab po daily", Q);
    SERTRALINE_100 = rx(&["sertraline"], "100 mg", TAB, "1 tab po daily", Q);
    ESCITALOPRAM_10 = rx(&["escitalopram"], "10 mg", TAB, "1 tab po daily", Q);
    ESCITALOPRAM_20 = rx(&["escitalopram"], "20 mg", TAB, "1 tab po daily", Q);
    OMEPRAZOLE_20 = rx(&["omeprazole"], "20 mg", "delayed-release capsule", "1 cap po qam before breakfast", (90, CAP, 90, 3)).shown("Omeprazole DR 20 mg capsule");
    SUMATRIPTAN_50 = rx(&["sumatriptan"], "50 mg", TAB, "1 tab po prn migraine, may repeat in 2 hours, max 2 tabs/24h", (9, TAB, 30, 5));
    TOPIRAMATE_50 = rx(&["topiramate"], "50 mg", TAB, "1 tab po bid", QB);
    ALLOPURINOL_100 = rx(&["allopurinol"], "100 mg", TAB, "1 tab po daily", Q);
    ALLOPURINOL_300 = rx(&["allopurinol"], "300 mg", TAB, "1 tab po daily", Q);
    COLCHICINE = rx(&["colchicine"], "0.6 mg", TAB, "1 tab po bid x5d", (10, TAB, 5, 0));
    ACETAMINOPHEN_500 = rx(&["acetaminophen"], "500 mg", TAB, "2 tabs po tid prn pain", (180, TAB, 30, 2));
    DICLOFENAC_GEL = rx(&["diclofenac"], "1%", "gel", "apply to knee qid prn pain", (100, "g", 30, 3)).shown("Diclofenac sodium 1% gel");
    NAPROXEN_500 = rx(&["naproxen"], "500 mg", TAB, "1 tab po bid with food x10d", (20, TAB, 10, 0));
    IBUPROFEN_600 = rx(&["ibuprofen"], "600 mg", TAB, "1 tab po tid with food x7d", (21, TAB, 7, 0));
    CONTRACEPTIVE = rx(&["ethinyl estradiol", "norgestimate"], "35 mcg / 0.25 mg", "tablet pack", "1 tab po daily", (84, TAB, 84, 3)).shown("Norgestimate / ethinyl estradiol 0.25 mg / 35 mcg tablet pack");
    FOLIC_ACID = rx(&["folic acid"], "1 mg", TAB, "1 tab po daily", Q);

    AMOXICILLIN_500 = rx(&["amoxicillin"], "500 mg", CAP, "1 cap po tid x10d", (30, CAP, 10, 0));
    AMOXICILLIN_LIQUID = rx(&["amoxicillin"], "400 mg/5 mL", "oral suspension", "5 mL po bid x10d", (100, "mL", 10, 0));
    AMOXICILLIN_CLAVULANATE = rx(&["amoxicillin", "clavulanate"], "875 mg / 125 mg", TAB, "1 tab po bid x7d", (14, TAB, 7, 0));
    CEFDINIR_LIQUID = rx(&["cefdinir"], "250 mg/5 mL", "oral suspension", "4 mL po daily x10d", (40, "mL", 10, 0));
    CEPHALEXIN_500 = rx(&["cephalexin"], "500 mg", CAP, "1 cap po qid x7d", (28, CAP, 7, 0));
    AZITHROMYCIN_250 = rx(&["azithromycin"], "250 mg", TAB, "1 tab po daily x5d", (5, TAB, 5, 0));
    AZITHROMYCIN_LIQUID = rx(&["azithromycin"], "200 mg/5 mL", "oral suspension", "4 mL po daily x5d", (20, "mL", 5, 0));
    DOXYCYCLINE_100 = rx(&["doxycycline"], "100 mg", CAP, "1 cap po bid x7d", (14, CAP, 7, 0)).shown("Doxycycline hyclate 100 mg capsule");
    NITROFURANTOIN_100 = rx(&["nitrofurantoin"], "100 mg", CAP, "1 cap po bid x5d", (10, CAP, 5, 0));
    TMP_SMX = rx(&["sulfamethoxazole", "trimethoprim"], "800 mg / 160 mg", TAB, "1 tab po bid x3d", (6, TAB, 3, 0));
    PREDNISONE_40 = rx(&["prednisone"], "20 mg", TAB, "2 tabs po daily x5d", (10, TAB, 5, 0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_direction_of_the_demo_is_understood_by_the_reader() {
        for rx in ALL {
            assert!(rx.read().understood, "{}: {:?}", rx.sig, read_sig(rx.sig, Some(rx.form)).because);
        }
        assert_eq!(METFORMIN_ER_1000.read().display, "Metformin ER 1,000 mg tablet");
        assert_eq!(METFORMIN_1000.read().display, "Metformin 1,000 mg tablet");
        assert_eq!(SIMVASTATIN_40.read().product, "simvastatin|40 mg|tablet");
    }

    #[test]
    fn ingredients_are_in_the_order_of_the_alphabet() {
        for rx in ALL {
            assert!(rx.ingredients.is_sorted(), "{:?}", rx.ingredients);
        }
    }

    #[test]
    fn an_allergy_to_penicillins_rules_out_amoxicillin_with_clavulanate_and_cephalosporins() {
        assert!(conflicts("penicillins", "amoxicillin"));
        assert!(conflicts("penicillins", "cefdinir"));
        assert!(!conflicts("penicillins", "azithromycin"));
        assert!(conflicts("lisinopril", "lisinopril"));
    }
}
