/* What the models see, for training: reads articles (NAME.txt with NAME.meta.json's date and tag on
 * the command line) and prints, an article after the other,
 *
 *     article <TAB> NAME
 *     entities <TAB> JSON        all entities of the cascade, by number
 *     claims <TAB> JSON          the claims that the answers' candidates number
 *     accuse|deny|meet|answer …  a candidate a line (importers/extract/frames.h)
 *
 *     dump NAME PUBLISHED TAG FILE [NAME PUBLISHED TAG FILE]…
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "importers/extract/extract.h"
#include "importers/extract/frames.h"

static json_t *spans_json(const struct spans *spans)
{
    json_t *list = json_array();
    for (size_t i = 0; i < spans->n; i++)
        json_array_append_new(
            list, json_pack("[i,i]", (int)spans->items[i].start, (int)spans->items[i].end));
    return list;
}

static void print_json(const char *what, json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    printf("%s\t%s\n", what, text);
    free(text);
    json_decref(root);
}

static void print_entities(const struct doc *d)
{
    json_t *list = json_array();
    for (int i = 0; i < d->entities_n; i++) {
        const struct entity *e = &d->entities[i];
        json_t *also = json_array();
        for (size_t j = 0; j < e->also_n; j++)
            json_array_append_new(also, json_string(e->also[j]));
        json_array_append_new(list, json_pack("{s:i,s:s,s:o,s:i,s:b,s:o}", "id", i, "name", e->name,
                                              "also", also, "side", e->side, "unnamed", e->unnamed,
                                              "mentions", spans_json(&e->mentions)));
    }
    print_json("entities", list);
}

static void print_claims(const struct doc *d)
{
    json_t *list = json_array();
    for (int i = 0; i < d->claims_n; i++) {
        const struct claim *c = &d->claims[i];
        json_t *roles = json_array();
        for (size_t j = 0; j < c->roles_n; j++)
            json_array_append_new(
                roles, json_pack("[s,i]", model_role(c->roles[j].role), c->roles[j].entity));
        json_array_append_new(list,
                              json_pack("{s:s,s:o,s:o}", "kind", model_claim_kind(c->kind), "roles",
                                        roles, "evidence", spans_json(&c->evidence)));
    }
    print_json("claims", list);
}

static int read_file(struct buf *out, const char *path)
{
    FILE *f = fopen(path, "rb");
    char chunk[65536];
    size_t n;
    if (!f)
        return -1;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(out, chunk, n);
    fclose(f);
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i + 3 < argc; i += 4) {
        struct arena a = {0};
        struct buf text;
        struct err e = {0};
        buf_init(&text, 1 << 24);
        if (read_file(&text, argv[i + 3]))
            return 1;
        struct article article = {.text = text.ptr, .len = text.len, .language = argv[i + 2]};
        const char *nl = strstr(text.ptr, "\n\n"), *first = strchr(text.ptr, '\n');
        if (nl && nl == first)
            article.title_cp = text_count(text.ptr, (size_t)(nl - text.ptr));
        dates_parse(&article.published, argv[i + 1], &e);
        struct doc d = {.article = &article, .pack = packs_find(article.language), .a = &a};
        words_read(&d);
        names_read(&d);
        coref_read(&d);
        dates_read(&d);
        printf("article\t%s\n", argv[i]);
        print_entities(&d);
        frames_read(&d, stdout);
        link_read(&d, stdout);
        print_claims(&d);
        buf_release(&text);
        arena_release(&a);
    }
    extract_cleanup();
    return 0;
}
