#include "importers/extract/syntax.h"

#include <stdio.h>
#include <string.h>

#include "importers/extract/parser.h"

enum { STEPS = 8, NAME = 40, WAY = 200 };

void syntax_read(struct scene *s)
{
    struct doc *d = s->doc;
    const struct sentence *in = &d->sentences[s->sentence];
    if (s->item_of || parse_sentence(d, s->sentence) == 0)
        return;
    s->item_of = arena_alloc(d->a, (size_t)(in->end - in->start + 1) * sizeof *s->item_of);
    for (int t = in->start; t < in->end; t++)
        s->item_of[t - in->start] = -1;
    for (int i = 0; i < s->items.n; i++)
        for (int t = s->items.items[i].start; t < s->items.items[i].end && t < in->end; t++)
            s->item_of[t - in->start] = i;
}

static const struct parse *parse_at(const struct scene *s, int token)
{
    return &s->doc->parse[token];
}

static int item_at(const struct scene *s, int token)
{
    return s->item_of[token - s->doc->sentences[s->sentence].start];
}

/* The token of an item on which the rest of it hangs. */
static int head_of(const struct scene *s, int item)
{
    const struct item *it = &s->items.items[item];
    for (int t = it->start; t < it->end; t++) {
        int head = parse_at(s, t)->head;
        if ((head < it->start || head >= it->end) && parse_at(s, t)->rel != REL_PUNCT)
            return t;
    }
    return it->start;
}

/* Where the token stands for its whole list or name: "A and B accused" has B accuse as well. */
static int stands_for(const struct scene *s, int token)
{
    for (int i = 0; i < STEPS; i++) {
        const struct parse *p = parse_at(s, token);
        bool same =
            p->rel == REL_CONJ || p->rel == REL_APPOS || p->rel == REL_FLAT || p->rel == REL_INNER;
        if (!same || p->head < 0)
            break;
        token = p->head;
    }
    return token;
}

/* A token as features name it: its cue's class or frame, a verb by its word, others by tag. */
static const char *name_of(const struct scene *s, int token, bool frame, char out[NAME])
{
    if (token < 0)
        return "ROOT";
    int item = item_at(s, token);
    const struct item *it = item < 0 ? NULL : &s->items.items[item];
    if (it && it->frame == FRAME_PARTY)
        return "M";
    if (it && it->frame < FRAME_CORE && it->frame != FRAME_NONE)
        return frame ? signs_frame(it->frame) : it->class;
    enum tag tag = parse_at(s, token)->tag;
    if (frame || tag != TAG_VERB)
        return tag_name(tag);
    snprintf(out, NAME, "v:%s", s->doc->tokens[token].low);
    return out;
}

static void describe_up(const struct scene *s, int token, const char *as, struct score *out)
{
    char a[NAME], b[NAME];
    const struct parse *p = parse_at(s, token);
    const char *rel = relation_name(p->rel);
    int up = p->head, above = up < 0 ? -1 : parse_at(s, up)->head;
    const char *up_rel = up < 0 ? "" : relation_name(parse_at(s, up)->rel);
    const char *above_rel = above < 0 ? "" : relation_name(parse_at(s, above)->rel);
    score_add(out, as, "u0=", rel, NULL);
    score_add(out, as, "u1=", rel, ">", name_of(s, up, false, a), NULL);
    score_add(out, as, "u1f=", rel, ">", name_of(s, up, true, a), NULL);
    score_add(out, as, "u2=", rel, ">", name_of(s, up, false, a), ">", up_rel, ">",
              name_of(s, above, false, b), NULL);
    score_add(out, as, "u2f=", rel, ">", name_of(s, up, true, a), ">", up_rel, ">",
              name_of(s, above, true, b), NULL);
    if (above >= 0)
        score_add(out, as, "u3f=", rel, ">", name_of(s, up, true, a), ">", up_rel, ">",
                  name_of(s, above, true, b), ">", above_rel, NULL);
}

/* The subject of a verb, from its governor where it has none of its own; passive ones negative: a
 * token, or −2 − token, or −1. */
static int subject_of(const struct scene *s, int verb)
{
    const struct sentence *in = &s->doc->sentences[s->sentence];
    for (int step = 0; step < 4 && verb >= 0; step++) {
        for (int t = in->start; t < in->end; t++)
            if (parse_at(s, t)->head == verb &&
                (parse_at(s, t)->rel == REL_NSUBJ || parse_at(s, t)->rel == REL_NSUBJ_PASS))
                return parse_at(s, t)->rel == REL_NSUBJ ? t : -2 - t;
        enum relation r = parse_at(s, verb)->rel;
        if (r == REL_ACL || r == REL_ACL_RELCL)
            return parse_at(s, verb)->head;
        if (r != REL_CONJ && r != REL_XCOMP && r != REL_ADVCL && r != REL_COMPOUND)
            return -1;
        verb = parse_at(s, verb)->head;
    }
    return -1;
}

