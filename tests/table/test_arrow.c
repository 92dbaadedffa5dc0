/* Arrow streams of our own: what they hold, and that they live as long as they are needed. */
#include "alloc/failing.h"
#include "table/foreign.h"

Suite *test_suite(void);

static struct ArrowArrayStream export_table(pship_table *table)
{
    pship_error err = PSHIP_ERROR_INIT;
    struct ArrowArrayStream stream;
    ck_assert_int_eq(pship_table_export_arrow(table, &stream, &err), PSHIP_OK);
    return stream;
}

static pship_table *import_stream(struct ArrowArrayStream *stream)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(pship_table_import_arrow(&table, NULL, stream, &err) == PSHIP_OK, "%s",
                  err.message);
    ck_assert(stream->release == NULL);
    return table;
}

static const int64_t sizes[] = {0, 1, 7, 8, 9, 100};

START_TEST(a_table_comes_back_as_it_left)
{
    for (int nulls = 0; nulls < 2; nulls++) {
        pship_table *table = sample(sizes[_i], nulls != 0);
        struct ArrowArrayStream stream = export_table(table);
        pship_table *back = import_stream(&stream);
        tables_equal(table, back);
        pship_table_free(table);
        pship_table_free(back);
    }
}
END_TEST

START_TEST(a_table_without_columns_comes_back)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__table_builder *builder;
    pship_table *table;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, NULL, 0, &err), PSHIP_OK);
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    struct ArrowArrayStream stream = export_table(table);
    pship_table *back = import_stream(&stream);
    ck_assert_int_eq(pship_table_columns(back), 0);
    pship_table_free(table);
    pship_table_free(back);
}
END_TEST

START_TEST(the_schema_says_types_and_units)
{
    static const char *const formats[SAMPLE_COLUMNS] = {"l",   "g",       "d:38,2", "b",
                                                        "tdD", "tsu:UTC", "u",      "i"};
    pship_table *table = sample(3, false);
    struct ArrowArrayStream stream = export_table(table);
    struct ArrowSchema schema;
    ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
    ck_assert_ptr_null(stream.get_last_error(&stream));
    ck_assert_str_eq(schema.format, "+s");
    ck_assert_int_eq(schema.n_children, SAMPLE_COLUMNS);
    for (int i = 0; i < SAMPLE_COLUMNS; i++) {
        ck_assert_str_eq(schema.children[i]->format, formats[i]);
        ck_assert_str_eq(schema.children[i]->name, sample_specs[i].name);
        ck_assert_int_eq(schema.children[i]->flags, ARROW_FLAG_NULLABLE);
        ck_assert_int_eq(schema.children[i]->metadata != NULL, sample_specs[i].unit != NULL);
        ck_assert_int_eq(schema.children[i]->dictionary != NULL, i == DICTIONARY);
    }
    ck_assert_str_eq(schema.children[DICTIONARY]->dictionary->format, "u");
    /* One pair of "unit" and "USD": counts and lengths are native int32_t. */
    struct {
        int32_t pairs, key_length;
        char key[4];
        int32_t length;
        char text[3];
    } expected = {1, 4, {'u', 'n', 'i', 't'}, 3, {'U', 'S', 'D'}};
    ck_assert_int_eq(memcmp(schema.children[DECIMAL]->metadata, &expected, 19), 0);
    schema.release(&schema);
    ck_assert(schema.release == NULL);
    stream.release(&stream);
    pship_table_free(table);
}
END_TEST

START_TEST(nothing_is_copied_on_the_way_out)
{
    pship_table *table = sample(50, true);
    struct ArrowArrayStream stream = export_table(table);
    struct ArrowArray batch, end;
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    ck_assert_int_eq(stream.get_next(&stream, &end), 0);
    ck_assert(end.release == NULL);
    ck_assert_int_eq(batch.length, 50);
    ck_assert_int_eq(batch.n_children, SAMPLE_COLUMNS);
    for (int i = 0; i < SAMPLE_COLUMNS; i++) {
        const struct ArrowArray *array = batch.children[i];
        int64_t nulls = 0;
        for (int64_t row = 0; row < 50; row++)
            nulls += pship_table_is_null(table, i, row);
        ck_assert_int_eq(array->length, 50);
        ck_assert_int_eq(array->offset, 0);
        ck_assert_int_eq(array->null_count, nulls);
        ck_assert_int_eq(array->n_buffers, i == UTF8 ? 3 : 2);
        ck_assert_ptr_eq(array->buffers[0], table->columns[i].validity.bytes);
        if (i != UTF8)
            ck_assert_ptr_eq(array->buffers[1], table->columns[i].values.bytes);
    }
    ck_assert_ptr_eq(batch.children[UTF8]->buffers[2], table->columns[UTF8].texts.bytes.bytes);
    ck_assert_int_eq(batch.children[DICTIONARY]->dictionary->length, 4);
    batch.release(&batch);
    stream.release(&stream);
    pship_table_free(table);
}
END_TEST

