/* hearsay merge, split, alias, side, reject, accept, relabel, note, undo: people's corrections. */
#include <string.h>

#include "core/table.h"
#include "core/text.h"
#include "graph/events.h"
#include "graph/journal.h"
#include "graph/names.h"

static const struct opt opts[] = {
    {"note", 0, OPT_STRING, "TEXT", "Why; kept with the decision"},
    {0},
};

enum { WORDS_MAX = 500 }; /* bytes of a name or note */

/* ---- what is meant ---- */

/* The key of the one entity that a name means. */
static int key_of(const char **out, struct call *c, const char *name, struct err *e)
{
    struct ids ids;
    if (names_find(&ids, c->store, name, c->a, e))
        return -1;
    if (ids.n > 1)
        return err_set(e, ERR_NOT_FOUND, "'%s' describes %zu unnamed parties; say which by its key",
                       name, ids.n);
    sqlite3_stmt *q =
        db_bind(c->store, e, db_question("graph/sql/keys.sql"), "ii", ids.items[0], (int64_t)0);
    if (db_row(c->store, q, e) <= 0)
        return -1;
    *out = db_text(c->a, q, 0);
    db_reset(q);
    return 0;
}

/* A key that the store has as such, though it may be merged into another; else as key_of. */
static int own_key(const char **out, struct call *c, const char *name, struct err *e)
{
    int64_t id;
    int row = db_int(c->store, e, &id, "SELECT id FROM entity WHERE key = ?1", "s", name);
    *out = name;
    return row ? (row < 0 ? -1 : 0) : key_of(out, c, name, e);
}

/* Are the two keys one thing in the store? 1, 0, -1. */
static int are_one(struct call *c, const char *a, const char *b, struct err *e)
{
    int64_t same = 0;
    int row = db_int(c->store, e, &same,
                     "SELECT x.self = y.self FROM entity AS x, entity AS y "
                     "WHERE x.key = ?1 AND y.key = ?2",
                     "ss", a, b);
    return row < 0 ? -1 : row && same;
}

static int words_of(const char **out, struct call *c, int from, struct err *e)
{
    const char *text = c->argv[from];
    for (int i = from + 1; i < c->argc; i++)
        text = arena_printf(c->a, "%s %s", text, c->argv[i]);
    *out = text_oneline(c->a, text, strlen(text));
    if (text_valid(text, strlen(text)) < strlen(text))
        return err_set(e, ERR_USAGE, "these words are not UTF-8");
    if (!**out || strlen(*out) > WORDS_MAX)
        return err_set(e, ERR_USAGE, "give between 1 and %d bytes of words", WORDS_MAX);
    return 0;
}

static int event_of(struct decision *d, struct call *c, const char *code, struct err *e)
{
    struct events list;
    if (!events_is_code(code))
        return err_set(e, ERR_USAGE, "'%s' is not the id of an event", code);
    if (events_code(&list, c->store, code, c->a, e))
        return -1;
    if (!list.n)
        return err_set(e, ERR_NOT_FOUND, "no event has the id %s", code);
    d->subject = code;
    for (size_t i = 0; i < list.n; i++)
        if (journal_anchors(d, c->store, list.items[i].id, c->a, e))
            return -1;
    return 0;
}

/* ---- doing it ---- */

static const struct decision *find(const struct journal *j, const char *code)
{
    for (size_t i = 0; i < j->n; i++)
        if (!strcmp(j->items[i].code, code))
            return &j->items[i];
    return NULL;
}

static const char *in_words(const struct decision *d, struct arena *a)
{
    return arena_printf(a, "%s %s%s%s", d->verb, d->subject, d->object ? " " : "",
                        d->object ? d->object : "");
}

/* What stood before and is overruled now. */
static void tell_conflicts(const struct journal *before, const struct journal *after,
                           struct arena *a)
{
    for (size_t i = 0; i < after->n; i++) {
        const struct decision *d = &after->items[i], *was = find(before, d->code), *by;
        if (d->standing != OVERRULED || (was && was->standing == OVERRULED))
            continue;
        by = find(after, d->by);
        warn("%s (%s) is overruled by %s (%s)", d->code, in_words(d, a), by->code, in_words(by, a));
    }
}

