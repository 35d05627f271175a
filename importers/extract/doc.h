/* The article as the cascade sees it: each step reads what the former ones filled in and adds its
 * own layer.
 *
 *   words.c     text → view, tokens, sentences   (Unicode letters and digits; no dictionary)
 *   names.c     → mentions, entities   (lexicons; patterns for persons, organizations, unnamed)
 *   coref.c     → pronouns and definite phrases joined to their entities
 *   dates.c     → dates
 *   clauses.c   → quotes, clauses, who speaks
 *   frames.c    → claims      meetings.c → claims      link.c → answers, merged claims
 *
 * Positions are token indices, half-open, unless a name says byte or cp. Everything lives in doc->a
 * and dies with it.
 */
#ifndef IMPORTERS_EXTRACT_DOC_H
#define IMPORTERS_EXTRACT_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "core/model.h"
#include "core/text.h"
#include "importers/extract/packs.h"

enum token_flag {
    TOKEN_UPPER = 1,        /* first letter is upper case */
    TOKEN_CAPS = 2,         /* two letters or more, all upper case: NSA, APT28 */
    TOKEN_NUMBER = 4,       /* starts with a digit: 28, 61.000 */
    TOKEN_PUNCT = 8,        /* not a word */
    TOKEN_GLUED = 16,       /* no white space between the token before and this one */
    TOKEN_OPEN = 32,        /* opening quotation mark */
    TOKEN_CLOSE = 64,       /* closing quotation mark */
    TOKEN_QUOTED = 128,     /* inside quotation marks */
    TOKEN_POSSESSIVE = 256, /* the "'s" or "'" of a genitive, a token of its own */
    TOKEN_WORD = 512        /* letters (maybe with digits) */
};

struct token {
    uint32_t start, end; /* bytes of doc->view.text */
    /* case-folded, Vietnamese tone marks in one position (hoà → hòa); NUL-terminated */
    const char *low;
    uint32_t word; /* id in the pack's vocabulary, 0 = no lexicon has the word */
    uint16_t flags;
    uint16_t aux; /* free for a step's own marks */
};

struct sentence {
    int start, end; /* tokens */
    int paragraph;  /* 0 = the first line */
    bool title;     /* the headline */
};

/* How a party is named there. */
enum mention_how {
    MENTION_NAME,     /* a proper name, titles and apposition included in [start, end) */
    MENTION_DEMONYM,  /* "Russian" before a noun, "the Russians" */
    MENTION_METONYM,  /* Beijing, the Kremlin for the state */
    MENTION_PRONOUN,  /* he, ông này, nước này */
    MENTION_DEFINITE, /* "the company", "cơ quan này" */
    MENTION_UNNAMED   /* "two Iranian men", "một hãng an ninh của Mỹ" */
};

struct mention {
    int start, end;           /* the whole noun phrase: titles, apposition */
    int head_start, head_end; /* the name or head noun itself */
    int entity;               /* index into doc->entities; -1 = a pronoun that found nobody */
    enum mention_how how;
    enum entity_kind kind; /* of this mention: Beijing as PLACE or as COUNTRY */
    int parent;            /* the mention whose phrase encloses this one, -1 = outermost */
    int list;              /* mentions joined by comma/and share a number, -1 = alone */
    /* only modifies a following noun: "Russian" in "Russian hackers", "Trump" in "Trump
     * administration" */
    bool modifier;
    bool possessive; /* followed by 's, or the owner in "X của Y" */
    bool plural;
};

struct date_mention {
    int start, end;
    struct date date;
    enum date_basis basis;
};

struct err;
struct names;
struct parse;
struct watch;

struct doc {
    const struct article *article;
    const struct pack *pack;
    struct arena *a;
    struct text_view view;
    struct token *tokens;
    int tokens_n;
    struct sentence *sentences;
    int sentences_n;
    struct mention *mentions; /* by start, then longest first */
    int mentions_n;
    size_t mentions_cap;
    struct entity *entities; /* all found so far; the end of the cascade keeps those that matter */
    int entities_n;
    size_t entities_cap;
    struct names *names;        /* what names.c knows besides, for coref.c; NULL before */
    struct date_mention *dates; /* by start, no overlaps */
    int dates_n;
    size_t dates_cap;
    struct parse *parse; /* by token, once parse_sentence was called (parser.h); NULL before */
    struct claim *claims;
    int claims_n;
    size_t claims_cap;
    struct watch *watch; /* is told of every candidate for a claim (whynot.h); NULL = nobody asks */
};

/* extract.c: all that comes before the frames. -1 as extract(). */
int doc_read(struct doc *doc, const struct article *article, struct arena *a, struct err *e);

/* words.c: fills view, tokens, sentences. */
void words_read(struct doc *doc);

/* Splits a string of a lexicon the way words_read splits text: into at most max tokens, low forms
 * in the arena. */
int words_split(const char *s, struct arena *a, const char **low, int max);

/* The sentence that holds a token (binary search). */
int doc_sentence(const struct doc *doc, int token);

/* Code point span of tokens [start, end). */
struct span doc_span(const struct doc *doc, int start, int end);

/* The words of tokens [start, end) as they stand, one line, in the arena. */
char *doc_words(const struct doc *doc, int start, int end);

/* names.c and coref.c: fill mentions and entities (two calls, in this order). */
void names_read(struct doc *doc);
void coref_read(struct doc *doc);

/* dates.c */
void dates_read(struct doc *doc);

#endif
