/* Flow files of a few lines, written for a test and read. */
#ifndef PSHIP_TEST_TRADE_FLOW_TEXT_H
#define PSHIP_TEST_TRADE_FLOW_TEXT_H

#include "scratch.h"
#include "trade/rows.h"
#include <partnership/flow_file.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char flow_path[SCRATCH_SIZE];

static inline void flow_set_up(void)
{
    scratch_file(flow_path);
}

static inline void flow_tear_down(void)
{
    ck_assert_int_eq(unlink(flow_path), 0);
}

static inline void put_bytes(const char *bytes, size_t length)
{
    FILE *file = fopen(flow_path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static inline pship_context *context_of(int32_t threads)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.threads = threads;
    ck_assert_msg(pship_context_new(&context, &options, &err) == PSHIP_OK, "%s", err.message);
    return context;
}

/* What is in flow_path. */
static inline pship_flows *must_read(const pship_flow_file_options *options, pship_table **problems)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows *flows = NULL;
    ck_assert_msg(pship_flows_read(&flows, problems, NULL, flow_path, options, &err) == PSHIP_OK,
                  "%lld:%lld %s", (long long)err.line, (long long)err.column, err.message);
    return flows;
}

static inline pship_flows *must_read_text(const char *text, const pship_flow_file_options *options)
{
    put_bytes(text, strlen(text));
    return must_read(options, NULL);
}

static inline pship_table *rows_of(const pship_flows *flows)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(pship_flows_table(&table, flows, &err) == PSHIP_OK, "%s", err.message);
    return table;
}

/* All rows as text: cells separated by blanks, "-" where null, rows by line feeds. */
static inline void print_rows(const pship_table *table, const char *const *columns, char *text,
                              size_t size)
{
    size_t length = 0;
    text[0] = '\0';
    for (int64_t at = 0; at < pship_table_rows(table); at++) {
        for (size_t i = 0; columns[i]; i++) {
            const char *cell = cell_text(table, at, columns[i]);
            length += (size_t)snprintf(text + length, size - length, "%s%s", i > 0 ? " " : "",
                                       *cell ? cell : "-");
            ck_assert_uint_lt(length, size);
        }
        length += (size_t)snprintf(text + length, size - length, "\n");
        ck_assert_uint_lt(length, size);
    }
}

static inline void expect_rows(const pship_table *table, const char *const *columns,
                               const char *expected)
{
    char text[4096];
    print_rows(table, columns, text, sizeof text);
    ck_assert_str_eq(text, expected);
}

static inline void expect_flows(pship_flows *flows, const char *const *columns,
                                const char *expected)
{
    pship_table *table = rows_of(flows);
    expect_rows(table, columns, expected);
    pship_table_free(table);
    pship_flows_free(flows);
}

/* Nothing is made, and the error says what and where. */
static inline void expect_failure_of_bytes(const char *bytes, size_t length,
                                           const pship_flow_file_options *options,
                                           pship_result result, int64_t line, int64_t column,
                                           const char *part)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows *flows = NULL;
    pship_table *problems = NULL;
    put_bytes(bytes, length);
    pship_result got = pship_flows_read(&flows, &problems, NULL, flow_path, options, &err);
    ck_assert_msg(got == result && err.code == result, "%s instead of %s: %s",
                  pship_result_name(got), pship_result_name(result), err.message);
    ck_assert_msg(strstr(err.message, part) != NULL, "'%s' is not in '%s'", part, err.message);
    ck_assert_msg(err.line == line && err.column == column, "%lld:%lld instead of %lld:%lld: %s",
                  (long long)err.line, (long long)err.column, (long long)line, (long long)column,
                  err.message);
    if (result != PSHIP_E_ARGUMENT)
        ck_assert_str_eq(err.file, flow_path);
    ck_assert_ptr_null(flows);
    ck_assert_ptr_null(problems);
}

static inline void expect_failure(const char *text, const pship_flow_file_options *options,
                                  pship_result result, int64_t line, int64_t column,
                                  const char *part)
{
    expect_failure_of_bytes(text, strlen(text), options, result, line, column, part);
}

#endif
