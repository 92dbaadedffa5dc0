/* Making a mapping of its rows: in order, each pair once. */
#include "codes/mapping.h"

#include "stream/sort.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void pship__mapping_maker_init(mapping_maker *maker, pship_context *context)
{
    *maker = (mapping_maker){.context = context};
    pship__buffer_init(&maker->texts, context);
}

void pship__mapping_maker_free(mapping_maker *maker)
{
    pship__release(maker->context, maker->entries);
    maker->entries = NULL;
    pship__buffer_free(&maker->texts);
}

/* ---- rows */

static pship_result fail_row(pship_error *err, pship_result code, mapping_place place,
                             const char *reason)
{
    if (place.file)
        return pship__fail_at(err, code, place.file, place.line, place.column, "%s", reason);
    return pship__fail(err, code, "row %lld: %s", (long long)place.line, reason);
}

static size_t keep_text(mapping_maker *maker, const char *text, size_t length)
{
    size_t start = maker->texts.length;
    pship__buffer_add(&maker->texts, text, length);
    pship__buffer_add(&maker->texts, "", 1);
    return start;
}

pship_result pship__mapping_add(mapping_maker *maker, const char *from, size_t from_length,
                                const char *to, size_t to_length, double weight,
                                mapping_place place, pship_error *err)
{
    if (from_length == 0 || to_length == 0)
        return fail_row(err, PSHIP_E_INVALID, place, "a code is missing");
    if (memchr(from, '\0', from_length) || memchr(to, '\0', to_length))
        return fail_row(err, PSHIP_E_INVALID, place, "there is a zero byte in a code");
    if (!isfinite(weight) || weight < 0)
        return fail_row(err, PSHIP_E_INVALID, place, "a weight is a number that is not negative");
    if (maker->count >= UINT32_MAX - 1)
        return pship__fail(err, PSHIP_E_LIMIT, "a mapping has fewer than 2^32 rows");
    if (!pship__grow(maker->context, (void **)&maker->entries, maker->count, &maker->capacity,
                     sizeof *maker->entries))
        return pship__fail_memory(err);
    mapping_entry *entry = &maker->entries[maker->count++];
    *entry = (mapping_entry){.weight = weight, .place = place};
    entry->from = keep_text(maker, from, from_length);
    entry->to = keep_text(maker, to, to_length);
    return maker->texts.failed ? pship__fail_memory(err) : PSHIP_OK;
}

/* ---- order */

static int by_codes(const void *left, const void *right)
{
    const mapping_entry *a = left, *b = right;
    int order = strcmp(a->from_text, b->from_text);
    if (order == 0)
        order = strcmp(a->to_text, b->to_text);
    return order != 0 ? order : (a->from > b->from) - (a->from < b->from);
}

static pship_result refuse_pair(const mapping_entry *again, pship_error *err)
{
    char reason[160];
    (void)snprintf(reason, sizeof reason, "'%.60s' to '%.60s' stands there already",
                   again->from_text, again->to_text);
    return fail_row(err, PSHIP_E_CONFLICT, again->place, reason);
}

static void **in_order(mapping_maker *maker)
{
    void **order = pship__allocate(maker->context, maker->count, sizeof *order);
    for (size_t i = 0; order && i < maker->count; i++) {
        maker->entries[i].from_text = maker->texts.bytes + maker->entries[i].from;
        maker->entries[i].to_text = maker->texts.bytes + maker->entries[i].to;
        order[i] = &maker->entries[i];
    }
    if (order)
        pship__sort(order, maker->count, by_codes);
    return order;
}

/* ---- the mapping */

static mapping_code *code_for(pship_mapping *made, const char *from)
{
    mapping_code *last = made->code_count > 0 ? &made->codes[made->code_count - 1] : NULL;
    if (last && strcmp(last->from, from) == 0)
        return last;
    last = &made->codes[made->code_count++];
    *last = (mapping_code){.from = from, .targets = &made->targets[made->target_count]};
    return last;
}

static pship_result fill(pship_mapping *made, void *const *order, const mapping_maker *maker,
                         pship_error *err)
{
    for (size_t i = 0; i < maker->count; i++) {
        const mapping_entry *entry = order[i];
        mapping_code *code = code_for(made, entry->from_text);
        mapping_target *last = code->count > 0 ? &made->targets[made->target_count - 1] : NULL;
        code->sum += entry->weight;
        if (last && strcmp(last->to, entry->to_text) == 0) {
            if (!maker->adds)
                return refuse_pair(entry, err);
            last->weight += entry->weight;
            if (!isfinite(last->weight))
                return pship__fail(err, PSHIP_E_LIMIT, "the weights of '%.60s' are too large",
                                   entry->from_text);
            continue;
        }
        made->targets[made->target_count++] = (mapping_target){entry->to_text, entry->weight};
        code->count++;
    }
    return PSHIP_OK;
}

static pship_result copy_word(char **to, const pship_context *context, const char *from,
                              pship_error *err)
{
    if (!from)
        return PSHIP_OK;
    if (!pship__utf8_valid(from, strlen(from)))
        return pship__fail(err, PSHIP_E_INVALID, "the name of a classification is not UTF-8");
    *to = pship__copy_text(context, from);
    return *to ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result make(pship_mapping *made, mapping_maker *maker,
                         const pship_mapping_options *about, pship_error *err)
{
    pship_context *context = maker->context;
    if (maker->texts.failed)
        return pship__fail_memory(err);
    made->targets = pship__allocate(context, maker->count, sizeof *made->targets);
    made->codes = pship__allocate(context, maker->count, sizeof *made->codes);
    void **order = in_order(maker);
    pship_result result = made->targets && made->codes && order ? fill(made, order, maker, err)
                                                                : pship__fail_memory(err);
    pship__release(context, order);
    made->prefixes = about->prefixes;
    if (result == PSHIP_OK)
        result = copy_word(&made->from_classification, context, about->from_classification, err);
    if (result == PSHIP_OK)
        result = copy_word(&made->to_classification, context, about->to_classification, err);
    if (result == PSHIP_OK) { /* the codes lie in these bytes */
        made->texts = maker->texts.bytes;
        pship__buffer_init(&maker->texts, context);
    }
    return result;
}

pship_result pship__mapping_make(pship_mapping **mapping, mapping_maker *maker,
                                 const pship_mapping_options *about, pship_error *err)
{
    pship_mapping *made = pship__allocate_zero(maker->context, 1, sizeof *made);
    pship_result result = PSHIP_OK;
    if (made) {
        made->context = pship__context_share(maker->context);
        atomic_init(&made->references, 1);
        result = make(made, maker, about, err);
    } else {
        result = pship__fail_memory(err);
    }
    if (result == PSHIP_OK)
        *mapping = made;
    else
        pship_mapping_free(made);
    pship__mapping_maker_free(maker);
    return result;
}
