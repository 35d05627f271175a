#include "export/legend.h"

#include <math.h>
#include <string.h>

#include "export/clean.h"

#define TITLE_SIZE 15.0
#define SMALL_SIZE 9.0
#define CELL 112.0 /* width of one entry */
#define ROW 26.0   /* height of a row of entries */
#define MIN_WIDTH 420.0
#define FULL_SIZE 800.0 /* points: pictures wider than that are shrunk when printed */

static const struct {
    const char *kind, *word;
} kinds[] = {
    {"country", "country"}, {"government", "state body"}, {"organization", "organization"},
    {"company", "company"}, {"person", "person"},         {"group", "group"},
    {"place", "place"},     {"allegation", "accusation"}, {"denial", "denial"},
    {"meeting", "meeting"}, {"attack", "attack"},         {"article", "article"},
};

static const struct {
    const char *relation, *word;
} relations[] = {
    {"accuses", "accuses"}, {"denies", "denies"},         {"meets", "meets"},
    {"answers", "answers"}, {"counters", "accuses back"}, {"repeats", "repeats"},
    {"about", "about"},     {"speaker", "speaker"},       {"target", "target"},
    {"by", "attack by"},    {"on", "attack on"},          {"participant", "takes part"},
    {"chair", "chairs"},    {"reports", "reports"},
};

struct pen { /* where the next entry goes */
    struct arena *a;
    struct sketch *s;
    double left, right, x, y;
    double scale; /* of everything: a picture that a page shrinks needs larger words */
    int n;
};

static void next_cell(struct pen *p)
{
    p->x += CELL * p->scale;
    if (p->x + CELL * p->scale > p->right + 1) {
        p->x = p->left;
        p->y -= ROW * p->scale;
    }
}

static void next_row(struct pen *p)
{
    if (p->x > p->left)
        p->y -= ROW * p->scale;
    p->x = p->left;
}

static void words(struct pen *p, const char *text)
{
    sketch_text(p->a, p->s, arena_printf(p->a, "legend:text:%d", p->n++), p->x + 38 * p->scale,
                p->y, (CELL - 40) * p->scale,
                (struct sketch_line){text, SMALL_SIZE * p->scale, SKETCH_INK, false, true});
}

static void kind_entry(struct pen *p, const char *kind, const char *word)
{
    struct sketch_node n = sketch_look(kind);
    if (p->s->kind == VIEW_TIMELINE) { /* cards there, drawn as such */
        n.style = "filled";
        n.shape = "box";
    }
    n.id = arena_printf(p->a, "legend:kind:%d", p->n++);
    n.placed = true;
    n.x = p->x + 16 * p->scale;
    n.y = p->y;
    n.w = 30 * p->scale;
    n.h = 16 * p->scale;
    sketch_node(p->a, p->s, n);
    words(p, word);
    next_cell(p);
}

static bool has_unnamed(const struct sketch *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s->nodes[i].of && !strncmp(s->nodes[i].id, "unnamed:", 8))
            return true;
    return false;
}

/* A dashed outline: "a US security firm". */
static void unnamed_entry(struct pen *p)
{
    sketch_node(p->a, p->s,
                (struct sketch_node){.id = "legend:unnamed",
                                     .shape = "box",
                                     .style = "dashed",
                                     .color = "#333333",
                                     .penwidth = 1,
                                     .cluster = -1,
                                     .placed = true,
                                     .x = p->x + 16 * p->scale,
                                     .y = p->y,
                                     .w = 30 * p->scale,
                                     .h = 16 * p->scale});
    words(p, "not named");
    next_cell(p);
}

/* The pale box around those who act for one party. */
static void side_entry(struct pen *p)
{
    sketch_node(p->a, p->s,
                (struct sketch_node){.id = "legend:side",
                                     .shape = "box",
                                     .style = "filled,rounded",
                                     .fill = SKETCH_SIDE,
                                     .color = SKETCH_SIDE_LINE,
                                     .penwidth = 1,
                                     .cluster = -1,
                                     .placed = true,
                                     .x = p->x + 16 * p->scale,
                                     .y = p->y,
                                     .w = 30 * p->scale,
                                     .h = 16 * p->scale});
    words(p, "one side");
    next_cell(p);
}

