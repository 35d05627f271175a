#include "importers/reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "core/hash.h"
#include "core/text.h"
#include "importers/input.h"
#include "importers/language.h"
#include "importers/readers.h"

#define DEEPEST 64 /* folders within folders */

/* In the order in which they are asked to recognise a source; the last takes what nobody knows. */
const struct reader *const readers[] = {&reader_html, &reader_jsonl, &reader_json, &reader_text,
                                        NULL};
const char reader_names[] = "text html jsonl json";

struct folder {
    struct folder *next;
    dev_t device;
    ino_t inode;
};

const struct reader *reader_find(const char *name)
{
    for (const struct reader *const *r = readers; *r; r++)
        if (!strcmp((*r)->name, name))
            return *r;
    return NULL;
}

void reads_init(struct reads *r)
{
    *r = (struct reads){0};
}

void reads_release(struct reads *r)
{
    arena_release(&r->a);
    arena_release(&r->mem);
    *r = (struct reads){0};
}

int reads_skip(struct reads *r, struct err *e)
{
    r->failed++;
    if (r->skipped)
        r->skipped(r, e);
    else
        warn("%s", e->msg);
    err_clear(e);
    return 0;
}

static bool blank(const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp = text_next(s, len, &at);
        if (!text_is_space(cp) && cp != 0xFEFF)
            return false;
    }
    return true;
}

/* The end of a text, so that it is the same article from a text file, whose last line ends, and a
 * JSON record, whose text does not. */
static void trim_end(struct article *article, struct arena *a)
{
    size_t len = article->len;
    while (len > 0 && strchr(" \t\r\n", article->text[len - 1]))
        len--;
    if (len == article->len)
        return;
    article->text = arena_strndup(a, article->text, len);
    article->len = len;
}

static int complete(struct reads *r, struct article *article, struct err *e)
{
    if (!article->path)
        article->path = r->path;
    if (!article->published.set)
        article->published = r->published;
    if (article->len > READER_MAX_ARTICLE)
        return err_set(e, ERR_PARSE, "article longer than %u MiB", READER_MAX_ARTICLE >> 20);
    if (blank(article->text, article->len))
        return err_set(e, ERR_PARSE, "no text found");
    trim_end(article, &r->a);
    const char *given = r->language ? r->language : article->language;
    if (language_resolve(&article->language, given, article->text, article->len, e))
        return -1;
    hash_article(&r->a, article);
    return 0;
}

int reads_article(struct reads *r, struct article *article, struct err *e)
{
    int rc = 0;
    if (complete(r, article, e)) {
        err_wrap(e, "%s", article->path);
        reads_skip(r, e);
    } else {
        r->articles++;
        rc = r->each(r, article, e);
        r->stop = rc != 0;
    }
    arena_reset(&r->a);
    return rc;
}

/* Does the file's name end in one of the extensions? ".gz" behind it counts for nothing. */
static bool has_extension(const char *path, const char *extensions)
{
    size_t len = strlen(path);
    if (len > 3 && !strcasecmp(path + len - 3, ".gz"))
        len -= 3;
    for (const char *at = extensions; *at;) {
        size_t n = strcspn(at, " ");
        if (len > n && !strncasecmp(path + len - n, at, n))
            return true;
        at += n + strspn(at + n, " ");
    }
    return false;
}

/* NULL: nothing shows what it is. */
static const struct reader *recognise(const char *path, const char *head, size_t len)
{
    for (const struct reader *const *r = readers; *r; r++)
        if (has_extension(path, (*r)->extensions))
            return *r;
    for (const struct reader *const *r = readers; *r; r++)
        if ((*r)->sniff && (*r)->sniff(head, len))
            return *r;
    return NULL;
}

