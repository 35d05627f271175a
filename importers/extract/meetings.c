#include "importers/extract/frames.h"
#include "importers/extract/guests.h"
#include "importers/extract/meeting_facts.h"

#include <stdlib.h>
#include <string.h>

static const double threshold = 0.35;

#define PAIRS_MAX (GUESTS_MAX * GUESTS_MAX)

/* One meeting in the making: the word that tells of it and who is on its sides. */
struct table {
    int cue;
    struct side hosts, guests;
};

struct pair {
    const struct guest *p, *q;
    double probability;
};

/* "huỷ đàm phán", "agreed to meet": words of another frame that hold a meeting. */
static bool holds_meeting(const struct scene *s, const struct item *item)
{
    const struct lexicon *cues = pack_lexicon(s->doc->pack, "cues");
    const struct entry *e;
    if (item->frame != FRAME_CANCEL && item->frame != FRAME_PLAN)
        return false;
    for (int i = item->start + 1; i < item->end; i++)
        if (lexicon_match(cues, s->doc->tokens, i, item->end, &e) &&
            strcmp(entry_field(e, 1), "meet") == 0)
            return true;
    return false;
}

static const char *form(const struct item *item)
{
    const char *dot = strchr(item->class, '.');
    return dot ? dot : "";
}

static const char *class_at(const struct scene *s, int i)
{
    return i < 0 ? "^" : i < s->items.n ? s->items.items[i].class : "$";
}

static void describe_cue(const struct scene *s, int cue, struct score *score)
{
    const struct item *it = &s->items.items[cue];
    const struct token *t = s->doc->tokens;
    score_add(score, "cue=", it->class, NULL);
    score_add(score, "word=", t[it->start].low, NULL);
    score_add(score, "words=", t[it->start].low, "_", t[it->end - 1].low, NULL);
    score_add(score, "last=", t[it->end - 1].low, NULL);
    score_add(score, "cue.n1=", it->class, ">", class_at(s, cue + 1), NULL);
    score_add(score, "cue.p1=", class_at(s, cue - 1), ">", it->class, NULL);
    if (it->start > s->doc->sentences[s->sentence].start)
        score_add(score, "wordp=", t[it->start - 1].low, NULL);
    if (it->end < s->doc->sentences[s->sentence].end)
        score_add(score, "wordn=", t[it->end].low, NULL);
}

static const char *const kind_names[] = {"country", "gov",   "org",  "company",
                                         "person",  "group", "place"};

static void describe_guest(const struct scene *s, const struct guest *g, const char *how,
                           const char *as, struct score *score)
{
    const struct mention *m = &s->doc->mentions[g->mention];
    const struct entity *e = &s->doc->entities[g->entity];
    score_add(score, as, "how=", how, NULL);
    score_add(score, as, "kind=", kind_names[e->kind], NULL);
    score_add(score, as, "kind=", kind_names[e->kind], ".", how, NULL);
    if (e->unnamed)
        score_add(score, as, "unnamed", NULL);
    if (m->how == MENTION_PRONOUN)
        score_add(score, as, "pronoun", NULL);
    if (m->modifier)
        score_add(score, as, "modifier", NULL);
    if (m->possessive)
        score_add(score, as, "possessive", NULL);
    if (g->half)
        score_add(score, as, "half", NULL);
}

/* What the two are to each other. */
static const char *relation(const struct doc *d, const struct guest *p, const struct guest *q)
{
    const struct entity *x = &d->entities[p->entity], *y = &d->entities[q->entity];
    if (x->side == q->entity || y->side == p->entity)
        return "of-each-other";
    if (p->item >= 0 && p->item == q->item)
        return "both";
    if (x->side >= 0 && x->side == y->side)
        return "one-side";
    return x->side >= 0 && y->side >= 0 ? "two-sides" : "open";
}

/* How far the words of a side stand from the cue. */
static const char *apart(const struct scene *s, const struct guest *g, int cue)
{
    if (g->item < 0)
        return "before";
    const struct item *a = &s->items.items[g->item], *b = &s->items.items[cue];
    int far = a->start > b->start ? a->start - b->end : b->start - a->end;
    return far <= 1 ? "1" : far <= 4 ? "4" : far <= 9 ? "9" : "far";
}

