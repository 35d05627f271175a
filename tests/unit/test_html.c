/* HTML pages: metadata, and the article among the furniture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/HTMLparser.h>

#include <cmocka.h>

#include "core/text.h"
#include "importers/html.h"

#define P1                                                                                         \
    "Washington accused Beijing on Tuesday of breaking into the networks of three firms, "         \
    "stealing "                                                                                    \
    "designs, prices and letters, and of doing so for years."
#define P2                                                                                         \
    "A spokesman for the foreign ministry, asked about the charge, called it groundless and said " \
    "that China, too, is a victim of such attacks."
#define P3                                                                                         \
    "Both sides are to meet in July, officials said, to talk about rules for what each may do in " \
    "the networks of the other."

static xmlDoc *parse(const char *html, size_t len)
{
    xmlDoc *doc = htmlReadMemory(html, (int)len, NULL, "UTF-8",
                                 HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                     HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
    return doc;
}

static void check_text(const char *html, const char *title, const char *want)
{
    struct arena a = {0};
    struct buf out;
    xmlDoc *doc = parse(html, strlen(html));
    buf_init(&out, 1 << 20);
    html_text(&out, doc, title, &a);
    if (strcmp(out.ptr, want))
        fail_msg("page %s\n got %s\nwant %s", html, out.ptr, want);
    buf_release(&out);
    xmlFreeDoc(doc);
    arena_release(&a);
}

static void finds_the_article(void **state)
{
    (void)state;
    static const struct {
        const char *html, *title, *want;
    } cases[] = {
        {"<body><p>" P1 "</p><p>" P2 "</p></body>", NULL, P1 "\n\n" P2},
        {"<body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><div "
         "class=content>"
         "<h1>Head</h1><p>" P1 "</p><p>" P2 "</p></div><footer><p>All rights, of all sorts, are "
         "reserved by nobody at all in this place.</p></footer></body>",
         "Head", P1 "\n\n" P2},
        /* Related links inside the article, share buttons, a cookie banner, comments. */
        {"<body><div class='cookie-consent'><p>We use cookies, crumbs, and other things, to know "
         "what "
         "you read, when, and why.</p></div><article><p>" P1 "</p><ul class=related><li><a href=/1>"
         "Another story about another thing</a></li><li><a href=/2>And one more of "
         "these</a></li></ul>"
         "<p>" P2
         "</p><div class='share-buttons'>Share this on every network</div><p>Read more: <a "
         "href=/3>What the two sides want from their talks</a></p><p>" P3 "</p></article><section "
         "id=comments><p>First! I, for one, do not believe a word of this, or of anything else, "
         "ever."
         "</p></section></body>",
         NULL, P1 "\n\n" P2 "\n\n" P3},
        /* Text right in a div, broken by <br>. */
        {"<body><div id=top><a href=/>Home</a> <a href=/x>News</a></div><div id=story>" P1
         "<br><br>" P2 "<br><br>" P3 "</div></body>",
         NULL, P1 "\n\n" P2 "\n\n" P3},
        /* Two parts around an advertisement. */
        {"<body><div><div class=part><p>" P1 "</p><p>" P2
         "</p></div><div class=ad><p>Buy, buy, buy, "
         "buy, now, and here, or elsewhere, but do buy it.</p></div><div class=part><p>" P3
         "</p></div></div></body>",
         NULL, P1 "\n\n" P2 "\n\n" P3},
        /* Parts that share only a far ancestor, and a rest behind a button. */
        {"<body><div id=wrap><div class=row><div><div class='part one'><p>" P1
         "</p></div></div></div>"
         "<div class=ad-row><p>Buy this, and that, and those.</p></div><div class=row><div>"
         "<div class='part two'><p>" P2 "</p><p>" P3 "</p></div></div></div></div></body>",
         NULL, P1 "\n\n" P2 "\n\n" P3},
        {"<body><div class=story><p>" P1 "</p><p>" P3 "</p><p>" P2 "</p><div id=read-more>"
         "<a href=#>Read more</a><div id=read-more-content><p>" P2 "</p><p>" P3 "</p><p>" P1
         "</p><p>" P2 "</p></div></div></div></body>",
         NULL, P1 "\n\n" P3 "\n\n" P2 "\n\n" P2 "\n\n" P3 "\n\n" P1 "\n\n" P2},
        /* The lead stands outside of the block of paragraphs. */
        {"<body><div class=detail><h1>Tin</h1><h2 class=sapo>" P3
         "</h2><div class='fck_detail'><p>" P1 "</p><p>" P2 "</p></div></div></body>",
         "Tin", P3 "\n\n" P1 "\n\n" P2},
        /* What is no text. */
        {"<body><template><p>" P3 "</p></template><noscript><p>" P3
         "</p></noscript><script>var p = '<p>"
         "';</script><style>p{}</style><svg><text>" P3 "</text></svg><p hidden>" P3
         "</p><p style='display:none'>" P3 "</p><p>" P1 "</p><p>" P2 "</p></body>",
         NULL, P1 "\n\n" P2},
        /* Links in a sentence stay. */
        {"<body><p>" P1 " <a href=x>The report</a> is <b>public</b>.</p><p>" P2 "</p></body>", NULL,
         P1 " The report is public.\n\n" P2},
        /* White space, soft hyphens, entities. */
        {"<body><p>\n  " P1 "&nbsp; &amp;\tso  on&shy;ward.</p><p>" P2 "</p></body>", NULL,
         P1 " & so onward.\n\n" P2},
        /* A page of links only. */
        {"<body><div><ul><li><a href=/1>One story about a thing</a><li><a href=/2>Two stories "
         "about "
         "two things</a><li><a href=/3>Three stories, at last</a></ul></div></body>",
         NULL, ""},
        {"", NULL, ""},
        {"<html></html>", NULL, ""},
        /* A short page is all there is. */
        {"<body><p>China denied it.</p></body>", NULL, "China denied it."},
        /* Named like furniture, yet the only text. */
        {"<body><div class=sidebar><p>" P1 "</p><p>" P2 "</p></div></body>", NULL, P1 "\n\n" P2},
        {"<body><blockquote><p>" P1 "</p></blockquote><p>" P2 "</p></body>", NULL, P1 "\n\n" P2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_text(cases[i].html, cases[i].title, cases[i].want);
}

