#include "importers/extract/layers.h"

#include <limits.h>
#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

/* All forms below give the same numbers: the sums are whole, and their order does not matter. Four
 * rows of weights are taken at a time; rows go outside and inputs inside, so that the rows stay in
 * the nearest cache. */
#ifdef __SSE2__

static inline __m128i load(const int16_t *p)
{
    return _mm_loadu_si128((const __m128i *)p);
}

static inline __m128i load_biases(const struct layer *l, int o)
{
    return _mm_loadu_si128((const __m128i *)(l->biases + o));
}

/* The sums of the lanes of four vectors, as one vector. */
static inline __m128i sum_lanes(__m128i a, __m128i b, __m128i c, __m128i d)
{
    __m128i ab = _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
    __m128i cd = _mm_add_epi32(_mm_unpacklo_epi32(c, d), _mm_unpackhi_epi32(c, d));
    return _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
}

static inline __m128i four_sums(const struct layer *l, int o, const int16_t *x)
{
    const int16_t *w = l->weights + (size_t)o * (size_t)l->in;
    __m128i a = _mm_setzero_si128(), b = a, c = a, d = a;
    for (int i = 0; i < l->in; i += 8) {
        __m128i v = load(x + i);
        a = _mm_add_epi32(a, _mm_madd_epi16(v, load(w + i)));
        b = _mm_add_epi32(b, _mm_madd_epi16(v, load(w + l->in + i)));
        c = _mm_add_epi32(c, _mm_madd_epi16(v, load(w + 2 * l->in + i)));
        d = _mm_add_epi32(d, _mm_madd_epi16(v, load(w + 3 * l->in + i)));
    }
    return _mm_add_epi32(sum_lanes(a, b, c, d), load_biases(l, o));
}

/* Four sums made activations and stored. */
static inline void four_out(const struct layer *l, __m128i sums, int16_t *out, enum layer_end end,
                            const int16_t *add)
{
    const __m128i most = _mm_set1_epi16(LAYER_MAX), least = _mm_set1_epi16(-LAYER_MAX);
    __m128i y = _mm_sra_epi32(sums, _mm_cvtsi32_si128(l->shift));
    y = _mm_min_epi16(_mm_packs_epi32(y, y), most);
    y = _mm_max_epi16(y, end == LAYER_RELU ? _mm_setzero_si128() : least);
    if (add) {
        y = _mm_add_epi16(y, _mm_loadl_epi64((const __m128i *)add));
        y = _mm_max_epi16(_mm_min_epi16(y, most), least);
    }
    _mm_storel_epi64((__m128i *)out, y);
}

static void apply(const struct layer *l, const int16_t *in, int stride, int n, int16_t *out,
                  int out_stride, enum layer_end end, const int16_t *add)
{
    for (int o = 0; o < l->out; o += 4)
        for (int i = 0; i < n; i++)
            four_out(l, four_sums(l, o, in + i * stride), out + i * out_stride + o, end,
                     add ? add + i * l->out + o : NULL);
}

static void sums_of(const struct layer *l, const int16_t *in, int32_t *out)
{
    for (int o = 0; o < l->out; o += 4)
        _mm_storeu_si128((__m128i *)(out + o), four_sums(l, o, in));
}

void layer_add(int16_t *sum, const int16_t *row, int n)
{
    for (int i = 0; i < n; i += 8)
        _mm_storeu_si128((__m128i *)(sum + i), _mm_adds_epi16(load(sum + i), load(row + i)));
}

#else

static inline int32_t within(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : x > high ? high : x;
}

/* Sixteen sums side by side: a shape that compilers make vectors of. */
static void four(const struct layer *l, int o, const int16_t *x, int32_t *out)
{
    const int16_t *w = l->weights + (size_t)o * (size_t)l->in;
    for (int j = 0; j < 4; j++, w += l->in) {
        int32_t sums[16] = {0};
        for (int i = 0; i < l->in; i += 16)
            for (int k = 0; k < 16; k++)
                sums[k] += (int32_t)w[i + k] * x[i + k];
        out[j] = l->biases[o + j];
        for (int k = 0; k < 16; k++)
            out[j] += sums[k];
    }
}

static void four_out(const struct layer *l, int o, const int16_t *x, int16_t *out,
                     enum layer_end end, const int16_t *add)
{
    int32_t sums[4];
    four(l, o, x, sums);
    for (int j = 0; j < 4; j++) {
        int32_t y = within(sums[j] >> l->shift, end == LAYER_RELU ? 0 : -LAYER_MAX, LAYER_MAX);
        out[o + j] = (int16_t)(add ? within(y + add[o + j], -LAYER_MAX, LAYER_MAX) : y);
    }
}

void layer_add(int16_t *sum, const int16_t *row, int n)
{
    for (int i = 0; i < n; i++)
        sum[i] = (int16_t)within(sum[i] + row[i], INT16_MIN, INT16_MAX);
}

