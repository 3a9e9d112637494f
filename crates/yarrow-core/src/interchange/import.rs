//! Importing FHIR R4 files.

use std::collections::HashMap;
use std::sync::Arc;

use yarrow_codecs::fhir::{Entry, FhirFile, Reference, Resource};
use yarrow_kernel::{EncounterId, PatientId, PractitionerId, Timestamp, Uuid};

use super::fingerprint::{Fingerprint, global};
use super::links::Links;
use super::progress::Progress;
use super::read::Source;
use super::report::{FileReport, ImportReport};
use super::resolve::DrugResolver;
use super::words::{Halt, aside};
use super::{store, take};
use crate::access::{Operation, Permission, Session};
use crate::encounters::Encounter;
use crate::error::{Error, Result};
use crate::store::{Actor, AuditNote, Change, Store, Tx, Written};

const IMPORT: Operation = Operation::new("import_fhir", Permission::Import);

/// A file to import.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// Its name, as shown.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Imports files as the signed-in person. Every file is checked before the first is imported; each is then one
/// transaction.
///
/// # Errors
/// When the role may not import; when a file cannot be used as a whole (then nothing is imported);
/// [`Error::Cancelled`] (then the file in progress is rolled back and the files before it stay).
pub fn import_fhir(
    session: &Session,
    drugs: Arc<dyn DrugResolver>,
    files: Vec<ImportFile>,
    progress: Arc<dyn Progress>,
) -> Result<Written<ImportReport>> {
    session.require(&IMPORT)?;
    import_files(session.store(), &session.actor(), drugs, files, progress)
}

/// Imports files into a store.
///
/// # Errors
/// As [`import_fhir`].
pub fn import_files(
    store: &Store,
    actor: &Actor,
    drugs: Arc<dyn DrugResolver>,
    files: Vec<ImportFile>,
    progress: Arc<dyn Progress>,
) -> Result<Written<ImportReport>> {
    let mut total = 0;
    for file in &files {
        total += open(&file.name, &file.bytes)?.entries.len() as u64;
    }
    let mut done = 0;
    let mut reports = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    for file in files {
        let drugs = Arc::clone(&drugs);
        let part = Part { whole: Arc::clone(&progress), before: done, total };
        let written = store.write(actor.clone(), IMPORT.name, move |tx| {
            import_file_in(tx, &*drugs, &file.name, &file.bytes, &part)
        })?;
        done += u64::from(written.value.read.values().sum::<u32>());
        changes.extend(written.changes);
        reports.push(written.value);
    }
    Ok(Written { value: ImportReport::of(reports), changes })
}

/// One file's share of the progress of all.
struct Part {
    whole: Arc<dyn Progress>,
    before: u64,
    total: u64,
}

impl Progress for Part {
    fn step(&self, done: u64, _: u64) -> bool {
        self.whole.step(self.before + done, self.total)
    }
}

fn open<'a>(name: &str, bytes: &'a [u8]) -> Result<FhirFile<'a>> {
    FhirFile::open(bytes).map_err(|refusal| Error::Refused(format!("{name}: {refusal}")))
}

/// Imports one file inside a transaction.
///
/// # Errors
/// [`Error::Refused`] when the file cannot be used as a whole, [`Error::Cancelled`] when `progress` says so. Either way
/// the transaction must be given up, which [`Store::write`] does.
pub fn import_file_in(
    tx: &mut Tx<'_>,
    drugs: &dyn DrugResolver,
    file_name: &str,
    bytes: &[u8],
    progress: &dyn Progress,
) -> Result<FileReport> {
    let file = open(file_name, bytes)?;
    let mut order: Vec<usize> = (0..file.entries.len()).collect();
    order.sort_by_key(|index| rank(&file.entries[*index].kind));
    let total = order.len() as u64;
    let mut import = Import {
        links: Links::of(&file.entries),
        file: &file,
        drugs,
        patients: HashMap::new(),
        encounters: HashMap::new(),
        practitioners: HashMap::new(),
        medications: HashMap::new(),
        report: FileReport::new(file_name),
    };
    let mut noted = false;
    for (done, index) in order.into_iter().enumerate() {
        if !progress.step(done as u64, total) {
            return Err(Error::Cancelled);
        }
        if !noted && import.file.entries[index].kind != "Patient" {
            import.note(tx, file_name);
            noted = true;
        }
        import.entry(tx, index)?;
    }
    if !noted {
        import.note(tx, file_name);
    }
    import.report.balance()?;
    // The last word before the commit: whoever cancels now still gets everything rolled back.
    if !progress.step(total, total) {
        return Err(Error::Cancelled);
    }
    Ok(import.report)
}

