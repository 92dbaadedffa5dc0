/*
 * What a disk may hold after the power was cut. While the shim is on, every change of a named file is
 * noted down. Afterwards the disk is made for a cut after any of them: what was synced is there; of
 * the rest, each sector is there or is not, whatever came before it.
 *
 * A sector is not torn, and bytes beside those that are written keep what they were: SQLite counts
 * on that ("powersafe overwrite") unless it is told otherwise.
 */
#ifndef POWER_CUT_H
#define POWER_CUT_H

#include "shim_vfs.h"
#include <check.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, DISK_FILES = 64 };

/* What becomes of that which was not synced. */
typedef enum cut_fate { CUT_LOST, CUT_KEPT, CUT_SECTORS, CUT_WRITES, CUT_LATE, CUT_FATES } cut_fate;

/* A file on the disk, whatever its name leads to by now. */
typedef struct disk_file {
    char name[200];
    char *bytes; /* that were synced */
    size_t size, room;
    size_t synced;         /* changes up to this one are in it */
    bool named, was_named; /* its name is surely there; its name may be there still */
} disk_file;

typedef struct disk_change {
    shim_change change;
    int file;
    char *bytes;
    size_t count, offset;
} disk_change;

typedef struct disk {
    disk_change *changes;
    size_t count, room;
    disk_file files[DISK_FILES];
    int file_count;
    unsigned long long chance;
} disk;

/* xorshift64 (Marsaglia, 2003) */
static inline bool disk_coin(disk *self)
{
    self->chance ^= self->chance << 13;
    self->chance ^= self->chance >> 7;
    self->chance ^= self->chance << 17;
    return (self->chance >> 33 & 1) != 0;
}

static inline void disk_reach(disk_file *file, size_t size)
{
    if (size > file->room) {
        size_t room = size * 2;
        file->bytes = realloc(file->bytes, room);
        ck_assert_ptr_nonnull(file->bytes);
        file->room = room;
    }
    if (size > file->size) {
        memset(file->bytes + file->size, 0, size - file->size);
        file->size = size;
    }
}

static inline void disk_put(disk_file *file, const char *bytes, size_t count, size_t offset)
{
    disk_reach(file, offset + count);
    memcpy(file->bytes + offset, bytes, count);
}

/* ---- noting down */

