#include "tests/unit/check.h"

#include "core/arena.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    struct arena a = {0};
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            unsigned char *p = arena_alloc(&a, size);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAB, size);
        }
        unsigned char *large = arena_alloc(&a, 1 << 20);
        assert_int_equal(large[(1 << 20) - 1], 0);
        memset(large, 0xAB, 1 << 20);
        arena_reset(&a);
        assert_int_equal(a.used, 0);
    }
    arena_release(&a);
    assert_null(a.head);
    arena_release(&a);
}

static void copies(void **state)
{
    struct arena a = {0};
    (void)state;
    char *s = arena_strdup(&a, "Đới Bỉnh"), *t = arena_strndup(&a, "abcdef", 3);
    char *u = arena_printf(&a, "%s/%d", t, 7), *v = arena_strndup(&a, NULL, 0);
    char *w = arena_printf(&a, "%0500d", 1);
    assert_string_equal(s, "Đới Bỉnh");
    assert_string_equal(t, "abc");
    assert_string_equal(u, "abc/7");
    assert_string_equal(v, "");
    assert_int_equal(strlen(w), 500);
    arena_release(&a);
}

static void arrays_grow(void **state)
{
    struct arena a = {0};
    size_t cap = 0;
    int *list = NULL;
    (void)state;
    for (size_t n = 0; n < 100000; n++) {
        list = arena_grow(&a, list, n, &cap, sizeof *list);
        list[n] = (int)n;
    }
    for (size_t n = 0; n < 100000; n++)
        assert_int_equal(list[n], n);
    arena_release(&a);
}

static void reset_before_use(void **state)
{
    struct arena a = {0};
    (void)state;
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, 1));
    arena_reset(&a);
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, 200000));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(copies),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(reset_before_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
