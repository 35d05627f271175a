-- Who has the folded name ?1: a row is an entity and one way of writing it. seen counts articles.
SELECT c.id, c.key, c.name, c.kind, c.unnamed, sum(a.seen) AS seen, a.text
FROM alias AS a
JOIN entity AS m ON m.id = a.entity
JOIN entity AS c ON c.id = m.self
WHERE a.fold = ?1
GROUP BY c.id, c.key, c.name, c.kind, c.unnamed, a.text
ORDER BY c.key, a.text
