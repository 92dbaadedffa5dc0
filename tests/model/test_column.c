/* A column of many entities, in one run of the index and in several, equals the questions one by one. */
#include "chance.h"
#include "model_help.h"

enum { SUBJECTS = 700, DAYS = 60 };

static pship_error err;

static const char *id_of(uint32_t subject)
{
    static char id[16];
    snprintf(id, sizeof id, "thing-%u", subject);
    return id;
}

static const char *day_text(uint32_t day)
{
    static char text[32];
    snprintf(text, sizeof text, "2025-%02u-%02u", day / 28 + 1, day % 28 + 1);
    return text;
}

/* A day as a rule, and else a date that may be one of many. */
static const char *date_text(uint64_t *state)
{
    static const char *const wide[] = {"2025-02", "2025", "2025-01-31~", "../2025-03"};
    return draw_from(state, 3) == 0 ? wide[draw_from(state, 4)] : day_text(draw_from(state, DAYS));
}

/* A value of whichever kind a property of any type takes. */
static pship_value value_of(uint64_t *state)
{
    static const char *const words[] = {"1", "2", "2.0", "30"};
    const char *word = words[draw_from(state, 4)];
    switch (draw_from(state, 7)) {
    case 0:
        return pship_value_text(word);
    case 1:
        return pship_value_date(date_text(state));
    case 2:
        return pship_value_none();
    case 3:
        return pship_value_boolean(draw_from(state, 2) == 0);
    default:
        return pship_value_number(word, draw_from(state, 3) == 0 ? NULL : "km");
    }
}

static pship_value value_for(const char *property, uint64_t *state)
{
    return strcmp(property, "extent") == 0
               ? pship_value_number(draw_from(state, 2) == 0 ? "7" : "8.5",
                                    draw_from(state, 9) == 0 ? "m" : "km")
           : strcmp(property, "begun") == 0 ? pship_value_date(date_text(state))
           : strcmp(property, "label") == 0
               ? pship_value_text(draw_from(state, 2) == 0 ? "x" : "yy")
               : value_of(state);
}

/* One statement, or an operation on one that was made before about the same property. */
static void record_one(pship_transaction *to, const char *property, uint32_t subject,
                       pship_statement_id *known, uint64_t *state)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_value value = value_for(property, state);
    pship_statement_id *last = &known[subject];
    char from[32], until[32];
    uint32_t first = draw_from(state, DAYS - 20);
    if (*last != 0 && draw_from(state, 6) == 0) {
        ok(pship_statement_correct(last, to, *last, &value, NULL, &err), &err);
        return;
    }
    if (*last != 0 && draw_from(state, 15) == 0) {
        ok(pship_statement_retract(NULL, to, *last, NULL, &err), &err);
        *last = 0;
        return;
    }
    snprintf(from, sizeof from, "%s", day_text(first));
    snprintf(until, sizeof until, "%s", day_text(first + 1 + draw_from(state, 19)));
    options.from = draw_from(state, 9) == 0 ? "2025-01" : from;
    options.until = draw_from(state, 7) == 0 ? "2025" : draw_from(state, 9) == 0 ? "" : until;
    options.last_confirmed =
        options.until[0] == 0 && draw_from(state, 2) == 0 ? "2025-02-20" : NULL;
    options.rank = draw_from(state, 8) == 0 ? PSHIP_RANK_DEPRECATED : PSHIP_RANK_NORMAL;
    ok(pship_statement_assert(last, to, id_of(subject), property, &value, &options, &err), &err);
}

static const char *const properties[] = {"extent", "begun", "label", "remark"};
enum { PROPERTIES = 4 };

