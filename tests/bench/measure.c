#define _DEFAULT_SOURCE /* madvise() */
#include "measure.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

double bench_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

double bench_processor(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_quantile(double *values, size_t count, double part)
{
    qsort(values, count, sizeof *values, compare);
    return values[(size_t)((double)(count - 1) * part + 0.5)];
}

#define LARGE_BLOCK ((size_t)4 << 20)

/* Room for the size before each block, as wide as any type needs to stay aligned. */
enum { HEAD = 16 };

/* As the library's own heap does. */
static void prefer_large_pages(char *block, size_t bytes)
{
    const uintptr_t page = (uintptr_t)2 << 20;
    const uintptr_t first = ((uintptr_t)block + page - 1) & ~(page - 1);
    const uintptr_t end = ((uintptr_t)block + bytes) & ~(page - 1);
    if (first < end) {
        (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
    }
}

void *bench_heap_allocate(void *user, void *pointer, size_t bytes)
{
    bench_heap *heap = user;
    char *old = pointer == NULL ? NULL : (char *)pointer - HEAD;
    size_t before = 0;
    if (old != NULL) {
        memcpy(&before, old, sizeof before);
    }
    if (bytes == 0) {
        atomic_fetch_sub_explicit(&heap->bytes, (int64_t)before, memory_order_relaxed);
        free(old);
        return NULL;
    }
    char *block = bytes > SIZE_MAX - HEAD ? NULL : realloc(old, bytes + HEAD);
    if (block == NULL) {
        return NULL;
    }
    if (bytes >= LARGE_BLOCK) {
        prefer_large_pages(block, bytes + HEAD);
    }
    memcpy(block, &bytes, sizeof bytes);
    const int64_t more = (int64_t)bytes - (int64_t)before;
    const int64_t now = atomic_fetch_add_explicit(&heap->bytes, more, memory_order_relaxed) + more;
    int64_t peak = atomic_load_explicit(&heap->peak, memory_order_relaxed);
    while (now > peak && !atomic_compare_exchange_weak(&heap->peak, &peak, now)) {
    }
    return block + HEAD;
}

int64_t bench_resident(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long total = 0;
    long pages = 0;
    if (file != NULL) {
        if (fscanf(file, "%ld %ld", &total, &pages) != 2) {
            pages = 0;
        }
        fclose(file);
    }
    return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

double bench_bandwidth(size_t bytes)
{
    const size_t count = bytes / sizeof(uint64_t);
    uint64_t *array = malloc(count * sizeof *array);
    if (array == NULL) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        array[i] = i;
    }
    double rates[5];
    volatile uint64_t kept = 0; /* so that the sum is really made */
    for (size_t round = 0; round < 5; round++) {
        const double begin = bench_now();
        uint64_t sums[4] = {0};
        for (size_t i = 0; i + 4 <= count; i += 4) {
            sums[0] += array[i];
            sums[1] += array[i + 1];
            sums[2] += array[i + 2];
            sums[3] += array[i + 3];
        }
        kept += sums[0] + sums[1] + sums[2] + sums[3];
        rates[round] = (double)bytes / 1e9 / (bench_now() - begin);
    }
    (void)kept;
    free(array);
    return bench_quantile(rates, 5, 0.5);
}

int64_t bench_warm_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return -1;
    }
    static char buffer[1 << 16];
    int64_t bytes = 0;
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;) {
        bytes += (int64_t)got;
    }
    fclose(file);
    return bytes;
}

void bench_report_title(const char *title)
{
    printf("\n%s\n%-50s %10s %10s %-6s %9s %9s %s\n", title, "", "ours", "peer", "", "ratio",
           "target", "met");
    fflush(stdout);
}

static void report(const char *what, const char *unit, double ours, double peer, double ratio,
                   const char *sign, double target, bool met)
{
    printf("%-50s %10.4g ", what, ours);
    if (peer > 0) {
        printf("%10.4g %-6s %8.3gx ", peer, unit, ratio);
    } else {
        printf("%10s %-6s %9s ", "", unit, "");
    }
    if (target > 0) {
        printf("%s %6.4g %s", sign, target, met ? "yes" : "NO");
    }
    putchar('\n');
    fflush(stdout);
}

void bench_report_faster(const char *what, const char *unit, double ours, double peer,
                         double target)
{
    const double ratio = peer / ours;
    report(what, unit, ours, peer, ratio, ">=", target, ratio >= target);
}

void bench_report_within(const char *what, const char *unit, double ours, double peer,
                         double target)
{
    const double ratio = ours / peer;
    report(what, unit, ours, peer, ratio, "<=", target, ratio <= target);
}

void bench_report_value(const char *what, const char *unit, double ours, double target)
{
    report(what, unit, ours, 0, 0, "<=", target, ours <= target);
}

void bench_report_bandwidth(const char *what, double bytes, double seconds, double bandwidth)
{
    const double rate = bytes / 1e9 / seconds;
    printf("%-50s %10.4g MB at least, %.3g GB/s of %.3g: %.1f %%\n", what, bytes / 1e6, rate,
           bandwidth, 100 * rate / bandwidth);
    fflush(stdout);
}
