/*
 * Files of version 1: a row each in plain tables, with their texts. They are handed on as if they
 * were of the newest version, with what is the same given out once.
 */
#include "store/intern.h"
#include "store/store_private.h"
#include <partnership/value.h>
#include <string.h>

/* The last ordinal of each table. */
typedef struct measure_v1 {
    int64_t kinds, properties, transactions, statements;
} measure_v1;

/* One pass over one table. The first thing found wrong in a row stays in `problem`. */
typedef struct reader {
    pship__store *store;
    const pship__store_sink *sink;
    store_tally *tally;
    pship__progress_state progress;
    measure_v1 whole;
    const char *table;
    sqlite3_stmt *query;
    const char *problem; /* what is wrong in this row, NULL for nothing */
    const char *column;  /* where, NULL for the row as a whole */
    pship_result failed; /* to hand something on, or to find memory */
    pship_error *err;
    intern texts, dates, notes;
    uint32_t *counts; /* statements of each transaction */
    statement *rows;  /* of `seal`, until they are handed on */
    seal_row seal;
} reader;

static void wrong(reader *from, int column, const char *problem)
{
    if (from->problem == NULL) {
        from->problem = problem;
        from->column = sqlite3_column_name(from->query, column);
    }
}

static void fail(reader *from, pship_result result)
{
    if (from->failed == PSHIP_OK) {
        from->failed = result;
    }
}

static bool is_null(reader *from, int column)
{
    return sqlite3_column_type(from->query, column) == SQLITE_NULL;
}

static int64_t integer(reader *from, int column, int64_t least, int64_t most)
{
    if (sqlite3_column_type(from->query, column) != SQLITE_INTEGER) {
        wrong(from, column, "is not an integer");
        return least;
    }
    int64_t number = sqlite3_column_int64(from->query, column);
    if (number < least || number > most) {
        wrong(from, column, "is out of range");
        return least;
    }
    return number;
}

static bool flag(reader *from, int column)
{
    return integer(from, column, 0, 1) == 1;
}

static uint8_t code(reader *from, int column, int most)
{
    return (uint8_t)integer(from, column, 0, most);
}

static pship_day day(reader *from, int column)
{
    return (pship_day)integer(from, column, INT32_MIN, INT32_MAX);
}

/* ---- what is the same is given out once. 0 where it failed. */

static uint32_t given_text(reader *from, const char *text, size_t length)
{
    bool fresh = false;
    uint32_t ordinal = pship__intern_add(&from->texts, text, length, &fresh);
    if (ordinal == 0 || (fresh && !pship__tally_text(from->tally, text, length))) {
        fail(from, pship__fail_memory(from->err));
        return 0;
    }
    if (fresh) {
        fail(from, from->sink->text(from->sink->user, text, length, from->err));
    }
    return ordinal;
}

static name_id text(reader *from, int column)
{
    int type = sqlite3_column_type(from->query, column);
    if (type == SQLITE_NULL || from->failed != PSHIP_OK) {
        return 0;
    }
    if (type != SQLITE_TEXT) {
        wrong(from, column, "is not a text");
        return 0;
    }
    const char *text = (const char *)sqlite3_column_text(from->query, column);
    if (text == NULL) {
        fail(from, pship__store_fail_reading(from->err, from->store->db, SQLITE_NOMEM,
                                             from->store->path));
        return 0;
    }
    size_t length = (size_t)sqlite3_column_bytes(from->query, column);
    if (memchr(text, '\0', length) != NULL || pship__text_problem(text, length) != NULL) {
        wrong(from, column, "is not UTF-8 text");
        return 0;
    }
    return given_text(from, text, length);
}

