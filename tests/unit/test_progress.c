#include "tests/unit/check.h"

#include <stdlib.h>

#include "core/progress.h"

/* On no terminal or a dumb one nothing is drawn, but all is counted. */
static void silent_when_piped(void **state)
{
    struct progress p;
    (void)state;
    fflush(stderr);
    progress_start(&p, "articles", 1000);
    for (int i = 0; i < 10; i++)
        progress_add(&p, 1, 100);
    assert_false(p.on);
    assert_int_equal(p.items, 10);
    assert_int_equal(p.done, 1000);
    progress_hide();
    progress_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(silent_when_piped)};
    setenv("TERM", "dumb", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
