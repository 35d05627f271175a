#include "importers/extract/via.h"

#include <string.h>

static enum frame at(const struct scene *s, int i)
{
    return i >= 0 && i < s->items.n ? s->items.items[i].frame : FRAME_NONE;
}

static bool is_mark(const struct scene *s, int i, const char *mark)
{
    return at(s, i) == FRAME_MARK && strcmp(s->items.items[i].class, mark) == 0;
}

bool via_is_media(const struct doc *d, int entity)
{
    const struct lexicon *media = pack_lexicon(d->pack, "media");
    return entity >= 0 && media && lexicon_find(media, d->entities[entity].name);
}

static bool says(enum frame f)
{
    return f == FRAME_SAY || f == FRAME_REVEAL || f == FRAME_ACCORDINGTO;
}

/* "Reuters (hôm nay) dẫn lời", "the Times reported", "…, Politico reported". */
static bool tells(const struct scene *s, int i)
{
    int next = i + 1;
    while (at(s, next) == FRAME_HAVE || at(s, next) == FRAME_INAT)
        next++;
    return says(at(s, next)) && s->items.items[next].start - s->items.items[i].end <= 4;
}

/* "told Reuters", "nói với hãng tin AP", "in an interview with Bloomberg". */
static bool is_told(const struct scene *s, int i)
{
    int before = i - 1;
    if (at(s, before) == FRAME_WITH || at(s, before) == FRAME_TO)
        before--;
    const struct item *it = before >= 0 ? &s->items.items[before] : NULL;
    return it && (it->frame == FRAME_SAY || it->frame == FRAME_DOC) &&
           s->items.items[i].start - it->end <= 3;
}

/* Does the party at item i pass on what the sentence says? */
static bool passes_on(const struct scene *s, int i)
{
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    if (is_mark(s, i - 1, "(") && is_mark(s, i + 1, "("))
        return false;
    if (at(s, i - 1) == FRAME_ACCORDINGTO || tells(s, i) || is_told(s, i))
        return true;
    return sentence->title && is_mark(s, i - 1, ":") && i == s->items.n - 1;
}

static bool plays(const struct claim *c, int entity)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].entity == entity)
            return true;
    return false;
}

static bool has_speaker(const struct claim *c)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == ROLE_SPEAKER)
            return true;
    return false;
}

void via_read(const struct scene *s, int first)
{
    struct doc *d = s->doc;
    if (first == d->claims_n)
        return;
    for (int p = 0; p < s->parties; p++) {
        int entity = scene_mention(s, p)->entity;
        if (!via_is_media(d, entity) || !passes_on(s, s->party[p]))
            continue;
        for (int i = first; i < d->claims_n; i++) {
            struct claim *c = &d->claims[i];
            bool words = c->kind == CLAIM_ALLEGATION || c->kind == CLAIM_DENIAL;
            if (words && has_speaker(c) && !plays(c, entity))
                claim_add_role(d->a, c, ROLE_VIA, entity);
        }
    }
}
