-- The spans of evidence of the report ?1 with up to ?2 characters before and after: a row is a span.
SELECT v.first, v.past,
       substr(a.text, max(v.first - ?2, 0) + 1, v.first - max(v.first - ?2, 0)) AS before,
       substr(a.text, v.first + 1, v.past - v.first) AS words,
       substr(a.text, v.past + 1, ?2) AS after
FROM evidence AS v
JOIN report AS p ON p.id = v.report
JOIN article AS a ON a.id = p.article
WHERE v.report = ?1
ORDER BY v.first, v.past
