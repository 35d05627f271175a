#include "export/timeline.h"

#include <string.h>

#include "core/dates.h"
#include "export/clean.h"
#include "export/diagram.h"
#include "export/export.h"
#include "export/legend.h"

#define AXIS 86.0       /* x of the axis; dates stand left of it */
#define LANE 168.0      /* width of a card */
#define INSET 7.0       /* text inside a card */
#define TEXT 9.0        /* font sizes */
#define SMALL 7.5
#define LINE 11.6       /* height of a line of text */
#define GAP 7.0         /* between cards of a lane */
#define DATE_STEP 13.0  /* between two dates on the axis */
#define YEAR_STEP 26.0
#define TRACK 5.0       /* between arrows side by side in a gutter */
#define TRACKS 8        /* beyond that they share */
#define ANCHOR 11.0     /* below a card's top: where lines meet it */
#define LONG_GAP 120    /* days that leave a mark on the axis */

enum lane { LANE_ALLEGATION, LANE_DENIAL, LANE_OTHER, LANES };

struct card {
    size_t node;  /* index into the view */
    int sketched; /* index into the sketch */
    enum lane lane;
    double top, bottom;
    int32_t day; /* INT32_MAX undated */
    bool dated;
};

struct chart {
    struct arena *a;
    struct sketch *s;
    const struct view *v;
    struct card *cards; /* in order of time; card i is the view's node i */
    size_t n;
    double left[LANES]; /* x of a lane's left edge; the gutter before it holds its arrows */
    bool used[LANES];
    double right, bottom;
    int furniture;
};

static const char *name(struct chart *c, const char *what)
{
    return arena_printf(c->a, "timeline:%s:%d", what, c->furniture++);
}

static enum lane lane_of(const char *kind)
{
    return !strcmp(kind, "allegation") ? LANE_ALLEGATION : !strcmp(kind, "denial") ? LANE_DENIAL : LANE_OTHER;
}

/* ---- cards ------------------------------------------------------------------------------------------------------ */

static void fill_card(struct chart *c, struct sketch_node *n, const struct node *of)
{
    const char *lines[4];
    const char *label = clean_line(c->a, of->label && *of->label ? of->label : of->id, 0);
    size_t k = clean_wrap(c->a, label, TEXT, LANE - 2 * INSET - 4, lines, 4);
    for (size_t i = 0; i < k; i++)
        sketch_node_line(n, (struct sketch_line){lines[i], TEXT, SKETCH_INK, false, true});
    const char *small = of->act ? clean_line(c->a, of->act, 30) : "";
    if (of->count > 1)
        small = arena_printf(c->a, "%s%s%d reports", small, *small ? " · " : "", of->count);
    if (of->first && of->last && strcmp(of->first, of->last))
        small = arena_printf(c->a, "%s%suntil %s", small, *small ? " · " : "", clean_line(c->a, of->last, 24));
    sketch_node_line(n, (struct sketch_line){small, SMALL, SKETCH_FAINT, false, true});
}

static void add_card(struct chart *c, struct card *card)
{
    const struct node *of = &c->v->nodes[card->node];
    struct sketch_node n = sketch_look(of->kind);
    n.id = of->id;
    n.of = of;
    n.placed = true;
    n.inset = INSET;
    fill_card(c, &n, of);
    n.w = LANE;
    n.h = 8;
    for (size_t i = 0; i < n.lines_n; i++)
        n.h += n.lines[i].size == TEXT ? LINE : LINE - 1.6;
    n.x = c->left[card->lane] + LANE / 2;
    n.y = card->top - n.h / 2;
    n.tooltip = arena_printf(c->a, "%s, %s", sketch_dates(c->a, of->first, of->last),
                             clean_line(c->a, of->label ? of->label : of->id, 300));
    card->sketched = sketch_node(c->a, c->s, n);
    card->bottom = card->top - n.h;
}

