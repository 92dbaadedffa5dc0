/*
 * The clock of a test that asks when progress is reported, or how often: it stands in the place of the system's, and shows
 * what the test says, so that nothing depends on how fast the machine is and what else it does.
 *
 * For the one file of a program that includes it; the library is linked statically, so that it asks this clock too.
 */
#ifndef TESTS_CLOCK_H
#define TESTS_CLOCK_H

#include <stdint.h>
#include <time.h>

#define CLOCK_SECOND INT64_C(1000000000)

/* What it shows, and by how much it goes on whenever it is asked: at first, progress is reported at every look. */
static int64_t clock_shows, clock_step = CLOCK_SECOND;

int clock_gettime(clockid_t clock, struct timespec *now);

int clock_gettime(clockid_t clock, struct timespec *now)
{
    (void)clock;
    clock_shows += clock_step;
    *now = (struct timespec){.tv_sec = (time_t)(clock_shows / CLOCK_SECOND),
                             .tv_nsec = (long)(clock_shows % CLOCK_SECOND)};
    return 0;
}

#endif
