#include "importers/extract/dates.h"
#include "importers/extract/frames.h"

#include <string.h>

static const double threshold = 0.45;

static void describe_cue(const struct scene *s, int cue, struct score *score)
{
    const struct item *it = s->items.items;
    score_add(score, "cue=", it[cue].class, NULL);
    score_add(score, "word=", s->doc->tokens[it[cue].start].low, NULL);
    score_add(score, "cue.n1=", it[cue].class, ">", cue + 1 < s->items.n ? it[cue + 1].class : "$",
              NULL);
    score_add(score, "cue.p1=", cue > 0 ? it[cue - 1].class : "^", ">", it[cue].class, NULL);
}

/* The meeting sign that a party stands nearest to: each party speaks of one meeting in a
 * sentence. */
static int nearest_cue(const struct scene *s, int at)
{
    int best = -1;
    for (int i = 0; i < s->items.n; i++) {
        if (s->items.items[i].frame != FRAME_MEET)
            continue;
        int far = i < at ? at - i : i - at, best_far = best < at ? at - best : best - at;
        if (best < 0 || far < best_far)
            best = i;
    }
    return best;
}

/* "X met Y", "X hội đàm với Y": both, outright. */
static bool plainly(const struct scene *s, int party, int cue)
{
    const struct clause_roles *r = &s->roles[cue];
    const char *class = s->items.items[cue].class;
    if (r->passive || r->agent < 0 || r->patient < 0 || strcmp(class, "meet.n") == 0)
        return false;
    if (cue - r->agent > 2 || r->agent > cue || r->patient - cue > 2)
        return false;
    bool people = true;
    for (int p = 0; p < s->parties; p++)
        if (s->party[p] == r->agent || s->party[p] == r->patient)
            people &= scene_mention(s, p)->kind != ENTITY_PLACE && !scene_mention(s, p)->modifier;
    bool before = s->items.items[cue > 0 ? cue - 1 : 0].frame == FRAME_NEG;
    return people && !before && (s->party[party] == r->agent || s->party[party] == r->patient);
}

static double score_party(struct scene *s, int p, int cue, FILE *trace)
{
    struct score score = {.weights = weights_of(s->doc->pack), .model = "meet", .trace = trace};
    frames_trace(trace, s, "meet",
                 p < 0 ? s->doc->mentions[s->speaker].entity : scene_mention(s, p)->entity, -1);
    scene_describe_sentence(s, &score);
    describe_cue(s, cue, &score);
    if (p < 0) {
        score_add(&score, "before", NULL);
        scene_describe_speaker(s, &score);
    } else {
        scene_describe(s, p, "p.", &score);
        scene_relate(s, s->party[p], cue, &score);
    }
    if (trace)
        fputc('\n', trace);
    double weighed = score_probability(score.sum);
    return p >= 0 && weighed < 0.7 && plainly(s, p, cue) ? 0.7 : weighed;
}

static enum meeting_status status_of(const struct scene *s, int from, int to)
{
    enum meeting_status status = MEETING_HELD;
    for (int i = 0; i < s->items.n; i++) {
        const struct item *item = &s->items.items[i];
        if (item->start < from || item->end > to)
            continue;
        if (item->frame == FRAME_CANCEL)
            return MEETING_CANCELLED;
        if (item->frame == FRAME_PLAN)
            status = MEETING_PLANNED;
    }
    return status;
}

/* Where: the place named behind "in", "at", "tại". */
static int place_of(const struct scene *s)
{
    for (int i = 1; i < s->items.n; i++) {
        const struct item *item = &s->items.items[i];
        if (item->mention < 0 || s->items.items[i - 1].frame != FRAME_INAT)
            continue;
        const struct mention *m = &s->doc->mentions[item->mention];
        if (m->entity >= 0 && (m->kind == ENTITY_PLACE || m->kind == ENTITY_COUNTRY))
            return m->entity;
    }
    return -1;
}

static void add_claim(struct scene *s, int cue, const bool *in, double confidence)
{
    struct doc *d = s->doc;
    const struct item *sign = &s->items.items[cue];
    int from = sign->start, to = sign->end;
    for (int p = 0; p < s->parties; p++) {
        if (!in[p])
            continue;
        const struct item *item = &s->items.items[s->party[p]];
        from = item->start < from ? item->start : from;
        to = item->end > to ? item->end : to;
    }
    scene_clause(s, &from, &to);
    struct claim *c = frames_add(d, CLAIM_MEETING, from, to, sign, confidence);
    for (int p = 0; p < s->parties; p++)
        if (in[p])
            claim_add_role(d->a, c, ROLE_PARTICIPANT, scene_mention(s, p)->entity);
    if (in[SCENE_PARTIES])
        claim_add_role(d->a, c, ROLE_PARTICIPANT, d->mentions[s->speaker].entity);
    int place = place_of(s);
    if (place >= 0)
        claim_add_role(d->a, c, ROLE_PLACE, place);
    c->status = status_of(s, from, to);
    c->what = doc_words(d, sign->start, sign->end);
    c->rule = sign->class;
    struct told_date happened = {0};
    dates_attach(d, d->sentences[s->sentence].start, d->sentences[s->sentence].end, sign->start, to,
                 to, &c->said, &happened);
    if (!c->said.date.set)
        c->said = happened;
}

void meetings_read(struct scene *s, FILE *trace)
{
    if (!scene_has(s, FRAME_MEET))
        return;
    int cues[SCENE_PARTIES + 1];
    double chance[SCENE_PARTIES + 1] = {0};
    for (int p = 0; p < s->parties; p++) {
        cues[p] = nearest_cue(s, s->party[p]);
        chance[p] = score_party(s, p, cues[p], trace);
    }
    cues[SCENE_PARTIES] = nearest_cue(s, 0);
    if (s->speaker >= 0)
        chance[SCENE_PARTIES] = score_party(s, -1, cues[SCENE_PARTIES], trace);
    bool in[SCENE_PARTIES + 1] = {false};
    int n = 0, cue = -1;
    double least = 1;
    for (int p = 0; p <= SCENE_PARTIES; p++) {
        if (chance[p] < threshold)
            continue;
        in[p] = true;
        n++;
        least = chance[p] < least ? chance[p] : least;
        cue = cue < 0 ? cues[p] : cue;
    }
    if (n >= 2)
        add_claim(s, cue, in, least);
}
