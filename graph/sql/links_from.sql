-- What the event ?1 answers, counters or repeats: a row is a link with the event at its other end.
SELECT l.kind, l.rule, o.id, o.code
FROM link AS l
JOIN event AS o ON o.id = l.other
WHERE l.event = ?1
ORDER BY l.kind, o.day IS NULL, o.day, o.code
