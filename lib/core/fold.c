/*
 * Names compared as people do: whatever their case, accents and kinds of hyphens.
 *
 * The tables are those of Unicode, from utf8proc.
 */
#include "core/core.h"

#include <string.h>
#include <utf8proc.h>

/* One code point folds to at most 18, and loses some as marks are dropped. */
enum { MOST_FOLDED = 32 };

void pship__text_fold(pship__buffer *to, const char *text)
{
    const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                  UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_LUMP;
    size_t rest = strlen(text);
    bool space = true; /* none at the beginning, and one for several */
    pship__buffer_clear(to);
    while (rest > 0) {
        utf8proc_int32_t point, folded[MOST_FOLDED];
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)rest, &point);
        if (step <= 0)
            return; /* no UTF-8: what was recorded is */
        text += step;
        rest -= (size_t)step;
        int last_class = UTF8PROC_BOUNDCLASS_START;
        utf8proc_ssize_t count =
            utf8proc_decompose_char(point, folded, MOST_FOLDED, how, &last_class);
        for (utf8proc_ssize_t i = 0; i < count && i < MOST_FOLDED; i++) {
            utf8proc_uint8_t bytes[4];
            bool blank = folded[i] == ' ';
            if (!blank || !space) {
                pship__buffer_add(to, (const char *)bytes,
                                  (size_t)utf8proc_encode_char(folded[i], bytes));
            }
            space = blank;
        }
    }
    if (space && to->length > 0)
        to->bytes[--to->length] = '\0';
}
