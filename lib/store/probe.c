/*
 * The first look at a file: its header, read and nothing else.
 *
 * The bytes are read through SQLite's own file layer, not with open() and close(): closing any
 * descriptor of a file drops all POSIX locks that this process holds on it, also those of another
 * model that has the same file open.
 *
 * Offsets are those of https://www.sqlite.org/fileformat.html, section 1.3.
 */
#include "store/store_private.h"
#include <errno.h>
#include <string.h>

#define HEADER_SIZE 100

static const char magic[16] = "SQLite format 3";

int64_t pship__store_beside(const char *path, const char *suffix)
{
    char name[4096];
    size_t length = strlen(path), more = strlen(suffix);
    struct stat status;
    if (length + more >= sizeof name) {
        return -1; /* longer than SQLite accepts */
    }
    memcpy(name, path, length);
    memcpy(name + length, suffix, more + 1);
    return stat(name, &status) == 0 ? (int64_t)status.st_size : -1;
}

pship_result pship__store_full_path(char **full, const pship_context *context, const char *path,
                                    pship_error *err)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    if (vfs == NULL) {
        return pship__fail_memory(err);
    }
    size_t room = (size_t)vfs->mxPathname + 1;
    char *name = pship__allocate_zero(context, room, 1);
    if (name == NULL) {
        return pship__fail_memory(err);
    }
    int code = vfs->xFullPathname(vfs, path, (int)room, name);
    if (code != SQLITE_OK && code != SQLITE_OK_SYMLINK) {
        pship__release(context, name);
        return pship__fail(err, PSHIP_E_IO,
                           "cannot open '%.200s': its whole path is longer than %d "
                           "bytes, or leads through a broken link",
                           path, vfs->mxPathname - 1);
    }
    *full = name;
    return PSHIP_OK;
}

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* 0 for a size that SQLite does not know. */
static uint32_t page_size_of(const unsigned char *header)
{
    uint32_t size = (uint32_t)header[16] << 8 | header[17];
    if (size == 1) {
        return 65536;
    }
    return size >= 512 && size <= 32768 && (size & (size - 1)) == 0 ? size : 0;
}

/* Fields that have one value in every file that this library writes, or that repeat one another: a
 * flipped bit in one of them would change what the file means, or spoil it at the next write. */
static bool header_is_sane(const unsigned char *header)
{
    for (int i = 72; i < 92; i++) {
        if (header[i] != 0) {
            return false; /* reserved for expansion */
        }
    }
    return page_size_of(header) != 0 && header[18] == header[19] &&
           (header[18] == 1 || header[18] == 2) && header[20] == 0 && header[21] == 64 &&
           header[22] == 32 && header[23] == 32 &&
           number_at(header + 24) == number_at(header + 92) && /* of one and the same write */
           number_at(header + 28) != 0 &&
           number_at(header + 32) <= number_at(header + 28) && /* first free page */
           number_at(header + 36) < number_at(header + 28) &&  /* how many are free */
           (number_at(header + 32) == 0) == (number_at(header + 36) == 0) &&
           number_at(header + 44) == 4 && number_at(header + 52) == 0 && /* no auto-vacuum */
           number_at(header + 56) == 1 &&                                /* UTF-8 */
           number_at(header + 64) == 0;
}

static pship_result judge(const unsigned char *header, int64_t length, bool wal, const char *path,
                          pship_error *err)
{
    size_t compared = length < (int64_t)sizeof magic ? (size_t)length : sizeof magic;
    if (length == 0) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is empty, not a model file", path);
    }
    if (memcmp(header, magic, compared) != 0) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is not a model file", path);
    }
    if (length < HEADER_SIZE) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is cut short: it has only %lld bytes",
                           path, (long long)length);
    }
    if (number_at(header + 68) != PSHIP__APPLICATION_ID) {
        return pship__fail(err, PSHIP_E_FORMAT,
                           "'%.200s' is an SQLite file of another application, not a model file",
                           path);
    }
    int32_t version = (int32_t)number_at(header + 60);
    if (version > PSHIP__FILE_VERSION) {
        return pship__fail(err, PSHIP_E_FORMAT,
                           "'%.200s' is of the newer file version %d; this library reads up to %d",
                           path, (int)version, PSHIP__FILE_VERSION);
    }
    if (version < 1 || !header_is_sane(header)) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: its header is not sound",
                           path);
    }
    int64_t claimed = (int64_t)number_at(header + 28) * page_size_of(header);
    if (length < claimed && !wal) { /* with a -wal, the pages may still lie there */
        return pship__fail(err, PSHIP_E_FORMAT,
                           "'%.200s' is cut short: %lld of its %lld bytes are there", path,
                           (long long)length, (long long)claimed);
    }
    return PSHIP_OK;
}

