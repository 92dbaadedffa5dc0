/* Codes and names of products from a file. */
#include "codes/product.h"

#include "stream/sort.h"
#include "table/builder.h"
#include <string.h>

enum { CODE, NAME, LEVEL, PARENT, SECTION, FILE_COLUMNS };

/* A code that was read, to find those that stand there twice. */
typedef struct read_code {
    size_t start; /* in the buffer */
    int64_t line, column;
    const char *text;
} read_code;

typedef struct reading {
    const pship_context *context;
    pship__csv *reader;
    const char *path;
    csv_column columns[FILE_COLUMNS];
    pship__table_builder *rows;
    pship__buffer codes; /* one after another, each with its zero byte */
    read_code *list;
    size_t count, capacity;
} reading;

static const char *text_of(const csv_cell *cell)
{
    return cell && cell->length > 0 ? cell->text : NULL;
}

static pship_result level_of(int64_t *level, const reading *from, const csv_cell *cell,
                             const char *code, pship_error *err)
{
    const char *text = text_of(cell);
    *level = (int64_t)strlen(code);
    if (!text)
        return PSHIP_OK;
    if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 2)
        return pship__fail_at(err, PSHIP_E_INVALID, from->path, cell->line, cell->column,
                              "'%.40s' is no level", text);
    *level = text[1] ? (text[0] - '0') * 10 + (text[1] - '0') : text[0] - '0';
    return PSHIP_OK;
}

static pship_result keep_code(reading *from, const csv_cell *cell, pship_error *err)
{
    if (!pship__grow(from->context, (void **)&from->list, from->count, &from->capacity,
                     sizeof *from->list))
        return pship__fail_memory(err);
    from->list[from->count++] =
        (read_code){.start = from->codes.length, .line = cell->line, .column = cell->column};
    pship__buffer_add(&from->codes, cell->text, cell->length + 1);
    return from->codes.failed ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result read_row(reading *from, const csv_cell *cells, size_t count, pship_error *err)
{
    const csv_cell *found[FILE_COLUMNS];
    int64_t level;
    for (size_t i = 0; i < FILE_COLUMNS; i++)
        found[i] = pship__csv_column_cell(&from->columns[i], cells, count);
    if (!text_of(found[CODE]))
        return pship__fail_at(err, PSHIP_E_INVALID, from->path, cells[0].line, cells[0].column,
                              "there is no code");
    pship_result result = level_of(&level, from, found[LEVEL], found[CODE]->text, err);
    if (result == PSHIP_OK)
        result = keep_code(from, found[CODE], err);
    if (result != PSHIP_OK)
        return result;
    pship__add_text(from->rows, found[CODE]->text);
    pship__add_int64(from->rows, level);
    pship__add_text(from->rows, text_of(found[PARENT]));
    pship__add_text(from->rows, text_of(found[SECTION]));
    pship__add_text(from->rows, text_of(found[NAME]));
    return pship__table_builder_failure(from->rows, err);
}

static int by_code(const void *left, const void *right)
{
    const read_code *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static pship_result refuse_twice(reading *from, pship_error *err)
{
    void **order = pship__allocate(from->context, from->count, sizeof *order);
    pship_result result = order ? PSHIP_OK : pship__fail_memory(err);
    for (size_t i = 0; i < from->count && order; i++) {
        from->list[i].text = from->codes.bytes + from->list[i].start;
        order[i] = &from->list[i];
    }
    if (order)
        pship__sort(order, from->count, by_code);
    for (size_t i = 1; i < from->count && result == PSHIP_OK; i++) {
        const read_code *one = order[i - 1], *two = order[i];
        if (strcmp(one->text, two->text) == 0)
            result = pship__fail_at(err, PSHIP_E_CONFLICT, from->path, two->line, two->column,
                                    "the code '%.40s' stands in line %lld already", two->text,
                                    (long long)one->line);
    }
    pship__release(from->context, order);
    return result;
}

static pship_result read_rows(reading *from, pship_error *err)
{
    pship__progress_state progress;
    const csv_cell *cells = NULL;
    size_t count = 0;
    pship__progress_begin(&progress, from->context, "reading names of products");
    pship_result result =
        pship__csv_columns_find(from->columns, FILE_COLUMNS, from->reader, from->path, err);
    while (result == PSHIP_OK) {
        result = pship__csv_next(from->reader, &cells, &count, NULL, err);
        if (result != PSHIP_OK || count == 0)
            break;
        result = read_row(from, cells, count, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, pship__csv_fraction(from->reader), err);
    }
    return result == PSHIP_OK ? refuse_twice(from, err) : result;
}

pship_result pship_product_read(pship_table **table, pship_context *context, const char *path,
                                pship_error *err)
{
    static const pship__column_spec specs[] = {
        {"code", PSHIP_COLUMN_UTF8, NULL, 0},   {"level", PSHIP_COLUMN_INT64, NULL, 0},
        {"parent", PSHIP_COLUMN_UTF8, NULL, 0}, {"section", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    reading from = {.context = context,
                    .path = path,
                    .columns = {{.name = "code", .other = "hscode", .needed = true},
                                {.name = "name", .other = "description", .needed = true},
                                {.name = "level"},
                                {.name = "parent"},
                                {.name = "section"}}};
    if (!table || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the path are NULL");
    pship__buffer_init(&from.codes, context);
    pship_result result = pship__csv_open_file(&from.reader, context, path, ',', err);
    if (result == PSHIP_OK)
        result =
            pship__table_builder_new(&from.rows, context, specs, sizeof specs / sizeof *specs, err);
    if (result == PSHIP_OK)
        result = read_rows(&from, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_finish(from.rows, table, err);
    else
        pship__table_builder_free(from.rows);
    pship__csv_free(from.reader);
    pship__release(context, from.list);
    pship__buffer_free(&from.codes);
    return result;
}
