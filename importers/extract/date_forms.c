/* Compiles the date forms of a pack and matches them. */
#include "importers/extract/date_forms.h"

#include <string.h>

#include "core/err.h"

#define MAX_PIECES 14 /* elements of a form */
#define MAX_CLASSES 48
#define MAX_GRAMMARS 32
#define MAX_YEAR 2199 /* beyond it a number is no year of the news */
#define MIN_YEAR 1500

enum element_kind { ELEMENT_WORD, ELEMENT_CLASS, ELEMENT_NUMERIC };

enum numeric {
    NUM_D,
    NUM_M,
    NUM_Y,
    NUM_N,
    NUM_DM,
    NUM_MY,
    NUM_DMY,
    NUM_YMD,
    NUM_MDY,
    NUM_DD,
    NUM_DDM,
    NUM_YY,
    NUMERICS
};

static const struct {
    const char *name;
    enum date_var parts[3]; /* in the order written */
    int n;
} numerics[NUMERICS] = {
    [NUM_D] = {"d", {VAR_D}, 1},
    [NUM_M] = {"m", {VAR_M}, 1},
    [NUM_Y] = {"y", {VAR_Y}, 1},
    [NUM_N] = {"n", {VAR_N}, 1},
    [NUM_DM] = {"dm", {VAR_D, VAR_M}, 2},
    [NUM_MY] = {"my", {VAR_M, VAR_Y}, 2},
    [NUM_DMY] = {"dmy", {VAR_D, VAR_M, VAR_Y}, 3},
    [NUM_YMD] = {"ymd", {VAR_Y, VAR_M, VAR_D}, 3},
    [NUM_MDY] = {"mdy", {VAR_M, VAR_D, VAR_Y}, 3},
    [NUM_DD] = {"dd", {VAR_D, VAR_D}, 2},
    [NUM_DDM] = {"ddm", {VAR_D, VAR_D, VAR_M}, 3},
    [NUM_YY] = {"yy", {VAR_Y, VAR_Y}, 2},
};

static const struct {
    const char *class;
    enum date_var var;
} class_vars[] = {
    {"d", VAR_D}, {"m", VAR_M},       {"month", VAR_M}, {"bare", VAR_M},    {"w", VAR_W},
    {"n", VAR_N}, {"unit", VAR_UNIT}, {"day", VAR_DAY}, {"yrel", VAR_YREL}, {"season", VAR_SEASON},
};

struct date_element {
    enum element_kind kind;
    int id;    /* word id, class, or enum numeric */
    int class; /* ELEMENT_NUMERIC: the class whose words do as well, -1 none */
    bool optional;
    bool mark; /* a literal that is punctuation */
};

struct form_list {
    int *items;
    size_t n, cap;
};

struct date_grammar {
    const struct pack *pack;
    struct arena a;
    const struct lexicon *words;
    const char *classes[MAX_CLASSES];
    int *class_of, *value_of;   /* by number of the entry of dates.tsv */
    int class_var[MAX_CLASSES]; /* -1 binds nothing */
    int classes_n;
    struct date_form *forms;
    size_t forms_n, forms_cap;
    struct form_list *by_word; /* by id of the first word */
    size_t by_word_n;
    struct form_list by_class[MAX_CLASSES], by_number;
};

static struct date_grammar *loaded[MAX_GRAMMARS];
static int loaded_n;

/* ---- compiling ---- */

static int find_class(const struct date_grammar *g, const char *name, size_t len)
{
    for (int i = 0; i < g->classes_n; i++)
        if (strncmp(g->classes[i], name, len) == 0 && g->classes[i][len] == '\0')
            return i;
    return -1;
}

static int read_value(const char *s)
{
    int value = 0;
    for (const char *p = *s == '-' ? s + 1 : s; text_is_digit((unsigned char)*p); p++)
        value = value * 10 + (*p - '0');
    return *s == '-' ? -value : value;
}

