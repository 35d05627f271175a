/* What the benchmarks share: clocks, the middle of some rounds, and a corpus held in memory.
 *
 * A machine's pace moves up to twofold within a minute, so what is compared is run in turns, round
 * by round, and the figure that counts is the median of the rounds' ratios.
 *
 *     struct corpus c = {0};
 *     corpus_read(&c, "articles.jsonl.gz", "en");
 *     double start = bench_cpu(); … double spent = bench_cpu() - start;
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "importers/reader.h"

#define BENCH_ROUNDS 5

static inline double bench_clock(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds of processor time of this process, and of the wall. */
static inline double bench_cpu(void)
{
    return bench_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static inline double bench_wall(void)
{
    return bench_clock(CLOCK_MONOTONIC);
}

static inline int bench_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts the rounds. */
static inline double bench_median(double *rounds, size_t n)
{
    qsort(rounds, n, sizeof *rounds, bench_compare);
    return n % 2 ? rounds[n / 2] : (rounds[n / 2 - 1] + rounds[n / 2]) / 2;
}

static inline void bench_stop(const struct err *e)
{
    fprintf(stderr, "bench: %s\n", e->msg);
    exit(1);
}

struct corpus {
    struct arena a;
    struct article *articles;
    size_t n, cap, bytes;
    const char *language; /* only articles in it; NULL = all */
};

static inline const char *corpus_keep(struct corpus *c, const char *s)
{
    return s ? arena_strdup(&c->a, s) : NULL;
}

static inline int corpus_add(struct reads *r, struct article *x, struct err *e)
{
    struct corpus *c = r->ctx;
    (void)e;
    if (c->language && strcmp(c->language, x->language) != 0)
        return 0;
    c->articles = arena_grow(&c->a, c->articles, c->n, &c->cap, sizeof *c->articles);
    struct article *kept = &c->articles[c->n++];
    *kept = *x;
    kept->id = corpus_keep(c, x->id);
    kept->hash = corpus_keep(c, x->hash);
    kept->title = corpus_keep(c, x->title);
    kept->text = arena_strndup(&c->a, x->text, x->len);
    kept->language = corpus_keep(c, x->language);
    kept->source = corpus_keep(c, x->source);
    kept->url = corpus_keep(c, x->url);
    kept->path = corpus_keep(c, x->path);
    c->bytes += x->len;
    return 0;
}

/* All articles of a path, or those in one language. Ends the program when there are none. */
static inline void corpus_read(struct corpus *c, const char *path, const char *language)
{
    struct reads r;
    struct err e = {0};
    c->language = language;
    reads_init(&r);
    r.each = corpus_add;
    r.ctx = c;
    if (reads_path(&r, path, &e))
        bench_stop(&e);
    reads_release(&r);
    if (!c->n) {
        err_set(&e, ERR_NOT_FOUND, "%s: no articles%s%s", path, language ? " in " : "",
                language ? language : "");
        bench_stop(&e);
    }
}

#endif
