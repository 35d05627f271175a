#include "importers/extract/attacks.h"

#include <string.h>

#include "importers/extract/dates.h"
#include "importers/extract/frames.h"
#include "importers/extract/via.h"

/* Three ways of telling it, the surest first. */
enum { BY_PASSIVE, BY_SUFFERING, BY_ACTIVE, BY_NOUN };

static const struct {
    const char *rule;
    double confidence;
} ways[] = {{"attack.passive", 0.8},
            {"attack.suffered", 0.8},
            {"attack.active", 0.75},
            {"attack.noun", 0.65}};

static enum frame at(const struct scene *s, int i)
{
    return i >= 0 && i < s->items.n ? s->items.items[i].frame : FRAME_NONE;
}

static const struct mention *mention_at(const struct scene *s, int i)
{
    return at(s, i) == FRAME_PARTY ? &s->doc->mentions[s->items.items[i].mention] : NULL;
}

static bool has_class(const struct entry *e, const char *class)
{
    for (; e; e = e->next)
        if (strcmp(entry_field(e, 1), class) == 0)
            return true;
    return false;
}

/* Are tokens [start, end), all of them, a word of that class of attacks.tsv? */
static bool is_word(const struct doc *d, int start, int end, const char *class)
{
    const struct lexicon *words = pack_lexicon(d->pack, "attacks");
    const struct entry *e = NULL;
    return words && lexicon_match(words, d->tokens, start, end, &e) == end - start &&
           has_class(e, class);
}

static bool is(const struct scene *s, int i, const char *class)
{
    return i >= 0 && i < s->items.n &&
           is_word(s->doc, s->items.items[i].start, s->items.items[i].end, class);
}

static bool holds_word(const struct doc *d, int start, int end, const char *class)
{
    const struct lexicon *words = pack_lexicon(d->pack, "attacks");
    for (int i = start, n; i < end && words; i += n ? n : 1) {
        const struct entry *e = NULL;
        n = lexicon_match(words, d->tokens, i, end, &e);
        if (n && has_class(e, class))
            return true;
    }
    return false;
}

static int gap(const struct scene *s, int i, int j)
{
    return s->items.items[j].start - s->items.items[i].end;
}

/* Where the clause of item i begins: behind the last mark or conjunction before it. */
static int clause_start(const struct scene *s, int i)
{
    int start = s->doc->sentences[s->sentence].start;
    for (int k = i - 1; k >= 0; k--) {
        enum frame f = at(s, k);
        bool mark = f == FRAME_MARK && strcmp(s->items.items[k].class, "'s") != 0 &&
                    strcmp(s->items.items[k].class, "-") != 0;
        if (mark || f == FRAME_BUT || f == FRAME_WHILE || f == FRAME_THAT || f == FRAME_WH)
            return s->items.items[k].end;
    }
    return start;
}

static int side_of(const struct doc *d, int entity)
{
    return d->entities[entity].side >= 0 ? d->entities[entity].side : entity;
}

/* "Cathay said it had been hacked": the pronoun is who speaks. */
static bool says_itself(const struct scene *s, int entity)
{
    for (int i = 0; i < s->items.n; i++) {
        const struct mention *m = mention_at(s, s->roles[i].agent);
        if ((at(s, i) == FRAME_SAY || at(s, i) == FRAME_REVEAL) && m && m->entity == entity &&
            m->how == MENTION_NAME)
            return true;
    }
    return false;
}

/* The body that a thing without a name belongs to: "trang web của Bộ Quốc phòng". */
static int owner_inside(const struct scene *s, int i)
{
    const struct doc *d = s->doc;
    const struct mention *m = mention_at(s, i);
    for (int k = s->items.items[i].mention + 1; k < d->mentions_n && d->mentions[k].start < m->end;
         k++) {
        const struct mention *o = &d->mentions[k];
        if (o->entity >= 0 && !d->entities[o->entity].unnamed && o->kind != ENTITY_COUNTRY &&
            o->kind != ENTITY_PERSON && o->kind != ENTITY_PLACE)
            return o->entity;
    }
    return -1;
}