static void learn_classes(struct date_grammar *g)
{
    const struct entry *const *entries;
    int n = lexicon_entries(g->words, &entries);
    for (int i = 0; i < n; i++) {
        const char *name = entry_field(entries[i], 1);
        if (find_class(g, name, strlen(name)) >= 0 || g->classes_n == MAX_CLASSES)
            continue;
        int var = -1;
        for (size_t k = 0; k < sizeof class_vars / sizeof *class_vars; k++)
            if (strcmp(class_vars[k].class, name) == 0)
                var = (int)class_vars[k].var;
        g->class_var[g->classes_n] = var;
        g->classes[g->classes_n++] = name;
    }
    g->class_of = arena_alloc(&g->a, ((size_t)n + 1) * sizeof *g->class_of);
    g->value_of = arena_alloc(&g->a, ((size_t)n + 1) * sizeof *g->value_of);
    for (int i = 0; i < n; i++) {
        const char *name = entry_field(entries[i], 1);
        g->class_of[i] = find_class(g, name, strlen(name));
        g->value_of[i] = read_value(entry_field(entries[i], 2));
    }
}

static bool add_slot(struct date_grammar *g, struct date_element *e, const char *name, size_t len)
{
    e->class = find_class(g, name, len);
    for (int i = 0; i < NUMERICS; i++) {
        if (strncmp(numerics[i].name, name, len) == 0 && numerics[i].name[len] == '\0') {
            e->kind = ELEMENT_NUMERIC;
            e->id = i;
            return true;
        }
    }
    e->kind = ELEMENT_CLASS;
    e->id = e->class;
    return e->class >= 0;
}

/* One piece of a template, "ngày", "<dm>", "[,]" or "[<y>]", as one or more elements. */
static bool add_piece(struct date_grammar *g, struct date_form *f, const char *s, size_t len)
{
    struct date_element e = {.class = -1};
    if (len > 2 && s[0] == '[' && s[len - 1] == ']') {
        e.optional = true;
        s++;
        len -= 2;
    }
    if (len > 2 && s[0] == '<' && s[len - 1] == '>') {
        if (f->n == MAX_PIECES || !add_slot(g, &e, s + 1, len - 2))
            return false;
        f->elements[f->n++] = e;
        return true;
    }
    const char *low[4];
    int n = words_split(arena_strndup(&g->a, s, len), &g->a, low, 4);
    for (int i = 0; i < n; i++) {
        const char *shared;
        uint32_t id = pack_word(g->pack, low[i], strlen(low[i]), &shared);
        if (!id || f->n == MAX_PIECES)
            return false;
        e.id = (int)id;
        e.mark = (unsigned char)low[i][0] < 0x80 && strchr("-/.,()", low[i][0]) != NULL;
        f->elements[f->n++] = e;
    }
    return n > 0;
}

static void list_add(struct arena *a, struct form_list *l, int form)
{
    if (l->n && l->items[l->n - 1] == form)
        return;
    l->items = arena_grow(a, l->items, l->n, &l->cap, sizeof *l->items);
    l->items[l->n++] = form;
}

/* Enters a form under everything it may begin with. */
static void index_form(struct date_grammar *g, int form)
{
    const struct date_form *f = &g->forms[form];
    for (int k = 0; k < f->n; k++) {
        const struct date_element *e = &f->elements[k];
        if (e->kind == ELEMENT_WORD) {
            if ((size_t)e->id >= g->by_word_n) {
                size_t n = (size_t)e->id + 256;
                struct form_list *more = arena_alloc(&g->a, n * sizeof *more);
                if (g->by_word_n)
                    memcpy(more, g->by_word, g->by_word_n * sizeof *more);
                g->by_word = more;
                g->by_word_n = n;
            }
            list_add(&g->a, &g->by_word[e->id], form);
        } else {
            if (e->kind == ELEMENT_NUMERIC)
                list_add(&g->a, &g->by_number, form);
            if (e->class >= 0)
                list_add(&g->a, &g->by_class[e->class], form);
        }
        if (!e->optional)
            break;
    }
}

static int name_index(const char *const *names, int n, const char *s, size_t len)
{
    for (int i = 0; i < n; i++)
        if (strncmp(names[i], s, len) == 0 && names[i][len] == '\0')
            return i;
    return -1;
}

