#include "register/register.h"

#include <partnership/source.h>

pship_source_fields pship_source_fields_init(void)
{
    return (pship_source_fields)PSHIP_SOURCE_FIELDS_INIT;
}

pship_result pship_source_record(pship_transaction *transaction, const char *id,
                                 const pship_source_fields *fields,
                                 const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_source_fields, title, "title"),
        TEXT_FIELD(pship_source_fields, publisher, "publisher"),
        TEXT_FIELD(pship_source_fields, author, "author"),
        TEXT_FIELD(pship_source_fields, url, "url"),
        TEXT_FIELD(pship_source_fields, published, "published"),
        TEXT_FIELD(pship_source_fields, retrieved, "retrieved"),
    };
    pship_source_fields known = PSHIP_SOURCE_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_source_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "source", id, &known, stated, COUNT(stated), options,
                                err);
}

/* How many live statements each source carries: sources by name, counted in one walk. */
static int64_t *count_statements(const pship_view *view, const name_id *sources, size_t count)
{
    const pship_context *context = pship__view_context(view);
    readings all = pship__view_everything(view);
    name_id highest = 0;
    for (size_t i = 0; i < count; i++)
        highest = sources[i] > highest ? sources[i] : highest;
    int64_t *counts = pship__allocate_zero(context, (size_t)highest + 1, sizeof *counts);
    for (size_t i = 0; counts && i < all.count; i++) {
        name_id source = all.first[i].statement->source;
        if (source <= highest)
            counts[source]++;
    }
    return counts;
}

static void add_source(sheet *page, name_id source, int64_t statements)
{
    when published = pship__when(page->view, source, "published");
    pship__sheet_row(page, source);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_value(page, "publisher");
    pship__sheet_value(page, "author");
    pship__sheet_value(page, "url");
    pship__sheet_when(page, &published);
    pship__sheet_days(page, &published);
    pship__sheet_value(page, "retrieved");
    pship__add_int64(page->builder, statements);
}

pship_result pship_source_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("title", UTF8),
        COLUMN("publisher", UTF8),
        COLUMN("author", UTF8),
        COLUMN("url", UTF8),
        COLUMN("published", UTF8),
        COLUMN("published_earliest", DATE),
        COLUMN("published_latest", DATE),
        COLUMN("retrieved", UTF8),
        COLUMN("statements", INT64),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    name_id *subjects;
    size_t count;
    pship_result result = pship__view_subjects(view, "source", &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    int64_t *statements = count_statements(view, subjects, count);
    if (!statements)
        result = pship__fail_memory(err);
    sheet page;
    if (result == PSHIP_OK)
        result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < count; i++)
            add_source(&page, subjects[i], statements[subjects[i]]);
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__release(pship__view_context(view), statements);
    pship__release(pship__view_context(view), subjects);
    return result;
}
