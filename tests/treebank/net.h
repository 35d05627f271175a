/* The network of tagger.h and parser.h in floating point, with its gradients: what training moves,
 * and how it becomes a data file.
 */
#ifndef TESTS_TREEBANK_NET_H
#define TESTS_TREEBANK_NET_H

#include <stdio.h>

#include "importers/extract/transitions.h"
#include "tests/treebank/conllu.h"

enum { NET_D = TAGGER_WIDTH, NET_H = 64, NET_WINDOW = (2 * TAGGER_REACH + 1) * TAGGER_IN };

/* Pointers into one array of `size` numbers. Layers are in × out. */
struct numbers {
    float *all;
    size_t size;
    float *words, *suffixes, *prefixes, *pairs, *shapes;
    float *wide, *wide_b, *deep[2], *deep_b[2], *value, *value_b, *gate, *gate_b, *tag, *tag_b;
    float *look, *look_b, *nobody, *table, *choice, *choice_b;
};

struct net {
    int words_n;
    uint32_t *words;                        /* hashes, ascending */
    int *word_count;                        /* by row: how often in training */
    struct numbers now, grad, mean, square; /* values, gradients, Adam's two moments */
    int steps;
    uint64_t random;
};

struct net_options {
    float drop_in, drop_view, drop_hidden, drop_word, tag_weight;
    float explore; /* how often the net's own move is followed where it is a mistake */
    float title;   /* how often a sentence's words are capitalised as in a headline */
};

void net_init(struct net *net, uint32_t *words, int *counts, int words_n, uint64_t seed);

float net_random(struct net *net); /* [0, 1) */

/* Adds the gradients of one sentence; returns its loss. */
float net_learn(struct net *net, const struct sample *s, const struct net_options *o);

/* Adam's step with the gradients so far, which are cleared. */
void net_step(struct net *net, float rate);

/* Fills tags, heads and relations of a sentence by the votes of several nets. The number of nets
 * must be the same at every call. */
void net_vote(struct net *nets, int nets_n, struct sample *s);

/* Writes the data file; returns its length. */
size_t net_write(const struct net *net, unsigned char **bytes);

#endif