static void apply(const struct layer *l, const int16_t *in, int stride, int n, int16_t *out,
                  int out_stride, enum layer_end end, const int16_t *add)
{
    for (int o = 0; o < l->out; o += 4)
        for (int i = 0; i < n; i++)
            four_out(l, o, in + i * stride, out + i * out_stride, end,
                     add ? add + i * l->out : NULL);
}

static void sums_of(const struct layer *l, const int16_t *in, int32_t *out)
{
    for (int o = 0; o < l->out; o += 4)
        four(l, o, in, out + o);
}

#endif

#ifdef __x86_64__ /* the same, twice as wide, where the processor can */

#define WIDE __attribute__((target("avx2")))

WIDE static inline __m256i load_wide(const int16_t *p)
{
    return _mm256_loadu_si256((const __m256i *)p);
}

/* Weights in blocks of LAYER_BLOCK rows; in a block, for every two inputs, the two weights of each
 * row side by side. So a vector holds eight rows' sums from beginning to end and no lanes need be
 * summed, and what is loaded serves two inputs at once. */
enum { VECTORS = LAYER_BLOCK / 8, BLOCK_PAIR = 2 * LAYER_BLOCK };

struct block {
    __m256i sums[2][VECTORS];
};

WIDE static inline struct block block_sums(const struct layer *l, int o, const int16_t *x,
                                           const int16_t *y)
{
    const int16_t *w = l->blocks + (size_t)o * (size_t)l->in;
    struct block b;
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++)
        b.sums[0][v] = b.sums[1][v] =
            _mm256_loadu_si256((const __m256i *)(l->block_biases + o + 8 * v));
    for (int i = 0; i < l->in; i += 2, w += BLOCK_PAIR) {
        int32_t two[2];
        memcpy(&two[0], x + i, sizeof two[0]);
        memcpy(&two[1], y + i, sizeof two[1]);
        __m256i first = _mm256_set1_epi32(two[0]), second = _mm256_set1_epi32(two[1]);
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++) {
            __m256i rows = load_wide(w + 16 * v);
            b.sums[0][v] = _mm256_add_epi32(b.sums[0][v], _mm256_madd_epi16(first, rows));
            b.sums[1][v] = _mm256_add_epi32(b.sums[1][v], _mm256_madd_epi16(second, rows));
        }
    }
    return b;
}

WIDE static inline void one_sums(const struct layer *l, int o, const int16_t *x,
                                 __m256i sums[VECTORS])
{
    const int16_t *w = l->blocks + (size_t)o * (size_t)l->in;
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++)
        sums[v] = _mm256_loadu_si256((const __m256i *)(l->block_biases + o + 8 * v));
    for (int i = 0; i < l->in; i += 2, w += BLOCK_PAIR) {
        int32_t two;
        memcpy(&two, x + i, sizeof two);
        __m256i both = _mm256_set1_epi32(two);
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++)
            sums[v] = _mm256_add_epi32(sums[v], _mm256_madd_epi16(both, load_wide(w + 16 * v)));
    }
}

/* A block's sums made activations and stored. */
WIDE static inline void block_out(const struct layer *l, const __m256i sums[VECTORS], int16_t *out,
                                  enum layer_end end, const int16_t *add)
{
    const __m256i most = _mm256_set1_epi16(LAYER_MAX), least = _mm256_set1_epi16(-LAYER_MAX);
    const __m256i floor = end == LAYER_RELU ? _mm256_setzero_si256() : least;
    const __m128i shift = _mm_cvtsi32_si128(l->shift);
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v += 2) {
        __m256i y = _mm256_packs_epi32(_mm256_sra_epi32(sums[v], shift),
                                       _mm256_sra_epi32(sums[v + 1], shift));
        y = _mm256_permute4x64_epi64(y, 0xD8); /* packs works on halves */
        y = _mm256_max_epi16(_mm256_min_epi16(y, most), floor);
        if (add) {
            y = _mm256_add_epi16(y, load_wide(add + 8 * v));
            y = _mm256_max_epi16(_mm256_min_epi16(y, most), least);
        }
        _mm256_storeu_si256((__m256i *)(out + 8 * v), y);
    }
}

WIDE static void apply_wide(const struct layer *l, const int16_t *in, int stride, int n,
                            int16_t *out, int out_stride, enum layer_end end, const int16_t *add)
{
    for (int o = 0; o < l->out; o += LAYER_BLOCK) {
        int i = 0;
        for (; i + 2 <= n; i += 2) {
            struct block b = block_sums(l, o, in + i * stride, in + (i + 1) * stride);
            for (int k = 0; k < 2; k++)
                block_out(l, b.sums[k], out + (i + k) * out_stride + o, end,
                          add ? add + (i + k) * l->out + o : NULL);
        }
        if (i < n) {
            __m256i sums[VECTORS];
            one_sums(l, o, in + i * stride, sums);
            block_out(l, sums, out + i * out_stride + o, end, add ? add + i * l->out + o : NULL);
        }
    }
}

