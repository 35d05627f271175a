#include <string.h>

#include "importers/extract/names_phrases.h"

/* Phrases whose modifiers stand before the noun: "former FBI director James Comey", "a US security
 * firm", "the Chinese foreign ministry spokesman", "a spokesman for the Kremlin, Dmitry Peskov". */

static bool names_is_people(const struct names *n, int i)
{
    const struct mark *m = &n->marks[i];
    return m->len[LEX_NAMES] && strcmp(entry_field(m->hit[LEX_NAMES], 2), "people") == 0;
}

static bool is_dash_glued(const struct names *n, int i, int end)
{
    return i + 1 < end && names_word(n, i, "-") && (n->doc->tokens[i].flags & TOKEN_GLUED) &&
           (n->doc->tokens[i + 1].flags & TOKEN_GLUED) &&
           (n->doc->tokens[i + 1].flags & TOKEN_WORD);
}

/* "Russian" before a noun; "the Russians", "the Chinese said" are parties. */
static bool adjective(const struct names *n, const struct atom *a, int end)
{
    if (a->how != MENTION_DEMONYM || names_is_people(n, a->start) || a->end >= end)
        return false;
    const struct token *t = &n->doc->tokens[a->end];
    return (t->flags & TOKEN_WORD) && !n->marks[a->end].particle;
}

static int skip_possessive(const struct names *n, int i, int end)
{
    return i < end && (n->doc->tokens[i].flags & TOKEN_POSSESSIVE) ? i + 1 : i;
}

static bool is_comma(const struct names *n, int i, int end)
{
    return i < end && names_word(n, i, ",");
}

/* A head noun at i: title, party or body word, the longest; sets it on the phrase. */
static int head_at(struct names *n, struct phrase *p, int i)
{
    const struct mark *m = &n->marks[i];
    static const enum lex order[] = {LEX_TITLES, LEX_PARTIES, LEX_ORGS};
    int best = 0;
    const struct entry *e = NULL;
    enum lex lex = LEX_TITLES;
    for (int k = 0; k < 3; k++) {
        if (m->len[order[k]] <= best)
            continue;
        if (order[k] == LEX_ORGS && strcmp(entry_field(m->hit[LEX_ORGS], 1), "suffix") == 0 &&
            !(n->doc->tokens[i].flags & TOKEN_UPPER))
            continue;
        const char *surface = m->hit[order[k]]->surface;
        if (order[k] == LEX_TITLES && *surface >= 'A' && *surface <= 'Z' &&
            !(n->doc->tokens[i].flags & TOKEN_UPPER))
            continue; /* "Major", not "major" */
        best = m->len[order[k]];
        e = m->hit[order[k]];
        lex = order[k];
    }
    if (!e)
        return 0;
    if (p->head && p->lex != LEX_TITLES)
        phrase_field(p, entry_field(p->head, p->lex == LEX_ORGS ? 3 : 2));
    p->head = e;
    p->lex = lex;
    if (lex == LEX_TITLES)
        p->title = e;
    p->head_start = i;
    p->head_end = i + best;
    return best;
}

/* The "and" of "civilian and military intelligence services". */
static bool joins_fields(const struct names *n, int i, int end)
{
    return n->marks[i].particle == PARTICLE_AND && i > 0 && i + 1 < end &&
           n->marks[i - 1].len[LEX_FIELDS] && n->marks[i + 1].len[LEX_FIELDS] && !n->atom_at[i + 1];
}

static bool modifier_follows(const struct names *n, int i, int end)
{
    for (int j = i; j < end && j < i + 5; j++) {
        const struct mark *m = &n->marks[j];
        if (m->len[LEX_TITLES] || m->len[LEX_PARTIES] || m->len[LEX_ORGS])
            return true;
        if (phrase_atom(n, j) && phrase_atom(n, j)->kind != ENTITY_PERSON) {
            j = phrase_atom(n, j)->end - 1;
            continue;
        }
        if (m->len[LEX_FIELDS])
            j += m->len[LEX_FIELDS] - 1;
        else if (joins_fields(n, j, end))
            continue;
        else if (m->particle != PARTICLE_ADJ && !(n->doc->tokens[j].flags & TOKEN_POSSESSIVE) &&
                 m->particle != PARTICLE_COUNT && !(n->doc->tokens[j].flags & TOKEN_NUMBER))
            return false;
    }
    return false;
}

