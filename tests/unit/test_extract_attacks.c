/* Attacks told as fact, and the papers that pass words on. Sentences of our own. */
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
                      enum role role, const char *first)
{
    int n = 0;
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == role)
            buf_addf(out, "%s%s", n++ ? " + " : first, r->entities[c->roles[i].entity].name);
}

/* "intrusion on Yahoo by APT28, 2013-07-05" of every attack; "via Reuters" of every other claim. */
static void tell(struct buf *out, const struct reading *r, const struct claim *c)
{
    char date[DATES_TEXT];
    if (c->kind != CLAIM_ATTACK) {
        name_role(out, r, c, ROLE_VIA, out->len ? "; via " : "via ");
        return;
    }
    buf_addf(out, "%s%s", out->len ? "; " : "", model_act(c->act));
    name_role(out, r, c, ROLE_ON, " on ");
    name_role(out, r, c, ROLE_BY, " by ");
    if (c->happened.date.set)
        buf_addf(out, ", %s", dates_print(date, &c->happened.date));
}

struct example {
    const char *language, *text, *told;
};

static void check(const struct example *cases, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct arena a = {0};
        struct err e = {0};
        struct reading r;
        struct buf got;
        struct article article = {.text = cases[i].text,
                                  .len = strlen(cases[i].text),
                                  .language = cases[i].language,
                                  .published = dates_day(2013, 7, 9)};
        buf_init(&got, 4096);
        if (extract(&r, &article, &a, &e))
            fail_msg("%s: %s", cases[i].text, e.msg);
        for (size_t k = 0; k < r.claims_n; k++)
            tell(&got, &r, &r.claims[k]);
        if (strcmp(got.len ? got.ptr : "", cases[i].told) != 0) {
            print_error("%s\n  got  %s\n  want %s\n", cases[i].text, got.len ? got.ptr : "",
                        cases[i].told);
            wrong++;
        }
        buf_release(&got);
        arena_release(&a);
    }
    assert_int_equal(wrong, 0);
}

static void told_as_fact(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "Trang web của Bộ Quốc phòng Mỹ bị tin tặc tấn công hôm qua.",
         "intrusion on US Department of Defense, 2013-07-08"},
        {"vi", "Vụ tấn công vào Sony Pictures gây thiệt hại lớn.", "attack on Sony Pictures"},
        {"vi", "Ukraine hứng chịu các vụ tấn công mạng.", "attack on Ukraine"},
        {"vi", "Tin tặc đã đột nhập Yahoo.", "intrusion on Yahoo"},
        {"en", "Yahoo was hacked on Friday.", "intrusion on Yahoo, 2013-07-05"},
        {"en", "Yahoo's servers were breached.", "intrusion on Yahoo"},
        {"en", "Facebook suffered a data breach.", "data-theft on Facebook"},
        {"en", "Hackers breached Yahoo.", "intrusion on Yahoo"},
        {"en", "The attack on Sony Pictures cost millions.", "attack on Sony Pictures"},
        {"en", "Fancy Bear hacked the World Anti-Doping Agency.",
         "intrusion on World Anti-Doping Agency by APT28"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void no_fact(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "Tin tặc có thể tấn công Yahoo.", ""},
        {"vi", "Yahoo không bị tấn công.", ""},
        {"vi", "Nhiều người lo Facebook bị tấn công.", ""},
        {"en", "Yahoo was not hacked.", ""},
        {"en", "Hackers may have breached Yahoo.", ""},
        {"en", "Was Yahoo hacked?", ""},
        {"en", "Officials warned of an attack on Sony Pictures.", ""},
        {"en", "The company sells hacking tools.", ""},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void passed_on(void **state)
{
    (void)state;
    static const struct example cases[] = {
        {"vi", "Theo Reuters, Mỹ cáo buộc Trung Quốc do thám mạng.", "via Reuters"},
        {"vi", "Mỹ cáo buộc Trung Quốc do thám mạng.", ""},
        {"en", "The United States accused China of spying, the New York Times reported.",
         "via New York Times"},
        {"en", "According to Reuters, the United States accused China of hacking its companies.",
         "via Reuters"},
        {"en", "WASHINGTON (Reuters) - The United States accused China of hacking.", ""},
    };
    check(cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(told_as_fact),
        cmocka_unit_test(no_fact),
        cmocka_unit_test(passed_on),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    extract_cleanup();
    return rc;
}
