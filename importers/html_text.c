/* The words of an article among a page's furniture, after the idea of Arc90's Readability:
 * paragraphs earn points by their length and commas, give them to the blocks around them, class
 * names add or take some, and a share of linked words takes away; the best block and the
 * neighbours that look like it are the article. */
#include "importers/html.h"

#include <string.h>
#include <strings.h>

#include "core/text.h"

#define SHORTEST 25        /* code points from which words count as a paragraph */
#define MOST_BLOCKS 500000 /* a page with more is an attack: the rest counts as one */
#define PROSE 80           /* code points from which a paragraph shows that somebody wrote here */
#define LEVELS 5           /* ancestors that a paragraph's points reach */
#define CLIMB 4            /* ancestors among which the parts of an article are looked for */
#define WEIGHT 25.0        /* points of a telling class name */
#define ENOUGH 140       /* code points of an article; with fewer the class names are distrusted */
#define FURNITURE_MAX 80 /* code points of a paragraph that may be a "Read more" */

struct block {
    xmlNode *node;
    int parent;    /* index; -1 for the root */
    int end;       /* index behind the last block inside */
    unsigned text; /* code points, those of blocks inside too */
    unsigned link; /* of these, in links */
    unsigned own;  /* code points outside of inner blocks */
    unsigned own_link;
    unsigned prose;  /* code points in paragraphs worth the name, inside too */
    unsigned commas; /* among its own */
    unsigned breaks; /* <br> */
    bool has_blocks, candidate;
    double weight, score;
};

struct page {
    struct arena *a;
    struct block *blocks; /* in document order */
    size_t n, cap;
    bool by_class; /* trust class names */
};

/* Elements without article text, and those that end a paragraph. */
static const char dropped[] =
    "script style template noscript svg math nav aside footer form button input select textarea "
    "iframe object embed video audio canvas map dialog menu head link meta title label fieldset";
static const char blocks_of_text[] =
    "address article blockquote body center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 "
    "h6 "
    "header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul";

static bool attr_is(struct arena *a, const xmlNode *n, const char *name, const char *list)
{
    const char *value = n->properties ? html_attr(a, n, name) : NULL;
    if (!value || !*value)
        return false;
    const char *at = html_find(list, value);
    size_t len = strlen(value);
    return at && (at == list || at[-1] == ' ') && (at[len] == ' ' || !at[len]);
}

static bool is_hidden(struct arena *a, const xmlNode *n)
{
    if (!n->properties)
        return false;
    const char *style = html_attr(a, n, "style");
    if (style && (html_find(style, "display:none") || html_find(style, "display: none")))
        return true;
    return xmlHasProp((xmlNode *)n, (const xmlChar *)"hidden") ||
           attr_is(a, n, "aria-hidden", "true");
}

/* Elements whose words are none of the article's, whatever they are. */
static bool is_dropped(const struct page *p, const xmlNode *n)
{
    if (n->type != XML_ELEMENT_NODE)
        return false;
    if (html_tag_in(n, dropped) || is_hidden(p->a, n))
        return true;
    if (attr_is(p->a, n, "role",
                "navigation complementary banner contentinfo dialog alertdialog menu "
                "menubar search alert"))
        return true;
    if (!p->by_class || !n->properties ||
        html_tag_in(n, "html body article main a span p b i em strong"))
        return false;
    bool bad, good;
    html_judge(p->a, n, &bad, &good);
    return bad && !good;
}

static double weight_of(struct page *p, const xmlNode *n)
{
    double w = 0;
    if (html_tag_in(n, "article main"))
        w += 15;
    else if (html_tag_in(n, "div"))
        w += 5;
    else if (html_tag_in(n, "pre td blockquote"))
        w += 3;
    else if (html_tag_in(n, "address ol ul dl dd dt li"))
        w -= 3;
    else if (html_tag_in(n, "h1 h2 h3 h4 h5 h6 th"))
        w -= 5;
    if (n->properties && p->by_class) {
        bool bad, good;
        html_judge(p->a, n, &bad, &good);
        w += (good ? WEIGHT : 0) - (bad ? WEIGHT : 0);
    }
    if (attr_is(p->a, n, "itemprop", "articleBody"))
        w += 2 * WEIGHT;
    return w;
}

static bool is_comma(uint32_t cp)
{
    return cp == ',' || cp == 0x060C || cp == 0x3001 || cp == 0xFF0C;
}

static void count_text(struct block *b, const char *s, bool linked)
{
    size_t len = strlen(s);
    bool gap = true;
    unsigned n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t cp = text_next(s, len, &at);
        bool space = text_is_space(cp) || cp == 0xA0;
        n += !space || !gap;
        gap = space;
        b->commas += is_comma(cp);
    }
    if (n == 1 && gap) /* nothing but white space */
        n = 0;
    b->own += n;
    b->own_link += linked ? n : 0;
}

