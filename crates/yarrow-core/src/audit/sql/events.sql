SELECT a.seq, a.ended_at, a.login, a.role, a.action, a.category, a.patient_id,
       (SELECT p.mrn || ' · ' || p.family || ', ' || p.given FROM patient p WHERE p.id = a.patient_id),
       a.entity, a.entity_id, a.reason, a.outcome
FROM audit_event a
WHERE (?1 IS NULL OR a.patient_id = ?1) AND (?2 IS NULL OR a.seq < ?2)
ORDER BY a.seq DESC
LIMIT ?3
