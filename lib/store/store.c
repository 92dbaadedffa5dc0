/*
 * The connection to a model file: opening, appending, closing.
 *
 * SQLite's own memory does not come from the context's allocator: SQLite knows one allocator for a
 * whole process, and that one belongs to the program.
 */
#include "store/store_private.h"
#include <errno.h>
#include <string.h>

#define BUSY_MILLISECONDS 1000
/* A row has at most ten texts of 16 MiB. */
#define LONGEST_ROW (256 << 20)

static bool is_plain(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '/' || byte == '.' || byte == '-' || byte == '_';
}

/* immutable: no locks and no -wal. A plain read-only connection would leave an empty -wal and -shm
 * beside the file, and could not open it on a read-only medium at all. */
static pship_result make_uri(pship__buffer *uri, const char *path, pship_error *err)
{
    pship__buffer_add_text(uri, "file://");
    for (const char *byte = path; *byte != '\0'; byte++) {
        if (is_plain(*byte)) {
            pship__buffer_add(uri, byte, 1);
        } else {
            pship__buffer_format(uri, "%%%02X", (unsigned)(unsigned char)*byte);
        }
    }
    pship__buffer_add_text(uri, "?immutable=1");
    return uri->failed ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result connect_to(pship__store *store, pship_error *err)
{
    int flags =
        SQLITE_OPEN_NOMUTEX | (store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    int code;
    if (store->immutable) {
        pship__buffer uri;
        pship__buffer_init(&uri, store->context);
        pship_result result = make_uri(&uri, store->path, err);
        if (result != PSHIP_OK) {
            pship__buffer_free(&uri);
            return result;
        }
        code = sqlite3_open_v2(uri.bytes, &store->db, flags | SQLITE_OPEN_URI, NULL);
        pship__buffer_free(&uri);
    } else {
        code = sqlite3_open_v2(store->path, &store->db, flags, NULL);
    }
    if (code != SQLITE_OK) {
        return pship__store_fail(err, store->db, code, "open", store->path);
    }
    if (!store->read_only && sqlite3_db_readonly(store->db, "main") != 0) {
        /* SQLite quietly makes do with reading. */
        return pship__store_fail_system(err, EACCES, "write to", store->path);
    }
    return PSHIP_OK;
}

/* The file may come from anywhere: nothing in it may run, and no page of it is mapped, for a file
 * that shrinks under a mapping would end the process. */
static pship_result configure(const pship__store *store, pship_error *err)
{
    sqlite3 *db = store->db;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MILLISECONDS);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LONGEST_ROW);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    if (store->left_behind) {
        /* Closing must not move what is in the -wal into a file that turns out to be damaged. */
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
    }
    return pship__store_execute(
        db, "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = OFF", "open",
        store->path, err);
}

pship_result pship__store_open(pship__store **store, pship_context *context, const char *path,
                               bool read_only, pship_error *err)
{
    store_look look;
    pship_result result = pship__store_look(&look, context, path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__store *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        pship__release(context, look.path);
        return pship__fail_memory(err);
    }
    made->context = pship__context_share(context);
    made->path = look.path;
    made->status = look.status;
    made->read_only = read_only;
    made->immutable = read_only && !look.wal && !look.journal;
    made->left_behind = look.wal;
    result = connect_to(made, err);
    if (result == PSHIP_OK) {
        result = configure(made, err);
    }
    if (result == PSHIP_OK) {
        result = pship__schema_check(made->db, made->path, err);
    }
    if (result == PSHIP_OK) {
        result = pship__store_measure(made->db, made->path, &made->known, err);
    }
    if (result != PSHIP_OK) {
        pship__store_close(made);
        return result;
    }
    *store = made;
    return PSHIP_OK;
}

void pship__store_close(pship__store *store)
{
    if (store == NULL) {
        return;
    }
    pship_context *context = store->context;
    sqlite3_close(store->db);
    pship__release(context, store->path);
    pship__release(context, store);
    pship_context_free(context);
}

bool pship__store_is(const pship__store *store, const char *path)
{
    struct stat status;
    return store != NULL && stat(path, &status) == 0 && status.st_dev == store->status.st_dev &&
           status.st_ino == store->status.st_ino;
}

/* Somebody's shell may have set another journal mode. */
static pship_result get_ready(pship__store *store, pship_error *err)
{
    if (store->ready) {
        return PSHIP_OK;
    }
    sqlite3_stmt *pragma = NULL;
    int code = sqlite3_prepare_v2(store->db, "PRAGMA journal_mode = WAL", -1, &pragma, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(pragma);
    }
    const char *mode = code == SQLITE_ROW ? (const char *)sqlite3_column_text(pragma, 0) : NULL;
    pship_result result = PSHIP_OK;
    if (code != SQLITE_ROW) {
        result = pship__store_fail(err, store->db, code, "write to", store->path);
    } else if (mode == NULL || strcmp(mode, "wal") != 0) {
        result = pship__fail(err, PSHIP_E_IO,
                             "cannot write to '%.200s': its file system has no shared memory",
                             store->path);
    }
    sqlite3_finalize(pragma);
    if (result == PSHIP_OK) {
        result = pship__store_execute(store->db, "PRAGMA synchronous = FULL", "write to",
                                      store->path, err);
    }
    store->ready = result == PSHIP_OK;
    return result;
}

/* Ordinals are given out in memory, so another writer's rows would take the same ones. */
static pship_result check_alone(const pship__store *store, pship_error *err)
{
    store_extent now;
    pship_result result = pship__store_measure(store->db, store->path, &now, err);
    const store_extent *known = &store->known;
    if (result == PSHIP_OK &&
        (now.kinds != known->kinds || now.properties != known->properties ||
         now.transactions != known->transactions || now.statements != known->statements)) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "another process has written to '%.200s' since it was opened here",
                           store->path);
    }
    return result;
}

pship_result pship__store_append(pship__store *store, const pship__store_feed *feed,
                                 pship_error *err)
{
    if (store->read_only) {
        return pship__fail(err, PSHIP_E_INVALID, "'%.200s' was opened for reading only",
                           store->path);
    }
    pship_result result = get_ready(store, err);
    if (result == PSHIP_OK) {
        result = pship__store_execute(store->db, "BEGIN IMMEDIATE", "write to", store->path, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    store_extent extent = store->known;
    result = check_alone(store, err);
    if (result == PSHIP_OK) {
        result = pship__store_insert(store->db, store->path, feed, &extent, NULL, err);
    }
    if (result == PSHIP_OK) {
        result = pship__store_execute(store->db, "COMMIT", "write to", store->path, err);
    }
    if (result != PSHIP_OK) {
        if (sqlite3_get_autocommit(store->db) == 0) {
            sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        }
        return result;
    }
    store->known = extent;
    return PSHIP_OK;
}
