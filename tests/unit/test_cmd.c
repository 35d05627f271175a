#include "tests/unit/check.h"

#include "core/cmd.h"

static struct arena a;

static const struct opt own[] = {
    {"published", 'p', OPT_DATE, "DATE", "The day"},
    {"format", 0, OPT_CHOICE, "FORMAT", "The form", "text json jsonl"},
    {"jobs", 'j', OPT_INT, "N", "How many at once"},
    {"sure", 0, OPT_SHARE, "P", "How sure"},
    {"quiet", 'q', OPT_FLAG, NULL, "Say nothing"},
    {0},
};
static const struct opt shared[] = {{"by", 0, OPT_STRING, "NAME", "Who said it"}, {0}};

static int run(struct call *c, struct err *e)
{
    (void)c;
    (void)e;
    return 0;
}

static const struct cmd cmd_read = {
    .name = "read",
    .args = "FILE...",
    .summary = "Read files",
    .opts = own,
    .shared = shared,
    .min_args = 1,
    .max_args = 2,
    .run = run,
    .details = "First paragraph\nover two lines.\n\n    verbatim   line\n\nSecond.",
};
static const struct cmd cmd_list = {.name = "list", .summary = "List all", .run = run};

const struct cmd *const commands[] = {&cmd_read,       &cmd_list, &cmd_help,
                                      &cmd_completion, &cmd_man,  NULL};

/* Splits a command line at spaces and parses it as main() does. */
static int parse(struct call *c, const char **globals, const char *line, struct err *e)
{
    char **argv = arena_alloc(&a, 32 * sizeof *argv);
    int argc = 0;
    for (const char *p = line; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        argv[argc++] = arena_strndup(&a, p, n);
        p += n;
    }
    *c = (struct call){.a = &a};
    memset(globals, 0, GLOBALS * sizeof *globals);
    int at = cmd_globals(globals, argc, argv, &a, e);
    if (at < 0)
        return -1;
    assert_true(at < argc);
    c->cmd = cmd_find(argv[at], e);
    return c->cmd ? cmd_parse(c, globals, argc - at, argv + at, e) : -1;
}

static void options_anywhere(void **state)
{
    const char *globals[GLOBALS];
    struct call c;
    struct err e = {0};
    (void)state;
    assert_int_equal(
        parse(&c, globals, "hearsay --db x.db read a.txt -p 2013-07 --by=US --json -q b.txt", &e),
        0);
    assert_string_equal(globals[GLOBAL_DB], "x.db");
    assert_non_null(globals[GLOBAL_JSON]);
    assert_int_equal(c.argc, 2);
    assert_string_equal(c.argv[0], "a.txt");
    assert_string_equal(c.argv[1], "b.txt");
    assert_true(call_flag(&c, "quiet"));
    assert_string_equal(call_str(&c, "by"), "US");
    assert_null(call_str(&c, "format"));
    assert_int_equal(call_int(&c, "jobs", 4), 4);
    assert_int_equal(call_date(&c, "published").from.month, 7);

    assert_int_equal(parse(&c, globals, "hearsay read --jobs 3 -- --by -", &e), 0);
    assert_int_equal(call_int(&c, "jobs", 4), 3);
    assert_false(call_date(&c, "published").set);
    assert_string_equal(c.argv[0], "--by");
    assert_string_equal(c.argv[1], "-");
    assert_int_equal(parse(&c, globals, "hearsay read -h", &e), 0);
    assert_non_null(globals[GLOBAL_HELP]);

    assert_true(call_share(&c, "sure") == 0);
    assert_int_equal(parse(&c, globals, "hearsay read x --sure 0.25", &e), 0);
    assert_true(call_share(&c, "sure") == 0.25);
    assert_int_equal(parse(&c, globals, "hearsay read x --sure 1", &e), 0);
    assert_true(call_share(&c, "sure") == 1);
}

