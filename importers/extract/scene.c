#include "importers/extract/scene.h"

#include <string.h>

void scene_read(struct scene *s, struct doc *doc, int sentence, int speaker, int distance)
{
    *s = (struct scene){
        .doc = doc, .sentence = sentence, .speaker = speaker, .speaker_distance = distance};
    s->items = signs_read(doc, sentence);
    s->roles = clauses_read(doc->a, &s->items);
    for (int i = 0; i < s->items.n && s->parties < SCENE_PARTIES; i++)
        if (s->items.items[i].frame == FRAME_PARTY &&
            doc->mentions[s->items.items[i].mention].entity >= 0)
            s->party[s->parties++] = i;
}

const struct mention *scene_mention(const struct scene *s, int party)
{
    return &s->doc->mentions[s->items.items[s->party[party]].mention];
}

bool scene_has(const struct scene *s, enum frame frame)
{
    for (int i = 0; i < s->items.n; i++)
        if (s->items.items[i].frame == frame)
            return true;
    return false;
}

const char *scene_class(const struct scene *s, int i)
{
    if (i < 0)
        return "^";
    return i < s->items.n ? s->items.items[i].class : "$";
}

static enum frame frame_at(const struct scene *s, int i)
{
    return i >= 0 && i < s->items.n ? s->items.items[i].frame : FRAME_NONE;
}

static bool speaks(enum frame f)
{
    return f == FRAME_SAY || f == FRAME_ACCUSE || f == FRAME_DENY || f == FRAME_BELIEVE ||
           f == FRAME_CRITICIZE;
}

int scene_speaker(const struct scene *s)
{
    for (int i = 0; i < s->parties; i++) {
        int at = s->party[i];
        int skip = frame_at(s, at + 1) == FRAME_HAVE || frame_at(s, at + 1) == FRAME_MARK ? 2 : 1;
        enum frame next = frame_at(s, at + skip), before = frame_at(s, at - 1);
        if (speaks(next) || before == FRAME_ACCORDINGTO ||
            (before == FRAME_SAY && frame_at(s, at - 2) == FRAME_MARK))
            return s->items.items[at].mention;
    }
    return -1;
}

static const char *const kind_names[] = {"country", "gov",   "org",  "company",
                                         "person",  "group", "place"};
static const char *const how_names[] = {"name",    "demonym",  "metonym",
                                        "pronoun", "definite", "unnamed"};

const char *scene_kind_name(enum entity_kind kind)
{
    return kind_names[kind];
}

const char *scene_bucket(int n)
{
    return n <= 0    ? "0"
           : n == 1  ? "1"
           : n == 2  ? "2"
           : n <= 4  ? "4"
           : n <= 8  ? "8"
           : n <= 16 ? "16"
                     : "far";
}

/* The nearest item that carries meaning on one side of `at`, and how many parties stand between. */
static int nearest_core(const struct scene *s, int at, int step, int *parties, bool *comma)
{
    *parties = 0;
    *comma = false;
    for (int i = at + step; i >= 0 && i < s->items.n; i += step) {
        enum frame f = s->items.items[i].frame;
        if (f < FRAME_CORE && f != FRAME_NONE && f != FRAME_HEDGE && f != FRAME_DOC)
            return i;
        *parties += f == FRAME_PARTY;
        *comma |= f == FRAME_MARK;
    }
    return step < 0 ? -1 : s->items.n;
}

/* The cue's own words, first and last: some verbs of a class blame more surely than others. */
static void score_word(const struct scene *s, int i, const char *as, const char *name,
                       struct score *out)
{
    if (i < 0 || i >= s->items.n)
        return;
    const struct item *item = &s->items.items[i];
    const struct token *t = s->doc->tokens;
    if (item->end - item->start == 1)
        score_add(out, as, name, t[item->start].low, NULL);
    else
        score_add(out, as, name, t[item->start].low, "_", t[item->end - 1].low, NULL);
}

static void describe_mention(const struct scene *s, const struct mention *m, const char *as,
                             struct score *out)
{
    const struct entity *e = &s->doc->entities[m->entity];
    score_add(out, as, "kind=", kind_names[m->kind], NULL);
    score_add(out, as, "how=", how_names[m->how], NULL);
    score_add(out, as, "kh=", kind_names[m->kind], ".", how_names[m->how], NULL);
    score_add(out, as, "side=", e->side >= 0 ? "1" : "0", NULL);
    if (m->modifier)
        score_add(out, as, "modifier", NULL);
    if (m->possessive)
        score_add(out, as, "possessive", NULL);
    if (m->plural)
        score_add(out, as, "plural", NULL);
    if (m->list >= 0)
        score_add(out, as, "list", NULL);
}

