/* The half of core/text.h that needs normal forms: the NFC view, and the two ways to fold names. */
#include "core/text.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

enum { SEGMENT = 64 }; /* code points normalised at once; a run of more marks is no language's */

static const UNormalizer2 *nfc_of_icu(void)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *n = unorm2_getNFCInstance(&status);
    assert(U_SUCCESS(status));
    return n;
}

static const UNormalizer2 *nfd_of_icu(void)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *n = unorm2_getNFDInstance(&status);
    assert(U_SUCCESS(status));
    return n;
}

/* Does the code point stand as it is in NFC whatever comes before it? The ranges are those of
 * Latin with Vietnamese letters, CJK and Hangul; ICU is asked about the rest. */
static bool is_plain(uint32_t cp)
{
    if (cp < 0x300 || (cp >= 0x1E00 && cp < 0x1F00) || (cp >= 0x2002 && cp < 0x20D0))
        return true;
    if ((cp >= 0x4E00 && cp < 0xA000) || (cp >= 0xAC00 && cp < 0xD7A4))
        return true;
    return u_getIntPropertyValue((UChar32)cp, UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
           u_getCombiningClass((UChar32)cp) == 0;
}

static bool is_nfc(const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        if ((unsigned char)s[at] < 0xCC) { /* below U+0300, continuation bytes too */
            at++;
            continue;
        }
        if (!is_plain(text_next(s, len, &at)))
            return false;
    }
    return true;
}

struct writer {
    struct arena *a;
    char *text;
    uint32_t *cp;
    size_t len, cap;
};

/* Adds one character that begins at code point `from` of the text as given. */
static void put(struct writer *w, const char *bytes, size_t n, uint32_t from)
{
    if (w->cap - w->len <= n) {
        size_t cap = w->cap * 2 + n;
        char *text = arena_alloc(w->a, cap);
        uint32_t *cp = arena_alloc(w->a, cap * sizeof *cp);
        memcpy(text, w->text, w->len);
        memcpy(cp, w->cp, w->len * sizeof *cp);
        w->text = text;
        w->cp = cp;
        w->cap = cap;
    }
    for (size_t i = 0; i < n; i++) {
        w->text[w->len] = bytes[i];
        w->cp[w->len++] = from;
    }
}

static void put_point(struct writer *w, UChar32 cp, uint32_t from)
{
    char bytes[4] = {0};
    size_t n = text_encode(bytes, (uint32_t)cp);
    put(w, bytes, n, from);
}

/* Normalises given[0..n) and lays the result over code points from…from+n: where there are fewer
 * characters than before, the first takes what was joined. */
static void put_segment(struct writer *w, const UChar32 *given, int n, uint32_t from)
{
    UChar in[2 * SEGMENT], out[8 * SEGMENT];
    int in_n = 0;
    if (n == 1 && is_plain((uint32_t)given[0])) { /* nearly always */
        put_point(w, given[0], from);
        return;
    }
    for (int i = 0; i < n; i++)
        U16_APPEND_UNSAFE(in, in_n, given[i]);
    UErrorCode status = U_ZERO_ERROR;
    int out_n = unorm2_normalize(nfc_of_icu(), in, in_n, out, 8 * SEGMENT, &status);
    assert(U_SUCCESS(status));
    int made = u_countChar32(out, out_n);
    for (int at = 0, i = 0; at < out_n; i++) {
        UChar32 cp;
        U16_NEXT(out, at, out_n, cp);
        int shift = i == 0 ? 0 : i + (made < n ? n - made : 0);
        put_point(w, cp, from + (uint32_t)(shift < n ? shift : n - 1));
    }
}

