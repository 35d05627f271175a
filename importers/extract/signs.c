#include "importers/extract/signs.h"

#include <string.h>

static const char *const frame_names[] = {
    [FRAME_ACCUSE] = "accuse",
    [FRAME_CRITICIZE] = "criticize",
    [FRAME_LEGAL] = "legal",
    [FRAME_BEHIND] = "behind",
    [FRAME_WRONG] = "wrong",
    [FRAME_SAY] = "say",
    [FRAME_BELIEVE] = "believe",
    [FRAME_REVEAL] = "reveal",
    [FRAME_ACCORDINGTO] = "accordingto",
    [FRAME_INVESTIGATE] = "investigate",
    [FRAME_DENY] = "deny",
    [FRAME_BASELESS] = "baseless",
    [FRAME_ADMIT] = "admit",
    [FRAME_CALL] = "call",
    [FRAME_DEMAND] = "demand",
    [FRAME_NOCOMMENT] = "nocomment",
    [FRAME_MEET] = "meet",
    [FRAME_PLAN] = "plan",
    [FRAME_CANCEL] = "cancel",
    [FRAME_HEDGE] = "hedge",
    [FRAME_VICTIM] = "victim",
    [FRAME_DOC] = "doc",
    [FRAME_NEG] = "neg",
    [FRAME_BE] = "be",
    [FRAME_PASSIVE] = "passive",
    [FRAME_BY] = "by",
    [FRAME_OF] = "of",
    [FRAME_AGAINST] = "against",
    [FRAME_FROM] = "from",
    [FRAME_WITH] = "with",
    [FRAME_INAT] = "inat",
    [FRAME_TO] = "to",
    [FRAME_AS] = "as",
    [FRAME_THAT] = "that",
    [FRAME_WH] = "wh",
    [FRAME_AND] = "and",
    [FRAME_OR] = "or",
    [FRAME_BUT] = "but",
    [FRAME_WHILE] = "while",
    [FRAME_HAVE] = "have",
    [FRAME_QUESTION] = "question",
};

const char *signs_frame(enum frame f)
{
    bool named = f < sizeof frame_names / sizeof *frame_names && frame_names[f];
    return named ? frame_names[f] : "";
}

static enum frame parse_frame(const char *name)
{
    for (size_t i = 1; i < sizeof frame_names / sizeof *frame_names; i++)
        if (frame_names[i] && *frame_names[i] == *name && strcmp(frame_names[i], name) == 0)
            return (enum frame)i;
    return FRAME_NONE;
}

/* Punctuation that divides clauses; NULL for the rest. */
static const char *mark_class(const struct token *t)
{
    if (t->flags & TOKEN_OPEN)
        return "“";
    if (t->flags & TOKEN_CLOSE)
        return "”";
    if (t->flags & TOKEN_POSSESSIVE)
        return "'s";
    switch (*t->low) {
    case ',':
        return ",";
    case ':':
        return ":";
    case ';':
        return ";";
    case '?':
        return "?";
    case '(':
    case ')':
        return "(";
    case '-':
        return t->flags & TOKEN_GLUED ? NULL : "-";
    default:
        return strcmp(t->low, "–") == 0 || strcmp(t->low, "—") == 0 ? "-" : NULL;
    }
}

/* First outermost mention that ends behind token `at` (binary search by start would miss long ones
 * before: mentions are few in a sentence, so walk). */
static int next_mention(const struct doc *d, int m, int at)
{
    while (m < d->mentions_n && (d->mentions[m].parent >= 0 || d->mentions[m].end <= at))
        m++;
    return m;
}

static int first_mention(const struct doc *d, int start)
{
    int lo = 0, hi = d->mentions_n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (d->mentions[mid].start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const char *signs_form(const struct item *item)
{
    const char *dot = strchr(item->class, '.');
    return dot ? dot + 1 : "";
}

struct items signs_read(struct doc *d, int sentence)
{
    const struct sentence *s = &d->sentences[sentence];
    const struct lexicon *cues = pack_lexicon(d->pack, "cues");
    struct item *items = arena_alloc(d->a, (size_t)(s->end - s->start + 1) * sizeof *items);
    int n = 0, m = next_mention(d, first_mention(d, s->start), s->start);
    for (int i = s->start; i < s->end;) {
        const struct entry *e = NULL;
        if (m < d->mentions_n && d->mentions[m].start <= i) {
            const struct mention *mention = &d->mentions[m];
            int end = mention->end < s->end ? mention->end : s->end;
            items[n++] = (struct item){i, end, FRAME_PARTY, "M", -1, m};
            i = end;
            m = next_mention(d, m, i);
            continue;
        }
        int stop =
            m < d->mentions_n && d->mentions[m].start < s->end ? d->mentions[m].start : s->end;
        int len = cues ? lexicon_match(cues, d->tokens, i, stop, &e) : 0;
        if (len) {
            enum frame f = parse_frame(entry_field(e, 1));
            const char *act = entry_field(e, 3);
            if (f != FRAME_NONE) /* "tiếp tục": no cue of its own, only no "tiếp" */
                items[n++] =
                    (struct item){i, i + len, f, e->class, *act ? model_parse_act(act) : -1, -1};
            i += len;
            continue;
        }
        const char *mark = d->tokens[i].flags & TOKEN_PUNCT ? mark_class(&d->tokens[i]) : NULL;
        if (mark)
            items[n++] = (struct item){i, i + 1, FRAME_MARK, mark, -1, -1};
        i++;
    }
    return (struct items){items, n};
}
