/* What an entity looks like: its name, for whom it acts, and the end of the chain of sides. By vote
 * of the articles, unless people decided. */
#include "graph/journal.h"

#include <stdlib.h>
#include <string.h>

static bool stands(const struct decision *d, const char *verb)
{
    return d->standing == STANDS && !strcmp(d->verb, verb);
}

static int gather(struct store *s, struct ids *out, const char *sql, int64_t id, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, sql, "i", id);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, out, sqlite3_column_int64(q, 0));
    return row;
}

struct ballot { /* a name or a side, with its votes */
    const char *text;
    int64_t id, votes, seen;
};

struct ballots {
    struct ballot *items;
    size_t n, cap;
};

/* Adds up what several keys of one thing have; few, so a list will do. */
static void cast(struct arena *a, struct ballots *l, const char *text, int64_t id, int64_t votes,
                 int64_t seen)
{
    for (size_t i = 0; i < l->n; i++)
        if (!strcmp(l->items[i].text, text)) {
            l->items[i].votes += votes;
            l->items[i].seen += seen;
            return;
        }
    l->items = arena_grow(a, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = (struct ballot){arena_strdup(a, text), id, votes, seen};
}

static const struct ballot *winner(const struct ballots *l)
{
    const struct ballot *best = NULL;
    for (size_t i = 0; i < l->n; i++) {
        const struct ballot *b = &l->items[i];
        if (!best || b->votes > best->votes ||
            (b->votes == best->votes &&
             (b->seen > best->seen || (b->seen == best->seen && strcmp(b->text, best->text) < 0))))
            best = b;
    }
    return best;
}

/* What decisions give an entity. */
struct given {
    const char *name;
    bool sided;
    int64_t side; /* 0: acts for nobody */
};

static struct given *given_at(struct arena *a, struct map *m, int64_t self)
{
    void **slot = map_at(m, a, &self, sizeof self);
    if (!*slot)
        *slot = arena_alloc(a, sizeof(struct given));
    return *slot;
}

static int self_of(struct store *s, const char *key, int64_t *id, int64_t *self, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, "SELECT id, self FROM entity WHERE key = ?1", "s", key);
    int row = db_row(s, q, e);
    *id = *self = 0;
    if (row > 0) {
        *id = sqlite3_column_int64(q, 0);
        *self = sqlite3_column_int64(q, 1);
        db_reset(q);
    }
    return row < 0 ? -1 : 0;
}

static int compare_ids(const void *pa, const void *pb)
{
    int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

/* Names and sides by decisions, by self; later ones outweigh earlier ones of other keys of one
 * thing. Whoever acts for what is somebody else now is added to `selves`. */
static int read_given(struct store *s, const struct journal *j, struct map *out,
                      struct ids *changed, struct ids *selves, struct err *e)
{
    ids_sort(changed);
    for (size_t i = 0; i < j->n; i++) {
        const struct decision *d = &j->items[i];
        bool named = stands(d, "relabel") && !d->anchors_n;
        int64_t id, self, other, side = 0;
        if (!named && !stands(d, "side"))
            continue;
        if (self_of(s, d->subject, &id, &self, e) ||
            (!named && d->object && self_of(s, d->object, &other, &side, e)))
            return -1;
        if (!self)
            continue;
        if (named) {
            given_at(&s->batch, out, self)->name = d->object;
        } else if (!d->object || (side && side != self)) {
            given_at(&s->batch, out, self)->sided = true;
            given_at(&s->batch, out, self)->side = side;
        }
        if (side && changed->n &&
            bsearch(&other, changed->items, changed->n, sizeof other, compare_ids))
            ids_add(&s->batch, selves, self);
    }
    return 0;
}

/* What an entity has before it is settled anew: most keep it, so that nothing need be written. */
struct face {
    const char *name; /* NULL when it has none */
    int64_t side;     /* 0 when it acts for nobody */
    bool topless;
};

static int read_face(struct store *s, int64_t id, struct face *f, struct err *e)
{
    sqlite3_stmt *q =
        db_bind(s, e, "SELECT name, side, top IS NULL FROM entity WHERE id = ?1", "i", id);
    int row = db_row(s, q, e);
    *f = (struct face){0};
    if (row > 0) {
        f->name = db_text(&s->batch, q, 0);
        f->side = sqlite3_column_int64(q, 1);
        f->topless = sqlite3_column_int(q, 2) != 0;
        db_reset(q);
    }
    return row < 0 ? -1 : 0;
}

/* The name that most articles use. */
static int name_it(struct store *s, int64_t id, const struct face *f, const char *given,
                   struct err *e)
{
    struct ballots names = {0};
    if (given)
        return db_run(s, e, "UPDATE entity SET name = ?2 WHERE id = ?1", "is", id, given);
    sqlite3_stmt *q = db_bind(s, e,
                              "SELECT a.text, a.named, a.seen FROM entity AS m "
                              "JOIN alias AS a ON a.entity = m.id WHERE m.self = ?1",
                              "i", id);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        cast(&s->batch, &names, (const char *)sqlite3_column_text(q, 0), 0,
             sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2));
    const struct ballot *best = winner(&names);
    if (row || !best || (f->name && !strcmp(f->name, best->text)))
        return row;
    return db_run(s, e, "UPDATE entity SET name = ?2 WHERE id = ?1", "is", id, best->text);
}

