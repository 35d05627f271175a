#include "core/claims.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

static json_t *string(const char *s)
{
    json_t *j = s ? json_string(s) : json_null();
    assert(j); /* every text inside is UTF-8 */
    return j;
}

static void set(json_t *object, const char *name, json_t *value)
{
    int rc = json_object_set_new(object, name, value);
    assert(rc == 0);
    (void)rc;
}

static json_t *span(struct span s)
{
    return json_pack("[i, i]", (int)s.start, (int)s.end);
}

static json_t *spans(const struct spans *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(array, span(list->items[i]));
    return array;
}

static json_t *date(const struct date *d)
{
    char text[DATES_TEXT];
    return d->set ? string(dates_print(text, d)) : json_null();
}

static json_t *entity_id(int entity)
{
    return entity < 0 ? json_null() : json_sprintf("e%d", entity + 1);
}

/* The entities in a role, in the order of the text. */
static json_t *role_array(const struct claim *c, enum role role)
{
    json_t *array = json_array();
    for (size_t i = 0; i < c->roles_n; i++) {
        if (c->roles[i].role == role)
            json_array_append_new(array, entity_id(c->roles[i].entity));
    }
    return array;
}

/* One is a string, several an array, none null. */
static json_t *role_value(const struct claim *c, enum role role)
{
    json_t *array = role_array(c, role), *one;
    if (json_array_size(array) > 1)
        return array;
    one = json_array_size(array) ? json_incref(json_array_get(array, 0)) : json_null();
    json_decref(array);
    return one;
}

static json_t *entity_to_json(const struct entity *entity, int index)
{
    json_t *o = json_object(), *also = json_array();
    for (size_t i = 0; i < entity->also_n; i++)
        json_array_append_new(also, string(entity->also[i]));
    set(o, "id", entity_id(index));
    set(o, "key", string(entity->key));
    set(o, "kind", string(model_entity_kind(entity->kind)));
    set(o, "name", string(entity->name));
    set(o, "also", also);
    set(o, "side", entity_id(entity->side));
    set(o, "unnamed", json_boolean(entity->unnamed));
    set(o, "mentions", spans(&entity->mentions));
    return o;
}

static void add_basis(json_t *basis, const char *name, const struct told_date *told)
{
    if (!told->date.set)
        return;
    json_t *o = json_object();
    set(o, "how", string(model_date_basis(told->basis)));
    if (told->span.end > told->span.start)
        set(o, "span", span(told->span));
    set(basis, name, o);
}

/* What every claim ends with: its evidence, and what hearsay adds to the form. */
static void add_common(json_t *o, const struct claim *c)
{
    json_t *basis = json_object();
    set(o, "evidence", spans(&c->evidence));
    set(o, "rule", string(c->rule));
    set(o, "cue", c->cue.end > c->cue.start ? span(c->cue) : json_null());
    set(o, "confidence", json_real(c->confidence));
    if (c->kind == CLAIM_DENIAL)
        set(o, "denial_of", string(model_denial_of(c->denial_of)));
    add_basis(basis, c->kind == CLAIM_MEETING ? "when" : "said", &c->said);
    add_basis(basis, c->kind == CLAIM_ATTACK ? "when" : "happened", &c->happened);
    set(o, "basis", basis);
}

static void add_answers(json_t *o, const struct reading *r, const struct claim *c,
                        const int *number)
{
    json_t *array = json_array();
    for (size_t i = 0; i < c->answers_n; i++) {
        assert(c->answers[i] >= 0 && (size_t)c->answers[i] < r->claims_n);
        json_array_append_new(array, json_sprintf("a%d", number[c->answers[i]]));
    }
    set(o, "answers", array);
}

static json_t *claim_to_json(const struct reading *r, const struct claim *c, const int *number)
{
    json_t *o = json_object();
    set(o, "id", json_sprintf("%c%d", "admt"[c->kind], number[c - r->claims]));
    switch (c->kind) {
    case CLAIM_ALLEGATION:
        set(o, "speaker", role_value(c, ROLE_SPEAKER));
        set(o, "target", role_value(c, ROLE_TARGET));
        set(o, "act", string(model_act(c->act)));
        set(o, "said", date(&c->said.date));
        set(o, "happened", date(&c->happened.date));
        set(o, "hedged", json_boolean(c->hedged));
        set(o, "legal", json_boolean(c->legal));
        set(o, "via", role_value(c, ROLE_VIA));
        break;
    case CLAIM_DENIAL:
        set(o, "speaker", role_value(c, ROLE_SPEAKER));
        add_answers(o, r, c, number);
        set(o, "said", date(&c->said.date));
        set(o, "via", role_value(c, ROLE_VIA));
        break;
    case CLAIM_MEETING:
        set(o, "participants", role_array(c, ROLE_PARTICIPANT));
        set(o, "chairs", role_array(c, ROLE_CHAIR));
        set(o, "place", role_value(c, ROLE_PLACE));
        set(o, "what", string(c->what));
        set(o, "when", date(&c->said.date));
        set(o, "status", string(model_status(c->status)));
        break;
    case CLAIM_ATTACK:
        set(o, "act", string(model_act(c->act)));
        set(o, "by", role_value(c, ROLE_BY));
        set(o, "on", role_array(c, ROLE_ON));
        set(o, "when", date(&c->happened.date));
        break;
    case CLAIM_KINDS:
        break;
    }
    add_common(o, c);
    return o;
}

json_t *claims_to_json(const struct article *article, const struct reading *r)
{
    static const char *const lists[CLAIM_KINDS] = {"allegations", "denials", "meetings", "attacks"};
    struct arena scratch = {0};
    int *number = arena_alloc(&scratch, (r->claims_n + 1) * sizeof *number);
    int counts[CLAIM_KINDS] = {0};
    for (size_t i = 0; i < r->claims_n; i++)
        number[i] = ++counts[r->claims[i].kind];

    json_t *root = json_object(), *entities = json_array();
    assert(root);
    set(root, "id", string(article->id));
    set(root, "hash", string(article->hash));
    set(root, "published", date(&article->published));
    set(root, "language", string(article->language));
    set(root, "title", string(article->title));
    set(root, "source", string(article->source));
    for (size_t i = 0; i < r->entities_n; i++)
        json_array_append_new(entities, entity_to_json(&r->entities[i], (int)i));
    set(root, "entities", entities);
    for (int kind = 0; kind < CLAIM_KINDS; kind++) {
        json_t *list = json_array();
        for (size_t i = 0; i < r->claims_n; i++) {
            if ((int)r->claims[i].kind == kind)
                json_array_append_new(list, claim_to_json(r, &r->claims[i], number));
        }
        set(root, lists[kind], list);
    }
    arena_release(&scratch);
    return root;
}
