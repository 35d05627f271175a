#include <string.h>

#include "importers/extract/names.h"

/* Proper names. Two sources: what the lexicon knows, and runs of capitals. A capital says nothing
 * at the start of a sentence or in a headline in title case; there a run counts only if the rest of
 * the article confirms it. */

static bool is_upper_word(const struct token *t)
{
    return (t->flags & TOKEN_UPPER) && (t->flags & TOKEN_WORD);
}

/* Does the writing of tokens [at, at + len) fit the surface's capitals? "US" is not "us", "Mỹ" is
 * not "mỹ". */
bool names_case_fits(const struct doc *d, int at, int len, const char *surface)
{
    bool want[16] = {false}, caps = true, any = false, have = false;
    int words = 0;
    bool start = true;
    for (size_t i = 0, size = strlen(surface); i < size;) {
        uint32_t c = text_next(surface, size, &i);
        bool letter = text_is_letter(c) || text_is_digit(c);
        if (letter && start && words < 16)
            want[words++] = text_is_upper(c);
        if (text_is_letter(c) && !text_is_upper(c))
            caps = false;
        if (c == '-' && words < 16)
            words++;
        start = c == ' ' || c == '-';
    }
    for (int i = 0; i < len; i++) {
        bool up = (d->tokens[at + i].flags & TOKEN_UPPER) != 0;
        have |= up;
        any |= i < words && want[i];
    }
    if (!any)
        return true;
    if (caps && len == 1 && strlen(surface) <= 4)
        return (d->tokens[at].flags & TOKEN_CAPS) || (have && strchr(surface, '.'));
    if (words != len)
        return have;
    if (len >= 4)
        return have;
    int wanted = 0, missing = 0;
    for (int i = 0; i < len; i++) {
        wanted += want[i];
        missing += want[i] && !(d->tokens[at + i].flags & TOKEN_UPPER);
    }
    return missing == 0 || (missing == 1 && wanted >= 2 && !(d->tokens[at].flags & TOKEN_UPPER));
}

/* A word of the article's language as far as can be told: it has letters beyond ASCII, or the words
 * of titles, bodies and fields have it. */
bool names_native(const struct names *n, int token)
{
    const struct token *t = &n->doc->tokens[token];
    if (gazette_native(n->g, t->word) && !n->marks[token].len[LEX_GIVEN])
        return true;
    for (const char *p = t->low; *p; p++)
        if (*p & 0x80)
            return true;
    return false;
}

int names_add_atom(struct names *n, int start, int end, int entity, enum entity_kind kind,
                   enum mention_how how)
{
    struct doc *d = n->doc;
    if (n->atom_at[start]) { /* a guess gives way */
        n->atoms[n->atom_at[start] - 1] =
            (struct atom){.start = start, .end = end, .entity = entity, .kind = kind, .how = how};
        return n->atom_at[start] - 1;
    }
    n->atoms = arena_grow(d->a, n->atoms, (size_t)n->atoms_n, &n->atoms_cap, sizeof *n->atoms);
    n->atoms[n->atoms_n] =
        (struct atom){.start = start, .end = end, .entity = entity, .kind = kind, .how = how};
    n->atom_at[start] = ++n->atoms_n;
    return n->atoms_n - 1;
}

static bool is_dash(const struct names *n, int i)
{
    return names_word(n, i, "-") || names_word(n, i, "–") || names_word(n, i, "—");
}

/* Is token i the second syllable of a title, body or field: "Ngoại [Giao] Mỹ"? */
static bool inside_words(const struct names *n, int i, const struct sentence *s)
{
    for (int k = 1; k <= 3 && i - k >= s->start; k++) {
        const struct mark *m = &n->marks[i - k];
        if (m->len[LEX_TITLES] > k || m->len[LEX_ORGS] > k || m->len[LEX_FIELDS] > k ||
            m->len[LEX_PARTIES] > k || m->len[LEX_NAMES] > k || m->len[LEX_PARTICLES] > k)
            return true;
    }
    return false;
}