/* Reads up to HEADER_SIZE bytes. */
static int read_header(sqlite3_vfs *vfs, sqlite3_file *file, const char *path,
                       unsigned char *header)
{
    int code = vfs->xOpen(vfs, path, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);
    if (code == SQLITE_OK) {
        code = file->pMethods->xRead(file, header, HEADER_SIZE, 0);
        code = code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
    }
    return code;
}

static pship_result look_inside(const store_look *look, const pship_context *context,
                                const char *path, pship_error *err)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    char *name = (char *)sqlite3_create_filename(look->path, "", "", 0, NULL);
    sqlite3_file *file =
        vfs == NULL ? NULL : pship__allocate_zero(context, 1, (size_t)vfs->szOsFile);
    if (name == NULL || file == NULL) {
        sqlite3_free_filename(name);
        pship__release(context, file);
        return pship__fail_memory(err);
    }
    unsigned char header[HEADER_SIZE] = {0};
    errno = 0;
    int code = read_header(vfs, file, name, header);
    int number = errno;
    if (file->pMethods != NULL) {
        file->pMethods->xClose(file);
    }
    pship__release(context, file);
    sqlite3_free_filename(name);
    if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) {
        return pship__fail_memory(err);
    }
    if (code != SQLITE_OK) {
        return pship__store_fail_system(err, number == 0 ? EIO : number, "read", path);
    }
    return judge(header, (int64_t)look->status.st_size, look->wal, path, err);
}

static pship_result look_once(store_look *seen, const pship_context *context, const char *path,
                              pship_error *err)
{
    *seen = (store_look){0};
    if (stat(path, &seen->status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no file '%.200s'", path);
        }
        return pship__store_fail_system(err, errno, "open", path);
    }
    if (!S_ISREG(seen->status.st_mode)) {
        return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is %s, not a model file", path,
                           S_ISDIR(seen->status.st_mode) ? "a directory" : "not a regular file");
    }
    pship_result result = pship__store_full_path(&seen->path, context, path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    seen->wal = pship__store_beside(seen->path, "-wal") > 0;
    seen->journal = pship__store_beside(seen->path, "-journal") > 0;
    return look_inside(seen, context, path, err);
}

bool pship__store_same_status(const struct stat *now, const struct stat *then)
{
    return now->st_size == then->st_size && now->st_mtim.tv_sec == then->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

/* Size, -wal and header are looked at one after another: a writer that came in between may have moved its
 * pages into the file, which then seems shorter than its header says. */
static bool has_changed(const store_look *seen, const char *path)
{
    struct stat now;
    return seen->path != NULL && stat(path, &now) == 0 &&
           (now.st_ino != seen->status.st_ino || now.st_dev != seen->status.st_dev ||
            !pship__store_same_status(&now, &seen->status) ||
            (pship__store_beside(seen->path, "-wal") > 0) != seen->wal);
}

#define MOST_LOOKS 20

pship_result pship__store_look(store_look *look, const pship_context *context, const char *path,
                               pship_error *err)
{
    for (int looks = 1;; looks++) {
        store_look seen;
        pship_result result = look_once(&seen, context, path, err);
        if (result == PSHIP_OK) {
            *look = seen;
            return PSHIP_OK;
        }
        bool again = result == PSHIP_E_FORMAT && has_changed(&seen, path);
        pship__release(context, seen.path);
        if (again && looks == MOST_LOOKS) {
            return pship__fail(err, PSHIP_E_BUSY,
                               "another process writes to '%.200s' while it is being opened", path);
        }
        if (!again) {
            return result;
        }
    }
}

pship_result pship__store_probe(const char *path, pship_error *err)
{
    store_look look = {0};
    pship_result result = pship__store_look(&look, NULL, path, err);
    if (result == PSHIP_OK) {
        pship__release(NULL, look.path);
    }
    return result;
}
