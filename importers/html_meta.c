#include "importers/html.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"

#define NESTING 6     /* levels of @graph, mainEntity … that are looked into */
#define MOST_TIMES 20 /* <time>s whose words are read: nested ones would cost their square */

xmlNode *html_next(xmlNode *n, const xmlNode *root, int down)
{
    if (down && n->children && (n->type == XML_ELEMENT_NODE || n->type == XML_HTML_DOCUMENT_NODE))
        return n->children;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

const char *html_attr(struct arena *a, const xmlNode *n, const char *name)
{
    xmlChar *value = xmlGetProp((xmlNode *)n, (const xmlChar *)name);
    const char *copy = value ? arena_strdup(a, (const char *)value) : NULL;
    xmlFree(value);
    return copy;
}

static bool is_gap(uint32_t cp)
{
    return text_is_space(cp) || cp == 0xA0 || cp < 0x20;
}

static bool is_invisible(uint32_t cp)
{
    return cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF;
}

const char *html_squeeze(struct arena *a, const char *s)
{
    size_t len = strlen(s), to = 0;
    char *out = arena_alloc(a, len + 1);
    bool gap = false;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t cp = text_next(s, len, &at);
        if (cp == TEXT_BAD || is_invisible(cp))
            continue;
        if (is_gap(cp)) {
            gap = to > 0;
            continue;
        }
        if (gap)
            out[to++] = ' ';
        gap = false;
        memcpy(out + to, s + from, at - from);
        to += at - from;
    }
    out[to] = '\0';
    return out;
}

static const char *content(struct arena *a, const xmlNode *n)
{
    xmlChar *text = xmlNodeGetContent(n);
    const char *copy = text ? arena_strdup(a, (const char *)text) : NULL;
    xmlFree(text);
    return copy;
}

static bool is(const xmlNode *n, const char *tag)
{
    return n->type == XML_ELEMENT_NODE && !strcasecmp((const char *)n->name, tag);
}

static const char *told(struct arena *a, const char *s)
{
    const char *squeezed = s ? html_squeeze(a, s) : NULL;
    return squeezed && *squeezed ? squeezed : NULL;
}

static void take(const char **slot, const char *value)
{
    if (!*slot && value)
        *slot = value;
}

/* Keeps the first date that is one. Slashed ones are read day first. */
static void take_date(struct date *slot, const char *value)
{
    struct err ignored = {0};
    struct date d;
    if (slot->set || !value || strlen(value) > 100)
        return;
    if (!dates_parse_loose(&d, value, true, &ignored))
        *slot = d;
}

/* --- JSON-LD (schema.org) --- */

static bool names_article(const json_t *type)
{
    static const char *const kinds[] = {"Article", "BlogPosting", "Report", "LiveBlogPosting"};
    const char *s = json_string_value(type);
    if (json_is_array(type)) {
        for (size_t i = 0; i < json_array_size(type); i++)
            if (json_is_string(json_array_get(type, i)) && names_article(json_array_get(type, i)))
                return true;
        return false;
    }
    for (size_t i = 0; s && i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i]), len = strlen(s);
        if (len >= n && !strcmp(s + len - n, kinds[i])) /* NewsArticle, AnalysisNewsArticle … */
            return true;
    }
    return false;
}

static const char *ld_string(struct arena *a, const json_t *object, const char *name)
{
    const char *s = json_string_value(json_object_get(object, name));
    return s ? told(a, s) : NULL;
}

static void take_article(struct html_meta *out, const json_t *o, struct arena *a)
{
    const json_t *publisher = json_object_get(o, "publisher");
    const char *body = json_string_value(json_object_get(o, "articleBody"));
    take(&out->title, ld_string(a, o, "headline"));
    take(&out->title, ld_string(a, o, "name"));
    take(&out->language, ld_string(a, o, "inLanguage"));
    take(&out->url, ld_string(a, o, "url"));
    take(&out->body, body ? arena_strdup(a, body) : NULL);
    take_date(&out->published, ld_string(a, o, "datePublished"));
    take_date(&out->published, ld_string(a, o, "dateCreated"));
    if (json_is_array(publisher))
        publisher = json_array_get(publisher, 0);
    take(&out->source, ld_string(a, publisher, "name"));
}

static bool find_article(struct html_meta *out, const json_t *value, struct arena *a, int depth)
{
    static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > NESTING)
        return false;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++)
            if (find_article(out, json_array_get(value, i), a, depth + 1))
                return true;
        return false;
    }
    if (!json_is_object(value))
        return false;
    if (names_article(json_object_get(value, "@type"))) {
        take_article(out, value, a);
        return true;
    }
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (find_article(out, json_object_get(value, inside[i]), a, depth + 1))
            return true;
    return false;
}

static void read_ld(struct html_meta *out, const xmlNode *script, struct arena *a)
{
    json_error_t error;
    const char *type = html_attr(a, script, "type");
    const char *text = type && !strcasecmp(type, "application/ld+json") ? content(a, script) : NULL;
    if (!text)
        return;
    json_t *root = json_loads(text, JSON_DISABLE_EOF_CHECK, &error);
    if (root)
        find_article(out, root, a, 0);
    json_decref(root);
}

/* --- <meta>, <link>, <time> and the page's own headings --- */

struct found {
    struct html_meta ld, og, meta; /* by trust */
    const char *html_lang, *og_url;
    const char *h1, *page_title;
    int h1s, times;
    struct date time_marked, time_any;
};

static bool any_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (!strcasecmp(name, *list))
            return true;
    return false;
}

