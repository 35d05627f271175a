/* What answers what.
 *
 *   answers   a denial and the allegation it rejects. "article": the article says so itself. Otherwise, for a denial that
 *             answers nothing in its own articles, the nearest allegation in time against the denier, no older than
 *             two weeks ("target"), or, no older than one, by somebody else against the side for which the denier
 *             speaks, or against somebody who acts for the denier ("side").
 *   counters  B accuses A after A accused B: the nearest accusation before it, between the same parties, within a month
 *             ("target"), or between their sides, within a week ("side"; both days must be known that well).
 *   repeats   the same allegation made again later: the former one ("act").
 *
 * Each link hangs on its later end and is computed from it, so a batch computes again what its events reach.
 */
#include "graph/db.h"

#define DENIAL_DAYS 14
#define SIDE_DAYS 7
#define COUNTER_DAYS 30

static int gather(struct store *s, struct ids *out, sqlite3_stmt *q, struct err *e)
{
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, out, sqlite3_column_int64(q, 0));
    return row;
}

static int put(struct store *s, int64_t event, const char *kind, int64_t other, const char *rule,
               struct err *e)
{
    return db_run(s, e,
                  "INSERT INTO link (event, kind, other, rule) VALUES (?1, ?2, ?3, ?4) "
                  "ON CONFLICT DO NOTHING",
                  "isis", event, kind, other, rule);
}

/* The one candidate that a query puts first, with its rule. */
static int put_first(struct store *s, int64_t event, const char *kind, sqlite3_stmt *q,
                     struct err *e)
{
    int row = db_row(s, q, e);
    if (row <= 0)
        return row;
    int64_t other = sqlite3_column_int64(q, 0);
    bool direct = sqlite3_column_int64(q, 1) != 0;
    db_reset(q);
    return put(s, event, kind, other, direct ? "target" : "side", e);
}

static int link_denial(struct store *s, int64_t id, struct err *e)
{
    if (db_run(s, e,
               "INSERT INTO link (event, kind, other, rule) SELECT DISTINCT ?1, 'answers', y.event,"
               " 'article' FROM report AS x JOIN report_answer AS n ON n.report = x.id "
               "JOIN report AS y ON y.id = n.answered WHERE x.event = ?1 AND y.event <> ?1 "
               "ON CONFLICT DO NOTHING",
               "i", id))
        return -1;
    return put_first(
        s, id, "answers",
        db_bind(s, e,
                "SELECT y.id, yt.entity = xs.entity AS direct FROM event AS x "
                "JOIN event_role AS xs ON xs.event = x.id AND xs.role = 'speaker' "
                "JOIN event_role AS yt ON yt.top = xs.top AND yt.role = 'target' "
                "AND yt.day BETWEEN x.day - ?2 AND x.day + 1 "
                "JOIN event AS y ON y.id = yt.event AND y.kind = 'allegation' "
                "WHERE x.id = ?1 AND x.orphan = 1 AND (yt.entity = xs.entity OR "
                "(yt.day >= x.day - ?3 AND (yt.entity = yt.top OR xs.entity = xs.top) AND EXISTS "
                "(SELECT 1 FROM event_role AS ys "
                "WHERE ys.event = y.id AND ys.role = 'speaker') AND NOT EXISTS (SELECT 1 "
                "FROM event_role AS ys WHERE ys.event = y.id AND ys.role = 'speaker' "
                "AND ys.top = xs.top))) ORDER BY direct DESC, abs(y.day - x.day), y.reports DESC, "
                "y.code LIMIT 1",
                "iii", id, (int64_t)DENIAL_DAYS, (int64_t)SIDE_DAYS),
        e);
}

