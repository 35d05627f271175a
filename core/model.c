#include "core/model.h"

#include <assert.h>
#include <string.h>

static const char *const entity_kinds[ENTITY_KINDS] = {
    "country", "government", "organization", "company", "person", "group", "place",
};
static const char *const claim_kinds[CLAIM_KINDS] = {"allegation", "denial", "meeting", "attack"};
static const char *const roles[ROLES] = {
    "speaker", "target", "via", "participant", "chair", "place", "by", "on",
};
static const char *const acts[ACTS] = {
    "attack",     "intrusion", "espionage",      "surveillance",
    "data-theft", "leak",      "disinformation", "election-interference",
    "sabotage",   "malware",   "ransom",         "backdoor",
    "fraud",      "other",
};
static const char *const statuses[MEETING_STATUSES] = {"held", "planned", "cancelled"};
static const char *const denials[DENIAL_OFS] = {"fact", "responsibility", "framing", "evidence"};
static const char *const bases[DATE_BASES] = {"explicit", "relative", "inferred"};

static const char *name(const char *const *names, size_t n, size_t i)
{
    assert(i < n);
    return names[i];
}

static int find(const char *const *names, size_t n, const char *s)
{
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(names[i], s))
            return (int)i;
    }
    return -1;
}

const char *model_entity_kind(enum entity_kind k)
{
    return name(entity_kinds, ENTITY_KINDS, k);
}

const char *model_claim_kind(enum claim_kind k)
{
    return name(claim_kinds, CLAIM_KINDS, k);
}

const char *model_role(enum role r)
{
    return name(roles, ROLES, r);
}

const char *model_act(enum act a)
{
    return name(acts, ACTS, a);
}

const char *model_status(enum meeting_status s)
{
    return name(statuses, MEETING_STATUSES, s);
}

const char *model_denial_of(enum denial_of d)
{
    return name(denials, DENIAL_OFS, d);
}

const char *model_date_basis(enum date_basis b)
{
    return name(bases, DATE_BASES, b);
}

int model_parse_entity_kind(const char *s)
{
    return find(entity_kinds, ENTITY_KINDS, s);
}

int model_parse_claim_kind(const char *s)
{
    return find(claim_kinds, CLAIM_KINDS, s);
}

int model_parse_role(const char *s)
{
    return find(roles, ROLES, s);
}

int model_parse_act(const char *s)
{
    return find(acts, ACTS, s);
}

int model_parse_status(const char *s)
{
    return find(statuses, MEETING_STATUSES, s);
}

int model_parse_denial_of(const char *s)
{
    return find(denials, DENIAL_OFS, s);
}

int model_parse_date_basis(const char *s)
{
    return find(bases, DATE_BASES, s);
}

void spans_add(struct arena *a, struct spans *list, struct span s)
{
    list->items = arena_grow(a, list->items, list->n, &list->cap, sizeof *list->items);
    list->items[list->n++] = s;
}

void claim_add_role(struct arena *a, struct claim *c, enum role role, int entity)
{
    for (size_t i = 0; i < c->roles_n; i++) {
        if (c->roles[i].role == role && c->roles[i].entity == entity)
            return;
    }
    c->roles = arena_grow(a, c->roles, c->roles_n, &c->roles_cap, sizeof *c->roles);
    c->roles[c->roles_n++] = (struct role_of){role, entity};
}
