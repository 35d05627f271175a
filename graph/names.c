#include "graph/names.h"

#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/text.h"

enum tier { TIER_SURNAME, TIER_FOLD, TIER_CASE, TIER_EXACT, TIER_GIVEN }; /* least to best */

struct candidate {
    int64_t id;
    const char *key, *name, *kind;
    bool unnamed;
    enum tier tier;
    int64_t seen;
};

struct candidates {
    struct candidate *items;
    size_t n, cap;
};

static void offer(struct arena *a, struct candidates *l, struct candidate c)
{
    for (size_t i = 0; i < l->n; i++) {
        struct candidate *old = &l->items[i];
        if (old->id != c.id)
            continue;
        old->seen += c.seen;
        old->tier = c.tier > old->tier ? c.tier : old->tier;
        return;
    }
    l->items = arena_grow(a, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = c;
}

static struct candidate read_candidate(struct arena *a, sqlite3_stmt *q)
{
    return (struct candidate){.id = sqlite3_column_int64(q, 0),
                              .key = db_text(a, q, 1),
                              .name = db_text(a, q, 2),
                              .kind = db_text(a, q, 3),
                              .unnamed = sqlite3_column_int64(q, 4) != 0,
                              .seen = sqlite3_column_int64(q, 5)};
}

static int by_alias(struct candidates *l, struct store *s, const char *name, struct arena *a,
                    struct err *e)
{
    const char *cased = text_casefold(a, name);
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/names.sql"), "s", text_fold(a, name));
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        struct candidate c = read_candidate(a, q);
        const char *text = db_text(a, q, 6);
        c.tier = !strcmp(text, name)                      ? TIER_EXACT
                 : !strcmp(text_casefold(a, text), cased) ? TIER_CASE
                                                          : TIER_FOLD;
        /* A code that no article uses is least when it is not in capitals: "my" is Mỹ, "MY" is
         * Malaysia. */
        bool given = sqlite3_column_int64(q, 7) != 0;
        if (given)
            c.tier = TIER_GIVEN;
        else if (!c.seen && strlen(text) <= 3 && c.tier != TIER_EXACT &&
                 !strncmp(c.key, "country:", 8) && text_is_upper((unsigned char)text[1]))
            c.tier = TIER_SURNAME;
        offer(a, l, c);
    }
    return row;
}

static int by_surname(struct candidates *l, struct store *s, const char *name, struct arena *a,
                      struct err *e)
{
    char *hook = arena_printf(a, "surname %s", text_fold(a, name));
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/surnames.sql"), "s", hook);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        offer(a, l, read_candidate(a, q));
    return row;
}

static bool keep_tier(const struct candidate *c, int64_t tier)
{
    return c->tier == (enum tier)tier;
}

static bool keep_named(const struct candidate *c, int64_t unused)
{
    (void)unused;
    return !c->unnamed;
}

static bool keep_actors(const struct candidate *c, int64_t unused)
{
    (void)unused;
    return strcmp(c->kind, "place") != 0;
}

/* Nine in ten of the uses: seen counts articles. */
static bool keep_usual(const struct candidate *c, int64_t all)
{
    return c->seen * 10 >= all * 9;
}

/* Keeps those that pass, unless none does. */
static void narrow(struct candidates *l, bool (*keep)(const struct candidate *, int64_t),
                   int64_t arg)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        n += keep(&l->items[i], arg);
    if (!n || n == l->n)
        return;
    n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (keep(&l->items[i], arg))
            l->items[n++] = l->items[i];
    l->n = n;
}

static int compare_candidates(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;
    if (a->seen != b->seen)
        return a->seen > b->seen ? -1 : 1;
    return strcmp(a->key, b->key);
}

static int ambiguous(const struct candidates *l, const char *name, struct err *e)
{
    struct buf b;
    buf_init(&b, 400);
    qsort(l->items, l->n, sizeof *l->items, compare_candidates);
    for (size_t i = 0; i < l->n && i < 6; i++)
        buf_addf(&b, "%s%s (%s)", i ? ", " : "", l->items[i].name, l->items[i].key);
    err_set(e, ERR_NOT_FOUND, "'%s' may be %s%s; say which, by name or by key", name, b.ptr,
            l->n > 6 ? ", …" : "");
    buf_release(&b);
    return -1;
}

/* Optimal string alignment distance in bytes of folded names, `limit` when it is that or more. */
static int distance(const char *a, const char *b, int limit)
{
    int la = (int)strlen(a), lb = (int)strlen(b), row[3][64];
    if (la >= 63 || lb >= 63 || abs(la - lb) >= limit)
        return limit;
    for (int k = 0; k <= lb; k++)
        row[0][k] = k;
    for (int i = 1; i <= la; i++) {
        int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (int k = 1; k <= lb; k++) {
            int best = last[k - 1] + (a[i - 1] != b[k - 1]);
            best = last[k] + 1 < best ? last[k] + 1 : best;
            best = now[k - 1] + 1 < best ? now[k - 1] + 1 : best;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
                before[k - 2] + 1 < best)
                best = before[k - 2] + 1;
            now[k] = best;
        }
    }
    int d = row[la % 3][lb];
    return d < limit ? d : limit;
}

