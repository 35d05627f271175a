/* hearsay suggest: parties that may be one and were left apart, for a person to decide. */
#include <stdlib.h>
#include <string.h>

#include "core/table.h"
#include "graph/events.h"
#include "graph/journal.h"

enum { CROWD = 12 }; /* a hook that more keys share says nothing */

static const struct opt opts[] = {
    {"limit", 0, OPT_INT, "N", "At most N rows (default 20; 0 for all)"},
    {0},
};

/* What two keys may have in common, and how much that says, from 0 to 1. */
static const struct {
    const char *hook, *words;
    double bare, both; /* one of them is named so; both are only also named so */
} kinds[] = {
    {"surname ", "the surname", 0.5, 0.3}, {"called ", "the name", 0.6, 0.55},
    {"named ", "the name", 0.6, 0.55},     {"body ", "the name", 0.65, 0.6},
    {"person ", "the name", 0.75, 0.7},    {"slug ", "the name", 0.75, 0.7},
};
#define LETTERS 0.8 /* the same letters, the words divided otherwise */
#define ORDER 0.7   /* the same words in another order */

struct pair {
    int64_t a, b;
    double score;
    const char *why;
    const char *keys[2], *names[2];
};

struct pairs {
    struct arena *a;
    struct pair *items;
    size_t n, cap;
    struct map at;
};

static void offer(struct pairs *l, int64_t a, int64_t b, double score, const char *why)
{
    int64_t ids[2] = {a < b ? a : b, a < b ? b : a};
    void **slot = map_at(&l->at, l->a, ids, sizeof ids);
    if (!*slot) {
        l->items = arena_grow(l->a, l->items, l->n, &l->cap, sizeof *l->items);
        l->items[l->n++] = (struct pair){.a = ids[0], .b = ids[1]};
        *slot = (void *)(uintptr_t)l->n;
    }
    struct pair *p = &l->items[(uintptr_t)*slot - 1];
    p->score = score > p->score ? score : p->score;
    if (!p->why)
        p->why = why;
    else if (!strstr(p->why, why))
        p->why = arena_printf(l->a, "%s; %s", p->why, why);
}

/* ---- what they share ---- */

static int by_hooks(struct pairs *l, struct store *s, struct err *e)
{
    int row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/suggest.sql"), "i", (int64_t)CROWD);
    while ((row = db_row(s, q, e)) > 0) {
        const char *hook = db_text(l->a, q, 2);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            size_t len = strlen(kinds[i].hook);
            if (strncmp(hook, kinds[i].hook, len))
                continue;
            offer(l, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
                  sqlite3_column_int64(q, 3) ? kinds[i].bare : kinds[i].both,
                  arena_printf(l->a, "%s \"%s\"", kinds[i].words, hook + len));
        }
    }
    return row;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words of a key in the order of the alphabet; NULL for less than two or more than eight. */
static const char *sorted_words(const char *slug, struct arena *a)
{
    const char *words[8], *out = "";
    size_t n = 0;
    for (const char *p = slug; *p;) {
        size_t len = strcspn(p, "-");
        if (n == 8)
            return NULL;
        words[n++] = arena_strndup(a, p, len);
        p += len + (p[len] == '-');
    }
    if (n < 2)
        return NULL;
    qsort(words, n, sizeof *words, compare_words);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(a, "%s %s", out, words[i]);
    return out;
}

static const char *letters(const char *slug, struct arena *a)
{
    char *out = arena_strdup(a, slug), *to = out;
    for (const char *p = slug; *p; p++)
        if (*p != '-')
            *to++ = *p;
    *to = '\0';
    return out;
}

/* The first party that came with this text, else 0, and from now on this one. */
static int64_t met(struct map *m, struct arena *a, const char *text, int64_t id)
{
    void **slot = map_at(m, a, text, strlen(text));
    int64_t first = (int64_t)(uintptr_t)*slot;
    if (!first)
        *slot = (void *)(uintptr_t)id;
    return first == id ? 0 : first;
}

static int by_letters(struct pairs *l, struct store *s, struct err *e)
{
    struct map squeezed = {0}, ordered = {0};
    int row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/suggest_names.sql"), "");
    while ((row = db_row(s, q, e)) > 0) {
        int64_t id = sqlite3_column_int64(q, 0), other;
        const char *key = db_text(l->a, q, 1), *colon = strchr(key, ':');
        const char *slug = colon ? colon + 1 : key;
        const char *kind = arena_strndup(l->a, key, (size_t)(slug - key));
        const char *words = sorted_words(slug, l->a);
        other = met(&squeezed, l->a, arena_printf(l->a, "%s%s", kind, letters(slug, l->a)), id);
        if (other)
            offer(l, other, id, LETTERS, "the same letters");
        other = words ? met(&ordered, l->a, arena_printf(l->a, "%s%s", kind, words), id) : 0;
        if (other)
            offer(l, other, id, ORDER, "the same words in another order");
    }
    return row;
}

/* ---- what else tells ---- */

