/* Networks read from files and held against texts. */
#ifndef PSHIP_TEST_CORRIDOR_NETWORK_HELP_H
#define PSHIP_TEST_CORRIDOR_NETWORK_HELP_H

#include "corridor/file_help.h"

typedef pship_result (*list_fn)(pship_table **, const pship_network *, pship_error *);

static inline pship_network *must_read(const char *path, const pship_network_file_options *options,
                                       pship_table **problems)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    pship_result result = pship_network_read(&network, problems, NULL, path, options, &err);
    ck_assert_msg(result == PSHIP_OK, "%s:%lld:%lld %s", err.file, (long long)err.line,
                  (long long)err.column, err.message);
    return network;
}

static inline void must_write(const pship_network *network, const char *path, const char *format)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_msg(pship_network_write(network, path, format, &err) == PSHIP_OK, "%s", err.message);
}

static inline pship_table *must_list(const pship_network *network, list_fn list)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(list(&table, network, &err) == PSHIP_OK, "%s", err.message);
    return table;
}

static inline void expect_list(const pship_network *network, list_fn list, const char *expected)
{
    expect_table(must_list(network, list), expected);
}

/* A table of the problems without the file: "2:5 cell rule\n" for each. Frees it. */
static inline void expect_problems(pship_table *problems, const char *expected)
{
    char text[2048] = "", cell[256], rule[32];
    for (int64_t i = 0; i < pship_table_rows(problems); i++) {
        size_t at = strlen(text);
        (void)pship_table_format(problems, 3, i, cell, sizeof cell);
        (void)pship_table_format(problems, 4, i, rule, sizeof rule);
        snprintf(text + at, sizeof text - at, "%lld:%lld %s %s\n",
                 (long long)pship_table_integer(problems, 1, i),
                 (long long)pship_table_integer(problems, 2, i), cell, rule);
    }
    ck_assert_str_eq(text, expected);
    pship_table_free(problems);
}

/* Reading fails, and says what and where. */
static inline void expect_refusal(const char *path, const char *file,
                                  const pship_network_file_options *options, pship_result code,
                                  int64_t line, int64_t column, const char *part)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    pship_table *problems = NULL;
    pship_result result = pship_network_read(&network, &problems, NULL, path, options, &err);
    expect_error(&err, result, code, file, line, column, part);
    ck_assert(!network && !problems);
}

/* Texts that cannot be read, and what is said of each. */
typedef struct refused_text {
    const char *text;
    pship_result code;
    int64_t line, column;
    const char *part;
} refused_text;

static inline void expect_refused(const char *name, const refused_text *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *path = put(name, cases[i].text);
        expect_refusal(path, path, NULL, cases[i].code, cases[i].line, cases[i].column,
                       cases[i].part);
    }
}

/* What two networks say is the same, all of it. */
static inline void expect_same(const pship_network *network, const pship_network *other)
{
    static const list_fn lists[] = {pship_network_places,    pship_network_links,
                                    pship_network_transfers, pship_network_timetables,
                                    pship_network_quantiles, pship_network_sources};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        pship_table *one = must_list(network, lists[i]);
        char *text = table_text(one);
        expect_table(must_list(other, lists[i]), text);
        free(text);
        pship_table_free(one);
    }
    const pship_network_about a = pship_network_describe(network);
    const pship_network_about b = pship_network_describe(other);
    ck_assert_pstr_eq(a.name, b.name);
    ck_assert_pstr_eq(a.currency, b.currency);
}

#endif
