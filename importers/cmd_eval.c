/* hearsay eval: how well it reads articles that somebody has marked. */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/claims.h"
#include "core/cmd.h"
#include "core/table.h"
#include "importers/eval.h"
#include "importers/extract/extract.h"
#include "importers/input.h"
#include "importers/reader.h"

#define ENDING ".gold.json"
#define GOLD_MAX (16u << 20) /* bytes of one marked reading */

struct tongue { /* the scores of one language */
    const char *tag;
    struct eval eval;
};

struct job {
    struct call *call;
    const char *path; /* of the marked reading at hand */
    struct tongue *tongues;
    size_t tongues_n, tongues_cap;
    struct eval all;
};

/* ---- the marked articles ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder that end in ".gold.json", without that, sorted. */
static int list(const char ***names, size_t *n, const struct call *c, struct err *e)
{
    const char *folder = c->argv[0], *prefix = call_str(c, "only");
    size_t cap = 0, ending = strlen(ENDING);
    DIR *d = opendir(folder);
    if (!d)
        return err_set(e, ERR_IO, "%s: %s", folder, strerror(errno));
    for (const struct dirent *entry; (entry = readdir(d)) != NULL;) {
        size_t len = strlen(entry->d_name);
        if (len <= ending || strcmp(entry->d_name + len - ending, ENDING) ||
            entry->d_name[0] == '.' || (prefix && strncmp(entry->d_name, prefix, strlen(prefix))))
            continue;
        *names = arena_grow(c->a, *names, *n, &cap, sizeof **names);
        (*names)[(*n)++] = arena_strndup(c->a, entry->d_name, len - ending);
    }
    closedir(d);
    if (!*n && prefix)
        return err_set(e, ERR_NOT_FOUND, "%s: no %s…" ENDING " there", folder, prefix);
    if (!*n)
        return err_set(e, ERR_NOT_FOUND, "%s: no NAME" ENDING " there", folder);
    qsort(*names, *n, sizeof **names, by_name);
    return 0;
}

/* A new reference, or NULL. */
static json_t *load(const char *path, struct arena *a, struct err *e)
{
    struct input in;
    struct buf text;
    json_error_t error;
    json_t *root = NULL;
    if (input_open(&in, a, path, e))
        return NULL;
    buf_init(&text, GOLD_MAX);
    if (input_all(&in, &text, e))
        goto out;
    if (text.over)
        err_set(e, ERR_PARSE, "%s: longer than %u MiB", path, GOLD_MAX >> 20);
    else if (!(root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error)))
        err_set(e, ERR_PARSE, "%s: line %d: %s", path, error.line, error.text);
out:
    buf_release(&text);
    input_close(&in);
    return root;
}

/* What is not scored need not be as hearsay would have it: attacks, and when wrongs were done
 * ("199X/200X"). */
static void leave_out(json_t *root)
{
    const json_t *list = json_object_get(root, "allegations");
    for (size_t i = 0; i < json_array_size(list); i++)
        json_object_del(json_array_get(list, i), "happened");
    if (json_is_object(root))
        json_object_del(root, "attacks");
}

static int read_marked(struct marked *out, const char *path, const struct article *article,
                       struct arena *a, struct err *e)
{
    json_t *root = load(path, a, e);
    if (!root)
        return -1;
    leave_out(root);
    int rc = claims_from_json(&out->reading, article, root, a, e);
    if (rc) {
        err_wrap(e, "%s", path);
    } else {
        const json_t *entities = json_object_get(root, "entities");
        size_t n = out->reading.entities_n;
        out->ids = arena_alloc(a, (n + 1) * sizeof *out->ids);
        for (size_t i = 0; i < n; i++) {
            const json_t *id = json_object_get(json_array_get(entities, i), "id");
            out->ids[i] = arena_strdup(a, json_string_value(id));
        }
    }
    json_decref(root);
    return rc;
}

