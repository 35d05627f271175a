#include "export/graphviz.h"

#include <cgraph.h>
#include <gvc.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

#include "core/buf.h"
#include "export/clean.h"
#include "export/legend.h"

#define TEXT_MAX (64u << 10) /* bytes of any one label or attribute */
#define PNG_DPI 144.0
#define PNG_SIDE 6000.0
#define PAGE_SHORT 525.0 /* points: A4 without its margins */
#define PAGE_LONG 772.0
#define FRAME 120.0       /* points: about what title and legend take */
#define TRY_BOTH 150      /* nodes and edges up to which two layouts take no time */
#define MIN_PICTURE 420.0 /* points: the width of a picture without nodes */

struct maker {
    Agraph_t *g;
    const struct sketch *s;
    struct arena *a;
    bool data; /* carry the view's attributes, with plain labels: DOT for people and programs */
    Agraph_t **clusters;
    Agnode_t **nodes;
    size_t nodes_made, edges_made;
};

/* ---- errors ---------------------------------------------------------------------------------- */

static char last_error[256];

/* Keeps the first thing that Graphviz complains about; cgraph hands over messages in pieces. */
static int keep_error(char *text)
{
    size_t used = strlen(last_error), n = strlen(text);
    if (n > sizeof last_error - 1 - used)
        n = sizeof last_error - 1 - used;
    memcpy(last_error + used, text, n);
    last_error[used + n] = '\0';
    return 0;
}

static int refuse(struct err *e, const char *what)
{
    char *line = last_error;
    line[strcspn(line, "\n")] = '\0';
    return err_set(e, ERR_GRAPH, *line ? "Graphviz cannot %s: %s" : "Graphviz cannot %s", what,
                   line);
}

static void start_errors(void)
{
    last_error[0] = '\0';
    agseterrf(keep_error);
}

/* ---- attributes: cgraph's interface is not const-correct; these three know that it only reads  */

static void declare(Agraph_t *g, int kind, const char *name, const char *value)
{
    agattr(g, kind, (char *)name, (char *)value);
}

static void set(void *object, const char *name, const char *value)
{
    if (value)
        agset(object, (char *)name, (char *)value);
}

static void set_number(void *object, const char *name, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.4f", value);
    set(object, name, text);
}

/* Backslashes doubled, for every value that comes from outside; `entities` also for labels and
 * tooltips, in which Graphviz would read "&lt;" as "<". */
static const char *escape(struct arena *a, const char *s, bool entities)
{
    if (!s)
        return NULL;
    s = clean_line(a, s, 0);
    if (!s[strcspn(s, entities ? "\\&" : "\\")])
        return s;
    struct buf b;
    buf_init(&b, 8 * strlen(s) + 1);
    for (; *s; s++)
        if (*s == '\\')
            buf_adds(&b, "\\\\");
        else if (*s == '&' && entities)
            buf_adds(&b, "&amp;");
        else
            buf_addc(&b, *s);
    char *out = arena_strndup(a, b.ptr, b.len);
    buf_release(&b);
    return out;
}

/* One line in which an invisible joiner stands behind every backslash. Graphviz replaces \\N, \\G
 * and their like by names, in edges' tooltips twice and in HTML-like text even when escaped; this
 * way no pass finds any. For pictures only: DOT keeps the words as they are. */
static const char *joined(struct arena *a, const char *s)
{
    s = clean_line(a, s, 0);
    if (!strchr(s, '\\'))
        return s;
    struct buf b;
    buf_init(&b, 4 * strlen(s) + 1);
    for (; *s; s++)
        if (*s == '\\')
            buf_adds(&b, "\\\xE2\x81\xA0");
        else
            buf_addc(&b, *s);
    char *out = arena_strndup(a, b.ptr, b.len);
    buf_release(&b);
    return out;
}

static void set_data(struct maker *m, void *object, const char *name, const char *value)
{
    set(object, name, escape(m->a, value, false));
}

static void set_count(void *object, const char *name, int n)
{
    char text[16];
    snprintf(text, sizeof text, "%d", n);
    set(object, name, text);
}

/* ---- labels ---------------------------------------------------------------------------------- */

