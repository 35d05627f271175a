-- The journal of decisions, in its order: a row is an entry. claims: where the reports of an event stand, JSON.
SELECT code, n, made, verb, subject, object, note, claims
FROM decision
ORDER BY n, code