/* A head noun at i, or behind one more plain word: "a restaurant trade group". */
static bool noun_near(const struct names *n, int i, int end)
{
    for (int j = i; j < end && j < i + 2; j++) {
        const struct mark *m = &n->marks[j];
        if (m->len[LEX_PARTIES] || m->len[LEX_TITLES])
            return true;
        if ((n->doc->tokens[j].flags & (TOKEN_WORD | TOKEN_UPPER)) != TOKEN_WORD ||
            n->doc->tokens[j].word)
            return m->len[LEX_FIELDS] > 0;
    }
    return false;
}

struct pending {
    struct atom *atoms[8];
    int n;
};

static void take_all(struct names *n, struct pending *w, bool modifier)
{
    for (int i = 0; i < w->n; i++)
        phrase_take(n, w->atoms[i], modifier);
}

static void own(struct names *n, struct phrase *p, const struct atom *a)
{
    int e = names_root(n, a->entity);
    if (n->doc->entities[e].kind == ENTITY_PERSON) {
        if (p->owner < 0) {
            p->owner = e;
            p->own_person = true;
        }
        return;
    }
    p->owner = e; /* the last before the noun is the nearest: "US State Department spokesman" */
    p->own_person = false;
}

/* "of China", "for the Kremlin", "at FireEye": the owner behind the head. Returns the end of it. */
static int owner_behind(struct names *n, struct phrase *p, int i, int end)
{
    for (int hops = 0; hops < 2 && i + 1 < end; hops++) {
        const struct mark *m = &n->marks[i];
        bool tie = m->particle == PARTICLE_TIE && p->lex == LEX_PARTIES;
        if (m->particle != PARTICLE_OF && m->particle != PARTICLE_IN && !tie)
            return i;
        int j = i + m->len[LEX_PARTICLES];
        if (j < end && n->marks[j].particle == PARTICLE_THE && !phrase_atom(n, j))
            j += n->marks[j].len[LEX_PARTICLES];
        if (j >= end)
            return i;
        struct atom *a = phrase_atom(n, j);
        bool place = m->particle == PARTICLE_IN;
        if (!a && !(n->marks[j].len[LEX_FIELDS] || n->marks[j].len[LEX_ORGS] ||
                    (n->marks[j].len[LEX_TITLES] && p->lex != LEX_TITLES) ||
                    n->marks[j].particle == PARTICLE_ADJ))
            return i;
        if (place && (!a || p->lex == LEX_TITLES))
            return i;
        int first = n->doc->mentions_n;
        int stop = names_phrase_last(n, j, end);
        if (stop <= j || n->doc->mentions_n == first)
            return i;
        /* the widest mention that starts the owner is the owner */
        int best = -1;
        for (int k = first; k < n->doc->mentions_n; k++) {
            const struct mention *x = &n->doc->mentions[k];
            if (x->entity >= 0 &&
                (best < 0 ||
                 x->end - x->start > n->doc->mentions[best].end - n->doc->mentions[best].start))
                best = k;
        }
        if (best < 0)
            return i;
        const struct mention *x = &n->doc->mentions[best];
        if (p->owner < 0 || p->own_person) {
            p->owner = names_root(n, x->entity);
            p->own_person = n->doc->entities[p->owner].kind == ENTITY_PERSON;
        }
        i = x->end;
    }
    return i;
}

/* ", a State Department spokeswoman," behind a name, ", Dmitry Peskov," behind a post: one
 * party. */