static date_id date(reader *from, int column)
{
    stored_date read;
    memset(&read, 0, sizeof read); /* it is compared byte by byte */
    if (is_null(from, column)) {
        wrong(from, column, "is not the text of a date");
        return 0;
    }
    if (sqlite3_column_bytes(from->query, column) >= PSHIP_DATE_TEXT_SIZE) {
        wrong(from, column, "is not the text of a date");
        return 0;
    }
    read.text = sqlite3_column_bytes(from->query, column) == 0 ? 0 : text(from, column);
    read.earliest = day(from, column + 1);
    read.latest = day(from, column + 2);
    read.kind = code(from, column + 3, PSHIP_DATE_UNKNOWN);
    read.precision = code(from, column + 4, PSHIP_PRECISION_RANGE);
    read.approximate = flag(from, column + 5);
    read.uncertain = flag(from, column + 6);
    const char *problem = pship__date_problem(&read, from->tally);
    if (problem != NULL && from->problem == NULL) {
        from->problem = problem;
        from->column = NULL;
    }
    if (from->problem != NULL || from->failed != PSHIP_OK) {
        return 0;
    }
    bool fresh = false;
    date_id ordinal = pship__intern_add(&from->dates, &read, sizeof read, &fresh);
    if (ordinal == 0) {
        fail(from, pship__fail_memory(from->err));
    } else if (fresh) {
        from->tally->count.dates++;
        fail(from, from->sink->date(from->sink->user, &read, from->err));
    }
    return ordinal;
}

static note_id note(reader *from)
{
    static const note_row none = {0};
    note_row row = {.locator = text(from, 35),
                    .qualifier = text(from, 36),
                    .certainty = text(from, 37),
                    .wording = text(from, 38),
                    .reason = text(from, 40)};
    if (from->failed != PSHIP_OK || memcmp(&row, &none, sizeof row) == 0) {
        return 0;
    }
    bool fresh = false;
    note_id ordinal = pship__intern_add(&from->notes, &row, sizeof row, &fresh);
    if (ordinal == 0) {
        fail(from, pship__fail_memory(from->err));
    } else if (fresh) {
        from->tally->count.notes++;
        fail(from, from->sink->note(from->sink->user, &row, from->err));
    }
    return ordinal;
}

/* Ends the look at a row: problem is what its rules say, for a row that has no problem yet. */
static pship_result judge(reader *from, uint64_t row, const char *problem)
{
    if (from->failed != PSHIP_OK) {
        return from->failed;
    }
    if (from->problem != NULL && from->column != NULL) {
        return pship__fail(
            from->err, PSHIP_E_FORMAT, "'%.200s' is damaged: in row %llu of the table %s, %s %s",
            from->store->path, (unsigned long long)row, from->table, from->column, from->problem);
    }
    problem = from->problem != NULL ? from->problem : problem;
    return problem == NULL
               ? PSHIP_OK
               : pship__store_fail_row(from->err, from->store->path, from->table, row, problem);
}

static const char *order_problem(reader *from, uint64_t expected)
{
    return integer(from, 0, INT64_MIN, INT64_MAX) == (int64_t)expected
               ? NULL
               : "its ordinal does not follow that of the row before";
}

/* ---- each table */

static pship_result read_kind(reader *from)
{
    size_t ordinal = from->tally->count.kinds + 1;
    const char *order = order_problem(from, ordinal);
    kind_row row = {.name = text(from, 1),
                    .parent = text(from, 2),
                    .description = text(from, 3),
                    .transaction = (uint32_t)integer(from, 4, 0, from->whole.transactions)};
    pship_result result =
        judge(from, ordinal, order != NULL ? order : pship__kind_problem(&row, from->tally));
    if (result != PSHIP_OK) {
        return result;
    }
    from->tally->count.kinds = ordinal;
    return from->sink->kind(from->sink->user, &row, from->err);
}

static pship_result read_property(reader *from)
{
    size_t ordinal = from->tally->count.properties + 1;
    const char *order = order_problem(from, ordinal);
    property_row row = {.name = text(from, 1),
                        .type = code(from, 2, UINT8_MAX),
                        .many = flag(from, 3),
                        .of_kind = text(from, 4),
                        .refers_to = text(from, 5),
                        .description = text(from, 6),
                        .transaction = (uint32_t)integer(from, 7, 0, from->whole.transactions)};
    pship_result result =
        judge(from, ordinal, order != NULL ? order : pship__property_problem(&row, from->tally));
    if (result != PSHIP_OK) {
        return result;
    }
    from->tally->count.properties = ordinal;
    return from->sink->property(from->sink->user, &row, from->err);
}

