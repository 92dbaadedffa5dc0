/* Tables made in groups equal tables made cell by cell. */
#include "alloc/failing.h"
#include "table/builder.h"
#include "table/columns.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INT, REAL, DAY, BIT, TEXT, WORD, COLUMNS, MOST = 200 };

static const pship__column_spec specs[COLUMNS] = {
    {"count", PSHIP_COLUMN_INT64, NULL, 0}, {"length", PSHIP_COLUMN_FLOAT64, "km", 0},
    {"since", PSHIP_COLUMN_DATE, NULL, 0},  {"open", PSHIP_COLUMN_BOOL, NULL, 0},
    {"title", PSHIP_COLUMN_UTF8, NULL, 0},  {"status", PSHIP_COLUMN_DICTIONARY, NULL, 0}};

static const char *const words[] = {"signed", "in force", "", "ended"};

/* From which row on every third cell is null; bits never are. */
static bool is_null(size_t row, int column, size_t first_null)
{
    return column != BIT && row >= first_null && (row - first_null + (size_t)column) % 3 == 0;
}

/* Values of what is null are not seen. */
typedef struct rows {
    int64_t ints[MOST];
    double reals[MOST];
    pship_day days[MOST];
    bool bits[MOST];
    const char *texts[MOST], *codes[MOST];
} rows;

static void fill(rows *of, size_t first_null)
{
    for (size_t i = 0; i < MOST; i++) {
        of->ints[i] = (int64_t)i * 1000003 - 50;
        of->reals[i] = (double)i / 4;
        of->days[i] = (pship_day)i * 31 - 900;
        of->bits[i] = i % 5 < 2;
        of->texts[i] = is_null(i, TEXT, first_null) ? NULL : words[(i / 2) % 4];
        of->codes[i] = is_null(i, WORD, first_null) ? NULL : words[(i / 3) % 4];
    }
}

static pship_result by_cells(pship_table **table, pship_context *context, const rows *of,
                             size_t count, size_t first_null, pship_error *err)
{
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, context, specs, COLUMNS, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        is_null(i, INT, first_null) ? pship__add_null(builder)
                                    : pship__add_int64(builder, of->ints[i]);
        is_null(i, REAL, first_null) ? pship__add_null(builder)
                                     : pship__add_number(builder, of->reals[i]);
        is_null(i, DAY, first_null) ? pship__add_null(builder)
                                    : pship__add_date(builder, of->days[i]);
        pship__add_bool(builder, of->bits[i]);
        pship__add_text(builder, of->texts[i]);
        pship__add_text(builder, of->codes[i]);
    }
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}

static uint64_t valid_bits(size_t at, size_t count, int column, size_t first_null)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        bits |= (uint64_t)!is_null(at + i, column, first_null) << i;
    }
    return bits;
}

static uint64_t set_bits(const bool *bits, size_t count)
{
    uint64_t set = 0;
    for (size_t i = 0; i < count; i++) {
        set |= (uint64_t)bits[i] << i;
    }
    return set;
}

static pship_result by_groups(pship_table **table, pship_context *context, const rows *of,
                              size_t count, size_t first_null, size_t expected, pship_error *err)
{
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, context, specs, COLUMNS, err);
    if (result == PSHIP_OK && expected > 0) {
        pship__expect_rows(builder, expected);
    }
    for (size_t at = 0; at < count && result == PSHIP_OK; at += GROUP_ROWS) {
        size_t part = count - at < GROUP_ROWS ? count - at : GROUP_ROWS;
        pship__group_fixed(builder, INT, of->ints + at, valid_bits(at, part, INT, first_null),
                           part);
        pship__group_fixed(builder, REAL, of->reals + at, valid_bits(at, part, REAL, first_null),
                           part);
        pship__group_fixed(builder, DAY, of->days + at, valid_bits(at, part, DAY, first_null),
                           part);
        pship__group_bits(builder, BIT, set_bits(of->bits + at, part), part);
        pship__group_words(builder, TEXT, of->texts + at, part);
        pship__group_words(builder, WORD, of->codes + at, part);
        pship__group_end(builder, part);
    }
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}

static void expect_same_cell(const pship_table *one, const pship_table *other, int32_t column,
                             int64_t row)
{
    char left[64], right[64];
    ck_assert_int_eq(pship_table_is_null(one, column, row),
                     pship_table_is_null(other, column, row));
    (void)pship_table_format(one, column, row, left, sizeof left);
    (void)pship_table_format(other, column, row, right, sizeof right);
    ck_assert_msg(strcmp(left, right) == 0, "column %d, row %d: '%s' is not '%s'", (int)column,
                  (int)row, left, right);
}

