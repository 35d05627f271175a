#include "importers/extract/doc.h"

#include <pthread.h>
#include <string.h>

#include <unicode/uchar.h>

/* Sentences and words are cut here rather than by ICU's break iterators: FACTS measured ICU's word
 * break as the slowest text stage by 3–6 times, and its sentence break stops after Dr., Gen., TP.
 * all the same. Rules follow UAX #29 where news text needs it: letters, marks and digits join, dots
 * join initials (U.S.), separators join digits (61.000). */

static const struct {
    const char *from, *to;
} tone_moves[] = {
    /* the old position of the tone mark → the one this program compares by */
    {"oà", "òa"}, {"oá", "óa"}, {"oả", "ỏa"}, {"oã", "õa"}, {"oạ", "ọa"},
    {"oè", "òe"}, {"oé", "óe"}, {"oẻ", "ỏe"}, {"oẽ", "õe"}, {"oẹ", "ọe"},
    {"uỳ", "ùy"}, {"uý", "úy"}, {"uỷ", "ủy"}, {"uỹ", "ũy"}, {"uỵ", "ụy"},
};

/* "hoà" → "hòa" in place; both spellings have the same length in bytes or a shorter target. Only an
 * open syllable moves its mark: "hoàn" keeps it, and "quý" has it on the y because qu is one
 * consonant. */
static size_t move_tone(char *low, size_t len)
{
    if (len < 3 || !(low[len - 1] & 0x80))
        return len;
    for (size_t i = 0; i < sizeof tone_moves / sizeof *tone_moves; i++) {
        size_t n = strlen(tone_moves[i].from), m = strlen(tone_moves[i].to);
        if (len < n || memcmp(low + len - n, tone_moves[i].from, n) != 0)
            continue;
        if (len > n && low[len - n] == 'u' && low[len - n - 1] == 'q')
            return len;
        memcpy(low + len - n, tone_moves[i].to, m);
        return len - n + m;
    }
    return len;
}

/* What a character is to a word. Latin (with Vietnamese), Greek and Cyrillic are asked of ICU once
 * and kept: every letter of every article comes by here. */
enum { IS_LETTER = 1, IS_DIGIT = 2, IS_MARK = 4, IS_UPPER = 8 };
enum { LOW = 0x590, HIGH_FROM = 0x1E00, HIGH = 0x1F00 };

struct sort {
    uint32_t fold; /* case-folded */
    unsigned is;
};

static struct sort low_sorts[LOW], high_sorts[HIGH - HIGH_FROM];
static pthread_once_t sorts_once = PTHREAD_ONCE_INIT;

static struct sort ask_sort(uint32_t c)
{
    struct sort s = {c, 0};
    if (c == TEXT_BAD)
        return s;
    s.fold = c == 0x2019 ? '\'' : (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
    if (u_isalpha((UChar32)c))
        s.is |= IS_LETTER;
    if (c >= '0' && c <= '9')
        s.is |= IS_DIGIT;
    if (c >= 0x300 && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK))
        s.is |= IS_MARK;
    if (u_isupper((UChar32)c))
        s.is |= IS_UPPER;
    return s;
}

static void make_sorts(void)
{
    for (uint32_t c = 0; c < LOW; c++)
        low_sorts[c] = ask_sort(c);
    for (uint32_t c = HIGH_FROM; c < HIGH; c++)
        high_sorts[c - HIGH_FROM] = ask_sort(c);
}

static inline struct sort sort_of(uint32_t c)
{
    if (c < LOW)
        return low_sorts[c];
    return c >= HIGH_FROM && c < HIGH ? high_sorts[c - HIGH_FROM] : ask_sort(c);
}

static inline bool is_letter(uint32_t c)
{
    return sort_of(c).is & IS_LETTER;
}

static inline bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* text_next, with what is common in place: ASCII, and the letters of two and three bytes that
 * Vietnamese is written with. */
