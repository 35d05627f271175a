#include <string.h>

#include "importers/extract/names.h"

/* Once all phrases are read: posts without a name and who holds them, bodies named without their
 * country, crowds described twice. One thing in an article is one entity. */

#define JOINS_MAX 64 /* of each sort; an article with more keeps the rest apart */

static bool heads_state(const char *role)
{
    static const char *const roles[] = {"president", "chairman", "chief", "head",
                                        "leader",    "leaders",  "king",  "general secretary"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(role, roles[i]) == 0)
            return true;
    return false;
}

/* "the Russian leader" is the Russian president; a company's head is not its president. */
static bool same_role(const struct names *n, const struct about *a, const struct about *b)
{
    if (strcmp(a->role, b->role) == 0)
        return true;
    int of = names_root(n, a->role_side);
    return n->doc->entities[of].kind == ENTITY_COUNTRY && heads_state(a->role) &&
           heads_state(b->role);
}

/* "Tổng thống Mỹ" is the person whom the article calls so elsewhere: same post, same owner. */
static void join_posts(struct names *n)
{
    struct doc *d = n->doc;
    int holders[JOINS_MAX], count = 0;
    for (int i = 0; i < d->entities_n && count < JOINS_MAX; i++)
        if (n->about[i].into < 0 && n->about[i].role && !d->entities[i].unnamed &&
            d->entities[i].kind == ENTITY_PERSON && n->about[i].role_side >= 0)
            holders[count++] = i;
    for (int i = 0; i < d->entities_n && count; i++) {
        struct about *a = &n->about[i];
        if (a->into >= 0 || !d->entities[i].unnamed || !a->role || a->plural || a->role_side < 0)
            continue;
        if (strncmp(d->entities[i].name, "a ", 2) == 0 ||
            strncmp(d->entities[i].name, "former ", 7) == 0)
            continue;
        int found = -1;
        for (int k = 0; k < count && found < 0; k++) {
            const struct about *h = &n->about[holders[k]];
            if (names_root(n, h->role_side) == names_root(n, a->role_side) &&
                strcmp(h->role, a->role) == 0)
                found = holders[k];
        }
        for (int k = 0; k < count && found < 0; k++) {
            const struct about *h = &n->about[holders[k]];
            if (names_root(n, h->role_side) == names_root(n, a->role_side) && same_role(n, a, h))
                found = holders[k];
        }
        if (found >= 0)
            names_merge(n, i, found);
    }
}

/* The part of a body's key that says what it is: "finance-ministry" of
 * "government:us/finance-ministry". */
static const char *body_slug(const char *key)
{
    const char *slug = strrchr(key, '/');
    return slug ? slug + 1 : strchr(key, ':') + 1;
}

static bool ends_in(const char *slug, const char *tail)
{
    size_t a = strlen(slug), b = strlen(tail);
    return a == b ? strcmp(slug, tail) == 0
                  : a > b && slug[a - b - 1] == '-' && strcmp(slug + a - b, tail) == 0;
}

/* "the ethics committee", "Bộ Tài chính": the one body of that sort that the article names with its
 * country or chamber. */
static void join_bodies(struct names *n)
{
    struct doc *d = n->doc;
    int bodies[JOINS_MAX], count = 0;
    for (int i = 0; i < d->entities_n && count < JOINS_MAX; i++)
        if (n->about[i].into < 0 && d->entities[i].kind == ENTITY_GOVERNMENT && !n->about[i].plural)
            bodies[count++] = i;
    for (int i = 0; i < count; i++) {
        const struct entity *e = &d->entities[bodies[i]];
        const char *slug = e->unnamed ? names_slug(n, e->name) : body_slug(e->key);
        if (n->about[bodies[i]].lexicon || (!e->unnamed && strchr(e->key, '/')) ||
            !strchr(slug, '-'))
            continue;
        int found = -1, others = 0;
        for (int k = 0; k < count; k++) {
            const char *key = d->entities[bodies[k]].key;
            if (k == i || d->entities[bodies[k]].unnamed || !strchr(key, '/') ||
                !ends_in(body_slug(key), slug))
                continue;
            others += found >= 0 && names_root(n, found) != names_root(n, bodies[k]);
            found = bodies[k];
        }
        if (found >= 0 && !others)
            names_merge(n, bodies[i], found);
    }
}

static bool number_fits(const char *a, const char *b)
{
    return !a || !b || strcmp(a, b) == 0;
}

/* Whether j may be the party that i means, said with fewer words. */
static bool describes(const struct names *n, int i, int j)
{
    const struct about *a = &n->about[i], *b = &n->about[j];
    if (i == j || b->into >= 0 || strcmp(a->noun, b->noun) != 0 || a->other || b->other ||
        n->doc->entities[i].kind != n->doc->entities[j].kind || !number_fits(a->count, b->count))
        return false;
    int of = names_root(n, a->role_side), with = names_root(n, b->role_side);
    return (of < 0 || of == with) && (!a->fields || a->fields == b->fields) &&
           (of != with || a->fields != b->fields || a->count != b->count);
}

/* "several women", "the women", "more than a dozen women": one crowd, unless their numbers or
 * owners differ, or two could be meant. */
static void join_crowds(struct names *n)
{
    struct doc *d = n->doc;
    int crowds[JOINS_MAX], count = 0;
    for (int i = 0; i < d->entities_n && count < JOINS_MAX; i++)
        if (n->about[i].into < 0 && d->entities[i].unnamed && n->about[i].plural &&
            n->about[i].noun)
            crowds[count++] = i;
    for (int i = 0; i < count; i++) {
        int found = -1, others = 0;
        for (int k = 0; k < count; k++) {
            if (!describes(n, crowds[i], crowds[k]))
                continue;
            others += found >= 0;
            found = crowds[k];
        }
        if (found >= 0 && !others)
            names_merge(n, crowds[i], found);
    }
}

void names_join(struct names *n)
{
    join_posts(n);
    join_bodies(n);
    join_crowds(n);
}
