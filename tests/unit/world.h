/* A small world for the tests of graph/: articles written as lists of claims, without extraction.
 *
 *     static const struct telling_of told[] = {
 *         {.who = "country:US", .whom = "country:CN", .act = ACT_ESPIONAGE, .said = "2013-07-09"},
 *         {.kind = CLAIM_DENIAL, .who = "country:CN", .answers = 1},        // the first claim
 *     };
 *     world_article(&w, "2013-07-10", "Reuters", told, COUNT(told));
 *
 * An entity is its key; "person:jen-psaki<country:US" has a side, "person:x=Name" a name, several
 * stand with ";" between them. The text of an article is its claims, a line each.
 */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "tests/unit/check.h"

#include "core/buf.h"
#include "core/hash.h"
#include "core/text.h"
#include "graph/db.h"

struct claim_spec {
    enum claim_kind kind;
    const char *who, *whom; /* speaker and target; participants are all in who */
    enum act act;
    const char *said, *happened;
    int answers; /* the how manieth claim of the article it denies, 0 none */
    enum meeting_status status;
    bool hedged, legal;
    double confidence; /* 0: a half */
};

struct world {
    struct arena a;
    struct store *store;
    struct err e;
};

static inline void world_open(struct world *w)
{
    *w = (struct world){0};
    if (store_open(&w->store, ":memory:", STORE_CREATE, &w->e))
        fail_msg("%s", w->e.msg);
}

static inline void world_close(struct world *w)
{
    store_close(w->store);
    arena_release(&w->a);
}

static inline int world_entity(struct world *w, struct reading *r, const char *spec)
{
    char *key = arena_strdup(&w->a, spec), *side = strchr(key, '<'), *name = strchr(key, '=');
    if (side)
        *side++ = '\0';
    if (name)
        *name++ = '\0';
    int at = side ? world_entity(w, r, side) : -1;
    for (size_t i = 0; i < r->entities_n; i++)
        if (!strcmp(r->entities[i].key, key))
            return (int)i;
    r->entities =
        arena_grow(&w->a, r->entities, r->entities_n, &r->entities_cap, sizeof *r->entities);
    struct entity *x = &r->entities[r->entities_n];
    int kind = model_parse_entity_kind(arena_strndup(&w->a, key, strcspn(key, ":")));
    *x = (struct entity){.key = key,
                         .kind = kind < 0 ? ENTITY_GROUP : (enum entity_kind)kind,
                         .name = name ? name : strchr(key, ':') + 1,
                         .side = at,
                         .unnamed = kind < 0};
    const char **also = arena_alloc(&w->a, sizeof *also);
    *also = x->name;
    x->also = also;
    x->also_n = 1;
    return (int)r->entities_n++;
}

static inline void world_roles(struct world *w, struct reading *r, struct claim *c, enum role role,
                               const char *specs)
{
    while (specs && *specs) {
        size_t len = strcspn(specs, ";");
        claim_add_role(&w->a, c, role, world_entity(w, r, arena_strndup(&w->a, specs, len)));
        specs += len + (specs[len] == ';');
    }
}

static inline struct told_date world_date(const char *edtf)
{
    struct told_date d = {0};
    struct err e = {0};
    if (edtf && dates_parse(&d.date, edtf, &e))
        fail_msg("%s", e.msg);
    return d;
}

static inline struct reading world_reading(struct world *w, struct article *x,
                                           const char *published, const char *source,
                                           const struct claim_spec *specs, size_t n)
{
    struct reading r = {0};
    struct buf text;
    buf_init(&text, 1 << 16);
    *x = (struct article){.language = "en", .source = source};
    r.claims = arena_alloc(&w->a, (n + 1) * sizeof *r.claims);
    for (size_t i = 0; i < n; i++) {
        const struct claim_spec *s = &specs[i];
        struct claim *c = &r.claims[r.claims_n++];
        uint32_t start = (uint32_t)text_count(text.ptr, text.len);
        bool meeting = s->kind == CLAIM_MEETING, attack = s->kind == CLAIM_ATTACK;
        buf_addf(&text, "%s – %s: %s, %s, %s.\n", s->who ? s->who : "?", s->whom ? s->whom : "",
                 model_act(s->act), s->said ? s->said : "-", s->happened ? s->happened : "-");
        *c = (struct claim){.kind = s->kind,
                            .act = s->act,
                            .status = s->status,
                            .said = world_date(s->said),
                            .happened = world_date(s->happened),
                            .hedged = s->hedged,
                            .legal = s->legal,
                            .rule = "test",
                            .cue = {start, start + 1},
                            .confidence = s->confidence > 0 ? s->confidence : 0.5};
        spans_add(&w->a, &c->evidence,
                  (struct span){start, (uint32_t)text_count(text.ptr, text.len) - 1});
        world_roles(w, &r, c, meeting ? ROLE_PARTICIPANT : attack ? ROLE_BY : ROLE_SPEAKER, s->who);
        world_roles(w, &r, c, attack ? ROLE_ON : ROLE_TARGET, s->whom);
        if (s->answers) {
            c->answers = arena_alloc(&w->a, sizeof *c->answers);
            c->answers[0] = s->answers - 1;
            c->answers_n = 1;
        }
    }
    x->text = arena_strndup(&w->a, text.ptr, text.len);
    x->len = text.len;
    x->published = world_date(published).date;
    hash_article(&w->a, x);
    buf_release(&text);
    return r;
}

