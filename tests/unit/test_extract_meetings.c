/* Meetings: who takes part, who leads, where, when and whether; what looks like one and is none.
 * Sentences of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/buf.h"
#include "core/claims.h"
#include "importers/extract/extract.h"

static void name_role(struct buf *out, const struct reading *r, const struct claim *c,
                      enum role role, const char *first, const char *next)
{
    int n = 0;
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == role)
            buf_addf(out, "%s%s", n++ ? next : first, r->entities[c->roles[i].entity].name);
}

/* "A + B", then what else is told: "led A", "in P", "2013-07-09", "planned". */
static void tell(struct buf *out, const struct reading *r, const struct claim *c)
{
    char date[DATES_TEXT];
    buf_adds(out, out->len ? "; " : "");
    name_role(out, r, c, ROLE_PARTICIPANT, "", " + ");
    name_role(out, r, c, ROLE_CHAIR, ", led ", " + ");
    name_role(out, r, c, ROLE_PLACE, ", in ", " + ");
    if (c->said.date.set)
        buf_addf(out, ", %s", dates_print(date, &c->said.date));
    if (c->status != MEETING_HELD)
        buf_addf(out, ", %s", model_status(c->status));
}

static void read_meetings(struct buf *out, const char *language, const char *text)
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
        if (r.claims[i].kind == CLAIM_MEETING)
            tell(out, &r, &r.claims[i]);
    arena_release(&a);
}

struct example {
    const char *language, *text, *meetings;
};

static void check(const struct example *cases, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct buf got;
        buf_init(&got, 4096);
        read_meetings(&got, cases[i].language, cases[i].text);
        buf_adds(&got, "");
        if (strcmp(got.len ? got.ptr : "", cases[i].meetings) != 0) {
            print_error("%s\n  got  %s\n  want %s\n", cases[i].text, got.len ? got.ptr : "",
                        cases[i].meetings);
            wrong++;
        }
        buf_release(&got);
    }
    assert_int_equal(wrong, 0);
}

static void who(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "Tổng thống Mỹ Barack Obama gặp Chủ tịch Trung Quốc Tập Cận Bình.",
         "Barack Obama + Xi Jinping"},
        {"vi", "Barack Obama và Tập Cận Bình đã gặp nhau.", "Barack Obama + Xi Jinping"},
        {"vi", "Cuộc hội đàm giữa Barack Obama và Tập Cận Bình kéo dài hai giờ.",
         "Barack Obama + Xi Jinping"},
        {"vi", "Các đại diện Nga và Mỹ hội đàm về an ninh mạng.", "Russia + United States"},
        {"vi", "Ông John Kerry nói với ông Sergei Lavrov trong cuộc họp rằng Mỹ rất lo ngại.",
         "John Kerry + Sergei Lavrov"},
        {"en", "Barack Obama met Xi Jinping.", "Barack Obama + Xi Jinping"},
        {"en", "Talks between Barack Obama and Xi Jinping lasted for two hours.",
         "Barack Obama + Xi Jinping"},
        {"en", "Vladimir Putin and Angela Merkel met.", "Vladimir Putin + Angela Merkel"},
        {"en", "Barack Obama, who met with Xi Jinping, left on Friday.",
         "Barack Obama + Xi Jinping, 2013-07-05"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void facts(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "John Kerry sẽ hội đàm với Sergei Lavrov tại Paris vào ngày 12/7.",
         "John Kerry + Sergei Lavrov, in Paris, 2013-07-12, planned"},
        {"vi", "Nga hủy cuộc gặp giữa Vladimir Putin và Barack Obama.",
         "Vladimir Putin + Barack Obama, cancelled"},
        {"vi", "Cuộc gặp giữa Nga và Mỹ do Sergei Lavrov và John Kerry chủ trì.",
         "Sergei Lavrov + John Kerry, led Sergei Lavrov + John Kerry"},
        {"en", "Barack Obama met with Xi Jinping in California on Monday.",
         "Barack Obama + Xi Jinping, in California, 2013-07-08"},
        {"en", "A meeting between Vladimir Putin and Barack Obama was cancelled.",
         "Vladimir Putin + Barack Obama, cancelled"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void two(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "Mỹ và Trung Quốc bất đồng. Hai nước đã hội đàm về an ninh mạng.",
         "United States + China"},
        {"vi", "Barack Obama và Tập Cận Bình bất đồng. Hai nhà lãnh đạo gặp nhau hôm nay.",
         "Barack Obama + Xi Jinping, 2013-07-09"},
        {"en", "Russia and Germany disagree. The two countries held talks on Monday.",
         "Russia + Germany, 2013-07-08"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void none(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "Ông Tập Cận Bình chưa từng gặp ông Barack Obama.", ""},
        {"vi", "Mỹ muốn đàm phán với Nga.", ""},
        {"vi", "Barack Obama nói chuyện với các phóng viên.", ""},
        {"vi", "Dự án của công ty Huawei gặp khó khăn ở Mỹ.", ""},
        {"en", "Barack Obama has never met Xi Jinping.", ""},
        {"en", "Barack Obama wants to meet Vladimir Putin.", ""},
        {"en", "John Kerry told a news conference that Russia had lied.", ""},
        {"en", "John Kerry was speaking to reporters.", ""},
        {"en", "Barack Obama tried to arrange a meeting with Vladimir Putin.", ""},
    };
    check(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who),
        cmocka_unit_test(facts),
        cmocka_unit_test(two),
        cmocka_unit_test(none),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    extract_cleanup();
    return rc;
}
