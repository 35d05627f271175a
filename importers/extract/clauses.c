#include "importers/extract/clauses.h"

#include <string.h>

#define MAX_DEPTH 4

static enum frame at(const struct items *s, int i)
{
    return i >= 0 && i < s->n ? s->items[i].frame : FRAME_NONE;
}

static bool is_mark(const struct items *s, int i, const char *mark)
{
    return at(s, i) == FRAME_MARK && strcmp(s->items[i].class, mark) == 0;
}

static bool is_verb(const struct items *s, int i)
{
    enum frame f = at(s, i);
    if (f == FRAME_NONE || f >= FRAME_HEDGE || f == FRAME_ACCORDINGTO || f == FRAME_PLAN)
        return false;
    return strcmp(signs_form(&s->items[i]), "n") != 0 &&
           strcmp(signs_form(&s->items[i]), "adj") != 0;
}

static bool is_preposition(enum frame f)
{
    return f == FRAME_OF || f == FRAME_BY || f == FRAME_INAT || f == FRAME_WITH ||
           f == FRAME_AGAINST || f == FRAME_FROM || f == FRAME_TO || f == FRAME_AS;
}

/* Words that stand between a subject and its verb. */
static bool is_auxiliary(const struct items *s, int i)
{
    enum frame f = at(s, i);
    return f == FRAME_HAVE || f == FRAME_NEG || f == FRAME_HEDGE || f == FRAME_PLAN ||
           f == FRAME_BE || f == FRAME_PASSIVE || is_mark(s, i, "-");
}

/* "was accused", "bị cáo buộc", "bị Mỹ cáo buộc", headline "China accused of", "hacked by". */
static bool is_passive(const struct items *s, int i, int *agent)
{
    *agent = -1;
    int j = i - 1;
    while (at(s, j) == FRAME_HAVE || at(s, j) == FRAME_NEG || at(s, j) == FRAME_HEDGE)
        j--;
    if (at(s, j) == FRAME_PASSIVE)
        return true;
    if (at(s, j) == FRAME_PARTY && at(s, j - 1) == FRAME_PASSIVE) {
        *agent = j;
        return true;
    }
    if (strcmp(signs_form(&s->items[i]), "ed") != 0)
        return false;
    if (at(s, j) == FRAME_BE || at(s, i + 1) == FRAME_BY)
        return true;
    return s->items[i].frame == FRAME_ACCUSE &&
           (at(s, i + 1) == FRAME_OF || at(s, i + 1) == FRAME_AS);
}

static int subject(const struct items *s, int i, int depth);

/* Left past ", who leads Z," or ", chief of Y,": the index of the comma that opens the parenthesis,
 * or -1. */
static int opening_comma(const struct items *s, int comma)
{
    for (int j = comma - 1; j > 0 && j >= comma - 8; j--)
        if (is_mark(s, j, ","))
            return at(s, j - 1) == FRAME_PARTY ? j : -1;
    return -1;
}

static int verb_before(const struct items *s, int i)
{
    for (int j = i - 1; j >= 0 && j >= i - 10; j--)
        if (is_verb(s, j))
            return j;
    return -1;
}

static int subject_of_verb_before(const struct items *s, int i, int depth)
{
    int verb = verb_before(s, i);
    return verb >= 0 && depth < MAX_DEPTH ? subject(s, verb, depth + 1) : -1;
}

/* The party that stands as subject to the left of item i. */
static int subject(const struct items *s, int i, int depth)
{
    int spare = -1; /* a party in a prepositional phrase, when nothing better comes */
    for (int j = i - 1; j >= 0 && j >= i - 14; j--) {
        enum frame f = at(s, j);
        if (is_auxiliary(s, j))
            continue;
        if (f == FRAME_PARTY) {
            if (!is_preposition(at(s, j - 1)))
                return j;
            spare = spare < 0 ? j : spare;
            j--;
        } else if (is_mark(s, j, ",")) {
            int open = opening_comma(s, j);
            if (open >= 0)
                j = open;
        } else if (f == FRAME_MARK && !is_mark(s, j, "'s") && !is_mark(s, j, "”")) {
            return spare;
        } else if (f == FRAME_AND || f == FRAME_BUT || f == FRAME_OR) {
            int other = subject_of_verb_before(s, j, depth);
            return other >= 0 ? other : spare;
        } else if (f == FRAME_WH) {
            return at(s, j - 1) == FRAME_PARTY ? j - 1 : spare;
        } else if (f == FRAME_TO) {
            return at(s, j - 1) == FRAME_PARTY ? j - 1 : subject_of_verb_before(s, j, depth);
        } else if (f == FRAME_THAT || f == FRAME_WHILE) {
            return spare;
        } else if (is_verb(s, j)) {
            int other = depth < MAX_DEPTH ? subject(s, j, depth + 1) : -1;
            return other >= 0 ? other : spare;
        }
    }
    return spare;
}

/* The party to the right that the verb is done to; *by is set to the one behind "by", "bởi". */
static int object(const struct items *s, int i, int *by)
{
    int found = -1;
    *by = -1;
    for (int j = i + 1; j < s->n && j <= i + 8; j++) {
        enum frame f = at(s, j);
        if (f == FRAME_BY && at(s, j + 1) == FRAME_PARTY) {
            *by = j + 1;
            break;
        }
        if (f == FRAME_PARTY && found < 0)
            found = j;
        else if (f == FRAME_THAT || f == FRAME_WH || f == FRAME_WHILE || f == FRAME_BUT)
            break;
        else if ((is_verb(s, j) || f == FRAME_MARK) && found < 0 && !is_mark(s, j, "“") &&
                 !is_mark(s, j, "'s"))
            break;
    }
    return found;
}

static bool speaks(enum frame f)
{
    return f == FRAME_SAY || f == FRAME_REVEAL || f == FRAME_BELIEVE;
}

struct clause_roles *clauses_read(struct arena *a, const struct items *s)
{
    struct clause_roles *roles = arena_alloc(a, ((size_t)s->n + 1) * sizeof *roles);
    for (int i = 0; i < s->n; i++) {
        struct clause_roles *r = &roles[i];
        int agent, by;
        *r = (struct clause_roles){-1, -1, false};
        if (!is_verb(s, i))
            continue;
        r->passive = is_passive(s, i, &agent);
        int left = subject(s, agent >= 0 ? agent : i, 0), right = object(s, i, &by);
        if (r->passive) {
            r->agent = agent >= 0 ? agent : by;
            r->patient = left;
            continue;
        }
        if (speaks(s->items[i].frame) && at(s, i + 1) == FRAME_PARTY &&
            (left < 0 || is_mark(s, i - 1, "”") || is_mark(s, i - 1, ","))) {
            left = i + 1; /* “…,” said Clapper */
            right = -1;
        }
        r->agent = left;
        r->patient = right;
    }
    return roles;
}
