/*
 * A file layer for SQLite that stands before the real one and is the default of this process while it
 * is on. It passes everything through but for syncs, and
 *
 * - lets the n-th call of one sort fail, once or from then on;
 * - notes down what would be on a disk if the power were cut after any of these calls: see
 *   power_cut.h.
 *
 * Shared memory is passed through: it is memory.
 */
#ifndef SHIM_VFS_H
#define SHIM_VFS_H

#include <errno.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef enum shim_fault {
    FAULT_NONE,
    FAULT_READ,
    FAULT_SHORT_READ, /* half is there, the rest is zeros */
    FAULT_WRITE,
    FAULT_FULL,
    FAULT_SHORT_WRITE, /* half is written, then the disk is full */
    FAULT_SYNC,
    FAULT_TRUNCATE,
    FAULT_SIZE,
    FAULT_LOCK,
    FAULT_OPEN,
    FAULT_DELETE,
    FAULT_ACCESS,
    FAULT_COUNT
} shim_fault;

static const char *const shim_fault_names[FAULT_COUNT] = {
    "none",     "read", "short read", "write", "full disk", "short write", "sync",
    "truncate", "size", "lock",       "open",  "delete",    "access"};

typedef enum shim_change {
    CHANGE_CREATE,
    CHANGE_WRITE,
    CHANGE_TRUNCATE,
    CHANGE_SYNC,
    CHANGE_DELETE
} shim_change;

/* Is told of every change of a named file once it was made. */
typedef void (*shim_listener)(void *user, shim_change change, const char *name, const void *bytes,
                              int count, sqlite3_int64 offset);

static struct {
    sqlite3_vfs vfs, *real;
    shim_fault fault;
    long fail_at, calls; /* of the sort that `fault` is about */
    bool once, failed;
    shim_listener listener;
    void *user;
    void (*before_read)(void); /* called once, before the next read */
} shim;

typedef struct shim_file {
    sqlite3_file base;
    sqlite3_file *real;
    const char *name; /* NULL: one without a name; SQLite keeps it until it is closed */
} shim_file;

/* Is this the call that fails? */
static inline bool shim_fails(shim_fault fault)
{
    if (shim.fault != fault || shim.fail_at == 0) {
        return false;
    }
    shim.calls++;
    bool fails = shim.once ? shim.calls == shim.fail_at : shim.calls >= shim.fail_at;
    shim.failed = shim.failed || fails;
    return fails;
}

static inline void shim_tell(shim_change change, const char *name, const void *bytes, int count,
                             sqlite3_int64 offset)
{
    if (shim.listener != NULL && name != NULL) {
        shim.listener(shim.user, change, name, bytes, count, offset);
    }
}

static inline sqlite3_file *shim_real(sqlite3_file *file)
{
    return ((shim_file *)file)->real;
}

static inline const char *shim_name(sqlite3_file *file)
{
    return ((shim_file *)file)->name;
}

static inline int shim_close(sqlite3_file *file)
{
    sqlite3_file *real = shim_real(file);
    file->pMethods = NULL;
    return real->pMethods->xClose(real);
}

static inline int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    sqlite3_file *real = shim_real(file);
    if (shim.before_read != NULL) {
        void (*call)(void) = shim.before_read;
        shim.before_read = NULL;
        call();
    }
    if (shim_fails(FAULT_READ)) {
        errno = EIO;
        return SQLITE_IOERR_READ;
    }
    int code = real->pMethods->xRead(real, bytes, count, offset);
    if (code == SQLITE_OK && shim_fails(FAULT_SHORT_READ)) {
        memset((char *)bytes + count / 2, 0, (size_t)(count - count / 2));
        errno = 0;
        return SQLITE_IOERR_SHORT_READ;
    }
    return code;
}

static inline int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    sqlite3_file *real = shim_real(file);
    if (shim_fails(FAULT_WRITE)) {
        errno = EIO;
        return SQLITE_IOERR_WRITE;
    }
    if (shim_fails(FAULT_FULL)) {
        errno = ENOSPC;
        return SQLITE_FULL;
    }
    if (shim_fails(FAULT_SHORT_WRITE)) {
        (void)real->pMethods->xWrite(real, bytes, count / 2, offset);
        errno = ENOSPC;
        return SQLITE_FULL;
    }
    int code = real->pMethods->xWrite(real, bytes, count, offset);
    if (code == SQLITE_OK) {
        shim_tell(CHANGE_WRITE, shim_name(file), bytes, count, offset);
    }
    return code;
}

static inline int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    sqlite3_file *real = shim_real(file);
    if (shim_fails(FAULT_TRUNCATE)) {
        errno = EIO;
        return SQLITE_IOERR_TRUNCATE;
    }
    int code = real->pMethods->xTruncate(real, size);
    if (code == SQLITE_OK) {
        shim_tell(CHANGE_TRUNCATE, shim_name(file), NULL, 0, size);
    }
    return code;
}

static inline int shim_sync(sqlite3_file *file, int flags)
{
    if (shim_fails(FAULT_SYNC)) {
        errno = EIO;
        return SQLITE_IOERR_FSYNC;
    }
    (void)flags; /* what a real sync would keep is noted down, and nobody cuts the real power */
    shim_tell(CHANGE_SYNC, shim_name(file), NULL, 0, 0);
    return SQLITE_OK;
}

