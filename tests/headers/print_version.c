/* Prints the version that the library says it is. */
#include <partnership/partnership.h>
#include <stdio.h>

int main(void)
{
    return puts(pship_version()) < 0;
}
