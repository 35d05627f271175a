-- The allegation that the allegation ?1 counters: a row is a candidate, the best first; direct: the very parties, not only
-- their sides. ?2 days back for that, ?3 for sides, whose days must be known that well. On one day the order is known only
-- where one article tells both, one after the other.
SELECT y.id, yt.entity = xs.entity AND ys.entity = xt.entity AS direct
FROM event AS x
CROSS JOIN event_role AS xs ON xs.event = x.id AND xs.role = 'speaker'
CROSS JOIN event_role AS xt ON xt.event = x.id AND xt.role = 'target' AND xt.top <> xs.top
CROSS JOIN event_role AS yt ON yt.top = xs.top AND yt.role = 'target' AND yt.day BETWEEN x.day - ?2 AND x.day
CROSS JOIN event_role AS ys ON ys.event = yt.event AND ys.role = 'speaker' AND +ys.top = xt.top -- by event, not by side
CROSS JOIN event AS y ON y.id = yt.event AND y.kind = 'allegation'
WHERE x.id = ?1
  AND ((yt.entity = xs.entity AND ys.entity = xt.entity)
       OR (y.day >= x.day - ?3 AND x.last_day <= x.day + ?3 AND y.last_day <= y.day + ?3))
  AND (y.day < x.day
       OR EXISTS (SELECT 1 FROM report AS rx JOIN report AS ry ON ry.article = rx.article AND ry.n < rx.n
                  WHERE rx.event = x.id AND ry.event = y.id))
ORDER BY direct DESC, x.day - y.day, y.reports DESC, y.code
LIMIT 1
