/* SQLite behind one door: statements prepared once and kept, values always bound, every refusal one
 * clear line.
 *
 * Of the room graph only. SQL is a string with static life (a literal or an embedded file): its
 * address is the key of the cache. A statement that db_row stepped to its end is reset; one left
 * before its end is db_reset by the caller. The same statement is never stepped in two places at
 * once.
 *
 *     if (db_run(s, e, "DELETE FROM link WHERE event = ?1", "i", id)) return -1;
 *     sqlite3_stmt *q = db_bind(s, e, "SELECT key FROM entity WHERE id > ?1 ORDER BY id", "i", id);
 *     int row;
 *     while ((row = db_row(s, q, e)) > 0) … sqlite3_column_text(q, 0) …
 *     if (row < 0) return -1;
 */
#ifndef GRAPH_DB_H
#define GRAPH_DB_H

#include <sqlite3.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "graph/map.h"
#include "graph/store.h"

#define STORE_VERSION 2              /* user_version of a store that this program writes */
#define STORE_APPLICATION 0x68727379 /* application_id: "hrsy" */
#define STORE_STATEMENTS 256 /* slots of the statement cache; a power of two, never half full */

struct ids { /* a set of row ids being gathered */
    int64_t *items;
    size_t n, cap;
};

struct store {
    sqlite3 *db;
    const char *path;
    struct arena own; /* lives as long as the store */
    struct {
        const char *sql;
        sqlite3_stmt *stmt;
    } cache[STORE_STATEMENTS];
    bool broken;        /* an article was half written when the file failed: nothing but rollback */
    bool writing;       /* between store_begin and its end */
    bool asking;        /* the temporary table of graph/names.h is there */
    struct arena batch; /* reset at the end of each batch */
    struct map keys;    /* entity key → id */
    struct map aliases; /* entity and text → struct pending */
    struct map votes;   /* entity and side → struct pending */
    struct pending *first_pending, **last_pending;
    struct ids seen;     /* entities of the batch, once an article */
    struct ids reports;  /* new reports of the batch */
    int64_t next_entity; /* the next row id; 0 not asked yet */
};

/* Maps SQLite's code to a line a person understands; always -1. */
int db_fail(struct store *s, int rc, struct err *e);

/* Types: i int64_t, I const int64_t * or NULL, s UTF-8 or NULL (borrowed until the statement ends),
 * d double. NULL and the error set when it fails. */
sqlite3_stmt *db_bind(struct store *s, struct err *e, const char *sql, const char *types, ...);

int db_row(struct store *s, sqlite3_stmt *q, struct err *e); /* 1 a row, 0 the end, -1 */
void db_reset(sqlite3_stmt *q);
int db_run(struct store *s, struct err *e, const char *sql, const char *types,
           ...); /* to its end, rows ignored */
int db_int(struct store *s, struct err *e, int64_t *out, const char *sql, const char *types,
           ...); /* 1, 0 no row, -1 */
int db_script(struct store *s, const char *sql, struct err *e);

/* A question of graph/sql/NAME.sql. */
const char *db_question(const char *name);

/* Column as text in the arena, NULL for NULL. */
char *db_text(struct arena *a, sqlite3_stmt *q, int column);

void ids_add(struct arena *a, struct ids *l, int64_t id);
void ids_order(struct ids *l); /* ascending */
void ids_sort(struct ids *l);  /* ascending, each once */

/* graph/migrate.c: brings an opened file to STORE_VERSION, or says why not. */
int migrate(struct store *s, enum store_mode mode, struct err *e);

/* graph/add.c: writes what the batch added up. */
int add_flush(struct store *s, struct err *e);

/* graph/resolve.c, cluster.c, link.c: the three steps of store_commit. */
struct journal; /* graph/journal.h */
struct changes {
    const struct journal *journal; /* in: what people decided */
    struct ids entities;           /* in: those whose names, votes or hooks may have changed */
    struct ids reports;            /* in: new ones; after resolve: all whose parties changed */
    struct ids tops;               /* after resolve: entities whose side's end changed */
    struct ids events;             /* after cluster: new or changed events */
    struct ids linkers;            /* after cluster: events that linked to some that went */
};
int resolve(struct store *s, struct changes *ch, struct err *e);
/* graph/faces.c: names, sides and tops of `selves` and of who acts for those that are in `changed`;
 * whose top changed goes to `tops`. */
int resolve_faces(struct store *s, const struct journal *j, struct ids *changed, struct ids *selves,
                  struct ids *tops, struct err *e);
int resolve_hooks(struct store *s, int64_t entity, const char *key,
                  struct err *e); /* of a new key */
int resolve_alias(struct store *s, int64_t entity, const char *fold, const char *text, bool named,
                  struct err *e); /* of a new alias, or one newly a name */
int cluster(struct store *s, struct changes *ch, struct err *e);
int link_events(struct store *s, struct changes *ch, struct err *e);

/* Derives what the changes reach, and commits the open batch; rolls it back on -1.
 * graph/store.c. */
int store_settle(struct store *s, struct changes *ch, struct err *e);

/* Empties the derived tier and makes it again, in one transaction of its own; graph/store.c. */
int store_rebuild(struct store *s, struct err *e);

#endif
