/*
 * Another network in which some things differ. Numbers are changed in copies of their columns; what is closed is left
 * out of a network that is built anew at the end.
 */
#include "corridor/network_store.h"

/* While it is made. Elements keep their places until the end. */
typedef struct change {
    pship_network *network;      /* the copy */
    bool *closed[NETWORK_PARTS]; /* by element; NULL while none is */
    bool *unnoted;               /* by note: its number has changed; NULL while none has */
    bool cut;                    /* a place or a link is closed */
    pship_error *err;
} change;

static pship_network *copy_of(const pship_network *network)
{
    pship_context *context = network->context;
    /* What a network is made of may be shared: nobody changes it. */
    pship_network *base = network->base ? network->base : (pship_network *)(uintptr_t)network;
    pship_network *copy = pship__allocate(context, 1, sizeof *copy);
    network_extra *extra[NETWORK_PARTS];
    bool good = copy != NULL;
    for (int i = 0; i < NETWORK_PARTS; i++) {
        extra[i] =
            good ? pship__allocate(context, network->parts[i].extra_count, sizeof *extra[i]) : NULL;
        good = extra[i] != NULL;
    }
    if (!good) {
        for (int i = 0; i < NETWORK_PARTS; i++)
            pship__release(context, extra[i]);
        pship__release(context, copy);
        return NULL;
    }
    memcpy(copy, network, sizeof *copy);
    atomic_init(&copy->references, 1);
    copy->context = pship__context_share(context);
    copy->base = pship_network_share(base);
    for (int i = 0; i < NETWORK_PARTS; i++) {
        network_part *part = &copy->parts[i];
        for (int j = 0; j < NETWORK_ATTRIBUTES; j++)
            (void)pship__network_column_share(part->columns[j]);
        for (size_t j = 0; j < part->extra_count; j++) {
            extra[i][j] = part->extra[j];
            (void)pship__network_column_share(extra[i][j].column);
        }
        part->extra = extra[i];
    }
    /* The notes of a network that was changed itself are its own, and so on: they are copied when they are needed. */
    copy->notes = base->notes;
    copy->note_count = base->note_count;
    copy->quantiles = base->quantiles;
    copy->quantile_count = base->quantile_count;
    copy->transfer_closed = base->transfer_closed;
    return copy;
}

/* An array that differs from that of the base: a copy of `from`. */
static bool own(const pship_network *copy, void **array, const void *from, size_t count,
                size_t size)
{
    void *made = pship__allocate(copy->context, count, size);
    if (made && count > 0)
        memcpy(made, from, count * size);
    if (made)
        *array = made;
    return made != NULL;
}

/* What the changed network that we begin with has of its own. */
static bool own_differences(pship_network *copy, const pship_network *network)
{
    const pship_network *base = copy->base;
    if (network->notes != base->notes) {
        if (!own(copy, (void **)&copy->notes, network->notes, network->note_count,
                 sizeof *copy->notes))
            return false;
        copy->note_count = network->note_count;
    }
    if (network->quantiles != base->quantiles) {
        if (!own(copy, (void **)&copy->quantiles, network->quantiles, network->quantile_count,
                 sizeof *copy->quantiles))
            return false;
        copy->quantile_count = network->quantile_count;
    }
    return network->transfer_closed == base->transfer_closed ||
           own(copy, (void **)&copy->transfer_closed, network->transfer_closed,
               network->parts[NETWORK_TRANSFER].count, sizeof *copy->transfer_closed);
}

/* ---- numbers */

/* A column that nobody else sees; NULL when memory is short. */
static network_column *own_column(const pship_network *copy, network_part_kind part,
                                  network_column **column)
{
    uint32_t count = copy->parts[part].count;
    if (*column && atomic_load_explicit(&(*column)->references, memory_order_acquire) == 1)
        return *column;
    network_column *made = pship__network_column_new(copy->context, count);
    if (!made)
        return NULL;
    if (*column)
        memcpy(made->values, (*column)->values, count * sizeof *made->values);
    pship__network_column_free(*column, copy->context);
    *column = made;
    return made;
}

/* A number whose source said something else has none any more. */
static bool forget_note(change *now, network_part_kind part, uint32_t element, int attribute)
{
    const pship_network *copy = now->network;
    const network_note *note = pship__network_note(copy, part, element, attribute);
    if (!note)
        return true;
    if (!now->unnoted)
        now->unnoted = pship__allocate_zero(copy->context, copy->note_count, sizeof(bool));
    if (now->unnoted)
        now->unnoted[note - copy->notes] = true;
    return now->unnoted != NULL;
}

/* How long it takes at most, and so on, follows the time itself: no number where it was set, as nothing is known of its
 * distribution then. */