static void what_is_off(void **state)
{
    static const struct {
        const char *line, *msg;
    } cases[] = {
        {"hearsay raed x", "no such command: 'raed'; did you mean read?"},
        {"hearsay comp", "no such command: 'comp'; did you mean completion?"},
        {"hearsay xyzzy", "no such command: 'xyzzy'; see 'hearsay help'"},
        {"hearsay --jsno read x", "no such option: '--jsno'; did you mean --json?"},
        {"hearsay --color=red read x", "--color: 'red' is none of: auto always never"},
        {"hearsay read", "read: something is missing; usage: hearsay read FILE..."},
        {"hearsay read 1 2 3", "read: one argument too many: '3'"},
        {"hearsay read x --jobs -3", "read: --jobs: not a whole number: '-3'"},
        {"hearsay read x --jobs 99999999999999999999",
         "read: --jobs: not a whole number: '99999999999999999999'"},
        {"hearsay read x --sure 1.01", "read: --sure: not a number from 0 to 1: '1.01'"},
        {"hearsay read x --sure nan", "read: --sure: not a number from 0 to 1: 'nan'"},
        {"hearsay read x --sure 0x1", "read: --sure: not a number from 0 to 1: '0x1'"},
        {"hearsay read x --sure .", "read: --sure: not a number from 0 to 1: '.'"},
        {"hearsay read x --sure 0.1.", "read: --sure: not a number from 0 to 1: '0.1.'"},
        {"hearsay read x --sure=", "read: --sure: not a number from 0 to 1: ''"},
        {"hearsay read x --jobs", "read: --jobs needs a value: N"},
        {"hearsay read x -p", "read: --published needs a value: DATE"},
        {"hearsay read x -p soon", "read: --published: not a date: 'soon'"},
        {"hearsay read x --format js", "read: --format: 'js' is none of: text json jsonl"},
        {"hearsay read x --quiet=no", "read: --quiet takes no value"},
        {"hearsay read x --j 3", "read: several options begin with '--j'"},
        {"hearsay read x -z", "read: no such option: '-z'"},
        {"hearsay read x --wholly", "read: no such option: '--wholly'"},
        {"hearsay read x --by \xFF", "read: --by: not UTF-8: '?'"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *globals[GLOBALS];
        struct call c;
        struct err e = {0};
        assert_int_equal(parse(&c, globals, cases[i].line, &e), -1);
        assert_int_equal(e.code, ERR_USAGE);
        assert_string_equal(e.msg, cases[i].msg);
    }
}

/* What a command prints, in the arena. */
static const char *output(const char *line)
{
    const char *globals[GLOBALS];
    size_t size = 1 << 16;
    char *out = arena_alloc(&a, size);
    struct call c;
    struct err e = {0};
    assert_int_equal(parse(&c, globals, line, &e), 0);
    c.out = fmemopen(out, size, "w");
    assert_int_equal(c.cmd->run(&c, &e), 0);
    fclose(c.out);
    return out;
}

static void help(void **state)
{
    (void)state;
    assert_non_null(strstr(output("hearsay help"), "\n  read          Read files\n"));
    assert_null(strstr(output("hearsay help"), "\n  man"));
    const char *read = output("hearsay help read");
    assert_non_null(strstr(read, "Usage: hearsay read FILE...\n\nRead files.\n\nFirst paragraph "
                                 "over two lines.\n\n    verbatim   line\n\nSecond.\n\nOptions:\n"
                                 "  -p, --published DATE    The day\n"));
    assert_non_null(strstr(read, "\nFilters:\n  --by NAME               Who said it\n"));
}

static void man_page(void **state)
{
    const char *page = output("hearsay man");
    (void)state;
    assert_non_null(strstr(page, ".SS hearsay read FILE...\n"));
    assert_non_null(strstr(page, "\\fB\\-p\\fR, \\fB\\-\\-published\\fR \\fIDATE\\fR\nThe day.\n"));
    assert_non_null(strstr(page, ".SH FILTERS\n"));
    assert_non_null(strstr(page, ".nf\nverbatim   line\n.fi\n.RE\n.PP\nSecond.\n"));
}

static void completions(void **state)
{
    (void)state;
    assert_non_null(strstr(output("hearsay completion bash"), "compgen -W 'read list help"));
    assert_non_null(strstr(output("hearsay completion zsh"), "'--format=[The form]:FORMAT:(text"));
    assert_non_null(strstr(output("hearsay completion fish"), "-l format -x -a 'text json jsonl'"));
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
        cmocka_unit_test(options_anywhere), cmocka_unit_test(what_is_off), cmocka_unit_test(help),
        cmocka_unit_test(man_page),         cmocka_unit_test(completions),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
