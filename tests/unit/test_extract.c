/* The cascade as a whole: one sentence, the edges a reader would draw. Sentences of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/buf.h"
#include "core/claims.h"
#include "importers/extract/extract.h"

/* "accuse A > B; deny C; meet D + E" of a text, in order. */
static void edges(struct buf *out, struct reading *r, const struct claim *c)
{
    static const char *const verbs[] = {"accuse ", "deny ", "meet ", "attack "};
    if (out->len)
        buf_adds(out, "; ");
    buf_adds(out, verbs[c->kind]);
    int n = 0;
    for (size_t i = 0; i < c->roles_n; i++) {
        enum role role = c->roles[i].role;
        const char *name = r->entities[c->roles[i].entity].name;
        if (role == ROLE_TARGET)
            buf_addf(out, "%s> %s", n ? " " : "", name);
        else if (role == ROLE_SPEAKER || role == ROLE_PARTICIPANT)
            buf_addf(out, "%s%s", n ? " + " : "", name);
        else
            continue;
        n++;
    }
}

static void read_edges(struct buf *out, const char *language, const char *text)
{
    struct arena a = {0};
    struct err e = {0};
    struct reading r;
    struct article article = {.text = text,
                              .len = strlen(text),
                              .language = language,
                              .published = dates_day(2013, 7, 9)};
    if (extract(&r, &article, &a, &e))
        fail_msg("%s: %s", text, e.msg);
    for (size_t i = 0; i < r.claims_n; i++)
        edges(out, &r, &r.claims[i]);
    arena_release(&a);
}

static void sentences(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *edges;
    } cases[] = {
        {"vi", "Mỹ cáo buộc Trung Quốc tấn công mạng.", "accuse United States > China"},
        {"vi", "Trung Quốc bị Mỹ cáo buộc do thám mạng.", "accuse United States > China"},
        {"vi", "Nga bị cáo buộc can thiệp bầu cử tổng thống Mỹ.", "accuse > Russia"},
        {"vi", "Trung Quốc bác bỏ các cáo buộc này.", "deny China"},
        {"vi", "Ngoại trưởng Mỹ John Kerry hội đàm với Ngoại trưởng Nga Sergei Lavrov ngày 9/7.",
         "meet John Kerry + Sergei Lavrov"},
        {"en", "The United States accused China of stealing trade secrets.",
         "accuse United States > China"},
        {"en", "China was accused by the United States of hacking its companies.",
         "accuse United States > China"},
        {"en", "Russia has been accused of meddling in the election.", "accuse > Russia"},
        {"en", "China has denied the accusations.", "deny China"},
        {"en", "President Vladimir Putin met with Chancellor Angela Merkel in Hamburg on Friday.",
         "meet Vladimir Putin + Angela Merkel"},
        {"vi", "Thời tiết hôm nay ở Hà Nội đẹp.", ""},
        {"en", "The company released a new phone on Tuesday.", ""},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf got;
        buf_init(&got, 4096);
        read_edges(&got, cases[i].language, cases[i].text);
        bool same = strcmp(got.ptr, cases[i].edges) == 0;
        if (!same)
            print_error("%s\n  read: %s\n  want: %s\n", cases[i].text, got.ptr, cases[i].edges);
        buf_release(&got);
        wrong += !same;
    }
    assert_int_equal(wrong, 0);
}

/* A denial answers the allegation before it; both have evidence in the text; the same text twice
 * reads the same. */
static void answers(void **state)
{
    (void)state;
    static const char text[] = "Mỹ cáo buộc Trung Quốc tấn công mạng, điều mà Trung Quốc bác bỏ.";
    struct arena a = {0};
    struct err e = {0};
    struct reading r, again;
    struct article article = {.text = text, .len = strlen(text), .language = "vi"};
    assert_int_equal(extract(&r, &article, &a, &e), 0);
    assert_int_equal(r.claims_n, 2);
    assert_int_equal(r.claims[0].kind, CLAIM_ALLEGATION);
    assert_int_equal(r.claims[0].act, ACT_ATTACK);
    assert_int_equal(r.claims[1].kind, CLAIM_DENIAL);
    assert_int_equal(r.claims[1].answers_n, 1);
    assert_int_equal(r.claims[1].answers[0], 0);
    assert_int_equal(extract(&again, &article, &a, &e), 0);
    json_t *x = claims_to_json(&article, &r), *y = claims_to_json(&article, &again);
    assert_true(json_equal(x, y));
    json_decref(x);
    json_decref(y);
    arena_release(&a);
}

static void bad_input(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text;
    } cases[] = {{"en", ""},
                 {"en", " \n\n "},
                 {"en", "not \xFF UTF-8"},
                 {"xx", "No pack reads this."},
                 {NULL, "No tag."}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct err e = {0};
        struct reading r;
        struct article article = {
            .text = cases[i].text, .len = strlen(cases[i].text), .language = cases[i].language};
        assert_int_equal(extract(&r, &article, &a, &e), -1);
        assert_true(*e.msg);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences),
        cmocka_unit_test(answers),
        cmocka_unit_test(bad_input),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    extract_cleanup();
    return failed;
}
