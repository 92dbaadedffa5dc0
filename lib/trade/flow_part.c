/* Rows on their way into a flow table: a part that one thread fills. */
#include "trade/flow_number.h"
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
    pship__flow_words_init(&made->classifications, made->context);
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
    pship__flow_words_free(&part->classifications);
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

bool pship__flow_part_code_written(flow_part *part, flow_dictionary of, const char *text,
                                   size_t length, uint32_t *code)
{
    char mended[FLOW_PERIOD_MENDED + 1];
    if (of == FLOW_PERIODS && pship__flow_period_mend(mended, text, length))
        return pship__flow_part_code(part, of, mended, FLOW_PERIOD_MENDED, code);
    return pship__flow_part_code(part, of, text, length, code);
}

/* ---- rows */

static flow_chunk *add_chunk(flow_part *part, uint8_t value_behind, uint8_t quantity_behind)
{
    flow_chunk *made = pship__allocate(part->context, 1, sizeof *made);
    if (!made) {
        part->failed = PSHIP_E_MEMORY;
        return NULL;
    }
    made->next = NULL;
    made->count = made->run_count = 0;
    made->value.wide = part->wide || value_behind == FLOW_WIDE;
    made->quantity.wide = part->wide || quantity_behind == FLOW_WIDE;
    made->value.behind = value_behind;
    made->quantity.behind = quantity_behind;
    made->value.odd_count = made->quantity.odd_count = 0;
    if (part->last)
        part->last->next = made;
    else
        part->first = made;
    part->last = made;
    return made;
}

/* Digits with as many behind the point as the others of the chunk; FLOW_ODD where that cannot be. */
static inline uint32_t digits_of(const flow_number *number, uint8_t behind)
{
    uint64_t digits = number->digits;
    if (number->behind > behind || digits >= FLOW_ODD)
        return FLOW_ODD;
    for (uint8_t more = number->behind; more < behind && digits < FLOW_ODD; more++)
        digits *= 10;
    return digits < FLOW_ODD ? (uint32_t)digits : FLOW_ODD;
}

/* False where there is no room for one number more that is not digits. */
static inline bool put_number(flow_numbers *to, uint32_t at, const flow_number *from)
{
    bool wide = from->behind == FLOW_WIDE;
    if (to->wide) {
        to->numbers[at] =
            wide ? from->number : (double)from->digits / pship__flow_tens[from->behind];
        return true;
    }
    if (wide && isnan(from->number)) {
        to->digits[at] = FLOW_MISSING;
        return true;
    }
    uint32_t digits = wide ? FLOW_ODD : digits_of(from, to->behind);
    to->digits[at] = digits;
    if (digits != FLOW_ODD)
        return true;
    if (to->odd_count == FLOW_CHUNK_ODD)
        return false;
    to->odd[to->odd_count++] =
        wide ? from->number : (double)from->digits / pship__flow_tens[from->behind];
    return true;
}

static inline bool put_numbers(flow_chunk *to, const flow_number *value,
                               const flow_number *quantity)
{
    uint32_t odd = to->value.odd_count;
    if (!put_number(&to->value, to->count, value))
        return false;
    if (put_number(&to->quantity, to->count, quantity))
        return true;
    to->value.odd_count = odd; /* the row goes elsewhere as a whole */
    return false;
}

/* How many digits behind the point the first number of a chunk makes likely for all. */
static uint8_t likely_behind(const flow_number *number)
{
    return number->behind == FLOW_WIDE ? (isnan(number->number) ? 3 : FLOW_WIDE) : number->behind;
}

/* From how many digits behind the point on a number is tried as digits; FLOW_WIDE: not at all. */
static uint8_t least_behind(const flow_part *part, const flow_numbers *of)
{
    const bool fresh = !part->last || part->last->count == FLOW_CHUNK_ROWS;
    return part->wide ? FLOW_WIDE : fresh ? 0 : of->wide ? FLOW_WIDE : of->behind;
}

/* For the next chunk: as many as before where that suits the number too. */
static uint8_t next_behind(const flow_numbers *of, const flow_number *number)
{
    const bool missing = number->behind == FLOW_WIDE && isnan(number->number);
    const bool suits =
        missing || (number->behind != FLOW_WIDE && digits_of(number, of->behind) != FLOW_ODD);
    return !of->wide && suits ? of->behind : likely_behind(number);
}

static flow_chunk *begin_chunk(flow_part *part, const flow_number *value,
                               const flow_number *quantity)
{
    const flow_chunk *last = part->last;
    if (!last)
        return add_chunk(part, likely_behind(value), likely_behind(quantity));
    if (last->count == FLOW_CHUNK_ROWS)
        return add_chunk(part, last->value.wide ? likely_behind(value) : last->value.behind,
                         last->quantity.wide ? likely_behind(quantity) : last->quantity.behind);
    /* One that was not filled had too many odd numbers. Where not for too few digits behind the point, twice is
     * enough. */
    const uint8_t value_behind = next_behind(&last->value, value);
    const uint8_t quantity_behind = next_behind(&last->quantity, quantity);
    const bool more = (value_behind != FLOW_WIDE && value_behind > last->value.behind) ||
                      (quantity_behind != FLOW_WIDE && quantity_behind > last->quantity.behind);
    part->wide = part->wide || (!more && last->count < FLOW_CHUNK_ROWS / 2 && last != part->first);
    return add_chunk(part, value_behind, quantity_behind);
}

static inline bool continues(const flow_run *run, const flow_row *row)
{
    return run->partner == row->partner && run->reporter == row->reporter &&
           run->period == row->period && run->traits == row->traits && run->unit == row->unit;
}

bool pship__flow_part_put(flow_part *part, const flow_row *row, const flow_number *value,
                          const flow_number *quantity)
{
    flow_chunk *to = part->last;
    if (!to || to->count == FLOW_CHUNK_ROWS || !put_numbers(to, value, quantity)) {
        to = begin_chunk(part, value, quantity);
        if (!to)
            return false;
        (void)put_numbers(to, value, quantity); /* an empty chunk has room */
    }
    to->product[to->count++] = row->product;
    flow_run *run = to->run_count > 0 ? &to->runs[to->run_count - 1] : NULL;
    if (run && continues(run, row))
        run->count++;
    else
        to->runs[to->run_count++] =
            (flow_run){(uint16_t)row->period, (uint16_t)row->reporter, (uint16_t)row->partner,
                       row->traits,           (uint8_t)row->unit,      1};
    part->has_quantity =
        part->has_quantity || quantity->behind != FLOW_WIDE || !isnan(quantity->number);
    part->rows++;
    return true;
}

bool pship__flow_part_add(flow_part *part, const flow_row *row)
{
    const flow_chunk *last = part->last;
    const flow_number value =
        pship__flow_number_of(row->value, least_behind(part, last ? &last->value : NULL));
    const flow_number quantity =
        pship__flow_number_of(row->quantity, least_behind(part, last ? &last->quantity : NULL));
    return pship__flow_part_put(part, row, &value, &quantity);
}

pship_result pship__flow_part_failure(const flow_part *part, pship_error *err)
{
    static const char *const names[] = {"periods", "countries", "products", "units"};
    if (part->failed == PSHIP_E_LIMIT)
        return pship__fail(err, PSHIP_E_LIMIT, "more than %u distinct %s", most_words(part->full),
                           names[part->full]);
    return part->failed == PSHIP_E_MEMORY ? pship__fail_memory(err) : PSHIP_OK;
}
