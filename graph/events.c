#include "graph/events.h"

#include <string.h>

#include "core/text.h"
#include "graph/names.h"

static struct event read_event(struct arena *a, sqlite3_stmt *q)
{
    return (struct event){.id = sqlite3_column_int64(q, 0),
                          .code = db_text(a, q, 1),
                          .kind = db_text(a, q, 2),
                          .act = db_text(a, q, 3),
                          .denial_of = db_text(a, q, 4),
                          .status = db_text(a, q, 5),
                          .what = db_text(a, q, 6),
                          .date = db_text(a, q, 7),
                          .told = sqlite3_column_int64(q, 8) != 0,
                          .dated = sqlite3_column_type(q, 9) != SQLITE_NULL,
                          .day = sqlite3_column_int64(q, 9),
                          .last_day = sqlite3_column_int64(q, 10),
                          .happened = db_text(a, q, 11),
                          .hedged = sqlite3_column_int64(q, 12) != 0,
                          .legal = sqlite3_column_int64(q, 13) != 0,
                          .reports = sqlite3_column_int(q, 14),
                          .sources = sqlite3_column_int(q, 15),
                          .orphan = sqlite3_column_int64(q, 16) != 0};
}

static int load_parties(struct event *v, struct store *s, struct arena *a, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/parties.sql"), "i", v->id);
    size_t cap = 0;
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        v->parties = arena_grow(a, v->parties, v->parties_n, &cap, sizeof *v->parties);
        v->parties[v->parties_n++] = (struct party){.role = db_text(a, q, 0),
                                                    .id = sqlite3_column_int64(q, 1),
                                                    .key = db_text(a, q, 2),
                                                    .name = db_text(a, q, 3),
                                                    .kind = db_text(a, q, 4),
                                                    .unnamed = sqlite3_column_int64(q, 5) != 0,
                                                    .top_id = sqlite3_column_int64(q, 6),
                                                    .top_key = db_text(a, q, 7),
                                                    .top_name = db_text(a, q, 8),
                                                    .top_kind = db_text(a, q, 9),
                                                    .side = db_text(a, q, 10)};
    }
    return row;
}

static int load(struct events *out, struct store *s, sqlite3_stmt *q, struct arena *a,
                struct err *e)
{
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        out->items = arena_grow(a, out->items, out->n, &out->cap, sizeof *out->items);
        out->items[out->n++] = read_event(a, q);
    }
    for (size_t i = 0; i < out->n && !row; i++)
        row = load_parties(&out->items[i], s, a, e);
    return row;
}

/* Fills the temporary table near, so that a question with names looks at their events alone. */
static int look_near(struct store *s, const struct filter *f, struct arena *a, struct err *e)
{
    struct ids near = {0};
    bool named = f->by || f->of || f->with || f->about;
    const char *where = named ? "graph/sql/near_names.sql" : "graph/sql/near_all.sql";
    sqlite3_stmt *q = db_bind(s, e, db_question(where), "");
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(a, &near, sqlite3_column_int64(q, 0));
    if (row || db_run(s, e, "DELETE FROM near", ""))
        return -1;
    for (size_t i = 0; i < near.n; i++)
        if (db_run(s, e, "INSERT INTO near (event) VALUES (?1)", "i", near.items[i]))
            return -1;
    return 0;
}

static sqlite3_stmt *ask(struct store *s, const struct filter *f, const char *kind, struct err *e)
{
    int32_t lo, hi, unused;
    dates_bounds(&f->since, &lo, &unused);
    dates_bounds(&f->until, &unused, &hi);
    int64_t since = lo, until = hi;
    return db_bind(s, e, db_question("graph/sql/events.sql"), "siiiisIIssiiiii", kind,
                   (int64_t)(f->by != NULL), (int64_t)(f->of != NULL), (int64_t)(f->with != NULL),
                   (int64_t)(f->about != NULL), f->act, f->since.set ? &since : NULL,
                   f->until.set ? &until : NULL, f->source, f->language, (int64_t)f->answered,
                   (int64_t)f->hedged, (int64_t)f->legal, (int64_t)f->min_reports,
                   f->limit > 0 ? (int64_t)f->limit : (int64_t)-1);
}

int events_find(struct events *out, struct store *s, const struct filter *f, const char *kind,
                struct arena *a, struct err *e)
{
    *out = (struct events){0};
    if (names_ask(s, f, a, e) || look_near(s, f, a, e))
        return -1;
    return load(out, s, ask(s, f, kind, e), a, e);
}

