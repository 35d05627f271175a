#include "importers/page.h"

#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/table.h"
#include "core/text.h"

#define WIDEST 100    /* columns of a line on a wide terminal */
#define QUOTE_MAX 240 /* columns of evidence quoted below the text */
#define LINE_MAX (1 << 20)

/* Words on lines: a word with its colours is held back until it is known to fit. */
struct writer {
    const struct call *c;
    int columns;     /* 0 = lines as long as they like */
    int indent;      /* of the lines after the first */
    int at;          /* columns written on this line */
    struct buf word; /* with escapes */
    int word_width;
    bool gap; /* a space is due before the word */
};

static void flush_word(struct writer *w)
{
    if (!w->word.len)
        return;
    int need = w->word_width + (w->gap && w->at > w->indent);
    if (w->columns && w->at > w->indent && w->word_width > 0 && w->at + need > w->columns) {
        fprintf(w->c->out, "\n%*s", w->indent, "");
        w->at = w->indent;
    } else if (w->gap && w->word_width > 0 && w->at > 0) {
        fputc(' ', w->c->out);
        w->at++;
    }
    fwrite(w->word.ptr, 1, w->word.len, w->c->out);
    w->at += w->word_width;
    if (w->word_width > 0)
        w->gap = false;
    buf_clear(&w->word);
    w->word_width = 0;
}

static void put_escape(struct writer *w, const char *escape)
{
    buf_adds(&w->word, escape);
}

static void put_cp(struct writer *w, uint32_t cp)
{
    char bytes[5] = {0};
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || text_is_space(cp)) {
        flush_word(w);
        w->gap = true;
        return;
    }
    text_encode(bytes, cp);
    buf_adds(&w->word, bytes);
    w->word_width += text_width(bytes);
}

static void put(struct writer *w, const char *s)
{
    size_t len = strlen(s);
    for (size_t at = 0; at < len;)
        put_cp(w, text_next(s, len, &at));
}

static void end_line(struct writer *w)
{
    flush_word(w);
    fputc('\n', w->c->out);
    w->at = 0;
    w->gap = false;
}

static void put_styled(struct writer *w, enum style s, const char *text)
{
    put_escape(w, style_on(w->c, s));
    put(w, text);
    put_escape(w, style_off(w->c, s));
}

static enum style style_of(enum claim_kind k)
{
    static const enum style styles[CLAIM_KINDS] = {[CLAIM_ALLEGATION] = STYLE_RED,
                                                   [CLAIM_DENIAL] = STYLE_BLUE,
                                                   [CLAIM_MEETING] = STYLE_GREEN,
                                                   [CLAIM_ATTACK] = STYLE_YELLOW};
    return styles[k];
}

/* ¹²³ */
static void put_small(struct writer *w, size_t n)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char decimal[24];
    snprintf(decimal, sizeof decimal, "%zu", n);
    for (const char *d = decimal; *d; d++)
        put(w, digits[*d - '0']);
}

/* --- the text --- */

/* Which claims' evidence a code point lies in is asked for at borders only. */
struct lit {
    const struct reading *r;
    uint32_t *borders; /* sorted, unique */
    size_t n, cap, next;
};

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void find_borders(struct lit *l, const struct reading *r, struct arena *a)
{
    *l = (struct lit){.r = r};
    for (size_t i = 0; i < r->claims_n; i++) {
        const struct spans *s = &r->claims[i].evidence;
        for (size_t k = 0; k < s->n; k++) {
            for (int end = 0; end < 2; end++) {
                l->borders = arena_grow(a, l->borders, l->n, &l->cap, sizeof *l->borders);
                l->borders[l->n++] = end ? s->items[k].end : s->items[k].start;
            }
        }
    }
    if (l->n)
        qsort(l->borders, l->n, sizeof *l->borders, by_value);
    size_t to = 0;
    for (size_t i = 0; i < l->n; i++)
        if (!to || l->borders[to - 1] != l->borders[i])
            l->borders[to++] = l->borders[i];
    l->n = to;
}

