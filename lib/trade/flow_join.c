/*
 * Parts become a table: one dictionary of each kind in order, codes brought to it, rows in order.
 *
 * Rows come in runs, which flow_runs.c copies to where they belong; those that are not in order even then flow_fold.c
 * sorts.
 */
#include "trade/flow_sort.h"
#include "trade/flow_store.h"

#include <string.h>

typedef struct joining {
    pship_flows *made;
    flow_part **parts;
    size_t count;
    uint32_t **codes[FLOW_DICTIONARIES]; /* of the table, by part and code of the part */
    pship__progress_state progress;
} joining;

/* ---- dictionaries */

typedef struct ranked {
    const char *text;
    uint32_t code; /* in the union of the parts */
    flow_span span;
} ranked;

static int by_text(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    return strcmp(a->text, b->text);
}

static int by_days(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->span.first != b->span.first)
        return a->span.first < b->span.first ? -1 : 1;
    if (a->span.last != b->span.last)
        return a->span.last < b->span.last ? -1 : 1;
    return strcmp(a->text, b->text);
}

flow_span pship__flow_span_of(const char *text)
{
    pship_date date;
    if (pship_date_parse(&date, text, NULL, NULL) != PSHIP_OK || date.kind != PSHIP_DATE_DATED)
        return (flow_span){PSHIP_DAY_MIN, PSHIP_DAY_MAX};
    return (flow_span){date.earliest, date.latest};
}

bool pship__flow_span_months(flow_span span, int32_t *first, int32_t *count)
{
    int32_t year, month, day, end_year, end_month, end_day;
    if (span.first == PSHIP_DAY_MIN || span.last >= PSHIP_DAY_MAX - 1)
        return false;
    pship_day_to_calendar(span.first, &year, &month, &day);
    pship_day_to_calendar(span.last + 1, &end_year, &end_month, &end_day);
    *first = year * 12 + month - 1;
    *count = end_year * 12 + end_month - 1 - *first;
    return day == 1 && end_day == 1;
}

/* `to` gets the texts of `all` in order; rank[code in all] is the code in `to`. */
static pship_result put_in_order(flow_words *to, uint32_t *rank, const flow_words *all,
                                 flow_span **spans, pship__progress_state *progress,
                                 pship_error *err)
{
    const pship_context *context = all->context;
    ranked *list = pship__allocate(context, all->count, sizeof *list);
    bool done = list != NULL;
    if (done && spans)
        done = (*spans = pship__allocate(context, all->count, sizeof **spans)) != NULL;
    for (uint32_t i = 0; done && i < all->count; i++) {
        list[i] = (ranked){.text = pship__flow_word(all, i), .code = i};
        if (spans)
            list[i].span = pship__flow_span_of(list[i].text);
    }
    pship_result result = done ? pship__sort_items(list, all->count, sizeof *list,
                                                   spans ? by_days : by_text, progress, err)
                               : pship__fail_memory(err);
    for (uint32_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        const ranked *one = &list[i];
        if (!pship__flow_word_code(to, one->text, strlen(one->text), &rank[one->code]))
            result = pship__fail_memory(err);
        if (spans)
            (*spans)[i] = one->span;
    }
    pship__release(context, list);
    return result;
}

/* Rows whose part tells no unit, or an empty one, have that of the whole. */
static bool add_words(flow_words *all, uint32_t *codes, const flow_words *from,
                      const char *otherwise)
{
    bool done = true;
    for (uint32_t i = 0; i < from->count && done; i++) {
        const char *word = pship__flow_word(from, i);
        if (otherwise && *word == '\0')
            word = otherwise;
        done = pship__flow_word_code(all, word, strlen(word), &codes[i]);
    }
    if (done && otherwise && from->count == 0)
        done = pship__flow_word_code(all, otherwise, strlen(otherwise), &codes[0]);
    return done;
}

static pship_result join_words(joining *all, flow_dictionary of, flow_words *to,
                               const char *otherwise, pship_error *err)
{
    pship_context *context = all->made->context;
    flow_words together;
    pship__flow_words_init(&together, context);
    pship__flow_words_init(to, context);
    all->codes[of] = pship__allocate_zero(context, all->count, sizeof *all->codes[of]);
    bool done = all->codes[of] != NULL;
    for (size_t i = 0; i < all->count && done; i++) {
        const flow_words *from = &all->parts[i]->words[of];
        uint32_t *codes = pship__allocate_zero(context, (size_t)from->count + 1, sizeof *codes);
        all->codes[of][i] = codes;
        done = codes && add_words(&together, codes, from, otherwise);
    }
    uint32_t *rank = pship__allocate(context, together.count, sizeof *rank);
    pship_result result = done && rank ? put_in_order(to, rank, &together,
                                                      of == FLOW_PERIODS ? &all->made->spans : NULL,
                                                      &all->progress, err)
                                       : pship__fail_memory(err);
    for (size_t i = 0; i < all->count && result == PSHIP_OK; i++) {
        uint32_t *codes = all->codes[of][i];
        const uint32_t known = all->parts[i]->words[of].count;
        for (uint32_t code = 0; code < known || (code == 0 && otherwise); code++)
            codes[code] = rank[codes[code]];
        pship__flow_words_free(&all->parts[i]->words[of]);
    }
    pship__release(context, rank);
    pship__flow_words_free(&together);
    return result;
}

