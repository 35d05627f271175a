-- Parties that were left apart though they share a hook that few hang on (?1 at most): a row is two parties and the hook,
-- as often as their keys share it. bare: one of them hangs there by its own name.
SELECT CASE WHEN x.self < y.self THEN x.self ELSE y.self END AS a,
       CASE WHEN x.self < y.self THEN y.self ELSE x.self END AS b,
       h.hook, CASE WHEN h.strong = 1 OR g.strong = 1 THEN 1 ELSE 0 END AS bare
FROM hook AS h
JOIN hook AS g ON g.hook = h.hook AND g.entity > h.entity
JOIN entity AS x ON x.id = h.entity
JOIN entity AS y ON y.id = g.entity
WHERE x.self <> y.self
  AND (SELECT count(*) FROM hook AS o WHERE o.hook = h.hook) <= ?1
ORDER BY h.hook, a, b
