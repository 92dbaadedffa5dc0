/* Questions about one property, one kind, one object: each answered with a table. */
#include "model/view_private.h"
#include "table/builder.h"
#include <stdlib.h>

static pship_result need(const void *table, const pship_view *view, const void *other,
                         const char *function, pship_error *err)
{
    if (table == NULL || view == NULL || other == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "%s was called without one of its arguments",
                           function);
    }
    return PSHIP_OK;
}

/* What most questions begin with: readings of one property of one entity, and a builder. */
static pship_result begin(const pship_view *view, const char *subject, const char *property,
                          const pship__column_spec *columns, size_t count, cell_readings *read,
                          pship__table_builder **builder, pship_error *err)
{
    name_id about, asked;
    pship_result result = pship__view_subject(view, subject, &about, err);
    if (result == PSHIP_OK) {
        result = pship__view_named_property(view, property, &asked, err);
    }
    if (result == PSHIP_OK) {
        result = pship__cell_read(read, view, about, asked, view->as_of, err);
    }
    if (result == PSHIP_OK) {
        result = pship__table_builder_new(builder, view->model->context, columns, count, err);
        if (result != PSHIP_OK) {
            pship__cell_readings_release(read);
        }
    }
    return result;
}

static void add_name(pship__table_builder *builder, const pship_view *view, name_id name)
{
    pship__add_text(builder, pship__view_text(view, name));
}

static void add_value(pship__table_builder *builder, const pship_view *view, const statement *row)
{
    pship__add_text(builder, pship__value_text(view->model, row));
    pship__add_text(builder, pship__value_kind_name(row->value_kind));
    add_name(builder, view, row->unit);
}

/* ---- values */

typedef struct said {
    const reading *one;
    size_t index;
} said;

