/* From rows in memory to rows in the file. */
#include "model/statement.h"
#include "store/store_private.h"

/* Binds parameters from the left and remembers the first refusal. */
typedef struct binder {
    sqlite3_stmt *insert;
    int next;
    int code;
} binder;

typedef struct inserter {
    sqlite3 *db;
    const char *path;
    const pship__store_feed *feed;
    store_extent *extent;
    int64_t first;          /* the last statement before the feed */
    int64_t latest_defined; /* the last transaction that a kind or property names */
    pship__progress_state *progress;
} inserter;

static void bound(binder *to, int code)
{
    if (to->code == SQLITE_OK) {
        to->code = code;
    }
}

static void bind_null(binder *to)
{
    bound(to, sqlite3_bind_null(to->insert, to->next++));
}

static void bind_integer(binder *to, int64_t number)
{
    bound(to, sqlite3_bind_int64(to->insert, to->next++, number));
}

/* Lent until the row is inserted, so SQLite need not copy it. NULL stays NULL. */
static void bind_text(binder *to, const char *text)
{
    bound(to, sqlite3_bind_text(to->insert, to->next++, text, -1, SQLITE_STATIC));
}

static void bind_date(binder *to, const pship_date *date)
{
    bind_text(to, date->text);
    bind_integer(to, date->earliest);
    bind_integer(to, date->latest);
    bind_integer(to, (int64_t)date->kind);
    bind_integer(to, (int64_t)date->precision);
    bind_integer(to, date->approximate);
    bind_integer(to, date->uncertain);
}

static void bind_kind(binder *to, int64_t ordinal, const stored_kind *row)
{
    bind_integer(to, ordinal);
    bind_text(to, row->name);
    bind_text(to, row->parent);
    bind_text(to, row->description);
    bind_integer(to, row->transaction);
}

static void bind_property(binder *to, int64_t ordinal, const stored_property *row)
{
    bind_integer(to, ordinal);
    bind_text(to, row->name);
    bind_integer(to, row->type);
    bind_integer(to, row->many);
    bind_text(to, row->of_kind);
    bind_text(to, row->refers_to);
    bind_text(to, row->description);
    bind_integer(to, row->transaction);
}

static void bind_value(binder *to, const stored_statement *row)
{
    bind_integer(to, row->value_kind);
    bind_text(to, row->value);
    bind_text(to, row->unit);
    bind_text(to, row->object);
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        bound(to, sqlite3_bind_double(to->insert, to->next++, row->number));
    } else {
        bind_null(to);
    }
    if (row->value_kind == PSHIP_VALUE_BOOLEAN) {
        bind_integer(to, row->boolean);
    } else {
        bind_null(to);
    }
    if (row->value_kind == PSHIP_VALUE_DATE) {
        bind_date(to, &row->date);
    } else {
        to->next += 7; /* never bound in this insert, or cleared after the last row */
    }
}

static void bind_statement(binder *to, const stored_statement *row)
{
    bind_integer(to, row->id);
    bind_integer(to, row->operation);
    if (row->target != 0) {
        bind_integer(to, row->target);
    } else {
        bind_null(to);
    }
    bind_text(to, row->subject);
    bind_text(to, row->property);
    bind_value(to, row);
    bind_date(to, &row->from);
    bind_date(to, &row->until);
    bind_integer(to, row->states_until);
    if (row->last_confirmed != PSHIP_DAY_NONE) {
        bind_integer(to, row->last_confirmed);
    } else {
        bind_null(to);
    }
    bind_text(to, row->source);
    bind_text(to, row->locator);
    bind_text(to, row->qualifier);
    bind_text(to, row->certainty);
    bind_text(to, row->wording);
    bind_integer(to, row->rank);
    bind_text(to, row->reason);
    bind_integer(to, row->layer);
    bind_integer(to, row->transaction);
}

