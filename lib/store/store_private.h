/*
 * What the files of the store share: the connection, the first look, rows and their rules.
 */
#ifndef PSHIP_STORE_PRIVATE_H
#define PSHIP_STORE_PRIVATE_H

#include "store/store.h"
#include <sqlite3.h>
#include <sys/stat.h>

/* How far a file reaches: the last ordinal of each table, and what the next row must not
 * precede. */
typedef struct store_extent {
    int64_t kinds, properties, transactions, statements;
    int64_t recorded_at; /* of the last transaction */
    int64_t recorded_in; /* transaction of the last statement */
} store_extent;

#define STORE_EXTENT_EMPTY \
    { \
        0, 0, 0, 0, INT64_MIN, 0 \
    }

struct pship__store {
    pship_context *context;
    sqlite3 *db;
    char *path;         /* absolute, without symbolic links: the name SQLite uses */
    struct stat status; /* of the file at the first look */
    bool read_only;
    bool immutable;     /* read without a look at -wal or locks */
    bool left_behind;   /* a -wal with content lay beside when it was opened */
    bool ready;         /* to write */
    store_extent known; /* what was read or written by this store */
};

/* The first look at a file: its whole name and what the file system says of it. */
typedef struct store_look {
    char *path;
    struct stat status;
    bool wal;     /* a -wal with content lies beside it */
    bool journal; /* so does a -journal */
} store_look;
pship_result pship__store_look(store_look *look, const pship_context *context, const char *path,
                               pship_error *err);
/* The absolute name, also of a file that is not there yet. */
pship_result pship__store_full_path(char **full, const pship_context *context, const char *path,
                                    pship_error *err);
/* Length of the file `path` + `suffix`, -1 where there is none. */
int64_t pship__store_beside(const char *path, const char *suffix);

/* ---- failing, in terms of the library. `doing` completes "cannot ... 'path'". */
pship_result pship__store_fail(pship_error *err, sqlite3 *db, int code, const char *doing,
                               const char *path);
/* The same for what happens while rows are read, of which none is taken on trust. */
pship_result pship__store_fail_reading(pship_error *err, sqlite3 *db, int code, const char *path);
pship_result pship__store_fail_system(pship_error *err, int number, const char *doing,
                                      const char *path);
pship_result pship__store_execute(sqlite3 *db, const char *sql, const char *doing, const char *path,
                                  pship_error *err);

/* ---- the schema of the file */
pship_result pship__schema_create(sqlite3 *db, const char *path, pship_error *err);
/* Exactly the tables and the view of this version, or PSHIP_E_FORMAT. */
pship_result pship__schema_check(sqlite3 *db, const char *path, pship_error *err);
pship_result pship__store_measure(sqlite3 *db, const char *path, store_extent *extent,
                                  pship_error *err);

/* In the order in which insert.c binds and read.c reads them. */
/* clang-format off */
#define STORE_DATE_COLUMNS(of) \
    of "_text, " of "_earliest, " of "_latest, " of "_kind, " of "_precision, " \
    of "_approximate, " of "_uncertain, "
#define STORE_STATEMENT_COLUMNS \
    "id, operation, target, subject, property, value_kind, value, unit, object, number, boolean, " \
    STORE_DATE_COLUMNS("date") STORE_DATE_COLUMNS("from") STORE_DATE_COLUMNS("until") \
    "states_until, last_confirmed, source, locator, qualifier, certainty, wording, rank, reason, " \
    "layer, recorded_in"
/* clang-format on */

/* ---- rules that rows keep, going out and coming in: NULL, or what is wrong. `extent` is how far
 * the rows before this one reach. */
const char *pship__kind_problem(const stored_kind *row);
const char *pship__property_problem(const stored_property *row);
const char *pship__transaction_problem(const stored_transaction *row, const store_extent *extent);
const char *pship__statement_problem(const stored_statement *row, const store_extent *extent);

/* Inserts all rows of a feed and moves *extent on. Progress may be NULL. The caller has begun a
 * transaction, and ends it. */
pship_result pship__store_insert(sqlite3 *db, const char *path, const pship__store_feed *feed,
                                 store_extent *extent, pship__progress_state *progress,
                                 pship_error *err);

#endif
