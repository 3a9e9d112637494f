//! Striking out values that were recorded by mistake.

use serde::Deserialize;
use yarrow_kernel::{ObservationId, TextRule, clean_line};

use super::{Observation, ObservationStatus};
use crate::access::{Operation, Permission, Session};
use crate::error::{Error, Result};
use crate::store::{AuditNote, Written};

/// Values to strike out.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct StrikeObservations {
    /// Which.
    pub ids: Vec<ObservationId>,
    /// Why.
    pub reason: String,
}

const STRIKE: Operation = Operation::new("strike_observations", Permission::ChartWrite);

/// Marks values as entered in error; they stay in the record and leave the chart.
///
/// # Errors
/// When one of them is not here.
pub fn strike(session: &Session, request: StrikeObservations) -> Result<Written<Vec<Observation>>> {
    if request.ids.len() > 100 {
        return Err(Error::invalid("ids", "At most 100 values can be struck out at once."));
    }
    let reason = clean_line("reason", &request.reason, TextRule { max: 200, required: true })?;
    session.write(&STRIKE, move |tx| {
        let mut struck = Vec::new();
        for id in request.ids {
            let mut observation: Observation = tx.require(id, "This value")?;
            observation.status = ObservationStatus::EnteredInError;
            tx.save(&observation)?;
            struck.push(observation);
        }
        if let Some(first) = struck.first() {
            tx.audit(AuditNote::new("strike out", "Observation").patient(first.patient_id).reason(&reason));
        }
        Ok(struck)
    })
}