static pship_result join_dictionaries(joining *all, const pship_flows_about *about,
                                      pship_error *err)
{
    pship_flows *made = all->made;
    const char *unit = about->quantity_unit ? about->quantity_unit : "";
    flow_words *const to[FLOW_DICTIONARIES] = {[FLOW_PERIODS] = &made->periods,
                                               [FLOW_COUNTRIES] = &made->countries,
                                               [FLOW_PRODUCTS] = &made->products,
                                               [FLOW_UNITS] = &made->units};
    pship_result result = PSHIP_OK;
    for (int of = 0; result == PSHIP_OK && of < FLOW_DICTIONARIES; of++)
        result = join_words(all, (flow_dictionary)of, to[of], of == FLOW_UNITS ? unit : NULL, err);
    if (result == PSHIP_OK &&
        (made->periods.count > UINT16_MAX + 1u || made->countries.count > UINT16_MAX + 1u ||
         made->units.count > UINT8_MAX + 1u))
        result = pship__fail(err, PSHIP_E_LIMIT,
                             "more than 65,536 periods or countries, or more than 256 units");
    return result;
}

/* ---- all of it */

static bool copy_about(pship_flows *made, const pship_flows_about *about)
{
    const char *const from[] = {about->value_unit, about->classification, about->source,
                                about->vintage};
    char **const to[] = {&made->value_unit, &made->classification, &made->source, &made->vintage};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        if (from[i] && !(*to[i] = pship__copy_text(made->context, from[i])))
            return false;
    }
    return true;
}

static pship_result check_about(const pship_flows_about *about, pship_error *err)
{
    const char *const texts[] = {about->value_unit, about->quantity_unit, about->classification,
                                 about->source, about->vintage};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i] && !pship__utf8_valid(texts[i], strlen(texts[i])))
            return pship__fail(err, PSHIP_E_INVALID, "what is said of a flow table is not UTF-8");
    }
    return PSHIP_OK;
}

static pship_result check_parts(joining *all, pship_error *err)
{
    for (size_t i = 0; i < all->count; i++) {
        pship_result result = pship__flow_part_failure(all->parts[i], err);
        if (result != PSHIP_OK)
            return result;
        all->made->rows += all->parts[i]->rows;
    }
    if (all->made->rows >= UINT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "a flow table has fewer than 2^32 rows");
    return PSHIP_OK;
}

static pship_result join(joining *all, const pship_flows_about *about, pship_error *err)
{
    pship__progress_state *progress = &all->progress;
    pship__progress_begin(progress, all->made->context, "bringing flows together");
    pship_result result = check_about(about, err);
    if (result == PSHIP_OK)
        result = check_parts(all, err);
    if (result == PSHIP_OK)
        result = join_dictionaries(all, about, err);
    if (result == PSHIP_OK && !copy_about(all->made, about))
        result = pship__fail_memory(err);
    bool sorted = false;
    if (result == PSHIP_OK)
        result = pship__flow_runs_copy(all->made, all->parts, all->count, all->codes, &sorted,
                                       progress, err);
    if (result == PSHIP_OK && !sorted)
        result = pship__flow_sort(all->made, progress, err);
    return result == PSHIP_OK ? pship__flow_fold_runs(all->made, progress, err) : result;
}

static void release_joining(joining *all)
{
    const pship_context *context = all->made->context;
    for (size_t of = 0; of < FLOW_DICTIONARIES; of++) {
        for (size_t i = 0; all->codes[of] && i < all->count; i++)
            pship__release(context, all->codes[of][i]);
        pship__release(context, all->codes[of]);
    }
}

pship_result pship__flow_parts_join(pship_flows **flows, pship_context *context, flow_part **parts,
                                    size_t count, const pship_flows_about *about, pship_error *err)
{
    pship_flows_about defaults = PSHIP_FLOWS_ABOUT_INIT;
    pship_flows *made = pship__allocate_zero(context, 1, sizeof *made);
    pship_result result = made ? PSHIP_OK : pship__fail_memory(err);
    if (made) {
        joining all = {.made = made, .parts = parts, .count = count};
        made->context = pship__context_share(context);
        atomic_init(&made->references, 1);
        result = join(&all, about ? about : &defaults, err);
        release_joining(&all);
    }
    for (size_t i = 0; i < count; i++)
        pship__flow_part_free(parts[i]);
    if (result == PSHIP_OK)
        *flows = made;
    else
        pship_flows_free(made);
    return result;
}
