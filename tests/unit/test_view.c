#include "tests/unit/world.h"

#include "graph/network.h"
#include "graph/view.h"

#define PSAKI "person:jen-psaki<country:US"
#define HUA "person:hua-chunying<country:CN"

static const struct claim_spec first[] = {
    {.who = PSAKI, .whom = "country:CN", .act = ACT_ESPIONAGE, .said = "2013-07-01"},
    {.kind = CLAIM_DENIAL, .who = HUA, .answers = 1, .said = "2013-07-02"},
    {.kind = CLAIM_MEETING, .who = "country:US;country:CN", .said = "2013-07-10/2013-07-11"},
};
static const struct claim_spec second[] = {
    {.who = PSAKI, .whom = "country:CN", .act = ACT_LEAK, .said = "2013-08-01", .hedged = true},
    {.who = "country:CN", .whom = "country:US", .act = ACT_INTRUSION, .said = "2013-08-02"},
    {.kind = CLAIM_DENIAL, .who = "country:RU", .said = "2013-08-03"},
    {.kind = CLAIM_ATTACK, .whom = "company:sony", .act = ACT_INTRUSION, .happened = "2013-07-20"},
};

static void fill(struct world *w)
{
    world_open(w);
    world_article(w, "2013-07-11", "Reuters", first, COUNT(first));
    world_article(w, "2013-08-03", "AFP", second, COUNT(second));
}

static const char *or_dash(const char *s)
{
    return s ? s : "-";
}

static const char *print(struct world *w, const struct view *v)
{
    const char *out = "";
    for (size_t i = 0; i < v->nodes_n; i++) {
        const struct node *n = &v->nodes[i];
        out = arena_printf(&w->a, "%s%s %s %s %d %s %s\n", out, n->id, n->class, or_dash(n->side),
                           n->count, or_dash(n->first), or_dash(n->last));
    }
    for (size_t i = 0; i < v->edges_n; i++) {
        const struct edge *x = &v->edges[i];
        out = arena_printf(&w->a, "%s%d %s %d %s %d %s %s%s%s\n", out, x->from, x->relation, x->to,
                           or_dash(x->act), x->count, or_dash(x->first), or_dash(x->last),
                           x->hedged ? " hedged" : "", x->answered ? " answered" : "");
    }
    return out;
}

static const char *relations(struct world *w, struct filter f)
{
    struct view v;
    if (view_build(&v, w->store, &f, VIEW_RELATIONS, &w->a, &w->e))
        fail_msg("%s", w->e.msg);
    return print(w, &v);
}

static void test_relations(void **state)
{
    (void)state;
    struct world w;
    fill(&w);
    assert_string_equal(relations(&w, (struct filter){0}),
                        "country:CN actor - 4 2013-07-01 2013-08-02\n"
                        "country:RU actor - 1 2013-08-03 2013-08-03\n"
                        "country:US actor - 2 2013-07-10 2013-08-02\n"
                        "person:hua-chunying actor country:CN 1 2013-07-02 2013-07-02\n"
                        "person:jen-psaki actor country:US 2 2013-07-01 2013-08-01\n"
                        "0 accuses 2 intrusion 1 2013-08-02 2013-08-02\n"
                        "0 meets 2 - 1 2013-07-10 2013-07-11\n"
                        "1 denies 1 - 1 2013-08-03 2013-08-03\n"
                        "3 denies 4 espionage 1 2013-07-02 2013-07-02\n"
                        "4 accuses 0 espionage 2 2013-07-01 2013-08-01 answered\n");
    world_close(&w);
}

