/*
 * Writing a whole new file: beside its place under a name of its own, then moved there, so that
 * nobody ever sees half of it.
 */
#include "store/store_private.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* From here on larger pages make up for the longer writes of a small transaction. */
#define MANY_STATEMENTS 100000

typedef struct new_file {
    const pship_context *context;
    char *path;      /* where it shall be */
    char *temporary; /* where it is made */
    mode_t mode;     /* of the file that it replaces; 0 for none */
} new_file;

static size_t directory_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* A -wal or -journal would be taken for one of the new file, whatever lies at the target now. */
static pship_result check_beside(const new_file *file, const char *path, pship_error *err)
{
    if (pship__store_beside(file->path, "-wal") >= 0 ||
        pship__store_beside(file->path, "-journal") >= 0) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "'%.200s' is not written: a -wal or -journal file beside it says that "
                           "somebody has it open, or did not close it",
                           path);
    }
    return PSHIP_OK;
}

/* What lies at the target must be a model file that nobody has open. */
static pship_result check_target(new_file *file, const char *path, pship_error *err)
{
    store_look look;
    pship_error why = PSHIP_ERROR_INIT;
    pship_result result = pship__store_look(&look, file->context, path, &why);
    if (result == PSHIP_OK) {
        file->mode = look.status.st_mode & 0777;
        pship__release(file->context, look.path);
    } else if (result == PSHIP_E_FORMAT) {
        return pship__fail(err, PSHIP_E_CONFLICT, "'%.160s' is not replaced: %s", path,
                           why.message);
    } else if (result != PSHIP_E_NOT_FOUND) {
        return pship__fail(err, result, "%s", why.message);
    }
    return check_beside(file, path, err);
}

/* A name that nobody else is likely to have; open() settles it. */
static void name_temporary(char *name, size_t size, const new_file *file, int attempt)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t seed = (uint64_t)now.tv_nsec * 0x9e3779b97f4a7c15u ^ (uint64_t)now.tv_sec << 20 ^
                    (uint64_t)getpid() * 0xbf58476d1ce4e5b9u ^ (uint64_t)(uintptr_t)file;
    snprintf(name, size, ".pship-%016" PRIx64, seed + (uint64_t)attempt);
}

/* Not by mkstemp(), which makes a file that only its owner may read: this one heeds the umask, or
 * takes the mode of the file that it replaces. errno says why it was not made. */
static bool create_file(const new_file *file)
{
    int handle = open(file->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (handle < 0) {
        return false;
    }
    bool good = file->mode == 0 || fchmod(handle, file->mode) == 0;
    int number = errno;
    close(handle);
    if (!good) {
        unlink(file->temporary);
        errno = number;
    }
    return good;
}

static pship_result create_temporary(new_file *file, pship_error *err)
{
    size_t directory = directory_length(file->path);
    size_t room = directory + 32;
    file->temporary = pship__allocate_zero(file->context, room, 1);
    if (file->temporary == NULL) {
        return pship__fail_memory(err);
    }
    memcpy(file->temporary, file->path, directory);
    bool made = false;
    int number = EEXIST;
    for (int attempt = 0; attempt < 100 && !made && number == EEXIST; attempt++) {
        name_temporary(file->temporary + directory, room - directory, file, attempt);
        made = create_file(file);
        number = errno;
    }
    if (!made) {
        pship__release(file->context, file->temporary);
        file->temporary = NULL;
        return pship__store_fail_system(err, number, "write", file->path);
    }
    return PSHIP_OK;
}

static pship_result fill(sqlite3 *db, const new_file *file, const pship__store_feed *feed,
                         pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, file->context, "saving");
    /* Nobody else knows of the file and it is synced as a whole: it needs neither journal nor locks
     * before it turns to WAL, which is remembered in its header. */
    const char *page_size = feed->to.statements > MANY_STATEMENTS ? "PRAGMA page_size = 16384"
                                                                  : "PRAGMA page_size = 4096";
    pship_result result = pship__store_execute(db, page_size, "write", file->path, err);
    if (result == PSHIP_OK) {
        result = pship__store_execute(db,
                                      "PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8'; "
                                      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; "
                                      "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN",
                                      "write", file->path, err);
    }
    if (result == PSHIP_OK) {
        result = pship__schema_create(db, file->path, err);
    }
    if (result == PSHIP_OK) {
        store_head head = {0};
        store_tally tally;
        pship__tally_init(&tally, file->context);
        result = pship__store_insert(db, file->path, feed, &head, &tally, &progress, err);
        pship__tally_free(&tally);
    }
    if (result == PSHIP_OK) {
        result =
            pship__store_execute(db, "COMMIT; PRAGMA journal_mode = WAL", "write", file->path, err);
    }
    return result;
}

