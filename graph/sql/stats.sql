-- How much there is: a row is a number with its name, in the order to print.
SELECT n, name, value FROM (
    SELECT 1 AS n, 'articles' AS name, count(*) AS value FROM article
    UNION ALL SELECT 2, 'sources', count(DISTINCT source) FROM article
    UNION ALL SELECT 3, 'languages', count(DISTINCT language) FROM article
    UNION ALL SELECT 10, 'countries', count(*) FROM entity WHERE self = id AND kind = 'country'
    UNION ALL SELECT 11, 'persons', count(*) FROM entity WHERE self = id AND kind = 'person' AND unnamed = 0
    UNION ALL SELECT 12, 'government bodies', count(*) FROM entity
        WHERE self = id AND kind = 'government' AND unnamed = 0
    UNION ALL SELECT 13, 'other organizations', count(*) FROM entity
        WHERE self = id AND kind IN ('organization', 'company', 'group') AND unnamed = 0
    UNION ALL SELECT 14, 'places', count(*) FROM entity WHERE self = id AND kind = 'place' AND unnamed = 0
    UNION ALL SELECT 15, 'unnamed parties', count(*) FROM entity WHERE self = id AND unnamed = 1
    UNION ALL SELECT 20, 'accusations', count(*) FROM event WHERE kind = 'allegation'
    UNION ALL SELECT 21, 'accusations, hedged', count(*) FROM event WHERE kind = 'allegation' AND hedged = 1
    UNION ALL SELECT 22, 'accusations, legal', count(*) FROM event WHERE kind = 'allegation' AND legal = 1
    UNION ALL SELECT 23, 'accusations, in several articles', count(*) FROM event
        WHERE kind = 'allegation' AND reports > 1
    UNION ALL SELECT 24, 'accusations, denied', count(DISTINCT other) FROM link WHERE kind = 'answers'
    UNION ALL SELECT 25, 'accusations, that counter one', count(DISTINCT event) FROM link WHERE kind = 'counters'
    UNION ALL SELECT 26, 'accusations, that repeat one', count(DISTINCT event) FROM link WHERE kind = 'repeats'
    UNION ALL SELECT 30, 'denials', count(*) FROM event WHERE kind = 'denial'
    UNION ALL SELECT 31, 'denials, of no accusation known', count(*) FROM event AS v
        WHERE v.kind = 'denial' AND NOT EXISTS (SELECT 1 FROM link AS l WHERE l.event = v.id AND l.kind = 'answers')
    UNION ALL SELECT 40, 'meetings', count(*) FROM event WHERE kind = 'meeting'
    UNION ALL SELECT 50, 'attacks', count(*) FROM event WHERE kind = 'attack'
    UNION ALL SELECT 60, 'reports', count(*) FROM report
) AS numbers
ORDER BY n
