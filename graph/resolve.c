/* Who is who: which keys are one thing in the world.
 *
 * Keys are computed from single articles, so one thing may come with several: "Snowden" alone
 * beside "Edward Snowden". Every key hangs hooks where it might meet another; a hook is strong (the
 * key's own name) or weak (one of its aliases, or the surname of a full name). Two keys are one
 * when
 *   1. both hang strongly on a hook: company:reuters and organization:reuters;
 *   2. one hangs strongly and exactly one other thing weakly: the only James Comey with an initial,
 *      the only body that some article also calls "State Department", then, when those are one, the
 *      only full name that ends in the surname "snowden".
 * Two Comeys, two George Bushes with initials, or two bodies with one alias stay apart from the
 * bare name; so do surnames of few letters, which are given names or words as often as not.
 *
 * People's decisions come first: a merge joins whatever the hooks say, and no hook joins what a
 * split keeps apart. Sides and names that they give outweigh votes.
 *
 * What hangs together by hooks and merges is decided together and by nothing else, so a batch only
 * looks again at what its keys reach, and the outcome depends on the set of keys and aliases alone.
 */
#include "graph/db.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "graph/journal.h"

enum { SURNAME_MIN = 5 }; /* letters of a surname that may stand for the one full name with it */

struct key {
    int64_t id, old; /* old: self before; 0 none yet */
    const char *key;
    int kind;
    bool unnamed;
    size_t parent; /* union-find over indices */
    size_t n_tokens, raw_tokens;
};

struct hold { /* a key on a hook */
    size_t key;
    bool strong;
};

struct peg { /* a hook with what hangs on it */
    const char *name;
    struct hold *holds;
    size_t n, cap;
};

struct web {
    struct arena *a;
    struct key *keys;
    size_t keys_n, keys_cap;
    struct peg *pegs;
    size_t pegs_n, pegs_cap;
    struct map ids, hooks; /* id → index + 1, hook → index + 1 */
    const struct journal *journal;
    struct apart { /* keys that decisions keep apart */
        size_t a, b;
    } * aparts;
    size_t aparts_n, aparts_cap;
};

/* ---- hooks ---- */

static int hang(struct store *s, int64_t entity, const char *hook, bool strong, struct err *e)
{
    return db_run(s, e,
                  "INSERT INTO hook (hook, entity, strong) VALUES (?1, ?2, ?3) "
                  "ON CONFLICT DO UPDATE SET strong = max(strong, excluded.strong)",
                  "sii", hook, entity, (int64_t)strong);
}

/* "james-b-comey" → "james comey": initials between the names are left out. */
static char *full_name(struct arena *a, const char *slug, size_t *tokens)
{
    char *out = arena_strdup(a, slug), *to = out;
    const char *p = slug;
    *tokens = 0;
    while (*p) {
        size_t len = strcspn(p, "-");
        if (len && (len > 1 || p == slug || !p[len])) {
            if (to > out)
                *to++ = ' ';
            memmove(to, p, len);
            to += len;
            ++*tokens;
        }
        p += len + (p[len] == '-');
    }
    *to = '\0';
    return out;
}

int resolve_hooks(struct store *s, int64_t entity, const char *key, struct err *e)
{
    const char *colon = strchr(key, ':');
    if (!colon)
        return 0;
    const char *slug = colon + 1;
    if (!strncmp(key, "person:", 7)) {
        size_t tokens;
        char *name = full_name(&s->batch, slug, &tokens);
        const char *last = strrchr(name, ' ');
        bool plain = strlen(name) == strlen(slug); /* without initials */
        last = last ? last + 1 : name;
        if (hang(s, entity, arena_printf(&s->batch, "person %s", name), plain, e))
            return -1;
        if (tokens == 1 && strlen(last) < SURNAME_MIN)
            return 0;
        return hang(s, entity, arena_printf(&s->batch, "surname %s", last), tokens == 1, e);
    }
    if (!strncmp(key, "organization:", 13) || !strncmp(key, "company:", 8) ||
        !strncmp(key, "group:", 6))
        return hang(s, entity, arena_printf(&s->batch, "slug %s", slug), true, e);
    return 0;
}

static bool is_acronym(const char *text)
{
    size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return !text[n] && n >= 3 && n <= 8 && strcspn(text, "0123456789") >= 2;
}

