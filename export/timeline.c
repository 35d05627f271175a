#include "export/timeline.h"

#include <math.h>
#include <string.h>

#include "core/dates.h"
#include "export/clean.h"
#include "export/diagram.h"
#include "export/export.h"
#include "export/legend.h"

#define AXIS 86.0    /* x of the axis; dates stand left of it */
#define LANE 162.0   /* width of a card */
#define LANE_PAD 5.0 /* of the tinted lane around its cards */
#define MIN_WIDTH 420.0
#define INSET 7.0 /* text inside a card */
#define TEXT 9.0  /* font sizes */
#define SMALL 7.5
#define LINE 11.6      /* height of a line of text */
#define GAP 7.0        /* between cards of a lane */
#define DATE_STEP 13.0 /* between two dates on the axis */
#define YEAR_STEP 31.0
#define TRACK 5.0    /* between arrows side by side in a gutter */
#define TRACKS 8     /* beyond that they share */
#define ANCHOR 11.0  /* below a card's top: where lines meet it */
#define LONG_GAP 120 /* days that leave a mark on the axis */

enum lane { LANE_ALLEGATION, LANE_DENIAL, LANE_OTHER, LANES };

struct card {
    size_t node;  /* index into the view */
    int sketched; /* index into the sketch */
    struct sketch_node drawn;
    bool turn, gap; /* the first of its year; much later than the one before */
    enum lane lane;
    double top, bottom;
    int32_t day;
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
    return !strcmp(kind, "allegation") ? LANE_ALLEGATION
           : !strcmp(kind, "denial")   ? LANE_DENIAL
                                       : LANE_OTHER;
}

/* ---- cards ----------------------------------------------------------------------------------- */

/* The date on the axis: that of a whole month or year ("2013-02"), NULL when it is none; else the
 * first day. */
static const char *date_of(struct chart *c, const struct node *n, bool whole)
{
    if (!n->first || !*n->first)
        return whole ? NULL : "undated";
    const char *dates = sketch_dates(c->a, n->first, n->last);
    if (whole)
        return strlen(dates) < 10 ? dates : NULL;
    return clean_line(c->a, n->first, 16);
}

/* "China accuses Japan: other" says no more than "China accuses Japan". */
static const char *words_of(struct chart *c, const struct node *of)
{
    static const char vague[] = ": other";
    const char *label = clean_line(c->a, of->label && *of->label ? of->label : of->id, 0);
    size_t len = strlen(label), n = sizeof vague - 1;
    if (len > n && !strcmp(label + len - n, vague))
        return arena_strndup(c->a, label, len - n);
    return label;
}

/* The words of a card, which decide its height; its place comes later. */
static void fill_card(struct chart *c, struct card *card)
{
    const struct node *of = &c->v->nodes[card->node];
    struct sketch_node *n = &card->drawn;
    *n = sketch_look(of->kind);
    const char *lines[4], *label = words_of(c, of);
    size_t k = clean_wrap(c->a, label, TEXT, LANE - 2 * INSET - 4, lines, 4);
    for (size_t i = 0; i < k; i++)
        sketch_node_line(n, (struct sketch_line){lines[i], TEXT, SKETCH_INK, false, true});
    bool told =
        !of->act || strstr(label, of->act) || !strcmp(of->act, "held") || !strcmp(of->act, "other");
    const char *small = told ? "" : clean_line(c->a, of->act, 30);
    if (of->count > 1)
        small = arena_printf(c->a, "%s%s%d reports", small, *small ? " · " : "", of->count);
    if (of->first && of->last && strcmp(of->first, of->last) && !date_of(c, of, true))
        small = arena_printf(c->a, "%s%suntil %s", small, *small ? " · " : "",
                             clean_line(c->a, of->last, 24));
    if (*small)
        clean_wrap(c->a, small, SMALL, LANE - 2 * INSET - 4, &small, 1);
    sketch_node_line(n, (struct sketch_line){small, SMALL, SKETCH_FAINT, false, true});
    n->h = 8;
    for (size_t i = 0; i < n->lines_n; i++)
        n->h += n->lines[i].size == TEXT ? LINE : LINE - 1.6;
    n->w = LANE;
    n->id = of->id;
    n->of = of;
    n->placed = true;
    n->inset = INSET;
    n->tooltip =
        arena_printf(c->a, "%s%s%s", sketch_dates(c->a, of->first, of->last), of->first ? ", " : "",
                     clean_line(c->a, of->label ? of->label : of->id, 300));
}

