/* JSON Lines: one article a line (record.c says which fields). A line that can't be read costs
 * only itself. */
#include <jansson.h>
#include <string.h>

#include "importers/input.h"
#include "importers/readers.h"

static bool looks_like(const char *head, size_t len)
{
    json_error_t error;
    const char *end = memchr(head, '\n', len);
    size_t n = end ? (size_t)(end - head) : len;
    if (len == 0 || head[0] != '{')
        return false;
    json_t *first = json_loadb(head, n, JSON_DISABLE_EOF_CHECK, &error);
    bool fine =
        first != NULL || (!end && len == INPUT_HEAD); /* a line longer than what can be seen */
    json_decref(first);
    return fine;
}

static int read_line(struct reads *r, const char *line, size_t len, struct err *e)
{
    json_error_t error;
    struct article article = {0};
    json_t *object = json_loadb(line, len, 0, &error);
    if (!object)
        return err_set(e, ERR_PARSE, "column %d: %s", error.column, error.text);
    int rc = record_article(&article, object, &r->a, e);
    json_decref(object);
    if (rc)
        return -1;
    article.path = r->path;
    return reads_article(r, &article, e);
}

static int read_jsonl(struct reads *r, struct input *in, struct err *e)
{
    struct buf line;
    size_t number = 0;
    int got = 0, rc = 0;
    buf_init(&line, READER_MAX_LINE);
    while (!rc && (got = input_line(in, &line, e)) > 0) {
        const char *start = line.ptr;
        size_t len = line.len;
        number++;
        if (number == 1 && len >= 3 && !memcmp(start, "\xEF\xBB\xBF", 3)) {
            start += 3;
            len -= 3;
        }
        if (!line.over && strspn(start, " \t\r") == len)
            continue;
        r->path = arena_printf(&r->a, "%s:%zu", in->name, number);
        if (line.over)
            rc = err_set(e, ERR_PARSE, "line longer than %u MiB", READER_MAX_LINE >> 20);
        else
            rc = read_line(r, start, len, e);
        if (rc && !r->stop) {
            err_wrap(e, "%s:%zu", in->name, number);
            rc = reads_skip(r, e);
        }
        r->path = in->name;
        arena_reset(&r->a);
        if (line.cap >
            1u << 20) { /* one long line must not hold its memory to the end of the file */
            buf_release(&line);
            buf_init(&line, READER_MAX_LINE);
        }
    }
    buf_release(&line);
    if (!rc && !got && !number)
        return err_set(e, ERR_PARSE, "%s: empty", in->name);
    return rc ? rc : got;
}

const struct reader reader_jsonl = {
    .name = "jsonl", .extensions = ".jsonl .ndjson", .sniff = looks_like, .read = read_jsonl};
