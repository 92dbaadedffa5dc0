/*
 * A part of a network as one of its own: some places, links and transfers are left out.
 */
#include "corridor/network_store.h"

/* From the network to the one that is built. */
typedef struct cutting {
    const pship_network *network;
    network_builder *builder;
    bool *const *keep; /* by part and element */
    uint32_t
        *becomes[NETWORK_PARTS]; /* by element: its number in the other network, or NETWORK_NONE */
    pship__progress_state *progress;
} cutting;

static void copy_numbers(const cutting *now, network_part_kind part, uint32_t from, uint32_t to)
{
    const network_part *of = &now->network->parts[part];
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++) {
        if (of->columns[i])
            pship__network_builder_set(now->builder, part, to, i, of->columns[i]->values[from]);
    }
    for (size_t i = 0; i < of->extra_count; i++)
        pship__network_builder_set(now->builder, part, to, NETWORK_ATTRIBUTES + (int)i,
                                   of->extra[i].column->values[from]);
}

static const char *coded(const network_texts *texts, const uint32_t *codes, uint32_t element)
{
    return codes ? pship__network_text(texts, codes[element]) : NULL;
}

static uint32_t copy_place(const cutting *now, uint32_t place)
{
    const pship_network *network = now->network;
    uint32_t made = pship__network_builder_place(
        now->builder, pship__network_text(&network->place_ids, place), NULL);
    pship__network_builder_describe_place(
        now->builder, made, coded(&network->place_names, network->place_name, place),
        coded(&network->words, network->country, place),
        coded(&network->words, network->kind, place),
        network->longitude ? network->longitude[place] : (double)NAN,
        network->latitude ? network->latitude[place] : (double)NAN);
    return made;
}

static uint32_t copy_link(const cutting *now, uint32_t link)
{
    const pship_network *network = now->network;
    const char *id =
        network->link_ids.starts ? pship__network_text(&network->link_ids, link) : NULL;
    return pship__network_builder_link(now->builder, id,
                                       now->becomes[NETWORK_PLACE][network->from[link]],
                                       now->becomes[NETWORK_PLACE][network->to[link]],
                                       pship__network_text(&network->modes, network->mode[link]));
}

static uint32_t copy_transfer(const cutting *now, uint32_t transfer)
{
    const pship_network *network = now->network;
    uint32_t place = network->transfer_place[transfer];
    uint32_t made = pship__network_builder_transfer(
        now->builder, place == NETWORK_NONE ? NETWORK_NONE : now->becomes[NETWORK_PLACE][place],
        pship__network_text(&network->modes, network->transfer_from[transfer]),
        pship__network_text(&network->modes, network->transfer_to[transfer]));
    if (made != NETWORK_NONE && network->transfer_closed && network->transfer_closed[transfer])
        pship__network_builder_close(now->builder, made);
    return made;
}

static pship_result copy_part(cutting *now, network_part_kind part, pship_error *err)
{
    static uint32_t (*const copy[NETWORK_PARTS])(const cutting *,
                                                 uint32_t) = {copy_place, copy_link, copy_transfer};
    const network_part *of = &now->network->parts[part];
    now->becomes[part] =
        pship__allocate(now->network->context, of->count, sizeof *now->becomes[part]);
    if (!now->becomes[part])
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->extra_count; i++)
        (void)pship__network_builder_column(now->builder, part, of->extra[i].name);
    pship_result result = pship__network_builder_failure(now->builder, err);
    for (uint32_t i = 0; result == PSHIP_OK && i < of->count; i++) {
        now->becomes[part][i] = now->keep[part][i] ? copy[part](now, i) : NETWORK_NONE;
        if (now->becomes[part][i] != NETWORK_NONE)
            copy_numbers(now, part, i, now->becomes[part][i]);
        result = pship__network_builder_failure(now->builder, err);
        if (result == PSHIP_OK)
            result = pship__progress(now->progress, (double)i / of->count, err);
    }
    return result;
}

static void copy_few(const cutting *now)
{
    const pship_network *network = now->network;
    for (size_t i = 0; i < network->departure_count; i++) {
        uint32_t link = now->becomes[NETWORK_LINK][network->departures[i].link];
        if (link != NETWORK_NONE)
            pship__network_builder_departure(now->builder, link, network->departures[i].hour);
    }
    for (size_t i = 0; i < network->quantile_count; i++) {
        const network_quantile *at = &network->quantiles[i];
        uint32_t element = now->becomes[at->part][at->element];
        if (element != NETWORK_NONE)
            pship__network_builder_quantile(now->builder, (network_part_kind)at->part, element,
                                            at->probability, at->hours);
    }
    for (size_t i = 0; i < network->note_count; i++) {
        const network_note *at = &network->notes[i];
        uint32_t element = now->becomes[at->part][at->element];
        if (element != NETWORK_NONE)
            pship__network_builder_note(
                now->builder, (network_part_kind)at->part, element, at->attribute,
                at->source == NETWORK_NONE ? NULL
                                           : pship__network_text(&network->sources, at->source),
                at->assumed, at->low, at->high);
    }
}

/* Links that are called by numbers keep them. */
static bool number_links(const cutting *now, uint32_t **numbers)
{
    const pship_network *network = now->network;
    uint32_t count = network->parts[NETWORK_LINK].count, kept = 0;
    if (network->link_ids.starts)
        return true;
    *numbers = pship__allocate(network->context, count, sizeof **numbers);
    for (uint32_t i = 0; *numbers && i < count; i++) {
        if (now->becomes[NETWORK_LINK][i] != NETWORK_NONE)
            (*numbers)[kept++] = network->link_numbers ? network->link_numbers[i] : i + 1;
    }
    return *numbers != NULL;
}

pship_result pship__network_part_of(pship_network **made, const pship_network *network,
                                    bool *const keep[NETWORK_PARTS], pship_error *err)
{
    pship__progress_state progress;
    pship_network_about about = pship_network_describe(network);
    uint32_t *numbers = NULL;
    cutting now = {.network = network,
                   .builder = pship__network_builder_new(network->context),
                   .keep = keep,
                   .progress = &progress};
    if (!now.builder)
        return pship__fail_memory(err);
    pship__progress_begin(&progress, network->context, "changing a network");
    pship_result result = PSHIP_OK;
    for (int i = 0; result == PSHIP_OK && i < NETWORK_PARTS; i++) { /* places come first */
        pship__progress_part(&progress, (double)i / NETWORK_PARTS, 1.0 / NETWORK_PARTS);
        result = copy_part(&now, (network_part_kind)i, err);
    }
    if (result == PSHIP_OK && !number_links(&now, &numbers))
        result = pship__fail_memory(err);
    if (result == PSHIP_OK) {
        copy_few(&now);
        result = pship__network_builder_finish(made, now.builder, &about, err);
    } else {
        pship__network_builder_free(now.builder);
    }
    for (int i = 0; i < NETWORK_PARTS; i++)
        pship__release(network->context, now.becomes[i]);
    if (result == PSHIP_OK)
        (*made)->link_numbers = numbers;
    else
        pship__release(network->context, numbers);
    return result;
}
