/*
 * What a network is made of, as the tables that it can be made of again.
 */
#include "corridor/network_store.h"
#include "table/builder.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A table that is being made: its own columns first, then numbers. */
typedef struct listing {
    const pship_network *network;
    network_part_kind part;
    pship__column_spec *columns;
    size_t count;
    pship__table_builder *builder;
    pship__progress_state progress;
    char units[4][40]; /* those with money in them */
} listing;

/* The unit of an attribute: with money in it, it is the network's. */
static const char *unit_of(listing *list, int attribute)
{
    static const struct {
        int attribute;
        const char *per;
    } money[4] = {{NETWORK_RATE, "t/km"},
                  {NETWORK_FEE, "t"},
                  {NETWORK_BOX_RATE, "TEU/km"},
                  {NETWORK_BOX_FEE, "TEU"}};
    for (size_t i = 0; i < 4; i++) {
        if (money[i].attribute != attribute)
            continue;
        if (!list->network->currency)
            return NULL;
        (void)snprintf(list->units[i], sizeof list->units[i], "%.20s/%s", list->network->currency,
                       money[i].per);
        return list->units[i];
    }
    return pship__network_attribute_unit(attribute);
}

static void add_column(listing *list, const char *name, pship_column_type type, const char *unit)
{
    list->columns[list->count++] = (pship__column_spec){name, type, unit, 0};
}

/* With room for the numbers of the part behind the columns that are given. */
static pship_result begin(listing *list, const pship_network *network, network_part_kind part,
                          const pship__column_spec *columns, size_t count, pship_error *err)
{
    size_t extra = network->parts[part].extra_count;
    *list = (listing){.network = network, .part = part, .count = count};
    list->columns = pship__allocate(network->context, count + NETWORK_ATTRIBUTES + extra,
                                    sizeof *list->columns);
    pship__progress_begin(&list->progress, network->context, "listing a network");
    if (!list->columns)
        return pship__fail_memory(err);
    memcpy(list->columns, columns, count * sizeof *columns);
    return PSHIP_OK;
}

/* A row for each of `count`, which `row` fills. */
static pship_result fill(listing *list, pship_table **table, size_t count,
                         void (*row)(const listing *, size_t), pship_error *err)
{
    pship_result result = pship__table_builder_new(&list->builder, list->network->context,
                                                   list->columns, list->count, err);
    pship__release(list->network->context, list->columns);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; result == PSHIP_OK && i < count; i++) {
        row(list, i);
        result = pship__progress(&list->progress, (double)i / (double)count, err);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(list->builder, table, err);
    pship__table_builder_free(list->builder);
    return result;
}

/* ---- numbers */

static void add_number_columns(listing *list)
{
    const network_part *of = &list->network->parts[list->part];
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++) {
        if (of->columns[i])
            add_column(list, pship__network_attribute_name(i), PSHIP_COLUMN_FLOAT64,
                       unit_of(list, i));
    }
    for (size_t i = 0; i < of->extra_count; i++)
        add_column(list, of->extra[i].name, PSHIP_COLUMN_FLOAT64, NULL);
}

static void add_numbers(const listing *list, uint32_t element)
{
    const network_part *of = &list->network->parts[list->part];
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++) {
        if (of->columns[i])
            pship__add_finite(list->builder, of->columns[i]->values[element]);
    }
    for (size_t i = 0; i < of->extra_count; i++)
        pship__add_finite(list->builder, of->extra[i].column->values[element]);
}