static int link_allegation(struct store *s, int64_t id, struct err *e)
{
    /* On one day the order is known only where one article tells both, one after the other. */
    return put_first(
               s, id, "counters",
               db_bind(
                   s, e,
                   "SELECT y.id, yt.entity = xs.entity AND ys.entity = xt.entity AS direct "
                   "FROM event AS x JOIN event_role AS xs ON xs.event = x.id AND xs.role = "
                   "'speaker' "
                   "JOIN event_role AS xt ON xt.event = x.id AND xt.role = 'target' "
                   "JOIN event_role AS yt ON yt.top = xs.top AND yt.role = 'target' "
                   "AND yt.day BETWEEN x.day - ?2 AND x.day "
                   "JOIN event_role AS ys ON ys.event = yt.event AND ys.role = 'speaker' "
                   "AND ys.top = xt.top JOIN event AS y ON y.id = yt.event AND y.kind = "
                   "'allegation' "
                   "WHERE x.id = ?1 AND xs.top <> xt.top AND (y.day >= x.day - ?3 OR "
                   "(yt.entity = xs.entity AND ys.entity = xt.entity)) AND (y.day < x.day OR "
                   "EXISTS (SELECT 1 "
                   "FROM report AS rx JOIN report AS ry ON ry.article = rx.article AND ry.n < rx.n "
                   "WHERE rx.event = x.id AND ry.event = y.id)) "
                   "ORDER BY direct DESC, x.day - y.day, y.reports DESC, y.code LIMIT 1",
                   "iii", id, (int64_t)COUNTER_DAYS, (int64_t)SIDE_DAYS),
               e) ||
                   db_run(s, e,
                          "INSERT INTO link (event, kind, other, rule) SELECT ?1, 'repeats', y.id, "
                          "'act' FROM event AS x JOIN event AS y ON y.block = x.block "
                          "AND y.day < x.day WHERE x.id = ?1 ORDER BY y.day DESC, y.code LIMIT 1",
                          "i", id)
               ? -1
               : 0;
}

static int relink(struct store *s, int64_t id, struct err *e)
{
    int64_t denial = 0;
    int row = db_int(s, e, &denial,
                     "SELECT kind = 'denial' FROM event WHERE id = ?1 "
                     "AND kind IN ('allegation', 'denial')",
                     "i", id);
    if (row <= 0)
        return row;
    if (db_run(s, e, "DELETE FROM link WHERE event = ?1", "i", id))
        return -1;
    return denial ? link_denial(s, id, e) : link_allegation(s, id, e);
}

/* Events whose links may end at the changed event y: denials in its articles, orphan denials and counter-accusations of
 * its targets' side soon after it, and the next of its block. */
static int reach(struct store *s, int64_t y, struct ids *out, struct err *e)
{
    ids_add(&s->batch, out, y);
    return gather(s, out,
                  db_bind(s, e,
                          "SELECT DISTINCT x.event FROM report AS y "
                          "JOIN report_answer AS n ON n.answered = y.id "
                          "JOIN report AS x ON x.id = n.report "
                          "WHERE y.event = ?1 AND x.event IS NOT NULL",
                          "i", y),
                  e) ||
                   gather(
                       s, out,
                       db_bind(s, e,
                               "SELECT xs.event FROM event AS y "
                               "JOIN event_role AS yt ON yt.event = y.id AND yt.role = 'target' "
                               "JOIN event_role AS xs ON xs.top = yt.top AND xs.role = 'speaker' "
                               "AND xs.day BETWEEN y.day - 1 AND y.day + ?2 "
                               "JOIN event AS x ON x.id = xs.event AND (x.orphan = 1 "
                               "OR x.kind = 'allegation') "
                               "WHERE y.id = ?1 AND y.kind = 'allegation'",
                               "ii", y, (int64_t)COUNTER_DAYS),
                       e) ||
                   gather(s, out,
                          db_bind(s, e,
                                  "SELECT x.id FROM event AS y JOIN event AS x "
                                  "ON x.block = y.block AND x.day = (SELECT min(z.day) "
                                  "FROM event AS z WHERE z.block = y.block AND z.day > y.day) "
                                  "WHERE y.id = ?1",
                                  "i", y),
                          e)
               ? -1
               : 0;
}

int link_events(struct store *s, struct changes *ch, struct err *e)
{
    struct ids again = ch->linkers;
    for (size_t i = 0; i < ch->tops.n; i++)
        if (gather(s, &ch->events,
                   db_bind(s, e, "SELECT event FROM event_role WHERE entity = ?1", "i",
                           ch->tops.items[i]),
                   e))
            return -1;
    ids_sort(&ch->events);
    for (size_t i = 0; i < ch->events.n; i++)
        if (reach(s, ch->events.items[i], &again, e))
            return -1;
    /* What linked to an event whose parties changed sides may no longer do so. */
    for (size_t i = 0; i < ch->events.n && ch->tops.n; i++)
        if (gather(
                s, &again,
                db_bind(s, e, "SELECT event FROM link WHERE other = ?1", "i", ch->events.items[i]),
                e))
            return -1;
    ids_sort(&again);
    for (size_t i = 0; i < again.n; i++)
        if (relink(s, again.items[i], e))
            return -1;
    return 0;
}
