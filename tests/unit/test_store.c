#include "tests/unit/world.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/hearsay-store-XXXXXX";

static const char *path(struct arena *a, const char *name)
{
    return arena_printf(a, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    FILE *f = fopen(name, "wb");
    assert_non_null(f);
    fwrite(bytes, 1, n, f);
    fclose(f);
}

static const struct claim_spec one[] = {
    {.who = "country:US", .whom = "country:CN", .act = ACT_ESPIONAGE},
};

static void test_refusals(void **state)
{
    (void)state;
    struct arena a = {0};
    static char rubbish[4096];
    memset(rubbish, 'x', sizeof rubbish);
    write_file(path(&a, "rubbish.db"), rubbish, sizeof rubbish);
    write_file(path(&a, "empty.db"), "", 0);
    mkdir(path(&a, "folder.db"), 0700);
    sqlite3 *db;
    sqlite3_open(path(&a, "foreign.db"), &db);
    sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL);
    sqlite3_close(db);
    struct store *s;
    struct err e = {0};
    assert_int_equal(store_open(&s, path(&a, "newer.db"), STORE_CREATE, &e), 0);
    assert_int_equal(db_script(s, "PRAGMA user_version = 999", &e), 0);
    store_close(s);
    static const struct {
        const char *file;
        enum store_mode mode;
        const char *says;
    } cases[] = {
        {"none.db", STORE_READ, "no such file"},
        {"none.db", STORE_WRITE, "no such file"},
        {"no/folder/x.db", STORE_CREATE, "can't be opened"},
        {"folder.db", STORE_CREATE, "is a folder"},
        {"rubbish.db", STORE_READ, "not an SQLite file"},
        {"rubbish.db", STORE_CREATE, "not an SQLite file"},
        {"empty.db", STORE_READ, "empty"},
        {"foreign.db", STORE_READ, "another program's"},
        {"foreign.db", STORE_CREATE, "another program's"},
        {"newer.db", STORE_READ, "newer hearsay"},
        {"newer.db", STORE_WRITE, "newer hearsay"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        err_clear(&e);
        if (!store_open(&s, path(&a, cases[i].file), cases[i].mode, &e))
            fail_msg("%s opened", cases[i].file);
        if (!strstr(e.msg, cases[i].says) || strchr(e.msg, '\n'))
            fail_msg("%s: %s", cases[i].file, e.msg);
    }
    assert_int_equal(access(path(&a, "none.db"), F_OK), -1);
    arena_release(&a);
}

static void test_busy_and_readonly(void **state)
{
    (void)state;
    struct arena a = {0};
    struct store *s, *t;
    struct err e = {0};
    assert_int_equal(store_open(&s, path(&a, "busy.db"), STORE_CREATE, &e), 0);
    assert_int_equal(store_open(&t, path(&a, "busy.db"), STORE_WRITE, &e), 0);
    sqlite3_busy_timeout(t->db, 10);
    assert_int_equal(store_begin(s, &e), 0);
    assert_int_equal(store_begin(t, &e), -1);
    assert_non_null(strstr(e.msg, "another program"));
    store_rollback(s);
    err_clear(&e);
    assert_int_equal(store_begin(t, &e), 0);
    store_rollback(t);
    store_close(s);
    store_close(t);
    /* A store that was closed is read where nothing can be written beside it. */
    assert_int_equal(store_open(&s, path(&a, "busy.db"), STORE_READ, &e), 0);
    assert_int_equal(db_run(s, &e, "DELETE FROM article", ""), -1);
    assert_non_null(strstr(e.msg, "may not be written to"));
    store_close(s);
    arena_release(&a);
}

static void test_once(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    world_article(&w, "2013-07-09", "Reuters", one, COUNT(one));
    assert_int_equal(store_begin(w.store, &w.e), 0);
    assert_false(world_add(&w, "2013-07-09", "Reuters", one, COUNT(one)));
    assert_true(world_add(&w, "2013-07-10", "Reuters", one, COUNT(one)));
    assert_false(world_add(&w, "2013-07-10", "AFP", one, COUNT(one)));
    assert_int_equal(store_commit(w.store, &w.e), 0);
    assert_string_equal(world_rows(&w, "SELECT count(*) FROM article"), "2\n");
    /* of two papers with one text the first in the alphabet, whichever came first */
    assert_string_equal(world_rows(&w, "SELECT source FROM article ORDER BY id"), "Reuters\nAFP\n");
    assert_string_equal(world_rows(&w, "SELECT sources FROM event"), "2\n");
    assert_string_equal(world_rows(&w, "SELECT reports, date, told FROM event"),
                        "2|2013-07-09|0\n");
    world_close(&w);
}

static void test_whole_or_not(void **state)
{
    (void)state;
    struct world w;
    struct article x;
    bool added;
    world_open(&w);
    assert_int_equal(store_begin(w.store, &w.e), 0);
    struct reading r = world_reading(&w, &x, "2013", "Reuters", one, COUNT(one));
    static const struct {
        uint32_t start, end;
        int role, answer;
        const char *says;
    } cases[] = {
        {9000, 9001, 0, 0, "outside"},
        {3, 2, 0, 0, "outside"},
        {0, 1, 7, 0, "entity that isn't there"},
        {0, 1, 0, 4, "claim that isn't there"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct claim c = r.claims[0];
        struct span span = {cases[i].start, cases[i].end};
        struct role_of role = {ROLE_SPEAKER, cases[i].role};
        int answer = cases[i].answer;
        c.evidence = (struct spans){.items = &span, .n = 1};
        c.roles = &role;
        c.roles_n = 1;
        c.answers = &answer;
        c.answers_n = 1;
        struct reading bad = r;
        bad.claims = &c;
        err_clear(&w.e);
        assert_int_equal(store_add(w.store, &x, &bad, &added, &w.e), -1);
        if (!strstr(w.e.msg, cases[i].says))
            fail_msg("%s", w.e.msg);
    }
    err_clear(&w.e);
    assert_int_equal(store_add(w.store, &x, &r, &added, &w.e), 0);
    assert_true(added);
    store_rollback(w.store);
    assert_int_equal(store_begin(w.store, &w.e), 0);
    assert_int_equal(store_has(w.store, x.hash, &w.e), 0);
    store_rollback(w.store);
    assert_string_equal(world_rows(&w, "SELECT (SELECT count(*) FROM entity) "
                                       "+ (SELECT count(*) FROM article)"),
                        "0\n");
    world_close(&w);
}

/* A disk that is full in the middle of a batch: the error says so and the file is as before. */
static void test_full(void **state)
{
    (void)state;
    struct world w;
    world_open(&w);
    world_article(&w, "2013-07-09", "Reuters", one, COUNT(one));
    const char *before = world_dump(&w);
    assert_int_equal(db_script(w.store, "PRAGMA max_page_count = 1", &w.e), 0);
    assert_int_equal(store_begin(w.store, &w.e), 0);
    int rc = 0;
    for (int i = 0; i < 2000 && !rc; i++) {
        struct article x;
        bool added;
        struct reading r = world_reading(&w, &x, "2014-01-01", "Reuters", one, COUNT(one));
        x.hash = arena_printf(&w.a, "%064d", i);
        rc = store_add(w.store, &x, &r, &added, &w.e);
    }
    assert_int_equal(rc, -1);
    assert_non_null(strstr(w.e.msg, "full"));
    err_clear(&w.e);
    store_rollback(w.store);
    assert_string_equal(world_dump(&w), before);
    world_close(&w);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const files[] = {"rubbish.db", "empty.db",    "foreign.db", "newer.db",
                                        "busy.db",    "busy.db-wal", "busy.db-shm"};
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++)
        unlink(path(&a, files[i]));
    rmdir(path(&a, "folder.db"));
    int rc = rmdir(folder);
    arena_release(&a);
    return rc;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_busy_and_readonly),
        cmocka_unit_test(test_once),     cmocka_unit_test(test_whole_or_not),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
