#include "graph/db.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"

int db_fail(struct store *s, int rc, struct err *e)
{
    const char *path = s->path;
    switch (rc & 0xff) {
    case SQLITE_NOTADB:
        return err_set(e, ERR_STORE, "%s: not a hearsay store: not an SQLite file", path);
    case SQLITE_CORRUPT:
        return err_set(e, ERR_STORE, "%s: the file is damaged (%s)", path, sqlite3_errmsg(s->db));
    case SQLITE_FULL:
        return err_set(e, ERR_STORE, "%s: the disk is full; what was there is unchanged", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(e, ERR_STORE, "%s: another program is writing to it; try again later", path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(e, ERR_STORE, "%s: may not be written to", path);
    case SQLITE_CANTOPEN:
        return err_set(e, ERR_STORE, "%s: can't be opened", path);
    case SQLITE_IOERR:
        return err_set(e, ERR_STORE, "%s: reading or writing failed (%s)", path,
                       sqlite3_errstr(rc));
    default:
        return err_set(e, ERR_STORE, "%s: %s", path, sqlite3_errmsg(s->db));
    }
}

static sqlite3_stmt *statement(struct store *s, const char *sql, struct err *e)
{
    size_t at = ((uintptr_t)sql >> 3) * 2654435761u & (STORE_STATEMENTS - 1);
    while (s->cache[at].sql && s->cache[at].sql != sql)
        at = (at + 1) & (STORE_STATEMENTS - 1);
    if (s->cache[at].sql)
        return s->cache[at].stmt;
    sqlite3_stmt *q;
    int rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q, NULL);
    if (rc != SQLITE_OK) {
        db_fail(s, rc, e);
        return NULL;
    }
    s->cache[at].sql = sql;
    s->cache[at].stmt = q;
    return q;
}

static sqlite3_stmt *bind(struct store *s, struct err *e, const char *sql, const char *types,
                          va_list ap)
{
    sqlite3_stmt *q = statement(s, sql, e);
    if (!q)
        return NULL;
    sqlite3_reset(q);
    int rc = SQLITE_OK;
    for (int n = 1; types[n - 1] && rc == SQLITE_OK; n++) {
        switch (types[n - 1]) {
        case 'i':
            rc = sqlite3_bind_int64(q, n, va_arg(ap, int64_t));
            break;
        case 'I': {
            const int64_t *p = va_arg(ap, const int64_t *);
            rc = p ? sqlite3_bind_int64(q, n, *p) : sqlite3_bind_null(q, n);
            break;
        }
        case 'd':
            rc = sqlite3_bind_double(q, n, va_arg(ap, double));
            break;
        default: {
            const char *text = va_arg(ap, const char *);
            rc = text ? sqlite3_bind_text(q, n, text, -1, SQLITE_STATIC) : sqlite3_bind_null(q, n);
        }
        }
    }
    if (rc == SQLITE_OK)
        return q;
    db_fail(s, rc, e);
    return NULL;
}

sqlite3_stmt *db_bind(struct store *s, struct err *e, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *q = bind(s, e, sql, types, ap);
    va_end(ap);
    return q;
}

int db_row(struct store *s, sqlite3_stmt *q, struct err *e)
{
    if (!q)
        return -1;
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc != SQLITE_DONE)
        db_fail(s, rc, e);
    sqlite3_reset(q);
    return rc == SQLITE_DONE ? 0 : -1;
}

void db_reset(sqlite3_stmt *q)
{
    if (q)
        sqlite3_reset(q);
}

int db_run(struct store *s, struct err *e, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *q = bind(s, e, sql, types, ap);
    va_end(ap);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ;
    return row;
}

int db_int(struct store *s, struct err *e, int64_t *out, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *q = bind(s, e, sql, types, ap);
    va_end(ap);
    int row = db_row(s, q, e);
    if (row > 0) {
        *out = sqlite3_column_int64(q, 0);
        sqlite3_reset(q);
    }
    return row;
}

int db_script(struct store *s, const char *sql, struct err *e)
{
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? 0 : db_fail(s, rc, e);
}

const char *db_question(const char *name)
{
    const struct embedded *f = embedded_find(name);
    assert(f);
    return f->bytes;
}

char *db_text(struct arena *a, sqlite3_stmt *q, int column)
{
    const unsigned char *text = sqlite3_column_text(q, column);
    if (!text)
        return NULL;
    return arena_strndup(a, (const char *)text, (size_t)sqlite3_column_bytes(q, column));
}

void ids_add(struct arena *a, struct ids *l, int64_t id)
{
    l->items = arena_grow(a, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = id;
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void ids_order(struct ids *l)
{
    if (l->n)
        qsort(l->items, l->n, sizeof *l->items, compare);
}

void ids_sort(struct ids *l)
{
    if (!l->n)
        return;
    ids_order(l);
    size_t n = 1;
    for (size_t i = 1; i < l->n; i++)
        if (l->items[i] != l->items[n - 1])
            l->items[n++] = l->items[i];
    l->n = n;
}
