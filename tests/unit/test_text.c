#include "tests/unit/check.h"

#include "core/text.h"

static struct arena a;

static void well_formed(void **state)
{
    static const struct {
        const char *in;
        size_t valid;
    } cases[] = {
        {"", 0},
        {"plain text that is longer than eight bytes", 42},
        {"Trung Quốc phủ nhận", 25},
        {"\xF0\x9F\x98\x80", 4},
        {"ab\xC0\x80", 2},           /* overlong NUL */
        {"abcdefgh\xE0\x9F\xBF", 8}, /* overlong */
        {"\xED\xA0\x80", 0},         /* surrogate */
        {"\xF4\x90\x80\x80", 0},     /* above U+10FFFF */
        {"x\x80", 1},                /* continuation alone */
        {"xy\xE1\xBB", 2},           /* cut off */
        {"\xFF", 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t got = text_valid(cases[i].in, strlen(cases[i].in));
        if (got != cases[i].valid)
            fail_msg("case %zu: %zu, not %zu", i, got, cases[i].valid);
    }
}

static void code_points(void **state)
{
    const char *s = "aế€😀";
    const uint32_t want[] = {'a', 0x1EBF, 0x20AC, 0x1F600};
    size_t len = strlen(s), at = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(want); i++) {
        char back[4];
        size_t from = at;
        assert_int_equal(text_byte(s, len, i), at);
        assert_int_equal(text_next(s, len, &at), want[i]);
        assert_int_equal(text_encode(back, want[i]), at - from);
        assert_memory_equal(back, s + from, at - from);
    }
    assert_int_equal(at, len);
    assert_int_equal(text_count(s, len), 4);
    assert_int_equal(text_byte(s, len, 4), len);
    assert_int_equal(text_byte(s, len, 99), len);
    at = 0;
    assert_int_equal(text_next("\xFFz", 2, &at), TEXT_BAD);
    assert_int_equal(at, 1);
}

/* Offsets as "0 1 1 2": one a byte and the end. */
static const char *offsets(struct text_view v)
{
    char *s = arena_strdup(&a, "");
    for (size_t i = 0; i <= v.len; i++)
        s = arena_printf(&a, "%s%s%u", s, i ? " " : "", v.cp[i]);
    return s;
}

