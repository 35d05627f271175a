#include <string.h>

#include "importers/extract/names_phrases.h"

/* Phrases whose modifiers stand behind the noun: "người phát ngôn Bộ Ngoại giao Trung Quốc Hoa Xuân
 * Oánh", "một hãng an ninh của Mỹ", "cựu nhân viên tình báo Mỹ Edward Snowden", "các tin tặc
 * Nga". */

static bool is_upper(const struct names *n, int i)
{
    return (n->doc->tokens[i].flags & (TOKEN_UPPER | TOKEN_WORD)) == (TOKEN_UPPER | TOKEN_WORD);
}

static bool is_comma(const struct names *n, int i, int end)
{
    return i < end && names_word(n, i, ",");
}

static int pronoun(struct names *n, int at, int end)
{
    const struct mark *m = &n->marks[at];
    int len = m->len[LEX_COREF];
    if (!len || at + len > end)
        return at;
    const char *class = entry_field(m->hit[LEX_COREF], 1);
    bool definite = strcmp(class, "definite") == 0;
    const char *last = n->doc->tokens[at + len - 1].low;
    bool closed = strcmp(last, "này") == 0 || strcmp(last, "đó") == 0 || strcmp(last, "ta") == 0 ||
                  strcmp(last, "ấy") == 0;
    if (!closed) {
        /* "ông", "công ty", "hãng" alone; with more behind them they begin a phrase */
        if (m->len[LEX_TITLES] > len || m->len[LEX_ORGS] > len || m->len[LEX_PARTIES] > len)
            return at;
        bool opens = m->len[LEX_TITLES] || m->len[LEX_ORGS] || m->len[LEX_PARTIES];
        if (opens && at + len < end) {
            int j = at + len;
            if (n->atom_at[j] || n->marks[j].len[LEX_FIELDS] || is_upper(n, j) ||
                n->marks[j].len[LEX_ORGS] || n->marks[j].particle == PARTICLE_OF ||
                n->marks[j].particle == PARTICLE_ADJ)
                return at;
            if (m->len[LEX_TITLES] && j < end && (n->marks[j].len[LEX_TITLES]) &&
                !names_is(n, at, LEX_TITLES, "honor"))
                return at;
        }
        if (definite && !n->marks[at].len[LEX_ORGS] && m->len[LEX_COREF] < 1)
            return at;
    }
    struct mention *x = names_mention(n, at, at + len, at, at + len, -1,
                                      definite ? MENTION_DEFINITE : MENTION_PRONOUN);
    char number = entry_field(m->hit[LEX_COREF], 3)[0];
    x->plural = number == 'p' || number == 'd';
    return at + len;
}

/* A head noun at i, the longest; a body's word before a title's where both are as long and a name
 * follows. */
static int head_at(struct names *n, struct phrase *p, int i)
{
    const struct mark *m = &n->marks[i];
    static const enum lex order[] = {LEX_TITLES, LEX_ORGS, LEX_PARTIES};
    int best = 0;
    for (int k = 0; k < 3; k++) {
        if (m->len[order[k]] <= best)
            continue;
        best = m->len[order[k]];
        p->head = m->hit[order[k]];
        p->lex = order[k];
    }
    if (best && p->lex == LEX_TITLES)
        p->title = p->head;
    if (best) {
        p->head_start = i;
        p->head_end = i + best;
    }
    return best;
}

/* The capitals of a body's name from i: "Ngoại giao", "Nghiên cứu Internet", "An ninh và Quốc
 * phòng". Returns the end. */
static int proper_end(const struct names *n, int i, int end)
{
    int j = i;
    while (j < end && j < i + 14) {
        const struct mark *m = &n->marks[j];
        if (n->atom_at[j] && !n->atoms[n->atom_at[j] - 1].guess)
            break;
        if (m->len[LEX_FIELDS]) {
            j += m->len[LEX_FIELDS];
            continue;
        }
        if (m->len[LEX_TITLES] && !names_is(n, j, LEX_TITLES, "honor"))
            break; /* "chính quyền | Tổng thống Obama" */
        if (is_upper(n, j)) {
            bool pair = j + 1 < end && (n->doc->tokens[j + 1].flags & TOKEN_WORD) &&
                        !(j > i && is_upper(n, j - 1)) && !is_upper(n, j + 1) &&
                        names_native(n, j) && !n->atom_at[j + 1] &&
                        (!n->marks[j + 1].particle || n->marks[j + 1].particle >= PARTICLE_STOP) &&
                        !(n->doc->tokens[j + 1].flags & TOKEN_NUMBER);
            j += pair ? 2 : 1;
            continue;
        }
        if (j > i && m->particle == PARTICLE_AND && j + 1 < end && is_upper(n, j + 1) &&
            !n->atom_at[j + 1] && !n->marks[j + 1].len[LEX_TITLES] &&
            !n->marks[j + 1].len[LEX_ORGS]) {
            j++;
            continue;
        }
        break;
    }
    return j;
}