static void test_filters(void **state)
{
    (void)state;
    struct world w;
    fill(&w);
    static const struct {
        struct filter f;
        const char *want;
    } cases[] = {
        {{.side = true, .act = "espionage"},
         "country:CN actor - 2 2013-07-01 2013-07-02\ncountry:US actor - 1 2013-07-01 2013-07-01\n"
         "0 denies 1 espionage 1 2013-07-02 2013-07-02\n"
         "1 accuses 0 espionage 1 2013-07-01 2013-07-01 answered\n"},
        {{.hedged = true},
         "country:CN actor - 1 2013-08-01 2013-08-01\n"
         "person:jen-psaki actor country:US 1 2013-08-01 2013-08-01\n"
         "1 accuses 0 leak 1 2013-08-01 2013-08-01 hedged\n"},
        {{.with = "US"},
         "country:CN actor - 1 2013-07-10 2013-07-11\ncountry:US actor - 1 2013-07-10 2013-07-11\n"
         "0 meets 1 - 1 2013-07-10 2013-07-11\n"},
        {{.by = "Russia"},
         "country:RU actor - 1 2013-08-03 2013-08-03\n"
         "0 denies 0 - 1 2013-08-03 2013-08-03\n"},
        {{.source = "reut", .by = "US", .side = true},
         "country:CN actor - 1 2013-07-01 2013-07-01\ncountry:US actor - 1 2013-07-01 2013-07-01\n"
         "1 accuses 0 espionage 1 2013-07-01 2013-07-01 answered\n"},
        {{.around = "Russia"},
         "country:RU actor - 1 2013-08-03 2013-08-03\n"
         "0 denies 0 - 1 2013-08-03 2013-08-03\n"},
        {{.around = "Hua Chunying", .answered = 1},
         "person:hua-chunying actor country:CN 1 2013-07-02 2013-07-02\n"
         "person:jen-psaki actor country:US 1 2013-07-01 2013-07-01\n"
         "0 denies 1 espionage 1 2013-07-02 2013-07-02\n"},
        {{.top = 2, .act = "intrusion"},
         "country:CN actor - 1 2013-08-02 2013-08-02\ncountry:US actor - 1 2013-08-02 2013-08-02\n"
         "0 accuses 1 intrusion 1 2013-08-02 2013-08-02\n"},
        {{.language = "vi"}, ""},
        {{.min_reports = 2}, ""},
        {{.legal = true}, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = relations(&w, cases[i].f);
        if (strcmp(got, cases[i].want))
            fail_msg("case %zu:\n%s", i, got);
    }
    struct filter f = {.since = dates_day(2013, 8, 2)};
    assert_string_equal(relations(&w, f), "country:CN actor - 1 2013-08-02 2013-08-02\n"
                                          "country:RU actor - 1 2013-08-03 2013-08-03\n"
                                          "country:US actor - 1 2013-08-02 2013-08-02\n"
                                          "0 accuses 2 intrusion 1 2013-08-02 2013-08-02\n"
                                          "1 denies 1 - 1 2013-08-03 2013-08-03\n");
    struct view v;
    f = (struct filter){.by = "nobody at all"};
    assert_int_equal(view_build(&v, w.store, &f, VIEW_RELATIONS, &w.a, &w.e), -1);
    assert_int_equal(w.e.code, ERR_NOT_FOUND);
    world_close(&w);
}

/* In the events view everything hangs together: roles, links and reports. */
static void test_events(void **state)
{
    (void)state;
    struct world w;
    struct view v;
    struct filter f = {0};
    fill(&w);
    assert_int_equal(view_build(&v, w.store, &f, VIEW_EVENTS, &w.a, &w.e), 0);
    size_t events = 0, articles = 0, reports = 0, answers = 0, counters = 0;
    for (size_t i = 0; i < v.nodes_n; i++) {
        events += !strcmp(v.nodes[i].class, "event");
        articles += !strcmp(v.nodes[i].class, "article");
        assert_true(!i || strcmp(v.nodes[i - 1].id, v.nodes[i].id) < 0);
    }
    for (size_t i = 0; i < v.edges_n; i++) {
        const struct edge *x = &v.edges[i];
        reports += !strcmp(x->relation, "reports");
        answers += !strcmp(x->relation, "answers");
        counters += !strcmp(x->relation, "counters");
        assert_true(x->evidence != NULL);
        assert_true(!i || strcmp(v.edges[i - 1].id, x->id) < 0);
    }
    assert_int_equal(events, 7);
    assert_int_equal(articles, 2);
    assert_int_equal(reports, 7);
    assert_int_equal(answers, 1);
    assert_int_equal(counters, 1);
    assert_int_equal(view_build(&v, w.store, &f, VIEW_TIMELINE, &w.a, &w.e), 0);
    assert_int_equal(v.nodes_n, 7);
    assert_int_equal(v.edges_n, 2);
    assert_string_equal(v.nodes[0].first, "2013-07-01");
    assert_string_equal(v.nodes[6].first, "2013-08-03");
    assert_string_equal(v.nodes[0].label, "jen-psaki accuses CN: espionage");
    world_close(&w);
}

static void test_empty(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    for (int kind = VIEW_RELATIONS; kind <= VIEW_TIMELINE; kind++) {
        struct view v;
        struct filter f = {.top = 3};
        assert_int_equal(view_build(&v, w.store, &f, (enum view_kind)kind, &w.a, &w.e), 0);
        assert_int_equal(v.nodes_n + v.edges_n, 0);
    }
    world_close(&w);
}

/* ---- network.c ---- */

static const struct claim_spec chain[] = {
    {.who = "group:a", .whom = "group:b", .act = ACT_LEAK},
    {.who = "group:b", .whom = "group:c", .act = ACT_LEAK},
    {.who = "group:c", .whom = "group:d", .act = ACT_LEAK},
    {.who = "group:a", .whom = "group:e", .act = ACT_LEAK},
    {.who = "group:e", .whom = "group:d", .act = ACT_LEAK},
    {.who = "group:f", .whom = "group:f", .act = ACT_LEAK},
};

static int node_of(const struct view *v, const char *id)
{
    for (size_t i = 0; i < v->nodes_n; i++)
        if (!strcmp(v->nodes[i].id, id))
            return (int)i;
    fail_msg("no node %s", id);
    return -1;
}

static void test_path(void **state)
{
    (void)state;
    struct world w;
    struct view v;
    struct filter f = {0};
    int *edges;
    size_t n;
    world_open(&w);
    world_article(&w, "2013-07-11", "Reuters", chain, COUNT(chain));
    assert_int_equal(view_build(&v, w.store, &f, VIEW_RELATIONS, &w.a, &w.e), 0);
    int a = node_of(&v, "group:a"), d = node_of(&v, "group:d"), loner = node_of(&v, "group:f");
    assert_int_equal(network_path(&edges, &n, &v, a, d, &w.a, &w.e), 0);
    assert_int_equal(n, 2);
    assert_string_equal(v.edges[edges[0]].id, "group:a accuses group:e");
    assert_string_equal(v.edges[edges[1]].id, "group:e accuses group:d");
    assert_int_equal(network_path(&edges, &n, &v, d, a, &w.a, &w.e), 0);
    assert_int_equal(n, 0);
    assert_int_equal(network_path(&edges, &n, &v, a, loner, &w.a, &w.e), 0);
    assert_int_equal(n, 0);
    world_close(&w);
}

static void test_rank(void **state)
{
    (void)state;
    static const struct {
        enum measure by;
        const char *want;
    } cases[] = {
        {MEASURE_MADE, "a 2.00, b 1.00, c 1.00, e 1.00, f 1.00, d 0.00, "},
        {MEASURE_RECEIVED, "d 2.00, b 1.00, c 1.00, e 1.00, f 1.00, a 0.00, "},
        {MEASURE_BETWEENNESS, "b 1.00, c 1.00, e 1.00, a 0.00, d 0.00, f 0.00, "},
        {MEASURE_PAGERANK, "d 0.37, c 0.20, b 0.13, e 0.13, a 0.09, f 0.09, "},
    };
    struct world w;
    struct view v;
    struct filter f = {0};
    struct rank *ranks;
    size_t n;
    world_open(&w);
    world_article(&w, "2013-07-11", "Reuters", chain, COUNT(chain));
    assert_int_equal(view_build(&v, w.store, &f, VIEW_RELATIONS, &w.a, &w.e), 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = "";
        assert_int_equal(network_rank(&ranks, &n, &v, cases[i].by, &w.a, &w.e), 0);
        for (size_t k = 0; k < n; k++)
            got = arena_printf(&w.a, "%s%s %.2f, ", got, v.nodes[ranks[k].node].id + 6,
                               ranks[k].score);
        assert_string_equal(got, cases[i].want);
    }
    v.nodes_n = v.edges_n = 0;
    assert_int_equal(network_rank(&ranks, &n, &v, MEASURE_PAGERANK, &w.a, &w.e), 0);
    assert_int_equal(n, 0);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relations), cmocka_unit_test(test_filters),
        cmocka_unit_test(test_events),    cmocka_unit_test(test_empty),
        cmocka_unit_test(test_path),      cmocka_unit_test(test_rank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
