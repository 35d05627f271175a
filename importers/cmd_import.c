/* hearsay import: articles into the store, in batches of whole articles. */
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "core/cmd.h"
#include "core/progress.h"
#include "graph/store.h"
#include "importers/extract/extract.h"
#include "importers/language.h"
#include "importers/reader.h"

#define BATCH_ARTICLES 500     /* in one transaction, unless --batch says otherwise */
#define BATCH_BYTES (8u << 20) /* of text; whichever comes first */

struct job {
    struct store *store;
    struct progress progress;
    uint64_t told; /* bytes that the progress bar knows of */
    long batch;    /* articles in a transaction */
    long in_batch;
    uint64_t bytes_in_batch;
    bool open; /* a transaction is */
    size_t stored, known, undated;
    size_t claims[CLAIM_KINDS];
};

static int commit(struct job *job, struct err *e)
{
    if (!job->open)
        return 0;
    job->open = false;
    job->in_batch = 0;
    job->bytes_in_batch = 0;
    return store_commit(job->store, e);
}

static void count(struct job *job, const struct article *article, const struct reading *reading)
{
    job->stored++;
    job->in_batch++;
    job->bytes_in_batch += article->len;
    job->undated += !article->published.set;
    for (size_t i = 0; i < reading->claims_n; i++)
        job->claims[reading->claims[i].kind]++;
}

/* Extracts and stores an article that the store does not have. */
static int store_it(struct reads *r, struct job *job, const struct article *article, struct err *e)
{
    struct reading reading = {0};
    bool added = false;
    if (extract(&reading, article, &r->a, e)) {
        err_wrap(e, "%s", article->path);
        return reads_skip(r, e);
    }
    if (!job->open && store_begin(job->store, e))
        return -1;
    job->open = true;
    if (store_add(job->store, article, &reading, &added, e)) {
        err_wrap(e, "%s", article->path);
        return e->code == ERR_PARSE ? reads_skip(r, e)
                                    : -1; /* the reading's fault, not the store's */
    }
    if (added)
        count(job, article, &reading);
    else
        job->known++;
    if (job->in_batch >= job->batch || job->bytes_in_batch >= BATCH_BYTES)
        return commit(job, e);
    return 0;
}

static int each(struct reads *r, struct article *article, struct err *e)
{
    struct job *job = r->ctx;
    int has = store_has(job->store, article->hash, e);
    if (has < 0 || (has ? store_again(job->store, article, e) : store_it(r, job, article, e)))
        return -1;
    job->known += has > 0;
    uint64_t done = reads_offset(r);
    progress_add(&job->progress, 1, done - job->told);
    job->told = done;
    return 0;
}

static const char *counted(struct arena *a, size_t n, const char *one, const char *many)
{
    return arena_printf(a, "%zu %s", n, n == 1 ? one : many);
}

/* "imported 12 articles (2 already there, 1 skipped): 31 allegations, 9 denials, …" */
static void tell(const struct call *c, const struct reads *r, const struct job *job)
{
    struct arena *a = c->a;
    fprintf(stderr, "imported %s (%zu already there, %zu skipped",
            counted(a, job->stored, "article", "articles"), job->known, r->failed);
    if (r->ignored)
        fprintf(stderr, ", %s left aside", counted(a, r->ignored, "other file", "other files"));
    fprintf(stderr, "): %s, %s, %s, %s\n",
            counted(a, job->claims[CLAIM_ALLEGATION], "allegation", "allegations"),
            counted(a, job->claims[CLAIM_DENIAL], "denial", "denials"),
            counted(a, job->claims[CLAIM_MEETING], "meeting", "meetings"),
            counted(a, job->claims[CLAIM_ATTACK], "attack", "attacks"));
}

static int tell_json(const struct call *c, const struct reads *r, const struct job *job,
                     struct err *e)
{
    const struct {
        const char *name;
        size_t n;
    } counts[] = {
        {"imported", job->stored},
        {"known", job->known},
        {"skipped", r->failed},
        {"ignored", r->ignored},
        {"undated", job->undated},
        {"allegations", job->claims[CLAIM_ALLEGATION]},
        {"denials", job->claims[CLAIM_DENIAL]},
        {"meetings", job->claims[CLAIM_MEETING]},
        {"attacks", job->claims[CLAIM_ATTACK]},
    };
    json_t *o = json_object();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_object_set_new(o, counts[i].name, json_integer((json_int_t)counts[i].n));
    int rc = json_dumpf(o, c->out, JSON_INDENT(1));
    json_decref(o);
    return rc || fputc('\n', c->out) == EOF ? err_set(e, ERR_IO, "can't write") : 0;
}

static int close_account(const struct call *c, const struct reads *r, const struct job *job,
                         struct err *e)
{
    if (job->undated)
        warn("%s without a date: \"yesterday\" and the like stay open in %s; give --published",
             counted(c->a, job->undated, "article", "articles"), job->undated == 1 ? "it" : "them");
    if (c->json && tell_json(c, r, job, e))
        return -1;
    if (!c->json)
        tell(c, r, job);
    if (r->failed)
        return err_set(e, ERR_PARTIAL, "%s skipped",
                       counted(c->a, r->failed, "article", "articles"));
    return 0;
}

static int run(struct call *c, struct err *e)
{
    struct reads r;
    struct job job = {.store = c->store, .batch = call_int(c, "batch", BATCH_ARTICLES)};
    const char *format = call_str(c, "format");
    uint64_t total = 0;
    int rc = 0;
    reads_init(&r);
    r.format = format ? reader_find(format) : NULL;
    r.published = call_date(c, "published");
    r.language = call_str(c, "language");
    r.each = each;
    r.ctx = &job;
    if (r.language && !language_pack(r.language))
        return err_set(e, ERR_USAGE, "no pack for language %s (see hearsay languages)", r.language);
    for (int i = 0; i < c->argc && isatty(STDERR_FILENO); i++)
        total += reads_size(&r, c->argv[i]);
    progress_start(&job.progress, "articles", total);
    for (int i = 0; i < c->argc && !rc; i++)
        rc = reads_path(&r, c->argv[i], e);
    if (!rc)
        rc = commit(&job, e);
    progress_end(&job.progress);
    if (rc)
        store_rollback(c->store);
    else
        rc = close_account(c, &r, &job, e);
    reads_release(&r);
    return rc;
}

static const struct opt opts[] = {
    {"published", 0, OPT_DATE, "DATE", "Publication date of articles that carry none"},
    {"language", 0, OPT_STRING, "TAG", "Language of all of them, whatever they say"},
    {"format", 0, OPT_CHOICE, "FORMAT", "Input format, not to be guessed", reader_names},
    {"batch", 0, OPT_INT, "N", "Articles in one transaction (500)"},
    {0},
};

const struct cmd cmd_import = {
    .name = "import",
    .args = "[--published DATE] [--language TAG] PATH…",
    .summary = "Read articles and keep who accused whom in the store",
    .details =
        "PATH is a file, a folder (read through, sorted by name) or -, standard input; gzip is "
        "undone. The format is --format, else what the extension says, else what the content looks "
        "like: text (title, blank line, body; NAME.meta.json beside it may hold published, "
        "language, "
        "source, url, id), html, jsonl (one object a line with text and any of id, title, "
        "published, "
        "language, source, url) or json (such objects, or an array of them).\n\n"
        "An article is stored once, however often it is imported, and whole or not at all. What "
        "can't be read is reported in one line and skipped, the rest goes on; the exit status is 1 "
        "then.",
    .opts = opts,
    .need = NEED_CREATE,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
