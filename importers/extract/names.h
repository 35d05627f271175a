/* Inside of the names step: who shares what. Nobody but names*.c, gazette.c and coref.c includes
 * this.
 *
 *   names_marks.c     what the lexicons say at each token; which words are ever written small
 *   names_atoms.c     proper names: lexicon hits and runs of capitals     → atoms
 *   names_short.c     short forms of names: "Snowden", "Sinclair", "the Post"
 *   names_phrases.c   noun phrases around them: titles, bodies, unnamed parties, apposition →
 *                     mentions
 *   names_entities.c  one entity for one thing: keys, merging of "Snowden" into "Edward Snowden"
 *   names_joins.c     bodies without their country, crowds described twice, who holds a post
 *   names.c           the order of these, and the tidying of what they give
 */
#ifndef IMPORTERS_EXTRACT_NAMES_H
#define IMPORTERS_EXTRACT_NAMES_H

#include "importers/extract/doc.h"
#include "importers/extract/gazette.h"

enum lex {
    LEX_NAMES,
    LEX_TITLES,
    LEX_ORGS,
    LEX_PARTIES,
    LEX_COREF,
    LEX_FIELDS,
    LEX_PARTICLES,
    LEX_GIVEN,
    LEXICONS
};

enum particle {
    PARTICLE_NONE,
    PARTICLE_ONE,
    PARTICLE_MANY,
    PARTICLE_THE,
    PARTICLE_COUNT,
    PARTICLE_DEMO,
    PARTICLE_OF,
    PARTICLE_IN,
    PARTICLE_ABOUT,
    PARTICLE_AND,
    PARTICLE_ADJ,
    PARTICLE_NAME,
    PARTICLE_STOP,
    PARTICLE_PEOPLE,
    PARTICLE_REL,
    PARTICLE_TIE
};

/* The longest entry of each lexicon that starts at a token. */
struct mark {
    const struct entry *hit[LEXICONS];
    uint8_t len[LEXICONS];
    uint8_t particle; /* enum particle of hit[LEX_PARTICLES] */
};

/* A distinct word of the article, by its folded letters. */
struct form {
    const char *low;
    int small;       /* times written with a small first letter */
    int capital;     /* times written with a capital inside a sentence */
    int last, first; /* entity of a person whose name ends, begins with it; -1 none, -2 several */
    int acronym;     /* entity that it abbreviates, -1 */
    /* atom + 1 of a longer name that begins, ends with it; 0 none, -1 several parties */
    int longer, ending;
};

struct atom {
    int start, end;
    int entity;
    enum entity_kind kind;
    enum mention_how how;
    bool unknown; /* no lexicon has it: kind is a guess */
    bool guess;   /* not even sure that it is a name: kept when something confirms it */
    bool used;    /* a mention has been made of it */
};

/* What is known of an entity besides its struct; parallel to doc->entities. */
struct about {
    int into;    /* the entity it was merged into, -1 alive */
    char gender; /* 'm', 'f' or 0 */
    bool plural;
    bool lexicon;     /* from entities.tsv */
    const char *role; /* gloss of the post it holds: "president" */
    int role_side;    /* of which country or body */
    /* of parties without a name: gloss of the noun and of what describes it, the number as the
     * text has it, "other"; NULL, 0 elsewhere */
    const char *noun;
    uint32_t fields;
    const char *count;
    bool other;
    bool guess;
};

struct names {
    struct doc *doc;
    const struct gazette *g;
    bool head_first;
    struct mark *marks; /* per token */
    uint32_t *form;     /* token → forms, 0 none */
    struct form *forms;
    uint32_t forms_n;
    size_t forms_cap;
    uint32_t *form_slots, form_mask;
    bool *shouting; /* per sentence: most words are capitalised, so capitals say nothing */
    struct atom *atoms;
    int atoms_n;
    size_t atoms_cap;
    int *atom_at; /* token → index of the atom that starts there + 1 */
    struct about *about;
    size_t about_cap;
    int *slots; /* entities by key */
    uint32_t slots_mask;
    int lists;
    struct {
        uint64_t key; /* hash of head, owner, number and fields; 0 empty */
        int entity;
    } unnamed[64]; /* phrases met before */
};

/* names_marks.c */
void names_mark(struct names *n);
/* Hit[l] there has that class. */
bool names_is(const struct names *n, int token, enum lex l, const char *class);

/* names_atoms.c */
bool names_case_fits(const struct doc *d, int at, int len, const char *surface);
void names_atomise(struct names *n);
int names_add_atom(struct names *n, int start, int end, int entity, enum entity_kind kind,
                   enum mention_how how); /* its index */
/* A word of the language rather than a foreign name. */
bool names_native(const struct names *n, int token);

/* names_short.c */
void names_shorten(struct names *n);

/* names_phrases.c, names_last.c, names_first.c */
void names_phrase(struct names *n);
int names_phrase_last(struct names *n, int at, int end);
int names_phrase_first(struct names *n, int at, int end);

/* names_joins.c */
void names_join(struct names *n);

/* names_entities.c: indices into doc->entities */
int names_entity(struct names *n, const char *key, enum entity_kind kind, const char *name);
int names_lookup(const struct names *n, const char *key); /* -1 when the article has none */
/* By key of entities.tsv, -1 when there is none. */
int names_known(struct names *n, const char *key);
int names_root(const struct names *n, int entity);
int names_merge(struct names *n, int from, int into);
void names_side(struct names *n, int entity, int side); /* sets it when there is none yet */
/* A body's country, else the owner itself. */
int names_acts_for(const struct names *n, int owner);
const char *names_chamber(const struct names *n, int entity);
int names_country(const struct names *n, int entity); /* the country it is or acts for, -1 */
const char *names_slug(struct names *n, const char *s);
/* "Russian"; the name when there is none. */
const char *names_adjective(const struct names *n, int entity);
void names_index_person(struct names *n, int start, int end, int entity);
void names_finish(struct names *n);

struct mention *names_mention(struct names *n, int start, int end, int head_start, int head_end,
                              int entity, enum mention_how how);

static inline bool names_word(const struct names *n, int i, const char *low)
{
    const char *p = n->doc->tokens[i].low;
    while (*p && *p == *low)
        p++, low++;
    return *p == *low;
}

#endif
