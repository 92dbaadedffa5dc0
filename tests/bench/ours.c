#include "ours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool failed(const char *what, const pship_error *err)
{
    fprintf(stderr, "the model: %s: %s\n", what, err->message);
    return false;
}

bool bench_ours_open(bench_ours *ours, pship_context *context, const char *path, int64_t schema)
{
    pship_error err = PSHIP_ERROR_INIT;
    ours->schema = schema;
    return pship_model_open(&ours->model, context, path, NULL, &err) == PSHIP_OK ||
           failed(path, &err);
}

bool bench_ours_new(bench_ours *ours, pship_context *context, const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    *ours = (bench_ours){0};
    if (pship_model_new(&ours->model, context, &err) != PSHIP_OK) {
        return failed("a new model", &err);
    }
    if (path == NULL) {
        return true;
    }
    remove(path);
    const bool saved = pship_model_save(ours->model, path, &err) == PSHIP_OK || failed(path, &err);
    bench_ours_free(ours);
    return saved && bench_ours_open(ours, context, path, 0);
}

void bench_ours_free(bench_ours *ours)
{
    pship_model_free(ours->model);
    ours->model = NULL;
}

static bool record_schema(pship_transaction *to, const bench_generator *generator, pship_error *err)
{
    static const pship_property_type types[] = {PSHIP_PROPERTY_NUMBER, PSHIP_PROPERTY_TEXT,
                                                PSHIP_PROPERTY_DATE, PSHIP_PROPERTY_REFERENCE};
    if (pship_kind_define(to, "bench_thing", NULL, err) != PSHIP_OK) {
        return false;
    }
    for (uint32_t i = 0; i < BENCH_PROPERTIES; i++) {
        pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
        options.type = types[bench_property_type(i)];
        options.of_kind = "bench_thing";
        if (pship_property_define(to, bench_property_name(i), &options, err) != PSHIP_OK) {
            return false;
        }
    }
    for (uint32_t i = 0; i < BENCH_SOURCES; i++) {
        bench_source source;
        bench_source_fill(generator, i, &source);
        pship_source_fields fields = PSHIP_SOURCE_FIELDS_INIT;
        fields.title = source.title;
        fields.publisher = source.publisher;
        fields.published = source.published;
        if (pship_source_record(to, source.id, &fields, NULL, err) != PSHIP_OK) {
            return false;
        }
    }
    const uint32_t subjects = (uint32_t)(bench_generator_statements(generator) / BENCH_PER_SUBJECT);
    for (uint32_t i = 0; i < subjects; i++) {
        const char *subject = bench_generator_subject(generator, i);
        if (pship_entity_record(to, "bench_thing", subject, err) != PSHIP_OK) {
            return false;
        }
    }
    return true;
}

static pship_value value_of(const bench_row *row)
{
    switch (bench_property_type(row->property)) {
    case BENCH_NUMBER:
        return pship_value_number(row->value, bench_property_unit(row->property));
    case BENCH_TEXT:
        return pship_value_text(row->value);
    case BENCH_DATE:
        return pship_value_date(row->value);
    default:
        return pship_value_reference(row->value);
    }
}

static pship_result record(pship_transaction *to, const bench_ours *ours,
                           const bench_generator *generator, const bench_row *row, pship_error *err)
{
    const pship_value value = value_of(row);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = bench_source_id(generator, row->source);
    options.locator = row->locator;
    if (row->target >= 0) {
        /* Statements are numbered in the order of recording. The interval is that of the target. */
        return pship_statement_correct(NULL, to, ours->schema + row->target + 1, &value, &options,
                                       err);
    }
    options.from = row->from;
    options.until = row->until_is_open ? NULL : row->until;
    return pship_statement_assert(NULL, to, bench_generator_subject(generator, row->subject),
                                  bench_property_name(row->property), &value, &options, err);
}

/* Commit what is open, if anything, and begin the next transaction. */
static bool next_transaction(pship_transaction **transaction, const bench_ours *ours,
                             pship_error *err)
{
    if (*transaction != NULL) {
        if (pship_transaction_commit(*transaction, err) != PSHIP_OK) {
            return false;
        }
        pship_transaction_free(*transaction);
        *transaction = NULL;
    }
    return pship_transaction_begin(transaction, ours->model, NULL, err) == PSHIP_OK;
}

