/* What differs between two views of one model. */
#include "model/view_private.h"
#include "table/builder.h"
#include <stdlib.h>
#include <string.h>

/* A row in the making. */
typedef struct difference {
    name_id subject, property;
    const char *change;
    const statement *before, *after;
    uint32_t before_id, after_id;
} difference;

typedef struct differences {
    const pship_view *before, *after;
    difference *items;
    size_t count, capacity;
} differences;

/* A text that was erased and said again has two ordinals. */
static bool same_text(const pship_model *model, name_id a, name_id b)
{
    const char *left = pship__model_text(model, a), *right = pship__model_text(model, b);
    return a == b || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

static bool same_value(const pship_model *model, const statement *a, const statement *b)
{
    return a->value_kind == b->value_kind && a->boolean == b->boolean &&
           same_text(model, a->value, b->value) && same_text(model, a->unit, b->unit);
}

static pship_result add(differences *to, const difference *one, pship_error *err)
{
    void *items = to->items;
    if (!pship__grow(to->before->model->context, &items, to->count, &to->capacity,
                     sizeof *to->items)) {
        return pship__fail_memory(err);
    }
    to->items = items;
    to->items[to->count++] = *one;
    return PSHIP_OK;
}

static const char *change_of_truth(pship_truth before, pship_truth after)
{
    return before == after ? NULL : before > after ? "less_certain" : "more_certain";
}

static const char *change_of(const pship_model *model, const answer *before, const answer *after)
{
    if (before->undecided || after->undecided) {
        return before->undecided == after->undecided ? NULL
               : after->undecided                    ? "undecided"
                                                     : "decided";
    }
    if (before->id == 0 || after->id == 0) {
        return before->id == after->id ? NULL : before->id == 0 ? "appeared" : "disappeared";
    }
    if (!same_value(model, statement_at(model, before->id), statement_at(model, after->id))) {
        return "changed";
    }
    return change_of_truth(before->truth, after->truth);
}

static pship_result compare_one(differences *to, const found_cell *left, const found_cell *right,
                                pship_error *err)
{
    answer before, after;
    pship_result result = pship__cell_answer(&before, to->before, left, to->before->as_of, err);
    if (result == PSHIP_OK) {
        result = pship__cell_answer(&after, to->after, right, to->after->as_of, err);
    }
    const pship_model *model = to->before->model;
    const char *change = result == PSHIP_OK ? change_of(model, &before, &after) : NULL;
    if (change == NULL) {
        return result;
    }
    difference one = {.subject = left->subject,
                      .property = left->property,
                      .change = change,
                      .before = before.id == 0 ? NULL : statement_at(model, before.id),
                      .after = after.id == 0 ? NULL : statement_at(model, after.id),
                      .before_id = before.id,
                      .after_id = after.id};
    return add(to, &one, err);
}

/* ---- properties with many values */

typedef struct listing {
    cell_readings read;
    const reading **items;
    size_t count;
} listing;

static pship_result list_values(listing *made, const pship_view *view, const found_cell *found,
                                pship_error *err)
{
    pship_result result = pship__cell_read_found(&made->read, view, found, view->as_of, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__list_once(view, readings_of(&made->read), &made->items, &made->count, err);
    if (result != PSHIP_OK) {
        pship__cell_readings_release(&made->read);
    }
    return result;
}

static void free_listing(listing *made)
{
    pship__release(made->read.context, (void *)made->items);
    pship__cell_readings_release(&made->read);
}

static const reading *find_value(const pship_model *model, const listing *in,
                                 const statement *value)
{
    for (size_t i = 0; i < in->count; i++) {
        if (same_value(model, in->items[i]->statement, value)) {
            return in->items[i];
        }
    }
    return NULL;
}

static pship_result compare_value(differences *to, const reading *before, const reading *after,
                                  pship_error *err)
{
    const char *change = before == NULL  ? "appeared"
                         : after == NULL ? "disappeared"
                                         : change_of_truth(before->truth, after->truth);
    const reading *either = before == NULL ? after : before;
    difference one = {.subject = either->statement->subject,
                      .property = either->statement->property,
                      .change = change};
    if (before != NULL) {
        one.before = before->statement;
        one.before_id = (uint32_t)before->id;
    }
    if (after != NULL) {
        one.after = after->statement;
        one.after_id = (uint32_t)after->id;
    }
    return change == NULL ? PSHIP_OK : add(to, &one, err);
}

static pship_result compare_many(differences *to, const found_cell *left, const found_cell *right,
                                 pship_error *err)
{
    listing before, after;
    pship_result result = list_values(&before, to->before, left, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = list_values(&after, to->after, right, err);
    if (result != PSHIP_OK) {
        free_listing(&before);
        return result;
    }
    for (size_t i = 0; i < before.count && result == PSHIP_OK; i++) {
        result =
            compare_value(to, before.items[i],
                          find_value(to->before->model, &after, before.items[i]->statement), err);
    }
    for (size_t i = 0; i < after.count && result == PSHIP_OK; i++) {
        if (find_value(to->before->model, &before, after.items[i]->statement) == NULL) {
            result = compare_value(to, NULL, after.items[i], err);
        }
    }
    free_listing(&after);
    free_listing(&before);
    return result;
}

/* ---- all cells */

static pship_result compare_cell(void *user, const pship_view *newer, name_id subject,
                                 name_id asked, pship_error *err)
{
    differences *to = user;
    const property_row *property = pship__view_property(newer, asked);
    found_cell left, right;
    if (asked == newer->model->property_kind) {
        return PSHIP_OK;
    }
    (void)pship__cell_find(&left, to->before, subject, asked);
    if (to->after->index == to->before->index) {
        right = left;
    } else {
        (void)pship__cell_find(&right, to->after, subject, asked);
    }
    return property->many ? compare_many(to, &left, &right, err)
                          : compare_one(to, &left, &right, err);
}

/* The view with the newer index has all the cells that the other has. */
static pship_result compare_all(differences *to, pship_error *err)
{
    bool later = to->after->seen.statements >= to->before->seen.statements;
    return pship__each_cell(later ? to->after : to->before, "comparing", compare_cell, to, err);
}

/* ---- the table */

/* What qsort() has no room for: the texts lie with the rows. */
typedef struct listed {
    const char *subject, *property;
    const difference *one;
} listed;

static int by_text(const void *left, const void *right)
{
    const listed *a = left, *b = right;
    int order = strcmp(a->subject, b->subject);
    if (order == 0) {
        order = strcmp(a->property, b->property);
    }
    return order != 0 ? order : a->one < b->one ? -1 : a->one > b->one;
}

static void add_side(pship__table_builder *builder, const pship_model *model, const statement *row)
{
    pship__add_text(builder, row == NULL ? NULL : pship__value_text(model, row));
    pship__add_word(builder, row == NULL ? NULL : pship__model_text(model, row->unit));
}

static pship_result fill(pship_table **table, const differences *of, pship_error *err)
{
    static const pship__column_spec columns[] = {{"subject", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"property", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"change", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"before", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"before_unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"after", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"after_unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"before_statement", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"after_statement", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"source", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    const pship_model *model = of->before->model;
    listed *list = pship__allocate(model->context, of->count, sizeof *list);
    if (list == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < of->count; i++) {
        list[i] = (listed){pship__model_text(model, of->items[i].subject),
                           pship__model_text(model, of->items[i].property), &of->items[i]};
    }
    if (of->count > 0) {
        qsort(list, of->count, sizeof *list, by_text);
    }
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, model->context, columns,
                                                   sizeof columns / sizeof columns[0], err);
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        const difference *one = list[i].one;
        const statement *told = one->after != NULL ? one->after : one->before;
        name_id kind = pship__view_kind(of->after, one->subject);
        kind = kind != 0 ? kind : pship__view_kind(of->before, one->subject);
        pship__add_word(builder, list[i].subject);
        pship__add_word(builder, pship__model_text(model, kind));
        pship__add_word(builder, list[i].property);
        pship__add_word(builder, one->change);
        add_side(builder, model, one->before);
        add_side(builder, model, one->after);
        pship__add_ordinal(builder, one->before_id);
        pship__add_ordinal(builder, one->after_id);
        pship__add_word(builder, told == NULL ? NULL : pship__model_text(model, told->source));
    }
    pship__release(model->context, list);
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}

pship_result pship_view_diff(pship_table **table, const pship_view *before, const pship_view *after,
                             pship_error *err)
{
    if (table == NULL || before == NULL || after == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_diff was called without one of its arguments");
    }
    if (before->model != after->model) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "two views can be compared if they are of the same model");
    }
    differences found = {.before = before, .after = after};
    pship_result result = compare_all(&found, err);
    if (result == PSHIP_OK) {
        result = fill(table, &found, err);
    }
    pship__release(before->model->context, found.items);
    return result;
}