static int open_block(struct page *p, xmlNode *n, int parent)
{
    p->blocks = arena_grow(p->a, p->blocks, p->n, &p->cap, sizeof *p->blocks);
    p->blocks[p->n] = (struct block){.node = n, .parent = parent, .weight = weight_of(p, n)};
    if (parent >= 0)
        p->blocks[parent].has_blocks = true;
    n->_private = (void *)(p->n + 1); /* index + 1; NULL = no block */
    return (int)p->n++;
}

/* A block's index is kept in its node. */
static int block_of(const xmlNode *n)
{
    return (int)(size_t)n->_private - 1;
}

struct cursor {
    int block; /* that words belong to now */
    int links; /* <a>s around */
};

/* Meets a node on the way in; true when its children count too. */
static bool enter(struct page *p, struct cursor *c, xmlNode *n)
{
    if (n->type == XML_TEXT_NODE && n->content)
        count_text(&p->blocks[c->block], (const char *)n->content, c->links > 0);
    if (n->type != XML_ELEMENT_NODE || is_dropped(p, n))
        return false;
    if (html_tag_in(n, blocks_of_text) && p->n < MOST_BLOCKS)
        c->block = open_block(p, n, c->block);
    else if (html_tag_in(n, "br"))
        p->blocks[c->block].breaks++;
    c->links += html_tag_in(n, "a");
    return true;
}

static void leave(const struct page *p, struct cursor *c, const xmlNode *n)
{
    if (block_of(n) == c->block)
        c->block = p->blocks[c->block].parent;
    c->links -= html_tag_in(n, "a");
}

/* Opens a block for every block element that counts, and counts its words. */
static void measure(struct page *p, xmlNode *root)
{
    struct cursor c = {.block = open_block(p, root, -1)};
    for (xmlNode *n = root->children; n;) {
        bool entered = enter(p, &c, n);
        if (entered && n->children) {
            n = n->children;
            continue;
        }
        if (entered)
            leave(p, &c, n);
        while (!n->next) {
            n = n->parent;
            if (n == root)
                return;
            leave(p, &c, n);
        }
        n = n->next;
    }
}

static void sum_up(struct page *p)
{
    for (size_t i = p->n; i-- > 0;) {
        struct block *b = &p->blocks[i];
        b->text += b->own;
        b->prose += b->own >= PROSE && 4 * b->own_link < b->own ? b->own : 0;
        b->link += b->own_link;
        if (b->end == 0)
            b->end = (int)i + 1;
        if (b->parent >= 0) {
            struct block *up = &p->blocks[b->parent];
            up->text += b->text;
            up->prose += b->prose;
            up->link += b->link;
            if (up->end < b->end)
                up->end = b->end;
        }
    }
}

static void reward(struct page *p, int at, double points)
{
    struct block *b = &p->blocks[at];
    if (!b->candidate)
        b->score += b->weight;
    b->candidate = true;
    b->score += points;
}

static void score(struct page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct block *b = &p->blocks[i];
        if (b->own < SHORTEST || html_tag_in(b->node, "h1 h2 h3 h4 h5 h6 th figcaption"))
            continue;
        double points = 1 + b->commas + (b->own / 100 < 3 ? b->own / 100 : 3);
        points *= 1 - (double)b->own_link / b->own;
        /* Words right in a block that has inner blocks or many lines: it holds paragraphs
         * itself. */
        int at = b->has_blocks || b->breaks > 1 ? (int)i : b->parent;
        for (int level = 0; level < LEVELS && at >= 0; level++, at = p->blocks[at].parent)
            reward(p, at, level == 0 ? points : level == 1 ? points / 2 : points / (3 * level));
    }
    for (size_t i = 0; i < p->n; i++) {
        struct block *b = &p->blocks[i];
        if (b->candidate && b->text)
            b->score *= 1 - (double)b->link / b->text;
    }
}

/* The first word of the class names, its length in *n; NULL without one. */
static const char *first_class(const struct page *p, const xmlNode *n, size_t *len)
{
    const char *class = n->properties ? html_attr(p->a, n, "class") : NULL;
    if (!class)
        return NULL;
    class += strspn(class, " \t\n");
    *len = strcspn(class, " \t\n");
    return *len ? class : NULL;
}