/* ---- the axis --------------------------------------------------------------------------------------------------- */

static const struct sketch_edge thin = {.style = "solid", .color = "#c8c8c8", .penwidth = 0.6};
static const struct sketch_edge axis = {.style = "solid", .color = "#555555", .penwidth = 1.4};
static const struct sketch_edge broken = {.style = "dotted", .color = "#555555", .penwidth = 1.4};

static void mark_date(struct chart *c, const struct card *card)
{
    double y = card->top - ANCHOR;
    const struct node *of = &c->v->nodes[card->node];
    const char *date = of->first && *of->first ? clean_line(c->a, of->first, 16) : "undated";
    double w = clean_width(date, TEXT) + 2;
    sketch_text(c->a, c->s, name(c, "date"), AXIS - 9 - w, y, w,
                (struct sketch_line){date, TEXT, SKETCH_INK, false, true});
    sketch_node(c->a, c->s, (struct sketch_node){.id = name(c, "dot"), .shape = "circle", .style = "filled",
                                                 .fill = "#ffffff", .color = "#555555", .penwidth = 1.2, .cluster = -1,
                                                 .placed = true, .x = AXIS, .y = y, .w = 6, .h = 6});
}

static void draw_leader(struct chart *c, const struct card *card)
{
    double y = card->top - ANCHOR;
    sketch_rule(c->a, c->s, name(c, "leader"), AXIS + 3, y, c->left[card->lane], y, thin);
}

/* A step down the axis: dotted where much time passes unseen. */
static void draw_axis(struct chart *c, double from, double to, bool gap)
{
    sketch_rule(c->a, c->s, name(c, "axis"), AXIS, from, AXIS, to, gap ? broken : axis);
}

static void mark_year(struct chart *c, double y, const char *year)
{
    double w = clean_width(year, 12) * 1.15;
    sketch_text(c->a, c->s, name(c, "year"), AXIS - 9 - w, y, w,
                (struct sketch_line){year, 12, SKETCH_INK, true, true});
}

/* ---- placing ---------------------------------------------------------------------------------------------------- */

static int32_t day_of(const struct node *n, bool *dated)
{
    struct date d;
    struct err ignored = {0};
    int32_t first, last;
    *dated = n->first && dates_parse(&d, n->first, &ignored) == 0;
    if (!*dated)
        return INT32_MAX;
    dates_bounds(&d, &first, &last);
    return first;
}

static const char *year_of(struct chart *c, const struct card *card)
{
    if (!card->dated)
        return "";
    const char *first = c->v->nodes[card->node].first;
    return arena_printf(c->a, "%.*s", (int)strspn(first, "0123456789X"), first);
}

/* Cards go down in order of time; one stands beside another of its date, else a step below it, and never on the last
 * card of its own lane. */
static void place_cards(struct chart *c)
{
    double free_from[LANES] = {0, 0, 0}, top = 0, last_mark = 0;
    const char *year = "";
    for (size_t i = 0; i < c->n; i++) {
        struct card *card = &c->cards[i], *before = i > 0 ? card - 1 : NULL;
        const char *date = c->v->nodes[card->node].first, *old = before ? c->v->nodes[before->node].first : NULL;
        bool same = before && (date == old || (date && old && !strcmp(date, old)));
        bool gap = before && before->dated && card->dated && card->day - before->day > LONG_GAP;
        const char *now = year_of(c, card);
        bool turn = strcmp(now, year) != 0;
        top -= same ? 0 : DATE_STEP + (gap ? 6 : 0);
        if (turn)
            top -= YEAR_STEP - DATE_STEP;
        if (top > free_from[card->lane] - GAP)
            top = free_from[card->lane] - GAP;
        if (turn && *now)
            mark_year(c, top - ANCHOR + 19, now);
        year = now;
        card->top = top;
        double y = top - ANCHOR;
        if (!before || y < last_mark - 0.01) {
            draw_axis(c, before ? last_mark : y + 26, y, gap);
            mark_date(c, card);
            last_mark = y;
        }
        draw_leader(c, card);
        add_card(c, card);
        free_from[card->lane] = card->bottom;
        if (card->bottom < c->bottom)
            c->bottom = card->bottom;
    }
}