/* What the party does and what is done to it. */
static void describe_roles(const struct scene *s, int at, const char *as, struct score *out)
{
    bool any = false;
    for (int i = 0; i < s->items.n; i++) {
        const struct clause_roles *r = &s->roles[i];
        if (r->agent != at && r->patient != at)
            continue;
        any = true;
        const char *role = r->agent == at ? "agent=" : "patient=";
        score_add(out, as, role, signs_frame(s->items.items[i].frame), NULL);
        score_add(out, as, role, s->items.items[i].class, r->passive ? ".passive" : "", NULL);
    }
    if (!any)
        score_add(out, as, "no-role", NULL);
}

/* The first verb that a party is agent or patient of, -1. */
static int first_role(const struct scene *s, int at)
{
    for (int i = 0; i < s->items.n; i++)
        if (s->roles[i].agent == at || s->roles[i].patient == at)
            return i;
    return -1;
}

/* "accuse" of the item that is "accuse.ed"; "" for none. */
static const char *frame_name(const struct scene *s, int i)
{
    return i < 0 ? "" : signs_frame(s->items.items[i].frame);
}

static void relate_roles(const struct scene *s, int i, int j, struct score *out)
{
    for (int k = 0; k < s->items.n; k++) {
        const struct clause_roles *r = &s->roles[k];
        if (r->agent == i && r->patient == j)
            score_add(out, "does-to=", frame_name(s, k), NULL);
        else if (r->agent == j && r->patient == i)
            score_add(out, "done-by=", frame_name(s, k), NULL);
    }
    int a = first_role(s, i), b = first_role(s, j);
    const char *ar = a < 0 ? "none" : s->roles[a].agent == i ? "agent." : "patient.";
    const char *br = b < 0 ? "none" : s->roles[b].agent == j ? "agent." : "patient.";
    score_add(out, "roles=", ar, frame_name(s, a), ">", br, frame_name(s, b), NULL);
    for (int k = 0; k < s->items.n && a >= 0 && b >= 0; k++)
        for (int l = 0; l < s->items.n && s->roles[k].agent == i; l++)
            if ((s->roles[l].agent == j || s->roles[l].patient == j) && k != l)
                score_add(out, "both=", frame_name(s, k),
                          s->roles[l].agent == j ? ">agent." : ">patient.", frame_name(s, l), NULL);
}

void scene_describe(const struct scene *s, int party, const char *as, struct score *out)
{
    const struct mention *m = scene_mention(s, party);
    int at = s->party[party], between;
    bool comma;
    describe_mention(s, m, as, out);
    describe_roles(s, at, as, out);
    const char *p1 = scene_class(s, at - 1), *p2 = scene_class(s, at - 2);
    const char *n1 = scene_class(s, at + 1), *n2 = scene_class(s, at + 2),
               *n3 = scene_class(s, at + 3);
    const char *kind = kind_names[m->kind];
    score_add(out, as, "p1=", p1, NULL);
    score_add(out, as, "p21=", p2, ">", p1, NULL);
    score_add(out, as, "n1=", n1, NULL);
    score_add(out, as, "n12=", n1, ">", n2, NULL);
    score_add(out, as, "n123=", n1, ">", n2, ">", n3, NULL);
    score_add(out, as, "p1n1=", p1, ">", n1, NULL);
    score_add(out, as, "kn1=", kind, ".", n1, NULL);
    score_add(out, as, "kp1=", kind, ".", p1, NULL);
    score_add(out, as, "nth=", scene_bucket(party), NULL);
    if (s->doc->tokens[m->head_start].flags & TOKEN_QUOTED)
        score_add(out, as, "quoted", NULL);
    int core = nearest_core(s, at, 1, &between, &comma);
    score_word(s, core, as, "nextw=", out);
    score_add(out, as, "next=", scene_class(s, core), NULL);
    score_add(out, as, "next=", scene_class(s, core), between ? ".M" : "", comma ? ".," : "", NULL);
    int further = nearest_core(s, core, 1, &between, &comma);
    score_add(out, as, "next2=", scene_class(s, core), ">", scene_class(s, further), NULL);
    core = nearest_core(s, at, -1, &between, &comma);
    score_word(s, core, as, "prevw=", out);
    score_add(out, as, "prev=", scene_class(s, core), NULL);
    score_add(out, as, "prev=", scene_class(s, core), between ? ".M" : "", comma ? ".," : "", NULL);
}

void scene_describe_words(const struct scene *s, int party, const char *as, struct score *out)
{
    const struct sentence *in = &s->doc->sentences[s->sentence];
    const struct token *t = s->doc->tokens;
    const struct item *self = &s->items.items[s->party[party]];
    const char *w1 = self->start > in->start ? t[self->start - 1].low : "^";
    const char *w2 = self->start > in->start + 1 ? t[self->start - 2].low : "^";
    const char *v1 = self->end < in->end ? t[self->end].low : "$";
    const char *v2 = self->end + 1 < in->end ? t[self->end + 1].low : "$";
    score_add(out, as, "pw=", w1, NULL);
    score_add(out, as, "pw=", w2, "_", w1, NULL);
    score_add(out, as, "nw=", v1, NULL);
    score_add(out, as, "nw=", v1, "_", v2, NULL);
}

