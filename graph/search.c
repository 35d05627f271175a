#include "graph/search.h"

#include <string.h>

#include "core/buf.h"
#include "core/text.h"

enum { REACH = 1200, QUERY_MAX = 8192 }; /* bytes of a passage beside its evidence, of a question */

/* ---- the index ---- */

static bool ends_sentence(const char *text, size_t len, size_t at)
{
    if (text[at] == '\n')
        return true;
    if (!strchr(".?!", text[at]))
        return false;
    size_t next = at + 1;
    while (next < len && strchr("\"')]", text[next]))
        next++;
    if (!strncmp(text + next, "”", 3) || !strncmp(text + next, "’", 3))
        next += 3;
    return next >= len || text[next] == ' ' || text[next] == '\n';
}

/* Bytes [*from, *past) widened to the sentence around them, as far as full stops tell. "U.S." ends
 * one too early: the passage is shorter then, and still holds its evidence. */
static void widen(const char *text, size_t len, size_t *from, size_t *past)
{
    size_t lo = *from, hi = *past;
    while (lo && *from - lo < REACH && !ends_sentence(text, len, lo - 1))
        lo--;
    while (lo < *from && (text[lo] == ' ' || ((unsigned char)text[lo] & 0xC0) == 0x80))
        lo++;
    while (hi < len && hi - *past < REACH && !(hi && ends_sentence(text, len, hi - 1)))
        hi++;
    while (hi > *past && (text[hi - 1] == '\n' || ((unsigned char)text[hi] & 0xC0) == 0x80))
        hi--;
    *from = lo;
    *past = hi;
}

/* What an apostrophe joins are two words: "China's" is found by "China". */
static void part(char *text)
{
    for (char *p = text; *p; p++) {
        if (*p == '\'')
            *p = ' ';
        else if (!strncmp(p, "’", 3))
            p[0] = p[1] = p[2] = ' ';
    }
}

static int put(struct store *s, int64_t article, const char *text, size_t from, size_t past,
               struct span at, struct err *e)
{
    int64_t first = at.start, end = at.end;
    if (db_run(s, e,
               "INSERT INTO passage (article, first, past) VALUES (?1, ?2, ?3) "
               "ON CONFLICT DO NOTHING",
               "iii", article, first, end))
        return -1;
    if (!sqlite3_changes(s->db))
        return 0;
    int64_t id = sqlite3_last_insert_rowid(s->db);
    char *words = text_oneline(&s->batch, text + from, past - from);
    part(words);
    return db_run(s, e, "INSERT INTO words (rowid, plain, exact) VALUES (?1, ?2, ?3)", "iss", id,
                  text_fold(&s->batch, words), text_casefold(&s->batch, words));
}

static int put_evidence(struct store *s, int64_t article, const char *text, size_t len,
                        struct span at, struct err *e)
{
    size_t from = text_byte(text, len, at.start), past = text_byte(text, len, at.end);
    size_t lo = from, hi = past;
    if (at.end <= at.start)
        return 0;
    widen(text, len, &lo, &hi);
    at.start -= (uint32_t)text_count(text + lo, from - lo);
    at.end += (uint32_t)text_count(text + past, hi - past);
    return put(s, article, text, lo, hi, at, e);
}

static int put_title(struct store *s, int64_t article, const char *text, size_t len, size_t cps,
                     struct err *e)
{
    return cps ? put(s, article, text, 0, text_byte(text, len, cps),
                     (struct span){0, (uint32_t)cps}, e)
               : 0;
}

int search_add(struct store *s, int64_t article, const struct article *x, const struct reading *r,
               struct err *e)
{
    if (put_title(s, article, x->text, x->len, x->title_cp, e))
        return -1;
    for (size_t i = 0; i < r->claims_n; i++)
        for (size_t k = 0; k < r->claims[i].evidence.n; k++)
            if (put_evidence(s, article, x->text, x->len, r->claims[i].evidence.items[k], e))
                return -1;
    return 0;
}

