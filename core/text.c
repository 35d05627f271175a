#include "core/text.h"

#include <string.h>

#include <unicode/uchar.h>

size_t text_encode(char out[4], uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

uint32_t text_next(const char *s, size_t len, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s + *at;
    size_t left = len - *at;
    (*at)++;
    if (p[0] < 0x80)
        return p[0];
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return TEXT_BAD;
    size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < n)
        return TEXT_BAD;
    uint32_t cp = p[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return TEXT_BAD;
        cp = cp << 6 | (p[i] & 0x3F);
    }
    if ((n == 3 && (cp < 0x800 || (cp >= 0xD800 && cp < 0xE000))) ||
        (n == 4 && (cp < 0x10000 || cp > 0x10FFFF)))
        return TEXT_BAD;
    *at += n - 1;
    return cp;
}

size_t text_valid(const char *s, size_t len)
{
    size_t at = 0;
    while (at < len) {
        uint64_t eight;
        while (len - at >= sizeof eight) { /* most text is runs of ASCII */
            memcpy(&eight, s + at, sizeof eight);
            if (eight & 0x8080808080808080u)
                break;
            at += sizeof eight;
        }
        if (at == len)
            break;
        size_t from = at;
        if (text_next(s, len, &at) == TEXT_BAD)
            return from;
    }
    return len;
}

size_t text_count(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

size_t text_byte(const char *s, size_t len, size_t cp)
{
    for (size_t i = 0; i < len; i++) {
        if (((unsigned char)s[i] & 0xC0) != 0x80 && cp-- == 0)
            return i;
    }
    return len;
}

bool text_is_space(uint32_t cp)
{
    if (cp < 0x80)
        return cp == ' ' || (cp >= '\t' && cp <= '\r');
    return cp != TEXT_BAD && u_isUWhiteSpace((UChar32)cp);
}

bool text_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
    return cp != TEXT_BAD && u_isalpha((UChar32)cp);
}

bool text_is_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z';
    return cp != TEXT_BAD && (u_isupper((UChar32)cp) || u_istitle((UChar32)cp));
}

bool text_is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

/* Columns of one code point: marks and format controls take none, East Asian wide ones two. */
static int width(uint32_t cp)
{
    if (cp < 0x300)
        return cp >= 0x20 && (cp < 0x7F || cp >= 0xA0) && cp != 0xAD;
    if (cp == TEXT_BAD)
        return 1;
    if (U_MASK(u_charType((UChar32)cp)) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK))
        return 0;
    int east = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
    return east == U_EA_WIDE || east == U_EA_FULLWIDTH ? 2 : 1;
}

int text_width(const char *s)
{
    size_t len = strlen(s), at = 0;
    int columns = 0;
    while (at < len)
        columns += width(text_next(s, len, &at));
    return columns;
}

char *text_cut(struct arena *a, const char *s, int columns)
{
    size_t len = strlen(s), at = 0, fits = 0;
    int used = 0;
    if (columns <= 0)
        return arena_strdup(a, "");
    while (at < len) {
        int w = width(text_next(s, len, &at));
        used += w;
        if (used > columns) {
            char *cut = arena_strndup(a, s, fits + 3);
            memcpy(cut + fits, "…", 3);
            return cut;
        }
        if (used < columns) /* the last column is kept for the sign */
            fits = at;
    }
    return arena_strdup(a, s);
}

/* Controls that turn the reading direction: in a table they would disarrange the row. */
static bool is_bidi_control(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

char *text_oneline(struct arena *a, const char *s, size_t len)
{
    char *out = arena_alloc(a, 3 * len + 1);
    size_t at = 0, n = 0;
    bool gap = false;
    while (at < len) {
        uint32_t cp = text_next(s, len, &at);
        if (cp != TEXT_BAD && (text_is_space(cp) || cp < 0x20 || (cp >= 0x7F && cp < 0xA0))) {
            gap = true;
            continue;
        }
        if (is_bidi_control(cp))
            continue;
        if (gap && n)
            out[n++] = ' ';
        gap = false;
        n += text_encode(out + n, cp == TEXT_BAD ? 0xFFFD : cp);
    }
    out[n] = '\0';
    return out;
}
