-- The key of the entity ?1, or, where ?2 is 1, of the end of its chain of sides: one row.
SELECT CASE WHEN ?2 = 1 THEN t.key ELSE c.key END
FROM entity AS c
JOIN entity AS t ON t.id = c.top
WHERE c.id = ?1
ORDER BY c.id
