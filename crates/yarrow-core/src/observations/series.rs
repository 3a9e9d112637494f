//! All values of one code, for its chart and the table beside it.

use serde::{Deserialize, Serialize};
use yarrow_kernel::{Decimal, PatientId, Timestamp};

use super::store::all_of;
use super::vitals::to_f64;
use crate::access::{Operation, Permission, Session};
use crate::error::Result;

/// Which series.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct SeriesRequest {
    /// Whose.
    pub patient_id: PatientId,
    /// LOINC code.
    pub code: String,
}

/// One value.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct SeriesPoint {
    /// When.
    pub at: Timestamp,
    /// For drawing.
    pub value: f64,
    /// As recorded.
    pub text: String,
    /// H, L, … or empty.
    pub interpretation: String,
}

/// The values, oldest first.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Series {
    /// LOINC code.
    pub code: String,
    /// In words.
    pub display: String,
    /// UCUM unit.
    pub unit: String,
    /// Lower end of the reference range.
    #[ts(type = "Decimal | null")]
    pub reference_low: Option<Decimal>,
    /// Upper end of the reference range.
    #[ts(type = "Decimal | null")]
    pub reference_high: Option<Decimal>,
    /// The values.
    pub points: Vec<SeriesPoint>,
}

const READ: Operation = Operation::new("observation_series", Permission::ChartRead);

/// The series of one code.
///
/// # Errors
/// When the role may not open the chart.
pub fn series(session: &Session, request: SeriesRequest) -> Result<Series> {
    let short = session.knowledge().observation_definition(&request.code).map(|known| known.label.clone());
    session.read_chart(&READ, request.patient_id, move |db| {
        let values = all_of(db, request.patient_id, &request.code)?;
        let newest = values.last();
        Ok(Series {
            code: request.code,
            display: short.or_else(|| newest.map(|value| value.display.clone())).unwrap_or_default(),
            unit: newest.and_then(|value| value.unit.clone()).unwrap_or_default(),
            reference_low: newest.and_then(|value| value.reference_low),
            reference_high: newest.and_then(|value| value.reference_high),
            points: values
                .iter()
                .filter_map(|value| {
                    let number = value.value?;
                    Some(SeriesPoint {
                        at: value.effective_at,
                        value: to_f64(number),
                        text: number.normalize().to_string(),
                        interpretation: value.interpretation.clone().unwrap_or_default(),
                    })
                })
                .collect(),
        })
    })
}