/* `named`: the user named this file, so it is an article whatever it looks like. */
static int read_source(struct reads *r, const char *path, bool named, struct err *e)
{
    struct input in;
    const char *head;
    size_t len;
    if (input_open(&in, &r->mem, path, e))
        return -1;
    int rc = input_peek(&in, &head, &len, e);
    if (rc)
        goto out;
    const struct reader *format = r->format ? r->format : recognise(path, head, len);
    if (!format && named)
        format = &reader_text;
    if (!format) {
        r->ignored++;
        goto out;
    }
    r->in = &in;
    r->path = in.name;
    r->named = named;
    rc = format->read(r, &in, e);
    r->done += input_offset(&in);
    r->in = NULL;
out:
    input_close(&in);
    arena_reset(&r->a);
    return rc;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, without the hidden ones; in the arena. */
static int list(const char ***names, size_t *n, struct arena *a, const char *path, struct err *e)
{
    size_t cap = 0;
    DIR *d = opendir(path);
    if (!d)
        return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
    errno = 0;
    for (const struct dirent *entry; (entry = readdir(d)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        *names = arena_grow(a, *names, *n, &cap, sizeof **names);
        (*names)[(*n)++] = arena_strdup(a, entry->d_name);
    }
    int failed = errno;
    closedir(d);
    if (failed)
        return err_set(e, ERR_IO, "%s: %s", path, strerror(failed));
    if (*n > 0)
        qsort(*names, *n, sizeof **names, by_name);
    return 0;
}

/* Was this folder read before? Each is read once, however the links go. */
static bool seen(struct reads *r, struct arena *a, const struct stat *st)
{
    for (const struct folder *f = r->trail; f; f = f->next)
        if (f->device == st->st_dev && f->inode == st->st_ino)
            return true;
    struct folder *f = arena_alloc(a, sizeof *f);
    *f = (struct folder){.next = r->trail, .device = st->st_dev, .inode = st->st_ino};
    r->trail = f;
    return false;
}

struct walk {
    struct arena *folders; /* what was seen; lives as long as the walk */
    uint64_t *bytes;       /* count sizes instead of reading */
    int depth;
};

static int walk(struct reads *r, struct walk *w, const char *path, bool named, struct err *e);

static int walk_folder(struct reads *r, struct walk *w, const char *path, struct err *e)
{
    struct arena names_of = {0};
    const char **names = NULL;
    size_t n = 0;
    const char *slash = path[0] && path[strlen(path) - 1] == '/' ? "" : "/";
    if (w->depth >= DEEPEST)
        return err_set(e, ERR_IO, "%s: more than %d folders deep", path, DEEPEST);
    int rc = list(&names, &n, &names_of, path, e);
    w->depth++;
    for (size_t i = 0; !rc && i < n; i++) {
        if (walk(r, w, arena_printf(&names_of, "%s%s%s", path, slash, names[i]), false, e))
            rc = r->stop ? -1 : w->bytes ? (err_clear(e), 0) : reads_skip(r, e);
        if (!w->bytes)
            arena_reset(&r->mem);
    }
    w->depth--;
    arena_release(&names_of);
    return rc;
}

static int walk(struct reads *r, struct walk *w, const char *path, bool named, struct err *e)
{
    struct stat st;
    if (!strcmp(path, "-") && named)
        return w->bytes ? 0 : read_source(r, path, true, e);
    if (stat(path, &st))
        return err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return seen(r, w->folders, &st) ? 0 : walk_folder(r, w, path, e);
    if (!named && (!S_ISREG(st.st_mode) || has_extension(path, reader_sidecar)))
        return 0;
    if (w->bytes) {
        *w->bytes += S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
        return 0;
    }
    return read_source(r, path, named, e);
}

int reads_path(struct reads *r, const char *path, struct err *e)
{
    struct arena folders = {0};
    struct walk w = {.folders = &folders};
    int rc = walk(r, &w, path, true, e);
    r->trail = NULL;
    arena_release(&folders);
    arena_reset(&r->mem);
    if (rc && !r->stop)
        rc = reads_skip(r, e);
    return rc;
}

uint64_t reads_offset(const struct reads *r)
{
    return r->done + (r->in ? input_offset(r->in) : 0);
}

uint64_t reads_size(struct reads *r, const char *path)
{
    struct arena folders = {0};
    struct err ignored = {0};
    uint64_t bytes = 0;
    struct walk w = {.folders = &folders, .bytes = &bytes};
    walk(r, &w, path, true, &ignored);
    r->trail = NULL;
    arena_release(&folders);
    return bytes;
}