/* Is there prose in another block of `up` that is called as the block `top` in it is? */
static bool has_twin(const struct page *p, int up, int top)
{
    const struct block *t = &p->blocks[top];
    size_t len, other_len;
    const char *name = first_class(p, t->node, &len);
    if (!name)
        return false;
    for (int i = up + 1; i < p->blocks[up].end; i++) {
        const struct block *b = &p->blocks[i];
        if ((i >= top && i < t->end) || 5 * b->prose < t->prose || (i < top && b->end > top))
            continue;
        const char *other = first_class(p, b->node, &other_len);
        if (other && other_len == len && !strncmp(other, name, len))
            return true;
    }
    return false;
}

/* Does `up` hold prose in paragraphs of its own, beside what leads to `top`? */
static bool has_paragraphs(const struct page *p, int up, int top)
{
    unsigned prose = 0;
    for (int i = up + 1; i < p->blocks[up].end; i = p->blocks[i].end)
        prose += html_tag_in(p->blocks[i].node, "p") ? p->blocks[i].prose : 0;
    return 5 * prose >= p->blocks[top].prose && prose > 0;
}

static int best(const struct page *p)
{
    int top = -1;
    for (size_t i = 0; i < p->n; i++)
        if (p->blocks[i].candidate && (top < 0 || p->blocks[i].score > p->blocks[top].score))
            top = (int)i;
    if (top < 0)
        return -1;
    /* Article text in several parts: the block around them, as long as the points do not fall. */
    double last = p->blocks[top].score, least = last / 3;
    for (int up = p->blocks[top].parent; up > 0; up = p->blocks[up].parent) {
        const struct block *b = &p->blocks[up];
        if (!b->candidate || b->score < least)
            break;
        if (b->score > last) {
            top = up;
            break;
        }
        last = b->score;
    }
    /* Parts too far apart to share points: up to the block that holds them. */
    for (int up = p->blocks[top].parent, level = 0; up > 0 && level < CLIMB; level++) {
        if (html_tag_in(p->blocks[up].node, "body html"))
            break;
        if (has_twin(p, up, top) || has_paragraphs(p, up, top))
            top = up;
        up = p->blocks[up].parent;
    }
    /* An only child's neighbours are its parent's. */
    for (int up = p->blocks[top].parent; up > 0; up = p->blocks[up].parent) {
        if (p->blocks[up].end - up != p->blocks[top].end - top + 1 || p->blocks[up].own > 0)
            break;
        top = up;
    }
    return top;
}

static double links_in(const struct block *b)
{
    return b->text ? (double)b->link / b->text : 0;
}

/* Does the block beside the best one belong to the article? */
static bool joins(struct page *p, const struct block *b, const struct block *top)
{
    double least = top->score * 0.2 > 10 ? top->score * 0.2 : 10, bonus = 0;
    const char *class = html_attr(p->a, b->node, "class"),
               *top_class = html_attr(p->a, top->node, "class");
    if (class && top_class && *class && !strcmp(class, top_class))
        bonus = top->score * 0.2;
    if (b->candidate && b->score + bonus >= least)
        return true;
    if (!html_tag_in(b->node, "p h2 h3 blockquote div"))
        return false;
    bool lead = class && (html_find(class, "sapo") || html_find(class, "standfirst") ||
                          html_find(class, "lead"));
    if (b->has_blocks && !lead)
        return false;
    if (lead || (html_tag_in(b->node, "p blockquote") && b->text > 80))
        return links_in(b) < 0.25;
    return html_tag_in(b->node, "p") && b->text >= SHORTEST && b->link == 0;
}

/* --- the words --- */

/* What a paragraph begins with that only leads elsewhere. */
static const char *const leads_away[] = {
    "read more",    "read also",   "also read",     "see also",           "related",
    "more on this", "most read",   "recommended",   "advertisement",      "share this",
    "follow us",    "sign up",     "subscribe",     "click here",         "listen to",
    "watch:",       "xem thêm",    "xem tiếp",      "đọc thêm",           "đọc tiếp",
    "mời xem",      "mời độc giả", "tin liên quan", "bài liên quan",      "tin cùng",
    "quảng cáo",    "bình luận",   "chia sẻ bài",   "theo dõi chúng tôi", ">>"};

struct paragraph {
    struct buf *out;
    struct arena *a;
    const char *title; /* folded; NULL once met */
    struct buf raw;
    unsigned cps, linked;
    int links, lists; /* <a>s and lists around */
};

static bool is_furniture(struct paragraph *p, const char *text, unsigned n)
{
    double share = p->cps ? (double)p->linked / p->cps : 0;
    if (share > 0.8 && (n < 2 * FURNITURE_MAX || p->lists > 0))
        return true;
    if (n > 2 * FURNITURE_MAX || (n > FURNITURE_MAX && share < 0.3))
        return false;
    const char *low = text_casefold(p->a, text);
    for (size_t i = 0; i < sizeof leads_away / sizeof *leads_away; i++) {
        size_t len = strlen(leads_away[i]);
        if (strncmp(low, leads_away[i], len))
            continue;
        /* "Related" alone, with a colon or links; not "Related attacks were reported in May." */
        if (share > 0.3 || low[len] == '\0' || low[len] == ':' || (n < 40 && !strchr(low, '.')))
            return true;
    }
    return false;
}

