/*
 * A table as an Arrow C stream of one batch.
 *
 * A consumer may move any part of what it gets, keep one column and release the rest, in any order
 * and on any thread. So every schema and every array holds a reference to the table of its own,
 * and lends its names and buffers from it.
 */
#include "table/arrow_abi.h"
#include "table/columns.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- schema */

typedef struct schema_owner {
    pship_table *table;
    char format[24];
    char *metadata;                /* or NULL */
    struct ArrowSchema *children;  /* of the struct of all columns */
    struct ArrowSchema **pointers; /* to them */
    struct ArrowSchema dictionary;
} schema_owner;

static void release_schema(struct ArrowSchema *schema)
{
    schema_owner *owner = schema->private_data;
    /* What has been moved away has lost its release here and is not ours any more. */
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
    }
    if (schema->dictionary != NULL && schema->dictionary->release != NULL)
        schema->dictionary->release(schema->dictionary);
    schema->release = NULL;

    pship_table *table = owner->table;
    pship__release(table->context, owner->metadata);
    pship__release(table->context, owner->children);
    pship__release(table->context, owner->pointers);
    pship__release(table->context, owner);
    pship_table_free(table);
}

/* A schema without children; `*out` is only touched on success. */
static bool begin_schema(struct ArrowSchema *out, pship_table *table, const char *format,
                         const char *name)
{
    schema_owner *owner = pship__allocate_zero(table->context, 1, sizeof *owner);
    if (owner == NULL)
        return false;
    owner->table = pship_table_share(table);
    snprintf(owner->format, sizeof owner->format, "%s", format);
    *out = (struct ArrowSchema){.format = owner->format,
                                .name = name,
                                .flags = ARROW_FLAG_NULLABLE,
                                .release = release_schema,
                                .private_data = owner};
    return true;
}

/* One pair, "unit" and its text: counts and lengths as native 32-bit integers. */
static char *unit_metadata(const pship_context *context, const char *unit)
{
    static const char key[] = "unit";
    int32_t numbers[] = {1, (int32_t)strlen(key), (int32_t)strlen(unit)};
    size_t key_length = strlen(key), unit_length = strlen(unit);
    char *metadata = pship__allocate(context, sizeof numbers + key_length + unit_length, 1);
    if (metadata == NULL)
        return NULL;
    char *at = metadata;
    memcpy(at, numbers, 2 * sizeof *numbers);
    at += 2 * sizeof *numbers;
    memcpy(at, key, key_length);
    at += key_length;
    memcpy(at, &numbers[2], sizeof *numbers);
    memcpy(at + sizeof *numbers, unit, unit_length);
    return metadata;
}

static void column_format(const pship__column *column, char *format, size_t size)
{
    switch (column->type) {
    case PSHIP_COLUMN_INT64:
        snprintf(format, size, "l");
        break;
    case PSHIP_COLUMN_FLOAT64:
        snprintf(format, size, "g");
        break;
    case PSHIP_COLUMN_DECIMAL128:
        snprintf(format, size, "d:38,%d", (int)column->scale);
        break;
    case PSHIP_COLUMN_BOOL:
        snprintf(format, size, "b");
        break;
    case PSHIP_COLUMN_DATE:
        snprintf(format, size, "tdD");
        break;
    case PSHIP_COLUMN_TIMESTAMP:
        snprintf(format, size, "tsu:UTC");
        break;
    case PSHIP_COLUMN_UTF8:
        snprintf(format, size, "u");
        break;
    case PSHIP_COLUMN_DICTIONARY:
        snprintf(format, size, "i");
        break;
    }
}

static bool column_schema(struct ArrowSchema *out, pship_table *table, const pship__column *column)
{
    char format[24] = "";
    column_format(column, format, sizeof format);
    struct ArrowSchema made;
    if (!begin_schema(&made, table, format, column->name))
        return false;
    schema_owner *owner = made.private_data;
    bool good = true;
    if (column->unit != NULL) {
        owner->metadata = unit_metadata(table->context, column->unit);
        made.metadata = owner->metadata;
        good = owner->metadata != NULL;
    }
    if (good && column->type == PSHIP_COLUMN_DICTIONARY) {
        good = begin_schema(&owner->dictionary, table, "u", "");
        if (good)
            made.dictionary = &owner->dictionary;
    }
    if (!good) {
        made.release(&made);
        return false;
    }
    *out = made;
    return true;
}

static bool table_schema(struct ArrowSchema *out, pship_table *table)
{
    struct ArrowSchema made;
    if (!begin_schema(&made, table, "+s", ""))
        return false;
    made.flags = 0;
    schema_owner *owner = made.private_data;
    size_t count = (size_t)table->column_count;
    owner->children = pship__allocate_zero(table->context, count, sizeof *owner->children);
    owner->pointers = pship__allocate_zero(table->context, count, sizeof *owner->pointers);
    bool good = owner->children != NULL && owner->pointers != NULL;
    made.children = owner->pointers;
    for (size_t i = 0; good && i < count; i++) {
        owner->pointers[i] = &owner->children[i];
        good = column_schema(&owner->children[i], table, &table->columns[i]);
        if (good)
            made.n_children++;
    }
    if (!good) {
        made.release(&made);
        return false;
    }
    *out = made;
    return true;
}

