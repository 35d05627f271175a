#include "importers/extract/mouths.h"

#include <string.h>

enum { RECENT = 3, REACH = 8 }; /* how many recent speakers, how many sentences back */

static bool present(const struct scene *s, int entity)
{
    for (int i = 0; i < s->parties; i++)
        if (scene_mention(s, i)->entity == entity)
            return true;
    for (int i = 0; i < s->mouths; i++)
        if (s->mouth[i].entity == entity)
            return true;
    return false;
}

static void add(struct scene *s, int entity, int distance, const int *says)
{
    s->mouth[s->mouths++] = (struct mouth){entity, distance, says[entity]};
}

static void find_recent(struct scene *scenes, int i, const int *spoke, const int *says)
{
    struct scene *s = &scenes[i];
    for (int j = i - 1; j >= 0 && j >= i - REACH && s->mouths < RECENT; j--)
        if (spoke[j] >= 0 && !present(s, spoke[j]))
            add(s, spoke[j], i - j, says);
}

static void find_frequent(struct scene *s, const int *order, int n, const int *says)
{
    for (int i = 0; i < n && s->mouths < SCENE_MOUTHS; i++)
        if (!present(s, order[i]))
            add(s, order[i], 0, says);
}

void mouths_find(struct scene *scenes, int n)
{
    if (!n)
        return;
    struct doc *d = scenes[0].doc;
    int *spoke = arena_alloc(d->a, (size_t)n * sizeof *spoke), speakers = 0;
    int *says = arena_alloc(d->a, ((size_t)d->entities_n + 1) * sizeof *says);
    int *order = arena_alloc(d->a, ((size_t)d->entities_n + 1) * sizeof *order);
    memset(says, 0, ((size_t)d->entities_n + 1) * sizeof *says);
    for (int i = 0; i < n; i++) {
        int mention = scene_speaker(&scenes[i]);
        spoke[i] = mention < 0 ? -1 : d->mentions[mention].entity;
        if (spoke[i] >= 0 && says[spoke[i]]++ == 0)
            order[speakers++] = spoke[i];
    }
    /* most frequent first, the one who spoke first among equals: a stable insertion */
    for (int i = 1; i < speakers; i++)
        for (int j = i; j > 0 && says[order[j]] > says[order[j - 1]]; j--) {
            int t = order[j];
            order[j] = order[j - 1];
            order[j - 1] = t;
        }
    for (int i = 0; i < n; i++) {
        find_recent(scenes, i, spoke, says);
        find_frequent(&scenes[i], order, speakers, says);
    }
}

void mouths_describe(const struct scene *s, int mouth, struct score *out)
{
    static const char *const ranks[] = {"0", "1", "2", "3", "4"};
    const struct mouth *m = &s->mouth[mouth];
    const struct doc *d = s->doc;
    const struct entity *e = &d->entities[m->entity];
    const struct sentence *sentence = &d->sentences[s->sentence];
    bool quoted = d->tokens[sentence->start].flags & (TOKEN_OPEN | TOKEN_QUOTED);
    const char *rank = m->distance ? ranks[mouth] : "top", *kind = scene_kind_name(e->kind);
    const char *said = scene_bucket(m->says), *back = scene_bucket(m->distance);
    score_add(out, "m.rank=", rank, NULL);
    score_add(out, "m.kind=", kind, NULL);
    score_add(out, "m.rank=", rank, ".", kind, NULL);
    score_add(out, "m.side=", e->side >= 0 ? "1" : "0", NULL);
    score_add(out, "m.unnamed=", e->unnamed ? "1" : "0", NULL);
    score_add(out, "m.back=", back, NULL);
    score_add(out, "m.says=", said, NULL);
    score_add(out, "m.says=", said, ".", rank, NULL);
    score_add(out, "m.back=", back, quoted ? ".quoted" : "", NULL);
    score_add(out, "m.rank=", rank, quoted ? ".quoted" : ".plain", NULL);
    score_add(out, "m.rank=", rank, scene_speaker(s) >= 0 ? ".spoken" : ".open", NULL);
    score_add(out, "m.first=", scene_class(s, 0), NULL);
    score_add(out, "m.first=", scene_class(s, 0), ">", scene_class(s, 1), NULL);
    if (sentence->title)
        score_add(out, "m.title", NULL);
}
