#include "tests/unit/check.h"

#include <math.h>

#include "export/diagram.h"
#include "export/tiles.h"
#include "tests/unit/views.h"

/* A country with bodies, and others around it; edges by pairs of indices. */
static struct view world(struct arena *a, size_t nodes, const int (*pairs)[2], size_t n)
{
    struct node *list = arena_alloc(a, nodes * sizeof *list);
    struct edge *edges = arena_alloc(a, n * sizeof *edges);
    static const char *const kinds[] = {"country", "government", "person", "group", "company"};
    for (size_t i = 0; i < nodes; i++)
        list[i] = (struct node){.id = arena_printf(a, "country:%zu", i),
                                .label = arena_printf(a, "Party of Long Name Number %zu", i),
                                .kind = kinds[i % COUNT(kinds)],
                                .class = "actor",
                                .side = i > 0 && i < 4 ? "country:0" : NULL};
    for (size_t i = 0; i < n; i++)
        edges[i] = (struct edge){.id = arena_printf(a, "r%zu", i),
                                 .from = pairs[i][0],
                                 .to = pairs[i][1],
                                 .count = 1 + (int)i,
                                 .act = "espionage",
                                 .relation = i % 3 == 0   ? "denies"
                                             : i % 3 == 1 ? "accuses"
                                                          : "meets",
                                 .first = "2013-07-09",
                                 .last = "2013-07-11"};
    return views_of(VIEW_RELATIONS, list, nodes, edges, n);
}

static const int hub[][2] = {{4, 0}, {5, 0}, {6, 1}, {0, 6}, {2, 7}, {8, 3}, {0, 4},
                             {0, 4}, {4, 0}, {1, 2}, {6, 7}, {8, 4}, {3, 3}, {5, 6}};

static bool apart(const struct sketch_node *x, const struct sketch_node *y)
{
    return fabs(x->x - y->x) >= (x->w + y->w) / 2 || fabs(x->y - y->y) >= (x->h + y->h) / 2;
}

static void nothing_on_top_of_anything(void **state)
{
    struct arena a = {0};
    struct view v = world(&a, 9, hub, COUNT(hub));
    struct sketch *s = diagram_sketch(&a, &v, NULL, false);
    size_t nodes = s->nodes_n, edges = s->edges_n;
    (void)state;
    assert_int_equal(nodes, 9);
    assert_int_equal(edges, COUNT(hub) - 1); /* a denial of nothing known is told in its node */
    assert_true(tiles_place(&a, s));
    assert_true(s->placed);
    for (size_t i = 0; i < s->nodes_n; i++)
        assert_true(s->nodes[i].placed);
    for (size_t i = 0; i < s->edges_n; i++)
        assert_non_null(s->edges[i].points);
    for (size_t i = 0; i < nodes; i++)
        for (size_t k = i + 1; k < nodes; k++)
            assert_true(apart(&s->nodes[i], &s->nodes[k]));
    assert_int_equal(s->clusters_n, 1);
    for (size_t i = 0; i < nodes; i++) {
        const struct sketch_cluster *c = &s->clusters[0];
        const struct sketch_node *n = &s->nodes[i];
        bool inside = n->x > c->x0 && n->x < c->x1 && n->y > c->y0 && n->y < c->y1;
        assert_int_equal(inside, i < 4);
    }
    arena_release(&a);
}

static void others_are_left_alone(void **state)
{
    static const int ring[][2] = {{4, 5}, {5, 6}, {6, 7}, {7, 4}, {4, 6}, {5, 7},
                                  {6, 8}, {7, 8}, {8, 4}, {8, 5}, {5, 4}, {6, 5}};
    static const struct {
        size_t nodes;
        const int (*pairs)[2];
        size_t n;
    } cases[] = {{9, ring, COUNT(ring)}, {3, NULL, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena a = {0};
        struct view v = world(&a, cases[i].nodes, cases[i].pairs, cases[i].n);
        struct sketch *s = diagram_sketch(&a, &v, NULL, false);
        assert_false(tiles_place(&a, s));
        assert_false(s->placed);
        for (size_t k = 0; k < s->nodes_n; k++)
            assert_false(s->nodes[k].placed);
        arena_release(&a);
    }
}

/* Somebody's side is named even where it has no node, and is not where it has one. */
static void sides_have_names(void **state)
{
    static const struct {
        const char *side, *want;
    } cases[] = {
        {"country:DE", "Germany"},
        {"country:VN", "Vietnam"},
        {"country:QQ", "QQ"},
        {"government:us/house-intelligence-committee", "House Intelligence Committee"},
        {"unnamed:us/security-firm#0123", "Security Firm"},
        {"", ""},
        {"country:0", NULL},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct view v = world(&a, 6, hub, 2);
        v.nodes[5].side = cases[i].side;
        struct sketch *s = diagram_sketch(&a, &v, NULL, false);
        const char *label = NULL;
        for (size_t k = 0; k < s->clusters_n; k++)
            if (!strcmp(s->clusters[k].id, cases[i].side))
                label = s->clusters[k].label;
        if (cases[i].want)
            assert_string_equal(label, cases[i].want);
        else
            assert_null(label);
    }
    arena_release(&a);
}

static void dates_are_short(void **state)
{
    static const struct {
        const char *first, *last, *want;
    } cases[] = {
        {NULL, NULL, ""},
        {"2013-07-09", NULL, "2013-07-09"},
        {NULL, "2013-07-09", "2013-07-09"},
        {"2013-07-09", "2013-07-09", "2013-07-09"},
        {"2013-07-09", "2013-07-11", "2013-07-09 \xE2\x80\x93 11"},
        {"2013-07-09", "2015-09-25", "2013-07 \xE2\x80\x93 2015-09"},
        {"2013-02-01", "2013-02-28", "2013-02"},
        {"2012-02-01", "2012-02-28", "2012-02-01 \xE2\x80\x93 28"},
        {"2013-01-01", "2013-12-31", "2013"},
        {"2013-07", "2014", "2013-07 \xE2\x80\x93 2014"},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(sketch_dates(&a, cases[i].first, cases[i].last), cases[i].want);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_on_top_of_anything),
        cmocka_unit_test(others_are_left_alone),
        cmocka_unit_test(sides_have_names),
        cmocka_unit_test(dates_are_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
