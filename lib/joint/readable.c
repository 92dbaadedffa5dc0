#include "joint/readable.h"

#include <string.h>

/* ---- names */

/* The id in a cell, as a name of the view; 0 where the view knows no such entity. */
static name_id entity_of(const pship_view *view, const char *text, size_t length)
{
    char id[201]; /* ids have up to 200 bytes */
    if (length >= sizeof id)
        return 0;
    memcpy(id, text, length);
    id[length] = '\0';
    name_id name = pship__view_name(view, id);
    return name && pship__view_kind(view, name) ? name : 0;
}

void pship__add_readable(pship__buffer *out, const pship_view *view, const char *id, size_t length)
{
    name_id entity = entity_of(view, id, length);
    if (entity)
        pship__buffer_add_text(out, pship__label(view, entity));
    else
        pship__buffer_add(out, id, length);
}

/* Ids hold no white space, so "; " never lies inside of one. */
static void add_names(pship__buffer *out, const pship_view *view, const char *ids, size_t length)
{
    size_t begin = 0;
    for (size_t i = 0; i <= length; i++) {
        bool end = i == length;
        if (!end && !(ids[i] == ';' && i + 1 < length && ids[i + 1] == ' '))
            continue;
        pship__add_readable(out, view, ids + begin, i - begin);
        if (!end)
            pship__buffer_add_text(out, "; ");
        begin = i + 2;
    }
}

/* "signature: Charter" for an act, which has no name of its own. */
static void add_subject(pship__buffer *out, const pship_view *view, const char *id, size_t length)
{
    name_id entity = entity_of(view, id, length);
    name_id agreement = entity ? pship__ask_object(view, entity, "agreement") : 0;
    const char *type = agreement ? pship__ask_text(view, entity, "type") : NULL;
    if (!agreement) {
        pship__add_readable(out, view, id, length);
        return;
    }
    pship__buffer_add_text(out, type ? type : "act");
    pship__buffer_add_text(out, ": ");
    pship__buffer_add_text(out, pship__label(view, agreement));
}

void pship__add_cited(pship__buffer *out, const pship_view *view, const char *id, size_t length)
{
    name_id source = entity_of(view, id, length);
    if (!source) {
        pship__buffer_add(out, id, length);
        return;
    }
    const char *publisher = pship__ask_text(view, source, "publisher");
    when published = pship__when(view, source, "published");
    pship__buffer_add_text(out, publisher ? publisher : pship__label(view, source));
    if (published.kind == WHEN_DATED) {
        pship__buffer_add_text(out, ", ");
        pship__buffer_add_text(out, published.text);
    }
}

/* ---- cells */

static void add_cell(pship__table_builder *builder, pship__buffer *scratch, const pship_view *view,
                     const pship_table *table, int32_t column, int64_t row, cell_form form)
{
    if (form == CELL_COPY) {
        pship__add_copy(builder, table, column, row);
        return;
    }
    size_t length;
    const char *id = pship_table_text(table, column, row, &length);
    if (!id) {
        /* What nobody published is the register's own word. */
        pship__add_text(builder, form == CELL_SOURCE ? "the register" : NULL);
        return;
    }
    pship__buffer_clear(scratch);
    switch (form) {
    case CELL_NAMES:
        add_names(scratch, view, id, length);
        break;
    case CELL_SUBJECT:
        add_subject(scratch, view, id, length);
        break;
    case CELL_SOURCE_TITLE:
        pship__add_readable(scratch, view, id, length);
        break;
    default:
        pship__add_cited(scratch, view, id, length);
        break;
    }
    if (scratch->failed)
        pship__add_null(builder); /* the whole table fails in the end */
    else
        pship__add_text_n(builder, scratch->bytes, scratch->length);
}

/* ---- tables */

enum { MOST_COLUMNS = 24 };

static pship_result new_builder(pship__table_builder **builder, int32_t *from,
                                const pship_view *view, const pship_table *table,
                                const readable_column *columns, size_t count, pship_error *err)
{
    pship__column_spec specs[MOST_COLUMNS];
    if (count > MOST_COLUMNS)
        return pship__fail(err, PSHIP_E_LIMIT, "a readable table has at most %d columns",
                           MOST_COLUMNS);
    for (size_t i = 0; i < count; i++) {
        from[i] = pship_table_find(table, columns[i].from);
        if (from[i] < 0) {
            return pship__fail(err, PSHIP_E_NOT_FOUND, "the table has no column '%s'",
                               columns[i].from);
        }
        bool copied = columns[i].form == CELL_COPY;
        specs[i] = (pship__column_spec){
            columns[i].name, copied ? pship_table_column_type(table, from[i]) : PSHIP_COLUMN_UTF8,
            copied ? pship_table_column_unit(table, from[i]) : NULL, 0};
    }
    return pship__table_builder_new(builder, pship__view_context(view), specs, count, err);
}

pship_result pship__readable(pship_table **readable, const pship_view *view,
                             const pship_table *table, const readable_column *columns,
                             size_t column_count, const int64_t *rows, size_t row_count,
                             pship_error *err)
{
    int32_t from[MOST_COLUMNS];
    pship__table_builder *builder;
    pship_result result = new_builder(&builder, from, view, table, columns, column_count, err);
    if (result != PSHIP_OK)
        return result;
    pship__buffer scratch;
    pship__buffer_init(&scratch, pship__view_context(view));
    for (size_t i = 0; i < row_count; i++) {
        for (size_t j = 0; j < column_count; j++)
            add_cell(builder, &scratch, view, table, from[j], rows[i], columns[j].form);
    }
    bool failed = scratch.failed;
    pship__buffer_free(&scratch);
    if (failed) {
        pship__table_builder_free(builder);
        return pship__fail_memory(err);
    }
    return pship__table_builder_finish(builder, readable, err);
}
