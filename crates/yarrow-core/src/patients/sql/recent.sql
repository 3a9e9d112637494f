SELECT patient_id FROM (
  SELECT patient_id, max(seq) AS last FROM (
    SELECT patient_id, seq FROM audit_event
    WHERE user_id = ?1 AND patient_id IS NOT NULL AND action IN ('read', 'create') AND category IN ('chart', 'Patient')
    ORDER BY seq DESC LIMIT 400)
  GROUP BY patient_id)
ORDER BY last DESC LIMIT ?2
