-- Who reports the event ?1: a row is an article's account of it, oldest first. cue is the word that fired the rule.
SELECT p.id, p.n, a.id, a.hash, a.source_id, a.title, a.published, a.language, a.source, a.url, p.said, p.said_basis,
       p.happened, p.happened_basis, p.hedged, p.legal, p.rule, p.confidence, p.cue_first, p.cue_past,
       substr(a.text, p.cue_first + 1, p.cue_past - p.cue_first) AS cue
FROM report AS p
JOIN article AS a ON a.id = p.article
WHERE p.event = ?1
ORDER BY a.published_day IS NULL, a.published_day, a.hash, p.n