static bool fill(bench_ours *ours, pship_transaction **to, bench_generator *generator,
                 pship_error *err)
{
    if (!next_transaction(to, ours, err) || !record_schema(*to, generator, err) ||
        !next_transaction(to, ours, err)) {
        return false;
    }
    ours->schema = pship_model_statement_count(ours->model);
    bench_generator_rewind(generator);
    int32_t transaction = 1;
    for (bench_row row; bench_generator_next(generator, &row);) {
        if (row.transaction != transaction && !next_transaction(to, ours, err)) {
            return false;
        }
        transaction = row.transaction;
        if (record(*to, ours, generator, &row, err) != PSHIP_OK) {
            return false;
        }
    }
    return pship_transaction_commit(*to, err) == PSHIP_OK;
}

bool bench_ours_fill(bench_ours *ours, bench_generator *generator)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    const bool filled = fill(ours, &transaction, generator, &err) || failed("recording", &err);
    pship_transaction_free(transaction);
    if (!filled) {
        return false;
    }
    if (pship_model_statement_count(ours->model) - ours->schema !=
        bench_generator_statements(generator)) {
        fputs("the model: statements are missing\n", stderr);
        return false;
    }
    return true;
}

static bool fill_late(const bench_ours *ours, pship_transaction **to,
                      const bench_generator *generator, pship_error *err)
{
    int32_t transaction = 0;
    for (int64_t i = 0; i < bench_late_statements(generator); i++) {
        bench_row row;
        bench_late_row(generator, i, &row);
        if (row.transaction != transaction && !next_transaction(to, ours, err)) {
            return false;
        }
        transaction = row.transaction;
        if (record(*to, ours, generator, &row, err) != PSHIP_OK) {
            return false;
        }
    }
    return *to == NULL || pship_transaction_commit(*to, err) == PSHIP_OK;
}

bool bench_ours_fill_late(bench_ours *ours, const bench_generator *generator)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    const bool filled =
        fill_late(ours, &transaction, generator, &err) || failed("recording late", &err);
    pship_transaction_free(transaction);
    return filled;
}

bool bench_ours_commit(bench_ours *ours, const bench_generator *generator, const bench_row *row)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    const bool done = next_transaction(&transaction, ours, &err) &&
                      record(transaction, ours, generator, row, &err) == PSHIP_OK &&
                      pship_transaction_commit(transaction, &err) == PSHIP_OK;
    pship_transaction_free(transaction);
    return done || failed("a commit", &err);
}

bool bench_ours_view(pship_view **view, const bench_ours *ours, int32_t day)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day;
    return pship_view_open(view, ours->model, &options, &err) == PSHIP_OK || failed("a view", &err);
}

static void add_cell(const pship_cell *cell, bench_sum *sum)
{
    if (cell->value.kind != PSHIP_VALUE_ABSENT) {
        sum->rows++;
        sum->letters += (unsigned char)cell->value.text[0];
        sum->letters += cell->value.unit == NULL ? 0 : (unsigned char)cell->value.unit[0];
        sum->numbers += cell->value.kind == PSHIP_VALUE_NUMBER ? cell->value.number : 0;
        sum->statements += cell->statement;
    }
}

bool bench_ours_points(const pship_view *view, const bench_generator *generator,
                       const bench_question *questions, size_t count, bench_sum *sum)
{
    pship_error err = PSHIP_ERROR_INIT;
    for (size_t i = 0; i < count; i++) {
        pship_cell cell;
        if (pship_view_cell(&cell, view, bench_generator_subject(generator, questions[i].subject),
                            bench_property_name(questions[i].property), &err) != PSHIP_OK) {
            return failed("a cell", &err);
        }
        add_cell(&cell, sum);
    }
    return true;
}

void bench_ours_prepare(const pship_view *view, const bench_generator *generator,
                        const bench_question *questions, size_t count, bench_prepared *prepared)
{
    for (size_t i = 0; i < count; i++) {
        prepared[i].subject =
            pship_view_ordinal(view, bench_generator_subject(generator, questions[i].subject));
        prepared[i].property = pship_view_ordinal(view, bench_property_name(questions[i].property));
    }
}

bool bench_ours_prepared_points(const pship_view *view, const bench_prepared *prepared,
                                size_t count, bench_sum *sum)
{
    pship_error err = PSHIP_ERROR_INIT;
    for (size_t i = 0; i < count; i++) {
        pship_cell cell;
        if (pship_view_cell_at(&cell, view, prepared[i].subject, prepared[i].property, &err) !=
            PSHIP_OK) {
            return failed("a cell by ordinals", &err);
        }
        add_cell(&cell, sum);
    }
    return true;
}

/* Columns of an answer that are read where they are there; -1 where not. */
typedef struct columns {
    int32_t subject, value, number, unit, contested, statement;
} columns;

