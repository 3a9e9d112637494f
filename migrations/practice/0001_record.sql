-- The record: log, audit, and the current state of every domain.
-- Ids are UUIDv7 in 16 bytes; instants are milliseconds UTC; dates, decimals and codes are text; structures are JSON text.
-- record_no is the local number of the log record that inserted the row.

CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, applied_at INTEGER NOT NULL, app_version TEXT NOT NULL
) STRICT;

CREATE TABLE practice_identity (
  only INTEGER PRIMARY KEY CHECK (only = 1), id BLOB NOT NULL, demo INTEGER NOT NULL
) STRICT;

-- Workstations that ever wrote. secret_key only on the row of this workstation.
CREATE TABLE device (
  no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, public_key BLOB NOT NULL, secret_key BLOB,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE record (
  no INTEGER PRIMARY KEY, device_no INTEGER NOT NULL REFERENCES device (no), seq INTEGER NOT NULL, hlc INTEGER NOT NULL,
  schema INTEGER NOT NULL, user_id BLOB NOT NULL, command TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL, sig BLOB NOT NULL, UNIQUE (device_no, seq)
) STRICT;
CREATE TRIGGER record_is_append_only_u BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER record_is_append_only_d BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;

-- Fields whose value was set after the insert: the operations nobody has knowingly replaced.
CREATE TABLE head (
  entity_id BLOB NOT NULL, field TEXT NOT NULL, record_no INTEGER NOT NULL REFERENCES record (no), op_index INTEGER NOT NULL,
  PRIMARY KEY (entity_id, field, record_no, op_index)
) STRICT, WITHOUT ROWID;

-- Which records touched an entity after its insert; with the row's record_no this is the way into the log.
CREATE TABLE touch (
  entity_id BLOB NOT NULL, record_no INTEGER NOT NULL REFERENCES record (no), PRIMARY KEY (entity_id, record_no)
) STRICT, WITHOUT ROWID;

-- Columns after ASTM E2147-18 and 45 CFR 170.210(e).
CREATE TABLE audit_event (
  seq INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, user_id BLOB, login TEXT NOT NULL,
  role TEXT NOT NULL, device_no INTEGER NOT NULL, action TEXT NOT NULL, category TEXT NOT NULL, patient_id BLOB,
  entity TEXT, entity_id BLOB, record_no INTEGER, reason TEXT, outcome TEXT NOT NULL, clock TEXT NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_patient ON audit_event (patient_id, seq) WHERE patient_id IS NOT NULL;
CREATE TRIGGER audit_is_append_only_u BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_append_only_d BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TABLE audit_head (
  seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, signed_at INTEGER NOT NULL, device_no INTEGER NOT NULL, sig BLOB NOT NULL
) STRICT;

CREATE TABLE organization (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, npi TEXT, time_zone TEXT NOT NULL, letterhead_note TEXT, record_no INTEGER NOT NULL
) STRICT;
CREATE TABLE location (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL, fax TEXT NOT NULL,
  active INTEGER NOT NULL, record_no INTEGER NOT NULL
) STRICT;
CREATE TABLE practitioner (
  id BLOB PRIMARY KEY, login TEXT NOT NULL UNIQUE, given TEXT NOT NULL, family TEXT NOT NULL, credentials TEXT NOT NULL,
  role TEXT NOT NULL, npi TEXT, dea TEXT, license_number TEXT, license_state TEXT, phone TEXT,
  administrator INTEGER NOT NULL, active INTEGER NOT NULL,
  record_no INTEGER NOT NULL
) STRICT;

CREATE TABLE patient (
  id BLOB PRIMARY KEY, mrn TEXT NOT NULL UNIQUE, family TEXT NOT NULL, given TEXT NOT NULL, middle TEXT, suffix TEXT,
  preferred_name TEXT, previous_family TEXT, birth_date TEXT NOT NULL, gender TEXT NOT NULL, pronouns TEXT, language TEXT,
  phone TEXT, phone_alt TEXT, email TEXT, address TEXT, deceased TEXT, active INTEGER NOT NULL, demo INTEGER NOT NULL,
  created_at INTEGER NOT NULL, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX patient_by_name ON patient (family COLLATE NOCASE, given COLLATE NOCASE);
CREATE INDEX patient_by_birth_date ON patient (birth_date);
-- Derived from patient; never logged. kind 0: family name first; 1: given or preferred name first.
CREATE TABLE patient_name (
  kind INTEGER NOT NULL, key TEXT NOT NULL, patient_id BLOB NOT NULL, PRIMARY KEY (kind, key, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_name_of ON patient_name (patient_id);
-- kind: phone, phone reversed (search by last digits) or mrn without punctuation.
CREATE TABLE patient_number (
  kind TEXT NOT NULL, digits TEXT NOT NULL, patient_id BLOB NOT NULL, PRIMARY KEY (kind, digits, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_number_of ON patient_number (patient_id);
CREATE TABLE patient_count (only INTEGER PRIMARY KEY CHECK (only = 1), total INTEGER NOT NULL) STRICT;
INSERT INTO patient_count VALUES (1, 0);
CREATE TRIGGER patient_counted AFTER INSERT ON patient BEGIN UPDATE patient_count SET total = total + 1; END;

CREATE TABLE encounter (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), practitioner_id BLOB, status TEXT NOT NULL,
  kind TEXT NOT NULL, reason TEXT, start INTEGER NOT NULL, "end" INTEGER, location_id BLOB, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX encounter_by_patient ON encounter (patient_id, start DESC);
CREATE INDEX encounter_open ON encounter (practitioner_id, start) WHERE status = 'in-progress';

CREATE TABLE composition (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), encounter_id BLOB NOT NULL REFERENCES encounter (id),
  author_id BLOB NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL, text TEXT NOT NULL,
  signed_at INTEGER, signed_by BLOB, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX composition_by_encounter ON composition (encounter_id);
CREATE INDEX composition_by_patient ON composition (patient_id);
CREATE TRIGGER signed_note_is_fixed BEFORE UPDATE OF body, text, title, author_id, signed_at, signed_by ON composition
  WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a signed note is not edited'); END;
CREATE TABLE addendum (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), note_id BLOB NOT NULL REFERENCES composition (id),
  author_id BLOB NOT NULL, text TEXT NOT NULL, recorded_at INTEGER NOT NULL, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX addendum_by_note ON addendum (note_id, recorded_at);
-- What a person is typing, kept at every pause; part of the workstation, not yet of the record (docs/adr/0005).
CREATE TABLE note_draft (
  note_id BLOB NOT NULL, user_id BLOB NOT NULL, patient_id BLOB NOT NULL, body TEXT NOT NULL, text TEXT NOT NULL,
  caret INTEGER NOT NULL, saved_at INTEGER NOT NULL, PRIMARY KEY (note_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE condition (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), encounter_id BLOB, code TEXT NOT NULL,
  display TEXT NOT NULL, clinical_status TEXT NOT NULL, onset TEXT, abatement TEXT, note TEXT, recorded_at INTEGER NOT NULL,
  recorder_id BLOB, entered_in_error INTEGER NOT NULL, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX condition_by_patient ON condition (patient_id, clinical_status);

CREATE TABLE allergy_intolerance (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), subject_kind TEXT NOT NULL, subject TEXT NOT NULL,
  display TEXT NOT NULL, reactions TEXT NOT NULL, severity TEXT NOT NULL, status TEXT NOT NULL, onset TEXT, note TEXT,
  recorded_at INTEGER NOT NULL, recorder_id BLOB, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX allergy_by_patient ON allergy_intolerance (patient_id);

CREATE TABLE observation (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), encounter_id BLOB, category TEXT NOT NULL,
  code TEXT NOT NULL, display TEXT NOT NULL, value TEXT, unit TEXT, value_text TEXT, interpretation TEXT,
  reference_low TEXT, reference_high TEXT, effective_at INTEGER NOT NULL, status TEXT NOT NULL, recorder_id BLOB,
  record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX observation_by_time ON observation (patient_id, category, effective_at DESC);
CREATE INDEX observation_by_code ON observation (patient_id, code, effective_at DESC);

CREATE TABLE medication_request (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), encounter_id BLOB, product TEXT,
  display TEXT NOT NULL, ingredients TEXT NOT NULL, rxcui TEXT, dose_form TEXT, strength TEXT, sig TEXT NOT NULL,
  sig_text TEXT NOT NULL, dose_checked INTEGER NOT NULL, quantity TEXT, quantity_unit TEXT, days_supply INTEGER,
  refills INTEGER NOT NULL, start TEXT, dispense_as_written INTEGER NOT NULL, pharmacy TEXT, reason_code TEXT,
  reason_display TEXT, dea_schedule TEXT, status TEXT NOT NULL, reported INTEGER NOT NULL, status_reason TEXT,
  authored_at INTEGER NOT NULL, requester_id BLOB, signed_at INTEGER, overrides TEXT NOT NULL, substitution_note TEXT,
  record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX medication_by_patient ON medication_request (patient_id, status);
CREATE INDEX medication_by_time ON medication_request (patient_id, authored_at DESC);

CREATE TABLE document_reference (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), encounter_id BLOB, title TEXT NOT NULL,
  kind TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 BLOB NOT NULL, created_at INTEGER NOT NULL,
  author_id BLOB, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX document_by_patient ON document_reference (patient_id, created_at DESC);
-- Content by its SHA-256, so that the same file is kept once.
CREATE TABLE document_content (sha256 BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT;

-- Where an imported entity came from: the same file twice adds nothing.
CREATE TABLE import_source (
  source TEXT NOT NULL, entity_id BLOB NOT NULL, PRIMARY KEY (source)
) STRICT, WITHOUT ROWID;

-- A person's choices on this workstation.
CREATE TABLE preference (
  user_id BLOB NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;