static int make(struct call *c, struct decision *list, size_t n, struct err *e)
{
    struct journal before, after;
    size_t added;
    char today[DATES_TEXT];
    struct date day = dates_today();
    for (size_t i = 0; i < n; i++)
        if (!list[i].made)
            list[i].made = arena_strdup(c->a, dates_print(today, &day));
    if (journal_load(&before, c->store, c->a, e) ||
        journal_add(c->store, list, n, &added, c->a, e) || journal_load(&after, c->store, c->a, e))
        return -1;
    tell_conflicts(&before, &after, c->a);
    for (size_t i = 0; i < n; i++)
        if (!find(&before, list[i].code))
            fprintf(c->out, "%s\t%s\n", list[i].code, in_words(&list[i], c->a));
    return 0;
}

static int make_one(struct call *c, struct decision *d, struct err *e)
{
    d->verb = c->cmd->name;
    d->note = d->note ? d->note : call_str(c, "note");
    if (d->note &&
        (strlen(d->note) > WORDS_MAX || text_valid(d->note, strlen(d->note)) < strlen(d->note)))
        return err_set(e, ERR_USAGE, "--note takes at most %d bytes of UTF-8", WORDS_MAX);
    return make(c, d, 1, e);
}

static int run_merge(struct call *c, struct err *e)
{
    struct decision d = {0};
    if (own_key(&d.subject, c, c->argv[0], e) || own_key(&d.object, c, c->argv[1], e))
        return -1;
    int one = are_one(c, d.subject, d.object, e);
    if (one)
        return one < 0 ? -1
                       : err_set(e, ERR_USAGE, "%s and %s are one already", d.subject, d.object);
    return make_one(c, &d, e);
}

/* With whom a merged key is one: itself no answer. */
static int other_key(const char **out, struct call *c, const char *key, struct err *e)
{
    const char *list = NULL;
    int row, n = 0;
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/members.sql"), "s", key);
    while ((row = db_row(c->store, q, e)) > 0) {
        *out = db_text(c->a, q, 0);
        bool chief = sqlite3_column_int64(q, 1) != 0;
        if (chief) {
            db_reset(q);
            return 0;
        }
        list = n++ ? arena_printf(c->a, "%s, %s", list, *out) : *out;
    }
    if (row < 0 || n == 1)
        return row;
    return err_set(e, n ? ERR_USAGE : ERR_NOT_FOUND,
                   n ? "%s is also %s; say which to part from it" : "%s is nobody else", key, list);
}

static int run_split(struct call *c, struct err *e)
{
    struct decision d = {0};
    if (own_key(&d.subject, c, c->argv[0], e) ||
        (c->argc > 1 ? own_key(&d.object, c, c->argv[1], e)
                     : other_key(&d.object, c, d.subject, e)))
        return -1;
    int one = are_one(c, d.subject, d.object, e);
    if (one < 0)
        return -1;
    if (!strcmp(d.subject, d.object))
        return err_set(e, ERR_USAGE, "%s and %s are the same key", d.subject, d.object);
    return make_one(c, &d, e);
}

static int run_alias(struct call *c, struct err *e)
{
    struct decision d = {0};
    if (key_of(&d.subject, c, c->argv[0], e) || words_of(&d.object, c, 1, e))
        return -1;
    if (!*text_fold(c->a, d.object))
        return err_set(e, ERR_USAGE, "'%s' is no name", d.object);
    return make_one(c, &d, e);
}

static int run_side(struct call *c, struct err *e)
{
    struct decision d = {0};
    if (key_of(&d.subject, c, c->argv[0], e) ||
        (strcmp(c->argv[1], "-") != 0 && key_of(&d.object, c, c->argv[1], e)))
        return -1;
    if (d.object && !strcmp(d.subject, d.object))
        return err_set(e, ERR_USAGE, "%s can't act for itself", d.subject);
    return make_one(c, &d, e);
}

static int run_verdict(struct call *c, struct err *e)
{
    struct decision d = {0};
    return event_of(&d, c, c->argv[0], e) ? -1 : make_one(c, &d, e);
}