static void own(struct names *n, struct phrase *p, int entity)
{
    entity = names_root(n, entity);
    if (p->owner >= 0 || entity < 0)
        return;
    p->owner = entity;
    p->own_person = n->doc->entities[entity].kind == ENTITY_PERSON;
}

/* A phrase inside this one ("phát ngôn viên [Bộ Ngoại giao Trung Quốc]"): its widest mention is the
 * owner. */
static int inner(struct names *n, struct phrase *p, int i, int end)
{
    int first = n->doc->mentions_n;
    int stop = names_phrase_first(n, i, end);
    int best = -1;
    for (int k = first; k < n->doc->mentions_n; k++) {
        const struct mention *x = &n->doc->mentions[k];
        if (x->entity >= 0 && (best < 0 || x->end - x->start > n->doc->mentions[best].end -
                                                                   n->doc->mentions[best].start))
            best = k;
    }
    if (stop <= i || best < 0)
        return i;
    own(n, p, n->doc->mentions[best].entity);
    return stop;
}

/* Is the head noun part of the name ("Đại học Nottingham") rather than said before it ("hãng
 * FireEye")? */
static bool names_part(const struct names *n, const struct phrase *p)
{
    enum entity_kind kind = phrase_kind(p);
    const char *gloss = entry_field(p->head, 3);
    (void)n;
    return (kind == ENTITY_GOVERNMENT || kind == ENTITY_ORGANIZATION) &&
           strcmp(gloss, "organization") != 0 && strcmp(gloss, "campaign") != 0 &&
           strcmp(gloss, "intelligence") != 0;
}

static bool is_role(const struct phrase *p)
{
    return p->head && p->lex == LEX_TITLES;
}

/* ", phát ngôn viên Nhà Trắng," behind a name: its post. */
static int apposition(struct names *n, int i, int end, int entity)
{
    if (!is_comma(n, i, end) || i + 2 >= end)
        return i;
    struct phrase q = phrase_at(i + 1);
    int k = i + 1;
    if (n->marks[k].particle == PARTICLE_ONE)
        k += n->marks[k].len[LEX_PARTICLES];
    while (k < end && n->marks[k].particle == PARTICLE_ADJ && !n->marks[k].len[LEX_TITLES]) {
        q.former |= names_word(n, k, "cựu") || names_word(n, k, "nguyên");
        k += n->marks[k].len[LEX_PARTICLES];
    }
    int len = head_at(n, &q, k);
    if (!len)
        return i;
    bool person = n->doc->entities[names_root(n, entity)].kind == ENTITY_PERSON;
    bool role = q.lex == LEX_TITLES && strcmp(entry_field(q.head, 1), "honor") != 0;
    if (person != role || (!person && n->marks[i + 1].particle != PARTICLE_ONE))
        return i;
    k += len;
    int first = n->doc->mentions_n, atoms = n->atoms_n;
    (void)atoms;
    for (int steps = 0; steps < 8 && k < end; steps++) {
        const struct mark *m = &n->marks[k];
        struct atom *a = phrase_atom(n, k);
        if (a && phrase_person(n, a))
            return i; /* another party: a list */
        if (a) {
            own(n, &q, phrase_take(n, a, true));
            k = a->end;
        } else if (m->len[LEX_ORGS]) {
            int stop = inner(n, &q, k, end);
            if (stop <= k)
                break;
            k = stop;
        } else if (m->len[LEX_FIELDS]) {
            k += m->len[LEX_FIELDS];
        } else if (m->particle == PARTICLE_OF || m->particle == PARTICLE_ADJ ||
                   m->particle == PARTICLE_IN || m->particle == PARTICLE_ABOUT) {
            k += m->len[LEX_PARTICLES];
        } else {
            break;
        }
    }
    bool closed = k >= end || is_comma(n, k, end) || names_word(n, k, ".") || names_word(n, k, ")");
    if (!closed && n->doc->mentions_n == first)
        return i;
    phrase_post(n, entity, &q);
    return is_comma(n, k, end) ? k + 1 : k;
}

