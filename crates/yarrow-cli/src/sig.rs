//! `yarrow-cli sig`

use serde::Serialize;
use yarrow_codecs::fhir::Dosage as FhirDosage;
use yarrow_core::medications::dosage::fhir_dosage;
use yarrow_kernel::Decimal;
use yarrow_rules::sig::{Language, days_for_quantity, quantity_for_days, read_dosages, read_sig, words_in};

use crate::{Failure, open};

/// Read directions as a prescriber types them.
///
/// Prints one JSON object: `dosage` (FHIR R4 Dosage, one for each step of a taper), `words` (plain English and
/// Spanish), `quantity` and `days_supply` where they can be derived, and `not_checked` with the reason why a dose could
/// not be checked: the directions were not understood and stand as they were typed, or they do not say how much.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  yarrow-cli sig \"1 tab po bid x7d\"
  yarrow-cli sig \"1-2 tabs po q4-6h prn pain max 8/day\" --quantity 40
  yarrow-cli sig \"40 mg x5d, 30 mg x5d, then 20 mg daily\" --form tablet
  yarrow-cli sig \"1 bid\" --form capsule --days 30

Exit codes: 0 understood, 1 not understood (the JSON says why), 2 wrong usage.")]
pub struct Sig {
    /// The directions, quoted as one argument: "1 tab po bid x7d".
    text: String,
    /// Dose form of the product ("tablet", "oral suspension"); lends unit and route where they are not typed.
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// The quantity dispensed; the days it lasts are derived from it.
    #[arg(long, value_name = "N", conflicts_with = "days")]
    quantity: Option<Decimal>,
    /// The days to supply; the quantity is derived from them.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3660))]
    days: Option<u32>,
}

/// Understood, and still nothing that a dose could be checked by: "as directed", a thin layer.
const NO_AMOUNT: &str = "the directions do not say how much";

/// What is printed. Quantities are text, as in every answer of Yarrow.
#[derive(Serialize)]
struct Answer {
    text: String,
    understood: bool,
    dosage: Vec<FhirDosage>,
    words: Words,
    quantity: Option<Decimal>,
    quantity_unit: Option<String>,
    days_supply: Option<u32>,
    not_checked: Option<String>,
}

#[derive(Serialize)]
struct Words {
    en: String,
    es: String,
}

impl Sig {
    /// Runs it.
    pub fn run(self) -> Result<(), Failure> {
        if self.quantity.is_some_and(|quantity| quantity <= Decimal::ZERO) {
            return Err(Failure::Usage("--quantity: the quantity has to be more than zero.".to_owned()));
        }
        let answer = self.answer();
        open::print(&answer)?;
        match answer.not_checked {
            Some(because) if !answer.understood => {
                Err(Failure::Failed(format!("Not understood, so the dose is not checked: {because}")))
            }
            _ => Ok(()),
        }
    }

    fn answer(self) -> Answer {
        let form = self.form.as_deref();
        let reading = read_sig(&self.text, form);
        let mut answer = Answer {
            understood: reading.understood,
            dosage: Vec::new(),
            words: Words { en: reading.words.clone(), es: reading.words },
            quantity: None,
            quantity_unit: None,
            days_supply: None,
            not_checked: reading.because,
            text: self.text,
        };
        let Some(sig) = read_dosages(&answer.text, form).ok().filter(|_| answer.understood) else {
            answer.dosage.push(FhirDosage { text: Some(answer.text.clone()), ..FhirDosage::default() });
            return answer;
        };
        if sig.dosages.iter().any(|step| step.dose.is_none()) {
            answer.not_checked = Some(NO_AMOUNT.to_owned());
        }
        answer.dosage = fhir_dosage(&sig.dosages, Language::English);
        answer.words.es = words_in(&sig.dosages, Language::Spanish);
        (answer.quantity, answer.days_supply) = match (self.quantity, self.days) {
            (Some(quantity), _) => (Some(quantity), days_for_quantity(&sig.dosages, quantity)),
            (None, Some(days)) => (quantity_for_days(&sig.dosages, days), Some(days)),
            (None, None) => (reading.quantity, reading.days_supply),
        };
        answer.quantity_unit = reading.quantity_unit.filter(|_| answer.quantity.is_some());
        answer
    }
}