/* Is the word one that an event of that kind can have? */
static int check_label(const struct decision *d, struct err *e)
{
    char kind = d->subject[0];
    bool known = kind == 'd'   ? model_parse_denial_of(d->object) >= 0
                 : kind == 'm' ? model_parse_status(d->object) >= 0
                               : model_parse_act(d->object) >= 0;
    return known ? 0
                 : err_set(e, ERR_USAGE, "'%s' is no word for %s", d->object,
                           kind == 'd'   ? "what a denial rejects: fact responsibility framing "
                                           "evidence"
                           : kind == 'm' ? "a meeting: held planned cancelled"
                                         : "a wrong; `hearsay accusations --help` lists them");
}

static int run_relabel(struct call *c, struct err *e)
{
    struct decision d = {0};
    if (words_of(&d.object, c, 1, e))
        return -1;
    if (!events_is_code(c->argv[0]))
        return key_of(&d.subject, c, c->argv[0], e) ? -1 : make_one(c, &d, e);
    return event_of(&d, c, c->argv[0], e) || check_label(&d, e) ? -1 : make_one(c, &d, e);
}

static int run_note(struct call *c, struct err *e)
{
    struct decision d = {0};
    bool event = events_is_code(c->argv[0]);
    if (words_of(&d.object, c, 1, e) ||
        (event ? event_of(&d, c, c->argv[0], e) : key_of(&d.subject, c, c->argv[0], e)))
        return -1;
    d.verb = c->cmd->name;
    return make(c, &d, 1, e);
}

static int run_undo(struct call *c, struct err *e)
{
    struct journal j;
    struct decision d = {0};
    if (journal_load(&j, c->store, c->a, e))
        return -1;
    const struct decision *x = c->argc ? find(&j, c->argv[0]) : NULL;
    for (size_t i = j.n; i-- > 0 && !x && !c->argc;)
        if (j.items[i].standing != UNDONE && strcmp(j.items[i].verb, "undo") != 0)
            x = &j.items[i];
    if (!x)
        return c->argc ? err_set(e, ERR_NOT_FOUND, "no decision has the id %s", c->argv[0])
                       : err_set(e, ERR_NOT_FOUND, "there is no decision to undo");
    if (x->standing == UNDONE)
        return err_set(e, ERR_USAGE, "%s is undone already, by %s", x->code, x->by);
    d.subject = x->code;
    return make_one(c, &d, e);
}

static int run_decide(struct call *c, struct err *e)
{
    const char *path = call_str(c, "from");
    struct journal j;
    json_error_t bad;
    if (!path)
        return err_set(e, ERR_USAGE, "say --from FILE, what `hearsay decisions --json` printed");
    json_t *root = strcmp(path, "-") ? json_load_file(path, JSON_REJECT_DUPLICATES, &bad)
                                     : json_loadf(stdin, JSON_REJECT_DUPLICATES, &bad);
    if (!root)
        return bad.line < 0
                   ? err_set(e, ERR_IO, "%s: can't be read", path)
                   : err_set(e, ERR_PARSE, "%s:%d: not JSON: %s", path, bad.line, bad.text);
    int rc = journal_from_json(&j, root, c->a, e);
    json_decref(root);
    return rc ? err_wrap(e, "%s", path) : make(c, j.items, j.n, e);
}

/* ---- the commands ---- */

#define HOW                                                                                        \
    "\n\nDecisions are kept for good, survive `rebuild` and newer readings, and outweigh what "    \
    "the program finds. `hearsay undo` takes one back; where two contradict each other the later " \
    "stands."

const struct cmd cmd_merge = {
    .name = "merge",
    .args = "NAME NAME",
    .summary = "Say that two parties are one",
    .details = "NAME is any name or key that the store knows." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 2,
    .max_args = 2,
    .run = run_merge,
};

const struct cmd cmd_split = {
    .name = "split",
    .args = "KEY [KEY]",
    .summary = "Say that two keys taken for one party are two",
    .details =
        "`hearsay why NAME` lists the keys that were taken for one. With one KEY it is parted "
        "from the one that the party is known by. Two that are apart already stay so." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 1,
    .max_args = 2,
    .run = run_split,
};

