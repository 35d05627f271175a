/* Which found entity is which marked one: those that share most names, one to one. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "core/text.h"
#include "importers/eval.h"

struct names {
    const char **items; /* sorted, unique */
    size_t n, cap;
};

/* Case away, white space one blank, full stops gone, one kind of apostrophe; accents stay: "U.S."
 * and "us" are one, Hà and Hạ are two. */
static const char *fold(struct arena *a, const char *s, size_t len)
{
    struct text_view view = text_nfc(a, s, len);
    size_t cap = 3 * view.len + 1, n = 0;
    UChar *in = arena_alloc(a, (view.len + 1) * sizeof *in),
          *out = arena_alloc(a, cap * sizeof *out);
    UErrorCode status = U_ZERO_ERROR;
    int32_t in_n = 0, out_n;
    u_strFromUTF8WithSub(in, (int32_t)view.len + 1, &in_n, view.text, (int32_t)view.len, 0xFFFD,
                         NULL, &status);
    out_n = u_strFoldCase(out, (int32_t)cap, in, in_n, U_FOLD_CASE_DEFAULT, &status);
    if (U_FAILURE(status))
        return "";
    char *bytes = arena_alloc(a, 3 * (size_t)out_n + 4);
    bool gap = false;
    for (int32_t at = 0; at < out_n;) {
        UChar32 cp;
        U16_NEXT(out, at, out_n, cp);
        if (cp == '.')
            continue;
        if (text_is_space((uint32_t)cp)) {
            gap = true;
            continue;
        }
        if (gap && n)
            bytes[n++] = ' ';
        gap = false;
        n += text_encode(bytes + n, cp == 0x2019 ? '\'' : (uint32_t)cp);
    }
    bytes[n] = '\0';
    return bytes;
}

static void add(struct arena *a, struct names *names, const char *name)
{
    if (!*name)
        return;
    size_t at = 0;
    while (at < names->n && strcmp(names->items[at], name) < 0)
        at++;
    if (at < names->n && !strcmp(names->items[at], name))
        return;
    names->items = arena_grow(a, names->items, names->n, &names->cap, sizeof *names->items);
    memmove(names->items + at + 1, names->items + at, (names->n - at) * sizeof *names->items);
    names->items[at] = name;
    names->n++;
}

static struct names *names_of(const struct reading *r, const uint32_t *byte, size_t cps,
                              const struct article *article, struct arena *a)
{
    struct names *out = arena_alloc(a, (r->entities_n + 1) * sizeof *out);
    for (size_t i = 0; i < r->entities_n; i++) {
        const struct entity *x = &r->entities[i];
        add(a, &out[i], fold(a, x->name, strlen(x->name)));
        for (size_t k = 0; k < x->also_n; k++)
            add(a, &out[i], fold(a, x->also[k], strlen(x->also[k])));
        for (size_t k = 0; k < x->mentions.n; k++) {
            struct span s = x->mentions.items[k];
            if (s.start < s.end && s.end <= cps)
                add(a, &out[i],
                    fold(a, article->text + byte[s.start], byte[s.end] - byte[s.start]));
        }
    }
    return out;
}

/* Does each cover at least half of the longer? */
static bool same_place(struct span x, struct span y)
{
    int64_t start = x.start > y.start ? x.start : y.start, end = x.end < y.end ? x.end : y.end;
    int64_t xn = (int64_t)x.end - x.start, yn = (int64_t)y.end - y.start;
    return 2 * (end - start) >= (xn > yn ? xn : yn);
}

/* Parties without a name are told apart by place: those that stand on the same words share what
 * counts as a name. */
static void add_places(struct names *golds, struct names *founds, const struct reading *gold,
                       const struct reading *found, struct arena *a)
{
    for (size_t g = 0; g < gold->entities_n; g++) {
        const struct spans *marked = &gold->entities[g].mentions;
        for (size_t f = 0; gold->entities[g].unnamed && f < found->entities_n; f++) {
            const struct spans *read = &found->entities[f].mentions;
            for (size_t i = 0; i < marked->n; i++) {
                bool there = false;
                for (size_t k = 0; k < read->n && !there; k++)
                    there = same_place(marked->items[i], read->items[k]);
                if (!there)
                    continue;
                const char *place = arena_printf(a, "@%u", (unsigned)marked->items[i].start);
                add(a, &golds[g], place);
                add(a, &founds[f], place);
            }
        }
    }
}

static size_t shared(const struct names *x, const struct names *y)
{
    size_t n = 0;
    for (size_t i = 0, k = 0; i < x->n && k < y->n;) {
        int order = strcmp(x->items[i], y->items[k]);
        n += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return n;
}

struct pair {
    size_t shared;
    double alike; /* shared of all names of both */
    const char *gold_id, *found_id;
    int gold, found;
};

static int best_first(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;
    if (a->shared != b->shared)
        return a->shared > b->shared ? -1 : 1;
    if (a->alike < b->alike || a->alike > b->alike)
        return a->alike > b->alike ? -1 : 1;
    int order = strcmp(a->gold_id, b->gold_id);
    return order ? order : strcmp(a->found_id, b->found_id);
}

/* Where each code point of the article begins, and the end. */
static uint32_t *bytes_of(const struct article *article, size_t cps, struct arena *a)
{
    uint32_t *byte = arena_alloc(a, (cps + 1) * sizeof *byte);
    size_t at = 0;
    for (size_t i = 0; i < cps; i++) {
        byte[i] = (uint32_t)at;
        text_next(article->text, article->len, &at);
    }
    byte[cps] = (uint32_t)article->len;
    return byte;
}

void eval_join(int *joins, const struct marked *gold, const struct reading *found,
               const struct article *article, struct arena *a)
{
    const struct reading *g = &gold->reading;
    size_t cps = text_count(article->text, article->len), n = 0, cap = 0;
    const uint32_t *byte = bytes_of(article, cps, a);
    struct names *golds = names_of(g, byte, cps, article, a);
    struct names *founds = names_of(found, byte, cps, article, a);
    bool *used = arena_alloc(a, g->entities_n + 1);
    struct pair *pairs = NULL;
    add_places(golds, founds, g, found, a);
    for (size_t i = 0; i < g->entities_n; i++) {
        for (size_t k = 0; k < found->entities_n; k++) {
            size_t both = shared(&golds[i], &founds[k]);
            if (!both)
                continue;
            pairs = arena_grow(a, pairs, n, &cap, sizeof *pairs);
            pairs[n++] = (struct pair){
                both,         (double)both / (double)(golds[i].n + founds[k].n - both),
                gold->ids[i], arena_printf(a, "e%zu", k + 1),
                (int)i,       (int)k};
        }
    }
    if (n)
        qsort(pairs, n, sizeof *pairs, best_first);
    for (size_t i = 0; i < found->entities_n; i++)
        joins[i] = -1;
    for (size_t i = 0; i < n; i++) {
        if (used[pairs[i].gold] || joins[pairs[i].found] >= 0)
            continue;
        joins[pairs[i].found] = pairs[i].gold;
        used[pairs[i].gold] = true;
    }
}