static void composed_with_the_way_back(void **state)
{
    static const struct {
        const char *in, *text, *cp;
    } cases[] = {
        {"", "", "0"},
        {"Mỹ", "Mỹ", "0 1 1 1 2"},
        {"My\u0303!", "Mỹ!", "0 1 1 1 3 4"},
        {"a\u0302\u0300", "ầ", "0 0 0 3"},
        {"\u1EA1\u0302", "ậ", "0 0 0 2"}, /* mark order differs from the letter's */
        {"x\u0302\u0323y", "x\u0323\u0302y", "0 1 1 2 2 3 4"},
        {"\u212B\u0301z", "Ǻz", "0 0 2 3"},
        {"\u0958", "\u0915\u093C", "0 0 0 0 0 0 1"}, /* NFC takes it apart */
        {"\u1112\u1161\u11AB", "한", "0 0 0 3"},
        {"\u0301a", "\u0301a", "0 0 1 2"}, /* begins with a mark */
        {"e\u0301\xFF"
         "e\u0301",
         "é\xFFé", "0 0 2 3 3 5"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text_view v = text_nfc(&a, cases[i].in, strlen(cases[i].in));
        if (v.len != strlen(cases[i].text) || memcmp(v.text, cases[i].text, v.len))
            fail_msg("case %zu: '%.*s', not '%s'", i, (int)v.len, v.text, cases[i].text);
        if (strcmp(offsets(v), cases[i].cp))
            fail_msg("case %zu: %s, not %s", i, offsets(v), cases[i].cp);
    }
    const char *nfc = "Bộ Ngoại giao Mỹ – “họp báo”";
    assert_ptr_equal(text_nfc(&a, nfc, strlen(nfc)).text, nfc);
}

static void long_runs_of_marks(void **state)
{
    enum { MARKS = 5000 };
    char *s = arena_alloc(&a, 2 * MARKS + 1);
    (void)state;
    for (int i = 0; i < MARKS; i++)
        memcpy(s + 2 * i, i % 2 ? "\u0301" : "\u0323", 2);
    struct text_view v = text_nfc(&a, s, 2 * MARKS);
    assert_int_equal(v.cp[v.len], MARKS);
    for (size_t i = 1; i <= v.len; i++)
        assert_true(v.cp[i] >= v.cp[i - 1]);
}

static void folding(void **state)
{
    static const struct {
        const char *in, *fold, *casefold;
    } cases[] = {
        {"", "", ""},
        {"Đới  Bỉnh", "doi binh", "đới bỉnh"},
        {"U.S.", "us", "us"},
        {"  Jean‑Luc\tO’Neil- ", "jean luc oneil", "jean luc oneil"},
        {"STRASSE Straße", "strasse strasse", "strasse strasse"},
        {"Ha\u0300 Hạ", "ha ha", "hà hạ"},
        {"Мария Захарова Й", "мария захарова и", "мария захарова й"},
        {"İzmir", "izmir", "i\u0307zmir"},
        {"हिन्दी", "हिन्दी", "हिन्दी"},
        {"習近平", "習近平", "習近平"},
        {"--", "", ""},
        {"A\u200Bb\uFEFF", "ab", "ab"},
        {"x\xFFy", "x\uFFFDy", "x\uFFFDy"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(text_fold(&a, cases[i].in), cases[i].fold);
        assert_string_equal(text_casefold(&a, cases[i].in), cases[i].casefold);
        assert_string_equal(text_fold(&a, cases[i].fold), cases[i].fold); /* folded stays */
    }
}

static void columns(void **state)
{
    static const struct {
        const char *in;
        int width, cut_at;
        const char *cut;
    } cases[] = {
        {"", 0, 3, ""},
        {"abc", 3, 3, "abc"},
        {"abcd", 4, 3, "ab…"},
        {"Mỹ", 2, 2, "Mỹ"},
        {"My\u0303!!", 4, 3, "My\u0303…"},
        {"習近平", 6, 6, "習近平"},
        {"習近平", 6, 5, "習近…"},
        {"習近平", 6, 4, "習…"},
        {"abc", 3, 1, "…"},
        {"abc", 3, 0, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(text_width(cases[i].in), cases[i].width);
        const char *cut = text_cut(&a, cases[i].in, cases[i].cut_at);
        if (strcmp(cut, cases[i].cut) || text_width(cut) > cases[i].cut_at)
            fail_msg("case %zu: '%s', not '%s'", i, cut, cases[i].cut);
    }
}

static void one_line(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"  a\r\n\tb\u00A0\u3000c  ", "a b c"},
        {"red \033[31mtext\x7F", "red [31mtext"},
        {"turned \u202Eround\u202C", "turned round"},
        {"x\xFFy", "x\uFFFDy"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_oneline(&a, cases[i].in, strlen(cases[i].in)), cases[i].want);
}

static void kinds_of_characters(void **state)
{
    (void)state;
    assert_true(text_is_space(' ') && text_is_space(0xA0) && text_is_space(0x3000));
    assert_false(text_is_space('a') || text_is_space(TEXT_BAD));
    assert_true(text_is_letter(0x110) && text_is_letter(0x4E2D) && text_is_letter('z'));
    assert_false(text_is_letter('1') || text_is_letter(TEXT_BAD) || text_is_letter(0x2019));
    assert_true(text_is_upper(0x110) && text_is_upper('A') && text_is_upper(0x1C5));
    assert_false(text_is_upper(0x111) || text_is_upper('a') || text_is_upper(0x4E2D));
    assert_true(text_is_digit('0') && text_is_digit('9'));
    assert_false(text_is_digit(0x661));
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
        cmocka_unit_test(well_formed),
        cmocka_unit_test(code_points),
        cmocka_unit_test(composed_with_the_way_back),
        cmocka_unit_test(long_runs_of_marks),
        cmocka_unit_test(folding),
        cmocka_unit_test(columns),
        cmocka_unit_test(one_line),
        cmocka_unit_test(kinds_of_characters),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