const struct cmd cmd_alias = {
    .name = "alias",
    .args = "NAME WORDS",
    .summary = "Give a party one more name by which questions find it",
    .details = "A name given goes before those that articles use." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 2,
    .max_args = -1,
    .run = run_alias,
};

const struct cmd cmd_side = {
    .name = "side",
    .args = "NAME NAME|-",
    .summary = "Say for whom a party acts",
    .details = "- for nobody." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 2,
    .max_args = 2,
    .run = run_side,
};

const struct cmd cmd_reject = {
    .name = "reject",
    .args = "ID",
    .summary = "Say that the articles do not tell of an event",
    .details = "The reports that it has now no longer count. A new article that tells the same is "
               "a new event." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 1,
    .max_args = 1,
    .run = run_verdict,
};

const struct cmd cmd_accept = {
    .name = "accept",
    .args = "ID",
    .summary = "Say that the articles do tell of an event",
    .details = "Outweighs an earlier `reject`, and passes every --min-confidence." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 1,
    .max_args = 1,
    .run = run_verdict,
};

const struct cmd cmd_relabel = {
    .name = "relabel",
    .args = "NAME WORDS | ID WORD",
    .summary = "Give a party its name, or an event its wrong, status or kind of denial",
    .details =
        "WORD: of an accusation or attack a wrong (`espionage`), of a denial what it rejects "
        "(`fact responsibility framing evidence`), of a meeting `held planned "
        "cancelled`." HOW,
    .opts = opts,
    .need = NEED_WRITE,
    .min_args = 2,
    .max_args = -1,
    .run = run_relabel,
};

const struct cmd cmd_note = {
    .name = "note",
    .args = "NAME|ID WORDS",
    .summary = "Keep a remark with a party or an event",
    .details = "`why` shows it." HOW,
    .need = NEED_WRITE,
    .min_args = 2,
    .max_args = -1,
    .run = run_note,
};

const struct cmd cmd_undo = {
    .name = "undo",
    .args = "[ID]",
    .summary = "Take back a decision, the last one or that with the ID",
    .details = "To undo an undo gives its ID: the decision stands again.",
    .opts = opts,
    .need = NEED_WRITE,
    .max_args = 1,
    .run = run_undo,
};

static const struct opt decide_opts[] = {
    {"from", 0, OPT_FILE, "FILE", "What `hearsay decisions --json` printed; - for standard input"},
    {0},
};

const struct cmd cmd_decide = {
    .name = "decide",
    .args = "--from FILE",
    .summary = "Take over the decisions of another store",
    .details =
        "Those that are here already are left alone, so that two stores may exchange theirs "
        "as often as they like and end with the same journal. What contradicts each other is "
        "told on standard error; the later decision stands. What concerns parties or "
        "articles that are not here waits for them.",
    .opts = decide_opts,
    .need = NEED_CREATE,
    .run = run_decide,
};

static int run_decisions(struct call *c, struct err *e)
{
    static const char *const how[] = {"stands", "undone by ", "overruled by "};
    struct journal j;
    struct table t;
    if (journal_load(&j, c->store, c->a, e))
        return -1;
    if (c->json) {
        events_print_json(c->out, journal_json(&j));
        return 0;
    }
    table_init(&t, c, 6, (const char *[]){"ID", "MADE", "STANDING", "VERB", "WHAT", "NOTE"});
    table_style(&t, 0, STYLE_DIM);
    table_style(&t, 3, STYLE_BOLD);
    for (size_t i = 0; i < j.n; i++) {
        const struct decision *d = &j.items[i];
        table_row(&t, (const char *[]){
                          d->code, d->made,
                          arena_printf(c->a, "%s%s", how[d->standing], d->by ? d->by : ""), d->verb,
                          arena_printf(c->a, "%s%s%s", d->subject, d->object ? " " : "",
                                       d->object ? d->object : ""),
                          d->note});
    }
    table_print(&t);
    return 0;
}

const struct cmd cmd_decisions = {
    .name = "decisions",
    .summary = "List what people decided, and what of it stands",
    .details = "Oldest first. --json prints all that `decide --from` takes over in another store.",
    .need = NEED_READ,
    .run = run_decisions,
};
