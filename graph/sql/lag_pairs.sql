-- Who answers whom, and how fast: a row is a denial that answers an accusation, with a party of each side and the days
-- between; sides where ?1 is 1. days is NULL where a day is unknown, or the denial is dated before the accusation.
SELECT DISTINCT d.key, d.name, a.key, a.name, x.code, y.code, CASE WHEN x.day >= y.day THEN x.day - y.day END AS days
FROM link AS l
JOIN event AS x ON x.id = l.event
JOIN event AS y ON y.id = l.other
JOIN event_role AS xs ON xs.event = x.id AND xs.role = 'speaker'
JOIN event_role AS ys ON ys.event = y.id AND ys.role = 'speaker'
JOIN entity AS d ON d.id = CASE WHEN ?1 = 1 THEN xs.top ELSE xs.entity END
JOIN entity AS a ON a.id = CASE WHEN ?1 = 1 THEN ys.top ELSE ys.entity END
WHERE l.kind = 'answers'
ORDER BY d.key, a.key, days IS NULL, days, x.code, y.code