static int finish_name(struct names *n, struct phrase *p, struct atom *a, int end)
{
    bool person = is_role(p) || phrase_person(n, a) || (p->head && phrase_kind(p) == ENTITY_PERSON);
    int entity = p->head && person ? phrase_take_person(n, a) : names_root(n, a->entity);
    struct entity *e = &n->doc->entities[entity];
    if (p->head && !person && a->unknown && !n->about[entity].lexicon) {
        enum entity_kind kind = phrase_kind(p);
        if (kind != ENTITY_PERSON && kind != ENTITY_COUNTRY && kind != e->kind && !e->unnamed) {
            char *key = arena_printf(n->doc->a, "%s:%s", model_entity_kind(kind),
                                     names_slug(n, doc_words(n->doc, a->start, a->end)));
            entity = names_merge(n, entity, names_entity(n, key, kind, e->name));
            a->entity = entity;
        }
    }
    a->unknown = a->guess = false;
    a->used = true;
    if (person)
        phrase_post(n, entity, p);
    int stop = apposition(n, a->end, end, entity);
    names_mention(n, p->start, stop, a->start, a->end, entity, a->how);
    return stop;
}

/* "(NSA)" behind a body's name is one of its names. */
static int acronym(struct names *n, int i, int end, int entity)
{
    if (i + 2 >= end || !names_word(n, i, "(") || !names_word(n, i + 2, ")") ||
        !phrase_atom(n, i + 1))
        return entity;
    struct atom *a = phrase_atom(n, i + 1);
    int other = names_root(n, a->entity);
    if (n->doc->entities[other].kind == ENTITY_COUNTRY ||
        n->doc->entities[other].kind == ENTITY_PERSON)
        return entity;
    return names_merge(n, entity, other);
}

/* "tin tặc Nga" are the ones of "các tin tặc Nga": without a name, a crowd rather than one who
 * holds a post. */
static void as_crowd(const struct names *n, struct phrase *p)
{
    static const char *const posts[] = {"official", "lawmaker", "prosecutor", "agent"};
    const struct mark *m = &n->marks[p->head_start];
    if (p->lex != LEX_TITLES || m->len[LEX_PARTIES] != p->head_end - p->head_start)
        return;
    bool crowd = strcmp(entry_field(p->head, 1), "trade") == 0;
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++)
        crowd |= strcmp(entry_field(p->head, 3), posts[i]) == 0;
    if (!crowd)
        return;
    p->lex = LEX_PARTIES;
    p->head = m->hit[LEX_PARTIES];
    p->title = NULL;
}

/* "Thủ tướng cho rằng", "của Thủ tướng"; not "cấp bộ trưởng", "bầu cử tổng thống". */
static bool stands_for_holder(const struct names *n, const struct phrase *p)
{
    static const char *const posts[] = {"cử",   "cấp", "chức", "ghế",   "làm",
                                        "dinh", "phủ", "viên", "nhiệm", "thành"};
    const struct doc *d = n->doc;
    int before = p->start - 1;
    if (p->start == d->sentences[doc_sentence(d, p->start)].start)
        return true;
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++)
        if (names_word(n, before, posts[i]))
            return false;
    return is_upper(n, p->start) || n->marks[before].particle == PARTICLE_OF ||
           n->marks[before].particle == PARTICLE_AND || (d->tokens[before].flags & TOKEN_PUNCT);
}