/* A tinted card with a bar of its colour on the left. */
static void draw_card(struct chart *c, struct card *card)
{
    struct sketch_node n = card->drawn;
    const char *color = n.color;
    n.x = c->left[card->lane] + LANE / 2;
    n.y = card->top - n.h / 2;
    n.color = n.fill;
    n.style = "filled";
    n.shape = "box";
    card->sketched = sketch_node(c->a, c->s, n);
    sketch_node(c->a, c->s,
                (struct sketch_node){.id = name(c, "bar"),
                                     .shape = "box",
                                     .style = "filled",
                                     .fill = color,
                                     .color = color,
                                     .penwidth = 0.5,
                                     .cluster = -1,
                                     .placed = true,
                                     .x = c->left[card->lane] + 1.25,
                                     .y = n.y,
                                     .w = 2.5,
                                     .h = n.h});
}

/* ---- placing --------------------------------------------------------------------------------- */

/* The first day that a date allows; a date without a year is as good as none here. */
static int32_t day_of(const struct node *n, bool *dated)
{
    struct date d;
    struct err ignored = {0};
    int32_t first = INT32_MIN, last;
    if (n->first && dates_parse(&d, n->first, &ignored) == 0)
        dates_bounds(&d, &first, &last);
    *dated = first != INT32_MIN;
    return first;
}

static const char *year_of(struct chart *c, const struct card *card)
{
    if (!card->dated)
        return "";
    const char *first = c->v->nodes[card->node].first;
    return arena_printf(c->a, "%.*s", (int)strspn(first, "0123456789"), first);
}

static bool same_date(const struct chart *c, size_t i, size_t j)
{
    const char *x = c->v->nodes[i].first, *y = c->v->nodes[j].first;
    return x == y || (x && y && !strcmp(x, y));
}

/* The cards of one date, [from, to): side by side in their lanes, below each other within one. */
static double place_date(struct chart *c, size_t from, size_t to, double top,
                         double free_from[LANES])
{
    double lowest;
    for (size_t i = from; i < to; i++)
        if (top > free_from[c->cards[i].lane] - GAP)
            top = free_from[c->cards[i].lane] - GAP;
    double next[LANES] = {top, top, top};
    lowest = top;
    for (size_t i = from; i < to; i++) {
        struct card *card = &c->cards[i];
        card->top = next[card->lane];
        card->bottom = card->top - card->drawn.h;
        next[card->lane] = card->bottom - GAP;
        free_from[card->lane] = card->bottom;
        if (card->top < lowest)
            lowest = card->top;
        if (card->bottom < c->bottom)
            c->bottom = card->bottom;
    }
    return lowest;
}

/* Cards go down in order of time, a date at least a step below the former, and never on the last
 * card of their lane. */
static void place_cards(struct chart *c)
{
    double free_from[LANES] = {GAP, GAP, GAP}, top = DATE_STEP;
    const char *year = "";
    for (size_t from = 0, to; from < c->n; from = to) {
        for (to = from + 1; to < c->n && same_date(c, from, to); to++)
            ;
        struct card *card = &c->cards[from], *before = from > 0 ? card - 1 : NULL;
        const char *now = year_of(c, card);
        card->turn = strcmp(now, year) != 0;
        card->gap = before && before->dated && card->dated && card->day - before->day > LONG_GAP;
        top -= card->turn && *now ? YEAR_STEP : card->gap ? DATE_STEP + 6 : DATE_STEP;
        top = place_date(c, from, to, top, free_from);
        year = now;
    }
}

/* ---- the axis -------------------------------------------------------------------------------- */

