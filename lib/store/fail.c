/* What SQLite and the operating system refuse, said in the library's words. */
#include "store/store_private.h"
#include <errno.h>
#include <string.h>

pship_result pship__store_fail_system(pship_error *err, int number, const char *doing,
                                      const char *path)
{
    return pship__fail(err, PSHIP_E_IO, "cannot %s '%.200s': %s (errno %d)", doing, path,
                       pship__system_reason(number), number);
}

static pship_result fail_io(pship_error *err, sqlite3 *db, int code, const char *doing,
                            const char *path)
{
    int number = db == NULL ? 0 : sqlite3_system_errno(db);
    number = number == 0 ? errno : number; /* SQLite forgets it when a COMMIT fails */
    bool told = number != 0 && ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN);
    if (told) {
        return pship__store_fail_system(err, number, doing, path);
    }
    return pship__fail(err, PSHIP_E_IO, "cannot %s '%.200s': %s", doing, path,
                       sqlite3_errstr(code & 0xff));
}

pship_result pship__store_fail(pship_error *err, sqlite3 *db, int code, const char *doing,
                               const char *path)
{
    if (code == SQLITE_IOERR_NOMEM) {
        return pship__fail_memory(err);
    }
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return pship__fail_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: /* lost too many races for a lock */
        return pship__fail(err, PSHIP_E_BUSY, "cannot %s '%.200s': another process is using it",
                           doing, path);
    case SQLITE_TOOBIG:
        return pship__fail(err, PSHIP_E_LIMIT, "cannot %s '%.200s': a row is too large", doing,
                           path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR: /* the SQL is the library's own: the file must be at odds with it */
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: %s", path,
                           db == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(db));
    default:
        return fail_io(err, db, code, doing, path);
    }
}

/* SQLite refuses an absurd size without asking the heap for it: where a plain block can be had,
 * memory is not what is short. */
static bool memory_is_there(void)
{
    void *piece = sqlite3_malloc(65536);
    sqlite3_free(piece);
    return piece != NULL;
}

/* Asks SQLite what it thinks of the file as a whole. */
static bool is_unsound(sqlite3 *db)
{
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
    }
    const char *verdict = code == SQLITE_ROW ? (const char *)sqlite3_column_text(query, 0) : NULL;
    bool unsound = verdict != NULL
                       ? strcmp(verdict, "ok") != 0
                       : code != SQLITE_ROW && ((code & 0xff) != SQLITE_NOMEM || memory_is_there());
    sqlite3_finalize(query);
    return unsound;
}

/* A row that claims an absurd size looks to SQLite like a lack of memory. */
pship_result pship__store_fail_reading(pship_error *err, sqlite3 *db, int code, const char *path)
{
    bool doubtful = (code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM;
    if ((code & 0xff) == SQLITE_TOOBIG || (doubtful && is_unsound(db))) {
        return pship__fail(err, PSHIP_E_FORMAT,
                           "'%.200s' is damaged: a row claims an impossible size", path);
    }
    return pship__store_fail(err, db, code, "read", path);
}

pship_result pship__store_fail_row(pship_error *err, const char *path, const char *table,
                                   uint64_t row, const char *problem)
{
    return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: row %llu of the table %s: %s",
                       path, (unsigned long long)row, table, problem);
}

void pship__store_rollback(sqlite3 *db)
{
    if (sqlite3_get_autocommit(db) == 0) {
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    }
}

pship_result pship__store_execute(sqlite3 *db, const char *sql, const char *doing, const char *path,
                                  pship_error *err)
{
    errno = 0;
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? PSHIP_OK : pship__store_fail(err, db, code, doing, path);
}