WIDE static void sums_wide(const struct layer *l, const int16_t *in, int32_t *out)
{
    for (int o = 0; o < l->out; o += LAYER_BLOCK) {
        __m256i sums[VECTORS];
        one_sums(l, o, in, sums);
        for (int v = 0; v < VECTORS && o + 8 * v < l->out; v++) {
            if (o + 8 * v + 8 <= l->out)
                _mm256_storeu_si256((__m256i *)(out + o + 8 * v), sums[v]);
            else
                _mm_storeu_si128((__m128i *)(out + o + 8 * v), _mm256_castsi256_si128(sums[v]));
        }
    }
}

static bool is_wide(void)
{
    return __builtin_cpu_supports("avx2");
}

#else

#define apply_wide apply
#define sums_wide sums_of

static bool is_wide(void)
{
    return false;
}

#endif

void layer_apply(const struct layer *l, const int16_t *in, int stride, int n, int16_t *out,
                 int out_stride, enum layer_end end, const int16_t *add)
{
    if (l->blocks && l->out % LAYER_BLOCK == 0 && is_wide())
        apply_wide(l, in, stride, n, out, out_stride, end, add);
    else
        apply(l, in, stride, n, out, out_stride, end, add);
}

void layer_sums(const struct layer *l, const int16_t *in, int32_t *out)
{
    if (l->blocks && is_wide())
        sums_wide(l, in, out);
    else
        sums_of(l, in, out);
}

struct layer layer_rows(const struct layer *l, int from, int out)
{
    struct layer rows = *l;
    rows.out = out;
    rows.weights += (size_t)from * (size_t)l->in;
    rows.biases += from;
    if (rows.blocks) {
        rows.blocks += (size_t)from * (size_t)l->in;
        rows.block_biases += from;
    }
    return rows;
}

/* Rows that are wanting in the last block are of zeros. */
static void make_blocks(struct layer *l, struct arena *a)
{
    int rows = (l->out + LAYER_BLOCK - 1) / LAYER_BLOCK * LAYER_BLOCK;
    int16_t *blocks = arena_alloc(a, (size_t)rows * (size_t)l->in * sizeof *blocks);
    int32_t *biases = arena_alloc(a, (size_t)rows * sizeof *biases);
    for (int o = 0; o < l->out; o++) {
        int16_t *block = blocks + (size_t)(o / LAYER_BLOCK * LAYER_BLOCK) * (size_t)l->in;
        biases[o] = l->biases[o];
        for (int i = 0; i < l->in; i++)
            block[i / 2 * 2 * LAYER_BLOCK + o % LAYER_BLOCK * 2 + i % 2] =
                l->weights[(size_t)o * (size_t)l->in + (size_t)i];
    }
    l->blocks = blocks;
    l->block_biases = biases;
}

static const unsigned char *take(struct layer_cursor *c, size_t n)
{
    if (c->bad || n > (size_t)(c->end - c->at)) {
        c->bad = true;
        return NULL;
    }
    c->at += n;
    return c->at - n;
}

uint32_t layer_u32(struct layer_cursor *c)
{
    const unsigned char *p = take(c, 4);
    return p ? (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24
             : 0;
}

const int8_t *layer_bytes(struct layer_cursor *c, size_t n)
{
    return (const int8_t *)take(c, n);
}

int16_t *layer_shorts(struct layer_cursor *c, size_t n, struct arena *a)
{
    const unsigned char *p = take(c, n * 2);
    if (!p)
        return NULL;
    int16_t *out = arena_alloc(a, n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = (int16_t)(uint16_t)(p[2 * i] | p[2 * i + 1] << 8);
    return out;
}

/* Can no input within ±LAYER_MAX make the row's sum overflow? */
static bool row_fits(const int16_t *w, int in, int32_t bias)
{
    int64_t most = bias < 0 ? -(int64_t)bias : bias;
    for (int i = 0; i < in; i++)
        most += (int64_t)(w[i] < 0 ? -w[i] : w[i]) * LAYER_MAX;
    return most < INT_MAX;
}

void layer_read(struct layer *l, struct layer_cursor *c, int in, int out, struct arena *a)
{
    l->in = (int)layer_u32(c);
    l->out = (int)layer_u32(c);
    l->shift = (int)layer_u32(c);
    if (l->in != in || l->out != out || l->shift < 0 || l->shift > 24)
        c->bad = true;
    l->weights = layer_shorts(c, (size_t)in * (size_t)out, a);
    const unsigned char *p = take(c, (size_t)out * 4);
    if (!p)
        return;
    int32_t *biases = arena_alloc(a, (size_t)out * sizeof *biases);
    for (int o = 0; o < out; o++, p += 4) {
        biases[o] = (int32_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
                              (uint32_t)p[3] << 24);
        if (!row_fits(l->weights + (size_t)o * (size_t)in, in, biases[o]))
            c->bad = true;
    }
    l->biases = biases;
    if (!c->bad && is_wide())
        make_blocks(l, a);
}
