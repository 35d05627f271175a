/* From the network in floating point to the file of integers that tagger.c and parser.c read. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/treebank/net.h"

struct writer {
    unsigned char *bytes;
    size_t len, cap;
};

static void put(struct writer *w, const void *bytes, size_t n)
{
    if (w->len + n > w->cap) {
        w->cap = (w->len + n) * 2;
        w->bytes = realloc(w->bytes, w->cap);
    }
    memcpy(w->bytes + w->len, bytes, n);
    w->len += n;
}

static void put_int(struct writer *w, uint32_t x, size_t bytes)
{
    unsigned char b[4] = {(unsigned char)x, (unsigned char)(x >> 8), (unsigned char)(x >> 16),
                          (unsigned char)(x >> 24)};
    put(w, b, bytes);
}

static int32_t whole(float x, float scale, int32_t most)
{
    float y = roundf(x * scale);
    return y > (float)most ? most : y < (float)-most ? -most : (int32_t)y;
}

static void put_rows(struct writer *w, const float *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_int(w, (uint32_t)whole(p[i], 64, 127), 1);
}

static void put_shorts(struct writer *w, const float *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_int(w, (uint32_t)whole(p[i], LAYER_ONE, 32767), 2);
}

/* Does the layer, scaled by that, keep every sum within 32 bits? */
static bool fits(const float *w, const float *b, int in, int out, float scale)
{
    for (int o = 0; o < out; o++) {
        double sum = fabs((double)b[o] * scale * LAYER_ONE) + 1;
        for (int i = 0; i < in; i++) {
            double x = fabs((double)w[i * out + o] * scale) + 0.5;
            if (x > 32766)
                return false;
            sum += x * LAYER_MAX;
        }
        if (sum >= INT_MAX)
            return false;
    }
    return true;
}

static void put_layer(struct writer *wr, const float *w, const float *b, int in, int out)
{
    int shift = 14;
    while (shift > 0 && !fits(w, b, in, out, (float)(1 << shift)))
        shift--;
    int rows = (out + 3) / 4 * 4; /* as many as layers.h wants; the last may be zeros */
    put_int(wr, (uint32_t)in, 4);
    put_int(wr, (uint32_t)rows, 4);
    put_int(wr, (uint32_t)shift, 4);
    for (int o = 0; o < rows; o++)
        for (int i = 0; i < in; i++)
            put_int(wr, o < out ? (uint32_t)whole(w[i * out + o], (float)(1 << shift), 32767) : 0,
                    2);
    for (int o = 0; o < rows; o++)
        put_int(wr, o < out ? (uint32_t)whole(b[o], (float)(1 << shift) * LAYER_ONE, 1 << 30) : 0,
                4);
}

size_t net_write(const struct net *net, unsigned char **bytes)
{
    static const char magic[16] = "hearsay parser\n";
    const struct numbers *m = &net->now;
    struct writer w = {0};
    put(&w, magic, sizeof magic);
    put_int(&w, 0, 4);
    put_int(&w, (uint32_t)net->words_n, 4);
    for (int i = 0; i < net->words_n; i++)
        put_int(&w, net->words[i], 4);
    put_rows(&w, m->words, (size_t)(net->words_n + 1) * TAGGER_WORD);
    put_rows(&w, m->suffixes, TAGGER_SUFFIXES * TAGGER_SUFFIX);
    put_rows(&w, m->prefixes, TAGGER_PREFIXES * TAGGER_PREFIX);
    put_rows(&w, m->pairs, TAGGER_PAIRS * TAGGER_PAIR);
    put_rows(&w, m->shapes, TAGGER_SHAPES * TAGGER_SHAPE);
    put_layer(&w, m->wide, m->wide_b, NET_WINDOW, NET_D);
    put_layer(&w, m->deep[0], m->deep_b[0], 3 * NET_D, NET_D);
    put_layer(&w, m->deep[1], m->deep_b[1], 3 * NET_D, NET_D);
    put_layer(&w, m->value, m->value_b, NET_D, NET_D);
    put_layer(&w, m->gate, m->gate_b, NET_D, NET_D);
    put_layer(&w, m->tag, m->tag_b, NET_D, TAGGER_TAGS);
    for (int i = 0; i < 256; i++)
        put_int(&w, (uint32_t)lround(4096 / (1 + exp(-(i - 127.5) / 16))), 2);
    put_layer(&w, m->look, m->look_b, NET_D, LOOK_N * NET_H);
    put_shorts(&w, m->nobody, LOOK_N * NET_H);
    put_shorts(&w, m->table, ROW_N * NET_H);
    put_layer(&w, m->choice, m->choice_b, NET_H, MOVE_N);
    struct writer head = {0};
    put_int(&head, (uint32_t)w.len, 4);
    memcpy(w.bytes + sizeof magic, head.bytes, 4);
    free(head.bytes);
    *bytes = w.bytes;
    return w.len;
}
