#include "tests/unit/check.h"

#include "core/buf.h"

static void grows_and_terminates(void **state)
{
    struct buf b;
    (void)state;
    buf_init(&b, 1 << 20);
    assert_string_equal(b.ptr, "");
    for (int i = 0; i < 1000; i++)
        assert_int_equal(buf_addf(&b, "%d,", i % 10), 0);
    assert_int_equal(b.len, 2000);
    assert_int_equal(b.ptr[b.len], 0);
    buf_clear(&b);
    assert_int_equal(b.len, 0);
    assert_int_equal(buf_adds(&b, "a") | buf_addc(&b, 'b') | buf_add(&b, "c\0d", 3), 0);
    assert_memory_equal(b.ptr, "abc\0d", 6);
    buf_release(&b);
    assert_null(b.ptr);
}

static void ceiling_holds(void **state)
{
    struct buf b;
    (void)state;
    buf_init(&b, 5);
    assert_int_equal(buf_adds(&b, "12345"), 0);
    assert_false(b.over);
    assert_int_equal(buf_addc(&b, '6'), -1);
    assert_true(b.over);
    assert_string_equal(b.ptr, "12345");
    buf_clear(&b);
    assert_int_equal(buf_addf(&b, "%s", "123456"), -1);
    assert_int_equal(buf_adds(&b, ""), -1); /* over stays until cleared */
    assert_string_equal(b.ptr, "");
    buf_release(&b);
    buf_init(&b, 0);
    assert_int_equal(buf_adds(&b, ""), 0);
    assert_int_equal(buf_adds(&b, "x"), -1);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_terminates),
        cmocka_unit_test(ceiling_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