/* Words left of the cue, within its clause, that make the meeting something denied, wished for,
 * doubted or to come: "trying to arrange a meeting", "chưa từng gặp". */
static void describe_mood(const struct scene *s, int cue, struct score *score)
{
    bool governed = false;
    for (int i = cue - 1; i >= 0 && i >= cue - 6; i--) {
        enum frame f = s->items.items[i].frame;
        if (f == FRAME_THAT || f == FRAME_BUT || f == FRAME_WHILE ||
            (f == FRAME_MARK && strcmp(s->items.items[i].class, "'s") != 0))
            break;
        if (f == FRAME_NEG || f == FRAME_HEDGE || f == FRAME_PLAN || f == FRAME_CANCEL ||
            f == FRAME_QUESTION)
            score_add(score, "mood=", s->items.items[i].class, NULL);
        if (!governed && f != FRAME_NONE && f < FRAME_HEDGE) {
            score_add(score, "governor=", s->items.items[i].class, NULL);
            governed = true;
        }
    }
    if (!governed)
        score_add(score, "governor=none", NULL);
}

static void describe_pair(const struct scene *s, const struct table *t, const struct pair *pair,
                          const char *hows[2], struct score *score)
{
    int cue = t->cue;
    const char *f = form(&s->items.items[cue]);
    score_add(score, "bias", NULL);
    if (s->doc->sentences[s->sentence].title)
        score_add(score, "title", NULL);
    describe_cue(s, cue, score);
    describe_mood(s, cue, score);
    describe_guest(s, pair->p, hows[0], "p.", score);
    describe_guest(s, pair->q, hows[1], "q.", score);
    score_add(score, "hows=", hows[0], "+", hows[1], NULL);
    score_add(score, "hows=", hows[0], "+", hows[1], f, NULL);
    score_add(score, "kinds=", kind_names[s->doc->entities[pair->p->entity].kind], "+",
              kind_names[s->doc->entities[pair->q->entity].kind], NULL);
    score_add(score, "relation=", relation(s->doc, pair->p, pair->q), NULL);
    score_add(score, "p.apart=", apart(s, pair->p, cue), NULL);
    score_add(score, "q.apart=", apart(s, pair->q, cue), NULL);
}

/* "never met", "denied meeting", "chưa từng gặp": none. */
static bool denied(const struct scene *s, int cue)
{
    for (int i = cue - 1; i >= 0 && i >= cue - 3; i--) {
        enum frame f = s->items.items[i].frame;
        if (f == FRAME_NEG || f == FRAME_DENY)
            return true;
        if (f != FRAME_HAVE && f != FRAME_HEDGE && f != FRAME_BE && f != FRAME_OF)
            return false;
    }
    return false;
}

/* "họp báo chung", "host a news conference": the press is told something. */
static bool meets_press(const struct scene *s, int cue)
{
    int start = s->items.items[cue].start, end = s->items.items[cue].end;
    int last = s->doc->sentences[s->sentence].end;
    return (end < last && meeting_is(s->doc, start, end + 1, "press")) ||
           meeting_word(s->doc, end, end + 3 < last ? end + 3 : last, "press");
}

/* "tried to arrange a meeting", "might meet", "nên đàm phán", a question: wished for, none yet. */
static bool wished(const struct scene *s, int cue)
{
    const struct doc *d = s->doc;
    const struct sentence *sentence = &d->sentences[s->sentence];
    int at = s->items.items[cue].start, from = at - 6;
    bool may = false, planned = false;
    for (int i = cue - 1; i >= 0 && s->items.items[i].end > from; i--) {
        enum frame f = s->items.items[i].frame;
        may |= f == FRAME_HEDGE && cue - i <= 2;
        planned |= f == FRAME_PLAN;
        if (f == FRAME_MARK || f == FRAME_BUT || f == FRAME_WHILE || f == FRAME_THAT ||
            f == FRAME_SAY || f == FRAME_QUESTION || f == FRAME_REVEAL || f == FRAME_ACCUSE) {
            from = s->items.items[i].end;
            break;
        }
    }
    from = from > sentence->start ? from : sentence->start;
    return (may && !planned) || d->tokens[sentence->end - 1].low[0] == '?' ||
           meeting_word(d, from, at, "wish") || meets_press(s, cue);
}