static int apposition(struct names *n, struct phrase *p, int i, int end, int entity)
{
    if (!is_comma(n, i, end) || i + 2 >= end)
        return i;
    int j = i + 1;
    struct phrase q = phrase_at(j);
    int k = j;
    bool head = false;
    int plain = 0; /* words that no lexicon has: "threat research manager" */
    struct pending mods = {.n = 0};
    if ((n->marks[k].particle == PARTICLE_ONE || n->marks[k].particle == PARTICLE_THE) &&
        !phrase_atom(n, k))
        k += n->marks[k].len[LEX_PARTICLES];
    while (k < end) {
        const struct mark *m = &n->marks[k];
        struct atom *a = phrase_atom(n, k);
        if (a && a->kind != ENTITY_PERSON && !head && mods.n < 8) {
            mods.atoms[mods.n++] = a;
            own(n, &q, a);
            k = skip_possessive(n, a->end, end);
        } else if (a && !head && mods.n < 8 && a->end < end &&
                   (n->doc->tokens[a->end].flags & TOKEN_POSSESSIVE)) {
            mods.atoms[mods.n++] = a;
            own(n, &q, a);
            k = a->end + 1;
        } else if (m->particle == PARTICLE_ADJ) {
            q.former |= names_word(n, k, "former") || names_word(n, k, "ex");
            k += m->len[LEX_PARTICLES];
        } else {
            int len = head_at(n, &q, k);
            if (!len && m->len[LEX_FIELDS])
                len = m->len[LEX_FIELDS];
            else if (len)
                head = true;
            if (!len && !head && plain < 4 && (n->doc->tokens[k].flags & TOKEN_WORD) &&
                !m->particle) {
                plain++;
                len = 1;
            }
            if (!len)
                break;
            k += len;
        }
    }
    if (!head)
        return i;
    k = owner_behind(n, &q, k, end);
    bool closed = k >= end || is_comma(n, k, end) || names_word(n, k, ".") || names_word(n, k, ")");
    if (!closed && n->marks[k].particle != PARTICLE_ABOUT && !names_word(n, k, "who"))
        return i;
    if (q.lex == LEX_TITLES || phrase_kind(&q) == ENTITY_PERSON) {
        if (n->doc->entities[names_root(n, entity)].kind != ENTITY_PERSON &&
            !phrase_atom(n, p->head_start))
            return i;
        phrase_post(n, entity, &q);
    } else if (n->doc->entities[names_root(n, entity)].kind == ENTITY_PERSON) {
        return i;
    }
    take_all(n, &mods, true);
    return closed && k < end && is_comma(n, k, end) ? k + 1 : k;
}

static int finish_name(struct names *n, struct phrase *p, struct atom *a, int end)
{
    bool person =
        p->lex == LEX_TITLES || phrase_person(n, a) || (p->head && phrase_kind(p) == ENTITY_PERSON);
    int entity = p->head && person ? phrase_take_person(n, a) : names_root(n, a->entity);
    a->used = true;
    p->head_start = a->start;
    p->head_end = a->end;
    p->end = a->end;
    if (person)
        phrase_post(n, entity, p);
    else if (p->owner >= 0 && p->head)
        names_side(n, entity, -1);
    int stop = apposition(n, p, p->end, end, entity);
    names_mention(n, p->start, stop, p->head_start, p->head_end, entity, a->how);
    return stop;
}