static const struct sketch_edge thin = {.style = "solid", .color = "#d0d0d0", .penwidth = 0.6};
static const struct sketch_edge axis = {.style = "solid", .color = "#555555", .penwidth = 1.4};
static const struct sketch_edge broken = {.style = "dotted", .color = "#555555", .penwidth = 1.4};

static void mark_date(struct chart *c, const struct card *card, double y)
{
    const struct node *of = &c->v->nodes[card->node];
    const char *whole = date_of(c, of, true), *date = whole ? whole : date_of(c, of, false);
    double w = clean_width(date, TEXT) + 2;
    sketch_text(c->a, c->s, name(c, "date"), AXIS - 9 - w, y, w,
                (struct sketch_line){date, TEXT, SKETCH_INK, false, true});
    sketch_node(c->a, c->s,
                (struct sketch_node){.id = name(c, "dot"),
                                     .shape = "circle",
                                     .style = "filled",
                                     .fill = "#ffffff",
                                     .color = "#555555",
                                     .penwidth = 1.2,
                                     .cluster = -1,
                                     .placed = true,
                                     .x = AXIS,
                                     .y = y,
                                     .w = 6,
                                     .h = 6});
}

static void mark_year(struct chart *c, double y, const char *year)
{
    double w = clean_width(year, 12) * 1.15;
    sketch_text(c->a, c->s, name(c, "year"), AXIS - 9 - w, y, w,
                (struct sketch_line){year, 12, SKETCH_INK, true, true});
}

/* One mark a height: cards side by side share theirs; dotted where much time passes unseen. */
static void draw_axis(struct chart *c)
{
    double last = 0;
    bool any = false;
    for (size_t i = 0; i < c->n; i++) {
        const struct card *card = &c->cards[i];
        double y = card->top - ANCHOR;
        if (!any || y < last - 0.01) {
            sketch_rule(c->a, c->s, name(c, "axis"), AXIS, any ? last : y + 30, AXIS, y,
                        card->gap ? broken : axis);
            mark_date(c, card, y);
            last = y;
        }
        any = true;
        if (card->turn && card->dated)
            mark_year(c, y + 17, year_of(c, card));
        sketch_rule(c->a, c->s, name(c, "leader"), AXIS + 3, y, c->left[card->lane], y, thin);
    }
}

/* ---- arrows ---------------------------------------------------------------------------------- */

struct arrow {
    const struct edge *of;
    const struct card *from, *to;
    double high, low; /* what it takes of its gutter */
    int track;
};

/* Level to the gutter at xm, along it, and level to the tip, with rounded corners. */
static void route(struct arena *a, struct sketch_edge *edge, double x1, double y1, double xm,
                  double x2, double y2)
{
    double up = y2 > y1 ? 1 : -1, in = x1 > xm ? -1 : 1, out = x2 > xm ? 1 : -1;
    double r = fmin(5, (y2 - y1) * up / 2), end = x2 - out * SKETCH_HEAD;
    const double points[][2] = {
        {x1, y1},          {x1 + in, y1},      {xm - 2 * in * r, y1},  {xm - in * r, y1},
        {xm, y1}, /* the first corner */
        {xm, y1},          {xm, y1 + up * r},  {xm, y1 + up * 2 * r},  {xm, y2 - up * 2 * r},
        {xm, y2 - up * r}, {xm, y2}, /* the second */
        {xm, y2},          {xm + out * r, y2}, {xm + 2 * out * r, y2}, {end - out, y2},
        {end, y2},
    };
    sketch_curve(a, edge, points, sizeof points / sizeof *points, x2, y2);
}

static void straight(struct arena *a, struct sketch_edge *edge, double x1, double y, double x2)
{
    double end = x2 > x1 ? x2 - SKETCH_HEAD : x2 + SKETCH_HEAD, third = (end - x1) / 3;
    const double points[][2] = {{x1, y}, {x1 + third, y}, {x1 + 2 * third, y}, {end, y}};
    sketch_curve(a, edge, points, 4, x2, y);
}

