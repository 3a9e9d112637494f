-- Medication lists: where a medication comes from, what it replaced, and how it ended.
ALTER TABLE medication_request ADD COLUMN over_the_counter INTEGER NOT NULL DEFAULT 0;
ALTER TABLE medication_request ADD COLUMN informant TEXT;
-- FHIR priorPrescription: the order this one renews or changes.
ALTER TABLE medication_request ADD COLUMN prior_id BLOB;
ALTER TABLE medication_request ADD COLUMN status_reason_code TEXT;
ALTER TABLE medication_request ADD COLUMN hold_until TEXT;
ALTER TABLE medication_request ADD COLUMN ended_on TEXT;
CREATE INDEX medication_by_prior ON medication_request (prior_id) WHERE prior_id IS NOT NULL;
-- What one person signed, newest first: favourites are counted over it.
CREATE INDEX medication_signed_by ON medication_request (requester_id, signed_at DESC) WHERE signed_at IS NOT NULL;
