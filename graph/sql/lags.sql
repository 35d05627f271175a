-- How long an accusation waits for its denial: a row is an answer, with the days from one to the other, shortest first.
SELECT x.day - y.day AS days
FROM link AS l
JOIN event AS x ON x.id = l.event
JOIN event AS y ON y.id = l.other
WHERE l.kind = 'answers' AND x.day >= y.day
ORDER BY days
