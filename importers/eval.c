#include "importers/eval.h"

#include <stdlib.h>
#include <string.h>

const char *const eval_kinds[EVAL_KINDS] = {"accuse", "deny", "answer", "meet"};
const char *const eval_levels[EVAL_LEVELS] = {"exact", "side"};

enum { NOBODY = -1, PARTIES = 3 };

/* One claim that says an edge. Parties are indices of marked entities; a found entity that is none
 * of these has a number behind them. */
struct said {
    int kind, level;
    int who[PARTIES];
    const struct claim *claim;
};

struct edges {
    struct arena *a;
    const struct reading *r;
    const int *joins; /* NULL: the marked ones themselves */
    int beyond;       /* number of marked entities */
    struct said *items;
    size_t n, cap;
};

static int party(const struct edges *x, int entity, int level)
{
    if (entity < 0)
        return NOBODY;
    if (level == EVAL_SIDE && x->r->entities[entity].side >= 0)
        entity = x->r->entities[entity].side;
    if (!x->joins)
        return entity;
    return x->joins[entity] >= 0 ? x->joins[entity] : x->beyond + entity;
}

static void put(struct edges *x, int kind, int level, int p, int q, int r, const struct claim *c)
{
    x->items = arena_grow(x->a, x->items, x->n, &x->cap, sizeof *x->items);
    x->items[x->n++] = (struct said){kind, level, {p, q, r}, c};
}

/* Those of a role; {NOBODY} when `or_nobody` and there are none. */
static size_t those(const struct edges *x, const struct claim *c, enum role role, bool or_nobody,
                    int **out)
{
    size_t n = 0;
    *out = arena_alloc(x->a, (c->roles_n + 1) * sizeof **out);
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == role)
            (*out)[n++] = c->roles[i].entity;
    if (!n && or_nobody)
        (*out)[n++] = NOBODY;
    return n;
}

static void put_allegation(struct edges *x, const struct claim *c, int level)
{
    int *by, *on;
    size_t bys = those(x, c, ROLE_SPEAKER, true, &by), ons = those(x, c, ROLE_TARGET, true, &on);
    for (size_t i = 0; i < bys; i++)
        for (size_t k = 0; k < ons; k++)
            put(x, EVAL_ACCUSE, level, party(x, by[i], level), party(x, on[k], level), 0, c);
}

static void put_denial(struct edges *x, const struct claim *c, int level)
{
    int *who, *by, *on;
    size_t n = those(x, c, ROLE_SPEAKER, false, &who);
    for (size_t i = 0; i < n; i++) {
        int denier = party(x, who[i], level);
        put(x, EVAL_DENY, level, denier, 0, 0, c);
        for (size_t k = 0; k < c->answers_n; k++) {
            const struct claim *o = &x->r->claims[c->answers[k]];
            size_t bys = those(x, o, ROLE_SPEAKER, true, &by);
            size_t ons = those(x, o, ROLE_TARGET, true, &on);
            for (size_t p = 0; p < bys; p++)
                for (size_t q = 0; q < ons; q++)
                    put(x, EVAL_ANSWER, level, denier, party(x, by[p], level),
                        party(x, on[q], level), c);
        }
    }
}

static void put_meeting(struct edges *x, const struct claim *c, int level)
{
    int *who;
    size_t n = those(x, c, ROLE_PARTICIPANT, false, &who);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++) {
            int p = party(x, who[i], level), q = party(x, who[k], level);
            if (p != q)
                put(x, EVAL_MEET, level, p < q ? p : q, p < q ? q : p, 0, c);
        }
    }
}

static int compare(const struct said *a, const struct said *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    for (int i = 0; i < PARTIES; i++)
        if (a->who[i] != b->who[i])
            return a->who[i] < b->who[i] ? -1 : 1;
    return 0;
}

static int by_edge(const void *pa, const void *pb)
{
    const struct said *a = pa, *b = pb;
    int order = compare(a, b);
    return order ? order : a->claim < b->claim ? -1 : a->claim > b->claim;
}

static void collect(struct edges *x)
{
    for (size_t i = 0; i < x->r->claims_n; i++) {
        const struct claim *c = &x->r->claims[i];
        for (int level = 0; level < EVAL_LEVELS; level++) {
            if (c->kind == CLAIM_ALLEGATION)
                put_allegation(x, c, level);
            else if (c->kind == CLAIM_DENIAL)
                put_denial(x, c, level);
            else if (c->kind == CLAIM_MEETING)
                put_meeting(x, c, level);
        }
    }
    if (x->n)
        qsort(x->items, x->n, sizeof *x->items, by_edge);
}

/* How many from `at` on say the same edge. */
static size_t run_of(const struct edges *x, size_t at)
{
    size_t n = 1;
    while (at + n < x->n && !compare(&x->items[at], &x->items[at + n]))
        n++;
    return n;
}

static bool overlap(const struct spans *x, const struct spans *y)
{
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (x->items[i].start < y->items[k].end && y->items[k].start < x->items[i].end)
                return true;
    return false;
}

