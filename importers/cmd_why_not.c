/* hearsay why-not: what was weighed in a sentence that gave no claim, and what was missing. */
#include <jansson.h>
#include <string.h>

#include "core/cmd.h"
#include "core/table.h"
#include "core/text.h"
#include "importers/extract/whynot.h"
#include "importers/language.h"
#include "importers/reader.h"

enum { SHOWN = 3, FEATURES = 4 }; /* candidates a sentence, features a direction */

struct job {
    struct call *call;
    size_t limit;
    size_t printed, read;
    json_t *list; /* with --json */
};

/* ---- which sentences ---- */

/* Does the sentence have the word, or one who was weighed in it the name? */
static bool has_word(const struct whynot_sentence *s, const char *word, struct arena *a)
{
    const char *folded = text_fold(a, word);
    if (strstr(text_fold(a, s->text), folded))
        return true;
    for (size_t i = 0; i < s->candidates_n; i++) {
        const struct whynot_candidate *c = &s->candidates[i];
        if ((c->who && strstr(text_fold(a, c->who), folded)) ||
            (c->whom && strstr(text_fold(a, c->whom), folded)))
            return true;
    }
    return false;
}

/* With words: the sentences that have them all; else those with a cue that gave nothing. */
static bool asked(const struct call *c, const struct whynot_sentence *s, struct arena *a)
{
    bool strong = false;
    for (size_t i = 0; i < s->cues_n; i++)
        strong = strong || s->cues[i].strong;
    if (c->argc < 2)
        return strong && !s->claimed;
    for (int i = 1; i < c->argc; i++)
        if (!has_word(s, c->argv[i], a))
            return false;
    return true;
}

/* ---- in words ---- */

static const char *sentence_of(const struct whynot_candidate *c, struct arena *a)
{
    const char *who = c->who ? c->who : "somebody";
    if (c->kind == CLAIM_DENIAL)
        return arena_printf(a, "%s denies", who);
    return arena_printf(a, "%s %s %s", who, c->kind == CLAIM_MEETING ? "meets" : "accuses",
                        c->whom);
}

static const char *verdict(const struct whynot_candidate *c, const struct whynot_sentence *s)
{
    if (c->probability < c->needed)
        return "not sure enough";
    return s->claimed ? "sure enough" : "sure enough, but ruled out or said elsewhere";
}

/* What is missing where nothing was weighed. */
static const char *missing(const struct whynot_sentence *s)
{
    if (!s->cues_n)
        return "no word in it accuses, denies, meets or names a wrong";
    if (!s->parties)
        return "it names nobody who could take part";
    return "its words and parties make no pair to weigh";
}

static void print_features(struct call *c, const struct whynot_part *part, bool for_it)
{
    size_t n = 0;
    for (size_t i = 0; i < part->n && n < FEATURES; i++) {
        const struct whynot_feature *f = &part->features[i];
        if ((f->weight > 0) != for_it)
            continue;
        fprintf(c->out, "%s%s (%+.2f)",
                n++      ? ", "
                : for_it ? "      for      "
                         : "      against  ",
                f->name, f->weight);
    }
    if (n)
        fputc('\n', c->out);
}

static const struct {
    const char *model, *words;
} models[] = {
    {"target", "is blamed here"},    {"speaker", "is the one who blames"},
    {"deny", "something is denied"}, {"denier", "is the one who denies"},
    {"meet", "the two meet"},
};

static void print_candidate(struct call *c, const struct whynot_candidate *x,
                            const struct whynot_sentence *s)
{
    fprintf(c->out, "  %s%s%s  %.2f of %.2f: %s\n", style_on(c, STYLE_BOLD), sentence_of(x, c->a),
            style_off(c, STYLE_BOLD), x->probability, x->needed, verdict(x, s));
    for (int i = 0; i < x->parts_n; i++) {
        const struct whynot_part *part = &x->parts[i];
        const char *words = part->model, *who = i ? x->who : x->whom;
        for (size_t k = 0; k < sizeof models / sizeof *models; k++)
            if (!strcmp(models[k].model, part->model))
                words = models[k].words;
        bool named = !strcmp(part->model, "target") || i;
        fprintf(c->out, "    %s%s%s  %.2f\n", named ? who ? who : "somebody" : "", named ? " " : "",
                words, part->probability);
        print_features(c, part, true);
        print_features(c, part, false);
    }
}

static void print_sentence(const struct job *job, struct call *c, const struct whynot_sentence *s)
{
    if (job->printed)
        fputc('\n', c->out);
    fprintf(c->out, "“%s”\n", s->text);
    for (size_t i = 0; i < s->cues_n; i++)
        fprintf(c->out, "%s%s “%s”", i ? ", " : "  cues: ", s->cues[i].frame, s->cues[i].words);
    if (s->cues_n)
        fputc('\n', c->out);
    if (s->claimed)
        fputs("  a claim rests on it\n", c->out);
    if (!s->candidates_n)
        fprintf(c->out, "  nothing was weighed: %s\n", missing(s));
    for (size_t i = 0; i < s->candidates_n && (!job->limit || i < job->limit); i++)
        print_candidate(c, &s->candidates[i], s);
}

/* ---- as JSON ---- */