static inline int disk_newest(const disk *self, const char *name)
{
    for (int i = self->file_count - 1; i >= 0; i--) {
        if (strcmp(self->files[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

static inline int disk_add(disk *self, const char *name)
{
    ck_assert_int_lt(self->file_count, DISK_FILES);
    ck_assert_uint_lt(strlen(name), sizeof self->files[0].name);
    disk_file *file = &self->files[self->file_count];
    memset(file, 0, sizeof *file);
    (void)snprintf(file->name, sizeof file->name, "%s", name);
    return self->file_count++;
}

static inline void disk_note(void *user, shim_change change, const char *name, const void *bytes,
                             int count, sqlite3_int64 offset)
{
    disk *self = user;
    if (self->count == self->room) {
        self->room = self->room * 2 + 256;
        self->changes = realloc(self->changes, self->room * sizeof *self->changes);
        ck_assert_ptr_nonnull(self->changes);
    }
    disk_change *made = &self->changes[self->count];
    memset(made, 0, sizeof *made);
    made->change = change;
    made->file = change == CHANGE_CREATE ? disk_add(self, name) : disk_newest(self, name);
    ck_assert_msg(made->file >= 0, "%s is not known", name);
    made->offset = (size_t)offset;
    made->count = (size_t)count;
    if (change == CHANGE_WRITE) {
        made->bytes = malloc((size_t)count);
        ck_assert_ptr_nonnull(made->bytes);
        memcpy(made->bytes, bytes, (size_t)count);
    }
    self->count++;
}

/* From here on; `name` is what is on the disk already. */
static inline void disk_begin(disk *self, const char *name, const char *bytes, size_t size,
                              unsigned long long seed)
{
    memset(self, 0, sizeof *self);
    self->chance = seed | 1;
    int file = disk_add(self, name);
    disk_put(&self->files[file], bytes, size, 0);
    self->files[file].named = true;
    shim.listener = disk_note;
    shim.user = self;
    shim_on();
}

static inline void disk_end(disk *self)
{
    shim_off();
    shim.listener = NULL;
    shim.user = self;
}

static inline void disk_free(disk *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->changes[i].bytes);
    }
    for (int i = 0; i < self->file_count; i++) {
        free(self->files[i].bytes);
    }
    free(self->changes);
}

/* ---- cutting */

static inline void disk_apply(disk_file *file, const disk_change *change)
{
    if (change->change == CHANGE_WRITE) {
        disk_put(file, change->bytes, change->count, change->offset);
    } else if (change->change == CHANGE_TRUNCATE) {
        disk_reach(file, change->offset);
        file->size = change->offset;
    }
}

/* Goes on past one change: what it makes certain. Called for each in turn. */
static inline void disk_advance(disk *self, size_t at)
{
    const disk_change *change = &self->changes[at];
    disk_file *file = &self->files[change->file];
    if (change->change == CHANGE_DELETE) {
        file->named = change->count != 0 ? false : file->named; /* its folder was synced, or not */
        file->was_named = change->count == 0;
    }
    if (change->change != CHANGE_SYNC) {
        return;
    }
    for (size_t i = file->synced; i < at; i++) {
        if (self->changes[i].file == change->file) {
            disk_apply(file, &self->changes[i]);
        }
    }
    file->synced = at;
    for (int i = 0; i < change->file; i++) { /* its name is certain, and leads to no older one */
        if (strcmp(self->files[i].name, file->name) == 0) {
            self->files[i].named = self->files[i].was_named = false;
        }
    }
    file->named = true;
}

/* Some sectors of a write. */
static inline void disk_tear(disk *self, disk_file *file, const disk_change *change)
{
    for (size_t at = 0; at < change->count;) {
        size_t left = SECTOR - (change->offset + at) % SECTOR;
        left = left < change->count - at ? left : change->count - at;
        if (disk_coin(self)) {
            disk_put(file, change->bytes + at, left, change->offset + at);
        }
        at += left;
    }
}

static inline void disk_settle(disk *self, disk_file *file, const disk_change *change,
                               cut_fate fate, bool late)
{
    bool whole = fate == CUT_KEPT || (fate == CUT_LATE && late) ||
                 (fate == CUT_WRITES && disk_coin(self)) ||
                 (fate == CUT_SECTORS && change->change == CHANGE_TRUNCATE && disk_coin(self));
    if (whole) {
        disk_apply(file, change);
    } else if (fate == CUT_SECTORS && change->change == CHANGE_WRITE) {
        disk_tear(self, file, change);
    }
}

static inline size_t disk_pending(const disk *self, int number, size_t end)
{
    size_t pending = 0;
    for (size_t i = self->files[number].synced; i < end; i++) {
        pending += self->changes[i].file == number;
    }
    return pending;
}

/* The file as the disk has it after a cut before the change `end`; CUT_LATE: the later half of what
 * was not synced is there and the earlier is not. To be freed. */
static inline disk_file disk_cut_file(disk *self, int number, size_t end, cut_fate fate)
{
    const disk_file *file = &self->files[number];
    size_t pending = disk_pending(self, number, end), seen = 0;
    disk_file made = *file;
    made.room = file->size + 1;
    made.bytes = malloc(made.room);
    ck_assert_ptr_nonnull(made.bytes);
    if (file->size > 0) {
        memcpy(made.bytes, file->bytes, file->size);
    }
    for (size_t i = file->synced; i < end; i++) {
        if (self->changes[i].file == number) {
            disk_settle(self, &made, &self->changes[i], fate, seen++ >= pending / 2);
        }
    }
    return made;
}

/* The names may or may not have been written. The newest that is there wins. */
static inline bool disk_is_there(disk *self, int number, size_t end, cut_fate fate)
{
    const disk_file *file = &self->files[number];
    bool created = number == 0, deleted = false;
    for (size_t i = 0; i < end; i++) {
        const disk_change *change = &self->changes[i];
        created = created || (change->file == number && change->change == CHANGE_CREATE);
        deleted = deleted || (change->file == number && change->change == CHANGE_DELETE);
    }
    if (!created) {
        return false;
    }
    bool certain = deleted ? !file->named && !file->was_named : file->named;
    bool latest = !deleted; /* what the running system sees */
    return certain || fate == CUT_KEPT ? latest : fate == CUT_LOST ? file->named : disk_coin(self);
}

/* Writes what is there into the folder, under the same names. */
static inline void disk_cut(disk *self, size_t end, cut_fate fate)
{
    for (int i = 0; i < self->file_count; i++) {
        (void)unlink(self->files[i].name);
    }
    for (int i = 0; i < self->file_count; i++) {
        if (disk_is_there(self, i, end, fate)) {
            disk_file cut = disk_cut_file(self, i, end, fate);
            FILE *to = fopen(cut.name, "wb");
            ck_assert_ptr_nonnull(to);
            ck_assert_uint_eq(fwrite(cut.bytes, 1, cut.size, to), cut.size);
            ck_assert_int_eq(fclose(to), 0);
            free(cut.bytes);
        }
    }
}

#endif
