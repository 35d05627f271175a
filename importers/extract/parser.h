/* Who governs whom in a sentence: a dependency tree over our tokens, for languages whose pack has a
 * parser.bin (English; a Vietnamese one can be made). From it a step reads the subject of a verb,
 * the agent of a passive, the clause that "said" introduces.
 *
 *     if (parse_sentence(doc, s)) {                       // 0 = no parser for the language
 *         const struct parse *p = &doc->parse[i];
 *         if (p->rel == REL_NSUBJ && doc->parse[p->head].tag == TAG_VERB) …
 *     }
 *
 * A greedy parser (transitions.h) over the tagger's view (tagger.h): one pass from left to right,
 * cost linear in the sentence, integer arithmetic, the same tree everywhere. What it reaches on
 * treebanks is in tests/treebank/README.md; one arc in seven is wrong in English, one in four in
 * Vietnamese, so it is evidence, not proof.
 *
 * Heads are token indices of the document. A person's name and a Vietnamese word of several tokens
 * are headed by their first (REL_FLAT between words of a name, REL_INNER inside a word), other
 * English names by their last ("Foreign" REL_AMOD, "Sony" REL_COMPOUND of "Pictures"). Prepositions
 * and auxiliaries hang on the word they serve, as Universal Dependencies has it: in "was hacked by
 * China" China is REL_OBL_AGENT of "hacked", "by" REL_CASE of China, "was" REL_AUX_PASS.
 */
#ifndef IMPORTERS_EXTRACT_PARSER_H
#define IMPORTERS_EXTRACT_PARSER_H

#include "importers/extract/tagger.h"

/* Those of Universal Dependencies 2 that claims have a use for; the rest folded into them. */
enum relation {
    REL_ROOT, /* head is -1 */
    REL_NSUBJ,
    REL_NSUBJ_PASS, /* subject of a passive: the one it is done to */
    REL_CSUBJ,      /* a clause as subject */
    REL_OBJ,
    REL_IOBJ,
    REL_OBL,       /* with a preposition, or an adverbial noun */
    REL_OBL_AGENT, /* by X, "bởi X", "do X", and X in Vietnamese "bị X tấn công" */
    REL_OBL_TIME,  /* yesterday, last week, "hôm qua" */
    REL_NMOD,
    REL_NMOD_POSS, /* China's, "của Trung Quốc" */
    REL_CCOMP,     /* said THAT IT HACKED */
    REL_XCOMP,     /* refused TO COMMENT: subject is the governor's */
    REL_ADVCL,
    REL_ACL,       /* accusations OF HACKING, hackers LINKED TO */
    REL_ACL_RELCL, /* hackers WHO STOLE; in Vietnamese also without "mà" */
    REL_APPOS,
    REL_CONJ, /* on its first conjunct */
    REL_CC,
    REL_CASE, /* prepositions, 's */
    REL_MARK, /* that, to, because, "rằng" */
    REL_AUX,
    REL_AUX_PASS, /* was, "bị", "được" */
    REL_COP,
    REL_COMPOUND, /* noun in front of a noun; Vietnamese verbs in series */
    REL_PRT,      /* break INTO */
    REL_FLAT,     /* further words of a name or date */
    REL_FIXED,    /* because OF */
    REL_INNER,    /* further tokens of one word */
    REL_DET,
    REL_AMOD,
    REL_NUMMOD,
    REL_ADVMOD, /* adverbs and negation */
    REL_CLF,    /* Vietnamese classifiers: "tên", "vụ" */
    REL_PUNCT,
    REL_PARATAXIS, /* a quote beside "he said", or the other way round */
    REL_DISCOURSE, /* interjections, forms of address */
    REL_EXPL,      /* THERE are */
    REL_DEP,       /* what is none of these */
    REL_N
};

const char *relation_name(enum relation r); /* "nsubj", "nsubj:pass", … */

struct parse {
    int head;         /* token index in the document; -1 = root of its sentence */
    uint8_t rel, tag; /* enum relation, enum tag */
    bool known;       /* false in sentences that were not parsed, head and all being 0 */
};

enum { PARSER_MAX_TOKENS = 4096 }; /* a longer sentence is a table or an attack: not parsed */

/* Parses a sentence unless that has been done: doc->parse[t] for its tokens. Returns how many
 * tokens were parsed: 0 when the language has no parser or the sentence is too long. doc->parse is
 * made at the first call, and lives in doc->a. */
int parse_sentence(struct doc *doc, int sentence);

/* The token of [start, end) that governs the others: the first whose head lies outside. What a
 * mention is to its verb is this token's relation. -1 when the sentence is not parsed. */
int parse_top(const struct doc *doc, int start, int end);

/* The next child of `head` with that relation, behind token `after` (-1 = from the first on), or
 * -1. Cost: the sentence's length. */
int parse_child(const struct doc *doc, int head, enum relation rel, int after);

/* One data file in use, with room of its own; for parse_sentence, tests and training. */
struct parser;

/* Reads a data file. bytes stay the caller's, and must outlive the parser, which lives in the
 * arena. NULL with *e set when it is not one. */
struct parser *parser_read(const void *bytes, size_t len, struct arena *a, struct err *e);

/* Tags and heads (from 0, -1 = root) of n ≤ PARSER_MAX_TOKENS tokens. */
void parser_run(struct parser *p, const struct tagger_token *tokens, int n, struct parse *out);

/* Gives back its room; it may be run again. */
void parser_release(struct parser *p);

/* The parser of a pack, or NULL. Read on first use and kept; not thread-safe, as packs. */
struct parser *parser_of(const struct pack *pack);

void parser_cleanup(void);

#endif
