/* Reading a register: all files are parsed; then kinds and properties, then entities, then what is
 * stated of them, so that a file may refer to what stands behind it or in another one. */
#include "adapters/register_private.h"
#include <string.h>

static pship_result list_files(reader *reader, const char *path, pship_error *err)
{
    file_form form;
    pship_result result = pship__file_form(path, &form, err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (form != FILE_DIRECTORY) {
        return pship__files_one(&reader->paths, reader->context, path, err);
    }
    result = pship__files_list(&reader->paths, reader->context, path, ".json", err);
    if (result == PSHIP_OK && reader->paths.count == 0) {
        return pship__fail_at(err, PSHIP_E_NOT_FOUND, path, 0, 0,
                              "the directory holds no .json file");
    }
    return result;
}

static pship_result name_files(reader *reader, pship_error *err)
{
    reader->files =
        pship__allocate_zero(reader->context, reader->paths.count, sizeof *reader->files);
    if (reader->files == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < reader->paths.count; i++) {
        reader->files[i].path = reader->paths.paths[i];
        reader->files[i].shown = pship__shown(reader->context, reader->files[i].path);
        if (reader->files[i].shown == NULL) {
            return pship__fail_memory(err);
        }
    }
    return PSHIP_OK;
}

/* A file that cannot be read is the end of it; one that cannot be parsed is a problem. */
static pship_result parse_file(reader *reader, pship_error *err)
{
    register_file *file = &reader->files[reader->file];
    pship__buffer bytes;
    pship__buffer_init(&bytes, reader->context);
    pship_result result = pship__file_read(&bytes, file->path, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const char *rule = RULE_UNREADABLE;
    pship_error found = PSHIP_ERROR_INIT;
    result = pship__json_parse(&file->document, reader->context, bytes.bytes, bytes.length,
                               file->shown, &reader->progress, &rule, &found);
    pship__buffer_free(&bytes);
    if (result == PSHIP_OK) {
        return PSHIP_OK;
    }
    json_place place = {(uint32_t)found.line, (uint32_t)found.column};
    return pship__problem_from(reader, place, rule, &found, err);
}

typedef pship_result (*phase_fn)(reader *reader, pship_error *err);

/* Runs a phase over the files that could be parsed. */
static pship_result each_file(reader *reader, phase_fn phase, pship_error *err)
{
    for (size_t i = 0; i < reader->paths.count; i++) {
        reader->file = i;
        pship_result result =
            reader->files[i].document == NULL ? PSHIP_OK : phase(reader, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

static pship_result read_files(reader *reader, const char *path, pship_error *err)
{
    static const phase_fn phases[] = {pship__read_frame, pship__read_schema, pship__read_entities,
                                      pship__read_statements};
    pship_result result = list_files(reader, path, err);
    if (result == PSHIP_OK) {
        result = name_files(reader, err);
    }
    for (size_t i = 0; i < reader->paths.count && result == PSHIP_OK; i++) {
        reader->file = i;
        result = parse_file(reader, err);
    }
    for (size_t i = 0; i < sizeof phases / sizeof phases[0] && result == PSHIP_OK; i++) {
        result = each_file(reader, phases[i], err);
    }
    return result;
}

static void free_reader(reader *reader)
{
    for (size_t i = 0; reader->files != NULL && i < reader->paths.count; i++) {
        pship__json_free(reader->files[i].document);
        pship__release(reader->context, reader->files[i].shown);
    }
    pship__release(reader->context, reader->files);
    pship__files_free(&reader->paths);
    pship__problems_free(reader);
}

pship_result pship_register_read(pship_table **problems, pship_transaction *transaction,
                                 const char *path, pship_error *err)
{
    if (transaction == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_register_read needs a transaction and a path");
    }
    reader reader = {.transaction = transaction,
                     .context = pship__transaction_context(transaction)};
    reader.paths.context = reader.context;
    pship__progress_begin(&reader.progress, reader.context, "reading register");
    pship_result result = read_files(&reader, path, err);
    if (result == PSHIP_OK && reader.problem_count > 0) {
        result = pship__problems_tell(&reader, problems, err);
    }
    free_reader(&reader);
    return result;
}