int resolve_alias(struct store *s, int64_t entity, const char *fold, const char *text, bool named,
                  struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, "SELECT key, unnamed FROM entity WHERE id = ?1", "i", entity);
    if (db_row(s, q, e) <= 0)
        return -1;
    const char *key = db_text(&s->batch, q, 0);
    bool unnamed = sqlite3_column_int64(q, 1) != 0;
    db_reset(q);
    const char *slash = strchr(key, '/'), *hook = NULL;
    if (!strncmp(fold, "the ", 4))
        fold += 4; /* "The Times" may be any Times */
    bool words = strchr(fold, ' ') != NULL;
    if (unnamed || !*fold)
        return 0;
    if (!strncmp(key, "person:", 7) && words)
        hook = arena_printf(&s->batch, "called %s", fold);
    else if (!strncmp(key, "government:", 11) && slash)
        hook = arena_printf(&s->batch, "body %.*s %s", (int)(slash - key - 11), key + 11, fold);
    else if ((!strncmp(key, "organization:", 13) || !strncmp(key, "company:", 8) ||
              !strncmp(key, "group:", 6) || !strncmp(key, "government:", 11)) &&
             (words || is_acronym(text)))
        hook = arena_printf(&s->batch, "named %s", fold);
    if (hook && hang(s, entity, hook, named, e))
        return -1;
    /* "NSA" in an article that does not tell whose it is. */
    if (slash && !strncmp(key, "government:", 11) && is_acronym(text))
        return hang(s, entity, arena_printf(&s->batch, "named %s", fold), false, e);
    return 0;
}

/* ---- what hangs together ---- */

static size_t root(struct web *w, size_t i)
{
    while (w->keys[i].parent != i)
        i = w->keys[i].parent = w->keys[w->keys[i].parent].parent;
    return i;
}

static void join(struct web *w, size_t a, size_t b)
{
    a = root(w, a);
    b = root(w, b);
    for (size_t i = 0; i < w->aparts_n; i++) {
        size_t x = root(w, w->aparts[i].a), y = root(w, w->aparts[i].b);
        if ((x == a && y == b) || (x == b && y == a))
            return;
    }
    if (a != b)
        w->keys[a < b ? b : a].parent = a < b ? a : b;
}

static int web_key(struct store *s, struct web *w, int64_t id, size_t *out, struct err *e)
{
    void **slot = map_at(&w->ids, w->a, &id, sizeof id);
    if (*slot) {
        *out = (size_t)(uintptr_t)*slot - 1;
        return 0;
    }
    sqlite3_stmt *q =
        db_bind(s, e, "SELECT key, kind, self, unnamed FROM entity WHERE id = ?1", "i", id);
    if (db_row(s, q, e) <= 0)
        return -1;
    w->keys = arena_grow(w->a, w->keys, w->keys_n, &w->keys_cap, sizeof *w->keys);
    struct key *k = &w->keys[w->keys_n];
    *k = (struct key){.id = id,
                      .old = sqlite3_column_int64(q, 2),
                      .key = db_text(w->a, q, 0),
                      .kind = model_parse_entity_kind((const char *)sqlite3_column_text(q, 1)),
                      .unnamed = sqlite3_column_int64(q, 3) != 0,
                      .parent = w->keys_n};
    db_reset(q);
    const char *colon = strchr(k->key, ':');
    const char *slug = colon ? colon + 1 : k->key;
    full_name(w->a, slug, &k->n_tokens);
    for (const char *p = slug; *p; p++)
        k->raw_tokens += *p == '-';
    *slot = (void *)(uintptr_t)(w->keys_n + 1);
    *out = w->keys_n++;
    return 0;
}

static int web_peg(struct store *s, struct web *w, const char *name, struct err *e)
{
    void **slot = map_at(&w->hooks, w->a, name, strlen(name));
    if (*slot)
        return 0;
    w->pegs = arena_grow(w->a, w->pegs, w->pegs_n, &w->pegs_cap, sizeof *w->pegs);
    size_t at = w->pegs_n++;
    *slot = (void *)(uintptr_t)w->pegs_n;
    struct peg peg = {.name = name};
    struct ids members = {0}, strong = {0};
    sqlite3_stmt *q = db_bind(s, e,
                              "SELECT entity, strong FROM hook WHERE hook = ?1 "
                              "ORDER BY entity",
                              "s", name);
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        ids_add(w->a, &members, sqlite3_column_int64(q, 0));
        ids_add(w->a, &strong, sqlite3_column_int64(q, 1));
    }
    for (size_t i = 0; i < members.n && !row; i++) {
        peg.holds = arena_grow(w->a, peg.holds, peg.n, &peg.cap, sizeof *peg.holds);
        peg.holds[peg.n].strong = strong.items[i] != 0;
        row = web_key(s, w, members.items[i], &peg.holds[peg.n++].key, e);
    }
    w->pegs[at] = peg;
    return row;
}

static bool stands(const struct decision *d, const char *verb)
{
    return d->standing == STANDS && !strcmp(d->verb, verb);
}

