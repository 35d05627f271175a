#include "graph/journal.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/text.h"

enum { TEXT_MAX_BYTES = 4096 }; /* of a field that comes from outside */

static const char *const verbs[] = {"merge",  "split",   "alias", "side", "reject",
                                    "accept", "relabel", "note",  "undo"};

bool journal_is_code(const char *s)
{
    return s[0] == 'j' && strlen(s) == 11 && strspn(s + 1, "0123456789abcdef") == 10;
}

/* ---- anchors as JSON, the form of decision.claims ---- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static json_t *anchors_json(const struct decision *d, struct arena *a)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->anchors_n; i++) {
        const struct anchor *x = &d->anchors[i];
        json_t *parties = json_array();
        for (const char *p = x->parties; *p;) {
            size_t len = strcspn(p, "\n");
            json_array_append_new(parties, json_string(arena_strndup(a, p, len)));
            p += len + (p[len] == '\n');
        }
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s*,s:[I,I],s:o}", "article", x->article, "kind",
                                        x->kind, "act", x->act, "evidence", (json_int_t)x->first,
                                        (json_int_t)x->past, "parties", parties));
    }
    return list;
}

static const char *anchors_text(const struct decision *d, struct arena *a)
{
    if (!d->anchors_n)
        return NULL;
    json_t *list = anchors_json(d, a);
    char *text = json_dumps(list, JSON_COMPACT | JSON_SORT_KEYS);
    const char *out = text ? arena_strdup(a, text) : NULL;
    free(text);
    json_decref(list);
    return out;
}

static const char *read_parties(const json_t *list, struct arena *a)
{
    size_t n = json_array_size(list);
    const char **items = arena_alloc(a, (n + 1) * sizeof *items), *out = "";
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || strchr(text, '\n'))
            return NULL;
        items[i] = arena_strdup(a, text);
    }
    if (n)
        qsort(items, n, sizeof *items, compare_texts);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(a, "%s%s%s", out, i ? "\n" : "", items[i]);
    return out;
}

static int read_anchor(struct anchor *out, const json_t *o, struct arena *a)
{
    const char *article = json_string_value(json_object_get(o, "article"));
    const char *kind = json_string_value(json_object_get(o, "kind"));
    const char *act = json_string_value(json_object_get(o, "act"));
    const json_t *span = json_object_get(o, "evidence");
    const char *parties = read_parties(json_object_get(o, "parties"), a);
    if (!article || strlen(article) != HASH_HEX - 1 || !kind || model_parse_claim_kind(kind) < 0 ||
        (act && model_parse_act(act) < 0) || json_array_size(span) != 2 || !parties)
        return -1;
    *out = (struct anchor){.article = arena_strdup(a, article),
                           .kind = arena_strdup(a, kind),
                           .act = act ? arena_strdup(a, act) : NULL,
                           .first = json_integer_value(json_array_get(span, 0)),
                           .past = json_integer_value(json_array_get(span, 1)),
                           .parties = parties};
    return out->first >= 0 && out->past > out->first ? 0 : -1;
}

static int read_anchors(struct decision *d, const json_t *list, struct arena *a)
{
    size_t n = json_array_size(list);
    d->anchors = arena_alloc(a, (n + 1) * sizeof *d->anchors);
    for (size_t i = 0; i < n; i++)
        if (read_anchor(&d->anchors[d->anchors_n++], json_array_get(list, i), a))
            return -1;
    return 0;
}

static const char *code_of(const struct decision *d, struct arena *a)
{
    const char *n = arena_printf(a, "%lld", (long long)d->n), *claims = anchors_text(d, a);
    const char *texts[] = {n, d->made, d->verb, d->subject, d->object, d->note, claims};
    struct hash_part parts[sizeof texts / sizeof *texts];
    char hex[HASH_HEX];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) /* NULL and "" are not the same */
        parts[i] = texts[i] ? (struct hash_part){texts[i], strlen(texts[i]) + 1}
                            : (struct hash_part){"", 0};
    hash_parts(hex, parts, sizeof texts / sizeof *texts);
    return arena_printf(a, "j%.10s", hex);
}

/* ---- what stands ---- */

static bool is(const struct decision *d, const char *verb)
{
    return !strcmp(d->verb, verb);
}

