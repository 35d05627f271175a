#include "tests/unit/check.h"

#include "core/embed.h"

static void sorted_and_found(void **state)
{
    (void)state;
    assert_non_null(embedded_files[0].path);
    for (const struct embedded *f = embedded_files; f->path; f++) {
        if (f[1].path)
            assert_true(strcmp(f->path, f[1].path) < 0);
        assert_ptr_equal(embedded_find(f->path), f);
        assert_int_equal(f->bytes[f->len], 0);
        if (!strstr(f->path, ".bin"))
            assert_int_equal(strlen(f->bytes), f->len);
    }
    assert_null(embedded_find("graph/no.sql"));
}

/* Byte for byte what lies in the repository, when the test is run from there. */
static void as_in_the_repository(void **state)
{
    static char bytes[1 << 22];
    (void)state;
    for (const struct embedded *f = embedded_files; f->path; f++) {
        FILE *file = fopen(f->path, "rb");
        if (!file)
            skip();
        size_t n = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        if (n != f->len || memcmp(bytes, f->bytes, n))
            fail_msg("%s differs", f->path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorted_and_found),
        cmocka_unit_test(as_in_the_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