static int fill_article(struct store *s, int64_t article, struct arena *a, struct err *e)
{
    sqlite3_stmt *q =
        db_bind(s, e, "SELECT text, title_cp FROM article WHERE id = ?1", "i", article);
    if (db_row(s, q, e) <= 0)
        return -1;
    const char *text = db_text(a, q, 0);
    size_t len = (size_t)sqlite3_column_bytes(q, 0), cps = (size_t)sqlite3_column_int64(q, 1);
    db_reset(q);
    int row = put_title(s, article, text, len, cps, e);
    if (row)
        return -1;
    q = db_bind(s, e,
                "SELECT v.first, v.past FROM report AS r JOIN evidence AS v ON v.report = r.id "
                "WHERE r.article = ?1 ORDER BY r.n, v.first, v.past",
                "i", article);
    while ((row = db_row(s, q, e)) > 0)
        if (put_evidence(s, article, text, len,
                         (struct span){(uint32_t)sqlite3_column_int64(q, 0),
                                       (uint32_t)sqlite3_column_int64(q, 1)},
                         e))
            return -1;
    return row;
}

int search_fill(struct store *s, struct err *e)
{
    struct arena scratch = {0};
    int64_t article = 0;
    int row;
    if (db_script(s, "DELETE FROM passage; INSERT INTO words (words) VALUES ('delete-all')", e))
        return -1;
    while ((row = db_int(s, e, &article, "SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT 1",
                         "i", article)) > 0) {
        arena_reset(&scratch);
        if (fill_article(s, article, &scratch, e)) {
            row = -1;
            break;
        }
    }
    arena_release(&scratch);
    return row;
}

/* ---- asking ---- */

struct term { /* one argument: words that stand one after the other */
    const char **words;
    size_t n, cap;
    bool exact;  /* typed with accents */
    bool prefix; /* the last one may go on */
};

/* Is the character part of a word? The full stops that text_fold drops within one are. */
static bool in_word(uint32_t c)
{
    return text_is_letter(c) || text_is_digit(c) || c == '.' || (c >= 0x300 && c < 0x370);
}

/* The next run of characters that make words; false at the end. */
static bool next_word(const char *text, size_t len, size_t *at, size_t *from)
{
    size_t here = *at;
    while (here < len) {
        *from = here;
        if (in_word(text_next(text, len, &here)))
            break;
        if (here >= len)
            return false;
    }
    if (*at >= len)
        return false;
    for (*at = here; *at < len;) {
        size_t next = *at;
        if (!in_word(text_next(text, len, &next)))
            break;
        *at = next;
    }
    return true;
}

static int read_term(struct term *t, const char *given, struct arena *a, struct err *e)
{
    size_t len = strlen(given), at = 0, from;
    *t = (struct term){.prefix = len > 1 && given[len - 1] == '*'};
    t->exact = strcmp(text_fold(a, given), text_casefold(a, given)) != 0;
    while (next_word(given, len, &at, &from)) {
        const char *word = arena_strndup(a, given + from, at - from);
        word = t->exact ? text_casefold(a, word) : text_fold(a, word);
        if (!*word)
            continue;
        t->words = arena_grow(a, t->words, t->n, &t->cap, sizeof *t->words);
        t->words[t->n++] = word;
    }
    return t->n ? 0 : err_set(e, ERR_USAGE, "'%s' has no word to look for", given);
}

/* FTS5's language: {plain} : "hoa ky" AND {exact} : "mỹ". */
static const char *write_query(const struct term *terms, size_t n, struct arena *a, struct err *e)
{
    struct buf b;
    buf_init(&b, QUERY_MAX);
    for (size_t i = 0; i < n; i++) {
        buf_addf(&b, "%s{%s} : \"", i ? " AND " : "", terms[i].exact ? "exact" : "plain");
        for (size_t k = 0; k < terms[i].n; k++)
            buf_addf(&b, "%s%s", k ? " " : "", terms[i].words[k]);
        buf_addf(&b, "\"%s", terms[i].prefix ? " *" : "");
    }
    const char *out = b.over ? NULL : arena_strndup(a, b.ptr, b.len);
    buf_release(&b);
    if (!out)
        err_set(e, ERR_USAGE, "more words than a search takes");
    return out;
}