static void undo_all(struct journal *j, struct arena *a)
{
    struct map at = {0};
    for (size_t i = 0; i < j->n; i++)
        *map_at(&at, a, j->items[i].code, strlen(j->items[i].code)) = (void *)(uintptr_t)(i + 1);
    for (size_t i = j->n; i-- > 0;) {
        const struct decision *d = &j->items[i];
        if (d->standing != STANDS || !is(d, "undo"))
            continue;
        size_t k = (size_t)(uintptr_t)*map_at(&at, a, d->subject, strlen(d->subject));
        if (!k || k - 1 >= i) /* not there, or not before it */
            continue;
        j->items[k - 1].standing = UNDONE;
        j->items[k - 1].by = d->code;
    }
}

struct sets { /* keys that merges make one: union-find */
    struct map index;
    size_t *parent;
    size_t n, cap;
};

static size_t set_of(struct sets *u, struct arena *a, const char *key)
{
    void **slot = map_at(&u->index, a, key, strlen(key));
    if (!*slot) {
        u->parent = arena_grow(a, u->parent, u->n, &u->cap, sizeof *u->parent);
        u->parent[u->n] = u->n;
        *slot = (void *)(uintptr_t)++u->n;
    }
    size_t i = (size_t)(uintptr_t)*slot - 1;
    while (u->parent[i] != i)
        i = u->parent[i] = u->parent[u->parent[i]];
    return i;
}

static void overrule(struct decision *d, const char *by)
{
    d->standing = OVERRULED;
    d->by = by;
}

/* Later ones first: an earlier merge may not join what a later split keeps apart, and an earlier
 * split may not part what later merges made one. */
static void settle_merges(struct journal *j, struct arena *a)
{
    struct sets u = {0};
    for (size_t i = j->n; i-- > 0;) {
        struct decision *d = &j->items[i];
        if (d->standing != STANDS || (!is(d, "merge") && !is(d, "split")))
            continue;
        size_t x = set_of(&u, a, d->subject), y = set_of(&u, a, d->object);
        for (size_t k = i + 1; k < j->n && d->standing == STANDS; k++) {
            const struct decision *o = &j->items[k];
            if (o->standing != STANDS || (!is(o, "merge") && !is(o, "split")) || is(o, d->verb))
                continue;
            size_t p = set_of(&u, a, o->subject), q = set_of(&u, a, o->object);
            if (is(d, "merge") ? (p == x && q == y) || (p == y && q == x) : x == y && p == x)
                overrule(d, o->code);
        }
        if (d->standing == STANDS && is(d, "merge"))
            u.parent[x] = y;
    }
}

static const char *anchor_text(const struct anchor *x, struct arena *a)
{
    return arena_printf(a, "%s %s %s %lld %lld %s", x->article, x->kind, x->act ? x->act : "",
                        (long long)x->first, (long long)x->past, x->parties);
}

/* Takes what the decision is about; true when a later one has all of it. */
static bool taken(struct map *m, const struct decision *d, const char *what, struct arena *a,
                  const char **by)
{
    bool all = true;
    for (size_t i = 0; i < (d->anchors_n ? d->anchors_n : 1); i++) {
        const char *about = d->anchors_n ? anchor_text(&d->anchors[i], a) : d->subject;
        const char *key = arena_printf(a, "%s %s", what, about);
        void **slot = map_at(m, a, key, strlen(key));
        if (*slot)
            *by = *slot;
        else
            all = false;
        *slot = *slot ? *slot : (void *)(uintptr_t)d->code;
    }
    return all;
}

static void settle_rest(struct journal *j, struct arena *a)
{
    struct map m = {0};
    for (size_t i = j->n; i-- > 0;) {
        struct decision *d = &j->items[i];
        const char *what = is(d, "side") || is(d, "relabel")      ? d->verb
                           : (is(d, "accept") || is(d, "reject")) ? "verdict"
                                                                  : NULL;
        const char *by = NULL;
        if (d->standing == STANDS && what && taken(&m, d, what, a, &by))
            overrule(d, by);
    }
}

static void settle(struct journal *j, struct arena *a)
{
    undo_all(j, a);
    settle_merges(j, a);
    settle_rest(j, a);
}

