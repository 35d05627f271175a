/* The model: what an article is, and what reading it gives. Entities, allegations, denials,
 * meetings, attacks: the words are the same here, in SQL, in JSON and in the documentation.
 *
 * Everything is plain data in an arena; spans are [start, end) in Unicode code points of
 * article.text as given. Entities are referred to by index into reading.entities, claims by index
 * into reading.claims; -1 is none.
 */
#ifndef CORE_MODEL_H
#define CORE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/dates.h"

struct span {
    uint32_t start, end; /* code points, half-open */
};

struct spans {
    struct span *items;
    size_t n, cap;
};

struct article {
    const char *id;        /* the source's own id, or NULL */
    const char *hash;      /* hex SHA-256 of text, published and language: its identity */
    const char *title;     /* NULL when there is none */
    const char *text;      /* all of it, "TITLE\n\nBODY", UTF-8: what spans point into */
    size_t len;            /* bytes of text */
    size_t title_cp;       /* code points of the headline at the start of text; 0 without one */
    struct date published; /* !set when unknown */
    const char *language;  /* BCP 47 tag: "vi", "en" */
    const char *source;    /* who printed it, or NULL */
    const char *url;       /* or NULL */
    const char *path;      /* where it was read from, for messages: "a.jsonl:7" */
};

enum entity_kind {
    ENTITY_COUNTRY,
    ENTITY_GOVERNMENT, /* a body of a state */
    ENTITY_ORGANIZATION,
    ENTITY_COMPANY,
    ENTITY_PERSON,
    ENTITY_GROUP, /* hackers, a gang, an armed group; unnamed crowds too */
    ENTITY_PLACE,
    ENTITY_KINDS
};

struct entity {
    const char
        *key; /* stable, computable from the mention alone: "country:US", "government:us/nsa",
                           "person:edward-snowden"; unnamed parties are unique per article:
                           "unnamed:us/security-firm#HASH" */
    enum entity_kind kind;
    const char *name;  /* the usual English name where known, else the text's own */
    const char **also; /* every way the text names it, in order of first use, unique */
    size_t also_n, also_cap;
    int side; /* entity for which it acts; -1 none */
    bool unnamed;
    struct spans mentions; /* sorted, may nest */
};

enum claim_kind { CLAIM_ALLEGATION, CLAIM_DENIAL, CLAIM_MEETING, CLAIM_ATTACK, CLAIM_KINDS };

enum role {
    ROLE_SPEAKER,     /* allegation, denial */
    ROLE_TARGET,      /* allegation */
    ROLE_VIA,         /* allegation, denial: who passes the words on */
    ROLE_PARTICIPANT, /* meeting */
    ROLE_CHAIR,       /* meeting; chairs are participants too */
    ROLE_PLACE,       /* meeting */
    ROLE_BY,          /* attack */
    ROLE_ON,          /* attack */
    ROLES
};

enum act {
    ACT_ATTACK,
    ACT_INTRUSION,
    ACT_ESPIONAGE,
    ACT_SURVEILLANCE,
    ACT_DATA_THEFT,
    ACT_LEAK,
    ACT_DISINFORMATION,
    ACT_ELECTION_INTERFERENCE,
    ACT_SABOTAGE,
    ACT_MALWARE,
    ACT_RANSOM,
    ACT_BACKDOOR,
    ACT_FRAUD,
    ACT_OTHER,
    ACTS
};

enum meeting_status { MEETING_HELD, MEETING_PLANNED, MEETING_CANCELLED, MEETING_STATUSES };

/* What is rejected: that it happened, having done it, how it is told, or what it rests on. */
enum denial_of { DENIAL_FACT, DENIAL_RESPONSIBILITY, DENIAL_FRAMING, DENIAL_EVIDENCE, DENIAL_OFS };

enum date_basis { DATE_EXPLICIT, DATE_RELATIVE, DATE_INFERRED, DATE_BASES };

struct told_date {
    struct date date; /* !set = the text does not tell */
    enum date_basis basis;
    struct span span; /* the words it rests on */
};

struct role_of {
    enum role role;
    int entity;
};

struct claim {
    enum claim_kind kind;
    struct role_of *roles; /* in the order of the text */
    size_t roles_n, roles_cap;
    int *answers; /* denial: indices of the allegations it rejects */
    size_t answers_n, answers_cap;
    enum act act;               /* allegation, attack */
    enum denial_of denial_of;   /* denial */
    enum meeting_status status; /* meeting */
    const char *what;           /* meeting: its subject or name in the text's words, or NULL */
    struct told_date said;      /* allegation, denial: when the words were said; meeting: when */
    struct told_date happened;  /* allegation, attack: when the wrong was done */
    bool hedged, legal;
    struct spans evidence; /* sorted; never empty */
    struct span cue;       /* the words that fired the rule */
    const char *rule;      /* its name, "accuse.active" */
    double confidence;     /* 0–1 */
};

struct reading {
    struct entity *entities;
    size_t entities_n, entities_cap;
    struct claim *claims; /* in order of evidence */
    size_t claims_n, claims_cap;
};

/* Names as JSON and SQL spell them ("election-interference"); the parsers return -1 for an unknown
 * name. */
const char *model_entity_kind(enum entity_kind k);
const char *model_claim_kind(enum claim_kind k); /* "allegation" … */
const char *model_role(enum role r);
const char *model_act(enum act a);
const char *model_status(enum meeting_status s);
const char *model_denial_of(enum denial_of d);
const char *model_date_basis(enum date_basis b);
int model_parse_entity_kind(const char *s);
int model_parse_claim_kind(const char *s);
int model_parse_role(const char *s);
int model_parse_act(const char *s);
int model_parse_status(const char *s);
int model_parse_denial_of(const char *s);
int model_parse_date_basis(const char *s);

void spans_add(struct arena *a, struct spans *list, struct span s);

/* A pair (role, entity) that is there already is not added again. */
void claim_add_role(struct arena *a, struct claim *c, enum role role, int entity);

#endif