/* A phrase that ended at its head noun, without a name. */
static int finish_bare(struct names *n, struct phrase *p, struct pending *mods, int i, int end)
{
    take_all(n, mods, true);
    i = owner_behind(n, p, i, end);
    p->end = i;
    if (p->lex == LEX_TITLES && i < end && i > p->head_end && phrase_atom(n, i) &&
        phrase_person(n, phrase_atom(n, i)))
        return finish_name(n, p, phrase_atom(n, i), end);
    if (p->lex == LEX_TITLES && is_comma(n, i, end) && i + 1 < end && phrase_atom(n, i + 1) &&
        (phrase_person(n, phrase_atom(n, i + 1)) || phrase_atom(n, i + 1)->unknown)) {
        struct atom *a = phrase_atom(n, i + 1);
        if (a->end >= end || is_comma(n, a->end, end) || names_word(n, a->end, ".")) {
            int entity = phrase_take_person(n, a);
            a->used = true;
            phrase_post(n, entity, p);
            int stop = is_comma(n, a->end, end) ? a->end + 1 : a->end;
            names_mention(n, p->start, stop, a->start, a->end, entity, MENTION_NAME);
            return stop;
        }
    }
    const struct mark *head = &n->marks[p->head_start];
    if (p->lex == LEX_PARTIES && p->owner >= 0 && !p->one && !p->many && !p->count &&
        head->len[LEX_ORGS] &&
        p->head_start + head->len[LEX_ORGS] ==
            p->head_end) { /* "the Chinese ministry" is that one */
        p->lex = LEX_ORGS;
        p->head = head->hit[LEX_ORGS];
    }
    enum entity_kind kind = phrase_kind(p);
    bool body = p->lex == LEX_ORGS && (kind == ENTITY_GOVERNMENT || p->own_person) &&
                p->owner >= 0 && !p->one && !p->many && !p->count;
    bool described = p->owner >= 0 || p->one || p->many || p->count || p->fields_n || p->former;
    bool owned = p->lex == LEX_ORGS && strcmp(entry_field(p->head, 1), "owned") == 0;
    if (owned && !p->own_person && p->owner < 0 && !p->the)
        return p->end;
    if (!p->the && !described && (p->lex != LEX_PARTIES || entry_field(p->head, 3)[0] == 's'))
        return p->end;
    if (p->the && !described) {
        struct mention *m =
            names_mention(n, p->start, p->end, p->head_start, p->head_end, -1, MENTION_DEFINITE);
        m->kind = kind;
        m->plural = phrase_plural(p);
        return p->end;
    }
    int entity = body ? phrase_body(n, p) : phrase_unnamed(n, p);
    int from = p->head_start;
    if (!body || n->doc->entities[names_root(n, entity)].unnamed)
        from = p->start;
    else
        from = p->start + (p->the ? 1 : 0);
    struct mention *m = names_mention(n, p->start, p->end, from, p->end, entity,
                                      body ? MENTION_NAME : MENTION_UNNAMED);
    m->plural = phrase_plural(p);
    if (body && p->end + 2 < end && names_word(n, p->end, "(") && names_word(n, p->end + 2, ")") &&
        phrase_atom(n, p->end + 1) && phrase_atom(n, p->end + 1)->unknown)
        names_merge(n, phrase_atom(n, p->end + 1)->entity, entity);
    return p->end;
}

static int pronoun(struct names *n, int at, int end)
{
    const struct mark *m = &n->marks[at];
    int len = m->len[LEX_COREF];
    if (!len || at + len > end)
        return at;
    const char *class = entry_field(m->hit[LEX_COREF], 1);
    if (strcmp(class, "definite") == 0) {
        /* "the company's researchers", "the bank manager": more of a phrase follows */
        if (at + len < end &&
            (n->marks[at + len].len[LEX_ORGS] || n->marks[at + len].len[LEX_PARTIES] ||
             n->marks[at + len].len[LEX_TITLES] || n->marks[at + len].particle == PARTICLE_OF ||
             (phrase_atom(n, at + len) && !phrase_atom(n, at + len)->unknown)))
            return at;
    }
    if (names_word(n, at, "us") && (n->doc->tokens[at].flags & TOKEN_UPPER))
        return at;
    struct mention *x =
        names_mention(n, at, at + len, at, at + len, -1,
                      strcmp(class, "definite") == 0 ? MENTION_DEFINITE : MENTION_PRONOUN);
    char number = entry_field(m->hit[LEX_COREF], 3)[0];
    x->plural = number == 'p' || number == 'd';
    return at + len;
}

/* A body's word behind at most three that may stand before it: "2016 election campaign". */
static bool body_follows(const struct names *n, int i, int end)
{
    for (int j = i; j < end && j < i + 4;) {
        const struct mark *m = &n->marks[j];
        if (m->len[LEX_ORGS] && !n->atom_at[j])
            return true;
        if (m->len[LEX_FIELDS])
            j += m->len[LEX_FIELDS];
        else if (m->particle == PARTICLE_ADJ)
            j += m->len[LEX_PARTICLES];
        else if (n->doc->tokens[j].flags & TOKEN_NUMBER)
            j++;
        else
            return false;
    }
    return false;
}

