/* What the store derives is a function of the set of articles: not of their order, not of the
 * size of batches, not of how often they come, and `rebuild` gives it once more. */
#include "tests/unit/invent.h"

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
    if (shuffle)
        shuffle_numbers(order, ARTICLES);
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
            same_dump(want, got, seed, i);
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
