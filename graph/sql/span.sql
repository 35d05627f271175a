-- From when to when articles were published: one row of EDTF texts.
SELECT (SELECT published FROM article WHERE published_day IS NOT NULL ORDER BY published_day, published LIMIT 1),
       (SELECT published FROM article WHERE published_day IS NOT NULL ORDER BY published_day DESC, published DESC LIMIT 1)
ORDER BY 1
