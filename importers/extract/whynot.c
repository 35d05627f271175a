#include "importers/extract/whynot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "importers/extract/frames.h"

struct weighed { /* a candidate as the frames tell of it */
    enum claim_kind kind;
    int sentence, who, whom; /* entities, -1 none */
    double probability, needed;
    long end; /* of what the models saw of it and of those before it, bytes of the trace */
};

struct watch {
    FILE *trace;
    struct weighed *items;
    size_t n, cap;
};

struct line { /* of the trace: what one model saw of one candidate */
    const char *model, *features;
    long end; /* offset behind it */
    int a, b;
    double sum; /* log-odds */
};

struct lines {
    struct line *items;
    size_t n, cap;
};

void frames_weighed(const struct scene *s, enum claim_kind kind, int who, int whom,
                    double probability, double needed)
{
    struct watch *w = s->doc->watch;
    if (!w)
        return;
    w->items = arena_grow(s->doc->a, w->items, w->n, &w->cap, sizeof *w->items);
    w->items[w->n++] =
        (struct weighed){kind, s->sentence, who, whom, probability, needed, ftell(w->trace)};
}

/* ---- what the models saw ---- */

static double weight_of(const struct doc *d, const char *model, const char *feature)
{
    struct score score = {.weights = weights_of(d->pack), .model = model};
    score_add(&score, feature, NULL);
    return score.sum;
}

/* A feature that holds twice weighs twice. */
static size_t add_feature(struct whynot_feature **list, size_t n, size_t *cap, struct arena *a,
                          const char *name, double weight)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp((*list)[i].name, name) != 0)
            continue;
        (*list)[i].weight += weight;
        return n;
    }
    *list = arena_grow(a, *list, n, cap, sizeof **list);
    (*list)[n] = (struct whynot_feature){name, weight};
    return n + 1;
}

/* The features that have a weight, into *out unless it is NULL, and the sum of all weights. In the
 * trace they stand one blank apart. */
static size_t features_of(const struct doc *d, const struct line *line, struct whynot_feature **out,
                          double *sum)
{
    size_t n = 0, cap = 0;
    *sum = 0;
    for (const char *p = line->features; *p;) {
        size_t len = strcspn(p, " ");
        const char *name = arena_strndup(d->a, p, len);
        double weight = len ? weight_of(d, line->model, name) : 0;
        *sum += weight;
        if (out && fabs(weight) >= 0.0005)
            n = add_feature(out, n, &cap, d->a, name, weight);
        p += len + (p[len] == ' ');
    }
    return n;
}

/* MODEL <TAB> start <TAB> end <TAB> entity <TAB> entity <TAB> features, a line each. */
static void read_line(struct lines *out, struct doc *d, char *text, long end)
{
    char *field[6];
    for (int i = 0; i < 6; i++) {
        field[i] = text;
        text = i < 5 ? strchr(text, '\t') : text;
        if (!text)
            return;
        if (i < 5)
            *text++ = '\0';
    }
    struct line line = {.model = field[0],
                        .features = field[5],
                        .end = end,
                        .a = (int)strtol(field[3], NULL, 10),
                        .b = (int)strtol(field[4], NULL, 10)};
    features_of(d, &line, NULL, &line.sum);
    out->items = arena_grow(d->a, out->items, out->n, &out->cap, sizeof *out->items);
    out->items[out->n++] = line;
}

