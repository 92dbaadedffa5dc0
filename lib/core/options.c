/*
 * Option structs of every released size: an older caller's is shorter, a newer caller's is longer.
 */
#include "core/core.h"
#include <partnership/version.h>

#include <string.h>

/* Nobody's options will ever grow by more. A larger size is memory that was never initialised, and
 * reading as far as it says would leave the caller's struct. */
#define MOST_GROWTH 4096

pship_result pship__options(void *out, size_t known_size, size_t first_size, const void *in,
                            const char *type_name, pship_error *err)
{
    if (in == NULL)
        return PSHIP_OK;
    size_t size;
    memcpy(&size, in, sizeof size);
    if (size < first_size)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the size of %s is %zu, but it is at least %zu: start from its "
                           "initialiser",
                           type_name, size, first_size);
    if (size > known_size + MOST_GROWTH)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the size of %s is %zu, which no version has: start from its "
                           "initialiser",
                           type_name, size);
    const unsigned char *bytes = in;
    for (size_t i = known_size; i < size; i++) {
        if (bytes[i] != 0)
            return pship__fail(err, PSHIP_E_ARGUMENT,
                               "%s asks for something that this version of the library (%s) does "
                               "not know",
                               type_name, pship_version());
    }
    memcpy(out, in, size < known_size ? size : known_size);
    memcpy(out, &known_size, sizeof known_size);
    return PSHIP_OK;
}
