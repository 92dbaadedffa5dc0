/* Months out of year-to-date releases, while each allocation fails in turn. */
#include "table/builder.h"
#include <stdio.h>

/* Behind the others, whose parameters are called so too. */
#include "alloc/fixture.h"

Suite *test_suite(void);

static pship_result make(void *data, pship_error *err)
{
    static const pship__column_spec columns[] = {{"series", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"period", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"value", PSHIP_COLUMN_INT64, "USD", 0},
                                                 {"source", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *releases = NULL, *months = NULL;
    (void)data;
    pship_result result = pship__table_builder_new(&builder, context, columns, 4, err);
    if (result != PSHIP_OK)
        return result;
    for (int i = 0; i < 24; i++) {
        char period[32];
        (void)snprintf(period, sizeof period, "2024-01/2024-%02d", i % 12 + 1);
        pship__add_text(builder, i < 12 ? "exports" : "imports");
        pship__add_text(builder, period);
        pship__add_int64(builder, 10 * i);
        pship__add_text(builder, "customs");
    }
    result = pship__table_builder_finish(builder, &releases, err);
    if (result == PSHIP_OK)
        result = pship_months_from_ytd(&months, releases, NULL, err);
    ck_assert((months != NULL) == (result == PSHIP_OK));
    if (months)
        ck_assert_int_eq(pship_table_rows(months), 24);
    pship_table_free(months);
    pship_table_free(releases);
    return result;
}

START_TEST(months_are_made_or_memory_is_short)
{
    heap_fail_each(&memory, make, NULL, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_months");
    TCase *tests = tcase_create("alloc_months");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, months_are_made_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
