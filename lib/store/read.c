/* From the file to the sink: block by block, each checked before it is believed. */
#include "store/store_private.h"
#include <string.h>

enum { AT_ORDINAL, AT_TYPE, AT_FIRST, AT_COUNT, AT_RECORDED_IN, AT_CONTENT, AT_SEAL, AT_CHECKSUM };

typedef struct reader {
    pship__store *store;
    block_reader blocks;
    store_head head;   /* what the file says of itself */
    int64_t last, end; /* blocks: taken; there are */
    pship__progress_state progress;
} reader;

static pship_result fail_block(const reader *from, const char *problem, pship_error *err)
{
    return pship__store_fail_row(err, from->store->path, "block", (uint64_t)from->last + 1,
                                 problem);
}

static bool take_type(sqlite3_stmt *query, block *made)
{
    const char *type = (const char *)sqlite3_column_text(query, AT_TYPE);
    for (int i = 0; i < BLOCK_TYPES && type != NULL; i++) {
        if (strcmp(type, pship__block_name((block_type)i)) == 0) {
            made->type = (block_type)i;
            return true;
        }
    }
    return false;
}

/* Lent by the query until its next step. NULL, or what is wrong; *no_memory for a lack of it. */
static const char *take_block(sqlite3_stmt *query, block *made, bool *no_memory)
{
    static const int types[] = {SQLITE_INTEGER, SQLITE_TEXT, SQLITE_INTEGER, SQLITE_INTEGER, 0,
                                SQLITE_TEXT,    0,           SQLITE_BLOB};
    for (int i = 0; i <= AT_CHECKSUM; i++) {
        int type = sqlite3_column_type(query, i);
        if (types[i] != 0 && type != types[i]) {
            return "a column is not of its type";
        }
    }
    int recorded_in = sqlite3_column_type(query, AT_RECORDED_IN);
    int seal = sqlite3_column_type(query, AT_SEAL);
    if ((recorded_in != SQLITE_INTEGER && recorded_in != SQLITE_NULL) ||
        (seal != SQLITE_BLOB && seal != SQLITE_NULL)) {
        return "a column is not of its type";
    }
    if (!take_type(query, made)) {
        return "there is no such type of block";
    }
    made->ordinal = sqlite3_column_int64(query, AT_ORDINAL);
    made->first = sqlite3_column_int64(query, AT_FIRST);
    made->count = sqlite3_column_int64(query, AT_COUNT);
    made->recorded_in = sqlite3_column_int64(query, AT_RECORDED_IN);
    if (recorded_in == SQLITE_INTEGER && made->recorded_in < 1) {
        return "it is of no transaction";
    }
    made->content = sqlite3_column_blob(query, AT_CONTENT);
    made->length = (size_t)sqlite3_column_bytes(query, AT_CONTENT);
    made->seal = sqlite3_column_blob(query, AT_SEAL);
    made->seal_length = (size_t)sqlite3_column_bytes(query, AT_SEAL);
    const void *stored = sqlite3_column_blob(query, AT_CHECKSUM);
    *no_memory = (made->content == NULL && made->length > 0) ||
                 (made->seal == NULL && made->seal_length > 0) || stored == NULL;
    unsigned char checksum[CHECKSUM_SIZE];
    if (*no_memory) {
        return "it cannot be held in memory";
    }
    pship__block_checksum(made, checksum);
    return sqlite3_column_bytes(query, AT_CHECKSUM) == CHECKSUM_SIZE &&
                   memcmp(stored, checksum, CHECKSUM_SIZE) == 0
               ? NULL
               : "its checksum is not that of its content";
}

static pship_result read_block(reader *from, sqlite3_stmt *query, pship_error *err)
{
    block made = {0};
    bool no_memory = false;
    const char *problem = take_block(query, &made, &no_memory);
    if (no_memory && sqlite3_errcode(from->store->db) == SQLITE_NOMEM) {
        return pship__store_fail_reading(err, from->store->db, SQLITE_NOMEM, from->store->path);
    }
    if (problem == NULL && (made.ordinal != from->last + 1 || made.ordinal > from->end)) {
        problem = "its ordinal does not follow that of the row before, or the head";
    }
    if (problem != NULL) {
        return fail_block(from, problem, err);
    }
    pship_result result = pship__block_parse(&from->blocks, &made, err);
    if (result != PSHIP_OK) {
        return result;
    }
    from->last = made.ordinal;
    return pship__progress(&from->progress, (double)from->last / (double)from->end, err);
}