static void expect_same(const pship_table *one, const pship_table *other)
{
    ck_assert_int_eq(pship_table_rows(one), pship_table_rows(other));
    for (int32_t column = 0; column < COLUMNS; column++) {
        ck_assert_int_eq(one->columns[column].null_count, other->columns[column].null_count);
        for (int64_t row = 0; row < pship_table_rows(one); row++) {
            expect_same_cell(one, other, column, row);
        }
    }
}

static const size_t counts[] = {0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 200};

START_TEST(a_table_made_in_groups_equals_one_made_cell_by_cell)
{
    static const size_t first_nulls[] = {MOST, 0, 1, 8, 63, 64, 66, 130, 199};
    static rows of;
    pship_error err = PSHIP_ERROR_INIT;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        for (size_t j = 0; j < sizeof first_nulls / sizeof first_nulls[0]; j++) {
            pship_table *cells = NULL, *groups = NULL;
            fill(&of, first_nulls[j]);
            ck_assert_int_eq(by_cells(&cells, NULL, &of, counts[i], first_nulls[j], &err),
                             PSHIP_OK);
            /* Expected, not expected, more than expected. */
            ck_assert_msg(by_groups(&groups, NULL, &of, counts[i], first_nulls[j],
                                    (i + j) % 3 * counts[i] / 2, &err) == PSHIP_OK,
                          "%s", err.message);
            expect_same(groups, cells);
            pship_table_free(cells);
            pship_table_free(groups);
        }
    }
}
END_TEST

START_TEST(rows_may_follow_the_last_group_cell_by_cell)
{
    static rows of;
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *cells = NULL, *mixed = NULL;
    pship__table_builder *builder;
    const pship__column_spec *spec = &specs[BIT];
    fill(&of, MOST);
    ck_assert_int_eq(by_cells(&cells, NULL, &of, 75, MOST, &err), PSHIP_OK);
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, spec, 1, &err), PSHIP_OK);
    pship__group_bits(builder, 0, set_bits(of.bits, 64), 64);
    pship__group_end(builder, 64);
    pship__group_bits(builder, 0, set_bits(of.bits + 64, 3), 3);
    pship__group_end(builder, 3);
    for (size_t i = 67; i < 75; i++) {
        pship__add_bool(builder, of.bits[i]);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &mixed, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(mixed), 75);
    for (int64_t row = 0; row < 75; row++) {
        ck_assert_int_eq(pship_table_integer(mixed, 0, row), of.bits[row]);
        ck_assert_int_eq(pship_table_integer(cells, BIT, row), of.bits[row]);
    }
    pship_table_free(cells);
    pship_table_free(mixed);
}
END_TEST

START_TEST(bits_beyond_the_rows_of_a_group_do_not_count)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship__table_builder *builder;
    const int64_t values[] = {1, 2, 3};
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, specs, 1, &err), PSHIP_OK);
    pship__group_fixed(builder, 0, values, UINT64_MAX - 2, 3);
    pship__group_end(builder, 3);
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    ck_assert_int_eq(table->columns[0].null_count, 1);
    ck_assert_uint_eq(table->columns[0].validity.bytes[0], 5);
    ck_assert_int_eq(pship_table_integer(table, 0, 2), 3);
    pship_table_free(table);
}
END_TEST

START_TEST(words_may_be_more_than_the_builder_remembers)
{
    enum { WORDS = 1000, ROWS = 64 * 60 };
    static char texts[WORDS][8];
    static const char *given[ROWS];
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship__table_builder *builder;
    for (size_t i = 0; i < WORDS; i++) {
        (void)snprintf(texts[i], sizeof texts[i], "w%zu", i / 2); /* each at two places */
    }
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, &specs[WORD], 1, &err), PSHIP_OK);
    for (size_t i = 0; i < ROWS; i++) {
        given[i] = i % 11 == 0 ? NULL : texts[i * i % WORDS];
    }
    for (size_t i = 0; i < ROWS; i += 64) {
        pship__group_words(builder, 0, given + i, 64);
        pship__group_end(builder, 64);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    ck_assert_int_le(table->columns[0].distinct, WORDS / 2);
    for (size_t i = 0; i < ROWS; i++) {
        size_t length;
        const char *text = pship_table_text(table, 0, (int64_t)i, &length);
        ck_assert_int_eq(text == NULL, given[i] == NULL);
        ck_assert(text == NULL || (strlen(given[i]) == length && !memcmp(text, given[i], length)));
    }
    pship_table_free(table);
}
END_TEST