START_TEST(columns_without_nulls_have_no_bitmap)
{
    pship_table *table = sample(50, false);
    struct ArrowArrayStream stream = export_table(table);
    struct ArrowArray batch;
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    for (int i = 0; i < SAMPLE_COLUMNS; i++) {
        ck_assert_int_eq(batch.children[i]->null_count, 0);
        ck_assert_ptr_null(batch.children[i]->buffers[0]);
    }
    batch.release(&batch);
    stream.release(&stream);
    pship_table_free(table);
}
END_TEST

/* A consumer may move parts out and keep them while everything else is gone. */
START_TEST(a_column_moved_out_outlives_everything_else)
{
    heap memory;
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = heap_context(&memory);
    pship_table *table = NULL;
    ck_assert_int_eq(sample_build(&table, context, 20, true, &err), PSHIP_OK);
    struct ArrowArrayStream stream = export_table(table);
    pship_context_free(context);
    pship_table_free(table);
    struct ArrowSchema schema, moved_schema, moved_texts_schema;
    struct ArrowArray batch, moved, moved_texts;
    ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    stream.release(&stream);

    moved_schema = *schema.children[DICTIONARY];
    schema.children[DICTIONARY]->release = NULL;
    schema.release(&schema);
    moved = *batch.children[DICTIONARY];
    batch.children[DICTIONARY]->release = NULL;
    batch.release(&batch);
    ck_assert_str_eq(moved_schema.name, "status");
    ck_assert_str_eq(moved_schema.format, "i");
    ck_assert_int_eq(((const int32_t *)moved.buffers[1])[5], 1);

    moved_texts_schema = *moved_schema.dictionary;
    moved_schema.dictionary->release = NULL;
    moved_schema.release(&moved_schema);
    ck_assert_str_eq(moved_texts_schema.format, "u");
    moved_texts_schema.release(&moved_texts_schema);
    moved_texts = *moved.dictionary;
    moved.dictionary->release = NULL;
    moved.release(&moved);
    ck_assert_int_eq(memcmp(moved_texts.buffers[2], "signedin force", 14), 0);
    ck_assert_int_gt(memory.blocks, 0);
    moved_texts.release(&moved_texts);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(the_same_table_can_be_exported_twice_at_once)
{
    pship_table *table = sample(10, true);
    struct ArrowArrayStream one = export_table(table), two = export_table(table);
    pship_table *back_one = import_stream(&one);
    pship_table *back_two = import_stream(&two);
    tables_equal(back_one, back_two);
    pship_table_free(table);
    pship_table_free(back_one);
    pship_table_free(back_two);
}
END_TEST

START_TEST(a_stream_that_is_never_read_is_released)
{
    pship_table *table = sample(10, true);
    struct ArrowArrayStream stream = export_table(table);
    pship_table_free(table);
    stream.release(&stream);
    ck_assert(stream.release == NULL);
}
END_TEST

START_TEST(without_table_or_stream_nothing_is_exported)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = sample(1, false);
    struct ArrowArrayStream stream;
    ck_assert_int_eq(pship_table_export_arrow(NULL, &stream, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_table_export_arrow(table, NULL, &err), PSHIP_E_ARGUMENT);
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("arrow");
    TCase *round = tcase_create("round trip");
    tcase_add_loop_test(round, a_table_comes_back_as_it_left, 0, 6);
    tcase_add_test(round, a_table_without_columns_comes_back);
    suite_add_tcase(suite, round);
    TCase *stream = tcase_create("export");
    tcase_add_test(stream, the_schema_says_types_and_units);
    tcase_add_test(stream, nothing_is_copied_on_the_way_out);
    tcase_add_test(stream, columns_without_nulls_have_no_bitmap);
    tcase_add_test(stream, a_column_moved_out_outlives_everything_else);
    tcase_add_test(stream, the_same_table_can_be_exported_twice_at_once);
    tcase_add_test(stream, a_stream_that_is_never_read_is_released);
    tcase_add_test(stream, without_table_or_stream_nothing_is_exported);
    suite_add_tcase(suite, stream);
    return suite;
}
