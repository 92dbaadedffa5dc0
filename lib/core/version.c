/*
 * The version at run time, made of the same numbers as the version at compile time.
 */
#include <partnership/version.h>

#define TEXT_OF(number) #number
#define DOTTED(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

const char *pship_version(void)
{
    return DOTTED(PSHIP_VERSION_MAJOR, PSHIP_VERSION_MINOR, PSHIP_VERSION_PATCH);
}