/* "shift week -1" */
static bool read_meaning(struct date_form *f, const char *s)
{
    static const char *const ops[OPS] = {"none",  "date",   "shift",   "ago",
                                         "ahead", "past",   "later",   "earlier",
                                         "prior", "anchor", "opening", "middle"};
    static const char *const units[] = {"-",    "day",     "week", "month",
                                        "year", "weekend", "hour", "decade"};
    size_t len = strcspn(s, " ");
    int op = name_index(ops, OPS, s, len);
    if (op < 0)
        return false;
    f->op = (enum date_op)op;
    while (s[len] == ' ') {
        s += len + 1;
        len = strcspn(s, " ");
        int unit = name_index(units, 8, s, len);
        if (unit >= 0) {
            f->unit = (enum date_unit)unit;
            continue;
        }
        bool minus = *s == '-';
        for (f->number = 0; *s && *s != ' '; s++, len--)
            if (text_is_digit((unsigned char)*s))
                f->number = f->number * 10 + (*s - '0');
        f->number = minus ? -f->number : f->number;
    }
    return true;
}

static void add_form(struct date_grammar *g, const struct entry *entry)
{
    struct date_form f = {.elements = arena_alloc(&g->a, MAX_PIECES * sizeof *f.elements)};
    bool good = read_meaning(&f, entry_field(entry, 1));
    for (const char *s = entry->surface; good && *s;) {
        size_t len = strcspn(s, " ");
        if (len)
            good = add_piece(g, &f, s, len);
        s += len + (s[len] == ' ');
    }
    if (!good || !f.n) {
        warn("date form not understood: '%s'", entry->surface);
        return;
    }
    g->forms = arena_grow(&g->a, g->forms, g->forms_n, &g->forms_cap, sizeof *g->forms);
    g->forms[g->forms_n++] = f;
    index_form(g, (int)g->forms_n - 1);
}

const struct date_grammar *date_grammar(const struct pack *p)
{
    for (int i = 0; i < loaded_n; i++)
        if (loaded[i]->pack == p)
            return loaded[i];
    const struct lexicon *words = pack_lexicon(p, "dates"), *forms = pack_lexicon(p, "date-forms");
    if (!words || !forms || loaded_n == MAX_GRAMMARS)
        return NULL;
    struct arena a = {0};
    struct date_grammar *g = arena_alloc(&a, sizeof *g);
    g->a = a;
    g->pack = p;
    g->words = words;
    learn_classes(g);
    const struct entry *const *entries;
    int n = lexicon_entries(forms, &entries);
    for (int i = 0; i < n; i++)
        add_form(g, entries[i]);
    loaded[loaded_n++] = g;
    return g;
}

void date_grammars_cleanup(void)
{
    while (loaded_n) {
        struct arena a = loaded[--loaded_n]->a; /* the grammar lives in its own arena */
        arena_release(&a);
    }
}

/* ---- matching ---- */

struct matcher {
    const struct date_grammar *g;
    const struct doc *doc;
    const struct date_hit *hits;
    const struct date_form *form;
    int start; /* token where the form begins */
    int end;   /* token behind which it may not reach */
};

static void bind(struct date_parts *p, enum date_var var, int value)
{
    if (p->bound & 1u << var) {
        if (var <= VAR_Y)
            var += VAR_D2 - VAR_D;
        else if (var == VAR_W)
            var = VAR_W2;
    }
    p->bound |= 1u << var;
    p->value[var] = value;
}

