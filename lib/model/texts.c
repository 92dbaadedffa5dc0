/* What texts and ids from outside must be. */
#include "model/transaction_private.h"
#include <string.h>

#define ID_LIMIT 200

pship_result pship__check_text(const char *text, const char *what, pship_error *err)
{
    size_t length = text == NULL ? 0 : strnlen(text, TEXT_LIMIT + 1);
    if (length > TEXT_LIMIT) {
        return pship__fail(err, PSHIP_E_LIMIT, "the %s is longer than 16 MiB", what);
    }
    if (text != NULL && !pship__utf8_valid(text, length)) {
        return pship__fail(err, PSHIP_E_INVALID, "the %s is not UTF-8", what);
    }
    return PSHIP_OK;
}

pship_result pship__check_id(const char *id, pship_error *err)
{
    size_t length = strlen(id);
    bool good = length > 0 && length <= ID_LIMIT && pship__utf8_valid(id, length);
    for (size_t i = 0; good && i < length; i++) {
        good = (unsigned char)id[i] > ' ' && id[i] != 0x7f;
    }
    if (!good) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%.100s' cannot be an id: 1 to %d bytes of UTF-8 without spaces and "
                           "control characters are expected",
                           pship__utf8_valid(id, length) ? id : "?", ID_LIMIT);
    }
    return PSHIP_OK;
}
