-- What answers, counters or repeats the event ?1: a row is a link with the event that it comes from.
SELECT l.kind, l.rule, o.id, o.code
FROM link AS l
JOIN event AS o ON o.id = l.event
WHERE l.other = ?1
ORDER BY l.kind, o.day IS NULL, o.day, o.code
