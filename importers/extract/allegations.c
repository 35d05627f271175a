#include "importers/extract/dates.h"
#include "importers/extract/frames.h"
#include "importers/extract/mouths.h"
#include "importers/extract/syntax.h"

#include <stdlib.h>
#include <string.h>

/* Below this a pair is not claimed: a wrong accusation in print is worse than a missed one. */
static const double threshold = 0.38;

/* A target that is less likely blamed than this is asked no further who blames it. */
static const double floor_of_blame = 0.08;

/* Who may speak: parties of the sentence, mouths from outside of it, nobody. */
enum { NOBODY = -1, MOUTH = SCENE_PARTIES, SPEAKERS = 1 + SCENE_PARTIES + SCENE_MOUTHS };

struct pair {
    int speaker, target; /* parties of the scene; speaker may be NOBODY or MOUTH + n */
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
    return party >= MOUTH ? s->mouth[party - MOUTH].entity : scene_mention(s, party)->entity;
}

static void relate_entities(const struct scene *s, int a, int b, struct score *score)
{
    const struct entity *x = &s->doc->entities[a], *y = &s->doc->entities[b];
    if (x->side == b || y->side == a)
        score_add(score, "of-each-other", NULL);
    else if (x->side >= 0 && x->side == y->side)
        score_add(score, "one-side", NULL);
}

/* What makes one a speaker, whoever the target is. */
static void describe_mouth(const struct scene *s, int speaker, struct score *score)
{
    if (speaker >= MOUTH) {
        mouths_describe(s, speaker - MOUTH, score);
        scene_describe_sentence(s, "b.", score);
    } else {
        scene_describe(s, speaker, "s.", score);
        syntax_describe(s, s->party[speaker], "s.", score);
    }
}

/* What makes one the speaker of what is held against the target. */
static void describe_blame(const struct scene *s, int speaker, int target, struct score *score)
{
    if (speaker == NOBODY) {
        score_add(score, "nobody", NULL);
        scene_describe(s, target, "n.", score);
        scene_describe_sentence(s, "n.", score);
        return;
    }
    relate_entities(s, entity_of(s, speaker), entity_of(s, target), score);
    if (speaker < MOUTH) {
        scene_relate(s, s->party[speaker], s->party[target], score);
        syntax_relate(s, s->party[speaker], s->party[target], score);
    }
}

static bool negated(const struct scene *s, int item)
{
    for (int i = item - 1; i >= 0 && i >= item - 3; i--)
        if (s->items.items[i].frame != FRAME_HAVE && s->items.items[i].frame != FRAME_HEDGE)
            return s->items.items[i].frame == FRAME_NEG;
    return false;
}

/* The party that says what stands at item i: subject of the nearest verb of saying before it. */
static int sayer(const struct scene *s, int i)
{
    for (int k = i - 1; k >= 0; k--) {
        enum frame f = s->items.items[k].frame;
        if ((f == FRAME_SAY || f == FRAME_ACCUSE || f == FRAME_BELIEVE) && s->roles[k].agent >= 0)
            return s->roles[k].agent;
    }
    return -1;
}

/* "X said that many attacks came from Y": a wrong, its origin, and somebody who says so. */
static bool traces(const struct scene *s, int origin, int speaker, int target)
{
    bool wrong = false;
    const struct item *it = &s->items.items[origin], *from = &s->items.items[s->party[target]];
    if (strcmp(signs_form(it), "from") != 0 || from->start != it->end || negated(s, origin) ||
        scene_mention(s, target)->kind == ENTITY_PLACE)
        return false;
    int said_by = sayer(s, origin);
    for (int k = said_by; k >= 0 && k < origin; k++)
        wrong |= s->items.items[k].frame == FRAME_WRONG;
    return wrong && speaker >= 0 && said_by == s->party[speaker];
}

/* What grammar says outright needs no weighing: "X accused Y", "Y bị X cáo buộc", "Y has been
 * accused of …", "X said the attacks came from Y". */
