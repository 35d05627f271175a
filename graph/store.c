#include "graph/db.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "graph/journal.h"
#include "graph/search.h"

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static int connect_to(struct store *s, enum store_mode mode, struct err *e)
{
    if (!strcmp(s->path, ":memory:")) {
        int rc = sqlite3_open(s->path, &s->db);
        return rc == SQLITE_OK ? 0 : db_fail(s, rc, e);
    }
    struct stat st;
    if (mode != STORE_CREATE && stat(s->path, &st) != 0)
        return err_set(e, ERR_STORE, "%s: no such file; `hearsay import` makes one", s->path);
    if (stat(s->path, &st) == 0 && S_ISDIR(st.st_mode))
        return err_set(e, ERR_STORE, "%s: is a folder, not a hearsay store", s->path);
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (mode == STORE_CREATE)
        flags |= SQLITE_OPEN_CREATE;
    flags |= SQLITE_OPEN_NOMUTEX; /* a store is one thread's */
    int rc = sqlite3_open_v2(s->path, &s->db, flags, NULL);
    if (rc == SQLITE_OK && mode != STORE_READ && sqlite3_db_readonly(s->db, "main") == 1)
        rc = SQLITE_READONLY;
    return rc == SQLITE_OK ? 0 : db_fail(s, rc, e);
}

/* Statements first: a connection that still has some does not close. */
static void disconnect(struct store *s)
{
    for (size_t i = 0; i < STORE_STATEMENTS; i++)
        sqlite3_finalize(s->cache[i].stmt);
    memset(s->cache, 0, sizeof s->cache);
    sqlite3_close(s->db);
    s->db = NULL;
}

/* A store in a folder that can't be written has no room for the -shm file that reading a WAL
 * file needs: opened as a file that nobody changes, which holds as long as there is no -wal
 * beside it. */
static int connect_frozen(struct store *s, struct err *e)
{
    if (exists(arena_printf(&s->own, "%s-wal", s->path)))
        return -1;
    char *uri = arena_alloc(&s->own, strlen(s->path) * 3 + 32), *p = uri;
    p += snprintf(p, 8, "file:");
    for (const char *c = s->path; *c; c++)
        p += strchr("%?#", *c) ? snprintf(p, 4, "%%%02X", (unsigned char)*c)
                               : snprintf(p, 2, "%c", *c);
    snprintf(p, 16, "?immutable=1");
    disconnect(s);
    int rc = sqlite3_open_v2(uri, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    return rc == SQLITE_OK ? 0 : db_fail(s, rc, e);
}

static int probe(struct store *s, struct err *e)
{
    int64_t n;
    return db_int(s, e, &n, "PRAGMA schema_version", "") < 0 ? -1 : 0;
}

static int prepare(struct store *s, enum store_mode mode, struct err *e)
{
    if (connect_to(s, mode, e))
        return -1;
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_busy_timeout(s->db, 5000);
    if (probe(s, e)) {
        int code = sqlite3_errcode(s->db) & 0xff;
        if (mode != STORE_READ || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY))
            return -1;
        err_clear(e);
        if (connect_frozen(s, e) || probe(s, e))
            return err_set(e, ERR_STORE, "%s: can't be opened", s->path);
    }
    if (db_script(s,
                  "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                  "PRAGMA trusted_schema = OFF",
                  e))
        return -1;
    int64_t tables = 0;
    if (mode != STORE_READ &&
        (db_int(s, e, &tables, "SELECT count(*) FROM sqlite_schema", "") < 0 ||
         (!tables && db_script(s, "PRAGMA page_size = 8192", e))))
        return -1;
    /* Behind the size of a page: SQLite makes pages of the size now known, 64 MB of them, and does
     * not count them anew when that changes. */
    if (db_script(s, "PRAGMA cache_size = -65536", e))
        return -1;
    /* A foreign file keeps its journal mode: migrate refuses it before anything is changed. */
    if (migrate(s, mode, e))
        return -1;
    if (mode != STORE_READ && db_script(s,
                                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                        "PRAGMA wal_autocheckpoint = 4000",
                                        e))
        return -1;
    return 0;
}

int store_open(struct store **out, const char *path, enum store_mode mode, struct err *e)
{
    struct arena own = {0};
    struct store *s = arena_alloc(&own, sizeof *s);
    s->own = own;
    s->path = arena_strdup(&s->own, path);
    if (prepare(s, mode, e)) {
        store_close(s);
        return -1;
    }
    *out = s;
    return 0;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->writing)
        store_rollback(s);
    disconnect(s);
    arena_release(&s->batch);
    struct arena own = s->own; /* s itself lies in it */
    arena_release(&own);
}

