-- Who may be compared by the letters of the key: a row is a named party that acts, but no country.
SELECT id, key
FROM entity
WHERE self = id AND unnamed = 0 AND kind NOT IN ('country', 'place')
ORDER BY key
