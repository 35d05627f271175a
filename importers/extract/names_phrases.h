/* Noun phrases, the parts that both word orders share. Inside of the names step. */
#ifndef IMPORTERS_EXTRACT_NAMES_PHRASES_H
#define IMPORTERS_EXTRACT_NAMES_PHRASES_H

#include "importers/extract/names.h"

#define PHRASE_FIELDS 6

struct phrase {
    int start, end;           /* the whole */
    int head_start, head_end; /* the name or the head noun */
    int owner;                /* entity that it belongs to, -1 */
    bool own_person;          /* the owner is a person: "Trump administration" */
    bool former;              /* "ex-", "cựu": acts for nobody now */
    bool one, many, the, demo, other;
    const char *count;        /* gloss or figure before a crowd, or NULL */
    const struct entry *head; /* title, party or body word, NULL while none */
    enum lex lex;
    const struct entry *title;         /* the post, when a title was met on the way */
    const char *fields[PHRASE_FIELDS]; /* glosses, in the order of the text */
    int fields_n;
    int fields_at;                /* token of the first */
    int proper_start, proper_end; /* capitals inside a body's name, equal when none */
};

struct phrase phrase_at(int start);
void phrase_field(struct phrase *p, const char *gloss);
const char *phrase_number(const struct names *n,
                          int token); /* "two", "hai", "12" as English has it */
bool phrase_is_number(const struct names *n, int token);
/* The atom that starts there, or NULL. */
struct atom *phrase_atom(const struct names *n, int token);
bool phrase_person(const struct names *n, const struct atom *a);

/* Emits the name as a mention of its own and returns the entity. */
int phrase_take(struct names *n, struct atom *a, bool modifier);
/* As a person, because a title or a form of address says so. */
int phrase_take_person(struct names *n, struct atom *a);

/* The entity of a phrase without a name, and of a body named by head, field and country. -1 when it
 * says too little. */
int phrase_unnamed(struct names *n, const struct phrase *p);
int phrase_body(struct names *n, const struct phrase *p);
enum entity_kind phrase_kind(const struct phrase *p);

/* A person of that post and owner: fills side and role. */
void phrase_post(struct names *n, int person, const struct phrase *p);
bool phrase_plural(const struct phrase *p);

#endif
