/* The whole way of an article, as `hearsay import` goes it, with a clock between its parts: reading
 * the file (format, language, hash), extraction, adding to the store, and the end of a batch (who
 * is who, what is one event, what answers what; the commit). One thread; processor time.
 *
 *     import PATH FOLDER        FOLDER takes a fresh store, import.db
 */
#include <unistd.h>

#include "graph/store.h"
#include "importers/extract/extract.h"
#include "tests/bench/bench.h"

#define BATCH 500 /* articles, as hearsay import has it */

enum stage { READ, EXTRACT, ADD, COMMIT, STAGES };
static const char *const names[STAGES] = {"reading", "extraction", "store", "linking and commit"};

struct job {
    struct store *store;
    size_t articles, bytes, in_batch;
    double spent[STAGES], last;
};

/* What has gone by since the last call was that stage's. */
static void lap(struct job *job, enum stage stage)
{
    double now = bench_cpu();
    job->spent[stage] += now - job->last;
    job->last = now;
}

static int each(struct reads *r, struct article *article, struct err *e)
{
    struct job *job = r->ctx;
    struct reading reading = {0};
    bool added;
    lap(job, READ);
    int has = store_has(job->store, article->hash, e);
    lap(job, ADD);
    if (has < 0)
        return -1;
    if (has)
        return 0;
    if (extract(&reading, article, &r->a, e))
        return reads_skip(r, e);
    lap(job, EXTRACT);
    if (!job->in_batch && store_begin(job->store, e))
        return -1;
    if (store_add(job->store, article, &reading, &added, e))
        return -1;
    job->articles += added;
    job->bytes += article->len;
    lap(job, ADD);
    if (++job->in_batch < BATCH)
        return 0;
    job->in_batch = 0;
    int rc = store_commit(job->store, e);
    lap(job, COMMIT);
    return rc;
}

int main(int argc, char **argv)
{
    struct job job = {0};
    struct reads r;
    struct err e = {0};
    char path[4096];
    if (argc < 3)
        return 2;
    snprintf(path, sizeof path, "%s/import.db", argv[2]);
    unlink(path);
    reads_init(&r);
    r.each = each;
    r.ctx = &job;
    job.last = bench_cpu();
    double wall = bench_wall();
    if (store_open(&job.store, path, STORE_CREATE, &e))
        bench_stop(&e);
    lap(&job, ADD);
    if (reads_path(&r, argv[1], &e) || (job.in_batch && store_commit(job.store, &e)))
        bench_stop(&e);
    lap(&job, COMMIT);
    store_close(job.store);
    lap(&job, COMMIT);
    wall = bench_wall() - wall;
    double sum = 0, mb = (double)job.bytes / 1e6;
    for (int i = 0; i < STAGES; i++)
        sum += job.spent[i];
    printf("%zu articles, %.2f MB of text, in %.2f s (%.2f s by the wall): %.0f articles/s, %.2f "
           "MB/s\n ",
           job.articles, mb, sum, wall, (double)job.articles / sum, mb / sum);
    for (int i = 0; i < STAGES; i++)
        printf(" %s %.0f%%%s", names[i], 100 * job.spent[i] / sum, i + 1 < STAGES ? "," : "\n");
    reads_release(&r);
    extract_cleanup();
    return 0;
}
