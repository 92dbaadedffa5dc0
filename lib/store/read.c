/* From rows in the file to rows in memory, none of them taken on trust. */
#include "store/store_private.h"
#include <partnership/value.h>
#include <string.h>

/* One pass over one table. The first thing found wrong in a row stays in `problem`. */
typedef struct reader {
    pship__store *store;
    const pship__store_sink *sink;
    pship__progress_state progress;
    store_extent read, whole; /* so far; the file */
    const char *table;
    sqlite3_stmt *query;
    const char *problem; /* what is wrong in this row, NULL for nothing */
    const char *column;  /* where, NULL for the row as a whole */
    bool no_memory;
} reader;

static void wrong(reader *from, int column, const char *problem)
{
    if (from->problem == NULL) {
        from->problem = problem;
        from->column = sqlite3_column_name(from->query, column);
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

static int32_t small(reader *from, int column)
{
    return (int32_t)integer(from, column, INT32_MIN, INT32_MAX);
}

static const char *text_or_null(reader *from, int column)
{
    int type = sqlite3_column_type(from->query, column);
    if (type == SQLITE_NULL) {
        return NULL;
    }
    if (type != SQLITE_TEXT) {
        wrong(from, column, "is not a text");
        return NULL;
    }
    const char *text = (const char *)sqlite3_column_text(from->query, column);
    if (text == NULL) {
        from->no_memory = true;
        return NULL;
    }
    size_t length = (size_t)sqlite3_column_bytes(from->query, column);
    if (memchr(text, '\0', length) != NULL || !pship__utf8_valid(text, length)) {
        wrong(from, column, "is not UTF-8 text");
        return NULL;
    }
    return text;
}

static pship_date date(reader *from, int column)
{
    pship_date read = {
        .earliest = small(from, column + 1),
        .latest = small(from, column + 2),
        .kind = (pship_date_kind)integer(from, column + 3, PSHIP_DATE_DATED, PSHIP_DATE_UNKNOWN),
        .precision =
            (pship_precision)integer(from, column + 4, PSHIP_PRECISION_NONE, PSHIP_PRECISION_RANGE),
        .approximate = flag(from, column + 5),
        .uncertain = flag(from, column + 6)};
    const char *text = text_or_null(from, column);
    size_t length = text == NULL ? 0 : strlen(text);
    if (text == NULL || length >= sizeof read.text) {
        wrong(from, column, "is not the text of a date");
        return read;
    }
    memcpy(read.text, text, length);
    return read;
}

/* Ends the look at a row: problem is what its rules say, for a row that has no problem yet. */
static pship_result judge(reader *from, int64_t row, const char *problem, pship_error *err)
{
    const char *path = from->store->path;
    if (from->no_memory) {
        return pship__store_fail_reading(err, from->store->db, SQLITE_NOMEM, path);
    }
    if (from->problem != NULL) {
        return pship__fail(
            err, PSHIP_E_FORMAT, "'%.200s' is damaged: in row %lld of the table %s, %s %s", path,
            (long long)row, from->table, from->column == NULL ? "?" : from->column, from->problem);
    }
    if (problem != NULL) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: row %lld of the table %s: %s",
                           path, (long long)row, from->table, problem);
    }
    return PSHIP_OK;
}

static const char *order_problem(reader *from, int64_t expected)
{
    return integer(from, 0, INT64_MIN, INT64_MAX) == expected
               ? NULL
               : "its ordinal does not follow that of the row before";
}

static pship_result read_kind(reader *from, pship_error *err)
{
    int64_t ordinal = from->read.kinds + 1;
    const char *order = order_problem(from, ordinal);
    stored_kind row = {.name = text_or_null(from, 1),
                       .parent = text_or_null(from, 2),
                       .description = text_or_null(from, 3),
                       .transaction = integer(from, 4, 0, from->whole.transactions)};
    pship_result result =
        judge(from, ordinal, order != NULL ? order : pship__kind_problem(&row), err);
    if (result != PSHIP_OK) {
        return result;
    }
    from->read.kinds = ordinal;
    return from->sink->kind(from->sink->user, &row, err);
}

static pship_result read_property(reader *from, pship_error *err)
{
    int64_t ordinal = from->read.properties + 1;
    const char *order = order_problem(from, ordinal);
    stored_property row = {.name = text_or_null(from, 1),
                           .type = small(from, 2),
                           .many = flag(from, 3),
                           .of_kind = text_or_null(from, 4),
                           .refers_to = text_or_null(from, 5),
                           .description = text_or_null(from, 6),
                           .transaction = integer(from, 7, 0, from->whole.transactions)};
    pship_result result =
        judge(from, ordinal, order != NULL ? order : pship__property_problem(&row), err);
    if (result != PSHIP_OK) {
        return result;
    }
    from->read.properties = ordinal;
    return from->sink->property(from->sink->user, &row, err);
}

static pship_result read_transaction(reader *from, pship_error *err)
{
    stored_transaction row = {.ordinal = integer(from, 0, INT64_MIN, INT64_MAX),
                              .recorded_at = integer(from, 1, INT64_MIN, INT64_MAX),
                              .actor = text_or_null(from, 2),
                              .note = text_or_null(from, 3)};
    pship_result result = judge(from, from->read.transactions + 1,
                                pship__transaction_problem(&row, &from->read), err);
    if (result != PSHIP_OK) {
        return result;
    }
    from->read.transactions = row.ordinal;
    from->read.recorded_at = row.recorded_at;
    return from->sink->transaction(from->sink->user, &row, err);
}

