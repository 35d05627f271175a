/* hearsay show: an event with every report, or an entity with all that it took part in. */
#include <inttypes.h>
#include <string.h>

#include "core/table.h"
#include "core/text.h"
#include "graph/names.h"
#include "graph/present.h"

enum { CONTEXT = 80 }; /* characters shown before and after a quote */

static void line(struct call *c, const char *label, const char *value)
{
    if (value)
        fprintf(c->out, "  %s%-10s%s %s\n", style_on(c, STYLE_DIM), label, style_off(c, STYLE_DIM),
                value);
}

/* ---- an event ---- */

/* The end of the line before a quote, from a word's beginning; "…" where the line is longer. */
static const char *lead(struct arena *a, const char *text, bool more)
{
    const char *line = strrchr(text, '\n'), *from = line ? line + 1 : text;
    if (!line && more) {
        const char *space = strchr(from, ' ');
        from = space ? space + 1 : from;
    }
    size_t len = strlen(from);
    bool space = len && from[len - 1] == ' ';
    return arena_printf(a, "%s%s%s", !line && more && len ? "…" : "", text_oneline(a, from, len),
                        space ? " " : "");
}

/* The line behind a quote, to a word's end. */
static const char *trail(struct arena *a, const char *text)
{
    size_t len = strcspn(text, "\n");
    bool more = !text[len] && text_count(text, len) == CONTEXT;
    while (more && len && text[len - 1] != ' ')
        len--;
    return arena_printf(a, "%s%s%s", *text == ' ' ? " " : "", text_oneline(a, text, len),
                        more ? " …" : "");
}

static int print_quotes(struct call *c, const struct telling *t, struct err *e)
{
    sqlite3_stmt *q =
        db_bind(c->store, e, db_question("graph/sql/context.sql"), "ii", t->id, (int64_t)CONTEXT);
    int row;
    while ((row = db_row(c->store, q, e)) > 0) {
        const char *words = (const char *)sqlite3_column_text(q, 3);
        fprintf(c->out, "    %s%s«%s»%s%s\n",
                lead(c->a, (const char *)sqlite3_column_text(q, 2),
                     sqlite3_column_int64(q, 0) > CONTEXT),
                style_on(c, STYLE_BOLD), text_oneline(c->a, words, strlen(words)),
                style_off(c, STYLE_BOLD), trail(c->a, (const char *)sqlite3_column_text(q, 4)));
    }
    return row;
}

static int print_telling(struct call *c, const struct telling *t, struct err *e)
{
    struct arena *a = c->a;
    const char *source = t->source ? t->source : t->source_id ? t->source_id : "a paper";
    fprintf(c->out, "\n  %s%s%s%s%s%s%s\n", style_on(c, STYLE_BLUE), source,
            style_off(c, STYLE_BLUE), t->published ? ", " : "", t->published ? t->published : "",
            t->title ? ": " : "", t->title ? text_oneline(a, t->title, strlen(t->title)) : "");
    if (t->url)
        fprintf(c->out, "    %s\n", t->url);
    return print_quotes(c, t, e);
}

static int print_tie(struct call *c, const struct tie *t, const char *how, struct err *e)
{
    struct event o;
    if (events_id(&o, c->store, t->id, c->a, e) || events_tell(&o, c->store, c->a, e))
        return -1;
    const char *date = events_date(&o, c->a);
    fprintf(c->out, "  %s %s%s%s  %s%s%s\n", how, style_on(c, STYLE_DIM), o.code,
            style_off(c, STYLE_DIM), date ? date : "", date ? "  " : "",
            present_sentence(&o, false, c->a));
    if (o.tellings_n && o.tellings[0].quote)
        fprintf(c->out, "    “%s”\n", o.tellings[0].quote);
    return 0;
}

static int print_ties(struct call *c, const struct event *v, struct err *e)
{
    static const char *const from[][2] = {
        {"answers", "answers"}, {"counters", "counters"}, {"repeats", "repeats"}};
    static const char *const to[][2] = {
        {"answers", "answered by"}, {"counters", "countered by"}, {"repeats", "repeated by"}};
    if (v->from_n + v->to_n)
        fputc('\n', c->out);
    for (size_t i = 0; i < v->from_n; i++)
        for (int k = 0; k < 3; k++)
            if (!strcmp(v->from[i].kind, from[k][0]) && print_tie(c, &v->from[i], from[k][1], e))
                return -1;
    for (size_t i = 0; i < v->to_n; i++)
        for (int k = 0; k < 3; k++)
            if (!strcmp(v->to[i].kind, to[k][0]) && print_tie(c, &v->to[i], to[k][1], e))
                return -1;
    return 0;
}

