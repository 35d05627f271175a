#include "importers/charset.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "core/text.h"

/* Labels that mean another charset in practice (WHATWG Encoding), and labels that pages may
 * declare at all: no UTF-7, EBCDIC or compressed encodings, in which harmless bytes turn into
 * markup. */
static const struct {
    const char *label, *icu; /* icu NULL = the label itself */
} known[] = {
    {"utf-8", NULL},
    {"utf8", "utf-8"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"iso-8859-2", NULL},
    {"iso-8859-3", NULL},
    {"iso-8859-4", NULL},
    {"iso-8859-5", NULL},
    {"iso-8859-6", NULL},
    {"iso-8859-7", NULL},
    {"iso-8859-8", NULL},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-10", NULL},
    {"iso-8859-11", "windows-874"},
    {"iso-8859-13", NULL},
    {"iso-8859-15", NULL},
    {"iso-8859-16", NULL},
    {"windows-1250", NULL},
    {"windows-1251", NULL},
    {"windows-1252", NULL},
    {"windows-1253", NULL},
    {"windows-1254", NULL},
    {"windows-1255", NULL},
    {"windows-1256", NULL},
    {"windows-1257", NULL},
    {"windows-1258", NULL},
    {"cp1258", "windows-1258"},
    {"windows-874", NULL},
    {"tis-620", "windows-874"},
    {"koi8-r", NULL},
    {"koi8-u", NULL},
    {"ibm866", NULL},
    {"ibm852", NULL},
    {"ibm855", NULL},
    {"macintosh", NULL},
    {"mac-cyrillic", "x-mac-cyrillic"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"gb18030", NULL},
    {"hz-gb-2312", NULL},
    {"big5", NULL},
    {"big5-hkscs", NULL},
    {"shift_jis", NULL},
    {"euc-jp", NULL},
    {"iso-2022-jp", NULL},
    {"euc-kr", "windows-949"},
    {"iso-2022-kr", NULL},
    {"uhc", "windows-949"},
    {"johab", NULL},
    {"viscii", NULL},
    {"utf-16", NULL},
    {"utf-16le", NULL},
    {"utf-16be", NULL},
    {"utf-32le", NULL},
    {"utf-32be", NULL},
};

static const char *icu_name(const char *label)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcasecmp(label, known[i].label))
            return known[i].icu ? known[i].icu : known[i].label;
    return NULL;
}

/* Decodes all bytes with ICU's converter. false: no such converter, or bytes that mean nothing
 * in it (strict). */
static bool decode(struct charset_text *out, struct arena *a, const char *bytes, size_t len,
                   const char *name, bool strict)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *conv = ucnv_open(name, &code);
    bool fine = false;
    if (U_FAILURE(code))
        return false;
    if (strict)
        ucnv_setToUCallBack(conv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    size_t room = 2 * len + 16; /* code units; no charset gives more than two a byte */
    if (U_FAILURE(code) || room > INT32_MAX)
        goto out;
    UChar *wide = arena_alloc(a, room * sizeof *wide);
    int32_t n = ucnv_toUChars(conv, wide, (int32_t)room, bytes, (int32_t)len, &code);
    if (U_FAILURE(code))
        goto out;
    size_t space = 3 * (size_t)n + 1;
    int32_t used = 0;
    out->text = arena_alloc(a, space);
    u_strToUTF8WithSub(out->text, (int32_t)space, &used, wide, n, 0xFFFD, NULL, &code);
    out->len = (size_t)used;
    out->charset = arena_strdup(a, name);
    fine = U_SUCCESS(code);
out:
    ucnv_close(conv);
    return fine;
}

static const struct {
    const char *name, *bytes;
    size_t len;
} marks[] = {
    {"UTF-8", "\xEF\xBB\xBF", 3}, {"UTF-32LE", "\xFF\xFE\0\0", 4}, {"UTF-32BE", "\0\0\xFE\xFF", 4},
    {"UTF-16LE", "\xFF\xFE", 2},  {"UTF-16BE", "\xFE\xFF", 2},
};

/* The byte faults of something meant as UTF-8. */
static size_t faults(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len;)
        n += text_next(s, len, &at) == TEXT_BAD;
    return n;
}

/* Is it data rather than text? NULs, or more than one byte in fifty a control character that no
 * text file has. */
static bool is_binary(const char *s, size_t len)
{
    size_t odd = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (!c)
            return true;
        odd += (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
    }
    return odd > 1 && odd * 50 > len;
}

