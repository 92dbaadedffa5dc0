/* Places and findings: kept as they come, and shown as a table in the order of the files. */
#include "stream/sort.h"
#include "validation/validation.h"
#include <string.h>

/* ---- places */

void pship__places_begin(places *of, const pship_context *context)
{
    *of = (places){.context = context};
}

void pship__places_end(places *of)
{
    pship__release(of->context, of->items);
    *of = (places){.context = of->context};
}

pship_result pship__places_note(places *of, pship_statement_id id, file_place where,
                                pship_error *err)
{
    size_t index = (size_t)id;
    while (index >= of->count) {
        if (!pship__grow(of->context, (void **)&of->items, of->count, &of->capacity,
                         sizeof *of->items)) {
            return pship__fail_memory(err);
        }
        of->items[of->count++] = (file_place){0};
    }
    if (of->items[index].file == 0) {
        of->items[index] = where;
    }
    return PSHIP_OK;
}

file_place pship__places_find(const places *of, pship_statement_id id)
{
    if (of == NULL || id <= 0 || (size_t)id >= of->count) {
        return (file_place){0};
    }
    return of->items[id];
}

/* ---- findings */

void pship__findings_begin(findings *of, const pship_context *context)
{
    *of = (findings){.context = context};
}

/* Those kept here are copies of its own. */
static void forget(const pship_context *context, const char *text)
{
    pship__release(context, (void *)(uintptr_t)text);
}

void pship__findings_end(findings *of)
{
    for (size_t i = 0; i < of->count; i++) {
        forget(of->context, of->items[i].entity);
        forget(of->context, of->items[i].property);
        forget(of->context, of->items[i].message);
        forget(of->context, of->items[i].expected);
    }
    pship__release(of->context, of->items);
    *of = (findings){.context = of->context};
}

static const char *copy(findings *of, const char *text)
{
    const char *made = text == NULL ? NULL : pship__copy_text(of->context, text);
    of->failed = of->failed || (text != NULL && made == NULL);
    return made;
}

void pship__findings_add(findings *of, const finding *found)
{
    if (of->failed || !pship__grow(of->context, (void **)&of->items, of->count, &of->capacity,
                                   sizeof *of->items)) {
        of->failed = true;
        return;
    }
    finding *added = &of->items[of->count++];
    *added = *found;
    added->order = of->count;
    added->entity = copy(of, found->entity);
    added->property = copy(of, found->property);
    added->message = copy(of, found->message);
    added->expected = copy(of, found->expected);
}

/* ---- the table */

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* What has no place comes last. */
static int by_place(const void *left, const void *right)
{
    const finding *a = left, *b = right;
    int order = compare(a->where.file - 1U, b->where.file - 1U);
    order = order != 0 ? order : compare(a->where.line, b->where.line);
    order = order != 0 ? order : compare(a->where.column, b->where.column);
    order = order != 0 ? order : compare(a->rule, b->rule);
    return order != 0 ? order : compare(a->order, b->order);
}

static void add_row(pship__table_builder *builder, const finding *one, const char *const *files,
                    const char *model_path)
{
    const rule_row *of = &pship__rules[one->rule];
    bool placed = one->where.file != 0;
    pship__add_text(builder, placed ? files[one->where.file - 1] : model_path);
    pship__add_ordinal(builder, one->where.line);
    pship__add_ordinal(builder, one->where.column);
    pship__add_text(builder, of->name);
    pship__add_text(builder, pship__severity_text(of->severity));
    pship__add_text(builder, one->entity);
    pship__add_text(builder, one->property);
    pship__add_text(builder, one->message);
    pship__add_text(builder, one->expected != NULL ? one->expected : of->expected);
}

static pship_result make_table(pship_table **table, finding **sorted, size_t count,
                               pship_context *context, const char *const *files,
                               const char *model_path, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("file", UTF8),           COLUMN("line", INT64),          COLUMN("column", INT64),
        COLUMN("rule", DICTIONARY),     COLUMN("severity", DICTIONARY), COLUMN("entity", UTF8),
        COLUMN("property", DICTIONARY), COLUMN("message", UTF8),        COLUMN("expected", UTF8),
    };
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, context, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < count; i++) {
        add_row(builder, sorted[i], files, model_path);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship__findings_table(pship_table **table, findings *of, pship_context *context,
                                   pship_severity least, const char *const *files,
                                   const char *model_path, pship_error *err)
{
    if (of->failed) {
        return pship__fail_memory(err);
    }
    finding **sorted = pship__allocate(context, of->count, sizeof *sorted);
    if (sorted == NULL) {
        return pship__fail_memory(err);
    }
    size_t count = 0;
    for (size_t i = 0; i < of->count; i++) {
        if (pship__rules[of->items[i].rule].severity >= least) {
            sorted[count++] = &of->items[i];
        }
    }
    pship__sort((void **)sorted, count, by_place);
    pship_result result = make_table(table, sorted, count, context, files, model_path, err);
    pship__release(context, sorted);
    return result;
}