static void end_paragraph(struct paragraph *p)
{
    const char *text = html_squeeze(p->a, p->raw.ptr);
    unsigned n = (unsigned)text_count(text, strlen(text));
    bool keep = n > 0 && !is_furniture(p, text, n);
    if (keep && p->title && !strcmp(text_fold(p->a, text), p->title)) {
        p->title = NULL;
        keep = false;
    }
    if (keep) {
        buf_adds(p->out, p->out->len ? "\n\n" : "");
        buf_adds(p->out, text);
    }
    buf_clear(&p->raw);
    p->cps = p->linked = 0;
}

static void add_words(struct paragraph *p, const char *s)
{
    unsigned n = (unsigned)text_count(s, strlen(s));
    buf_adds(&p->raw, s);
    p->cps += n;
    p->linked += p->links > 0 ? n : 0;
}

/* Lists, tables and boxes within the article that are mostly links, or named furniture. */
static bool is_box(const struct page *page, const struct block *b)
{
    if (!html_tag_in(b->node, "ul ol dl table div section header figure"))
        return false;
    double share = links_in(b);
    if (b->weight <= -WEIGHT + 5 && page->by_class)
        return true;
    return share > 0.5 || (share > 0.3 && b->weight < WEIGHT && b->text < 500);
}

static bool start_node(const struct page *page, struct paragraph *p, xmlNode *n)
{
    if (n->type == XML_TEXT_NODE && n->content)
        add_words(p, (const char *)n->content);
    if (n->type != XML_ELEMENT_NODE)
        return false;
    int block = block_of(n);
    if (block >= 0 || html_tag_in(n, "br"))
        end_paragraph(p);
    if (is_dropped(page, n) || (block >= 0 && is_box(page, &page->blocks[block])))
        return false;
    p->links += html_tag_in(n, "a");
    p->lists += html_tag_in(n, "ul ol");
    return true;
}

static void end_node(struct paragraph *p, const xmlNode *n)
{
    if (block_of(n) >= 0)
        end_paragraph(p);
    p->links -= html_tag_in(n, "a");
    p->lists -= html_tag_in(n, "ul ol");
}

/* Writes the paragraphs of a block; the block itself is trusted, what is inside is looked at. */
static void write_block(const struct page *page, int at, struct paragraph *p)
{
    xmlNode *root = page->blocks[at].node;
    for (xmlNode *n = root->children; n;) {
        bool entered = start_node(page, p, n);
        if (entered && n->children) {
            n = n->children;
            continue;
        }
        if (entered)
            end_node(p, n);
        while (!n->next && n != root) {
            n = n->parent;
            if (n != root)
                end_node(p, n);
        }
        n = n == root ? NULL : n->next;
    }
    end_paragraph(p);
}

static void write_article(struct page *page, int top, struct paragraph *p)
{
    int parent = page->blocks[top].parent;
    if (parent < 0) {
        write_block(page, top, p);
        return;
    }
    for (int i = parent + 1; i < page->blocks[parent].end; i = page->blocks[i].end)
        if (i == top || joins(page, &page->blocks[i], &page->blocks[top]))
            write_block(page, i, p);
}

static void forget(xmlNode *root)
{
    for (xmlNode *n = root; n; n = html_next(n, root, 1))
        n->_private = NULL;
}

static void attempt(struct buf *out, xmlNode *root, const char *title, struct arena *a,
                    bool by_class)
{
    struct page page = {.a = a, .by_class = by_class};
    struct paragraph p = {.out = out, .a = a, .title = title};
    buf_init(&p.raw, out->max);
    forget(root);
    measure(&page, root);
    sum_up(&page);
    score(&page);
    int top = best(&page);
    write_article(&page, top < 0 ? 0 : top, &p);
    buf_release(&p.raw);
}

void html_text(struct buf *out, xmlDoc *doc, const char *title, struct arena *a)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    if (!root)
        return;
    const char *folded = title ? text_fold(a, title) : NULL;
    attempt(out, root, folded, a, true);
    if (text_count(out->ptr, out->len) >= ENOUGH)
        return;
    struct buf second;
    buf_init(&second, out->max);
    attempt(&second, root, folded, a, false);
    if (second.len > 2 * out->len) {
        buf_clear(out);
        buf_add(out, second.ptr, second.len);
    }
    buf_release(&second);
}
