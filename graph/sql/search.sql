-- The passages that the words ?1 (FTS5's own language) find, best first: a row is a headline or a sentence with evidence.
-- headline: it begins where the text does and ends where the title does. ?2 rows, -1 for all.
SELECT p.article, p.first, p.past, substr(a.text, p.first + 1, p.past - p.first) AS words,
       p.first = 0 AND p.past = a.title_cp AS headline,
       a.hash, a.source_id, a.title, a.published, a.language, a.source, a.url
FROM words AS w
JOIN passage AS p ON p.id = w.rowid
JOIN article AS a ON a.id = p.article
WHERE words MATCH ?1
ORDER BY round(bm25(words), 6), a.published_day IS NULL, a.published_day, a.hash, p.first, p.past
LIMIT ?2
