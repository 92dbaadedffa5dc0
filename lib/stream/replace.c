/* Putting a file in the place of another one as a whole. */
#include "stream/files.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More links than this, one behind the other, are taken for a circle. */
#define MOST_LINKS 40

static bool write_full(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(file, bytes, length);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote < 0) {
            return false;
        }
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

/* Closes a new file that was filled; where that failed or fails it is removed. */
static bool seal(int file, const char *path, bool filled)
{
    bool good = filled && fsync(file) == 0;
    int error = errno;
    if (close(file) != 0 && good) {
        good = false;
        error = errno;
    }
    if (!good) {
        (void)unlink(path);
        errno = error;
    }
    return good;
}

bool pship__file_make(const char *path, const char *bytes, size_t length, mode_t mode)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    return file >= 0 && seal(file, path, write_full(file, bytes, length));
}

/* A name beside `path` that nobody has: leftovers of a crash are passed over. `what` is "new" or "old". */
static int open_beside(pship__buffer *name, const char *path, const char *what)
{
    for (int attempt = 0; attempt < 1000; attempt++) {
        pship__buffer_clear(name);
        pship__buffer_format(name, "%s.%s-%d", path, what, attempt);
        if (name->failed) {
            errno = ENOMEM;
            return -1;
        }
        int file = open(name->bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0 || errno != EEXIST) {
            return file;
        }
    }
    return -1;
}

void pship__folder_sync(const char *folder)
{
    int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened >= 0) {
        (void)fsync(opened);
        close(opened);
    }
}

/* How long the folder of a path is, with its slash; 0 where the path is a name alone. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* One link further: false where the file is no link, or cannot be looked at, as its writer will find. */
static bool step(pship__buffer *target, pship__buffer *scratch)
{
    char link[4096];
    ssize_t length = readlink(target->bytes, link, sizeof link);
    if (length <= 0 || (size_t)length == sizeof link) {
        return false;
    }
    pship__buffer_clear(scratch);
    pship__buffer_add(scratch, target->bytes, link[0] == '/' ? 0 : folder_length(target->bytes));
    pship__buffer_add(scratch, link, (size_t)length);
    pship__buffer swapped = *target;
    *target = *scratch;
    *scratch = swapped;
    return !target->failed;
}

/* The file that `path` stands for. */
static pship_result find_target(pship__buffer *target, const char *path, pship_error *err)
{
    pship__buffer scratch;
    pship__buffer_init(&scratch, target->context);
    pship__buffer_add_text(target, path);
    int links = 0;
    while (!target->failed && links <= MOST_LINKS && step(target, &scratch)) {
        links++;
    }
    bool failed = target->failed;
    pship__buffer_free(&scratch);
    if (failed) {
        return pship__fail_memory(err);
    }
    return links <= MOST_LINKS ? PSHIP_OK : pship__file_refuse(err, "write the file", path, ELOOP);
}

struct file_sink {
    int file;
    const char *path; /* as it was asked for */
};

static pship_result refuse(const char *path, int error, pship_error *err)
{
    /* That it is not there can only be said of its folder. */
    return pship__fail_at(err, PSHIP_E_IO, path, 0, 0, "cannot write the file: %s (errno %d)",
                          pship__system_reason(error), error);
}

pship_result pship__sink_add(file_sink *to, const char *bytes, size_t length, pship_error *err)
{
    return write_full(to->file, bytes, length) ? PSHIP_OK : refuse(to->path, errno, err);
}

pship_result pship__file_make_by(const char *path, const char *asked, mode_t mode,
                                 pship__produce_fn produce, void *data, pship_error *err)
{
    file_sink to = {open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), asked};
    if (to.file < 0) {
        return refuse(asked, errno, err);
    }
    pship_result result = produce(data, &to, err);
    bool good = seal(to.file, path, result == PSHIP_OK);
    return result == PSHIP_OK && !good ? refuse(asked, errno, err) : result;
}

static pship_result refuse_other(const char *path, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_IO, path, 0, 0,
                          "cannot write the file: something else lies there");
}

static pship_result produce_beside(pship__buffer *name, const char *target, file_sink *to,
                                   pship__produce_fn produce, void *data, pship_error *err)
{
    struct stat status;
    bool exists = stat(target, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        return refuse_other(to->path, err);
    }
    to->file = open_beside(name, target, "new");
    if (to->file < 0) {
        return name->failed ? pship__fail_memory(err) : refuse(to->path, errno, err);
    }
    bool good = !exists || fchmod(to->file, status.st_mode & 07777) == 0;
    pship_result result = good ? produce(data, to, err) : refuse(to->path, errno, err);
    good = seal(to->file, name->bytes, result == PSHIP_OK);
    return result == PSHIP_OK && !good ? refuse(to->path, errno, err) : result;
}

/* The folder that a path is in, as a path. */
static void name_folder(pship__buffer *name, const char *path)
{
    size_t folder = folder_length(path);
    pship__buffer_clear(name);
    pship__buffer_add(name, folder == 0 ? "." : path, folder == 0 ? 1 : folder);
}

