/* Files of text. Only POSIX calls, so that nothing depends on a stream's buffering or locale. */
#include "stream/files.h"
#include "stream/sort.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

pship_result pship__file_refuse(pship_error *err, const char *what, const char *path, int error)
{
    pship_result code = error == ENOENT ? PSHIP_E_NOT_FOUND : PSHIP_E_IO;
    return pship__fail_at(err, code, path, 0, 0, "cannot %s: %s (errno %d)", what,
                          pship__system_reason(error), error);
}

pship_result pship__file_form(const char *path, file_form *form, pship_error *err)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return pship__file_refuse(err, "open the file", path, errno);
    }
    *form = S_ISREG(status.st_mode)   ? FILE_REGULAR
            : S_ISDIR(status.st_mode) ? FILE_DIRECTORY
                                      : FILE_OTHER;
    return PSHIP_OK;
}

/* Opening a pipe would wait for its writer, hence O_NONBLOCK; it changes nothing for files. */
static pship_result open_limited(const char *path, uint64_t limit, int *file, uint64_t *size,
                                 pship_error *err)
{
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0) {
        return pship__file_refuse(err, "open the file", path, errno);
    }
    struct stat status;
    pship_result result = PSHIP_OK;
    if (fstat(opened, &status) != 0) {
        result = pship__file_refuse(err, "read the file", path, errno);
    } else if (!S_ISREG(status.st_mode)) {
        result = pship__fail_at(err, PSHIP_E_IO, path, 0, 0, "this is not a regular file");
    } else if ((uint64_t)status.st_size > limit) {
        result = pship__fail_at(err, PSHIP_E_LIMIT, path, 0, 0, "the file is larger than 1 GiB");
    }
    if (result != PSHIP_OK) {
        close(opened);
        return result;
    }
    *file = opened;
    *size = (uint64_t)status.st_size;
    return PSHIP_OK;
}

static pship_result open_regular(const char *path, int *file, size_t *size, pship_error *err)
{
    uint64_t length = 0;
    pship_result result = open_limited(path, PSHIP__FILE_LIMIT, file, &length, err);
    if (result == PSHIP_OK) {
        *size = (size_t)length;
    }
    return result;
}

