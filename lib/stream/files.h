/*
 * Files of text: reading one, listing a directory, replacing one.
 */
#ifndef PSHIP_STREAM_FILES_H
#define PSHIP_STREAM_FILES_H

#include "core/core.h"

/* Larger input files are refused. */
#define PSHIP__FILE_LIMIT ((size_t)1 << 30)

typedef enum file_form { FILE_REGULAR = 1, FILE_DIRECTORY, FILE_OTHER } file_form;

/* What lies at a path. PSHIP_E_NOT_FOUND, PSHIP_E_IO. */
pship_result pship__file_form(const char *path, file_form *form, pship_error *err);
/* The first bytes of a file, at most `size`. PSHIP_E_NOT_FOUND, PSHIP_E_IO. */
pship_result pship__file_peek(const char *path, char *bytes, size_t size, size_t *length,
                              pship_error *err);
/* A whole regular file into an empty buffer. Nothing else is waited for: a pipe is refused.
 * PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_LIMIT above PSHIP__FILE_LIMIT, PSHIP_E_MEMORY. */
pship_result pship__file_read(pship__buffer *buffer, const char *path, pship_error *err);

/* A regular file that is read piece by piece, of any length. `length` receives its length. As
 * pship__file_read() otherwise. */
typedef struct file_stream file_stream;
pship_result pship__stream_open(file_stream **stream, const pship_context *context,
                                const char *path, uint64_t *length, pship_error *err);
/* Up to `size` bytes; fewer at the end of the file only. */
pship_result pship__stream_read(file_stream *stream, char *bytes, size_t size, size_t *got,
                                pship_error *err);
void pship__stream_close(file_stream *stream); /* may be NULL */

/* Paths of the files of a directory whose names end in `ending`, ordered byte by byte. Directories
 * and names that begin with a dot are left out. */
typedef struct file_list {
    const pship_context *context;
    char **paths;
    size_t count, capacity;
} file_list;
pship_result pship__files_list(file_list *list, const pship_context *context, const char *folder,
                               const char *ending, pship_error *err);
/* A list of one path. */
pship_result pship__files_one(file_list *list, const pship_context *context, const char *path,
                              pship_error *err);
void pship__files_free(file_list *list);

/* Makes a directory unless it is there; its parent has to be. PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_INVALID where
 * something else lies at the path. */
pship_result pship__folder_make(const char *path, pship_error *err);

/* Writes a file beside `path`, makes it durable and moves it there: readers see the old file or
 * the whole new one. PSHIP_E_IO, PSHIP_E_MEMORY. */
pship_result pship__file_replace(const pship_context *context, const char *path, const char *bytes,
                                 size_t length, pship_error *err);

#endif
