/*
 * Networks as a whole: their life, and what is true of all of one.
 */
#include "corridor/network_store.h"

pship_network_about pship_network_about_init(void)
{
    return (pship_network_about)PSHIP_NETWORK_ABOUT_INIT;
}

pship_network_tables pship_network_tables_init(void)
{
    return (pship_network_tables)PSHIP_NETWORK_TABLES_INIT;
}

pship_network *pship_network_share(pship_network *network)
{
    atomic_fetch_add_explicit(&network->references, 1, memory_order_relaxed);
    return network;
}

static void free_part(network_part *part, bool with_names, const pship_context *context)
{
    for (int i = 0; i < NETWORK_ATTRIBUTES; i++)
        pship__network_column_free(part->columns[i], context);
    for (size_t i = 0; i < part->extra_count; i++) {
        pship__network_column_free(part->extra[i].column, context);
        if (with_names)
            pship__release(context, part->extra[i].name);
    }
    pship__release(context, part->extra);
}

/* What a changed network has from the one that it comes of. */
static void free_own(pship_network *network)
{
    void *const arrays[] = {network->place_name,     network->country,
                            network->kind,           network->longitude,
                            network->latitude,       network->link_numbers,
                            network->from,           network->to,
                            network->mode,           network->transfer_place,
                            network->transfer_from,  network->transfer_to,
                            network->transfer_order, network->departures,
                            network->name,           network->currency,
                            network->source};
    network_texts *const texts[] = {
        &network->place_ids, &network->place_names,  &network->words,  &network->link_ids,
        &network->modes,     &network->transfer_ids, &network->sources};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        pship__release(network->context, arrays[i]);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        pship__network_texts_free(texts[i], network->context);
}

void pship_network_free(pship_network *network)
{
    if (!network || atomic_fetch_sub_explicit(&network->references, 1, memory_order_acq_rel) != 1)
        return;
    pship_network *base = network->base;
    pship_context *context = network->context;
    for (int i = 0; i < NETWORK_PARTS; i++)
        free_part(&network->parts[i], base == NULL, context);
    if (!base || network->notes != base->notes)
        pship__release(context, network->notes);
    if (!base || network->quantiles != base->quantiles)
        pship__release(context, network->quantiles);
    if (!base || network->transfer_closed != base->transfer_closed)
        pship__release(context, network->transfer_closed);
    if (!base)
        free_own(network);
    pship__release(context, network);
    pship_network_free(base); /* which has no base itself */
    pship_context_free(context);
}

pship_network_about pship_network_describe(const pship_network *network)
{
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    about.name = network->name;
    about.currency = network->currency;
    about.source = network->source;
    return about;
}

int64_t pship_network_place_count(const pship_network *network)
{
    return network->parts[NETWORK_PLACE].count;
}

int64_t pship_network_link_count(const pship_network *network)
{
    return network->parts[NETWORK_LINK].count;
}