/* Adds one article in the open batch; true when the store did not have it. */
static inline bool world_add(struct world *w, const char *published, const char *source,
                             const struct claim_spec *specs, size_t n)
{
    struct article x;
    bool added;
    struct reading r = world_reading(w, &x, published, source, specs, n);
    if (store_add(w->store, &x, &r, &added, &w->e))
        fail_msg("%s", w->e.msg);
    return added;
}

/* The same in a batch of its own. */
static inline void world_article(struct world *w, const char *published, const char *source,
                                 const struct claim_spec *specs, size_t n)
{
    assert_int_equal(store_begin(w->store, &w->e), 0);
    assert_true(world_add(w, published, source, specs, n));
    if (store_commit(w->store, &w->e))
        fail_msg("%s", w->e.msg);
}

/* The rows of a query as text, "a|b\nc|d\n", NULL as "". */
static inline const char *world_rows(struct world *w, const char *sql)
{
    struct buf b;
    int row;
    buf_init(&b, 1 << 22);
    sqlite3_stmt *q = db_bind(w->store, &w->e, sql, "");
    while ((row = db_row(w->store, q, &w->e)) > 0)
        for (int i = 0, n = sqlite3_column_count(q); i < n; i++) {
            const char *text = (const char *)sqlite3_column_text(q, i);
            buf_addf(&b, "%s%c", text ? text : "", i + 1 < n ? '|' : '\n');
        }
    if (row < 0)
        fail_msg("%s", w->e.msg);
    const char *out = arena_strndup(&w->a, b.ptr, b.len);
    buf_release(&b);
    return out;
}

/* Everything derived, by names that no order of import can change. */
static inline const char *world_dump(struct world *w)
{
    static const char *const queries[] = {
        "SELECT e.key, e.kind, e.sightings, c.key, e.name, s.key, t.key FROM entity AS e "
        "LEFT JOIN entity AS c ON c.id = e.self LEFT JOIN entity AS s ON s.id = e.side "
        "LEFT JOIN entity AS t ON t.id = e.top ORDER BY e.key",
        "SELECT e.key, a.text, a.fold, a.named, a.seen FROM alias AS a "
        "JOIN entity AS e ON e.id = a.entity ORDER BY 1, 2",
        "SELECT h.hook, e.key, h.strong FROM hook AS h JOIN entity AS e ON e.id = h.entity "
        "ORDER BY 1, 2",
        "SELECT code, kind, block, act, denial_of, status, date, told, day, last_day, happened, "
        "hedged, legal, reports, sources, orphan FROM event ORDER BY code",
        "SELECT v.code, r.role, e.key, t.key, r.day FROM event_role AS r "
        "JOIN event AS v ON v.id = r.event JOIN entity AS e ON e.id = r.entity "
        "JOIN entity AS t ON t.id = r.top ORDER BY 1, 2, 3",
        "SELECT x.code, l.kind, y.code, l.rule FROM link AS l JOIN event AS x ON x.id = l.event "
        "JOIN event AS y ON y.id = l.other ORDER BY 1, 2, 3",
        "SELECT hash, source FROM article ORDER BY hash",
        "SELECT a.hash, p.first, p.past FROM passage AS p JOIN article AS a ON a.id = p.article "
        "ORDER BY 1, 2, 3",
        "SELECT d.code, r.n, u.verb, u.value FROM ruling AS u JOIN report AS r ON r.id = u.report "
        "JOIN article AS a ON a.id = r.article JOIN decision AS d ON d.code = u.decision "
        "ORDER BY d.code, a.hash, r.n",
        "SELECT k.fold, k.text, e.key FROM nickname AS k JOIN entity AS e ON e.id = k.entity "
        "ORDER BY 1, 2, 3",
        "SELECT code, n, verb, subject, object, claims FROM decision ORDER BY code",
        "SELECT a.hash, r.n, v.code, r.block FROM report AS r JOIN article AS a ON a.id = "
        "r.article "
        "LEFT JOIN event AS v ON v.id = r.event ORDER BY 1, 2",
    };
    const char *out = "";
    for (size_t i = 0; i < COUNT(queries); i++)
        out = arena_printf(&w->a, "%s# %zu\n%s", out, i, world_rows(w, queries[i]));
    return out;
}

#endif
