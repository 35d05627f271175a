-- With whom the key ?1 is one: a row is another key of the same thing; chief: the one that it is known by, first.
SELECT o.key, o.id = o.self AS chief
FROM entity AS m
JOIN entity AS o ON o.self = m.self AND o.id <> m.id
WHERE m.key = ?1
ORDER BY chief DESC, o.key
