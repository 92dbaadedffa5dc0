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

static void begin(flow_copy *copy, const pship_flows *from)
{
    copy->from = from;
    copy->part = pship__flow_part_new(from->context);
    memset(copy->codes, 0, sizeof copy->codes);
    pship__flow_reader_begin(&copy->reader, from, from->rows, FLOW_EVERYTHING);
}

pship_result pship__flow_copy_begin(flow_copy *copy, const pship_flows *from,
                                    flow_dictionary changed, pship_error *err)
{
    begin(copy, from);
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

/* ---- some of the rows */

/* Which codes of a dictionary the rows have that are taken. */
static pship_result find_used(bool *const used[FLOW_DICTIONARIES], flow_copy *copy,
                              const uint8_t *left_out, pship__progress_state *progress,
                              pship_error *err)
{
    const flow_rows *from = &copy->reader.rows;
    pship_result result = PSHIP_OK;
    for (int64_t row = 0; result == PSHIP_OK && row < copy->from->rows; row++) {
        result = pship__progress(progress, 0, err);
        if (left_out[row])
            continue;
        const size_t at = pship__flow_at(&copy->reader, row);
        used[FLOW_PERIODS][from->period[at]] = true;
        used[FLOW_COUNTRIES][from->reporter[at]] = true;
        used[FLOW_COUNTRIES][from->partner[at]] = true;
        used[FLOW_PRODUCTS][from->product[at]] = true;
        used[FLOW_UNITS][from->unit[at]] = true;
    }
    return result;
}

static pship_result add_used(flow_copy *copy, bool *const used[FLOW_DICTIONARIES], pship_error *err)
{
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++) {
        const flow_words *words = pship__flow_dictionary(copy->from, (flow_dictionary)of);
        for (uint32_t i = 0; i < words->count; i++) {
            const char *word = pship__flow_word(words, i);
            if (used[of][i] && !pship__flow_part_code(copy->part, (flow_dictionary)of, word,
                                                      strlen(word), &copy->codes[of][i]))
                return pship__flow_part_failure(copy->part, err);
        }
    }
    return PSHIP_OK;
}

static pship_result begin_used(flow_copy *copy, const pship_flows *from, const uint8_t *left_out,
                               pship__progress_state *progress, pship_error *err)
{
    bool *used[FLOW_DICTIONARIES] = {NULL};
    bool there = true;
    begin(copy, from);
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++) {
        const size_t count = (size_t)pship__flow_dictionary(from, (flow_dictionary)of)->count + 1;
        copy->codes[of] = pship__allocate_zero(from->context, count, sizeof *copy->codes[of]);
        used[of] = pship__allocate_zero(from->context, count, sizeof *used[of]);
        there = there && copy->codes[of] && used[of];
    }
    pship_result result = there && copy->part ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = find_used(used, copy, left_out, progress, err);
    if (result == PSHIP_OK)
        result = add_used(copy, used, err);
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++)
        pship__release(from->context, used[of]);
    return result;
}

static void release_codes(flow_copy *copy)
{
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++)
        pship__release(copy->from->context, copy->codes[of]);
}

pship_result pship__flow_copy_part(flow_part **part, const pship_flows *from, pship_error *err)
{
    flow_copy copy;
    pship__progress_state progress;
    pship__progress_begin(&progress, from->context, "taking rows of flows");
    pship_result result = pship__flow_copy_begin(&copy, from, FLOW_DICTIONARIES, err);
    for (int64_t row = 0; row < from->rows && result == PSHIP_OK; row++) {
        const flow_row taken = pship__flow_copy_row(&copy, row);
        result = pship__flow_part_add(copy.part, &taken)
                     ? pship__progress(&progress, (double)row / (double)from->rows, err)
                     : pship__flow_part_failure(copy.part, err);
    }
    release_codes(&copy);
    if (result == PSHIP_OK) {
        *part = copy.part;
        return PSHIP_OK;
    }
    pship__flow_part_free(copy.part);
    *part = NULL;
    return result;
}

pship_result pship__flow_copy_rows(pship_flows **made, const pship_flows *from,
                                   const uint8_t *left_out, pship_error *err)
{
    flow_copy copy;
    pship__progress_state progress;
    pship__progress_begin(&progress, from->context, "taking rows of flows");
    pship_result result = begin_used(&copy, from, left_out, &progress, err);
    for (int64_t row = 0; row < from->rows && result == PSHIP_OK; row++) {
        result = pship__progress(&progress, (double)row / (double)from->rows, err);
        if (left_out[row] || result != PSHIP_OK)
            continue;
        const flow_row taken = pship__flow_copy_row(&copy, row);
        if (!pship__flow_part_add(copy.part, &taken))
            result = pship__flow_part_failure(copy.part, err);
    }
    return pship__flow_copy_end(&copy, made, from->classification, result, err);
}
