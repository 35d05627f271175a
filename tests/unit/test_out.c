#include "tests/unit/check.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export/out.h"

static char folder[64];

static int enter(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hearsay-out.XXXXXX");
    return mkdtemp(folder) && !chdir(folder) ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    unlink("a");
    unlink("link");
    return chdir("/") || rmdir(folder);
}

static int files_here(void)
{
    DIR *d = opendir(".");
    int n = 0;
    while (d && readdir(d))
        n++;
    closedir(d);
    return n - 2;
}

static const char *content(const char *path)
{
    static char text[64];
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    text[n] = '\0';
    if (f)
        fclose(f);
    return text;
}

static void put(const char *path, const char *words)
{
    struct out o;
    struct err e = {0};
    assert_int_equal(out_open(&o, path, stdout, &e), 0);
    fputs(words, o.f);
    assert_int_equal(out_close(&o, &e), 0);
}

static void whole_or_not_at_all(void **state)
{
    struct out o;
    struct err e = {0};
    (void)state;
    put("a", "first");
    assert_string_equal(content("a"), "first");
    assert_int_equal(out_open(&o, "a", stdout, &e), 0);
    fputs("half", o.f);
    fflush(o.f);
    assert_string_equal(content("a"), "first"); /* not before it is closed */
    out_discard(&o);
    assert_string_equal(content("a"), "first");
    assert_int_equal(files_here(), 1);
    put("a", "second");
    assert_string_equal(content("a"), "second");
    assert_int_equal(files_here(), 1);
}

static void keeps_rights_and_links(void **state)
{
    struct stat st;
    (void)state;
    put("a", "x");
    assert_int_equal(chmod("a", 0640), 0);
    assert_int_equal(symlink("a", "link"), 0);
    put("link", "through");
    assert_string_equal(content("a"), "through");
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat("a", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
}

static void streams_and_refusals(void **state)
{
    struct out o;
    struct err e = {0};
    (void)state;
    assert_int_equal(out_open(&o, NULL, stderr, &e), 0);
    assert_ptr_equal(o.f, stderr);
    assert_int_equal(out_close(&o, &e), 0);
    assert_int_equal(out_open(&o, "-", stderr, &e), 0);
    assert_ptr_equal(o.f, stderr);
    put("/dev/null", "gone");
    assert_int_equal(out_open(&o, "/dev/full", stdout, &e), 0);
    fputs("x", o.f);
    assert_int_equal(out_close(&o, &e), -1);
    assert_string_equal(e.msg, "/dev/full: No space left on device");
    err_clear(&e);
    assert_int_equal(out_open(&o, "no/such/folder", stdout, &e), -1);
    assert_string_equal(e.msg, "no/such/folder: No such file or directory");
    err_clear(&e);
    assert_int_equal(out_open(&o, "/tmp", stdout, &e), -1);
    assert_string_equal(e.msg, "/tmp: Is a directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whole_or_not_at_all, enter, leave),
        cmocka_unit_test_setup_teardown(keeps_rights_and_links, enter, leave),
        cmocka_unit_test_setup_teardown(streams_and_refusals, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