/* The named party that item i says was hit, -1 when it is none. */
static int victim_at(const struct scene *s, int i)
{
    const struct mention *m = mention_at(s, i);
    if (!m || m->entity < 0 || m->kind == ENTITY_PLACE || m->kind == ENTITY_GROUP ||
        (m->how == MENTION_PRONOUN && !says_itself(s, m->entity)))
        return -1;
    if (s->doc->entities[m->entity].unnamed)
        return m->kind == ENTITY_PERSON ? -1 : owner_inside(s, i);
    return m->modifier && m->kind == ENTITY_COUNTRY ? -1 : m->entity;
}

/* Somebody else than the victim's side says or blames in this sentence: then it is that one's word,
 * not the article's. A paper's word counts as the article's. */
static bool told_by_another(const struct scene *s, int victim)
{
    const struct doc *d = s->doc;
    for (int i = 0; i < s->items.n; i++) {
        enum frame f = at(s, i);
        const struct mention *m = mention_at(s, s->roles[i].agent);
        if (f == FRAME_ACCUSE || f == FRAME_DENY || f == FRAME_BELIEVE || f == FRAME_BASELESS ||
            f == FRAME_QUESTION)
            return true;
        if (f == FRAME_ACCORDINGTO)
            m = mention_at(s, i + 1);
        if (f != FRAME_SAY && f != FRAME_REVEAL && f != FRAME_ACCORDINGTO)
            continue;
        if (!m || m->entity < 0)
            return true;
        if (!via_is_media(d, m->entity) && side_of(d, m->entity) != side_of(d, victim))
            return true;
    }
    return false;
}

static bool doubted(const struct scene *s, int from, int to)
{
    const struct token *t = s->doc->tokens;
    for (int i = 0; i < s->items.n; i++) {
        const struct item *it = &s->items.items[i];
        if (it->start >= from && it->end <= to &&
            (it->frame == FRAME_NEG || it->frame == FRAME_HEDGE || it->frame == FRAME_PLAN))
            return true;
    }
    int last = s->doc->sentences[s->sentence].end - 1;
    return t[last].low[0] == '?' || (t[from].flags & TOKEN_QUOTED) ||
           holds_word(s->doc, from, to, "doubt");
}

/* Told before of the same victim: its evidence grows, and what it left open is filled. */
static struct claim *told_before(struct doc *d, int victim, const struct claim *c)
{
    for (int i = 0; i < d->claims_n; i++) {
        struct claim *o = &d->claims[i];
        if (o->kind != CLAIM_ATTACK || !dates_compatible(&o->happened.date, &c->happened.date) ||
            (o->act != c->act && o->act != ACT_ATTACK && c->act != ACT_ATTACK))
            continue;
        for (size_t j = 0; j < o->roles_n; j++)
            if (o->roles[j].role == ROLE_ON && o->roles[j].entity == victim)
                return o;
    }
    return NULL;
}

static void add_claim(struct scene *s, int cue, int victim_item, int by, int way)
{
    struct doc *d = s->doc;
    const struct item *it = s->items.items;
    int victim = victim_at(s, victim_item);
    int from = it[cue].start, to = it[cue].end;
    int parts[] = {victim_item, by};
    for (int i = 0; i < 2; i++) {
        if (parts[i] < 0)
            continue;
        from = it[parts[i]].start < from ? it[parts[i]].start : from;
        to = it[parts[i]].end > to ? it[parts[i]].end : to;
    }
    if (way != BY_NOUN)
        scene_clause(s, &from, &to);
    struct claim c = {.act = it[cue].act < 0 ? ACT_ATTACK : (enum act)it[cue].act};
    struct told_date said;
    const struct sentence *sentence = &d->sentences[s->sentence];
    struct date_claim asked = {.from = sentence->start,
                               .to = sentence->end,
                               .cue = it[cue].start,
                               .party = {victim, -1},
                               .kind = CLAIM_ATTACK};
    dates_attach(d, &asked, &c.happened, &said);
    struct claim *old = told_before(d, victim, &c);
    if (!old) {
        old = frames_add(d, CLAIM_ATTACK, from, to, &it[cue], ways[way].confidence);
        old->rule = ways[way].rule;
        old->act = c.act;
        old->happened = c.happened;
    } else {
        spans_add(d->a, &old->evidence, doc_span(d, from, to));
        old->act = old->act == ACT_ATTACK ? c.act : old->act;
        if (!old->happened.date.set)
            old->happened = c.happened;
    }
    if (by >= 0)
        claim_add_role(d->a, old, ROLE_BY, mention_at(s, by)->entity);
    claim_add_role(d->a, old, ROLE_ON, victim);
}

