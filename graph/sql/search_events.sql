-- The events that the passage [?2, ?3) of the article ?1 tells of: a row is an event's code.
SELECT DISTINCT v.code
FROM report AS r
JOIN evidence AS x ON x.report = r.id
JOIN event AS v ON v.id = r.event
WHERE r.article = ?1 AND x.first < ?3 AND x.past > ?2
ORDER BY v.code