static int by_value(const void *left, const void *right)
{
    const said *a = left, *b = right;
    const statement *x = a->one->statement, *y = b->one->statement;
    if (x->value_kind != y->value_kind) {
        return x->value_kind < y->value_kind ? -1 : 1;
    }
    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    if (x->unit != y->unit) {
        return x->unit < y->unit ? -1 : 1;
    }
    if (x->boolean != y->boolean) {
        return x->boolean < y->boolean ? -1 : 1;
    }
    if (x->rank != y->rank) {
        return x->rank > y->rank ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool same_value(const statement *x, const statement *y)
{
    return x->value_kind == y->value_kind && x->value == y->value && x->unit == y->unit &&
           x->boolean == y->boolean;
}

pship_result pship__list_once(const pship_view *view, readings found, const reading ***listed,
                              size_t *count, pship_error *err)
{
    pship_context *context = view->model->context;
    said *order = pship__allocate(context, found.count, sizeof *order);
    bool *chosen = pship__allocate_zero(context, found.count, sizeof *chosen);
    const reading **list = pship__allocate(context, found.count, sizeof *list);
    size_t holding = 0;
    *count = 0;
    for (size_t i = 0; i < found.count && order != NULL; i++) {
        if (pship__view_holds(view, found.first[i].truth)) {
            order[holding++] = (said){&found.first[i], i};
        }
    }
    bool had = order != NULL && chosen != NULL && list != NULL;
    if (had && holding > 0) {
        qsort(order, holding, sizeof *order, by_value);
    }
    for (size_t i = 0; had && i < holding; i++) {
        chosen[order[i].index] =
            i == 0 || !same_value(order[i - 1].one->statement, order[i].one->statement);
    }
    for (size_t i = 0; had && i < found.count; i++) {
        if (chosen[i]) {
            list[(*count)++] = &found.first[i];
        }
    }
    pship__release(context, order);
    pship__release(context, chosen);
    if (!had) {
        pship__release(context, (void *)list);
        return pship__fail_memory(err);
    }
    *listed = list;
    return PSHIP_OK;
}

pship_result pship_view_values(pship_table **table, const pship_view *view, const char *subject,
                               const char *property, pship_error *err)
{
    static const pship__column_spec columns[] = {{"value", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"value_kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"unit", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"certainty", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"contested", PSHIP_COLUMN_BOOL, NULL, 0},
                                                 {"rank", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"statement", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"source", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship_result result = need(table, view, subject, "pship_view_values", err);
    if (result == PSHIP_OK) {
        result = need(table, view, property, "pship_view_values", err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    cell_readings read;
    pship__table_builder *builder;
    result = begin(view, subject, property, columns, sizeof columns / sizeof columns[0], &read,
                   &builder, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const reading **listed;
    size_t count;
    result = pship__list_once(view, readings_of(&read), &listed, &count, err);
    if (result != PSHIP_OK) {
        pship__cell_readings_release(&read);
        pship__table_builder_free(builder);
        return result;
    }
    bool contested = pship__view_choose(view, readings_of(&read)).contested;
    for (size_t i = 0; i < count; i++) {
        const reading *one = listed[i];
        add_value(builder, view, one->statement);
        pship__add_text(builder, pship__truth_name(one->truth));
        pship__add_bool(builder, contested);
        pship__add_text(builder, pship__rank_name(one->statement->rank));
        pship__add_int64(builder, one->id);
        add_name(builder, view, one->statement->source);
    }
    pship__release(view->model->context, (void *)listed);
    pship__cell_readings_release(&read);
    return pship__table_builder_finish(builder, table, err);
}

/* ---- spells */

static void add_end(pship__table_builder *builder, const pship_view *view, const stored_date *date)
{
    pship_date out = pship__date_out(view->model, date);
    pship__add_text(builder, date->kind == PSHIP_DATE_OPEN ? ".." : out.text);
    pship__add_date(builder, date->earliest);
    pship__add_date(builder, date->latest);
}

pship_result pship_view_spells(pship_table **table, const pship_view *view, const char *subject,
                               const char *property, pship_error *err)
{
    static const pship__column_spec columns[] = {{"value", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"value_kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"unit", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"from", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"from_earliest", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"from_latest", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"until", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"until_earliest", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"until_latest", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"last_confirmed", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"holds", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"statement", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"source", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship_result result = need(table, view, subject, "pship_view_spells", err);
    if (result == PSHIP_OK) {
        result = need(table, view, property, "pship_view_spells", err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    cell_readings read;
    pship__table_builder *builder;
    result = begin(view, subject, property, columns, sizeof columns / sizeof columns[0], &read,
                   &builder, err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < read.count; i++) {
        const reading *one = &read.items[i];
        add_value(builder, view, one->statement);
        add_end(builder, view, date_at(view->model, one->statement->from));
        add_end(builder, view, &one->until);
        pship__add_date(builder, one->last_confirmed);
        pship__add_text(builder, pship__truth_name(one->truth));
        pship__add_int64(builder, one->id);
        add_name(builder, view, one->statement->source);
    }
    pship__cell_readings_release(&read);
    return pship__table_builder_finish(builder, table, err);
}

/* ---- snapshot */

static void add_snapshot_value(pship__buffer *text, const pship_view *view, const statement *row)
{
    const char *value = pship__value_text(view->model, row);
    const char *unit = pship__view_text(view, row->unit);
    if (text->length > 0) {
        pship__buffer_add_text(text, "; ");
    }
    pship__buffer_add_text(text, value == NULL ? "" : value);
    if (unit != NULL) {
        pship__buffer_add_text(text, " ");
        pship__buffer_add_text(text, unit);
    }
}

/* The values of a property that takes many. */
static pship_result add_snapshot_values(pship__buffer *text, const pship_view *view, readings found,
                                        pship_error *err)
{
    const reading **listed;
    size_t count;
    pship_result result = pship__list_once(view, found, &listed, &count, err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < count; i++) {
        if (listed[i]->statement->rank > PSHIP_RANK_DEPRECATED) {
            add_snapshot_value(text, view, listed[i]->statement);
        }
    }
    pship__release(view->model->context, (void *)listed);
    return PSHIP_OK;
}

/* One cell as text; says whether it is contested. */
static pship_result add_snapshot_cell(pship__table_builder *builder, pship__buffer *text,
                                      const pship_view *view, name_id subject,
                                      const property_row *property, bool *contested,
                                      pship_error *err)
{
    cell_readings read;
    pship_result result =
        pship__cell_read_on(&read, view, subject, property->name, view->as_of, err);
    if (result != PSHIP_OK) {
        return result;
    }
    choice chosen = pship__view_choose(view, readings_of(&read));
    pship__buffer_clear(text);
    if (!property->many && chosen.picked != NULL) {
        add_snapshot_value(text, view, chosen.picked->statement);
    } else if (property->many && read.count > 0) {
        result = add_snapshot_values(text, view, readings_of(&read), err);
    }
    pship__cell_readings_release(&read);
    pship__add_text(builder, text->length == 0 || text->failed ? NULL : text->bytes);
    *contested |= chosen.contested;
    return result;
}

static pship_result fill_snapshot(pship__table_builder *builder, const pship_view *view,
                                  const name_id *subjects, size_t subject_count,
                                  const char *const *properties, size_t count, pship_error *err)
{
    pship__buffer text;
    pship_result result = PSHIP_OK;
    pship__buffer_init(&text, view->model->context);
    for (size_t i = 0; i < subject_count && result == PSHIP_OK; i++) {
        bool contested = false;
        add_name(builder, view, subjects[i]);
        add_name(builder, view, pship__view_kind(view, subjects[i]));
        for (size_t j = 0; j < count && result == PSHIP_OK; j++) {
            const property_row *property =
                pship__view_property(view, pship__view_name(view, properties[j]));
            result =
                add_snapshot_cell(builder, &text, view, subjects[i], property, &contested, err);
        }
        pship__add_bool(builder, contested);
    }
    bool failed = text.failed;
    pship__buffer_free(&text);
    return result == PSHIP_OK && failed ? pship__fail_memory(err) : result;
}

static pship_result snapshot_builder(pship__table_builder **builder, const pship_view *view,
                                     const char *const *properties, size_t count, pship_error *err)
{
    pship_context *context = view->model->context;
    pship__column_spec *columns = pship__allocate_zero(context, count + 3, sizeof *columns);
    if (columns == NULL) {
        return pship__fail_memory(err);
    }
    columns[0] = (pship__column_spec){"id", PSHIP_COLUMN_UTF8, NULL, 0};
    columns[1] = (pship__column_spec){"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0};
    for (size_t i = 0; i < count; i++) {
        columns[i + 2] = (pship__column_spec){properties[i], PSHIP_COLUMN_UTF8, NULL, 0};
    }
    columns[count + 2] = (pship__column_spec){"contested", PSHIP_COLUMN_BOOL, NULL, 0};
    pship_result result = pship__table_builder_new(builder, context, columns, count + 3, err);
    pship__release(context, columns);
    return result;
}

static pship_result check_properties(const pship_view *view, const char *const *properties,
                                     size_t count, pship_error *err)
{
    for (size_t i = 0; i < count; i++) {
        name_id name;
        if (properties == NULL || properties[i] == NULL) {
            return pship__fail(err, PSHIP_E_ARGUMENT, "a snapshot needs the names of properties");
        }
        pship_result result = pship__view_named_property(view, properties[i], &name, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship_view_snapshot(pship_table **table, const pship_view *view, const char *kind,
                                 const char *const *properties, size_t count, pship_error *err)
{
    pship_result result = need(table, view, kind, "pship_view_snapshot", err);
    if (result == PSHIP_OK) {
        result = check_properties(view, properties, count, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    name_id *subjects;
    size_t subject_count;
    result = pship__view_subjects(view, kind, &subjects, &subject_count, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship__table_builder *builder = NULL;
    result = snapshot_builder(&builder, view, properties, count, err);
    if (result == PSHIP_OK) {
        result = fill_snapshot(builder, view, subjects, subject_count, properties, count, err);
    }
    pship__release(view->model->context, subjects);
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    return pship__table_builder_finish(builder, table, err);
}

/* ---- references */

pship_result pship_view_references(pship_table **table, const pship_view *view, const char *object,
                                   const char *property, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"subject", PSHIP_COLUMN_UTF8, NULL, 0},    {"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"property", PSHIP_COLUMN_UTF8, NULL, 0},   {"certainty", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"statement", PSHIP_COLUMN_INT64, NULL, 0}, {"source", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship_result result = need(table, view, object, "pship_view_references", err);
    name_id about = 0, asked = 0;
    if (result == PSHIP_OK) {
        result = pship__view_subject(view, object, &about, err);
    }
    if (result == PSHIP_OK && property != NULL) {
        result = pship__view_named_property(view, property, &asked, err);
    }
    pship__table_builder *builder;
    if (result == PSHIP_OK) {
        result = pship__table_builder_new(&builder, view->model->context, columns,
                                          sizeof columns / sizeof columns[0], err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__view_read_all(view, err);
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    references found = pship__view_referring(view, about, asked);
    for (size_t i = 0; i < found.count; i++) {
        const reading *one = found.first[i];
        if (!pship__view_holds(view, one->truth)) {
            continue;
        }
        add_name(builder, view, one->statement->subject);
        add_name(builder, view, pship__view_kind(view, one->statement->subject));
        add_name(builder, view, one->statement->property);
        pship__add_text(builder, pship__truth_name(one->truth));
        pship__add_int64(builder, one->id);
        add_name(builder, view, one->statement->source);
    }
    return pship__table_builder_finish(builder, table, err);
}
