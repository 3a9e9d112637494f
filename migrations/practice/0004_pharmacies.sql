-- Pharmacies: where a prescription can go.

CREATE TABLE pharmacy (
  id BLOB PRIMARY KEY, ncpdp_id TEXT, npi TEXT, name TEXT NOT NULL, address TEXT NOT NULL, phone TEXT, fax TEXT,
  services TEXT NOT NULL, transport TEXT NOT NULL, script TEXT NOT NULL, note TEXT, active INTEGER NOT NULL,
  record_no INTEGER NOT NULL
) STRICT;
CREATE INDEX pharmacy_by_ncpdp_id ON pharmacy (ncpdp_id) WHERE ncpdp_id IS NOT NULL;
CREATE INDEX pharmacy_by_npi ON pharmacy (npi) WHERE npi IS NOT NULL;
CREATE INDEX pharmacy_by_name ON pharmacy (name COLLATE NOCASE);
-- Derived from pharmacy; never logged. What each is found by: words of name and address, telephone numbers, ids.
CREATE TABLE pharmacy_word (
  word TEXT NOT NULL, pharmacy_id BLOB NOT NULL, PRIMARY KEY (word, pharmacy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pharmacy_word_of ON pharmacy_word (pharmacy_id);

-- The pharmacy a patient usually goes to, and the one a prescription was written for; the words beside it stay.
ALTER TABLE patient ADD COLUMN pharmacy_id BLOB;
ALTER TABLE medication_request ADD COLUMN pharmacy_id BLOB;