/* A syllable of a person's name rather than a country: "Nguyễn Thị Mỹ", "Mỹ Tâm", "Thanh Nga", "ông
 * Đức". */
static bool part_of_person(const struct names *n, const struct entry *e, int at, int len,
                           const struct sentence *s)
{
    const struct doc *d = n->doc;
    if (!n->head_first || len != 1 || strncmp(entry_field(e, 1), "country:", 8) != 0)
        return false;
    if (at > s->start && n->marks[at - 1].len[LEX_TITLES] == 1 &&
        names_is(n, at - 1, LEX_TITLES, "honor") &&
        !(d->tokens[at - 1].flags & TOKEN_UPPER && at - 1 > s->start))
        return true;
    if (at > s->start && is_upper_word(&d->tokens[at - 1])) {
        const struct mark *m = &n->marks[at - 1];
        if (names_is(n, at - 1, LEX_GIVEN, "surname") && at - 1 > s->start)
            return true;
        bool fresh = at - 1 == s->start || (d->tokens[at - 2].flags & TOKEN_PUNCT);
        bool other = m->len[LEX_NAMES] || m->len[LEX_TITLES] || m->len[LEX_ORGS] ||
                     m->len[LEX_PARTIES] || m->len[LEX_FIELDS] || m->particle ||
                     inside_words(n, at - 1, s);
        if (!fresh && !other && names_native(n, at - 1))
            return true;
        if (m->len[LEX_GIVEN] && !m->len[LEX_ORGS] && !m->len[LEX_TITLES] && !m->particle &&
            !m->len[LEX_FIELDS])
            return true; /* "Kim Anh", "bà Kim Anh" */
    }
    if (at + 1 < s->end && is_upper_word(&d->tokens[at + 1])) {
        const struct mark *m = &n->marks[at + 1];
        bool other =
            m->len[LEX_NAMES] || m->len[LEX_TITLES] || m->len[LEX_ORGS] || m->len[LEX_GIVEN];
        if (!other && names_native(n, at + 1) && !d->tokens[at + 1].word)
            return true;
    }
    return false;
}

/* "Anh" opens a sentence: England or "he"? England where the article writes it inside a sentence
 * too. */
static bool doubtful_start(const struct names *n, int at, int len, const struct sentence *s)
{
    const struct doc *d = n->doc;
    bool fresh = at == s->start || (d->tokens[at - 1].flags & (TOKEN_OPEN | TOKEN_PUNCT));
    if (!fresh || len != 1)
        return false;
    bool homograph =
        n->marks[at].len[LEX_TITLES] || n->marks[at].len[LEX_COREF] || n->marks[at].particle;
    return homograph && n->forms[n->form[at]].capital == 0;
}

static int place_of_metonym(struct names *n, const struct entry *e, int at,
                            const struct sentence *s)
{
    const char *place = entry_field(e, 3);
    const struct doc *d = n->doc;
    if (!*place)
        return -1;
    if (strcmp(entry_field(e, 2), "place") == 0)
        return names_known(n, place);
    int before = at - 1;
    if (before >= s->start && n->marks[before].particle == PARTICLE_THE)
        before--;
    bool in = before >= s->start && n->marks[before].particle == PARTICLE_IN;
    in |= before >= s->start && (names_word(n, before, "from") || names_word(n, before, "thành") ||
                                 names_word(n, before, "phố") || names_word(n, before, "đô"));
    int after = at + e->tokens;
    bool dateline = at <= s->start + 1 && after < s->end &&
                    (names_word(n, after, "(") ||
                     (is_dash(n, after) && !(d->tokens[after].flags & TOKEN_GLUED)));
    bool based = after + 1 < s->end && is_dash(n, after) && names_word(n, after + 1, "based");
    return in || dateline || based ? names_known(n, place) : -1;
}

