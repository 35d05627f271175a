// The C++ header needs <cstdio> before it.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>

#include "importers/cld2_shim.h"

void cld2_guess(struct cld2_guess *out, const char *utf8, int len)
{
    CLD2::Language language[3];
    int bytes;
    bool reliable;
    CLD2::DetectLanguageSummary(utf8, len, true, language, out->percent, &bytes, &reliable);
    for (int i = 0; i < 3; i++)
        out->tag[i] = CLD2::LanguageCode(language[i]);
    out->reliable = reliable;
}