static inline uint32_t next_point(const char *s, size_t len, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s + *at;
    if (p[0] < 0x80) {
        (*at)++;
        return p[0];
    }
    size_t left = len - *at;
    if (p[0] >= 0xC2 && p[0] < 0xE0 && left > 1 && (p[1] & 0xC0) == 0x80) {
        *at += 2;
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    if (p[0] == 0xE1 && left > 2 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        *at += 3;
        return 0x1000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    return text_next(s, len, at);
}

static uint32_t peek(const char *s, size_t len, size_t at)
{
    return at < len ? next_point(s, len, &at) : 0;
}

/* End of the word that starts at `at` with a letter or digit. */
static size_t word_end(const char *s, size_t len, size_t at)
{
    size_t end = at;
    uint32_t first = next_point(s, len, &end);
    bool number = is_digit(first);
    size_t letters = 1;
    while (end < len) {
        size_t next = end;
        uint32_t c = next_point(s, len, &next);
        unsigned is = sort_of(c).is;
        if (is & (IS_LETTER | IS_DIGIT | IS_MARK)) {
            number &= (is & IS_DIGIT) != 0;
            letters++;
            end = next;
            continue;
        }
        if (c != '.' && c != ',')
            break;
        uint32_t after = peek(s, len, next);
        if (number && (c == '.' || c == ',') && is_digit(after)) { /* 61.000 */
            end = next;
            continue;
        }
        /* initials: U.S., U.S.-based, T.P. — a dot after a single letter, which a letter and a dot
         * follow or precede */
        if (c == '.' && !number && letters == 1 && is_letter(after)) {
            size_t further = next;
            text_next(s, len, &further);
            if (peek(s, len, further) == '.') {
                end = further;
                letters = 1;
                continue;
            }
        }
        if (c == '.' && !number && letters == 1 && end > at + 1 && memchr(s + at, '.', end - at))
            end = next; /* the last dot of U.S. */
        break;
    }
    return end;
}

/* Case-folds a word. Returns the length in bytes, at most max. */
static size_t fold_word(char *out, size_t max, const char *s, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len && n + 4 <= max;) {
        uint32_t c = sort_of(next_point(s, len, &at)).fold;
        if (c < 0x80)
            out[n++] = (char)c;
        else
            n += text_encode(out + n, c);
    }
    return move_tone(out, n);
}

static uint16_t word_flags(const char *s, size_t len)
{
    size_t at = 0, letters = 0, upper = 0;
    uint32_t first = 0;
    while (at < len) {
        uint32_t c = next_point(s, len, &at);
        if (!first)
            first = c;
        unsigned is = sort_of(c).is;
        letters += is & IS_LETTER;
        upper += (is & (IS_LETTER | IS_UPPER)) == (IS_LETTER | IS_UPPER);
    }
    uint16_t flags = 0;
    if (is_digit(first))
        flags |= TOKEN_NUMBER;
    if (letters)
        flags |= TOKEN_WORD;
    if ((sort_of(first).is & (IS_LETTER | IS_UPPER)) == (IS_LETTER | IS_UPPER))
        flags |= TOKEN_UPPER;
    if (letters > 1 && upper == letters)
        flags |= TOKEN_CAPS;
    return flags;
}

/* "'s", "’s" or the bare genitive "'" after s, at a quote character that touches the word
 * before. */
static size_t possessive_end(const char *s, size_t len, size_t at, size_t after_quote,
                             bool quote_open)
{
    uint32_t c = peek(s, len, after_quote);
    if (c == 's' || c == 'S') {
        size_t end = after_quote + 1;
        uint32_t next = peek(s, len, end);
        if (!is_letter(next) && !is_digit(next))
            return end;
    }
    if (!quote_open && at > 0 && s[at - 1] == 's' && c == ' ')
        return after_quote;
    return 0;
}

struct cutter {
    struct doc *doc;
    size_t cap;
    bool quoted, single; /* inside double, inside single quotation marks */
};

static struct token *add_token(struct cutter *c, size_t start, size_t end, uint16_t flags)
{
    struct doc *d = c->doc;
    d->tokens = arena_grow(d->a, d->tokens, (size_t)d->tokens_n, &c->cap, sizeof *d->tokens);
    struct token *t = &d->tokens[d->tokens_n++];
    char low[256];
    size_t len = fold_word(low, sizeof low, d->view.text + start, end - start);
    const char *shared = NULL;
    *t = (struct token){.start = (uint32_t)start, .end = (uint32_t)end, .flags = flags};
    t->word = d->pack ? pack_word(d->pack, low, len, &shared) : 0;
    t->low = t->word ? shared : arena_strndup(d->a, low, len);
    if (start > 0 && !text_is_space((unsigned char)d->view.text[start - 1]))
        t->flags |= TOKEN_GLUED;
    if (c->quoted || c->single)
        t->flags |= TOKEN_QUOTED;
    return t;
}

static bool opens_here(const char *s, size_t len, size_t at, size_t next)
{
    uint32_t after = peek(s, len, next);
    bool before_free = at == 0 || strchr(" \n\t([-", s[at - 1]) || (unsigned char)s[at - 1] >= 0x80;
    return before_free && after && !text_is_space(after);
}

/* A quotation mark: sets the state and the flag. */
static void add_quote(struct cutter *c, size_t at, size_t next, uint32_t ch)
{
    const char *s = c->doc->view.text;
    bool *inside = (ch == '\'' || ch == 0x2018 || ch == 0x2019) ? &c->single : &c->quoted;
    bool open;
    if (ch == 0x201C || ch == 0x2018 || ch == 0xAB || ch == 0x201E)
        open = true;
    else if (ch == 0x201D || ch == 0x2019 || ch == 0xBB)
        open = false;
    else
        open = !*inside && opens_here(s, c->doc->view.len, at, next);
    if (open) {
        add_token(c, at, next, TOKEN_PUNCT | TOKEN_OPEN)->flags &= (uint16_t)~TOKEN_QUOTED;
        *inside = true;
    } else {
        uint16_t was = *inside ? TOKEN_CLOSE : 0;
        *inside = false;
        add_token(c, at, next, TOKEN_PUNCT | was);
    }
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201E && c != 0x201A) || c == 0xAB ||
           c == 0xBB;
}

