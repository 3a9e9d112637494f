-- What is to be done for a patient later, and what the practice knows of its own safety findings.
CREATE TABLE task (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), description TEXT NOT NULL, reason TEXT,
  medication_id BLOB, due TEXT, owner_id BLOB, status TEXT NOT NULL, outcome TEXT, authored_at INTEGER NOT NULL,
  author_id BLOB NOT NULL, closed_at INTEGER, closed_by BLOB, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX task_open_by_patient ON task (patient_id, due) WHERE status = 'requested';
CREATE INDEX task_open_by_due ON task (due, authored_at) WHERE status = 'requested';

ALTER TABLE practitioner ADD COLUMN safety_lead INTEGER NOT NULL DEFAULT 0;

CREATE TABLE rule_adjustment (
  id BLOB PRIMARY KEY, rule TEXT NOT NULL, tier_before TEXT NOT NULL, tier TEXT NOT NULL, reason TEXT NOT NULL,
  active INTEGER NOT NULL, adjusted_at INTEGER NOT NULL, adjusted_by BLOB NOT NULL, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_adjustment_active ON rule_adjustment (rule) WHERE active = 1;

CREATE TABLE finding_outcome (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), finding_key TEXT NOT NULL, rule TEXT NOT NULL,
  tier TEXT NOT NULL, outcome TEXT NOT NULL, code TEXT, reason TEXT, basis TEXT NOT NULL, medication_id BLOB,
  practitioner_id BLOB NOT NULL, recorded_at INTEGER NOT NULL, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_outcome_by_patient ON finding_outcome (patient_id, finding_key, recorded_at DESC);
CREATE INDEX finding_outcome_by_time ON finding_outcome (recorded_at);