static void line_entry(struct pen *p, struct sketch_edge look, const char *word)
{
    look.penwidth = 1.6;
    sketch_rule(p->a, p->s, arena_printf(p->a, "legend:line:%d", p->n++), p->x, p->y, p->x + 32,
                p->y, look);
    words(p, word);
    next_cell(p);
}

static bool has_kind(const struct sketch *s, size_t n, const char *kind)
{
    for (size_t i = 0; i < n; i++)
        if (s->nodes[i].of && !strcmp(s->nodes[i].of->kind, kind))
            return true;
    return false;
}

static bool has_relation(const struct sketch *s, size_t n, const char *relation)
{
    for (size_t i = 0; i < n; i++)
        if (s->edges[i].of && !strcmp(s->edges[i].of->relation, relation))
            return true;
    return false;
}

static bool has_hedged(const struct sketch *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s->edges[i].of && s->edges[i].of->hedged)
            return true;
    return false;
}

static void draw_legend(struct pen *p)
{
    size_t nodes = p->s->nodes_n, edges = p->s->edges_n;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (has_kind(p->s, nodes, kinds[i].kind))
            kind_entry(p, kinds[i].kind, kinds[i].word);
    if (has_unnamed(p->s, nodes))
        unnamed_entry(p);
    if (p->s->clusters_n > 0 && p->s->kind == VIEW_RELATIONS)
        side_entry(p);
    next_row(p);
    bool hedged = has_hedged(p->s, edges);
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (has_relation(p->s, edges, relations[i].relation))
            line_entry(p, sketch_stroke(relations[i].relation, false), relations[i].word);
    if (hedged)
        line_entry(p, sketch_stroke("accuses", true), "hedged");
    next_row(p);
}

/* Headline and small print, on top of each other above the box. */
static void draw_title(struct pen *p, struct box *box)
{
    double width = box->x1 - box->x0, small = SMALL_SIZE * p->scale, large = TITLE_SIZE * p->scale;
    const char *lines[3];
    size_t n = p->s->subtitle ? clean_wrap(p->a, p->s->subtitle, small, width, lines, 3) : 0;
    double y = box->y1 + 20 * p->scale;
    for (size_t i = n; i-- > 0; y += small * 1.4)
        sketch_text(p->a, p->s, arena_printf(p->a, "title:small:%d", (int)i), box->x0, y, width,
                    (struct sketch_line){lines[i], small, SKETCH_FAINT, false, true});
    n = clean_wrap(p->a, p->s->title, large * 1.1, width, lines, 2);
    y += 8 * p->scale;
    for (size_t i = n; i-- > 0; y += large * 1.3)
        sketch_text(p->a, p->s, arena_printf(p->a, "title:%d", (int)i), box->x0, y, width,
                    (struct sketch_line){lines[i], large, SKETCH_INK, true, true});
    box->y1 = y;
}

void legend_add(struct arena *a, struct sketch *s, struct box *box)
{
    if (box->x1 - box->x0 < MIN_WIDTH) {
        double more = (MIN_WIDTH - (box->x1 - box->x0)) / 2;
        box->x0 -= more;
        box->x1 += more;
    }
    double scale = fmin(fmax((box->x1 - box->x0) / FULL_SIZE, 1), 8);
    struct pen p = {
        .a = a, .s = s, .left = box->x0, .right = box->x1, .x = box->x0, .scale = scale};
    double rule = box->y0 - 14 * scale;
    p.y = rule - 20 * scale;
    draw_title(&p, box);
    sketch_rule(a, s, "legend:rule", box->x0, rule, box->x1, rule,
                (struct sketch_edge){.style = "solid", .color = "#bbbbbb", .penwidth = 0.7});
    draw_legend(&p);
    box->y0 = p.y + (ROW / 2 - 4) * scale;
}
