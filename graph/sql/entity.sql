-- The entity ?1: a row, with whom it acts for and in how many articles it stands.
SELECT c.id, c.key, c.name, c.kind, c.unnamed, s.key, s.name,
       (SELECT count(DISTINCT g.article) FROM sighting AS g JOIN entity AS m ON m.id = g.entity WHERE m.self = c.id)
FROM entity AS c
LEFT JOIN entity AS s ON s.id = c.side
WHERE c.id = ?1
ORDER BY c.id
