-- Where a question with names looks: events in which somebody of the table asked takes part, and what answers these. A row
-- is an event.
SELECT r.event
FROM asked AS q
CROSS JOIN event_role AS r ON r.entity = q.entity
WHERE q.slot <> 'around'
UNION
SELECT l.event
FROM asked AS q
CROSS JOIN event_role AS r ON r.entity = q.entity
CROSS JOIN link AS l ON l.other = r.event AND l.kind = 'answers'
WHERE q.slot <> 'around'
ORDER BY event
