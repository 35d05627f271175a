/* Tests for store_trust: what questions see of a store when they ask for confidence. */
#include "tests/unit/world.h"

#include "graph/events.h"

#define US "country:US"
#define CN "country:CN"

/* An accusation, its denial, a second accusation that counters it, and a meeting. */
static const struct claim_spec first[] = {
    {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-01", .confidence = 0.3},
    {.kind = CLAIM_DENIAL, .who = CN, .answers = 1, .said = "2013-07-01", .confidence = 0.9},
    {.who = CN, .whom = US, .act = ACT_INTRUSION, .said = "2013-07-02", .confidence = 0.75},
    {.kind = CLAIM_MEETING, .who = US ";" CN, .said = "2013-07-10", .confidence = 0.6},
};
/* The first accusation once more, told so that it is surer. */
static const struct claim_spec again[] = {
    {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-01", .confidence = 0.8},
};

static const char *seen(struct world *w, const struct filter *f)
{
    struct events list;
    const char *out = "";
    if (events_find(&list, w->store, f, NULL, &w->a, &w->e))
        fail_msg("%s", w->e.msg);
    for (size_t i = 0; i < list.n; i++) {
        struct event *v = &list.items[i];
        if (events_tell(v, w->store, &w->a, &w->e))
            fail_msg("%s", w->e.msg);
        out = arena_printf(&w->a, "%s%.4s %zu %zu>%zu<\n", out, v->kind, v->tellings_n, v->from_n,
                           v->to_n);
    }
    return out;
}

static void trust(struct world *w, double least)
{
    if (store_trust(w->store, least, &w->e))
        fail_msg("%s", w->e.msg);
}

static void leaves_out(void **state)
{
    static const struct {
        double least;
        struct filter filter;
        const char *want; /* kind, reports, links from and to it */
    } cases[] = {
        {0, {0}, "alle 1 0>2<\ndeni 1 1>0<\nalle 1 1>0<\nmeet 1 0>0<\n"},
        {0.3, {0}, "alle 1 0>2<\ndeni 1 1>0<\nalle 1 1>0<\nmeet 1 0>0<\n"},
        /* the links of what is left out go with it */
        {0.5, {0}, "deni 1 0>0<\nalle 1 0>0<\nmeet 1 0>0<\n"},
        {0.75, {0}, "deni 1 0>0<\nalle 1 0>0<\n"},
        {0.76, {0}, "deni 1 0>0<\n"},
        {1, {0}, ""},
        /* and filters know no more of them */
        {0, {.answered = 1}, "alle 1 0>2<\ndeni 1 1>0<\n"},
        {0.5, {.answered = 1}, ""},
        {0.5, {.answered = -1}, "deni 1 0>0<\nalle 1 0>0<\n"},
        {0.2, {.of = US}, "deni 1 1>0<\nalle 1 1>0<\n"},
        {0.5, {.of = US}, "alle 1 0>0<\n"},
        {0.5, {.act = "espionage"}, ""},
    };
    struct world w;
    (void)state;
    world_open(&w);
    world_article(&w, "2013-07-11", "Reuters", first, COUNT(first));
    for (size_t i = 0; i < COUNT(cases); i++) {
        trust(&w, cases[i].least);
        const char *got = seen(&w, &cases[i].filter);
        if (strcmp(got, cases[i].want))
            fail_msg("case %zu, %.2f:\n%swanted\n%s", i, cases[i].least, got, cases[i].want);
    }
    world_close(&w);
}

/* An event is as sure as the surest report of it, and is seen with all of them. */
static void the_surest_counts(void **state)
{
    struct world w;
    (void)state;
    world_open(&w);
    world_article(&w, "2013-07-11", "Reuters", first, COUNT(first));
    world_article(&w, "2013-07-02", "AFP", again, COUNT(again));
    trust(&w, 0.8);
    assert_string_equal(seen(&w, &(struct filter){0}), "alle 2 0>1<\ndeni 1 1>0<\n");
    trust(&w, 0.81);
    assert_string_equal(seen(&w, &(struct filter){0}), "deni 1 0>0<\n");
    world_close(&w);
}

static void other_questions(void **state)
{
    struct world w;
    (void)state;
    world_open(&w);
    world_article(&w, "2013-07-11", "Reuters", first, COUNT(first));
    trust(&w, 0.7);
    assert_string_equal(world_rows(&w, db_question("graph/sql/lags.sql")), "");
    assert_string_equal(world_rows(&w, "SELECT count(*) FROM report"), "2\n");
    struct view v;
    struct filter all = {0};
    assert_int_equal(view_build(&v, w.store, &all, VIEW_RELATIONS, &w.a, &w.e), 0);
    assert_int_equal(v.edges_n, 2); /* China accuses, China denies nobody in particular */
    /* nothing is lost, and the store can be written again */
    trust(&w, 0);
    world_article(&w, "2013-07-02", "AFP", again, COUNT(again));
    assert_string_equal(world_rows(&w, "SELECT count(*) FROM report"), "5\n");
    assert_string_equal(world_rows(&w, db_question("graph/sql/lags.sql")), "0\n");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_out),
        cmocka_unit_test(the_surest_counts),
        cmocka_unit_test(other_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
