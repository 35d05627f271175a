-- Who has the folded name ?1: a row is an entity and one way of writing it. seen counts articles;
-- given: a decision gives the name.
SELECT c.id, c.key, c.name, c.kind, c.unnamed, sum(a.seen) AS seen, a.text, 0 AS given
FROM alias AS a
JOIN entity AS m ON m.id = a.entity
JOIN entity AS c ON c.id = m.self
WHERE a.fold = ?1
GROUP BY c.id, c.key, c.name, c.kind, c.unnamed, a.text
UNION ALL
SELECT c.id, c.key, c.name, c.kind, c.unnamed, 0, k.text, 1
FROM nickname AS k
JOIN entity AS m ON m.id = k.entity
JOIN entity AS c ON c.id = m.self
WHERE k.fold = ?1
ORDER BY 2, 7, 8
