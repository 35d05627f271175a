#include "graph/present.h"

#include <string.h>

#include "core/table.h"
#include "core/text.h"
#include "graph/names.h"

enum { QUOTE_LENGTH = 280 }; /* code points of a quote on a terminal */

/* ---- cells ---- */

/* "US" for country:US, else the name. */
static const char *short_side(const struct party *p)
{
    return strncmp(p->top_key, "country:", 8) ? p->top_name : p->top_key + 8;
}

/* Those with the role, each with whom it acts for: "Jen Psaki (US) and China"; by sides, each side
 * once. */
static const char *names(const struct event *v, const char *role, bool side, struct arena *a)
{
    const char **list = arena_alloc(a, (v->parties_n + 1) * sizeof *list), *out = NULL;
    size_t n = 0;
    for (size_t i = 0; i < v->parties_n; i++) {
        const struct party *p = &v->parties[i];
        const char *name = side ? p->top_name : p->name;
        bool again = strcmp(p->role, role) != 0;
        for (size_t k = 0; k < n && side && !again; k++)
            again = !strcmp(list[k], name);
        if (again)
            continue;
        if (!side && p->top_id != p->id)
            name = arena_printf(a, "%s (%s)", name, short_side(p));
        list[n++] = name;
    }
    for (size_t i = 0; i < n; i++)
        out = i ? arena_printf(a, "%s%s%s", out, i + 1 < n ? ", " : " and ", list[i]) : list[0];
    return out;
}

const char *present_who(const struct event *v, bool side, struct arena *a)
{
    return names(v,
                 !strcmp(v->kind, "meeting")  ? "participant"
                 : !strcmp(v->kind, "attack") ? "by"
                                              : "speaker",
                 side, a);
}

const char *present_whom(const struct event *v, bool side, struct arena *a)
{
    const char *place;
    if (strcmp(v->kind, "meeting"))
        return names(v, !strcmp(v->kind, "attack") ? "on" : "target", side, a);
    place = names(v, "place", false, a);
    return place ? arena_printf(a, "in %s", place) : NULL;
}

const char *present_act(const struct event *v, struct arena *a)
{
    if (!strcmp(v->kind, "denial"))
        return !v->denial_of || !strcmp(v->denial_of, "fact")
                   ? "denies"
                   : arena_printf(a, "denies the %s", v->denial_of);
    if (!strcmp(v->kind, "meeting"))
        return !v->status || !strcmp(v->status, "held") ? "meet"
               : !strcmp(v->status, "planned")          ? "will meet"
                                                        : "meeting cancelled";
    const char *act = v->act ? v->act : "other";
    if (!strcmp(v->kind, "attack"))
        return arena_printf(a, "attack: %s", act);
    if (!v->hedged && !v->legal)
        return act;
    return arena_printf(a, "%s (%s%s%s)", act, v->legal ? "legal" : "",
                        v->legal && v->hedged ? ", " : "", v->hedged ? "hedged" : "");
}

const char *present_sentence(const struct event *v, bool side, struct arena *a)
{
    const char *who = present_who(v, side, a), *whom = present_whom(v, side, a);
    const char *act = present_act(v, a);
    if (!strcmp(v->kind, "denial"))
        return arena_printf(a, "%s %s", who ? who : "Somebody unnamed", act);
    if (!strcmp(v->kind, "meeting"))
        return arena_printf(a, "%s %s%s%s", who ? who : "?", act, whom ? " " : "",
                            whom ? whom : "");
    if (!strcmp(v->kind, "attack"))
        return arena_printf(a, "%s on %s%s%s", act, whom ? whom : "somebody unnamed",
                            who ? " by " : "", who ? who : "");
    bool other = !strncmp(act, "other", 5); /* a wrong without a word of its own */
    return arena_printf(a, "%s accuses %s%s%s", who ? who : "Somebody unnamed",
                        whom ? whom : "somebody unnamed", other ? "" : " of ",
                        other ? act + 5 : act);
}

const char *present_source(const struct event *v, struct arena *a)
{
    const char *first = NULL;
    for (size_t i = 0; i < v->tellings_n && !first; i++)
        first = v->tellings[i].source;
    if (!first && v->tellings_n)
        first = v->tellings[0].source_id;
    if (v->reports < 2)
        return first;
    return arena_printf(a, "%s +%d", first ? first : "?", v->reports - 1);
}

/* ---- the table ---- */

struct listing {
    struct call *c;
    struct table t;
    struct events *list;
    bool side;
    bool *done; /* printed beneath another */
    enum order order;
};

