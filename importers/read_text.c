/* Plain text: the title line, a blank line, the body. Without a blank second line there is no
 * title.
 *
 * article.text is the file, character by character, so that spans count what anyone counts who
 * opens it: line ends become "\n" (as text tools and Python's universal newlines read them), and
 * a UTF-8 byte order mark, which those count as a character, becomes one space. "a.txt" may have
 * its date, language, source, url and id in "a.meta.json". */
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "importers/charset.h"
#include "importers/input.h"
#include "importers/readers.h"

#define LONGEST_TITLE 500 /* code points; a longer first line is a paragraph */
#define SIDECAR_MAX (1u << 20)

const char reader_sidecar[] = ".meta.json";

int read_whole(struct input *in, struct buf *out, struct err *e)
{
    buf_init(out, READER_MAX_ARTICLE);
    if (input_all(in, out, e))
        return -1;
    if (out->over)
        return err_set(e, ERR_PARSE, "%s: longer than %u MiB", in->name, READER_MAX_ARTICLE >> 20);
    if (out->len == 0)
        return err_set(e, ERR_PARSE, "%s: empty", in->name);
    return 0;
}

static void unify_line_ends(struct charset_text *t)
{
    size_t to = 0;
    if (!memchr(t->text, '\r', t->len))
        return;
    for (size_t from = 0; from < t->len; from++) {
        char c = t->text[from];
        if (c == '\r') {
            c = '\n';
            from += from + 1 < t->len && t->text[from + 1] == '\n';
        }
        t->text[to++] = c;
    }
    t->text[to] = '\0';
    t->len = to;
}

static void find_title(struct article *article, struct arena *a)
{
    const char *s = article->text, *end = strchr(s, '\n');
    if (!end)
        return;
    size_t lead = strspn(s, " \t"), len = (size_t)(end - s), gap = strspn(end + 1, " \t\v\f");
    while (len > lead && strchr(" \t\v\f", s[len - 1]))
        len--;
    if (len <= lead || end[1 + gap] != '\n')
        return;
    size_t cp = text_count(s, len);
    if (cp > LONGEST_TITLE)
        return;
    article->title = arena_strndup(a, s + lead, len - lead);
    article->title_cp = cp;
}

/* What "a.meta.json" says of "a.txt" (also of "a.txt.gz"); a folder without it is the usual
 * case. */
static int read_sidecar(struct article *article, struct reads *r, struct input *in, struct err *e)
{
    size_t len = strlen(in->name);
    if (len > 3 && !strcmp(in->name + len - 3, ".gz"))
        len -= 3;
    while (len > 0 && in->name[len - 1] != '.' && in->name[len - 1] != '/')
        len--;
    if (len < 2 || in->name[len - 1] != '.')
        return 0;
    const char *path = arena_printf(&r->a, "%.*s%s", (int)len - 1, in->name, reader_sidecar);
    if (access(path, R_OK))
        return 0;
    struct input side;
    struct buf text;
    json_error_t error;
    int rc = -1;
    if (input_open(&side, &r->mem, path, e))
        return -1;
    buf_init(&text, SIDECAR_MAX);
    if (input_all(&side, &text, e))
        goto out;
    json_t *object = text.over ? NULL : json_loadb(text.ptr, text.len, 0, &error);
    if (text.over || !object)
        err_set(e, ERR_PARSE, "%s: %s", path, text.over ? "too long" : error.text);
    else if ((rc = record_about(article, object, &r->a, e)) != 0)
        err_wrap(e, "%s", path);
    json_decref(object);
out:
    buf_release(&text);
    input_close(&side);
    return rc;
}

static int read_text(struct reads *r, struct input *in, struct err *e)
{
    struct buf bytes;
    struct charset_text t;
    struct article article = {0};
    int rc = read_whole(in, &bytes, e);
    if (!rc) {
        rc = charset_decode(&t, &r->a, bytes.ptr, bytes.len, NULL, e);
        if (rc)
            err_wrap(e, "%s", in->name);
    }
    buf_release(&bytes);
    if (rc)
        return -1;
    if (t.marked && !strcmp(t.charset, "UTF-8")) {
        t.text = arena_printf(&r->a, " %s", t.text);
        t.len = strlen(t.text);
    }
    unify_line_ends(&t);
    article.text = t.text;
    article.len = t.len;
    find_title(&article, &r->a);
    if (read_sidecar(&article, r, in, e))
        return -1;
    return reads_article(r, &article, e);
}

const struct reader reader_text = {.name = "text", .extensions = ".txt .text", .read = read_text};
