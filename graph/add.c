/* Adding an article with its reading: all of it is checked before anything is written. What many
 * articles have in common, how often a name is used and whose side an entity takes, is added up in
 * memory and written once at the end of the batch. */
#include "graph/db.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "core/hash.h"
#include "core/text.h"
#include "graph/search.h"

/* What a batch adds up before it goes into alias and vote: one per (entity, text) or (entity,
 * side). */
struct pending {
    struct pending *next;
    int64_t entity, side;
    const char *text; /* alias; NULL for a vote */
    int64_t named, seen;
};

/* ---- what is checked before anything is written ---- */

static int check_span(struct span p, size_t cps, const char *what, struct err *e)
{
    if (p.start <= p.end && p.end <= cps)
        return 0;
    return err_set(e, ERR_PARSE, "%s [%u, %u) lies outside the text of %zu characters", what,
                   (unsigned)p.start, (unsigned)p.end, cps);
}

static int check_claim(const struct reading *r, size_t n, size_t cps, struct err *e)
{
    const struct claim *c = &r->claims[n];
    if (c->kind >= CLAIM_KINDS || c->act >= ACTS || !c->evidence.n)
        return err_set(e, ERR_PARSE, "claim %zu has no known kind or no evidence", n + 1);
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].entity < 0 || (size_t)c->roles[i].entity >= r->entities_n ||
            c->roles[i].role >= ROLES)
            return err_set(e, ERR_PARSE, "claim %zu names an entity that isn't there", n + 1);
    for (size_t i = 0; i < c->answers_n; i++)
        if (c->answers[i] < 0 || (size_t)c->answers[i] >= r->claims_n)
            return err_set(e, ERR_PARSE, "claim %zu answers a claim that isn't there", n + 1);
    for (size_t i = 0; i < c->evidence.n; i++)
        if (check_span(c->evidence.items[i], cps, "evidence", e))
            return -1;
    return check_span(c->cue, cps, "a cue", e) || check_span(c->said.span, cps, "a date", e) ||
                   check_span(c->happened.span, cps, "a date", e)
               ? -1
               : 0;
}

static int check(const struct article *article, const struct reading *r, struct err *e)
{
    if (!article->hash || !article->text || text_valid(article->text, article->len) < article->len)
        return err_set(e, ERR_PARSE, "an article without hash or text in UTF-8");
    size_t cps = text_count(article->text, article->len);
    for (size_t i = 0; i < r->entities_n; i++) {
        const struct entity *x = &r->entities[i];
        if (!x->name || x->kind >= ENTITY_KINDS || x->side >= (int)r->entities_n)
            return err_set(e, ERR_PARSE, "entity %zu has no name, kind or side", i + 1);
        for (size_t k = 0; k < x->mentions.n; k++)
            if (check_span(x->mentions.items[k], cps, "a mention", e))
                return -1;
    }
    for (size_t i = 0; i < r->claims_n; i++)
        if (check_claim(r, i, cps, e))
            return -1;
    return 0;
}

/* ---- entities ---- */

/* The names that ICU has for a country, and its codes, so that "who accused Hoa Kỳ" works on
 * English articles too. */
static int name_country(struct store *s, int64_t id, const char *code, struct err *e)
{
    static const char *const locales[] = {"en", "vi"};
    static const char insert[] = "INSERT INTO alias (entity, text, fold, named, seen) "
                                 "VALUES (?1, ?2, ?3, 0, 0) ON CONFLICT DO NOTHING";
    for (int i = 0; i < 4; i++) {
        UDisplayContext how[] = {i & 1 ? UDISPCTX_LENGTH_SHORT : UDISPCTX_LENGTH_FULL};
        UErrorCode status = U_ZERO_ERROR;
        UChar wide[128];
        char name[256];
        ULocaleDisplayNames *names = uldn_openForContext(locales[i / 2], how, 1, &status);
        uldn_regionDisplayName(names, code, wide, 128, &status);
        u_strToUTF8(name, sizeof name, NULL, wide, -1, &status);
        uldn_close(names);
        if (U_FAILURE(status) || !strcmp(name, code))
            continue;
        if (db_run(s, e, insert, "iss", id, name, text_fold(&s->batch, name)))
            return -1;
    }
    char locale[16];
    snprintf(locale, sizeof locale, "und_%.2s", code);
    const char *codes[] = {code, uloc_getISO3Country(locale)};
    for (int i = 0; i < 2; i++)
        if (*codes[i] && db_run(s, e, insert, "iss", id, codes[i], text_fold(&s->batch, codes[i])))
            return -1;
    return 0;
}