int events_code(struct events *out, struct store *s, const char *code, struct arena *a,
                struct err *e)
{
    *out = (struct events){0};
    return load(out, s, db_bind(s, e, db_question("graph/sql/events_code.sql"), "s", code), a, e);
}

bool events_is_code(const char *s)
{
    return strlen(s) == 11 && strchr("admt", s[0]) && strspn(s + 1, "0123456789abcdef") == 10;
}

int events_id(struct event *out, struct store *s, int64_t id, struct arena *a, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/event.sql"), "i", id);
    int row = db_row(s, q, e);
    if (row <= 0)
        return row ? -1 : err_set(e, ERR_NOT_FOUND, "no event with that id");
    *out = read_event(a, q);
    db_reset(q);
    return load_parties(out, s, a, e);
}

/* ---- reports and links ---- */

static int load_quote(struct telling *t, struct store *s, struct arena *a, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/evidence.sql"), "i", t->id);
    size_t cap = 0;
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        t->spans = arena_grow(a, t->spans, t->spans_n, &cap, sizeof *t->spans);
        t->spans[t->spans_n++] = (struct span){(uint32_t)sqlite3_column_int64(q, 0),
                                               (uint32_t)sqlite3_column_int64(q, 1)};
        const char *words = text_oneline(a, (const char *)sqlite3_column_text(q, 2),
                                         (size_t)sqlite3_column_bytes(q, 2));
        t->quote = t->quote ? arena_printf(a, "%s … %s", t->quote, words) : words;
    }
    return row;
}

static int load_tellings(struct event *v, struct store *s, struct arena *a, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/reports.sql"), "i", v->id);
    size_t cap = 0;
    int row;
    v->tellings = NULL;
    v->tellings_n = 0;
    while ((row = db_row(s, q, e)) > 0) {
        v->tellings = arena_grow(a, v->tellings, v->tellings_n, &cap, sizeof *v->tellings);
        v->tellings[v->tellings_n++] = (struct telling){.id = sqlite3_column_int64(q, 0),
                                                        .n = sqlite3_column_int64(q, 1),
                                                        .article = sqlite3_column_int64(q, 2),
                                                        .hash = db_text(a, q, 3),
                                                        .source_id = db_text(a, q, 4),
                                                        .title = db_text(a, q, 5),
                                                        .published = db_text(a, q, 6),
                                                        .language = db_text(a, q, 7),
                                                        .source = db_text(a, q, 8),
                                                        .url = db_text(a, q, 9),
                                                        .said = db_text(a, q, 10),
                                                        .said_basis = db_text(a, q, 11),
                                                        .happened = db_text(a, q, 12),
                                                        .happened_basis = db_text(a, q, 13),
                                                        .hedged = sqlite3_column_int64(q, 14) != 0,
                                                        .legal = sqlite3_column_int64(q, 15) != 0,
                                                        .rule = db_text(a, q, 16),
                                                        .confidence = sqlite3_column_double(q, 17),
                                                        .cue_first = sqlite3_column_int64(q, 18),
                                                        .cue_past = sqlite3_column_int64(q, 19),
                                                        .cue = db_text(a, q, 20)};
    }
    for (size_t i = 0; i < v->tellings_n && !row; i++)
        row = load_quote(&v->tellings[i], s, a, e);
    return row;
}

static int load_ties(struct tie **out, size_t *n, struct store *s, const char *question, int64_t id,
                     struct arena *a, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, db_question(question), "i", id);
    size_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    while ((row = db_row(s, q, e)) > 0) {
        *out = arena_grow(a, *out, *n, &cap, sizeof **out);
        (*out)[(*n)++] = (struct tie){.kind = db_text(a, q, 0),
                                      .rule = db_text(a, q, 1),
                                      .id = sqlite3_column_int64(q, 2),
                                      .code = db_text(a, q, 3)};
    }
    return row;
}

int events_tell(struct event *v, struct store *s, struct arena *a, struct err *e)
{
    return load_tellings(v, s, a, e) ||
                   load_ties(&v->from, &v->from_n, s, "graph/sql/links_from.sql", v->id, a, e) ||
                   load_ties(&v->to, &v->to_n, s, "graph/sql/links_to.sql", v->id, a, e)
               ? -1
               : 0;
}

/* ---- in words ---- */

const char *events_date(const struct event *v, struct arena *a)
{
    if (!v->date)
        return NULL;
    return v->told ? v->date : arena_printf(a, "≤ %s", v->date);
}

