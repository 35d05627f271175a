#include "tests/unit/check.h"

#include "core/err.h"
#include "core/text.h"

static void first_cause_wins(void **state)
{
    struct err e = {0};
    (void)state;
    assert_int_equal(err_set(&e, ERR_PARSE, "not a date: '%s'", "32/13"), -1);
    assert_int_equal(err_set(&e, ERR_IO, "later"), -1);
    assert_int_equal(e.code, ERR_PARSE);
    assert_string_equal(e.msg, "not a date: '32/13'");
    assert_int_equal(err_wrap(&e, "%s:%d", "a.jsonl", 7), -1);
    assert_string_equal(e.msg, "a.jsonl:7: not a date: '32/13'");
    err_clear(&e);
    assert_int_equal(e.code, ERR_NONE);
    assert_string_equal(e.msg, "");
}

static void messages_are_one_clean_line(void **state)
{
    struct err e = {0};
    (void)state;
    err_set(&e, ERR_IO, "%s",
            "a\nb\033[31mc\x80\xC2\x9B"
            "d\n");
    assert_string_equal(e.msg, "a b [31mc? d");
}

static void cut_at_a_code_point(void **state)
{
    char text[2000];
    (void)state;
    for (size_t pad = 0; pad < 4; pad++) {
        struct err e = {0};
        memset(text, 'x', pad);
        for (size_t i = pad; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "ế", 4);
        err_set(&e, ERR_PARSE, "%s", text);
        size_t len = strlen(e.msg);
        assert_in_range(len, sizeof e.msg - 4, sizeof e.msg - 1);
        assert_int_equal(text_valid(e.msg, len), len);
        assert_memory_equal(e.msg + len - 3, "ế", 3);
        err_wrap(&e, "%s", text); /* a long prefix leaves room for the cause */
        assert_non_null(strstr(e.msg, ": "));
        assert_int_equal(text_valid(e.msg, strlen(e.msg)), strlen(e.msg));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_cause_wins),
        cmocka_unit_test(messages_are_one_clean_line),
        cmocka_unit_test(cut_at_a_code_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
