SELECT d.transmission_id
FROM transmission_delivery d
JOIN transmission t ON t.id = d.transmission_id
WHERE d.next_try IS NOT NULL AND d.next_try <= ?1
  AND (d.last_try IS NULL OR d.last_try < ?2)
  AND t.state = 'queued'
  AND (t.cancels IS NULL OR NOT EXISTS (SELECT 1 FROM transmission o WHERE o.id = t.cancels AND o.state = 'queued'))
ORDER BY d.next_try, d.transmission_id
LIMIT ?3
