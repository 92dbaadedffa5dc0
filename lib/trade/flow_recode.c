/* A flow table with alpha-3 codes in the place of whatever its countries were written as. */
#include "trade/flow_copy.h"
#include "trade/flow_countries.h"

#include <string.h>

enum { OTHER_ASIA = 490 };

pship_recode_options pship_recode_options_init(void)
{
    return (pship_recode_options)PSHIP_RECODE_OPTIONS_INIT;
}

static const char *new_code(const flow_country *one, const pship_recode_options *options)
{
    if (one->understood && one->means.number == OTHER_ASIA && options->other_asia_is_taiwan)
        return "TWN";
    return pship__flow_country_stays(one) ? NULL : one->means.code;
}

/* Codes of the part for all countries, and which of them stay. */
static pship_result set_codes(flow_copy *copy, bool *stays, const flow_country *list,
                              const pship_recode_options *options, pship_error *err)
{
    const flow_words *words = &copy->from->countries;
    for (uint32_t i = 0; i < words->count; i++) {
        const char *code = new_code(&list[i], options);
        stays[i] = code == NULL;
        if (!code)
            code = pship__flow_word(words, i);
        if (!pship__flow_part_code(copy->part, FLOW_COUNTRIES, code, strlen(code),
                                   &copy->codes[FLOW_COUNTRIES][i]))
            return pship__flow_part_failure(copy->part, err);
    }
    return PSHIP_OK;
}

static pship_result copy_rows(flow_copy *copy, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    int64_t rows = copy->from->rows;
    pship__progress_begin(&progress, copy->from->context, "recoding the countries of flows");
    for (int64_t row = 0; row < rows && result == PSHIP_OK; row++) {
        flow_row made = pship__flow_copy_row(copy, row);
        result = pship__flow_part_add(copy->part, &made)
                     ? pship__progress(&progress, (double)row / (double)rows, err)
                     : pship__flow_part_failure(copy->part, err);
    }
    return result;
}

static pship_result recode(pship_flows **recoded, bool *stays, const flow_country *list,
                           const pship_flows *flows, const pship_recode_options *options,
                           pship_error *err)
{
    flow_copy copy;
    pship_result result = pship__flow_copy_begin(&copy, flows, FLOW_COUNTRIES, err);
    if (result == PSHIP_OK)
        result = set_codes(&copy, stays, list, options, err);
    if (result == PSHIP_OK)
        result = copy_rows(&copy, err);
    return pship__flow_copy_end(&copy, recoded, flows->classification, result, err);
}

pship_result pship_flows_recode_countries(pship_flows **recoded, pship_table **left,
                                          const pship_flows *flows,
                                          const pship_recode_options *options, pship_error *err)
{
    pship_recode_options chosen = PSHIP_RECODE_OPTIONS_INIT;
    pship_flows *made = NULL;
    if (!recoded || !flows)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows are NULL");
    pship_result result =
        pship__options(&chosen, sizeof chosen, sizeof chosen, options, "pship_recode_options", err);
    if (result != PSHIP_OK)
        return result;
    flow_country *list = pship__flow_countries_find(flows);
    bool *stays = pship__allocate_zero(flows->context, flows->countries.count, sizeof *stays);
    result = list && stays ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = recode(&made, stays, list, flows, &chosen, err);
    if (result == PSHIP_OK && left)
        result = pship__flow_countries_tally(list, flows, err);
    if (result == PSHIP_OK && left)
        result = pship__flow_countries_tell(left, list, stays, flows, err);
    if (result == PSHIP_OK)
        *recoded = made;
    else
        pship_flows_free(made);
    pship__release(flows->context, stays);
    pship__release(flows->context, list);
    return result;
}
