-- The events with the code ?1: as good as always one row.
SELECT v.id, v.code, v.kind, v.act, v.denial_of, v.status, v.what, v.date, v.told, v.day, v.last_day, v.happened,
       v.hedged, v.legal, v.reports, v.sources, v.orphan
FROM event AS v
WHERE v.code = ?1
ORDER BY v.day IS NULL, v.day, v.id
