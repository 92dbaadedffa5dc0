/* A file within a zip archive, by libzip. Source of the format: PKWARE APPNOTE.TXT. */
#include "stream/unpack.h"

#ifdef PSHIP_HAVE_ZIP
#include <string.h>
#include <zip.h>

typedef struct zip_state {
    zip_t *archive;
    zip_file_t *member;
} zip_state;

static void end(byte_source *source)
{
    zip_state *state = source->state;
    if (state->member)
        (void)zip_fclose(state->member);
    if (state->archive)
        zip_discard(state->archive);
    pship__release(source->context, state);
}

/* Folders, and what one operating system adds to each file. */
static bool is_file(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && name[length - 1] != '/' && strncmp(name, "__MACOSX/", 9) != 0;
}

static void list_files(zip_t *archive, pship__buffer *names)
{
    zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count && names->length < 400; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        if (name && is_file(name))
            pship__buffer_format(names, "%s'%s'", names->length > 0 ? ", " : "", name);
    }
}

static pship_result refuse(const byte_source *source, zip_t *archive, pship_result code,
                           const char *format, const char *member, pship_error *err)
{
    pship__buffer names;
    pship__buffer_init(&names, source->context);
    list_files(archive, &names);
    pship_result result = names.failed
                              ? pship__fail_memory(err)
                              : pship__fail_at(err, code, source->path, 0, 0, format, member,
                                               names.length > 0 ? names.bytes : "no file");
    pship__buffer_free(&names);
    return result;
}

static pship_result choose(const byte_source *source, zip_t *archive, const char *member,
                           zip_uint64_t *index, pship_error *err)
{
    zip_int64_t count = zip_get_num_entries(archive, 0), found = -1, files = 0;
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        if (!name || !is_file(name) || (member && strcmp(name, member) != 0))
            continue;
        files++;
        found = i;
    }
    if (files == 0)
        return refuse(source, archive, PSHIP_E_NOT_FOUND,
                      "there is no file '%s' in the archive, which has %s", member ? member : "",
                      err);
    if (files > 1)
        return refuse(source, archive, PSHIP_E_INVALID, "which file of the archive%s? It has %s",
                      "", err);
    *index = (zip_uint64_t)found;
    return PSHIP_OK;
}

static pship_result damaged(const byte_source *source, const char *what, int code, pship_error *err)
{
    zip_error_t said;
    zip_error_init_with_code(&said, code);
    pship_result result = code == ZIP_ER_MEMORY
                              ? pship__fail_memory(err)
                              : pship__fail_at(err, PSHIP_E_FORMAT, source->path, 0, 0, "%s (%s)",
                                               what, zip_error_strerror(&said));
    zip_error_fini(&said);
    return result;
}

pship_result pship__unpack_zip_begin(byte_source *source, const char *member, pship_error *err)
{
    zip_state *state = pship__allocate_zero(source->context, 1, sizeof *state);
    if (!state)
        return pship__fail_memory(err);
    source->state = state;
    source->how = &pship__unpack_zip;
    int code = 0;
    zip_uint64_t index = 0;
    zip_stat_t about;
    state->archive = zip_open(source->path, ZIP_RDONLY, &code);
    if (!state->archive)
        return damaged(source, "the zip archive is damaged or cut short", code, err);
    pship_result result = choose(source, state->archive, member, &index, err);
    if (result != PSHIP_OK)
        return result;
    zip_stat_init(&about);
    if (zip_stat_index(state->archive, index, 0, &about) != 0 ||
        !(about.valid & ZIP_STAT_COMP_SIZE))
        return damaged(source, "the zip archive does not tell how long its file is", ZIP_ER_INCONS,
                       err);
    source->length = about.comp_size;
    source->unpacked = about.valid & ZIP_STAT_SIZE ? about.size : 0;
    state->member = zip_fopen_index(state->archive, index, 0);
    if (!state->member)
        return damaged(source, "the file of the zip archive cannot be opened",
                       zip_error_code_zip(zip_get_error(state->archive)), err);
    return PSHIP_OK;
}

static pship_result read_zip(byte_source *source, char *to, size_t size, size_t *got,
                             pship_error *err)
{
    zip_state *state = source->state;
    /* The archive does not tell how many packed bytes it has read: all of them bound what they give. */
    source->taken = source->length;
    zip_int64_t length = zip_fread(state->member, to, size);
    if (length < 0)
        return damaged(source, "the file of the zip archive is damaged or cut short",
                       zip_error_code_zip(zip_file_get_error(state->member)), err);
    *got = (size_t)length;
    return PSHIP_OK;
}

const unpacker pship__unpack_zip = {read_zip, end};

#else
pship_result pship__unpack_zip_begin(byte_source *source, const char *member, pship_error *err)
{
    (void)member;
    return pship__fail_at(err, PSHIP_E_FORMAT, source->path, 0, 0,
                          "this build of the library does not read zip archives: it has no libzip");
}
#endif