static void metadata(void **state)
{
    (void)state;
    static const struct {
        const char *html, *want; /* title|date|language|source|url */
    } cases[] = {
        {"<html lang=vi><title>A long enough headline | The Paper</title>",
         "A long enough headline|-|vi|-|-"},
        {"<title>Short - long enough to be the headline of this, not the paper's name</title>",
         "Short - long enough to be the headline of this, not the paper's name|-|-|-|-"},
        {"<meta property=og:title content='Og &amp; more'><meta property=og:site_name "
         "content=Paper>"
         "<meta property=og:url content=http://o/><meta property=article:published_time "
         "content=2013-07-09T23:30:00+07:00><title>T</title>",
         "Og & more|2013-07-09|-|Paper|http://o/"},
        {"<script "
         "type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":"
         "\"WebSite\",\"name\":\"W\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"LD\","
         "\"datePublished\":"
         "\"2014-05-20T10:00:00Z\",\"inLanguage\":\"en-GB\",\"publisher\":{\"name\":\"P\"}}]}</"
         "script>"
         "<meta property=og:title content=Og><meta name=date content=2001-01-01>"
         "<link rel=canonical href=http://c/>",
         "LD|2014-05-20|en-GB|P|http://c/"},
        {"<script type='application/ld+json'>{broken</script><meta name=pubdate "
         "content=2013-02-20><h1> "
         "The\n head </h1>",
         "The head|2013-02-20|-|-|-"},
        {"<body><h1>A</h1><time datetime=2010-01-01>x</time><time itemprop=datePublished "
         "datetime=2013-03-12>y</time>",
         "A|2013-03-12|-|-|-"},
        {"<body><h1>A</h1><time datetime=nonsense>9/7/2013</time><time>2013-07-10</time>",
         "A|2013-07-10|-|-|-"},
        {"<script "
         "type='application/ld+json'>[[[[[[[[[[{\"@type\":\"NewsArticle\",\"headline\":\"deep\"}"
         "]]]]]]]]]]</script><title>T</title>",
         "T|-|-|-|-"},
        {"<meta property=og:title content='Long enough a headline - The Paper'><meta "
         "property=og:site_name content='The Paper'>",
         "Long enough a headline|-|-|The Paper|-"},
        {"<meta property=og:title content='Long enough a headline | Báo'>",
         "Long enough a headline|-|-|-|-"},
        {"<p>nothing</p>", "-|-|-|-|-"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct html_meta m;
        char date[DATES_TEXT];
        xmlDoc *doc = parse(cases[i].html, strlen(cases[i].html));
        html_meta(&m, doc, &a);
        const char *got = arena_printf(&a, "%s|%s|%s|%s|%s", m.title ? m.title : "-",
                                       m.published.set ? dates_print(date, &m.published) : "-",
                                       m.language ? m.language : "-", m.source ? m.source : "-",
                                       m.url ? m.url : "-");
        assert_string_equal(got, cases[i].want);
        xmlFreeDoc(doc);
        arena_release(&a);
    }
}

static void squeezes(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"  a \n\t b\xC2\xA0 c ", "a b c"},
        {"", ""},
        {" \n ", ""},
        {"so\xC2\xAD"
         "ft",
         "soft"},
        {"ze\xE2\x80\x8Bro\xEF\xBB\xBF", "zero"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(html_squeeze(&a, cases[i].in), cases[i].want);
    arena_release(&a);
}

/* Pages made to hurt: deep, wide and unclosed. Each must end within seconds. */
static void survives(void **state)
{
    (void)state;
    static const struct {
        const char *open, *close;
        int times;
    } cases[] = {
        {"<div>", "", 200000},
        {"<div>", "</div>", 200000},
        {"<p>", "", 200000},
        {"<a href=x>", "</a>", 50000},
        {"<time>", "x", 20000},
        {"<h1>x", "", 20000},
        {"<ul><li>", "", 100000},
        {"<b>", "", 100000},
        {"<table><tr><td>", "", 30000},
        {"<span class='ad related'>x", "", 50000},
        {"&amp;<br>", "", 300000},
        {"<svg>", "", 100000},
        {"<!--", "", 100000},
        {"<div class=", "", 100000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct buf page, out;
        struct html_meta m;
        buf_init(&page, 64 << 20);
        buf_init(&out, 16 << 20);
        buf_adds(&page, "<html><body>");
        for (int k = 0; k < cases[i].times; k++)
            buf_adds(&page, cases[i].open);
        buf_adds(&page, "<p>" P1 "</p>");
        for (int k = 0; k < cases[i].times; k++)
            buf_adds(&page, cases[i].close);
        clock_t started = clock();
        xmlDoc *doc = parse(page.ptr, page.len);
        clock_t parsed = clock();
        if (doc && xmlDocGetRootElement(doc)) {
            html_meta(&m, doc, &a);
            html_text(&out, doc, m.title, &a);
            assert_int_equal(text_valid(out.ptr, out.len), out.len);
        }
        double parsing = (double)(parsed - started) / CLOCKS_PER_SEC;
        double reading = (double)(clock() - parsed) / CLOCKS_PER_SEC;
        if (getenv("TIMES"))
            print_message("%s: parse %.2f s, read %.2f s\n", cases[i].open, parsing, reading);
        if (reading > 20)
            fail_msg("%s × %d took %.1f s", cases[i].open, cases[i].times, reading);
        xmlFreeDoc(doc);
        buf_release(&page);
        buf_release(&out);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_article),
        cmocka_unit_test(metadata),
        cmocka_unit_test(squeezes),
        cmocka_unit_test(survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