static pship_result read_blocks(reader *from, pship_error *err)
{
    sqlite3 *db = from->store->db;
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(db,
                                  "SELECT ordinal, type, first, count, recorded_in, content, seal, "
                                  "checksum FROM block WHERE ordinal > ? ORDER BY ordinal",
                                  -1, &query, NULL);
    /* Below the first one, so that a block that is out of place there is found, too. */
    if (code == SQLITE_OK) {
        code = sqlite3_bind_int64(query, 1, from->last == 0 ? INT64_MIN : from->last);
    }
    pship_result result = PSHIP_OK;
    while (code == SQLITE_OK && result == PSHIP_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
        result = read_block(from, query, err);
        code = SQLITE_OK;
    }
    if (result == PSHIP_OK && code != SQLITE_DONE) {
        result = pship__store_fail_reading(err, db, code, from->store->path);
    }
    sqlite3_finalize(query);
    return result;
}

/* A broken page may hide the rows behind it. */
static pship_result check_whole(const reader *from, pship_error *err)
{
    store_tally *tally = from->blocks.tally;
    store_head read = from->head;
    read.blocks = from->last;
    read.count = tally->count;
    if (!pship__tally_settle(tally) || !pship__head_same(&read, &from->head)) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: rows are missing",
                           from->store->path);
    }
    return PSHIP_OK;
}

static pship_result read_new(reader *from, pship_error *err)
{
    pship__store *store = from->store;
    pship_result result = pship__schema_same(store, err);
    if (result == PSHIP_OK) {
        result = pship__head_read(store->db, store->path, &from->head, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    from->last = store->known.blocks;
    from->end = from->head.blocks;
    if (from->end < from->last || from->head.rewrites < store->known.rewrites) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "'%.200s' has fewer rows than were read before: open it again",
                           store->path);
    }
    result = read_blocks(from, err);
    return result == PSHIP_OK ? check_whole(from, err) : result;
}

/* Without locks, a writer may have come while the file was read. Its first pages go to the -wal;
 * only once it moves them into the file is what was read here a mixture of old and new. */
static bool has_changed(const pship__store *store)
{
    struct stat now;
    const struct stat *then = &store->status;
    if (!store->immutable || stat(store->path, &now) != 0 || now.st_ino != then->st_ino ||
        now.st_dev != then->st_dev) {
        return false; /* replaced as a whole: what was read is the old file */
    }
    return !pship__store_same_status(&now, then);
}

pship_result pship__store_check_unchanged(const pship__store *store, pship_result result,
                                          pship_error *err)
{
    bool changed = (result == PSHIP_OK || result == PSHIP_E_FORMAT) && has_changed(store);
    /* Two writes within one tick of the clock look like one; who still writes has a -wal. */
    changed = changed || (result == PSHIP_E_FORMAT && store->immutable &&
                          pship__store_beside(store->path, "-wal") > 0);
    return changed ? pship__fail(err, PSHIP_E_BUSY,
                                 "another process has written to '%.200s' while it was read",
                                 store->path)
                   : result;
}

static pship_result read_inside(pship__store *store, const pship__store_sink *sink, reader *from,
                                pship_error *err)
{
    if (store->version == 1) {
        return pship__read_v1(store, sink, err);
    }
    pship__progress_begin(&from->progress, store->context, "opening");
    pship__block_reader_init(&from->blocks, store->context, store->path, sink, &store->tally);
    pship_result result = read_new(from, err);
    pship__block_reader_free(&from->blocks);
    return result;
}

static void remember(pship__store *store)
{
    store->before.status = store->status;
    store->before.immutable = store->immutable;
    store->before.was_read = store->was_read;
    store->before.known = store->known;
    store->before.count = store->tally.count;
    store->before.recorded_at = store->tally.recorded_at;
}

void pship__store_unread(pship__store *store)
{
    store->status = store->before.status;
    store->immutable = store->before.immutable;
    store->was_read = store->before.was_read;
    store->known = store->before.known;
    pship__tally_back(&store->tally, &store->before.count, store->before.recorded_at);
}

pship_result pship__store_read(pship__store *store, const pship__store_sink *sink, bool *rewritten,
                               pship_error *err)
{
    reader from = {.store = store};
    pship_result result = PSHIP_OK;
    remember(store);
    if (store->immutable && store->was_read) {
        result = pship__store_look_again(store, err);
    }
    if (result == PSHIP_OK) {
        result = pship__store_execute(store->db, "BEGIN", "read", store->path, err);
    }
    if (result != PSHIP_OK) {
        pship__store_unread(store);
        return result;
    }
    result = read_inside(store, sink, &from, err);
    pship__store_rollback(store->db);
    result = pship__store_check_unchanged(store, result, err);
    if (result != PSHIP_OK) {
        pship__store_unread(store);
        return result;
    }
    if (rewritten != NULL) {
        *rewritten = store->was_read && from.head.rewrites != store->known.rewrites;
    }
    if (store->version != 1) {
        store->known = from.head;
    }
    store->was_read = true;
    if (store->left_behind) {
        /* Found sound: from now on the -wal may go into the file. */
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
        store->left_behind = false;
    }
    return PSHIP_OK;
}
