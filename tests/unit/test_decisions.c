/* What is derived is a function of the set of articles and the set of decisions: of neither's
 * order, nor of which came first, nor of how many at a time. And what single decisions do. */
#include "tests/unit/invent.h"

#include "graph/journal.h"

enum { DECISIONS = 40 };

static const char *key_at(struct world *w, const char *spec)
{
    return arena_strndup(&w->a, spec, strcspn(spec, "=<"));
}

static struct decision entry(const char *verb, const char *subject, const char *object)
{
    return (struct decision){
        .made = "2015-06-30", .verb = verb, .subject = subject, .object = object};
}

static void decide(struct world *w, struct decision *d)
{
    size_t added;
    if (journal_add(w->store, d, 1, &added, &w->a, &w->e))
        fail_msg("%s", w->e.msg);
    assert_int_equal(added, 1);
}

static int64_t pick_event(struct world *w)
{
    int64_t n = 0, id = 0;
    db_int(w->store, &w->e, &n, "SELECT count(*) FROM event", "");
    db_int(w->store, &w->e, &id, "SELECT id FROM event ORDER BY code LIMIT 1 OFFSET ?1", "i",
           (int64_t)dice((unsigned)n));
    return id;
}

/* Random decisions, made one after the other in a store that has all articles. */
static void make_up(struct world *w, struct decision *list)
{
    static const char *const about_keys[] = {"merge", "merge", "split",  "split",
                                             "side",  "alias", "relabel"};
    static const char *const about_events[] = {"reject", "reject", "accept", "relabel", "note"};
    for (size_t i = 0; i < DECISIONS; i++) {
        size_t first = dice(COUNT(parties)); /* and often one beside it, which shares hooks */
        size_t second = dice(3) ? first + 1 + dice(3) : dice(COUNT(parties));
        const char *a = key_at(w, parties[first]);
        const char *b = key_at(w, parties[second % COUNT(parties)]);
        unsigned kind = dice(10);
        if (i && kind == 0) {
            list[i] = entry("undo", list[dice((unsigned)i)].code, NULL);
        } else if (kind < 6) {
            const char *verb = about_keys[dice(COUNT(about_keys))];
            bool words = !strcmp(verb, "alias") || !strcmp(verb, "relabel");
            list[i] = entry(verb, a, words ? (dice(2) ? "Bear" : "Great Firm") : b);
        } else {
            const char *verb = about_events[dice(COUNT(about_events))];
            list[i] = entry(verb, "event", strcmp(verb, "relabel") ? NULL : "fraud");
            if (!strcmp(verb, "note"))
                list[i].object = "see the other paper";
            if (journal_anchors(&list[i], w->store, pick_event(w), &w->a, &w->e))
                fail_msg("%s", w->e.msg);
        }
        decide(w, &list[i]);
    }
}

struct articles {
    struct claim_spec specs[ARTICLES][MOST];
    size_t n[ARTICLES];
    int day[ARTICLES];
};

static void add(struct world *w, const struct articles *x, size_t i)
{
    world_add(w, arena_printf(&w->a, "2013-07-%02d", x->day[i]), "paper", x->specs[i], x->n[i]);
}

/* Articles and decisions in a random order, in batches of random size. */
static char *mix(const struct articles *x, const struct decision *list, unsigned shuffle,
                 bool rebuild)
{
    struct world w;
    size_t order[ARTICLES], later[DECISIONS], at = 0, told = 0;
    world_open(&w);
    state_of_dice = shuffle;
    for (size_t i = 0; i < ARTICLES; i++)
        order[i] = i;
    for (size_t i = 0; i < DECISIONS; i++)
        later[i] = i;
    shuffle_numbers(order, ARTICLES);
    shuffle_numbers(later, DECISIONS);
    while (at < ARTICLES || told < DECISIONS) {
        size_t some = 1 + dice(12), added;
        if (at < ARTICLES && (told == DECISIONS || dice(2))) {
            assert_int_equal(store_begin(w.store, &w.e), 0);
            for (; some && at < ARTICLES; some--)
                add(&w, x, order[at++]);
            if (store_commit(w.store, &w.e))
                fail_msg("%s", w.e.msg);
            continue;
        }
        struct decision part[12];
        size_t n = 0;
        for (; n < some && told < DECISIONS; n++)
            part[n] = list[later[told++]];
        if (journal_add(w.store, part, n, &added, &w.a, &w.e))
            fail_msg("%s", w.e.msg);
        assert_int_equal(added, n);
        if (journal_add(w.store, part, n, &added, &w.a, &w.e)) /* once more: nothing */
            fail_msg("%s", w.e.msg);
        assert_int_equal(added, 0);
    }
    if (rebuild && store_rebuild(w.store, &w.e))
        fail_msg("%s", w.e.msg);
    char *out = strdup(world_dump(&w));
    world_close(&w);
    return out;
}

