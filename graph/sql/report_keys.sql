-- Who takes part in the report ?1, by the keys of its article alone: a row is a role.
SELECT r.role, m.key
FROM report_role AS r
JOIN entity AS m ON m.id = r.entity
WHERE r.report = ?1
ORDER BY r.n
