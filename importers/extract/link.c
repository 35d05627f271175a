#include "importers/extract/frames.h"

#include <stdlib.h>
#include <string.h>

static const double threshold = 0.25;

static int role_entity(const struct claim *c, enum role role)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == role)
            return c->roles[i].entity;
    return -1;
}

/* Who passes the words on and where a meeting was do not make another claim of it. */
static bool defines(enum role role)
{
    return role != ROLE_VIA && role != ROLE_PLACE && role != ROLE_CHAIR;
}

static bool has_roles(const struct claim *a, const struct claim *b)
{
    for (size_t i = 0; i < a->roles_n; i++) {
        bool found = !defines(a->roles[i].role);
        for (size_t j = 0; j < b->roles_n && !found; j++)
            found =
                a->roles[i].role == b->roles[j].role && a->roles[i].entity == b->roles[j].entity;
        if (!found)
            return false;
    }
    return true;
}

static bool same_roles(const struct claim *a, const struct claim *b)
{
    return has_roles(a, b) && has_roles(b, a);
}

static bool told_compatible(const struct told_date *a, const struct told_date *b)
{
    return dates_compatible(&a->date, &b->date);
}

/* Told twice: same roles and wrong, dates that can be one. A wrong that one telling leaves open is
 * no other wrong. */
static bool same_claim(const struct claim *a, const struct claim *b)
{
    if (a->kind != b->kind || !same_roles(a, b))
        return false;
    if (a->kind == CLAIM_ALLEGATION && a->act != b->act && a->act != ACT_OTHER &&
        b->act != ACT_OTHER)
        return false;
    if (a->kind == CLAIM_MEETING && a->status != b->status)
        return false;
    return told_compatible(&a->said, &b->said) && told_compatible(&a->happened, &b->happened);
}

static int sentence_at(const struct doc *d, uint32_t cp)
{
    int lo = 0, hi = d->sentences_n - 1;
    while (lo < hi) {
        int mid = (lo + hi + 1) / 2;
        if (d->view.cp[d->tokens[d->sentences[mid].start].start] <= cp)
            lo = mid;
        else
            hi = mid - 1;
    }
    return lo;
}

/* A date told in the claim's own sentence, not carried over from another. */
static bool own_date(const struct doc *d, const struct claim *c, const struct told_date *t)
{
    return t->date.set &&
           sentence_at(d, t->span.start) == sentence_at(d, c->evidence.items[0].start);
}

static void absorb_date(const struct doc *d, const struct claim *into, struct told_date *date,
                        const struct claim *c, const struct told_date *other)
{
    if (!date->date.set || (!own_date(d, into, date) && own_date(d, c, other)))
        *date = *other;
}

static void absorb(struct doc *d, struct claim *into, const struct claim *c)
{
    for (size_t i = 0; i < c->evidence.n; i++) {
        bool known = false;
        for (size_t j = 0; j < into->evidence.n && !known; j++)
            known = into->evidence.items[j].start < c->evidence.items[i].end &&
                    c->evidence.items[i].start < into->evidence.items[j].end;
        if (!known)
            spans_add(d->a, &into->evidence, c->evidence.items[i]);
    }
    for (size_t i = 0; i < c->roles_n; i++)
        claim_add_role(d->a, into, c->roles[i].role, c->roles[i].entity);
    if (into->act == ACT_OTHER)
        into->act = c->act;
    absorb_date(d, into, &into->said, c, &c->said);
    absorb_date(d, into, &into->happened, c, &c->happened);
    into->hedged &= c->hedged;
    into->legal |= c->legal;
    if (c->confidence > into->confidence) {
        into->confidence = c->confidence;
        into->rule = c->rule;
        into->cue = c->cue;
    }
}

/* An accusation without a speaker that the article also puts into somebody's mouth is that one's
 * (FORMAT.md, passive headlines). */
static bool spoken_elsewhere(const struct doc *d, const struct claim *c)
{
    if (c->kind != CLAIM_ALLEGATION || role_entity(c, ROLE_SPEAKER) >= 0)
        return false;
    for (int i = 0; i < d->claims_n; i++) {
        const struct claim *o = &d->claims[i];
        if (o->kind == CLAIM_ALLEGATION && role_entity(o, ROLE_SPEAKER) >= 0 &&
            role_entity(o, ROLE_TARGET) == role_entity(c, ROLE_TARGET) &&
            (o->act == c->act || o->act == ACT_OTHER || c->act == ACT_OTHER))
            return true;
    }
    return false;
}

static void merge(struct doc *d)
{
    int n = 0;
    for (int i = 0; i < d->claims_n; i++) {
        struct claim c = d->claims[i];
        int twin = -1;
        if (spoken_elsewhere(d, &c))
            continue;
        for (int j = 0; j < n && twin < 0; j++)
            if (same_claim(&d->claims[j], &c))
                twin = j;
        if (twin >= 0)
            absorb(d, &d->claims[twin], &c);
        else
            d->claims[n++] = c;
    }
    d->claims_n = n;
}

static int side_of(const struct doc *d, int entity)
{
    return entity >= 0 && d->entities[entity].side >= 0 ? d->entities[entity].side : entity;
}

