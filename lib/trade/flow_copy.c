/* A flow table from another one, with some of its codes changed. */
#include "trade/flow_copy.h"

#include <string.h>

const flow_words *pship__flow_dictionary(const pship_flows *flows, flow_dictionary of)
{
    switch (of) {
    case FLOW_PERIODS:
        return &flows->periods;
    case FLOW_COUNTRIES:
        return &flows->countries;
    case FLOW_PRODUCTS:
        return &flows->products;
    default:
        return &flows->units;
    }
}

static bool copy_words(flow_copy *copy, flow_dictionary of)
{
    const flow_words *words = pship__flow_dictionary(copy->from, of);
    for (uint32_t i = 0; i < words->count; i++) {
        const char *word = pship__flow_word(words, i);
        if (!pship__flow_part_code(copy->part, of, word, strlen(word), &copy->codes[of][i]))
            return false;
    }
    return true;
}

pship_result pship__flow_copy_begin(flow_copy *copy, const pship_flows *from,
                                    flow_dictionary changed, pship_error *err)
{
    *copy = (flow_copy){.from = from, .part = pship__flow_part_new(from->context)};
    if (!copy->part)
        return pship__fail_memory(err);
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++) {
        size_t count = pship__flow_dictionary(from, (flow_dictionary)of)->count;
        copy->codes[of] = pship__allocate_zero(from->context, count + 1, sizeof *copy->codes[of]);
        if (!copy->codes[of])
            return pship__fail_memory(err);
        if (of != changed && !copy_words(copy, (flow_dictionary)of))
            return pship__flow_part_failure(copy->part, err);
    }
    return PSHIP_OK;
}

pship_result pship__flow_copy_end(flow_copy *copy, pship_flows **made, const char *classification,
                                  pship_result result, pship_error *err)
{
    pship_flows_about about = pship_flows_describe(copy->from);
    about.classification = classification;
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++)
        pship__release(copy->from->context, copy->codes[of]);
    if (result == PSHIP_OK)
        return pship__flow_parts_join(made, copy->from->context, &copy->part, 1, &about, err);
    pship__flow_part_free(copy->part);
    return result;
}
