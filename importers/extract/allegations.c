#include "importers/extract/dates.h"
#include "importers/extract/frames.h"

#include <stdlib.h>
#include <string.h>

/* Below this a pair is not claimed: chosen on the marked articles so that precision by side stays
 * above 0.7. */
static const double threshold = 0.55;

enum { NOBODY = -1, BEFORE = -2 }; /* speakers that are no party of the sentence */

struct pair {
    int speaker, target; /* parties of the scene; speaker may be NOBODY or BEFORE */
    double probability;
};

/* Without one of these nobody is blamed. */
static bool blames(const struct scene *s)
{
    for (int i = 0; i < s->items.n; i++) {
        switch (s->items.items[i].frame) {
        case FRAME_ACCUSE:
        case FRAME_CRITICIZE:
        case FRAME_LEGAL:
        case FRAME_BEHIND:
        case FRAME_WRONG:
        case FRAME_BASELESS:
            return true;
        default:
            break;
        }
    }
    return false;
}

static int entity_of(const struct scene *s, int party)
{
    if (party == NOBODY)
        return -1;
    return party == BEFORE ? s->doc->mentions[s->speaker].entity : scene_mention(s, party)->entity;
}

static void relate_entities(const struct scene *s, int a, int b, struct score *score)
{
    const struct entity *x = &s->doc->entities[a], *y = &s->doc->entities[b];
    if (x->side == b || y->side == a)
        score_add(score, "of-each-other", NULL);
    else if (x->side >= 0 && x->side == y->side)
        score_add(score, "one-side", NULL);
}

/* A party's own features, as what it may be in a pair: they are the same whoever the other is. */
enum part { TARGET, SPEAKER, OF_NOBODY, OF_BEFORE, PARTS };
static const char *const part_names[] = {"t.", "s.", "n.", "b.", NULL};

static void describe_party(const struct scene *s, int party, enum part part, double own[][PARTS],
                           struct score *score)
{
    if (score->trace)
        scene_describe(s, party, part_names[part], score);
    else
        score->sum += own[party][part];
}

/* Features of the pair that do not depend on the target alone. */
static void describe_pair(const struct scene *s, int speaker, int target, double own[][PARTS],
                          struct score *score)
{
    if (speaker == NOBODY) {
        score_add(score, "nobody", NULL);
        describe_party(s, target, OF_NOBODY, own, score);
        return;
    }
    relate_entities(s, entity_of(s, speaker), entity_of(s, target), score);
    if (speaker == BEFORE) {
        score_add(score, "before", NULL);
        scene_describe_speaker(s, score);
        describe_party(s, target, OF_BEFORE, own, score);
        return;
    }
    describe_party(s, speaker, SPEAKER, own, score);
    scene_relate(s, s->party[speaker], s->party[target], score);
}

static bool negated(const struct scene *s, int item)
{
    for (int i = item - 1; i >= 0 && i >= item - 3; i--)
        if (s->items.items[i].frame != FRAME_HAVE && s->items.items[i].frame != FRAME_HEDGE)
            return s->items.items[i].frame == FRAME_NEG;
    return false;
}

/* What grammar says outright needs no weighing: "X accused Y", "Y bị X cáo buộc", "Y has been
 * accused of …". */
static double plainly(const struct scene *s, int speaker, int target)
{
    for (int i = 0; i < s->items.n; i++) {
        const struct clause_roles *r = &s->roles[i];
        if (s->items.items[i].frame != FRAME_ACCUSE || r->patient != s->party[target] ||
            negated(s, i))
            continue;
        int first = r->passive ? r->patient : r->agent;
        bool beside = first < i && i - first <= 3 && (r->passive || r->patient == i + 1);
        if (beside && speaker >= 0 && r->agent == s->party[speaker])
            return 0.85;
        if (beside && speaker == NOBODY && r->passive && r->agent < 0)
            return 0.75;
    }
    return 0;
}

static int by_probability(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->probability != y->probability)
        return x->probability < y->probability ? 1 : -1;
    if (x->target != y->target)
        return x->target - y->target;
    return x->speaker - y->speaker;
}

static int score_pairs(struct scene *s, struct pair *pairs, FILE *trace)
{
    int n = 0;
    double own[SCENE_PARTIES][PARTS] = {{0}};
    struct score common = {
        .weights = weights_of(s->doc->pack), .model = "accuse", .each = part_names};
    for (int p = 0; p < s->parties; p++) {
        common.sums = own[p];
        scene_describe(s, p, score_each, &common);
    }
    scene_describe_sentence(s, &common);
    for (int t = 0; t < s->parties; t++) {
        struct score about = common;
        about.sum += own[t][TARGET];
        for (int p = BEFORE; p < s->parties; p++) {
            if (p == BEFORE ? s->speaker < 0 : false)
                continue;
            if (entity_of(s, p) == entity_of(s, t))
                continue;
            struct score score = about;
            if (trace) {
                frames_trace(trace, s, "accuse", entity_of(s, p), entity_of(s, t));
                score.trace = trace;
                scene_describe_sentence(s, &score);
                scene_describe(s, t, "t.", &score);
                score.sum = about.sum;
            }
            describe_pair(s, p, t, own, &score);
            if (trace)
                fputc('\n', trace);
            double plain = plainly(s, p, t), weighed = score_probability(score.sum);
            pairs[n++] = (struct pair){p, t, plain > weighed ? plain : weighed};
        }
    }
    qsort(pairs, (size_t)n, sizeof *pairs, by_probability);
    return n;
}

