/*
 * What a network is asked for: its columns, and elements by their ids.
 */
#include "corridor/network_store.h"

#include <stdio.h>

/* ---- columns */

network_column *pship__network_column_new(const pship_context *context, size_t count)
{
    if (count > (SIZE_MAX - sizeof(network_column)) / sizeof(double))
        return NULL;
    network_column *column =
        pship__allocate(context, sizeof *column + count * sizeof *column->values, 1);
    if (!column)
        return NULL;
    atomic_init(&column->references, 1);
    for (size_t i = 0; i < count; i++)
        column->values[i] = (double)NAN;
    return column;
}

network_column *pship__network_column_share(network_column *column)
{
    if (column)
        atomic_fetch_add_explicit(&column->references, 1, memory_order_relaxed);
    return column;
}

void pship__network_column_free(network_column *column, const pship_context *context)
{
    if (column && atomic_fetch_sub_explicit(&column->references, 1, memory_order_acq_rel) == 1)
        pship__release(context, column);
}

const network_column *pship__network_column(const pship_network *network, network_part_kind part,
                                            const char *name, int *attribute)
{
    const network_part *of = &network->parts[part];
    *attribute = pship__network_attribute_find(name);
    if (*attribute >= 0)
        return of->columns[*attribute];
    for (size_t i = 0; i < of->extra_count; i++) {
        if (strcmp(of->extra[i].name, name) == 0) {
            *attribute = NETWORK_ATTRIBUTES + (int)i;
            return of->extra[i].column;
        }
    }
    return NULL;
}

double pship__network_link_time(const pship_network *network, uint32_t link)
{
    double time = pship__network_number(network, NETWORK_LINK, NETWORK_TIME, link);
    if (!isnan(time))
        return time;
    /* A speed is never zero; what is not told of either stays no number. */
    return pship__network_number(network, NETWORK_LINK, NETWORK_LENGTH, link) /
           pship__network_number(network, NETWORK_LINK, NETWORK_SPEED, link);
}

double pship__network_link_wait(const pship_network *network, uint32_t link)
{
    double headway = pship__network_number(network, NETWORK_LINK, NETWORK_HEADWAY, link);
    double variation =
        pship__network_number(network, NETWORK_LINK, NETWORK_HEADWAY_VARIATION, link);
    if (isnan(headway))
        return 0;
    return headway / 2 * (1 + (isnan(variation) ? 0 : variation * variation));
}

/* ---- elements by their ids */

static const char *const part_names[NETWORK_PARTS] = {"place", "link", "transfer"};

const char *pship__network_part_name(int part)
{
    return part_names[part];
}

int pship__network_part_find(const char *name, size_t length)
{
    for (int i = 0; i < NETWORK_PARTS; i++) {
        if (strlen(part_names[i]) == length && memcmp(part_names[i], name, length) == 0)
            return i;
    }
    return -1;
}

static uint32_t link_of_number(const pship_network *network, uint64_t number)
{
    uint32_t low = 0, high = network->parts[NETWORK_LINK].count;
    if (!network->link_numbers)
        return number >= 1 && number <= high ? (uint32_t)(number - 1) : NETWORK_NONE;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (network->link_numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < network->parts[NETWORK_LINK].count && network->link_numbers[low] == number;
    return found ? low : NETWORK_NONE;
}

static uint32_t link_of(const pship_network *network, const char *id, size_t length)
{
    if (network->link_ids.starts)
        return pship__network_texts_find(&network->link_ids, id, length);
    if (length == 0 || length > 10 || id[0] == '0')
        return NETWORK_NONE;
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) {
        if (id[i] < '0' || id[i] > '9')
            return NETWORK_NONE;
        number = number * 10 + (uint64_t)(id[i] - '0');
    }
    return link_of_number(network, number);
}

uint32_t pship__network_element(const pship_network *network, network_part_kind part,
                                const char *id, size_t length)
{
    switch (part) {
    case NETWORK_PLACE:
        return pship__network_texts_find(&network->place_ids, id, length);
    case NETWORK_LINK:
        return link_of(network, id, length);
    default:
        return pship__network_texts_find(&network->transfer_ids, id, length);
    }
}

uint32_t pship__network_place(const pship_network *network, const char *id)
{
    return pship__network_element(network, NETWORK_PLACE, id, strlen(id));
}

uint32_t pship__network_link(const pship_network *network, const char *id)
{
    return pship__network_element(network, NETWORK_LINK, id, strlen(id));
}

int pship__network_mode(const pship_network *network, const char *mode)
{
    uint32_t code = pship__network_texts_find(&network->modes, mode, strlen(mode));
    return code == NETWORK_NONE ? -1 : (int)code;
}