static pship_result change_quantiles(change *now, network_part_kind part, uint32_t element,
                                     const pship_network_change_step *step)
{
    pship_network *copy = now->network;
    const network_quantile *first;
    size_t count = pship__network_quantiles_of(copy, part, element, &first);
    size_t begin = (size_t)(first - copy->quantiles);
    if (count == 0)
        return PSHIP_OK;
    if (copy->quantiles == copy->base->quantiles &&
        !own(copy, (void **)&copy->quantiles, copy->quantiles, copy->quantile_count,
             sizeof *copy->quantiles))
        return pship__fail_memory(now->err);
    for (size_t i = begin; i < begin + count; i++) {
        double *hours = &copy->quantiles[i].hours;
        *hours = step->act == PSHIP_NETWORK_SET   ? (double)NAN
                 : step->act == PSHIP_NETWORK_ADD ? *hours + step->amount
                                                  : *hours * step->amount;
        if (*hours < 0 || isinf(*hours))
            return pship__fail(now->err, PSHIP_E_INVALID,
                               "a quantile of the time of %s \"%s\" would be negative or infinite",
                               step->part, step->element);
    }
    return PSHIP_OK;
}

static double changed_number(const change *now, network_part_kind part, uint32_t element,
                             int attribute, double before, const pship_network_change_step *step)
{
    if (step->act == PSHIP_NETWORK_SET)
        return step->amount;
    if (isnan(before) && part == NETWORK_LINK && attribute == NETWORK_TIME)
        before = pship__network_link_time(now->network, element);
    if (step->act == PSHIP_NETWORK_SCALE)
        return before * step->amount;
    return isnan(before) ? step->amount : before + step->amount;
}

static pship_result change_number(change *now, network_part_kind part, uint32_t element,
                                  const pship_network_change_step *step)
{
    pship_network *copy = now->network;
    network_part *of = &copy->parts[part];
    int attribute;
    if (!step->attribute)
        return pship__fail(now->err, PSHIP_E_ARGUMENT, "which number is to change is not told");
    const network_column *found = pship__network_column(copy, part, step->attribute, &attribute);
    if (attribute < 0)
        return pship__fail(now->err, PSHIP_E_NOT_FOUND, "no %s has a number \"%s\"", step->part,
                           step->attribute);
    bool untold = step->act == PSHIP_NETWORK_SET && isnan(step->amount);
    if (!untold && !isfinite(step->amount))
        return pship__fail(now->err, PSHIP_E_INVALID, "the amount is not finite");
    double value = changed_number(now, part, element, attribute,
                                  found ? found->values[element] : (double)NAN, step);
    const char *refusal = isnan(value) ? NULL : pship__network_refusal(attribute, value);
    if (refusal)
        return pship__fail(now->err, PSHIP_E_INVALID, "then %s of %s \"%s\" %s", step->attribute,
                           step->part, step->element, refusal);
    network_column *column = own_column(copy, part,
                                        attribute < NETWORK_ATTRIBUTES
                                            ? &of->columns[attribute]
                                            : &of->extra[attribute - NETWORK_ATTRIBUTES].column);
    if (!column || !forget_note(now, part, element, attribute))
        return pship__fail_memory(now->err);
    column->values[element] = value;
    return attribute == NETWORK_TIME ? change_quantiles(now, part, element, step) : PSHIP_OK;
}

/* ---- closing */

static pship_result close_element(change *now, network_part_kind part, uint32_t element)
{
    pship_network *copy = now->network;
    uint32_t count = copy->parts[part].count;
    if (part == NETWORK_TRANSFER) {
        bool is_own = copy->transfer_closed != copy->base->transfer_closed;
        if (!copy->transfer_closed)
            copy->transfer_closed =
                pship__allocate_zero(copy->context, count, sizeof *copy->transfer_closed);
        else if (!is_own && !own(copy, (void **)&copy->transfer_closed, copy->transfer_closed,
                                 count, sizeof *copy->transfer_closed))
            return pship__fail_memory(now->err);
        if (!copy->transfer_closed)
            return pship__fail_memory(now->err);
        copy->transfer_closed[element] = true;
        return PSHIP_OK;
    }
    if (!now->closed[part])
        now->closed[part] = pship__allocate_zero(copy->context, count, sizeof(bool));
    if (!now->closed[part])
        return pship__fail_memory(now->err);
    now->closed[part][element] = true;
    now->cut = true;
    return PSHIP_OK;
}

/* Whether it was closed by a step before, or with its place. */
static bool is_closed(const change *now, network_part_kind part, uint32_t element)
{
    const bool *places = now->closed[NETWORK_PLACE];
    const pship_network *copy = now->network;
    if (now->closed[part] && now->closed[part][element])
        return true;
    if (!places || part == NETWORK_PLACE)
        return false;
    if (part == NETWORK_LINK)
        return places[copy->from[element]] || places[copy->to[element]];
    return copy->transfer_place[element] != NETWORK_NONE && places[copy->transfer_place[element]];
}