static int finish_bare(struct names *n, struct phrase *p, int end)
{
    enum entity_kind kind = phrase_kind(p);
    bool proper = p->proper_start >= 0;
    bool body = p->lex == LEX_ORGS && !p->one && !p->many && !p->count && !p->demo &&
                (proper ||
                 (kind == ENTITY_GOVERNMENT &&
                  (p->owner >= 0 || (p->fields_n && is_upper(n, p->fields_at)))) ||
                 p->own_person);
    if (p->lex == LEX_ORGS && strcmp(entry_field(p->head, 1), "owned") == 0 && !p->own_person)
        body = false;
    bool described = strcmp(entry_field(p->head, 1), "heads") == 0 || p->owner >= 0 || p->one ||
                     p->many || p->count || p->fields_n || p->former;
    if (p->demo) {
        struct mention *m =
            names_mention(n, p->start, p->end, p->head_start, p->end, -1, MENTION_DEFINITE);
        m->kind = kind;
        m->plural = p->many || p->count;
        return p->end;
    }
    bool needs = p->lex == LEX_PARTIES && strcmp(entry_field(p->head, 4), "need") == 0;
    bool owned = p->lex == LEX_ORGS && strcmp(entry_field(p->head, 1), "owned") == 0;
    if (!described && is_role(p) && strcmp(entry_field(p->head, 1), "role") == 0 &&
        stands_for_holder(n, p)) {
        /* "Thủ tướng cho rằng…": the one whom the article calls so */
        names_mention(n, p->start, p->end, p->head_start, p->end, -1, MENTION_DEFINITE);
        return p->end;
    }
    if ((!described || owned) && !body && (p->lex != LEX_PARTIES || needs))
        return p->head_end;
    if (body) {
        struct phrase whole = *p;
        whole.head_end = p->end;
        int entity = acronym(n, p->end, end, phrase_body(n, &whole));
        names_mention(n, p->start, p->end, p->head_start, p->end, entity, MENTION_NAME);
        return p->end;
    }
    if (!(is_comma(n, p->end, end)))
        as_crowd(n, p);
    int entity = phrase_unnamed(n, p);
    if (is_role(p) && is_comma(n, p->end, end) && !phrase_plural(p) &&
        !p->former) { /* "phát ngôn viên Nhà Trắng, bà Sarah Sanders," */
        int j = p->end + 1;
        if (j < end && names_is(n, j, LEX_TITLES, "honor"))
            j += n->marks[j].len[LEX_TITLES];
        struct atom *a = j < end ? phrase_atom(n, j) : NULL;
        if (a && (phrase_person(n, a) || j > p->end + 1) &&
            (is_comma(n, a->end, end) || p->owner >= 0) &&
            n->about[names_root(n, a->entity)].role == NULL) {
            int person = phrase_take_person(n, a);
            a->used = true;
            phrase_post(n, person, p);
            int stop = is_comma(n, a->end, end) ? a->end + 1 : a->end;
            names_mention(n, p->start, stop, a->start, a->end, person, MENTION_NAME);
            return stop;
        }
    }
    struct mention *m =
        names_mention(n, p->start, p->end, p->start, p->end, entity, MENTION_UNNAMED);
    m->plural = phrase_plural(p);
    return p->end;
}

/* Determiners, numbers and "cựu" before the noun. */
static int before_head(struct names *n, struct phrase *p, int i, int end)
{
    for (int steps = 0; steps < 4 && i < end; steps++) {
        const struct mark *m = &n->marks[i];
        int len = m->len[LEX_PARTICLES];
        if (phrase_atom(n, i) && !phrase_atom(n, i)->guess)
            return i;
        if (m->len[LEX_TITLES] > len || m->len[LEX_ORGS] > len || m->len[LEX_PARTIES] > len)
            return i;
        if (m->particle == PARTICLE_ONE)
            p->one = true;
        else if (m->particle == PARTICLE_MANY)
            p->many = true;
        else if (m->particle == PARTICLE_COUNT)
            p->count = phrase_number(n, i);
        else if (phrase_is_number(n, i)) {
            p->count = phrase_number(n, i);
            len = 1;
        } else if (m->particle == PARTICLE_ADJ)
            p->former |= names_word(n, i, "cựu") || names_word(n, i, "nguyên");
        else
            return i;
        i += len;
    }
    return i;
}

