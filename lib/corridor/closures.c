/*
 * What is closed together: each element alone, or what a table says.
 */
#include "corridor/closures.h"

#include "corridor/pairs.h"
#include "table/reading.h"

#include <stdlib.h>

static const char *const the_closures = "the closures";

/* An element as it is read: which closure closes it. */
typedef struct closing {
    uint32_t closure;
    closed_element what;
} closing;

typedef struct closing_list {
    closing *items;
    size_t count, room;
} closing_list;

static pship_result add(closing_list *list, const pship_network *network, uint32_t closure,
                        network_part_kind part, uint32_t element, pship_error *err)
{
    if (list->count >= NETWORK_MOST)
        return pship__fail(err, PSHIP_E_LIMIT, "there are 2^31 closures or more");
    if (!pship__grow(network->context, (void **)&list->items, list->count, &list->room,
                     sizeof *list->items))
        return pship__fail_memory(err);
    list->items[list->count++] = (closing){closure, {part, element}};
    return PSHIP_OK;
}

/* ---- each alone */

static pship_result close_each(network_closures *closures, closing_list *list,
                               const pship_criticality_options *options, pship_error *err)
{
    const pship_network *network = closures->network;
    bool places = options->part && strcmp(options->part, "place") == 0;
    if (options->part && !places && strcmp(options->part, "link") != 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "what is closed is \"%.60s\", not link or place",
                           options->part);
    if (places && options->mode)
        return pship__fail(err, PSHIP_E_ARGUMENT, "places have no mode");
    int mode = options->mode ? pship__network_mode(network, options->mode) : -1;
    if (options->mode && mode < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "no link has the mode \"%.100s\"",
                           options->mode);
    network_part_kind part = places ? NETWORK_PLACE : NETWORK_LINK;
    pship_result result = PSHIP_OK;
    for (uint32_t i = 0; i < network->parts[part].count && result == PSHIP_OK; i++) {
        if (mode < 0 || network->mode[i] == mode)
            result = add(list, network, closures->count++, part, i, err);
    }
    return result;
}

/* ---- what a table says */

static pship_result read_closing(network_closures *closures, closing_list *list,
                                 const pship_table *table, const int32_t columns[3], int64_t row,
                                 pship_error *err)
{
    char number[32];
    size_t length = 0;
    uint32_t closure, element;
    bool made;
    const char *name = pship_table_text(table, columns[0], row, &length);
    if (!name) {
        length = pship_table_format(table, columns[0], row, number, sizeof number);
        name = number;
    }
    bool place = pship__cell_is(table, columns[1], row, "place");
    if (length == 0 || memchr(name, '\0', length))
        return pship__fail(err, PSHIP_E_INVALID, "row %lld of the closures has no name",
                           (long long)row + 1);
    if (!place && !pship__cell_is(table, columns[1], row, "link"))
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %lld of the closures: the part is not \"link\" or \"place\"",
                           (long long)row + 1);
    pship_result result =
        pship__cell_element(&element, closures->network, place ? NETWORK_PLACE : NETWORK_LINK,
                            table, the_closures, columns[2], row, err);
    if (result != PSHIP_OK)
        return result;
    if (!pship__network_texts_add(&closures->names, closures->network->context, name, length,
                                  NETWORK_MOST, &closure, &made))
        return pship__fail_memory(err);
    closures->count = closures->names.count;
    return add(list, closures->network, closure, place ? NETWORK_PLACE : NETWORK_LINK, element,
               err);
}

static pship_result close_as_told(network_closures *closures, closing_list *list,
                                  const pship_table *table, pship_error *err)
{
    static const char *const names[3] = {"closure", "part", "element"};
    int32_t columns[3];
    pship_result result = PSHIP_OK;
    for (int i = 0; i < 3 && result == PSHIP_OK; i++)
        result = pship__column_find(&columns[i], table, the_closures, names[i],
                                    i == 1 ? PSHIP__USE_TEXT : PSHIP__USE_CODE, true, err);
    for (int64_t row = 0; result == PSHIP_OK && row < pship_table_rows(table); row++)
        result = read_closing(closures, list, table, columns, row, err);
    return result;
}

