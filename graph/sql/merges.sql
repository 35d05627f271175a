-- Why other keys are the entity ?1: a row is such a key and a hook that it shares with another of the entity's keys.
SELECT DISTINCT m.key, h.hook
FROM entity AS m
JOIN hook AS h ON h.entity = m.id
JOIN hook AS g ON g.hook = h.hook AND g.entity <> h.entity
JOIN entity AS o ON o.id = g.entity AND o.self = m.self
WHERE m.self = ?1 AND m.id <> m.self
ORDER BY m.key, h.hook
