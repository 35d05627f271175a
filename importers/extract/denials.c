#include "importers/extract/dates.h"
#include "importers/extract/frames.h"

#include <string.h>

static const double threshold = 0.5;

/* Does item i begin a denial? "denied", "baseless" — or a negation soon followed by a wrong: "did
 * not hack". */
static bool denies(const struct scene *s, int i)
{
    enum frame f = s->items.items[i].frame;
    if (f == FRAME_DENY || f == FRAME_BASELESS)
        return true;
    if (f != FRAME_NEG)
        return false;
    for (int j = i + 1; j < s->items.n && j <= i + 3; j++) {
        enum frame g = s->items.items[j].frame;
        if (g == FRAME_WRONG || g == FRAME_BEHIND)
            return true;
        if (g == FRAME_MARK)
            return false;
    }
    return false;
}

static void describe_cue(const struct scene *s, int cue, struct score *score)
{
    const struct item *it = s->items.items;
    const char *p1 = cue > 0 ? it[cue - 1].class : "^",
               *n1 = cue + 1 < s->items.n ? it[cue + 1].class : "$";
    const char *n2 = cue + 2 < s->items.n ? it[cue + 2].class : "$",
               *p2 = cue > 1 ? it[cue - 2].class : "^";
    const char *word = s->doc->tokens[it[cue].start].low;
    score_add(score, "cue=", it[cue].class, NULL);
    score_add(score, "word=", word, NULL);
    score_add(score, "cue.n1=", it[cue].class, ">", n1, NULL);
    score_add(score, "cue.n2=", it[cue].class, ">", n1, ">", n2, NULL);
    score_add(score, "cue.p1=", p1, ">", it[cue].class, NULL);
    score_add(score, "cue.p2=", p2, ">", p1, ">", it[cue].class, NULL);
    if (s->doc->tokens[it[cue].start].flags & TOKEN_QUOTED)
        score_add(score, "cue.quoted", NULL);
}

static enum denial_of what_is_denied(const struct scene *s, int cue)
{
    const struct item *it = &s->items.items[cue];
    if (it->frame == FRAME_BASELESS)
        for (int i = cue; i < s->items.n; i++)
            if (s->items.items[i].frame == FRAME_NEG)
                return DENIAL_EVIDENCE;
    for (int i = cue; i < s->items.n && i < cue + 4; i++)
        if (s->items.items[i].frame == FRAME_BEHIND)
            return DENIAL_RESPONSIBILITY;
    return it->frame == FRAME_BASELESS ? DENIAL_FRAMING : DENIAL_FACT;
}

static void add_claim(struct scene *s, int cue, int party, double probability)
{
    struct doc *d = s->doc;
    const struct item *sign = &s->items.items[cue];
    int from = sign->start, to = sign->end;
    int entity = d->mentions[s->speaker >= 0 ? s->speaker : 0].entity;
    if (party >= 0) {
        const struct item *speaker = &s->items.items[s->party[party]];
        from = speaker->start < from ? speaker->start : from;
        to = speaker->end > to ? speaker->end : to;
        entity = scene_mention(s, party)->entity;
    }
    scene_clause(s, &from, &to);
    struct claim *c = frames_add(d, CLAIM_DENIAL, from, to, sign, probability);
    claim_add_role(d->a, c, ROLE_SPEAKER, entity);
    c->denial_of = what_is_denied(s, cue);
    c->rule = arena_printf(d->a, "%s.%s", sign->class,
                           party < 0               ? "before"
                           : s->party[party] < cue ? "active"
                                                   : "inverted");
    struct told_date happened;
    dates_attach(d, &(struct date_claim){from, to, sign->start, sign->end, to, {entity, -1}},
                 &c->said, &happened);
}

void denials_read(struct scene *s, FILE *trace)
{
    for (int cue = 0; cue < s->items.n; cue++) {
        if (!denies(s, cue))
            continue;
        struct score common = {.weights = weights_of(s->doc->pack), .model = "deny"};
        int best = -2;
        double best_sum = 0;
        for (int p = -1; p < s->parties; p++) {
            if (p < 0 && s->speaker < 0)
                continue;
            struct score score = common;
            int entity = p < 0 ? s->doc->mentions[s->speaker].entity : scene_mention(s, p)->entity;
            frames_trace(trace, s, "deny", entity, -1);
            score.trace = trace;
            scene_describe_sentence(s, &score);
            describe_cue(s, cue, &score);
            if (p < 0) {
                score_add(&score, "before", NULL);
                scene_describe_speaker(s, &score);
            } else {
                scene_describe(s, p, "s.", &score);
                scene_relate(s, s->party[p], cue, &score);
            }
            if (trace)
                fputc('\n', trace);
            if (best == -2 || score.sum > best_sum) {
                best = p;
                best_sum = score.sum;
            }
        }
        if (best > -2 && score_probability(best_sum) >= threshold)
            add_claim(s, cue, best, score_probability(best_sum));
    }
}
