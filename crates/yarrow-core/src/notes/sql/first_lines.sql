SELECT c.encounter_id, c.id, substr(c.text, 1, 600), c.signed_at IS NOT NULL
FROM encounter e JOIN composition c ON c.encounter_id = e.id
WHERE e.patient_id = ?1 AND e.start >= ?2 AND e.start <= ?3 AND c.status <> 'entered-in-error'