/* The kind that a key begins with, else the one the reading gives. */
static enum entity_kind kind_of(struct arena *a, const char *key, enum entity_kind given)
{
    const char *colon = strchr(key, ':');
    int kind = colon ? model_parse_entity_kind(arena_strndup(a, key, (size_t)(colon - key))) : -1;
    return kind < 0 ? given : (enum entity_kind)kind;
}

/* A new key is itself until resolution says otherwise. */
static int add_entity(struct store *s, int64_t *id, const char *key, const struct entity *x,
                      struct err *e)
{
    const char *kind = model_entity_kind(kind_of(&s->batch, key, x->kind));
    if (!s->next_entity &&
        db_int(s, e, &s->next_entity, "SELECT coalesce(max(id), 0) + 1 FROM entity", "") < 0)
        return -1;
    *id = s->next_entity;
    const char *name = x->name;
    for (size_t i = 0; !*name && i < x->also_n; i++)
        name = x->also[i];
    if (db_run(s, e,
               "INSERT INTO entity (id, key, kind, unnamed, self, name, top) "
               "VALUES (?1, ?2, ?3, ?4, ?1, ?5, ?1)",
               "issis", *id, key, kind, (int64_t)x->unnamed,
               text_oneline(&s->batch, *name ? name : key, strlen(*name ? name : key))))
        return -1;
    s->next_entity++;
    if (!x->unnamed && resolve_hooks(s, *id, key, e))
        return -1;
    return strncmp(key, "country:", 8) ? 0 : name_country(s, *id, key + 8, e);
}

/* A key for a claims file that has none: kind and folded name; unnamed parties are their
 * article's own. */
static const char *key_of(struct store *s, const struct article *article, const struct reading *r,
                          size_t n)
{
    const struct entity *x = &r->entities[n];
    if (x->key && *x->key)
        return x->key;
    char *slug = text_fold(&s->batch, x->name);
    for (char *p = slug; *p; p++)
        if (*p == ' ' || *p == '/')
            *p = '-';
    if (x->unnamed)
        return arena_printf(&s->batch, "unnamed:%s#%.12s-%zu", slug, article->hash, n + 1);
    return arena_printf(&s->batch, "%s:%s", model_entity_kind(x->kind), slug);
}

static int entity_id(struct store *s, int64_t *id, const char *key, const struct entity *x,
                     struct err *e)
{
    void **slot = map_at(&s->keys, &s->batch, key, strlen(key));
    if (*slot) {
        *id = *(int64_t *)*slot;
        return 0;
    }
    int row = db_int(s, e, id, "SELECT id FROM entity WHERE key = ?1", "s", key);
    if (row < 0 || (!row && add_entity(s, id, key, x, e)))
        return -1;
    int64_t *kept = arena_alloc(&s->batch, sizeof *kept);
    *kept = *id;
    *slot = kept;
    /* Two articles may disagree on the kind of a key that does not tell it: the smaller word,
     * whoever came first. */
    const char *kind = model_entity_kind(kind_of(&s->batch, key, x->kind));
    return !row ? 0
                : db_run(s, e,
                         "UPDATE entity SET kind = min(kind, ?2), unnamed = min(unnamed, ?3) "
                         "WHERE id = ?1 AND (kind > ?2 OR unnamed > ?3)",
                         "isi", *id, kind, (int64_t)x->unnamed);
}

/* ---- one article ---- */

