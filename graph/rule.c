/* From the journal to what it reaches: reports ruled on, names given, entities to be looked at.
 *
 * An anchor means the one report of its article that has its kind and parties and shares evidence
 * with it; of several the one with its act, then the one that shares most, then the first. */
#include "graph/journal.h"

#include <string.h>

#include "core/text.h"

struct ruled { /* all that is ruled of a report, as one text */
    int64_t report;
    const char *text;
};

struct rulings {
    struct ruled *items;
    size_t n, cap;
};

static int read_rulings(struct rulings *out, struct store *s, struct err *e)
{
    struct arena *a = &s->batch;
    int row;
    *out = (struct rulings){0};
    sqlite3_stmt *q = db_bind(s, e,
                              "SELECT report, verb, decision, value FROM ruling "
                              "ORDER BY report, verb, decision",
                              "");
    while ((row = db_row(s, q, e)) > 0) {
        int64_t report = sqlite3_column_int64(q, 0);
        const char *value = (const char *)sqlite3_column_text(q, 3);
        struct ruled *last = out->n ? &out->items[out->n - 1] : NULL;
        if (!last || last->report != report) {
            out->items = arena_grow(a, out->items, out->n, &out->cap, sizeof *out->items);
            last = &out->items[out->n++];
            *last = (struct ruled){.report = report, .text = ""};
        }
        last->text =
            arena_printf(a, "%s%s %s %s\n", last->text, (const char *)sqlite3_column_text(q, 1),
                         (const char *)sqlite3_column_text(q, 2), value ? value : "");
    }
    return row;
}

struct fit {
    int64_t report;
    bool act;
    int64_t shared;
};

/* The report that an anchor means, 0 when there is none. */
static int find_report(int64_t *out, struct store *s, const struct anchor *x, struct err *e)
{
    struct fit *fits = NULL, best = {0};
    size_t n = 0, cap = 0;
    int row;
    sqlite3_stmt *q = db_bind(s, e, db_question("graph/sql/anchored.sql"), "ssii", x->article,
                              x->kind, x->first, x->past);
    while ((row = db_row(s, q, e)) > 0) {
        const char *act = (const char *)sqlite3_column_text(q, 1);
        int64_t first = sqlite3_column_int64(q, 2), past = sqlite3_column_int64(q, 3);
        fits = arena_grow(&s->batch, fits, n, &cap, sizeof *fits);
        fits[n++] = (struct fit){.report = sqlite3_column_int64(q, 0),
                                 .act = act && x->act ? !strcmp(act, x->act) : act == x->act,
                                 .shared = (past < x->past ? past : x->past) -
                                           (first > x->first ? first : x->first)};
    }
    for (size_t i = 0; i < n && !row; i++) {
        const char *parties;
        bool better = !best.report || fits[i].act > best.act ||
                      (fits[i].act == best.act && fits[i].shared > best.shared);
        if (!better)
            continue;
        row = journal_parties(&parties, s, fits[i].report, &s->batch, e);
        if (!row && !strcmp(parties, x->parties))
            best = fits[i];
    }
    *out = best.report;
    return row;
}

/* One verdict and one label a report, the latest; every note. */
static int rule_anchor(struct store *s, const struct decision *d, const struct anchor *x,
                       struct err *e)
{
    int64_t report, n = 0;
    if (find_report(&report, s, x, e))
        return -1;
    if (!report)
        return 0;
    bool verdict = !strcmp(d->verb, "accept") || !strcmp(d->verb, "reject");
    if (strcmp(d->verb, "note") != 0 &&
        db_int(s, e, &n,
               "SELECT count(*) FROM ruling WHERE report = ?1 "
               "AND verb IN ('accept', 'reject', 'relabel') AND (verb = 'relabel') = ?2",
               "ii", report, (int64_t)!verdict) < 0)
        return -1;
    if (n)
        return 0;
    return db_run(s, e,
                  "INSERT INTO ruling (report, verb, decision, value) VALUES (?1, ?2, ?3, ?4) "
                  "ON CONFLICT DO NOTHING",
                  "isss", report, d->verb, d->code, d->object);
}

