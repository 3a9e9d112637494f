//! Which drug a prescription or a statement means.

use yarrow_codecs::fhir::{CodeableConcept, Medication, Reference, Resource, system};

use super::Source;
use crate::interchange::resolve::ResolvedDrug;
use crate::interchange::words::{Halt, aside};

/// A drug as its source names it.
pub(super) struct Drug {
    pub concept: CodeableConcept,
    pub form: Option<String>,
}

impl Drug {
    /// The RxNorm code, where there is a well-formed one.
    pub fn rxcui(&self) -> Option<&str> {
        self.concept
            .code_in(system::RXNORM)
            .filter(|code| code.len() <= 10 && code.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// What the reference data know about it: by RxNorm code, by National Drug Code, by its text, by the words beside
    /// its codes. The first that is known stands.
    pub fn known(&self, source: Source<'_>) -> Option<ResolvedDrug> {
        let drugs = source.drugs;
        let displays = self.concept.coding.iter().filter_map(|coding| coding.display.as_deref());
        self.rxcui()
            .and_then(|code| drugs.resolve_rxcui(code))
            .or_else(|| drugs.resolve_ndc(self.concept.code_in(system::NDC)?))
            .or_else(|| {
                self.concept
                    .text
                    .iter()
                    .map(String::as_str)
                    .chain(displays)
                    .find_map(|name| drugs.resolve_name(name.trim()))
            })
    }
}

/// The drug of a resource: named in it, contained in it, or an entry of the file.
pub(super) fn drug(
    source: Source<'_>,
    concept: Option<&CodeableConcept>,
    reference: Option<&Reference>,
    contained: &[Medication],
) -> Result<Drug, Halt> {
    if let Some(concept) = concept {
        return Ok(Drug { concept: concept.clone(), form: None });
    }
    let Some(reference) = reference else { return aside("medication: it names no drug") };
    let of = |medication: &Medication| Drug {
        concept: medication.code.clone().unwrap_or_default(),
        form: medication.form.as_ref().and_then(CodeableConcept::words).map(str::to_owned),
    };
    if let Some(id) = reference.reference.as_deref().and_then(|text| text.strip_prefix('#')) {
        let inside = contained.iter().find(|medication| medication.id.as_deref() == Some(id));
        return inside
            .map(of)
            .map_or_else(|| aside("medicationReference: the contained drug is missing"), Ok);
    }
    if let Some(index) = source.links.find("Medication", reference) {
        return match source.file.read(&source.file.entries[index]) {
            Ok(Resource::Medication(medication)) => Ok(of(&medication)),
            _ => aside(format!("medicationReference: entry {} is not a readable drug", index + 1)),
        };
    }
    // A link that leads out of the file still says what it means.
    let concept = CodeableConcept { text: reference.display.clone(), ..CodeableConcept::default() };
    if concept.words().is_none() {
        return aside("medicationReference: the drug is not in this file");
    }
    Ok(Drug { concept, form: None })
}
