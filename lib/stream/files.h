/*
 * Files of text: reading one, listing a directory, replacing one.
 */
#ifndef PSHIP_STREAM_FILES_H
#define PSHIP_STREAM_FILES_H

#include "core/core.h"
#include <sys/types.h>

/* Larger input files are refused. */
#define PSHIP__FILE_LIMIT ((size_t)1 << 30)

typedef enum file_form { FILE_REGULAR = 1, FILE_DIRECTORY, FILE_OTHER } file_form;

/* What lies at a path. PSHIP_E_NOT_FOUND, PSHIP_E_IO. */
pship_result pship__file_form(const char *path, file_form *form, pship_error *err);
/* The first bytes of a file, at most `size`. PSHIP_E_NOT_FOUND, PSHIP_E_IO. */
pship_result pship__file_peek(const char *path, char *bytes, size_t size, size_t *length,
                              pship_error *err);
/* A whole regular file into an empty buffer. Nothing else is waited for: a pipe is refused. `progress` may be
 * NULL. PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_LIMIT above PSHIP__FILE_LIMIT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED. */
pship_result pship__file_read(pship__buffer *buffer, const char *path,
                              pship__progress_state *progress, pship_error *err);

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

/* ---- replacing (replace.c) */

/* An errno as a failure that says what could not be done with the file. */
pship_result pship__file_refuse(pship_error *err, const char *what, const char *path, int error);
/* Makes a file that is not there, fills it and makes it durable; `mode` is what the umask is applied to. On
 * failure errno says why, and nothing is left. */
bool pship__file_make(const char *path, const char *bytes, size_t length, mode_t mode);
/* What was renamed in a folder, or removed from it, outlives a crash from here on. Not every file system can do
 * that for a directory, so a refusal is no failure. */
void pship__folder_sync(const char *folder);
/* Writes a file beside `path`, makes it durable and moves it there: readers see the old file or
 * the whole new one. A symbolic link stays one: the file that it leads to is replaced, or made. The new file has
 * the permissions of the old one; another hard link of that keeps the old bytes. PSHIP_E_IO, PSHIP_E_MEMORY. */
pship_result pship__file_replace(const pship_context *context, const char *path, const char *bytes,
                                 size_t length, pship_error *err);
/* The same for a file that is longer than memory: `produce` adds its bytes in pieces. Where it fails the old file
 * stays. */
typedef struct file_sink file_sink;
typedef pship_result (*pship__produce_fn)(void *data, file_sink *to, pship_error *err);
pship_result pship__sink_add(file_sink *to, const char *bytes, size_t length, pship_error *err);

/* What is there already, for those who ask for somebody to produce it: `data` is one of these. */
typedef struct ready_bytes {
    const char *bytes;
    size_t length;
} ready_bytes;
pship_result pship__produce_ready(void *data, file_sink *to, pship_error *err);

/* As pship__file_make() by what `produce` adds; `asked` is the path that errors name. */
pship_result pship__file_make_by(const char *path, const char *asked, mode_t mode,
                                 pship__produce_fn produce, void *data, pship_error *err);
pship_result pship__file_produce(const pship_context *context, const char *path,
                                 pship__produce_fn produce, void *data, pship_error *err);

/* One of a few files that are replaced together, wherever each of them lies. */
typedef struct file_part {
    const char *path;
    pship__produce_fn produce;
    void *data;
} file_part;
/* All are written beside their places, in their order, and made durable; then the old ones are moved aside, the last
 * one first, and the new ones to their places, the last one last: while that is there, all are of one turn. Where
 * something fails the old ones are put back. A process that dies while they are moved leaves the old ones under names
 * that end in ".old-0". Otherwise as pship__file_produce(). */
pship_result pship__files_produce(const pship_context *context, const file_part *parts,
                                  size_t count, pship_error *err);

/* ---- files that appear together (stage.c)
 *
 * They are written into a folder of their own within the one that they are for, and moved out of it at the end. A
 * process that dies before leaves the files of the folder as they were; one that dies while they are moved leaves
 * the stage, by which the next one knows that the folder is half done. The last file is not there meanwhile: as
 * long as it is, all the others are of the same turn.
 */
typedef struct folder_stage folder_stage;

/* Is there a stage in the folder that somebody left? */
bool pship__stage_left(const pship_context *context, const char *folder, const char *name);
/* `name` is that of the stage, and `last` of the file that comes last; both are lent. Makes the folder where it is
 * not there, and empties a stage that was left. PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_INVALID, PSHIP_E_MEMORY. */
pship_result pship__stage_open(folder_stage **stage, const pship_context *context,
                               const char *folder, const char *name, const char *last,
                               pship_error *err);
pship_result pship__stage_add(folder_stage *stage, const char *name, const char *bytes,
                              size_t length, pship_error *err);
/* The same for a file that is longer than memory. Where `produce` fails its failure is the answer. */
pship_result pship__stage_produce(folder_stage *stage, const char *name, pship__produce_fn produce,
                                  void *data, pship_error *err);
/* Moves all that was added. Only a file or a link is replaced; where something else lies in the way nothing is
 * moved. PSHIP_E_IO, PSHIP_E_MEMORY. */
pship_result pship__stage_commit(folder_stage *stage, pship_error *err);
/* Without a commit, what was added is gone, and so is the folder where it was made for it. NULL is nothing. */
void pship__stage_free(folder_stage *stage);

#endif