static pship_result take_step(change *now, const pship_network_change_step *step)
{
    if (!step->part || !step->element)
        return pship__fail(now->err, PSHIP_E_ARGUMENT, "what is to change is not told");
    int part = pship__network_part_find(step->part, strlen(step->part));
    if (part < 0)
        return pship__fail(now->err, PSHIP_E_INVALID,
                           "\"%s\" is not \"place\", \"link\" or \"transfer\"", step->part);
    uint32_t element = pship__network_element(now->network, (network_part_kind)part, step->element,
                                              strlen(step->element));
    if (element == NETWORK_NONE || is_closed(now, (network_part_kind)part, element))
        return pship__fail(now->err, PSHIP_E_NOT_FOUND, "there is no %s \"%s\"", step->part,
                           step->element);
    switch (step->act) {
    case PSHIP_NETWORK_CLOSE:
        return close_element(now, (network_part_kind)part, element);
    case PSHIP_NETWORK_SET:
    case PSHIP_NETWORK_ADD:
    case PSHIP_NETWORK_SCALE:
        return change_number(now, (network_part_kind)part, element, step);
    }
    return pship__fail(now->err, PSHIP_E_ARGUMENT, "what is to happen is none of the acts");
}

/* ---- the end */

static pship_result forget(change *now)
{
    pship_network *copy = now->network;
    size_t kept = 0;
    if (now->unnoted) {
        if (copy->notes == copy->base->notes &&
            !own(copy, (void **)&copy->notes, copy->notes, copy->note_count, sizeof *copy->notes))
            return pship__fail_memory(now->err);
        for (size_t i = 0; i < copy->note_count; i++) {
            if (!now->unnoted[i])
                copy->notes[kept++] = copy->notes[i];
        }
        copy->note_count = kept;
    }
    if (copy->quantiles != copy->base->quantiles) {
        kept = 0;
        for (size_t i = 0; i < copy->quantile_count; i++) {
            if (!isnan(copy->quantiles[i].hours))
                copy->quantiles[kept++] = copy->quantiles[i];
        }
        copy->quantile_count = kept;
    }
    return PSHIP_OK;
}

/* With the closed places and links left out. */
static pship_result cut(change *now)
{
    pship_network *made = NULL;
    bool *keep[NETWORK_PARTS] = {NULL, NULL, NULL};
    pship_context *context = now->network->context;
    bool good = true;
    for (int i = 0; good && i < NETWORK_PARTS; i++) {
        uint32_t count = now->network->parts[i].count;
        keep[i] = pship__allocate(context, count, sizeof *keep[i]);
        good = keep[i] != NULL;
        for (uint32_t j = 0; good && j < count; j++)
            keep[i][j] = !is_closed(now, (network_part_kind)i, j);
    }
    pship_result result = good ? pship__network_part_of(&made, now->network, keep, now->err)
                               : pship__fail_memory(now->err);
    for (int i = 0; i < NETWORK_PARTS; i++)
        pship__release(context, keep[i]);
    if (result == PSHIP_OK) {
        pship_network_free(now->network);
        now->network = made;
    }
    return result;
}

static pship_result take_steps(change *now, const pship_network_change_step *steps, size_t count,
                               pship_error *err)
{
    pship_result result = PSHIP_OK;
    pship_error inner = PSHIP_ERROR_INIT;
    now->err = &inner;
    size_t at = 0;
    while (at < count && (result = take_step(now, &steps[at])) == PSHIP_OK)
        at++;
    now->err = err;
    if (result == PSHIP_E_MEMORY)
        return pship__fail_memory(err);
    if (result != PSHIP_OK)
        return pship__fail(err, result, "step %zu: %s", at + 1, inner.message);
    result = forget(now);
    return result == PSHIP_OK && now->cut ? cut(now) : result;
}

pship_result pship_network_change(pship_network **changed, const pship_network *network,
                                  const pship_network_change_step *steps, size_t count,
                                  pship_error *err)
{
    change now = {.network = copy_of(network)};
    if (!now.network)
        return pship__fail_memory(err);
    pship_context *context = pship__context_share(network->context);
    pship_result result =
        own_differences(now.network, network) ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = take_steps(&now, steps, count, err);
    for (int i = 0; i < NETWORK_PARTS; i++)
        pship__release(context, now.closed[i]);
    pship__release(context, now.unnoted);
    if (result == PSHIP_OK)
        *changed = now.network;
    else
        pship_network_free(now.network);
    pship_context_free(context);
    return result;
}