/* "giới tình báo nước này": the country that the sentence named first, else the nearest before. */
static int this_country(const struct names *n, int i, int end)
{
    const struct mark *m = &n->marks[i];
    const struct doc *d = n->doc;
    if (!m->len[LEX_COREF] || i + m->len[LEX_COREF] > end ||
        strcmp(entry_field(m->hit[LEX_COREF], 1), "definite") != 0 ||
        strcmp(entry_field(m->hit[LEX_COREF], 2), "c") != 0 ||
        entry_field(m->hit[LEX_COREF], 3)[0] != 's')
        return -1;
    int s = d->sentences[doc_sentence(d, i)].start, found = -1;
    for (int k = d->mentions_n - 1; k >= 0 && k > d->mentions_n - 16; k--) {
        const struct mention *x = &d->mentions[k];
        int country = names_country(n, x->entity);
        if (x->start < s && found >= 0)
            break;
        if (country >= 0)
            found = country;
    }
    return found;
}

int names_phrase_first(struct names *n, int at, int end)
{
    struct atom *lead = phrase_atom(n, at);
    if (!lead || lead->guess) {
        int stop = pronoun(n, at, end);
        if (stop > at)
            return stop;
    }
    struct phrase p = phrase_at(at);
    int i = before_head(n, &p, at, end);
    if (i >= end)
        return at;
    struct atom *a = phrase_atom(n, i);
    if (a && a->guess && (n->marks[i].len[LEX_TITLES] || n->marks[i].len[LEX_ORGS]))
        a = NULL;
    if (a) {
        if (a->guess && a->unknown)
            return at;
        p.start = i > at && !p.former ? i : at;
        int entity = names_root(n, a->entity);
        a->used = true;
        int stop = apposition(n, a->end, end, entity);
        names_mention(n, p.start, stop, a->start, a->end, entity, a->how);
        return stop;
    }
    bool people = n->marks[i].particle == PARTICLE_PEOPLE && i + 1 < end && phrase_atom(n, i + 1) &&
                  phrase_atom(n, i + 1)->kind == ENTITY_COUNTRY;
    int len = head_at(n, &p, i);
    if (n->marks[i].particle == PARTICLE_STOP && n->marks[i].len[LEX_PARTICLES] > 1 &&
        n->marks[i].len[LEX_PARTICLES] >= len)
        return i + n->marks[i]
                       .len[LEX_PARTICLES]; /* a compound that only begins like a body: "bộ phim" */
    if (!len)
        return at;
    if (people && len == 1 && !p.one && !p.many && !p.count) { /* "người Nga": the country */
        struct atom *of = phrase_atom(n, i + 1);
        of->used = true;
        names_mention(n, at, of->end, at, of->end, of->entity, MENTION_DEMONYM);
        return of->end;
    }
    i += len;
    p.end = i;
    bool linked = false; /* "của", "thuộc" just before: a name must follow */
    for (int steps = 0; steps < 12 && i < end; steps++) {
        const struct mark *m = &n->marks[i];
        a = phrase_atom(n, i);
        if (a && a->guess && a->unknown &&
            (p.lex == LEX_ORGS
                 ? names_native(n, a->start)
                 : m->len[LEX_FIELDS] > a->end - a->start)) /* "Bộ trưởng Viễn thông" */
            a = NULL;
        if (a) {
            bool person = phrase_person(n, a);
            bool titled =
                p.lex == LEX_TITLES || (p.lex == LEX_PARTIES && phrase_kind(&p) != ENTITY_COMPANY);
            if (person && p.lex == LEX_ORGS && (p.owner >= 0 || p.proper_start >= 0))
                break; /* "Bộ Quốc phòng Canada | Jonathan Vance": the one who holds a post there */
            if (person &&
                (p.lex == LEX_ORGS || p.many || p.count || linked)) { /* "chính quyền Obama" */
                own(n, &p, phrase_take(n, a, true));
                p.end = i = a->end;
                linked = false;
                continue;
            }
            if (person ||
                (titled && a->unknown && !linked && a->kind != ENTITY_PLACE && !p.many && !p.count))
                return finish_name(n, &p, a, end);
            enum entity_kind k = n->doc->entities[names_root(n, a->entity)].kind;
            if (a->unknown && p.lex == LEX_ORGS && !p.one && !p.many && p.owner < 0 &&
                k != ENTITY_PLACE && names_part(n, &p)) { /* "Đại học Nottingham" */
                p.proper_start = p.proper_start < 0 ? a->start : p.proper_start;
                p.proper_end = p.end = i = a->end;
                a->used = true;
                linked = false;
                continue;
            }
            bool body =
                k == ENTITY_COMPANY || k == ENTITY_ORGANIZATION || k == ENTITY_GROUP || a->unknown;
            bool nameable = p.lex != LEX_TITLES && !linked && !p.many && !p.count && !p.one;
            if (a->unknown && p.lex == LEX_ORGS && p.owner >= 0 &&
                phrase_kind(&p) == ENTITY_GOVERNMENT)
                break;
            if (body && nameable && (p.lex == LEX_ORGS || p.lex == LEX_PARTIES) &&
                k != ENTITY_PLACE)
                return finish_name(n, &p, a, end);
            own(n, &p, phrase_take(n, a, true));
            p.end = i = a->end;
            linked = false;
            continue;
        }
        if (m->particle == PARTICLE_DEMO && !linked) {
            p.demo = p.owner < 0 && p.proper_start < 0;
            p.end = i + m->len[LEX_PARTICLES];
            break;
        }
        if (p.lex == LEX_ORGS && p.proper_start < 0 && !linked && is_upper(n, i) && p.owner < 0) {
            int stop = proper_end(n, i, end);
            bool all_fields = true;
            for (int j = i; j < stop;) {
                if (!n->marks[j].len[LEX_FIELDS]) {
                    all_fields = false;
                    break;
                }
                p.fields_at = p.fields_n ? p.fields_at : j;
                phrase_field(&p, entry_field(n->marks[j].hit[LEX_FIELDS], 1));
                j += n->marks[j].len[LEX_FIELDS];
            }
            if (stop > i) {
                if (!all_fields) {
                    p.proper_start = i;
                    p.proper_end = stop;
                }
                p.end = i = stop;
                continue;
            }
        }
        if (m->len[LEX_FIELDS]) {
            p.fields_at = p.fields_n ? p.fields_at : i;
            phrase_field(&p, entry_field(m->hit[LEX_FIELDS], 1));
            i += m->len[LEX_FIELDS];
            if (!linked)
                p.end = i;
            continue;
        }
        if (names_is(n, i, LEX_TITLES, "honor") && i + 1 < end && phrase_atom(n, i + 1)) {
            i += m->len[LEX_TITLES];
            continue;
        }
        if (m->len[LEX_ORGS] && p.owner < 0 && (p.lex == LEX_TITLES || linked) &&
            !(m->particle == PARTICLE_STOP && m->len[LEX_PARTICLES] > m->len[LEX_ORGS])) {
            int stop = inner(n, &p, i, end);
            if (stop <= i)
                break;
            p.end = i = stop;
            linked = false;
            continue;
        }
        if (m->len[LEX_TITLES] && !names_is(n, i, LEX_TITLES, "honor") && p.owner < 0 &&
            (p.lex == LEX_ORGS || linked)) {
            int stop = inner(n, &p, i, end);
            if (stop <= i)
                break;
            p.end = i = stop;
            linked = false;
            continue;
        }
        if (m->particle == PARTICLE_PEOPLE && i + 1 < end && phrase_atom(n, i + 1)) {
            i += m->len[LEX_PARTICLES];
            linked = true;
            continue;
        }
        if (m->particle == PARTICLE_OF || (m->particle == PARTICLE_IN && p.owner >= 0) ||
            m->particle == PARTICLE_ABOUT || (m->particle == PARTICLE_IN && p.lex != LEX_ORGS)) {
            linked = true;
            i += m->len[LEX_PARTICLES];
            continue;
        }
        if (m->particle == PARTICLE_TIE && p.lex == LEX_PARTIES && p.owner < 0) {
            linked = true;
            i += m->len[LEX_PARTICLES];
            continue;
        }
        if (m->particle == PARTICLE_ADJ) {
            p.other |= names_word(n, i, "khác");
            i += m->len[LEX_PARTICLES];
            if (!linked && (p.lex != LEX_ORGS || p.owner < 0))
                p.end = i;
            continue;
        }
        int country = p.owner < 0 ? this_country(n, i, end) : -1;
        if (country >= 0) {
            int from = i;
            i += m->len[LEX_COREF];
            own(n, &p, country);
            names_mention(n, from, i, from, i, country, MENTION_DEFINITE)->modifier = true;
            p.end = i;
            linked = false;
            continue;
        }
        break;
    }
    return finish_bare(n, &p, end);
}
