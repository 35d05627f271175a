/* CLD2 (C++) for C. */
#ifndef IMPORTERS_CLD2_SHIM_H
#define IMPORTERS_CLD2_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

struct cld2_guess {
    const char *tag[3]; /* most likely first, static; "un" = unknown */
    int percent[3];     /* of the text */
    int reliable;
};

void cld2_guess(struct cld2_guess *out, const char *utf8, int len);

#ifdef __cplusplus
}
#endif

#endif
