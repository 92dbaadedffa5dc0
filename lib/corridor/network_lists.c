/*
 * What a network is made of, as the tables that it can be made of again.
 */
#include "corridor/network_store.h"
#include "table/builder.h"

#include <stdio.h>

enum { MOST_TEXTS = 6 };

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

static pship_result begin(listing *list, const pship_network *network, network_part_kind part,
                          pship_error *err)
{
    size_t extra = network->parts[part].extra_count;
    *list = (listing){.network = network, .part = part};
    list->columns = pship__allocate(network->context, MOST_TEXTS + NETWORK_ATTRIBUTES + extra,
                                    sizeof *list->columns);
    pship__progress_begin(&list->progress, network->context, "listing a network");
    return list->columns ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result open_table(listing *list, pship_error *err)
{
    return pship__table_builder_new(&list->builder, list->network->context, list->columns,
                                    list->count, err);
}

static pship_result end(listing *list, pship_table **table, pship_result result, pship_error *err)
{
    pship__release(list->network->context, list->columns);
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

typedef void (*add_row)(const listing *, uint32_t);

/* Rows of elements with their numbers, after the texts that `row` adds. */
static pship_result list_part(listing *list, pship_table **table, add_row row, pship_error *err)
{
    uint32_t count = list->network->parts[list->part].count;
    add_number_columns(list);
    pship_result result = open_table(list, err);
    for (uint32_t i = 0; result == PSHIP_OK && i < count; i++) {
        row(list, i);
        add_numbers(list, i);
        result = pship__progress(&list->progress, (double)i / count, err);
    }
    return end(list, table, result, err);
}

/* ---- places */

/* The text of a code; null for that of none. */
static void add_coded(const listing *list, const network_texts *texts, uint32_t code)
{
    pship__add_word(list->builder, code == 0 ? NULL : pship__network_text(texts, code));
}

static void add_place(const listing *list, uint32_t place)
{
    const pship_network *network = list->network;
    pship__add_word(list->builder, pship__network_text(&network->place_ids, place));
    add_coded(list, &network->place_names, network->place_name ? network->place_name[place] : 0);
    add_coded(list, &network->words, network->country ? network->country[place] : 0);
    add_coded(list, &network->words, network->kind ? network->kind[place] : 0);
    pship__add_finite(list->builder, network->longitude ? network->longitude[place] : (double)NAN);
    pship__add_finite(list->builder, network->latitude ? network->latitude[place] : (double)NAN);
}

pship_result pship_network_places(pship_table **table, const pship_network *network,
                                  pship_error *err)
{
    listing list;
    pship_result result = begin(&list, network, NETWORK_PLACE, err);
    if (result != PSHIP_OK)
        return result;
    add_column(&list, "id", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "name", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "country", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "kind", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "longitude", PSHIP_COLUMN_FLOAT64, "degree");
    add_column(&list, "latitude", PSHIP_COLUMN_FLOAT64, "degree");
    return list_part(&list, table, add_place, err);
}

/* ---- links */

static void add_link_id(const listing *list, uint32_t link)
{
    char text[12];
    const char *id = pship__network_link_id(list->network, link, text);
    pship__add_phrase(list->builder, id, strlen(id));
}

static void add_link(const listing *list, uint32_t link)
{
    const pship_network *network = list->network;
    add_link_id(list, link);
    pship__add_word(list->builder, pship__network_text(&network->place_ids, network->from[link]));
    pship__add_word(list->builder, pship__network_text(&network->place_ids, network->to[link]));
    add_coded(list, &network->modes, network->mode[link]);
}

pship_result pship_network_links(pship_table **table, const pship_network *network,
                                 pship_error *err)
{
    listing list;
    pship_result result = begin(&list, network, NETWORK_LINK, err);
    if (result != PSHIP_OK)
        return result;
    add_column(&list, "id", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "from", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "to", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "mode", PSHIP_COLUMN_DICTIONARY, NULL);
    return list_part(&list, table, add_link, err);
}

/* ---- transfers */

static void add_transfer(const listing *list, uint32_t transfer)
{
    const pship_network *network = list->network;
    uint32_t place = network->transfer_place[transfer];
    pship__add_word(list->builder,
                    place == NETWORK_NONE ? NULL : pship__network_text(&network->place_ids, place));
    add_coded(list, &network->modes, network->transfer_from[transfer]);
    add_coded(list, &network->modes, network->transfer_to[transfer]);
    pship__add_bool(list->builder,
                    network->transfer_closed != NULL && network->transfer_closed[transfer]);
}

pship_result pship_network_transfers(pship_table **table, const pship_network *network,
                                     pship_error *err)
{
    listing list;
    pship_result result = begin(&list, network, NETWORK_TRANSFER, err);
    if (result != PSHIP_OK)
        return result;
    add_column(&list, "place", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "from_mode", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "to_mode", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "closed", PSHIP_COLUMN_BOOL, NULL);
    return list_part(&list, table, add_transfer, err);
}

/* ---- what few elements have */

pship_result pship_network_timetables(pship_table **table, const pship_network *network,
                                      pship_error *err)
{
    listing list;
    pship_result result = begin(&list, network, NETWORK_LINK, err);
    if (result != PSHIP_OK)
        return result;
    add_column(&list, "link", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "departs_h", PSHIP_COLUMN_FLOAT64, "h");
    result = open_table(&list, err);
    for (size_t i = 0; result == PSHIP_OK && i < network->departure_count; i++) {
        add_link_id(&list, network->departures[i].link);
        pship__add_number(list.builder, network->departures[i].hour);
        result = pship__progress(&list.progress, (double)i / (double)network->departure_count, err);
    }
    return end(&list, table, result, err);
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

pship_result pship_network_quantiles(pship_table **table, const pship_network *network,
                                     pship_error *err)
{
    listing list;
    pship_result result = begin(&list, network, NETWORK_LINK, err);
    if (result != PSHIP_OK)
        return result;
    add_column(&list, "part", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "element", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "probability", PSHIP_COLUMN_FLOAT64, "ratio");
    add_column(&list, "time_h", PSHIP_COLUMN_FLOAT64, "h");
    result = open_table(&list, err);
    for (size_t i = 0; result == PSHIP_OK && i < network->quantile_count; i++) {
        const network_quantile *at = &network->quantiles[i];
        add_element(&list, at->part, at->element);
        pship__add_number(list.builder, at->probability);
        pship__add_number(list.builder, at->hours);
        result = pship__progress(&list.progress, (double)i / (double)network->quantile_count, err);
    }
    return end(&list, table, result, err);
}

static void add_note(const listing *list, const network_note *note)
{
    const pship_network *network = list->network;
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
    listing list;
    pship_result result = begin(&list, network, NETWORK_LINK, err);
    if (result != PSHIP_OK)
        return result;
    add_column(&list, "part", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "element", PSHIP_COLUMN_UTF8, NULL);
    add_column(&list, "attribute", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "value", PSHIP_COLUMN_FLOAT64, NULL);
    add_column(&list, "source", PSHIP_COLUMN_DICTIONARY, NULL);
    add_column(&list, "assumed", PSHIP_COLUMN_BOOL, NULL);
    add_column(&list, "low", PSHIP_COLUMN_FLOAT64, NULL);
    add_column(&list, "high", PSHIP_COLUMN_FLOAT64, NULL);
    result = open_table(&list, err);
    for (size_t i = 0; result == PSHIP_OK && i < network->note_count; i++) {
        add_note(&list, &network->notes[i]);
        result = pship__progress(&list.progress, (double)i / (double)network->note_count, err);
    }
    return end(&list, table, result, err);
}
