/* Arrow streams that break the rules of the interface, or that end early. */
#include "table/foreign.h"
#include <errno.h>

Suite *test_suite(void);

static const int32_t values[] = {1, 2, 3, 4};
static const char letters[] = "signed\342\202\254open";

static void numbers(foreign *self)
{
    foreign_init(self, "i", 4);
    self->buffers[0][0][1] = values;
}

static void texts(foreign *self, const int32_t *offsets, const char *bytes)
{
    foreign_init(self, "u", 1);
    self->arrays[0][0].n_buffers = 3;
    self->buffers[0][0][1] = offsets;
    self->buffers[0][0][2] = bytes;
}

START_TEST(types_that_a_table_lacks_are_refused)
{
    static const char *const formats[] = {
        "z",          "Z",       "vz",       "w:16",   "+l",    "+s",     "+r",
        "ttu",        "tDs",     "tiM",      "",       "x",     "ts",     "tsx:",
        "tsu",        "d:",      "d:10",     "d:10,",  "d:0,2", "d:39,2", "d:10,39",
        "d:10,2,256", "d:10,2,", "d:1000,2", "d:-5,2", "ii",    "tdX",    "\377",
    };
    foreign self;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        numbers(&self);
        self.columns[0].format = formats[i];
        self.columns[0].name = "cargo";
        foreign_refused(&self, PSHIP_E_INVALID, "'cargo'");
        numbers(&self);
        foreign_dictionary(&self, formats[i]);
        foreign_refused(&self, PSHIP_E_INVALID, "'x'");
    }
}
END_TEST

static const char *const index_formats[] = {"g", "u", "b", "n", "tdD"};

START_TEST(codes_that_are_no_integers_are_refused)
{
    foreign self;
    numbers(&self);
    self.columns[0].format = index_formats[_i];
    foreign_dictionary(&self, "u");
    foreign_refused(&self, PSHIP_E_INVALID, "'x'");
}
END_TEST

START_TEST(a_schema_that_is_not_one_of_a_table_is_refused)
{
    foreign self;
    numbers(&self);
    self.root.format = "i";
    foreign_refused(&self, PSHIP_E_INVALID, "not one of tables");
    numbers(&self);
    self.root.format = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "not one of tables");
    numbers(&self);
    self.root.release = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "not one of tables");
    numbers(&self);
    self.root.children = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "columns");
    numbers(&self);
    self.column_count = -1;
    foreign_refused(&self, PSHIP_E_INVALID, "columns");
    numbers(&self);
    self.column_count = INT64_MAX;
    foreign_refused(&self, PSHIP_E_INVALID, "columns");
    numbers(&self);
    self.column_pointers[0] = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "no type");
    numbers(&self);
    self.columns[0].format = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "no type");
    numbers(&self);
    self.columns[0].release = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "no type");
    numbers(&self);
    self.columns[0].name = "\377";
    foreign_refused(&self, PSHIP_E_INVALID, "UTF-8");
    numbers(&self);
    foreign_dictionary(&self, NULL);
    foreign_refused(&self, PSHIP_E_INVALID, "dictionary");
}
END_TEST

/* One thing is wrong with the batch, its array or its dictionary. */
static void spoil_batch(foreign *self, int how)
{
    struct ArrowArray *batch = &self->batches[0], *array = &self->arrays[0][0];
    switch (how) {
    case 0:
        batch->length = -1;
        break;
    case 1:
        batch->offset = -1;
        break;
    case 2:
        batch->offset = INT64_MAX;
        break;
    case 3:
        batch->length = 5;
        break;
    case 4:
        batch->offset = 1;
        break;
    case 5:
        batch->children = NULL;
        break;
    case 6:
        self->array_pointers[0][0] = NULL;
        break;
    case 7:
        array->release = NULL;
        break;
    case 8:
        array->length = -1;
        break;
    case 9:
        array->offset = -1;
        break;
    case 10:
        array->offset = INT64_MAX;
        break;
    case 11:
        array->n_buffers = 1;
        break;
    case 12:
        array->n_buffers = 3;
        break;
    case 13:
        array->buffers = NULL;
        break;
    case 14:
        self->buffers[0][0][1] = NULL;
        break;
    default:
        array->null_count = 1;
        break;
    }
}

START_TEST(a_batch_that_does_not_fit_its_schema_is_refused)
{
    foreign self;
    numbers(&self);
    spoil_batch(&self, _i);
    foreign_refused(&self, PSHIP_E_INVALID, "");
    /* The same in a later batch. */
    numbers(&self);
    spoil_batch(&self, _i);
    self.batches[1] = self.batches[0];
    self.arrays[1][0] = self.arrays[0][0];
    self.batches[1].children = self.batches[0].children == NULL ? NULL : self.array_pointers[0];
    self.batches[0] = self.batches[2];
    self.batches[0].length = 0;
    self.batches[0].children = self.array_pointers[3];
    self.buffers[3][0][1] = values;
    self.batch_count = 2;
    foreign_refused(&self, PSHIP_E_INVALID, "");
}
END_TEST

START_TEST(a_batch_with_other_columns_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    foreign self;
    numbers(&self);
    self.root.n_children = 1;
    self.batches[0].n_children = 2;
    ck_assert_int_eq(pship_table_import_arrow(&table, NULL, &self.stream, &err), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "columns"));
    ck_assert_int_eq(self.held, 0);
    ck_assert_ptr_null(table);
}
END_TEST

