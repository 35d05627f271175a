-- What must hold of the derived tables: a row is a rule, how many rows it was tried on, and how many break it.
SELECT n, what, checked, wrong FROM (
    SELECT 1 AS n, 'every entity is known as somebody' AS what, (SELECT count(*) FROM entity) AS checked,
           (SELECT count(*) FROM entity AS x LEFT JOIN entity AS c ON c.id = x.self
            WHERE c.id IS NULL OR c.self <> c.id OR c.name IS NULL OR c.top IS NULL) AS wrong
    UNION ALL SELECT 2, 'every report belongs to an event', (SELECT count(*) FROM report),
           (SELECT count(*) FROM report AS p LEFT JOIN event AS v ON v.id = p.event
            WHERE (v.id IS NULL OR v.kind <> p.kind OR v.block <> p.block)
              AND NOT EXISTS (SELECT 1 FROM ruling AS u WHERE u.report = p.id AND u.verb = 'reject'))
    UNION ALL SELECT 3, 'every event has the reports that it counts', (SELECT count(*) FROM event),
           (SELECT count(*) FROM event AS v WHERE v.reports <> (SELECT count(*) FROM report AS p WHERE p.event = v.id))
    UNION ALL SELECT 4, 'every report has evidence', (SELECT count(*) FROM report),
           (SELECT count(*) FROM report AS p WHERE NOT EXISTS (SELECT 1 FROM evidence AS v WHERE v.report = p.id))
    UNION ALL SELECT 5, 'every answer is a denial of an accusation', (SELECT count(*) FROM link WHERE kind = 'answers'),
           (SELECT count(*) FROM link AS l JOIN event AS x ON x.id = l.event JOIN event AS y ON y.id = l.other
            WHERE l.kind = 'answers' AND (x.kind <> 'denial' OR y.kind <> 'allegation'))
    UNION ALL SELECT 6, 'every passage has its words in the index', (SELECT count(*) FROM passage),
           (SELECT count(*) FROM passage AS p LEFT JOIN words_docsize AS d ON d.id = p.id WHERE d.id IS NULL)
) AS rules
ORDER BY n