/* Unnamed and of no side: "people", "victims". */
static bool vague(const struct doc *d, const struct guest *g)
{
    const struct entity *e = &d->entities[g->entity];
    return e->unnamed && e->side < 0;
}

/* May one side alone make a meeting? "X and Y met"; "talks of X and Y", "X-Y talks". */
static bool alone(const struct scene *s, int cue, const char *how)
{
    const struct item *it = &s->items.items[cue];
    if (strcmp(form(it), ".n") == 0)
        return strcmp(how, "between") == 0 || strcmp(how, "of") == 0 || strcmp(how, "by") == 0 ||
               strcmp(how, "owner") == 0 || strcmp(how, "pair") == 0 || strcmp(how, "with") == 0 ||
               strcmp(how, "relative") == 0;
    bool attends = meeting_word(s->doc, it->start, it->end, "attend") && cue + 1 < s->items.n &&
                   s->items.items[cue + 1].frame == FRAME_MEET;
    return attends || strcmp(how, "between") == 0 ||
           meeting_is(s->doc, it->start, it->end, "mutual") ||
           meeting_is(s->doc, it->start, it->end, "chair");
}

/* What grammar says outright needs no weighing: "X met Y", "X hội đàm với Y", "cuộc gặp giữa X và
 * Y", "X và Y gặp nhau". */
static bool plainly(const struct scene *s, const struct table *t, const struct pair *pair,
                    const char *hows[2])
{
    const struct item *it = &s->items.items[t->cue];
    bool visit = s->doc->entities[pair->p->entity].kind == ENTITY_PERSON &&
                 s->doc->entities[pair->q->entity].kind == ENTITY_COUNTRY &&
                 meeting_is(s->doc, it->start, it->end, "visit");
    if ((!visit && meeting_is(s->doc, it->start, it->end, "weak")) || vague(s->doc, pair->p) ||
        vague(s->doc, pair->q) || strcmp(relation(s->doc, pair->p, pair->q), "of-each-other") == 0)
        return false;
    if (strcmp(hows[0], "between") == 0)
        return true;
    if (strcmp(hows[0], "doer") == 0 && strcmp(hows[1], "told") == 0)
        return true;
    if (strcmp(hows[0], "agent") != 0)
        return false;
    if (strcmp(hows[1], "alone") == 0)
        return meeting_is(s->doc, it->start, it->end, "mutual");
    return strcmp(hows[1], "with") == 0 || strcmp(hows[1], "object") == 0;
}

static int score_pairs(struct scene *s, const struct table *t, struct pair *pairs, FILE *trace)
{
    const struct side *left = t->hosts.n ? &t->hosts : &t->guests,
                      *right = t->guests.n ? &t->guests : &t->hosts;
    int n = 0;
    if (left == right && !alone(s, t->cue, left->how))
        return 0;
    for (int i = 0; i < left->n; i++)
        for (int j = left == right ? i + 1 : 0; j < right->n; j++) {
            struct pair *pair = &pairs[n];
            *pair = (struct pair){&left->guest[i], &right->guest[j], 0};
            if (pair->p->entity == pair->q->entity || denied(s, t->cue) || wished(s, t->cue))
                continue;
            n++;
            const char *hows[2] = {left->how, left == right ? "alone" : right->how};
            struct score score = {
                .weights = weights_of(s->doc->pack), .model = "meet", .trace = trace};
            frames_trace(trace, s, "meet", pair->p->entity, pair->q->entity);
            describe_pair(s, t, pair, hows, &score);
            if (trace)
                fputc('\n', trace);
            pair->probability = score_probability(score.sum);
            if (pair->probability < 0.6 && plainly(s, t, pair, hows))
                pair->probability = 0.6;
        }
    return n;
}

