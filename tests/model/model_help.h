/* What the tests of the model share: short ways to record and to ask. Each fails the test when the
 * library says no. */
#ifndef MODEL_HELP_H
#define MODEL_HELP_H

#include <check.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline pship_day day(const char *text)
{
    pship_day made = 0;
    ck_assert_int_eq(pship_day_parse(&made, text, NULL), PSHIP_OK);
    return made;
}

static inline void ok(pship_result result, const pship_error *err)
{
    ck_assert_msg(result == PSHIP_OK, "%s: %s", pship_result_name(result), err->message);
}

static inline pship_model *new_model(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    ok(pship_model_new(&model, NULL, &err), &err);
    return model;
}

static inline pship_transaction *begin(pship_model *model)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.actor = "tester";
    ok(pship_transaction_begin(&transaction, model, &options, &err), &err);
    return transaction;
}

static inline void commit(pship_transaction *transaction)
{
    pship_error err = PSHIP_ERROR_INIT;
    ok(pship_transaction_commit(transaction, &err), &err);
    pship_transaction_free(transaction);
}

static inline void entity(pship_transaction *transaction, const char *kind, const char *id)
{
    pship_error err = PSHIP_ERROR_INIT;
    ok(pship_entity_record(transaction, kind, id, &err), &err);
}

/* A source with a day of publication, or without one where it is NULL. */
static inline void source(pship_transaction *transaction, const char *id, const char *published)
{
    pship_error err = PSHIP_ERROR_INIT;
    entity(transaction, "source", id);
    if (published != NULL) {
        ok(pship_statement_assert_text(NULL, transaction, id, "published", published, NULL, NULL,
                                       &err),
           &err);
    }
}

static inline pship_statement_id state(pship_transaction *transaction, const char *subject,
                                       const char *property, const char *text,
                                       const char *from_source)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = from_source;
    pship_statement_id id = 0;
    ok(pship_statement_assert_text(&id, transaction, subject, property, text, NULL, &options, &err),
       &err);
    return id;
}

static inline pship_statement_id state_during(pship_transaction *transaction, const char *subject,
                                              const char *property, const char *text,
                                              const char *from, const char *until)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = from;
    options.until = until;
    pship_statement_id id = 0;
    ok(pship_statement_assert_text(&id, transaction, subject, property, text, NULL, &options, &err),
       &err);
    return id;
}

static inline pship_view *open_view(pship_model *model, const char *as_of, const char *published_by)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day(as_of);
    if (published_by != NULL) {
        options.published_by = day(published_by);
    }
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    return view;
}

static inline pship_view *open_possible(pship_model *model, const char *as_of)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day(as_of);
    options.holding = PSHIP_POSSIBLE;
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    return view;
}

static inline pship_cell ask(const pship_view *view, const char *subject, const char *property)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_cell cell;
    ok(pship_view_cell(&cell, view, subject, property, &err), &err);
    return cell;
}

/* Opens a view, checks one value (NULL: absent) and closes the view. */
static inline void expect(pship_model *model, const char *as_of, const char *published_by,
                          const char *subject, const char *property, const char *value)
{
    pship_view *view = open_view(model, as_of, published_by);
    pship_cell cell = ask(view, subject, property);
    if (value == NULL) {
        ck_assert_msg(cell.value.kind == PSHIP_VALUE_ABSENT, "%s of %s on %s is '%s'", property,
                      subject, as_of, cell.value.text);
    } else {
        ck_assert_msg(cell.value.kind != PSHIP_VALUE_ABSENT, "%s of %s on %s is absent", property,
                      subject, as_of);
        ck_assert_str_eq(cell.value.text, value);
    }
    pship_view_free(view);
}

/* Text of a cell of a table, by the name of its column. */
static inline const char *cell_text(const pship_table *table, const char *column, int64_t row,
                                    char *text, size_t size)
{
    int32_t index = pship_table_find(table, column);
    ck_assert_msg(index >= 0, "there is no column %s", column);
    (void)pship_table_format(table, index, row, text, size);
    return text;
}

static inline void expect_cell(const pship_table *table, const char *column, int64_t row,
                               const char *value)
{
    char text[512];
    ck_assert_int_lt(row, pship_table_rows(table));
    ck_assert_str_eq(cell_text(table, column, row, text, sizeof text), value);
}

#endif
