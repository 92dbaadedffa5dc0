/* Mappings: looked up, told, and one made of two. */
#include "codes/mapping.h"

#include "codes/product.h"
#include "table/builder.h"
#include <math.h>
#include <string.h>

/* Weights in files have some ten digits. */
#define BALANCE 1e-9

pship_mapping_options pship_mapping_options_init(void)
{
    return (pship_mapping_options)PSHIP_MAPPING_OPTIONS_INIT;
}

void pship_mapping_free(pship_mapping *mapping)
{
    if (!mapping || atomic_fetch_sub(&mapping->references, 1) != 1)
        return;
    pship_context *context = mapping->context;
    pship__release(context, mapping->texts);
    pship__release(context, mapping->targets);
    pship__release(context, mapping->codes);
    pship__release(context, mapping->from_classification);
    pship__release(context, mapping->to_classification);
    pship__release(context, mapping);
    pship_context_free(context);
}

pship_mapping *pship_mapping_share(pship_mapping *mapping)
{
    atomic_fetch_add(&mapping->references, 1);
    return mapping;
}

pship_mapping_options pship_mapping_describe(const pship_mapping *mapping)
{
    pship_mapping_options about = PSHIP_MAPPING_OPTIONS_INIT;
    about.prefixes = mapping->prefixes;
    about.from_classification = mapping->from_classification;
    about.to_classification = mapping->to_classification;
    return about;
}

/* ---- looking up */

bool pship__mapping_balanced(const mapping_code *code)
{
    return fabs(code->sum - 1) <= BALANCE;
}

pship_result pship__mapping_check_weights(const mapping_code *code, pship_error *err)
{
    char sum[40];
    if (!code || pship__mapping_balanced(code))
        return PSHIP_OK;
    (void)pship__number_format(code->sum, sum, sizeof sum);
    return pship__fail(err, PSHIP_E_INVALID, "the weights of '%.60s' sum to %s, not to one",
                       code->from, sum);
}

pship_result pship__mapping_check_classification(const pship_mapping *mapping, const char *is,
                                                 pship_error *err)
{
    const char *from = mapping->from_classification;
    if (!from || !is || pship__classification_agrees(from, is))
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_INVALID, "the mapping is from %.60s, and the flows have %.60s",
                       from, is);
}

/* As strcmp() of the first `length` bytes of a code and a whole text. */
static int compare(const char *code, size_t length, const char *text)
{
    int order = strncmp(code, text, length);
    return order != 0 ? order : (text[length] == '\0' ? 0 : -1);
}

static const mapping_code *find(const pship_mapping *mapping, const char *code, size_t length)
{
    size_t low = 0, high = mapping->code_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(code, length, mapping->codes[middle].from);
        if (order == 0)
            return &mapping->codes[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const mapping_code *pship__mapping_find(const pship_mapping *mapping, const char *code)
{
    const mapping_code *found = NULL;
    size_t length = strlen(code);
    do {
        found = find(mapping, code, length);
    } while (!found && mapping->prefixes && length-- > 1);
    return found;
}

/* ---- telling */

typedef void (*add_code_rows)(pship__table_builder *rows, const mapping_code *code);

/* A table of what `add` says of each code. */
static pship_result tell_codes(pship_table **table, const pship_mapping *mapping,
                               const pship__column_spec *columns, size_t count, add_code_rows add,
                               pship_error *err)
{
    pship__table_builder *rows;
    if (!table || !mapping)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the mapping are NULL");
    pship_result result = pship__table_builder_new(&rows, mapping->context, columns, count, err);
    if (result != PSHIP_OK)
        return result;
    for (uint32_t i = 0; i < mapping->code_count; i++)
        add(rows, &mapping->codes[i]);
    return pship__table_builder_finish(rows, table, err);
}

static void add_targets(pship__table_builder *rows, const mapping_code *code)
{
    for (uint32_t i = 0; i < code->count; i++) {
        pship__add_text(rows, code->from);
        pship__add_text(rows, code->targets[i].to);
        pship__add_number(rows, code->targets[i].weight);
    }
}

pship_result pship_mapping_table(pship_table **table, const pship_mapping *mapping,
                                 pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"from", PSHIP_COLUMN_UTF8, NULL, 0},
        {"to", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"weight", PSHIP_COLUMN_FLOAT64, NULL, 0},
    };
    return tell_codes(table, mapping, columns, sizeof columns / sizeof *columns, add_targets, err);
}

