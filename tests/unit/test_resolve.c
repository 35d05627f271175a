#include "tests/unit/world.h"

/* Who is who in `world`, after articles that each name some parties. */
struct naming {
    const char *parties[4]; /* one article each */
    const char *want;       /* key=self rows of those that are somebody else */
};

static const char *merged(struct world *w)
{
    return world_rows(w, "SELECT e.key, c.key FROM entity AS e JOIN entity AS c ON c.id = e.self "
                         "WHERE e.id <> c.id ORDER BY e.key");
}

static void add(struct world *w, const char *parties, int day)
{
    struct claim_spec spec = {.who = parties, .whom = "country:CN", .act = ACT_LEAK};
    world_article(w, arena_printf(&w->a, "2013-07-%02d", day), "Reuters", &spec, 1);
}

static void test_merges(void **state)
{
    (void)state;
    static const struct naming cases[] = {
        /* a surname and the only full name that ends in it */
        {{"person:snowden", "person:edward-snowden"}, "person:snowden|person:edward-snowden\n"},
        {{"person:edward-snowden", "person:snowden"}, "person:snowden|person:edward-snowden\n"},
        /* two of them: nobody knows which */
        {{"person:comey", "person:james-comey", "person:patrice-comey"}, ""},
        /* initials do not make another man, nor two candidates */
        {{"person:james-b-comey", "person:comey", "person:james-comey"},
         "person:comey|person:james-comey\nperson:james-b-comey|person:james-comey\n"},
        {{"person:george-w-bush", "person:george-h-w-bush", "person:george-bush"}, ""},
        /* few letters are no surname to go by */
        {{"person:xi", "person:grandpa-xi"}, ""},
        {{"person:donald-trump-jr", "person:donald-trump", "person:trump"},
         "person:trump|person:donald-trump\n"},
        /* one house, two kinds */
        {{"company:reuters", "organization:reuters"}, "company:reuters|organization:reuters\n"},
        {{"organization:nsa=NSA", "government:us/nsa=NSA"}, "organization:nsa|government:us/nsa\n"},
        {{"organization:dhs=DHS", "government:us/dhs=DHS", "government:gb/dhs=DHS"}, ""},
        {{"organization:army=Army", "government:us/army=Army"}, ""},
        /* what one article calls X is what another names X, in one country */
        {{"government:us/department-of-state=State Department",
          "government:us/state-department=State Department"},
         "government:us/state-department|government:us/department-of-state\n"},
        {{"government:us/foreign-ministry=Foreign Ministry",
          "government:cn/foreign-ministry=Foreign Ministry"},
         ""},
        /* the packs' name in another language */
        {{"person:duong-khiet-tri=Dương Khiết Trì", "person:yang-jiechi=Dương Khiết Trì"},
         "person:yang-jiechi|person:duong-khiet-tri\n"},
        /* unnamed parties stay their article's own */
        {{"unnamed:us/firm#1=a US firm", "unnamed:us/firm#2=a US firm"}, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct world w;
        world_open(&w);
        for (int k = 0; k < 4 && cases[i].parties[k]; k++)
            add(&w, cases[i].parties[k], k + 1);
        const char *got = merged(&w);
        if (strcmp(got, cases[i].want))
            fail_msg("case %zu (%s): %s", i, cases[i].parties[0], got);
        world_close(&w);
    }
}

/* A third Comey undoes what two had settled. */
static void test_unmerges(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    add(&w, "person:comey", 1);
    add(&w, "person:james-comey", 2);
    assert_string_equal(merged(&w), "person:comey|person:james-comey\n");
    assert_string_equal(world_rows(&w, "SELECT reports FROM event"), "2\n");
    add(&w, "person:patrice-comey", 3);
    assert_string_equal(merged(&w), "");
    assert_string_equal(world_rows(&w, "SELECT name, top = id FROM entity WHERE key LIKE "
                                       "'person:%' ORDER BY key"),
                        "comey|1\njames-comey|1\npatrice-comey|1\n");
    assert_string_equal(world_rows(&w, "SELECT reports FROM event"), "1\n1\n1\n");
    world_close(&w);
}

static void test_sides(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    add(&w, "person:jen-psaki<government:us/state", 1);
    assert_string_equal(world_rows(&w, "SELECT t.key FROM entity AS e JOIN entity AS t "
                                       "ON t.id = e.top WHERE e.key = 'person:jen-psaki'"),
                        "government:us/state\n");
    add(&w, "government:us/state<country:US", 2);
    assert_string_equal(world_rows(&w, "SELECT e.key, s.key, t.key FROM entity AS e "
                                       "JOIN entity AS s ON s.id = e.side "
                                       "JOIN entity AS t ON t.id = e.top ORDER BY e.key"),
                        "government:us/state|country:US|country:US\n"
                        "person:jen-psaki|government:us/state|country:US\n");
    /* the event of the first article follows */
    assert_string_equal(world_rows(&w, "SELECT DISTINCT t.key FROM event_role AS r "
                                       "JOIN entity AS t ON t.id = r.top WHERE r.role = 'speaker'"),
                        "country:US\n");
    /* sides that run in a circle end at the smallest key; a country has none */
    add(&w, "group:b<group:a", 3);
    add(&w, "group:a<group:b", 4);
    add(&w, "country:US<country:CN", 5);
    assert_string_equal(world_rows(&w, "SELECT e.key, t.key FROM entity AS e JOIN entity AS t "
                                       "ON t.id = e.top WHERE e.kind IN ('group', 'country') "
                                       "ORDER BY e.key"),
                        "country:CN|country:CN\ncountry:US|country:US\n"
                        "group:a|group:a\ngroup:b|group:a\n");
    world_close(&w);
}

static void test_names_of_countries(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    add(&w, "country:US=Mỹ", 1);
    assert_string_equal(world_rows(&w, "SELECT text, fold, seen FROM alias JOIN entity "
                                       "ON id = entity WHERE key = 'country:US' ORDER BY text"),
                        "Hoa Kỳ|hoa ky|0\nMỹ|my|1\nUS|us|0\nUSA|usa|0\n"
                        "United States|united states|0\n");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merges),
        cmocka_unit_test(test_unmerges),
        cmocka_unit_test(test_sides),
        cmocka_unit_test(test_names_of_countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
