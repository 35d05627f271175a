#include "tests/unit/check.h"

#include "core/table.h"

static struct arena a;

static const char *print(struct call c, size_t wrap)
{
    static const char *const rows[][3] = {
        {"2013-07-09", "Jen\tPsaki", "China was asked about it again"},
        {NULL, "習近平", "no"},
        {"2013", "Edward Snowden", ""},
    };
    static char out[8192];
    struct table t;
    memset(out, 0, sizeof out);
    c.a = &a;
    c.out = fmemopen(out, sizeof out, "w");
    table_init(&t, &c, 3, (const char *[]){"DATE", "WHO", "WHAT"});
    t.wrap = wrap;
    table_style(&t, 1, STYLE_RED);
    for (size_t i = 0; i < COUNT(rows); i++)
        table_row(&t, rows[i]);
    table_print(&t);
    fclose(c.out);
    return out;
}

static void piped(void **state)
{
    (void)state;
    assert_string_equal(print((struct call){0}, 2),
                        "DATE\tWHO\tWHAT\n"
                        "2013-07-09\tJen Psaki\tChina was asked about it again\n"
                        "\t習近平\tno\n"
                        "2013\tEdward Snowden\t\n");
}

static void aligned(void **state)
{
    (void)state;
    assert_string_equal(print((struct call){.tty = true, .columns = 80}, 2),
                        "DATE        WHO             WHAT\n"
                        "2013-07-09  Jen Psaki       China was asked about it again\n"
                        "-           習近平          no\n"
                        "2013        Edward Snowden\n");
}

static void wrapped_where_it_gives_way(void **state)
{
    (void)state;
    assert_string_equal(print((struct call){.tty = true, .columns = 52}, 2),
                        "DATE        WHO             WHAT\n"
                        "2013-07-09  Jen Psaki       China was asked about it\n"
                        "                            again\n"
                        "-           習近平          no\n"
                        "2013        Edward Snowden\n");
}

static void cut_where_it_must(void **state)
{
    (void)state;
    const char *out = print((struct call){.tty = true, .columns = 36}, 2);
    assert_non_null(strstr(out, "…"));
    for (const char *line = out; *line; line = strchr(line, '\n') + 1)
        assert_true(strcspn(line, "\n") <= 36 + 6); /* bytes; letters of three bytes count one */
}

static void coloured(void **state)
{
    (void)state;
    const char *out = print((struct call){.tty = true, .columns = 80, .color = true}, 2);
    assert_non_null(strstr(out, "\033[1mDATE\033[0m"));
    assert_non_null(strstr(out, "\033[31mJen Psaki\033[0m"));
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
        cmocka_unit_test(piped),
        cmocka_unit_test(aligned),
        cmocka_unit_test(wrapped_where_it_gives_way),
        cmocka_unit_test(cut_where_it_must),
        cmocka_unit_test(coloured),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
