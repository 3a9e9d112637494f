//! The vital signs of the chart: the newest of each, the one before, and the trend.

use serde::Serialize;
use yarrow_kernel::{Decimal, PatientId, Timestamp};

use super::Observation;
use super::record::{BLOOD_PRESSURE, DIASTOLIC, SYSTOLIC};
use super::store::latest_of;
use crate::error::Result;
use crate::store::Db;

/// One point of a trend.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct TrendPoint {
    /// When.
    pub at: Timestamp,
    /// The value.
    pub value: f64,
    /// The diastolic value of a blood pressure.
    pub value2: Option<f64>,
}

/// One row of the vitals.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct VitalRow {
    /// LOINC; blood pressure is the panel.
    pub code: String,
    /// "BP".
    pub label: String,
    /// "148/86".
    pub value: String,
    /// "mmHg".
    pub unit: String,
    /// H, L, HH, LL or empty.
    pub interpretation: String,
    /// When taken.
    pub effective_at: Timestamp,
    /// The value before.
    pub previous: Option<String>,
    /// When that was taken.
    pub previous_at: Option<Timestamp>,
    /// At most twelve points, oldest first.
    pub trend: Vec<TrendPoint>,
}

const TREND: u32 = 12;
/// LOINC, label, unit as shown, decimals shown.
const ROWS: &[(&str, &str, &str, u32)] = &[
    (BLOOD_PRESSURE, "BP", "mmHg", 0),
    ("8867-4", "Pulse", "bpm", 0),
    ("8310-5", "Temp", "°C", 1),
    ("9279-1", "Resp", "/min", 0),
    ("59408-5", "SpO₂", "%", 0),
    ("29463-7", "Weight", "kg", 1),
    ("8302-2", "Height", "cm", 1),
    ("39156-5", "BMI", "kg/m²", 1),
    ("72514-3", "Pain", "/10", 0),
];
/// Other LOINC codes under which records carry the same sign.
const SAME: &[(&str, &str)] = &[("59408-5", "2708-6")];

/// The vital signs on a chart.
///
/// # Errors
/// When the database cannot be read.
pub fn vitals(db: &Db, patient: PatientId) -> Result<Vec<VitalRow>> {
    let mut rows = Vec::new();
    for (code, label, unit, decimals) in ROWS {
        let first_code = if *code == BLOOD_PRESSURE { SYSTOLIC } else { code };
        let mut values = latest_of(db, patient, first_code, TREND)?;
        if let Some((_, other)) = SAME.iter().find(|(main, _)| main == code) {
            values.extend(latest_of(db, patient, other, TREND)?);
            values.sort_by_key(|value| std::cmp::Reverse(value.effective_at));
            values.truncate(TREND as usize);
        }
        let second =
            if *code == BLOOD_PRESSURE { latest_of(db, patient, DIASTOLIC, TREND)? } else { Vec::new() };
        let partner =
            |value: &Observation| second.iter().find(|other| other.effective_at == value.effective_at);
        let shown = |value: &Observation| -> String {
            let number = plain(value.value, *decimals);
            match partner(value) {
                Some(diastolic) => format!("{number}/{}", plain(diastolic.value, *decimals)),
                None => number,
            }
        };
        let Some(newest) = values.first() else { continue };
        let before = values.get(1);
        let flags = [Some(newest), partner(newest)]
            .into_iter()
            .flatten()
            .filter_map(|value| value.interpretation.as_deref());
        rows.push(VitalRow {
            code: (*code).to_owned(),
            label: (*label).to_owned(),
            value: shown(newest),
            unit: (*unit).to_owned(),
            interpretation: flags
                .filter(|flag| matches!(*flag, "H" | "L" | "HH" | "LL"))
                .max_by_key(|flag| flag.len())
                .unwrap_or_default()
                .to_owned(),
            effective_at: newest.effective_at,
            previous: before.map(&shown),
            previous_at: before.map(|value| value.effective_at),
            trend: values
                .iter()
                .rev()
                .filter_map(|value| {
                    let value2 = partner(value).and_then(|other| other.value).map(to_f64);
                    Some(TrendPoint { at: value.effective_at, value: to_f64(value.value?), value2 })
                })
                .collect(),
        });
    }
    Ok(rows)
}

fn plain(value: Option<Decimal>, decimals: u32) -> String {
    value.map(|value| value.round_dp(decimals).normalize().to_string()).unwrap_or_default()
}

/// For drawing only; a value is stored, compared and printed as a decimal.
pub(super) fn to_f64(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or(0.0)
}
