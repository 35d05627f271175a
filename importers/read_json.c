/* JSON: one object, an array of them, or several values one after the other (record.c says which
 * fields), read value by value, so that an array may be longer than memory. Where the syntax
 * breaks, the rest can't be told apart. */
#include <jansson.h>
#include <string.h>

#include "importers/input.h"
#include "importers/readers.h"

struct feed {
    struct input *in;
    struct err *e;
    size_t left; /* bytes that the value may still have */
};

static bool looks_like(const char *head, size_t len)
{
    size_t at = 0;
    while (at < len && strchr(" \t\r\n", head[at]))
        at++;
    size_t next = at + 1;
    while (next < len && strchr(" \t\r\n", head[next]))
        next++;
    if (next >= len)
        return false;
    return (head[at] == '[' && head[next] == '{') || (head[at] == '{' && head[next] == '"');
}

/* One byte a call: the parser stops right behind the value, and what follows stays ours. */
static size_t give(void *out, size_t len, void *ctx)
{
    struct feed *f = ctx;
    (void)len;
    if (f->left == 0)
        return (size_t)-1;
    int c = input_byte(f->in, f->e);
    if (c < 0)
        return 0;
    f->left--;
    *(char *)out = (char)c;
    return 1;
}

/* The next byte that is no white space, not consumed; -1 at the end. A byte order mark counts as
 * white space. */
static int next_sign(struct input *in, struct err *e)
{
    int c;
    while ((c = input_byte(in, e)) >= 0)
        if (!strchr(" \t\r\n\xEF\xBB\xBF", c) || c == 0)
            break;
    if (c >= 0)
        input_unread(in);
    return c;
}

/* Reads one object. 0, or -1: the rest can't be read, or stop. */
static int read_object(struct reads *r, struct input *in, size_t number, struct err *e)
{
    struct feed feed = {.in = in, .e = e, .left = READER_MAX_LINE};
    struct article article = {0};
    json_error_t error;
    r->path = arena_printf(&r->a, "%s:%zu", in->name, number);
    json_t *object = json_load_callback(give, &feed, JSON_DISABLE_EOF_CHECK, &error);
    if (!object && e->code != ERR_NONE)
        return -1;
    if (!object && feed.left == 0)
        return err_set(e, ERR_PARSE, "%s: longer than %u MiB; what follows is not read", r->path,
                       READER_MAX_LINE >> 20);
    if (!object)
        return err_set(e, ERR_PARSE, "%s: %s; what follows is not read", r->path, error.text);
    if (!r->named && json_is_object(object) && !json_object_get(object, "text")) {
        r->ignored++; /* folders hold other JSON than articles */
        json_decref(object);
        return 0;
    }
    int rc = record_article(&article, object, &r->a, e);
    json_decref(object);
    if (rc) {
        err_wrap(e, "%s", r->path);
        rc = reads_skip(r, e);
    } else {
        article.path = r->path;
        rc = reads_article(r, &article, e);
    }
    r->path = in->name;
    arena_reset(&r->a);
    return rc;
}

static int read_json(struct reads *r, struct input *in, struct err *e)
{
    bool list = false;
    size_t number = 0;
    for (int c; (c = next_sign(in, e)) >= 0;) {
        if (c == '{') {
            if (read_object(r, in, ++number, e))
                return -1;
        } else if ((c == '[' && !list) || (c == ']' && list) || (c == ',' && list)) {
            list = c != ']';
            input_byte(in, e);
        } else {
            return err_set(e, ERR_PARSE, "%s: not JSON articles: unexpected '%c' after %zu of them",
                           in->name, c > 0x20 && c < 0x7F ? c : '?', number);
        }
    }
    if (e->code != ERR_NONE)
        return -1;
    if (list)
        return err_set(e, ERR_PARSE, "%s: the array ends too early, after %zu articles", in->name,
                       number);
    return number ? 0 : err_set(e, ERR_PARSE, "%s: empty", in->name);
}

const struct reader reader_json = {
    .name = "json", .extensions = ".json", .sniff = looks_like, .read = read_json};
