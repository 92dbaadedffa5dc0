/*
 * Fuzz target: any bytes as a flow file, the first of which chooses how it is read. What is refused is refused at a place
 * within the file; what is read is in order, and the same with other threads. Every record is a row or a problem.
 */
#include "place.h"
#include <partnership/partnership.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <trade/flow_read.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static pship_context *make_context(int32_t threads)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.threads = threads;
    MUST(pship_context_new(&context, &options, NULL) == PSHIP_OK);
    return context;
}

static void choose(uint8_t how, pship_flow_file_options *options)
{
    static const char *const formats[] = {"baci", "comtrade", "csv", "baci"};
    options->format = formats[how & 3];
    options->most_bad_rows = how & 4 ? -1 : how & 8;
    options->most_bytes = 1 << 20;
    if ((how & 3) == 3)
        options->period = "=2023";
    if ((how & 3) == 2) {
        options->period = "t";
        options->direction = how & 16 ? "d" : "=import";
        options->reporter = "i";
        options->partner = "j";
        options->product = "k";
        options->value = "v";
        options->quantity = "q";
        options->unit = how & 32 ? "u" : NULL;
        options->valuation = how & 64 ? "b" : NULL;
        options->decimal = how & 128 ? "," : NULL;
    }
}

static void check_order(const pship_flows *flows)
{
    flow_row last = {0};
    for (int64_t i = 0; i < flows->rows; i++) {
        const flow_row row = pship__flow_row(flows, i);
        MUST(!(row.value < 0) && row.product < flows->products.count);
        MUST(row.reporter < flows->countries.count && row.partner < flows->countries.count);
        MUST(last.period <= row.period);
        if (i > 0 && last.period == row.period &&
            pship__flow_direction(last.traits) == pship__flow_direction(row.traits))
            MUST(last.reporter <= row.reporter);
        last = row;
    }
}

static void check_same(const pship_flows *a, const pship_flows *b)
{
    MUST(a->rows == b->rows && a->countries.count == b->countries.count);
    for (int64_t i = 0; i < a->rows; i++) {
        const flow_row one = pship__flow_row(a, i), other = pship__flow_row(b, i);
        MUST(one.product == other.product && one.traits == other.traits);
        MUST(memcmp(&one.value, &other.value, sizeof one.value) == 0);
        MUST(memcmp(&one.quantity, &other.quantity, sizeof one.quantity) == 0);
    }
}

static void check_problems(const pship_table *problems, int64_t lines)
{
    int64_t last = 1;
    for (int64_t i = 0; i < pship_table_rows(problems); i++) {
        int64_t line = pship_table_integer(problems, 0, i);
        MUST(line >= last && line <= lines && pship_table_integer(problems, 1, i) >= 1);
        last = line;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[FUZZ_PATH];
    static int file = -1;
    if (size == 0)
        return 0;
    if (file < 0) {
        fuzz_name(path, "pship-fuzz-flow-XXXXXX");
        file = mkstemp(path);
        MUST(file >= 0);
        (void)unlink(path);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    MUST(ftruncate(file, 0) == 0 && pwrite(file, data + 1, size - 1, 0) == (ssize_t)(size - 1));
    int64_t lines = 1;
    for (size_t i = 1; i < size; i++)
        lines += data[i] == '\n';
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    choose(data[0], &options);
    pship_flows *flows[2] = {NULL, NULL};
    pship_table *problems[2] = {NULL, NULL};
    pship_result results[2];
    pship_error errors[2] = {PSHIP_ERROR_INIT, PSHIP_ERROR_INIT};
    for (int i = 0; i < 2; i++) {
        pship_context *context = make_context(i + 1);
        results[i] = pship_flows_read(&flows[i], &problems[i], context, path, &options, &errors[i]);
        pship_context_free(context);
    }
    MUST(results[0] == results[1] && errors[0].line == errors[1].line &&
         errors[0].column == errors[1].column);
    if (results[0] == PSHIP_OK) {
        check_order(flows[0]);
        check_same(flows[0], flows[1]);
        check_problems(problems[0], lines);
    } else {
        MUST(flows[0] == NULL && problems[0] == NULL && errors[0].message[0] != '\0');
        bool packed = size > 2 && (data[1] == 0x1f || data[1] == 0x28 || data[1] == 'P');
        MUST(packed || errors[0].line <= lines);
    }
    for (int i = 0; i < 2; i++) {
        pship_flows_free(flows[i]);
        pship_table_free(problems[i]);
    }
    return 0;
}
