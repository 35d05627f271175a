/* What the store derives is a function of the set of articles: not of their order, not of the
 * size of batches, not of how often they come, and `rebuild` gives it once more. */
#include "tests/unit/world.h"

#include <stdlib.h>

enum { ARTICLES = 120, MOST = 4 };

static const char *const parties[] = {
    "country:US",
    "country:CN",
    "country:RU<country:US", /* a reading that is off now and then */
    "person:snowden",
    "person:edward-snowden",
    "person:comey",
    "person:james-comey<government:us/fbi",
    "person:james-b-comey<country:US",
    "person:patrice-comey",
    "government:us/fbi=FBI<country:US",
    "government:fbi=FBI",
    "organization:fbi=FBI",
    "government:us/state=State Department<country:US",
    "government:us/department-of-state=State Department",
    "person:hua-chunying<country:CN",
    "person:hua-chunying<government:cn/mfa",
    "government:cn/mfa<country:CN",
    "group:a<group:b",
    "group:b<group:a",
    "unnamed:us/firm#x",
};

static const char *const dates[] = {NULL,         "2013-07-01",           "2013-07-02",
                                    "2013-07-05", "2013-07-09",           "2013-07",
                                    "2013",       "2013-07-01/2013-07-07"};

static unsigned state_of_dice;

static unsigned dice(unsigned n)
{
    state_of_dice = state_of_dice * 1103515245u + 12345u;
    return (state_of_dice >> 16) % n;
}

static size_t invent(struct world *w, struct claim_spec *specs, int *day)
{
    size_t n = 1 + dice(MOST);
    *day = 1 + (int)dice(20);
    for (size_t i = 0; i < n; i++) {
        struct claim_spec *s = &specs[i];
        *s = (struct claim_spec){.kind = (enum claim_kind)dice(CLAIM_KINDS),
                                 .who = parties[dice(COUNT(parties))],
                                 .whom = parties[dice(COUNT(parties))],
                                 .act = dice(4) ? ACT_ESPIONAGE : ACT_LEAK,
                                 .said = dates[dice(COUNT(dates))],
                                 .happened = dice(4) ? NULL : dates[dice(COUNT(dates))],
                                 .hedged = !dice(3),
                                 .legal = !dice(5),
                                 .status = (enum meeting_status)dice(MEETING_STATUSES)};
        if (s->kind == CLAIM_MEETING) {
            s->who = arena_printf(&w->a, "%s;%s", s->who, s->whom);
            s->whom = NULL;
        } else if (s->kind == CLAIM_DENIAL) {
            s->whom = NULL;
            s->answers = i && specs[i - 1].kind == CLAIM_ALLEGATION ? (int)i : 0;
        }
    }
    return n;
}

static const char *tell(unsigned seed, size_t batch, unsigned shuffle, bool rebuild, char **keep)
{
    struct world w;
    struct claim_spec specs[ARTICLES][MOST];
    size_t n[ARTICLES], order[ARTICLES];
    int day[ARTICLES];
    world_open(&w);
    state_of_dice = seed;
    for (size_t i = 0; i < ARTICLES; i++) {
        n[i] = invent(&w, specs[i], &day[i]);
        order[i] = i;
    }
    state_of_dice = shuffle;
    for (size_t i = ARTICLES - 1; shuffle && i > 0; i--) {
        size_t k = dice((unsigned)i + 1), x = order[i];
        order[i] = order[k];
        order[k] = x;
    }
    for (size_t at = 0; at < ARTICLES;) {
        assert_int_equal(store_begin(w.store, &w.e), 0);
        for (size_t i = 0; i < batch && at < ARTICLES; i++, at++) {
            size_t x = order[at];
            const char *source = arena_printf(&w.a, "paper %zu", x % 7);
            world_add(&w, arena_printf(&w.a, "2013-07-%02d", day[x]), source, specs[x], n[x]);
            /* once more, now in another paper's name, before or after its own */
            size_t twin = (x * 7 + 3) % ARTICLES;
            world_add(&w, arena_printf(&w.a, "2013-07-%02d", day[twin]),
                      arena_printf(&w.a, "%s %zu", twin % 2 ? "a paper" : "the paper", twin % 3),
                      specs[twin], n[twin]);
        }
        if (store_commit(w.store, &w.e))
            fail_msg("%s", w.e.msg);
    }
    if (rebuild && store_rebuild(w.store, &w.e))
        fail_msg("%s", w.e.msg);
    const char *dump = world_dump(&w);
    *keep = strdup(dump);
    world_close(&w);
    return *keep;
}

static void test_order(void **state)
{
    (void)state;
    static const struct {
        size_t batch;
        unsigned shuffle;
        bool rebuild;
    } ways[] = {{1, 0, false}, {1, 5, false}, {7, 11, false}, {50, 12, false}, {30, 3, true}};
    for (unsigned seed = 1; seed <= 6; seed++) {
        char *want, *got;
        tell(seed, ARTICLES, 0, false, &want);
        assert_true(strlen(want) > 1000);
        for (size_t i = 0; i < COUNT(ways); i++) {
            tell(seed, ways[i].batch, ways[i].shuffle, ways[i].rebuild, &got);
            if (strcmp(want, got)) {
                size_t at = 0;
                while (want[at] == got[at])
                    at++;
                fail_msg("seed %u, way %zu: …%.200s\n instead of …%.200s", seed, i,
                         got + (at > 60 ? at - 60 : 0), want + (at > 60 ? at - 60 : 0));
            }
            free(got);
        }
        free(want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
