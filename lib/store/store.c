/*
 * The connection to a model file: opening and closing.
 *
 * SQLite's own memory does not come from the context's allocator: SQLite knows one allocator for a
 * whole process, and that one belongs to the program.
 */
#include "store/store_private.h"
#include <errno.h>
#include <string.h>

#define BUSY_MILLISECONDS 1000
/* A text of 16 MiB, of which each byte may take six. */
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
    return pship__store_execute(db,
                                "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; "
                                "PRAGMA foreign_keys = OFF",
                                "open", store->path, err);
}

/* The connection, and whether there is what should be. */
static pship_result attach(pship__store *store, pship_error *err)
{
    pship_result result = connect_to(store, err);
    if (result == PSHIP_OK) {
        result = configure(store, err);
    }
    if (result == PSHIP_OK) {
        result = store->was_read ? pship__schema_same(store, err)
                                 : pship__schema_version(store, &store->version, err);
    }
    if (result == PSHIP_OK) {
        result = pship__schema_check(store->db, store->version, store->path, err);
    }
    if (result == PSHIP_OK) { /* these read the schema, which may be damaged: not before it was */
        result =
            pship__store_execute(store->db, "PRAGMA cache_size = -16384; PRAGMA secure_delete = ON",
                                 "open", store->path, err);
    }
    return result;
}

static void take_look(pship__store *store, const store_look *look)
{
    store->status = look->status;
    store->immutable = store->read_only && !look->wal && !look->journal;
    store->left_behind = look->wal;
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
    pship__block_prepare();
    made->context = pship__context_share(context);
    made->path = look.path;
    made->read_only = read_only;
    pship__tally_init(&made->tally, made->context);
    take_look(made, &look);
    result = pship__store_check_unchanged(made, attach(made, err), err);
    if (result != PSHIP_OK) {
        pship__store_close(made);
        return result;
    }
    *store = made;
    return PSHIP_OK;
}

pship_result pship__store_look_again(pship__store *store, pship_error *err)
{
    store_look look;
    pship_result result = pship__store_look(&look, store->context, store->path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__release(store->context, look.path);
    if (look.status.st_ino != store->status.st_ino || look.status.st_dev != store->status.st_dev) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "'%.200s' has been replaced since it was opened here: open it again",
                           store->path);
    }
    sqlite3_close(store->db);
    store->db = NULL;
    take_look(store, &look);
    return pship__store_check_unchanged(store, attach(store, err), err);
}

void pship__store_close(pship__store *store)
{
    if (store == NULL) {
        return;
    }
    pship_context *context = store->context;
    if (store->known.unwiped && store->ready) {
        pship__store_wipe(store);
    }
    sqlite3_close(store->db);
    pship__tally_free(&store->tally);
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

bool pship__store_is_old(const pship__store *store)
{
    return store->version < PSHIP__FILE_VERSION;
}
