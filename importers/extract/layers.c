#include "importers/extract/layers.h"

#include <limits.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline int32_t saturate(int32_t x, int32_t low)
{
    return x < low ? low : x > LAYER_MAX ? LAYER_MAX : x;
}

/* One row of weights against four inputs at once: the row is loaded once. Both forms give the same
 * sums. */
#ifdef __SSE2__
static inline int32_t sum_lanes(__m128i v)
{
    v = _mm_add_epi32(v, _mm_shuffle_epi32(v, 0x4E));
    v = _mm_add_epi32(v, _mm_shuffle_epi32(v, 0xB1));
    return _mm_cvtsi128_si32(v);
}

static inline __m128i load(const int16_t *p)
{
    return _mm_loadu_si128((const __m128i *)p);
}

static void dot4(const int16_t *w, int k, const int16_t *x, int stride, int32_t sums[4])
{
    __m128i a = _mm_setzero_si128(), b = a, c = a, d = a;
    for (int i = 0; i < k; i += 8) {
        __m128i v = load(w + i);
        a = _mm_add_epi32(a, _mm_madd_epi16(v, load(x + i)));
        b = _mm_add_epi32(b, _mm_madd_epi16(v, load(x + stride + i)));
        c = _mm_add_epi32(c, _mm_madd_epi16(v, load(x + 2 * stride + i)));
        d = _mm_add_epi32(d, _mm_madd_epi16(v, load(x + 3 * stride + i)));
    }
    sums[0] = sum_lanes(a);
    sums[1] = sum_lanes(b);
    sums[2] = sum_lanes(c);
    sums[3] = sum_lanes(d);
}

static int32_t dot(const int16_t *w, int k, const int16_t *x)
{
    __m128i a = _mm_setzero_si128();
    for (int i = 0; i < k; i += 8)
        a = _mm_add_epi32(a, _mm_madd_epi16(load(w + i), load(x + i)));
    return sum_lanes(a);
}
#else
static int32_t dot(const int16_t *w, int k, const int16_t *x)
{
    int32_t sum = 0;
    for (int i = 0; i < k; i++)
        sum += (int32_t)w[i] * x[i];
    return sum;
}

static void dot4(const int16_t *w, int k, const int16_t *x, int stride, int32_t sums[4])
{
    for (int i = 0; i < 4; i++)
        sums[i] = dot(w, k, x + i * stride);
}
#endif

void layer_apply(const struct layer *l, const int16_t *in, int stride, int n, int16_t *out,
                 int out_stride, enum layer_end end, const int16_t *add)
{
    int32_t low = end == LAYER_RELU ? 0 : -LAYER_MAX, sums[4];
    for (int o = 0; o < l->out; o++) {
        const int16_t *w = l->weights + (size_t)o * (size_t)l->in;
        for (int i = 0; i < n; i += 4) {
            int some = n - i < 4 ? n - i : 4;
            const int16_t *x = in + (size_t)i * (size_t)stride;
            if (some == 4)
                dot4(w, l->in, x, stride, sums);
            else
                for (int j = 0; j < some; j++)
                    sums[j] = dot(w, l->in, x + j * stride);
            for (int j = 0; j < some; j++) {
                int32_t y = saturate((sums[j] + l->biases[o]) >> l->shift, low);
                if (add)
                    y = saturate(y + add[(size_t)(i + j) * (size_t)l->out + (size_t)o], -LAYER_MAX);
                out[(size_t)(i + j) * (size_t)out_stride + (size_t)o] = (int16_t)y;
            }
        }
    }
}

void layer_sums(const struct layer *l, const int16_t *in, int32_t *out)
{
    for (int o = 0; o < l->out; o++)
        out[o] = dot(l->weights + (size_t)o * (size_t)l->in, l->in, in) + l->biases[o];
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
