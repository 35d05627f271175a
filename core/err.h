/* Errors as values.
 *
 * One struct err lives on main()'s stack and travels down as the last parameter. Whoever meets a
 * failure sets it once, where it happens; callers only wrap it with the file or row they were at.
 * Nothing prints from the middle: main() prints the one line "hearsay: a.html: no text found" and
 * maps the code to the exit status.
 *
 *     if (dates_parse(&d, text, e))
 *         return err_wrap(e, "%s:%d", path, line);      // "a.jsonl:7: not a date: '32/13'"
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

enum err_code {
    ERR_NONE,
    ERR_USAGE,     /* the command line is off: exit 2 */
    ERR_IO,        /* a file or stream can't be read or written */
    ERR_PARSE,     /* input is not in the form it claims */
    ERR_NOT_FOUND, /* a name or id that the store does not hold */
    ERR_STORE,     /* SQLite refused */
    ERR_GRAPH,     /* igraph or Graphviz refused */
    ERR_PARTIAL    /* done, but some articles were skipped, each reported by warn(): exit 1 */
};

struct err {
    enum err_code code;
    char msg[512]; /* UTF-8, no newline, no trailing stop; cut at a code point when too long */
};

/* Sets code and message; a message already there is kept (the first cause wins). Always returns
 * -1. */
int err_set(struct err *e, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Prefixes "PREFIX: " to the message that is there. Always returns -1. */
int err_wrap(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Forgets the error, so that the next article starts clean. */
void err_clear(struct err *e);

/* One line to stderr, "hearsay: warning: …"; erases a progress bar first. The only way besides
 * main() to talk there. */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
