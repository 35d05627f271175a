-- Every name there is, for "did you mean": a row is a folded alias of a named entity, one way to write it, and how many
-- articles do.
SELECT a.fold, min(a.text) AS text, sum(a.seen) AS seen
FROM alias AS a
JOIN entity AS m ON m.id = a.entity
WHERE m.unnamed = 0
GROUP BY a.fold
ORDER BY seen DESC, a.fold
