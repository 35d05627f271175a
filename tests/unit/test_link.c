#include "tests/unit/world.h"

#define US "country:US"
#define CN "country:CN"
#define PSAKI "person:jen-psaki<country:US"
#define HUA "person:hua-chunying<country:CN"

static const char *links(struct world *w)
{
    return world_rows(w, "SELECT x.date, l.kind, y.date, l.rule FROM link AS l "
                         "JOIN event AS x ON x.id = l.event JOIN event AS y ON y.id = l.other "
                         "ORDER BY x.date, l.kind, y.date");
}

static const char *events(struct world *w)
{
    return world_rows(w, "SELECT kind, date, told, reports, sources FROM event "
                         "ORDER BY kind, date, code");
}

/* The same claim in several articles is one event; another day's is another. */
static void test_reports(void **state)
{
    (void)state;
    static const struct claim_spec dated[] = {
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-09"}};
    static const struct claim_spec undated[] = {{.who = US, .whom = CN, .act = ACT_ESPIONAGE}};
    static const struct claim_spec other_act[] = {{.who = US, .whom = CN, .act = ACT_SABOTAGE}};
    static const struct claim_spec later[] = {
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-11"}};
    struct world w;
    world_open(&w);
    world_article(&w, "2013-07-09", "Reuters", dated, 1);
    world_article(&w, "2013-07-10", "AFP", undated, 1);
    world_article(&w, "2013-07-12", "AFP", dated, 1);
    assert_string_equal(events(&w), "allegation|2013-07-09|1|3|2\n");
    world_article(&w, "2013-07-10", "AFP", other_act, 1);
    world_article(&w, "2013-07-12", "Reuters", later, 1);
    world_article(&w, "2014-07-12", "Reuters", undated, 1);
    assert_string_equal(events(&w), "allegation|2013-07-09|1|3|2\nallegation|2013-07-10|0|1|1\n"
                                    "allegation|2013-07-11|1|1|1\nallegation|2014-07-12|0|1|1\n");
    assert_string_equal(links(&w), "2013-07-11|repeats|2013-07-09|act\n"
                                   "2014-07-12|repeats|2013-07-11|act\n");
    world_close(&w);
}

static void test_apart(void **state)
{
    (void)state;
    /* Two of one article, an accusation of nobody, unnamed parties: never one event. */
    static const struct claim_spec twice[] = {
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .happened = "2012"},
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .happened = "2010"},
        {.who = US, .act = ACT_LEAK},
        {.who = "unnamed:us/firm#1", .whom = CN, .act = ACT_LEAK}};
    static const struct claim_spec again[] = {
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .happened = "2010"},
        {.who = US, .act = ACT_LEAK},
        {.who = "unnamed:us/firm#2", .whom = CN, .act = ACT_LEAK}};
    struct world w;
    world_open(&w);
    world_article(&w, "2013-07-09", "Reuters", twice, COUNT(twice));
    world_article(&w, "2013-07-09", "AFP", again, COUNT(again));
    assert_string_equal(
        world_rows(&w, "SELECT act, happened, reports FROM event ORDER BY act, happened, code"),
        "espionage|2010|2\nespionage|2012|1\nleak||1\nleak||1\nleak||1\nleak||1\n");
    world_close(&w);
}

