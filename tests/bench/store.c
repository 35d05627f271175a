/* How much the store costs beside bare SQLite: reads all readings of a store into memory, adds them
 * to a fresh store in batches, then inserts the same rows into the same tables without asking
 * anything. Both on one thread; processor time.
 *
 *     store FULL.db FOLDER [COPIES]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/embed.h"
#include "core/text.h"
#include "graph/db.h"

#define BATCH 500

struct corpus {
    struct arena a;
    struct store *from;
    struct err e;
    struct article *articles;
    struct reading *readings;
    size_t n, cap, cap_readings, bytes;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void stop(const struct err *e)
{
    fprintf(stderr, "bench: %s\n", e->msg);
    exit(1);
}

static struct told_date date(const char *edtf)
{
    struct told_date d = {0};
    struct err ignored = {0};
    if (edtf)
        dates_parse(&d.date, edtf, &ignored);
    return d;
}

static int index_of(const struct reading *r, const char *key)
{
    for (size_t i = 0; key && i < r->entities_n; i++)
        if (!strcmp(r->entities[i].key, key))
            return (int)i;
    return -1;
}

static void read_entities(struct corpus *c, struct reading *r, int64_t article)
{
    struct arena *a = &c->a;
    const char *sides[2048];
    sqlite3_stmt *q =
        db_bind(c->from, &c->e,
                "SELECT e.key, e.kind, e.unnamed, (SELECT text FROM alias WHERE entity = e.id "
                "ORDER BY named DESC LIMIT 1), s.key FROM sighting AS g JOIN entity AS e ON e.id = "
                "g.entity "
                "LEFT JOIN entity AS s ON s.id = g.side WHERE g.article = ?1",
                "i", article);
    while (r->entities_n < 2048 && db_row(c->from, q, &c->e) > 0) {
        r->entities =
            arena_grow(a, r->entities, r->entities_n, &r->entities_cap, sizeof *r->entities);
        struct entity *x = &r->entities[r->entities_n];
        *x = (struct entity){.key = db_text(a, q, 0),
                             .kind = (enum entity_kind)model_parse_entity_kind(db_text(a, q, 1)),
                             .unnamed = sqlite3_column_int64(q, 2) != 0,
                             .name = db_text(a, q, 3)};
        x->name = x->name ? x->name : x->key;
        sides[r->entities_n++] = db_text(a, q, 4);
    }
    db_reset(q);
    for (size_t i = 0; i < r->entities_n; i++)
        r->entities[i].side = index_of(r, sides[i]);
    q = db_bind(c->from, &c->e,
                "SELECT e.key, m.first, m.past, substr(a.text, m.first + 1, m.past - m.first) "
                "FROM mention AS m JOIN entity AS e ON e.id = m.entity "
                "JOIN article AS a ON a.id = m.article WHERE m.article = ?1",
                "i", article);
    while (db_row(c->from, q, &c->e) > 0) {
        int at = index_of(r, (const char *)sqlite3_column_text(q, 0));
        if (at < 0)
            continue;
        struct entity *x = &r->entities[at];
        const char *text = db_text(a, q, 3);
        spans_add(a, &x->mentions,
                  (struct span){(uint32_t)sqlite3_column_int64(q, 1),
                                (uint32_t)sqlite3_column_int64(q, 2)});
        bool again = false;
        for (size_t i = 0; i < x->also_n; i++)
            again = again || !strcmp(x->also[i], text);
        if (again)
            continue;
        x->also = arena_grow(a, x->also, x->also_n, &x->also_cap, sizeof *x->also);
        x->also[x->also_n++] = text;
    }
}

static void read_details(struct corpus *c, struct reading *r, struct claim *x, int64_t report)
{
    sqlite3_stmt *q = db_bind(c->from, &c->e,
                              "SELECT r.role, e.key FROM report_role AS r JOIN entity AS e "
                              "ON e.id = r.entity WHERE r.report = ?1 ORDER BY r.n",
                              "i", report);
    while (db_row(c->from, q, &c->e) > 0) {
        int at = index_of(r, (const char *)sqlite3_column_text(q, 1));
        if (at >= 0)
            claim_add_role(
                &c->a, x, (enum role)model_parse_role((const char *)sqlite3_column_text(q, 0)), at);
    }
    q = db_bind(c->from, &c->e, "SELECT first, past FROM evidence WHERE report = ?1", "i", report);
    while (db_row(c->from, q, &c->e) > 0)
        spans_add(&c->a, &x->evidence,
                  (struct span){(uint32_t)sqlite3_column_int64(q, 0),
                                (uint32_t)sqlite3_column_int64(q, 1)});
    q = db_bind(c->from, &c->e,
                "SELECT y.n FROM report_answer AS n JOIN report AS y ON y.id = n.answered "
                "WHERE n.report = ?1",
                "i", report);
    while (db_row(c->from, q, &c->e) > 0) {
        x->answers =
            arena_grow(&c->a, x->answers, x->answers_n, &x->answers_cap, sizeof *x->answers);
        x->answers[x->answers_n++] = sqlite3_column_int(q, 0) - 1;
    }
}

static void read_claims(struct corpus *c, struct reading *r, int64_t article)
{
    struct ids reports = {0};
    sqlite3_stmt *q = db_bind(c->from, &c->e,
                              "SELECT id, kind, act, denial_of, status, what, said, happened, "
                              "hedged, legal, rule, confidence FROM report WHERE article = ?1 "
                              "ORDER BY n",
                              "i", article);
    while (db_row(c->from, q, &c->e) > 0) {
        const char *act = db_text(&c->a, q, 2), *of = db_text(&c->a, q, 3),
                   *status = db_text(&c->a, q, 4);
        ids_add(&c->a, &reports, sqlite3_column_int64(q, 0));
        r->claims = arena_grow(&c->a, r->claims, r->claims_n, &r->claims_cap, sizeof *r->claims);
        r->claims[r->claims_n++] = (struct claim){
            .kind = (enum claim_kind)model_parse_claim_kind(db_text(&c->a, q, 1)),
            .act = act ? (enum act)model_parse_act(act) : ACT_OTHER,
            .denial_of = of ? (enum denial_of)model_parse_denial_of(of) : DENIAL_FACT,
            .status = status ? (enum meeting_status)model_parse_status(status) : MEETING_HELD,
            .what = db_text(&c->a, q, 5),
            .said = date(db_text(&c->a, q, 6)),
            .happened = date(db_text(&c->a, q, 7)),
            .hedged = sqlite3_column_int(q, 8) != 0,
            .legal = sqlite3_column_int(q, 9) != 0,
            .rule = db_text(&c->a, q, 10),
            .confidence = sqlite3_column_double(q, 11)};
    }
    for (size_t i = 0; i < reports.n; i++)
        read_details(c, r, &r->claims[i], reports.items[i]);
}

static void read_all(struct corpus *c)
{
    struct arena *a = &c->a;
    struct ids ids = {0};
    sqlite3_stmt *q = db_bind(c->from, &c->e,
                              "SELECT id, hash, source_id, title, title_cp, published, language, "
                              "source, url, text FROM article ORDER BY id",
                              "");
    while (db_row(c->from, q, &c->e) > 0) {
        c->articles = arena_grow(a, c->articles, c->n, &c->cap, sizeof *c->articles);
        ids_add(a, &ids, sqlite3_column_int64(q, 0));
        c->articles[c->n++] = (struct article){.hash = db_text(a, q, 1),
                                               .id = db_text(a, q, 2),
                                               .title = db_text(a, q, 3),
                                               .title_cp = (size_t)sqlite3_column_int64(q, 4),
                                               .published = date(db_text(a, q, 5)).date,
                                               .language = db_text(a, q, 6),
                                               .source = db_text(a, q, 7),
                                               .url = db_text(a, q, 8),
                                               .text = db_text(a, q, 9),
                                               .len = (size_t)sqlite3_column_bytes(q, 9)};
    }
    c->readings = arena_alloc(a, (c->n + 1) * sizeof *c->readings);
    for (size_t i = 0; i < c->n; i++) {
        read_entities(c, &c->readings[i], ids.items[i]);
        read_claims(c, &c->readings[i], ids.items[i]);
        c->bytes += c->articles[i].len;
    }
    if (c->e.code)
        stop(&c->e);
}

static double fill(struct corpus *c, const char *path, int copies)
{
    struct store *s;
    struct err e = {0};
    size_t in_batch = 0;
    double start = now();
    if (store_open(&s, path, STORE_CREATE, &e))
        stop(&e);
    for (int copy = 0; copy < copies; copy++) {
        for (size_t i = 0; i < c->n; i++) {
            struct article x = c->articles[i];
            char hash[80];
            bool added;
            snprintf(hash, sizeof hash, "%.60s%04d", x.hash, copy);
            x.hash = hash;
            if ((!in_batch && store_begin(s, &e)) || store_add(s, &x, &c->readings[i], &added, &e))
                stop(&e);
            if (++in_batch == BATCH && store_commit(s, &e))
                stop(&e);
            in_batch = in_batch == BATCH ? 0 : in_batch;
        }
    }
    if (in_batch && store_commit(s, &e))
        stop(&e);
    store_close(s);
    return now() - start;
}

static double copy_table(sqlite3 *from, sqlite3 *to, const char *table, long *rows)
{
    char sql[512];
    sqlite3_stmt *get, *put;
    double spent = 0;
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
    sqlite3_prepare_v2(from, sql, -1, &get, NULL);
    int n = sqlite3_column_count(get),
        len = snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES (?", table);
    for (int i = 1; i < n; i++)
        len += snprintf(sql + len, sizeof sql - (size_t)len, ", ?");
    snprintf(sql + len, sizeof sql - (size_t)len, ")");
    sqlite3_prepare_v2(to, sql, -1, &put, NULL);
    while (sqlite3_step(get) == SQLITE_ROW) {
        double start = now();
        for (int i = 0; i < n; i++)
            sqlite3_bind_value(put, i + 1, sqlite3_column_value(get, i));
        if (sqlite3_step(put) != SQLITE_DONE) {
            fprintf(stderr, "bench: %s: %s\n", table, sqlite3_errmsg(to));
            exit(1);
        }
        sqlite3_reset(put);
        if (++*rows % 50000 == 0)
            sqlite3_exec(to, "COMMIT; BEGIN", NULL, NULL, NULL);
        spent += now() - start;
    }
    sqlite3_finalize(get);
    sqlite3_finalize(put);
    return spent;
}

/* Only the tables' own keys stay. */
static void drop_indexes(sqlite3 *db)
{
    sqlite3_stmt *q;
    char *drops = sqlite3_mprintf("%s", "");
    sqlite3_prepare_v2(db,
                       "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
                       -1, &q, NULL);
    while (drops && sqlite3_step(q) == SQLITE_ROW)
        drops = sqlite3_mprintf("%zDROP INDEX \"%w\";", drops, sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    sqlite3_exec(db, drops, NULL, NULL, NULL);
    sqlite3_free(drops);
}

static double bare(const char *full, const char *path, bool indexed, long *rows)
{
    sqlite3 *from, *to;
    sqlite3_stmt *tables;
    sqlite3_open(full, &from);
    sqlite3_open(path, &to);
    sqlite3_exec(to,
                 "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                 "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY",
                 NULL, NULL, NULL);
    sqlite3_exec(to, embedded_find("graph/schema.sql")->bytes, NULL, NULL, NULL);
    if (!indexed)
        drop_indexes(to);
    sqlite3_exec(to, "BEGIN", NULL, NULL, NULL);
    double spent = 0;
    sqlite3_prepare_v2(from,
                       "SELECT name FROM sqlite_schema WHERE type = 'table' "
                       "AND name NOT LIKE 'words%' ORDER BY rowid", /* not the full text */
                       -1, &tables, NULL);
    while (sqlite3_step(tables) == SQLITE_ROW)
        spent += copy_table(from, to, (const char *)sqlite3_column_text(tables, 0), rows);
    sqlite3_finalize(tables);
    double start = now();
    sqlite3_exec(to, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(to);
    spent += now() - start;
    sqlite3_close(from);
    return spent;
}

int main(int argc, char **argv)
{
    struct corpus c = {0};
    char full[4096], copy[4096];
    int copies = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1;
    if (argc < 3 || store_open(&c.from, argv[1], STORE_READ, &c.e))
        stop(&c.e);
    read_all(&c);
    snprintf(full, sizeof full, "%s/full.db", argv[2]);
    snprintf(copy, sizeof copy, "%s/bare.db", argv[2]);
    for (int round = 1; round <= 3; round++) {
        long rows = 0;
        unlink(full);
        unlink(copy);
        double ours = fill(&c, full, copies), theirs = bare(full, copy, true, &rows);
        long again = 0;
        unlink(copy);
        double plain = bare(full, copy, false, &again);
        printf("%zu articles, %ld rows: store %.2f s (%.0f articles/s), bare SQLite %.2f s, "
               "ratio %.2f; indexes are %.2f s of it\n",
               c.n * (size_t)copies, rows, ours, (double)c.n * copies / ours, theirs, ours / theirs,
               theirs - plain);
    }
    store_close(c.from);
    arena_release(&c.a);
    return 0;
}
