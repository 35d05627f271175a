-- Who has the surname of the hook ?1 ("surname snowden"): a row is a person. seen counts articles.
SELECT c.id, c.key, c.name, c.kind, c.unnamed, sum(m.sightings) AS seen
FROM hook AS h
JOIN entity AS m ON m.id = h.entity
JOIN entity AS c ON c.id = m.self
WHERE h.hook = ?1
GROUP BY c.id, c.key, c.name, c.kind, c.unnamed
ORDER BY c.key
