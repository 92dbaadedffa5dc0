/* Writing to an open file: a transaction, an erasure, a newer version. */
#include "store/store_private.h"
#include <string.h>

/* Somebody's shell may have set another journal mode. */
static pship_result get_ready(pship__store *store, pship_error *err)
{
    if (store->read_only) {
        return pship__fail(err, PSHIP_E_INVALID, "'%.200s' was opened for reading only",
                           store->path);
    }
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
static pship_result check_alone(const pship__store *store, store_head *head, pship_error *err)
{
    pship_result result = pship__schema_same(store, err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (store->version == 1) {
        *head = (store_head){0};
        return pship__same_v1(store, err);
    }
    result = pship__head_read(store->db, store->path, head, err);
    if (result == PSHIP_OK && !pship__head_same(head, &store->known)) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "another process has written to '%.200s' since it was read here",
                           store->path);
    }
    return result;
}

static pship_result begin(pship__store *store, store_head *head, pship_error *err)
{
    pship_result result = get_ready(store, err);
    if (result == PSHIP_OK) {
        result = pship__store_execute(store->db, "BEGIN IMMEDIATE", "write to", store->path, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    result = check_alone(store, head, err);
    if (result != PSHIP_OK) {
        pship__store_rollback(store->db);
    }
    return result;
}

/* Commits, or undoes all of it where `result` or the commit is a failure. */
static pship_result finish(pship__store *store, pship_result result, const extent *before,
                           int64_t recorded_at, pship_error *err)
{
    if (result == PSHIP_OK) {
        result = pship__store_execute(store->db, "COMMIT", "write to", store->path, err);
    }
    if (result != PSHIP_OK) {
        pship__store_rollback(store->db);
        pship__tally_back(&store->tally, before, recorded_at);
    }
    return result;
}

/* ---- erasing */

/* Runs one statement to its end, as far as it goes. */
static bool did(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Moves the whole -wal into the file and cuts it to nothing: a busy reader prevents that. */
static bool truncate_wal(sqlite3 *db)
{
    int left = -1, done = -1;
    return sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, &left, &done) ==
               SQLITE_OK &&
           left == 0;
}

/*
 * secure_delete zeroes what is deleted, but where SQLite has moved a row from page to page an older copy
 * of it may lie in unused bytes. VACUUM makes every page anew, and cutting the -wal removes their
 * earlier versions. Whatever fails here is done later: `unwiped` is kept in the file.
 */
void pship__store_wipe(pship__store *store)
{
    sqlite3 *db = store->db;
    store_head head;
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM takes one for itself */
    bool wiped = did(db, "VACUUM");
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    if (!wiped || !truncate_wal(db) || !did(db, "BEGIN IMMEDIATE")) {
        return;
    }
    wiped = pship__head_read(db, store->path, &head, NULL) == PSHIP_OK;
    if (wiped) {
        head.unwiped = head.rewrites != store->known.rewrites && head.unwiped;
        wiped = pship__head_write(db, store->path, &head, NULL) == PSHIP_OK && did(db, "COMMIT");
    }
    pship__store_rollback(db);
    if (wiped) {
        store->known.unwiped = false;
    }
}

/* The marks of texts that are to be erased, as they were. */
static pship_result mark_erased(pship__store *store, const pship__store_feed *feed,
                                const pship__store_rewrite *rewrite, uint8_t **before,
                                pship_error *err)
{
    store_tally *tally = &store->tally;
    uint8_t *marks = pship__allocate(store->context, rewrite->text_count, 1);
    if (marks == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < rewrite->text_count; i++) {
        uint32_t text = rewrite->texts[i];
        if (text < 1 || text > tally->count.texts || (i > 0 && text <= rewrite->texts[i - 1])) {
            for (size_t k = 0; k < i; k++) {
                tally->marks[rewrite->texts[k] - 1] = marks[k];
            }
            pship__release(store->context, marks);
            return pship__fail(err, PSHIP_E_ARGUMENT,
                               "what is to be erased was never written to '%.200s'", store->path);
        }
        marks[i] = tally->marks[text - 1];
        if (feed->text(feed->user, text) == NULL) {
            tally->marks[text - 1] = MARK_ERASED;
        }
    }
    *before = marks;
    return PSHIP_OK;
}

static void mark_back(pship__store *store, const pship__store_rewrite *rewrite,
                      const uint8_t *before)
{
    for (size_t i = 0; i < rewrite->text_count; i++) {
        store->tally.marks[rewrite->texts[i] - 1] = before[i];
    }
}

static bool erases(const pship__store_rewrite *rewrite)
{
    return rewrite != NULL && rewrite->text_count + rewrite->note_count + rewrite->seal_count > 0;
}

/* ---- appending */

static pship_result write_all(pship__store *store, const pship__store_feed *feed,
                              const pship__store_rewrite *rewrite, store_head *head,
                              pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, store->context, "saving");
    if (erases(rewrite)) {
        pship_result result = pship__store_rewrite_blocks(store, feed, rewrite, err);
        if (result != PSHIP_OK) {
            return result;
        }
        head->rewrites++;
        head->unwiped = true;
    }
    return pship__store_insert(store->db, store->path, feed, head, &store->tally, &progress, err);
}

static pship_result append(pship__store *store, const pship__store_feed *feed,
                           const pship__store_rewrite *rewrite, pship_error *err)
{
    store_head head;
    const extent before = store->tally.count;
    int64_t recorded_at = store->tally.recorded_at;
    pship_result result = begin(store, &head, err);
    if (result != PSHIP_OK) {
        return result;
    }
    uint8_t *marks = NULL;
    if (erases(rewrite)) {
        result = mark_erased(store, feed, rewrite, &marks, err);
    }
    if (result == PSHIP_OK) {
        result = write_all(store, feed, rewrite, &head, err);
    }
    result = finish(store, result, &before, recorded_at, err);
    if (result == PSHIP_OK) {
        store->known = head;
    } else if (marks != NULL) {
        mark_back(store, rewrite, marks);
    }
    pship__release(store->context, marks);
    return result;
}

pship_result pship__store_append(pship__store *store, const pship__store_feed *feed,
                                 const pship__store_rewrite *rewrite, pship_error *err)
{
    if (pship__store_is_old(store)) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "'%.200s' is of the older file version %d and was not brought up to %d",
                           store->path, store->version, PSHIP__FILE_VERSION);
    }
    pship_result result = append(store, feed, rewrite, err);
    if (result == PSHIP_OK && store->known.unwiped) {
        pship__store_wipe(store);
    }
    return result;
}