int journal_load(struct journal *out, struct store *s, struct arena *a, struct err *e)
{
    int row;
    *out = (struct journal){0};
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/decisions.sql"), "");
    while ((row = db_row(s, q, e)) > 0) {
        out->items = arena_grow(a, out->items, out->n, &out->cap, sizeof *out->items);
        struct decision *d = &out->items[out->n++];
        *d = (struct decision){.code = db_text(a, q, 0),
                               .n = sqlite3_column_int64(q, 1),
                               .made = db_text(a, q, 2),
                               .verb = db_text(a, q, 3),
                               .subject = db_text(a, q, 4),
                               .object = db_text(a, q, 5),
                               .note = db_text(a, q, 6)};
        const char *claims = (const char *)sqlite3_column_text(q, 7);
        json_t *list = claims ? json_loads(claims, 0, NULL) : NULL;
        int bad = read_anchors(d, list, a);
        json_decref(list);
        if (bad) {
            db_reset(q);
            return err_set(e, ERR_STORE, "%s: the decision %s is damaged", s->path, d->code);
        }
    }
    settle(out, a);
    return row;
}

/* ---- adding ---- */

static int insert(struct store *s, const struct decision *d, size_t *added, struct arena *a,
                  struct err *e)
{
    if (db_run(s, e,
               "INSERT INTO decision (code, n, made, verb, subject, object, note, claims) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
               "sissssss", d->code, d->n, d->made, d->verb, d->subject, d->object, d->note,
               anchors_text(d, a)))
        return -1;
    *added += sqlite3_changes(s->db) > 0;
    return 0;
}

static int number(struct decision *list, size_t n, struct store *s, struct arena *a, struct err *e)
{
    int64_t last = 0;
    if (db_int(s, e, &last, "SELECT coalesce(max(n), 0) FROM decision", "") < 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (list[i].n)
            continue;
        list[i].n = ++last;
        list[i].code = code_of(&list[i], a);
    }
    return 0;
}

/* The entities of decisions that did not stand before and do now, or the other way round. */
static int touched(struct changes *ch, struct store *s, const struct journal *before,
                   const struct journal *after, struct err *e)
{
    size_t k = 0; /* both are in the same order, and `before` is part of `after` */
    for (size_t i = 0; i < after->n; i++) {
        const struct decision *d = &after->items[i];
        bool was = k < before->n && !strcmp(before->items[k].code, d->code);
        bool stood = was && before->items[k].standing == STANDS;
        k += was;
        if (stood == (d->standing == STANDS) || d->anchors_n || is(d, "undo"))
            continue;
        const char *keys[] = {d->subject, d->object};
        for (int n = 0; n < 2; n++) {
            int64_t id;
            int row = keys[n]
                          ? db_int(s, e, &id, "SELECT id FROM entity WHERE key = ?1", "s", keys[n])
                          : 0;
            if (row < 0)
                return -1;
            if (row)
                ids_add(&s->batch, &ch->entities, id);
        }
    }
    return 0;
}

int journal_add(struct store *s, struct decision *list, size_t n, size_t *added, struct arena *a,
                struct err *e)
{
    struct journal before, after;
    struct changes ch = {0};
    *added = 0;
    if (store_begin(s, e))
        return -1;
    int rc = journal_load(&before, s, a, e) || number(list, n, s, a, e) ? -1 : 0;
    for (size_t i = 0; i < n && !rc; i++)
        rc = insert(s, &list[i], added, a, e);
    if (!rc)
        rc = journal_load(&after, s, a, e) || touched(&ch, s, &before, &after, e) ? -1 : 0;
    if (rc) {
        store_rollback(s);
        return -1;
    }
    return store_settle(s, &ch, e);
}

/* ---- where reports stand ---- */

int journal_parties(const char **out, struct store *s, int64_t report, struct arena *a,
                    struct err *e)
{
    const char **items = NULL;
    size_t n = 0, cap = 0;
    int row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/report_keys.sql"), "i", report);
    while ((row = db_row(s, q, e)) > 0) {
        items = arena_grow(a, items, n, &cap, sizeof *items);
        items[n++] = arena_printf(a, "%s %s", (const char *)sqlite3_column_text(q, 0),
                                  (const char *)sqlite3_column_text(q, 1));
    }
    if (n)
        qsort(items, n, sizeof *items, compare_texts);
    *out = "";
    for (size_t i = 0; i < n; i++)
        if (!i || strcmp(items[i], items[i - 1]))
            *out = arena_printf(a, "%s%s%s", *out, i ? "\n" : "", items[i]);
    return row;
}