/* The entry among those of one surface that this place allows, or NULL. */
static const struct entry *choose(struct names *n, const struct entry *e, int at, int len,
                                  const struct sentence *s, bool weak)
{
    for (; e; e = e->next) {
        const char *use = entry_field(e, 2);
        if (!names_case_fits(n->doc, at, len, e->surface))
            continue;
        bool needs = strcmp(use, "weak") == 0 || strcmp(use, "short") == 0;
        if (needs != weak)
            continue;
        if (part_of_person(n, e, at, len, s) || doubtful_start(n, at, len, s))
            continue;
        return e;
    }
    return NULL;
}

/* ---- runs of capitals ---- */

/* "Matthew Prince", "Leandra English": behind a given name a capital is a surname, whatever else it
 * means. */
static bool surname_place(const struct names *n, int i, const struct sentence *s)
{
    const struct mark *m = &n->marks[i];
    if (n->head_first || i <= s->start || !names_is(n, i - 1, LEX_GIVEN, "given") ||
        !is_upper_word(&n->doc->tokens[i - 1]) || !is_upper_word(&n->doc->tokens[i]))
        return false;
    if (i - 2 > s->start && is_upper_word(&n->doc->tokens[i - 2]) &&
        !n->marks[i - 2].len[LEX_TITLES])
        return false;
    return !m->len[LEX_ORGS] && m->len[LEX_NAMES] <= 1 && m->len[LEX_TITLES] <= 1;
}

/* "Trang Trần", not the page "Trần": a head noun with a capital before a surname. */
static bool stage_name(const struct names *n, int i, const struct sentence *s)
{
    return n->marks[i].len[LEX_ORGS] == 1 && is_upper_word(&n->doc->tokens[i]) && i + 1 < s->end &&
           is_upper_word(&n->doc->tokens[i + 1]) && names_is(n, i + 1, LEX_GIVEN, "surname");
}

static bool stops_run(const struct names *n, int i, const struct sentence *s)
{
    const struct mark *m = &n->marks[i];
    const struct doc *d = n->doc;
    if (surname_place(n, i, s))
        return false;
    if (names_is(n, i, LEX_GIVEN, "given") && m->len[LEX_NAMES] <= 1 && i + 1 < s->end &&
        (is_upper_word(&d->tokens[i + 1]) || n->marks[i + 1].particle == PARTICLE_NAME) &&
        !m->len[LEX_ORGS] && m->particle == PARTICLE_STOP)
        return false;
    if (!n->head_first && m->len[LEX_PARTIES] && (d->tokens[i].flags & TOKEN_UPPER) &&
        entry_field(m->hit[LEX_PARTIES], 3)[0] == 'p' && !m->len[LEX_ORGS])
        return true;
    if (m->particle && m->particle != PARTICLE_NAME && m->particle != PARTICLE_ADJ &&
        m->particle != PARTICLE_STOP)
        return true;
    if (m->particle == PARTICLE_STOP)
        return true;
    if (n->head_first && i > s->start && names_is(n, i, LEX_TITLES, "honor") &&
        is_upper_word(&d->tokens[i]) && n->marks[i - 1].len[LEX_GIVEN] &&
        is_upper_word(&d->tokens[i - 1]))
        return false; /* "Kim Anh" */
    if (m->len[LEX_TITLES] && !names_is(n, i, LEX_TITLES, "honor") && !m->len[LEX_GIVEN])
        return n->forms[n->form[i]].small > 0 || !n->head_first ||
               !(d->tokens[i].flags & TOKEN_UPPER) || i > s->start;
    if (names_is(n, i, LEX_TITLES, "honor") && !m->len[LEX_GIVEN])
        return true;
    if (m->len[LEX_NAMES] && (!m->len[LEX_GIVEN] || m->len[LEX_NAMES] > 1) &&
        names_case_fits(d, i, m->len[LEX_NAMES], m->hit[LEX_NAMES]->surface) &&
        !part_of_person(n, m->hit[LEX_NAMES], i, m->len[LEX_NAMES], s)) {
        const char *use = entry_field(m->hit[LEX_NAMES], 2);
        if (strcmp(use, "weak") != 0 && strcmp(use, "short") != 0 && strcmp(use, "surname") != 0)
            return true;
    }
    if (!n->head_first || !m->len[LEX_ORGS])
        return false;
    int after = i + m->len[LEX_ORGS];
    if (i == s->start) /* "Bộ Tài chính cho biết" */
        return after < s->end && n->marks[after].len[LEX_FIELDS] > 1;
    return !stage_name(n, i, s);
}