/* Adds a name to a list "A, B" unless it is there. */
static const char *also(struct arena *a, const char *list, const char *name)
{
    if (!list || !name)
        return list ? list : name;
    size_t len = strlen(name);
    for (const char *p = list; (p = strstr(p, name)); p += len)
        if ((p == list || p[-1] == ' ') && (!p[len] || p[len] == ','))
            return list;
    return arena_printf(a, "%s, %s", list, name);
}

/* Whom a denial contradicts, and on what. */
static int contradicted(struct listing *l, const struct event *v, const char **whom,
                        const char **acts, struct err *e)
{
    for (size_t i = 0; i < v->from_n; i++) {
        struct event o;
        if (strcmp(v->from[i].kind, "answers"))
            continue;
        if (events_id(&o, l->c->store, v->from[i].id, l->c->a, e))
            return -1;
        *whom = also(l->c->a, *whom, present_who(&o, l->side, l->c->a));
        *acts = also(l->c->a, *acts, o.act);
    }
    return 0;
}

/* At most QUOTE_LENGTH code points, to a word's end. */
static const char *shorten(struct arena *a, const char *quote)
{
    size_t len = strlen(quote), at = text_byte(quote, len, QUOTE_LENGTH);
    if (at >= len)
        return quote;
    while (at && quote[at] != ' ')
        at--;
    return arena_printf(a, "%.*s …", (int)at, quote);
}

/* "↳ " before what replies, once a level: cells are one line and trimmed. */
static const char *reply(struct arena *a, int depth, const char *text)
{
    for (int i = 0; i < depth; i++)
        text = arena_printf(a, i ? "↳%s" : "↳ %s", text);
    return text;
}

/* On a terminal a sentence, and beneath it the quote with its source. */
static void row_on_terminal(struct listing *l, const struct event *v, int depth, const char *who,
                            const char *whom, const char *act, const char *quote)
{
    struct arena *a = l->c->a;
    const char *source = present_source(v, a), *say;
    if (strcmp(v->kind, "denial"))
        say = present_sentence(v, l->side, a);
    else
        say = arena_printf(a, "%s %s%s%s", who ? who : "Somebody unnamed", act,
                           whom && !depth ? ", against " : "", whom && !depth ? whom : "");
    table_row(&l->t, (const char *[]){events_date(v, a), v->code, reply(a, depth, say)});
    if (quote)
        table_row(&l->t, (const char *[]){"", "",
                                          arena_printf(a, "“%s”%s%s", shorten(a, quote),
                                                       source ? " — " : "", source ? source : "")});
}

static int row(struct listing *l, const struct event *v, int depth, const struct event *of,
               struct err *e)
{
    struct arena *a = l->c->a;
    const char *who = present_who(v, l->side, a), *whom = present_whom(v, l->side, a);
    const char *act = present_act(v, a), *acts = NULL;
    if (!whom && of)
        whom = present_who(of, l->side, a);
    else if (!strcmp(v->kind, "denial") && contradicted(l, v, &whom, &acts, e))
        return -1;
    if (acts)
        act = arena_printf(a, "%s: %s", act, acts);
    const char *quote = v->tellings_n ? v->tellings[0].quote : NULL;
    if (l->c->tty) {
        row_on_terminal(l, v, depth, who, whom, act, quote);
        return 0;
    }
    if (depth)
        who = reply(a, depth, who ? who : "-");
    table_row(&l->t, (const char *[]){events_date(v, a), who, whom, act, present_source(v, a),
                                      v->code, quote ? arena_printf(a, "“%s”", quote) : NULL});
    return 0;
}

static struct event *listed(struct listing *l, int64_t id)
{
    for (size_t i = 0; i < l->list->n; i++)
        if (l->list->items[i].id == id)
            return &l->list->items[i];
    return NULL;
}

/* The denials beneath an allegation, from the store: the list may hold allegations only. */
static int answers(struct listing *l, const struct event *v, struct err *e)
{
    for (size_t i = 0; i < v->to_n; i++) {
        struct event d;
        if (strcmp(v->to[i].kind, "answers"))
            continue;
        if (events_id(&d, l->c->store, v->to[i].id, l->c->a, e) ||
            events_tell(&d, l->c->store, l->c->a, e) || row(l, &d, 1, v, e))
            return -1;
    }
    return 0;
}

/* Stands beneath what it links to in a timeline: a denial, or the accused's own
 * counter-accusation. */
