//! Correcting, refuting or striking out an allergy.

use serde::Deserialize;
use yarrow_kernel::{AllergyIntoleranceId, TextRule, clean_line};

use super::add::checked_reactions;
use super::{AllergyIntolerance, AllergyStatus, ReactionSeverity};
use crate::access::{Operation, Permission, Session};
use crate::error::Result;
use crate::store::Written;

/// An allergy as it should be.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct UpdateAllergy {
    /// Which.
    pub id: AllergyIntoleranceId,
    /// What happened.
    pub reactions: Vec<String>,
    /// How bad.
    pub severity: ReactionSeverity,
    /// Where it stands.
    pub status: AllergyStatus,
    /// Remark.
    pub note: Option<String>,
}

const UPDATE: Operation = Operation::new("update_allergy", Permission::ChartWrite);

/// Changes an allergy.
///
/// # Errors
/// Names the field.
pub fn update(session: &Session, request: UpdateAllergy) -> Result<Written<AllergyIntolerance>> {
    let reactions = checked_reactions(&request.reactions)?;
    let note = clean_line(
        "note",
        request.note.as_deref().unwrap_or_default(),
        TextRule { max: 2000, required: false },
    )?;
    session.write(&UPDATE, move |tx| {
        let stored: AllergyIntolerance = tx.require(request.id, "This allergy")?;
        let allergy = AllergyIntolerance {
            reactions,
            severity: request.severity,
            status: request.status,
            note: (!note.is_empty()).then_some(note),
            ..stored
        };
        tx.save(&allergy)?;
        Ok(allergy)
    })
}