/* Up to `size` bytes; fewer at the end of the file only. -1 with errno. */
static ssize_t read_full(int file, char *bytes, size_t size)
{
    size_t length = 0;
    while (length < size) {
        ssize_t got = read(file, bytes + length, size - length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        length += (size_t)got;
    }
    return (ssize_t)length;
}

pship_result pship__file_peek(const char *path, char *bytes, size_t size, size_t *length,
                              pship_error *err)
{
    int file;
    size_t whole;
    pship_result result = open_regular(path, &file, &whole, err);
    if (result == PSHIP_E_LIMIT) {
        /* Too large for a text, but its beginning still tells what it is. */
        file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        result = file >= 0 ? PSHIP_OK : pship__file_refuse(err, "open the file", path, errno);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    ssize_t got = read_full(file, bytes, size);
    int error = errno;
    close(file);
    if (got < 0) {
        return pship__file_refuse(err, "read the file", path, error);
    }
    *length = (size_t)got;
    return PSHIP_OK;
}

/* Bounds the time between two reports of progress. */
#define READ_PIECE ((size_t)1 << 20)

/* Up to `size` bytes into `bytes`. */
static pship_result read_pieces(int file, const char *path, char *bytes, size_t size,
                                size_t *length, pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    bool more = true;
    for (*length = 0; *length < size && more && result == PSHIP_OK;) {
        size_t piece = size - *length < READ_PIECE ? size - *length : READ_PIECE;
        ssize_t got = read_full(file, bytes + *length, piece);
        if (got < 0) {
            return pship__file_refuse(err, "read the file", path, errno);
        }
        *length += (size_t)got;
        more = (size_t)got == piece;
        result = progress == NULL ? PSHIP_OK : pship__progress(progress, -1, err);
    }
    return result;
}

pship_result pship__file_read(pship__buffer *buffer, const char *path,
                              pship__progress_state *progress, pship_error *err)
{
    int file;
    size_t size;
    pship_result result = open_regular(path, &file, &size, err);
    if (result != PSHIP_OK) {
        return result;
    }
    /* A file that grows meanwhile is taken as long as it was. */
    char *bytes = pship__allocate(buffer->context, size + 1, 1);
    if (bytes == NULL) {
        close(file);
        return pship__fail_memory(err);
    }
    size_t got;
    result = read_pieces(file, path, bytes, size, &got, progress, err);
    close(file);
    if (result != PSHIP_OK) {
        pship__release(buffer->context, bytes);
        return result;
    }
    bytes[got] = '\0';
    pship__buffer_free(buffer);
    buffer->bytes = bytes;
    buffer->length = got;
    buffer->capacity = size + 1;
    return PSHIP_OK;
}

/* ---- piece by piece */

struct file_stream {
    const pship_context *context;
    char *path;
    int file;
};

pship_result pship__stream_open(file_stream **stream, const pship_context *context,
                                const char *path, uint64_t *length, pship_error *err)
{
    int file = -1;
    pship_result result = open_limited(path, UINT64_MAX, &file, length, err);
    if (result != PSHIP_OK) {
        return result;
    }
    file_stream *made = pship__allocate(context, 1, sizeof *made);
    char *kept = made == NULL ? NULL : pship__copy_text(context, path);
    if (kept == NULL) {
        pship__release(context, made);
        close(file);
        return pship__fail_memory(err);
    }
    *made = (file_stream){context, kept, file};
    *stream = made;
    return PSHIP_OK;
}

pship_result pship__stream_read(file_stream *stream, char *bytes, size_t size, size_t *got,
                                pship_error *err)
{
    ssize_t length = read_full(stream->file, bytes, size);
    if (length < 0) {
        return pship__file_refuse(err, "read the file", stream->path, errno);
    }
    *got = (size_t)length;
    return PSHIP_OK;
}

void pship__stream_close(file_stream *stream)
{
    if (stream != NULL) {
        close(stream->file);
        pship__release(stream->context, stream->path);
        pship__release(stream->context, stream);
    }
}

/* ---- directories */

void pship__files_free(file_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        pship__release(list->context, list->paths[i]);
    }
    pship__release(list->context, list->paths);
    *list = (file_list){.context = list->context};
}

static pship_result keep_path(file_list *list, const char *folder, const char *name,
                              pship_error *err)
{
    pship__buffer path;
    pship__buffer_init(&path, list->context);
    pship__buffer_add_text(&path, folder);
    if (name != NULL) {
        size_t length = strlen(folder);
        if (length > 0 && folder[length - 1] != '/') {
            pship__buffer_add(&path, "/", 1);
        }
        pship__buffer_add_text(&path, name);
    }
    if (path.failed || !pship__grow(list->context, (void **)&list->paths, list->count,
                                    &list->capacity, sizeof(char *))) {
        pship__buffer_free(&path);
        return pship__fail_memory(err);
    }
    list->paths[list->count++] = path.bytes; /* the list frees it */
    return PSHIP_OK;
}

pship_result pship__files_one(file_list *list, const pship_context *context, const char *path,
                              pship_error *err)
{
    *list = (file_list){.context = context};
    pship_result result = keep_path(list, path, NULL, err);
    if (result != PSHIP_OK) {
        pship__files_free(list);
    }
    return result;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcmp(name + length - tail, ending) == 0;
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(left, right);
}

static pship_result list_open(file_list *list, DIR *directory, const char *folder,
                              const char *ending, pship_error *err)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL) {
            return errno == 0 ? PSHIP_OK
                              : pship__file_refuse(err, "list the directory", folder, errno);
        }
        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, ending)) {
            continue;
        }
        pship_result result = keep_path(list, folder, entry->d_name, err);
        if (result != PSHIP_OK) {
            return result;
        }
        struct stat status;
        const char *path = list->paths[list->count - 1];
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            pship__release(list->context, list->paths[--list->count]);
        }
    }
}

pship_result pship__files_list(file_list *list, const pship_context *context, const char *folder,
                               const char *ending, pship_error *err)
{
    *list = (file_list){.context = context};
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        return pship__file_refuse(err, "open the directory", folder, errno);
    }
    pship_result result = list_open(list, directory, folder, ending, err);
    closedir(directory);
    if (result != PSHIP_OK) {
        pship__files_free(list);
        return result;
    }
    pship__sort((void **)list->paths, list->count, compare_paths);
    return PSHIP_OK;
}

pship_result pship__folder_make(const char *path, pship_error *err)
{
    file_form form;
    if (mkdir(path, 0777) == 0) {
        return PSHIP_OK;
    }
    if (errno != EEXIST) {
        return pship__file_refuse(err, "make the directory", path, errno);
    }
    pship_result result = pship__file_form(path, &form, err);
    if (result == PSHIP_OK && form != FILE_DIRECTORY) {
        result = pship__fail_at(err, PSHIP_E_INVALID, path, 0, 0, "this is not a directory");
    }
    return result;
}
