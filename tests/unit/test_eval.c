/* Tests for importers/eval.h: which entities are joined, and how edges are counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "core/claims.h"
#include "importers/eval.h"

static const char text[] = "Mỹ tố Nga. U.S. Two men said. Nga bác bỏ.";

static struct article article_of_text(void)
{
    return (struct article){.text = text, .len = strlen(text), .language = "en"};
}

static void read_json(struct reading *out, const char *json, struct arena *a)
{
    struct article article = article_of_text();
    struct err e = {0};
    json_t *root = json_loads(json, 0, NULL);
    if (!root || claims_from_json(out, &article, root, a, &e))
        fail_msg("%s: %s", json, e.msg);
    json_decref(root);
}

#define ENTITY(id, name, more)                                                                     \
    "{\"id\": \"" id "\", \"kind\": \"person\", \"name\": \"" name "\"" more "}"

static void test_join(void **state)
{
    static const struct {
        const char *gold, *found;
        int joins[3];
    } cases[] = {
        /* by name whatever the case, the stops and the normal form */
        {ENTITY("g1", "U.S.", ""), ENTITY("e1", "us", ""), {0}},
        {ENTITY("g1", "Mỹ", ""),
         ENTITY("e1", "my\xcc\x83", "") "," ENTITY("e2", "mỹ", ""),
         {0, -1}},
        {ENTITY("g1", "O’Neil", ""), ENTITY("e1", "o'neil", ""), {0}},
        /* accents tell apart, hyphens too */
        {ENTITY("g1", "Hà", ""), ENTITY("e1", "Hạ", ""), {-1}},
        {ENTITY("g1", "a b", ""), ENTITY("e1", "a-b", ""), {-1}},
        /* by the words at a mention */
        {ENTITY("g1", "USA", ", \"mentions\": [[11, 15]]"), ENTITY("e1", "US", ""), {0}},
        /* most shared names first, then the share of them, one to one */
        {ENTITY("g1", "A", ", \"also\": [\"B\"]"),
         ENTITY("e1", "A", "") "," ENTITY("e2", "B", ", \"also\": [\"A\"]"),
         {-1, 0}},
        {ENTITY("g1", "A", ""),
         ENTITY("e1", "A", ", \"also\": [\"B\"]") "," ENTITY("e2", "A", ""),
         {-1, 0}},
        /* without a name, by place: half of the longer */
        {ENTITY("g1", "x", ", \"unnamed\": true, \"mentions\": [[16, 23]]"),
         ENTITY("e1", "y", ", \"mentions\": [[20, 23]]") "," ENTITY("e2", "z",
                                                                    ", \"mentions\": [[19, 23]]"),
         {-1, 0}},
        {ENTITY("g1", "x", ", \"mentions\": [[16, 23]]"),
         ENTITY("e1", "y", ", \"mentions\": [[19, 23]]"),
         {-1}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct marked gold = {.ids = (const char *[]){"g1"}};
        struct reading found = {0};
        struct article article = article_of_text();
        int joins[3] = {0};
        read_json(&gold.reading, arena_printf(&a, "{\"entities\": [%s]}", cases[i].gold), &a);
        read_json(&found, arena_printf(&a, "{\"entities\": [%s]}", cases[i].found), &a);
        eval_join(joins, &gold, &found, &article, &a);
        for (size_t k = 0; k < found.entities_n; k++)
            if (joins[k] != cases[i].joins[k])
                fail_msg("%s: entity %zu is %d", cases[i].found, k, joins[k]);
        arena_release(&a);
    }
}

static const char parties[] = "\"entities\": [" ENTITY(
    "e1", "Ann", ", \"side\": \"e3\"") "," ENTITY("e2", "Bob", "") "," ENTITY("e3", "Land", "") "]";

#define CLAIMS(allegations, denials, meetings)                                                     \
    "\"allegations\": [" allegations "], \"denials\": [" denials "], \"meetings\": [" meetings "]"
#define ALLEGATION(id, by, on, more)                                                               \
    "{\"id\": \"" id "\", \"speaker\": " by ", \"target\": " on                                    \
    ", \"act\": \"other\", \"evidence\": [[0, 5]]" more "}"
#define DENIAL(by, of)                                                                             \
    "{\"id\": \"d1\", \"speaker\": " by ", \"answers\": " of ", \"evidence\": [[6, 8]]}"
#define MEETING(with) "{\"id\": \"m1\", \"participants\": " with ", \"evidence\": [[0, 2]]}"
#define ANN "\"e1\""
#define BOB "\"e2\""
#define LAND "\"e3\""

