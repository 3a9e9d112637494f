-- Controlled substances: what a prescription carries beyond the drug, and look-ups in the monitoring programme.
-- The schedule that the state alone gives the drug; the earliest day it may be filled (21 CFR 1306.12(b)); the named exception.
ALTER TABLE medication_request ADD COLUMN state_schedule TEXT;
ALTER TABLE medication_request ADD COLUMN earliest_fill TEXT;
ALTER TABLE medication_request ADD COLUMN supply_exception TEXT;

CREATE TABLE pdmp_query (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), state TEXT, outcome TEXT NOT NULL, found TEXT NOT NULL,
  reference TEXT, queried_at INTEGER NOT NULL, queried_by BLOB NOT NULL, entered_in_error INTEGER NOT NULL,
  record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX pdmp_query_by_patient ON pdmp_query (patient_id, queried_at DESC);