const char *events_who(const struct event *v, const char *role, bool side, struct arena *a)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < v->parties_n && n < 64; i++) {
        const struct party *p = &v->parties[i];
        const char *name = side ? p->top_name : p->name;
        bool again = strcmp(p->role, role) != 0;
        for (size_t k = 0; k < n && !again; k++)
            again = !strcmp(names[k], name);
        if (!again)
            names[n++] = name;
    }
    if (!n)
        return NULL;
    const char *out = names[0];
    for (size_t i = 1; i < n; i++)
        out = arena_printf(a, "%s%s%s", out, i + 1 < n ? ", " : " and ", names[i]);
    return out;
}

/* ---- as JSON ---- */

static void put_text(json_t *o, const char *key, const char *value)
{
    if (value)
        json_object_set_new(o, key, json_string(value));
}

static json_t *party_json(const struct party *p)
{
    json_t *o = json_object();
    put_text(o, "id", p->key);
    put_text(o, "name", p->name);
    put_text(o, "kind", p->kind);
    put_text(o, "side", p->side);
    return o;
}

static json_t *telling_json(const struct telling *t)
{
    json_t *o = json_object(), *spans = json_array();
    put_text(o, "article", t->hash);
    put_text(o, "article_id", t->source_id);
    put_text(o, "title", t->title);
    put_text(o, "published", t->published);
    put_text(o, "language", t->language);
    put_text(o, "source", t->source);
    put_text(o, "url", t->url);
    put_text(o, "said", t->said);
    put_text(o, "happened", t->happened);
    json_object_set_new(o, "hedged", json_boolean(t->hedged));
    json_object_set_new(o, "legal", json_boolean(t->legal));
    put_text(o, "quote", t->quote);
    for (size_t i = 0; i < t->spans_n; i++)
        json_array_append_new(spans,
                              json_pack("[i,i]", (int)t->spans[i].start, (int)t->spans[i].end));
    json_object_set_new(o, "evidence", spans);
    put_text(o, "rule", t->rule);
    put_text(o, "cue", t->cue);
    json_object_set_new(o, "confidence", json_real(t->confidence));
    return o;
}

static json_t *ties_json(const struct tie *ties, size_t n, const char *kind)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        if (!strcmp(ties[i].kind, kind))
            json_array_append_new(list, json_string(ties[i].code));
    return list;
}

json_t *events_json(const struct event *v)
{
    json_t *o = json_object(), *reports = json_array();
    put_text(o, "id", v->code);
    put_text(o, "kind", v->kind);
    put_text(o, "date", v->date);
    if (v->date)
        put_text(o, "date_is", v->told ? "told" : "published");
    put_text(o, "act", v->act);
    put_text(o, "happened", v->happened);
    put_text(o, "denial_of", v->denial_of);
    put_text(o, "status", v->status);
    put_text(o, "what", v->what);
    json_object_set_new(o, "hedged", json_boolean(v->hedged));
    json_object_set_new(o, "legal", json_boolean(v->legal));
    for (size_t i = 0; i < v->parties_n; i++) {
        json_t *list = json_object_get(o, v->parties[i].role);
        if (!list)
            json_object_set_new(o, v->parties[i].role, list = json_array());
        json_array_append_new(list, party_json(&v->parties[i]));
    }
    for (size_t i = 0; i < v->tellings_n; i++)
        json_array_append_new(reports, telling_json(&v->tellings[i]));
    json_object_set_new(o, "reports", reports);
    static const char *const kinds[] = {"answers", "counters", "repeats"};
    static const char *const back[] = {"answered_by", "countered_by", "repeated_by"};
    for (int i = 0; i < 3; i++) {
        json_t *from = ties_json(v->from, v->from_n, kinds[i]),
               *to = ties_json(v->to, v->to_n, kinds[i]);
        if (json_array_size(from))
            json_object_set(o, kinds[i], from);
        if (json_array_size(to))
            json_object_set(o, back[i], to);
        json_decref(from);
        json_decref(to);
    }
    return o;
}

static int write_out(const char *bytes, size_t len, void *out)
{
    return fwrite(bytes, 1, len, out) == len ? 0 : -1;
}

void events_print_json(FILE *out, json_t *root)
{
    json_dump_callback(root, write_out, out, JSON_INDENT(2) | JSON_REAL_PRECISION(4));
    fputc('\n', out);
    json_decref(root);
}