/* "President Donald Trump's 2016 campaign": the owner as a mention of his own, inside. */
static int own_titled(struct names *n, struct phrase *p, struct pending *mods, struct atom *a)
{
    take_all(n, mods, true);
    mods->n = 0;
    int person = phrase_take_person(n, a);
    a->used = true;
    phrase_post(n, person, p);
    struct mention *x = names_mention(n, p->start, a->end, a->start, a->end, person, a->how);
    x->modifier = true;
    return person;
}

/* "Trump's allies and his aides": the owner is the subject of the sentence, or of the one before.
 */
static void own_pronoun(struct names *n, struct phrase *p, int at)
{
    const struct mark *m = &n->marks[at];
    if (m->particle != PARTICLE_THE || m->len[LEX_COREF] != 1)
        return;
    bool his = names_word(n, at, "his"), her = names_word(n, at, "her");
    if (!his && !her)
        return;
    const struct doc *d = n->doc;
    int s = doc_sentence(d, at), found = -1;
    for (int k = d->mentions_n - 1; k >= 0 && k > d->mentions_n - 24; k--) {
        const struct mention *x = &d->mentions[k];
        if (x->start < d->sentences[s].start && found >= 0)
            break;
        while (s > 0 && x->start < d->sentences[s].start)
            s--;
        if (d->sentences[s].end + 60 < at)
            break;
        int e = names_root(n, x->entity);
        if (e < 0 || d->entities[e].kind != ENTITY_PERSON || d->entities[e].unnamed)
            continue;
        char gender = n->about[e].gender;
        if ((his && gender == 'f') || (her && gender == 'm'))
            continue;
        found = e;
    }
    p->owner = found;
    p->own_person = found >= 0;
}

