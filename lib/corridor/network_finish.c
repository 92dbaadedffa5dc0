/*
 * From what was filled to a network: order, the checks that need all of it, and memory that is not needed given back.
 */
#include "corridor/network_build.h"

#include <stdlib.h>

static int compare_numbers(double one, double other)
{
    return (one > other) - (one < other);
}

static int compare_elements(uint8_t part, uint32_t element, uint8_t other_part, uint32_t other)
{
    if (part != other_part)
        return part < other_part ? -1 : 1;
    return (element > other) - (element < other);
}

static int by_note(const void *left, const void *right)
{
    const network_note *one = left, *other = right;
    int order = compare_elements(one->part, one->element, other->part, other->element);
    return order != 0 ? order : (int)one->attribute - (int)other->attribute;
}

static int by_quantile(const void *left, const void *right)
{
    const network_quantile *one = left, *other = right;
    int order = compare_elements(one->part, one->element, other->part, other->element);
    return order != 0 ? order : compare_numbers(one->probability, other->probability);
}

static int by_departure(const void *left, const void *right)
{
    const network_departure *one = left, *other = right;
    int order = compare_elements(0, one->link, 0, other->link);
    return order != 0 ? order : compare_numbers(one->hour, other->hour);
}

/* ---- transfers */

typedef struct transfer_rank {
    uint32_t place, transfer;
    uint8_t from, to;
} transfer_rank;

static int by_transfer(const void *left, const void *right)
{
    const transfer_rank *one = left, *other = right;
    if (one->place != other->place)
        return one->place < other->place ? -1 : 1;
    return one->from != other->from ? (int)one->from - (int)other->from
                                    : (int)one->to - (int)other->to;
}

bool pship__network_order_transfers(pship_network *network)
{
    uint32_t count = network->parts[NETWORK_TRANSFER].count;
    transfer_rank *ranks = pship__allocate(network->context, count, sizeof *ranks);
    network->transfer_order =
        pship__allocate(network->context, count, sizeof *network->transfer_order);
    if (ranks && network->transfer_order) {
        for (uint32_t i = 0; i < count; i++)
            ranks[i] = (transfer_rank){network->transfer_place[i], i, network->transfer_from[i],
                                       network->transfer_to[i]};
        qsort(ranks, count, sizeof *ranks, by_transfer);
        for (uint32_t i = 0; i < count; i++)
            network->transfer_order[i] = ranks[i].transfer;
    }
    pship__release(network->context, ranks);
    return ranks && network->transfer_order;
}

/* ---- what must hold of all of it */

static pship_result check_notes(const pship_network *network, pship_error *err)
{
    char text[12];
    for (size_t i = 0; i < network->note_count; i++) {
        const network_note *note = &network->notes[i];
        const network_part *of = &network->parts[note->part];
        const char *attribute = note->attribute < NETWORK_ATTRIBUTES
                                    ? pship__network_attribute_name(note->attribute)
                                    : of->extra[note->attribute - NETWORK_ATTRIBUTES].name;
        const network_column *column = note->attribute < NETWORK_ATTRIBUTES
                                           ? of->columns[note->attribute]
                                           : of->extra[note->attribute - NETWORK_ATTRIBUTES].column;
        double value = column ? column->values[note->element] : (double)NAN;
        const char *id =
            pship__network_element_id(network, (network_part_kind)note->part, note->element, text);
        if (i > 0 && by_note(note - 1, note) == 0)
            return pship__fail(err, PSHIP_E_INVALID, "%s of %s \"%s\" has two sources", attribute,
                               pship__network_part_name(note->part), id);
        /* Comparisons with what is not told are false. */
        if (isinf(note->low) || isinf(note->high) || note->low > note->high || value < note->low ||
            value > note->high)
            return pship__fail(err, PSHIP_E_INVALID,
                               "%s of %s \"%s\" is not between its low and its high value",
                               attribute, pship__network_part_name(note->part), id);
    }
    return PSHIP_OK;
}

static pship_result check_quantiles(const pship_network *network, pship_error *err)
{
    char text[12];
    for (size_t i = 1; i < network->quantile_count; i++) {
        const network_quantile *at = &network->quantiles[i], *before = at - 1;
        if (at->part != before->part || at->element != before->element)
            continue;
        if (at->probability == before->probability || at->hours < before->hours)
            return pship__fail(
                err, PSHIP_E_INVALID,
                at->hours < before->hours ? "the quantiles of %s \"%s\" fall"
                                          : "%s \"%s\" has two quantiles of the same probability",
                pship__network_part_name(at->part),
                pship__network_element_id(network, (network_part_kind)at->part, at->element, text));
    }
    return PSHIP_OK;
}

