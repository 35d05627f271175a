/* hearsay search: full text in headlines and in the sentences that hold evidence. */
#include "core/table.h"
#include "core/text.h"
#include "graph/search.h"

static const struct opt opts[] = {
    {"limit", 0, OPT_INT, "N", "At most N rows (default 20; 0 for all)"},
    {0},
};

/* The passage with what matches between « and », or in bold where colour is on. */
static const char *lit(const struct hit *h, const struct call *c)
{
    const char *out = "", *on = c->color ? style_on(c, STYLE_BOLD) : "«";
    const char *off = c->color ? style_off(c, STYLE_BOLD) : "»";
    size_t at = 0;
    for (size_t i = 0; i < h->marks_n; i++) {
        struct span m = h->marks[i];
        out = arena_printf(c->a, "%s%.*s%s%.*s%s", out, (int)(m.start - at), h->text + at, on,
                           (int)(m.end - m.start), h->text + m.start, off);
        at = m.end;
    }
    return arena_printf(c->a, "%s%s", out, h->text + at);
}

static json_t *hit_json(const struct hit *h)
{
    json_t *marks = json_array(), *codes = json_array();
    for (size_t i = 0; i < h->codes_n; i++)
        json_array_append_new(codes, json_string(h->codes[i]));
    for (size_t i = 0; i < h->marks_n; i++) {
        struct span m = h->marks[i];
        json_array_append_new(marks, json_pack("[i,i]", (int)text_count(h->text, m.start),
                                               (int)text_count(h->text, m.end)));
    }
    return json_pack("{s:s,s:s*,s:s*,s:s*,s:s*,s:s*,s:s*,s:b,s:[i,i],s:s,s:o,s:o}", "article",
                     h->hash, "article_id", h->source_id, "title", h->title, "published",
                     h->published, "language", h->language, "source", h->source, "url", h->url,
                     "headline", (int)h->headline, "span", (int)h->span.start, (int)h->span.end,
                     "text", h->text, "marks", marks, "events", codes);
}

static int run(struct call *c, struct err *e)
{
    struct hits hits;
    struct table t;
    const char *question = "search";
    for (int i = 0; i < c->argc; i++)
        question = arena_printf(c->a, "%s %s", question, c->argv[i]);
    if (search_find(&hits, c->store, (const char *const *)c->argv, (size_t)c->argc,
                    (int)call_int(c, "limit", 20), c->a, e))
        return -1;
    if (c->json) {
        json_t *list = json_array();
        for (size_t i = 0; i < hits.n; i++)
            json_array_append_new(list, hit_json(&hits.items[i]));
        events_print_json(
            c->out, json_pack("{s:i,s:s,s:o}", "version", 1, "question", question, "hits", list));
        return 0;
    }
    table_init(&t, c, 4, (const char *[]){"PUBLISHED", "SOURCE", "IDS", "WORDS"});
    table_style(&t, 0, STYLE_BLUE);
    table_style(&t, 2, STYLE_DIM);
    for (size_t i = 0; i < hits.n; i++) {
        const struct hit *h = &hits.items[i];
        const char *codes = NULL;
        for (size_t k = 0; k < h->codes_n; k++)
            codes = arena_printf(c->a, "%s%s%s", codes ? codes : "", codes ? " " : "", h->codes[k]);
        table_row(&t, (const char *[]){h->published, h->source ? h->source : h->source_id,
                                       codes         ? codes
                                       : h->headline ? "headline"
                                                     : NULL,
                                       lit(h, c)});
    }
    table_print(&t);
    return 0;
}

const struct cmd cmd_search = {
    .name = "search",
    .args = "WORD…",
    .summary = "Find headlines and evidence by their words",
    .details = "All words must be there, in any order; one argument with spaces in it is a phrase, "
               "and WORD* the beginning of a word. Case does not matter. A word typed without "
               "accents finds it with and without (my: my, Mỹ; doi: đòi); typed with them, only "
               "what has them.\n\n"
               "Looked at are headlines and the sentences on which events rest, best first "
               "(bm25); IDS are the events that the sentence tells of.",
    .opts = opts,
    .need = NEED_READ,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
