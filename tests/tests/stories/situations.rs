//! Textbook situations of prescribing through the whole check, with the knowledge that is shipped.
//!
//! `situations.toml` holds them with their sources. Each becomes a FHIR Bundle and goes the way of `yarrow-cli check`.
//! Run with `--nocapture` to see what was expected and what was given.

use serde::Deserialize;
use serde_json::{Value, json};
use yarrow_core::interchange::{BundleCheck, BundleFinding, check_bundle};
use yarrow_core::terminology::Terminology;
use yarrow_kernel::Timestamp;
use yarrow_rules::Tier;

use crate::house::MORNING;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    situation: Vec<Situation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Situation {
    name: String,
    source: String,
    /// "female 1961", "male 2018-05-01".
    patient: String,
    #[serde(default)]
    takes: Vec<String>,
    /// "penicillin: anaphylaxis, severe".
    #[serde(default)]
    allergies: Vec<String>,
    #[serde(default)]
    no_allergies: bool,
    #[serde(default)]
    problems: Vec<String>,
    /// "creatinine 2.4 mg/dL on 2026-11-01".
    #[serde(default)]
    values: Vec<String>,
    /// "ibuprofen 600 mg tablet: 1 tab po tid".
    order: String,
    /// "high interaction: warfarin".
    #[serde(default)]
    expect: Vec<String>,
    silent: Option<Silence>,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
enum Silence {
    #[serde(rename = "nothing")]
    Nothing,
    #[serde(rename = "no interruption")]
    NoInterruption,
}

const LOINC: [(&str, &str); 4] =
    [("creatinine", "2160-0"), ("weight", "29463-7"), ("height", "8302-2"), ("potassium", "2823-3")];

impl Situation {
    fn bundle(&self) -> Value {
        let (sex, birth) = self.patient.split_once(' ').unwrap();
        let mut resources = vec![json!({ "resourceType": "Patient", "gender": sex, "birthDate": birth })];
        for drug in &self.takes {
            resources.push(medication("MedicationStatement", "dosage", drug, json!({ "status": "active" })));
        }
        for allergy in &self.allergies {
            let (what, reaction) = allergy.split_once(": ").unwrap();
            let (reaction, severity) = reaction.split_once(", ").unwrap_or((reaction, "mild"));
            resources.push(json!({ "resourceType": "AllergyIntolerance", "code": { "text": what },
                "reaction": [{ "manifestation": [{ "text": reaction }], "severity": severity }] }));
        }
        if self.no_allergies {
            resources.push(
                json!({ "resourceType": "AllergyIntolerance", "code": { "text": "No known allergies" } }),
            );
        }
        for code in &self.problems {
            let coding = json!([{ "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code }]);
            resources.push(json!({ "resourceType": "Condition", "code": { "coding": coding } }));
        }
        resources.extend(self.values.iter().map(|text| value(text)));
        let proposal = json!({ "intent": "proposal", "status": "draft" });
        resources.push(medication("MedicationRequest", "dosageInstruction", &self.order, proposal));
        let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
        json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
    }

    /// What is not as the source says; nothing when all is.
    fn differences(&self, given: &BundleCheck) -> Vec<String> {
        let mut out = Vec::new();
        let unread = given
            .not_checked
            .iter()
            .filter(|line| line.because.contains("not linked") || line.because.contains("not in the drug"));
        out.extend(unread.map(|line| format!("{}: {}", line.subject, line.because)));
        for wanted in &self.expect {
            let (head, word) = wanted.split_once(": ").unwrap();
            let fits = |finding: &&BundleFinding| {
                let at = format!("{} {}", word_of(finding.tier), word_of(finding.kind));
                let text = format!("{} {}", finding.title, finding.facts.join(" ")).to_lowercase();
                at == head && text.contains(word)
            };
            if !given.findings.iter().any(|finding| fits(&finding)) {
                out.push(format!("missing: {wanted}"));
            }
        }
        let loud = |finding: &&BundleFinding| match self.silent {
            Some(Silence::Nothing) => true,
            Some(Silence::NoInterruption) => finding.tier >= Tier::High,
            None => false,
        };
        out.extend(
            given.findings.iter().filter(loud).map(|finding| format!("not silent: {}", shown(finding))),
        );
        out
    }
}

fn medication(kind: &str, directions: &str, text: &str, mut rest: Value) -> Value {
    let (drug, sig) = text.split_once(": ").unwrap();
    rest["resourceType"] = json!(kind);
    rest["medicationCodeableConcept"] = json!({ "text": drug });
    rest[directions] = json!([{ "text": sig }]);
    rest
}

fn value(text: &str) -> Value {
    let (measured, day) = text.split_once(" on ").unwrap();
    let parts: Vec<&str> = measured.split(' ').collect();
    let [name, number, unit] = parts[..] else { panic!("{text}") };
    let code = LOINC.iter().find(|(known, _)| *known == name).unwrap().1;
    let number: f64 = number.parse().unwrap();
    json!({ "resourceType": "Observation", "status": "final", "effectiveDateTime": day,
        "code": { "coding": [{ "system": "http://loinc.org", "code": code }] },
        "valueQuantity": { "value": number, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit } })
}

fn word_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn shown(finding: &BundleFinding) -> String {
    format!("{} {}: {}", word_of(finding.tier), word_of(finding.kind), finding.title)
}

#[test]
fn forty_textbook_situations_are_answered_as_their_sources_say() {
    let file: File = toml::from_str(include_str!("situations.toml")).unwrap();
    let silent = file.situation.iter().filter(|one| one.silent.is_some()).count();
    assert!(
        file.situation.len() >= 40 && silent >= 10,
        "{} situations, {silent} silent",
        file.situation.len()
    );
    let knowledge = Terminology::open(&yarrow_api::paths::knowledge()).unwrap();
    let now = Timestamp::parse(MORNING).unwrap();
    let mut wrong = Vec::new();
    for (number, it) in file.situation.iter().enumerate() {
        assert!(!it.source.is_empty() && (it.expect.is_empty() == it.silent.is_some()), "{}", it.name);
        let given = check_bundle(&knowledge, it.bundle().to_string().as_bytes(), now).unwrap();
        let differences = it.differences(&given);
        let expected = match it.silent {
            Some(Silence::Nothing) => "nothing".to_owned(),
            Some(Silence::NoInterruption) => "no interruption".to_owned(),
            None => it.expect.join("; "),
        };
        let mark = if differences.is_empty() { "as expected" } else { "DIFFERENT" };
        println!(
            "{:>2}  {}\n    source    {}\n    expected  {expected}\n    given     {} — {mark}",
            number + 1,
            it.name,
            it.source,
            all(&given)
        );
        wrong.extend(
            differences.into_iter().map(|text| format!("{}: {text} (given: {})", it.name, all(&given))),
        );
    }
    println!("{} situations, {silent} of them silent", file.situation.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn all(given: &BundleCheck) -> String {
    let lines: Vec<String> = given.findings.iter().map(shown).collect();
    if lines.is_empty() { "nothing".to_owned() } else { lines.join("; ") }
}