static pship_result read_transaction(reader *from)
{
    size_t ordinal = from->tally->count.transactions + 1;
    const char *order = order_problem(from, ordinal);
    transaction_row row = {.recorded_at = integer(from, 1, INT64_MIN, INT64_MAX),
                           .actor = text(from, 2),
                           .note = text(from, 3)};
    row.statements = (int64_t)ordinal <= from->whole.transactions ? from->counts[ordinal - 1] : 0;
    pship_result result =
        judge(from, ordinal, order != NULL ? order : pship__transaction_problem(&row, from->tally));
    if (result != PSHIP_OK) {
        return result;
    }
    if (!pship__tally_transaction(from->tally, &row)) {
        return pship__fail_memory(from->err);
    }
    return from->sink->transaction(from->sink->user, &row, from->err);
}

/* What a value of this kind has no use for must not be there. */
static void read_value(reader *from, statement *row)
{
    row->value = text(from, 6);
    row->unit = text(from, 7);
    row->object = text(from, 8);
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        if (sqlite3_column_type(from->query, 9) != SQLITE_FLOAT) {
            wrong(from, 9, "is not a number");
        }
        row->number = row->value == 0 ? 0 : from->tally->numbers[row->value - 1];
        if (sqlite3_column_double(from->query, 9) != row->number) {
            wrong(from, 9, "is not what its digits say");
        }
    } else if (!is_null(from, 9)) {
        wrong(from, 9, "does not belong to this kind of value");
    }
    if (row->value_kind == PSHIP_VALUE_BOOLEAN) {
        row->boolean = flag(from, 10);
    } else if (!is_null(from, 10)) {
        wrong(from, 10, "does not belong to this kind of value");
    }
    if (row->value_kind == PSHIP_VALUE_DATE) {
        row->date = date(from, 11);
        return;
    }
    for (int column = 11; column < 18; column++) {
        if (!is_null(from, column)) {
            wrong(from, column, "does not belong to this kind of value");
        }
    }
}

static void take_statement(reader *from, uint64_t id, statement *row)
{
    memset(row, 0, sizeof *row);
    row->operation = code(from, 1, OPERATION_END);
    row->target = is_null(from, 2) ? 0 : (uint32_t)integer(from, 2, 1, (int64_t)id);
    row->subject = text(from, 3);
    row->property = text(from, 4);
    row->value_kind = code(from, 5, UINT8_MAX);
    read_value(from, row);
    row->from = date(from, 18);
    row->until = date(from, 25);
    row->states_until = flag(from, 32);
    row->last_confirmed = is_null(from, 33) ? PSHIP_DAY_NONE : day(from, 33);
    row->source = text(from, 34);
    row->note = note(from);
    row->rank = (int8_t)integer(from, 39, PSHIP_RANK_DEPRECATED, PSHIP_RANK_PREFERRED);
    row->layer = (uint16_t)integer(from, 41, 0, UINT16_MAX);
    row->transaction = (uint32_t)integer(from, 42, 1, from->whole.transactions);
}

static pship_result hand_on(reader *from)
{
    if (from->seal.count == 0) {
        return PSHIP_OK;
    }
    const char *problem = pship__seal_problem(&from->seal, from->tally);
    if (problem != NULL) {
        return pship__store_fail_row(from->err, from->store->path, from->table, from->seal.first,
                                     problem);
    }
    pship__tally_seal(from->tally, &from->seal);
    pship_result result =
        from->sink->statements(from->sink->user, &from->seal, from->rows, from->err);
    from->seal.count = 0;
    return result;
}

