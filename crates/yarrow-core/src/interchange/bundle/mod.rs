//! The check of one proposed order that stands in a FHIR Bundle with the patient's data; no practice is needed.
//!
//! Resources are read as an import reads them and put before the rules as a chart's entries are. What cannot be read or
//! does not fit the patient is said as not checked; only a bundle without exactly one usable proposal is refused.

mod gather;
mod report;

use yarrow_codecs::fhir::{Fault, FhirFile, MedicationRequest as Request, Resource};
use yarrow_kernel::Timestamp;
use yarrow_rules::check;

pub use report::{BundleCheck, BundleFinding, ProposedDrug};

use super::links::Links;
use super::read::{self, Source};
use super::words::Halt;
use crate::error::{Error, Result};
use crate::medications::MedicationStatus;
use crate::settings;
use crate::terminology::Terminology;
use gather::Gathered;

/// Checks the one MedicationRequest with intent `proposal` of a Bundle against everything else in it. `now` is the
/// instant of the check; ages and the age of values count from its day in UTC.
///
/// # Errors
/// [`Error::Refused`] with the place in the file: not JSON, cut off, too large, not a Bundle, no or several proposals, a
/// proposal that cannot be read, several patients.
pub fn check_bundle(knowledge: &Terminology, bytes: &[u8], now: Timestamp) -> Result<BundleCheck> {
    let file = FhirFile::open(bytes).map_err(|refusal| Error::Refused(refusal.to_string()))?;
    if !file.is_bundle {
        let kind = &file.entries[0].kind;
        return refuse(format!(
            "The file is a {kind}, not a Bundle. Put the patient's data and the proposed order into one Bundle."
        ));
    }
    let (at, request) = proposal(&file)?;
    let mut links = Links::of(&file.entries);
    let entry = &file.entries[at];
    let person = gather::patient(&file, &mut links)?;
    let source = Source { file: &file, links: &links, drugs: knowledge, now };
    if let Err(reason) = gather::about(source, person.as_ref(), request.subject.as_ref()) {
        return refuse(format!("{}: {reason}.", entry.location()));
    }
    if request.do_not_perform == Some(true) {
        return refuse(format!("{}: doNotPerform: it is an order not to give the drug.", entry.location()));
    }
    if let Some(status @ ("cancelled" | "completed" | "stopped" | "entered-in-error")) =
        request.status.as_deref()
    {
        return refuse(format!("{}: status: a proposal that is {status} is not checked.", entry.location()));
    }
    let row = match read::prescription(source, &request, (MedicationStatus::Draft, None)) {
        Ok((row, _)) => row,
        Err(Halt::Aside(reason)) => return refuse(format!("{}: {reason}.", entry.location())),
        Err(Halt::Fail(error)) => return Err(error),
    };
    let proposed = gather::proposed(&row, &request.dosage_instruction, entry, source, knowledge);
    let today = settings::local_date("UTC", now);
    let Gathered { facts, not_checked } = gather::gather(source, knowledge, person.as_ref(), at, today)?;
    let mut found = check(knowledge.rule_book(), &facts, &proposed);
    found.not_checked.extend(not_checked);
    if let Some(warning) = &knowledge.manifest().warning {
        found.data_warning.get_or_insert_with(|| warning.clone());
    }
    Ok(report::report(found, &proposed, entry, today))
}

fn refuse<T>(message: String) -> Result<T> {
    Err(Error::Refused(message))
}

/// The one proposed order, and which entry it is.
fn proposal(file: &FhirFile<'_>) -> Result<(usize, Request)> {
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for (index, entry) in
        file.entries.iter().enumerate().filter(|(_, entry)| entry.kind == "MedicationRequest")
    {
        match file.read(entry) {
            Ok(Resource::MedicationRequest(it)) if it.intent.as_deref() == Some("proposal") => {
                found.push((index, *it))
            }
            Ok(_) => {}
            Err(fault) => unread.push(format!("{}: {}", entry.location(), fault_words(&fault))),
        }
    }
    let places = || found.iter().map(|(at, _)| file.entries[*at].location()).collect::<Vec<_>>().join(", ");
    match found.len() {
        1 => Ok(found.remove(0)),
        0 if !unread.is_empty() => refuse(format!("No proposed order could be read. {}", unread.join("; "))),
        0 => refuse(
            "The bundle proposes no order: it needs one MedicationRequest with the intent \"proposal\"."
                .to_owned(),
        ),
        several => {
            refuse(format!("The bundle proposes {several} orders: {}. Check one at a time.", places()))
        }
    }
}

/// "code: invalid type … (line 40, column 7)".
fn fault_words(fault: &Fault) -> String {
    let place = fault.place.map(|place| format!(" ({place})")).unwrap_or_default();
    format!("{fault}{place}")
}