/* A group with a name that is known for attacks (APT28), the only culprit that an article may name
 * on its own account. */
static bool named_group(const struct scene *s, int i)
{
    const struct mention *m = mention_at(s, i);
    return m && m->entity >= 0 && m->kind == ENTITY_GROUP && !s->doc->entities[m->entity].unnamed;
}

static bool nobody(const struct scene *s, int i)
{
    const struct mention *m = mention_at(s, i);
    if (!m)
        return is(s, i, "nobody");
    return m->entity >= 0 && s->doc->entities[m->entity].unnamed && m->kind == ENTITY_GROUP &&
           s->doc->entities[m->entity].side < 0;
}

static bool is_fact(const struct scene *s, int victim, int from, int to)
{
    int entity = victim_at(s, victim);
    return entity >= 0 && !told_by_another(s, entity) && !doubted(s, from, to);
}

/* A country is hit where it is the subject alone, not the place of what is: "một công ty tại Anh bị
 * tấn công". */
static bool opens_clause(const struct scene *s, int i)
{
    return s->items.items[i].start - clause_start(s, i) <= 1;
}

/* "Yahoo's database was breached" */
static bool is_owner_mark(const struct scene *s, int i)
{
    return at(s, i) == FRAME_MARK && strcmp(s->items.items[i].class, "'s") == 0;
}

/* "Yahoo was breached", "trang web của X bị tin tặc tấn công". */
static bool read_passive(struct scene *s, int cue)
{
    int j = cue - 1, by = -1;
    while (at(s, j) == FRAME_HAVE)
        j--;
    if ((nobody(s, j) || named_group(s, j)) && at(s, j - 1) == FRAME_PASSIVE) {
        by = named_group(s, j) ? j : -1;
        j--;
    }
    const char *dot = strchr(s->items.items[cue].class, '.');
    bool english = at(s, j) == FRAME_BE && dot && strcmp(dot, ".ed") == 0;
    if (at(s, j) != FRAME_PASSIVE && !english)
        return false;
    for (j--; at(s, j) == FRAME_HAVE || at(s, j) == FRAME_BE || is_owner_mark(s, j);)
        j--;
    if (!mention_at(s, j) || gap(s, j, cue) > 6 ||
        (mention_at(s, j)->kind == ENTITY_COUNTRY && !opens_clause(s, j)))
        return false;
    int to = s->items.items[cue].start;
    if (!is_fact(s, j, clause_start(s, j), to))
        return false;
    if (by < 0 && at(s, cue + 1) == FRAME_BY && at(s, cue + 2) == FRAME_PARTY) {
        if (!named_group(s, cue + 2) && !nobody(s, cue + 2))
            return false; /* somebody is blamed: an allegation's matter */
        by = named_group(s, cue + 2) ? cue + 2 : -1;
    }
    add_claim(s, cue, j, by, BY_PASSIVE);
    return true;
}

/* "Ukraine hứng chịu các vụ tấn công mạng", "Newark fell victim to a ransomware attack". */
static bool read_suffering(struct scene *s, int cue)
{
    const struct doc *d = s->doc;
    int t = s->items.items[cue].start, p = cue - 1;
    while (p >= 0 && at(s, p) != FRAME_PARTY && cue - p < 4)
        p--;
    if (!mention_at(s, p) || t - s->items.items[p].end > 9 ||
        !holds_word(d, s->items.items[p].end, t, "suffer") ||
        (mention_at(s, p)->kind == ENTITY_COUNTRY && !opens_clause(s, p)))
        return false;
    if (!is_fact(s, p, clause_start(s, p), s->items.items[p].end))
        return false;
    add_claim(s, cue, p, -1, BY_SUFFERING);
    return true;
}

