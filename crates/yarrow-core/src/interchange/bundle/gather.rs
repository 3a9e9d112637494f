//! The facts of one bundle for the pure rules, and what of it could not be used.

use std::collections::BTreeMap;

use yarrow_codecs::fhir::{Dosage, Entry, FhirFile, Observation, Patient, Reference, Resource};
use yarrow_kernel::{LocalDate, PartialDate};
use yarrow_rules::sig::words;
use yarrow_rules::{Directions, DrugFact, Facts, NotChecked, ObservationFact, ProblemFact};

use super::{fault_words, refuse};
use crate::allergies::{AllergyStatus, AllergySubjectKind};
use crate::error::Result;
use crate::interchange::links::Links;
use crate::interchange::read::{self, Source};
use crate::interchange::words::Halt;
use crate::medications::dosage::imported_directions;
use crate::medications::{
    MedicationRequest, MedicationStatus, allergy_fact, drug_fact, not_while_held, observation_fact,
    problem_fact, sex,
};
use crate::observations::ObservationStatus;
use crate::problems::ClinicalStatus;
use crate::terminology::Terminology;

/// The patient of a bundle.
pub(super) struct Person {
    index: usize,
    patient: Patient,
}

/// What the rules are asked about.
#[derive(Default)]
pub(super) struct Gathered {
    pub facts: Facts,
    /// Entries, or parts of them, that no check could use.
    pub not_checked: Vec<NotChecked>,
}

/// The patient of the bundle, where there is one.
///
/// # Errors
/// When there are two, or the one there is cannot be read: a check for nobody in particular would say less than it seems.
pub(super) fn patient(file: &FhirFile<'_>, links: &mut Links) -> Result<Option<Person>> {
    let mut people = file.entries.iter().enumerate().filter(|(_, entry)| entry.kind == "Patient");
    let Some((index, entry)) = people.next() else { return Ok(None) };
    if let Some((_, other)) = people.next() {
        let both = format!("{} and {}", entry.location(), other.location());
        return refuse(format!(
            "The bundle is about more than one patient: {both}. Give one patient at a time."
        ));
    }
    match file.read(entry) {
        Ok(Resource::Patient(patient)) => {
            links.number("Patient", &patient.identifier, index);
            Ok(Some(Person { index, patient: *patient }))
        }
        Ok(_) => Ok(None),
        Err(fault) => refuse(format!("{}: {}.", entry.location(), fault_words(&fault))),
    }
}

/// Whether a resource is about the patient of the bundle. One that names nobody is; so is every one when the patient has
/// no id that could be named.
///
/// # Errors
/// Whom it is about instead, as words.
pub(super) fn about(
    source: Source<'_>,
    person: Option<&Person>,
    subject: Option<&Reference>,
) -> std::result::Result<(), String> {
    let (Some(person), Some(subject)) = (person, subject) else { return Ok(()) };
    let entry = &source.file.entries[person.index];
    if source.links.find("Patient", subject) == Some(person.index)
        || (entry.id.is_none() && entry.full_url.is_none())
    {
        return Ok(());
    }
    let Some(text) = subject.reference.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(());
    };
    let last = text.rsplit(['/', ':']).next();
    if last.is_some() && last == entry.id.as_deref() {
        return Ok(());
    }
    let shown: String = text.chars().take(80).collect();
    Err(format!("it is about {shown}, who is not the patient of the bundle"))
}

/// The proposed drug as the rules see it.
pub(super) fn proposed(
    row: &MedicationRequest,
    dosage: &[Dosage],
    entry: &Entry<'_>,
    source: Source<'_>,
    knowledge: &Terminology,
) -> DrugFact {
    DrugFact { since: None, staged: false, ..drug(row, dosage, entry, source, knowledge) }
}

