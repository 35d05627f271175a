-- The words that the report ?1 rests on: a row is a span in code points of its article's text, with the words.
SELECT v.first, v.past, substr(a.text, v.first + 1, v.past - v.first) AS words
FROM evidence AS v
JOIN report AS p ON p.id = v.report
JOIN article AS a ON a.id = p.article
WHERE v.report = ?1
ORDER BY v.first, v.past
