-- Who takes part in the report ?1 by the keys of its article, and as whom the store knows them: a row is a role.
SELECT r.role, m.key, c.key, c.name
FROM report_role AS r
JOIN entity AS m ON m.id = r.entity
JOIN entity AS c ON c.id = m.self
WHERE r.report = ?1
ORDER BY r.n