/* What a value of this kind has no use for must not be there. */
static void read_value(reader *from, stored_statement *row)
{
    row->value = text_or_null(from, 6);
    row->unit = text_or_null(from, 7);
    row->object = text_or_null(from, 8);
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        if (sqlite3_column_type(from->query, 9) != SQLITE_FLOAT) {
            wrong(from, 9, "is not a number");
        }
        row->number = sqlite3_column_double(from->query, 9);
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

static pship_result read_statement(reader *from, pship_error *err)
{
    stored_statement row = {.id = integer(from, 0, INT64_MIN, INT64_MAX),
                            .operation = small(from, 1),
                            .target = is_null(from, 2) ? 0 : integer(from, 2, 1, INT64_MAX),
                            .subject = text_or_null(from, 3),
                            .property = text_or_null(from, 4),
                            .value_kind = small(from, 5),
                            .from = date(from, 18),
                            .until = date(from, 25),
                            .states_until = flag(from, 32),
                            .last_confirmed = is_null(from, 33) ? PSHIP_DAY_NONE : small(from, 33),
                            .source = text_or_null(from, 34),
                            .locator = text_or_null(from, 35),
                            .qualifier = text_or_null(from, 36),
                            .certainty = text_or_null(from, 37),
                            .wording = text_or_null(from, 38),
                            .rank = small(from, 39),
                            .reason = text_or_null(from, 40),
                            .layer = small(from, 41),
                            .transaction = integer(from, 42, 1, INT64_MAX)};
    read_value(from, &row);
    pship_result result =
        judge(from, from->read.statements + 1, pship__statement_problem(&row, &from->read), err);
    if (result != PSHIP_OK) {
        return result;
    }
    from->read.statements = row.id;
    from->read.recorded_in = row.transaction;
    result = pship__progress(&from->progress, (double)row.id / (double)from->whole.statements, err);
    return result == PSHIP_OK ? from->sink->statement(from->sink->user, &row, err) : result;
}

typedef pship_result (*read_row)(reader *from, pship_error *err);

static const struct {
    const char *table, *sql;
    read_row row;
} steps[] = {
    {"kind", "SELECT ordinal, name, parent, description, recorded_in FROM kind ORDER BY ordinal",
     read_kind},
    {"property",
     "SELECT ordinal, name, type, many, of_kind, refers_to, description, recorded_in "
     "FROM property ORDER BY ordinal",
     read_property},
    {"recorded_transaction",
     "SELECT ordinal, recorded_at, actor, note FROM recorded_transaction ORDER BY ordinal",
     read_transaction},
    {"statement", "SELECT " STORE_STATEMENT_COLUMNS " FROM statement ORDER BY id", read_statement},
};

static pship_result read_table(reader *from, read_row row, pship_error *err)
{
    int code;
    while ((code = sqlite3_step(from->query)) == SQLITE_ROW) {
        from->problem = NULL;
        pship_result result = row(from, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return code == SQLITE_DONE
               ? PSHIP_OK
               : pship__store_fail_reading(err, from->store->db, code, from->store->path);
}

/* A broken page may hide the rows behind it. */
static pship_result check_whole(const reader *from, pship_error *err)
{
    const store_extent *read = &from->read, *whole = &from->whole;
    if (read->kinds != whole->kinds || read->properties != whole->properties ||
        read->transactions != whole->transactions || read->statements != whole->statements) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: rows are missing",
                           from->store->path);
    }
    return PSHIP_OK;
}

static pship_result read_tables(reader *from, pship_error *err)
{
    sqlite3 *db = from->store->db;
    pship_result result = pship__store_measure(db, from->store->path, &from->whole, err);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && result == PSHIP_OK; i++) {
        from->table = steps[i].table;
        int code = sqlite3_prepare_v2(db, steps[i].sql, -1, &from->query, NULL);
        result = code == SQLITE_OK ? read_table(from, steps[i].row, err)
                                   : pship__store_fail_reading(err, db, code, from->store->path);
        sqlite3_finalize(from->query);
        from->query = NULL;
    }
    return result;
}

/* Without locks, a writer may have come while the file was read. Its first pages go to the -wal;
 * only once it moves them into the file is what was read here a mixture of old and new. */
static pship_result check_unchanged(const pship__store *store, pship_error *err)
{
    struct stat now;
    const struct stat *then = &store->status;
    if (!store->immutable || stat(store->path, &now) != 0 || now.st_ino != then->st_ino ||
        now.st_dev != then->st_dev) {
        return PSHIP_OK; /* replaced as a whole: what was read is the old file */
    }
    if (now.st_size != then->st_size || now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != then->st_mtim.tv_nsec) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "another process has written to '%.200s' while it was read",
                           store->path);
    }
    return PSHIP_OK;
}

pship_result pship__store_read(pship__store *store, const pship__store_sink *sink, pship_error *err)
{
    reader from = {.store = store, .sink = sink, .read = STORE_EXTENT_EMPTY};
    pship__progress_begin(&from.progress, store->context, "opening");
    pship_result result = pship__store_execute(store->db, "BEGIN", "read", store->path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = read_tables(&from, err);
    if (result == PSHIP_OK) {
        result = check_whole(&from, err);
    }
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    if (result == PSHIP_OK) {
        result = check_unchanged(store, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    store->known = from.read;
    if (store->left_behind) {
        /* Found sound: from now on the -wal may go into the file. */
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
        store->left_behind = false;
    }
    return PSHIP_OK;
}
