#define _XOPEN_SOURCE 700 /* realpath */

#include "export/out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(struct err *e, const struct out *o)
{
    return err_set(e, ERR_IO, "%s: %s", o->path ? o->path : "standard output", strerror(errno));
}

/* The temporary file gets the rights of the file it replaces, or those of any new file. */
static int set_mode(int fd, const struct stat *old)
{
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(fd, old ? old->st_mode & 07777 : 0666 & ~mask);
}

static int open_temp(struct out *o, const struct stat *old, struct err *e)
{
    int n = snprintf(o->temp, sizeof o->temp, "%s.XXXXXX", o->target);
    if (n < 0 || (size_t)n >= sizeof o->temp) {
        o->temp[0] = '\0';
        errno = ENAMETOOLONG;
        return fail(e, o);
    }
    int fd = mkstemp(o->temp);
    if (fd < 0) {
        o->temp[0] = '\0';
        return fail(e, o);
    }
    o->f = set_mode(fd, old) ? NULL : fdopen(fd, "wb");
    if (!o->f) {
        fail(e, o);
        close(fd);
        unlink(o->temp);
        return -1;
    }
    return 0;
}

int out_open(struct out *o, const char *path, FILE *stream, struct err *e)
{
    *o = (struct out){.f = stream};
    if (!path || !strcmp(path, "-"))
        return 0;
    o->path = path;
    o->own = true;
    struct stat old;
    bool exists = stat(path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return fail(e, o);
    }
    if (exists && !S_ISREG(old.st_mode)) {
        o->f = fopen(path, "wb");
        return o->f ? 0 : fail(e, o);
    }
    if (strlen(path) >= sizeof o->target) {
        errno = ENAMETOOLONG;
        return fail(e, o);
    }
    if (!exists || !realpath(path, o->target))
        memcpy(o->target, path, strlen(path) + 1);
    return open_temp(o, exists ? &old : NULL, e);
}

void out_discard(struct out *o)
{
    if (!o->own)
        return;
    fclose(o->f);
    if (o->temp[0])
        unlink(o->temp);
}

int out_close(struct out *o, struct err *e)
{
    if (fflush(o->f) || ferror(o->f) || (o->temp[0] && fsync(fileno(o->f)))) {
        fail(e, o);
        out_discard(o);
        return -1;
    }
    if (!o->own)
        return 0;
    if (fclose(o->f) || (o->temp[0] && rename(o->temp, o->target))) {
        fail(e, o);
        if (o->temp[0])
            unlink(o->temp);
        return -1;
    }
    return 0;
}
