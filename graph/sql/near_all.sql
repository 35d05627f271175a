-- Where a question without names looks: a row is an event.
SELECT id AS event
FROM event
ORDER BY id