/* "Kim Yong-jin": short syllables of open vowels, or those that end in n, ng, k, l, m, p, t, h. */
static bool east_asian(const struct doc *d, int i, int dash)
{
    const struct token *t = d->tokens;
    if (dash != i + 2 || t[i].end - t[i].start > 5 || t[dash - 1].end - t[dash - 1].start > 6)
        return false;
    const char *p = t[dash + 1].low;
    size_t head = strcspn(p, "aeiouy"), vowels = strspn(p + head, "aeiouy");
    p += head + vowels;
    return head <= 2 && vowels && vowels <= 3 &&
           (!*p || strcmp(p, "ng") == 0 || (strchr("nklmpth", *p) && !p[1]));
}

/* Where a run of capitals starting at i ends: "Kim Yong-chol", "George W. Bush", "O'Carroll", "bin
 * Salman". */
static int run_end(const struct names *n, int i, const struct sentence *s)
{
    const struct doc *d = n->doc;
    int end = i + 1;
    for (int j = i + 1; j < s->end && j < i + 8;) {
        const struct token *t = &d->tokens[j];
        if (is_upper_word(t) && !stops_run(n, j, s)) {
            if (d->tokens[j - 1].flags & TOKEN_CLOSE)
                break;
            end = ++j;
            continue;
        }
        if ((t->flags & TOKEN_WORD) && (t->flags & TOKEN_GLUED) && *t->low == '\'') {
            end = ++j;
            continue;
        }
        if (names_word(n, j, "&") && j + 1 < s->end && is_upper_word(&d->tokens[j + 1]) &&
            !stops_run(n, j + 1, s)) {
            end = j += 2;
            continue;
        }
        if ((names_word(n, j, "'") || names_word(n, j, "’") || names_word(n, j, "‘")) &&
            j + 1 < s->end && is_upper_word(&d->tokens[j + 1]) &&
            (d->tokens[j + 1].flags & TOKEN_GLUED) &&
            d->tokens[j - 1].end - d->tokens[j - 1].start == 1) { /* O 'Carroll */
            end = j += 2;
            continue;
        }
        if (names_word(n, j, ".") &&
            (d->tokens[j - 1].end - d->tokens[j - 1].start == 1 || names_word(n, j - 1, "st")) &&
            j + 1 < s->end && is_upper_word(&d->tokens[j + 1])) { /* "J. Doe", "St. Jude" */
            j++;
            continue;
        }
        if (is_dash(n, j) && j + 1 < s->end) {
            const struct token *after = &d->tokens[j + 1];
            bool glued = (t->flags & TOKEN_GLUED) && (after->flags & TOKEN_GLUED);
            bool syllable = (after->flags & TOKEN_WORD) && !(after->flags & TOKEN_UPPER) &&
                            (!after->word || east_asian(d, i, j)) &&
                            after->end - after->start <= 6 &&
                            d->tokens[j - 1].end - d->tokens[j - 1].start <= 6 && j - i >= 2 &&
                            !names_native(n, j + 1);
            bool spaced = n->head_first && !glued && is_upper_word(after) && !after->word &&
                          !names_native(n, j + 1) && j - i == 2 && after->end - after->start <= 5 &&
                          d->tokens[i].end - d->tokens[i].start <= 5 &&
                          d->tokens[j - 1].end - d->tokens[j - 1].start <= 6;
            if (spaced || (glued && is_upper_word(after) && !stops_run(n, j + 1, s)) ||
                (syllable && (glued || n->head_first))) {
                end = j += 2;
                continue;
            }
        }
        if (n->marks[j].particle == PARTICLE_NAME && j + 2 < s->end && is_dash(n, j + 1) &&
            is_upper_word(&d->tokens[j + 2])) { /* al-Sisi, al - Mohannadi */
            end = j += 3;
            continue;
        }
        if (n->marks[j].particle == PARTICLE_NAME && !names_word(n, j, "of") && j + 1 < s->end &&
            is_upper_word(&d->tokens[j + 1]) && !stops_run(n, j + 1, s)) {
            j++;
            continue;
        }
        break;
    }
    return end;
}

