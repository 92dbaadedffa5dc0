/* What has to hold whatever the bytes are: a fuzz target stops where it does not. */
#ifndef PSHIP_FUZZ_MUST_H
#define PSHIP_FUZZ_MUST_H

#include <stdio.h>
#include <stdlib.h>

#define MUST(condition) \
    do { \
        if (!(condition)) { \
            (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            abort(); \
        } \
    } while (0)

#endif