/* ---- arrows ----------------------------------------------------------------------------------------------------- */

struct arrow {
    const struct edge *of;
    const struct card *from, *to;
    double high, low; /* what it takes of its gutter */
    int track;
};

/* One line of Bézier curves through the points given, corners rounded; the last point is the arrow's tip. */
static const char *route(struct arena *a, double x1, double y1, double xm, double x2, double y2)
{
    double up = y2 > y1 ? 1 : -1, r = 5;
    double in = x1 > xm ? -1 : 1, out = x2 > xm ? 1 : -1;
    double span = (y2 - y1) * up / 2;
    if (r > span)
        r = span;
    double tip = x2 - out * 7;
    return arena_printf(a,
                        "e,%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f " /* start, level to the first corner */
                        "%.1f,%.1f %.1f,%.1f %.1f,%.1f "                       /* round it */
                        "%.1f,%.1f %.1f,%.1f %.1f,%.1f "                       /* along the gutter */
                        "%.1f,%.1f %.1f,%.1f %.1f,%.1f "                       /* round the second */
                        "%.1f,%.1f %.1f,%.1f %.1f,%.1f",                       /* level to the tip */
                        x2, y2, x1, y1, x1 + in, y1, xm - 2 * in * r, y1, xm - in * r, y1, /**/
                        xm, y1, xm, y1, xm, y1 + up * r,                               /**/
                        xm, y1 + up * 2 * r, xm, y2 - up * 2 * r, xm, y2 - up * r,     /**/
                        xm, y2, xm, y2, xm + out * r, y2,                              /**/
                        xm + 2 * out * r, y2, tip - out, y2, tip, y2);
}

static int free_track(const struct arrow *arrows, size_t n, const struct arrow *x, enum lane gutter)
{
    for (int t = 0; t < TRACKS; t++) {
        bool free = true;
        for (size_t i = 0; i < n && free; i++)
            free = arrows[i].track != t || arrows[i].from->lane != gutter || arrows[i].high < x->low - 4 ||
                   arrows[i].low > x->high + 4 || arrows[i].to == x->to;
        if (free)
            return t;
    }
    return (int)(n % TRACKS);
}

/* Links that the gutter can show: from a card to one of the lane before it, or of its own. */
static size_t collect_arrows(struct chart *c, struct arrow *arrows)
{
    size_t n = 0;
    for (size_t i = 0; i < c->v->edges_n; i++) {
        const struct edge *of = &c->v->edges[i];
        struct arrow x = {.of = of, .from = &c->cards[of->from], .to = &c->cards[of->to]};
        if (of->from == of->to)
            continue;
        double y1 = x.from->top - ANCHOR, y2 = x.to->top - ANCHOR;
        x.high = y1 > y2 ? y1 : y2;
        x.low = y1 > y2 ? y2 : y1;
        x.track = free_track(arrows, n, &x, x.from->lane);
        arrows[n++] = x;
    }
    return n;
}

static const char *tip_of(struct chart *c, const struct edge *of)
{
    return arena_printf(c->a, "%s %s %s", clean_line(c->a, c->v->nodes[of->from].label, 120), of->relation,
                        clean_line(c->a, c->v->nodes[of->to].label, 120));
}