static inline int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    sqlite3_file *real = shim_real(file);
    if (shim_fails(FAULT_SIZE)) {
        errno = EIO;
        return SQLITE_IOERR_FSTAT;
    }
    return real->pMethods->xFileSize(real, size);
}

static inline int shim_lock(sqlite3_file *file, int level)
{
    sqlite3_file *real = shim_real(file);
    if (shim_fails(FAULT_LOCK)) {
        errno = EIO;
        return SQLITE_IOERR_LOCK;
    }
    return real->pMethods->xLock(real, level);
}

static inline int shim_unlock(sqlite3_file *file, int level)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xUnlock(real, level);
}

static inline int shim_check_lock(sqlite3_file *file, int *reserved)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xCheckReservedLock(real, reserved);
}

static inline int shim_control(sqlite3_file *file, int what, void *argument)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xFileControl(real, what, argument);
}

static inline int shim_sector(sqlite3_file *file)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xSectorSize(real);
}

static inline int shim_device(sqlite3_file *file)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xDeviceCharacteristics(real);
}

static inline int shim_shm_map(sqlite3_file *file, int page, int size, int extend,
                               void volatile **memory)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xShmMap(real, page, size, extend, memory);
}

static inline int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xShmLock(real, offset, count, flags);
}

static inline void shim_shm_barrier(sqlite3_file *file)
{
    sqlite3_file *real = shim_real(file);
    real->pMethods->xShmBarrier(real);
}

static inline int shim_shm_unmap(sqlite3_file *file, int remove_it)
{
    sqlite3_file *real = shim_real(file);
    return real->pMethods->xShmUnmap(real, remove_it);
}

static const sqlite3_io_methods shim_methods = {.iVersion = 2,
                                                .xClose = shim_close,
                                                .xRead = shim_read,
                                                .xWrite = shim_write,
                                                .xTruncate = shim_truncate,
                                                .xSync = shim_sync,
                                                .xFileSize = shim_size,
                                                .xLock = shim_lock,
                                                .xUnlock = shim_unlock,
                                                .xCheckReservedLock = shim_check_lock,
                                                .xFileControl = shim_control,
                                                .xSectorSize = shim_sector,
                                                .xDeviceCharacteristics = shim_device,
                                                .xShmMap = shim_shm_map,
                                                .xShmLock = shim_shm_lock,
                                                .xShmBarrier = shim_shm_barrier,
                                                .xShmUnmap = shim_shm_unmap};

static inline int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                            int *given)
{
    (void)vfs;
    shim_file *self = (shim_file *)file;
    int exists = 0;
    memset(self, 0, sizeof *self);
    if (shim_fails(FAULT_OPEN)) {
        errno = EMFILE;
        return SQLITE_CANTOPEN;
    }
    if (name != NULL) {
        (void)shim.real->xAccess(shim.real, name, SQLITE_ACCESS_EXISTS, &exists);
    }
    self->real = (sqlite3_file *)(void *)(self + 1);
    self->name = name;
    int code = shim.real->xOpen(shim.real, name, self->real, flags, given);
    if (self->real->pMethods != NULL) {
        file->pMethods = &shim_methods;
    }
    if (code == SQLITE_OK && exists == 0) {
        shim_tell(CHANGE_CREATE, name, NULL, 0, 0);
    }
    return code;
}

static inline int shim_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    if (shim_fails(FAULT_DELETE)) {
        errno = EIO;
        return SQLITE_IOERR_DELETE;
    }
    int code = shim.real->xDelete(shim.real, name, sync_folder);
    if (code == SQLITE_OK) {
        shim_tell(CHANGE_DELETE, name, NULL, sync_folder, 0);
    }
    return code;
}

static inline int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *answer)
{
    (void)vfs;
    if (shim_fails(FAULT_ACCESS)) {
        errno = EIO;
        return SQLITE_IOERR_ACCESS;
    }
    return shim.real->xAccess(shim.real, name, flags, answer);
}

static inline int shim_full_path(sqlite3_vfs *vfs, const char *name, int room, char *full)
{
    (void)vfs;
    return shim.real->xFullPathname(shim.real, name, room, full);
}

/* What is opened from here on goes through the shim. */
static inline void shim_on(void)
{
    if (shim.real == NULL) {
        shim.real = sqlite3_vfs_find(NULL);
        shim.vfs = *shim.real; /* clocks, chance and so on are the real ones */
        shim.vfs.zName = "shim";
        shim.vfs.pNext = NULL;
        shim.vfs.szOsFile = (int)sizeof(shim_file) + shim.real->szOsFile;
        shim.vfs.xOpen = shim_open;
        shim.vfs.xDelete = shim_delete;
        shim.vfs.xAccess = shim_access;
        shim.vfs.xFullPathname = shim_full_path;
    }
    (void)sqlite3_vfs_register(&shim.vfs, 1);
}

/* What is opened from here on does not. */
static inline void shim_off(void)
{
    shim.fault = FAULT_NONE;
    (void)sqlite3_vfs_unregister(&shim.vfs);
    (void)sqlite3_vfs_register(shim.real, 1);
}

static inline void shim_set(shim_fault fault, long fail_at, bool once)
{
    shim.fault = fault;
    shim.fail_at = fail_at;
    shim.once = once;
    shim.calls = 0;
    shim.failed = false;
}

#endif
