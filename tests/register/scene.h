/*
 * Small words for setting up registers and reading tables in the tests of the rooms register and
 * joint.
 */
#ifndef TESTS_REGISTER_SCENE_H
#define TESTS_REGISTER_SCENE_H

#include <check.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <string.h>

#define OK(call) \
    do { \
        pship_error ok_err = PSHIP_ERROR_INIT, *err = &ok_err; \
        pship_result ok_result = (call); \
        ck_assert_msg(ok_result == PSHIP_OK, "%s: %s (%s)", #call, ok_err.message, \
                      pship_result_name(ok_result)); \
    } while (0)

/* The call fails with this code and a message that holds these words. */
#define FAILS(call, code_expected, words) \
    do { \
        pship_error ok_err = PSHIP_ERROR_INIT, *err = &ok_err; \
        pship_result ok_result = (call); \
        ck_assert_str_eq(pship_result_name(ok_result), pship_result_name(code_expected)); \
        ck_assert_int_eq(ok_err.code, code_expected); \
        ck_assert_msg(strstr(ok_err.message, words) != NULL, "'%s' lacks '%s'", ok_err.message, \
                      words); \
    } while (0)

typedef struct scene {
    pship_context *context;
    pship_model *model;
    pship_transaction *transaction;
} scene;

/* Everything is recorded at the start of 2025, so that a cutoff does not hide the register's own
 * statements. */
static inline void scene_open(scene *set)
{
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = INT64_C(1735689600000000);
    OK(pship_model_new(&set->model, set->context, err));
    OK(pship_transaction_begin(&set->transaction, set->model, &options, err));
}

static inline void scene_commit(scene *set)
{
    OK(pship_transaction_commit(set->transaction, err));
    pship_transaction_free(set->transaction);
    set->transaction = NULL;
}

static inline void scene_close(scene *set)
{
    pship_transaction_free(set->transaction);
    pship_model_free(set->model);
}

static inline pship_day day(const char *text)
{
    pship_day result = PSHIP_DAY_NONE;
    if (text)
        OK(pship_day_parse(&result, text, err));
    return result;
}

static inline pship_view *look(const scene *set, const char *as_of, const char *published_by,
                               pship_truth holding)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_view *view = NULL;
    options.as_of = day(as_of);
    options.published_by = day(published_by);
    options.holding = holding;
    OK(pship_view_open(&view, set->model, &options, err));
    return view;
}

static inline pship_statement_options said_by(const char *source)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = source;
    return options;
}

static inline void add_source(const scene *set, const char *id, const char *publisher,
                              const char *published)
{
    pship_source_fields fields = PSHIP_SOURCE_FIELDS_INIT;
    fields.title = "An article";
    fields.publisher = publisher;
    fields.published = published;
    OK(pship_source_record(set->transaction, id, &fields, NULL, err));
}

static inline void add_agreement(const scene *set, const char *id, const char *title,
                                 const char *source)
{
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.title = title;
    OK(pship_agreement_record(set->transaction, id, &fields, &options, err));
}

static inline void add_act(const scene *set, const char *id, const char *agreement,
                           const char *type, const char *date, const char *source)
{
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.agreement = agreement;
    fields.type = type;
    fields.date = date;
    OK(pship_act_record(set->transaction, id, &fields, &options, err));
}

/* An act that is told of under two ids, the second merged into the first: each field under one of them or under both, as
 * two bits of `where` say; one more bit says which is written first. */
static inline void add_act_twice(const scene *set, const char *id, const char *other,
                                 const pship_act_fields *told, unsigned where)
{
    enum { FIELDS = 5 };
    pship_statement_options why = PSHIP_STATEMENT_OPTIONS_INIT;
    why.reason = "two entries about one act";
    for (int turn = 0; turn < 2; turn++) {
        bool second = (turn == 1) != ((where >> 2 * FIELDS & 1U) != 0);
        bool here[FIELDS];
        pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
        for (int i = 0; i < FIELDS; i++) {
            unsigned by = where >> 2 * i & 3U;
            here[i] = by == 3U || (by == 2U) == second;
        }
        fields.agreement = here[0] ? told->agreement : NULL;
        fields.type = here[1] ? told->type : NULL;
        fields.date = here[2] ? told->date : NULL;
        fields.effect_date = here[3] ? told->effect_date : NULL;
        fields.parties = here[4] ? told->parties : NULL;
        fields.party_count = here[4] ? told->party_count : 0;
        OK(pship_act_record(set->transaction, second ? other : id, &fields, NULL, err));
    }
    OK(pship_merge_record(NULL, set->transaction, other, id, &why, err));
}

static inline void state(const scene *set, const char *subject, const char *property,
                         const char *text, const char *source)
{
    pship_statement_options options = said_by(source);
    OK(pship_statement_assert_text(NULL, set->transaction, subject, property, text, NULL, &options,
                                   err));
}

/* A cell as text, in one of a few buffers that take turns. */
static inline const char *cell(const pship_table *table, int64_t row, const char *column)
{
    static char texts[8][512];
    static int turn;
    char *text = texts[turn++ % 8];
    int32_t at = pship_table_find(table, column);
    ck_assert_msg(at >= 0, "there is no column '%s'", column);
    ck_assert_msg(row >= 0 && row < pship_table_rows(table), "there is no row %d", (int)row);
    (void)pship_table_format(table, at, row, text, 512);
    return text;
}

static inline bool empty_cell(const pship_table *table, int64_t row, const char *column)
{
    return pship_table_is_null(table, pship_table_find(table, column), row);
}

/* The first row with this text in a column, or -1. */
static inline int64_t row_of(const pship_table *table, const char *column, const char *text)
{
    char wanted[512]; /* the text may lie in a buffer of cell() */
    (void)snprintf(wanted, sizeof wanted, "%s", text);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (strcmp(cell(table, row, column), wanted) == 0)
            return row;
    }
    return -1;
}

/* Names of the columns joined by spaces. */
static inline const char *columns_of(const pship_table *table)
{
    static char text[1024];
    text[0] = '\0';
    for (int32_t i = 0; i < pship_table_columns(table); i++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s%s", i ? " " : "",
                       pship_table_column_name(table, i));
    }
    return text;
}

static inline const char *status_of(const pship_view *view, const char *agreement)
{
    const char *status = NULL;
    OK(pship_agreement_status(&status, view, agreement, err));
    return status;
}

#endif
