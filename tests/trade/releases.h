/* Year-to-date releases as a test writes them down, and the months that follow from them. */
#ifndef PSHIP_TEST_TRADE_RELEASES_H
#define PSHIP_TEST_TRADE_RELEASES_H

#include "trade/rows.h"
#include <partnership/year_to_date.h>
#include <stdio.h>

typedef struct release {
    const char *period, *value, *published, *qualifier, *series, *unit;
} release;

static inline pship_table *releases_of(const release *list, size_t count)
{
    static const pship__column_spec columns[] = {
        {"period", PSHIP_COLUMN_UTF8, NULL, 0},    {"value", PSHIP_COLUMN_UTF8, NULL, 0},
        {"published", PSHIP_COLUMN_UTF8, NULL, 0}, {"qualifier", PSHIP_COLUMN_UTF8, NULL, 0},
        {"series", PSHIP_COLUMN_UTF8, NULL, 0},    {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"source", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    pship_error err = PSHIP_ERROR_INIT;
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 7, &err), PSHIP_OK);
    for (size_t i = 0; i < count; i++) {
        char source[32];
        (void)snprintf(source, sizeof source, "release-%zu", i + 1);
        pship__add_text(builder, list[i].period);
        pship__add_text(builder, list[i].value);
        pship__add_text(builder, list[i].published);
        pship__add_text(builder, list[i].qualifier);
        pship__add_text(builder, list[i].series ? list[i].series : "exports");
        pship__add_text(builder, list[i].unit);
        pship__add_text(builder, source);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    return table;
}

static inline pship_table *months_of(const release *list, size_t count,
                                     const pship_months_options *options)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *releases = releases_of(list, count), *table = NULL;
    ck_assert_msg(pship_months_from_ytd(&table, releases, options, &err) == PSHIP_OK, "%s",
                  err.message);
    pship_table_free(releases);
    return table;
}

#endif