static int add_article(struct store *s, const struct article *x, int64_t *id, struct err *e)
{
    char published[DATES_TEXT];
    int32_t earliest, latest;
    dates_bounds(&x->published, &earliest, &latest);
    int64_t day = latest;
    bool known = x->published.set && latest != INT32_MAX;
    if (db_run(s, e,
               "INSERT INTO article (hash, source_id, title, title_cp, published, published_day, "
               "language, source, url, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
               "sssisIssss", x->hash, x->id, x->title, (int64_t)x->title_cp,
               x->published.set ? dates_print(published, &x->published) : NULL, known ? &day : NULL,
               x->language, x->source, x->url, x->text))
        return -1;
    *id = sqlite3_last_insert_rowid(s->db);
    return 0;
}

static bool is_again(const int64_t *ids, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (ids[k] == ids[i])
            return true;
    return false;
}

static int add_sightings(struct store *s, const struct article *article, const struct reading *r,
                         int64_t article_id, int64_t *ids, struct err *e)
{
    for (size_t i = 0; i < r->entities_n; i++)
        if (entity_id(s, &ids[i], key_of(s, article, r, i), &r->entities[i], e))
            return -1;
    for (size_t i = 0; i < r->entities_n; i++) {
        const struct entity *x = &r->entities[i];
        int64_t *side = x->side >= 0 && ids[x->side] != ids[i] ? &ids[x->side] : NULL;
        /* Two entities of one reading may have one key: the first side that is told counts. */
        const char *sql = is_again(ids, i)
                              ? "UPDATE sighting SET side = coalesce(side, ?3) "
                                "WHERE article = ?1 AND entity = ?2"
                              : "INSERT INTO sighting (article, entity, side) VALUES (?1, ?2, ?3)";
        if (db_run(s, e, sql, "iiI", article_id, ids[i], side))
            return -1;
        /* A row a statement: one of several rows makes a savepoint, where FTS5 writes its words. */
        for (size_t k = 0; k < x->mentions.n; k++)
            if (db_run(s, e,
                       "INSERT INTO mention (article, entity, first, past) "
                       "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                       "iiii", article_id, ids[i], (int64_t)x->mentions.items[k].start,
                       (int64_t)x->mentions.items[k].end))
                return -1;
    }
    return 0;
}

struct told {
    char text[DATES_TEXT];
    const char *date, *basis;
    int64_t first, past;
    const int64_t *first_p, *past_p;
};

static void tell(struct told *out, const struct told_date *d)
{
    *out = (struct told){.first = d->span.start, .past = d->span.end};
    if (!d->date.set)
        return;
    out->date = dates_print(out->text, &d->date);
    out->basis = model_date_basis(d->basis);
    if (d->span.end > d->span.start) {
        out->first_p = &out->first;
        out->past_p = &out->past;
    }
}

static int add_report(struct store *s, int64_t article, size_t n, const struct claim *c,
                      int64_t *id, struct err *e)
{
    struct told said, happened;
    tell(&said, &c->said);
    tell(&happened, &c->happened);
    bool acts = c->kind == CLAIM_ALLEGATION || c->kind == CLAIM_ATTACK;
    int64_t cue[] = {c->cue.start, c->cue.end};
    bool cued = cue[1] > cue[0];
    if (db_run(s, e,
               "INSERT INTO report (article, n, kind, act, denial_of, status, what, said, "
               "said_basis, said_first, said_past, happened, happened_basis, happened_first, "
               "happened_past, hedged, legal, rule, cue_first, cue_past, confidence) VALUES (?1, "
               "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
               "?20, ?21)",
               "iisssssssIIssIIiisIId", article, (int64_t)n + 1, model_claim_kind(c->kind),
               acts ? model_act(c->act) : NULL,
               c->kind == CLAIM_DENIAL ? model_denial_of(c->denial_of) : NULL,
               c->kind == CLAIM_MEETING ? model_status(c->status) : NULL, c->what, said.date,
               said.basis, said.first_p, said.past_p, happened.date, happened.basis,
               happened.first_p, happened.past_p, (int64_t)c->hedged, (int64_t)c->legal, c->rule,
               cued ? &cue[0] : NULL, cued ? &cue[1] : NULL, c->confidence))
        return -1;
    *id = sqlite3_last_insert_rowid(s->db);
    return 0;
}