static bool holds_word(const char *text, const char *words)
{
    size_t len = strlen(words);
    for (const char *p = text; len > 1 && (p = strstr(p, words)); p++)
        if (p == text || p[-1] == ' ')
            return true;
    return false;
}

/* Up to three names of the store that are like the unknown one: one edit in four letters, or the
 * same words in it. */
static int unknown(struct store *s, const char *name, struct arena *a, struct err *e)
{
    enum { NEAR = 3 };
    struct {
        const char *name;
        int d;
        int64_t seen;
    } near[NEAR] = {{0}};
    const char *fold = text_fold(a, name);
    int limit = (int)strlen(fold) / 4 + 2, row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/alias_folds.sql"), "");
    while ((row = db_row(s, q, e)) > 0) {
        const char *text = (const char *)sqlite3_column_text(q, 0);
        int d = distance(fold, text, limit);
        size_t len = strlen(text), all = strlen(fold);
        bool ends =
            len > 2 && len < all && fold[all - len - 1] == ' ' && !strcmp(fold + all - len, text);
        if (d == limit && (ends || holds_word(text, fold)))
            d = limit - 1;
        int64_t seen = sqlite3_column_int64(q, 2);
        const char *shown = (const char *)sqlite3_column_text(q, 1);
        bool again = false;
        for (int i = 0; i < NEAR; i++)
            again = again || (near[i].name && !strcmp(near[i].name, shown));
        if (d >= limit || again)
            continue;
        for (int i = 0; i < NEAR; i++) {
            if (near[i].name && (near[i].d < d || (near[i].d == d && near[i].seen >= seen)))
                continue;
            for (int k = NEAR - 1; k > i; k--)
                near[k] = near[k - 1];
            near[i].name = arena_strdup(a, shown);
            near[i].d = d;
            near[i].seen = seen;
            break;
        }
    }
    if (row < 0)
        return -1;
    if (!near[0].name)
        return err_set(e, ERR_NOT_FOUND, "no article names '%s'", name);
    return err_set(e, ERR_NOT_FOUND, "no article names '%s'; near it: %s%s%s%s%s", name,
                   near[0].name, near[1].name ? ", " : "", near[1].name ? near[1].name : "",
                   near[2].name ? ", " : "", near[2].name ? near[2].name : "");
}

int names_find(struct ids *out, struct store *s, const char *name, struct arena *a, struct err *e)
{
    struct candidates l = {0};
    int64_t id;
    *out = (struct ids){0};
    int row = db_int(s, e, &id, "SELECT self FROM entity WHERE key = ?1", "s", name);
    if (row < 0)
        return -1;
    if (row) {
        ids_add(a, out, id);
        return 0;
    }
    if (by_alias(&l, s, name, a, e) || (!l.n && by_surname(&l, s, name, a, e)))
        return -1;
    if (!l.n)
        return unknown(s, name, a, e);
    narrow(&l, keep_named, 0);
    narrow(&l, keep_actors, 0);
    for (int64_t tier = TIER_GIVEN; tier > TIER_SURNAME && l.n > 1; tier--)
        narrow(&l, keep_tier, tier);
    int64_t seen = 0;
    for (size_t i = 0; i < l.n; i++)
        seen += l.items[i].seen;
    narrow(&l, keep_usual, seen);
    if (l.n > 1 && !l.items[0].unnamed)
        return ambiguous(&l, name, e);
    for (size_t i = 0; i < l.n; i++)
        ids_add(a, out, l.items[i].id);
    return 0;
}

static int make_table(struct store *s, struct err *e)
{
    if (!s->asking && db_script(s,
                                "CREATE TEMP TABLE asked (slot TEXT NOT NULL, entity INTEGER "
                                "NOT NULL, PRIMARY KEY (slot, entity)) WITHOUT ROWID;"
                                "CREATE TEMP TABLE near (event INTEGER PRIMARY KEY)",
                                e))
        return -1;
    s->asking = true;
    return 0;
}

int names_ask_one(struct store *s, const char *slot, const char *name, bool side, struct arena *a,
                  struct err *e)
{
    struct ids found;
    if (make_table(s, e) || db_run(s, e, "DELETE FROM asked WHERE slot = ?1", "s", slot))
        return -1;
    if (!name)
        return 0;
    if (names_find(&found, s, name, a, e))
        return -1;
    for (size_t i = 0; i < found.n; i++) {
        if (db_run(s, e, "INSERT INTO asked (slot, entity) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                   "si", slot, found.items[i]) ||
            (side && db_run(s, e,
                            "INSERT INTO asked (slot, entity) WITH RECURSIVE under (id) AS "
                            "(VALUES (?2) UNION SELECT e.id FROM entity AS e JOIN under AS u "
                            "ON e.side = u.id) SELECT ?1, id FROM under WHERE 1 "
                            "ON CONFLICT DO NOTHING",
                            "si", slot, found.items[i])))
            return -1;
    }
    return 0;
}

int names_ask(struct store *s, const struct filter *f, struct arena *a, struct err *e)
{
    const char *names[] = {f->by, f->of, f->with, f->about, f->around};
    static const char *const slots[] = {"by", "of", "with", "about", "around"};
    for (int i = 0; i < 5; i++)
        if (names_ask_one(s, slots[i], names[i], f->side, a, e))
            return -1;
    return 0;
}