static pship_result insert_row(const inserter *in, binder *row, pship_error *err)
{
    int code = row->code;
    if (code == SQLITE_OK) {
        code = sqlite3_step(row->insert);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    pship_result result = PSHIP_OK;
    if (code != SQLITE_OK) {
        result = pship__store_fail(err, in->db, code, "write", in->path);
    }
    sqlite3_reset(row->insert);
    sqlite3_clear_bindings(row->insert);
    return result;
}

static pship_result refuse(pship_error *err, const char *table, int64_t row, const char *problem)
{
    return pship__fail(err, PSHIP_E_ARGUMENT, "row %lld of the table %s cannot be written: %s",
                       (long long)row, table, problem);
}

static pship_result insert_kinds(inserter *in, sqlite3_stmt *insert, pship_error *err)
{
    const stored_kind *row = NULL;
    pship_result result;
    while ((result = in->feed->kind(in->feed->user, &row, err)) == PSHIP_OK && row != NULL) {
        const char *problem = pship__kind_problem(row);
        if (problem != NULL) {
            return refuse(err, "kind", in->extent->kinds + 1, problem);
        }
        binder to = {insert, 1, SQLITE_OK};
        bind_kind(&to, in->extent->kinds + 1, row);
        result = insert_row(in, &to, err);
        if (result != PSHIP_OK) {
            return result;
        }
        in->extent->kinds++;
        if (row->transaction > in->latest_defined) {
            in->latest_defined = row->transaction;
        }
    }
    return result;
}

static pship_result insert_properties(inserter *in, sqlite3_stmt *insert, pship_error *err)
{
    const stored_property *row = NULL;
    pship_result result;
    while ((result = in->feed->property(in->feed->user, &row, err)) == PSHIP_OK && row != NULL) {
        const char *problem = pship__property_problem(row);
        if (problem != NULL) {
            return refuse(err, "property", in->extent->properties + 1, problem);
        }
        binder to = {insert, 1, SQLITE_OK};
        bind_property(&to, in->extent->properties + 1, row);
        result = insert_row(in, &to, err);
        if (result != PSHIP_OK) {
            return result;
        }
        in->extent->properties++;
        if (row->transaction > in->latest_defined) {
            in->latest_defined = row->transaction;
        }
    }
    return result;
}

static pship_result insert_transactions(inserter *in, sqlite3_stmt *insert, pship_error *err)
{
    const stored_transaction *row = NULL;
    pship_result result;
    while ((result = in->feed->transaction(in->feed->user, &row, err)) == PSHIP_OK && row != NULL) {
        const char *problem = pship__transaction_problem(row, in->extent);
        if (problem != NULL) {
            return refuse(err, "recorded_transaction", row->ordinal, problem);
        }
        binder to = {insert, 1, SQLITE_OK};
        bind_integer(&to, row->ordinal);
        bind_integer(&to, row->recorded_at);
        bind_text(&to, row->actor);
        bind_text(&to, row->note);
        result = insert_row(in, &to, err);
        if (result != PSHIP_OK) {
            return result;
        }
        in->extent->transactions = row->ordinal;
        in->extent->recorded_at = row->recorded_at;
    }
    if (result == PSHIP_OK && in->latest_defined > in->extent->transactions) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "a kind or a property is of transaction %lld, which is not there",
                           (long long)in->latest_defined);
    }
    return result;
}

static pship_result insert_statements(inserter *in, sqlite3_stmt *insert, pship_error *err)
{
    const stored_statement *row = NULL;
    pship_result result;
    while ((result = in->feed->statement(in->feed->user, &row, err)) == PSHIP_OK && row != NULL) {
        const char *problem = pship__statement_problem(row, in->extent);
        if (problem != NULL) {
            return refuse(err, "statement", row->id, problem);
        }
        binder to = {insert, 1, SQLITE_OK};
        bind_statement(&to, row);
        result = insert_row(in, &to, err);
        if (result != PSHIP_OK) {
            return result;
        }
        in->extent->statements = row->id;
        in->extent->recorded_in = row->transaction;
        if (in->progress != NULL) {
            double all = in->feed->statements < 1 ? 1.0 : (double)in->feed->statements;
            double done = (double)(row->id - in->first) / all;
            result = pship__progress(in->progress, done < 1.0 ? done : 1.0, err);
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    return result;
}

typedef pship_result (*insert_rows)(inserter *in, sqlite3_stmt *insert, pship_error *err);

static const struct {
    const char *sql;
    insert_rows rows;
} steps[] = {
    {"INSERT INTO kind (ordinal, name, parent, description, recorded_in) VALUES (?, ?, ?, ?, ?)",
     insert_kinds},
    {"INSERT INTO property (ordinal, name, type, many, of_kind, refers_to, description, "
     "recorded_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
     insert_properties},
    {"INSERT INTO recorded_transaction (ordinal, recorded_at, actor, note) VALUES (?, ?, ?, ?)",
     insert_transactions},
    {"INSERT INTO statement (" STORE_STATEMENT_COLUMNS ") VALUES "
     "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
     "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
     insert_statements},
};

pship_result pship__store_insert(sqlite3 *db, const char *path, const pship__store_feed *feed,
                                 store_extent *extent, pship__progress_state *progress,
                                 pship_error *err)
{
    inserter in = {db, path, feed, extent, extent->statements, 0, progress};
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && result == PSHIP_OK; i++) {
        sqlite3_stmt *insert = NULL;
        int code = sqlite3_prepare_v2(db, steps[i].sql, -1, &insert, NULL);
        result = code == SQLITE_OK ? steps[i].rows(&in, insert, err)
                                   : pship__store_fail(err, db, code, "write", path);
        sqlite3_finalize(insert);
    }
    return result;
}
