/* Which reports are one event.
 *
 * Reports of one kind, with the same parties (after resolution) and the same act form a block;
 * within it, reports whose times may be one are one event. A block is always looked at as a
 * whole, its reports in an order that depends on their content alone, so what comes out is a
 * function of the set of articles. A report without a date was published after the words were
 * said and, news being news, within a week of them.
 *
 * What can't be told apart from others of its kind (an allegation without target, a meeting with
 * one participant) is an event of its own. Two reports of one article are never one event: its
 * reader kept them apart.
 */
#include "graph/db.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

#define WINDOW_WORDS 7   /* days from words to their report */
#define WINDOW_ATTACK 14 /* from a deed to its report */
#define WINDOW_PLAN 45   /* from the announcement of a meeting to the meeting */

struct account { /* a report, as clustering sees it */
    int64_t id, article, event;
    int64_t n;
    const char *hash, *source, *act, *status, *what, *denial_of;
    struct date told, happened; /* told: said; for an attack, happened */
    const char *told_text, *happened_text, *published;
    int64_t published_day;
    bool dated, published_known;
    int32_t lo, hi; /* days on which it may have been */
    int precision;  /* 0 told, 1 by publication, 2 unknown */
    bool hedged, legal, dirty;
    struct ids answers; /* denial: blocks of the allegations it rejects */
};

struct cluster {
    struct account **members;
    size_t n, cap;
    int32_t lo, hi;
    const struct account *happened; /* the first that tells it */
    struct ids answers;
    int64_t id;
    int64_t day;
    bool has_day;
    const char *code;
};

struct block {
    struct arena *a;
    int64_t hash;
    const char *kind;
    struct account *accounts;
    size_t n, cap;
    struct cluster *clusters;
    size_t clusters_n, clusters_cap;
};

/* ---- blocks of reports ---- */

static int64_t hash_number(const struct hash_part *parts, size_t n)
{
    char hex[HASH_HEX];
    hash_parts(hex, parts, n);
    hex[15] = '\0'; /* 60 bits: never negative */
    return (int64_t)strtoull(hex, NULL, 16);
}

static bool defines(const char *kind, const char *role)
{
    if (!strcmp(kind, "allegation"))
        return !strcmp(role, "speaker") || !strcmp(role, "target");
    if (!strcmp(kind, "denial"))
        return !strcmp(role, "speaker");
    if (!strcmp(kind, "meeting"))
        return !strcmp(role, "participant") || !strcmp(role, "chair");
    return !strcmp(role, "by") || !strcmp(role, "on");
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int block_of(struct store *s, int64_t report, int64_t *out, struct err *e)
{
    struct arena *a = &s->batch;
    sqlite3_stmt *q =
        db_bind(s, e,
                "SELECT r.kind, coalesce(u.value, r.act, ''), a.hash, r.n FROM report AS r "
                "JOIN article AS a ON a.id = r.article LEFT JOIN ruling AS u "
                "ON u.report = r.id AND u.verb = 'relabel' AND r.act IS NOT NULL "
                "WHERE r.id = ?1",
                "i", report);
    if (db_row(s, q, e) <= 0)
        return -1;
    const char *kind = db_text(a, q, 0), *act = db_text(a, q, 1);
    const char *own = arena_printf(a, "%s %lld", (const char *)sqlite3_column_text(q, 2),
                                   (long long)sqlite3_column_int64(q, 3));
    db_reset(q);
    const char **parties = NULL;
    size_t n = 0, cap = 0, essential = 0;
    q = db_bind(s, e,
                "SELECT rr.role, c.key FROM report_role AS rr JOIN entity AS m "
                "ON m.id = rr.entity JOIN entity AS c ON c.id = m.self WHERE rr.report = ?1",
                "i", report);
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        const char *role = (const char *)sqlite3_column_text(q, 0);
        if (!defines(kind, role))
            continue;
        parties = arena_grow(a, parties, n, &cap, sizeof *parties);
        parties[n++] = arena_printf(a, "%s\t%s", strcmp(role, "chair") ? role : "participant",
                                    (const char *)sqlite3_column_text(q, 1));
    }
    if (row < 0)
        return -1;
    if (n)
        qsort(parties, n, sizeof *parties, compare_texts);
    struct hash_part *parts = arena_alloc(a, (n + 3) * sizeof *parts);
    size_t used = 0;
    parts[used++] = (struct hash_part){kind, strlen(kind)};
    parts[used++] = (struct hash_part){act, strlen(act)};
    for (size_t i = 0; i < n; i++) {
        if (i && !strcmp(parties[i], parties[i - 1]))
            continue;
        essential += strcmp(kind, "allegation") || parties[i][0] == 't';
        parts[used++] = (struct hash_part){parties[i], strlen(parties[i])};
    }
    if (essential < (strcmp(kind, "meeting") ? 1u : 2u)) /* can't be told apart from others */
        parts[used++] = (struct hash_part){own, strlen(own)};
    *out = hash_number(parts, used);
    return 0;
}

