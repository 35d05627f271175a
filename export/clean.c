#include "export/clean.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"

#define REPLACEMENT "\xEF\xBF\xBD"
#define ELLIPSIS "\xE2\x80\xA6"

static bool xml_allows(uint32_t cp)
{
    return cp == '\t' || cp == '\n' || cp == '\r' || (cp >= 0x20 && cp < 0x7F) ||
           (cp > 0x9F && cp != 0xFFFE && cp != 0xFFFF && cp <= 0x10FFFF) || cp == 0x85;
}

/* How many bytes at the start are printable ASCII: most text is nothing else. */
static size_t plain(const char *s)
{
    size_t n = 0;
    while (s[n] >= 0x20 && s[n] < 0x7F)
        n++;
    return n;
}

const char *clean_xml(struct arena *a, const char *s)
{
    if (!s)
        return NULL;
    size_t start = plain(s), len = start + strlen(s + start), bad = 0;
    for (size_t at = start; at < len;)
        bad += !xml_allows(text_next(s, len, &at));
    if (bad == 0)
        return s;
    char *out = arena_alloc(a, len + 3 * bad + 1), *p = out;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        bool ok = xml_allows(text_next(s, len, &at));
        const char *piece = ok ? s + from : REPLACEMENT;
        size_t n = ok ? at - from : 3;
        memcpy(p, piece, n);
        p += n;
    }
    return out;
}

/* Is the clean text one line as it stands: no white space but single spaces between words? */
static bool is_line(const char *s, size_t len)
{
    bool space = true;
    for (size_t at = 0; at < len;) {
        uint32_t cp = text_next(s, len, &at);
        if ((cp == ' ' && space) || (cp != ' ' && (text_is_space(cp) || cp < 0x20)))
            return false;
        space = cp == ' ';
    }
    return len == 0 || !space;
}

const char *clean_line(struct arena *a, const char *s, size_t max_cp)
{
    if (!s)
        return NULL;
    s = clean_xml(a, s);
    const char *line = is_line(s, strlen(s)) ? s : text_oneline(a, s, strlen(s));
    size_t len = strlen(line);
    if (max_cp == 0 || text_count(line, len) <= max_cp)
        return line;
    size_t cut = text_byte(line, len, max_cp - 1);
    return arena_printf(a, "%.*s" ELLIPSIS, (int)cut, line);
}

/* Advance widths of DejaVu Sans, U+0020 to U+007E, in 2048ths of the font size. */
static const short widths[] = {
    651,  821,  942,  1716, 1303, 1946, 1597, 563,  799,  799,  1024, 1716, 651,  739,  651,  690,
    1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 690,  690,  1716, 1716, 1716, 1087,
    2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604,  604,  1343, 1141, 1767, 1532, 1612,
    1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799,  690,  799,  1716, 1024,
    1024, 1255, 1300, 1126, 1300, 1260, 721,  1300, 1298, 569,  569,  1186, 569,  1995, 1298, 1253,
    1300, 1300, 842,  1067, 803,  1298, 1212, 1675, 1212, 1212, 1075, 1303, 690,  1303, 1716,
};

static double advance(uint32_t cp)
{
    if (cp >= 0x20 && cp <= 0x7E)
        return widths[cp - 0x20] / 2048.0;
    if ((cp >= 0x300 && cp <= 0x36F) || cp == 0x200B || cp == 0x200E || cp == 0x200F)
        return 0;
    if (cp >= 0x1100 &&
        (cp <= 0x115F || (cp >= 0x2E80 && cp <= 0xD7A3) || (cp >= 0xF900 && cp <= 0xFAFF) ||
         (cp >= 0xFE30 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFF60) || cp >= 0x1F000))
        return 1.0;
    return cp >= 0x2000 ? 0.84 : 0.66;
}

double clean_width(const char *s, double size)
{
    double w = 0;
    size_t len = strlen(s);
    for (size_t at = 0; at < len;)
        w += advance(text_next(s, len, &at));
    return w * size;
}

/* Bytes of s that fit into the width: up to the last space, or mid-word when the first word
 * alone is too wide. */
static size_t fitting(const char *s, double size, double width, size_t *next)
{
    size_t len = strlen(s), space = 0, at = 0;
    double w = 0;
    while (at < len) {
        size_t from = at;
        uint32_t cp = text_next(s, len, &at);
        if (cp == ' ' && from > 0)
            space = from;
        w += advance(cp) * size;
        if (w > width && from > 0) {
            size_t end = space > 0 ? space : from;
            *next = space > 0 ? space + 1 : from;
            return end;
        }
    }
    *next = len;
    return len;
}

size_t clean_wrap(struct arena *a, const char *s, double size, double width, const char **lines,
                  size_t max)
{
    size_t n = 0;
    do {
        size_t next, end = fitting(s, size, width, &next);
        if (n + 1 == max && s[next]) {
            fitting(s, size, width - clean_width(ELLIPSIS, size), &end);
            while (end > 0 && s[end - 1] == ' ')
                end--;
            lines[n++] = arena_printf(a, "%.*s" ELLIPSIS, (int)end, s);
            break;
        }
        lines[n++] = arena_strndup(a, s, end);
        s += next;
    } while (*s && n < max);
    return n;
}