static bool is_merge(const struct decision *d)
{
    return stands(d, "merge");
}

/* The index of a decision's key in the web, its id at *id; SIZE_MAX when the store or the web lacks
 * it. */
static int web_find(struct store *s, struct web *w, const char *key, size_t *at, int64_t *id,
                    struct err *e)
{
    *at = SIZE_MAX;
    *id = 0;
    int row = db_int(s, e, id, "SELECT id FROM entity WHERE key = ?1", "s", key);
    if (row > 0) {
        uintptr_t found = (uintptr_t)*map_at(&w->ids, w->a, id, sizeof *id);
        *at = found ? found - 1 : SIZE_MAX;
    }
    return row < 0 ? -1 : 0;
}

/* What merges join with the key. */
static int web_merges(struct store *s, struct web *w, const char *key, struct err *e)
{
    for (size_t i = 0; i < w->journal->n; i++) {
        const struct decision *d = &w->journal->items[i];
        size_t at;
        int64_t id;
        bool first = is_merge(d) && !strcmp(d->subject, key);
        if (!first && (!is_merge(d) || strcmp(d->object, key)))
            continue;
        if (web_find(s, w, first ? d->object : d->subject, &at, &id, e) ||
            (id && web_key(s, w, id, &at, e)))
            return -1;
    }
    return 0;
}

/* All keys that the given ones reach over hooks and merges. */
static int spin(struct store *s, struct web *w, const struct ids *from, struct err *e)
{
    size_t at;
    for (size_t i = 0; i < from->n; i++)
        if (web_key(s, w, from->items[i], &at, e))
            return -1;
    for (size_t i = 0; i < w->keys_n; i++) {
        sqlite3_stmt *q =
            db_bind(s, e, "SELECT hook FROM hook WHERE entity = ?1", "i", w->keys[i].id);
        const char **hooks = NULL;
        size_t n = 0, cap = 0;
        int row;
        while ((row = db_row(s, q, e)) > 0) {
            hooks = arena_grow(w->a, hooks, n, &cap, sizeof *hooks);
            hooks[n++] = db_text(w->a, q, 0);
        }
        if (row < 0)
            return -1;
        for (size_t k = 0; k < n; k++)
            if (web_peg(s, w, hooks[k], e))
                return -1;
        if (web_merges(s, w, w->keys[i].key, e))
            return -1;
    }
    return 0;
}

static int compare_pegs(const void *pa, const void *pb)
{
    return strcmp(((const struct peg *)pa)->name, ((const struct peg *)pb)->name);
}

/* Where something is kept apart, what is joined first counts: pegs and what hangs on them go by
 * name then, not by arrival. */
static void put_in_order(struct web *w)
{
    if (w->pegs_n)
        qsort(w->pegs, w->pegs_n, sizeof *w->pegs, compare_pegs);
    for (size_t i = 0; i < w->pegs_n; i++) {
        struct hold *holds = w->pegs[i].holds;
        for (size_t k = 1; k < w->pegs[i].n; k++)
            for (size_t m = k;
                 m && strcmp(w->keys[holds[m].key].key, w->keys[holds[m - 1].key].key) < 0; m--) {
                struct hold x = holds[m];
                holds[m] = holds[m - 1];
                holds[m - 1] = x;
            }
    }
}

/* Decisions before hooks. */
static int join_decided(struct store *s, struct web *w, struct err *e)
{
    for (size_t i = 0; i < w->journal->n; i++) {
        const struct decision *d = &w->journal->items[i];
        size_t a, b;
        int64_t id;
        if (!is_merge(d) && !stands(d, "split"))
            continue;
        if (web_find(s, w, d->subject, &a, &id, e) || web_find(s, w, d->object, &b, &id, e))
            return -1;
        if (a == SIZE_MAX || b == SIZE_MAX)
            continue;
        if (is_merge(d)) {
            join(w, a, b);
            continue;
        }
        w->aparts = arena_grow(w->a, w->aparts, w->aparts_n, &w->aparts_cap, sizeof *w->aparts);
        w->aparts[w->aparts_n++] = (struct apart){a, b};
    }
    if (w->aparts_n)
        put_in_order(w);
    return 0;
}

/* The one thing that hangs weakly on a peg, by a snapshot of roots; SIZE_MAX when there are none or
 * several. */
static size_t only_weak(const struct peg *p, const size_t *roots)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < p->n; i++) {
        if (p->holds[i].strong)
            continue;
        size_t r = roots[p->holds[i].key];
        if (found != SIZE_MAX && found != r)
            return SIZE_MAX;
        found = r;
    }
    return found;
}

