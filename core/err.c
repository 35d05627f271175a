#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/progress.h"
#include "core/text.h"

/* Messages quote file names and input: what could break the line or the terminal becomes a space,
 * bytes that are no UTF-8 a question mark, and a character cut in two at the end goes. */
static void tidy(char *msg, bool cut)
{
    size_t len = strlen(msg), keep = 0;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t cp = text_next(msg, len, &at);
        if (cp == TEXT_BAD) {
            if (cut && len - from < 4)
                break;
            msg[keep++] = '?';
        } else if (cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0)) {
            msg[keep++] = ' ';
        } else {
            memmove(msg + keep, msg + from, at - from);
            keep += at - from;
        }
    }
    while (keep && msg[keep - 1] == ' ')
        keep--;
    msg[keep] = '\0';
}

int err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    if (e->code != ERR_NONE)
        return -1;
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    if (n < 0)
        e->msg[0] = '\0';
    tidy(e->msg, n >= (int)sizeof e->msg);
    e->code = code;
    return -1;
}

int err_wrap(struct err *e, const char *fmt, ...)
{
    char prefix[sizeof e->msg], old[sizeof e->msg];
    memcpy(old, e->msg, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    if (vsnprintf(prefix, sizeof prefix, fmt, ap) < 0)
        prefix[0] = '\0';
    va_end(ap);
    /* A path may be as long as it likes, but the cause has to stay readable. */
    int n = snprintf(e->msg, sizeof e->msg, "%.*s: %s", (int)sizeof prefix / 2, prefix, old);
    tidy(e->msg, n >= (int)sizeof e->msg);
    return -1;
}

void err_clear(struct err *e)
{
    e->code = ERR_NONE;
    e->msg[0] = '\0';
}

void warn(const char *fmt, ...)
{
    char msg[1024];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    if (n < 0)
        return;
    tidy(msg, n >= (int)sizeof msg);
    progress_hide();
    fprintf(stderr, "hearsay: warning: %s\n", msg);
}
