//! Opening a chart, hand-written: one statement for each thing on the first page, every column read.

use std::hint::black_box;

use rusqlite::{Connection, Params};

use super::Cell;

/// LOINC codes of the vital signs, both of blood pressure and of oxygen saturation.
const VITALS: &[&str] = &[
    "8480-6", "8462-4", "8867-4", "8310-5", "9279-1", "59408-5", "2708-6", "29463-7", "8302-2", "39156-5",
    "72514-3",
];
/// LOINC codes of estimated glomerular filtration rate.
const EGFR: &[&str] = &["98979-8", "62238-1", "48642-3", "48643-1", "33914-3", "69405-9"];

const VISITS: &str = "SELECT e.*, c.id, substr(c.text, 1, 600), c.signed_at FROM encounter e
    LEFT JOIN composition c ON c.encounter_id = e.id AND c.status <> 'entered-in-error'
    WHERE e.patient_id = ?1 AND e.status <> 'entered-in-error' ORDER BY e.start DESC LIMIT 31";
const VITAL_PANELS: &str = "SELECT * FROM observation WHERE patient_id = ?1 AND category = 'vital-signs'
    AND status <> 'entered-in-error' AND effective_at IN (
      SELECT DISTINCT effective_at FROM observation WHERE patient_id = ?1 AND category = 'vital-signs'
      AND status <> 'entered-in-error' ORDER BY effective_at DESC LIMIT 31)
    ORDER BY effective_at DESC";
const LABS: &str = "SELECT o.*, (SELECT value FROM observation b WHERE b.patient_id = o.patient_id AND b.code = o.code
      AND b.effective_at < o.effective_at AND b.status <> 'entered-in-error' ORDER BY b.effective_at DESC LIMIT 1)
    FROM observation o WHERE o.patient_id = ?1 AND o.category = 'laboratory' AND o.status <> 'entered-in-error'
    AND o.effective_at >= ?2 ORDER BY o.effective_at DESC";

/// Problems, medications, allergies and visits found; the rest is read as well, but not counted.
pub fn chart(db: &Connection, patient: &[u8], user: &[u8]) -> rusqlite::Result<usize> {
    read(db, "SELECT * FROM patient WHERE id = ?1", [patient])?;
    let mut found = read(
        db,
        "SELECT * FROM condition WHERE patient_id = ?1 AND clinical_status = 'active' AND entered_in_error = 0
         ORDER BY COALESCE(onset, '9'), recorded_at",
        [patient],
    )?;
    found += read(
        db,
        "SELECT * FROM medication_request WHERE patient_id = ?1 AND status IN ('active', 'on-hold')
         ORDER BY status, authored_at DESC LIMIT 200",
        [patient],
    )?;
    found += read(
        db,
        "SELECT * FROM allergy_intolerance WHERE patient_id = ?1 AND status <> 'entered-in-error'
         ORDER BY status <> 'active', severity <> 'severe', severity <> 'moderate', recorded_at",
        [patient],
    )?;
    open_visit(db, patient, user)?;
    for (codes, most) in [(VITALS, 12), (EGFR, 1)] {
        for code in codes {
            read(
                db,
                "SELECT * FROM observation WHERE patient_id = ?1 AND code = ?2 AND status <> 'entered-in-error'
                 ORDER BY effective_at DESC LIMIT ?3",
                (patient, code, most),
            )?;
        }
    }
    read(db, VISITS, [patient])?;
    read(db, VITAL_PANELS, [patient])?;
    // The page ends with its thirtieth item: no older result is on it.
    let oldest: Option<i64> = db
        .prepare_cached(
            "SELECT min(at) FROM (SELECT at FROM (
               SELECT start AS at FROM (SELECT start FROM encounter WHERE patient_id = ?1 ORDER BY start DESC LIMIT 31)
               UNION ALL SELECT effective_at FROM (SELECT DISTINCT effective_at, category FROM observation
                 WHERE patient_id = ?1 AND category = 'vital-signs' ORDER BY effective_at DESC LIMIT 31)
               UNION ALL SELECT effective_at FROM (SELECT DISTINCT effective_at, category FROM observation
                 WHERE patient_id = ?1 AND category = 'laboratory' ORDER BY effective_at DESC LIMIT 31)
               UNION ALL SELECT authored_at FROM (SELECT authored_at FROM medication_request
                 WHERE patient_id = ?1 ORDER BY authored_at DESC LIMIT 31))
             ORDER BY at DESC LIMIT 30)",
        )?
        .query_row([patient], |row| row.get(0))?;
    read(db, LABS, (patient, oldest.unwrap_or(i64::MIN)))?;
    for sql in [
        "SELECT * FROM medication_request WHERE patient_id = ?1 AND status NOT IN ('draft', 'entered-in-error')
         ORDER BY authored_at DESC LIMIT 31",
        "SELECT * FROM document_reference WHERE patient_id = ?1 ORDER BY created_at DESC LIMIT 200",
        "SELECT count(*) FROM condition WHERE patient_id = ?1 AND clinical_status <> 'active' AND entered_in_error = 0",
        "SELECT count(*) FROM medication_request WHERE patient_id = ?1 AND status IN ('stopped', 'completed', 'cancelled')",
        "SELECT count(*) FROM encounter WHERE patient_id = ?1",
    ] {
        read(db, sql, [patient])?;
    }
    read(db, "SELECT * FROM practitioner ORDER BY active DESC, family, given", [])?;
    Ok(found)
}

/// The visit going on, with its note, the draft of it, and what is staged.
fn open_visit(db: &Connection, patient: &[u8], user: &[u8]) -> rusqlite::Result<()> {
    read(
        db,
        "SELECT * FROM encounter e LEFT JOIN composition c ON c.encounter_id = e.id
         LEFT JOIN note_draft d ON d.note_id = c.id AND d.user_id = ?2
         LEFT JOIN medication_request m ON m.encounter_id = e.id AND m.status = 'draft'
         WHERE e.patient_id = ?1 AND e.status = 'in-progress'",
        (patient, user),
    )?;
    Ok(())
}

fn read(db: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<usize> {
    let mut statement = db.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(values)?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            black_box(Cell::of(row.get_ref(column)?));
        }
        count += 1;
    }
    Ok(count)
}