/* Tokens of the paragraph [at, end). */
static void cut_paragraph(struct cutter *c, size_t at, size_t end)
{
    const char *s = c->doc->view.text;
    c->quoted = c->single = false;
    while (at < end) {
        size_t next = at;
        uint32_t ch = next_point(s, end, &next);
        if (is_letter(ch) || is_digit(ch)) {
            next = word_end(s, end, at);
            add_token(c, at, next, word_flags(s + at, next - at));
            at = next;
        } else if (text_is_space(ch) || ch < 0x20 || ch == 0xFEFF || ch == 0x200B) {
            at = next;
        } else if (is_quote(ch)) {
            bool touches =
                at > 0 && (is_letter((unsigned char)s[at - 1]) ||
                           (unsigned char)s[at - 1] >= 0x80 || is_digit((unsigned char)s[at - 1]));
            size_t genitive = (ch == '\'' || ch == 0x2019) && touches
                                  ? possessive_end(s, end, at, next, c->single)
                                  : 0;
            if (genitive) {
                add_token(c, at, genitive, TOKEN_PUNCT | TOKEN_POSSESSIVE);
                at = genitive;
            } else if ((ch == '\'' || ch == 0x2019) && touches && is_letter(peek(s, end, next))) {
                size_t stop = word_end(s, end, next); /* don't: the rest of the word */
                add_token(c, at, stop, TOKEN_WORD);
                at = stop;
            } else {
                add_quote(c, at, next, ch);
                at = next;
            }
        } else {
            add_token(c, at, next, TOKEN_PUNCT);
            at = next;
        }
    }
}

static bool is_stop(const struct token *t)
{
    if (t->end - t->start == 1)
        return *t->low == '.' || *t->low == '!' || *t->low == '?';
    return strcmp(t->low, "…") == 0;
}

/* May a sentence begin at token i? Behind an opening bracket or dash the word decides. */
static bool starts_fresh(const struct doc *d, int i)
{
    uint16_t f = d->tokens[i].flags;
    if (f & (TOKEN_UPPER | TOKEN_NUMBER | TOKEN_OPEN))
        return true;
    return (f & TOKEN_PUNCT) && *d->tokens[i].low != ',' && i + 1 < d->tokens_n &&
           (d->tokens[i + 1].flags & TOKEN_UPPER);
}

