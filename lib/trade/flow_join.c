/*
 * Parts become a table: one dictionary of each kind in order, codes brought to it, rows in order.
 *
 * Rows come in runs, which flow_runs.c copies to where they belong. Rows that are not in order even then are sorted by counting, one column after another from the last of the key to
 * the first: linear in the rows, and what is equal stays in its order.
 */
#include "trade/flow_store.h"

#include "stream/sort.h"
#include <math.h>
#include <string.h>

typedef struct joining {
    pship_flows *made;
    flow_part **parts;
    size_t count;
    uint32_t **codes[FLOW_DICTIONARIES]; /* of the table, by part and code of the part */
    bool has_quantity;
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
static bool put_in_order(flow_words *to, uint32_t *rank, const flow_words *all, flow_span **spans)
{
    const pship_context *context = all->context;
    ranked *list = pship__allocate(context, all->count, sizeof *list);
    void **order = pship__allocate(context, all->count, sizeof *order);
    bool done = list && order;
    if (done && spans)
        done = (*spans = pship__allocate(context, all->count, sizeof **spans)) != NULL;
    if (done) {
        for (uint32_t i = 0; i < all->count; i++) {
            list[i] = (ranked){.text = pship__flow_word(all, i), .code = i};
            if (spans)
                list[i].span = pship__flow_span_of(list[i].text);
            order[i] = &list[i];
        }
        pship__sort(order, all->count, spans ? by_days : by_text);
    }
    for (uint32_t i = 0; done && i < all->count; i++) {
        const ranked *one = order[i];
        done = pship__flow_word_code(to, one->text, strlen(one->text), &rank[one->code]);
        if (done && spans)
            (*spans)[i] = one->span;
    }
    pship__release(context, order);
    pship__release(context, list);
    return done;
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

static bool join_words(joining *all, flow_dictionary of, flow_words *to, const char *otherwise)
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
    done = done && rank &&
           put_in_order(to, rank, &together, of == FLOW_PERIODS ? &all->made->spans : NULL);
    for (size_t i = 0; i < all->count && done; i++) {
        uint32_t *codes = all->codes[of][i];
        const uint32_t known = all->parts[i]->words[of].count;
        for (uint32_t code = 0; code < known || (code == 0 && otherwise); code++)
            codes[code] = rank[codes[code]];
        pship__flow_words_free(&all->parts[i]->words[of]);
    }
    pship__release(context, rank);
    pship__flow_words_free(&together);
    return done;
}

static pship_result join_dictionaries(joining *all, const pship_flows_about *about,
                                      pship_error *err)
{
    pship_flows *made = all->made;
    const char *unit = about->quantity_unit ? about->quantity_unit : "";
    if (!join_words(all, FLOW_PERIODS, &made->periods, NULL) ||
        !join_words(all, FLOW_COUNTRIES, &made->countries, NULL) ||
        !join_words(all, FLOW_PRODUCTS, &made->products, NULL) ||
        !join_words(all, FLOW_UNITS, &made->units, unit))
        return pship__fail_memory(err);
    if (made->periods.count > UINT16_MAX + 1u || made->countries.count > UINT16_MAX + 1u ||
        made->units.count > UINT8_MAX + 1u)
        return pship__fail(err, PSHIP_E_LIMIT,
                           "more than 65,536 periods or countries, or more than 256 units");
    return PSHIP_OK;
}

/* ---- rows */

static bool allocate_columns(joining *all)
{
    pship_flows *made = all->made;
    const pship_context *context = made->context;
    size_t rows = (size_t)made->rows;
    made->period = pship__allocate(context, rows, sizeof *made->period);
    made->reporter = pship__allocate(context, rows, sizeof *made->reporter);
    made->partner = pship__allocate(context, rows, sizeof *made->partner);
    made->product = pship__allocate(context, rows, sizeof *made->product);
    made->traits = pship__allocate(context, rows, sizeof *made->traits);
    made->value = pship__allocate(context, rows, sizeof *made->value);
    if (all->has_quantity)
        made->quantity = pship__allocate(context, rows, sizeof *made->quantity);
    if (made->units.count > 1)
        made->unit = pship__allocate(context, rows, sizeof *made->unit);
    return made->period && made->reporter && made->partner && made->product && made->traits &&
           made->value && (!all->has_quantity || made->quantity) &&
           (made->units.count < 2 || made->unit);
}

/* ---- order */

static bool in_order(const pship_flows *of, size_t a, size_t b)
{
    if (of->period[a] != of->period[b])
        return of->period[a] < of->period[b];
    int one = pship__flow_direction(of->traits[a]), other = pship__flow_direction(of->traits[b]);
    if (one != other)
        return one < other;
    if (of->reporter[a] != of->reporter[b])
        return of->reporter[a] < of->reporter[b];
    if (of->partner[a] != of->partner[b])
        return of->partner[a] < of->partner[b];
    return of->product[a] <= of->product[b];
}

static bool is_sorted(const pship_flows *of)
{
    for (size_t i = 1; i < (size_t)of->rows; i++) {
        if (!in_order(of, i - 1, i))
            return false;
    }
    return true;
}

typedef enum sort_key {
    KEY_PRODUCT,
    KEY_PARTNER,
    KEY_REPORTER,
    KEY_DIRECTION,
    KEY_PERIOD,
    SORT_KEYS
} sort_key;

static uint32_t key_of(const pship_flows *of, sort_key key, size_t row)
{
    switch (key) {
    case KEY_PRODUCT:
        return of->product[row];
    case KEY_PARTNER:
        return of->partner[row];
    case KEY_REPORTER:
        return of->reporter[row];
    case KEY_DIRECTION:
        return (uint32_t)pship__flow_direction(of->traits[row]);
    default:
        return of->period[row];
    }
}

static size_t keys_of(const pship_flows *of, sort_key key)
{
    return key == KEY_PRODUCT     ? of->products.count
           : key == KEY_DIRECTION ? 8
           : key == KEY_PERIOD    ? of->periods.count
                                  : of->countries.count;
}

/* Rows between two looks at the clock. */
#define ROWS_AT_ONCE ((size_t)1 << 19)

static size_t end_of(size_t first, size_t rows)
{
    return rows - first < ROWS_AT_ONCE ? rows : first + ROWS_AT_ONCE;
}

/* One stable pass: `to` is `from` in the order of the key. */
static pship_result count_pass(const pship_flows *of, sort_key key, const uint32_t *from,
                               uint32_t *to, uint32_t *places, pship__progress_state *progress,
                               pship_error *err)
{
    const size_t rows = (size_t)of->rows, keys = keys_of(of, key);
    pship_result result = PSHIP_OK;
    memset(places, 0, (keys + 1) * sizeof *places);
    for (size_t i = 0; i < rows; i++)
        places[key_of(of, key, i) + 1]++;
    for (size_t k = 0; k < keys; k++)
        places[k + 1] += places[k];
    for (size_t first = 0; first < rows && result == PSHIP_OK; first += ROWS_AT_ONCE) {
        for (size_t i = first; i < end_of(first, rows); i++)
            to[places[key_of(of, key, from[i])]++] = from[i];
        result = pship__progress_look(progress, 0.5 + 0.08 * key, err);
    }
    return result;
}

/* A column in the new order, by way of another of the same size. */
static pship_result arrange(const pship_context *context, void *column, size_t width, size_t rows,
                            const uint32_t *order, pship__progress_state *progress,
                            pship_error *err)
{
    if (!column)
        return PSHIP_OK;
    unsigned char *from = column, *to = pship__allocate(context, rows, width);
    pship_result result = to ? PSHIP_OK : pship__fail_memory(err);
    for (size_t first = 0; first < rows && result == PSHIP_OK; first += ROWS_AT_ONCE) {
        for (size_t i = first; i < end_of(first, rows); i++)
            memcpy(to + i * width, from + order[i] * width, width);
        result = pship__progress_look(progress, 0.95, err);
    }
    if (result == PSHIP_OK)
        memcpy(from, to, rows * width);
    pship__release(context, to);
    return result;
}

static pship_result arrange_all(pship_flows *of, const uint32_t *order,
                                pship__progress_state *progress, pship_error *err)
{
    const struct {
        void *column;
        size_t width;
    } columns[] = {{of->period, sizeof *of->period},     {of->reporter, sizeof *of->reporter},
                   {of->partner, sizeof *of->partner},   {of->product, sizeof *of->product},
                   {of->traits, sizeof *of->traits},     {of->value, sizeof *of->value},
                   {of->quantity, sizeof *of->quantity}, {of->unit, sizeof *of->unit}};
    pship_result result = PSHIP_OK;
    for (int i = 0; result == PSHIP_OK && i < 8; i++)
        result = arrange(of->context, columns[i].column, columns[i].width, (size_t)of->rows, order,
                         progress, err);
    return result;
}

static pship_result sort_rows(pship_flows *of, pship__progress_state *progress, pship_error *err)
{
    const pship_context *context = of->context;
    size_t rows = (size_t)of->rows, keys = 0;
    for (int key = 0; key < SORT_KEYS; key++)
        keys = keys_of(of, (sort_key)key) > keys ? keys_of(of, (sort_key)key) : keys;
    uint32_t *order = pship__allocate(context, rows, sizeof *order);
    uint32_t *other = pship__allocate(context, rows, sizeof *other);
    uint32_t *places = pship__allocate(context, keys + 1, sizeof *places);
    pship_result result = order && other && places ? PSHIP_OK : pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < rows; i++)
        order[i] = (uint32_t)i;
    for (int key = 0; key < SORT_KEYS && result == PSHIP_OK; key++) {
        if (keys_of(of, (sort_key)key) < 2)
            continue;
        result = count_pass(of, (sort_key)key, order, other, places, progress, err);
        uint32_t *swap = order;
        order = other;
        other = swap;
    }
    pship__release(context, places);
    pship__release(context, other);
    if (result == PSHIP_OK)
        result = arrange_all(of, order, progress, err);
    pship__release(context, order);
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
        all->has_quantity = all->has_quantity || all->parts[i]->has_quantity;
    }
    if (all->made->rows >= UINT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "a flow table has fewer than 2^32 rows");
    return PSHIP_OK;
}

static pship_result join(joining *all, const pship_flows_about *about, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, all->made->context, "bringing flows together");
    pship_result result = check_about(about, err);
    if (result == PSHIP_OK)
        result = check_parts(all, err);
    if (result == PSHIP_OK)
        result = join_dictionaries(all, about, err);
    if (result == PSHIP_OK && (!copy_about(all->made, about) || !allocate_columns(all)))
        result = pship__fail_memory(err);
    bool sorted = false;
    if (result == PSHIP_OK)
        result = pship__flow_runs_copy(all->made, all->parts, all->count, all->codes, &sorted,
                                       &progress, err);
    if (result == PSHIP_OK && !sorted && !is_sorted(all->made))
        result = sort_rows(all->made, &progress, err);
    return result;
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
