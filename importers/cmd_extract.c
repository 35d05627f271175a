/* hearsay extract: the reading without a store, a filter from articles to claims. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "core/claims.h"
#include "core/cmd.h"
#include "importers/extract/extract.h"
#include "importers/language.h"
#include "importers/page.h"
#include "importers/reader.h"

struct job {
    struct call *call;
    bool json, lines;
    size_t undated, printed;
};

/* One object, its lists an item a line: to be read by people and compared by diff. */
static void print_object(FILE *out, const json_t *root)
{
    const char *name, *between = "{\n ";
    json_t *value;
    json_object_foreach((json_t *)root, name, value)
    {
        fprintf(out, "%s\"%s\": ", between, name);
        between = ",\n ";
        if (!json_is_array(value) || !json_array_size(value)) {
            json_dumpf(value, out, JSON_ENCODE_ANY);
            continue;
        }
        for (size_t i = 0; i < json_array_size(value); i++) {
            fputs(i ? ",\n  " : "[\n  ", out);
            json_dumpf(json_array_get(value, i), out, JSON_ENCODE_ANY);
        }
        fputs("\n ]", out);
    }
    fputs("\n}\n", out);
}

static void print_json(const struct job *job, const struct article *article,
                       const struct reading *reading)
{
    FILE *out = job->call->out;
    json_t *root = claims_to_json(article, reading);
    if (job->lines) {
        json_dumpf(root, out, JSON_COMPACT);
        fputc('\n', out);
    } else {
        print_object(out, root);
    }
    json_decref(root);
}

static int each(struct reads *r, struct article *article, struct err *e)
{
    struct job *job = r->ctx;
    struct reading reading = {0};
    if (extract(&reading, article, &r->a, e)) {
        err_wrap(e, "%s", article->path);
        return reads_skip(r, e);
    }
    job->undated += !article->published.set;
    if (job->json) {
        print_json(job, article, &reading);
    } else {
        struct call page = *job->call;
        page.a = &r->a; /* what is laid out goes with the article */
        if (job->printed)
            fputs("\n\n", page.out);
        page_print(&page, article, &reading);
    }
    job->printed++;
    return ferror(job->call->out) ? err_set(e, ERR_IO, "can't write the output") : 0;
}

static int run(struct call *c, struct err *e)
{
    static char stdin_name[] = "-", *const standard[] = {stdin_name};
    const char *format = call_str(c, "format"), *input = call_str(c, "input");
    struct job job = {.call = c};
    struct reads r;
    int rc = 0;
    job.lines = format && !strcmp(format, "jsonl");
    job.json = job.lines || (format ? !strcmp(format, "json") : c->json);
    reads_init(&r);
    r.format = input ? reader_find(input) : NULL;
    r.published = call_date(c, "published");
    r.language = call_str(c, "language");
    r.each = each;
    r.ctx = &job;
    if (r.language && !language_pack(r.language))
        return err_set(e, ERR_USAGE, "no pack for language %s (see hearsay languages)", r.language);
    int n = c->argc ? c->argc : 1;
    char *const *paths = c->argc ? c->argv : standard;
    for (int i = 0; i < n && !rc; i++)
        rc = reads_path(&r, paths[i], e);
    if (!rc && job.undated)
        warn("%zu %s without a date: \"yesterday\" and the like stay open; give --published",
             job.undated, job.undated == 1 ? "article" : "articles");
    if (!rc && r.failed)
        rc = err_set(e, ERR_PARTIAL, "%zu skipped", r.failed);
    reads_release(&r);
    return rc;
}

static const struct opt opts[] = {
    {"published", 0, OPT_DATE, "DATE", "Publication date of articles that carry none"},
    {"language", 0, OPT_STRING, "TAG", "Language of all of them, whatever they say"},
    {"format", 0, OPT_CHOICE, "FORMAT", "Output: text for people, json, or jsonl, an object a line",
     "text json jsonl"},
    {"input", 0, OPT_CHOICE, "FORMAT", "Input format, not to be guessed", reader_names},
    {0},
};

const struct cmd cmd_extract = {
    .name = "extract",
    .args = "[--published DATE] [--language TAG] [--format text|json|jsonl] [FILE|-]…",
    .summary = "Read articles and print who accused whom, without a store",
    .details =
        "Reads what import reads and prints what it would keep: for people, the article with its "
        "evidence marked and the claims below; as json, one object an article, whose spans "
        "count the code points of the text. Without FILE it reads standard input.",
    .opts = opts,
    .need = NEED_NOTHING,
    .max_args = -1,
    .run = run,
};