/* The first claim whose evidence covers the code point; claims_n when none does. */
static size_t claim_at(const struct reading *r, uint32_t cp)
{
    for (size_t i = 0; i < r->claims_n; i++)
        for (size_t k = 0; k < r->claims[i].evidence.n; k++)
            if (r->claims[i].evidence.items[k].start <= cp &&
                cp < r->claims[i].evidence.items[k].end)
                return i;
    return r->claims_n;
}

/* At a border: closes what was lit with the numbers of the claims that end here, lights what
 * begins. */
static size_t cross(struct writer *w, const struct reading *r, size_t lit, uint32_t cp)
{
    size_t now = claim_at(r, cp);
    if (lit < r->claims_n && now != lit)
        put_escape(w, style_off(w->c, style_of(r->claims[lit].kind)));
    if (lit < r->claims_n && now == r->claims_n && !w->c->color)
        put(w, "]");
    const char *between = "";
    for (size_t i = 0; i < r->claims_n; i++) {
        for (size_t k = 0; k < r->claims[i].evidence.n; k++) {
            if (r->claims[i].evidence.items[k].end != cp)
                continue;
            put(w, between);
            put_small(w, i + 1);
            between = "˒";
        }
    }
    if (lit == r->claims_n && now < r->claims_n && !w->c->color)
        put(w, "[");
    if (now < r->claims_n && now != lit)
        put_escape(w, style_on(w->c, style_of(r->claims[now].kind)));
    return now;
}

static void print_text(struct writer *w, const struct article *article, const struct reading *r)
{
    struct lit l;
    size_t lit = r->claims_n, len = article->len;
    uint32_t cp = 0;
    while (len > 0 && article->text[len - 1] == '\n')
        len--;
    find_borders(&l, r, w->c->a);
    if (article->title_cp)
        put_escape(w, style_on(w->c, STYLE_BOLD));
    for (size_t at = 0; at < len; cp++) {
        if (l.next < l.n && l.borders[l.next] == cp) {
            lit = cross(w, r, lit, cp);
            l.next++;
        }
        if (article->title_cp && cp == article->title_cp)
            put_escape(w, style_off(w->c, STYLE_BOLD));
        uint32_t c = text_next(article->text, len, &at);
        if (c == '\n')
            end_line(w);
        else
            put_cp(w, c);
    }
    if (lit < r->claims_n)
        cross(w, r, lit, cp);
    end_line(w);
}

/* --- the claims --- */

static void put_roles(struct writer *w, const struct reading *r, const struct claim *c,
                      enum role role, const char *nobody)
{
    const char *between = "";
    for (size_t i = 0; i < c->roles_n; i++) {
        if (c->roles[i].role != role)
            continue;
        put(w, between);
        put_styled(w, STYLE_BOLD, r->entities[c->roles[i].entity].name);
        between = ", ";
    }
    if (!*between)
        put(w, nobody);
}

static bool has_role(const struct claim *c, enum role role)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == role)
            return true;
    return false;
}

static void put_date(struct writer *w, const char *what, const struct told_date *d)
{
    char text[DATES_TEXT];
    if (!d->date.set)
        return;
    put(w, what);
    put(w, dates_print(text, &d->date));
}

