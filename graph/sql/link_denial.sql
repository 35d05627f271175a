-- The allegation that the denial ?1 answers though its articles do not say which: a row is a candidate, the best first;
-- direct: the denier itself is accused. ?2 days back for that, ?3 for an allegation against the denier's side, made by
-- somebody of another side: against the end of the chain of sides, or the denier is that end.
SELECT y.id, yt.entity = xs.entity AS direct
FROM event AS x
CROSS JOIN event_role AS xs ON xs.event = x.id AND xs.role = 'speaker'
CROSS JOIN event_role AS yt ON yt.top = xs.top AND yt.role = 'target' AND yt.day BETWEEN x.day - ?2 AND x.day + 1
CROSS JOIN event AS y ON y.id = yt.event AND y.kind = 'allegation'
WHERE x.id = ?1 AND x.orphan = 1
  AND (yt.entity = xs.entity
       OR (yt.day >= x.day - ?3 AND (yt.entity = yt.top OR xs.entity = xs.top)
           AND EXISTS (SELECT 1 FROM event_role AS ys WHERE ys.event = y.id AND ys.role = 'speaker')
           AND NOT EXISTS (SELECT 1 FROM event_role AS ys
                           WHERE ys.event = y.id AND ys.role = 'speaker' AND ys.top = xs.top)))
ORDER BY direct DESC, abs(y.day - x.day), y.reports DESC, y.code
LIMIT 1