static void test_answers(void **state)
{
    (void)state;
    static const struct claim_spec accuse[] = {
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-01"}};
    static const struct claim_spec accuse_later[] = {
        {.who = "country:JP", .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-05"}};
    static const struct claim_spec both[] = {
        {.who = US, .whom = CN, .act = ACT_LEAK, .said = "2013-07-03"},
        {.kind = CLAIM_DENIAL, .who = CN, .answers = 1, .said = "2013-07-04"}};
    static const struct claim_spec orphan[] = {
        {.kind = CLAIM_DENIAL, .who = CN, .said = "2013-07-06"}};
    static const struct claim_spec spokeswoman[] = {
        {.kind = CLAIM_DENIAL, .who = HUA, .said = "2013-07-08"}};
    static const struct claim_spec too_late[] = {
        {.kind = CLAIM_DENIAL, .who = CN, .said = "2013-09-08"}};
    struct world w;
    world_open(&w);
    world_article(&w, "2013-07-06", "Reuters", orphan, 1);
    assert_string_equal(links(&w), "");
    world_article(&w, "2013-07-01", "Reuters", accuse, 1);
    assert_string_equal(links(&w), "2013-07-06|answers|2013-07-01|target\n");
    world_article(&w, "2013-07-05", "Reuters", accuse_later, 1); /* nearer */
    assert_string_equal(links(&w), "2013-07-06|answers|2013-07-05|target\n");
    world_article(&w, "2013-07-04", "Reuters", both, COUNT(both));
    world_article(&w, "2013-07-08", "Reuters", spokeswoman, 1);
    world_article(&w, "2013-09-08", "Reuters", too_late, 1);
    assert_string_equal(links(&w), "2013-07-04|answers|2013-07-03|article\n"
                                   "2013-07-06|answers|2013-07-05|target\n"
                                   "2013-07-08|answers|2013-07-05|side\n");
    world_close(&w);
}

static void test_counters(void **state)
{
    (void)state;
    static const struct claim_spec first[] = {
        {.who = US, .whom = CN, .act = ACT_ESPIONAGE, .said = "2013-07-01"}};
    static const struct claim_spec back[] = {
        {.who = CN, .whom = US, .act = ACT_INTRUSION, .said = "2013-07-20"}};
    static const struct claim_spec by_side[] = {
        {.who = PSAKI, .whom = HUA, .act = ACT_OTHER, .said = "2013-07-22"}};
    static const struct claim_spec same_day[] = {
        {.who = "country:RU", .whom = "country:JP", .act = ACT_LEAK},
        {.who = "country:JP", .whom = "country:RU", .act = ACT_LEAK}};
    struct world w;
    world_open(&w);
    world_article(&w, "2013-07-20", "Reuters", back, 1);
    world_article(&w, "2013-07-22", "Reuters", by_side, 1);
    world_article(&w, "2013-07-01", "Reuters", first, 1);
    world_article(&w, "2013-08-01", "Reuters", same_day, COUNT(same_day));
    assert_string_equal(links(&w), "2013-07-20|counters|2013-07-01|target\n"
                                   "2013-07-22|counters|2013-07-20|side\n"
                                   "2013-08-01|counters|2013-08-01|target\n");
    world_close(&w);
}

static void test_meetings(void **state)
{
    (void)state;
    static const struct claim_spec planned[] = {{.kind = CLAIM_MEETING,
                                                 .who = "person:barack-obama;person:xi-jinping",
                                                 .said = "2013-06-07/2013-06-08",
                                                 .status = MEETING_PLANNED}};
    static const struct claim_spec held[] = {{.kind = CLAIM_MEETING,
                                              .who = "person:xi-jinping;person:barack-obama",
                                              .said = "2013-06-07"}};
    static const struct claim_spec others[] = {{.kind = CLAIM_MEETING,
                                                .who = "person:xi-jinping;person:john-kerry",
                                                .said = "2013-06-07"}};
    struct world w;
    world_open(&w);
    world_article(&w, "2013-06-08", "Reuters", held, 1);
    world_article(&w, "2013-06-01", "AFP", planned, 1);
    world_article(&w, "2013-06-08", "AFP", others, 1);
    assert_string_equal(world_rows(&w, "SELECT status, date, reports FROM event ORDER BY reports"),
                        "held|2013-06-07|1\nheld|2013-06-07|2\n");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports),  cmocka_unit_test(test_apart),
        cmocka_unit_test(test_answers),  cmocka_unit_test(test_counters),
        cmocka_unit_test(test_meetings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