int journal_anchors(struct decision *d, struct store *s, int64_t event, struct arena *a,
                    struct err *e)
{
    size_t from = d->anchors_n, cap = from;
    struct ids reports = {0};
    int row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/anchors.sql"), "i", event);
    while ((row = db_row(s, q, e)) > 0) {
        ids_add(a, &reports, sqlite3_column_int64(q, 0));
        d->anchors = arena_grow(a, d->anchors, d->anchors_n, &cap, sizeof *d->anchors);
        d->anchors[d->anchors_n++] = (struct anchor){.article = db_text(a, q, 1),
                                                     .kind = db_text(a, q, 2),
                                                     .act = db_text(a, q, 3),
                                                     .first = sqlite3_column_int64(q, 4),
                                                     .past = sqlite3_column_int64(q, 5)};
    }
    for (size_t i = 0; i < reports.n && !row; i++)
        row = journal_parties(&d->anchors[from + i].parties, s, reports.items[i], a, e);
    return row;
}

/* ---- as JSON ---- */

static const char *const standings[] = {"stands", "undone", "overruled"};

json_t *journal_json(const struct journal *j)
{
    struct arena a = {0};
    json_t *list = json_array();
    for (size_t i = 0; i < j->n; i++) {
        const struct decision *d = &j->items[i];
        json_t *o = json_pack("{s:s,s:I,s:s,s:s,s:s,s:s*,s:s*,s:s,s:s*}", "id", d->code, "n",
                              (json_int_t)d->n, "made", d->made, "verb", d->verb, "subject",
                              d->subject, "object", d->object, "note", d->note, "standing",
                              standings[d->standing], "by", d->by);
        if (d->anchors_n)
            json_object_set_new(o, "claims", anchors_json(d, &a));
        json_array_append_new(list, o);
    }
    arena_release(&a);
    return json_pack("{s:i,s:o}", "version", 1, "decisions", list);
}

static const char *field(const json_t *o, const char *name, struct arena *a)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text && strlen(text) <= TEXT_MAX_BYTES ? arena_strdup(a, text) : NULL;
}

static bool known_verb(const char *verb)
{
    for (size_t i = 0; verb && i < sizeof verbs / sizeof *verbs; i++)
        if (!strcmp(verbs[i], verb))
            return true;
    return false;
}

static bool needs_object(const struct decision *d)
{
    return is(d, "merge") || is(d, "split") || is(d, "alias") || is(d, "relabel") || is(d, "note");
}

int journal_from_json(struct journal *out, const json_t *root, struct arena *a, struct err *e)
{
    const json_t *list = json_object_get(root, "decisions");
    *out = (struct journal){0};
    if (!json_is_array(list))
        return err_set(e, ERR_PARSE, "no list of decisions, as `decisions --json` prints");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        out->items = arena_grow(a, out->items, out->n, &out->cap, sizeof *out->items);
        struct decision *d = &out->items[out->n++];
        *d = (struct decision){.code = field(o, "id", a),
                               .n = json_integer_value(json_object_get(o, "n")),
                               .made = field(o, "made", a),
                               .verb = field(o, "verb", a),
                               .subject = field(o, "subject", a),
                               .object = field(o, "object", a),
                               .note = field(o, "note", a)};
        struct date day;
        struct err ignored = {0};
        if (!d->code || !journal_is_code(d->code) || d->n < 1 || d->n > (1LL << 40) || !d->made ||
            dates_parse(&day, d->made, &ignored) || !known_verb(d->verb) || !d->subject ||
            !*d->subject || (needs_object(d) && (!d->object || !*d->object)) ||
            read_anchors(d, json_object_get(o, "claims"), a) ||
            ((is(d, "reject") || is(d, "accept")) && !d->anchors_n))
            return err_set(e, ERR_PARSE,
                           "decision %zu is not in the form that `decisions --json` "
                           "prints",
                           i + 1);
        if (strcmp(d->code, code_of(d, a)))
            return err_set(e, ERR_PARSE, "decision %zu is not what was decided as %s", i + 1,
                           d->code);
    }
    return 0;
}