static bool part_fits(enum date_var var, int value, int digits)
{
    switch (var) {
    case VAR_D:
        return digits <= 2 && value >= 1 && value <= 31;
    case VAR_M:
        return digits <= 2 && value >= 1 && value <= 12;
    case VAR_Y:
        return digits == 4 && value >= MIN_YEAR && value <= MAX_YEAR;
    default:
        return digits <= 3;
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The separator at s: its bytes, 0 when there is none. An en dash counts as a hyphen. */
static size_t separator(const char *s, size_t left, char *sep)
{
    if (left && (*s == '/' || *s == '-' || *s == '.')) {
        *sep = *s;
        return 1;
    }
    if (left >= 3 && memcmp(s, "\xE2\x80\x93", 3) == 0) {
        *sep = '-';
        return 3;
    }
    return 0;
}

/* Does a number begin cleanly at token i: not the tail of $5, 10:30, CVE-2017, 1.5, 3/4? */
static bool clean_before(const struct doc *d, int i)
{
    if (i == 0 || !(d->tokens[i].flags & TOKEN_GLUED))
        return true;
    const struct token *t = &d->tokens[i - 1];
    if (t->flags & (TOKEN_WORD | TOKEN_NUMBER))
        return false;
    if (!(t->flags & TOKEN_PUNCT) || (t->flags & TOKEN_OPEN))
        return true;
    return !strchr("-/.,:+$#&@_%=", *t->low) && strcmp(t->low, "\xE2\x80\x93") != 0;
}

/* Does it end cleanly at byte `at`: no letter, no digit, no %, no separator with a digit behind? */
static bool clean_after(const struct doc *d, size_t at)
{
    const char *s = d->view.text;
    size_t len = d->view.len;
    if (at >= len)
        return true;
    size_t next = at;
    uint32_t c = text_next(s, len, &next);
    if (text_is_letter(c) || text_is_digit(c) || c == '%' || c == '_')
        return false;
    char sep = ':';
    size_t n = *(s + at) == ':' || *(s + at) == ',' ? 1 : separator(s + at, len - at, &sep);
    if (!n || at + n >= len)
        return true;
    if (sep == '-' && text_is_letter((unsigned char)s[at + n]))
        return true; /* "2016-born" */
    return !is_digit(s[at + n]);
}

/* Tokens that the numeric slot takes at `i`, 0 none; binds its parts. */
static int match_numeric(const struct matcher *m, const struct date_element *e, int i, bool joined,
                         bool more, struct date_parts *parts)
{
    const struct doc *d = m->doc;
    if (!(d->tokens[i].flags & TOKEN_NUMBER) || (!joined && !clean_before(d, i)))
        return 0;
    size_t at = d->tokens[i].start, len = d->view.len;
    const char *s = d->view.text;
    char sep = 0;
    for (int k = 0; k < numerics[e->id].n; k++) {
        enum date_var var = numerics[e->id].parts[k];
        if (k) {
            char this = 0;
            size_t n = separator(s + at, len - at, &this);
            bool range = var == numerics[e->id].parts[k - 1];
            if (!n || (range && this != '-') || (!range && numerics[e->id].n == 2 && this == '.'))
                return 0;
            if (!range && sep && sep != this)
                return 0;
            sep = range ? 0 : this;
            at += n;
        }
        int value = 0, digits = 0;
        for (; at < len && is_digit(s[at]) && digits < 5; at++, digits++)
            value = value * 10 + (s[at] - '0');
        if (!digits || !part_fits(var, value, digits))
            return 0;
        bind(parts, var, value);
    }
    if (!more && !clean_after(d, at))
        return 0;
    int end = i;
    while (end < m->end && d->tokens[end].start < at)
        end++;
    return d->tokens[end - 1].end == at ? end - i : 0;
}

/* The longest word of dates.tsv in [i, end). */
static int longest(const struct matcher *m, int i, int end, const struct entry **found)
{
    const struct date_hit *hit = &m->hits[i];
    *found = hit->entry;
    return hit->n <= end - i ? hit->n : lexicon_match(m->g->words, m->doc->tokens, i, end, found);
}

/* Tokens of the longest word of a class at i, at most `max`; its value is bound. */
static int match_class(const struct matcher *m, int class, int i, int max, struct date_parts *parts)
{
    const struct entry *found;
    int end = i + max < m->end ? i + max : m->end;
    for (int n; (n = longest(m, i, end, &found)) > 0; end = i + n - 1) {
        for (; found; found = found->next) {
            if (m->g->class_of[found->number] != class)
                continue;
            if (*entry_field(found, 3) == 'U' && !(m->doc->tokens[i + n - 1].flags & TOKEN_UPPER))
                continue;
            if (m->g->class_var[class] >= 0)
                bind(parts, (enum date_var)m->g->class_var[class], m->g->value_of[found->number]);
            return n;
        }
    }
    return 0;
}

static bool mark_follows(const struct matcher *m, int k)
{
    return k + 1 < m->form->n && m->form->elements[k + 1].mark;
}

/* Can the element begin with token i? Most can't, and that is soon seen. */
static bool may_begin(const struct matcher *m, const struct date_element *e, int i)
{
    const struct token *t = &m->doc->tokens[i];
    if (e->kind == ELEMENT_WORD)
        return t->word == (uint32_t)e->id;
    if (e->kind == ELEMENT_NUMERIC && (t->flags & TOKEN_NUMBER))
        return true;
    return e->class >= 0 && m->hits[i].n > 0;
}

/* Matches elements k… at token i: the token behind, or -1. */
static int walk(const struct matcher *m, int k, int i, struct date_parts *parts)
{
    if (k == m->form->n)
        return i;
    const struct date_element *e = &m->form->elements[k];
    if (i >= m->end || !may_begin(m, e, i))
        return e->optional ? walk(m, k + 1, i, parts) : -1;
    struct date_parts before = *parts;
    int n = 0;
    bool joined = k > 0 && m->form->elements[k - 1].mark;
    if (e->kind == ELEMENT_WORD)
        n = 1;
    else if (e->kind == ELEMENT_NUMERIC)
        n = match_numeric(m, e, i, joined, mark_follows(m, k), parts);
    if (!n) {
        *parts = before;
        n = e->class >= 0 ? match_class(m, e->class, i, m->end - i, parts) : 0;
    }
    while (n > 0) {
        int end = walk(m, k + 1, i + n, parts);
        if (end >= 0)
            return end;
        *parts = before;
        if (e->kind != ELEMENT_CLASS)
            break;
        n = n > 1 ? match_class(m, e->class, i, n - 1, parts) : 0; /* a shorter word of the class */
    }
    return e->optional ? walk(m, k + 1, i, parts) : -1;
}

static void try_list(struct matcher *m, const struct form_list *l, struct date_match *best,
                     int *best_form)
{
    for (size_t k = 0; k < l->n; k++) {
        struct date_parts parts = {0};
        m->form = &m->g->forms[l->items[k]];
        int end = walk(m, 0, m->start, &parts);
        if (end < best->end || end <= m->start || (end == best->end && l->items[k] >= *best_form))
            continue;
        *best_form = l->items[k];
        *best = (struct date_match){m->form, end, parts};
    }
}

struct date_text date_text(const struct date_grammar *g, const struct doc *doc)
{
    struct date_hit *hits = arena_alloc(doc->a, ((size_t)doc->tokens_n + 1) * sizeof *hits);
    for (int s = 0; s < doc->sentences_n; s++)
        for (int i = doc->sentences[s].start; i < doc->sentences[s].end; i++)
            hits[i].n =
                lexicon_match(g->words, doc->tokens, i, doc->sentences[s].end, &hits[i].entry);
    return (struct date_text){g, doc, hits};
}

bool date_match(const struct date_text *text, int at, int stop, struct date_match *out)
{
    const struct date_grammar *g = text->g;
    const struct token *t = &text->doc->tokens[at];
    struct matcher m = {g, text->doc, text->hits, NULL, at, stop};
    out->form = NULL;
    out->end = at;
    int best = (int)g->forms_n;
    if (t->word && t->word < g->by_word_n)
        try_list(&m, &g->by_word[t->word], out, &best);
    if (t->flags & TOKEN_NUMBER)
        try_list(&m, &g->by_number, out, &best);
    const struct entry *found;
    int end = stop;
    uint64_t done = 0;
    for (int n; (n = longest(&m, at, end, &found)) > 0; end = at + n - 1) {
        for (; found; found = found->next) {
            int class = g->class_of[found->number];
            if (class < 0 || done & 1ull << class)
                continue;
            done |= 1ull << class;
            try_list(&m, &g->by_class[class], out, &best);
        }
    }
    return out->form != NULL;
}

int date_word(const struct date_text *text, int at, int end, const char *name)
{
    struct matcher m = {text->g, text->doc, text->hits, NULL, at, end};
    struct date_parts unused = {0};
    if (at >= end || !text->hits[at].n)
        return 0;
    int class = find_class(text->g, name, strlen(name));
    return class >= 0 ? match_class(&m, class, at, end - at, &unused) : 0;
}
