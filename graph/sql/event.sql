-- The event with the row id ?1.
SELECT v.id, v.code, v.kind, v.act, v.denial_of, v.status, v.what, v.date, v.told, v.day, v.last_day, v.happened,
       v.hedged, v.legal, v.reports, v.sources, v.orphan
FROM event AS v
WHERE v.id = ?1
ORDER BY v.id