static void test_any_order(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 8; seed++) {
        struct world w;
        struct articles x;
        struct decision list[DECISIONS];
        world_open(&w);
        state_of_dice = seed;
        for (size_t i = 0; i < ARTICLES; i++)
            x.n[i] = invent(&w, x.specs[i], &x.day[i]);
        assert_int_equal(store_begin(w.store, &w.e), 0);
        for (size_t i = 0; i < ARTICLES; i++)
            add(&w, &x, i);
        assert_int_equal(store_commit(w.store, &w.e), 0);
        make_up(&w, list);
        const char *want = world_dump(&w);
        for (unsigned way = 1; way <= 4; way++) {
            char *got = mix(&x, list, seed * 31 + way, way == 4);
            same_dump(want, got, seed, way);
            free(got);
        }
        world_close(&w);
    }
}

/* ---- what single decisions do ---- */

static void open_example(struct world *w)
{
    static const struct claim_spec one[] = {
        {.who = "person:snowden", .whom = "country:US", .act = ACT_ESPIONAGE, .said = "2013-07-01"},
        {.kind = CLAIM_DENIAL, .who = "country:US", .answers = 1, .said = "2013-07-02"}};
    static const struct claim_spec two[] = {{.who = "person:edward-snowden<country:US",
                                             .whom = "country:US",
                                             .act = ACT_ESPIONAGE,
                                             .said = "2013-07-01"}};
    world_open(w);
    world_article(w, "2013-07-03", "One", one, COUNT(one));
    world_article(w, "2013-07-04", "Two", two, COUNT(two));
}

static const char who_is_who[] = "SELECT e.key, c.key FROM entity AS e JOIN entity AS c "
                                 "ON c.id = e.self WHERE e.key LIKE 'person:%' ORDER BY 1";
static const char events[] = "SELECT kind, act, reports FROM event ORDER BY kind, act, code";

static void test_split_and_merge(void **state)
{
    (void)state;
    struct world w;
    open_example(&w);
    assert_string_equal(world_rows(&w, who_is_who), "person:edward-snowden|person:edward-snowden\n"
                                                    "person:snowden|person:edward-snowden\n");
    assert_string_equal(world_rows(&w, events), "allegation|espionage|2\ndenial||1\n");
    struct decision split = entry("split", "person:snowden", "person:edward-snowden");
    decide(&w, &split);
    assert_string_equal(world_rows(&w, who_is_who), "person:edward-snowden|person:edward-snowden\n"
                                                    "person:snowden|person:snowden\n");
    assert_string_equal(world_rows(&w, events),
                        "allegation|espionage|1\nallegation|espionage|1\ndenial||1\n");
    struct decision merge = entry("merge", "person:snowden", "person:edward-snowden");
    decide(&w, &merge);
    struct journal j;
    assert_int_equal(journal_load(&j, w.store, &w.a, &w.e), 0);
    assert_int_equal(j.items[0].standing, OVERRULED);
    assert_string_equal(j.items[0].by, merge.code);
    assert_string_equal(world_rows(&w, events), "allegation|espionage|2\ndenial||1\n");
    struct decision undo = entry("undo", merge.code, NULL), redo;
    decide(&w, &undo);
    assert_string_equal(world_rows(&w, events),
                        "allegation|espionage|1\nallegation|espionage|1\ndenial||1\n");
    redo = entry("undo", undo.code, NULL);
    decide(&w, &redo);
    assert_string_equal(world_rows(&w, events), "allegation|espionage|2\ndenial||1\n");
    world_close(&w);
}

static void test_chain_of_merges(void **state)
{
    (void)state;
    struct world w;
    struct journal j;
    world_open(&w);
    struct decision list[] = {entry("merge", "person:a", "person:b"),
                              entry("merge", "person:b", "person:c"),
                              entry("split", "person:a", "person:c")};
    for (size_t i = 0; i < COUNT(list); i++)
        decide(&w, &list[i]);
    assert_int_equal(journal_load(&j, w.store, &w.a, &w.e), 0);
    assert_int_equal(j.items[0].standing, OVERRULED); /* the later merge stands */
    assert_int_equal(j.items[1].standing, STANDS);
    assert_int_equal(j.items[2].standing, STANDS);
    world_close(&w);
}

static void test_reject(void **state)
{
    (void)state;
    struct world w;
    int64_t id;
    open_example(&w);
    struct decision d = entry("reject", "event", NULL);
    db_int(w.store, &w.e, &id, "SELECT id FROM event WHERE kind = 'allegation'", "");
    assert_int_equal(journal_anchors(&d, w.store, id, &w.a, &w.e), 0);
    assert_int_equal(d.anchors_n, 2);
    decide(&w, &d);
    assert_string_equal(world_rows(&w, events), "denial||1\n");
    assert_string_equal(world_rows(&w, "SELECT orphan FROM event"), "1\n");
    struct decision undo = entry("undo", d.code, NULL);
    decide(&w, &undo);
    assert_string_equal(world_rows(&w, events), "allegation|espionage|2\ndenial||1\n");
    assert_string_equal(world_rows(&w, "SELECT count(*) FROM link"), "1\n");
    world_close(&w);
}

