/*
 * A foreign producer of Arrow streams, made by hand: its arrays are just what a test puts there,
 * and it counts what has not been given back.
 */
#ifndef TEST_TABLE_FOREIGN_H
#define TEST_TABLE_FOREIGN_H

#include "table/arrow_abi.h"
#include "table/sample.h"

#define FOREIGN_COLUMNS 4
#define FOREIGN_BATCHES 4

typedef struct foreign {
    struct ArrowArrayStream stream;
    /* What the test fills in. Column i has the schema columns[i], in batch b the array
     * arrays[b][i]; dictionaries are NULL when they have no format. */
    int64_t column_count, batch_count;
    struct ArrowSchema root, columns[FOREIGN_COLUMNS], dictionaries[FOREIGN_COLUMNS];
    struct ArrowArray batches[FOREIGN_BATCHES];
    struct ArrowArray arrays[FOREIGN_BATCHES][FOREIGN_COLUMNS];
    struct ArrowArray codes[FOREIGN_BATCHES][FOREIGN_COLUMNS]; /* texts of dictionaries */
    const void *buffers[FOREIGN_BATCHES][FOREIGN_COLUMNS][6];
    const void *dictionary_buffers[FOREIGN_BATCHES][FOREIGN_COLUMNS][6];
    const void *batch_buffers[FOREIGN_BATCHES][1];
    int schema_fails, next_fails_at; /* next_fails_at: batch from 1, or 0 */
    const char *problem;
    /* Bookkeeping. */
    struct ArrowSchema *column_pointers[FOREIGN_COLUMNS];
    struct ArrowArray *array_pointers[FOREIGN_BATCHES][FOREIGN_COLUMNS];
    int64_t next;
    int held; /* stream, schemas and batches that are not released */
} foreign;

static inline void foreign_release_schema(struct ArrowSchema *schema)
{
    foreign *self = schema->private_data;
    self->held--;
    schema->release = NULL;
}

static inline void foreign_release_batch(struct ArrowArray *array)
{
    foreign *self = array->private_data;
    self->held--;
    array->release = NULL;
}

/* Parts are released with their parent; the importer must not do it on its own. */
static inline void foreign_keep_schema(struct ArrowSchema *schema)
{
    ck_abort_msg("the column '%s' was released without its table", schema->name);
}

static inline void foreign_keep_array(struct ArrowArray *array)
{
    ck_abort_msg("an array of %d was released without its batch", (int)array->length);
}

static inline int foreign_get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    foreign *self = stream->private_data;
    if (self->schema_fails != 0)
        return self->schema_fails;
    *out = self->root;
    self->held += out->release != NULL;
    return 0;
}

static inline int foreign_get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    foreign *self = stream->private_data;
    if (self->next + 1 == self->next_fails_at)
        return 5;
    if (self->next >= self->batch_count) {
        memset(out, 0, sizeof *out);
        return 0;
    }
    *out = self->batches[self->next++];
    self->held++;
    return 0;
}

static inline const char *foreign_problem(struct ArrowArrayStream *stream)
{
    return ((foreign *)stream->private_data)->problem;
}

static inline void foreign_release_stream(struct ArrowArrayStream *stream)
{
    foreign *self = stream->private_data;
    self->held--;
    stream->release = NULL;
}

/* A stream with one batch of one column, to be filled in further. */
static inline void foreign_init(foreign *self, const char *format, int64_t length)
{
    memset(self, 0, sizeof *self);
    self->held = 1;
    self->column_count = 1;
    self->batch_count = 1;
    self->stream = (struct ArrowArrayStream){foreign_get_schema, foreign_get_next, foreign_problem,
                                             foreign_release_stream, self};
    self->root = (struct ArrowSchema){.format = "+s",
                                      .name = "",
                                      .children = self->column_pointers,
                                      .release = foreign_release_schema,
                                      .private_data = self};
    for (int i = 0; i < FOREIGN_COLUMNS; i++) {
        self->column_pointers[i] = &self->columns[i];
        self->columns[i] = (struct ArrowSchema){
            .format = format, .name = "x", .flags = 2, .release = foreign_keep_schema};
        self->dictionaries[i] = (struct ArrowSchema){.name = "", .release = foreign_keep_schema};
        for (int b = 0; b < FOREIGN_BATCHES; b++) {
            self->array_pointers[b][i] = &self->arrays[b][i];
            self->arrays[b][i] = (struct ArrowArray){.length = length,
                                                     .null_count = -1,
                                                     .n_buffers = 2,
                                                     .buffers = self->buffers[b][i],
                                                     .release = foreign_keep_array};
            self->codes[b][i] = (struct ArrowArray){.n_buffers = 3,
                                                    .buffers = self->dictionary_buffers[b][i],
                                                    .release = foreign_keep_array};
        }
    }
    for (int b = 0; b < FOREIGN_BATCHES; b++)
        self->batches[b] = (struct ArrowArray){.length = length,
                                               .n_buffers = 1,
                                               .buffers = self->batch_buffers[b],
                                               .children = self->array_pointers[b],
                                               .release = foreign_release_batch,
                                               .private_data = self};
}

/* Make column 0 one of codes of type `format` into texts. */
static inline void foreign_dictionary(foreign *self, const char *format)
{
    self->dictionaries[0].format = format;
    self->columns[0].dictionary = &self->dictionaries[0];
    for (int b = 0; b < FOREIGN_BATCHES; b++)
        self->arrays[b][0].dictionary = &self->codes[b][0];
}

static inline pship_result foreign_import_with(foreign *self, pship_table **table,
                                               pship_context *context, pship_error *err)
{
    self->root.n_children = self->column_count;
    for (int b = 0; b < FOREIGN_BATCHES; b++)
        self->batches[b].n_children = self->column_count;
    return pship_table_import_arrow(table, context, &self->stream, err);
}

static inline pship_table *foreign_import(foreign *self)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(foreign_import_with(self, &table, NULL, &err) == PSHIP_OK, "%s", err.message);
    ck_assert_int_eq(self->held, 0);
    return table;
}

/* The import must fail so, say this, give back everything and leave the output alone. */
static inline void foreign_refused(foreign *self, pship_result result, const char *says)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *untouched = (pship_table *)self, *table = untouched;
    pship_result found = foreign_import_with(self, &table, NULL, &err);
    ck_assert_msg(found == result, "%s, not %s: %s", pship_result_name(found),
                  pship_result_name(result), err.message);
    ck_assert_int_eq(err.code, result);
    ck_assert_msg(strstr(err.message, says) != NULL, "'%s' does not say '%s'", err.message, says);
    ck_assert_int_eq(self->held, 0);
    ck_assert(self->stream.release == NULL);
    ck_assert_ptr_eq(table, untouched);
}

/* The cells of column 0 as text, "null" for null cells; the table is freed. */
static inline void foreign_reads(foreign *self, pship_column_type type, const char *const *expected)
{
    pship_table *table = foreign_import(self);
    ck_assert_int_eq(pship_table_column_type(table, 0), type);
    int64_t row = 0;
    for (; expected[row] != NULL; row++) {
        char text[128];
        pship_table_format(table, 0, row, text, sizeof text);
        ck_assert_str_eq(pship_table_is_null(table, 0, row) ? "null" : text, expected[row]);
    }
    ck_assert_int_eq(pship_table_rows(table), row);
    pship_table_free(table);
}

#endif