/* As words, which end with a zero; and with their lengths, in no more memory than they have. */
START_TEST(texts_of_every_length_are_copied_whole)
{
    enum { ROWS = 64 };
    const bool measured = _i == 1;
    char *texts[ROWS];
    size_t lengths[ROWS];
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship__table_builder *builder;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, &specs[TEXT], 1, &err), PSHIP_OK);
    for (size_t i = 0; i < ROWS; i++) {
        lengths[i] = i == 5 ? 0 : i * 7 % ROWS;
        size_t room = measured && lengths[i] > 0 ? lengths[i] : lengths[i] + 1;
        texts[i] = i == 5 ? NULL : calloc(room, 1);
        for (size_t j = 0; j < lengths[i]; j++) {
            texts[i][j] = (char)('0' + (i + j) % 70);
        }
    }
    for (int group = 0; group < 3; group++) {
        if (measured) {
            pship__group_texts(builder, 0, (const char *const *)texts, lengths, ROWS);
        } else {
            pship__group_words(builder, 0, (const char *const *)texts, ROWS);
        }
        pship__group_end(builder, ROWS);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    ck_assert_int_eq(table->columns[0].null_count, 3);
    for (size_t i = 0; i < 3 * (size_t)ROWS; i++) {
        size_t length;
        const char *text = pship_table_text(table, 0, (int64_t)i, &length),
                   *right = texts[i % ROWS];
        ck_assert_int_eq(text == NULL, right == NULL);
        ck_assert(text == NULL ||
                  (length == lengths[i % ROWS] && memcmp(text, right, length) == 0));
    }
    pship_table_free(table);
    for (size_t i = 0; i < ROWS; i++) {
        free(texts[i]);
    }
}
END_TEST

START_TEST(a_group_may_have_one_word_in_all_rows)
{
    static const char *const groups[] = {NULL, "ended", "ended", "open", NULL, "ended"};
    static const size_t counted[] = {64, 64, 64, 64, 64, 3};
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship__table_builder *builder;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, &specs[WORD], 1, &err), PSHIP_OK);
    for (size_t i = 0; i < 6; i++) {
        pship__group_word(builder, 0, groups[i], counted[i]);
        pship__group_end(builder, counted[i]);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 5 * 64 + 3);
    ck_assert_int_eq(table->columns[0].distinct, 2);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t length;
        const char *text = pship_table_text(table, 0, row, &length), *word = groups[row / 64];
        ck_assert_int_eq(text == NULL, word == NULL);
        ck_assert(text == NULL || (length == strlen(word) && memcmp(text, word, length) == 0));
    }
    pship_table_free(table);
}
END_TEST

static pship_result make(void *data, pship_error *err)
{
    static rows of;
    pship_table *table = NULL;
    fill(&of, 130);
    pship_result result = by_groups(&table, data, &of, MOST, 130, 150, err);
    ck_assert_int_eq(table != NULL, result == PSHIP_OK);
    pship_table_free(table);
    return result;
}

START_TEST(a_table_is_made_in_groups_or_memory_is_short)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_fail_each(&memory, make, NULL, context);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void);
START_TEST(words_given_before_are_named_by_their_places)
{
    static const pship__column_spec columns[] = {{"status", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    static const int32_t codes[] = {2, 0, 0, 3};
    pship_error err = PSHIP_ERROR_INIT;
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 1, &err), PSHIP_OK);
    pship__column_words(builder, 0, words, 4);
    pship__group_fixed(builder, 0, codes, 0xB, 4); /* the third has none */
    pship__group_end(builder, 4);
    pship__add_word(builder, words[1]); /* words go on as ever */
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, &err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 5);
    static const char *const expected[] = {"", "signed", NULL, "ended", "in force"};
    for (int64_t i = 0; i < 5; i++) {
        size_t length = 0;
        const char *text = pship_table_text(table, 0, i, &length);
        ck_assert_int_eq(text != NULL, expected[i] != NULL);
        ck_assert_uint_eq(length, expected[i] ? strlen(expected[i]) : 0);
        ck_assert_int_eq(length > 0 ? memcmp(text, expected[i], length) : 0, 0);
    }
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("builder_group");
    TCase *all = tcase_create("builder_group");
    tcase_add_test(all, a_table_made_in_groups_equals_one_made_cell_by_cell);
    tcase_add_test(all, rows_may_follow_the_last_group_cell_by_cell);
    tcase_add_test(all, bits_beyond_the_rows_of_a_group_do_not_count);
    tcase_add_test(all, words_may_be_more_than_the_builder_remembers);
    tcase_add_loop_test(all, texts_of_every_length_are_copied_whole, 0, 2);
    tcase_add_test(all, a_group_may_have_one_word_in_all_rows);
    tcase_add_test(all, a_table_is_made_in_groups_or_memory_is_short);
    tcase_add_test(all, words_given_before_are_named_by_their_places);
    suite_add_tcase(suite, all);
    return suite;
}