/* UTF-16 without a mark: every second byte of Western text is NUL. */
static const char *wide_without_mark(const char *s, size_t len)
{
    size_t even = 0, odd = 0, look = len < 4096 ? len & ~(size_t)1 : 4096;
    for (size_t i = 0; i < look; i++)
        *(i % 2 ? &odd : &even) += s[i] == '\0';
    if (look < 8)
        return NULL;
    return odd * 10 > look * 3 && even == 0   ? "UTF-16LE"
           : even * 10 > look * 3 && odd == 0 ? "UTF-16BE"
                                              : NULL;
}

static bool guess(struct charset_text *out, struct arena *a, const char *bytes, size_t len)
{
    bool fine = false;
    uchardet_t detector = uchardet_new();
    if (!uchardet_handle_data(detector, bytes, len)) {
        uchardet_data_end(detector);
        const char *label = uchardet_get_charset(detector);
        const char *name = icu_name(label);
        if (name && strcasecmp(name, "utf-8"))
            fine =
                decode(out, a, bytes, len, name, true) || decode(out, a, bytes, len, name, false);
    }
    uchardet_delete(detector);
    return fine;
}

static int take_utf8(struct charset_text *out, struct arena *a, const char *bytes, size_t len)
{
    out->text = arena_strndup(a, bytes, len);
    out->len = len;
    out->charset = "UTF-8";
    return 0;
}

/* Control characters in what was decoded show a wrong guess or data that only looked like text. */
static int checked(const struct charset_text *out, struct err *e)
{
    if (is_binary(out->text, out->len))
        return err_set(e, ERR_PARSE, "binary data, not text");
    return 0;
}

int charset_decode(struct charset_text *out, struct arena *a, const char *bytes, size_t len,
                   const char *declared, struct err *e)
{
    *out = (struct charset_text){0};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = marks[i].len;
        if (len < n || memcmp(bytes, marks[i].bytes, n))
            continue;
        out->marked = true;
        if (i == 0 && text_valid(bytes + n, len - n) == len - n)
            return take_utf8(out, a, bytes + n, len - n), checked(out, e);
        if (!decode(out, a, bytes + n, len - n, marks[i].name, false))
            return err_set(e, ERR_PARSE, "can't decode it as %s", marks[i].name);
        return checked(out, e);
    }
    const char *wide = wide_without_mark(bytes, len);
    if (wide && decode(out, a, bytes, len, wide, true))
        return checked(out, e);
    if (is_binary(bytes, len))
        return err_set(e, ERR_PARSE, "binary data, not text");
    if (text_valid(bytes, len) == len)
        return take_utf8(out, a, bytes, len);
    const char *name = declared ? icu_name(declared) : NULL;
    if (name && strcasecmp(name, "utf-8") && decode(out, a, bytes, len, name, true))
        return checked(out, e);
    /* UTF-8 with a scratch: one fault in two hundred bytes is damage, not another charset. */
    size_t bad = faults(bytes, len);
    if (bad * 200 <= len && decode(out, a, bytes, len, "utf-8", false))
        return checked(out, e);
    if (guess(out, a, bytes, len) || (name && decode(out, a, bytes, len, name, false)))
        return checked(out, e);
    return err_set(e, ERR_PARSE, "unknown encoding, not UTF-8: convert it first");
}

/* Finds `word` from s on without case; NULL when it does not come before end. */
static const char *find(const char *s, const char *end, const char *word)
{
    size_t n = strlen(word);
    for (; s + n <= end; s++)
        if (!strncasecmp(s, word, n))
            return s;
    return NULL;
}

const char *charset_declared(struct arena *a, const char *html, size_t len)
{
    const char *end = html + (len < 4096 ? len : 4096), *at = html;
    while ((at = find(at, end, "<meta")) != NULL) {
        const char *close = memchr(at, '>', (size_t)(end - at));
        const char *name = close ? find(at, close, "charset") : NULL;
        if (!close)
            return NULL;
        at = close;
        if (!name)
            continue;
        name += strlen("charset");
        name += strspn(name, " \t\r\n");
        if (*name != '=')
            continue;
        name++;
        name += strspn(name, " \t\r\n\"'");
        size_t n = strcspn(name, " \t\r\n\"'/>;");
        if (name < close && n > 0 && n < 40)
            return arena_strndup(a, name, n);
    }
    return NULL;
}