static pship_model *fill(size_t commits, uint64_t *state)
{
    static const pship_property_type types[] = {PSHIP_PROPERTY_NUMBER, PSHIP_PROPERTY_DATE,
                                                PSHIP_PROPERTY_TEXT, PSHIP_PROPERTY_ANY};
    static pship_statement_id known[PROPERTIES][SUBJECTS];
    pship_model *model = new_model();
    pship_transaction *tx = begin(model);
    memset(known, 0, sizeof known);
    ok(pship_kind_define(tx, "thing", NULL, &err), &err);
    for (size_t i = 0; i < PROPERTIES; i++) {
        pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
        options.type = types[i];
        options.of_kind = "thing";
        ok(pship_property_define(tx, properties[i], &options, &err), &err);
    }
    for (uint32_t i = 0; i < SUBJECTS; i++) {
        entity(tx, "thing", id_of(i));
    }
    for (size_t commit_at = 0; commit_at < commits; commit_at++) {
        size_t count =
            4000 / (commit_at * commit_at * 4 + 1); /* ever smaller: the runs stay apart */
        for (size_t i = 0; i < count; i++) {
            size_t property = draw_from(state, PROPERTIES);
            uint32_t subject =
                draw_from(state, SUBJECTS - 50); /* nothing is said of the last ones */
            record_one(tx, properties[property], subject, known[property], state);
        }
        commit(tx);
        tx = begin(model);
    }
    pship_transaction_free(tx);
    return model;
}

static void expect_text(const pship_table *table, const char *column, int64_t row,
                        const char *expected)
{
    int32_t at = pship_table_find(table, column);
    if (at >= 0) {
        size_t length = 0;
        const char *text = pship_table_text(table, at, row, &length);
        ck_assert_int_eq(text == NULL, expected == NULL);
        ck_assert(text == NULL || (strlen(expected) == length && !memcmp(text, expected, length)));
    }
}

static const char *shown(const pship_value *value)
{
    return value->kind == PSHIP_VALUE_NONE      ? "none"
           : value->kind == PSHIP_VALUE_BOOLEAN ? (value->boolean ? "true" : "false")
                                                : value->text;
}

static pship_day bound(pship_day day)
{
    return day == PSHIP_DAY_MIN || day == PSHIP_DAY_MAX ? 0 : day;
}

static void expect_row(const pship_table *table, int64_t row, const pship_cell *cell)
{
    int32_t number = pship_table_find(table, "number"), latest = pship_table_find(table, "latest");
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "statement"), row),
                     cell->statement);
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "undecided"), row),
                     cell->undecided);
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "contested"), row),
                     cell->contested);
    expect_text(table, "certainty", row, cell->truth == PSHIP_CERTAIN ? "certain" : "possible");
    expect_text(table, "value", row, shown(&cell->value));
    expect_text(table, "unit", row, cell->value.unit);
    bool is_number = cell->value.kind == PSHIP_VALUE_NUMBER;
    ck_assert(number < 0 ||
              (is_number ? pship_table_number(table, number, row) == cell->value.number
                         : pship_table_is_null(table, number, row)));
    if (latest >= 0) {
        bool date = cell->value.kind == PSHIP_VALUE_DATE;
        ck_assert_int_eq(pship_table_integer(table, latest, row),
                         date ? bound(cell->value.date.latest) : 0);
        ck_assert_int_eq(pship_table_integer(table, latest - 1, row),
                         date ? bound(cell->value.date.earliest) : 0);
    }
}

static void expect_by_ordinals(const pship_view *view, const char *subject, const char *property,
                               const pship_cell *cell)
{
    pship_cell other;
    ok(pship_view_cell_at(&other, view, pship_view_ordinal(view, subject),
                          pship_view_ordinal(view, property), &err),
       &err);
    ck_assert_int_eq(other.statement, cell->statement);
    ck_assert_int_eq(other.truth, cell->truth);
    ck_assert_int_eq(other.contested, cell->contested);
    ck_assert_int_eq(other.undecided, cell->undecided);
    ck_assert_int_eq(other.value.kind, cell->value.kind);
    ck_assert_ptr_eq(other.value.text, cell->value.text);
}

