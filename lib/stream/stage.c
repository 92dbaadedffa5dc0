/* Files that appear in a folder together: written into a folder within it, then moved. */
#include "stream/files.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder_stage {
    const pship_context *context;
    char *folder; /* with its slash */
    char *place;  /* the stage, with its slash */
    const char *last;
    char **names; /* of the files that were added */
    size_t count, capacity;
    pship__buffer from, to; /* two paths */
    bool made;              /* the folder was not there */
    bool left;              /* the stage was there */
    bool moving;            /* files have been moved, or may have been */
};

/* "FOLDER/NAME"; NULL: no memory. */
static const char *path_in(pship__buffer *path, const char *folder, const char *name)
{
    pship__buffer_clear(path);
    pship__buffer_add_text(path, folder);
    pship__buffer_add_text(path, name);
    return path->failed ? NULL : path->bytes;
}

/* A copy that ends in a slash. */
static char *with_slash(const pship_context *context, const char *folder, const char *name)
{
    pship__buffer path;
    size_t length = strlen(folder);
    bool slash = length > 0 && folder[length - 1] == '/';
    pship__buffer_init(&path, context);
    pship__buffer_add_text(&path, folder);
    pship__buffer_add_text(&path, slash ? "" : "/");
    pship__buffer_add_text(&path, name);
    pship__buffer_add_text(&path, *name == '\0' ? "" : "/");
    if (path.failed) {
        pship__buffer_free(&path);
        return NULL;
    }
    return path.bytes;
}

bool pship__stage_left(const pship_context *context, const char *folder, const char *name)
{
    struct stat status;
    char *place = with_slash(context, folder, name);
    if (place != NULL) {
        place[strlen(place) - 1] = '\0'; /* the slash would follow a link */
    }
    bool left = place != NULL && lstat(place, &status) == 0 && S_ISDIR(status.st_mode);
    pship__release(context, place);
    return left;
}

/* The stage itself, never what a link in its place points to. */
static DIR *open_place(folder_stage *stage)
{
    const char *path = path_in(&stage->from, stage->place, "");
    if (path == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    stage->from.bytes[stage->from.length - 1] = '\0'; /* the slash would follow a link */
    int file = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return NULL;
    }
    DIR *directory = fdopendir(file);
    if (directory == NULL) {
        int error = errno;
        close(file);
        errno = error;
    }
    return directory;
}