/* An edge that both say, g times and f times: its evidence and its date. */
static void weigh(struct eval *out, const struct said *gold, size_t g, const struct said *found,
                  size_t f)
{
    bool grounded = false, dated = false, right = false;
    for (size_t i = 0; i < g; i++) {
        const struct told_date *told = &gold[i].claim->said;
        char want[DATES_TEXT], got[DATES_TEXT];
        dates_print(want, &told->date);
        dated = dated || told->date.set;
        for (size_t k = 0; k < f; k++) {
            const struct claim *c = found[k].claim;
            grounded = grounded || overlap(&gold[i].claim->evidence, &c->evidence);
            right = right || (told->date.set && c->said.date.set &&
                              !strcmp(want, dates_print(got, &c->said.date)));
        }
    }
    out->grounded[gold->kind].hit += grounded;
    if (dated && (gold->kind == EVAL_ACCUSE || gold->kind == EVAL_MEET)) {
        out->dates.gold++;
        out->dates.found++;
        out->dates.hit += right;
    }
}

static void compare_edges(struct eval *out, const struct edges *gold, const struct edges *found)
{
    for (size_t i = 0, k = 0; i < gold->n || k < found->n;) {
        const struct said *g = i < gold->n ? &gold->items[i] : NULL;
        const struct said *f = k < found->n ? &found->items[k] : NULL;
        int order = !g ? 1 : !f ? -1 : compare(g, f);
        const struct said *one = order <= 0 ? g : f;
        struct tally *t = &out->edges[one->kind][one->level];
        struct tally *words = one->level == EVAL_EXACT ? &out->grounded[one->kind] : NULL;
        size_t gs = order <= 0 ? run_of(gold, i) : 0, fs = order >= 0 ? run_of(found, k) : 0;
        t->hit += order == 0;
        t->gold += order <= 0;
        t->found += order >= 0;
        if (words) {
            words->gold += order <= 0;
            words->found += order >= 0;
            if (order == 0)
                weigh(out, g, gs, f, fs);
        }
        i += gs;
        k += fs;
    }
}

/* The parties that claims are about: an attack told as fact makes none. */
static void count_actors(struct eval *out, const struct reading *gold, const int *joins,
                         size_t joins_n, struct arena *a)
{
    bool *claimed = arena_alloc(a, gold->entities_n + 1);
    for (size_t i = 0; i < gold->claims_n; i++) {
        const struct claim *c = &gold->claims[i];
        for (size_t k = 0; k < c->roles_n; k++) {
            enum role role = c->roles[k].role;
            if (role == ROLE_SPEAKER || role == ROLE_TARGET || role == ROLE_PARTICIPANT)
                claimed[c->roles[k].entity] = true;
        }
    }
    for (size_t i = 0; i < gold->entities_n; i++) {
        out->actors.gold += claimed[i];
        out->actors.found += claimed[i];
    }
    for (size_t i = 0; i < joins_n; i++)
        out->actors.hit += joins[i] >= 0 && claimed[joins[i]];
}

void eval_article(struct eval *out, const struct marked *gold, const struct reading *found,
                  const struct article *article, struct arena *a)
{
    int *joins = arena_alloc(a, (found->entities_n + 1) * sizeof *joins);
    int beyond = (int)gold->reading.entities_n;
    struct edges g = {.a = a, .r = &gold->reading, .beyond = beyond};
    struct edges f = {.a = a, .r = found, .joins = joins, .beyond = beyond};
    *out = (struct eval){.articles = 1};
    eval_join(joins, gold, found, article, a);
    collect(&g);
    collect(&f);
    compare_edges(out, &g, &f);
    count_actors(out, &gold->reading, joins, found->entities_n, a);
}

static void add_tally(struct tally *into, const struct tally *one)
{
    into->hit += one->hit;
    into->gold += one->gold;
    into->found += one->found;
}

void eval_add(struct eval *into, const struct eval *one)
{
    into->articles += one->articles;
    for (int kind = 0; kind < EVAL_KINDS; kind++) {
        for (int level = 0; level < EVAL_LEVELS; level++)
            add_tally(&into->edges[kind][level], &one->edges[kind][level]);
        add_tally(&into->grounded[kind], &one->grounded[kind]);
    }
    add_tally(&into->actors, &one->actors);
    add_tally(&into->dates, &one->dates);
}

static double rounded(double x)
{
    return (double)(long)(x * 10000 + 0.5) / 10000;
}

static double share(size_t part, size_t all)
{
    return all ? (double)part / (double)all : 0;
}

double eval_precision(const struct tally *t)
{
    return rounded(share(t->hit, t->found));
}

double eval_recall(const struct tally *t)
{
    return rounded(share(t->hit, t->gold));
}

double eval_f1(const struct tally *t)
{
    return rounded(share(2 * t->hit, t->gold + t->found));
}

double eval_headline(const struct eval *v)
{
    double sum = 0;
    int n = 0;
    for (int kind = 0; kind < EVAL_KINDS; kind++) {
        for (int level = 0; level < EVAL_LEVELS && kind != EVAL_ANSWER; level++) {
            if (!v->edges[kind][level].gold)
                continue;
            sum += eval_f1(&v->edges[kind][level]);
            n++;
        }
    }
    return n ? rounded(sum / n) : 0;
}