static bool is_loud(const struct token *t)
{
    return (t->flags & TOKEN_CAPS) && t->end - t->start >= 4;
}

/* "TAX BRACKETS: The Senate version…": words in capitals beside others are a heading. */
static bool heading(const struct names *n, int i, int end, const struct sentence *s)
{
    const struct token *t = n->doc->tokens;
    if (!is_loud(&t[i]) && !is_loud(&t[end - 1]))
        return false;
    if (end > i + 1 && is_loud(&t[i]) && is_loud(&t[end - 1]))
        return true;
    bool beside = (i > s->start && (t[i - 1].flags & TOKEN_CAPS)) ||
                  (end < s->end && (t[end].flags & TOKEN_CAPS));
    return beside || (end == i + 1 && n->forms[n->form[i]].small > 0);
}

static bool confirmed(const struct names *n, int i, int end, int sentence)
{
    const struct sentence *s = &n->doc->sentences[sentence];
    const struct token *t = &n->doc->tokens[i];
    const struct form *f = &n->forms[n->form[i]];
    bool fresh = i == s->start || (n->doc->tokens[i - 1].flags & (TOKEN_OPEN | TOKEN_CLOSE)) ||
                 names_word(n, i - 1, ":") || names_word(n, i - 1, ".") || is_dash(n, i - 1);
    if (n->shouting[sentence])
        return (f->capital && !f->small) || (t->flags & TOKEN_CAPS && !f->small) ||
               n->marks[i].len[LEX_GIVEN];
    if (!fresh)
        return true;
    if (end < s->end && (n->doc->tokens[end].flags & TOKEN_CLOSE) && i > s->start + 1 && !f->small)
        return true; /* a name in quotation marks */
    if ((n->marks[i].len[LEX_GIVEN] || t->end - t->start == 1) && end > i + 1)
        return true;
    if (f->small)
        return false;
    if (f->capital)
        return true;
    if (t->flags & TOKEN_CAPS)
        return true;
    return end > i + 1 && !t->word;
}

static bool person_run(const struct names *n, int i, int end)
{
    const struct mark *m = &n->marks[i];
    int words = 0;
    for (int j = i; j < end; j++) {
        words += (n->doc->tokens[j].flags & TOKEN_WORD) != 0;
        if ((n->doc->tokens[j].flags & TOKEN_CAPS) &&
            n->doc->tokens[j].end - n->doc->tokens[j].start > 2)
            return false;
    }
    if (words < 2)
        return false;
    if (names_is(n, i, LEX_GIVEN, "given"))
        return !n->marks[end - 1].len[LEX_ORGS];
    if (names_is(n, i, LEX_GIVEN, "surname") && m->len[LEX_GIVEN])
        return words <= 4 && names_native(n, i + 1);
    for (int j = i + 1; j + 1 < end;
         j++) /* an initial or a particle inside: "J.D. Gordon", "Mohammed bin Salman" */
        if (n->marks[j].particle == PARTICLE_NAME || names_word(n, j, "."))
            return true;
    return false;
}

static enum entity_kind head_kind(const struct entry *e)
{
    int k = model_parse_entity_kind(entry_field(e, 2));
    return k < 0 ? ENTITY_ORGANIZATION : (enum entity_kind)k;
}

/* Makes the run an atom; its kind from its last word ("Fidelis Cybersecurity Inc", "Minnesota
 * Supreme Court"). */