static void draw_arrows(struct chart *c)
{
    struct arrow *arrows = arena_alloc(c->a, (c->v->edges_n + 1) * sizeof *arrows);
    size_t n = collect_arrows(c, arrows);
    for (size_t i = 0; i < n; i++) {
        const struct arrow *x = &arrows[i];
        struct sketch_edge drawn = sketch_stroke(x->of->relation, x->of->hedged);
        enum lane from = x->from->lane, to = x->to->lane;
        bool inward = from > to; /* to the lane before: ends on its right edge */
        double xm = c->left[from] - 9 - TRACK * x->track;
        double x2 = inward ? c->left[to] + LANE : c->left[to];
        drawn.id = x->of->id;
        drawn.of = x->of;
        drawn.from = x->from->sketched;
        drawn.to = x->to->sketched;
        drawn.penwidth = 1.1;
        drawn.tail = NULL;
        drawn.head = drawn.head ? drawn.head : "vee";
        drawn.tooltip = tip_of(c, x->of);
        double y1 = x->from->top - ANCHOR, y2 = x->to->top - ANCHOR - (inward ? 3 : 0);
        if (y1 - y2 < 0.1 && y2 - y1 < 0.1)
            y2 -= 0.1;
        drawn.pos = route(c->a, c->left[from], y1, xm, x2, y2);
        sketch_edge(c->a, c->s, drawn);
    }
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* How wide the gutters must be is known only once the cards stand: count the arrows that pass each height, roughly, by
 * lane; a gutter holds at most TRACKS. */
static void place_lanes(struct chart *c)
{
    int arrows[LANES] = {0, 0, 0};
    for (size_t i = 0; i < c->v->edges_n; i++)
        arrows[c->cards[c->v->edges[i].from].lane]++;
    double x = AXIS + 8;
    for (int l = 0; l < LANES; l++) {
        if (!c->used[l])
            continue;
        int tracks = arrows[l] > TRACKS ? TRACKS : arrows[l];
        x += 12 + (tracks > 0 ? 8 + TRACK * tracks : 0);
        c->left[l] = x;
        x += LANE;
    }
    c->right = x;
}

static void head_lanes(struct chart *c)
{
    static const char *const words[] = {"Accusations", "Denials", "Meetings and attacks"};
    static const char *const colors[] = {SKETCH_RED, SKETCH_BLUE, SKETCH_GREEN};
    static const char *const fills[] = {"#fdf7f7", "#f5f9fd", "#f7faf6"};
    for (int l = 0; l < LANES; l++) {
        if (!c->used[l])
            continue;
        sketch_cluster(c->a, c->s, (struct sketch_cluster){.id = name(c, "lane"), .fill = fills[l], .placed = true,
                                                           .x0 = c->left[l] - 5, .y0 = c->bottom - 6,
                                                           .x1 = c->left[l] + LANE + 5, .y1 = 26});
        sketch_text(c->a, c->s, name(c, "heading"), c->left[l], 14, LANE,
                    (struct sketch_line){words[l], 10.5, colors[l], true, true});
    }
}

struct sketch *timeline_sketch(struct arena *a, const struct view *v, const char *title)
{
    struct sketch *s = arena_alloc(a, sizeof *s);
    s->kind = v->kind;
    s->name = view_name(v->kind);
    s->title = title ? clean_line(a, title, 120) : "Accusations and answers, in order of time";
    s->subtitle = diagram_subtitle(a, v);
    s->placed = true;
    struct chart c = {.a = a, .s = s, .v = v, .n = v->nodes_n};
    c.cards = arena_alloc(a, (v->nodes_n + 1) * sizeof *c.cards);
    for (size_t i = 0; i < v->nodes_n; i++) {
        c.cards[i] = (struct card){.node = i, .lane = lane_of(v->nodes[i].kind)};
        c.cards[i].day = day_of(&v->nodes[i], &c.cards[i].dated);
        c.used[c.cards[i].lane] = true;
    }
    place_lanes(&c);
    place_cards(&c);
    draw_arrows(&c);
    head_lanes(&c);
    struct box box = {0, c.bottom - 6, c.right > 420 ? c.right + 5 : 420, 26};
    legend_add(a, s, &box);
    return s;
}
