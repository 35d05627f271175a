-- Who accuses whom most, by sides: a row is an accuser's side, an accused's, and how often; ?1 rows.
SELECT s.name, t.name, count(DISTINCT v.id) AS n
FROM event AS v
JOIN event_role AS x ON x.event = v.id AND x.role = 'speaker'
JOIN event_role AS y ON y.event = v.id AND y.role = 'target'
JOIN entity AS s ON s.id = x.top
JOIN entity AS t ON t.id = y.top
WHERE v.kind = 'allegation'
GROUP BY s.key, s.name, t.key, t.name
ORDER BY n DESC, s.key, t.key
LIMIT ?1