static int add_claims(struct store *s, const struct reading *r, int64_t article,
                      const int64_t *entities, int64_t *ids, struct err *e)
{
    for (size_t i = 0; i < r->claims_n; i++) {
        const struct claim *c = &r->claims[i];
        if (add_report(s, article, i, c, &ids[i], e))
            return -1;
        for (size_t k = 0; k < c->roles_n; k++)
            if (db_run(s, e,
                       "INSERT INTO report_role (report, n, role, entity) "
                       "VALUES (?1, ?2, ?3, ?4)",
                       "iisi", ids[i], (int64_t)k + 1, model_role(c->roles[k].role),
                       entities[c->roles[k].entity]))
                return -1;
        for (size_t k = 0; k < c->evidence.n; k++)
            if (db_run(s, e,
                       "INSERT INTO evidence (report, first, past) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT DO NOTHING",
                       "iii", ids[i], (int64_t)c->evidence.items[k].start,
                       (int64_t)c->evidence.items[k].end))
                return -1;
    }
    for (size_t i = 0; i < r->claims_n; i++)
        for (size_t k = 0; k < r->claims[i].answers_n; k++)
            if (db_run(s, e,
                       "INSERT INTO report_answer (report, answered) VALUES (?1, ?2) "
                       "ON CONFLICT DO NOTHING",
                       "ii", ids[i], ids[r->claims[i].answers[k]]))
                return -1;
    return 0;
}

/* ---- what the batch adds up ---- */

static struct pending *pending_at(struct store *s, struct map *m, int64_t entity, const void *rest,
                                  size_t len)
{
    char *key = arena_alloc(&s->batch, sizeof entity + len);
    memcpy(key, &entity, sizeof entity);
    memcpy(key + sizeof entity, rest, len);
    void **slot = map_at(m, &s->batch, key, sizeof entity + len);
    if (!*slot) {
        struct pending *p = arena_alloc(&s->batch, sizeof *p);
        p->entity = entity;
        *s->last_pending = p;
        s->last_pending = &p->next;
        *slot = p;
    }
    return *slot;
}

static void count_alias(struct store *s, int64_t entity, const char *text, bool name)
{
    char *line = text_oneline(&s->batch, text, strlen(text));
    if (!*line)
        return;
    struct pending *p = pending_at(s, &s->aliases, entity, line, strlen(line));
    p->text = line;
    p->seen++;
    p->named += name;
}

static void count_sightings(struct store *s, const struct reading *r, const int64_t *ids)
{
    for (size_t i = 0; i < r->entities_n; i++) {
        const struct entity *x = &r->entities[i];
        bool named = false;
        if (is_again(ids, i))
            continue;
        for (size_t k = 0; k < x->also_n; k++) {
            bool is = !strcmp(x->also[k], x->name);
            named = named || is;
            count_alias(s, ids[i], x->also[k], is);
        }
        if (!named)
            count_alias(s, ids[i], x->name, true);
        if (x->side >= 0 && ids[x->side] != ids[i]) {
            struct pending *p =
                pending_at(s, &s->votes, ids[i], &ids[x->side], sizeof ids[x->side]);
            p->side = ids[x->side];
            p->seen++;
        }
        ids_add(&s->batch, &s->seen, ids[i]);
    }
}

/* Is a before b, what is missing last? */
static int compare_told(const char *a, const char *b)
{
    return !a || !b ? (a == NULL) - (b == NULL) : strcmp(a, b);
}