static struct text_view compose(struct arena *a, const char *s, size_t len)
{
    const UNormalizer2 *nfc = nfc_of_icu();
    struct writer w = {.a = a, .cap = len + len / 8 + 16};
    w.text = arena_alloc(a, w.cap);
    w.cp = arena_alloc(a, w.cap * sizeof *w.cp);
    UChar32 segment[SEGMENT];
    int n = 0;
    uint32_t cp_at = 0;
    for (size_t at = 0; at < len; cp_at++) {
        size_t from = at;
        uint32_t cp = text_next(s, len, &at);
        bool bad = cp == TEXT_BAD;
        bool starts = bad || is_plain(cp) || unorm2_hasBoundaryBefore(nfc, (UChar32)cp);
        if (n && (starts || n == SEGMENT)) {
            put_segment(&w, segment, n, cp_at - (uint32_t)n);
            n = 0;
        }
        if (bad)
            put(&w, s + from, 1, cp_at);
        else
            segment[n++] = (UChar32)cp;
    }
    if (n)
        put_segment(&w, segment, n, cp_at - (uint32_t)n);
    put(&w, "", 1, cp_at); /* the NUL, and the entry behind the last byte */
    return (struct text_view){w.text, w.len - 1, w.cp};
}

struct text_view text_nfc(struct arena *a, const char *s, size_t len)
{
    if (!is_nfc(s, len))
        return compose(a, s, len);
    uint32_t *cp = arena_alloc(a, (len + 1) * sizeof *cp), n = 0;
    for (size_t i = 0; i < len; i++) {
        n += i && ((unsigned char)s[i] & 0xC0) != 0x80;
        cp[i] = n;
    }
    cp[len] = len ? n + 1 : 0;
    return (struct text_view){s, len, cp};
}

/* What folding makes of one code point besides case and marks. */
enum class { KEEP, DROP, GAP };

static enum class classify(uint32_t cp) {
    switch (cp){
        case '.' : case '\'' : case '`' : case 0xAD : case 0xB4 : case 0x2BC : case 0x2018 :
            case 0x2019 : case 0x200B : case 0x200C : case 0x200D : case 0x2060 : case 0xFEFF :
                case 0xFF0E : case 0xFF07 : return DROP;
        case '-' : case 0x2212 : case 0xFE58 : case 0xFE63 : case 0xFF0D : return GAP;
        default : if (text_is_space(cp) || (cp >= 0x2010 && cp <= 0x2015)) return GAP;
        return KEEP;
    }
}

/* Marks that modify a letter: those of no script in particular. The vowel signs of Devanagari or
 * Thai are marks too, but without them a name is another. */
static bool is_diacritic(UChar32 cp)
{
    UErrorCode status = U_ZERO_ERROR;
    return u_charType(cp) == U_NON_SPACING_MARK &&
           uscript_getScript(cp, &status) == USCRIPT_INHERITED;
}

/* Folded forms of the letters of Latin and Vietnamese, made once: folding names is hot. */
enum { LOW = 0x250, HIGH_FROM = 0x1E00, HIGH = 0x1F00, FORM = 6 };

struct forms {
    char low[LOW][FORM], high[HIGH - HIGH_FROM][FORM];
};
static struct forms plain_forms, marked_forms;
static pthread_once_t forms_once = PTHREAD_ONCE_INIT;

/* The general way: case folding, NFD, what `strip` takes away, and NFC again. */
static size_t fold_utf16(UChar *out, size_t cap, const UChar *in, size_t n, bool strip,
                         struct arena *a)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *folded = arena_alloc(a, cap * sizeof *folded);
    UChar *apart = arena_alloc(a, cap * sizeof *apart);
    int32_t folded_n =
        u_strFoldCase(folded, (int32_t)cap, in, (int32_t)n, U_FOLD_CASE_DEFAULT, &status);
    int32_t apart_n =
        unorm2_normalize(nfd_of_icu(), folded, folded_n, apart, (int32_t)cap, &status);
    assert(U_SUCCESS(status));
    int32_t kept = 0;
    for (int32_t at = 0; at < apart_n;) {
        UChar32 cp;
        U16_NEXT(apart, at, apart_n, cp);
        if (strip && is_diacritic(cp))
            continue;
        if (strip && cp == 0x111) /* đ has no decomposition */
            cp = 'd';
        U16_APPEND_UNSAFE(apart, kept, cp);
    }
    int32_t out_n = unorm2_normalize(nfc_of_icu(), apart, kept, out, (int32_t)cap, &status);
    assert(U_SUCCESS(status));
    return (size_t)out_n;
}