static json_t *features_json(const struct whynot_part *part, bool for_it)
{
    json_t *list = json_array();
    for (size_t i = 0; i < part->n; i++)
        if ((part->features[i].weight > 0) == for_it)
            json_array_append_new(list, json_pack("{s:s,s:f}", "feature", part->features[i].name,
                                                  "weight", part->features[i].weight));
    return list;
}

static json_t *candidate_json(const struct whynot_candidate *c)
{
    json_t *parts = json_array();
    for (int i = 0; i < c->parts_n; i++)
        json_array_append_new(parts, json_pack("{s:s,s:f,s:o,s:o}", "model", c->parts[i].model,
                                               "probability", c->parts[i].probability, "for",
                                               features_json(&c->parts[i], true), "against",
                                               features_json(&c->parts[i], false)));
    return json_pack("{s:s,s:s?,s:s?,s:f,s:f,s:o}", "kind", model_claim_kind(c->kind), "who",
                     c->who, "whom", c->whom, "probability", c->probability, "needed", c->needed,
                     "models", parts);
}

static json_t *sentence_json(const struct job *job, const struct article *article,
                             const struct whynot_sentence *s)
{
    json_t *cues = json_array(), *candidates = json_array();
    for (size_t i = 0; i < s->cues_n; i++)
        json_array_append_new(cues,
                              json_pack("{s:s,s:s,s:[i,i]}", "frame", s->cues[i].frame, "words",
                                        s->cues[i].words, "span", (int)s->cues[i].span.start,
                                        (int)s->cues[i].span.end));
    for (size_t i = 0; i < s->candidates_n && (!job->limit || i < job->limit); i++)
        json_array_append_new(candidates, candidate_json(&s->candidates[i]));
    return json_pack("{s:s,s:s,s:[i,i],s:b,s:i,s:o,s:o}", "article", article->hash, "text", s->text,
                     "span", (int)s->span.start, (int)s->span.end, "claimed", (int)s->claimed,
                     "parties", s->parties, "cues", cues, "candidates", candidates);
}

static int each(struct reads *r, struct article *article, struct err *e)
{
    struct job *job = r->ctx;
    struct call c = *job->call;
    struct whynot_sentence *list;
    size_t n;
    c.a = &r->a; /* what is laid out goes with the article */
    if (whynot_read(&list, &n, article, &r->a, e)) {
        err_wrap(e, "%s", article->path);
        return reads_skip(r, e);
    }
    for (size_t i = 0; i < n; i++) {
        if (!asked(&c, &list[i], &r->a))
            continue;
        if (job->list)
            json_array_append_new(job->list, sentence_json(job, article, &list[i]));
        else
            print_sentence(job, &c, &list[i]);
        job->printed++;
    }
    job->read++;
    return ferror(c.out) ? err_set(e, ERR_IO, "can't write the output") : 0;
}

static int finish(struct job *job, int rc, size_t failed, struct err *e)
{
    struct call *c = job->call;
    if (job->list && !rc) {
        json_t *root = json_pack("{s:i,s:O}", "version", 1, "sentences", job->list);
        if (json_dumpf(root, c->out, JSON_INDENT(1) | JSON_REAL_PRECISION(4)))
            rc = err_set(e, ERR_IO, "can't write");
        fputc('\n', c->out);
        json_decref(root);
    }
    json_decref(job->list);
    if (rc)
        return -1;
    if (!job->printed && !job->list && job->read && c->argc > 1)
        return err_set(e, ERR_NOT_FOUND, "no sentence of %s has all these words", c->argv[0]);
    return failed ? err_set(e, ERR_PARTIAL, "%zu skipped", failed) : 0;
}

static int run(struct call *c, struct err *e)
{
    struct job job = {.call = c, .limit = (size_t)call_int(c, "limit", SHOWN)};
    struct reads r;
    reads_init(&r);
    r.published = call_date(c, "published");
    r.language = call_str(c, "language");
    r.each = each;
    r.ctx = &job;
    if (r.language && !language_pack(r.language))
        return err_set(e, ERR_USAGE, "no pack for language %s (see hearsay languages)", r.language);
    job.list = c->json ? json_array() : NULL;
    int rc = reads_path(&r, c->argv[0], e);
    size_t failed = r.failed;
    reads_release(&r);
    return finish(&job, rc, failed, e);
}

static const struct opt opts[] = {
    {"published", 0, OPT_DATE, "DATE", "Publication date of articles that carry none"},
    {"language", 0, OPT_STRING, "TAG", "Language of all of them, whatever they say"},
    {"limit", 0, OPT_INT, "N", "At most N candidates a sentence (default 3; 0 for all)"},
    {0},
};

const struct cmd cmd_why_not = {
    .name = "why-not",
    .args = "FILE [WORD…]",
    .summary = "Show what was weighed in sentences that gave no claim",
    .details =
        "Reads the articles of FILE as extract does, and shows each sentence that has a word of "
        "accusing, denying or meeting and on which no claim rests; with WORDs, each sentence that "
        "has all of them, in its text or as names of its parties, whatever came of it.\n\n"
        "Beneath a sentence stand its cues and the likeliest candidates: how probable each was and "
        "what a claim needs, then what the models say, with the features that weighed most for and "
        "against. An accusation is as probable as that the one is blamed, times that the other is "
        "the one who blames; a denial, that something is denied, times who denies it. What grammar "
        "says outright (\"X accused Y\") counts more than the models do.",
    .opts = opts,
    .need = NEED_NOTHING,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