/* Does a sentence end with token i? "Gen." and "George W." end none; a closing mark behind the stop
 * belongs to it. */
static bool ends_sentence(const struct doc *d, int i, const struct lexicon *abbrev)
{
    const struct entry *e;
    const struct token *t = &d->tokens[i];
    bool last = i + 1 >= d->tokens_n;
    if ((t->flags & TOKEN_CLOSE) && i > 0 && is_stop(t - 1))
        return last || (d->tokens[i + 1].flags & (TOKEN_UPPER | TOKEN_OPEN));
    if (!is_stop(t))
        return false;
    if (last)
        return true;
    if ((d->tokens[i + 1].flags & (TOKEN_CLOSE | TOKEN_GLUED)) || !starts_fresh(d, i + 1))
        return false;
    if (*t->low != '.' || i == 0)
        return true;
    if (abbrev && lexicon_match(abbrev, d->tokens, i - 1, i, &e))
        return false;
    return !((t[-1].flags & TOKEN_UPPER) && t[-1].end - t[-1].start == 1);
}

static void add_sentence(struct doc *d, size_t *cap, int start, int end, int paragraph)
{
    if (start >= end)
        return;
    d->sentences =
        arena_grow(d->a, d->sentences, (size_t)d->sentences_n, cap, sizeof *d->sentences);
    size_t title = d->article ? d->article->title_cp : 0;
    bool in_title = d->view.cp[d->tokens[start].start] < title;
    d->sentences[d->sentences_n++] = (struct sentence){start, end, paragraph, in_title};
}

static void cut_sentences(struct doc *d, size_t *cap, int from, int paragraph,
                          const struct lexicon *abbrev)
{
    int start = from;
    for (int i = from; i < d->tokens_n; i++) {
        if (ends_sentence(d, i, abbrev)) {
            add_sentence(d, cap, start, i + 1, paragraph);
            start = i + 1;
        }
    }
    add_sentence(d, cap, start, d->tokens_n, paragraph);
}

void words_read(struct doc *d)
{
    pthread_once(&sorts_once, make_sorts);
    struct cutter c = {.doc = d};
    size_t sentence_cap = 0, at = 0;
    int paragraph = 0;
    const struct lexicon *abbrev = d->pack ? pack_lexicon(d->pack, "abbrev") : NULL;
    d->view = text_nfc(d->a, d->article->text, d->article->len);
    while (at < d->view.len) {
        const char *nl = memchr(d->view.text + at, '\n', d->view.len - at);
        size_t end = nl ? (size_t)(nl - d->view.text) : d->view.len;
        int from = d->tokens_n;
        cut_paragraph(&c, at, end);
        if (d->tokens_n > from)
            cut_sentences(d, &sentence_cap, from, paragraph++, abbrev);
        at = end + 1;
    }
}

int words_split(const char *s, struct arena *a, const char **low, int max)
{
    struct article article = {.text = s, .len = strlen(s)};
    struct doc d = {.article = &article, .a = a};
    words_read(&d);
    int n = d.tokens_n < max ? d.tokens_n : max;
    for (int i = 0; i < n; i++)
        low[i] = d.tokens[i].low;
    return n;
}

int doc_sentence(const struct doc *d, int token)
{
    int lo = 0, hi = d->sentences_n - 1;
    while (lo < hi) {
        int mid = (lo + hi + 1) / 2;
        if (d->sentences[mid].start <= token)
            lo = mid;
        else
            hi = mid - 1;
    }
    return lo;
}

struct span doc_span(const struct doc *d, int start, int end)
{
    return (struct span){d->view.cp[d->tokens[start].start], d->view.cp[d->tokens[end - 1].end]};
}

char *doc_words(const struct doc *d, int start, int end)
{
    const struct token *t = d->tokens;
    return text_oneline(d->a, d->view.text + t[start].start, t[end - 1].end - t[start].start);
}
