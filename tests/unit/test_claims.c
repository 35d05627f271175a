#include "tests/unit/check.h"

#include "core/claims.h"
#include "core/text.h"

static struct arena a;

static struct article article(void)
{
    static const char text[] =
        "Mỹ cáo buộc Trung Quốc do thám. Trung Quốc phủ nhận. Hai bên gặp nhau.";
    return (struct article){.id = "x",
                            .hash = "0123456789abcdef0123",
                            .text = text,
                            .len = sizeof text - 1,
                            .language = "vi",
                            .published = dates_day(2013, 7, 9)};
}

/* A reading with every field in use. */
static struct reading full(void)
{
    static const char *also[] = {"Mỹ", "Hoa Kỳ"};
    struct reading r = {.entities_n = 3, .claims_n = 4};
    r.entities = arena_alloc(&a, 3 * sizeof *r.entities);
    r.claims = arena_alloc(&a, 4 * sizeof *r.claims);
    r.entities[0] = (struct entity){.key = "country:US",
                                    .kind = ENTITY_COUNTRY,
                                    .also = also,
                                    .name = "United States",
                                    .also_n = 2,
                                    .side = -1};
    r.entities[1] = (struct entity){.key = "country:CN",
                                    .kind = ENTITY_COUNTRY,
                                    .also = also + 1,
                                    .name = "China",
                                    .also_n = 1,
                                    .side = -1};
    r.entities[2] = (struct entity){.key = "unnamed:us/firm#1",
                                    .kind = ENTITY_COMPANY,
                                    .also = also,
                                    .name = "a firm",
                                    .also_n = 1,
                                    .unnamed = true};
    spans_add(&a, &r.entities[0].mentions, (struct span){0, 2});
    for (int i = 0; i < 4; i++) {
        struct claim *c = &r.claims[i];
        c->kind = (enum claim_kind)i;
        c->rule = "test.rule";
        c->confidence = 0.5;
        c->cue = (struct span){3, 11};
        spans_add(&a, &c->evidence, (struct span){(uint32_t)i, 30});
    }
    struct claim *c = r.claims;
    claim_add_role(&a, &c[0], ROLE_SPEAKER, 0);
    claim_add_role(&a, &c[0], ROLE_SPEAKER, 2);
    claim_add_role(&a, &c[0], ROLE_TARGET, 1);
    c[0].act = ACT_ESPIONAGE;
    c[0].hedged = true;
    c[0].said = (struct told_date){dates_day(2013, 7, 8), DATE_RELATIVE, {3, 5}};
    claim_add_role(&a, &c[1], ROLE_SPEAKER, 1);
    c[1].answers = arena_grow(&a, NULL, 0, &c[1].answers_cap, sizeof(int));
    c[1].answers_n = 1;
    c[1].denial_of = DENIAL_FRAMING;
    claim_add_role(&a, &c[2], ROLE_PARTICIPANT, 0);
    claim_add_role(&a, &c[2], ROLE_PARTICIPANT, 1);
    c[2].status = MEETING_PLANNED;
    c[2].what = "đối thoại";
    claim_add_role(&a, &c[3], ROLE_ON, 0);
    c[3].act = ACT_LEAK;
    c[3].happened = (struct told_date){.date = dates_day(2013, 6, 1)};
    return r;
}

static void written_form(void **state)
{
    struct article art = article();
    struct reading r = full();
    json_t *j = claims_to_json(&art, &r);
    char *text = json_dumps(j, JSON_COMPACT);
    static const char *const has[] = {
        "{\"id\":\"x\",\"hash\":\"0123456789abcdef0123\",\"published\":\"2013-07-09\","
        "\"language\":\"vi\",\"title\":null,\"source\":null,\"entities\":[{\"id\":\"e1\",",
        "\"also\":[\"Mỹ\",\"Hoa Kỳ\"],\"side\":null,\"unnamed\":false,\"mentions\":[[0,2]]}",
        "\"side\":\"e1\",\"unnamed\":true",
        "{\"id\":\"a1\",\"speaker\":[\"e1\",\"e3\"],\"target\":\"e2\",\"act\":\"espionage\","
        "\"said\":\"2013-07-08\",\"happened\":null,\"hedged\":true,\"legal\":false,\"via\":null,"
        "\"evidence\":[[0,30]],\"rule\":\"test.rule\",\"cue\":[3,11],\"confidence\":0.5,"
        "\"basis\":{\"said\":{\"how\":\"relative\",\"span\":[3,5]}}}",
        "{\"id\":\"d1\",\"speaker\":\"e2\",\"answers\":[\"a1\"],\"said\":null",
        "{\"id\":\"m1\",\"participants\":[\"e1\",\"e2\"],\"chairs\":[],\"place\":null,"
        "\"what\":\"đối thoại\",\"when\":null,\"status\":\"planned\"",
        "{\"id\":\"t1\",\"act\":\"leak\",\"by\":null,\"on\":[\"e1\"],\"when\":\"2013-06-01\"",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(has); i++) {
        if (!strstr(text, has[i]))
            fail_msg("no %s in %s", has[i], text);
    }
    free(text);
    json_decref(j);
}

static void written_and_read_is_the_same(void **state)
{
    struct article art = article();
    struct reading r = full(), back;
    struct err e = {0};
    json_t *j = claims_to_json(&art, &r), *again;
    (void)state;
    if (claims_from_json(&back, &art, j, &a, &e))
        fail_msg("%s", e.msg);
    again = claims_to_json(&art, &back);
    assert_true(json_equal(j, again));
    json_decref(j);
    json_decref(again);
}

