/*
 * A whole Arrow C stream, of any producer, into a table.
 */
#include "table/arrow_import.h"
#include "table/columns.h"

#include <errno.h>
#include <string.h>

/* Everything that one import holds; what has not been reached yet is zero. */
typedef struct import {
    pship_context *context;
    struct ArrowArrayStream *stream;
    struct ArrowSchema schema;
    pship__arrow_column *columns;
    int64_t count;
    pship__arrow_values *values; /* of the batch at hand, one for each column */
    pship__arrow_values *codes;  /* the same for those with a dictionary */
    pship__table_builder *builder;
    pship__progress_state progress;
} import;

static void import_clear(import *from)
{
    pship__table_builder_free(from->builder);
    for (int64_t i = 0; from->columns != NULL && i < from->count; i++)
        pship__release(from->context, from->columns[i].unit);
    pship__release(from->context, from->columns);
    pship__release(from->context, from->values);
    pship__release(from->context, from->codes);
    if (from->schema.release != NULL)
        from->schema.release(&from->schema);
    if (from->stream->release != NULL)
        from->stream->release(from->stream);
}

static pship_result producer_failed(struct ArrowArrayStream *stream, int code, pship_error *err)
{
    if (code == ENOMEM)
        return pship__fail_memory(err);
    const char *why = stream->get_last_error == NULL ? NULL : stream->get_last_error(stream);
    if (why == NULL || *why == '\0' || !pship__utf8_valid(why, strlen(why)))
        return pship__fail(err, PSHIP_E_IO, "the producer of the Arrow stream failed (%d)", code);
    return pship__fail(err, PSHIP_E_IO, "the producer of the Arrow stream failed: %s", why);
}