fn drug(
    row: &MedicationRequest,
    dosage: &[Dosage],
    entry: &Entry<'_>,
    source: Source<'_>,
    knowledge: &Terminology,
) -> DrugFact {
    let fact = drug_fact(row, knowledge);
    let read = imported_directions(dosage, fact.form.as_deref());
    let (directions, sig) = match (read.understood, read.remark) {
        (Ok(dosages), _) => (words(&dosages), Directions::Read(dosages)),
        // Text and codes that differ: neither is believed.
        (Err(because), Some(_)) => (read.text, Directions::Unread { because, impossible: false }),
        (Err(_), None) => (read.text.clone(), Directions::Typed(read.text)),
    };
    // The entry counts as written now where no date is given; as a fact that would be an invention.
    let since = fact.since.filter(|_| row.start.is_some() || row.authored_at != source.now);
    DrugFact { id: Some(name_of(entry)), since, directions, sig, ..fact }
}

/// What a finding calls the other side: "MedicationStatement/7", or the place in the bundle.
pub(super) fn name_of(entry: &Entry<'_>) -> String {
    match &entry.id {
        Some(id) => format!("{}/{id}", entry.kind),
        None => entry.full_url.clone().unwrap_or_else(|| entry.location()),
    }
}

/// Everything but the proposal, which is entry `proposal`.
///
/// # Errors
/// When the reference data cannot be read.
pub(super) fn gather(
    source: Source<'_>,
    knowledge: &Terminology,
    person: Option<&Person>,
    proposal: usize,
    today: LocalDate,
) -> Result<Gathered> {
    let mut it = Gathered::default();
    it.facts.today = Some(today);
    if let Some(Person { patient, .. }) = person {
        it.facts.birth = patient.birth_date.map(|at| at.date);
        it.facts.sex = sex(read::gender(patient.gender.as_deref()));
    }
    let mut values: BTreeMap<String, ObservationFact> = BTreeMap::new();
    for (_, entry) in source.file.entries.iter().enumerate().filter(|(index, _)| *index != proposal) {
        let outcome = match source.file.read(entry) {
            Ok(resource) => take(source, knowledge, person, entry, resource, &mut it, &mut values),
            Err(fault) => Err(Halt::Aside(fault_words(&fault))),
        };
        match outcome {
            Ok(()) => {}
            Err(Halt::Aside(reason)) => it.say(check_of(&entry.kind), entry.location(), reason),
            Err(Halt::Fail(error)) => return Err(error),
        }
    }
    it.facts.observations = values.into_values().collect();
    Ok(it)
}

fn take(
    source: Source<'_>,
    knowledge: &Terminology,
    person: Option<&Person>,
    entry: &Entry<'_>,
    resource: Resource,
    it: &mut Gathered,
    values: &mut BTreeMap<String, ObservationFact>,
) -> std::result::Result<(), Halt> {
    let ours = |subject: Option<&Reference>| about(source, person, subject).map_err(Halt::Aside);
    // A status that is not given counts as taken, for the reason an unknown one does.
    let status = |given: &Option<String>| given.clone().unwrap_or_else(|| "unknown".to_owned());
    match resource {
        Resource::MedicationRequest(request) => {
            ours(request.subject.as_ref())?;
            read::stands(&request)?;
            let status = read::request_status(Some(&status(&request.status)))?;
            let (row, _) = read::prescription(source, &request, status)?;
            it.add_drug(&row, &request.dosage_instruction, entry, source, knowledge);
        }
        Resource::MedicationStatement(statement) => {
            ours(statement.subject.as_ref())?;
            let status = read::statement_status(Some(&status(&statement.status)))?;
            let (row, _) = read::statement(source, &statement, status)?;
            it.add_drug(&row, &statement.dosage, entry, source, knowledge);
        }
        Resource::AllergyIntolerance(allergy) => {
            ours(allergy.patient.as_ref())?;
            let row = read::allergy(source, &allergy)?;
            if row.status == AllergyStatus::Active {
                it.facts.no_known_allergies |= row.subject_kind == AllergySubjectKind::NoKnownAllergies;
                let mut fact = allergy_fact(&row);
                if let Some(fact) = &mut fact {
                    fact.id = name_of(entry);
                    if allergy.recorded_date.is_none() {
                        fact.recorded = String::new();
                    }
                }
                it.facts.allergies.extend(fact);
            }
        }
        Resource::Condition(condition) => {
            ours(condition.subject.as_ref())?;
            let row = read::problem(source, &condition)?;
            if row.clinical_status == ClinicalStatus::Active && !row.entered_in_error {
                let dated = condition.recorded_date.or(condition.onset_date_time).is_some();
                let fact = ProblemFact { id: name_of(entry), ..problem_fact(row) };
                it.facts.problems.push(ProblemFact {
                    code: match fact.code {
                        Some(code) => Some(code),
                        None => {
                            knowledge.diagnosis_named(&fact.display).ok().flatten().map(|found| found.code)
                        }
                    },
                    recorded: fact.recorded.filter(|_| dated),
                    ..fact
                });
            }
        }
        Resource::Observation(observation) => {
            ours(observation.subject.as_ref())?;
            add_values(source, &observation, entry, it, values)?;
        }
        _ if matches!(entry.kind.as_str(), "MedicationAdministration" | "MedicationDispense") => {
            return Err(Halt::Aside(format!(
                "a {} is not read; name what is taken as a MedicationStatement",
                entry.kind
            )));
        }
        _ => {}
    }
    Ok(())
}