static void add_run(struct names *n, int i, int end, int sentence)
{
    struct doc *d = n->doc;
    const struct sentence *s = &d->sentences[sentence];
    enum entity_kind kind = ENTITY_ORGANIZATION;
    bool unknown = true;
    for (int j = end - 1; j > i && !n->head_first; j--) {
        const struct mark *m = &n->marks[j];
        if (m->len[LEX_ORGS] && j + m->len[LEX_ORGS] >= end) {
            kind = head_kind(m->hit[LEX_ORGS]);
            unknown = false;
            break;
        }
    }
    if (unknown && person_run(n, i, end)) {
        kind = ENTITY_PERSON;
        unknown = false;
    }
    if (unknown && i > s->start && n->marks[i - 1].particle == PARTICLE_IN &&
        !(d->tokens[i].flags & TOKEN_CAPS))
        kind = ENTITY_PLACE;
    char *words = doc_words(d, i, end);
    char *key = arena_printf(d->a, "%s:%s", model_entity_kind(kind), names_slug(n, words));
    int entity = names_entity(n, key, kind, words);
    int a = names_add_atom(n, i, end, entity, kind, MENTION_NAME);
    n->atoms[a].unknown = unknown;
    if (kind == ENTITY_PERSON) {
        if (n->marks[i].len[LEX_GIVEN] && !n->about[entity].gender &&
            entry_field(n->marks[i].hit[LEX_GIVEN], 2)[0] != '-')
            n->about[entity].gender = entry_field(n->marks[i].hit[LEX_GIVEN], 2)[0];
        names_index_person(n, i, end, entity);
    }
}

/* The lexicon's name at i as an atom; returns its end, or i. */
static int take_known(struct names *n, int i, int sentence, bool weak)
{
    const struct sentence *s = &n->doc->sentences[sentence];
    const struct mark *m = &n->marks[i];
    int len = m->len[LEX_NAMES];
    const struct entry *e = len ? choose(n, m->hit[LEX_NAMES], i, len, s, weak) : NULL;
    if (!e)
        return i;
    const char *use = entry_field(e, 2);
    if (strcmp(use, "surname") == 0) {
        if (run_end(n, i, s) > i + 1 && !n->marks[i + 1].len[LEX_ORGS])
            return i;
    } else if (!weak && len == 1 && m->len[LEX_GIVEN] && i + 1 < s->end &&
               is_upper_word(&n->doc->tokens[i + 1]) && !stops_run(n, i + 1, s) &&
               !n->marks[i + 1].len[LEX_ORGS]) {
        return i; /* "Jordan Smith", "Virginia Heffernan" */
    }
    int place = *entry_field(e, 3) ? place_of_metonym(n, e, i, s) : -1;
    int entity = place >= 0 ? place : names_known(n, entry_field(e, 1));
    if (entity < 0)
        return i;
    enum mention_how how =
        strcmp(use, "demonym") == 0 || strcmp(use, "people") == 0 ? MENTION_DEMONYM
        : strcmp(use, "metonym") == 0 ? (place >= 0 ? MENTION_NAME : MENTION_METONYM)
                                      : MENTION_NAME;
    int a = names_add_atom(n, i, i + len, entity, n->doc->entities[entity].kind, how);
    n->atoms[a].guess = strcmp(use, "surname") == 0;
    if (n->doc->entities[entity].kind == ENTITY_PERSON && strcmp(use, "surname") != 0)
        names_index_person(n, i, i + len, entity);
    return i + len;
}

/* Weak names: of a party that the article names otherwise, or beside another country and a dash
 * ("Mỹ - Trung"). */
