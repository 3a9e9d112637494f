//! Recording an allergy, or that there is none.

use serde::Deserialize;
use yarrow_kernel::{PartialDate, PatientId, TextRule, clean_line};

use super::{AllergyIntolerance, AllergyStatus, AllergySubjectKind, ReactionSeverity};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::Written;

/// An allergy to record.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct AddAllergy {
    /// Whose.
    pub patient_id: PatientId,
    /// What kind of thing `subject` names.
    pub subject_kind: AllergySubjectKind,
    /// Key, or the text as typed.
    pub subject: String,
    /// In words.
    pub display: String,
    /// What happened.
    pub reactions: Vec<String>,
    /// How bad.
    pub severity: ReactionSeverity,
    /// Since when.
    pub onset: Option<PartialDate>,
    /// Remark.
    pub note: Option<String>,
}

const ADD: Operation = Operation::new("add_allergy", Permission::ChartWrite);
const SHORT: TextRule = TextRule { max: 120, required: false };

/// Records an allergy. Recording one withdraws "no known allergies"; recording that there is none is refused while one stands.
///
/// # Errors
/// When the same allergy is already recorded.
pub fn add(session: &Session, request: AddAllergy) -> Result<Written<AllergyIntolerance>> {
    let none = request.subject_kind == AllergySubjectKind::NoKnownAllergies;
    let display = clean_line("display", &request.display, TextRule { max: 120, required: !none })?;
    let subject = clean_line("subject", &request.subject, SHORT)?;
    let reactions = checked_reactions(&request.reactions)?;
    let note = clean_line(
        "note",
        request.note.as_deref().unwrap_or_default(),
        TextRule { max: 2000, required: false },
    )?;
    session.write(&ADD, move |tx| {
        let patient = crate::patients::require(tx.db(), request.patient_id)?;
        let standing: Vec<_> =
            super::list(tx.db(), patient.id)?.into_iter().filter(|a| a.status == AllergyStatus::Active).collect();
        let says_none = |a: &&AllergyIntolerance| a.subject_kind == AllergySubjectKind::NoKnownAllergies;
        if none && standing.iter().any(|a| !says_none(&a)) {
            return Err(Error::Refused(
                "Allergies are recorded for this patient. Refute or strike them out first. Nothing was changed.".to_owned(),
            ));
        }
        if standing.iter().any(|a| a.subject_kind == request.subject_kind && a.subject.eq_ignore_ascii_case(&subject)) {
            return Err(Error::Refused(format!("{} is already recorded. Edit that entry instead. Nothing was changed.",
                if none { "“No known allergies”" } else { display.as_str() })));
        }
        for statement in standing.iter().filter(says_none) {
            tx.save(&AllergyIntolerance { status: AllergyStatus::Inactive, ..statement.clone() })?;
        }
        let allergy = AllergyIntolerance {
            id: tx.new_id(),
            patient_id: patient.id,
            subject_kind: request.subject_kind,
            subject: if subject.is_empty() { display.clone() } else { subject },
            display: if none { "No known allergies".to_owned() } else { display },
            reactions,
            severity: request.severity,
            status: AllergyStatus::Active,
            onset: request.onset,
            note: (!note.is_empty()).then_some(note),
            recorded_at: tx.now(),
            recorder_id: Some(tx.user()?),
        };
        tx.insert(&allergy)?;
        Ok(allergy)
    })
}

/// At most twelve reactions, each a short line.
pub(super) fn checked_reactions(reactions: &[String]) -> Result<Vec<String>> {
    if reactions.len() > 12 {
        return Err(Error::invalid("reactions", "At most 12 reactions fit one allergy."));
    }
    let cleaned = reactions
        .iter()
        .map(|reaction| clean_line("reactions", reaction, SHORT))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(cleaned.into_iter().filter(|reaction| !reaction.is_empty()).collect())
}
