/**
 * @file version.h
 * The version of the library, at compile time and at run time.
 */
#ifndef PARTNERSHIP_VERSION_H
#define PARTNERSHIP_VERSION_H

#include <partnership/api.h>

/** Version of the headers that a program was compiled against. */
#define PSHIP_VERSION_MAJOR 0
#define PSHIP_VERSION_MINOR 1
#define PSHIP_VERSION_PATCH 0

PSHIP_BEGIN_DECLS

/**
 * Version of the library that a program runs with, as "major.minor.patch".
 *
 * @return A constant string that lives as long as the library is loaded.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_version(void);

PSHIP_END_DECLS

#endif