/* ---- array */

typedef struct array_owner {
    pship_table *table;
    const void *buffers[3];
    struct ArrowArray *children;
    struct ArrowArray **pointers;
    struct ArrowArray dictionary;
} array_owner;

static void release_array(struct ArrowArray *array)
{
    array_owner *owner = array->private_data;
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
    }
    if (array->dictionary != NULL && array->dictionary->release != NULL)
        array->dictionary->release(array->dictionary);
    array->release = NULL;

    pship_table *table = owner->table;
    pship__release(table->context, owner->children);
    pship__release(table->context, owner->pointers);
    pship__release(table->context, owner);
    pship_table_free(table);
}

static bool begin_array(struct ArrowArray *out, pship_table *table, int64_t length,
                        int64_t null_count)
{
    array_owner *owner = pship__allocate_zero(table->context, 1, sizeof *owner);
    if (owner == NULL)
        return false;
    owner->table = pship_table_share(table);
    *out = (struct ArrowArray){.length = length,
                               .null_count = null_count,
                               .n_buffers = 1,
                               .buffers = owner->buffers,
                               .release = release_array,
                               .private_data = owner};
    return true;
}

static bool texts_array(struct ArrowArray *out, pship_table *table, const pship__column *column,
                        int64_t length, int64_t null_count)
{
    if (!begin_array(out, table, length, null_count))
        return false;
    array_owner *owner = out->private_data;
    out->n_buffers = 3;
    owner->buffers[1] = column->texts.offsets.bytes;
    owner->buffers[2] = column->texts.bytes.bytes;
    return true;
}

static bool column_array(struct ArrowArray *out, pship_table *table, const pship__column *column)
{
    struct ArrowArray made;
    bool good = column->type == PSHIP_COLUMN_UTF8
                    ? texts_array(&made, table, column, table->rows, column->null_count)
                    : begin_array(&made, table, table->rows, column->null_count);
    if (!good)
        return false;
    array_owner *owner = made.private_data;
    owner->buffers[0] = column->validity.bytes;
    if (column->type != PSHIP_COLUMN_UTF8) {
        made.n_buffers = 2;
        owner->buffers[1] = column->values.bytes;
    }
    if (column->type == PSHIP_COLUMN_DICTIONARY) {
        if (!texts_array(&owner->dictionary, table, column, column->distinct, 0)) {
            made.release(&made);
            return false;
        }
        made.dictionary = &owner->dictionary;
    }
    *out = made;
    return true;
}

static bool table_array(struct ArrowArray *out, pship_table *table)
{
    struct ArrowArray made;
    if (!begin_array(&made, table, table->rows, 0))
        return false;
    array_owner *owner = made.private_data;
    size_t count = (size_t)table->column_count;
    owner->children = pship__allocate_zero(table->context, count, sizeof *owner->children);
    owner->pointers = pship__allocate_zero(table->context, count, sizeof *owner->pointers);
    bool good = owner->children != NULL && owner->pointers != NULL;
    made.children = owner->pointers;
    for (size_t i = 0; good && i < count; i++) {
        owner->pointers[i] = &owner->children[i];
        good = column_array(&owner->children[i], table, &table->columns[i]);
        if (good)
            made.n_children++;
    }
    if (!good) {
        made.release(&made);
        return false;
    }
    *out = made;
    return true;
}

/* ---- stream */

typedef struct stream_owner {
    pship_table *table;
    const char *problem; /* of the last call, or NULL */
    bool done;
} stream_owner;

static int answer(stream_owner *owner, bool good)
{
    owner->problem = good ? NULL : "there is not enough memory";
    return good ? 0 : ENOMEM;
}

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    stream_owner *owner = stream->private_data;
    return answer(owner, table_schema(out, owner->table));
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    stream_owner *owner = stream->private_data;
    if (owner->done) {
        /* An array without release is the end of the stream. */
        *out = (struct ArrowArray){.release = NULL};
        return answer(owner, true);
    }
    bool good = table_array(out, owner->table);
    owner->done = good;
    return answer(owner, good);
}

static const char *stream_problem(struct ArrowArrayStream *stream)
{
    const stream_owner *owner = stream->private_data;
    return owner->problem;
}

static void stream_release(struct ArrowArrayStream *stream)
{
    stream_owner *owner = stream->private_data;
    stream->release = NULL;
    stream->private_data = NULL;
    pship_table *table = owner->table;
    pship__release(table->context, owner);
    pship_table_free(table);
}

pship_result pship_table_export_arrow(pship_table *table, struct ArrowArrayStream *stream,
                                      pship_error *err)
{
    if (table == NULL || stream == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no table or no stream to export to");
    stream_owner *owner = pship__allocate_zero(table->context, 1, sizeof *owner);
    if (owner == NULL)
        return pship__fail_memory(err);
    owner->table = pship_table_share(table);
    *stream = (struct ArrowArrayStream){.get_schema = stream_schema,
                                        .get_next = stream_next,
                                        .get_last_error = stream_problem,
                                        .release = stream_release,
                                        .private_data = owner};
    return PSHIP_OK;
}