static void put_head(struct writer *w, const struct reading *r, const struct claim *c)
{
    char number[32];
    switch (c->kind) {
    case CLAIM_DENIAL:
        put_roles(w, r, c, ROLE_SPEAKER, "somebody");
        put(w, " denies ");
        for (size_t i = 0; i < c->answers_n; i++) {
            snprintf(number, sizeof number, "%s%d", i ? ", " : "", c->answers[i] + 1);
            put(w, number);
        }
        put(w, c->answers_n ? "" : "it");
        put(w, " · ");
        put(w, model_denial_of(c->denial_of));
        break;
    case CLAIM_MEETING:
        put_roles(w, r, c, ROLE_PARTICIPANT, "somebody");
        put(w, " meet");
        if (has_role(c, ROLE_PLACE))
            put(w, " in ");
        put_roles(w, r, c, ROLE_PLACE, "");
        put(w, " · ");
        put(w, model_status(c->status));
        break;
    case CLAIM_ATTACK:
        put_roles(w, r, c, ROLE_BY, "somebody");
        put(w, " ⇒ ");
        put_roles(w, r, c, ROLE_ON, "somebody");
        put(w, " · ");
        put(w, model_act(c->act));
        break;
    default:
        put_roles(w, r, c, ROLE_SPEAKER, "somebody");
        put(w, " → ");
        put_roles(w, r, c, ROLE_TARGET, "somebody");
        put(w, " · ");
        put(w, model_act(c->act));
    }
}

/* The words that say it, "…" where they have gaps, cut when long. */
static const char *quote(struct arena *a, const struct article *article, const struct claim *c)
{
    struct buf b;
    buf_init(&b, LINE_MAX);
    size_t at = 0;
    uint32_t cp = 0;
    for (size_t i = 0; i < c->evidence.n; i++) {
        struct span s = c->evidence.items[i];
        at += text_byte(article->text + at, article->len - at, s.start - cp);
        size_t len = text_byte(article->text + at, article->len - at, s.end - s.start);
        buf_adds(&b, i ? " … " : "");
        buf_add(&b, article->text + at, len);
        at += len;
        cp = s.end;
    }
    const char *text = text_cut(a, text_oneline(a, b.ptr, b.len), QUOTE_MAX);
    buf_release(&b);
    return text;
}

/* "1. Jen Psaki → China · espionage · said 2013-06 · hedged — “quote”" */
static void print_claim(struct writer *w, const struct article *article, const struct reading *r,
                        size_t i)
{
    const struct claim *c = &r->claims[i];
    char number[32];
    snprintf(number, sizeof number, "%zu. ", i + 1);
    w->indent = 4;
    put_styled(w, style_of(c->kind), number);
    put_head(w, r, c);
    if (has_role(c, ROLE_VIA)) {
        put(w, " · via ");
        put_roles(w, r, c, ROLE_VIA, "");
    }
    put_date(w, c->kind == CLAIM_MEETING ? " · " : " · said ", &c->said);
    put_date(w, " · happened ", &c->happened);
    put(w, c->hedged ? " · hedged" : "");
    put(w, c->legal ? " · legal" : "");
    if (c->what) {
        put(w, " · ");
        put(w, c->what);
    }
    put(w, " — “");
    put(w, quote(w->c->a, article, c));
    put(w, "”");
    end_line(w);
    w->indent = 0;
}

static void print_origin(struct writer *w, const struct article *article)
{
    char date[DATES_TEXT];
    put_escape(w, style_on(w->c, STYLE_DIM));
    put(w, article->path ? article->path : "");
    if (article->source) {
        put(w, " · ");
        put(w, article->source);
    }
    put(w, " · ");
    put(w, article->published.set ? dates_print(date, &article->published) : "no date");
    put(w, " · ");
    put(w, article->language);
    put_escape(w, style_off(w->c, STYLE_DIM));
    end_line(w);
}

void page_print(const struct call *c, const struct article *article, const struct reading *r)
{
    struct writer w = {.c = c, .columns = c->columns > WIDEST ? WIDEST : c->columns};
    buf_init(&w.word, LINE_MAX);
    print_origin(&w, article);
    end_line(&w);
    print_text(&w, article, r);
    end_line(&w);
    if (!r->claims_n) {
        put_styled(&w, STYLE_DIM, "Nobody accuses, denies or meets anybody in it.");
        end_line(&w);
    }
    for (size_t i = 0; i < r->claims_n; i++)
        print_claim(&w, article, r, i);
    buf_release(&w.word);
}