static void join_weak(struct web *w, bool surnames)
{
    size_t *roots = arena_alloc(w->a, (w->keys_n + 1) * sizeof *roots);
    for (size_t i = 0; i < w->keys_n; i++)
        roots[i] = root(w, i);
    for (size_t i = 0; i < w->pegs_n; i++) {
        const struct peg *p = &w->pegs[i];
        if (surnames != !strncmp(p->name, "surname ", 8))
            continue;
        size_t weak = only_weak(p, roots);
        for (size_t k = 0; weak != SIZE_MAX && k < p->n; k++)
            if (p->holds[k].strong)
                join(w, weak, p->holds[k].key);
    }
}

static void join_strong(struct web *w)
{
    for (size_t i = 0; i < w->pegs_n; i++) {
        const struct peg *p = &w->pegs[i];
        size_t first = SIZE_MAX;
        for (size_t k = 0; k < p->n; k++) {
            if (!p->holds[k].strong)
                continue;
            for (size_t m = 0; m < k && w->aparts_n; m++)
                if (p->holds[m].strong)
                    join(w, p->holds[m].key, p->holds[k].key);
            if (first != SIZE_MAX)
                join(w, first, p->holds[k].key);
            else
                first = p->holds[k].key;
        }
    }
}

/* Which of two keys of one thing speaks for it: one with a name, the body of a state before a mere
 * organization, the fuller name, the one without initials, the smaller key. */
static bool better(const struct key *a, const struct key *b)
{
    if (a->unnamed != b->unnamed)
        return b->unnamed;
    if (a->kind != b->kind)
        return a->kind < b->kind;
    if (a->kind == ENTITY_PERSON && a->n_tokens != b->n_tokens)
        return a->n_tokens > b->n_tokens;
    if (a->kind == ENTITY_PERSON && a->raw_tokens != b->raw_tokens)
        return a->raw_tokens < b->raw_tokens;
    return strcmp(a->key, b->key) < 0;
}

/* Writes self; the keys that changed it are added to `changed`, the things they are and were to
 * `selves`. */
static int settle(struct store *s, struct web *w, struct ids *changed, struct ids *selves,
                  struct err *e)
{
    size_t *best = arena_alloc(w->a, (w->keys_n + 1) * sizeof *best);
    for (size_t i = 0; i < w->keys_n; i++)
        best[i] = i;
    for (size_t i = 0; i < w->keys_n; i++) {
        size_t r = root(w, i);
        if (better(&w->keys[i], &w->keys[best[r]]))
            best[r] = i;
    }
    for (size_t i = 0; i < w->keys_n; i++) {
        const struct key *k = &w->keys[i];
        int64_t self = w->keys[best[root(w, i)]].id;
        ids_add(w->a, selves, self);
        if (self == k->old)
            continue;
        ids_add(w->a, changed, k->id);
        if (db_run(s, e, "UPDATE entity SET self = ?2 WHERE id = ?1", "ii", k->id, self))
            return -1;
        if (self != k->id &&
            db_run(s, e, "UPDATE entity SET name = NULL, side = NULL, top = NULL WHERE id = ?1",
                   "i", k->id))
            return -1;
    }
    return 0;
}

/* ---- what changed ---- */

static int gather(struct store *s, struct ids *out, const char *sql, int64_t id, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, sql, "i", id);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, out, sqlite3_column_int64(q, 0));
    return row;
}

/* Reports whose parties are someone else now, and the denials that answer them. */
static int touched_reports(struct store *s, const struct ids *changed, struct ids *reports,
                           struct err *e)
{
    struct ids touched = {0};
    for (size_t i = 0; i < changed->n; i++)
        if (gather(s, &touched, "SELECT report FROM report_role WHERE entity = ?1",
                   changed->items[i], e))
            return -1;
    ids_sort(&touched);
    for (size_t i = 0; i < touched.n; i++) {
        ids_add(&s->batch, reports, touched.items[i]);
        if (gather(s, reports, "SELECT report FROM report_answer WHERE answered = ?1",
                   touched.items[i], e))
            return -1;
    }
    ids_sort(reports);
    return 0;
}

int resolve(struct store *s, struct changes *ch, struct err *e)
{
    struct web w = {.a = &s->batch, .journal = ch->journal};
    struct ids changed = {0}, selves = {0};
    if (spin(s, &w, &ch->entities, e) || join_decided(s, &w, e))
        return -1;
    join_strong(&w);
    join_weak(&w, false);
    join_weak(&w, true);
    return settle(s, &w, &changed, &selves, e) ||
                   resolve_faces(s, ch->journal, &changed, &selves, &ch->tops, e) ||
                   touched_reports(s, &changed, &ch->reports, e)
               ? -1
               : 0;
}
