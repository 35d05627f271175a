-- Reports of the article with the hash ?1 and of the kind ?2 whose evidence shares something with [?3, ?4): a row is a
-- report, from its first evidence to its last.
SELECT r.id, r.act, min(v.first), max(v.past)
FROM article AS a
JOIN report AS r ON r.article = a.id
JOIN evidence AS v ON v.report = r.id
WHERE a.hash = ?1 AND r.kind = ?2
GROUP BY r.id, r.act, r.n
HAVING min(v.first) < ?4 AND max(v.past) > ?3
ORDER BY r.n
