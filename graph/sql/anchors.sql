-- Where the reports of the event ?1 stand: a row is a report, from its first evidence to its last.
SELECT r.id, a.hash, r.kind, r.act, min(v.first), max(v.past)
FROM report AS r
JOIN article AS a ON a.id = r.article
JOIN evidence AS v ON v.report = r.id
WHERE r.event = ?1
GROUP BY r.id, a.hash, r.kind, r.act, r.n
ORDER BY a.hash, r.n
