/* Tables and streams while each allocation fails in turn. */
#include "alloc/failing.h"
#include "table/foreign.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;

static void set_up(void)
{
    context = heap_context(&memory);
}

static void tear_down(void)
{
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

/* Built and freed again; on failure the output stays as it was. */
static pship_result build(void *data, pship_error *err)
{
    const bool *nulls = data;
    pship_table *table = NULL;
    pship_result result = sample_build(&table, context, 100, *nulls, err);
    ck_assert_int_eq(table != NULL, result == PSHIP_OK);
    pship_table_free(table);
    return result;
}

START_TEST(a_builder_without_memory_gives_everything_back)
{
    bool nulls = _i != 0;
    heap_fail_each(&memory, build, NULL, &nulls);
}
END_TEST

static pship_result take(void *data, pship_error *err)
{
    static const int64_t rows[] = {9, 3, 3, 0};
    pship_table *taken = NULL;
    pship_result result = pship__table_take(&taken, data, rows, 4, err);
    ck_assert_int_eq(taken != NULL, result == PSHIP_OK);
    pship_table_free(taken);
    return result;
}

START_TEST(rows_without_memory_are_not_taken)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table;
    ck_assert_int_eq(sample_build(&table, context, 10, true, &err), PSHIP_OK);
    heap_fail_each(&memory, take, NULL, table);
    pship_table_free(table);
}
END_TEST

/* Out and in again: the producer's failures are the consumer's. */
static pship_result round_trip(void *data, pship_error *err)
{
    struct ArrowArrayStream stream = {.release = NULL};
    pship_result result = pship_table_export_arrow(data, &stream, err);
    if (result != PSHIP_OK) {
        ck_assert(stream.release == NULL);
        return result;
    }
    pship_table *back = NULL;
    result = pship_table_import_arrow(&back, context, &stream, err);
    ck_assert(stream.release == NULL);
    ck_assert_int_eq(back != NULL, result == PSHIP_OK);
    pship_table_free(back);
    return result;
}

START_TEST(a_stream_without_memory_gives_everything_back)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table;
    ck_assert_int_eq(sample_build(&table, context, 20, true, &err), PSHIP_OK);
    heap_fail_each(&memory, round_trip, NULL, table);
    pship_table_free(table);
}
END_TEST

/* A batch that could not be handed out can be asked for again. */
START_TEST(a_failed_stream_goes_on_where_it_was)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table;
    struct ArrowArrayStream stream;
    struct ArrowArray batch;
    ck_assert_int_eq(sample_build(&table, context, 5, true, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_export_arrow(table, &stream, &err), PSHIP_OK);
    heap_set(&memory, 4, false);
    ck_assert_int_ne(stream.get_next(&stream, &batch), 0);
    ck_assert_ptr_nonnull(stream.get_last_error(&stream));
    heap_set(&memory, 0, false);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    ck_assert_ptr_null(stream.get_last_error(&stream));
    ck_assert_int_eq(batch.length, 5);
    batch.release(&batch);
    stream.release(&stream);
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("table_alloc");
    TCase *alloc = tcase_create("alloc");
    tcase_add_checked_fixture(alloc, set_up, tear_down);
    tcase_add_loop_test(alloc, a_builder_without_memory_gives_everything_back, 0, 2);
    tcase_add_test(alloc, rows_without_memory_are_not_taken);
    tcase_add_test(alloc, a_stream_without_memory_gives_everything_back);
    tcase_add_test(alloc, a_failed_stream_goes_on_where_it_was);
    suite_add_tcase(suite, alloc);
    return suite;
}
