#include "importers/language.h"

#include <string.h>
#include <strings.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/text.h"
#include "importers/cld2_shim.h"
#include "importers/extract/extract.h"

#define LOOK (8u << 10) /* bytes that are looked at: more changes no verdict */
#define ENOUGH 40       /* percent of the text that a language without certainty must have */

const char *language_pack(const char *tag)
{
    size_t n = strcspn(tag, "-_");
    for (const char *const *pack = extract_languages(); *pack; pack++)
        if (strlen(*pack) == n && !strncasecmp(*pack, tag, n))
            return *pack;
    return NULL;
}

const char *language_guess(const char *text, size_t len, const char *hint)
{
    struct cld2_guess guess;
    if (len > LOOK)
        for (len = LOOK; len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80;)
            len--;
    cld2_guess(&guess, text, (int)len);
    const char *first = guess.tag[0], *pack = language_pack(first),
               *hinted = hint ? language_pack(hint) : NULL;
    if (guess.reliable && strcmp(first, "un"))
        return pack ? pack : first;
    if (hinted)
        return hinted;
    for (int i = 0; i < 3; i++)
        if (guess.percent[i] >= ENOUGH && (pack = language_pack(guess.tag[i])))
            return pack;
    return NULL;
}

/* " (there are: en, vi)" */
static void packs_named(struct buf *b)
{
    buf_init(b, 256);
    buf_adds(b, "there are packs for");
    for (const char *const *pack = extract_languages(); *pack; pack++)
        buf_addf(b, "%s %s", pack == extract_languages() ? "" : ",", *pack);
}

int language_resolve(const char **out, const char *given, const char *text, size_t len,
                     struct err *e)
{
    const char *tag = given ? given : language_guess(text, len, NULL);
    if (!tag)
        return err_set(e, ERR_PARSE, "language not recognised: give --language");
    *out = language_pack(tag);
    if (*out)
        return 0;
    struct buf packs;
    packs_named(&packs);
    err_set(e, ERR_PARSE, "language %.35s has no pack (%s)", tag, packs.ptr);
    buf_release(&packs);
    return -1;
}