static columns find_columns(const pship_table *table)
{
    columns found = {
        .subject = pship_table_find(table, "subject"),
        .value = pship_table_find(table, "value"),
        .number = pship_table_find(table, "number"),
        .unit = pship_table_find(table, "unit"),
        .contested = pship_table_find(table, "contested"),
        .statement = pship_table_find(table, "statement"),
    };
    if (found.subject < 0) {
        found.subject = pship_table_find(table, "id");
    }
    return found;
}

/* Touch a column of text by the fastest way there is: codes as they are, texts where they lie. */
static void add_texts(const pship_table *table, int32_t column, bench_sum *sum)
{
    if (column < 0) {
        return;
    }
    const int64_t rows = pship_table_rows(table);
    const int32_t *codes = pship_table_values(table, column);
    if (codes != NULL) {
        for (int64_t i = 0; i < rows; i++) {
            sum->letters += codes[i];
        }
        return;
    }
    const int32_t *offsets = NULL;
    const char *texts = pship_table_texts(table, column, &offsets, NULL);
    int64_t letters = 0;
    for (int64_t i = 0; texts != NULL && i < rows; i++) {
        letters += offsets[i + 1] == offsets[i] ? 0 : (unsigned char)texts[offsets[i]];
    }
    sum->letters += letters;
}

static void read_table(const pship_table *table, bool with_subjects, bench_sum *sum)
{
    const columns at = find_columns(table);
    const int64_t rows = pship_table_rows(table);
    if (with_subjects) {
        add_texts(table, at.subject, sum);
    }
    add_texts(table, at.value, sum);
    add_texts(table, at.unit, sum);
    const double *numbers = pship_table_values(table, at.number);
    const int64_t *statements = pship_table_values(table, at.statement);
    for (int64_t i = 0; i < rows; i++) {
        sum->rows += statements[i] > 0; /* an unanswered question may have a null here */
        sum->statements += statements[i];
    }
    for (int64_t i = 0; numbers != NULL && i < rows; i++) {
        sum->numbers += numbers[i] == numbers[i] ? numbers[i] : 0;
    }
}

static bool ask(pship_table **table, const pship_view *view, const bench_generator *generator,
                const bench_question *questions, size_t count)
{
    pship_error err = PSHIP_ERROR_INIT;
    const char **subjects = malloc(count * sizeof *subjects);
    const char **properties = malloc(count * sizeof *properties);
    pship_day *days = malloc(count * sizeof *days);
    bool done = subjects != NULL && properties != NULL && days != NULL;
    for (size_t i = 0; done && i < count; i++) {
        subjects[i] = bench_generator_subject(generator, questions[i].subject);
        properties[i] = bench_property_name(questions[i].property);
        days[i] = questions[i].day;
    }
    if (done &&
        pship_view_cells(table, view, subjects, properties, days, count, &err) != PSHIP_OK) {
        done = failed("cells", &err);
    }
    free(subjects);
    free(properties);
    free(days);
    return done;
}

bool bench_ours_batches(const pship_view *view, const bench_generator *generator,
                        const bench_question *questions, size_t count, size_t batch, bench_sum *sum)
{
    for (size_t begin = 0; begin < count; begin += batch) {
        const size_t size = count - begin < batch ? count - begin : batch;
        pship_table *table = NULL;
        if (!ask(&table, view, generator, questions + begin, size)) {
            return false;
        }
        read_table(table, false, sum);
        pship_table_free(table);
    }
    return true;
}

static bool ask_prepared(pship_table **table, const pship_view *view,
                         const bench_prepared *prepared, const bench_question *questions,
                         size_t count)
{
    pship_error err = PSHIP_ERROR_INIT;
    int64_t *subjects = malloc(count * sizeof *subjects);
    int64_t *properties = malloc(count * sizeof *properties);
    pship_day *days = malloc(count * sizeof *days);
    bool done = subjects != NULL && properties != NULL && days != NULL;
    for (size_t i = 0; done && i < count; i++) {
        subjects[i] = prepared[i].subject;
        properties[i] = prepared[i].property;
        days[i] = questions[i].day;
    }
    if (done &&
        pship_view_cells_at(table, view, subjects, properties, days, count, &err) != PSHIP_OK) {
        done = failed("cells by ordinals", &err);
    }
    free(subjects);
    free(properties);
    free(days);
    return done;
}

bool bench_ours_prepared_batches(const pship_view *view, const bench_prepared *prepared,
                                 const bench_question *questions, size_t count, size_t batch,
                                 bench_sum *sum)
{
    for (size_t begin = 0; begin < count; begin += batch) {
        const size_t size = count - begin < batch ? count - begin : batch;
        pship_table *table = NULL;
        if (!ask_prepared(&table, view, prepared + begin, questions + begin, size)) {
            return false;
        }
        read_table(table, false, sum);
        pship_table_free(table);
    }
    return true;
}

