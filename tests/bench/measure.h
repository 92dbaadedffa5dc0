/**
 * @file measure.h
 * Clocks, medians, memory, and the report.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Seconds since some moment. */
double bench_now(void);

/** Seconds of the processor that this process has had: what other programs do meanwhile counts less. For what
    waits for no disk. */
double bench_processor(void);

/** The value below which a part of the values lies: 0.5 for the median. Sorts them. */
double bench_quantile(double *values, size_t count, double part);

/** What an allocator has given out and not got back, and the most that this ever was. Atomic: the library
    may allocate in threads of its own. */
typedef struct bench_heap {
    _Atomic int64_t bytes;
    _Atomic int64_t peak;
} bench_heap;

/** A pship_allocate_fn over malloc that counts the bytes asked for; `user` is a bench_heap. */
void *bench_heap_allocate(void *user, void *pointer, size_t bytes);

/** Bytes of this process that lie in memory; 0 where the system does not say. */
int64_t bench_resident(void);

/** Gigabytes a second that a plain loop reads from memory; negative where there is no memory. */
double bench_bandwidth(size_t bytes);

/** Bytes of a file, all of them read once so that they lie in the page cache; -1 where there is none. */
int64_t bench_warm_file(const char *path);

/* The report: one line for each thing that was measured, on standard output, as soon as it is known. */

void bench_report_title(const char *title);
/** Ours should be at least `target` times as fast as the peer; 0 for no target. */
void bench_report_faster(const char *what, const char *unit, double ours, double peer,
                         double target);
/** Ours should take at most `target` times what the peer, or the ordinary shape, takes. */
void bench_report_within(const char *what, const char *unit, double ours, double peer,
                         double target);
/** Ours should be at most `target`; 0 for no target. */
void bench_report_value(const char *what, const char *unit, double ours, double target);
/** How many of the bytes that memory could have moved meanwhile were needed. */
void bench_report_bandwidth(const char *what, double bytes, double seconds, double bandwidth);

#endif