/* The nearest telling of an allegation to a denial, in sentences: negative when it comes before. */
static int distance(const struct doc *d, const struct claim *denial, const struct claim *allegation)
{
    int best = 1000, at = sentence_at(d, denial->evidence.items[0].start);
    for (size_t i = 0; i < allegation->evidence.n; i++) {
        int far = sentence_at(d, allegation->evidence.items[i].start) - at;
        if (abs(far) < abs(best))
            best = far;
    }
    return best;
}

static const char *distance_name(int far)
{
    static const char *const before[] = {"0", "-1", "-2", "-3"}, *const after[] = {"0", "1", "2",
                                                                                   "3"};
    if (far <= 0)
        return far > -4 ? before[-far] : far > -9 ? "-8" : "-far";
    return far < 4 ? after[far] : far < 9 ? "8" : "far";
}

/* Does the denial's sentence have a word for this wrong? */
static bool names_act(const struct doc *d, const struct claim *denial, enum act act)
{
    struct items items =
        signs_read((struct doc *)d, sentence_at(d, denial->evidence.items[0].start));
    for (int i = 0; i < items.n; i++)
        if (items.items[i].act == (int)act)
            return true;
    return false;
}

static double score_answer(struct doc *d, int denial, int allegation, int nearer, FILE *trace)
{
    const struct claim *n = &d->claims[denial], *a = &d->claims[allegation];
    struct score s = {.weights = weights_of(d->pack), .model = "answer", .trace = trace};
    int denier = role_entity(n, ROLE_SPEAKER), speaker = role_entity(a, ROLE_SPEAKER),
        target = role_entity(a, ROLE_TARGET);
    if (trace)
        fprintf(trace, "answer\t%d\t%d\t0\t0\t", denial, allegation);
    bool self = denier == target, same_side = side_of(d, denier) == side_of(d, target);
    const char *who = self ? "self" : same_side ? "side" : "other";
    bool own = speaker >= 0 && side_of(d, speaker) == side_of(d, denier);
    int far = distance(d, n, a);
    score_add(&s, "bias", NULL);
    score_add(&s, "who=", who, NULL);
    score_add(&s, "far=", distance_name(far), NULL);
    score_add(&s, "who.far=", who, distance_name(far), NULL);
    score_add(&s, "own=", own ? "1" : "0", ".", who, NULL);
    score_add(&s, "nobody=", speaker < 0 ? "1" : "0", NULL);
    score_add(&s, "nearer=",
              nearer <= 0   ? "0"
              : nearer == 1 ? "1"
              : nearer < 4  ? "3"
                            : "more",
              ".", who, NULL);
    bool act = names_act(d, n, a->act);
    score_add(&s, "act=", act ? "1" : "0", ".", who, NULL);
    score_add(&s, "rule=", n->rule, NULL);
    if (trace)
        fputc('\n', trace);
    return score_probability(s.sum);
}

/* Nobody rejects what his own side says of another: "the US accuses China", denied by the US, is
 * two matters. (Of the answers that readers marked 5 in 100 are so.) */
static bool of_own_side(const struct doc *d, const struct claim *denial, const struct claim *charge)
{
    int denier = side_of(d, role_entity(denial, ROLE_SPEAKER));
    int accuser = side_of(d, role_entity(charge, ROLE_SPEAKER));
    return accuser == denier && side_of(d, role_entity(charge, ROLE_TARGET)) != denier;
}

static void answer(struct doc *d, FILE *trace)
{
    for (int i = 0; i < d->claims_n; i++) {
        if (d->claims[i].kind != CLAIM_DENIAL)
            continue;
        for (int j = 0; j < d->claims_n; j++) {
            if (d->claims[j].kind != CLAIM_ALLEGATION)
                continue;
            int nearer = 0;
            for (int k = 0; k < d->claims_n; k++)
                nearer += k != j && d->claims[k].kind == CLAIM_ALLEGATION &&
                          abs(distance(d, &d->claims[i], &d->claims[k])) <
                              abs(distance(d, &d->claims[i], &d->claims[j]));
            if (score_answer(d, i, j, nearer, trace) < threshold ||
                of_own_side(d, &d->claims[i], &d->claims[j]))
                continue;
            struct claim *c = &d->claims[i];
            c->answers =
                arena_grow(d->a, c->answers, c->answers_n, &c->answers_cap, sizeof *c->answers);
            c->answers[c->answers_n++] = j;
        }
    }
}

static int by_evidence(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    if (x->kind != y->kind)
        return (int)x->kind - (int)y->kind;
    uint32_t s = x->evidence.items[0].start, t = y->evidence.items[0].start;
    if (s != t)
        return s < t ? -1 : 1;
    int p = role_entity(x, ROLE_TARGET), q = role_entity(y, ROLE_TARGET);
    return p != q ? p - q : role_entity(x, ROLE_SPEAKER) - role_entity(y, ROLE_SPEAKER);
}

void link_read(struct doc *d, FILE *trace)
{
    merge(d);
    if (d->claims_n)
        qsort(d->claims, (size_t)d->claims_n, sizeof *d->claims, by_evidence);
    answer(d, trace);
}
