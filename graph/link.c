/* What answers what.
 *
 *   answers   a denial and the allegation it rejects. "article": the article says so itself.
 *             Otherwise, for a denial that answers nothing in its own articles, the nearest
 *             allegation in time against the denier, no older than two weeks ("target"), or, no
 *             older than three days, by another country's side or a company against the side for
 *             which the denier speaks, a body of its government, or somebody who acts for the
 *             denier ("side").
 *   counters  B accuses A after A accused B: the nearest accusation before it, between the same
 *             parties, within a month ("target"), or between their sides, within a week ("side").
 *   repeats   the same allegation made again later: the former one ("act").
 *
 * Each link hangs on its later end and is computed from it, so a batch computes again what its
 * events reach.
 */
#include "graph/db.h"

#define DENIAL_DAYS 14
#define SIDE_DAYS 3 /* of what was said of the denier's side */
#define COUNTER_DAYS 30
#define COUNTER_SIDE_DAYS 7

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

/* The one candidate that a question puts first, with its rule. */
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
               "INSERT INTO link (event, kind, other, rule) SELECT DISTINCT ?1, 'answers', "
               "y.event, 'article' FROM report AS x JOIN report_answer AS n ON n.report = x.id "
               "JOIN report AS y ON y.id = n.answered WHERE x.event = ?1 AND y.event <> ?1 "
               "ON CONFLICT DO NOTHING",
               "i", id))
        return -1;
    return put_first(s, id, "answers",
                     db_bind(s, e, db_question("graph/sql/link_denial.sql"), "iii", id,
                             (int64_t)DENIAL_DAYS, (int64_t)SIDE_DAYS),
                     e);
}

static int link_allegation(struct store *s, int64_t id, struct err *e)
{
    int64_t former;
    if (put_first(s, id, "counters",
                  db_bind(s, e, db_question("graph/sql/link_counter.sql"), "iii", id,
                          (int64_t)COUNTER_DAYS, (int64_t)COUNTER_SIDE_DAYS),
                  e))
        return -1;
    int row = db_int(s, e, &former, db_question("graph/sql/link_repeat.sql"), "i", id);
    return row > 0 ? put(s, id, "repeats", former, "act", e) : row;
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
    for (size_t i = 0; i < ch->events.n; i++) {
        int64_t id = ch->events.items[i];
        ids_add(&s->batch, &again, id);
        if (gather(s, &again,
                   db_bind(s, e, db_question("graph/sql/link_reach.sql"), "ii", id,
                           (int64_t)COUNTER_DAYS),
                   e))
            return -1;
    }
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