static struct eval *tongue(struct job *job, const char *tag)
{
    struct arena *a = job->call->a;
    size_t at = 0;
    while (at < job->tongues_n && strcmp(job->tongues[at].tag, tag) < 0)
        at++;
    if (at == job->tongues_n || strcmp(job->tongues[at].tag, tag)) {
        job->tongues =
            arena_grow(a, job->tongues, job->tongues_n, &job->tongues_cap, sizeof *job->tongues);
        memmove(job->tongues + at + 1, job->tongues + at,
                (job->tongues_n++ - at) * sizeof *job->tongues);
        job->tongues[at] = (struct tongue){.tag = arena_strdup(a, tag)};
    }
    return &job->tongues[at].eval;
}

static int each(struct reads *r, struct article *article, struct err *e)
{
    struct job *job = r->ctx;
    struct marked gold = {0};
    struct reading found = {0};
    struct eval one;
    if (read_marked(&gold, job->path, article, &r->a, e))
        return reads_skip(r, e);
    if (extract(&found, article, &r->a, e)) {
        err_wrap(e, "%s", article->path);
        return reads_skip(r, e);
    }
    eval_article(&one, &gold, &found, article, &r->a);
    eval_add(&job->all, &one);
    eval_add(tongue(job, article->language), &one);
    return 0;
}

/* ---- the figures ---- */

static const char *figure(struct arena *a, double x)
{
    return arena_printf(a, "%.3f", x);
}

static const char *number(struct arena *a, size_t n)
{
    return arena_printf(a, "%zu", n);
}

static void add_rows(struct table *t, struct arena *a, const char *tag, const struct eval *v)
{
    for (int kind = 0; kind < EVAL_KINDS; kind++) {
        for (int level = 0; level < EVAL_LEVELS; level++) {
            const struct tally *x = &v->edges[kind][level];
            const char *name = arena_printf(a, "%s.%s", eval_kinds[kind], eval_levels[level]);
            const char *words = level == EVAL_EXACT ? figure(a, eval_f1(&v->grounded[kind])) : NULL;
            table_row(t, (const char *[]){tag, name, figure(a, eval_precision(x)),
                                          figure(a, eval_recall(x)), figure(a, eval_f1(x)), words,
                                          number(a, x->gold), number(a, x->found)});
        }
    }
    table_row(t, (const char *[]){tag, "actors", NULL, figure(a, eval_recall(&v->actors)), NULL,
                                  NULL, number(a, v->actors.gold), NULL});
    table_row(t, (const char *[]){tag, "dates", figure(a, eval_precision(&v->dates)), NULL, NULL,
                                  NULL, number(a, v->dates.gold), NULL});
    table_row(t, (const char *[]){tag, "headline", NULL, NULL, figure(a, eval_headline(v)), NULL,
                                  NULL, NULL});
    table_row(
        t, (const char *[]){tag, "articles", NULL, NULL, NULL, NULL, number(a, v->articles), NULL});
}

static void print_table(const struct job *job)
{
    struct table t;
    table_init(&t, job->call, 8,
               (const char *[]){"LANGUAGE", "MEASURE", "PRECISION", "RECALL", "F1", "GROUNDED",
                                "MARKED", "FOUND"});
    table_style(&t, 1, STYLE_BOLD);
    for (size_t i = 0; i < job->tongues_n && job->tongues_n > 1; i++)
        add_rows(&t, job->call->a, job->tongues[i].tag, &job->tongues[i].eval);
    add_rows(&t, job->call->a, job->tongues_n == 1 ? job->tongues[0].tag : "all", &job->all);
    table_print(&t);
}

