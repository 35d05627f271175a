#include "tests/unit/check.h"

#include "core/arena.h"
#include "core/text.h"
#include "export/clean.h"

#define FFFD "\xEF\xBF\xBD"

static void xml_holds_it(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"Tr\xE1\xBA\xA7n\t\n\r", "Tr\xE1\xBA\xA7n\t\n\r"},
        {"a\x01z", "a" FFFD "z"},
        {"\x1b[31m", FFFD "[31m"},
        {"\x7f\xC2\x80\xC2\x85", FFFD FFFD "\xC2\x85"},
        {"\xFF", FFFD},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", FFFD FFFD},
        {"\xF0\x9F\x95\xB5", "\xF0\x9F\x95\xB5"},
    };
    struct arena a = {0};
    (void)state;
    assert_null(clean_xml(&a, NULL));
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = clean_xml(&a, cases[i].in);
        assert_string_equal(got, cases[i].want);
        assert_int_equal(got == cases[i].in, !strcmp(cases[i].in, cases[i].want));
    }
    arena_release(&a);
}

static void one_line(void **state)
{
    static const struct {
        const char *in;
        size_t max;
        const char *want;
    } cases[] = {
        {"a\n\n b\tc", 0, "a b c"},
        {"abcdef", 6, "abcdef"},
        {"abcdefg", 6, "abcde\xE2\x80\xA6"},
        {"\xC4\x90\xE1\xBB\x9Bi B\xE1\xBB\x89nh", 4, "\xC4\x90\xE1\xBB\x9Bi\xE2\x80\xA6"},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(clean_line(&a, cases[i].in, cases[i].max), cases[i].want);
    arena_release(&a);
}

static void wraps(void **state)
{
    static const struct {
        const char *in;
        double width;
        size_t max;
        const char *want; /* lines joined by | */
    } cases[] = {
        {"", 50, 3, ""},
        {"Jen Psaki", 100, 3, "Jen Psaki"},
        {"National Security Agency", 70, 3, "National|Security|Agency"},
        {"National Security Agency", 120, 3, "National Security|Agency"},
        {"National Security Agency", 70, 2, "National|Security\xE2\x80\xA6"},
        {"WWWWWWWWWW", 25, 2, "WW|W\xE2\x80\xA6"},
        {"W", 1, 3, "W"},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *lines[4], *got = "";
        size_t n = clean_wrap(&a, cases[i].in, 10, cases[i].width, lines, cases[i].max);
        assert_in_range(n, 1, cases[i].max);
        for (size_t k = 0; k < n; k++)
            got = arena_printf(&a, "%s%s%s", got, k ? "|" : "", lines[k]);
        assert_string_equal(got, cases[i].want);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_holds_it),
        cmocka_unit_test(one_line),
        cmocka_unit_test(wraps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