static pship_result read_schema(import *from, pship_error *err)
{
    int code = from->stream->get_schema(from->stream, &from->schema);
    if (code != 0) {
        from->schema.release = NULL; /* a producer that failed has filled nothing */
        return producer_failed(from->stream, code, err);
    }
    const struct ArrowSchema *schema = &from->schema;
    if (schema->release == NULL || schema->format == NULL || strcmp(schema->format, "+s") != 0)
        return pship__fail(err, PSHIP_E_INVALID, "the Arrow stream is not one of tables");
    if (schema->n_children < 0 || schema->n_children > INT32_MAX ||
        (schema->n_children > 0 && schema->children == NULL))
        return pship__fail(err, PSHIP_E_INVALID, "the columns of the Arrow stream are missing");
    size_t count = (size_t)schema->n_children;
    from->columns = pship__allocate_zero(from->context, count, sizeof *from->columns);
    from->values = pship__allocate_zero(from->context, count, sizeof *from->values);
    from->codes = pship__allocate_zero(from->context, count, sizeof *from->codes);
    if (from->columns == NULL || from->values == NULL || from->codes == NULL)
        return pship__fail_memory(err);
    from->count = schema->n_children;
    for (size_t i = 0; i < count; i++) {
        pship_result result =
            pship__arrow_column_read(&from->columns[i], from->context, schema->children[i], err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

static pship_result make_builder(import *from, pship_error *err)
{
    size_t count = (size_t)from->count;
    pship__column_spec *specs = pship__allocate(from->context, count, sizeof *specs);
    if (specs == NULL)
        return pship__fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        const pship__arrow_column *column = &from->columns[i];
        specs[i] =
            (pship__column_spec){column->name, column->column, column->unit, column->type.scale};
    }
    pship_result result =
        pship__table_builder_new(&from->builder, from->context, specs, count, err);
    pship__release(from->context, specs);
    return result;
}

/* ---- batches */

static pship_result read_column(import *from, size_t index, const struct ArrowArray *batch,
                                pship_error *err)
{
    const pship__arrow_column *column = &from->columns[index];
    const struct ArrowArray *array = batch->children[index];
    if (!column->has_dictionary)
        return pship__arrow_values_read(&from->values[index], &column->type, column->name, array,
                                        batch->offset, batch->length, err);
    pship_result result =
        pship__arrow_values_read(&from->codes[index], &column->index, column->name, array,
                                 batch->offset, batch->length, err);
    if (result != PSHIP_OK)
        return result;
    const struct ArrowArray *dictionary = array->dictionary;
    return pship__arrow_values_read(&from->values[index], &column->type, column->name, dictionary,
                                    0, dictionary == NULL ? 0 : dictionary->length, err);
}

static pship_result check_batch(const import *from, const struct ArrowArray *batch,
                                pship_error *err)
{
    if (batch->length < 0 || batch->offset < 0 || batch->offset > INT64_MAX - batch->length ||
        batch->n_children != from->count || (from->count > 0 && batch->children == NULL))
        return pship__fail(err, PSHIP_E_INVALID,
                           "a batch of the Arrow stream does not have the columns of its schema");
    return PSHIP_OK;
}

static pship_result add_row(import *from, int64_t row, bool whole_row_null, pship_error *err)
{
    for (size_t i = 0; i < (size_t)from->count; i++) {
        const pship__arrow_values *values = &from->values[i];
        int64_t at = row;
        bool null = whole_row_null;
        if (!null && from->columns[i].has_dictionary) {
            null = pship__arrow_is_null(&from->codes[i], row);
            pship_result result =
                null ? PSHIP_OK : pship__arrow_code(&from->codes[i], row, values->length, &at, err);
            if (result != PSHIP_OK)
                return result;
        }
        if (null || pship__arrow_is_null(values, at)) {
            pship__add_null(from->builder);
            continue;
        }
        pship_result result = pship__arrow_add(from->builder, values, at, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

static pship_result add_batch(import *from, const struct ArrowArray *batch, pship_error *err)
{
    pship_result result = check_batch(from, batch, err);
    for (size_t i = 0; result == PSHIP_OK && i < (size_t)from->count; i++)
        result = read_column(from, i, batch, err);
    if (result != PSHIP_OK || from->count == 0)
        return result;
    /* A row of the batch may be null as a whole: then all of its cells are. */
    const unsigned char *validity = NULL;
    if (batch->n_buffers > 0 && batch->buffers != NULL)
        validity = batch->buffers[0];
    for (int64_t row = 0; result == PSHIP_OK && row < batch->length; row++) {
        bool null = validity != NULL && !pship__bit(validity, batch->offset + row);
        result = add_row(from, row, null, err);
        if (result == PSHIP_OK)
            result = pship__progress(&from->progress, -1, err);
        if (result == PSHIP_OK)
            result = pship__table_builder_failure(from->builder, err);
    }
    return result;
}

static pship_result read_batches(import *from, pship_error *err)
{
    for (;;) {
        struct ArrowArray batch = {.release = NULL};
        int code = from->stream->get_next(from->stream, &batch);
        if (code != 0)
            return producer_failed(from->stream, code, err);
        if (batch.release == NULL)
            return PSHIP_OK;
        pship_result result = pship__progress(&from->progress, -1, err);
        if (result == PSHIP_OK)
            result = add_batch(from, &batch, err);
        batch.release(&batch);
        if (result != PSHIP_OK)
            return result;
    }
}

pship_result pship_table_import_arrow(pship_table **table, pship_context *context,
                                      struct ArrowArrayStream *stream, pship_error *err)
{
    if (stream == NULL || stream->release == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the Arrow stream has already been released");
import from = {.context = context, .stream = stream };
    pship__progress_begin(&from.progress, context, "reading an Arrow stream");
    pship_result result = PSHIP_OK;
    if (table == NULL)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "there is no place to put the table");
    else if (stream->get_schema == NULL || stream->get_next == NULL)
        result = pship__fail(err, PSHIP_E_INVALID, "the Arrow stream has no functions to read it");
    if (result == PSHIP_OK)
        result = read_schema(&from, err);
    if (result == PSHIP_OK)
        result = make_builder(&from, err);
    if (result == PSHIP_OK)
        result = read_batches(&from, err);
    if (result == PSHIP_OK) {
        result = pship__table_builder_finish(from.builder, table, err);
        from.builder = NULL;
    }
    import_clear(&from);
    return result;
}