static void read_lines(struct lines *out, struct doc *d, char *trace)
{
    for (char *p = trace, *nl; (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
        *nl = '\0';
        read_line(out, d, p, nl + 1 - trace);
    }
}

static bool same_model(const struct line *x, const struct line *y)
{
    return !strcmp(x->model, y->model);
}

/* The share of line `at` among its rivals: the lines of the same choice, which stand together. */
static double share(const struct lines *l, size_t at)
{
    const struct line *line = &l->items[at];
    size_t from = at, past = at + 1;
    while (from && same_model(&l->items[from - 1], line))
        from--;
    while (past < l->n && same_model(&l->items[past], line))
        past++;
    double all = 0;
    for (size_t i = from; i < past; i++)
        all += exp(l->items[i].sum - line->sum);
    return 1 / all;
}

static int heavier(const void *pa, const void *pb)
{
    const struct whynot_feature *a = pa, *b = pb;
    double d = fabs(a->weight) - fabs(b->weight);
    if (d > 1e-9 || d < -1e-9)
        return d > 0 ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* What a model said of a candidate: its last line of that kind before the candidate was told. */
static void add_part(struct whynot_candidate *out, struct doc *d, const struct lines *l,
                     const struct weighed *w, const char *model, int a, int b)
{
    size_t at = l->n;
    for (size_t i = 0; i < l->n && l->items[i].end <= w->end; i++)
        if (l->items[i].a == a && l->items[i].b == b && !strcmp(l->items[i].model, model))
            at = i;
    if (at == l->n)
        return;
    struct whynot_part *part = &out->parts[out->parts_n++];
    double sum;
    *part = (struct whynot_part){.model = model};
    part->n = features_of(d, &l->items[at], &part->features, &sum);
    bool chosen = !strcmp(model, "speaker") || !strcmp(model, "denier");
    part->probability = chosen ? share(l, at) : score_probability(sum);
    if (part->n)
        qsort(part->features, part->n, sizeof *part->features, heavier);
}

static const char *name_of(const struct doc *d, int entity)
{
    return entity >= 0 ? d->entities[entity].name : NULL;
}

static void add_candidate(struct whynot_sentence *s, size_t *cap, struct doc *d,
                          const struct lines *l, const struct weighed *w)
{
    s->candidates = arena_grow(d->a, s->candidates, s->candidates_n, cap, sizeof *s->candidates);
    struct whynot_candidate *c = &s->candidates[s->candidates_n++];
    *c = (struct whynot_candidate){.kind = w->kind,
                                   .who = name_of(d, w->who),
                                   .whom = name_of(d, w->whom),
                                   .probability = w->probability,
                                   .needed = w->needed};
    switch (w->kind) {
    case CLAIM_ALLEGATION:
        add_part(c, d, l, w, "target", -1, w->whom);
        add_part(c, d, l, w, "speaker", w->who, w->whom);
        break;
    case CLAIM_DENIAL:
        add_part(c, d, l, w, "deny", -1, -1);
        add_part(c, d, l, w, "denier", w->who, -1);
        break;
    case CLAIM_MEETING:
        add_part(c, d, l, w, "meet", w->who, w->whom);
        break;
    case CLAIM_ATTACK:
    case CLAIM_KINDS:
        break;
    }
}

/* ---- the sentences ---- */

static bool cue_of(enum frame f, bool *strong)
{
    *strong = f == FRAME_ACCUSE || f == FRAME_LEGAL || f == FRAME_BEHIND || f == FRAME_DENY ||
              f == FRAME_BASELESS || f == FRAME_MEET;
    return *strong || f == FRAME_CRITICIZE || f == FRAME_WRONG;
}

static void read_sentence(struct whynot_sentence *out, struct doc *d, int sentence)
{
    const struct sentence *x = &d->sentences[sentence];
    struct items items = signs_read(d, sentence);
    size_t cap = 0;
    *out = (struct whynot_sentence){.span = doc_span(d, x->start, x->end),
                                    .text = doc_words(d, x->start, x->end)};
    for (int i = 0; i < items.n; i++) {
        const struct item *it = &items.items[i];
        struct whynot_cue cue = {.frame = signs_frame(it->frame)};
        out->parties += it->frame == FRAME_PARTY && d->mentions[it->mention].entity >= 0;
        if (!cue_of(it->frame, &cue.strong))
            continue;
        cue.span = doc_span(d, it->start, it->end);
        cue.words = doc_words(d, it->start, it->end);
        out->cues = arena_grow(d->a, out->cues, out->cues_n, &cap, sizeof *out->cues);
        out->cues[out->cues_n++] = cue;
    }
    for (int i = 0; i < d->claims_n && !out->claimed; i++) {
        const struct spans *evidence = &d->claims[i].evidence;
        for (size_t k = 0; k < evidence->n; k++)
            out->claimed = out->claimed || (evidence->items[k].start < out->span.end &&
                                            evidence->items[k].end > out->span.start);
    }
}

static int likelier(const void *pa, const void *pb)
{
    const struct whynot_candidate *a = pa, *b = pb;
    double d = a->probability / a->needed - b->probability / b->needed;
    if (d > 1e-9 || d < -1e-9)
        return d > 0 ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = strcmp(a->who ? a->who : "", b->who ? b->who : "");
    return order ? order : strcmp(a->whom ? a->whom : "", b->whom ? b->whom : "");
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* The likeliest first; of a party that stands there twice, the better place. */
static void order(struct whynot_sentence *s)
{
    size_t n = 0;
    if (s->candidates_n)
        qsort(s->candidates, s->candidates_n, sizeof *s->candidates, likelier);
    for (size_t i = 0; i < s->candidates_n; i++) {
        const struct whynot_candidate *c = &s->candidates[i];
        bool again = false;
        for (size_t k = 0; k < n && !again; k++)
            again = s->candidates[k].kind == c->kind && same_text(s->candidates[k].who, c->who) &&
                    same_text(s->candidates[k].whom, c->whom);
        if (!again)
            s->candidates[n++] = *c;
    }
    s->candidates_n = n;
}

int whynot_read(struct whynot_sentence **out, size_t *n, const struct article *article,
                struct arena *a, struct err *e)
{
    struct doc d;
    struct watch w = {0};
    struct lines lines = {0};
    char *trace = NULL;
    size_t trace_n = 0, next = 0;
    if (doc_read(&d, article, a, e))
        return -1;
    w.trace = open_memstream(&trace, &trace_n);
    if (!w.trace)
        return err_set(e, ERR_IO, "no memory to watch the reading");
    d.watch = &w;
    frames_read(&d, w.trace);
    d.watch = NULL;
    bool failed = fclose(w.trace) != 0;
    char *text = arena_strndup(a, failed ? "" : trace, failed ? 0 : trace_n);
    free(trace);
    if (failed)
        return err_set(e, ERR_IO, "no memory to watch the reading");
    read_lines(&lines, &d, text);
    *n = (size_t)d.sentences_n;
    *out = arena_alloc(a, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        struct whynot_sentence *s = &(*out)[i];
        size_t cap = 0;
        read_sentence(s, &d, (int)i);
        for (; next < w.n && w.items[next].sentence == (int)i; next++)
            add_candidate(s, &cap, &d, &lines, &w.items[next]);
        order(s);
    }
    return 0;
}
