/* HTML pages: one article each; what it is called, when and where from its metadata, its words
 * without the navigation, boxes and lists around them (html_text.c). */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "importers/charset.h"
#include "importers/html.h"
#include "importers/input.h"
#include "importers/language.h"
#include "importers/readers.h"

#define SHORTEST 25 /* code points of an article's text; less is a page without one */

static bool looks_like(const char *head, size_t len)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body",
                                         "<!--",           "<meta", "<title"};
    size_t at = len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < len && strchr(" \t\r\n", head[at]))
        at++;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (len - at >= strlen(starts[i]) && !strncasecmp(head + at, starts[i], strlen(starts[i])))
            return true;
    return false;
}

static void quiet(void *ctx, const char *fmt, ...)
{
    (void)ctx;
    (void)fmt;
}

/* Title and paragraphs as the article's text. */
static int compose(struct article *article, const struct html_meta *meta, xmlDoc *doc,
                   struct arena *a, struct err *e)
{
    struct buf text;
    buf_init(&text, READER_MAX_ARTICLE);
    html_text(&text, doc, meta->title, a);
    const char *body = arena_strndup(a, text.ptr, text.len);
    bool over = text.over;
    buf_release(&text);
    if (over)
        return err_set(e, ERR_PARSE, "article longer than %u MiB", READER_MAX_ARTICLE >> 20);
    if (text_count(body, strlen(body)) < SHORTEST && meta->body)
        body = meta->body;
    if (text_count(body, strlen(body)) < SHORTEST)
        return err_set(e, ERR_PARSE, "no article text found in the page");
    record_text(article, meta->title, body, a);
    return 0;
}

static int read_page(struct article *article, const char *bytes, size_t len, struct arena *a,
                     struct err *e)
{
    struct charset_text t;
    struct html_meta meta;
    if (charset_decode(&t, a, bytes, len, charset_declared(a, bytes, len), e))
        return -1;
    /* Told the encoding, the parser does not look at what <meta charset> claims. */
    xmlSetGenericErrorFunc(NULL, quiet);
    xmlDoc *doc = htmlReadMemory(t.text, (int)t.len, NULL, "UTF-8",
                                 HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                     HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
    if (!doc || !xmlDocGetRootElement(doc)) {
        xmlFreeDoc(doc);
        return err_set(e, ERR_PARSE, "not an HTML page");
    }
    html_meta(&meta, doc, a);
    int rc = compose(article, &meta, doc, a, e);
    xmlFreeDoc(doc);
    if (rc)
        return -1;
    article->source = meta.source;
    article->url = meta.url;
    article->published = meta.published;
    article->language = language_guess(article->text, article->len, meta.language);
    return 0;
}

static int read_html(struct reads *r, struct input *in, struct err *e)
{
    struct buf bytes;
    struct article article = {0};
    int rc = read_whole(in, &bytes, e);
    if (!rc && (rc = read_page(&article, bytes.ptr, bytes.len, &r->a, e)) != 0)
        err_wrap(e, "%s", in->name);
    buf_release(&bytes);
    return rc ? -1 : reads_article(r, &article, e);
}

const struct reader reader_html = {
    .name = "html", .extensions = ".html .htm .xhtml", .sniff = looks_like, .read = read_html};