/* "Hackers broke into X", "APT37 tấn công X". */
static bool read_active(struct scene *s, int cue)
{
    int j = cue - 1, v = cue + 1;
    while (at(s, j) == FRAME_HAVE)
        j--;
    if ((!nobody(s, j) && !named_group(s, j)) || gap(s, j, cue) > 3 || at(s, j - 1) == FRAME_OF)
        return false;
    while (at(s, v) == FRAME_AGAINST || at(s, v) == FRAME_TO)
        v++;
    if (!mention_at(s, v) || gap(s, cue, v) > 3 ||
        !is_fact(s, v, clause_start(s, j), s->items.items[cue].start))
        return false;
    add_claim(s, cue, v, named_group(s, j) ? j : -1, BY_ACTIVE);
    return true;
}

/* The item of the victim behind an event's noun: "attack on X", "hack of X", "vụ tấn công vào X",
 * "vụ tấn công X". -1 when none stands there. */
static int noun_victim(const struct scene *s, int cue)
{
    int v = cue + 1;
    if (mention_at(s, v))
        return is(s, cue, "bare") && gap(s, cue, v) <= 1 ? v : -1;
    bool leads = is(s, v, "at") || (at(s, v) == FRAME_OF && is(s, cue, "of"));
    if (!leads || gap(s, cue, v) > 2)
        return -1;
    if (is(s, v + 1, "at"))
        v++; /* "nhằm" + "vào" */
    return mention_at(s, v + 1) && gap(s, v, v + 1) <= 1 ? v + 1 : -1;
}

/* "the Yahoo breach", "Equifax's data breach": the victim stands before. Bodies of states are left
 * out, as theirs may be the hand ("the NSA hack"). -1 when none stands there. */
static int victim_before(const struct scene *s, int cue)
{
    int v = is_owner_mark(s, cue - 1) ? cue - 2 : cue - 1;
    const struct mention *m = mention_at(s, v);
    bool firm = m && (m->kind == ENTITY_COMPANY || m->kind == ENTITY_ORGANIZATION);
    return firm && is(s, cue, "after") && gap(s, v, cue) <= 1 ? v : -1;
}

/* "the attack on the DNC", "vụ tấn công vào Sony": that there was one is taken for granted, whoever
 * is being blamed for it. */
static bool read_noun(struct scene *s, int cue)
{
    const struct doc *d = s->doc;
    int v = noun_victim(s, cue);
    if (v < 0)
        v = victim_before(s, cue);
    const struct mention *m = mention_at(s, v);
    if (!m || m->kind == ENTITY_COUNTRY || m->kind == ENTITY_PERSON || m->how == MENTION_DEFINITE ||
        victim_at(s, v) < 0)
        return false;
    int first = v < cue ? v : cue, last = v < cue ? cue : v;
    int from = s->items.items[first].start - 5, start = clause_start(s, first);
    bool asked = d->tokens[d->sentences[s->sentence].end - 1].low[0] == '?';
    if (asked || holds_word(d, from < start ? start : from, s->items.items[first].start, "doubt") ||
        holds_word(d, s->items.items[first].end, s->items.items[last].start, "doubt"))
        return false;
    add_claim(s, cue, v, -1, BY_NOUN);
    return true;
}

void attacks_read(struct scene *s)
{
    for (int i = 0; i < s->items.n; i++) {
        if (at(s, i) != FRAME_WRONG || s->items.items[i].act == ACT_OTHER)
            continue;
        const char *dot = strchr(s->items.items[i].class, '.');
        bool noun = dot && strcmp(dot, ".n") == 0;
        if (noun && is(s, i, "event")) {
            if (!read_suffering(s, i))
                read_noun(s, i);
        } else if (!noun && is(s, i, "verb")) {
            if (!read_passive(s, i))
                read_active(s, i);
        }
    }
}