static int answers_to(struct store *s, int64_t report, struct ids *out, struct err *e)
{
    int row;
    sqlite3_stmt *q =
        db_bind(s, e, "SELECT report FROM report_answer WHERE answered = ?1", "i", report);
    ids_add(&s->batch, out, report);
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, out, sqlite3_column_int64(q, 0));
    return row;
}

/* Reports of which the rulings are other than before, and the denials that answer them. */
static int rule_reports(struct store *s, struct changes *ch, const struct journal *j, struct err *e)
{
    struct rulings before, after;
    if (read_rulings(&before, s, e) || db_run(s, e, "DELETE FROM ruling", ""))
        return -1;
    for (size_t i = j->n; i-- > 0;)
        for (size_t k = 0; k < j->items[i].anchors_n && j->items[i].standing == STANDS; k++)
            if (rule_anchor(s, &j->items[i], &j->items[i].anchors[k], e))
                return -1;
    if (read_rulings(&after, s, e))
        return -1;
    for (size_t i = 0, k = 0; i < before.n || k < after.n;) {
        const struct ruled *x = i < before.n ? &before.items[i] : NULL;
        const struct ruled *y = k < after.n ? &after.items[k] : NULL;
        bool both = x && y && x->report == y->report;
        bool first = both || !y || (x && x->report < y->report);
        if ((!both || strcmp(x->text, y->text)) &&
            answers_to(s, first ? x->report : y->report, &ch->reports, e))
            return -1;
        i += first;
        k += both || !first;
    }
    return 0;
}

static int give_names(struct store *s, const struct journal *j, struct err *e)
{
    if (db_run(s, e, "DELETE FROM nickname", ""))
        return -1;
    for (size_t i = 0; i < j->n; i++) {
        const struct decision *d = &j->items[i];
        if (d->standing == STANDS && !strcmp(d->verb, "alias") &&
            db_run(s, e,
                   "INSERT INTO nickname (fold, entity, text) SELECT ?1, id, ?2 FROM entity "
                   "WHERE key = ?3 ON CONFLICT DO NOTHING",
                   "sss", text_fold(&s->batch, d->object), d->object, d->subject))
            return -1;
    }
    return 0;
}

static bool holds(const struct ids *sorted, size_t n, int64_t id)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (sorted->items[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && sorted->items[lo] == id;
}

/* Where one of a decision's entities is in the batch, both are looked at. */
static int reach_entities(struct store *s, struct changes *ch, const struct journal *j,
                          struct err *e)
{
    ids_sort(&ch->entities);
    size_t given = ch->entities.n;
    struct ids more = {0};
    for (size_t i = 0; i < j->n; i++) {
        const struct decision *d = &j->items[i];
        int64_t ids[2] = {0, 0};
        if (d->standing != STANDS || d->anchors_n || !strcmp(d->verb, "undo"))
            continue;
        if (db_int(s, e, &ids[0], "SELECT id FROM entity WHERE key = ?1", "s", d->subject) < 0 ||
            (d->object &&
             db_int(s, e, &ids[1], "SELECT id FROM entity WHERE key = ?1", "s", d->object) < 0))
            return -1;
        if (holds(&ch->entities, given, ids[0]) || holds(&ch->entities, given, ids[1]))
            for (int k = 0; k < 2; k++)
                if (ids[k])
                    ids_add(&s->batch, &more, ids[k]);
    }
    for (size_t i = 0; i < more.n; i++)
        ids_add(&s->batch, &ch->entities, more.items[i]);
    return 0;
}

int rule(struct store *s, struct changes *ch, const struct journal *j, struct err *e)
{
    return rule_reports(s, ch, j, e) || give_names(s, j, e) || reach_entities(s, ch, j, e) ? -1 : 0;
}