static int print_event(struct call *c, struct event *v, struct err *e)
{
    if (events_tell(v, c->store, c->a, e))
        return -1;
    fprintf(c->out, "%s%s%s\n", style_on(c, STYLE_BOLD), present_sentence(v, false, c->a),
            style_off(c, STYLE_BOLD));
    line(c, "id", v->code);
    line(c, "date", events_date(v, c->a));
    line(c, "happened", v->happened);
    line(c, "what", v->what);
    line(c, "chaired by", events_who(v, "chair", false, c->a));
    line(c, "via", events_who(v, "via", false, c->a));
    line(c, "reports",
         arena_printf(c->a, "%d by %d source%s", v->reports, v->sources,
                      v->sources == 1 ? "" : "s"));
    for (size_t i = 0; i < v->tellings_n; i++)
        if (print_telling(c, &v->tellings[i], e))
            return -1;
    return print_ties(c, v, e);
}

static int show_events(struct call *c, struct events *list, struct err *e)
{
    if (c->json) {
        json_t *root = json_object(), *items = json_array();
        json_object_set_new(root, "version", json_integer(1));
        json_object_set_new(root, "events", items);
        for (size_t i = 0; i < list->n; i++) {
            if (events_tell(&list->items[i], c->store, c->a, e)) {
                json_decref(root);
                return -1;
            }
            json_array_append_new(items, events_json(&list->items[i]));
        }
        events_print_json(c->out, root);
        return 0;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            fputc('\n', c->out);
        if (print_event(c, &list->items[i], e))
            return -1;
    }
    return 0;
}

/* ---- an entity ---- */

struct profile {
    const char *key, *name, *kind, *side_key, *side;
    bool unnamed;
    int64_t articles;
    const char *also; /* "Mỹ (12), Hoa Kỳ (3)" */
    json_t *aliases;
};

static int read_profile(struct profile *out, struct call *c, int64_t id, struct err *e)
{
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/entity.sql"), "i", id);
    if (db_row(c->store, q, e) <= 0)
        return -1;
    *out = (struct profile){.key = db_text(c->a, q, 1),
                            .name = db_text(c->a, q, 2),
                            .kind = db_text(c->a, q, 3),
                            .unnamed = sqlite3_column_int64(q, 4) != 0,
                            .side_key = db_text(c->a, q, 5),
                            .side = db_text(c->a, q, 6),
                            .articles = sqlite3_column_int64(q, 7),
                            .aliases = json_array()};
    db_reset(q);
    q = db_bind(c->store, e, db_question("graph/sql/aliases.sql"), "i", id);
    int row;
    for (int n = 0; (row = db_row(c->store, q, e)) > 0; n++) {
        const char *text = db_text(c->a, q, 0);
        int64_t seen = sqlite3_column_int64(q, 1);
        json_array_append_new(out->aliases,
                              json_pack("{s:s,s:I}", "name", text, "articles", (json_int_t)seen));
        if (n < 12)
            out->also = arena_printf(c->a, "%s%s%s (%" PRId64 ")", out->also ? out->also : "",
                                     n ? ", " : "", text, seen);
        else if (n == 12)
            out->also = arena_printf(c->a, "%s, …", out->also);
    }
    if (row)
        json_decref(out->aliases);
    return row;
}

static const struct {
    const char *heading, *role, *kind;
} sections[] = {
    {"accuses", "speaker", "allegation"}, {"is accused by", "target", "allegation"},
    {"denies", "speaker", "denial"},      {"meets", "participant", "meeting"},
    {"attacks", "by", "attack"},          {"is attacked", "on", "attack"},
    {"passes on", "via", NULL},
};

static bool takes_part(const struct event *v, int64_t id, const char *role)
{
    for (size_t i = 0; i < v->parties_n; i++)
        if (v->parties[i].id == id && !strcmp(v->parties[i].role, role))
            return true;
    return false;
}

/* ", denied by d…" and ", answers a…". */
static const char *replies(const struct event *v, struct arena *a)
{
    const char *out = "";
    for (size_t i = 0; i < v->to_n; i++)
        if (!strcmp(v->to[i].kind, "answers"))
            out = arena_printf(a, "%s%s %s", out, *out ? "," : ", denied by", v->to[i].code);
    bool first = true;
    for (size_t i = 0; i < v->from_n; i++)
        if (!strcmp(v->from[i].kind, "answers")) {
            out = arena_printf(a, "%s%s %s", out, first ? ", answers" : ",", v->from[i].code);
            first = false;
        }
    return out;
}

