/* Where fuzz targets put their files: under TMPDIR, where that is told and leaves room for a name. */
#ifndef PSHIP_FUZZ_PLACE_H
#define PSHIP_FUZZ_PLACE_H

#include "must.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FUZZ_PATH = 160 };

/* A name in that place. */
static inline void fuzz_name(char path[FUZZ_PATH], const char *name)
{
    const char *base = getenv("TMPDIR");
    if (base == NULL || base[0] == '\0' || strlen(base) + strlen(name) + 2 > FUZZ_PATH)
        base = "/tmp";
    (void)snprintf(path, FUZZ_PATH, "%s/%s", base, name);
}

/* The file that a process has for itself; its ending may say what it holds. */
static inline void fuzz_file(char path[FUZZ_PATH], const char *ending)
{
    char name[64];
    (void)snprintf(name, sizeof name, "pship-fuzz-%ld%s", (long)getpid(), ending);
    fuzz_name(path, name);
}

static inline void fuzz_put(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    MUST(file != NULL);
    MUST(fwrite(data, 1, size, file) == size);
    MUST(fclose(file) == 0);
}

#endif