/* Gives each report its block, none to one that a decision rejects; the blocks to look at again,
 * old and new, go to `blocks`. */
static int place_reports(struct store *s, const struct ids *reports, struct ids *blocks,
                         struct err *e)
{
    for (size_t i = 0; i < reports->n; i++) {
        int64_t old = 0, now;
        int row = db_int(s, e, &old, "SELECT block FROM report WHERE id = ?1 AND block IS NOT NULL",
                         "i", reports->items[i]);
        int rejected =
            db_int(s, e, &now, "SELECT 1 FROM ruling WHERE report = ?1 AND verb = 'reject'", "i",
                   reports->items[i]);
        if (row < 0 || rejected < 0)
            return -1;
        if (row)
            ids_add(&s->batch, blocks, old);
        if (rejected) {
            if (db_run(s, e, "UPDATE report SET block = NULL, event = NULL WHERE id = ?1", "i",
                       reports->items[i]))
                return -1;
            continue;
        }
        if (block_of(s, reports->items[i], &now, e))
            return -1;
        ids_add(&s->batch, blocks, now);
        if ((!row || old != now) && db_run(s, e, "UPDATE report SET block = ?2 WHERE id = ?1", "ii",
                                           reports->items[i], now))
            return -1;
    }
    ids_sort(blocks);
    return 0;
}

/* ---- when it may have been ---- */

static bool bounded(const struct date *d, int32_t *lo, int32_t *hi)
{
    dates_bounds(d, lo, hi);
    return d->set && (*lo != INT32_MIN || *hi != INT32_MAX);
}

static void time_account(struct account *x, const char *kind)
{
    x->dated = bounded(&x->told, &x->lo, &x->hi);
    if (x->dated)
        return;
    x->lo = INT32_MIN;
    x->hi = INT32_MAX;
    x->precision = 2;
    if (!x->published_known)
        return;
    x->precision = 1;
    bool planned = x->status && strcmp(x->status, "held");
    x->lo = (int32_t)x->published_day - (strcmp(kind, "attack") ? WINDOW_WORDS : WINDOW_ATTACK);
    x->hi = (int32_t)x->published_day + (planned ? WINDOW_PLAN : 0);
}

static struct date read_date(const char *text)
{
    struct date d = {0};
    struct err ignored = {0};
    if (text)
        dates_parse(&d, text, &ignored);
    return d;
}

/* ---- a block's reports ---- */

static bool contains(const struct ids *sorted, int64_t id)
{
    size_t lo = 0, hi = sorted->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (sorted->items[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < sorted->n && sorted->items[lo] == id;
}

static int load_answers(struct store *s, struct account *x, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e,
                              "SELECT DISTINCT r.block FROM report_answer AS n JOIN report AS r "
                              "ON r.id = n.answered WHERE n.report = ?1 AND r.block IS NOT NULL "
                              "ORDER BY r.block",
                              "i", x->id);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, &x->answers, sqlite3_column_int64(q, 0));
    return row;
}

