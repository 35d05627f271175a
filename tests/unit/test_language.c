/* Which pack reads an article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "importers/language.h"

#define VI "Bộ Ngoại giao Trung Quốc hôm nay bác bỏ mọi cáo buộc của phía Mỹ về tin tặc."
#define EN "The ministry in Beijing denied on Tuesday that it had anything to do with the attack."

static void packs(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *want;
    } cases[] = {
        {"en", "en"},         {"en-US", "en"}, {"EN_gb", "en"}, {"vi-VN", "vi"},
        {"vi-Latn-VN", "vi"}, {"fr", NULL},    {"e", NULL},     {"eng", NULL},
        {"", NULL},           {"-en", NULL},   {"mul", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = language_pack(cases[i].tag);
        if (!cases[i].want)
            assert_null(got);
        else
            assert_string_equal(got, cases[i].want);
    }
}

static void guesses(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hint, *want; /* NULL = can't tell */
    } cases[] = {
        {EN, NULL, "en"},
        {VI, NULL, "vi"},
        {VI, "en-US", "vi"}, /* a template's claim does not beat the words */
        {"Bo Ngoai giao Trung Quoc hom nay bac bo moi cao buoc cua phia My ve tin tac, va noi rang "
         "do la nhung loi bia dat.",
         NULL, "vi"},
        {"Ông nói: “The charges are groundless.” Bộ Ngoại giao Trung Quốc bác bỏ mọi cáo buộc của "
         "phía Mỹ về tin tặc.",
         NULL, "vi"},
        {"Das Ministerium in Peking hat am Dienstag bestritten, mit dem Angriff etwas zu tun zu "
         "haben.",
         NULL, "de"},
        {"Xyzzy plugh", NULL, NULL},
        {"Xyzzy plugh", "vi-VN", "vi"},
        {"Xyzzy plugh", "fr", NULL},
        {"", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = language_guess(cases[i].text, strlen(cases[i].text), cases[i].hint);
        if (!got != !cases[i].want || (got && strcmp(got, cases[i].want)))
            fail_msg("%s: got %s, want %s", cases[i].text, got ? got : "none",
                     cases[i].want ? cases[i].want : "none");
    }
}

static void resolves(void **state)
{
    (void)state;
    const char *tag = NULL;
    struct err e = {0};
    assert_int_equal(language_resolve(&tag, "vi-VN", EN, strlen(EN), &e), 0);
    assert_string_equal(tag, "vi");
    assert_int_equal(language_resolve(&tag, NULL, EN, strlen(EN), &e), 0);
    assert_string_equal(tag, "en");
    assert_int_equal(language_resolve(&tag, "fr-CA", EN, strlen(EN), &e), -1);
    assert_string_equal(e.msg, "language fr-CA has no pack (there are packs for en, vi)");
    err_clear(&e);
    assert_int_equal(language_resolve(&tag, NULL, "?", 1, &e), -1);
    assert_string_equal(e.msg, "language not recognised: give --language");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs),
        cmocka_unit_test(guesses),
        cmocka_unit_test(resolves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