static void describe_verbs(const struct scene *s, int own, int token, const char *as,
                           struct score *out)
{
    for (int i = 0; i < s->items.n; i++) {
        const struct item *it = &s->items.items[i];
        if (it->frame >= FRAME_CORE || it->frame == FRAME_NONE)
            continue;
        int verb = head_of(s, i), subject = subject_of(s, verb);
        bool passive = subject <= -2;
        subject = passive ? -2 - subject : subject;
        if (subject == token || subject == own) {
            score_add(out, as, passive ? "nsp=" : "ns=", it->class, NULL);
            score_add(out, as, passive ? "nspf=" : "nsf=", signs_frame(it->frame), NULL);
        }
        if (parse_at(s, token)->head == verb && subject != token) {
            const char *rel = relation_name(parse_at(s, token)->rel);
            score_add(out, as, "of=", rel, ">", it->class, NULL);
        }
    }
}

void syntax_describe(const struct scene *s, int at, const char *as, struct score *out)
{
    if (!s->item_of)
        return;
    const struct sentence *in = &s->doc->sentences[s->sentence];
    char a[NAME];
    int own = head_of(s, at), token = stands_for(s, own);
    if (own != token)
        score_add(out, as, "joined=", relation_name(parse_at(s, own)->rel), NULL);
    describe_up(s, token, as, out);
    for (int t = in->start; t < in->end; t++) {
        const struct parse *p = parse_at(s, t);
        if (p->head != own && p->head != token)
            continue;
        if (p->rel == REL_CASE)
            score_add(out, as, "case=", s->doc->tokens[t].low, ">",
                      name_of(s, parse_at(s, token)->head, true, a), NULL);
        else if (p->rel == REL_ACL || p->rel == REL_ACL_RELCL)
            score_add(out, as, "d=", name_of(s, t, false, a), NULL);
    }
    describe_verbs(s, own, token, as, out);
}

static int ancestors(const struct scene *s, int token, int *up)
{
    int n = 0;
    for (; token >= 0 && n < STEPS; token = parse_at(s, token)->head)
        up[n++] = token;
    return n;
}

static void append(char *out, const char *a, const char *b)
{
    size_t n = strlen(out);
    snprintf(out + n, WAY - n, "%s%s", a, b);
}

void syntax_relate(const struct scene *s, int i, int j, struct score *out)
{
    if (!s->item_of)
        return;
    int a[STEPS], b[STEPS], from = stands_for(s, head_of(s, i)), to = stands_for(s, head_of(s, j));
    int na = ancestors(s, from, a), nb = ancestors(s, to, b), x = 0, y = 0;
    bool met = false;
    for (x = 0; x < na && !met; x++)
        for (y = 0; y < nb && !met; y++)
            met = a[x] == b[y];
    if (!met) {
        score_add(out, "way=none", NULL);
        return;
    }
    x--, y--;
    char name[NAME], rels[WAY] = "", names[WAY] = "";
    for (int k = 0; k < x; k++) {
        append(rels, "^", relation_name(parse_at(s, a[k])->rel));
        if (k + 1 < x)
            append(names, "^", name_of(s, a[k + 1], true, name));
    }
    append(names, "*", name_of(s, a[x], true, name));
    for (int k = y - 1; k >= 0; k--) {
        append(rels, "_", relation_name(parse_at(s, b[k])->rel));
        if (k > 0)
            append(names, "_", name_of(s, b[k], true, name));
    }
    const char *first = x ? relation_name(parse_at(s, a[0])->rel) : "top";
    const char *last = y ? relation_name(parse_at(s, b[0])->rel) : "top";
    score_add(out, "way=", scene_bucket(x), "^", scene_bucket(y), NULL);
    score_add(out, "way.at=", name_of(s, a[x], false, name), NULL);
    score_add(out, "way.ends=", first, ">", name_of(s, a[x], true, name), ">", last, NULL);
    score_add(out, "way.ends=", first, ">", name_of(s, a[x], false, name), ">", last, NULL);
    if (x + y <= 6) {
        score_add(out, "way.rels=", rels, NULL);
        score_add(out, "way.names=", names, NULL);
        score_add(out, "way.all=", first, ">", names, ">", last, NULL);
    }
}