static size_t to_utf8(char *out, const UChar *in, size_t n)
{
    size_t len = 0;
    for (size_t at = 0; at < n;) {
        UChar32 cp;
        U16_NEXT(in, at, n, cp);
        len += text_encode(out + len, U_IS_SURROGATE(cp) ? 0xFFFD : (uint32_t)cp);
    }
    return len;
}

static void make_form(char form[FORM], uint32_t cp, bool strip, struct arena *a)
{
    UChar in[2] = {(UChar)cp}, out[32];
    char bytes[96];
    size_t n = to_utf8(bytes, out, fold_utf16(out, 32, in, 1, strip, a));
    assert(n < FORM);
    memcpy(form, bytes, n);
    form[n] = '\0';
}

static void make_forms(void)
{
    struct arena a = {0};
    for (uint32_t cp = 0; cp < HIGH; cp = cp + 1 == LOW ? HIGH_FROM : cp + 1) {
        bool low = cp < LOW;
        make_form(low ? plain_forms.low[cp] : plain_forms.high[cp - HIGH_FROM], cp, true, &a);
        make_form(low ? marked_forms.low[cp] : marked_forms.high[cp - HIGH_FROM], cp, false, &a);
    }
    arena_release(&a);
}

/* Copies s to UTF-16 with what is dropped gone and gaps as one space. */
static size_t spaced_utf16(UChar *out, const char *s, size_t len)
{
    size_t n = 0;
    bool gap = false;
    for (size_t at = 0; at < len;) {
        uint32_t cp = text_next(s, len, &at);
        enum class c = classify(cp);
        if (c == DROP)
            continue;
        if (c == GAP) {
            gap = true;
            continue;
        }
        if (gap && n)
            out[n++] = ' ';
        gap = false;
        U16_APPEND_UNSAFE(out, n, cp == TEXT_BAD ? 0xFFFD : cp);
    }
    return n;
}

static char *fold_any(struct arena *a, const char *s, size_t len, bool strip)
{
    UChar *in = arena_alloc(a, (2 * len + 1) * sizeof *in);
    size_t n = spaced_utf16(in, s, len);
    size_t cap = 16 * n + 16; /* case folding makes three of one at most, NFD four */
    UChar *out = arena_alloc(a, cap * sizeof *out);
    size_t out_n = fold_utf16(out, cap, in, n, strip, a);
    char *bytes = arena_alloc(a, 3 * out_n + 1);
    bytes[to_utf8(bytes, out, out_n)] = '\0';
    return bytes;
}

static char *fold(struct arena *a, const char *s, bool strip)
{
    size_t len = strlen(s), n = 0;
    pthread_once(&forms_once, make_forms);
    const struct forms *forms = strip ? &plain_forms : &marked_forms;
    char *out = arena_alloc(a, 3 * len + 1); /* no form is longer than thrice its letter */
    bool gap = false;
    for (size_t at = 0; at < len;) {
        uint32_t cp = text_next(s, len, &at);
        enum class c = classify(cp);
        if (c == DROP)
            continue;
        if (c == GAP) {
            gap = true;
            continue;
        }
        if (cp >= HIGH || (cp >= LOW && cp < HIGH_FROM))
            return fold_any(a, s, len, strip);
        if (gap && n)
            out[n++] = ' ';
        gap = false;
        const char *form = cp < LOW ? forms->low[cp] : forms->high[cp - HIGH_FROM];
        while (*form)
            out[n++] = *form++;
    }
    out[n] = '\0';
    return out;
}

char *text_fold(struct arena *a, const char *s)
{
    return fold(a, s, true);
}

char *text_casefold(struct arena *a, const char *s)
{
    return fold(a, s, false);
}