int store_again(struct store *s, const struct article *x, struct err *e)
{
    int64_t id = 0;
    int order = 0;
    sqlite3_stmt *q = db_bind(
        s, e, "SELECT id, source, url, source_id FROM article WHERE hash = ?1", "s", x->hash);
    int row = db_row(s, q, e);
    if (row <= 0)
        return row;
    const char *given[] = {x->source, x->url, x->id};
    id = sqlite3_column_int64(q, 0);
    for (int i = 0; i < 3 && !order; i++)
        order = compare_told(given[i], (const char *)sqlite3_column_text(q, i + 1));
    db_reset(q);
    if (order >= 0)
        return 0;
    bool alone = !s->writing;
    if ((alone && store_begin(s, e)) ||
        db_run(s, e, "UPDATE article SET source = ?2, url = ?3, source_id = ?4 WHERE id = ?1",
               "isss", id, x->source, x->url, x->id))
        return -1;
    /* Events count their sources. */
    q = db_bind(s, e, "SELECT id FROM report WHERE article = ?1", "i", id);
    while ((row = db_row(s, q, e)) > 0)
        ids_add(&s->batch, &s->reports, sqlite3_column_int64(q, 0));
    if (row)
        return -1;
    return alone ? store_commit(s, e) : 0;
}

int store_add(struct store *s, const struct article *article, const struct reading *r, bool *added,
              struct err *e)
{
    assert(s->writing);
    *added = false;
    if (s->broken)
        return err_set(e, ERR_STORE, "%s: writing failed; the batch is lost", s->path);
    if (check(article, r, e))
        return -1;
    int has = store_has(s, article->hash, e);
    if (has)
        return has < 0 ? -1 : store_again(s, article, e);
    int64_t id, *entities = arena_alloc(&s->batch, (r->entities_n + 1) * sizeof *entities),
                *reports = arena_alloc(&s->batch, (r->claims_n + 1) * sizeof *reports);
    /* What can be wrong with the article has been checked; what fails now is the file or the disk,
     * and the batch with it. That is cheaper than a savepoint an article. */
    s->broken = true;
    if (add_article(s, article, &id, e) || add_sightings(s, article, r, id, entities, e) ||
        add_claims(s, r, id, entities, reports, e) || search_add(s, id, article, r, e))
        return -1;
    s->broken = false;
    count_sightings(s, r, entities);
    for (size_t i = 0; i < r->claims_n; i++)
        ids_add(&s->batch, &s->reports, reports[i]);
    *added = true;
    return 0;
}

static int flush_alias(struct store *s, const struct pending *p, struct err *e)
{
    int64_t named = -1;
    if (db_int(s, e, &named, "SELECT named FROM alias WHERE entity = ?1 AND text = ?2", "is",
               p->entity, p->text) < 0)
        return -1;
    if (named >= 0 && db_run(s, e,
                             "UPDATE alias SET named = named + ?3, seen = seen + ?4 "
                             "WHERE entity = ?1 AND text = ?2",
                             "isii", p->entity, p->text, p->named, p->seen))
        return -1;
    if (named > 0 || (named == 0 && !p->named))
        return 0;
    const char *fold = text_fold(&s->batch, p->text);
    if (named < 0 && db_run(s, e,
                            "INSERT INTO alias (entity, text, fold, named, seen) "
                            "VALUES (?1, ?2, ?3, ?4, ?5)",
                            "issii", p->entity, p->text, fold, p->named, p->seen))
        return -1;
    return resolve_alias(s, p->entity, fold, p->text, p->named > 0, e);
}

int add_flush(struct store *s, struct err *e)
{
    for (const struct pending *p = s->first_pending; p; p = p->next) {
        if (p->text ? flush_alias(s, p, e)
                    : db_run(s, e,
                             "INSERT INTO vote (entity, side, votes) VALUES (?1, ?2, ?3) "
                             "ON CONFLICT DO UPDATE SET votes = votes + excluded.votes",
                             "iii", p->entity, p->side, p->seen))
            return -1;
    }
    /* One update an entity: the list is sorted here for the batch's own ends. */
    struct ids *seen = &s->seen;
    ids_order(seen);
    for (size_t i = 0, n; i < seen->n; i += n) {
        for (n = 1; i + n < seen->n && seen->items[i + n] == seen->items[i]; n++)
            ;
        if (db_run(s, e, "UPDATE entity SET sightings = sightings + ?2 WHERE id = ?1", "ii",
                   seen->items[i], (int64_t)n))
            return -1;
    }
    return 0;
}
