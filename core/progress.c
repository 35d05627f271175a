#include "core/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ERASE "\r\033[K"

static bool shown; /* a progress line stands on the terminal now */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void draw(struct progress *p)
{
    double elapsed = p->drawn - p->started;
    double rate = elapsed > 0 ? (double)p->items / elapsed : 0;
    fprintf(stderr, ERASE "%zu %s, %.0f/s", p->items, p->what, rate);
    if (p->total && p->done) {
        double share = (double)p->done / (double)p->total;
        double left = share < 1 ? elapsed * (1 - share) / share : 0;
        int shown_share = share < 1 ? (int)(share * 100) : 100;
        fprintf(stderr, ", %d%%", shown_share);
        if (left >= 3600)
            fprintf(stderr, ", %d h %d min left", (int)(left / 3600), (int)left % 3600 / 60);
        else if (left >= 60)
            fprintf(stderr, ", %d min %d s left", (int)left / 60, (int)left % 60);
        else
            fprintf(stderr, ", %d s left", (int)left);
    }
    fflush(stderr);
    shown = true;
}

void progress_start(struct progress *p, const char *what, uint64_t total)
{
    const char *term = getenv("TERM");
    *p = (struct progress){.what = what, .total = total, .started = now()};
    p->drawn = p->started;
    p->on = isatty(STDERR_FILENO) && !(term && !strcmp(term, "dumb"));
}

void progress_add(struct progress *p, size_t items, uint64_t bytes)
{
    p->items += items;
    p->done += bytes;
    if (!p->on)
        return;
    double t = now();
    if (t - p->drawn < 0.1)
        return;
    p->drawn = t;
    draw(p);
}

void progress_end(struct progress *p)
{
    if (p->on)
        progress_hide();
    p->on = false;
}

void progress_hide(void)
{
    if (!shown)
        return;
    fputs(ERASE, stderr);
    fflush(stderr);
    shown = false;
}