static pship_result read_statement(reader *from)
{
    seal_row *seal = &from->seal;
    uint64_t id = (uint64_t)from->tally->count.statements + seal->count + 1;
    int64_t transaction = sqlite3_column_int64(from->query, 42);
    if (seal->count == SEAL_MOST || (seal->count > 0 && transaction != seal->transaction)) {
        pship_result result = hand_on(from);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    statement *row = &from->rows[seal->count];
    const char *order = order_problem(from, id);
    take_statement(from, id, row);
    seal->transaction = row->transaction;
    if (from->problem == NULL && from->failed == PSHIP_OK && order == NULL) {
        order = pship__statement_problem(row, id, seal, from->tally);
    }
    pship_result result = judge(from, id, order);
    if (result != PSHIP_OK) {
        return result;
    }
    seal->first = (uint32_t)(id - seal->count);
    seal->count++;
    return pship__progress(&from->progress, (double)id / (double)from->whole.statements, from->err);
}

typedef pship_result (*read_row)(reader *from);

/* In the order of a file of today: what is referred to comes first. */
static const struct {
    const char *table, *sql;
    read_row row;
} steps[] = {
    {"recorded_transaction",
     "SELECT ordinal, recorded_at, actor, note FROM recorded_transaction ORDER BY ordinal",
     read_transaction},
    {"kind", "SELECT ordinal, name, parent, description, recorded_in FROM kind ORDER BY ordinal",
     read_kind},
    {"property",
     "SELECT ordinal, name, type, many, of_kind, refers_to, description, recorded_in "
     "FROM property ORDER BY ordinal",
     read_property},
    {"statement",
     "SELECT id, operation, target, subject, property, value_kind, value, unit, object, number, "
     "boolean, date_text, date_earliest, date_latest, date_kind, date_precision, "
     "date_approximate, date_uncertain, from_text, from_earliest, from_latest, from_kind, "
     "from_precision, from_approximate, from_uncertain, until_text, until_earliest, "
     "until_latest, until_kind, until_precision, until_approximate, until_uncertain, "
     "states_until, last_confirmed, source, locator, qualifier, certainty, wording, rank, "
     "reason, layer, recorded_in FROM statement ORDER BY id",
     read_statement},
};

static pship_result fail_reading(reader *from, int number)
{
    return pship__store_fail_reading(from->err, from->store->db, number, from->store->path);
}

static pship_result read_table(reader *from, read_row row)
{
    int number;
    while ((number = sqlite3_step(from->query)) == SQLITE_ROW) {
        from->problem = NULL;
        pship_result result = row(from);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return number == SQLITE_DONE ? PSHIP_OK : fail_reading(from, number);
}

static pship_result measure(const pship__store *store, measure_v1 *whole, pship_error *err)
{
    sqlite3_stmt *query = NULL;
    int number = sqlite3_prepare_v2(store->db,
                                    "SELECT (SELECT coalesce(max(ordinal), 0) FROM kind), "
                                    "(SELECT coalesce(max(ordinal), 0) FROM property), "
                                    "(SELECT coalesce(max(ordinal), 0) FROM recorded_transaction), "
                                    "(SELECT coalesce(max(id), 0) FROM statement)",
                                    -1, &query, NULL);
    if (number == SQLITE_OK) {
        number = sqlite3_step(query);
    }
    pship_result result = PSHIP_OK;
    if (number != SQLITE_ROW) {
        result = pship__store_fail_reading(err, store->db, number, store->path);
    } else {
        int64_t read[4];
        for (int i = 0; i < 4 && result == PSHIP_OK; i++) {
            read[i] = sqlite3_column_int64(query, i);
            if (read[i] < 0 || read[i] > UINT32_MAX - 1) {
                result =
                    pship__fail(err, PSHIP_E_FORMAT,
                                "'%.200s' is damaged: an ordinal is out of range", store->path);
            }
        }
        if (result == PSHIP_OK) {
            *whole = (measure_v1){read[0], read[1], read[2], read[3]};
        }
    }
    sqlite3_finalize(query);
    return result;
}

/* How many statements each transaction has, before they are read. */
static pship_result count_statements(reader *from)
{
    /* The claim of the last ordinal is not believed until there are rows for it. */
    sqlite3_stmt *query = NULL;
    int number = sqlite3_prepare_v2(from->store->db, "SELECT count(*) FROM recorded_transaction",
                                    -1, &query, NULL);
    number = number == SQLITE_OK ? sqlite3_step(query) : number;
    int64_t transactions = number == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
    sqlite3_finalize(query);
    if (number != SQLITE_ROW) {
        return fail_reading(from, number);
    }
    from->whole.transactions =
        transactions < from->whole.transactions ? transactions : from->whole.transactions;
    from->counts = pship__allocate_zero(from->store->context, (size_t)from->whole.transactions,
                                        sizeof(uint32_t));
    if (from->counts == NULL) {
        return pship__fail_memory(from->err);
    }
    number =
        sqlite3_prepare_v2(from->store->db, "SELECT recorded_in FROM statement", -1, &query, NULL);
    while (number == SQLITE_OK && (number = sqlite3_step(query)) == SQLITE_ROW) {
        int64_t transaction = sqlite3_column_int64(query, 0);
        if (transaction >= 1 && transaction <= from->whole.transactions) {
            from->counts[transaction - 1]++;
        }
        number = SQLITE_OK;
    }
    sqlite3_finalize(query);
    return number == SQLITE_DONE ? PSHIP_OK : fail_reading(from, number);
}

static pship_result read_tables(reader *from)
{
    sqlite3 *db = from->store->db;
    const measure_v1 whole = from->whole;
    const extent *read = &from->tally->count;
    pship_result result = count_statements(from);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && result == PSHIP_OK; i++) {
        from->table = steps[i].table;
        int number = sqlite3_prepare_v2(db, steps[i].sql, -1, &from->query, NULL);
        result = number == SQLITE_OK ? read_table(from, steps[i].row) : fail_reading(from, number);
        sqlite3_finalize(from->query);
        from->query = NULL;
    }
    if (result == PSHIP_OK) {
        result = hand_on(from);
    }
    /* A broken page may hide the rows behind it. */
    if (result == PSHIP_OK &&
        (!pship__tally_settle(from->tally) || (int64_t)read->kinds != whole.kinds ||
         (int64_t)read->properties != whole.properties ||
         (int64_t)read->transactions != whole.transactions ||
         (int64_t)read->statements != whole.statements)) {
        return pship__fail(from->err, PSHIP_E_FORMAT, "'%.200s' is damaged: rows are missing",
                           from->store->path);
    }
    return result;
}

pship_result pship__same_v1(const pship__store *store, pship_error *err)
{
    measure_v1 now;
    pship_result result = measure(store, &now, err);
    const extent *known = &store->tally.count;
    if (result == PSHIP_OK &&
        (now.kinds != (int64_t)known->kinds || now.properties != (int64_t)known->properties ||
         now.transactions != (int64_t)known->transactions ||
         now.statements != (int64_t)known->statements)) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "another process has written to '%.200s' since it was read here",
                           store->path);
    }
    return result;
}

pship_result pship__read_v1(pship__store *store, const pship__store_sink *sink, pship_error *err)
{
    if (store->was_read) {
        return pship__same_v1(store, err);
    }
    reader from = {.store = store, .sink = sink, .tally = &store->tally, .err = err};
    pship__progress_begin(&from.progress, store->context, "opening");
    pship__intern_init(&from.texts, store->context);
    pship__intern_init(&from.dates, store->context);
    pship__intern_init(&from.notes, store->context);
    pship_result result = measure(store, &from.whole, err);
    if (result == PSHIP_OK) {
        from.rows = pship__allocate(store->context, SEAL_MOST, sizeof *from.rows);
        result = from.rows == NULL ? pship__fail_memory(err) : read_tables(&from);
    }
    pship__release(store->context, from.rows);
    pship__release(store->context, from.counts);
    pship__intern_free(&from.texts);
    pship__intern_free(&from.dates);
    pship__intern_free(&from.notes);
    return result;
}