/* ---- memory */

static bool trim(const pship_context *context, void **array, size_t count, size_t size)
{
    void *block = pship__resize(context, *array, count, size);
    if (block)
        *array = block;
    return block != NULL;
}

static bool trim_optional(const pship_context *context, void **array, size_t count, size_t size)
{
    return !*array || trim(context, array, count, size);
}

static bool trim_columns(pship_network *network, network_part *of)
{
    size_t bytes = sizeof(network_column) + of->count * sizeof(double);
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++) {
        if (!trim_optional(network->context, (void **)&of->columns[i], bytes, 1))
            return false;
    }
    for (size_t i = 0; i < of->extra_count; i++) {
        if (!trim(network->context, (void **)&of->extra[i].column, bytes, 1))
            return false;
    }
    return true;
}

static bool trim_all(pship_network *network)
{
    const pship_context *context = network->context;
    uint32_t places = network->parts[NETWORK_PLACE].count;
    uint32_t links = network->parts[NETWORK_LINK].count;
    network_texts *const texts[] = {
        &network->place_ids, &network->place_names,  &network->words,  &network->link_ids,
        &network->modes,     &network->transfer_ids, &network->sources};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!pship__network_texts_trim(texts[i], context))
            return false;
    }
    for (int i = 0; i < NETWORK_PARTS; i++) {
        if (!trim_columns(network, &network->parts[i]))
            return false;
    }
    return trim_optional(context, (void **)&network->place_name, places, sizeof(uint32_t)) &&
           trim_optional(context, (void **)&network->country, places, sizeof(uint32_t)) &&
           trim_optional(context, (void **)&network->kind, places, sizeof(uint32_t)) &&
           trim_optional(context, (void **)&network->longitude, places, sizeof(double)) &&
           trim_optional(context, (void **)&network->latitude, places, sizeof(double)) &&
           trim(context, (void **)&network->from, links, sizeof *network->from) &&
           trim(context, (void **)&network->to, links, sizeof *network->to) &&
           trim(context, (void **)&network->mode, links, sizeof *network->mode) &&
           trim(context, (void **)&network->notes, network->note_count, sizeof *network->notes) &&
           trim(context, (void **)&network->departures, network->departure_count,
                sizeof *network->departures) &&
           trim(context, (void **)&network->quantiles, network->quantile_count,
                sizeof *network->quantiles);
}

static pship_result about_text(char **copy, const pship_network *network, const char *text,
                               pship_error *err)
{
    if (!text)
        return PSHIP_OK;
    if (!pship__utf8_valid(text, strlen(text)))
        return pship__fail(err, PSHIP_E_INVALID, "what is told of the network is not UTF-8");
    *copy = pship__copy_text(network->context, text);
    return *copy ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result describe(pship_network *network, const pship_network_about *given,
                             pship_error *err)
{
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    pship_result result = pship__options(
        &about, sizeof about, offsetof(pship_network_about, source) + sizeof about.source, given,
        "pship_network_about", err);
    if (result == PSHIP_OK)
        result = about_text(&network->name, network, about.name, err);
    if (result == PSHIP_OK)
        result = about_text(&network->currency, network, about.currency, err);
    if (result == PSHIP_OK)
        result = about_text(&network->source, network, about.source, err);
    return result;
}

static pship_result finish(pship_network *network, const pship_network_about *about,
                           pship_error *err)
{
    if (!pship__network_order_transfers(network) || !trim_all(network))
        return pship__fail_memory(err);
    qsort(network->notes, network->note_count, sizeof *network->notes, by_note);
    qsort(network->quantiles, network->quantile_count, sizeof *network->quantiles, by_quantile);
    qsort(network->departures, network->departure_count, sizeof *network->departures, by_departure);
    pship_result result = check_notes(network, err);
    if (result == PSHIP_OK)
        result = check_quantiles(network, err);
    return result == PSHIP_OK ? describe(network, about, err) : result;
}

pship_result pship__network_builder_finish(pship_network **network, network_builder *builder,
                                           const pship_network_about *about, pship_error *err)
{
    pship_result result = pship__network_builder_failure(builder, err);
    if (result == PSHIP_OK)
        result = finish(builder->network, about, err);
    if (result == PSHIP_OK) {
        *network = builder->network;
        builder->network = NULL;
    }
    pship__network_builder_free(builder);
    return result;
}
