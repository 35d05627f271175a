/* hearsay who: the questions in words, English or Vietnamese. */
#include <string.h>

#include "core/table.h"
#include "core/text.h"
#include "graph/present.h"

enum verb { VERB_ACCUSE, VERB_DENY, VERB_MEET };

/* Folded; a verb may be two words. */
static const struct {
    const char *words;
    enum verb verb;
} verbs[] = {
    {"accuse", VERB_ACCUSE},   {"accused", VERB_ACCUSE}, {"accuses", VERB_ACCUSE},
    {"blame", VERB_ACCUSE},    {"blamed", VERB_ACCUSE},  {"blames", VERB_ACCUSE},
    {"cao buoc", VERB_ACCUSE}, {"to cao", VERB_ACCUSE},  {"buoc toi", VERB_ACCUSE},
    {"to", VERB_ACCUSE},       {"deny", VERB_DENY},      {"denied", VERB_DENY},
    {"denies", VERB_DENY},     {"reject", VERB_DENY},    {"rejected", VERB_DENY},
    {"phu nhan", VERB_DENY},   {"bac bo", VERB_DENY},    {"meet", VERB_MEET},
    {"met", VERB_MEET},        {"meets", VERB_MEET},     {"gap", VERB_MEET},
    {"gap go", VERB_MEET},     {"hop voi", VERB_MEET},   {"hoi dam voi", VERB_MEET},
};

static const char *const askers[] = {"who", "whom", "what", "ai", "gi", "nhung ai", "dieu gi"};
static const char *const helpers[] = {"did", "does", "do", "has", "have"};

struct question {
    const char **words; /* as given */
    const char **folds;
    size_t n;
};

struct asked {
    enum verb verb;
    bool by; /* the name is who accuses or denies; else who is accused, denied or met */
    const char *name;
};

/* How many words of the list stand at `at`, 0 for none. */
static size_t stands(const struct question *q, size_t at, const char *words)
{
    size_t n = 0;
    while (*words) {
        size_t len = strcspn(words, " ");
        if (at + n >= q->n || strlen(q->folds[at + n]) != len ||
            strncmp(q->folds[at + n], words, len))
            return 0;
        n++;
        words += len + (words[len] == ' ');
    }
    return n;
}

static size_t any(const struct question *q, size_t at, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = stands(q, at, list[i]);
        if (len)
            return len;
    }
    return 0;
}

static size_t asker(const struct question *q, size_t at)
{
    return any(q, at, askers, sizeof askers / sizeof *askers);
}

/* The longest verb at `at`. */
static size_t verb(const struct question *q, size_t at, enum verb *out)
{
    size_t best = 0;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t len = stands(q, at, verbs[i].words);
        if (len > best) {
            best = len;
            *out = verbs[i].verb;
        }
    }
    return best;
}

static const char *joined(const struct question *q, size_t from, size_t past, struct arena *a)
{
    const char *out = from < past ? q->words[from] : NULL;
    for (size_t i = from + 1; i < past; i++)
        out = arena_printf(a, "%s %s", out, q->words[i]);
    return out;
}

/* "denied accusations of X", "phủ nhận cáo buộc của X": the words before the name. */
static size_t skip_object(const struct question *q, size_t at)
{
    static const char *const things[] = {"accusations", "the accusations", "charges",
                                         "claims",      "cao buoc",        "nhung cao buoc"};
    static const char *const joints[] = {"of", "by", "from", "against", "cua", "voi", "doi voi"};
    size_t thing = any(q, at, things, sizeof things / sizeof *things);
    size_t joint = thing ? any(q, at + thing, joints, sizeof joints / sizeof *joints) : 0;
    return joint ? thing + joint : 0;
}

/* The six shapes: "accused X", "did X accuse", "ai cáo buộc X", "X cáo buộc ai", "ai bị X cáo
 * buộc", "X bị ai cáo buộc". false when it is none of them. */
