//! The practice's own days: instants are UTC everywhere, dates on screen and paper are those of its time zone.

use chrono::Datelike;
use chrono_tz::Tz;
use yarrow_kernel::{LocalDate, Timestamp};

use super::time_zone;
use crate::error::Result;
use crate::store::Db;

/// The calendar day of an instant in an IANA zone; UTC when the zone is unknown.
pub fn local_date(zone: &str, at: Timestamp) -> LocalDate {
    let utc = at.to_utc().unwrap_or_default();
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    LocalDate(utc.with_timezone(&zone).date_naive())
}

/// The practice's calendar day at an instant.
///
/// # Errors
/// When the database cannot be read.
pub fn today(db: &Db, now: Timestamp) -> Result<LocalDate> {
    Ok(local_date(&time_zone(db)?, now))
}

/// Whether this is an IANA zone name.
pub fn is_zone(zone: &str) -> bool {
    zone.parse::<Tz>().is_ok()
}

/// "March 14, 1959".
pub fn date_in_words(date: LocalDate) -> String {
    let month = date.0.format("%B");
    format!("{month} {}, {}", date.0.day(), date.0.year())
}

/// "14 de marzo de 1959".
pub fn date_in_spanish(date: LocalDate) -> String {
    const MONTHS: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let month = MONTHS.get(date.0.month0() as usize).copied().unwrap_or_default();
    format!("{} de {month} de {}", date.0.day(), date.0.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_in_the_evening_the_prescription_still_carries_the_practice_day() {
        let at = Timestamp::parse("2026-11-21T02:30:00Z").unwrap();
        assert_eq!(local_date("America/New_York", at).to_string(), "2026-11-20");
        assert_eq!(date_in_words(local_date("America/New_York", at)), "November 20, 2026");
        assert_eq!(date_in_spanish(local_date("America/New_York", at)), "20 de noviembre de 2026");
        assert!(!is_zone("America/Alder"));
    }
}