/* ---- bringing up an older file */

static pship_result replace_v1(pship__store *store, const pship__store_feed *feed, store_head *head,
                               store_tally *tally, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, store->context, "upgrading");
    pship_result result = pship__schema_drop_v1(store->db, store->path, err);
    if (result == PSHIP_OK) {
        result = pship__schema_create(store->db, store->path, err);
    }
    return result == PSHIP_OK
               ? pship__store_insert(store->db, store->path, feed, head, tally, &progress, err)
               : result;
}

pship_result pship__store_upgrade(pship__store *store, const pship__store_feed *feed,
                                  pship_error *err)
{
    store_head head;
    store_tally tally;
    if (!pship__store_is_old(store)) {
        return pship__fail(err, PSHIP_E_INVALID, "'%.200s' is of the newest file version already",
                           store->path);
    }
    const extent before = store->tally.count;
    pship_result result = begin(store, &head, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__tally_init(&tally, store->context);
    result = replace_v1(store, feed, &head, &tally, err);
    result = finish(store, result, &before, store->tally.recorded_at, err);
    if (result != PSHIP_OK) {
        pship__tally_free(&tally);
        return result;
    }
    pship__tally_free(&store->tally);
    store->tally = tally;
    store->known = head;
    store->version = PSHIP__FILE_VERSION;
    store->was_read = true;
    return PSHIP_OK;
}