/* ---- both ways */

static int by_closure(const void *left, const void *right)
{
    const closing *one = left, *other = right;
    if (one->closure != other->closure)
        return one->closure < other->closure ? -1 : 1;
    if (one->what.part != other->what.part)
        return one->what.part < other->what.part ? -1 : 1;
    return (one->what.element > other->what.element) - (one->what.element < other->what.element);
}

static bool list_elements(network_closures *closures, closing_list *list)
{
    const pship_context *context = closures->network->context;
    size_t kept = 0;
    closures->begins =
        pship__allocate_zero(context, (size_t)closures->count + 1, sizeof *closures->begins);
    closures->elements = pship__allocate(context, list->count, sizeof *closures->elements);
    if (!closures->begins || !closures->elements)
        return false;
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, by_closure);
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0 && by_closure(&list->items[i - 1], &list->items[i]) == 0)
            continue;
        list->items[kept] = list->items[i];
        closures->elements[kept] = list->items[i].what;
        closures->begins[list->items[kept++].closure + 1]++;
    }
    list->count = kept;
    for (uint32_t i = 1; i <= closures->count; i++)
        closures->begins[i] += closures->begins[i - 1];
    return true;
}

static bool list_closures(network_closures *closures, const closing_list *list,
                          network_part_kind part)
{
    const pship_context *context = closures->network->context;
    uint32_t count = closures->network->parts[part].count, any = 0;
    for (size_t i = 0; i < list->count; i++)
        any += list->items[i].what.part == part;
    if (any == 0)
        return true;
    uint32_t *begins = pship__allocate_zero(context, (size_t)count + 2, sizeof *begins);
    closures->of_begins[part] = begins;
    closures->of[part] = pship__allocate(context, any, sizeof *closures->of[part]);
    if (!begins || !closures->of[part])
        return false;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].what.part == part)
            begins[list->items[i].what.element + 2]++;
    }
    for (size_t i = 1; i <= (size_t)count + 1; i++)
        begins[i] += begins[i - 1];
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].what.part == part)
            closures->of[part][begins[list->items[i].what.element + 1]++] = list->items[i].closure;
    }
    return true;
}

pship_result pship__closures_read(network_closures *closures, const pship_network *network,
                                  const pship_criticality_options *options, pship_error *err)
{
    network_closures made = {.network = network};
    closing_list list = {NULL, 0, 0};
    pship_result result = options->closures ? close_as_told(&made, &list, options->closures, err)
                                            : close_each(&made, &list, options, err);
    if (result == PSHIP_OK &&
        !(list_elements(&made, &list) && list_closures(&made, &list, NETWORK_LINK) &&
          list_closures(&made, &list, NETWORK_PLACE)))
        result = pship__fail_memory(err);
    pship__release(network->context, list.items);
    if (result == PSHIP_OK)
        *closures = made;
    else
        pship__closures_free(&made);
    return result;
}

void pship__closures_free(network_closures *closures)
{
    const pship_context *context = closures->network->context;
    pship__release(context, closures->begins);
    pship__release(context, closures->elements);
    for (int i = 0; i < NETWORK_PARTS; i++) {
        pship__release(context, closures->of_begins[i]);
        pship__release(context, closures->of[i]);
    }
    pship__network_texts_free(&closures->names, context);
}

const char *pship__closure_name(const network_closures *closures, uint32_t closure, char text[12])
{
    if (closures->names.count > 0)
        return pship__network_text(&closures->names, closure);
    const closed_element *only = &closures->elements[closures->begins[closure]];
    return pship__network_element_id(closures->network, only->part, only->element, text);
}