static int load_block(struct store *s, struct block *b, const struct ids *dirty, struct err *e)
{
    sqlite3_stmt *q = db_bind(
        s, e,
        "SELECT r.id, r.article, r.event, r.n, a.hash, a.source, r.act, r.status, r.what, "
        "r.denial_of, r.said, r.happened, a.published, a.published_day, r.hedged, r.legal, r.kind, "
        "u.value FROM report AS r JOIN article AS a ON a.id = r.article "
        "LEFT JOIN ruling AS u ON u.report = r.id AND u.verb = 'relabel' WHERE r.block = ?1",
        "i", b->hash);
    int row;
    while ((row = db_row(s, q, e)) > 0) {
        b->accounts = arena_grow(b->a, b->accounts, b->n, &b->cap, sizeof *b->accounts);
        struct account *x = &b->accounts[b->n++];
        b->kind = b->kind ? b->kind : db_text(b->a, q, 16);
        bool attack = !strcmp(b->kind, "attack");
        *x = (struct account){.id = sqlite3_column_int64(q, 0),
                              .article = sqlite3_column_int64(q, 1),
                              .event = sqlite3_column_int64(q, 2),
                              .n = sqlite3_column_int64(q, 3),
                              .hash = db_text(b->a, q, 4),
                              .source = db_text(b->a, q, 5),
                              .act = db_text(b->a, q, 6),
                              .status = db_text(b->a, q, 7),
                              .what = db_text(b->a, q, 8),
                              .denial_of = db_text(b->a, q, 9),
                              .told_text = db_text(b->a, q, attack ? 11 : 10),
                              .happened_text = attack ? NULL : db_text(b->a, q, 11),
                              .published = db_text(b->a, q, 12),
                              .published_day = sqlite3_column_int64(q, 13),
                              .published_known = sqlite3_column_type(q, 13) != SQLITE_NULL,
                              .hedged = sqlite3_column_int64(q, 14) != 0,
                              .legal = sqlite3_column_int64(q, 15) != 0};
        const char *label = db_text(b->a, q, 17);
        if (label)
            *(x->act ? &x->act : x->status ? &x->status : &x->denial_of) = label;
        x->dirty = contains(dirty, x->id);
        x->told = read_date(x->told_text);
        x->happened = read_date(x->happened_text);
        time_account(x, b->kind);
    }
    for (size_t i = 0; i < b->n && !row && !strcmp(b->kind, "denial"); i++)
        row = load_answers(s, &b->accounts[i], e);
    return row;
}

/* Told dates first, narrow before wide, early before late; the identity of the report settles
 * ties. */
static int compare_accounts(const void *pa, const void *pb)
{
    const struct account *a = pa, *b = pb;
    if (a->precision != b->precision)
        return a->precision - b->precision;
    int64_t wa = (int64_t)a->hi - a->lo, wb = (int64_t)b->hi - b->lo;
    if (wa != wb)
        return wa < wb ? -1 : 1;
    if (a->lo != b->lo)
        return a->lo < b->lo ? -1 : 1;
    int by_hash = strcmp(a->hash, b->hash);
    return by_hash ? by_hash : (a->n > b->n) - (a->n < b->n);
}

/* May two denials reject the same? What answers nothing may, where their days tell. */
static bool overlap(const struct cluster *c, const struct account *x)
{
    for (size_t i = 0; i < x->answers.n; i++)
        if (contains(&c->answers, x->answers.items[i]))
            return true;
    bool dated = x->precision < 2 && c->members[0]->precision < 2;
    return dated && (!x->answers.n || !c->answers.n);
}

static bool fits(const struct cluster *c, const struct account *x, bool denials)
{
    if (x->lo > c->hi || x->hi < c->lo || (denials && !overlap(c, x)))
        return false;
    if (c->happened && x->happened.set && !dates_compatible(&c->happened->happened, &x->happened))
        return false;
    for (size_t i = 0; i < c->n; i++)
        if (c->members[i]->article == x->article)
            return false;
    return true;
}

