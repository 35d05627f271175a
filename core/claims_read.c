/* The other half of core/claims.h: a reading that somebody else made, checked field by field. */
#include "core/claims.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/text.h"

/* Where the reader is: what it needs to check and to say what is off. */
struct reader {
    struct reading *out;
    const struct article *article;
    struct arena *a;
    struct err *e;
    size_t length;     /* of the article, in code points */
    json_t *entities;  /* id → index */
    json_t *claims;    /* id of an allegation → index */
    const char *where; /* "allegations[2]" */
};

static int bad(struct reader *r, const char *field, const char *what)
{
    return err_set(r->e, ERR_PARSE, "%s.%s: %s", r->where, field, what);
}

/* A text field that may be missing or null. */
static int read_text(struct reader *r, const json_t *o, const char *field, const char **out)
{
    const json_t *v = json_object_get(o, field);
    if (!v || json_is_null(v))
        return 0;
    if (!json_is_string(v) || strlen(json_string_value(v)) != json_string_length(v))
        return bad(r, field, "not a text");
    *out = arena_strdup(r->a, json_string_value(v));
    return 0;
}

static int read_bool(struct reader *r, const json_t *o, const char *field, bool *out)
{
    const json_t *v = json_object_get(o, field);
    if (!v || json_is_null(v))
        return 0;
    if (!json_is_boolean(v))
        return bad(r, field, "neither true nor false");
    *out = json_is_true(v);
    return 0;
}

/* A word of a list; `otherwise` when it is missing, -1 there means that it must not be. */
static int read_word(struct reader *r, const json_t *o, const char *field,
                     int (*parse)(const char *), int otherwise)
{
    const char *word = NULL;
    if (read_text(r, o, field, &word))
        return -1;
    if (!word && otherwise >= 0)
        return otherwise;
    if (!word)
        return bad(r, field, "missing");
    int value = parse(word);
    if (value < 0)
        err_set(r->e, ERR_PARSE, "%s.%s: unknown: '%s'", r->where, field, word);
    return value;
}

static int read_span(struct reader *r, const json_t *v, const char *field, struct span *out)
{
    const json_t *start = json_array_get(v, 0), *end = json_array_get(v, 1);
    if (json_array_size(v) != 2 || !json_is_integer(start) || !json_is_integer(end))
        return bad(r, field, "a span is [start, end]");
    json_int_t from = json_integer_value(start), to = json_integer_value(end);
    if (from < 0 || to <= from || to > (json_int_t)r->length)
        return err_set(r->e, ERR_PARSE,
                       "%s.%s: [%" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT
                       "] lies outside the article's %zu characters",
                       r->where, field, from, to, r->length);
    *out = (struct span){(uint32_t)from, (uint32_t)to};
    return 0;
}