/* The rows are in the order in which the entities were recorded. */
static int64_t expect_column(const pship_view *view, const char *property)
{
    pship_table *table = NULL;
    int64_t row = 0;
    ok(pship_view_column(&table, view, property, &err), &err);
    for (uint32_t i = 0; i < SUBJECTS; i++) {
        pship_cell cell;
        ok(pship_view_cell(&cell, view, id_of(i), property, &err), &err);
        expect_by_ordinals(view, id_of(i), property, &cell);
        if (cell.statement != 0 || cell.undecided) {
            expect_text(table, "id", row, id_of(i));
            expect_row(table, row++, &cell);
        }
    }
    ck_assert_int_eq(pship_table_rows(table), row);
    pship_table_free(table);
    return row;
}

static void expect_columns(pship_model *model, pship_truth holding, int64_t recorded)
{
    int64_t rows = 0;
    for (uint32_t at = 0; at < DAYS; at += 11) {
        pship_view *view = NULL;
        pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
        options.as_of = day(day_text(at));
        options.holding = holding;
        options.recorded_transaction = recorded;
        ok(pship_view_open(&view, model, &options, &err), &err);
        for (size_t i = 0; i < PROPERTIES; i++) {
            rows += expect_column(view, properties[i]);
        }
        pship_view_free(view);
    }
    ck_assert_int_gt(rows, 1000);
}

START_TEST(a_column_equals_the_questions_one_by_one)
{
    err = pship_error_init();
    uint64_t state = (uint64_t)_i + 5;
    pship_model *model = fill(_i == 0 ? 1 : 7, &state);
    expect_columns(model, PSHIP_CERTAIN, 0);
    expect_columns(model, PSHIP_POSSIBLE, 0);
    expect_columns(model, PSHIP_POSSIBLE, _i == 0 ? 1 : 3);
    pship_model_free(model);
}
END_TEST

/* A column of entities with a value each, but for one with two that contradict each other. */
static void expect_two_values_behind(uint32_t singles)
{
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    pship_model *model = new_model();
    pship_transaction *tx = begin(model);
    ok(pship_kind_define(tx, "thing", NULL, &err), &err);
    options.of_kind = "thing";
    ok(pship_property_define(tx, "label", &options, &err), &err);
    for (uint32_t i = 0; i < singles + 3; i++) {
        entity(tx, "thing", id_of(i));
        state(tx, id_of(i), "label", "x", NULL);
        if (i == singles) {
            state(tx, id_of(i), "label", "yy", NULL);
        }
    }
    commit(tx);
    pship_view *view = open_view(model, "2026-01-01", NULL);
    pship_table *table = NULL;
    ok(pship_view_column(&table, view, "label", &err), &err);
    const int32_t undecided = pship_table_find(table, "undecided");
    const int32_t value = pship_table_find(table, "value");
    bool good = pship_table_rows(table) == (int64_t)singles + 3;
    for (int64_t row = 0; good && row < pship_table_rows(table); row++) {
        const bool two = row == (int64_t)singles;
        good = (pship_table_integer(table, undecided, row) != 0) == two &&
               pship_table_is_null(table, value, row) == two;
    }
    ck_assert_msg(good, "two values behind %u single ones", singles);
    pship_table_free(table);
    pship_view_free(view);
    pship_model_free(model);
}

/* What holds is taken up in batches, in which a cell may lie at any place. */
START_TEST(a_cell_may_lie_at_the_end_of_any_batch)
{
    err = pship_error_init();
    for (uint32_t batch = 64; batch <= 4096; batch *= 2) {
        for (uint32_t before = 1; before <= 3; before++) {
            expect_two_values_behind(batch - before);
        }
    }
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("column");
    TCase *all = tcase_create("column");
    tcase_set_timeout(all, 120);
    tcase_add_loop_test(all, a_column_equals_the_questions_one_by_one, 0, 2);
    tcase_add_test(all, a_cell_may_lie_at_the_end_of_any_batch);
    suite_add_tcase(suite, all);
    return suite;
}