START_TEST(texts_that_do_not_follow_one_another_are_refused)
{
    static const int32_t backwards[] = {6, 2}, before[] = {-1, 2};
    foreign self;
    texts(&self, backwards, letters);
    foreign_refused(&self, PSHIP_E_INVALID, "'x'");
    texts(&self, before, letters);
    foreign_refused(&self, PSHIP_E_INVALID, "'x'");
    static const int32_t fine[] = {0, 6};
    texts(&self, fine, NULL);
    foreign_refused(&self, PSHIP_E_INVALID, "'x'");
    /* The middle of a character. */
    static const int32_t cut[] = {0, 7};
    texts(&self, cut, letters);
    foreign_refused(&self, PSHIP_E_INVALID, "UTF-8");
}
END_TEST

START_TEST(a_column_without_its_dictionary_is_refused)
{
    foreign self;
    numbers(&self);
    foreign_dictionary(&self, "u");
    self.arrays[0][0].dictionary = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "missing");
    numbers(&self);
    foreign_dictionary(&self, "u");
    self.codes[0][0].length = -1;
    foreign_refused(&self, PSHIP_E_INVALID, "'x'");
    numbers(&self);
    foreign_dictionary(&self, "u");
    foreign_refused(&self, PSHIP_E_INVALID, "not in the dictionary");
    /* A dictionary of dictionaries. */
    numbers(&self);
    foreign_dictionary(&self, "i");
    self.dictionaries[0].dictionary = &self.dictionaries[1];
    foreign_refused(&self, PSHIP_E_INVALID, "'x'");
}
END_TEST

/* ---- producers that fail */

START_TEST(a_producer_that_fails_is_quoted)
{
    foreign self;
    numbers(&self);
    self.schema_fails = EINVAL;
    self.problem = "the server went away";
    foreign_refused(&self, PSHIP_E_IO, "the server went away");
    numbers(&self);
    self.next_fails_at = 1;
    self.problem = "no more rows";
    foreign_refused(&self, PSHIP_E_IO, "no more rows");
    numbers(&self);
    self.next_fails_at = 2;
    foreign_refused(&self, PSHIP_E_IO, "(5)");
    numbers(&self);
    self.next_fails_at = 1;
    self.problem = "\377";
    foreign_refused(&self, PSHIP_E_IO, "(5)");
    numbers(&self);
    self.next_fails_at = 1;
    self.stream.get_last_error = NULL;
    foreign_refused(&self, PSHIP_E_IO, "(5)");
    numbers(&self);
    self.schema_fails = ENOMEM;
    foreign_refused(&self, PSHIP_E_MEMORY, "memory");
}
END_TEST

START_TEST(a_stream_without_functions_is_refused)
{
    foreign self;
    numbers(&self);
    self.stream.get_schema = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "functions");
    numbers(&self);
    self.stream.get_next = NULL;
    foreign_refused(&self, PSHIP_E_INVALID, "functions");
}
END_TEST

START_TEST(a_stream_that_is_gone_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    struct ArrowArrayStream stream = {.release = NULL};
    ck_assert_int_eq(pship_table_import_arrow(&table, NULL, &stream, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_table_import_arrow(&table, NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    foreign self;
    numbers(&self);
    ck_assert_int_eq(pship_table_import_arrow(NULL, NULL, &self.stream, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(self.held, 0);
}
END_TEST

static int cancel(void *user, const char *stage, double fraction)
{
    (void)fraction;
    ck_assert_ptr_nonnull(strstr(stage, "Arrow"));
    (*(int *)user)++;
    return 1;
}

START_TEST(a_cancelled_import_gives_everything_back)
{
    int calls = 0;
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = cancel;
    options.progress_user = &calls;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    foreign self;
    numbers(&self);
    pship_table *table = NULL;
    ck_assert_int_eq(foreign_import_with(&self, &table, context, &err), PSHIP_E_CANCELLED);
    ck_assert_int_eq(calls, 1);
    ck_assert_int_eq(self.held, 0);
    ck_assert_ptr_null(table);
    pship_context_free(context);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("arrow_damaged");
    TCase *damaged = tcase_create("damaged");
    tcase_add_test(damaged, types_that_a_table_lacks_are_refused);
    tcase_add_loop_test(damaged, codes_that_are_no_integers_are_refused, 0, 5);
    tcase_add_test(damaged, a_schema_that_is_not_one_of_a_table_is_refused);
    tcase_add_loop_test(damaged, a_batch_that_does_not_fit_its_schema_is_refused, 0, 16);
    tcase_add_test(damaged, a_batch_with_other_columns_is_refused);
    tcase_add_test(damaged, texts_that_do_not_follow_one_another_are_refused);
    tcase_add_test(damaged, a_column_without_its_dictionary_is_refused);
    suite_add_tcase(suite, damaged);
    TCase *failing = tcase_create("failing");
    tcase_add_test(failing, a_producer_that_fails_is_quoted);
    tcase_add_test(failing, a_stream_without_functions_is_refused);
    tcase_add_test(failing, a_stream_that_is_gone_is_refused);
    tcase_add_test(failing, a_cancelled_import_gives_everything_back);
    suite_add_tcase(suite, failing);
    return suite;
}