#define ENTITY "{\"entities\":[{\"id\":\"e1\",\"kind\":\"country\",\"name\":\"X\"}],"

static void what_is_off_is_named(void **state)
{
    static const struct {
        const char *in, *msg;
    } cases[] = {
        {"[]", "claims are not a JSON object"},
        {"{\"entities\":3}", "entities: not a list"},
        {"{\"entities\":[3]}", "entities[0]: not an object"},
        {"{\"entities\":[{\"id\":\"e1\",\"kind\":\"planet\",\"name\":\"X\"}]}",
         "entities[0].kind: unknown: 'planet'"},
        {"{\"entities\":[{\"id\":\"e1\",\"kind\":\"country\"}]}", "entities[0].name: missing"},
        {"{\"entities\":[{\"kind\":\"country\",\"name\":\"X\"}]}", "entities[0].id: missing"},
        {"{\"entities\":[{\"id\":\"e1\",\"kind\":\"country\",\"name\":\"X\",\"side\":\"e2\"}]}",
         "entities[0].side: no such id: 'e2'"},
        {"{\"entities\":[{\"id\":\"e1\",\"kind\":\"country\",\"name\":\"X\","
         "\"mentions\":[[69,99]]}]}",
         "entities[0].mentions: [69, 99] lies outside the article's 70 characters"},
        {"{\"entities\":[{\"id\":\"e1\",\"kind\":\"country\",\"name\":\"X\",\"mentions\":[[5]]}]}",
         "entities[0].mentions: a span is [start, end]"},
        {ENTITY "\"allegations\":[{\"id\":\"a1\",\"act\":\"leak\"}]}",
         "allegations[0].evidence: missing"},
        {ENTITY "\"allegations\":[{\"id\":\"a1\",\"evidence\":[[0,2]]}]}",
         "allegations[0].act: missing"},
        {ENTITY
         "\"attacks\":[{\"id\":\"t\",\"act\":\"leak\",\"evidence\":[[0,2]],\"on\":[\"e9\"]}]}",
         "attacks[0].on: no such id: 'e9'"},
        {ENTITY "\"denials\":[{\"id\":\"d\",\"evidence\":[[0,2]],\"answers\":\"a9\"}]}",
         "denials[0].answers: no such id: 'a9'"},
        {ENTITY "\"denials\":[{\"id\":\"d\",\"evidence\":[[0,2]],\"said\":\"soon\"}]}",
         "denials[0].said: not a date: 'soon'"},
        {ENTITY "\"denials\":[{\"id\":\"d\",\"evidence\":[[2,2]]}]}",
         "denials[0].evidence: [2, 2] lies outside the article's 70 characters"},
        {ENTITY "\"meetings\":[{\"id\":\"m\",\"evidence\":[[0,2]],\"confidence\":2}]}",
         "meetings[0].confidence: not a number from 0 to 1"},
        {ENTITY "\"meetings\":[{\"id\":\"m\",\"evidence\":[[0,2]]},"
                "{\"id\":\"m\",\"evidence\":[[0,2]]}]}",
         "meetings[1].id: given twice"},
    };
    struct article art = article();
    (void)state;
    assert_int_equal(text_count(art.text, art.len), 70);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading out = {.claims_n = 77};
        struct err e = {0};
        json_t *j = json_loads(cases[i].in, 0, NULL);
        assert_non_null(j);
        assert_int_equal(claims_from_json(&out, &art, j, &a, &e), -1);
        assert_int_equal(out.claims_n, 77);
        assert_int_equal(e.code, ERR_PARSE);
        assert_string_equal(e.msg, cases[i].msg);
        json_decref(j);
    }
}

static void little_is_enough(void **state)
{
    static const char in[] =
        "{\"entities\":[{\"id\":\"us\",\"kind\":\"country\",\"name\":\"United States\"},"
        "{\"id\":\"f\",\"kind\":\"company\",\"name\":\"a firm\",\"unnamed\":true,\"side\":\"us\"}],"
        "\"denials\":[{\"id\":\"d\",\"speaker\":\"us\",\"answers\":[\"q\"],\"evidence\":[[0,2]]}],"
        "\"allegations\":[{\"id\":\"p\",\"target\":\"us\",\"act\":\"leak\",\"evidence\":[[9,12]]},"
        "{\"id\":\"q\",\"target\":\"us\",\"act\":\"leak\",\"evidence\":[[20,25],[5,9]]}]}";
    struct article art = article();
    struct reading out;
    struct err e = {0};
    json_t *j = json_loads(in, 0, NULL);
    (void)state;
    if (claims_from_json(&out, &art, j, &a, &e))
        fail_msg("%s", e.msg);
    json_decref(j);
    assert_string_equal(out.entities[0].key, "country:united-states");
    assert_string_equal(out.entities[1].key, "unnamed:company/a-firm#0123456789abcdef");
    assert_string_equal(out.entities[0].also[0], "United States");
    assert_int_equal(out.entities[1].side, 0);
    assert_int_equal(out.claims_n, 3); /* by evidence: d, q, p */
    assert_int_equal(out.claims[0].kind, CLAIM_DENIAL);
    assert_int_equal(out.claims[0].answers[0], 1);
    assert_int_equal(out.claims[1].evidence.items[0].start, 5);
    assert_int_equal(out.claims[1].cue.start, 5);
    assert_string_equal(out.claims[2].rule, "given");
}

static int release(void **state)
{
    (void)state;
    arena_release(&a);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_form),
        cmocka_unit_test(written_and_read_is_the_same),
        cmocka_unit_test(what_is_off_is_named),
        cmocka_unit_test(little_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