static void forget_batch(struct store *s)
{
    arena_reset(&s->batch);
    s->keys = s->aliases = s->votes = (struct map){0};
    s->first_pending = NULL;
    s->last_pending = &s->first_pending;
    s->seen = s->reports = (struct ids){0};
    s->next_entity = 0;
    s->writing = s->broken = false;
}

int store_begin(struct store *s, struct err *e)
{
    assert(!s->writing);
    forget_batch(s);
    if (db_script(s, "BEGIN IMMEDIATE", e))
        return -1;
    s->writing = true;
    return 0;
}

void store_rollback(struct store *s)
{
    if (!s->writing)
        return;
    for (size_t i = 0; i < STORE_STATEMENTS; i++)
        db_reset(s->cache[i].stmt);
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    forget_batch(s);
}

int store_has(struct store *s, const char *hash, struct err *e)
{
    int64_t id;
    return db_int(s, e, &id, "SELECT id FROM article WHERE hash = ?1", "s", hash);
}

static int derive(struct store *s, struct changes *ch, struct err *e)
{
    struct journal *j = arena_alloc(&s->batch, sizeof *j);
    if (journal_load(j, s, &s->batch, e) || (j->n && rule(s, ch, j, e)))
        return -1;
    ch->journal = j;
    ids_sort(&ch->entities);
    return resolve(s, ch, e) || cluster(s, ch, e) || link_events(s, ch, e) ? -1 : 0;
}

int store_settle(struct store *s, struct changes *ch, struct err *e)
{
    if (derive(s, ch, e) || db_script(s, "COMMIT", e)) {
        store_rollback(s);
        return -1;
    }
    forget_batch(s);
    return 0;
}

int store_commit(struct store *s, struct err *e)
{
    assert(s->writing);
    struct changes ch = {0};
    if (s->broken) {
        err_set(e, ERR_STORE, "%s: writing failed; the batch is lost", s->path);
        goto failed;
    }
    if (add_flush(s, e))
        goto failed;
    ch.entities = s->seen;
    ch.reports = s->reports;
    return store_settle(s, &ch, e);
failed:
    store_rollback(s);
    return -1;
}

static int gather(struct store *s, struct ids *out, const char *sql, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, sql, "");
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, out, sqlite3_column_int64(q, 0));
    return row;
}

static int rehook(struct store *s, struct err *e)
{
    struct ids all = {0};
    if (gather(s, &all, "SELECT id FROM entity WHERE unnamed = 0 ORDER BY id", e))
        return -1;
    for (size_t i = 0; i < all.n; i++) {
        sqlite3_stmt *q = db_bind(s, e, "SELECT key FROM entity WHERE id = ?1", "i", all.items[i]);
        if (db_row(s, q, e) <= 0)
            return -1;
        const char *key = db_text(&s->batch, q, 0);
        db_reset(q);
        if (resolve_hooks(s, all.items[i], key, e))
            return -1;
        q = db_bind(s, e, "SELECT text, fold, named FROM alias WHERE entity = ?1 AND seen > 0", "i",
                    all.items[i]);
        int row;
        while ((row = db_row(s, q, e)) > 0)
            if (resolve_alias(s, all.items[i], (const char *)sqlite3_column_text(q, 1),
                              (const char *)sqlite3_column_text(q, 0),
                              sqlite3_column_int64(q, 2) > 0, e))
                return -1;
        if (row < 0)
            return -1;
    }
    return 0;
}

int store_rebuild(struct store *s, struct err *e)
{
    struct changes ch = {0};
    if (store_begin(s, e))
        return -1;
    if (db_script(s,
                  "DELETE FROM link; DELETE FROM event_role; DELETE FROM hook;"
                  "UPDATE report SET event = NULL, block = NULL; DELETE FROM event;"
                  "UPDATE entity SET self = id, name = NULL, side = NULL, top = id",
                  e) ||
        search_fill(s, e) || rehook(s, e) ||
        gather(s, &ch.entities, "SELECT id FROM entity ORDER BY id", e) ||
        gather(s, &ch.reports, "SELECT id FROM report ORDER BY id", e)) {
        store_rollback(s);
        return -1;
    }
    return store_settle(s, &ch, e);
}
