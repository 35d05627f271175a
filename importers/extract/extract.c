#include "importers/extract/extract.h"

#include <stdlib.h>

#include "importers/extract/dates.h"
#include "importers/extract/frames.h"
#include "importers/extract/gazette.h"
#include "importers/extract/parser.h"

static int by_start(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end == y->end ? 0 : x->end > y->end ? -1 : 1;
}

/* Which entities a reader would list: those with a part in a claim, the sides of these, and every
 * named one. */
static void mark_kept(const struct doc *d, bool *keep)
{
    for (int i = 0; i < d->entities_n; i++)
        keep[i] = !d->entities[i].unnamed;
    for (int i = 0; i < d->claims_n; i++)
        for (size_t j = 0; j < d->claims[i].roles_n; j++)
            keep[d->claims[i].roles[j].entity] = true;
    for (int i = 0; i < d->entities_n; i++)
        if (keep[i] && d->entities[i].side >= 0)
            keep[d->entities[i].side] = true;
}

static void hand_over(struct reading *out, struct doc *d)
{
    int *number = arena_alloc(d->a, ((size_t)d->entities_n + 1) * sizeof *number), n = 0;
    bool *keep = arena_alloc(d->a, (size_t)d->entities_n + 1);
    mark_kept(d, keep);
    for (int i = 0; i < d->entities_n; i++)
        number[i] = keep[i] ? n++ : -1;
    *out = (struct reading){0};
    out->entities = arena_alloc(d->a, ((size_t)n + 1) * sizeof *out->entities);
    for (int i = 0; i < d->entities_n; i++) {
        if (!keep[i])
            continue;
        struct entity *e = &out->entities[out->entities_n++];
        *e = d->entities[i];
        e->side = e->side >= 0 ? number[e->side] : -1;
        if (e->mentions.n)
            qsort(e->mentions.items, e->mentions.n, sizeof *e->mentions.items, by_start);
    }
    for (int i = 0; i < d->claims_n; i++) {
        struct claim *c = &d->claims[i];
        for (size_t j = 0; j < c->roles_n; j++)
            c->roles[j].entity = number[c->roles[j].entity];
        qsort(c->evidence.items, c->evidence.n, sizeof *c->evidence.items, by_start);
    }
    out->claims = d->claims;
    out->claims_n = (size_t)d->claims_n;
}

int doc_read(struct doc *d, const struct article *article, struct arena *a, struct err *e)
{
    *d = (struct doc){.article = article, .a = a};
    size_t bad = text_valid(article->text, article->len);
    if (bad < article->len)
        return err_set(e, ERR_PARSE, "not UTF-8 at byte %zu", bad);
    d->pack = packs_find(article->language);
    if (!d->pack)
        return err_set(e, ERR_PARSE, "no language pack for '%s'",
                       article->language ? article->language : "");
    words_read(d);
    if (!d->tokens_n)
        return err_set(e, ERR_PARSE, "no text found");
    names_read(d);
    coref_read(d);
    dates_read(d);
    return 0;
}

int extract(struct reading *out, const struct article *article, struct arena *a, struct err *e)
{
    struct doc d;
    if (doc_read(&d, article, a, e))
        return -1;
    frames_read(&d, NULL);
    link_read(&d, NULL);
    hand_over(out, &d);
    return 0;
}

void extract_cleanup(void)
{
    parser_cleanup();
    weights_cleanup();
    dates_cleanup();
    gazette_cleanup();
    packs_cleanup();
}
