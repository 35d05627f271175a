/* Views made by hand for the tests of export/: a plain one, a hostile one, an empty one. */
#ifndef TESTS_VIEWS_H
#define TESTS_VIEWS_H

#include "export/export.h"

#define VIEWS_LONG 10000 /* bytes of the longest label */

/* What a store may hold and a format may choke on; each is a label, an id's tail, a quote. */
static const char *const views_hostile[] = {
    "a \"quoted\" name",
    "back\\slash \\N \\G \\l \\",
    "\\\"",
    "\\",
    "<b>bold</b><br/>",
    "<",
    "&amp; &lt; &#65; & &",
    "two\nlines\r\nand\ttab",
    "\x01\x02\x1b[31m control \x7f",
    "\xC2\x80 C1 \xC2\x9F",
    "bad \xFF\xC3 bytes \xED\xA0\x80",
    "\xEF\xBF\xBE not a character \xEF\xBF\xBF",
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xE2\x80\xAE "
    "override",
    "]]> --> <!-- <?php",
    "%s%n%d",
    "=1+1",
    "@SUM(A1)",
    " leading and trailing ",
    "",
    "\xF0\x9F\x95\xB5 \xE5\xB0\x8F\xE6\x98\x8E Tr\xE1\xBA\xA7n \xC4\x90\xE1\xBB\xA9"
    "c",
    "node [shape=box]; }",
    "cluster",
};
#define VIEWS_HOSTILE (sizeof views_hostile / sizeof *views_hostile)

static inline struct view views_of(enum view_kind kind, struct node *nodes, size_t n,
                                   struct edge *edges, size_t m)
{
    return (struct view){kind, nodes, n, edges, m};
}

/* China and the United States, a person who acts for one of them, an accusation and its denial. */
static inline struct view views_plain(void)
{
    static struct node nodes[] = {
        {"country:CN", "China", "country", "actor", NULL, NULL, "2013-07-09", "2013-07-11", 2},
        {"country:US", "Hoa K\xE1\xBB\xB3", "country", "actor", NULL, NULL, "2013-07-09", NULL, 2},
        {"person:jen-psaki", "Jen Psaki", "person", "actor", "country:US", NULL, "2013-07-09",
         "2013-07-09", 1},
    };
    static struct edge edges[] = {
        {"r1", 2, 0, "accuses", "data-theft", 2, "2013-07-09", "2013-07-11", false, true,
         "said that China, \"a great power\", steals", "vnexpress.net"},
        {"r2", 0, 2, "denies", NULL, 1, "2013-07-11", "2013-07-11", true, false, NULL, NULL},
        {"r3", 0, 1, "meets", NULL, 1, NULL, NULL, false, false, NULL, NULL},
    };
    return views_of(VIEW_RELATIONS, nodes, 3, edges, 3);
}

/* A node a hostile string, edges round in a ring with hostile quotes, one label VIEWS_LONG long,
 * sides that go round in circles. */
static inline struct view views_bad(struct arena *a, enum view_kind kind)
{
    static const char *const kinds[] = {"country", "person", "group", "odd \"kind\""};
    static const char *const events[] = {"allegation", "denial", "meeting", "attack"};
    static const char *const relations[] = {"accuses", "denies", "meets"};
    static const char *const links[] = {"answers", "counters", "odd <link>"};
    size_t n = VIEWS_HOSTILE + 1;
    struct node *nodes = arena_alloc(a, n * sizeof *nodes);
    struct edge *edges = arena_alloc(a, n * sizeof *edges);
    char *longest = arena_alloc(a, VIEWS_LONG + 1);
    memset(longest, 'W', VIEWS_LONG);
    for (size_t i = 0; i < n; i++) {
        const char *s = i < VIEWS_HOSTILE ? views_hostile[i] : longest;
        bool event = kind != VIEW_RELATIONS;
        nodes[i].id = arena_printf(a, "%s:%zu:%s", event ? "event" : "person", i, s);
        nodes[i].label = s;
        nodes[i].kind = event ? events[i % 4] : kinds[i % 4];
        nodes[i].class = event ? "event" : "actor";
        nodes[i].act = event ? s : NULL;
        nodes[i].first = i % 3 ? "2013-07" : i % 2 ? "XXXX-07-09" : s;
        nodes[i].last = i % 5 ? "2014" : NULL;
        nodes[i].count = (int)i;
        edges[i] = (struct edge){.id = arena_printf(a, "r%zu %s", i, s),
                                 .from = (int)i,
                                 .to = (int)((i + 1) % n),
                                 .count = (int)i * 1000000,
                                 .relation = event ? links[i % 3] : relations[i % 3],
                                 .act = s,
                                 .first = s,
                                 .last = "2014",
                                 .hedged = i % 2,
                                 .answered = i % 2,
                                 .evidence = s,
                                 .source = s};
    }
    for (size_t i = 0; kind == VIEW_RELATIONS && i < 8; i++)
        nodes[i].side = nodes[(i + 1) % 8].id;
    nodes[9].side = "country:<&\"\\";
    return views_of(kind, nodes, n, edges, n);
}

/* Everything a format writes of a view; the test fails when it refuses. In the arena. */
static inline const char *views_write(struct arena *a, const char *format, const struct view *v,
                                      const struct export_options *o, size_t *len)
{
    static const struct export_options none;
    struct err e = {0};
    FILE *f = tmpfile();
    assert_non_null(f);
    int rc = format_find(format)->write(f, v, o ? o : &none, a, &e);
    if (rc)
        fail_msg("%s: %s", format, e.msg);
    *len = (size_t)ftell(f);
    char *bytes = arena_alloc(a, *len + 1);
    rewind(f);
    assert_int_equal(fread(bytes, 1, *len, f), *len);
    fclose(f);
    return bytes;
}

#endif
