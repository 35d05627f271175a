#include "importers/extract/layers.h"

#include <limits.h>

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

WIDE static inline __m128i halves(__m256i v)
{
    return _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
}

WIDE static inline __m128i four_sums_wide(const struct layer *l, int o, const int16_t *x)
{
    const int16_t *w = l->weights + (size_t)o * (size_t)l->in;
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    for (int i = 0; i < l->in; i += 16) {
        __m256i v = load_wide(x + i);
        a = _mm256_add_epi32(a, _mm256_madd_epi16(v, load_wide(w + i)));
        b = _mm256_add_epi32(b, _mm256_madd_epi16(v, load_wide(w + l->in + i)));
        c = _mm256_add_epi32(c, _mm256_madd_epi16(v, load_wide(w + 2 * l->in + i)));
        d = _mm256_add_epi32(d, _mm256_madd_epi16(v, load_wide(w + 3 * l->in + i)));
    }
    return _mm_add_epi32(sum_lanes(halves(a), halves(b), halves(c), halves(d)), load_biases(l, o));
}

WIDE static void apply_wide(const struct layer *l, const int16_t *in, int stride, int n,
                            int16_t *out, int out_stride, enum layer_end end, const int16_t *add)
{
    for (int o = 0; o < l->out; o += 4)
        for (int i = 0; i < n; i++)
            four_out(l, four_sums_wide(l, o, in + i * stride), out + i * out_stride + o, end,
                     add ? add + i * l->out + o : NULL);
}

WIDE static void sums_wide(const struct layer *l, const int16_t *in, int32_t *out)
{
    for (int o = 0; o < l->out; o += 4)
        _mm_storeu_si128((__m128i *)(out + o), four_sums_wide(l, o, in));
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
    if (is_wide())
        apply_wide(l, in, stride, n, out, out_stride, end, add);
    else
        apply(l, in, stride, n, out, out_stride, end, add);
}

void layer_sums(const struct layer *l, const int16_t *in, int32_t *out)
{
    if (is_wide())
        sums_wide(l, in, out);
    else
        sums_of(l, in, out);
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
}
