/* hearsay check: is the store whole, and does every quote stand in its article? */
#include <string.h>

#include "core/hash.h"
#include "core/table.h"
#include "core/text.h"
#include "graph/events.h"

struct checker {
    struct call *c;
    struct table t;
    json_t *list;
    size_t bad;
};

static void result(struct checker *k, const char *what, int64_t checked, int64_t wrong,
                   const char *example)
{
    struct arena *a = k->c->a;
    const char *verdict = !wrong    ? "fine"
                          : example ? arena_printf(a, "%lld wrong: %s", (long long)wrong, example)
                                    : arena_printf(a, "%lld wrong", (long long)wrong);
    k->bad += wrong > 0;
    table_row(&k->t, (const char *[]){what, arena_printf(a, "%lld", (long long)checked), verdict});
    json_array_append_new(k->list, json_pack("{s:s,s:I,s:I,s:s?}", "what", what, "checked",
                                             (json_int_t)checked, "wrong", (json_int_t)wrong,
                                             "example", example));
}

/* Rows that SQLite itself complains with. */
static int check_pragma(struct checker *k, const char *what, const char *sql, bool ok_row,
                        struct err *e)
{
    sqlite3_stmt *q = db_bind(k->c->store, e, sql, "");
    const char *example = NULL;
    int64_t wrong = 0;
    int row;
    while ((row = db_row(k->c->store, q, e)) > 0) {
        const char *text = (const char *)sqlite3_column_text(q, 0);
        if (ok_row && text && !strcmp(text, "ok"))
            continue;
        wrong++;
        if (!example)
            example = arena_strdup(k->c->a, text ? text : "?");
    }
    if (row == 0)
        result(k, what, 1, wrong, example);
    return row;
}

/* Hashes and spans, one article in memory at a time. */
static int check_articles(struct checker *k, struct err *e)
{
    struct arena scratch = {0};
    int64_t articles = 0, hashes = 0, spans = 0, outside = 0;
    const char *bad_hash = NULL, *bad_span = NULL;
    struct store *s = k->c->store;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/check_articles.sql"), "");
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        arena_reset(&scratch);
        struct article x = {.text = db_text(&scratch, q, 1),
                            .len = (size_t)sqlite3_column_bytes(q, 1),
                            .language = db_text(&scratch, q, 3)};
        const char *published = db_text(&scratch, q, 2), *hash = db_text(&scratch, q, 4);
        struct err ignored = {0};
        if (published)
            dates_parse(&x.published, published, &ignored);
        hash_article(&scratch, &x);
        articles++;
        if (strcmp(x.hash, hash)) {
            hashes++;
            bad_hash = bad_hash ? bad_hash : arena_strdup(k->c->a, hash);
        }
        int64_t first = sqlite3_column_int64(q, 5), past = sqlite3_column_int64(q, 6);
        spans += sqlite3_column_int64(q, 7);
        if (first < 0 || past > (int64_t)text_count(x.text, x.len)) {
            outside++;
            bad_span = bad_span ? bad_span : arena_strdup(k->c->a, hash);
        }
    }
    arena_release(&scratch);
    if (row)
        return -1;
    result(k, "articles have the text that their hash tells", articles, hashes, bad_hash);
    result(k, "evidence, cues, dates and mentions lie in their article", spans, outside, bad_span);
    return 0;
}

static int check_rows(struct checker *k, struct err *e)
{
    sqlite3_stmt *q = db_bind(k->c->store, e, db_question("graph/sql/check.sql"), "");
    int row;
    while ((row = db_row(k->c->store, q, e)) > 0)
        result(k, db_text(k->c->a, q, 1), sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3),
               NULL);
    return row;
}

static int run(struct call *c, struct err *e)
{
    struct checker k = {.c = c, .list = json_array()};
    table_init(&k.t, c, 3, (const char *[]){"WHAT", "CHECKED", "VERDICT"});
    if (check_pragma(&k, "the file is whole", "PRAGMA integrity_check", true, e) ||
        check_pragma(&k, "no row refers to one that is gone", "PRAGMA foreign_key_check", false,
                     e) ||
        check_articles(&k, e) || check_rows(&k, e)) {
        json_decref(k.list);
        return -1;
    }
    if (c->json) {
        events_print_json(c->out, json_pack("{s:i,s:o}", "version", 1, "checks", k.list));
    } else {
        table_print(&k.t);
        json_decref(k.list);
    }
    return k.bad ? err_set(e, ERR_STORE, "%s: %zu checks failed", c->db, k.bad) : 0;
}

const struct cmd cmd_check = {
    .name = "check",
    .summary = "Verify the file, the hashes of articles and every span of evidence",
    .details = "Exit 1 when something is wrong. `rebuild` mends what is derived.",
    .need = NEED_READ,
    .run = run,
};
