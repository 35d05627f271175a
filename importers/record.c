/* One JSON object → one article. */
#include <jansson.h>
#include <string.h>

#include "core/text.h"
#include "importers/readers.h"

/* The string of a field, NULL when absent or null; whole numbers only where `number` allows. */
static int field(const char **out, const json_t *object, const char *name, bool number,
                 struct arena *a, struct err *e)
{
    const json_t *value = json_object_get(object, name);
    *out = NULL;
    if (!value || json_is_null(value))
        return 0;
    if (json_is_string(value)) {
        *out = arena_strndup(a, json_string_value(value), json_string_length(value));
        return 0;
    }
    if (number && json_is_integer(value)) {
        *out = arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return 0;
    }
    return err_set(e, ERR_PARSE, "\"%s\" is not a string", name);
}

static const char *unless_empty(const char *s)
{
    return s && *s ? s : NULL;
}

static int date_field(struct date *out, const json_t *object, struct arena *a, struct err *e)
{
    const char *s;
    struct err ignored = {0};
    if (field(&s, object, "published", false, a, e))
        return -1;
    if (!s || !*s || !dates_parse(out, s, &ignored) || !dates_parse_loose(out, s, true, e))
        return 0;
    return err_wrap(e, "\"published\"");
}

int record_about(struct article *out, const json_t *object, struct arena *a, struct err *e)
{
    if (!json_is_object(object))
        return err_set(e, ERR_PARSE, "not a JSON object");
    if (field(&out->id, object, "id", true, a, e) || date_field(&out->published, object, a, e) ||
        field(&out->language, object, "language", false, a, e) ||
        field(&out->source, object, "source", false, a, e) ||
        field(&out->url, object, "url", false, a, e))
        return -1;
    out->id = unless_empty(out->id);
    out->language = unless_empty(out->language);
    out->source = unless_empty(out->source);
    out->url = unless_empty(out->url);
    return 0;
}

void record_text(struct article *out, const char *title, const char *body, struct arena *a)
{
    size_t head = title ? strlen(title) : 0, len = strlen(body);
    if (!title || strspn(title, " \t\r\n") == head) {
        out->title = NULL;
        out->title_cp = 0;
        out->text = body;
        out->len = len;
        return;
    }
    char *text = arena_alloc(a, head + 2 + len + 1);
    memcpy(text, title, head);
    memcpy(text + head, "\n\n", 2);
    memcpy(text + head + 2, body, len);
    out->title = title;
    out->title_cp = text_count(title, head);
    out->text = text;
    out->len = head + 2 + len;
}

int record_article(struct article *out, const json_t *object, struct arena *a, struct err *e)
{
    const char *title, *text;
    if (record_about(out, object, a, e) || field(&title, object, "title", false, a, e) ||
        field(&text, object, "text", false, a, e))
        return -1;
    if (!text)
        return err_set(e, ERR_PARSE, "no \"text\" in it");
    if (!text[strspn(text, " \t\r\n")])
        return err_set(e, ERR_PARSE, "\"text\" is empty");
    record_text(out, title, text, a);
    return 0;
}
