/* Treebanks in CoNLL-U, cut into hearsay's own tokens.
 *
 * Each sentence is put together as running text and read by words_read, as an article is; a token
 * belongs to the treebank's word that it begins in. Further tokens of a word hang on its first
 * (REL_INNER); where a token covers several words ("cannot") it stands for the one that governs
 * the others. Relations are folded into those of parser.h.
 */
#ifndef TESTS_TREEBANK_CONLLU_H
#define TESTS_TREEBANK_CONLLU_H

#include <stdio.h>

#include "importers/extract/parser.h"

struct sample {
    int n;
    struct tagger_token *tokens;
    struct parse *gold; /* head within the sample, -1 = root; rel; tag */
    int *straight;      /* heads made projective: what the parser can build */
    const char **words; /* of the tokens, as they stand */
    const char *marks;  /* a line of segment.py, or NULL */
};

struct bank {
    struct sample *samples;
    int n, tokens;
    size_t cap;
    struct arena a;
};

/* Adds the sentences of a file, unpacked, of a language. Exits with a message when it is no such
 * file. */
void bank_read(struct bank *b, const char *path, const char *language);

/* Adds the sentences, of 4 to 60 tokens, of articles in the language, without trees: JSON Lines
 * with "text" and "language", packed or not. */
void bank_read_articles(struct bank *b, const char *path, const char *language);

/* Prints the sentences as segment.py wants them; reads what it made of them. */
void bank_print_words(const struct bank *b, bool known);
void bank_read_marks(struct bank *b, FILE *in);

/* The sentences by words instead of syllables, words and tags being those of the marks; a word's
 * shape is its tag. Those without fitting marks are left out; of[i] is the sentence of `from` that
 * sentence i is. Trees are carried over where `known`. */
void bank_fold(struct bank *to, const struct bank *from, bool known, int *of);

/* The way back: heads, relations and tags of a folded sentence to its syllables. */
void bank_unfold(struct sample *to, const struct sample *folded);

#endif
