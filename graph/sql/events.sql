-- The events that a filter keeps of those in the table near (event), in order of time: a row is an event. Names are in the
-- table asked (slot, entity);
-- ?1 kind or NULL; ?2 ?3 ?4 ?5 whether by, of, with, about are asked; ?6 act or NULL; ?7 ?8 first and last day or NULL;
-- ?9 source, ?10 language or NULL; ?11 1 answered, -1 unanswered, 0 both; ?12 hedged only, ?13 legal only;
-- ?14 reports at least; ?15 rows at most, -1 for all.
-- A denial counts as being of the parties and acts of the allegations that it answers.
SELECT v.id, v.code, v.kind, v.act, v.denial_of, v.status, v.what, v.date, v.told, v.day, v.last_day, v.happened,
       v.hedged, v.legal, v.reports, v.sources, v.orphan
FROM near AS c
CROSS JOIN event AS v ON v.id = c.event
WHERE (?1 IS NULL OR v.kind = ?1)
  AND (?2 = 0 OR EXISTS (
        SELECT 1 FROM event_role AS r JOIN asked AS q ON q.entity = r.entity AND q.slot = 'by'
        WHERE r.event = v.id AND r.role IN ('speaker', 'by')))
  AND (?3 = 0 OR EXISTS (
        SELECT 1 FROM event_role AS r JOIN asked AS q ON q.entity = r.entity AND q.slot = 'of'
        WHERE r.event = v.id AND r.role IN ('target', 'on'))
      OR (v.kind = 'denial' AND EXISTS (
        SELECT 1 FROM link AS l JOIN event_role AS r ON r.event = l.other
        JOIN asked AS q ON q.entity = r.entity AND q.slot = 'of'
        WHERE l.event = v.id AND l.kind = 'answers' AND r.role IN ('target', 'speaker'))))
  AND (?4 = 0 OR EXISTS (
        SELECT 1 FROM event_role AS r JOIN asked AS q ON q.entity = r.entity AND q.slot = 'with'
        WHERE r.event = v.id AND r.role IN ('participant', 'chair')))
  AND (?5 = 0 OR EXISTS (
        SELECT 1 FROM event_role AS r JOIN asked AS q ON q.entity = r.entity AND q.slot = 'about'
        WHERE r.event = v.id)
      OR (v.kind = 'denial' AND EXISTS (
        SELECT 1 FROM link AS l JOIN event_role AS r ON r.event = l.other
        JOIN asked AS q ON q.entity = r.entity AND q.slot = 'about'
        WHERE l.event = v.id AND l.kind = 'answers')))
  AND (?6 IS NULL OR v.act = ?6 OR EXISTS (
        SELECT 1 FROM link AS l JOIN event AS o ON o.id = l.other
        WHERE l.event = v.id AND l.kind = 'answers' AND o.act = ?6))
  AND (?7 IS NULL OR v.last_day >= ?7)
  AND (?8 IS NULL OR v.day <= ?8)
  AND (?9 IS NULL OR EXISTS (
        SELECT 1 FROM report AS p JOIN article AS a ON a.id = p.article
        WHERE p.event = v.id AND instr(lower(a.source), lower(?9)) > 0))
  AND (?10 IS NULL OR EXISTS (
        SELECT 1 FROM report AS p JOIN article AS a ON a.id = p.article
        WHERE p.event = v.id AND a.language = ?10))
  AND (?11 = 0 OR (v.kind IN ('allegation', 'denial') AND (?11 = 1) = EXISTS (
        SELECT 1 FROM link AS l
        WHERE l.kind = 'answers' AND (l.other = v.id OR l.event = v.id))))
  AND (?12 = 0 OR v.hedged = 1)
  AND (?13 = 0 OR v.legal = 1)
  AND v.reports >= ?14
ORDER BY v.day IS NULL, v.day, v.code
LIMIT ?15