bool bench_ours_column(pship_table **table, const pship_view *view, uint32_t property)
{
    pship_error err = PSHIP_ERROR_INIT;
    return pship_view_column(table, view, bench_property_name(property), &err) == PSHIP_OK ||
           failed("a column", &err);
}

void bench_ours_read_column(const pship_table *table, bench_sum *sum)
{
    read_table(table, true, sum);
}

static void copy(char *to, size_t size, const char *text, size_t length)
{
    const size_t kept = length < size ? length : size - 1;
    if (kept > 0) {
        memcpy(to, text, kept);
    }
    to[kept] = '\0';
}

bool bench_ours_answer(const bench_ours *ours, const pship_view *view,
                       const bench_generator *generator, bench_question question,
                       bench_answer *answer)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_cell cell;
    if (pship_view_cell(&cell, view, bench_generator_subject(generator, question.subject),
                        bench_property_name(question.property), &err) != PSHIP_OK) {
        return failed("a cell", &err);
    }
    *answer = (bench_answer){.contested = cell.contested,
                             .absent = cell.value.kind == PSHIP_VALUE_ABSENT && !cell.contested};
    if (cell.value.kind != PSHIP_VALUE_ABSENT) {
        answer->statement = cell.statement - ours->schema;
        answer->number = cell.value.kind == PSHIP_VALUE_NUMBER ? cell.value.number : 0;
        copy(answer->value, sizeof answer->value, cell.value.text, strlen(cell.value.text));
        if (cell.value.unit != NULL) {
            copy(answer->unit, sizeof answer->unit, cell.value.unit, strlen(cell.value.unit));
        }
    }
    return true;
}

/* A number that came without its digits, as in a column: all that were made up have at most two
   decimals, and the property says how many. */
static void write_digits(bench_answer *answer, uint32_t property)
{
    snprintf(answer->value, sizeof answer->value, "%.*f", (int)(property % 3), answer->number);
}

static void read_row(const bench_ours *ours, const pship_table *table, const columns *at,
                     int64_t row, uint32_t property, bench_answer *answer)
{
    *answer = (bench_answer){.contested = pship_table_integer(table, at->contested, row) != 0};
    if (pship_table_is_null(table, at->statement, row) ||
        pship_table_integer(table, at->statement, row) == 0) {
        answer->absent = !answer->contested;
        return;
    }
    answer->statement = pship_table_integer(table, at->statement, row) - ours->schema;
    const bool is_number = bench_property_type(property) == BENCH_NUMBER;
    size_t length = 0;
    if (is_number) {
        answer->number = pship_table_number(table, at->number, row);
        const char *unit = pship_table_text(table, at->unit, row, &length);
        copy(answer->unit, sizeof answer->unit, unit, length);
    }
    if (is_number && at->value < 0) {
        write_digits(answer, property);
    } else {
        const char *value = pship_table_text(table, at->value, row, &length);
        copy(answer->value, sizeof answer->value, value, length);
    }
}

bool bench_ours_answers(const bench_ours *ours, const pship_view *view,
                        const bench_generator *generator, const bench_question *questions,
                        size_t count, bench_answer *answers)
{
    pship_table *table = NULL;
    if (!ask(&table, view, generator, questions, count)) {
        return false;
    }
    const columns at = find_columns(table);
    for (size_t i = 0; i < count; i++) {
        read_row(ours, table, &at, (int64_t)i, questions[i].property, &answers[i]);
    }
    pship_table_free(table);
    return true;
}

bool bench_ours_compare(const bench_ours *ours, const pship_view *view, uint32_t property,
                        bench_snapshot *snapshot)
{
    pship_table *table = NULL;
    if (!bench_ours_column(&table, view, property)) {
        return false;
    }
    const columns at = find_columns(table);
    *snapshot = (bench_snapshot){.rows = pship_table_rows(table)};
    for (int64_t i = 0; i < snapshot->rows; i++) {
        bench_answer answer;
        read_row(ours, table, &at, i, property, &answer);
        if (answer.contested) {
            snapshot->contested++;
            continue;
        }
        size_t length = 0;
        const char *subject = pship_table_text(table, at.subject, i, &length);
        uint64_t hash = bench_hash_text((uint64_t)answer.statement, subject, length);
        hash = bench_hash_text(hash, answer.value, strlen(answer.value));
        snapshot->hash += bench_hash_text(hash, answer.unit, strlen(answer.unit));
    }
    pship_table_free(table);
    return true;
}