/* Removes the files of the stage, whoever made them. 0 or an errno. */
static int clear(folder_stage *stage)
{
    DIR *directory = open_place(stage);
    int error = directory == NULL ? errno : 0;
    while (error == 0) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL) {
            error = errno;
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        if (unlinkat(dirfd(directory), entry->d_name, 0) != 0) {
            error = errno;
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return error;
}

static pship_result make_place(folder_stage *stage, pship_error *err)
{
    if (mkdir(stage->place, 0777) == 0) {
        return PSHIP_OK;
    }
    int error = errno;
    if (error == EEXIST) {
        stage->left = true;
        error = clear(stage);
    }
    if (error == ENOMEM) {
        return pship__fail_memory(err);
    }
    return error == 0 ? PSHIP_OK
                      : pship__file_refuse(err, "make the directory", stage->place, error);
}

pship_result pship__stage_open(folder_stage **stage, const pship_context *context,
                               const char *folder, const char *name, const char *last,
                               pship_error *err)
{
    struct stat status;
    folder_stage *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    *made = (folder_stage){.context = context, .last = last};
    pship__buffer_init(&made->from, context);
    pship__buffer_init(&made->to, context);
    made->folder = with_slash(context, folder, "");
    made->place = with_slash(context, folder, name);
    pship_result result =
        made->folder == NULL || made->place == NULL ? pship__fail_memory(err) : PSHIP_OK;
    bool there = stat(folder, &status) == 0;
    if (result == PSHIP_OK) {
        result = pship__folder_make(folder, err);
        made->made = result == PSHIP_OK && !there;
    }
    if (result == PSHIP_OK) {
        result = make_place(made, err);
    }
    if (result != PSHIP_OK) {
        made->moving = true; /* nothing is ours to be removed */
        if (made->made) {
            (void)rmdir(folder);
        }
        pship__stage_free(made);
        return result;
    }
    *stage = made;
    return PSHIP_OK;
}

pship_result pship__stage_produce(folder_stage *stage, const char *name, pship__produce_fn produce,
                                  void *data, pship_error *err)
{
    struct stat status;
    const char *path = path_in(&stage->from, stage->place, name),
               *target = path_in(&stage->to, stage->folder, name);
    if (path == NULL || target == NULL ||
        !pship__grow(stage->context, (void **)&stage->names, stage->count, &stage->capacity,
                     sizeof *stage->names)) {
        return pship__fail_memory(err);
    }
    char *kept = pship__copy_text(stage->context, name);
    if (kept == NULL) {
        return pship__fail_memory(err);
    }
    stage->names[stage->count++] = kept;
    bool exists = lstat(target, &status) == 0 && S_ISREG(status.st_mode);
    pship_result result = pship__file_make_by(path, target, 0666, produce, data, err);
    if (result == PSHIP_OK && exists && chmod(path, status.st_mode & 07777) != 0) {
        int error = errno;
        result =
            pship__fail_at(err, PSHIP_E_IO, target, 0, 0, "cannot write the file: %s (errno %d)",
                           pship__system_reason(error), error);
    }
    return result;
}

pship_result pship__stage_add(folder_stage *stage, const char *name, const char *bytes,
                              size_t length, pship_error *err)
{
    ready_bytes all = {bytes, length};
    return pship__stage_produce(stage, name, pship__produce_ready, &all, err);
}

/* ---- moving */

static pship_result check_targets(folder_stage *stage, pship_error *err)
{
    struct stat status;
    for (size_t i = 0; i < stage->count; i++) {
        const char *target = path_in(&stage->to, stage->folder, stage->names[i]);
        if (target == NULL) {
            return pship__fail_memory(err);
        }
        if (lstat(target, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) {
            return pship__fail_at(err, PSHIP_E_IO, target, 0, 0,
                                  "cannot write the file: something else lies there");
        }
    }
    return PSHIP_OK;
}

static pship_result move(folder_stage *stage, const char *name, pship_error *err)
{
    const char *from = path_in(&stage->from, stage->place, name),
               *to = path_in(&stage->to, stage->folder, name);
    if (from == NULL || to == NULL) {
        return pship__fail_memory(err);
    }
    if (rename(from, to) != 0) {
        int error = errno;
        return pship__fail_at(err, PSHIP_E_IO, to, 0, 0, "cannot write the file: %s (errno %d)",
                              pship__system_reason(error), error);
    }
    return PSHIP_OK;
}

/* First the last file of the turn before goes, so that nobody takes a mixture for whole. */
static pship_result move_all(folder_stage *stage, pship_error *err)
{
    bool has_last = false;
    pship__folder_sync(stage->place);
    const char *last = path_in(&stage->to, stage->folder, stage->last);
    if (last == NULL) {
        return pship__fail_memory(err);
    }
    stage->moving = true;
    if (unlink(last) != 0 && errno != ENOENT) {
        return pship__file_refuse(err, "replace the file", last, errno);
    }
    pship__folder_sync(stage->folder);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < stage->count && result == PSHIP_OK; i++) {
        if (strcmp(stage->names[i], stage->last) == 0) {
            has_last = true;
        } else {
            result = move(stage, stage->names[i], err);
        }
    }
    pship__folder_sync(stage->folder);
    if (result == PSHIP_OK && has_last) {
        result = move(stage, stage->last, err);
    }
    return result;
}

pship_result pship__stage_commit(folder_stage *stage, pship_error *err)
{
    pship_result result = check_targets(stage, err);
    if (result == PSHIP_OK) {
        result = move_all(stage, err);
    }
    if (result == PSHIP_OK) {
        (void)rmdir(stage->place);
        pship__folder_sync(stage->folder);
    }
    return result;
}

/* A stage whose files were being moved, now or by the one who left it, stays to say so. */
void pship__stage_free(folder_stage *stage)
{
    if (stage == NULL) {
        return;
    }
    for (size_t i = 0; i < stage->count; i++) {
        const char *path =
            stage->moving ? NULL : path_in(&stage->from, stage->place, stage->names[i]);
        if (path != NULL) {
            (void)unlink(path);
        }
        pship__release(stage->context, stage->names[i]);
    }
    if (!stage->moving && !stage->left && rmdir(stage->place) == 0 && stage->made) {
        (void)rmdir(stage->folder);
    }
    pship__buffer_free(&stage->from);
    pship__buffer_free(&stage->to);
    pship__release(stage->context, stage->names);
    pship__release(stage->context, stage->folder);
    pship__release(stage->context, stage->place);
    pship__release(stage->context, stage);
}