const char *pship__network_link_id(const pship_network *network, uint32_t link, char text[12])
{
    if (network->link_ids.starts)
        return pship__network_text(&network->link_ids, link);
    (void)snprintf(text, 12, "%u", network->link_numbers ? network->link_numbers[link] : link + 1);
    return text;
}

const char *pship__network_element_id(const pship_network *network, network_part_kind part,
                                      uint32_t element, char text[12])
{
    switch (part) {
    case NETWORK_PLACE:
        return pship__network_text(&network->place_ids, element);
    case NETWORK_LINK:
        return pship__network_link_id(network, element, text);
    default:
        return pship__network_text(&network->transfer_ids, element);
    }
}

/* ---- transfers */

/* A place, its two modes, as one number in the order of transfer_order. */
static uint64_t transfer_key(uint32_t place, uint32_t from_mode, uint32_t to_mode)
{
    return (uint64_t)place << 16 | (uint64_t)from_mode << 8 | to_mode;
}

/* The first in the order that is not below `key`. */
static size_t transfer_from(const pship_network *network, uint64_t key)
{
    size_t low = 0, high = network->parts[NETWORK_TRANSFER].count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t at = network->transfer_order[middle];
        if (transfer_key(network->transfer_place[at], network->transfer_from[at],
                         network->transfer_to[at]) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t pship__network_transfers_of(const pship_network *network, uint32_t place,
                                   const uint32_t **first)
{
    size_t begin = transfer_from(network, transfer_key(place, 0, 0));
    size_t end = place == NETWORK_NONE ? network->parts[NETWORK_TRANSFER].count
                                       : transfer_from(network, transfer_key(place + 1, 0, 0));
    *first = network->transfer_order + begin;
    return end - begin;
}

uint32_t pship__network_transfer(const pship_network *network, uint32_t place, int from_mode,
                                 int to_mode)
{
    if (network->parts[NETWORK_TRANSFER].count == 0)
        return NETWORK_NONE;
    const uint32_t places[2] = {place, NETWORK_NONE};
    for (size_t i = 0; i < 2; i++) {
        uint64_t key = transfer_key(places[i], (uint32_t)from_mode, (uint32_t)to_mode);
        size_t at = transfer_from(network, key);
        if (at == network->parts[NETWORK_TRANSFER].count)
            continue;
        uint32_t found = network->transfer_order[at];
        if (transfer_key(network->transfer_place[found], network->transfer_from[found],
                         network->transfer_to[found]) != key)
            continue;
        bool closed = network->transfer_closed && network->transfer_closed[found];
        return closed ? NETWORK_BARRED : found;
    }
    return NETWORK_NONE;
}

/* ---- what few elements have */

/* The first note of this number or of one that comes later. */
static size_t note_from(const pship_network *network, network_part_kind part, uint32_t element,
                        int attribute)
{
    size_t low = 0, high = network->note_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const network_note *at = &network->notes[middle];
        bool below = at->part != part         ? at->part < part
                     : at->element != element ? at->element < element
                                              : at->attribute < attribute;
        if (below)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_note_of(const pship_network *network, size_t at, network_part_kind part,
                       uint32_t element)
{
    return at < network->note_count && network->notes[at].part == part &&
           network->notes[at].element == element;
}

const network_note *pship__network_note(const pship_network *network, network_part_kind part,
                                        uint32_t element, int attribute)
{
    const size_t at = note_from(network, part, element, attribute);
    return is_note_of(network, at, part, element) && network->notes[at].attribute == attribute
               ? &network->notes[at]
               : NULL;
}

bool pship__network_is_assumed(const pship_network *network, network_part_kind part,
                               uint32_t element)
{
    for (size_t at = note_from(network, part, element, 0); is_note_of(network, at, part, element);
         at++)
        if (network->notes[at].assumed)
            return true;
    return false;
}

/* The first quantile of this element or of one that comes later. */
static size_t quantile_from(const pship_network *network, network_part_kind part, uint64_t element)
{
    size_t low = 0, high = network->quantile_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const network_quantile *at = &network->quantiles[middle];
        if (at->part != part ? at->part < part : at->element < element)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t pship__network_quantiles_of(const pship_network *network, network_part_kind part,
                                   uint32_t element, const network_quantile **first)
{
    size_t begin = quantile_from(network, part, element);
    *first = network->quantiles + begin;
    return quantile_from(network, part, (uint64_t)element + 1) - begin;
}

static size_t departure_from(const pship_network *network, uint64_t link)
{
    size_t low = 0, high = network->departure_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (network->departures[middle].link < link)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t pship__network_departures_of(const pship_network *network, uint32_t link,
                                    const network_departure **first)
{
    size_t begin = departure_from(network, link);
    *first = network->departures + begin;
    return departure_from(network, (uint64_t)link + 1) - begin;
}