static double plainly(const struct scene *s, int speaker, int target)
{
    for (int i = 0; i < s->items.n; i++) {
        const struct clause_roles *r = &s->roles[i];
        if (s->items.items[i].frame == FRAME_BEHIND && traces(s, i, speaker, target))
            return 0.6;
        if (s->items.items[i].frame != FRAME_ACCUSE || r->patient != s->party[target] ||
            negated(s, i))
            continue;
        int first = r->passive ? r->patient : r->agent;
        bool beside = first < i && i - first <= 3 && (r->passive || r->patient == i + 1);
        if (beside && speaker >= 0 && r->agent == s->party[speaker])
            return 0.85;
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

static double weigh_target(const struct scene *s, int target, FILE *trace)
{
    struct score score = {.weights = weights_of(s->doc->pack), .model = "target", .trace = trace};
    frames_trace(trace, s, "target", -1, entity_of(s, target));
    scene_describe_sentence(s, "", &score);
    scene_describe(s, target, "t.", &score);
    scene_describe_words(s, target, "t.", &score);
    syntax_describe(s, s->party[target], "t.", &score);
    if (trace)
        fputc('\n', trace);
    return score_probability(score.sum);
}

static bool there(const struct scene *s, int who)
{
    return who < s->parties || (who >= MOUTH && who < MOUTH + s->mouths);
}

/* Nobody blames himself, nor the country or body for which he acts (of 3,644 accusations that
 * readers marked, 4). */
static bool may_blame(const struct scene *s, int who, int target)
{
    int speaker = entity_of(s, who), blamed = entity_of(s, target);
    return speaker < 0 || (speaker != blamed && s->doc->entities[speaker].side != blamed);
}

/* The sums of describe_mouth, which serve for every target: into own[who]. */
static void weigh_mouths(const struct scene *s, double *own)
{
    for (int i = 0; i < MOUTH + s->mouths; i++) {
        struct score score = {.weights = weights_of(s->doc->pack), .model = "speaker"};
        if (there(s, i))
            describe_mouth(s, i, &score);
        own[i] = score.sum;
    }
}

/* How likely each is the one who blames the target, all of them together 1: into p[]. */
static int weigh_speakers(const struct scene *s, int target, const double *own, int *who, double *p,
                          FILE *trace)
{
    int n = 0;
    for (int i = NOBODY; i < MOUTH + s->mouths; i++) {
        if (!there(s, i) || !may_blame(s, i, target))
            continue;
        struct score score = {
            .weights = weights_of(s->doc->pack), .model = "speaker", .trace = trace};
        frames_trace(trace, s, "speaker", entity_of(s, i), entity_of(s, target));
        describe_blame(s, i, target, &score);
        if (trace && i != NOBODY)
            describe_mouth(s, i, &score);
        else if (i != NOBODY)
            score.sum += own[i];
        if (trace)
            fputc('\n', trace);
        who[n] = i;
        p[n++] = score.sum;
    }
    score_share(p, n);
    return n;
}

static bool same_list(const struct scene *s, int a, int b)
{
    if (a < 0 || b < 0 || a >= MOUTH || b >= MOUTH)
        return a == b;
    int list = scene_mention(s, a)->list;
    return a == b || (list >= 0 && list == scene_mention(s, b)->list);
}

/* One accuser, or one list of them, may share what falls to each of the list. */
static double share_of(const struct scene *s, const int *who, const double *p, int n, int i)
{
    double sum = p[i];
    for (int j = 0; j < n; j++)
        if (j != i && who[i] < MOUTH && who[j] < MOUTH && same_list(s, who[i], who[j]))
            sum += p[j];
    return sum;
}

static int score_pairs(const struct scene *s, struct pair *pairs, FILE *trace)
{
    int n = 0, who[SPEAKERS];
    double p[SPEAKERS], own[MOUTH + SCENE_MOUTHS];
    bool accused = scene_has(s, FRAME_ACCUSE) || scene_has(s, FRAME_BEHIND), weighed = false;
    for (int t = 0; t < s->parties; t++) {
        double blamed = weigh_target(s, t, trace);
        if (blamed < floor_of_blame && !accused && !trace)
            continue;
        if (!weighed && !trace)
            weigh_mouths(s, own);
        weighed = true;
        int speakers = weigh_speakers(s, t, own, who, p, trace);
        for (int i = 0; i < speakers; i++) {
            double likely = blamed * share_of(s, who, p, speakers, i);
            double plain = who[i] < MOUTH ? plainly(s, who[i], t) : 0;
            likely = plain > likely ? plain : likely;
            frames_weighed(s, CLAIM_ALLEGATION, entity_of(s, who[i]), entity_of(s, t), likely,
                           threshold);
            pairs[n++] = (struct pair){who[i], t, likely};
        }
    }
    qsort(pairs, (size_t)n, sizeof *pairs, by_probability);
    return n;
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
    const char *how = p->speaker == NOBODY ? "nobody" : p->speaker >= MOUTH ? "before" : NULL;
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
    if (p->speaker >= 0 && p->speaker < MOUTH) {
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
    struct pair pairs[SCENE_PARTIES * SPEAKERS];
    if (!s->parties || !blames(s))
        return;
    syntax_read(s);
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