/// What others point to comes first. A drug comes last, when it is known whether a prescription names it.
fn rank(kind: &str) -> u8 {
    match kind {
        "Patient" => 0,
        "Practitioner" => 1,
        "Encounter" => 2,
        "Medication" => 4,
        _ => 3,
    }
}

/// What became of one resource.
pub(super) enum Taken {
    /// Added to a chart, under this id.
    Stored(Uuid),
    /// In the record before, under this id.
    Already(Option<Uuid>),
}

/// The import of one file under way.
pub(super) struct Import<'f> {
    pub file: &'f FhirFile<'f>,
    pub links: Links,
    pub drugs: &'f dyn DrugResolver,
    pub patients: HashMap<usize, PatientId>,
    pub encounters: HashMap<usize, (EncounterId, PatientId)>,
    pub practitioners: HashMap<usize, PractitionerId>,
    /// Drugs that a prescription named, and whether one of those was stored now.
    pub medications: HashMap<usize, bool>,
    pub report: FileReport,
}

impl<'f> Import<'f> {
    /// What reading a resource needs, at this instant.
    pub fn source(&self, now: Timestamp) -> Source<'_> {
        Source { file: self.file, links: &self.links, drugs: self.drugs, now }
    }

    /// One audit entry for all that follows, and one for each further patient of the file.
    fn note(&self, tx: &mut Tx<'_>, file_name: &str) {
        let reason: String = file_name.chars().filter(|c| !c.is_control()).take(200).collect();
        let note = || AuditNote::new("import", "FHIR").reason(&reason);
        let mut patients: Vec<PatientId> = self.patients.values().copied().collect();
        patients.sort_unstable();
        patients.dedup();
        let mut patients = patients.into_iter();
        tx.audit_as_one(match patients.next() {
            Some(patient) => note().patient(patient),
            None => note(),
        });
        for patient in patients {
            tx.audit(note().patient(patient));
        }
    }

    fn entry(&mut self, tx: &mut Tx<'_>, index: usize) -> Result<()> {
        let file = self.file;
        let entry = &file.entries[index];
        self.report.count_read(&entry.kind);
        match self.take(tx, index, entry) {
            Ok(Taken::Stored(_)) => self.report.count_stored(&entry.kind),
            Ok(Taken::Already(_)) => self.report.count_already(&entry.kind),
            Err(Halt::Aside(reason)) => self.report.add_aside(&entry.kind, entry.location(), reason),
            Err(Halt::Fail(error)) => return Err(error),
        }
        Ok(())
    }

    fn take(&mut self, tx: &mut Tx<'_>, index: usize, entry: &'f Entry<'f>) -> Result<Taken, Halt> {
        let resource = self.file.read(entry).map_err(|fault| {
            let place = fault.place.map(|place| format!(" ({place})")).unwrap_or_default();
            Halt::Aside(format!("{fault}{place}"))
        })?;
        match resource {
            Resource::Practitioner(it) => return take::practitioner(self, tx, index, &it),
            Resource::Medication(_) => return take::medication(self, index),
            Resource::Other => return aside(take::no_place_for(&entry.kind)),
            _ => {}
        }
        let print = Fingerprint::of(entry);
        if let Resource::Patient(it) = &resource {
            return take::patient(self, tx, index, it, &print);
        }
        if let Some((id, digest)) = store::imported(tx.db(), &print.key)? {
            if let Resource::Encounter(_) = resource
                && let Some(known) = tx.get::<Encounter>(id)?
            {
                self.encounters.insert(index, (known.id, known.patient_id));
            }
            if digest != print.digest {
                return aside(
                    "it changed since it was imported; the chart keeps what it has, compare by hand",
                );
            }
            take::remember_drug(self, &resource, false);
            return Ok(Taken::Already(Some(id)));
        }
        let taken = match &resource {
            Resource::Encounter(it) => take::encounter(self, tx, index, it),
            Resource::Condition(it) => take::problem(self, tx, it),
            Resource::AllergyIntolerance(it) => take::allergy(self, tx, entry, it),
            Resource::Observation(it) => take::observation(self, tx, it),
            Resource::MedicationRequest(it) => take::prescription(self, tx, entry, it),
            Resource::MedicationStatement(it) => take::statement(self, tx, entry, it),
            Resource::DocumentReference(it) => take::document(self, tx, entry, it),
            Resource::DiagnosticReport(it) => take::report(self, tx, entry, it),
            _ => aside("it has no place in a chart"),
        }?;
        if let Taken::Stored(id) | Taken::Already(Some(id)) = taken {
            store::remember(tx.db(), &print.key, &print.digest, id)?;
        }
        take::remember_drug(self, &resource, matches!(taken, Taken::Stored(_)));
        Ok(taken)
    }

    /// Whose chart a resource belongs to.
    pub fn patient_of(&self, tx: &Tx<'_>, subject: Option<&Reference>) -> Result<PatientId, Halt> {
        let Some(subject) = subject else { return aside("it names no patient") };
        if let Some(index) = self.links.find("Patient", subject) {
            return match (self.patients.get(&index), self.file.entries[index].kind.as_str()) {
                (Some(patient), _) => Ok(*patient),
                (None, "Patient") => aside(format!("its patient, entry {}, was set aside", index + 1)),
                (None, kind) => aside(format!("it is about a {kind}, not about a patient")),
            };
        }
        let text = subject.reference.as_deref().unwrap_or_default();
        if let Some(key) = global("Patient", text)
            && let Some((id, _)) = store::imported(tx.db(), &key)?
            && let Some(patient) = crate::patients::get(tx.db(), PatientId(id))?
        {
            return Ok(patient.id);
        }
        let shown: String = text.chars().take(80).collect();
        aside(match shown.as_str() {
            "" => "it names no patient".to_owned(),
            shown => {
                format!("its patient ({shown}) is not in this file; import patient and entries in one file")
            }
        })
    }

    /// The visit a resource belongs to, if it is known and of the same patient.
    pub fn encounter_of(
        &self,
        tx: &Tx<'_>,
        reference: Option<&Reference>,
        patient: PatientId,
    ) -> Result<Option<EncounterId>, Halt> {
        let Some(reference) = reference else { return Ok(None) };
        if let Some(index) = self.links.find("Encounter", reference) {
            let known = self.encounters.get(&index);
            return Ok(known.filter(|(_, whose)| *whose == patient).map(|(id, _)| *id));
        }
        let Some(key) = reference.reference.as_deref().and_then(|text| global("Encounter", text)) else {
            return Ok(None);
        };
        let Some((id, _)) = store::imported(tx.db(), &key)? else { return Ok(None) };
        let known: Option<Encounter> = tx.get(id)?;
        Ok(known.filter(|visit| visit.patient_id == patient).map(|visit| visit.id))
    }

    /// The clinician of this practice that a reference names by National Provider Identifier.
    pub fn practitioner_of(
        &self,
        tx: &Tx<'_>,
        reference: Option<&Reference>,
    ) -> Result<Option<PractitionerId>, Halt> {
        let Some(reference) = reference else { return Ok(None) };
        if let Some(index) = self.links.find("Practitioner", reference) {
            return Ok(self.practitioners.get(&index).copied());
        }
        let by_search =
            reference.reference.as_deref().and_then(|text| text.split_once("us-npi|")).map(|(_, npi)| npi);
        let by_number = reference
            .identifier
            .as_ref()
            .filter(|id| id.system.as_deref() == Some(yarrow_codecs::fhir::system::NPI));
        match by_search.or(by_number.and_then(|id| id.value.as_deref())) {
            Some(npi) => Ok(store::practitioner_of_npi(tx.db(), npi)?),
            None => Ok(None),
        }
    }

    /// Notes that a stored resource lost a part.
    pub fn partly(&mut self, entry: &Entry<'_>, reason: String) {
        self.report.add_partly(&entry.kind, entry.location(), reason);
    }
}