static bool understand(struct asked *out, const struct question *q, struct arena *a)
{
    size_t at = asker(q, 0), len, verb_len;
    size_t aux = any(q, at, helpers, sizeof helpers / sizeof *helpers);
    size_t passive = stands(q, at, "bi");
    if (!aux && !passive && (verb_len = verb(q, at, &out->verb))) {
        at += verb_len;
        if (out->verb == VERB_DENY)
            at += skip_object(q, at);
        out->by = false;
        out->name = joined(q, at, q->n, a);
        return out->name != NULL;
    }
    out->by = true;
    for (size_t i = at + aux + passive + 1; i < q->n; i++) {
        if (!(verb_len = verb(q, i, &out->verb)))
            continue;
        if ((aux || passive) && i + verb_len == q->n) {
            out->name = joined(q, at + aux + passive, i, a);
            return true;
        }
        len = asker(q, i + verb_len);
        if (len && i + verb_len + len == q->n) {
            out->name = joined(q, at, i, a);
            return true;
        }
        if (i + verb_len == q->n && i >= 2 && asker(q, i - 1) && stands(q, i - 2, "bi")) {
            out->by = false;
            out->name = joined(q, at, i - 2, a);
            return out->name != NULL;
        }
    }
    return false;
}

static void split(struct question *q, const struct call *c)
{
    size_t cap = 0, caps = 0;
    for (int i = 0; i < c->argc; i++) {
        for (const char *p = c->argv[i]; *p;) {
            size_t len = strcspn(p, " ");
            bool mark = len && p[len - 1] == '?';
            if (len > mark) {
                q->words = arena_grow(c->a, q->words, q->n, &cap, sizeof *q->words);
                q->folds = arena_grow(c->a, q->folds, q->n, &caps, sizeof *q->folds);
                q->words[q->n] = arena_strndup(c->a, p, len - mark);
                q->folds[q->n] = text_fold(c->a, q->words[q->n]);
                q->n++;
            }
            p += len + (p[len] == ' ');
        }
    }
}

static int take(const char **slot, const char *name, const char *option, struct err *e)
{
    if (*slot)
        return err_set(e, ERR_USAGE, "%s is what the question itself asks", option);
    *slot = name;
    return 0;
}

/* Answers, and on a terminal tells how many more there are of those who act for the name. */
static int answer(struct call *c, struct filter *f, const char *kind, enum order order,
                  const struct asked *asked, const char *words, struct err *e)
{
    struct events own, all;
    if (present(c, f, kind, order, words, e))
        return -1;
    if (!c->tty || c->json || f->side || f->limit)
        return 0;
    if (events_find(&own, c->store, f, kind, c->a, e))
        return -1;
    f->side = true;
    if (events_find(&all, c->store, f, kind, c->a, e))
        return -1;
    if (all.n > own.n)
        fprintf(c->out, "%s%zu more with those who act for %s: add --side%s\n",
                style_on(c, STYLE_DIM), all.n - own.n, asked->name, style_off(c, STYLE_DIM));
    return 0;
}

static int run(struct call *c, struct err *e)
{
    struct filter f;
    struct question q = {0};
    struct asked asked = {0};
    if (filter_from_call(&f, c, e))
        return -1;
    split(&q, c);
    if (!understand(&asked, &q, c->a))
        return err_set(e, ERR_USAGE,
                       "not a question it knows; try: who accused X, who denied X, "
                       "who met X, who did X accuse, who does X deny");
    const char *words = arena_printf(c->a, "who %s", joined(&q, 0, q.n, c->a));
    if (asked.verb == VERB_MEET)
        return take(&f.with, asked.name, "--with", e)
                   ? -1
                   : answer(c, &f, "meeting", ORDER_PLAIN, &asked, words, e);
    if (asked.by ? take(&f.by, asked.name, "--by", e) : take(&f.of, asked.name, "--of", e))
        return -1;
    if (asked.verb == VERB_DENY)
        return answer(c, &f, "denial", ORDER_PLAIN, &asked, words, e);
    return answer(c, &f, "allegation", ORDER_ANSWERS, &asked, words, e);
}

const struct cmd cmd_who = {
    .name = "who",
    .args = "accused|denied|met NAME | did NAME accuse|deny|meet",
    .summary = "Ask who accused, denied or met whom, in words",
    .details =
        "The forms: `who accused X`, `who denied X`, `who met X`, `who did X accuse`, `who does X "
        "deny`; in Vietnamese `who ai cáo buộc X`, `who X cáo buộc ai`, `who ai phủ nhận X`, `who "
        "ai gặp X`.\n\n"
        "Beneath each accusation stand the denials that answer it. `who denied X` gives the "
        "denials of what X said and of what was said of X.\n\n"
        "A name is any that an article uses, in any language, without accents and case if need "
        "be; a country also its ISO code in capitals; an entity also its key. Dates with ≤ are "
        "days of publication: the words are not younger.",
    .shared = filter_opts,
    .need = NEED_READ,
    .min_args = 2,
    .max_args = -1,
    .run = run,
};
