/* A progress line on stderr: what, how many, rate, time left; only on a terminal, at most ten
 * redraws a second.
 *
 *     struct progress p;
 *     progress_start(&p, "articles", total_bytes);   // 0 = unknown total
 *     progress_add(&p, 1, article_bytes);
 *     progress_end(&p);
 */
#ifndef CORE_PROGRESS_H
#define CORE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    const char *what;
    uint64_t total, done; /* bytes */
    size_t items;
    double started, drawn; /* seconds, monotonic */
    bool on;
};

void progress_start(struct progress *p, const char *what, uint64_t total);
void progress_add(struct progress *p, size_t items, uint64_t bytes);
void progress_end(struct progress *p);

/* Erases the line, so that a message can be printed; the next add draws it again. */
void progress_hide(void);

#endif
