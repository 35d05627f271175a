#include "graph/db.h"

#include "core/embed.h"
#include "graph/search.h"

/* One step a version: what turns version N - 1 into N; an empty file gets graph/schema.sql, which
 * is all of them at once. Steps are only ever added. */
static const struct {
    int to;
    const char *file;
    int (*fill)(struct store *s, struct err *e);
} steps[] = {
    {2, "graph/sql/migrate_2.sql", search_fill},
};

static int pragma(struct store *s, const char *sql, int64_t *out, struct err *e)
{
    return db_int(s, e, out, sql, "") < 0 ? -1 : 0;
}

static int apply(struct store *s, int64_t version, struct err *e)
{
    if (!version && db_script(s, embedded_find("graph/schema.sql")->bytes, e))
        return -1;
    for (size_t i = 0; version && i < sizeof steps / sizeof *steps; i++) {
        if (steps[i].to > version &&
            (db_script(s, embedded_find(steps[i].file)->bytes, e) || steps[i].fill(s, e)))
            return -1;
    }
    arena_reset(&s->batch);
    /* A pragma takes no bound values; both numbers are ours. */
    char set[96];
    sqlite3_snprintf(sizeof set, set, "PRAGMA user_version = %d; PRAGMA application_id = %d",
                     STORE_VERSION, STORE_APPLICATION);
    return db_script(s, set, e);
}

int migrate(struct store *s, enum store_mode mode, struct err *e)
{
    int64_t application = 0, version = 0, tables = 0;
    if (pragma(s, "PRAGMA application_id", &application, e) ||
        pragma(s, "PRAGMA user_version", &version, e) ||
        pragma(s, "SELECT count(*) FROM sqlite_schema", &tables, e))
        return -1;
    if (application != STORE_APPLICATION && (tables || mode != STORE_CREATE))
        return err_set(e, ERR_STORE,
                       tables ? "%s: another program's SQLite file, not a hearsay store"
                              : "%s: empty, not a hearsay store",
                       s->path);
    if (application == STORE_APPLICATION && version > STORE_VERSION)
        return err_set(e, ERR_STORE,
                       "%s: made by a newer hearsay (version %d of the store; this "
                       "program knows %d)",
                       s->path, (int)version, STORE_VERSION);
    if (version == STORE_VERSION && tables)
        return 0;
    if (mode == STORE_READ)
        return err_set(e, ERR_STORE,
                       "%s: made by an older hearsay; `hearsay rebuild` brings it up "
                       "to date",
                       s->path);
    if (db_script(s, "BEGIN IMMEDIATE", e))
        return -1;
    /* Somebody else may have made the tables while we waited for the lock. */
    if (pragma(s, "PRAGMA user_version", &version, e) ||
        (version < STORE_VERSION && apply(s, version, e)) || db_script(s, "COMMIT", e)) {
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        return -1;
    }
    return 0;
}
