#include "tests/unit/world.h"

#include "graph/names.h"

#define ACCUSES(by, of)                                                                            \
    {                                                                                              \
        {                                                                                          \
            .who = by, .whom = of, .act = ACT_LEAK                                                 \
        }                                                                                          \
    }

static void fill(struct world *w)
{
    static const struct claim_spec articles[][1] = {
        ACCUSES("country:US=Mỹ", "country:CN=China"),
        ACCUSES("country:US=United States", "country:CN=Trung Quốc"),
        ACCUSES("country:MY=Malaysia", "country:RU=Russia"),
        ACCUSES("person:james-comey=James Comey", "place:washington=Washington"),
        ACCUSES("country:US=Washington", "person:ha=Hà"),
        ACCUSES("person:hạ=Hạ", "person:donald-trump=Trump"),
        ACCUSES("person:donald-trump-jr=Trump Jr", "organization:trump-campaign=Trump campaign"),
        ACCUSES("unnamed:us/firm#1=a US firm", "unnamed:us/firm#2=a US firm"),
        ACCUSES("person:li-wei=Li Wei", "person:wei-li=Li Wei"),
        ACCUSES("person:yang-jiechi=Dương Khiết Trì", "person:edward-snowden=Edward Snowden"),
        ACCUSES("government:us/x=Foreign Office", "government:gb/x=Foreign Office"),
    };
    world_open(w);
    for (size_t i = 0; i < COUNT(articles); i++)
        world_article(w, arena_printf(&w->a, "2013-07-%02zu", i + 1), "Reuters", articles[i], 1);
}

static const char *keys(struct world *w, const struct ids *ids)
{
    const char *out = "";
    for (size_t i = 0; i < ids->n; i++) {
        sqlite3_stmt *q =
            db_bind(w->store, &w->e, "SELECT key FROM entity WHERE id = ?1", "i", ids->items[i]);
        assert_int_equal(db_row(w->store, q, &w->e), 1);
        out = arena_printf(&w->a, "%s%s%s", out, i ? " " : "", db_text(&w->a, q, 0));
        db_reset(q);
    }
    return out;
}

static void test_found(void **state)
{
    (void)state;
    static const struct {
        const char *name, *want;
    } cases[] = {
        {"country:US", "country:US"}, /* a key */
        {"Mỹ", "country:US"},
        {"mỹ", "country:US"},
        {"my", "country:US"}, /* not Malaysia, whose code is a code in capitals */
        {"MY", "country:MY"},
        {"US", "country:US"},
        {"USA", "country:US"},
        {"usa", "country:US"},
        {"hoa ky", "country:US"}, /* by ICU, though no article has it */
        {"nga", "country:RU"},
        {"trung quoc", "country:CN"},
        {"Washington", "country:US"}, /* what acts, before the place */
        {"Hà", "person:ha"},
        {"duong khiet tri", "person:yang-jiechi"},
        {"comey", "person:james-comey"}, /* a surname */
        {"snowden", "person:edward-snowden"},
        {"a US firm", "unnamed:us/firm#1 unnamed:us/firm#2"}, /* all of them */
    };
    struct world w;
    fill(&w);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ids ids;
        if (names_find(&ids, w.store, cases[i].name, &w.a, &w.e))
            fail_msg("%s: %s", cases[i].name, w.e.msg);
        if (strcmp(keys(&w, &ids), cases[i].want))
            fail_msg("%s: %s", cases[i].name, keys(&w, &ids));
    }
    world_close(&w);
}

static void test_not_found(void **state)
{
    (void)state;
    static const struct {
        const char *name, *says;
    } cases[] = {
        {"Foreign Office", "'Foreign Office' may be Foreign Office (government:gb/x), "
                           "Foreign Office (government:us/x); say which, by name or by key"},
        {"Snowdne", "no article names 'Snowdne'"},
        {"Jmaes Comey", "no article names 'Jmaes Comey'; near it: James Comey"},
        {"Rusia", "no article names 'Rusia'; near it: Russia"},
        {"qqqqqqqqqq", "no article names 'qqqqqqqqqq'"},
        {"", "no article names ''"},
    };
    struct world w;
    fill(&w);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ids ids;
        err_clear(&w.e);
        assert_int_equal(names_find(&ids, w.store, cases[i].name, &w.a, &w.e), -1);
        assert_int_equal(w.e.code, ERR_NOT_FOUND);
        if (strncmp(w.e.msg, cases[i].says, strlen(cases[i].says)))
            fail_msg("%s: %s", cases[i].name, w.e.msg);
    }
    world_close(&w);
}

/* One that has nine in ten of the uses is meant. */
static void test_usual(void **state)
{
    (void)state;
    struct world w;
    struct ids ids;
    static const struct claim_spec usual[] = ACCUSES("person:donald-trump=Trump", "country:CN");
    static const struct claim_spec rare[] = ACCUSES("organization:trump-inc=Trump", "country:CN");
    world_open(&w);
    world_article(&w, "2013-01-01", "AFP", rare, 1);
    for (int i = 1; i < 9; i++)
        world_article(&w, arena_printf(&w.a, "2013-02-%02d", i), "AFP", usual, 1);
    assert_int_equal(names_find(&ids, w.store, "Trump", &w.a, &w.e), -1);
    err_clear(&w.e);
    world_article(&w, "2013-03-01", "AFP", usual, 1);
    assert_int_equal(names_find(&ids, w.store, "trump", &w.a, &w.e), 0);
    assert_string_equal(keys(&w, &ids), "person:donald-trump");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_usual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
