-- Who takes part in the event ?1: a row is a role with an entity and the end of its chain of sides.
SELECT r.role, c.id, c.key, c.name, c.kind, c.unnamed, t.id, t.key, t.name, t.kind, s.key
FROM event_role AS r
JOIN entity AS c ON c.id = r.entity
JOIN entity AS t ON t.id = r.top
LEFT JOIN entity AS s ON s.id = c.side
WHERE r.event = ?1
ORDER BY r.role, c.key