static void test_edges(void **state)
{
    static const struct {
        const char *gold, *found;
        enum eval_kind kind;
        enum eval_level level;
        struct tally want;
    } cases[] = {
        {CLAIMS(ALLEGATION("a1", ANN, BOB, ""), "", ""),
         CLAIMS(ALLEGATION("a1", LAND, BOB, ""), "", ""),
         EVAL_ACCUSE,
         EVAL_EXACT,
         {0, 1, 1}},
        {CLAIMS(ALLEGATION("a1", ANN, BOB, ""), "", ""),
         CLAIMS(ALLEGATION("a1", LAND, BOB, ""), "", ""),
         EVAL_ACCUSE,
         EVAL_SIDE,
         {1, 1, 1}},
        /* told twice is one edge; nobody is a party */
        {CLAIMS(ALLEGATION("a1", "null", BOB, "") "," ALLEGATION("a2", "null", BOB, ""), "", ""),
         CLAIMS(ALLEGATION("a1", "null", BOB, ""), "", ""),
         EVAL_ACCUSE,
         EVAL_EXACT,
         {1, 1, 1}},
        {CLAIMS(ALLEGATION("a1", "[" ANN "," LAND "]", BOB, ""), "", ""),
         CLAIMS("", "", ""),
         EVAL_ACCUSE,
         EVAL_EXACT,
         {0, 2, 0}},
        {CLAIMS(ALLEGATION("a1", "[" ANN "," LAND "]", BOB, ""), "", ""),
         CLAIMS("", "", ""),
         EVAL_ACCUSE,
         EVAL_SIDE,
         {0, 1, 0}},
        {CLAIMS(ALLEGATION("a1", ANN, BOB, ""), DENIAL(BOB, "\"a1\""), ""),
         CLAIMS(ALLEGATION("a1", ANN, BOB, ""), DENIAL(BOB, "[]"), ""),
         EVAL_DENY,
         EVAL_EXACT,
         {1, 1, 1}},
        {CLAIMS(ALLEGATION("a1", ANN, BOB, ""), DENIAL(BOB, "\"a1\""), ""),
         CLAIMS(ALLEGATION("a1", ANN, BOB, ""), DENIAL(BOB, "[]"), ""),
         EVAL_ANSWER,
         EVAL_EXACT,
         {0, 1, 0}},
        {CLAIMS("", "", MEETING("[" ANN "," BOB "," LAND "]")),
         CLAIMS("", "", MEETING("[" BOB "," ANN "]")),
         EVAL_MEET,
         EVAL_EXACT,
         {1, 3, 1}},
        /* a person and his own country are one side */
        {CLAIMS("", "", MEETING("[" ANN "," BOB "," LAND "]")),
         CLAIMS("", "", MEETING("[" ANN "," LAND "]")),
         EVAL_MEET,
         EVAL_SIDE,
         {0, 1, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct marked gold = {.ids = (const char *[]){"e1", "e2", "e3"}};
        struct reading found = {0};
        struct article article = article_of_text();
        struct eval got;
        read_json(&gold.reading, arena_printf(&a, "{%s, %s}", parties, cases[i].gold), &a);
        read_json(&found, arena_printf(&a, "{%s, %s}", parties, cases[i].found), &a);
        eval_article(&got, &gold, &found, &article, &a);
        const struct tally *t = &got.edges[cases[i].kind][cases[i].level];
        if (memcmp(t, &cases[i].want, sizeof *t))
            fail_msg("case %zu: %zu right of %zu marked, %zu found", i, t->hit, t->gold, t->found);
        arena_release(&a);
    }
}

static void test_dates_and_words(void **state)
{
    struct arena a = {0};
    struct marked gold = {.ids = (const char *[]){"e1", "e2", "e3"}};
    struct reading found = {0};
    struct article article = article_of_text();
    struct eval got, sum = {0};
    (void)state;
    read_json(
        &gold.reading,
        arena_printf(&a, "{%s, %s}", parties,
                     CLAIMS(ALLEGATION("a1", ANN, BOB, ", \"said\": \"2013-07\"") "," ALLEGATION(
                                "a2", BOB, ANN, ""),
                            "", "")),
        &a);
    read_json(
        &found,
        arena_printf(&a, "{%s, %s}", parties,
                     CLAIMS("{\"id\": \"a1\", \"speaker\": \"e1\", \"target\": \"e2\", \"act\":"
                            " \"leak\", \"said\": \"2013\", \"evidence\": [[5, 9]]}",
                            "", "")),
        &a);
    eval_article(&got, &gold, &found, &article, &a);
    assert_int_equal(got.dates.gold, 1);
    assert_int_equal(got.dates.hit, 0);
    assert_int_equal(got.edges[EVAL_ACCUSE][EVAL_EXACT].hit, 1);
    assert_int_equal(got.grounded[EVAL_ACCUSE].hit, 0); /* [0, 5) and [5, 9) only touch */
    assert_int_equal(got.actors.gold, 2);
    assert_int_equal(got.actors.hit, 2);
    eval_add(&sum, &got);
    eval_add(&sum, &got);
    assert_int_equal(sum.articles, 2);
    assert_true(eval_precision(&sum.edges[EVAL_ACCUSE][EVAL_EXACT]) == 1);
    assert_true(eval_recall(&sum.edges[EVAL_ACCUSE][EVAL_EXACT]) == 0.5);
    assert_true(eval_f1(&sum.edges[EVAL_ACCUSE][EVAL_EXACT]) == 0.6667);
    assert_true(eval_headline(&sum) == 0.6667);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_join),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_dates_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
