/* hearsay languages: what each language pack holds. */
#include <jansson.h>
#include <string.h>

#include "core/cmd.h"
#include "core/embed.h"
#include "core/table.h"

#define FOLDER "importers/languages/"

struct file {
    const char *tag, *name;
    long entries;
};

/* Lines that are neither empty nor comments. */
static long count_entries(const struct embedded *f)
{
    long n = 0;
    for (const char *line = f->bytes; *line;) {
        const char *end = strchr(line, '\n');
        n += *line != '#' && line[strspn(line, " \t\r")] != '\n';
        line = end ? end + 1 : line + strlen(line);
    }
    return n;
}

/* "importers/languages/vi/cues.tsv" → vi, cues. false for what is no lexicon. */
static bool name_file(struct file *out, const struct embedded *f, struct arena *a)
{
    if (strncmp(f->path, FOLDER, strlen(FOLDER)))
        return false;
    const char *tag = f->path + strlen(FOLDER), *slash = strchr(tag, '/');
    const char *dot = slash ? strrchr(slash, '.') : NULL;
    if (!dot || strcmp(dot, ".tsv"))
        return false;
    out->tag = arena_strndup(a, tag, (size_t)(slash - tag));
    out->name = arena_strndup(a, slash + 1, (size_t)(dot - slash - 1));
    out->entries = count_entries(f);
    return true;
}

static int print_json(const struct call *c, const struct file *files, size_t n, struct err *e)
{
    json_t *root = json_object();
    for (size_t i = 0; i < n; i++) {
        json_t *pack = json_object_get(root, files[i].tag);
        if (!pack) {
            pack = json_object();
            json_object_set_new(root, files[i].tag, pack);
        }
        json_object_set_new(pack, files[i].name, json_integer(files[i].entries));
    }
    int rc = json_dumpf(root, c->out, JSON_INDENT(1));
    fputc('\n', c->out);
    json_decref(root);
    return rc ? err_set(e, ERR_IO, "can't write") : 0;
}

static int run(struct call *c, struct err *e)
{
    struct file *files = NULL;
    size_t n = 0, cap = 0;
    struct table t;
    for (const struct embedded *f = embedded_files; f->path; f++) {
        files = arena_grow(c->a, files, n, &cap, sizeof *files);
        n += name_file(&files[n], f, c->a);
    }
    if (c->json)
        return print_json(c, files, n, e);
    table_init(&t, c, 3, (const char *[]){"LANGUAGE", "LEXICON", "ENTRIES"});
    table_style(&t, 0, STYLE_BOLD);
    for (size_t i = 0; i < n; i++)
        table_row(&t, (const char *[]){files[i].tag, files[i].name,
                                       arena_printf(c->a, "%ld", files[i].entries)});
    table_print(&t);
    return 0;
}

const struct cmd cmd_languages = {
    .name = "languages",
    .summary = "Show the language packs and what they hold",
    .details =
        "A pack is the vocabulary by which articles in one language are read: one lexicon a line, "
        "with its number of entries. \"mul\" is shared by all.",
    .need = NEED_NOTHING,
    .run = run,
};
