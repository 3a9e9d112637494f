//! From a signed prescription to the messages about it (NCPDP SCRIPT, 2017071 or 2023011 as the pharmacy reads).
//!
//! What a message needs and the record lacks is listed, all of it at once. Nothing is guessed: a code is written only where
//! exactly one fits, and directions go out as parts only where the parts say what the words say.

mod directions;
mod drug;
mod envelope;
mod growth;
mod parties;
mod units;

use serde::Serialize;
use yarrow_codecs::script::{NewRx, Parties, ScriptVersion};
use yarrow_kernel::PharmacyId;

use crate::error::{Error, Result};
use crate::medications::MedicationRequest;
use crate::observations::Observation;
use crate::patients::{self, Patient};
use crate::people::Practitioner;
use crate::pharmacies::{self, Pharmacy, PharmacyScript};
use crate::settings::{Location, PracticeSettings, settings_in};
use crate::store::{Db, load};

pub(super) use envelope::{Envelope, written};

/// One thing that a message needs and the record does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Lacking {
    /// Of what, dotted: "pharmacy.ncpdp_id", "prescriber.npi", "prescription.quantity_unit".
    pub field: String,
    /// As a sentence that says what to do.
    pub message: String,
}

/// A list of what is lacking, while a message is put together.
#[derive(Debug, Default)]
pub(super) struct Lack(pub Vec<Lacking>);

impl Lack {
    /// Notes what is wrong with a field.
    pub fn note(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(Lacking { field: field.to_owned(), message: message.into() });
    }

    /// The value, or a note that it is lacking.
    pub fn need<T>(&mut self, value: Option<T>, field: &str, message: &str) -> Option<T> {
        if value.is_none() {
            self.note(field, message);
        }
        value
    }

    /// What was put together, when nothing is lacking; otherwise one refusal that names the first field and says all.
    pub fn or<T>(self, value: Option<T>, nothing: &str) -> Result<T> {
        match (value, self.0.first()) {
            (Some(value), None) => Ok(value),
            (_, Some(first)) => Err(refusal(first.field.clone(), &self.0, nothing)),
            (None, None) => Err(Error::Internal("message-without-reason")),
        }
    }
}

/// One refusal that says everything that is lacking; `nothing` is the sentence about what was not done.
pub(super) fn refusal(field: String, lacking: &[Lacking], nothing: &str) -> Error {
    let mut sentences: Vec<&str> = lacking.iter().map(|one| one.message.as_str()).collect();
    sentences.dedup();
    sentences.push(nothing);
    Error::Invalid { field, message: sentences.join(" ") }
}

/// Everything that messages about one prescription are made from.
pub(super) struct Source {
    pub order: MedicationRequest,
    pub patient: Patient,
    pub pharmacy: Option<Pharmacy>,
    prescriber: Option<Practitioner>,
    growth: Vec<Observation>,
    site: Option<Location>,
    practice: String,
    zone: String,
}

/// The person who answers, as messages name them.
pub(super) fn answered_by(
    db: &Db,
    person: &Practitioner,
    lack: &mut Lack,
) -> Result<Option<yarrow_codecs::script::Prescriber>> {
    let PracticeSettings { organization, locations } = settings_in(db)?;
    let site = locations.into_iter().find(|site| site.active);
    Ok(parties::prescriber(person, site.as_ref(), &organization.name, lack))
}

impl Source {
    /// Gathers it. A pharmacy that is named takes the place of the prescription's own.
    ///
    /// # Errors
    /// When there is no such pharmacy, or the database cannot be read.
    pub fn of(db: &Db, order: MedicationRequest, pharmacy: Option<PharmacyId>) -> Result<Self> {
        let PracticeSettings { organization, locations } = settings_in(db)?;
        let prescriber = match order.requester_id {
            Some(id) => load(db, id.0)?,
            None => None,
        };
        let patient = patients::require(db, order.patient_id)?;
        Ok(Self {
            growth: growth::of_a_child(db, &patient, &order, &organization.time_zone)?,
            patient,
            pharmacy: pharmacy.or(order.pharmacy_id).map(|id| pharmacies::require(db, id)).transpose()?,
            prescriber,
            site: locations.into_iter().find(|site| site.active),
            practice: organization.name,
            zone: organization.time_zone,
            order,
        })
    }

    /// The version of SCRIPT that the pharmacy reads.
    pub fn version(&self) -> ScriptVersion {
        match self.pharmacy.as_ref().map(|pharmacy| pharmacy.script) {
            Some(PharmacyScript::V2023011) => ScriptVersion::V2023011,
            Some(PharmacyScript::V2017071) | None => ScriptVersion::V2017071,
        }
    }

    /// The prescriber's NPI.
    pub fn npi(&self) -> Option<&str> {
        self.prescriber.as_ref()?.npi.as_deref()
    }

    /// The new prescription; nothing when something is lacking.
    pub fn new_rx(&self, lack: &mut Lack) -> Option<NewRx> {
        let patient = parties::patient(&self.patient, lack);
        let pharmacy = self.addressed_pharmacy(lack);
        let prescriber = self.prescribed_by(lack);
        let medication = self.medication(lack);
        Some(NewRx {
            parties: Parties { patient: patient?, pharmacy: pharmacy?, prescriber: prescriber? },
            observation: growth::observation(&self.growth, &self.zone),
            medication_prescribed: medication?,
            prohibit_renewal_request: None,
        })
    }

    fn addressed_pharmacy(&self, lack: &mut Lack) -> Option<yarrow_codecs::script::Pharmacy> {
        let words = "Choose a pharmacy of the directory; the prescription names none.";
        parties::pharmacy(lack.need(self.pharmacy.as_ref(), "prescription.pharmacy_id", words)?, lack)
    }

    /// Whoever signed.
    pub fn prescribed_by(&self, lack: &mut Lack) -> Option<yarrow_codecs::script::Prescriber> {
        let person = lack.need(
            self.prescriber.as_ref(),
            "prescription.requester_id",
            "The prescription does not say who wrote it.",
        )?;
        parties::prescriber(person, self.site.as_ref(), &self.practice, lack)
    }

    /// The patient as messages name them.
    pub fn patient_in_message(&self, lack: &mut Lack) -> Option<yarrow_codecs::script::Patient> {
        parties::patient(&self.patient, lack)
    }

    /// What was prescribed.
    pub fn medication(&self, lack: &mut Lack) -> Option<yarrow_codecs::script::Medication> {
        drug::medication(&self.order, &self.zone, lack)
    }
}
