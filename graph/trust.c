/* --min-confidence and --as-of. Temporary views stand before the tables of their names, so that
 * every question, as it is written in sql/, sees the events that are sure enough and were in print
 * by then, and only what hangs on them. An article without a date counts by what it tells. */
#include <string.h>

#include "graph/db.h"

static const char views[] =
    "CREATE TEMP TABLE IF NOT EXISTS sight (least REAL NOT NULL, day INTEGER);"
    /* reports in print by the day */
    "CREATE TEMP VIEW printed AS SELECT r.*, a.source AS source FROM main.report AS r "
    "JOIN main.article AS a ON a.id = r.article, temp.sight AS t WHERE t.day IS NULL "
    "OR coalesce(a.published_day, (SELECT v.last_day FROM main.event AS v WHERE v.id = r.event)) "
    "<= t.day;"
    "CREATE TEMP VIEW event AS SELECT v.id, v.code, v.kind, v.block, v.act, v.denial_of, v.status, "
    "v.what, v.date, v.told, v.day, v.last_day, v.happened, "
    "CASE WHEN t.day IS NULL THEN v.hedged ELSE (SELECT min(p.hedged) FROM temp.printed AS p "
    "WHERE p.event = v.id) END AS hedged, "
    "CASE WHEN t.day IS NULL THEN v.legal ELSE (SELECT max(p.legal) FROM temp.printed AS p "
    "WHERE p.event = v.id) END AS legal, "
    "CASE WHEN t.day IS NULL THEN v.reports ELSE (SELECT count(*) FROM temp.printed AS p "
    "WHERE p.event = v.id) END AS reports, "
    "CASE WHEN t.day IS NULL THEN v.sources ELSE (SELECT count(DISTINCT coalesce(p.source, '')) "
    "FROM temp.printed AS p WHERE p.event = v.id) END AS sources, v.orphan "
    "FROM main.event AS v, temp.sight AS t WHERE EXISTS (SELECT 1 FROM temp.printed AS r "
    "WHERE r.event = v.id AND (r.confidence >= t.least OR EXISTS (SELECT 1 FROM main.ruling AS u "
    "WHERE u.report = r.id AND u.verb = 'accept')));"
    "CREATE TEMP VIEW report AS SELECT r.* FROM temp.printed AS r "
    "WHERE EXISTS (SELECT 1 FROM temp.event AS v WHERE v.id = r.event);"
    "CREATE TEMP VIEW article AS SELECT a.* FROM main.article AS a, temp.sight AS t "
    "WHERE t.day IS NULL OR a.published_day IS NULL OR a.published_day <= t.day;"
    "CREATE TEMP VIEW link AS SELECT l.* FROM main.link AS l "
    "WHERE EXISTS (SELECT 1 FROM temp.event AS v WHERE v.id = l.event) "
    "AND EXISTS (SELECT 1 FROM temp.event AS v WHERE v.id = l.other)";

static const char no_views[] =
    "DROP VIEW IF EXISTS temp.link; DROP VIEW IF EXISTS temp.article; DROP VIEW IF EXISTS "
    "temp.report; DROP VIEW IF EXISTS temp.event; DROP VIEW IF EXISTS temp.printed";

/* What a name means is settled when a statement is prepared: all are prepared anew. */
static void forget_statements(struct store *s)
{
    for (size_t i = 0; i < STORE_STATEMENTS; i++)
        sqlite3_finalize(s->cache[i].stmt);
    memset(s->cache, 0, sizeof s->cache);
}

int store_see(struct store *s, double least, const int64_t *day, struct err *e)
{
    bool less = least > 0 || day;
    forget_statements(s);
    if (db_script(s, no_views, e) || (less && db_script(s, views, e)))
        return -1;
    int rc = 0;
    if (less)
        rc = db_run(s, e, "DELETE FROM temp.sight", "") ||
             db_run(s, e, "INSERT INTO temp.sight (least, day) VALUES (?1, ?2)", "dI", least, day);
    return rc ? -1 : 0;
}

int store_trust(struct store *s, double least, struct err *e)
{
    return store_see(s, least, NULL, e);
}