int names_phrase_last(struct names *n, int at, int end)
{
    int stop = phrase_atom(n, at) ? at : pronoun(n, at, end);
    if (stop > at)
        return stop;
    struct phrase p = phrase_at(at);
    struct pending mods = {.n = 0};
    int i = at, plain = 0, titled = at;
    if (at > 0)
        own_pronoun(n, &p, at - 1);
    if (n->marks[i].particle >= PARTICLE_ONE && n->marks[i].particle <= PARTICLE_COUNT &&
        !phrase_atom(n, i)) {
        uint8_t det = n->marks[i].particle;
        p.one = det == PARTICLE_ONE;
        p.many = det == PARTICLE_MANY;
        p.the = det == PARTICLE_THE;
        p.other = names_word(n, i, "other") || names_word(n, i, "another");
        if (det == PARTICLE_COUNT)
            p.count = phrase_number(n, i);
        i += n->marks[i].len[LEX_PARTICLES];
    }
    if (i < end && (phrase_is_number(n, i) || n->marks[i].particle == PARTICLE_COUNT) && !p.count) {
        p.count = phrase_number(n, i);
        i += n->marks[i].particle == PARTICLE_COUNT ? n->marks[i].len[LEX_PARTICLES] : 1;
    }
    if (i > at && i < end && names_word(n, i, "other")) {
        p.other = true;
        i++;
    }
    while (i < end) {
        const struct mark *m = &n->marks[i];
        struct atom *a = phrase_atom(n, i);
        if (a && a->guess && a->unknown && !p.head)
            a->guess = false;
        if (a && (phrase_person(n, a) || (p.lex == LEX_TITLES && p.head && a->unknown))) {
            bool owns = a->end < end && (n->doc->tokens[a->end].flags & TOKEN_POSSESSIVE);
            int after = skip_possessive(n, a->end, end);
            if (!p.head && mods.n < 8 && modifier_follows(n, after, end) &&
                (owns || n->marks[after].len[LEX_ORGS] || n->marks[after].len[LEX_PARTIES] ||
                 n->marks[after].len[LEX_TITLES] || n->marks[after].len[LEX_FIELDS])) {
                mods.atoms[mods.n++] = a;
                own(n, &p, a);
                i = after;
                continue;
            }
            if (owns && p.head && p.lex == LEX_TITLES && mods.n < 8 &&
                body_follows(n, after, end)) {
                int person = own_titled(n, &p, &mods, a);
                p = phrase_at(p.start);
                p.owner = person;
                p.own_person = true;
                i = titled = after;
                continue;
            }
            if (!p.head && !mods.n)
                p.start = a->start; /* "Then Larkin": no word of a title */
            take_all(n, &mods, true);
            return finish_name(n, &p, a, end);
        }
        if (a && p.head) { /* "security firm FireEye", "president Washington" no */
            enum entity_kind k = n->doc->entities[names_root(n, a->entity)].kind;
            bool fits = (k == ENTITY_COMPANY || k == ENTITY_GROUP || k == ENTITY_ORGANIZATION) &&
                        p.lex != LEX_TITLES && phrase_kind(&p) != ENTITY_PERSON &&
                        !phrase_plural(&p);
            if (!fits)
                break;
            take_all(n, &mods, true);
            return finish_name(n, &p, a, end);
        }
        if (a) {
            int after = skip_possessive(n, a->end, end);
            if (after == a->end && is_dash_glued(n, after, end)) {
                after += 2;
                if (mods.n < 8)
                    mods.atoms[mods.n++] = a;
                own(n, &p, a);
                i = after;
                continue;
            }
            if (mods.n < 8 && (modifier_follows(n, after, end) ||
                               (phrase_atom(n, after) && after < end && a->end == after))) {
                mods.atoms[mods.n++] = a;
                own(n, &p, a);
                i = after;
                continue;
            }
            if (!mods.n) {
                p.head_start = i;
                bool lone = !p.former && !p.fields_n;
                int stop2 = lone ? a->end : a->end;
                int from = p.the ? at : a->start;
                bool noun = adjective(n, a, end);
                if (noun)
                    from = a->start;
                p.start = from;
                a->used = true;
                int entity = names_root(n, a->entity);
                int behind = noun ? stop2 : apposition(n, &p, stop2, end, entity);
                struct mention *x =
                    names_mention(n, from, behind, a->start, a->end, entity, a->how);
                x->modifier = noun;
                return behind;
            }
            break;
        }
        bool field = m->len[LEX_FIELDS] && modifier_follows(n, i + m->len[LEX_FIELDS], end);
        if (m->particle == PARTICLE_ADJ && !m->len[LEX_TITLES] && !field) {
            if (i == at && names_word(n, i, "then") && (n->doc->tokens[i].flags & TOKEN_UPPER))
                return at; /* "Then lawmakers …" */
            p.former |=
                names_word(n, i, "former") || names_word(n, i, "ex") || names_word(n, i, "then");
            i += m->len[LEX_PARTICLES];
            if (i < end && names_word(n, i, "-"))
                i++;
            continue;
        }
        if (p.fields_n && !p.head && joins_fields(n, i, end) && modifier_follows(n, i + 1, end)) {
            i++;
            continue;
        }
        struct phrase before = p;
        int len = head_at(n, &p, i);
        if (m->len[LEX_FIELDS] >= len && m->len[LEX_FIELDS] &&
            modifier_follows(n, i + m->len[LEX_FIELDS], end)) {
            p = before;
            phrase_field(&p, entry_field(m->hit[LEX_FIELDS], 1));
            i += m->len[LEX_FIELDS];
            continue;
        }
        if (!len && (n->doc->tokens[i].flags & TOKEN_NUMBER) && modifier_follows(n, i + 1, end) &&
            (mods.n || p.own_person)) {
            i++;
            continue;
        }
        bool open = p.one || p.many || p.count || p.fields_n;
        if (!len && open && !p.head && !mods.n && plain < 2 && !n->doc->tokens[i].word &&
            !m->particle && (n->doc->tokens[i].flags & (TOKEN_WORD | TOKEN_UPPER)) == TOKEN_WORD &&
            noun_near(n, i + 1, end)) {
            plain++;
            i++;
            continue;
        }
        if (!len)
            break;
        i += len;
        int after = skip_possessive(n, i, end);
        if (after > i && (modifier_follows(n, after, end))) {
            phrase_field(&p, entry_field(p.head, p.lex == LEX_PARTIES ? 2 : 3));
            i = after;
        }
    }
    if (p.head && p.head_end <= i)
        return finish_bare(n, &p, &mods, p.head_end, end);
    take_all(n, &mods, true);
    return mods.n ? mods.atoms[mods.n - 1]->end : titled;
}