static void open_tag(xmlTextWriterPtr w, const struct sketch_line *line)
{
    xmlTextWriterStartElement(w, (const xmlChar *)"FONT");
    xmlTextWriterWriteFormatAttribute(w, (const xmlChar *)"POINT-SIZE", "%.1f", line->size);
    xmlTextWriterWriteAttribute(w, (const xmlChar *)"COLOR", (const xmlChar *)line->color);
    if (line->bold)
        xmlTextWriterStartElement(w, (const xmlChar *)"B");
}

static void open_table(xmlTextWriterPtr w, double width)
{
    static const char *const zero[] = {"BORDER", "CELLBORDER", "CELLSPACING", "CELLPADDING"};
    xmlTextWriterStartElement(w, (const xmlChar *)"TABLE");
    for (size_t i = 0; i < sizeof zero / sizeof *zero; i++)
        xmlTextWriterWriteAttribute(w, (const xmlChar *)zero[i], (const xmlChar *)"0");
    xmlTextWriterWriteFormatAttribute(w, (const xmlChar *)"WIDTH", "%d", (int)width);
    xmlTextWriterStartElement(w, (const xmlChar *)"TR");
    xmlTextWriterStartElement(w, (const xmlChar *)"TD");
    xmlTextWriterWriteAttribute(w, (const xmlChar *)"ALIGN", (const xmlChar *)"LEFT");
    xmlTextWriterWriteAttribute(w, (const xmlChar *)"BALIGN", (const xmlChar *)"LEFT");
}

static void write_words(struct maker *m, xmlTextWriterPtr w, const char *words)
{
    words = joined(m->a, words);
    if (!*words)
        words = "\xC2\xA0"; /* the parser refuses empty text: a no-break space */
    xmlTextWriterWriteString(w, (const xmlChar *)words);
}

/* Graphviz's HTML-like label: one <FONT> a line, in a table of that width where the text is to
 * stand on the left (of its node, not of its longest line). Its parser refuses empty text, hence
 * the no-break space. */
static void set_rich(struct maker *m, void *object, const struct sketch_line *lines, size_t n,
                     double width)
{
    xmlBufferPtr text = xmlBufferCreate();
    xmlTextWriterPtr w = text ? xmlNewTextWriterMemory(text, 0) : NULL;
    if (w && width > 0)
        open_table(w, width);
    for (size_t i = 0; w && i < n; i++) {
        open_tag(w, &lines[i]);
        write_words(m, w, lines[i].text);
        xmlTextWriterEndElement(w);
        if (lines[i].bold)
            xmlTextWriterEndElement(w);
        if (i + 1 < n) {
            xmlTextWriterStartElement(w, (const xmlChar *)"BR");
            xmlTextWriterEndElement(w);
        }
    }
    if (w)
        xmlTextWriterEndDocument(w);
    xmlFreeTextWriter(w);
    if (text && xmlBufferLength(text) > 0) {
        char *html = (char *)xmlBufferContent(text);
        size_t len = strlen(html);
        if (len > 0 && html[len - 1] == '\n')
            html[len - 1] = '\0'; /* EndDocument ends the line */
    }
    if (text && xmlBufferLength(text) > 0) {
        char *html = agstrdup_html(m->g, (char *)xmlBufferContent(text));
        set(object, "label", html);
        agstrfree(m->g, html);
    }
    xmlBufferFree(text);
}

static void set_plain(struct maker *m, void *object, const struct sketch_line *lines, size_t n)
{
    struct buf b;
    buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_adds(&b, "\\n");
        buf_adds(&b, escape(m->a, lines[i].text, true));
    }
    set(object, "label", b.ptr);
    buf_release(&b);
}

static void set_label(struct maker *m, void *object, const struct sketch_line *lines, size_t n,
                      double width)
{
    if (n == 0)
        set(object, "label", "");
    else if (m->data)
        set_plain(m, object, lines, n);
    else
        set_rich(m, object, lines, n, width);
}

static void set_tooltip(struct maker *m, void *object, const char *name, const char *words)
{
    if (words && *words)
        set(object, name, escape(m->a, m->data ? words : joined(m->a, words), true));
    else if (!m->data)
        set(object, name, " "); /* an empty one would show the label */
}