static void add_sum(pship__table_builder *rows, const mapping_code *code)
{
    pship__add_text(rows, code->from);
    pship__add_int64(rows, code->count);
    pship__add_number(rows, code->sum);
    pship__add_bool(rows, pship__mapping_balanced(code));
}

pship_result pship_mapping_codes(pship_table **table, const pship_mapping *mapping,
                                 pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"from", PSHIP_COLUMN_UTF8, NULL, 0},
        {"targets", PSHIP_COLUMN_INT64, NULL, 0},
        {"weights", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"balanced", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    return tell_codes(table, mapping, columns, sizeof columns / sizeof *columns, add_sum, err);
}

/* ---- one of two */

static pship_result add(mapping_maker *maker, const char *from, const char *to, double weight,
                        pship_error *err)
{
    if (!isfinite(weight))
        return pship__fail(err, PSHIP_E_LIMIT, "the weights of '%.60s' are too large", from);
    return pship__mapping_add(maker, from, strlen(from), to, strlen(to), weight,
                              (mapping_place){NULL, 0, 0}, err);
}

static pship_result add_code(mapping_maker *maker, const mapping_code *code,
                             const pship_mapping *second, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (uint32_t i = 0; i < code->count && result == PSHIP_OK; i++) {
        const mapping_target *by_way_of = &code->targets[i];
        const mapping_code *further = pship__mapping_find(second, by_way_of->to);
        if (!further)
            result = add(maker, code->from, by_way_of->to, by_way_of->weight, err);
        for (uint32_t j = 0; further && j < further->count && result == PSHIP_OK; j++)
            result = add(maker, code->from, further->targets[j].to,
                         by_way_of->weight * further->targets[j].weight, err);
    }
    return result;
}

static void add_count(pship__table_builder *rows, const mapping_code *code)
{
    pship__add_text(rows, code->from);
    pship__add_int64(rows, code->count);
}

/* What the second one does not know: a mapping from there to the codes of the first one, which is sorted and counted as
 * any other. */
static pship_result tell_left(pship_table **left, const pship_mapping *first,
                              const pship_mapping *second, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"code", PSHIP_COLUMN_UTF8, NULL, 0},
        {"mapped_from", PSHIP_COLUMN_INT64, NULL, 0},
    };
    mapping_maker maker;
    pship_mapping_options plain = PSHIP_MAPPING_OPTIONS_INIT;
    pship_mapping *unknown = NULL;
    pship_result result = PSHIP_OK;
    pship__mapping_maker_init(&maker, first->context);
    for (uint32_t i = 0; i < first->code_count; i++) {
        const mapping_code *code = &first->codes[i];
        for (uint32_t j = 0; j < code->count && result == PSHIP_OK; j++) {
            if (!pship__mapping_find(second, code->targets[j].to))
                result = add(&maker, code->targets[j].to, code->from, 1, err);
        }
    }
    if (result == PSHIP_OK)
        result = pship__mapping_make(&unknown, &maker, &plain, err);
    else
        pship__mapping_maker_free(&maker);
    if (result == PSHIP_OK)
        result =
            tell_codes(left, unknown, columns, sizeof columns / sizeof *columns, add_count, err);
    pship_mapping_free(unknown);
    return result;
}

static pship_result compose(pship_mapping **mapping, const pship_mapping *first,
                            const pship_mapping *second, pship_error *err)
{
    mapping_maker maker;
    pship_mapping_options about = pship_mapping_describe(first);
    pship_result result = PSHIP_OK;
    about.to_classification = second->to_classification;
    pship__mapping_maker_init(&maker, first->context);
    maker.adds = true;
    for (uint32_t i = 0; i < first->code_count && result == PSHIP_OK; i++)
        result = add_code(&maker, &first->codes[i], second, err);
    if (result == PSHIP_OK)
        return pship__mapping_make(mapping, &maker, &about, err);
    pship__mapping_maker_free(&maker);
    return result;
}

pship_result pship_mapping_compose(pship_mapping **mapping, pship_table **left,
                                   const pship_mapping *first, const pship_mapping *second,
                                   pship_error *err)
{
    pship_mapping *made = NULL;
    if (!mapping || !first || !second)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a mapping is NULL");
    const char *to = first->to_classification, *from = second->from_classification;
    if (to && from && !pship__classification_agrees(to, from))
        return pship__fail(err, PSHIP_E_INVALID, "one mapping is to %.60s, and the next from %.60s",
                           to, from);
    pship_result result = compose(&made, first, second, err);
    if (result == PSHIP_OK && left)
        result = tell_left(left, first, second, err);
    if (result == PSHIP_OK)
        *mapping = made;
    else
        pship_mapping_free(made);
    return result;
}
