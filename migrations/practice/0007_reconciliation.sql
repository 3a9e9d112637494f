-- Two medication lists made one: what was decided, and how everything it touched stood before, so that it can be taken back.
CREATE TABLE medication_reconciliation (
  id BLOB PRIMARY KEY, patient_id BLOB NOT NULL REFERENCES patient (id), source TEXT NOT NULL, acts TEXT NOT NULL,
  reconciled_at INTEGER NOT NULL, reconciled_by BLOB NOT NULL, undone_at INTEGER, undone_by BLOB, record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX medication_reconciliation_by_patient ON medication_reconciliation (patient_id, reconciled_at DESC);