static void form_clusters(struct block *b)
{
    if (b->n)
        qsort(b->accounts, b->n, sizeof *b->accounts, compare_accounts);
    bool denials = b->kind && !strcmp(b->kind, "denial");
    for (size_t i = 0; i < b->n; i++) {
        struct account *x = &b->accounts[i];
        struct cluster *to = NULL;
        for (size_t k = 0; k < b->clusters_n; k++)
            if (fits(&b->clusters[k], x, denials) && (!to || b->clusters[k].lo > to->lo))
                to = &b->clusters[k];
        if (!to) {
            b->clusters =
                arena_grow(b->a, b->clusters, b->clusters_n, &b->clusters_cap, sizeof *b->clusters);
            to = &b->clusters[b->clusters_n++];
            *to = (struct cluster){.lo = INT32_MIN, .hi = INT32_MAX};
        }
        to->members = arena_grow(b->a, to->members, to->n, &to->cap, sizeof(struct account *));
        to->members[to->n++] = x;
        to->lo = x->lo > to->lo ? x->lo : to->lo;
        to->hi = x->hi < to->hi ? x->hi : to->hi;
        if (!to->happened && x->happened.set)
            to->happened = x;
        for (size_t k = 0; k < x->answers.n; k++)
            ids_add(b->a, &to->answers, x->answers.items[k]);
        ids_sort(&to->answers);
    }
}

/* ---- writing events ---- */

static void name_cluster(struct block *b, struct cluster *c)
{
    const struct account *min = c->members[0];
    for (size_t i = 1; i < c->n; i++) {
        int by_hash = strcmp(c->members[i]->hash, min->hash);
        if (by_hash < 0 || (!by_hash && c->members[i]->n < min->n))
            min = c->members[i];
    }
    const char *own =
        arena_printf(b->a, "%s %lld %lld", min->hash, (long long)min->n, (long long)b->hash);
    const struct hash_part part = {own, strlen(own)};
    char hex[HASH_HEX];
    hash_parts(hex, &part, 1);
    c->code = arena_printf(b->a, "%c%.10s", strcmp(b->kind, "attack") ? b->kind[0] : 't', hex);
}

/* The event that the cluster already is, untouched by the batch; 0 when it has to be written
 * anew. */
static int unchanged(struct store *s, const struct cluster *c, int64_t *id, struct err *e)
{
    *id = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->members[i]->dirty || !c->members[i]->event ||
            c->members[i]->event != c->members[0]->event)
            return 0;
    int64_t reports = 0;
    if (db_int(s, e, &reports, "SELECT reports FROM event WHERE id = ?1", "i",
               c->members[0]->event) < 0)
        return -1;
    if (reports == (int64_t)c->n)
        *id = c->members[0]->event;
    return 0;
}

static size_t count_sources(const struct cluster *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const char *source = c->members[i]->source ? c->members[i]->source : "";
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = !strcmp(source, c->members[k]->source ? c->members[k]->source : "");
        n += !again;
    }
    return n;
}

/* That a meeting was held or called off outweighs that it was planned; of these, what was
 * published last. */
static const char *last_status(const struct cluster *c)
{
    const struct account *best = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct account *x = c->members[i];
        if (!x->status || !strcmp(x->status, "planned"))
            continue;
        int64_t dx = x->published_known ? x->published_day : INT64_MIN,
                db = best && best->published_known ? best->published_day : INT64_MIN;
        if (!best || dx > db || (dx == db && strcmp(x->status, best->status) < 0))
            best = x;
    }
    return best ? best->status : c->members[0]->status;
}

struct when {
    const char *date;
    int64_t day, last;
    bool told, known;
};

static struct when date_cluster(const struct cluster *c)
{
    const struct account *x = c->members[0]; /* the most precise one */
    if (x->dated)
        return (struct when){.date = x->told_text,
                             .day = x->lo == INT32_MIN ? x->hi : x->lo,
                             .last = x->hi == INT32_MAX ? x->lo : x->hi,
                             .told = true,
                             .known = true};
    const struct account *first = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct account *m = c->members[i];
        if (m->published_known && (!first || m->published_day < first->published_day))
            first = m;
    }
    if (!first)
        return (struct when){0};
    return (struct when){.date = first->published,
                         .day = first->published_day,
                         .last = first->published_day,
                         .known = true};
}

static const char *first_text(const struct cluster *c, size_t offset)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *text = *(const char *const *)((const char *)c->members[i] + offset);
        if (text)
            return text;
    }
    return NULL;
}

