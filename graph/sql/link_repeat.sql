-- The allegation that the allegation ?1 repeats: the last one before its day of the same parties and act, one row.
SELECT y.id
FROM event AS x
CROSS JOIN event AS y ON y.block = x.block AND y.day < x.day
WHERE x.id = ?1
ORDER BY y.day DESC, y.code
LIMIT 1
