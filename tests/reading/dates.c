/* The dates around claims that readers marked, for training (train_dates.py): reads articles and
 * the marked claims, and prints every candidate for a claim's date with its features, as
 * dates_trace writes them.
 *
 *     dates NAME PUBLISHED TAG FILE CLAIMS [NAME PUBLISHED TAG FILE CLAIMS]…
 *
 * CLAIMS is a file with a line for each telling of a claim:
 *
 *     KIND ID START END  N START END …  M START END …
 *
 * KIND is allegation, denial, meeting or attack; START END code points: of the evidence, of N
 * mentions of its first party, of M of its second. Output: "item <TAB> NAME <TAB> KIND <TAB> ID",
 * then a line a candidate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/claims.h"
#include "importers/extract/dates.h"
#include "importers/extract/extract.h"
#include "importers/extract/signs.h"

static int token_at(const struct doc *d, uint32_t cp)
{
    for (int i = 0; i < d->tokens_n; i++)
        if (d->view.cp[d->tokens[i].end] > cp)
            return i;
    return d->tokens_n - 1;
}

/* How well a sign serves as the cue of a claim. */
static int rank(enum claim_kind kind, enum frame f)
{
    static const enum frame blame[] = {FRAME_CRITICIZE, FRAME_WRONG, FRAME_BASELESS,
                                       FRAME_BEHIND,    FRAME_LEGAL, FRAME_ACCUSE},
                            denial[] = {FRAME_NEG, FRAME_BASELESS, FRAME_DENY},
                            meeting[] = {FRAME_MEET}, attack[] = {FRAME_WRONG};
    static const struct {
        const enum frame *frames;
        int n;
    } ranks[] = {[CLAIM_ALLEGATION] = {blame, 6},
                 [CLAIM_DENIAL] = {denial, 3},
                 [CLAIM_MEETING] = {meeting, 1},
                 [CLAIM_ATTACK] = {attack, 1}};
    for (int i = ranks[kind].n; i > 0; i--)
        if (ranks[kind].frames[i - 1] == f)
            return i;
    return 0;
}

/* Numbers of a line, one after the other; 0 behind the last. */
static unsigned next_number(char **line)
{
    return (unsigned)strtoul(*line, line, 10);
}

/* The entity that most of the mentions at the next spans of the line belong to, -1. */
static int read_party(const struct doc *d, char **line)
{
    int *votes = arena_alloc(d->a, ((size_t)d->entities_n + 1) * sizeof *votes), best = -1;
    for (unsigned n = next_number(line); n > 0; n--) {
        unsigned start = next_number(line), end = next_number(line);
        for (int m = 0; m < d->mentions_n; m++) {
            struct span s = doc_span(d, d->mentions[m].head_start, d->mentions[m].head_end);
            int entity = d->mentions[m].entity;
            if (entity < 0 || s.start >= end || s.end <= start)
                continue;
            votes[entity]++;
            if (best < 0 || votes[entity] > votes[best])
                best = entity;
        }
    }
    return best;
}

static void find_cue(struct doc *d, struct date_claim *c)
{
    int best = 0;
    c->cue = (c->from + c->to) / 2;
    for (int s = doc_sentence(d, c->from); s <= doc_sentence(d, c->to - 1); s++) {
        struct items items = signs_read(d, s);
        for (int i = 0; i < items.n; i++) {
            const struct item *item = &items.items[i];
            if (item->start < c->from || item->end > c->to || rank(c->kind, item->frame) <= best)
                continue;
            best = rank(c->kind, item->frame);
            c->cue = item->start;
        }
    }
}

static void read_claim(struct doc *d, char *line)
{
    char kind[16], id[64];
    int read = 0;
    if (sscanf(line, "%15s %63s%n", kind, id, &read) != 2)
        return;
    line += read;
    struct date_claim c = {.kind = (enum claim_kind)model_parse_claim_kind(kind)};
    unsigned start = next_number(&line), end = next_number(&line);
    c.from = token_at(d, start);
    c.to = token_at(d, end - 1) + 1;
    if (c.to <= c.from)
        c.to = c.from + 1;
    for (int i = 0; i < 2; i++)
        c.party[i] = read_party(d, &line);
    find_cue(d, &c);
    const struct sentence *s = &d->sentences[doc_sentence(d, c.cue)];
    bool says = c.kind == CLAIM_ALLEGATION || c.kind == CLAIM_DENIAL;
    c.from = !says || c.from < s->start ? s->start : c.from;
    c.to = !says || c.to > s->end ? s->end : c.to;
    printf("item\t%s\t%s\t%s\n", d->article->id, kind, id);
    dates_trace(d, &c, stdout);
}

static int read_file(struct buf *text, const char *path)
{
    char part[65536];
    FILE *in = fopen(path, "rb");
    if (!in)
        return -1;
    for (size_t n; (n = fread(part, 1, sizeof part, in)) > 0;)
        buf_add(text, part, n);
    return fclose(in);
}

static void dump(const char *name, const char *published, const char *tag, const char *path,
                 const char *claims)
{
    struct arena a = {0};
    struct buf text, lines;
    struct err e = {0};
    buf_init(&text, 1 << 26);
    buf_init(&lines, 1 << 26);
    if (read_file(&text, path) || read_file(&lines, claims)) {
        perror(path);
        exit(1);
    }
    struct article article = {.text = text.ptr, .len = text.len, .language = tag, .id = name};
    const char *blank = strstr(text.ptr, "\n\n");
    if (blank && blank == strchr(text.ptr, '\n'))
        article.title_cp = text_count(text.ptr, (size_t)(blank - text.ptr));
    dates_parse(&article.published, published, &e);
    struct doc d = {.article = &article, .a = &a, .pack = packs_find(tag)};
    words_read(&d);
    names_read(&d);
    coref_read(&d);
    dates_read(&d);
    for (char *line = lines.ptr, *end; line && *line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        read_claim(&d, line);
    }
    buf_release(&text);
    buf_release(&lines);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    for (int i = 1; i + 4 < argc; i += 5)
        dump(argv[i], argv[i + 1], argv[i + 2], argv[i + 3], argv[i + 4]);
    extract_cleanup();
    return 0;
}