static json_t *to_json(const struct eval *v)
{
    json_t *o = json_object();
    json_object_set_new(o, "articles", json_integer((json_int_t)v->articles));
    for (int kind = 0; kind < EVAL_KINDS; kind++) {
        for (int level = 0; level < EVAL_LEVELS; level++) {
            const struct tally *x = &v->edges[kind][level];
            char name[32];
            snprintf(name, sizeof name, "%s.%s", eval_kinds[kind], eval_levels[level]);
            json_t *m =
                json_pack("{s:f,s:f,s:f,s:I,s:I,s:I}", "precision", eval_precision(x), "recall",
                          eval_recall(x), "f1", eval_f1(x), "right", (json_int_t)x->hit, "marked",
                          (json_int_t)x->gold, "found", (json_int_t)x->found);
            if (level == EVAL_EXACT)
                json_object_set_new(m, "grounded_f1", json_real(eval_f1(&v->grounded[kind])));
            json_object_set_new(o, name, m);
        }
    }
    json_object_set_new(o, "actors",
                        json_pack("{s:f,s:I}", "recall", eval_recall(&v->actors), "marked",
                                  (json_int_t)v->actors.gold));
    json_object_set_new(o, "dates",
                        json_pack("{s:f,s:I}", "precision", eval_precision(&v->dates), "marked",
                                  (json_int_t)v->dates.gold));
    json_object_set_new(o, "headline", json_pack("{s:f}", "f1", eval_headline(v)));
    return o;
}

static int print_json(const struct job *job, size_t skipped, struct err *e)
{
    json_t *root = json_object(), *languages = json_object();
    json_object_set_new(root, "version", json_integer(1));
    json_object_set_new(root, "skipped", json_integer((json_int_t)skipped));
    json_object_set_new(root, "all", to_json(&job->all));
    for (size_t i = 0; i < job->tongues_n; i++)
        json_object_set_new(languages, job->tongues[i].tag, to_json(&job->tongues[i].eval));
    json_object_set_new(root, "languages", languages);
    int rc = json_dumpf(root, job->call->out, JSON_INDENT(1) | JSON_REAL_PRECISION(4));
    fputc('\n', job->call->out);
    json_decref(root);
    return rc ? err_set(e, ERR_IO, "can't write") : 0;
}

static int run(struct call *c, struct err *e)
{
    struct job job = {.call = c};
    struct reads r;
    const char **names = NULL, *folder = c->argv[0];
    size_t n = 0;
    int rc = 0;
    if (list(&names, &n, c, e))
        return -1;
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    reads_init(&r);
    r.format = reader_find("text");
    r.each = each;
    r.ctx = &job;
    for (size_t i = 0; i < n && !rc; i++) {
        job.path = arena_printf(c->a, "%s%s%s" ENDING, folder, slash, names[i]);
        rc = reads_path(&r, arena_printf(c->a, "%s%s%s.txt", folder, slash, names[i]), e);
    }
    size_t failed = r.failed;
    reads_release(&r);
    if (!rc && c->json)
        rc = print_json(&job, failed, e);
    else if (!rc && job.all.articles)
        print_table(&job);
    return rc ? -1 : failed ? err_set(e, ERR_PARTIAL, "%zu skipped", failed) : 0;
}

static const struct opt opts[] = {
    {"only", 0, OPT_STRING, "PREFIX", "Only articles whose name begins so: vi-"},
    {0},
};

const struct cmd cmd_eval = {
    .name = "eval",
    .args = "[--only PREFIX] GOLD_DIR",
    .summary = "Measure how well it reads articles that you have marked",
    .details =
        "GOLD_DIR holds, for each article, NAME.txt (its title, an empty line, its body), "
        "NAME.meta.json ({\"published\": …, \"language\": …}) and NAME.gold.json: what a careful "
        "reader found, in the form that extract --format json prints.\n\n"
        "Each article is read, and its edges are compared with those marked, each counted once an "
        "article:\n\n"
        "  accuse  who accused whom\n"
        "  deny    who denied an accusation\n"
        "  answer  which accusation a denial answers: denier, accuser, accused\n"
        "  meet    who met whom\n\n"
        "exact: the very parties that the text names; side: those for whom they act. PRECISION: "
        "how many of those found are marked; RECALL: how many of those marked are found; F1: their "
        "harmonic mean; GROUNDED: F1 where the evidence must overlap as well.\n\n"
        "actors: how many of the marked parties are found at all. dates: of the right edges that "
        "are marked with a date, how many have that one. headline: the mean F1 of accuse, deny and "
        "meet, exact and side.\n\n"
        "An article whose files are off is reported in one line and left out; then the exit status "
        "is 1.",
    .opts = opts,
    .need = NEED_NOTHING,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