static bool same_list(const struct scene *s, int a, int b)
{
    if (a < 0 || b < 0)
        return a == b;
    int list = scene_mention(s, a)->list;
    return a == b || (list >= 0 && list == scene_mention(s, b)->list);
}

static int blame_rank(enum frame f)
{
    switch (f) {
    case FRAME_ACCUSE:
        return 6;
    case FRAME_LEGAL:
        return 5;
    case FRAME_BEHIND:
        return 4;
    case FRAME_BASELESS:
        return 3;
    case FRAME_WRONG:
        return 2;
    case FRAME_CRITICIZE:
        return 1;
    default:
        return 0;
    }
}

/* The sign that says so: the strongest in the sentence, the nearest to the target among equals. */
static const struct item *find_cue(const struct scene *s, int target)
{
    const struct item *best = NULL;
    int at = s->party[target], best_rank = 0, best_far = 0;
    for (int i = 0; i < s->items.n; i++) {
        int rank = blame_rank(s->items.items[i].frame), far = abs(i - at);
        int worth = rank * 2 - far; /* a near weak sign beats a far strong one */
        if (rank && (!best || worth > best_rank || (worth == best_rank && far < best_far))) {
            best = &s->items.items[i];
            best_rank = worth;
            best_far = far;
        }
    }
    return best;
}

/* The wrong: the first cue behind the target that names one, else the nearest anywhere. */
static int find_act(const struct scene *s, int target, const struct item *cue)
{
    int at = s->party[target], act = cue->act;
    for (int i = at + 1; i < s->items.n; i++)
        if (s->items.items[i].act >= 0 && s->items.items[i].act != ACT_OTHER)
            return s->items.items[i].act;
    for (int i = at - 1; i >= 0 && (act < 0 || act == ACT_OTHER); i--)
        if (s->items.items[i].act >= 0)
            act = s->items.items[i].act;
    return act < 0 ? ACT_OTHER : act;
}

static const char *rule_name(struct doc *d, const struct scene *s, const struct pair *p,
                             const struct item *cue)
{
    const char *how = p->speaker == NOBODY ? "nobody" : p->speaker == BEFORE ? "before" : NULL;
    if (!how)
        how = s->party[p->speaker] < s->party[p->target] ? "active" : "inverted";
    return arena_printf(d->a, "%s.%s", cue->class, how);
}

static void add_claim(struct scene *s, const struct pair *p)
{
    struct doc *d = s->doc;
    const struct item *cue = find_cue(s, p->target), *target = &s->items.items[s->party[p->target]];
    int from = target->start < cue->start ? target->start : cue->start;
    int to = target->end > cue->end ? target->end : cue->end;
    if (p->speaker >= 0) {
        const struct item *speaker = &s->items.items[s->party[p->speaker]];
        from = speaker->start < from ? speaker->start : from;
        to = speaker->end > to ? speaker->end : to;
    }
    scene_clause(s, &from, &to);
    struct claim *c = frames_add(d, CLAIM_ALLEGATION, from, to, cue, p->probability);
    int speaker = entity_of(s, p->speaker);
    if (speaker >= 0)
        claim_add_role(d->a, c, ROLE_SPEAKER, speaker);
    claim_add_role(d->a, c, ROLE_TARGET, entity_of(s, p->target));
    c->act = (enum act)find_act(s, p->target, cue);
    c->rule = rule_name(d, s, p, cue);
    for (int i = 0; i < s->items.n; i++) {
        const struct item *item = &s->items.items[i];
        if (item->start < from || item->end > to)
            continue;
        c->legal |= item->frame == FRAME_LEGAL;
        c->hedged |= item->frame == FRAME_HEDGE || item->frame == FRAME_INVESTIGATE;
    }
    dates_attach(d,
                 &(struct date_claim){
                     from, to, cue->start, target->start, to, {speaker, entity_of(s, p->target)}},
                 &c->said, &c->happened);
}

void allegations_read(struct scene *s, FILE *trace)
{
    struct pair pairs[SCENE_PARTIES * (SCENE_PARTIES + 2)];
    if (!s->parties || !blames(s))
        return;
    int n = score_pairs(s, pairs, trace), taken = 0;
    for (int i = 0; i < n && pairs[i].probability >= threshold; i++) {
        bool clash = false;
        /* one accuser, or one list of them, to a target */
        for (int j = 0; j < taken && !clash; j++)
            clash =
                pairs[j].target == pairs[i].target
                    ? !same_list(s, pairs[j].speaker, pairs[i].speaker)
                    : pairs[j].target == pairs[i].speaker && pairs[j].speaker == pairs[i].target;
        if (clash)
            continue;
        add_claim(s, &pairs[i]);
        pairs[taken++] = pairs[i];
    }
}
