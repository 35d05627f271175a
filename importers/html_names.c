/* What the names of elements, classes and ids say of a block: article or furniture. */
#include <string.h>
#include <strings.h>

#include "importers/html.h"

#define LOOK 200 /* nodes looked at to tell a link from a hidden rest */
#define REST 400 /* bytes of words that make one */

/* `word` in `s`, ASCII letters in any case; NULL when it is not there. */
const char *html_find(const char *s, const char *word)
{
    for (size_t n = strlen(word); *s; s++)
        if (!strncasecmp(s, word, n))
            return s;
    return NULL;
}

bool html_tag_in(const xmlNode *n, const char *list)
{
    size_t len = strlen((const char *)n->name);
    for (const char *at = list; *at;) {
        size_t w = strcspn(at, " ");
        if (w == len && !strncasecmp(at, (const char *)n->name, len))
            return true;
        at += w + (at[w] == ' ');
    }
    return false;
}

/* Words of class names and ids, English and Vietnamese: furniture and article. */
static const char *const furniture[] = {
    "ad",          "ads",       "advert",    "advertisement", "agegate",     "author",
    "byline",      "banner",    "binhluan",  "breadcrumb",    "breadcrumbs", "comment",
    "comments",    "community", "consent",   "cookie",        "cookies",     "copyright",
    "disqus",      "donghanh",  "footer",    "gdpr",          "lienquan",    "masthead",
    "menu",        "modal",     "mostread",  "nav",           "navbar",      "navigation",
    "newsletter",  "outbrain",  "pager",     "pagination",    "paywall",     "popup",
    "print",       "promo",     "quangcao",  "rating",        "readmore",    "recommend",
    "recommended", "related",   "relate",    "reply",         "replies",     "share",
    "sharing",     "shoutbox",  "sidebar",   "signup",        "skip",        "social",
    "sponsor",     "sponsored", "subscribe", "taboola",       "timestamp",   "tags",
    "teaser",      "toolbar",   "tooltip",   "trending",      "widget",      "xemthem"};
static const char *const content_words[] = {
    "article", "body",   "content", "entry", "hentry",     "main",    "post",    "story",
    "text",    "detail", "sapo",    "lead",  "standfirst", "noidung", "baiviet", "paragraph"};

static bool word_in(const char *word, size_t len, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == len && !strncasecmp(list[i], word, len))
            return true;
    return false;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Which of the two kinds of words a class name or id has, split at signs and capitals
 * ("readMore-box" has "read", "More", "readMore" and "box"). */
static void judge_name(const char *name, bool *bad, bool *good)
{
    for (const char *at = name; *at;) {
        const char *start = at;
        while (is_ascii_letter(*at))
            at++;
        for (const char *part = start; part < at;) {
            const char *next = part + 1;
            while (next < at && !is_capital(*next))
                next++;
            const char *const ends[] = {next, at};
            for (int i = 0; i < 2; i++) {
                size_t len = (size_t)(ends[i] - part);
                *bad |= word_in(part, len, furniture, sizeof furniture / sizeof *furniture);
                *good |=
                    word_in(part, len, content_words, sizeof content_words / sizeof *content_words);
            }
            part = next;
        }
        at += at == start;
    }
}

/* The page of a name in two words ("tin-lien-quan", "read-more"). */
static bool names_furniture(const char *name)
{
    static const char *const pairs[] = {"lien-quan", "read-more", "most-read", "doc-them",
                                        "xem-them",  "binh-luan", "quang-cao", "tin-khac",
                                        "see-also",  "read-next", "also-read", "cung-chuyen-muc",
                                        "sign-up"};
    char plain[128];
    size_t n = 0;
    for (const char *at = name; *at && n < sizeof plain - 1; at++)
        plain[n++] = *at == '_' || *at == ' ' ? '-' : *at;
    plain[n] = '\0';
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (html_find(plain, pairs[i]))
            return true;
    return false;
}

/* A block called "read-more" may be a link, or the rest of the article behind a button. */
static bool holds_prose(const xmlNode *n)
{
    static const char *const rest[] = {"read-more", "readmore", "xem-them", "doc-them"};
    size_t length = 0, visits = 0;
    bool named = false;
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        for (const xmlAttr *at = n->properties; at; at = at->next) {
            const xmlNode *value = at->children;
            named |= value && value->content && html_find((const char *)value->content, rest[i]);
        }
    }
    for (xmlNode *at = (xmlNode *)n; named && at && visits < LOOK; visits++) {
        if (at->type == XML_TEXT_NODE && at->content)
            length += strlen((const char *)at->content);
        if (length >= REST)
            return true;
        at = html_next(at, n, at->type == XML_ELEMENT_NODE && !html_tag_in(at, "a script style"));
    }
    return false;
}

void html_judge(struct arena *a, const xmlNode *n, bool *bad, bool *good)
{
    const char *const names[] = {"class", "id"};
    *bad = *good = false;
    for (int i = 0; i < 2; i++) {
        const char *name = html_attr(a, n, names[i]);
        if (!name || strlen(name) > 1000)
            continue;
        judge_name(name, bad, good);
        *bad |= names_furniture(name);
    }
    *bad = *bad && !holds_prose(n);
}
