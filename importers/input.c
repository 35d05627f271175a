#include "importers/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (64u << 10)

int input_open(struct input *in, struct arena *a, const char *path, struct err *e)
{
    bool standard = !strcmp(path, "-");
    *in = (struct input){.name = standard ? "standard input" : path};
    int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return err_set(e, ERR_IO, "%s: %s", in->name, strerror(errno));
    in->gz = gzdopen(fd, "rb");
    if (!in->gz) {
        close(fd);
        return err_set(e, ERR_IO, "%s: can't read it", in->name);
    }
    gzbuffer(in->gz, CHUNK);
    in->bytes = arena_alloc(a, CHUNK);
    return 0;
}

void input_close(struct input *in)
{
    if (in->gz)
        gzclose_r(in->gz);
    in->gz = NULL;
}

static int failed(const struct input *in, struct err *e)
{
    if (in->broken == Z_BUF_ERROR)
        return err_set(e, ERR_PARSE, "%s: compressed data ends too early", in->name);
    if (in->broken < 0)
        return err_set(e, ERR_PARSE, "%s: compressed data is damaged", in->name);
    return err_set(e, ERR_IO, "%s: %s", in->name, strerror(in->broken));
}

/* Reads more behind the unread part. 1, 0 at the end, -1. */
static int fill(struct input *in, struct err *e)
{
    if (in->broken)
        return failed(in, e);
    if (in->ended)
        return 0;
    if (in->at == in->len) {
        in->at = in->len = 0;
    } else if (in->at > 0) {
        memmove(in->bytes, in->bytes + in->at, in->len - in->at);
        in->len -= in->at;
        in->at = 0;
    }
    errno = 0;
    int got = gzread(in->gz, in->bytes + in->len, (unsigned)(CHUNK - in->len));
    if (got > 0) {
        in->len += (size_t)got;
        return 1;
    }
    int system = errno,
        code = Z_OK; /* a stream cut short gives its bytes, then the end with Z_BUF_ERROR */
    gzerror(in->gz, &code);
    in->ended = true;
    if (code == Z_ERRNO || (got < 0 && code == Z_OK))
        in->broken = system ? system : EIO;
    else if (got < 0 || code == Z_BUF_ERROR)
        in->broken = code;
    return in->broken ? failed(in, e) : 0;
}

int input_peek(struct input *in, const char **head, size_t *len, struct err *e)
{
    int more = 1;
    while (more > 0 && in->len - in->at < INPUT_HEAD)
        more = fill(in, e);
    *head = in->bytes + in->at;
    *len = in->len - in->at < INPUT_HEAD ? in->len - in->at : INPUT_HEAD;
    if (more < 0 && *len > 0)
        err_clear(e); /* it is told again behind the bytes that were read */
    return more < 0 && *len == 0 ? -1 : 0;
}

int input_line(struct input *in, struct buf *line, struct err *e)
{
    bool any = false;
    buf_clear(line);
    line->over = false;
    for (;;) {
        if (in->at == in->len) {
            int more = fill(in, e);
            if (more < 0)
                return -1;
            if (!more)
                break;
        }
        any = true;
        const char *from = in->bytes + in->at;
        const char *end = memchr(from, '\n', in->len - in->at);
        size_t n = end ? (size_t)(end - from) : in->len - in->at;
        buf_add(line, from, n);
        in->at += n + (end != NULL);
        if (end)
            break;
    }
    if (line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->ptr[--line->len] = '\0';
    return any;
}

int input_all(struct input *in, struct buf *out, struct err *e)
{
    for (;;) {
        if (in->at == in->len) {
            int more = fill(in, e);
            if (more <= 0)
                return more;
        }
        if (buf_add(out, in->bytes + in->at, in->len - in->at))
            return 0;
        in->at = in->len;
    }
}

int input_byte(struct input *in, struct err *e)
{
    if (in->at == in->len && fill(in, e) <= 0)
        return -1;
    return (unsigned char)in->bytes[in->at++];
}

void input_unread(struct input *in)
{
    if (in->at > 0)
        in->at--;
}

uint64_t input_offset(const struct input *in)
{
    z_off_t at = in->gz ? gzoffset(in->gz) : 0;
    return at > 0 ? (uint64_t)at : 0;
}