static bool is_reply(const struct tie *t)
{
    return !strcmp(t->kind, "answers") ||
           (!strcmp(t->kind, "counters") && !strcmp(t->rule, "target"));
}

/* What replies to v, of those in the list and not yet printed; at most a few levels deep. */
static int thread(struct listing *l, struct event *v, int depth, const struct event *of,
                  struct err *e)
{
    l->done[v - l->list->items] = true;
    if (row(l, v, depth, of, e))
        return -1;
    for (size_t i = 0; i < v->to_n && depth < 6; i++) {
        struct event *o = is_reply(&v->to[i]) ? listed(l, v->to[i].id) : NULL;
        if (o && !l->done[o - l->list->items] && thread(l, o, depth + 1, v, e))
            return -1;
    }
    return 0;
}

/* Is there something in the list, not later, beneath which v will stand? */
static bool hangs(struct listing *l, const struct event *v)
{
    for (size_t i = 0; i < v->from_n; i++)
        if (is_reply(&v->from[i]) && listed(l, v->from[i].id))
            return true;
    return false;
}

static int print_rows(struct listing *l, struct err *e)
{
    struct call *c = l->c;
    static const char *const narrow[] = {"DATE", "ID", "WHAT"};
    static const char *const heads[] = {"DATE", "WHO", "WHOM", "ACT", "SOURCE", "ID", "QUOTE"};
    table_init(&l->t, c, c->tty ? 3 : 7, c->tty ? narrow : heads);
    table_style(&l->t, 0, STYLE_BLUE);
    table_style(&l->t, c->tty ? 1 : 5, STYLE_DIM);
    l->done = arena_alloc(c->a, l->list->n + 1);
    for (size_t i = 0; i < l->list->n; i++) {
        struct event *v = &l->list->items[i];
        if (l->order == ORDER_TIMELINE && (l->done[i] || hangs(l, v)))
            continue;
        if (l->order == ORDER_TIMELINE ? thread(l, v, 0, NULL, e) : row(l, v, 0, NULL, e))
            return -1;
        if (l->order == ORDER_ANSWERS && answers(l, v, e))
            return -1;
    }
    /* Two that counter each other hang on each other: printed last rather than lost. */
    for (size_t i = 0; i < l->list->n && l->order == ORDER_TIMELINE; i++)
        if (!l->done[i] && thread(l, &l->list->items[i], 0, NULL, e))
            return -1;
    table_print(&l->t);
    return 0;
}

/* ---- JSON ---- */

static int add_others(struct listing *l, const struct event *v, struct ids *seen, json_t *others,
                      struct err *e)
{
    for (size_t k = 0; k < v->to_n + v->from_n; k++) {
        const struct tie *t = k < v->to_n ? &v->to[k] : &v->from[k - v->to_n];
        struct event o;
        bool again = strcmp(t->kind, "answers") || listed(l, t->id);
        for (size_t i = 0; i < seen->n && !again; i++)
            again = seen->items[i] == t->id;
        if (again)
            continue;
        ids_add(l->c->a, seen, t->id);
        if (events_id(&o, l->c->store, t->id, l->c->a, e) ||
            events_tell(&o, l->c->store, l->c->a, e))
            return -1;
        json_array_append_new(others, events_json(&o));
    }
    return 0;
}

static int print_json(struct listing *l, const char *question, struct err *e)
{
    json_t *root = json_object(), *list = json_array(), *others = json_array();
    struct ids seen = {0};
    json_object_set_new(root, "version", json_integer(1));
    json_object_set_new(root, "question", json_string(question));
    json_object_set_new(root, "events", list);
    json_object_set_new(root, "answers", others);
    for (size_t i = 0; i < l->list->n; i++) {
        json_array_append_new(list, events_json(&l->list->items[i]));
        if (add_others(l, &l->list->items[i], &seen, others, e)) {
            json_decref(root);
            return -1;
        }
    }
    events_print_json(l->c->out, root);
    return 0;
}

int present(struct call *c, const struct filter *f, const char *kind, enum order order,
            const char *question, struct err *e)
{
    struct events list;
    if (events_find(&list, c->store, f, kind, c->a, e))
        return -1;
    struct listing l = {.c = c, .list = &list, .side = f->side, .order = order};
    for (size_t i = 0; i < list.n; i++)
        if (events_tell(&list.items[i], c->store, c->a, e))
            return -1;
    return c->json ? print_json(&l, question, e) : print_rows(&l, e);
}
