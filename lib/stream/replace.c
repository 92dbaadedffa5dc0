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

/* A name beside `path` that nobody has: leftovers of a crash are passed over. */
static int open_beside(pship__buffer *name, const char *path)
{
    for (int attempt = 0; attempt < 1000; attempt++) {
        pship__buffer_clear(name);
        pship__buffer_format(name, "%s.new-%d", path, attempt);
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

static pship_result produce_beside(pship__buffer *name, const char *target, file_sink *to,
                                   pship__produce_fn produce, void *data, pship_error *err)
{
    struct stat status;
    bool exists = stat(target, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        return pship__fail_at(err, PSHIP_E_IO, to->path, 0, 0,
                              "cannot write the file: something else lies there");
    }
    to->file = open_beside(name, target);
    if (to->file < 0) {
        return name->failed ? pship__fail_memory(err) : refuse(to->path, errno, err);
    }
    bool good = !exists || fchmod(to->file, status.st_mode & 07777) == 0;
    pship_result result = good ? produce(data, to, err) : refuse(to->path, errno, err);
    good = seal(to->file, name->bytes, result == PSHIP_OK);
    return result == PSHIP_OK && !good ? refuse(to->path, errno, err) : result;
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
    size_t folder = folder_length(target);
    pship__buffer_clear(name);
    pship__buffer_add(name, folder == 0 ? "." : target, folder == 0 ? 1 : folder);
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
