//! The patient's own list of medicines as paper, in English or Spanish. Printing is a disclosure and is audited as one.

use serde::Deserialize;
use yarrow_kernel::{LocalDate, PartialDate, PatientId};
use yarrow_paper::{
    EndedDrug, ListedDay, ListedDrug, ListedPatient, ListedSlot, MedicationListModel, PaperLanguage,
    medication_list,
};
use yarrow_rules::sig::{Day, Dosage, Language, day, read_dosages, words_in};

use super::gather::typed;
use super::paper::{Pdf, letterhead};
use super::{MedicationRequest, MedicationStatus, store};
use crate::access::{Operation, Permission, Session};
use crate::allergies::{self, AllergyIntolerance, AllergyStatus, AllergySubjectKind};
use crate::error::{Error, Result};
use crate::patients;
use crate::settings::{date_in_spanish, date_in_words, local_date, settings_in};
use crate::store::{AuditNote, Db};

/// Whose list, and in which language.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct MedicationListPdf {
    /// Whose.
    pub patient_id: PatientId,
    /// Of the list's own words and of the directions; names of drugs stay as on the package.
    #[serde(default)]
    pub language: Language,
}

const PRINT: Operation = Operation::new("medication_list_pdf", Permission::Print);

/// How long a stopped medicine is still named, so that nobody goes on with what is left of it.
const STOPPED_DAYS: i64 = 180;

/// What the patient takes, what is paused and what was stopped in the last half year, as a list to take home.
///
/// # Errors
/// When the role may not print this patient's chart, or a medicine's text is longer than a page.
pub fn medication_list_pdf(session: &Session, request: MedicationListPdf) -> Result<Pdf> {
    let (demo, now) = (session.practice().is_demo(), session.now());
    let patient = request.patient_id;
    let model = session.read_chart(&PRINT, patient, move |db| {
        let today = local_date(&settings_in(db)?.organization.time_zone, now);
        model(db, &request, today, demo)
    })?;
    let printed = medication_list(&model).map_err(|error| Error::Refused(error.to_string()))?;
    session.store().write(session.actor(), PRINT.name, move |tx| {
        tx.audit(AuditNote::new("print", "medication_list").patient(patient));
        Ok(())
    })?;
    Ok(Pdf::new("medication-list.pdf", printed))
}

fn model(db: &Db, request: &MedicationListPdf, today: LocalDate, demo: bool) -> Result<MedicationListModel> {
    let language = request.language;
    let patient = patients::require(db, request.patient_id)?;
    let orders = store::list(db, patient.id, true)?;
    let of = |status: MedicationStatus| orders.iter().filter(move |order| order.status == status);
    let mut taking: Vec<ListedDrug> =
        of(MedicationStatus::Active).map(|order| listed(order, language)).collect();
    taking.sort_by_key(|drug| (place(&drug.day), drug.display.to_lowercase()));
    // What goes on under another strength or brand is not to be thrown away.
    let goes_on = |order: &MedicationRequest| {
        of(MedicationStatus::Active).any(|taken| {
            taken.display == order.display
                || !order.ingredients.is_empty() && taken.ingredients == order.ingredients
        })
    };
    let recent = |order: &&MedicationRequest| {
        order.ended_on.is_some_and(|day| today.days_since(day) <= STOPPED_DAYS) && !goes_on(order)
    };
    let recorded = allergies::list(db, patient.id)?;
    let active = || recorded.iter().filter(|allergy| allergy.status == AllergyStatus::Active);
    let none = |allergy: &&AllergyIntolerance| allergy.subject_kind == AllergySubjectKind::NoKnownAllergies;
    Ok(MedicationListModel {
        letterhead: letterhead(&settings_in(db)?),
        patient: ListedPatient {
            name: patient.list_name(),
            birth_date: birth(patient.birth_date, language),
            mrn: patient.mrn.clone(),
        },
        date: said(today, language),
        language: match language {
            Language::English => PaperLanguage::English,
            Language::Spanish => PaperLanguage::Spanish,
        },
        allergies: active().filter(|allergy| !none(allergy)).map(allergy_words).collect(),
        no_known_allergies: active().any(|allergy| none(&allergy)),
        taking,
        held: of(MedicationStatus::OnHold).map(|order| ended(order, language)).collect(),
        stopped: of(MedicationStatus::Stopped).filter(recent).map(|order| ended(order, language)).collect(),
        demo,
    })
}

fn listed(order: &MedicationRequest, language: Language) -> ListedDrug {
    let read = read_dosages(typed(order), order.dose_form.as_deref()).ok();
    let source = match (order.reported, order.over_the_counter, language) {
        (true, true, Language::English) => Some("Without a prescription"),
        (true, true, Language::Spanish) => Some("Sin receta"),
        (true, false, Language::English) => Some("Not prescribed by us"),
        (true, false, Language::Spanish) => Some("No recetado por nosotros"),
        (false, ..) => None,
    };
    let (directions, day) = match read {
        Some(sig) => (words_in(&sig.dosages, language), listed_day(&sig.dosages, language)),
        None => (order.sig_text.clone(), ListedDay::SeeDirections),
    };
    ListedDrug {
        display: order.display.clone(),
        directions,
        reason: order.reason_display.clone(),
        source: source.map(str::to_owned),
        day,
    }
}

fn listed_day(dosages: &[Dosage], language: Language) -> ListedDay {
    match day(dosages, language) {
        Day::Slots { slots, as_needed } => {
            let mut parts = [const { None }; 4];
            for slot in slots {
                parts[slot.part as usize] =
                    Some(ListedSlot { amount: slot.amount, suggested: slot.suggested });
            }
            ListedDay::Every { parts, as_needed }
        }
        Day::When(words) => {
            let mut letters = words.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
            ListedDay::InWords(first + letters.as_str())
        }
        Day::Steps => ListedDay::SeeDirections,
    }
}

/// What is taken every day first, what is taken only when needed last.
fn place(day: &ListedDay) -> u8 {
    match day {
        ListedDay::Every { parts, .. } if parts.iter().any(Option::is_some) => 0,
        ListedDay::InWords(_) => 1,
        ListedDay::SeeDirections => 2,
        ListedDay::Every { .. } => 3,
    }
}

fn ended(order: &MedicationRequest, language: Language) -> EndedDrug {
    EndedDrug {
        display: order.display.clone(),
        since: order.ended_on.map(|day| said(day, language)),
        until: order.hold_until.map(|day| said(day, language)),
        reason: order.status_reason.clone(),
    }
}

fn allergy_words(allergy: &AllergyIntolerance) -> String {
    if allergy.reactions.is_empty() {
        allergy.display.clone()
    } else {
        format!("{} ({})", allergy.display, allergy.reactions.join(", "))
    }
}

fn said(date: LocalDate, language: Language) -> String {
    match language {
        Language::English => date_in_words(date),
        Language::Spanish => date_in_spanish(date),
    }
}

fn birth(date: PartialDate, language: Language) -> String {
    let whole = date.day.and_then(|_| date.earliest());
    whole.map_or_else(|| date.to_string(), |day| said(day, language))
}