static int by_place(const void *x, const void *y)
{
    const struct span *a = x, *b = y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

static int read_spans(struct reader *r, const json_t *o, const char *field, struct spans *out)
{
    const json_t *list = json_object_get(o, field), *v;
    size_t i;
    if (!list || json_is_null(list))
        return 0;
    if (!json_is_array(list))
        return bad(r, field, "not a list of spans");
    json_array_foreach(list, i, v)
    {
        struct span s;
        if (read_span(r, v, field, &s))
            return -1;
        spans_add(r->a, out, s);
    }
    if (out->n)
        qsort(out->items, out->n, sizeof *out->items, by_place);
    return 0;
}

static int read_date(struct reader *r, const json_t *o, const char *field, struct told_date *out)
{
    const char *text = NULL;
    if (read_text(r, o, field, &text))
        return -1;
    if (text && dates_parse(&out->date, text, r->e))
        return err_wrap(r->e, "%s.%s", r->where, field);
    const json_t *basis = json_object_get(json_object_get(o, "basis"), field);
    if (!basis)
        return 0;
    int how = read_word(r, basis, "how", model_parse_date_basis, DATE_EXPLICIT);
    if (how < 0)
        return -1;
    out->basis = (enum date_basis)how;
    const json_t *place = json_object_get(basis, "span");
    return place ? read_span(r, place, "basis", &out->span) : 0;
}

static int index_of(const json_t *ids, const json_t *id)
{
    const json_t *index = json_is_string(id) ? json_object_get(ids, json_string_value(id)) : NULL;
    return index ? (int)json_integer_value(index) : -1;
}

static int unknown_id(struct reader *r, const char *field, const json_t *id)
{
    if (!json_is_string(id))
        return bad(r, field, "not an id");
    return err_set(r->e, ERR_PARSE, "%s.%s: no such id: '%s'", r->where, field,
                   json_string_value(id));
}

/* One id or an array of ids. */
static int read_role(struct reader *r, const json_t *o, const char *field, struct claim *c,
                     enum role role)
{
    json_t *v = json_object_get(o, field);
    if (!v || json_is_null(v))
        return 0;
    size_t n = json_is_array(v) ? json_array_size(v) : 1;
    for (size_t i = 0; i < n; i++) {
        const json_t *id = json_is_array(v) ? json_array_get(v, i) : v;
        int entity = index_of(r->entities, id);
        if (entity < 0)
            return unknown_id(r, field, id);
        claim_add_role(r->a, c, role, entity);
    }
    return 0;
}

static int read_answers(struct reader *r, const json_t *o, struct claim *c)
{
    json_t *v = json_object_get(o, "answers");
    if (!v || json_is_null(v))
        return 0;
    size_t n = json_is_array(v) ? json_array_size(v) : 1;
    for (size_t i = 0; i < n; i++) {
        const json_t *id = json_is_array(v) ? json_array_get(v, i) : v;
        int claim = index_of(r->claims, id);
        if (claim < 0)
            return unknown_id(r, "answers", id);
        c->answers =
            arena_grow(r->a, c->answers, c->answers_n, &c->answers_cap, sizeof *c->answers);
        c->answers[c->answers_n++] = claim;
    }
    return 0;
}

static void add_also(struct arena *a, struct entity *entity, const char *name)
{
    for (size_t i = 0; i < entity->also_n; i++) {
        if (!strcmp(entity->also[i], name))
            return;
    }
    entity->also =
        arena_grow(a, entity->also, entity->also_n, &entity->also_cap, sizeof *entity->also);
    entity->also[entity->also_n++] = name;
}

/* The key of an entity that came without one: kind and folded name, and the article's hash where
 * the party has no name and must stay apart from those of other articles. */
static const char *make_key(struct reader *r, const struct entity *entity)
{
    char *slug = text_fold(r->a, entity->name);
    for (char *p = slug; *p; p++) {
        if (*p == ' ' || *p == ':' || *p == '/' || *p == '#')
            *p = '-';
    }
    if (!entity->unnamed)
        return arena_printf(r->a, "%s:%s", model_entity_kind(entity->kind), slug);
    const char *hash = r->article->hash;
    return arena_printf(r->a, "unnamed:%s/%s#%.16s", model_entity_kind(entity->kind), slug,
                        hash ? hash : "");
}

static int read_entity(struct reader *r, const json_t *o, struct entity *out)
{
    const json_t *also = json_object_get(o, "also"), *v;
    size_t i;
    int kind = read_word(r, o, "kind", model_parse_entity_kind, -1);
    if (kind < 0 || read_text(r, o, "name", &out->name) || read_text(r, o, "key", &out->key) ||
        read_bool(r, o, "unnamed", &out->unnamed) || read_spans(r, o, "mentions", &out->mentions))
        return -1;
    out->kind = (enum entity_kind)kind;
    out->side = -1;
    if (!out->name || !*out->name)
        return bad(r, "name", "missing");
    if (also && !json_is_null(also) && !json_is_array(also))
        return bad(r, "also", "not a list of names");
    json_array_foreach(also, i, v)
    {
        if (!json_is_string(v))
            return bad(r, "also", "not a list of names");
        add_also(r->a, out, arena_strdup(r->a, json_string_value(v)));
    }
    if (!out->also_n)
        add_also(r->a, out, out->name);
    if (!out->key || !*out->key)
        out->key = make_key(r, out);
    return 0;
}

static int remember(struct reader *r, json_t *ids, const json_t *o, size_t index)
{
    const json_t *id = json_object_get(o, "id");
    if (!json_is_string(id) || !json_string_length(id))
        return bad(r, "id", "missing");
    if (json_object_get(ids, json_string_value(id)))
        return bad(r, "id", "given twice");
    json_object_set_new(ids, json_string_value(id), json_integer((json_int_t)index));
    return 0;
}

/* The list of objects by that name; empty when missing, -1 when it is no list of objects. */
static int list_of(struct reader *r, const json_t *root, const char *name, json_t **out)
{
    const json_t *v;
    size_t i;
    *out = json_object_get(root, name);
    if (!*out || json_is_null(*out))
        return 0;
    if (!json_is_array(*out))
        return err_set(r->e, ERR_PARSE, "%s: not a list", name);
    json_array_foreach(*out, i, v)
    {
        if (!json_is_object(v))
            return err_set(r->e, ERR_PARSE, "%s[%zu]: not an object", name, i);
    }
    return 0;
}

static int read_entities(struct reader *r, const json_t *root)
{
    json_t *list, *o;
    size_t i;
    if (list_of(r, root, "entities", &list))
        return -1;
    size_t n = json_array_size(list);
    r->out->entities = arena_alloc(r->a, (n + 1) * sizeof *r->out->entities);
    r->out->entities_n = r->out->entities_cap = n;
    json_array_foreach(list, i, o)
    {
        r->where = arena_printf(r->a, "entities[%zu]", i);
        if (remember(r, r->entities, o, i) || read_entity(r, o, &r->out->entities[i]))
            return -1;
    }
    json_array_foreach(list, i, o)
    {
        const json_t *side = json_object_get(o, "side");
        r->where = arena_printf(r->a, "entities[%zu]", i);
        if (!side || json_is_null(side))
            continue;
        int index = index_of(r->entities, side);
        if (index < 0)
            return unknown_id(r, "side", side);
        r->out->entities[i].side = index == (int)i ? -1 : index;
    }
    return 0;
}

/* The fields that only one kind of claim has. */
static int read_kind(struct reader *r, const json_t *o, struct claim *c)
{
    int word = 0;
    switch (c->kind) {
    case CLAIM_ALLEGATION:
        c->act = (enum act)(word = read_word(r, o, "act", model_parse_act, -1));
        return word < 0 || read_role(r, o, "speaker", c, ROLE_SPEAKER) ||
               read_role(r, o, "target", c, ROLE_TARGET) || read_role(r, o, "via", c, ROLE_VIA) ||
               read_date(r, o, "said", &c->said) || read_date(r, o, "happened", &c->happened) ||
               read_bool(r, o, "hedged", &c->hedged) || read_bool(r, o, "legal", &c->legal);
    case CLAIM_DENIAL:
        word = read_word(r, o, "denial_of", model_parse_denial_of, DENIAL_FACT);
        c->denial_of = (enum denial_of)word;
        return word < 0 || read_role(r, o, "speaker", c, ROLE_SPEAKER) ||
               read_role(r, o, "via", c, ROLE_VIA) || read_answers(r, o, c) ||
               read_date(r, o, "said", &c->said);
    case CLAIM_MEETING:
        word = read_word(r, o, "status", model_parse_status, MEETING_HELD);
        c->status = (enum meeting_status)word;
        return word < 0 || read_role(r, o, "participants", c, ROLE_PARTICIPANT) ||
               read_role(r, o, "chairs", c, ROLE_CHAIR) ||
               read_role(r, o, "chairs", c, ROLE_PARTICIPANT) ||
               read_role(r, o, "place", c, ROLE_PLACE) || read_text(r, o, "what", &c->what) ||
               read_date(r, o, "when", &c->said);
    case CLAIM_ATTACK:
        c->act = (enum act)(word = read_word(r, o, "act", model_parse_act, -1));
        return word < 0 || read_role(r, o, "by", c, ROLE_BY) || read_role(r, o, "on", c, ROLE_ON) ||
               read_date(r, o, "when", &c->happened);
    case CLAIM_KINDS:
        break;
    }
    return -1;
}

static int read_claim(struct reader *r, const json_t *o, struct claim *c)
{
    const json_t *cue = json_object_get(o, "cue"), *confidence = json_object_get(o, "confidence");
    c->rule = "given";
    c->confidence = 1;
    if (read_spans(r, o, "evidence", &c->evidence) || read_text(r, o, "rule", &c->rule) ||
        read_kind(r, o, c))
        return -1;
    if (!c->evidence.n)
        return bad(r, "evidence", "missing");
    c->cue = c->evidence.items[0];
    if (cue && !json_is_null(cue) && read_span(r, cue, "cue", &c->cue))
        return -1;
    if (confidence && !json_is_null(confidence)) {
        c->confidence = json_number_value(confidence);
        if (!json_is_number(confidence) || !(c->confidence >= 0 && c->confidence <= 1))
            return bad(r, "confidence", "not a number from 0 to 1");
    }
    return 0;
}

static int read_claims(struct reader *r, const json_t *root)
{
    static const char *const lists[CLAIM_KINDS] = {"allegations", "denials", "meetings", "attacks"};
    json_t *ids[CLAIM_KINDS] = {r->claims}, *list, *o;
    struct reading *out = r->out;
    size_t i;
    int rc = 0;
    for (int kind = 1; kind < CLAIM_KINDS; kind++)
        ids[kind] = json_object();
    for (int kind = 0; kind < CLAIM_KINDS && !rc; kind++) {
        rc = list_of(r, root, lists[kind], &list);
        for (i = 0; !rc && i < json_array_size(list); i++) {
            o = json_array_get(list, i);
            r->where = arena_printf(r->a, "%s[%zu]", lists[kind], i);
            out->claims =
                arena_grow(r->a, out->claims, out->claims_n, &out->claims_cap, sizeof *out->claims);
            struct claim *c = &out->claims[out->claims_n];
            c->kind = (enum claim_kind)kind;
            rc = remember(r, ids[kind], o, out->claims_n) || read_claim(r, o, c) ? -1 : 0;
            out->claims_n++;
        }
    }
    for (int kind = 1; kind < CLAIM_KINDS; kind++)
        json_decref(ids[kind]);
    return rc;
}

struct place {
    size_t index;
    const struct claim *claim;
};

static int by_evidence(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    int order = by_place(&a->claim->evidence.items[0], &b->claim->evidence.items[0]);
    return order ? order : a->index < b->index ? -1 : 1;
}

/* Brings the claims into the order of their evidence, and the answers with them. */
static void sort_claims(struct reading *out, struct arena *a)
{
    size_t n = out->claims_n;
    if (!n)
        return;
    struct place *places = arena_alloc(a, n * sizeof *places);
    struct claim *sorted = arena_alloc(a, n * sizeof *sorted);
    int *moved = arena_alloc(a, n * sizeof *moved);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct place){i, &out->claims[i]};
    qsort(places, n, sizeof *places, by_evidence);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = *places[i].claim;
        moved[places[i].index] = (int)i;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sorted[i].answers_n; k++)
            sorted[i].answers[k] = moved[sorted[i].answers[k]];
    }
    out->claims = sorted;
    out->claims_cap = n;
}

int claims_from_json(struct reading *out, const struct article *article, const json_t *root,
                     struct arena *a, struct err *e)
{
    struct reading read = {0};
    struct reader r = {.out = &read, .article = article, .a = a, .e = e};
    if (!json_is_object(root))
        return err_set(e, ERR_PARSE, "claims are not a JSON object");
    r.length = text_count(article->text, article->len);
    r.entities = json_object();
    r.claims = json_object();
    int rc = read_entities(&r, root) || read_claims(&r, root) ? -1 : 0;
    json_decref(r.entities);
    json_decref(r.claims);
    if (rc)
        return -1;
    sort_claims(&read, a);
    *out = read;
    return 0;
}
