-- What people decided of the event ?1: a row is a decision that rules on one or more of its reports.
SELECT DISTINCT d.n, d.code, u.verb, u.value, d.note
FROM report AS r
JOIN ruling AS u ON u.report = r.id
JOIN decision AS d ON d.code = u.decision
WHERE r.event = ?1
ORDER BY d.n, d.code
