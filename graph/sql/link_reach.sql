-- Events whose links may end at the event ?1: denials in its articles; denials that answer nothing there and
-- counter-accusations by its targets' side up to ?2 days after it; the next of its parties and act. A row is an event.
SELECT x.event AS id
FROM report AS y
JOIN report_answer AS n ON n.answered = y.id
JOIN report AS x ON x.id = n.report
WHERE y.event = ?1 AND x.event IS NOT NULL
UNION
SELECT xs.event
FROM event AS y
CROSS JOIN event_role AS yt ON yt.event = y.id AND yt.role = 'target'
CROSS JOIN event_role AS xs ON xs.top = yt.top AND xs.role = 'speaker' AND xs.day BETWEEN y.day - 1 AND y.day + ?2
CROSS JOIN event AS x ON x.id = xs.event AND (x.orphan = 1 OR x.kind = 'allegation')
WHERE y.id = ?1 AND y.kind = 'allegation'
UNION
SELECT x.id
FROM event AS y
CROSS JOIN event AS x ON x.block = y.block AND x.day = (SELECT min(z.day) FROM event AS z WHERE z.block = y.block AND z.day > y.day)
WHERE y.id = ?1
ORDER BY id
