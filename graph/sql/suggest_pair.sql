-- What tells the parties ?1 and ?2 apart or joins them: one row. together counts articles that name both.
SELECT x.key, x.name, x.kind, y.key, y.name, y.kind,
       CASE WHEN x.top <> x.id AND y.top <> y.id THEN CASE WHEN x.top = y.top THEN 1 ELSE -1 END ELSE 0 END AS sides,
       (SELECT count(DISTINCT s.article) FROM entity AS m JOIN sighting AS s ON s.entity = m.id
        JOIN sighting AS t ON t.article = s.article JOIN entity AS o ON o.id = t.entity
        WHERE m.self = x.id AND o.self = y.id) AS together
FROM entity AS x
JOIN entity AS y ON y.id = ?2
WHERE x.id = ?1
ORDER BY x.key