static int write_roles(struct store *s, const struct cluster *c, const int64_t *day, struct err *e)
{
    for (size_t i = 0; i < c->n; i++)
        if (db_run(s, e,
                   "INSERT INTO event_role (event, role, entity, top, day) "
                   "SELECT ?1, rr.role, m.self, t.top, ?3 FROM report_role AS rr "
                   "JOIN entity AS m ON m.id = rr.entity JOIN entity AS t ON t.id = m.self "
                   "WHERE rr.report = ?2 ON CONFLICT DO NOTHING",
                   "iiI", c->id, c->members[i]->id, day) ||
            db_run(s, e, "UPDATE report SET event = ?2 WHERE id = ?1", "ii", c->members[i]->id,
                   c->id))
            return -1;
    return 0;
}

static int write_event(struct store *s, const struct block *b, struct cluster *c, struct err *e)
{
    bool hedged = true, legal = false, denial = !strcmp(b->kind, "denial");
    for (size_t i = 0; i < c->n; i++) {
        hedged = hedged && c->members[i]->hedged;
        legal = legal || c->members[i]->legal;
    }
    struct when w = date_cluster(c);
    if (db_run(s, e,
               "INSERT INTO event (code, kind, block, act, denial_of, status, what, date, told, "
               "day, last_day, happened, hedged, legal, reports, sources, orphan) VALUES (?1, ?2, "
               "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
               "ssisssssiIIsiiiii", c->code, b->kind, b->hash, c->members[0]->act,
               first_text(c, offsetof(struct account, denial_of)), last_status(c),
               first_text(c, offsetof(struct account, what)), w.date, (int64_t)w.told,
               w.known ? &w.day : NULL, w.known ? &w.last : NULL,
               c->happened ? c->happened->happened_text : NULL, (int64_t)hedged, (int64_t)legal,
               (int64_t)c->n, (int64_t)count_sources(c), (int64_t)(denial && !c->answers.n)))
        return -1;
    c->id = sqlite3_last_insert_rowid(s->db);
    return write_roles(s, c, w.known ? &w.day : NULL, e);
}

static int drop_event(struct store *s, int64_t id, struct changes *ch, struct err *e)
{
    sqlite3_stmt *q = db_bind(s, e, "SELECT event FROM link WHERE other = ?1", "i", id);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, &ch->linkers, sqlite3_column_int64(q, 0));
    return row || db_run(s, e, "DELETE FROM event WHERE id = ?1", "i", id) ? -1 : 0;
}

static int drop_stale(struct store *s, const struct block *b, struct changes *ch, struct err *e)
{
    struct ids old = {0}, kept = {0};
    for (size_t i = 0; i < b->clusters_n; i++)
        if (b->clusters[i].id)
            ids_add(b->a, &kept, b->clusters[i].id);
    ids_sort(&kept);
    sqlite3_stmt *q = db_bind(s, e, "SELECT id FROM event WHERE block = ?1", "i", b->hash);
    int row;
    while ((row = db_row(s, q, e)) > 0)
        ids_add(b->a, &old, sqlite3_column_int64(q, 0));
    for (size_t i = 0; i < old.n && !row; i++)
        if (!contains(&kept, old.items[i]))
            row = drop_event(s, old.items[i], ch, e);
    return row;
}

static int cluster_block(struct store *s, int64_t hash, struct changes *ch, struct arena *scratch,
                         struct err *e)
{
    struct block b = {.a = scratch, .hash = hash};
    if (load_block(s, &b, &ch->reports, e))
        return -1;
    form_clusters(&b);
    for (size_t i = 0; i < b.clusters_n; i++)
        if (unchanged(s, &b.clusters[i], &b.clusters[i].id, e))
            return -1;
    if (drop_stale(s, &b, ch, e))
        return -1;
    for (size_t i = 0; i < b.clusters_n; i++) {
        struct cluster *c = &b.clusters[i];
        if (c->id)
            continue;
        name_cluster(&b, c);
        if (write_event(s, &b, c, e))
            return -1;
        ids_add(&s->batch, &ch->events, c->id);
    }
    return 0;
}

int cluster(struct store *s, struct changes *ch, struct err *e)
{
    struct ids blocks = {0};
    struct arena scratch = {0};
    int rc = place_reports(s, &ch->reports, &blocks, e);
    for (size_t i = 0; i < blocks.n && !rc; i++) {
        arena_reset(&scratch);
        rc = cluster_block(s, blocks.items[i], ch, &scratch, e);
    }
    arena_release(&scratch);
    return rc;
}
