-- The allegation that the denial ?1 answers though its articles do not say which: a row is a candidate, the best first;
-- direct: the denier itself is accused. ?2 days back for that, ?3 for an allegation against the denier's side (the end of
-- the chain of sides, a body of its government, or anybody of it where the denier is that end) by another country's side
-- or a company, of a wrong that has a word of its own.
SELECT y.id, yt.entity = xs.entity AS direct
FROM event AS x
CROSS JOIN event_role AS xs ON xs.event = x.id AND xs.role = 'speaker'
CROSS JOIN event_role AS yt ON yt.top = xs.top AND yt.role = 'target' AND yt.day BETWEEN x.day - ?2 AND x.day + 1
CROSS JOIN entity AS t ON t.id = yt.entity
CROSS JOIN event AS y ON y.id = yt.event AND y.kind = 'allegation'
WHERE x.id = ?1 AND x.orphan = 1
  AND (yt.entity = xs.entity
       OR (y.day >= x.day - ?3 AND y.act <> 'other' AND (yt.entity = yt.top OR xs.entity = xs.top OR t.kind = 'government')
           AND EXISTS (SELECT 1 FROM event_role AS ys
                       JOIN entity AS a ON a.id = ys.entity
                       JOIN entity AS o ON o.id = ys.top
                       WHERE ys.event = y.id AND ys.role = 'speaker' AND ys.top <> xs.top
                         AND (o.kind = 'country' OR a.kind = 'company'))
           AND NOT EXISTS (SELECT 1 FROM event_role AS ys
                           WHERE ys.event = y.id AND ys.role = 'speaker' AND ys.top = xs.top)))
ORDER BY direct DESC, abs(y.day - x.day), y.reports DESC, y.code
LIMIT 1
