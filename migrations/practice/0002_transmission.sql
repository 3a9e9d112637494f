-- What goes to pharmacies and what comes from them. Ids, instants and record_no as in 0001.

-- The outbox: one row per message or paper, kept for good. content is the SHA-256 of the bytes in document_content.
CREATE TABLE transmission (
  id BLOB PRIMARY KEY, patient_id BLOB REFERENCES patient (id), medication_request_id BLOB, answers BLOB, cancels BLOB,
  kind TEXT NOT NULL, route TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, pharmacy_id BLOB, pharmacy TEXT NOT NULL,
  display TEXT NOT NULL, content BLOB, state TEXT NOT NULL, state_note TEXT, state_at INTEGER NOT NULL, attention TEXT,
  settled INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by BLOB, expires_at INTEGER NOT NULL,
  record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX transmission_by_state ON transmission (state, state_at DESC);
CREATE INDEX transmission_by_prescription ON transmission (medication_request_id) WHERE medication_request_id IS NOT NULL;
CREATE INDEX transmission_for_a_person ON transmission (state_at)
  WHERE settled = 0 AND (attention IS NOT NULL OR state IN ('rejected', 'expired'));

-- What this workstation still has to send, and how it went so far. Only the workstation that wrote a message sends it.
CREATE TABLE transmission_delivery (
  transmission_id BLOB PRIMARY KEY REFERENCES transmission (id), attempts INTEGER NOT NULL, next_try INTEGER, last_try INTEGER,
  last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON transmission_delivery (next_try) WHERE next_try IS NOT NULL;

-- What came in. The same bytes under the same message id are kept once, however often they arrive.
CREATE TABLE inbound_message (
  id BLOB PRIMARY KEY, patient_id BLOB REFERENCES patient (id), medication_request_id BLOB, transmission_id BLOB,
  message_id TEXT NOT NULL, relates_to TEXT, kind TEXT NOT NULL, content BLOB NOT NULL, state TEXT NOT NULL,
  matched_by TEXT, problem TEXT, text TEXT, request TEXT NOT NULL, received_at INTEGER NOT NULL, closed_at INTEGER,
  closed_by BLOB, record_no INTEGER NOT NULL, UNIQUE (message_id, content)
) STRICT;
CREATE INDEX inbound_open ON inbound_message (received_at) WHERE state IN ('unmatched', 'waiting', 'refused');
CREATE INDEX inbound_by_transmission ON inbound_message (transmission_id) WHERE transmission_id IS NOT NULL;
CREATE INDEX inbound_by_prescription ON inbound_message (medication_request_id) WHERE medication_request_id IS NOT NULL;

-- How this workstation reaches pharmacies. The token is a secret; the database is encrypted.
CREATE TABLE transmission_route (
  only INTEGER PRIMARY KEY CHECK (only = 1), settings TEXT NOT NULL, token TEXT, contact_at INTEGER, trouble TEXT,
  trouble_since INTEGER
) STRICT;
