/* --min-confidence. Temporary views stand before the tables of their names, so that every question,
 * as it is written in sql/, sees the events that are sure enough, and only what hangs on them. */
#include <string.h>

#include "graph/db.h"

static const char views[] =
    "CREATE TEMP TABLE IF NOT EXISTS trust (least REAL NOT NULL);"
    "CREATE TEMP VIEW event AS SELECT v.* FROM main.event AS v WHERE EXISTS ("
    "SELECT 1 FROM main.report AS r, temp.trust AS t "
    "WHERE r.event = v.id AND (r.confidence >= t.least OR EXISTS (SELECT 1 FROM main.ruling AS u "
    "WHERE u.report = r.id AND u.verb = 'accept')));"
    "CREATE TEMP VIEW report AS SELECT r.* FROM main.report AS r "
    "WHERE EXISTS (SELECT 1 FROM temp.event AS v WHERE v.id = r.event);"
    "CREATE TEMP VIEW link AS SELECT l.* FROM main.link AS l "
    "WHERE EXISTS (SELECT 1 FROM temp.event AS v WHERE v.id = l.event) "
    "AND EXISTS (SELECT 1 FROM temp.event AS v WHERE v.id = l.other)";

static const char no_views[] = "DROP VIEW IF EXISTS temp.link; DROP VIEW IF EXISTS temp.report;"
                               "DROP VIEW IF EXISTS temp.event";

/* What a name means is settled when a statement is prepared: all are prepared anew. */
static void forget_statements(struct store *s)
{
    for (size_t i = 0; i < STORE_STATEMENTS; i++)
        sqlite3_finalize(s->cache[i].stmt);
    memset(s->cache, 0, sizeof s->cache);
}

int store_trust(struct store *s, double least, struct err *e)
{
    forget_statements(s);
    if (db_script(s, no_views, e) || (least > 0 && db_script(s, views, e)))
        return -1;
    int rc = 0;
    if (least > 0)
        rc = db_run(s, e, "DELETE FROM temp.trust", "") ||
             db_run(s, e, "INSERT INTO temp.trust (least) VALUES (?1)", "d", least);
    return rc ? -1 : 0;
}
