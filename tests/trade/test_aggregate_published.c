/* Aggregation of published flows: the trade of the European Union, in euros, summed here in whole numbers. */
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <stdio.h>
#include <stdlib.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static FILE *open_eurostat(void)
{
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/../shared/data/trade/fixest_trade_eurostat.csv",
                   root ? root : ".");
    return fopen(path, "rb");
}

typedef struct eurostat {
    char destination[4], origin[4];
    long product, year;
    long long euros;
} eurostat;

static bool read_line(FILE *file, eurostat *one)
{
    char line[256];
    if (!fgets(line, sizeof line, file))
        return false;
    const char *year;
    memcpy(one->destination, line + 1, 2);
    memcpy(one->origin, line + 6, 2);
    one->destination[2] = one->origin[2] = '\0';
    one->product = strtol(line + 10, (char **)&year, 10);
    one->year = strtol(year + 1, NULL, 10);
    one->euros = strtoll(strrchr(line, ',') + 1, NULL, 10);
    return true;
}

START_TEST(eu_flows_come_to_the_totals_of_whole_numbers)
{
    FILE *file = open_eurostat();
    if (!file) {
        printf("# skipped: the flows of Eurostat are not beside the sources\n");
        return;
    }
    static long long by_year[3000], by_pair[15][15];
    static char names[15][3];
    static char texts[40000][4][8];
    row *list = calloc(40000, sizeof *list);
    size_t count = 0;
    eurostat one;
    int name_count = 0;
    char head[256];
    ck_assert_ptr_nonnull(fgets(head, sizeof head, file));
    for (; count < 40000 && read_line(file, &one); count++) {
        int places[2];
        const char *const both[2] = {one.origin, one.destination};
        for (int i = 0; i < 2; i++) {
            int at = 0;
            while (at < name_count && strcmp(names[at], both[i]) != 0)
                at++;
            if (at == name_count)
                memcpy(names[name_count++], both[i], 3);
            places[i] = at;
        }
        by_year[one.year] += one.euros;
        by_pair[places[0]][places[1]] += one.euros;
        (void)snprintf(texts[count][0], 8, "%d", (int)(one.year % 10000));
        (void)snprintf(texts[count][1], 8, "%02d", (int)(one.product % 100));
        (void)snprintf(texts[count][2], 8, "%s", one.origin);
        (void)snprintf(texts[count][3], 8, "%s", one.destination);
        list[count] = (row){texts[count][0],
                            "export",
                            texts[count][2],
                            texts[count][3],
                            texts[count][1],
                            (double)one.euros,
                            NAN,
                            NULL,
                            NULL};
    }
    fclose(file);
    ck_assert_uint_eq(count, 38325);
    pship_flows *flows = flows_of(list, count);
    pship_table *table = NULL;
    static const char *const by_periods[] = {"period"}, *const by_pairs[] = {"reporter", "partner"};
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    {
        options.by = by_periods;
        options.by_count = 1;
        ck_assert_int_eq(pship_flows_aggregate(&table, flows, &options, err), PSHIP_OK);
        ck_assert_int_eq(pship_table_rows(table), 10);
        for (int64_t i = 0; i < 10; i++) {
            const long year = strtol(cell_text(table, i, "period"), NULL, 10);
            ck_assert(pship_table_number(table, 1, i) == (double)by_year[year]);
        }
        pship_table_free(table);
    }
    options.by = by_pairs;
    options.by_count = 2;
    ck_assert_int_eq(pship_flows_aggregate(&table, flows, &options, err), PSHIP_OK);
    int64_t rows = 0;
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        int from = 0, to = 0;
        while (strcmp(names[from], cell_text(table, i, "reporter")) != 0)
            from++;
        while (strcmp(names[to], cell_text(table, i, "partner")) != 0)
            to++;
        ck_assert(pship_table_number(table, 2, i) == (double)by_pair[from][to]);
        rows += pship_table_integer(table, pship_table_find(table, "rows"), i);
    }
    ck_assert_int_eq(rows, 38325);
    pship_table_free(table);
    pship_flows_free(flows);
    free(list);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("aggregate_published");
    TCase *tests = tcase_create("aggregate_published");
    tcase_add_test(tests, eu_flows_come_to_the_totals_of_whole_numbers);
    suite_add_tcase(suite, tests);
    return suite;
}