static void print_section(struct call *c, int section, const struct events *list, int64_t id)
{
    const char *kind = sections[section].kind;
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct event *v = &list->items[i];
        if ((kind && strcmp(v->kind, kind)) || !takes_part(v, id, sections[section].role))
            continue;
        if (!n++)
            fprintf(c->out, "\n%s%s%s\n", style_on(c, STYLE_BOLD), sections[section].heading,
                    style_off(c, STYLE_BOLD));
        const char *date = events_date(v, c->a);
        fprintf(c->out, "  %s%s%s  %s%s%s%s\n", style_on(c, STYLE_DIM), v->code,
                style_off(c, STYLE_DIM), date ? date : "", date ? "  " : "",
                present_sentence(v, false, c->a), replies(v, c->a));
        const struct telling *t = v->tellings_n ? &v->tellings[0] : NULL;
        const char *source = t ? present_source(v, c->a) : NULL;
        if (t && t->quote)
            fprintf(c->out, "      “%s”%s%s\n", t->quote, source ? "  — " : "",
                    source ? source : "");
    }
}

static int show_entity(struct call *c, int64_t id, const char *name, struct err *e)
{
    struct profile p;
    struct events list;
    struct filter f = {.about = name};
    if (read_profile(&p, c, id, e))
        return -1;
    f.about = p.key;
    if (events_find(&list, c->store, &f, NULL, c->a, e)) {
        json_decref(p.aliases);
        return -1;
    }
    json_t *events = json_array();
    for (size_t i = 0; i < list.n; i++) {
        if (events_tell(&list.items[i], c->store, c->a, e)) {
            json_decref(p.aliases);
            json_decref(events);
            return -1;
        }
        if (c->json)
            json_array_append_new(events, events_json(&list.items[i]));
    }
    if (c->json) {
        events_print_json(c->out, json_pack("{s:i,s:{s:s,s:s,s:s,s:b,s:s?,s:I,s:o},s:o}", "version",
                                            1, "entity", "id", p.key, "name", p.name, "kind",
                                            p.kind, "unnamed", (int)p.unnamed, "side", p.side_key,
                                            "articles", (json_int_t)p.articles, "aliases",
                                            p.aliases, "events", events));
        return 0;
    }
    json_decref(events);
    json_decref(p.aliases);
    fprintf(c->out, "%s%s%s\n", style_on(c, STYLE_BOLD), p.name, style_off(c, STYLE_BOLD));
    line(c, "id", p.key);
    line(c, "kind", p.unnamed ? arena_printf(c->a, "%s, unnamed", p.kind) : p.kind);
    line(c, "acts for", p.side);
    line(c, "articles", arena_printf(c->a, "%" PRId64, p.articles));
    line(c, "named", p.also);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        print_section(c, (int)i, &list, id);
    return 0;
}

static int run(struct call *c, struct err *e)
{
    const char *what = c->argv[0];
    if (filter_trust(c, e))
        return -1;
    for (int i = 1; i < c->argc; i++)
        what = arena_printf(c->a, "%s %s", what, c->argv[i]);
    if (events_is_code(what)) {
        struct events list;
        if (events_code(&list, c->store, what, c->a, e))
            return -1;
        if (list.n)
            return show_events(c, &list, e);
        const char *least = call_str(c, "min-confidence");
        return err_set(e, ERR_NOT_FOUND, "no event has the id %s%s%s", what,
                       least ? " and a confidence of " : "", least ? least : "");
    }
    struct ids ids;
    if (names_find(&ids, c->store, what, c->a, e))
        return -1;
    for (size_t i = 0; i < ids.n; i++) {
        if (i && !c->json)
            fputc('\n', c->out);
        if (show_entity(c, ids.items[i], what, e))
            return -1;
    }
    return 0;
}

static const struct opt opts[] = {
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {0},
};

const struct cmd cmd_show = {
    .name = "show",
    .args = "ID|NAME",
    .summary = "Show an event or a party with every report and answer",
    .details = "An event: each article's words in their place, between « and », and what it "
               "answers or is answered by. A party: its names, whom it acts for, and its events.",
    .opts = opts,
    .need = NEED_READ,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
