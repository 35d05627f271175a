-- How articles name the entity ?1: a row is a name, most used first.
SELECT a.text, sum(a.seen) AS seen
FROM entity AS m
JOIN alias AS a ON a.entity = m.id
WHERE m.self = ?1 AND a.seen > 0
GROUP BY a.text
ORDER BY seen DESC, a.text