impl Gathered {
    fn say(&mut self, check: &str, subject: String, because: String) {
        self.not_checked.push(NotChecked { check: check.to_owned(), subject, because });
    }

    fn add_drug(
        &mut self,
        row: &MedicationRequest,
        dosage: &[Dosage],
        entry: &Entry<'_>,
        source: Source<'_>,
        knowledge: &Terminology,
    ) {
        match row.status {
            MedicationStatus::Active | MedicationStatus::Draft => {
                self.facts.drugs.push(drug(row, dosage, entry, source, knowledge));
            }
            MedicationStatus::OnHold => self.not_checked.push(not_while_held(row.display.clone())),
            MedicationStatus::Cancelled
            | MedicationStatus::Completed
            | MedicationStatus::Stopped
            | MedicationStatus::EnteredInError => {}
        }
    }
}

/// Adds the values of an observation; of each LOINC code the newest stays.
fn add_values(
    source: Source<'_>,
    observation: &Observation,
    entry: &Entry<'_>,
    it: &mut Gathered,
    values: &mut BTreeMap<String, ObservationFact>,
) -> std::result::Result<(), Halt> {
    // A value without a status is taken as one of which nothing is known.
    let status = read::observation_status(observation.status.as_deref().or(Some("unknown")))?;
    if status == ObservationStatus::EnteredInError {
        return Ok(());
    }
    let moment = read::when(observation);
    let at = moment.and_then(|at| at.instant()).unwrap_or(source.now);
    if at > source.now.plus_millis(86_400_000) {
        return Err(Halt::Aside(format!("effectiveDateTime: {at} is in the future")));
    }
    if observation.component.is_empty()
        && !observation.has_member.is_empty()
        && observation.value() == yarrow_codecs::fhir::Value::None
    {
        return Ok(());
    }
    let day: Option<LocalDate> = moment.map(|at| at.date).and_then(PartialDate::earliest);
    for row in read::observations(source, observation, status, at)? {
        let fact = ObservationFact { date: day, ..observation_fact(row, "UTC") };
        if fact.loinc.is_empty() {
            it.say("Values", fact.display, format!("{} has no LOINC code", entry.location()));
            continue;
        }
        match values.get(&fact.loinc) {
            Some(known) if known.date >= fact.date => {}
            _ => drop(values.insert(fact.loinc.clone(), fact)),
        }
    }
    Ok(())
}

/// The check that lacks something when a resource of this type cannot be used.
fn check_of(kind: &str) -> &'static str {
    match kind {
        "MedicationRequest"
        | "MedicationStatement"
        | "Medication"
        | "MedicationAdministration"
        | "MedicationDispense" => "Interactions",
        "AllergyIntolerance" => "Allergies",
        "Condition" => "Conditions",
        "Observation" => "Values",
        _ => "Bundle",
    }
}