static int free_track(const struct arrow *arrows, size_t n, const struct arrow *x, enum lane gutter)
{
    for (int t = 0; t < TRACKS; t++) {
        bool free = true;
        for (size_t i = 0; i < n && free; i++)
            free = arrows[i].track != t || arrows[i].from->lane != gutter ||
                   arrows[i].high < x->low - 4 || arrows[i].low > x->high + 4 ||
                   arrows[i].to == x->to;
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
    return arena_printf(c->a, "%s %s %s", clean_line(c->a, c->v->nodes[of->from].label, 120),
                        of->relation, clean_line(c->a, c->v->nodes[of->to].label, 120));
}

static void draw_arrow(struct chart *c, const struct arrow *x)
{
    struct sketch_edge drawn = sketch_stroke(x->of->relation, x->of->hedged);
    enum lane from = x->from->lane, to = x->to->lane;
    bool inward = from > to; /* to a lane before: ends on its right edge */
    drawn.id = x->of->id;
    drawn.of = x->of;
    drawn.from = x->from->sketched;
    drawn.to = x->to->sketched;
    drawn.penwidth = 1.1;
    drawn.tail = NULL;
    drawn.head = drawn.head ? drawn.head : "vee";
    drawn.tooltip = tip_of(c, x->of);
    double y1 = x->from->top - ANCHOR, y2 = x->to->top - ANCHOR;
    double xm = c->left[from] - LANE_PAD - 4 - TRACK * x->track;
    double x2 = inward ? c->left[to] + LANE : c->left[to];
    if (fabs(y1 - y2) < 0.1)
        straight(c->a, &drawn, c->left[from], y1, x2);
    else
        route(c->a, &drawn, c->left[from], y1, xm, x2, y2);
    sketch_edge(c->a, c->s, drawn);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* A lane stands far enough from the former for the arrows between them. */
static void place_lanes(struct chart *c, const struct arrow *arrows, size_t n)
{
    int tracks[LANES] = {0, 0, 0};
    for (size_t i = 0; i < n; i++)
        if (arrows[i].track >= tracks[arrows[i].from->lane])
            tracks[arrows[i].from->lane] = arrows[i].track + 1;
    double x = AXIS + 4;
    for (int l = 0; l < LANES; l++) {
        if (!c->used[l])
            continue;
        x += 2 * LANE_PAD + 4 + (tracks[l] > 0 ? 16 + TRACK * (tracks[l] - 1) : 0);
        c->left[l] = x;
        x += LANE;
    }
    c->right = x + LANE_PAD;
}

static void head_lanes(struct chart *c)
{
    static const char *const words[] = {"Accusations", "Denials", "Meetings and attacks"};
    static const char *const colors[] = {SKETCH_RED, SKETCH_BLUE, SKETCH_GREEN};
    static const char *const fills[] = {"#fdf7f7", "#f5f9fd", "#f7faf6"};
    for (int l = 0; l < LANES; l++) {
        if (!c->used[l])
            continue;
        sketch_cluster(c->a, c->s,
                       (struct sketch_cluster){.id = name(c, "lane"),
                                               .fill = fills[l],
                                               .placed = true,
                                               .x0 = c->left[l] - LANE_PAD,
                                               .y0 = c->bottom - 6,
                                               .x1 = c->left[l] + LANE + LANE_PAD,
                                               .y1 = 22});
        sketch_text(c->a, c->s, name(c, "heading"), c->left[l], 9, LANE,
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
        fill_card(&c, &c.cards[i]);
    }
    place_cards(&c);
    struct arrow *arrows = arena_alloc(a, (v->edges_n + 1) * sizeof *arrows);
    size_t n = collect_arrows(&c, arrows);
    place_lanes(&c, arrows, n);
    draw_axis(&c);
    for (size_t i = 0; i < c.n; i++)
        draw_card(&c, &c.cards[i]);
    for (size_t i = 0; i < n; i++)
        draw_arrow(&c, &arrows[i]);
    head_lanes(&c);
    struct box box = {0, c.bottom - 6, c.right > MIN_WIDTH ? c.right : MIN_WIDTH, 22};
    legend_add(a, s, &box);
    return s;
}