/* What each part has before its numbers, up to a column without a name. */
static const pship__column_spec own_columns[NETWORK_PARTS][7] = {
    {{"id", PSHIP_COLUMN_UTF8, NULL, 0},
     {"name", PSHIP_COLUMN_UTF8, NULL, 0},
     {"country", PSHIP_COLUMN_DICTIONARY, NULL, 0},
     {"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
     {"longitude", PSHIP_COLUMN_FLOAT64, "degree", 0},
     {"latitude", PSHIP_COLUMN_FLOAT64, "degree", 0}},
    {{"id", PSHIP_COLUMN_UTF8, NULL, 0},
     {"from", PSHIP_COLUMN_UTF8, NULL, 0},
     {"to", PSHIP_COLUMN_UTF8, NULL, 0},
     {"mode", PSHIP_COLUMN_DICTIONARY, NULL, 0}},
    {{"place", PSHIP_COLUMN_UTF8, NULL, 0},
     {"from_mode", PSHIP_COLUMN_DICTIONARY, NULL, 0},
     {"to_mode", PSHIP_COLUMN_DICTIONARY, NULL, 0},
     {"closed", PSHIP_COLUMN_BOOL, NULL, 0}},
};

bool pship__network_own_column(network_part_kind part, const char *name)
{
    const pship__column_spec *own = own_columns[part];
    while (own->name && strcmp(own->name, name) != 0)
        own++;
    return own->name != NULL;
}

/* Elements of a part: its own columns, which `row` fills, and their numbers behind them. */
static pship_result list_part(pship_table **table, const pship_network *network,
                              network_part_kind part, void (*row)(const listing *, size_t),
                              pship_error *err)
{
    listing list;
    size_t count = 0;
    while (own_columns[part][count].name)
        count++;
    pship_result result = begin(&list, network, part, own_columns[part], count, err);
    if (result != PSHIP_OK)
        return result;
    add_number_columns(&list);
    return fill(&list, table, network->parts[part].count, row, err);
}

/* What few elements have, without numbers behind. */
static pship_result list_some(pship_table **table, const pship_network *network,
                              const pship__column_spec *columns, size_t count, size_t rows,
                              void (*row)(const listing *, size_t), pship_error *err)
{
    listing list;
    pship_result result = begin(&list, network, NETWORK_LINK, columns, count, err);
    return result == PSHIP_OK ? fill(&list, table, rows, row, err) : result;
}

/* ---- places */

/* The text of a code; null for that of none. */
static void add_coded(const listing *list, const network_texts *texts, uint32_t code)
{
    pship__add_word(list->builder, code == 0 ? NULL : pship__network_text(texts, code));
}

static void add_place(const listing *list, size_t index)
{
    const pship_network *network = list->network;
    const uint32_t place = (uint32_t)index;
    pship__add_word(list->builder, pship__network_text(&network->place_ids, place));
    add_coded(list, &network->place_names, network->place_name ? network->place_name[place] : 0);
    add_coded(list, &network->words, network->country ? network->country[place] : 0);
    add_coded(list, &network->words, network->kind ? network->kind[place] : 0);
    pship__add_finite(list->builder, network->longitude ? network->longitude[place] : (double)NAN);
    pship__add_finite(list->builder, network->latitude ? network->latitude[place] : (double)NAN);
    add_numbers(list, place);
}

pship_result pship_network_places(pship_table **table, const pship_network *network,
                                  pship_error *err)
{
    return list_part(table, network, NETWORK_PLACE, add_place, err);
}

/* ---- links */

static void add_link_id(const listing *list, uint32_t link)
{
    char text[12];
    const char *id = pship__network_link_id(list->network, link, text);
    pship__add_phrase(list->builder, id, strlen(id));
}

static void add_link(const listing *list, size_t index)
{
    const pship_network *network = list->network;
    const uint32_t link = (uint32_t)index;
    add_link_id(list, link);
    pship__add_word(list->builder, pship__network_text(&network->place_ids, network->from[link]));
    pship__add_word(list->builder, pship__network_text(&network->place_ids, network->to[link]));
    add_coded(list, &network->modes, network->mode[link]);
    add_numbers(list, link);
}

pship_result pship_network_links(pship_table **table, const pship_network *network,
                                 pship_error *err)
{
    return list_part(table, network, NETWORK_LINK, add_link, err);
}

/* ---- transfers */

static void add_transfer(const listing *list, size_t index)
{
    const pship_network *network = list->network;
    const uint32_t transfer = (uint32_t)index;
    uint32_t place = network->transfer_place[transfer];
    pship__add_word(list->builder,
                    place == NETWORK_NONE ? NULL : pship__network_text(&network->place_ids, place));
    add_coded(list, &network->modes, network->transfer_from[transfer]);
    add_coded(list, &network->modes, network->transfer_to[transfer]);
    pship__add_bool(list->builder,
                    network->transfer_closed != NULL && network->transfer_closed[transfer]);
    add_numbers(list, transfer);
}

pship_result pship_network_transfers(pship_table **table, const pship_network *network,
                                     pship_error *err)
{
    return list_part(table, network, NETWORK_TRANSFER, add_transfer, err);
}

/* ---- what few elements have */

static void add_departure(const listing *list, size_t index)
{
    const network_departure *departure = &list->network->departures[index];
    add_link_id(list, departure->link);
    pship__add_number(list->builder, departure->hour);
}

pship_result pship_network_timetables(pship_table **table, const pship_network *network,
                                      pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"link", PSHIP_COLUMN_UTF8, NULL, 0},
        {"departs_h", PSHIP_COLUMN_FLOAT64, "h", 0},
    };
    return list_some(table, network, columns, COUNT(columns), network->departure_count,
                     add_departure, err);
}