static bool weak_holds(struct names *n, const struct entry *e, int i, const struct sentence *s)
{
    int after = i + e->tokens;
    for (int side = 0; side < 2; side++) {
        int dash = side ? after : i - 1, other = side ? after + 1 : i - 2;
        if (dash < s->start || dash >= s->end || other < s->start || other >= s->end ||
            !is_dash(n, dash))
            continue;
        const struct mark *m = &n->marks[other];
        if (m->len[LEX_NAMES] == 1 &&
            strncmp(entry_field(m->hit[LEX_NAMES], 1), "country:", 8) == 0)
            return true;
    }
    if (strcmp(entry_field(e, 2), "short") == 0)
        return false;
    const char *key = entry_field(e, 1);
    const struct entry *known = gazette_key(n->g, key);
    bool body = known && strcmp(entry_field(known, 1), "government") == 0;
    for (int k = 0; k < n->doc->entities_n; k++) /* weak words are rare */
        if (strcmp(n->doc->entities[k].key, key) == 0 ||
            (body && strcmp(n->doc->entities[k].key, entry_field(known, 3)) == 0))
            return true;
    return false;
}

static void weak_pass(struct names *n)
{
    struct doc *d = n->doc;
    for (int s = 0; s < d->sentences_n; s++)
        for (int i = d->sentences[s].start; i < d->sentences[s].end; i++) {
            const struct atom *was = n->atom_at[i] ? &n->atoms[n->atom_at[i] - 1] : NULL;
            if (was && !(was->unknown && n->marks[i].len[LEX_NAMES] == was->end - was->start)) {
                i = was->end - 1;
                continue;
            }
            if (!n->marks[i].len[LEX_NAMES])
                continue;
            const struct entry *e = choose(n, n->marks[i].hit[LEX_NAMES], i,
                                           n->marks[i].len[LEX_NAMES], &d->sentences[s], true);
            if (e && weak_holds(n, e, i, &d->sentences[s]))
                i = take_known(n, i, s, true) - 1;
        }
}

/* "Western Hemisphere Affairs John Creamer": a given name inside a run begins a person. */
static int split_run(const struct names *n, int i, int end)
{
    if (n->head_first || end - i < 3 || n->marks[i].len[LEX_GIVEN] ||
        n->marks[end - 1].len[LEX_ORGS])
        return end;
    bool foreign = !n->doc->tokens[i].word && end - i == 3; /* "Francesca Maria Occhionero" */
    for (int j = i + 1 + foreign; j + 1 < end; j++)
        if (names_is(n, j, LEX_GIVEN, "given") && (n->doc->tokens[j - 1].flags & TOKEN_WORD) &&
            !n->marks[j - 1].particle && (n->doc->tokens[j - 1].flags & TOKEN_UPPER) &&
            n->doc->tokens[j - 1].end - n->doc->tokens[j - 1].start > 2)
            return j;
    return end;
}

static void strong_pass(struct names *n)
{
    struct doc *d = n->doc;
    for (int s = 0; s < d->sentences_n; s++) {
        const struct sentence *st = &d->sentences[s];
        for (int i = st->start; i < st->end;) {
            int end = take_known(n, i, s, false);
            if (end > i) {
                i = end;
                continue;
            }
            const struct token *t = &d->tokens[i];
            bool honor = names_is(n, i, LEX_TITLES, "honor");
            if (n->marks[i].len[LEX_TITLES] > 1) {
                i += n->marks[i].len[LEX_TITLES];
                continue;
            }
            if (!is_upper_word(t) || honor || stops_run(n, i, st) ||
                (t->end - t->start == 1 && !(i + 1 < st->end && names_word(n, i + 1, ".")))) {
                i++;
                continue;
            }
            end = split_run(n, i, run_end(n, i, st));
            bool common = end == i + 1 && t->word && !n->marks[i].len[LEX_GIVEN] &&
                          !(t->flags & TOKEN_CAPS) && n->forms[n->form[i]].small;
            bool native_word =
                n->head_first && end == i + 1 && (names_native(n, i) || n->marks[i].len[LEX_GIVEN]);
            if (!common && !heading(n, i, end, st) && confirmed(n, i, end, s)) {
                add_run(n, i, end, s);
                n->atoms[n->atoms_n - 1].guess = native_word;
                i = end;
            } else {
                i++; /* the first word may only be the sentence's capital: try from the next */
            }
        }
    }
}

void names_atomise(struct names *n)
{
    strong_pass(n);
    weak_pass(n);
    names_shorten(n);
}