/* Classes of items (from, to), joined; core ones and the words of grammar that turn their sense, or
 * all. */
static int sequence(const struct scene *s, int from, int to, bool all, char *out, size_t size)
{
    size_t n = 0;
    int count = 0;
    out[0] = '\0';
    for (int i = from + 1; i < to; i++) {
        enum frame f = s->items.items[i].frame;
        bool turns = f == FRAME_PASSIVE || f == FRAME_BE || f == FRAME_BY || f == FRAME_THAT ||
                     f == FRAME_WH || f == FRAME_NEG || f == FRAME_PARTY;
        if (!all && !turns && f > FRAME_CORE)
            continue;
        if (++count > (all ? 6 : 5)) {
            memcpy(out, "long", sizeof "long");
            return count;
        }
        const char *class = s->items.items[i].class;
        size_t len = strlen(class), gap = n > 0;
        if (n + gap + len >= size)
            continue;
        if (gap)
            out[n++] = '>';
        memcpy(out + n, class, len + 1);
        n += len;
    }
    return count;
}

void scene_relate(const struct scene *s, int i, int j, struct score *out)
{
    if (s->items.items[j].frame == FRAME_PARTY) {
        relate_roles(s, i, j, out);
    } else {
        bool agent = s->roles[j].agent == i, patient = s->roles[j].patient == i;
        score_add(out, "of-cue=",
                  agent     ? "agent."
                  : patient ? "patient."
                            : "none.",
                  s->items.items[j].class, NULL);
        score_add(out, "of-cue=", agent ? "agent" : patient ? "patient" : "none", NULL);
    }
    int from = i < j ? i : j, to = i < j ? j : i, parties = 0, marks = 0, quotes = 0;
    const char *order = i < j ? "<" : ">";
    char text[160];
    for (int k = from + 1; k < to; k++) {
        const struct item *item = &s->items.items[k];
        parties += item->frame == FRAME_PARTY;
        marks += item->frame == FRAME_MARK;
        quotes += item->frame == FRAME_MARK &&
                  (strcmp(item->class, "“") == 0 || strcmp(item->class, "”") == 0);
        if (item->frame < FRAME_CORE || item->frame == FRAME_WH || item->frame == FRAME_BUT ||
            item->frame == FRAME_WHILE)
            score_add(out, "r", order, "has=", item->class, NULL);
    }
    score_add(out, "r", order, NULL);
    score_add(out, "r", order, "parties=", scene_bucket(parties), NULL);
    score_add(out, "r", order, "marks=", scene_bucket(marks), NULL);
    score_add(out, "r", order,
              "far=", scene_bucket(s->items.items[to].start - s->items.items[from].end), NULL);
    if (quotes)
        score_add(out, "r", order, "quotes=", scene_bucket(quotes), NULL);
    sequence(s, from, to, true, text, sizeof text);
    score_add(out, "r", order, "all=", text, NULL);
    sequence(s, from, to, false, text, sizeof text);
    score_add(out, "r", order, "core=", text, NULL);
    int between;
    bool comma;
    int after = nearest_core(s, to, 1, &between, &comma),
        before = nearest_core(s, from, -1, &between, &comma);
    score_add(out, "r", order, "core+=", text, ">", scene_class(s, after), NULL);
    score_add(out, "r", order, "+core=", scene_class(s, before), ">", text, NULL);
    score_add(out, "r", order, "after=", scene_class(s, to + 1), NULL);
    score_add(out, "r", order, "before=", scene_class(s, from - 1), NULL);
}

void scene_describe_sentence(const struct scene *s, const char *as, struct score *out)
{
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    unsigned long long seen = 0;
    score_add(out, as, "bias", NULL);
    for (int i = 0; i < s->items.n; i++) {
        enum frame f = s->items.items[i].frame;
        if (f == FRAME_NONE || f >= FRAME_CORE || seen >> f & 1)
            continue;
        seen |= 1ull << f;
        score_add(out, as, "has=", signs_frame(f), NULL);
    }
    score_add(out, as, "parties=", scene_bucket(s->parties), NULL);
    if (sentence->title)
        score_add(out, as, "title", NULL);
    if (s->doc->tokens[sentence->end - 1].low[0] == '?')
        score_add(out, as, "question", NULL);
}

void scene_clause(const struct scene *s, int *from, int *to)
{
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    int end = sentence->end;
    for (int i = 0; i < s->items.n; i++) {
        const struct item *item = &s->items.items[i];
        bool divides = item->frame == FRAME_MARK
                           ? strcmp(item->class, "'s") != 0 && strcmp(item->class, "-") != 0
                           : item->frame == FRAME_BUT || item->frame == FRAME_WHILE;
        if (divides && item->start >= *to) {
            end = item->start;
            break;
        }
    }
    while (end > *to && (s->doc->tokens[end - 1].flags & TOKEN_PUNCT))
        end--;
    while (*from < *to - 1 && (s->doc->tokens[*from].flags & TOKEN_PUNCT))
        ++*from;
    *to = end;
}