/* ---- from sketch to graph -------------------------------------------------------------------- */

static void declare_look(Agraph_t *g)
{
    static const struct {
        int kind;
        const char *name, *value;
    } all[] = {
        {AGRAPH, "fontname", SKETCH_FONT},
        {AGRAPH, "charset", "UTF-8"},
        {AGRAPH, "linelength", "0"},
        {AGRAPH, "label", ""},
        {AGRAPH, "style", ""},
        {AGRAPH, "color", "black"},
        {AGRAPH, "fillcolor", ""},
        {AGRAPH, "fontsize", "10"},
        {AGRAPH, "fontcolor", "black"},
        {AGRAPH, "labeljust", "c"},
        {AGRAPH, "margin", ""},
        {AGRAPH, "penwidth", "1"},
        {AGRAPH, "tooltip", ""},
        {AGRAPH, "bb", ""},
        {AGRAPH, "outputorder", "edgesfirst"},
        {AGNODE, "fontname", SKETCH_FONT},
        {AGNODE, "fontsize", "11"},
        {AGNODE, "shape", "box"},
        {AGNODE, "style", ""},
        {AGNODE, "fillcolor", "#ffffff"},
        {AGNODE, "color", "#333333"},
        {AGNODE, "penwidth", "1"},
        {AGNODE, "tooltip", ""},
        {AGNODE, "label", "\\N"},
        {AGNODE, "pos", ""},
        {AGNODE, "width", "0.4"},
        {AGNODE, "height", "0.3"},
        {AGNODE, "fixedsize", "false"},
        {AGNODE, "margin", "0.1,0.055"},
        {AGEDGE, "fontname", SKETCH_FONT},
        {AGEDGE, "fontsize", "8.5"},
        {AGEDGE, "style", "solid"},
        {AGEDGE, "color", "#888888"},
        {AGEDGE, "fontcolor", "black"},
        {AGEDGE, "penwidth", "1"},
        {AGEDGE, "arrowhead", "none"},
        {AGEDGE, "arrowtail", "none"},
        {AGEDGE, "arrowsize", "0.7"},
        {AGEDGE, "dir", "forward"},
        {AGEDGE, "tooltip", ""},
        {AGEDGE, "labeltooltip", ""},
        {AGEDGE, "label", ""},
        {AGEDGE, "pos", ""},
        {AGEDGE, "weight", "1"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        declare(g, all[i].kind, all[i].name, all[i].value);
}

static void declare_data(Agraph_t *g)
{
    static const char *const node[] = {"name",  "kind", "class", "side", "act",
                                       "first", "last", "count", NULL};
    static const char *const edge[] = {"id",     "relation", "act",      "count",  "first", "last",
                                       "hedged", "answered", "evidence", "source", NULL};
    for (size_t i = 0; node[i]; i++)
        declare(g, AGNODE, node[i], "");
    for (size_t i = 0; edge[i]; i++)
        declare(g, AGEDGE, edge[i], "");
}

static void add_data(struct maker *m, Agnode_t *n, const struct node *of)
{
    set_data(m, n, "name", of->label);
    set_data(m, n, "kind", of->kind);
    set_data(m, n, "class", of->class);
    set_data(m, n, "side", of->side);
    set_data(m, n, "act", of->act);
    set_data(m, n, "first", of->first);
    set_data(m, n, "last", of->last);
    set_count(n, "count", of->count);
}

static void add_edge_data(struct maker *m, Agedge_t *x, const struct edge *of)
{
    set_data(m, x, "id", of->id);
    set_data(m, x, "relation", of->relation);
    set_data(m, x, "act", of->act);
    set_count(x, "count", of->count);
    set_data(m, x, "first", of->first);
    set_data(m, x, "last", of->last);
    set(x, "hedged", of->hedged ? "true" : "false");
    set(x, "answered", of->answered ? "true" : "false");
    set_data(m, x, "evidence", clean_line(m->a, of->evidence, 400));
    set_data(m, x, "source", of->source);
}

static void add_node(struct maker *m, size_t i)
{
    const struct sketch_node *n = &m->s->nodes[i];
    Agraph_t *in = n->cluster >= 0 ? m->clusters[n->cluster] : m->g;
    Agnode_t *made = agnode(in, (char *)escape(m->a, n->id, false), 1);
    m->nodes[i] = made;
    set(made, "shape", n->shape);
    set(made, "style", n->style);
    set(made, "fillcolor", n->fill);
    set(made, "color", n->color);
    set_number(made, "penwidth", n->penwidth);
    set_tooltip(m, made, "tooltip", n->tooltip);
    set_label(m, made, n->lines, n->lines_n,
              n->placed && n->lines_n > 0 && n->lines[0].left ? n->w - 2 * n->inset : 0);
    if (n->placed) {
        set(made, "pos", arena_printf(m->a, "%.2f,%.2f", n->x, n->y));
        set_number(made, "width", n->w / 72);
        set_number(made, "height", n->h / 72);
        set(made, "fixedsize", "true");
    }
    if (m->data && n->of)
        add_data(m, made, n->of);
}

/* Graphviz's spline: "e,x,y" for the tip, then the points. */
static void set_curve(Agedge_t *made, const struct sketch_edge *x)
{
    struct buf b;
    buf_init(&b, TEXT_MAX);
    if (x->head)
        buf_addf(&b, "e,%.1f,%.1f ", x->tip[0], x->tip[1]);
    for (size_t i = 0; i < x->points_n; i++)
        buf_addf(&b, "%s%.1f,%.1f", i > 0 ? " " : "", x->points[i][0], x->points[i][1]);
    set(made, "pos", b.ptr);
    buf_release(&b);
}

static void add_edge(struct maker *m, size_t i)
{
    const struct sketch_edge *x = &m->s->edges[i];
    char *key = (char *)arena_printf(m->a, "%zu", i);
    Agedge_t *made = agedge(m->g, m->nodes[x->from], m->nodes[x->to], key, 1);
    bool head = x->head != NULL, tail = x->tail != NULL;
    set(made, "style", x->style);
    set(made, "color", x->color);
    set_number(made, "penwidth", x->penwidth);
    set(made, "dir", head && tail ? "both" : head ? "forward" : tail ? "back" : "none");
    set(made, "arrowhead", x->head);
    set(made, "arrowtail", x->tail);
    set(made, "fontcolor", x->color);
    if (x->points)
        set_curve(made, x);
    set_tooltip(m, made, "tooltip", x->tooltip);
    if (!m->data)
        set_tooltip(m, made, "labeltooltip", x->tooltip);
    if (x->weight > 0)
        set_count(made, "weight", x->weight);
    if (x->lines_n > 0)
        set_label(m, made, x->lines, x->lines_n, 0);
    if (m->data && x->of)
        add_edge_data(m, made, x->of);
}

static void add_clusters(struct maker *m)
{
    m->clusters = arena_alloc(m->a, (m->s->clusters_n + 1) * sizeof *m->clusters);
    for (size_t i = 0; i < m->s->clusters_n; i++) {
        const struct sketch_cluster *c = &m->s->clusters[i];
        char *name = (char *)arena_printf(m->a, "cluster_%s", escape(m->a, c->id, false));
        Agraph_t *g = m->clusters[i] = agsubg(m->g, name, 1);
        set(g, "style", "filled,rounded");
        set(g, "color", c->placed ? c->fill : SKETCH_SIDE_LINE);
        set(g, "fillcolor", c->fill ? c->fill : SKETCH_SIDE);
        set(g, "fontcolor", SKETCH_FAINT);
        set(g, "labeljust", "l");
        set_tooltip(m, g, "tooltip", c->label);
        set(g, "label", c->label ? escape(m->a, c->label, true) : "");
        if (c->placed)
            set(g, "bb", arena_printf(m->a, "%.2f,%.2f,%.2f,%.2f", c->x0, c->y0, c->x1, c->y1));
    }
}

/* Adds whatever the sketch holds and the graph does not yet. */
static void add_rest(struct maker *m)
{
    Agnode_t **nodes = arena_alloc(m->a, (m->s->nodes_n + 1) * sizeof *nodes);
    if (m->nodes_made > 0)
        memcpy(nodes, m->nodes, m->nodes_made * sizeof *nodes);
    m->nodes = nodes;
    for (; m->nodes_made < m->s->nodes_n; m->nodes_made++)
        add_node(m, m->nodes_made);
    for (; m->edges_made < m->s->edges_n; m->edges_made++)
        add_edge(m, m->edges_made);
}

static Agraph_t *make_graph(struct maker *m)
{
    m->g = agopen((char *)m->s->name, Agdirected, NULL);
    if (!m->g)
        return NULL;
    declare_look(m->g);
    if (m->data)
        declare_data(m->g);
    add_clusters(m);
    add_rest(m);
    return m->g;
}

int graphviz_dot(FILE *out, const struct sketch *s, struct err *e)
{
    struct arena a = {0};
    struct maker m = {.s = s, .a = &a, .data = true};
    start_errors();
    int rc = -1;
    if (!make_graph(&m)) {
        refuse(e, "make a graph");
        goto out;
    }
    const struct sketch_line title = {s->title, 14, SKETCH_INK, true, false};
    const struct sketch_line small = {s->subtitle, 9, SKETCH_FAINT, false, false};
    set_plain(&m, m.g, (struct sketch_line[]){title, small}, s->subtitle ? 2 : 1);
    declare(m.g, AGRAPH, "labelloc", "t");
    declare(m.g, AGRAPH, "rankdir", "LR");
    rc = agwrite(m.g, out) < 0 ? refuse(e, "write DOT") : 0;
    agclose(m.g);
out:
    arena_release(&a);
    return rc;
}

/* ---- layout and drawing ---------------------------------------------------------------------- */

static bool is_small(const struct sketch *s)
{
    return s->nodes_n <= GRAPHVIZ_DOT_NODES && s->edges_n <= GRAPHVIZ_DOT_EDGES;
}

/* dot in one of its directions, or sfdp for what dot cannot do in time. */
static const char *choose_layout(Agraph_t *g, const struct sketch *s, bool down)
{
    declare(g, AGRAPH, "rankdir", down ? "TB" : "LR");
    declare(g, AGRAPH, "nodesep", "0.28");
    declare(g, AGRAPH, "ranksep", "0.75");
    declare(g, AGRAPH, "start", "1");
    declare(g, AGRAPH, "overlap", "prism");
    declare(g, AGRAPH, "splines", is_small(s) ? "spline" : "line");
    if (s->nodes_n + s->edges_n > 150) {
        declare(g, AGRAPH, "nslimit", "1");
        declare(g, AGRAPH, "nslimit1", "1");
        declare(g, AGRAPH, "mclimit", "0.2");
    }
    return is_small(s) ? "dot" : "sfdp";
}

static struct box bounds(Agraph_t *g)
{
    struct box b = {0, 0, 0, 0};
    char *bb = agget(g, (char *)"bb");
    if (bb)
        sscanf(bb, "%lf,%lf,%lf,%lf", &b.x0, &b.y0, &b.x1, &b.y1);
    return b;
}

/* Lays out, writes the places into the graph, and reads it back as a graph that has places and
 * no layout. */
static Agraph_t *place(GVC_t *gvc, Agraph_t *g, const char *engine, struct err *e)
{
    char *dot = NULL;
    unsigned len = 0;
    if (gvLayout(gvc, g, engine)) {
        refuse(e, "lay out");
        return NULL;
    }
    if (gvRenderData(gvc, g, "dot", &dot, &len)) {
        refuse(e, "place");
        return NULL;
    }
    Agraph_t *placed = agmemread(dot);
    if (!placed)
        refuse(e, "place");
    return placed;
}

/* How large the drawing comes out on a page of A4, upright or across, where 1 is as drawn. */
static double page_scale(Agraph_t *g)
{
    struct box b = bounds(g);
    double w = b.x1 - b.x0 + 36, h = b.y1 - b.y0 + FRAME + 36;
    double upright = fmin(PAGE_SHORT / w, PAGE_LONG / h),
           across = fmin(PAGE_LONG / w, PAGE_SHORT / h);
    return fmax(upright, across);
}

/* Gives each node the room that its edges need, along the side where they come in. */
static void make_room(struct maker *m, bool down)
{
    for (size_t i = 0; i < m->nodes_made; i++)
        if (m->s->nodes[i].room > 0)
            set_number(m->nodes[i], down ? "width" : "height", m->s->nodes[i].room / 72);
}

/* Lays out a copy of the sketch from left to right, or from the top down. */
static Agraph_t *place_copy(GVC_t *gvc, const struct maker *m, bool down, struct err *e)
{
    struct maker copy = {.s = m->s, .a = m->a};
    if (!make_graph(&copy)) {
        refuse(e, "start");
        return NULL;
    }
    make_room(&copy, down);
    return place(gvc, copy.g, choose_layout(copy.g, m->s, down), e);
}

/* A drawing too large for a page is tried in the other direction as well. */
static Agraph_t *place_best(GVC_t *gvc, const struct maker *m, struct err *e)
{
    Agraph_t *across = place_copy(gvc, m, false, e);
    if (!across || m->s->nodes_n + m->s->edges_n > TRY_BOTH || page_scale(across) >= 1)
        return across;
    Agraph_t *down = place_copy(gvc, m, true, e);
    return down && page_scale(down) > page_scale(across) ? down : across;
}

static int lay_out(GVC_t *gvc, struct maker *m, struct sketch *s, struct err *e)
{
    struct box all = {0, 0, MIN_PICTURE, 0};
    if (s->nodes_n > 0) {
        m->g = place_best(gvc, m, e);
        if (!m->g)
            return -1;
        all = bounds(m->g);
        m->nodes = arena_alloc(m->a, s->nodes_n * sizeof *m->nodes);
        for (; m->nodes_made < s->nodes_n; m->nodes_made++)
            m->nodes[m->nodes_made] =
                agnode(m->g, (char *)escape(m->a, s->nodes[m->nodes_made].id, false), 0);
        m->edges_made = s->edges_n;
    } else if (!make_graph(m)) {
        return refuse(e, "start");
    }
    legend_add(m->a, s, &all);
    add_rest(m);
    return 0;
}

/* A PNG has PNG_DPI dots an inch, fewer where that would make it more than PNG_SIDE dots long; the
 * frame's furniture is placed and reaches all four sides. */
static void set_dpi(Agraph_t *g, const struct sketch *s, const char *type)
{
    char dpi[16] = "72";
    double left = 0, right = 0, low = 0, high = 0;
    for (size_t i = 0; i < s->nodes_n; i++) {
        const struct sketch_node *n = &s->nodes[i];
        if (n->placed) {
            left = fmin(left, n->x - n->w / 2);
            right = fmax(right, n->x + n->w / 2);
            low = fmin(low, n->y - n->h / 2);
            high = fmax(high, n->y + n->h / 2);
        }
    }
    double inches = fmax(right - left, high - low) / 72 + 1;
    if (!strcmp(type, "png"))
        snprintf(dpi, sizeof dpi, "%d", (int)fmax(24, fmin(PNG_DPI, PNG_SIDE / inches)));
    declare(g, AGRAPH, "dpi", dpi);
}

int graphviz_draw(char **bytes, size_t *len, struct sketch *s, const char *type, struct arena *a,
                  struct err *e)
{
    start_errors();
    struct maker m = {.s = s, .a = a};
    GVC_t *gvc = gvContext();
    if (!gvc || (s->placed && !make_graph(&m)))
        return refuse(e, "start");
    if (!s->placed && lay_out(gvc, &m, s, e))
        return -1;
    declare(m.g, AGRAPH, "pad", "0.25");
    declare(m.g, AGRAPH, "bgcolor", "white");
    set_dpi(m.g, s, type);
    declare(m.g, AGRAPH, "rankdir", "TB");
    unsigned n = 0;
    if (gvLayout(gvc, m.g, "nop2") || gvRenderData(gvc, m.g, type, bytes, &n))
        return refuse(e, "draw");
    *len = n;
    return 0;
}
