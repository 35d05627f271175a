/* The arithmetic under the tagger and the parser: layers of a small neural network in integers, so
 * that every machine and compiler finds the same trees.
 *
 * An activation is an int16_t in 1/256 (LAYER_ONE), kept within ±LAYER_MAX. A layer computes
 * out = (weights · in + biases) >> shift, saturated. layer_read refuses weights that could overflow
 * 32 bits, so that a hostile file cannot either.
 *
 * Files are little-endian and read through a cursor, byte by byte: alignment does not matter.
 */
#ifndef IMPORTERS_EXTRACT_LAYERS_H
#define IMPORTERS_EXTRACT_LAYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

enum { LAYER_ONE = 256, LAYER_MAX = 4095, LAYER_BLOCK = 32 };

struct layer {
    int in, out; /* multiples of 16 and of 4 */
    int shift;
    const int16_t *weights; /* out rows of in */
    const int32_t *biases;
    const int16_t *blocks; /* the same weights in another order, see layers.c; NULL: not made */
    const int32_t *block_biases;
};

/* The layer's rows [from, from + out); both multiples of LAYER_BLOCK. */
struct layer layer_rows(const struct layer *l, int from, int out);

enum layer_end { LAYER_PLAIN, LAYER_RELU };

/* Applies the layer to n inputs, `stride` apart, each giving l->out values, `out_stride` apart.
 * LAYER_RELU cuts off what is below 0. `add` (NULL = nothing) is added behind that, n rows of
 * l->out. */
void layer_apply(const struct layer *l, const int16_t *in, int stride, int n, int16_t *out,
                 int out_stride, enum layer_end end, const int16_t *add);

/* The sums of one input before shift, for comparing with each other. */
void layer_sums(const struct layer *l, const int16_t *in, int32_t *out);

/* sum += row, saturated to int16_t; n is a multiple of 8. */
void layer_add(int16_t *sum, const int16_t *row, int n);

struct layer_cursor {
    const unsigned char *at, *end;
    bool bad; /* something was missing or out of bounds; every later read gives 0 */
};

uint32_t layer_u32(struct layer_cursor *c);
const int8_t *layer_bytes(struct layer_cursor *c, size_t n); /* in place; NULL when bad */
/* NULL when bad. */
int16_t *layer_shorts(struct layer_cursor *c, size_t n, struct arena *a);

/* u32 in, u32 out, u32 shift, out × in int16 weights, out int32 biases. Bad unless in and out are
 * as wanted. */
void layer_read(struct layer *l, struct layer_cursor *c, int in, int out, struct arena *a);

#endif
