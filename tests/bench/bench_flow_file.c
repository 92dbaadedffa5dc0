/*
 * Reads one flow file, and tells how long it took, how much memory, and what it holds. compare_flow_file.py runs it
 * beside its peers, each in a process of its own.
 *
 *     bench_flow_file PATH THREADS
 */
#include "measure.h"

#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <trade/flow_read.h>

/* A sum that keeps what is rounded away, for the comparison with sums in another order. */
static double sum_of(const pship_flows *flows)
{
    static flow_reader reader;
    double sum = 0, lost = 0;
    pship__flow_reader_begin(&reader, flows, pship_flows_rows(flows), FLOW_VALUE);
    for (int64_t i = 0; i < pship_flows_rows(flows); i++) {
        const double value = reader.rows.value[pship__flow_at(&reader, i)], together = sum + value;
        lost += sum >= value ? sum - together + value : value - together + sum;
        sum = together;
    }
    return sum + lost;
}

static int64_t missing_in(const pship_flows *flows)
{
    static flow_reader reader;
    int64_t count = 0;
    pship__flow_reader_begin(&reader, flows, pship_flows_rows(flows), FLOW_QUANTITY);
    for (int64_t i = 0; i < pship_flows_rows(flows); i++) {
        const double quantity = reader.rows.quantity[pship__flow_at(&reader, i)];
        count += quantity != quantity;
    }
    return count;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_context *context = NULL;
    pship_flows *flows = NULL;
    struct rusage usage;
    if (argc != 3) {
        fputs("usage: bench_flow_file PATH THREADS\n", stderr);
        return EXIT_FAILURE;
    }
    options.threads = (int32_t)strtol(argv[2], NULL, 10);
    if (pship_context_new(&context, &options, &err) != PSHIP_OK) {
        fprintf(stderr, "%s\n", err.message);
        return EXIT_FAILURE;
    }
    double begin = bench_now();
    pship_result result = pship_flows_read(&flows, NULL, context, argv[1], NULL, &err);
    double seconds = bench_now() - begin;
    if (result != PSHIP_OK || getrusage(RUSAGE_SELF, &usage) != 0) {
        fprintf(stderr, "%s:%lld: %s\n", err.file, (long long)err.line, err.message);
        return EXIT_FAILURE;
    }
    printf("{\"seconds\": %.3f, \"processor\": %.3f, \"peak_mb\": %.1f, \"rows\": %lld, \"value\": "
           "%.6f, "
           "\"missing\": %lld}\n",
           seconds,
           (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
           (double)usage.ru_maxrss / 1024, (long long)pship_flows_rows(flows), sum_of(flows),
           (long long)missing_in(flows));
    pship_flows_free(flows);
    pship_context_free(context);
    return EXIT_SUCCESS;
}