static pship_result fill_temporary(const new_file *file, const pship__store_feed *feed,
                                   pship_error *err)
{
    sqlite3 *db = NULL;
    int code =
        sqlite3_open_v2(file->temporary, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        pship_result result = pship__store_fail(err, db, code, "write", file->path);
        sqlite3_close(db);
        return result;
    }
    sqlite3_extended_result_codes(db, 1);
    pship_result result = fill(db, file, feed, err);
    code = sqlite3_close(db);
    if (result == PSHIP_OK && code != SQLITE_OK) {
        return pship__store_fail(err, NULL, code, "write", file->path);
    }
    return result;
}

/* Syncs a file or a directory. */
static int sync_path(const char *path, int flags)
{
    int handle = open(path, flags | O_CLOEXEC);
    if (handle < 0) {
        return errno;
    }
    int number = fsync(handle) == 0 ? 0 : errno;
    close(handle);
    return number;
}

static pship_result move_there(const new_file *file, pship_error *err)
{
    int number = sync_path(file->temporary, O_RDWR);
    if (number == 0 && rename(file->temporary, file->path) != 0) {
        number = errno;
    }
    if (number != 0) {
        return pship__store_fail_system(err, number, "write", file->path);
    }
    /* The name is in place; now it must outlive a power cut. Some file systems cannot sync a
     * directory and say so with EINVAL. */
    char directory[4096];
    size_t length = directory_length(file->path);
    if (length >= sizeof directory) {
        return PSHIP_OK; /* longer than SQLite accepts */
    }
    memcpy(directory, file->path, length);
    directory[length] = '\0';
    number = sync_path(directory, O_RDONLY | O_DIRECTORY);
    if (number != 0 && number != EINVAL) {
        return pship__store_fail_system(err, number, "sync the directory of", file->path);
    }
    return PSHIP_OK;
}

static void remove_temporary(const new_file *file)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    char name[4096];
    size_t length = strlen(file->temporary);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        if (length + strlen(suffixes[i]) < sizeof name) {
            memcpy(name, file->temporary, length);
            memcpy(name + length, suffixes[i], strlen(suffixes[i]) + 1);
            unlink(name);
        }
    }
}

static pship_result write_beside(new_file *file, const char *path, const pship__store_feed *feed,
                                 pship_error *err)
{
    pship_result result = check_target(file, path, err);
    if (result == PSHIP_OK) {
        result = create_temporary(file, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    result = fill_temporary(file, feed, err);
    if (result == PSHIP_OK) {
        result = check_target(file, path, err); /* it took a while: look again */
    }
    if (result == PSHIP_OK) {
        result = move_there(file, err);
    }
    if (result != PSHIP_OK) {
        remove_temporary(file); /* moved already, it is no longer there to be removed */
    }
    pship__release(file->context, file->temporary);
    return result;
}

pship_result pship__store_write(pship_context *context, const char *path,
                                const pship__store_feed *feed, pship_error *err)
{
    new_file file = {.context = context};
    pship__block_prepare();
    pship_result result = pship__store_full_path(&file.path, context, path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = write_beside(&file, path, feed, err);
    pship__release(context, file.path);
    return result;
}