/* The side that most articles give, if at least one in four of those that know the entity gives
 * it. A country acts for nobody. */
static int side_of(struct store *s, int64_t id, const struct face *f, const struct given *given,
                   bool *changed, struct err *e)
{
    struct ballots sides = {0};
    int64_t sightings = 0, country = 0;
    *changed = false;
    sqlite3_stmt *q = db_bind(s, e,
                              "SELECT c.key, c.id, v.votes FROM entity AS m "
                              "JOIN vote AS v ON v.entity = m.id JOIN entity AS t ON t.id = v.side "
                              "JOIN entity AS c ON c.id = t.self WHERE m.self = ?1 AND c.id <> ?1",
                              "i", id);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        cast(&s->batch, &sides, (const char *)sqlite3_column_text(q, 0), sqlite3_column_int64(q, 1),
             sqlite3_column_int64(q, 2), 0);
    if (row)
        return -1;
    struct ballot decided = {.id = given->side};
    const struct ballot *best = given->sided ? &decided : winner(&sides);
    if (best && !given->sided &&
        (db_int(s, e, &sightings, "SELECT sum(sightings) FROM entity WHERE self = ?1", "i", id) <
             0 ||
         db_int(s, e, &country, "SELECT kind = 'country' FROM entity WHERE id = ?1", "i", id) < 0))
        return -1;
    bool has = given->sided ? given->side != 0 : best && !country && best->votes * 4 >= sightings;
    *changed = f->side != (has ? best->id : 0);
    return !*changed ? 0
                     : db_run(s, e, "UPDATE entity SET side = ?2 WHERE id = ?1", "iI", id,
                              has ? &best->id : NULL);
}

/* Follows the sides to their end; where they run in a circle, its smallest key stands for all. */
static int top_of(struct store *s, int64_t id, int64_t *top, struct err *e)
{
    int64_t chain[32];
    size_t n = 0;
    for (int64_t at = id;;) {
        chain[n++] = at;
        int64_t next = 0;
        if (db_int(s, e, &next, "SELECT side FROM entity WHERE id = ?1 AND side IS NOT NULL", "i",
                   at) < 0)
            return -1;
        if (!next) {
            *top = at;
            return 0;
        }
        for (size_t i = 0; i < n; i++) {
            if (chain[i] != next)
                continue;
            *top = next;
            for (size_t k = i; k < n; k++)
                if (db_int(s, e, top,
                           "SELECT id FROM entity WHERE id IN (?1, ?2) ORDER BY key "
                           "LIMIT 1",
                           "ii", *top, chain[k]) < 0)
                    return -1;
            return 0;
        }
        if (n == 32) {
            *top = at;
            return 0;
        }
        at = next;
    }
}

static int set_tops(struct store *s, const struct ids *from, struct ids *changed, struct err *e)
{
    struct ids all = {0};
    for (size_t i = 0; i < from->n; i++)
        if (gather(s, &all,
                   "WITH RECURSIVE under (id) AS (VALUES (?1) UNION "
                   "SELECT e.id FROM entity AS e JOIN under AS u ON e.side = u.id) "
                   "SELECT id FROM under ORDER BY id",
                   from->items[i], e))
            return -1;
    ids_sort(&all);
    for (size_t i = 0; i < all.n; i++) {
        int64_t top;
        if (top_of(s, all.items[i], &top, e) ||
            db_run(s, e, "UPDATE entity SET top = ?2 WHERE id = ?1 AND top IS NOT ?2", "ii",
                   all.items[i], top))
            return -1;
        if (!sqlite3_changes(s->db))
            continue;
        ids_add(&s->batch, changed, all.items[i]);
        if (db_run(s, e, "UPDATE event_role SET top = ?2 WHERE entity = ?1", "ii", all.items[i],
                   top))
            return -1;
    }
    return 0;
}

int resolve_faces(struct store *s, const struct journal *j, struct ids *changed, struct ids *selves,
                  struct ids *tops, struct err *e)
{
    struct ids resided = {0};
    struct map given = {0};
    if (read_given(s, j, &given, changed, selves, e))
        return -1;
    for (size_t i = 0; i < changed->n; i++)
        if (gather(s, selves,
                   "SELECT m.self FROM vote AS v JOIN entity AS m ON m.id = v.entity "
                   "WHERE v.side = ?1",
                   changed->items[i], e))
            return -1;
    ids_sort(selves);
    for (size_t i = 0; i < selves->n; i++) {
        bool moved = false;
        struct face f;
        const struct given *g = given_at(&s->batch, &given, selves->items[i]);
        if (read_face(s, selves->items[i], &f, e) || name_it(s, selves->items[i], &f, g->name, e) ||
            side_of(s, selves->items[i], &f, g, &moved, e))
            return -1;
        if (moved || f.topless)
            ids_add(&s->batch, &resided, selves->items[i]);
    }
    return set_tops(s, &resided, tops, e);
}
