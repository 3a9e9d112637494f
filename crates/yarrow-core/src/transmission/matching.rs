//! Whose request is this? Two identifiers must point to the same patient; anything less waits for a person.
//!
//! The first is the name with the birth date. The second is the number this practice gave the prescription, or the
//! telephone. (Two identifiers: The Joint Commission, National Patient Safety Goal NPSG.01.01.01.)

use yarrow_kernel::{MedicationRequestId, PatientId, Timestamp, Uuid, fold, phone_digits};

use super::wire::{InboundRequest, RequestPatient};
use super::{InboundKind, InboundState, store};
use crate::error::Result;
use crate::medications::{self, MedicationRequest};
use crate::patients::{self, Patient};
use crate::store::{Db, load};

/// Whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Two identifiers agree.
    Found {
        /// Who.
        patient: PatientId,
        /// The prescription, where it is known for sure.
        prescription: Option<MedicationRequestId>,
        /// Which identifiers, in words.
        by: String,
    },
    /// They do not, or there are too few.
    Unsure {
        /// Why, in words.
        why: String,
    },
}

/// How long a request counts as the same one asked again, in milliseconds: a week.
const ASKED_AGAIN: i64 = 7 * 86_400_000;

/// Whose request this is.
pub(super) fn match_patient(db: &Db, request: &InboundRequest) -> Result<Match> {
    let named = by_name_and_birth_date(db, &request.patient)?;
    let unsure = |why: &str| Ok(Match::Unsure { why: why.to_owned() });
    let ordered: Option<MedicationRequest> = match request.order.as_deref().and_then(order_of) {
        Some(id) => load(db, id.0)?,
        None => None,
    };
    if let Some(order) = ordered {
        if named.iter().any(|patient| patient.id == order.patient_id) {
            return Ok(Match::Found {
                patient: order.patient_id,
                prescription: Some(order.id),
                by: "name with birth date, and the prescription's number".to_owned(),
            });
        }
        return unsure(
            "The prescription's number belongs to another patient than the name and birth date. Nothing was matched.",
        );
    }
    let sure: Vec<&Patient> = named.iter().filter(|patient| same_phone(patient, &request.patient)).collect();
    match (sure.as_slice(), named.len()) {
        ([patient], _) => Ok(Match::Found {
            patient: patient.id,
            prescription: same_drug(db, patient.id, &request.drug.display)?,
            by: "name with birth date, and telephone".to_owned(),
        }),
        ([_, _, ..], _) => unsure("Several patients have this name, birth date and telephone."),
        ([], 0) => unsure("No patient of this practice has this name and birth date."),
        ([], _) => unsure("Name and birth date fit, and nothing else confirms who it is."),
    }
}

/// Says so when the same was asked a short time ago.
pub(super) fn asked_before(
    db: &Db,
    now: Timestamp,
    kind: InboundKind,
    prescription: Option<MedicationRequestId>,
) -> Result<Option<String>> {
    let Some(prescription) = prescription else { return Ok(None) };
    let before = store::requests_since(db, prescription, kind, now.plus_millis(-ASKED_AGAIN))?;
    Ok(match before.last().map(|last| last.state) {
        None => None,
        Some(InboundState::Answered) => {
            Some("The same was asked in the last seven days and has been answered.".to_owned())
        }
        Some(_) => Some("The same was asked in the last seven days.".to_owned()),
    })
}

/// Those who may be meant, for a person to choose from: same birth date and a name alike, or the prescription's owner.
pub(super) fn candidates(db: &Db, request: &InboundRequest) -> Result<Vec<PatientId>> {
    let mut found: Vec<PatientId> =
        by_name_and_birth_date(db, &request.patient)?.into_iter().map(|patient| patient.id).collect();
    if let Some(id) = request.order.as_deref().and_then(order_of)
        && let Some(order) = load::<MedicationRequest>(db, id.0)?
        && !found.contains(&order.patient_id)
    {
        found.push(order.patient_id);
    }
    Ok(found)
}

/// One of the things by which a person is told from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identifier {
    Name,
    BirthDate,
    Telephone,
    PrescriptionNumber,
}

impl Identifier {
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth date",
            Self::Telephone => "telephone",
            Self::PrescriptionNumber => "prescription's number",
        }
    }
}

/// Which identifiers of a request are this patient's.
pub(super) fn agreeing(db: &Db, patient: &Patient, asked: &InboundRequest) -> Result<Vec<Identifier>> {
    let whole = patient.birth_date.day.and(patient.birth_date.earliest());
    let ordered: Option<MedicationRequest> = match asked.order.as_deref().and_then(order_of) {
        Some(id) => load(db, id.0)?,
        None => None,
    };
    let found = [
        (Identifier::Name, has_name(patient, &asked.patient)),
        (Identifier::BirthDate, whole.is_some() && whole == asked.patient.birth_date),
        (Identifier::Telephone, same_phone(patient, &asked.patient)),
        (Identifier::PrescriptionNumber, ordered.is_some_and(|order| order.patient_id == patient.id)),
    ];
    Ok(found.into_iter().filter(|(_, agrees)| *agrees).map(|(identifier, _)| identifier).collect())
}

/// The prescription whose number this is, as far as the number can be one of ours.
pub(super) fn order_of(number: &str) -> Option<MedicationRequestId> {
    Uuid::parse_str(number.trim()).ok().map(MedicationRequestId)
}

/// Same birth date to the day, and the name.
fn by_name_and_birth_date(db: &Db, asked: &RequestPatient) -> Result<Vec<Patient>> {
    let Some(birth_date) = asked.birth_date else { return Ok(Vec::new()) };
    let mut found = patients::born_on(db, birth_date)?;
    found.retain(|patient| has_name(patient, asked));
    Ok(found)
}

/// The same family name or one used before, the same given name or the one the patient goes by.
fn has_name(patient: &Patient, asked: &RequestPatient) -> bool {
    let (family, given) = (fold(&asked.family), first_word(&asked.given));
    if family.is_empty() || given.is_empty() {
        return false;
    }
    let families = [Some(&patient.family), patient.previous_family.as_ref()];
    let givens = [Some(&patient.given), patient.preferred_name.as_ref()];
    families.iter().flatten().any(|name| fold(name) == family)
        && givens.iter().flatten().any(|name| first_word(name) == given)
}

fn first_word(name: &str) -> String {
    fold(name).split(' ').next().unwrap_or_default().to_owned()
}

fn same_phone(patient: &Patient, asked: &RequestPatient) -> bool {
    let phone = phone_digits(asked.phone.as_deref().unwrap_or_default());
    let own = [&patient.phone, &patient.phone_alt];
    phone.len() >= 10 && own.into_iter().flatten().any(|own| phone_digits(own) == phone)
}

/// The patient's newest prescription of exactly this drug.
fn same_drug(db: &Db, patient: PatientId, display: &str) -> Result<Option<MedicationRequestId>> {
    let wanted = fold(display);
    let all = medications::list(db, patient, true)?;
    Ok(all
        .into_iter()
        .filter(|one| one.signed_at.is_some() && fold(&one.display) == wanted)
        .max_by_key(|one| one.authored_at)
        .map(|one| one.id))
}
