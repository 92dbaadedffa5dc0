/* Rows on their way into a flow table: a part that one thread fills. */
#include "trade/flow_store.h"

#include <math.h>
#include <string.h>

flow_part *pship__flow_part_new(pship_context *context)
{
    flow_part *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return NULL;
    made->context = pship__context_share(context);
    for (size_t i = 0; i < FLOW_DICTIONARIES; i++)
        pship__flow_words_init(&made->words[i], made->context);
    return made;
}

void pship__flow_part_free(flow_part *part)
{
    if (!part)
        return;
    pship_context *context = part->context;
    while (part->first) {
        flow_chunk *next = part->first->next;
        pship__release(context, part->first);
        part->first = next;
    }
    for (size_t i = 0; i < FLOW_DICTIONARIES; i++)
        pship__flow_words_free(&part->words[i]);
    pship__release(context, part);
    pship_context_free(context);
}

/* How many distinct texts the codes of a table's columns can tell apart. */
static uint32_t most_words(flow_dictionary of)
{
    return of == FLOW_UNITS      ? UINT32_C(1) << 8
           : of == FLOW_PRODUCTS ? UINT32_MAX
                                 : UINT32_C(1) << 16;
}

bool pship__flow_part_code(flow_part *part, flow_dictionary of, const char *text, size_t length,
                           uint32_t *code)
{
    if (!pship__flow_word_code(&part->words[of], text, length, code)) {
        part->failed = PSHIP_E_MEMORY;
    } else if (*code >= most_words(of)) {
        part->failed = PSHIP_E_LIMIT;
        part->full = of;
    }
    return part->failed == PSHIP_OK;
}

flow_chunk *pship__flow_part_room(flow_part *part)
{
    flow_chunk *to = part->last;
    if (to && to->count < FLOW_CHUNK_ROWS)
        return to;
    to = pship__allocate(part->context, 1, sizeof *to);
    if (!to) {
        part->failed = PSHIP_E_MEMORY;
        return NULL;
    }
    to->next = NULL;
    to->count = 0;
    if (part->last)
        part->last->next = to;
    else
        part->first = to;
    part->last = to;
    return to;
}

bool pship__flow_part_add(flow_part *part, const flow_row *row)
{
    flow_chunk *to = pship__flow_part_room(part);
    if (!to)
        return false;
    uint32_t at = to->count++;
    to->traits[at] = row->traits;
    to->unit[at] = (uint8_t)row->unit;
    to->period[at] = (uint16_t)row->period;
    to->reporter[at] = (uint16_t)row->reporter;
    to->partner[at] = (uint16_t)row->partner;
    to->product[at] = row->product;
    to->value[at] = row->value;
    to->quantity[at] = row->quantity;
    part->has_quantity = part->has_quantity || !isnan(row->quantity);
    part->rows++;
    return true;
}

pship_result pship__flow_part_failure(const flow_part *part, pship_error *err)
{
    static const char *const names[] = {"periods", "countries", "products", "units"};
    if (part->failed == PSHIP_E_LIMIT)
        return pship__fail(err, PSHIP_E_LIMIT, "more than %u distinct %s", most_words(part->full),
                           names[part->full]);
    return part->failed == PSHIP_E_MEMORY ? pship__fail_memory(err) : PSHIP_OK;
}

int64_t pship__flow_part_rows(const flow_part *part)
{
    return part->rows;
}
