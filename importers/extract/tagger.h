/* Parts of speech: what each token is (noun, verb, …) where it stands, and the view of the sentence
 * from each token that the parser builds on.
 *
 * A token is seen as its word, its ends, its shape and the pair it makes with the word before; five
 * of these side by side make a vector, two more rounds over three neighbours widen the view, and a
 * gated memory that runs over the sentence in both directions carries what is farther away. A last
 * layer reads the tag off. All of it is integer arithmetic (layers.h); the numbers are learned from
 * a treebank by `make train-parser` and come with the pack: importers/languages/TAG/parser.bin.
 *
 * Tags are those of Universal Dependencies. In a language whose words may have several of our
 * tokens (Vietnamese syllables) each token of a word has the word's tag.
 */
#ifndef IMPORTERS_EXTRACT_TAGGER_H
#define IMPORTERS_EXTRACT_TAGGER_H

#include "core/err.h"
#include "importers/extract/doc.h"
#include "importers/extract/layers.h"

enum tag {
    TAG_ADJ,
    TAG_ADP, /* prepositions: of, by, "của", "bởi" */
    TAG_ADV,
    TAG_AUX, /* has, was, will, "đã", "bị" */
    TAG_CCONJ,
    TAG_DET,
    TAG_INTJ,
    TAG_NOUN,
    TAG_NUM,
    TAG_PART,
    TAG_PRON,
    TAG_PROPN,
    TAG_PUNCT,
    TAG_SCONJ,
    TAG_SYM,
    TAG_VERB,
    TAG_X,
    TAG_N
};

const char *tag_name(enum tag t); /* "ADJ", "ADP", … */

/* Sizes of the network; a file made for others is refused. */
enum {
    TAGGER_WORD = 48, /* numbers per word, suffix, … */
    TAGGER_SUFFIX = 16,
    TAGGER_PREFIX = 8,
    TAGGER_PAIR = 16,
    TAGGER_SHAPE = 8,
    TAGGER_IN = TAGGER_WORD + TAGGER_SUFFIX + TAGGER_PREFIX + TAGGER_PAIR + TAGGER_SHAPE,
    TAGGER_SUFFIXES = 2048, /* hashed into that many rows */
    TAGGER_PREFIXES = 1024,
    TAGGER_PAIRS = 8192,
    TAGGER_SHAPES = 64,
    TAGGER_WIDTH = 64,       /* numbers per token between layers */
    TAGGER_TAGS = 2 * TAG_N, /* a tag for the first token of a word, and one for its others */
    TAGGER_SCORES = (TAGGER_TAGS + 3) / 4 * 4,
    TAGGER_REACH = 2 /* neighbours to each side that the first layer sees */
};

/* What the network is told of a token. */
struct tagger_token {
    uint32_t word;                        /* hash of the case-folded word, digits as 0 */
    uint16_t suffix, prefix, pair, shape; /* rows */
};

/* Of tokens [start, end) of the document, into out. */
void tagger_look(const struct doc *d, int start, int end, struct tagger_token *out);

struct tagger {
    uint32_t words_n;
    const uint32_t *words; /* hashes, ascending; row 0 of word_rows is for words not among them */
    uint32_t first[257];   /* by the hash's top byte: where to look */
    const int8_t *word_rows, *suffix_rows, *prefix_rows, *pair_rows, *shape_rows;
    struct layer wide, deep[2], value, gate, tag;
    const int16_t *sigmoid; /* of (x >> 4) + 128, x an activation within ±8; 4096 is 1 */
};

/* The tagger's part of a data file; c->bad afterwards when it is not one. */
void tagger_read(struct tagger *t, struct layer_cursor *c, struct arena *a);

/* Room for sentences of up to n tokens. */
struct tagger_room {
    int16_t *in, *a, *b, *view;
};
void tagger_make_room(struct tagger_room *r, int n, struct arena *a);

/* Fills tags (of n tokens, TAG_N added behind a word's first) and r->view (n × TAGGER_WIDTH). */
void tagger_run(const struct tagger *t, const struct tagger_token *tokens, int n,
                struct tagger_room *r, uint8_t *tags);

#endif
