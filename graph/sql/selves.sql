-- As whom the store knows the key ?1: one row with an entity.
SELECT self
FROM entity
WHERE key = ?1
ORDER BY self