/* What a decision names comes later than the decision, and than whom it is about. */
static void test_waits(void **state)
{
    (void)state;
    static const struct claim_spec one[] = {{.who = "person:ann-lee", .whom = "country:US"}};
    static const struct claim_spec two[] = {{.who = "company:acme", .whom = "country:CN"}};
    static const struct claim_spec three[] = {{.who = "person:bear", .whom = "country:CN"}};
    struct world w;
    world_open(&w);
    struct decision list[] = {entry("side", "person:ann-lee", "company:acme"),
                              entry("merge", "person:ann-lee", "person:bear"),
                              entry("alias", "person:bear", "Ursa")};
    for (size_t i = 0; i < COUNT(list); i++)
        decide(&w, &list[i]);
    world_article(&w, "2013-07-03", "One", one, 1);
    world_article(&w, "2013-07-04", "Two", two, 1);
    static const char sides[] = "SELECT c.key, s.key, t.key FROM entity AS c JOIN entity AS s "
                                "ON s.id = c.side JOIN entity AS t ON t.id = c.top";
    assert_string_equal(world_rows(&w, sides), "person:ann-lee|company:acme|company:acme\n");
    world_article(&w, "2013-07-05", "Three", three, 1);
    assert_string_equal(world_rows(&w, "SELECT c.key FROM nickname AS k JOIN entity AS m ON m.id = "
                                       "k.entity JOIN entity AS c ON c.id = m.self"),
                        "person:ann-lee\n");
    world_close(&w);
}

static void test_newer_reading(void **state)
{
    (void)state;
    struct world w;
    int64_t id;
    open_example(&w);
    struct decision d = entry("relabel", "event", "leak");
    db_int(w.store, &w.e, &id, "SELECT id FROM event WHERE kind = 'allegation'", "");
    assert_int_equal(journal_anchors(&d, w.store, id, &w.a, &w.e), 0);
    for (size_t i = 0; i < d.anchors_n; i++) { /* as an older reading had it */
        d.anchors[i].first += 3;
        d.anchors[i].past += 5;
        d.anchors[i].act = "attack";
    }
    decide(&w, &d);
    assert_string_equal(world_rows(&w, events), "allegation|leak|2\ndenial||1\n");
    struct decision other = entry("reject", "event", NULL);
    db_int(w.store, &w.e, &id, "SELECT id FROM event WHERE kind = 'allegation'", "");
    assert_int_equal(journal_anchors(&other, w.store, id, &w.a, &w.e), 0);
    other.anchors[0].parties = other.anchors[1].parties = "speaker country:FR\ntarget country:US";
    decide(&w, &other); /* of other parties: waits */
    assert_string_equal(world_rows(&w, events), "allegation|leak|2\ndenial||1\n");
    world_close(&w);
}

static void test_json(void **state)
{
    (void)state;
    struct world w;
    struct journal j, back;
    int64_t id;
    open_example(&w);
    struct decision d = entry("reject", "event", NULL), m = entry("merge", "person:a", "person:b");
    db_int(w.store, &w.e, &id, "SELECT id FROM event WHERE kind = 'allegation'", "");
    assert_int_equal(journal_anchors(&d, w.store, id, &w.a, &w.e), 0);
    m.note = "the same man";
    decide(&w, &d);
    decide(&w, &m);
    assert_int_equal(journal_load(&j, w.store, &w.a, &w.e), 0);
    json_t *root = journal_json(&j), *list = json_object_get(root, "decisions");
    assert_int_equal(journal_from_json(&back, root, &w.a, &w.e), 0);
    assert_int_equal(back.n, 2);
    assert_string_equal(back.items[0].code, d.code);
    json_object_set_new(json_array_get(list, 1), "object", json_string("person:c"));
    assert_int_equal(journal_from_json(&back, root, &w.a, &w.e), -1);
    assert_non_null(strstr(w.e.msg, "not what was decided"));
    err_clear(&w.e);
    json_object_set_new(json_array_get(list, 1), "verb", json_string("bless"));
    assert_int_equal(journal_from_json(&back, root, &w.a, &w.e), -1);
    json_decref(root);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_order),
                                       cmocka_unit_test(test_split_and_merge),
                                       cmocka_unit_test(test_chain_of_merges),
                                       cmocka_unit_test(test_reject),
                                       cmocka_unit_test(test_newer_reading),
                                       cmocka_unit_test(test_json),
                                       cmocka_unit_test(test_waits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