static bool same(struct arena *a, const struct term *t, size_t k, const char *word)
{
    word = t->exact ? text_casefold(a, word) : text_fold(a, word);
    bool open = t->prefix && k + 1 == t->n;
    return open ? !strncmp(word, t->words[k], strlen(t->words[k])) : !strcmp(word, t->words[k]);
}

/* Where the terms stand in the passage. */
static void mark(struct hit *h, const struct term *terms, size_t terms_n, struct arena *a)
{
    struct span *words = NULL;
    size_t n = 0, cap = 0, marks_cap = 0, len = strlen(h->text), at = 0, from;
    while (next_word(h->text, len, &at, &from)) {
        words = arena_grow(a, words, n, &cap, sizeof *words);
        words[n++] = (struct span){(uint32_t)from, (uint32_t)at};
    }
    for (size_t i = 0; i < n; i++) {
        size_t best = 0;
        for (size_t k = 0; k < terms_n; k++) {
            size_t run = 0;
            while (run < terms[k].n && i + run < n &&
                   same(a, &terms[k], run,
                        arena_strndup(a, h->text + words[i + run].start,
                                      words[i + run].end - words[i + run].start)))
                run++;
            if (run == terms[k].n && run > best)
                best = run;
        }
        if (!best)
            continue;
        struct span m = {words[i].start, words[i + best - 1].end};
        while (m.end > m.start + 1 && h->text[m.end - 1] == '.' && best == 1 &&
               !memchr(h->text + m.start, '.', m.end - m.start - 1))
            m.end--; /* a full stop, not "U.S." */
        i += best - 1;
        struct span *last = h->marks_n ? &h->marks[h->marks_n - 1] : NULL;
        if (last && m.start == last->end + 1) {
            last->end = m.end;
            continue;
        }
        h->marks = arena_grow(a, h->marks, h->marks_n, &marks_cap, sizeof *h->marks);
        h->marks[h->marks_n++] = m;
    }
}

static int add_codes(struct hit *h, struct store *s, struct arena *a, struct err *e)
{
    size_t cap = 0;
    int row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/search_events.sql"), "iii", h->article,
                              (int64_t)h->span.start, (int64_t)h->span.end);
    while ((row = db_row(s, q, e)) > 0) {
        h->codes = arena_grow(a, h->codes, h->codes_n, &cap, sizeof *h->codes);
        h->codes[h->codes_n++] = db_text(a, q, 0);
    }
    return row;
}

int search_find(struct hits *out, struct store *s, const char *const *words, size_t n, int limit,
                struct arena *a, struct err *e)
{
    struct term *terms = arena_alloc(a, (n + 1) * sizeof *terms);
    *out = (struct hits){0};
    for (size_t i = 0; i < n; i++)
        if (read_term(&terms[i], words[i], a, e))
            return -1;
    const char *query = write_query(terms, n, a, e);
    if (!query)
        return -1;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/search.sql"), "si", query,
                              limit > 0 ? (int64_t)limit : (int64_t)-1);
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        out->items = arena_grow(a, out->items, out->n, &out->cap, sizeof *out->items);
        struct hit *h = &out->items[out->n++];
        *h = (struct hit){
            .article = sqlite3_column_int64(q, 0),
            .span = {(uint32_t)sqlite3_column_int64(q, 1), (uint32_t)sqlite3_column_int64(q, 2)},
            .text = text_oneline(a, (const char *)sqlite3_column_text(q, 3),
                                 (size_t)sqlite3_column_bytes(q, 3)),
            .headline = sqlite3_column_int64(q, 4) != 0,
            .hash = db_text(a, q, 5),
            .source_id = db_text(a, q, 6),
            .title = db_text(a, q, 7),
            .published = db_text(a, q, 8),
            .language = db_text(a, q, 9),
            .source = db_text(a, q, 10),
            .url = db_text(a, q, 11)};
        mark(h, terms, n, a);
    }
    for (size_t i = 0; i < out->n && !row; i++)
        row = add_codes(&out->items[i], s, a, e);
    return row;
}
