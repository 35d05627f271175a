#include "importers/extract/dates.h"
#include "importers/extract/frames.h"
#include "importers/extract/mouths.h"

#include <string.h>

static const double threshold = 0.4;

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

/* Who may deny: parties of the sentence, mouths from outside of it. */
enum { MOUTH = SCENE_PARTIES, DENIERS = SCENE_PARTIES + SCENE_MOUTHS };

static int entity_of(const struct scene *s, int who)
{
    return who >= MOUTH ? s->mouth[who - MOUTH].entity : scene_mention(s, who)->entity;
}

static void add_claim(struct scene *s, int cue, int who, double probability)
{
    struct doc *d = s->doc;
    const struct item *sign = &s->items.items[cue];
    int from = sign->start, to = sign->end;
    if (who < MOUTH) {
        const struct item *speaker = &s->items.items[s->party[who]];
        from = speaker->start < from ? speaker->start : from;
        to = speaker->end > to ? speaker->end : to;
    }
    scene_clause(s, &from, &to);
    struct claim *c = frames_add(d, CLAIM_DENIAL, from, to, sign, probability);
    claim_add_role(d->a, c, ROLE_SPEAKER, entity_of(s, who));
    c->denial_of = what_is_denied(s, cue);
    c->rule = arena_printf(d->a, "%s.%s", sign->class,
                           who >= MOUTH          ? "before"
                           : s->party[who] < cue ? "active"
                                                 : "inverted");
    struct told_date happened;
    dates_attach(
        d, &(struct date_claim){from, to, sign->start, sign->end, to, {entity_of(s, who), -1}},
        &c->said, &happened);
}

static double weigh_cue(const struct scene *s, int cue, FILE *trace)
{
    struct score score = {.weights = weights_of(s->doc->pack), .model = "deny", .trace = trace};
    frames_trace(trace, s, "deny", -1, -1);
    scene_describe_sentence(s, "", &score);
    describe_cue(s, cue, &score);
    if (trace)
        fputc('\n', trace);
    return score_probability(score.sum);
}

static int weigh_deniers(const struct scene *s, int cue, int *who, double *p, FILE *trace)
{
    int n = 0;
    for (int i = 0; i < MOUTH + s->mouths; i++) {
        if (i >= s->parties && i < MOUTH)
            continue;
        struct score score = {
            .weights = weights_of(s->doc->pack), .model = "denier", .trace = trace};
        frames_trace(trace, s, "denier", entity_of(s, i), -1);
        if (i >= MOUTH) {
            mouths_describe(s, i - MOUTH, &score);
            scene_describe_sentence(s, "b.", &score);
            describe_cue(s, cue, &score);
        } else {
            scene_describe(s, i, "s.", &score);
            scene_relate(s, s->party[i], cue, &score);
        }
        if (trace)
            fputc('\n', trace);
        who[n] = i;
        p[n++] = score.sum;
    }
    score_share(p, n);
    return n;
}

void denials_read(struct scene *s, FILE *trace)
{
    int who[DENIERS];
    double p[DENIERS];
    for (int cue = 0; cue < s->items.n; cue++) {
        if (!denies(s, cue))
            continue;
        double denied = weigh_cue(s, cue, trace);
        int n = weigh_deniers(s, cue, who, p, trace), best = 0;
        for (int i = 0; i < n; i++) {
            best = p[i] > p[best] ? i : best;
            frames_weighed(s, CLAIM_DENIAL, entity_of(s, who[i]), -1, denied * p[i], threshold);
        }
        if (n && denied * p[best] >= threshold)
            add_claim(s, cue, who[best], denied * p[best]);
    }
}
