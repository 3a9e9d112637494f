//! A whole chart in memory, as plain entities: what the pure part of the generator makes and the store keeps.

use serde_json::{Value, json};
use yarrow_core::allergies::AllergyIntolerance;
use yarrow_core::encounters::Encounter;
use yarrow_core::medications::MedicationRequest;
use yarrow_core::notes::Composition;
use yarrow_core::observations::Observation;
use yarrow_core::patients::Patient;
use yarrow_core::problems::Condition;
use yarrow_kernel::{ConditionId, LocationId, PharmacyId, PractitionerId, Timestamp};

/// Everything about one fictional patient.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Who.
    pub patient: Patient,
    /// Visits, oldest first.
    pub encounters: Vec<Encounter>,
    /// Signed notes, one a visit.
    pub notes: Vec<Composition>,
    /// The problem list.
    pub problems: Vec<Condition>,
    /// Allergies.
    pub allergies: Vec<AllergyIntolerance>,
    /// Vital signs, laboratory, answers.
    pub observations: Vec<Observation>,
    /// Everything prescribed.
    pub medications: Vec<MedicationRequest>,
    /// Letters.
    pub letters: Vec<Letter>,
}

impl Chart {
    /// An empty chart.
    pub(crate) fn of(patient: Patient) -> Self {
        Self {
            patient,
            encounters: Vec::new(),
            notes: Vec::new(),
            problems: Vec::new(),
            allergies: Vec::new(),
            observations: Vec::new(),
            medications: Vec::new(),
            letters: Vec::new(),
        }
    }

    /// How many entities that is.
    pub fn len(&self) -> usize {
        1 + self.encounters.len()
            + self.notes.len()
            + self.problems.len()
            + self.allergies.len()
            + self.observations.len()
            + self.medications.len()
            + self.letters.len()
    }

    /// Never: there is at least the patient.
    pub fn is_empty(&self) -> bool {
        false
    }
}

/// A letter as plain text.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Title.
    pub title: String,
    /// "Letter", "Imaging report".
    pub kind: &'static str,
    /// The text.
    pub content: String,
    /// When it came.
    pub created_at: Timestamp,
}

/// Who works at the practice, as far as charts need to know.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    /// Those who see patients and sign: id and "Dr. Osei". Never empty.
    pub physicians: Vec<(PractitionerId, String)>,
    /// Who measures.
    pub nurse: Option<PractitionerId>,
    /// Where.
    pub location: Option<LocationId>,
    /// The pharmacies of the town by name.
    pub pharmacies: Vec<(String, PharmacyId)>,
}

impl Cast {
    /// The pharmacy of this name.
    pub fn pharmacy(&self, name: &str) -> Option<PharmacyId> {
        self.pharmacies.iter().find(|(known, _)| known == name).map(|(_, id)| *id)
    }
}

/// One line of an assessment: about a problem, or about none.
#[derive(Clone, Debug)]
pub(crate) struct Assessment {
    pub about: Option<(ConditionId, String, String)>,
    pub text: String,
}

/// The three sections of a note before it is set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Soap {
    pub subjective: Vec<String>,
    pub objective: Vec<String>,
    pub assessment: Vec<Assessment>,
}

impl Soap {
    /// The editor's document: three sections of paragraphs, with problems as chips that hold their id.
    pub fn body(&self) -> Value {
        let plain = |lines: &[String]| -> Vec<Value> {
            lines.iter().map(|line| paragraph(vec![text(line)])).collect()
        };
        let assessment = self
            .assessment
            .iter()
            .map(|line| match &line.about {
                None => paragraph(vec![text(&line.text)]),
                Some((id, label, code)) => paragraph(vec![
                    json!({"type": "chip", "attrs": {"kind": "condition", "id": id.to_string(), "label": label, "code": code}}),
                    text(&format!(" {}", line.text)),
                ]),
            })
            .collect();
        json!({"type": "doc", "content": [
            section("subjective", plain(&self.subjective)),
            section("objective", plain(&self.objective)),
            section("assessment_plan", assessment),
        ]})
    }

    /// The same in plain text, in the manner of the editor's own text.
    pub fn text(&self) -> String {
        let assessment: Vec<String> = self
            .assessment
            .iter()
            .map(|line| match &line.about {
                None => line.text.clone(),
                Some((_, label, code)) => format!("{label} ({code}) {}", line.text),
            })
            .collect();
        let sections = [
            ("Subjective", &self.subjective),
            ("Objective", &self.objective),
            ("Assessment and plan", &assessment),
        ];
        let mut all = String::new();
        for (title, lines) in sections {
            if lines.is_empty() {
                continue;
            }
            if !all.is_empty() {
                all.push_str("\n\n");
            }
            all.push_str(title);
            for line in lines {
                all.push('\n');
                all.push_str(line);
            }
        }
        all
    }
}

fn text(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

fn paragraph(content: Vec<Value>) -> Value {
    json!({"type": "paragraph", "content": content})
}

fn section(key: &str, content: Vec<Value>) -> Value {
    let content = if content.is_empty() { vec![json!({"type": "paragraph"})] } else { content };
    json!({"type": "section", "attrs": {"key": key}, "content": content})
}