static int weigh(struct pairs *l, struct pair *p, struct store *s, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/suggest_pair.sql"), "ii", p->a, p->b);
    int row = db_row(s, q, e);
    if (row <= 0)
        return -1;
    int64_t sides = sqlite3_column_int64(q, 6), together = sqlite3_column_int64(q, 7);
    bool kin =
        !strcmp((const char *)sqlite3_column_text(q, 2), (const char *)sqlite3_column_text(q, 5));
    for (int i = 0; i < 2; i++) {
        p->keys[i] = db_text(l->a, q, i * 3);
        p->names[i] = db_text(l->a, q, i * 3 + 1);
    }
    db_reset(q);
    p->score += sides > 0 ? 0.1 : sides < 0 ? -0.2 : 0;
    p->score -= (together ? 0.2 : 0) + (kin ? 0 : 0.15);
    p->score = p->score < 0 ? 0 : p->score > 1 ? 1 : p->score;
    p->why = arena_printf(l->a, "%s%s%s%s", p->why,
                          sides > 0   ? "; the same side"
                          : sides < 0 ? "; but not one side"
                                      : "",
                          kin ? "" : "; but not of one kind",
                          together ? arena_printf(l->a, "; but %lld article%s name%s both",
                                                  (long long)together, together == 1 ? "" : "s",
                                                  together == 1 ? "s" : "")
                                   : "");
    if (strcmp(p->keys[0], p->keys[1]) > 0) { /* in an order that no import changes */
        const char *key = p->keys[0], *name = p->names[0];
        p->keys[0] = p->keys[1];
        p->names[0] = p->names[1];
        p->keys[1] = key;
        p->names[1] = name;
    }
    return 0;
}

/* Did a person say that they are two? */
static int parted(bool *out, struct store *s, const struct journal *j, const struct pair *p,
                  struct err *e)
{
    *out = false;
    for (size_t i = 0; i < j->n && !*out; i++) {
        const struct decision *d = &j->items[i];
        int64_t x = 0, y = 0;
        if (d->standing != STANDS || strcmp(d->verb, "split"))
            continue;
        const char *sql = db_question("graph/sql/selves.sql");
        if (db_int(s, e, &x, sql, "s", d->subject) < 0 || db_int(s, e, &y, sql, "s", d->object) < 0)
            return -1;
        *out = (x == p->a && y == p->b) || (x == p->b && y == p->a);
    }
    return 0;
}

static int compare_pairs(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;
    double d = a->score - b->score;
    if (d > 1e-9 || d < -1e-9)
        return d > 0 ? -1 : 1;
    int first = strcmp(a->keys[0], b->keys[0]);
    return first ? first : strcmp(a->keys[1], b->keys[1]);
}

static int gather(struct pairs *l, struct store *s, struct err *e)
{
    struct journal j;
    size_t n = 0;
    if (by_hooks(l, s, e) || by_letters(l, s, e) || journal_load(&j, s, l->a, e))
        return -1;
    for (size_t i = 0; i < l->n; i++) {
        bool apart;
        if (weigh(l, &l->items[i], s, e) || parted(&apart, s, &j, &l->items[i], e))
            return -1;
        if (!apart)
            l->items[n++] = l->items[i];
    }
    l->n = n;
    if (n)
        qsort(l->items, n, sizeof *l->items, compare_pairs);
    return 0;
}

static int run(struct call *c, struct err *e)
{
    struct pairs l = {.a = c->a};
    struct table t;
    size_t limit = (size_t)call_int(c, "limit", 20);
    if (gather(&l, c->store, e))
        return -1;
    l.n = limit && limit < l.n ? limit : l.n;
    json_t *list = json_array();
    table_init(&t, c, 6, (const char *[]){"SCORE", "NAME", "NAME", "KEY", "KEY", "WHY"});
    table_style(&t, 1, STYLE_BOLD);
    table_style(&t, 2, STYLE_BOLD);
    for (size_t i = 0; i < l.n; i++) {
        const struct pair *p = &l.items[i];
        table_row(&t, (const char *[]){arena_printf(c->a, "%.2f", p->score), p->names[0],
                                       p->names[1], p->keys[0], p->keys[1], p->why});
        json_array_append_new(list,
                              json_pack("{s:f,s:[{s:s,s:s},{s:s,s:s}],s:s}", "score", p->score,
                                        "parties", "id", p->keys[0], "name", p->names[0], "id",
                                        p->keys[1], "name", p->names[1], "because", p->why));
    }
    if (!c->json) {
        json_decref(list);
        table_print(&t);
        return 0;
    }
    events_print_json(c->out, json_pack("{s:i,s:o}", "version", 1, "suggestions", list));
    return 0;
}

const struct cmd cmd_suggest = {
    .name = "suggest",
    .args = "[--limit N]",
    .summary = "List parties that may be one and were left apart, best first",
    .details =
        "Two parties share a name, a surname, or the letters or words of one, and nothing settles "
        "whether they are one. SCORE, from 0 to 1, is a rule of thumb to sort by, no probability: "
        "what they share, more where both act for one side, less where they do not, where "
        "one article names both, or where they are of different kinds.\n\n"
        "Decide with `hearsay merge KEY KEY` or `hearsay split KEY KEY`; either takes the pair off "
        "the list.",
    .opts = opts,
    .need = NEED_READ,
    .run = run,
};