static void read_meta(struct found *f, const xmlNode *n, struct arena *a)
{
    static const char *const dates[] = {"date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publish_date",
                                        "datePublished",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "dcterms.issued",
                                        "sailthru.date",
                                        "article.published",
                                        "parsely-pub-date",
                                        "publication_date",
                                        "dateCreated",
                                        "og:article:published_time",
                                        "dcterms.date",
                                        NULL};
    static const char *const titles[] = {"title", "dc.title", "dcterms.title", "twitter:title",
                                         NULL};
    static const char *const languages[] = {"language", "content-language", "dc.language", NULL};
    static const char *const sources[] = {"application-name", "publisher", "dc.publisher", NULL};
    const char *name = html_attr(a, n, "property"), *value = told(a, html_attr(a, n, "content"));
    if (!name)
        name = html_attr(a, n, "name");
    if (!name)
        name = html_attr(a, n, "itemprop");
    if (!name)
        name = html_attr(a, n, "http-equiv");
    if (!name || !value)
        return;
    if (!strcasecmp(name, "og:title"))
        take(&f->og.title, value);
    else if (!strcasecmp(name, "og:site_name"))
        take(&f->og.source, value);
    else if (!strcasecmp(name, "og:url"))
        take(&f->og_url, value);
    else if (!strcasecmp(name, "og:locale"))
        take(&f->og.language, value);
    else if (!strcasecmp(name, "article:published_time"))
        take_date(&f->og.published, value);
    else if (any_of(name, titles))
        take(&f->meta.title, value);
    else if (any_of(name, languages))
        take(&f->meta.language, value);
    else if (any_of(name, sources))
        take(&f->meta.source, value);
    else if (any_of(name, dates))
        take_date(&f->meta.published, value);
}

static void read_link(struct found *f, const xmlNode *n, struct arena *a)
{
    const char *rel = html_attr(a, n, "rel");
    if (rel && !strcasecmp(rel, "canonical"))
        take(&f->meta.url, told(a, html_attr(a, n, "href")));
}

static void read_time(struct found *f, const xmlNode *n, struct arena *a)
{
    const char *when = html_attr(a, n, "datetime"), *prop = html_attr(a, n, "itemprop");
    bool marked = (prop && !strcasecmp(prop, "datePublished")) ||
                  xmlHasProp((xmlNode *)n, (const xmlChar *)"pubdate");
    if (!when && f->times++ < MOST_TIMES)
        when = told(a, content(a, n));
    take_date(marked ? &f->time_marked : &f->time_any, when);
}

/* "Headline | The Daily" → "Headline": what stands behind the last bar or dash, when it is
 * short. */
static const char *without_site(struct arena *a, const char *title)
{
    static const char *const bars[] = {" | ", " - ", " – ", " — ", " :: ", NULL};
    const char *cut = NULL;
    for (int i = 0; bars[i]; i++)
        for (const char *at = title; (at = strstr(at, bars[i])) != NULL; at++)
            if (!cut || at > cut)
                cut = at;
    if (!cut || cut - title < 15 || strlen(cut) > 40)
        return title;
    return arena_strndup(a, title, (size_t)(cut - title));
}

/* The same where the page says its site's name: "Headline | The Daily" of The Daily. */
static const char *without_name(struct arena *a, const char *title, const char *site)
{
    const char *bar = title ? strstr(title, " | ") : NULL;
    if (bar && bar - title >= 15 && strlen(bar) <= 30) /* no headline has a bar */
        title = arena_strndup(a, title, (size_t)(bar - title));
    size_t len = title ? strlen(title) : 0, n = site ? strlen(site) : 0;
    if (!n || len < n + 4 || strcasecmp(title + len - n, site))
        return title;
    size_t cut = len - n;
    while (cut > 0 && strchr(" |-:", title[cut - 1]))
        cut--;
    return cut > 0 && cut < len - n - 1 ? arena_strndup(a, title, cut) : title;
}

static void visit(struct found *f, xmlNode *n, struct arena *a)
{
    if (is(n, "meta")) {
        read_meta(f, n, a);
    } else if (is(n, "link")) {
        read_link(f, n, a);
    } else if (is(n, "script")) {
        read_ld(&f->ld, n, a);
    } else if (is(n, "time")) {
        read_time(f, n, a);
    } else if (is(n, "html")) {
        take(&f->html_lang, told(a, html_attr(a, n, "lang")));
        take(&f->html_lang, told(a, html_attr(a, n, "xml:lang")));
    } else if (is(n, "title")) {
        if (!f->page_title)
            f->page_title = told(a, content(a, n));
    } else if (is(n, "h1")) {
        if (f->h1s++ == 0)
            f->h1 = told(a, content(a, n));
    }
}

void html_meta(struct html_meta *out, xmlDoc *doc, struct arena *a)
{
    struct found f = {0};
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = html_next(n, root, !is(n, "svg") && !is(n, "template")))
        if (n->type == XML_ELEMENT_NODE)
            visit(&f, n, a);
    *out = f.ld;
    take(&out->title, f.og.title);
    if (f.h1s == 1)
        take(&out->title, f.h1);
    take(&out->title, f.meta.title);
    take(&out->title, f.page_title ? without_site(a, f.page_title) : f.h1);
    take(&out->source, f.og.source);
    take(&out->source, f.meta.source);
    out->title = without_name(a, out->title, out->source);
    if (f.meta.url)
        out->url = f.meta.url;
    take(&out->url, f.og_url);
    take(&out->language, f.html_lang);
    take(&out->language, f.og.language);
    take(&out->language, f.meta.language);
    const struct date dates[] = {f.og.published, f.meta.published, f.time_marked, f.time_any};
    for (size_t i = 0; i < sizeof dates / sizeof *dates && !out->published.set; i++)
        out->published = dates[i];
}