/* The part and the id that rows of quantiles and sources begin with. */
static void add_element(const listing *list, uint8_t part, uint32_t element)
{
    char text[12];
    const char *id =
        pship__network_element_id(list->network, (network_part_kind)part, element, text);
    pship__add_word(list->builder, pship__network_part_name(part));
    pship__add_phrase(list->builder, id, strlen(id));
}

static void add_quantile(const listing *list, size_t index)
{
    const network_quantile *quantile = &list->network->quantiles[index];
    add_element(list, quantile->part, quantile->element);
    pship__add_number(list->builder, quantile->probability);
    pship__add_number(list->builder, quantile->hours);
}

pship_result pship_network_quantiles(pship_table **table, const pship_network *network,
                                     pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"element", PSHIP_COLUMN_UTF8, NULL, 0},
        {"probability", PSHIP_COLUMN_FLOAT64, "ratio", 0},
        {"time_h", PSHIP_COLUMN_FLOAT64, "h", 0},
    };
    return list_some(table, network, columns, COUNT(columns), network->quantile_count, add_quantile,
                     err);
}

static void add_note(const listing *list, size_t index)
{
    const pship_network *network = list->network;
    const network_note *note = &network->notes[index];
    const network_part *of = &network->parts[note->part];
    bool known = note->attribute < NETWORK_ATTRIBUTES;
    const network_extra *extra = known ? NULL : &of->extra[note->attribute - NETWORK_ATTRIBUTES];
    const network_column *column = known ? of->columns[note->attribute] : extra->column;
    add_element(list, note->part, note->element);
    pship__add_word(list->builder,
                    known ? pship__network_attribute_name(note->attribute) : extra->name);
    pship__add_finite(list->builder, column ? column->values[note->element] : (double)NAN);
    pship__add_word(list->builder, note->source == NETWORK_NONE
                                       ? NULL
                                       : pship__network_text(&network->sources, note->source));
    pship__add_bool(list->builder, note->assumed);
    pship__add_finite(list->builder, note->low);
    pship__add_finite(list->builder, note->high);
}

pship_result pship_network_sources(pship_table **table, const pship_network *network,
                                   pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"part", PSHIP_COLUMN_DICTIONARY, NULL, 0},      {"element", PSHIP_COLUMN_UTF8, NULL, 0},
        {"attribute", PSHIP_COLUMN_DICTIONARY, NULL, 0}, {"value", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"source", PSHIP_COLUMN_DICTIONARY, NULL, 0},    {"assumed", PSHIP_COLUMN_BOOL, NULL, 0},
        {"low", PSHIP_COLUMN_FLOAT64, NULL, 0},          {"high", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    return list_some(table, network, columns, COUNT(columns), network->note_count, add_note, err);
}