/* A country takes no part where somebody who acts for it does. */
static bool stands_for_another(const struct doc *d, const struct guest *const *in, int n, int g)
{
    for (int i = 0; i < n; i++)
        if (d->entities[in[i]->entity].side == in[g]->entity)
            return true;
    return false;
}

static void add_claim(struct scene *s, int cue, const struct guest **in, int n, double confidence)
{
    struct doc *d = s->doc;
    const struct item *sign = &s->items.items[cue];
    int from = sign->start, to = sign->end, kept = 0;
    const struct guest *part[2 * GUESTS_MAX];
    for (int g = 0; g < n; g++)
        if (!stands_for_another(d, in, n, g))
            part[kept++] = in[g];
    if (kept < 2)
        return;
    for (int g = 0; g < kept; g++) {
        if (part[g]->item < 0)
            continue;
        const struct item *item = &s->items.items[part[g]->item];
        from = item->start < from ? item->start : from;
        to = item->end > to ? item->end : to;
    }
    scene_clause(s, &from, &to);
    struct claim *c = frames_add(d, CLAIM_MEETING, from, to, sign, confidence);
    for (int g = 0; g < kept; g++)
        claim_add_role(d->a, c, ROLE_PARTICIPANT, part[g]->entity);
    c->rule = sign->class;
    meeting_facts(s, cue, c);
}

static int join(const struct guest **in, int n, const struct guest *g)
{
    for (int i = 0; i < n; i++)
        if (in[i]->entity == g->entity)
            return n;
    in[n] = g;
    return n + 1;
}

static void read_cue(struct scene *s, int cue, FILE *trace)
{
    struct table t = {.cue = cue};
    struct pair pairs[PAIRS_MAX];
    const struct guest *in[2 * GUESTS_MAX];
    guests_read(s, cue, &t.hosts, &t.guests);
    int n = score_pairs(s, &t, pairs, trace), joined = 0;
    double least = 1;
    for (int i = 0; i < n; i++) {
        frames_weighed(s, CLAIM_MEETING, pairs[i].p->entity, pairs[i].q->entity,
                       pairs[i].probability, threshold);
        if (pairs[i].probability < threshold)
            continue;
        joined = join(in, joined, pairs[i].p);
        joined = join(in, joined, pairs[i].q);
        least = pairs[i].probability < least ? pairs[i].probability : least;
    }
    if (joined >= 2)
        add_claim(s, cue, in, joined, least);
}

/* The meeting told of last before the sentence, not far back; NULL when there is none. */
static struct claim *meeting_before(struct scene *s)
{
    struct doc *d = s->doc;
    const struct sentence *sentence = &d->sentences[s->sentence];
    uint32_t start = doc_span(d, sentence->start, sentence->end).start;
    for (int i = d->claims_n - 1; i >= 0; i--) {
        struct claim *c = &d->claims[i];
        const struct span *last = &c->evidence.items[c->evidence.n - 1];
        if (c->kind == CLAIM_MEETING)
            return last->start < start && start - last->end < 700 ? c : NULL;
    }
    return NULL;
}

/* Those who are said to have attended it took part, too. */
static void read_attendance(struct scene *s)
{
    struct doc *d = s->doc;
    struct claim *c = meeting_before(s);
    struct side who;
    if (!c)
        return;
    guests_attending(s, &who);
    int from = -1, to = -1;
    for (int i = 0; i < who.n; i++) {
        const struct item *item = &s->items.items[who.guest[i].item];
        if (vague(d, &who.guest[i]))
            continue;
        from = from < 0 ? item->start : from;
        to = item->end;
        claim_add_role(d->a, c, ROLE_PARTICIPANT, who.guest[i].entity);
    }
    if (from >= 0)
        spans_add(d->a, &c->evidence, doc_span(d, from, to));
}

void meetings_read(struct scene *s, FILE *trace)
{
    for (int i = 0; i < s->items.n; i++)
        if (s->items.items[i].frame == FRAME_MEET || holds_meeting(s, &s->items.items[i]))
            read_cue(s, i, trace);
    read_attendance(s);
}
