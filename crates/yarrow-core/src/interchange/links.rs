//! References between the resources of one file.

use std::collections::HashMap;

use yarrow_codecs::fhir::{Entry, Identifier, Reference};

/// Who is named by what inside a file.
#[derive(Default)]
pub(super) struct Links {
    /// Address or "Type/id" to the entry; `None` where several different entries claim the same name.
    names: HashMap<String, Option<usize>>,
    numbers: HashMap<String, Option<usize>>,
}

impl Links {
    /// The links of a file's entries.
    pub fn of(entries: &[Entry<'_>]) -> Self {
        let mut links = Self::default();
        for (index, entry) in entries.iter().enumerate() {
            let by_id = entry.id.as_ref().map(|id| format!("{}/{id}", entry.kind));
            let same = |other: usize| entries[other].raw == entry.raw;
            for name in
                [entry.full_url.as_deref().map(|url| bare(url).to_owned()), by_id].into_iter().flatten()
            {
                claim(&mut links.names, name, index, same);
            }
        }
        links
    }

    /// Remembers an entry's numbers, for references such as `Practitioner?identifier=…`.
    pub fn number(&mut self, kind: &str, identifiers: &[Identifier], index: usize) {
        for identifier in identifiers {
            if let Some(name) = number_name(kind, identifier) {
                claim(&mut self.numbers, name, index, |_| false);
            }
        }
    }

    /// The entry a reference of type `kind` points to.
    pub fn find(&self, kind: &str, reference: &Reference) -> Option<usize> {
        if let Some(text) = reference.reference.as_deref().map(bare).filter(|text| !text.is_empty()) {
            if let Some(query) =
                text.split_once("?identifier=").filter(|(of, _)| *of == kind).map(|(_, query)| query)
            {
                let query = query.replace("%7C", "|").replace("%7c", "|");
                return self.numbers.get(&format!("{kind}?{query}")).copied().flatten();
            }
            return self.names.get(text).copied().flatten();
        }
        let name = number_name(kind, reference.identifier.as_ref()?)?;
        self.numbers.get(&name).copied().flatten()
    }
}

/// A reference without the version it was read at.
pub(super) fn bare(reference: &str) -> &str {
    reference.split_once("/_history/").map_or(reference, |(before, _)| before).trim()
}

/// "Patient?system|value", where both are given.
pub(super) fn number_name(kind: &str, identifier: &Identifier) -> Option<String> {
    let (system, value) = (identifier.system.as_deref()?.trim(), identifier.value.as_deref()?.trim());
    (!system.is_empty() && !value.is_empty() && value.len() <= 200)
        .then(|| format!("{kind}?{system}|{value}"))
}

fn claim(
    names: &mut HashMap<String, Option<usize>>,
    name: String,
    index: usize,
    same: impl Fn(usize) -> bool,
) {
    names
        .entry(name)
        .and_modify(|held| {
            if held.is_some_and(|other| other != index && !same(other)) {
                *held = None;
            }
        })
        .or_insert(Some(index));
}

#[cfg(test)]
mod tests {
    use super::*;
    use yarrow_codecs::fhir::FhirFile;

    fn reference(text: &str) -> Reference {
        Reference { reference: Some(text.to_owned()), ..Reference::default() }
    }

    #[test]
    fn references_are_followed_by_address_by_id_and_by_number() {
        let text = r#"{"resourceType":"Bundle","entry":[
            {"fullUrl":"urn:uuid:a1","resource":{"resourceType":"Patient","id":"7"}},
            {"fullUrl":"https://ehr.example/Practitioner/9","resource":{"resourceType":"Practitioner","id":"9"}}]}"#;
        let file = FhirFile::open(text.as_bytes()).unwrap();
        let mut links = Links::of(&file.entries);
        let npi = Identifier {
            system: Some("http://hl7.org/fhir/sid/us-npi".to_owned()),
            value: Some("1234567893".to_owned()),
            ..Identifier::default()
        };
        links.number("Practitioner", std::slice::from_ref(&npi), 1);
        assert_eq!(links.find("Patient", &reference("urn:uuid:a1")), Some(0));
        assert_eq!(links.find("Patient", &reference("Patient/7/_history/2")), Some(0));
        assert_eq!(links.find("Practitioner", &reference("https://ehr.example/Practitioner/9")), Some(1));
        let search = "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi%7C1234567893";
        assert_eq!(links.find("Practitioner", &reference(search)), Some(1));
        assert_eq!(
            links.find("Practitioner", &Reference { identifier: Some(npi), ..Reference::default() }),
            Some(1)
        );
        assert_eq!(links.find("Patient", &reference("Patient/8")), None);
    }

    #[test]
    fn a_name_that_two_different_patients_claim_points_to_neither() {
        let text = r#"{"resourceType":"Bundle","entry":[
            {"fullUrl":"urn:uuid:a1","resource":{"resourceType":"Patient","id":"7"}},
            {"fullUrl":"urn:uuid:a1","resource":{"resourceType":"Patient","id":"8"}}]}"#;
        let file = FhirFile::open(text.as_bytes()).unwrap();
        let links = Links::of(&file.entries);
        assert_eq!(links.find("Patient", &reference("urn:uuid:a1")), None);
        assert_eq!(links.find("Patient", &reference("Patient/8")), Some(1));
    }
}