static pship_result replace(pship__buffer *name, const char *target, const char *path,
                            pship__produce_fn produce, void *data, pship_error *err)
{
    file_sink to = {-1, path};
    pship_result result = produce_beside(name, target, &to, produce, data, err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (rename(name->bytes, target) != 0) {
        int error = errno;
        (void)unlink(name->bytes);
        return refuse(path, error, err);
    }
    /* The new name itself must reach the disk, or a crash could bring the old file back. */
    name_folder(name, target);
    if (!name->failed) {
        pship__folder_sync(name->bytes);
    }
    return PSHIP_OK;
}

pship_result pship__file_produce(const pship_context *context, const char *path,
                                 pship__produce_fn produce, void *data, pship_error *err)
{
    pship__buffer target, name;
    pship__buffer_init(&target, context);
    pship__buffer_init(&name, context);
    pship_result result = find_target(&target, path, err);
    if (result == PSHIP_OK) {
        result = replace(&name, target.bytes, path, produce, data, err);
    }
    pship__buffer_free(&target);
    pship__buffer_free(&name);
    return result;
}

pship_result pship__produce_ready(void *data, file_sink *to, pship_error *err)
{
    const ready_bytes *all = data;
    return pship__sink_add(to, all->bytes, all->length, err);
}

pship_result pship__file_replace(const pship_context *context, const char *path, const char *bytes,
                                 size_t length, pship_error *err)
{
    ready_bytes all = {bytes, length};
    return pship__file_produce(context, path, pship__produce_ready, &all, err);
}

/* ---- several files together */

typedef struct replacement {
    const char *path; /* as it was asked for */
    pship__buffer target, folder, fresh, old;
    bool made, kept,
        moved; /* `fresh` is there; `old` is what lay at the target; `fresh` lies there now */
} replacement;

static pship_result make_fresh(replacement *one, const file_part *part, pship_error *err)
{
    file_sink to = {-1, part->path};
    pship_result result = find_target(&one->target, part->path, err);
    if (result == PSHIP_OK) {
        name_folder(&one->folder, one->target.bytes);
        result = one->folder.failed ? pship__fail_memory(err) : PSHIP_OK;
    }
    if (result == PSHIP_OK) {
        result =
            produce_beside(&one->fresh, one->target.bytes, &to, part->produce, part->data, err);
        one->made = result == PSHIP_OK;
    }
    return result;
}

/* Moves what lies at the target aside, under a name that was taken for it before. */
static pship_result keep_old(replacement *one, pship_error *err)
{
    struct stat status;
    if (lstat(one->target.bytes, &status) != 0) {
        return errno == ENOENT ? PSHIP_OK : refuse(one->path, errno, err);
    }
    if (!S_ISREG(status.st_mode)) {
        return refuse_other(one->path, err);
    }
    int file = open_beside(&one->old, one->target.bytes, "old");
    if (file < 0) {
        return one->old.failed ? pship__fail_memory(err) : refuse(one->path, errno, err);
    }
    (void)close(file);
    one->kept = rename(one->target.bytes, one->old.bytes) == 0;
    if (!one->kept) {
        int error = errno;
        (void)unlink(one->old.bytes);
        return refuse(one->path, error, err);
    }
    return PSHIP_OK;
}

static pship_result move_fresh(replacement *one, pship_error *err)
{
    one->moved = rename(one->fresh.bytes, one->target.bytes) == 0;
    return one->moved ? PSHIP_OK : refuse(one->path, errno, err);
}

/* The last one goes first and comes last: while it is there all of them are of one turn. */
static pship_result move_all(replacement *all, size_t count, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = count; i > 0 && result == PSHIP_OK; i--) {
        result = keep_old(&all[i - 1], err);
        pship__folder_sync(all[i - 1].folder.bytes);
    }
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = move_fresh(&all[i], err);
        pship__folder_sync(all[i].folder.bytes);
    }
    return result;
}

/* Takes back what was done, or removes what is no longer needed. */
static void settle(replacement *one, bool done)
{
    if (done) {
        if (one->kept) {
            (void)unlink(one->old.bytes);
        }
        return;
    }
    if (one->made && !one->moved) {
        (void)unlink(one->fresh.bytes);
    }
    if (one->moved && !one->kept) {
        (void)unlink(one->target.bytes);
    }
    if (one->kept) {
        (void)rename(one->old.bytes, one->target.bytes);
    }
    if (one->moved || one->kept) {
        pship__folder_sync(one->folder.bytes);
    }
}

pship_result pship__files_produce(const pship_context *context, const file_part *parts,
                                  size_t count, pship_error *err)
{
    pship_result result = PSHIP_OK;
    replacement *all = pship__allocate_zero(context, count, sizeof *all);
    if (all == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        all[i].path = parts[i].path;
        pship__buffer_init(&all[i].target, context);
        pship__buffer_init(&all[i].fresh, context);
        pship__buffer_init(&all[i].old, context);
        pship__buffer_init(&all[i].folder, context);
    }
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = make_fresh(&all[i], &parts[i], err);
    }
    if (result == PSHIP_OK) {
        result = move_all(all, count, err);
    }
    for (size_t i = 0; i < count; i++) {
        settle(&all[i], result == PSHIP_OK);
        pship__buffer_free(&all[i].target);
        pship__buffer_free(&all[i].fresh);
        pship__buffer_free(&all[i].old);
        pship__buffer_free(&all[i].folder);
    }
    pship__release(context, all);
    return result;
}
