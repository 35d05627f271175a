-- Every article with the least and greatest offset that anything in it is said to have, and how many spans there are.
SELECT a.id, a.text, a.published, a.language, a.hash,
       min(coalesce((SELECT min(m.first) FROM mention AS m WHERE m.article = a.id), 0),
           coalesce((SELECT min(min(v.first, coalesce(p.cue_first, 0), coalesce(p.said_first, 0)))
                     FROM report AS p JOIN evidence AS v ON v.report = p.id WHERE p.article = a.id), 0)) AS least,
       max(coalesce((SELECT max(m.past) FROM mention AS m WHERE m.article = a.id), 0),
           coalesce((SELECT max(max(v.past, coalesce(p.cue_past, 0), coalesce(p.said_past, 0),
                                    coalesce(p.happened_past, 0)))
                     FROM report AS p JOIN evidence AS v ON v.report = p.id WHERE p.article = a.id), 0)) AS greatest,
       (SELECT count(*) FROM mention AS m WHERE m.article = a.id)
           + (SELECT count(*) FROM report AS p JOIN evidence AS v ON v.report = p.id WHERE p.article = a.id) AS spans
FROM article AS a
ORDER BY a.id
