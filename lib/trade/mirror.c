/* Mirror comparison: pairs, causes, and the table. */
#include "trade/mirror.h"

#include "codes/mapping.h"
#include "trade/flow_sort.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

pship_mirror_options pship_mirror_options_init(void)
{
    return (pship_mirror_options)PSHIP_MIRROR_OPTIONS_INIT;
}

/* ---- life */

static void words_of(mirror *all, flow_words *list[7])
{
    flow_words *const words[7] = {&all->periods, &all->countries, &all->products, &all->unknown,
                                  &all->among,   &all->hubs,      &all->names};
    memcpy(list, words, sizeof words);
}

static void groups_of(mirror *all, flow_groups *list[9])
{
    flow_groups *const groups[9] = {
        &all->imports,        &all->exports,        &all->fob,
        &all->secret_imports, &all->secret_exports, &all->reporters,
        &all->re_exporters,   &all->import_wholes,  &all->export_wholes};
    memcpy(list, groups, sizeof groups);
}

static bool read_codes(flow_words *words, const char *const *list, size_t count)
{
    uint32_t code;
    bool done = true;
    for (size_t i = 0; done && i < count; i++)
        done = pship__flow_word_code(words, list[i], strlen(list[i]), &code);
    return done;
}

/* What codes of countries come to: one country each. */
static pship_result read_names(mirror *all, pship_error *err)
{
    const pship_mapping *mapping = all->options.countries;
    uint32_t name;
    for (uint32_t i = 0; mapping && i < mapping->code_count; i++) {
        const mapping_code *code = &mapping->codes[i];
        if (code->count > 1)
            return pship__fail(err, PSHIP_E_INVALID,
                               "the country '%.60s' comes to both '%.60s' and '%.60s'", code->from,
                               code->targets[0].to, code->targets[1].to);
        pship_result result = pship__mapping_check_weights(code, err);
        if (result != PSHIP_OK)
            return result;
        if (!pship__flow_word_code(&all->names, code->targets[0].to, strlen(code->targets[0].to),
                                   &name))
            return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

static pship_result begin(mirror *all, const pship_flows *a, const pship_flows *b,
                          const pship_mirror_options *options, pship_error *err)
{
    flow_words *words[7];
    flow_groups *groups[9];
    *all = (mirror){.context = a->context,
                    .options = PSHIP_MIRROR_OPTIONS_INIT,
                    .flows = {a, b},
                    .ways = a == b ? 1 : 2};
    pship__progress_begin(&all->progress, all->context, "comparing");
    words_of(all, words);
    groups_of(all, groups);
    for (int i = 0; i < 7; i++)
        pship__flow_words_init(words[i], all->context);
    for (int i = 0; i < 9; i++)
        pship__flow_groups_init(groups[i], all->context);
    pship_result result = pship__options(&all->options, sizeof all->options, sizeof all->options,
                                         options, "pship_mirror_options", err);
    if (result == PSHIP_OK)
        result = read_names(all, err);
    if (result != PSHIP_OK)
        return result;
    const double weight = all->options.import_weight, margin = all->options.margin;
    if (!(weight >= 0 && weight <= 1) || all->options.product_digits < 0)
        return pship__fail(
            err, PSHIP_E_ARGUMENT,
            "the weight of imports lies between 0 and 1, and digits are counted from 0");
    if (margin != -1 && !(margin >= 0 && margin <= 1))
        return pship__fail(err, PSHIP_E_INVALID,
                           "a margin lies between 0 and 1: six percent are 0.06");
    return read_codes(&all->among, all->options.among, all->options.among_count) &&
                   read_codes(&all->hubs, all->options.hubs, all->options.hub_count)
               ? PSHIP_OK
               : pship__fail_memory(err);
}

static void end(mirror *all)
{
    flow_words *words[7];
    flow_groups *groups[9];
    words_of(all, words);
    groups_of(all, groups);
    for (int i = 0; i < 7; i++)
        pship__flow_words_free(words[i]);
    for (int i = 0; i < 9; i++)
        pship__flow_groups_free(groups[i]);
    pship__release(all->context, all->spans);
    pship__release(all->context, all->written_otherwise);
    pship__release(all->context, all->parents);
    pship__release(all->context, all->pairs);
}

/* ---- pairs */

/* The value of a group in the unit of the first table; NaN where none was told. */
static double value_of(const mirror *all, const flow_groups *groups, const flow_group *group,
                       int side)
{
    if (!group || group->rows == group->withheld)
        return (double)NAN;
    return pship__exact_round(&groups->store, &group->value) * all->scale[side];
}

static mirror_pair make_pair(const mirror *all, const flow_key *key)
{
    const int way = (int)key->part[KEY_DIRECTION];
    const int importing = way, exporting = all->ways == 1 ? 0 : 1 - way;
    mirror_pair pair = {.key = *key, .margin = (double)NAN};
    pair.imports = pship__flow_group_find(&all->imports, key);
    pair.exports = pship__flow_group_find(&all->exports, key);
    pair.import_value = value_of(all, &all->imports, pair.imports, importing);
    pair.export_value = value_of(all, &all->exports, pair.exports, exporting);
    const flow_group *valued = pship__flow_group_find(&all->fob, key);
    const double fob = value_of(all, &all->fob, valued, importing);
    pair.all_fob = pair.imports && valued && valued->rows == pair.imports->rows;
    pair.fob_value = isnan(fob) ? 0 : fob;
    return pair;
}

static pship_result collect(mirror *all, pship_error *err)
{
    all->pairs =
        pship__allocate(all->context, all->imports.count + all->exports.count, sizeof *all->pairs);
    if (!all->pairs)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    const size_t groups = all->imports.count + all->exports.count;
    for (size_t i = 0; result == PSHIP_OK && i < groups; i++) {
        const bool import = i < all->imports.count;
        const flow_key *key = import
                                  ? &pship__flow_group(&all->imports, i)->key
                                  : &pship__flow_group(&all->exports, i - all->imports.count)->key;
        if (!import && pship__flow_group_find(&all->imports, key))
            continue;
        const mirror_pair *made = &all->pairs[all->count];
        all->pairs[all->count++] = make_pair(all, key);
        result = isinf(made->import_value) || isinf(made->export_value)
                     ? pship__fail(err, PSHIP_E_LIMIT, "a sum of values is beyond all doubles")
                     : pship__progress(&all->progress, -1, err);
    }
    return result;
}

/* ---- order */

typedef struct ordered {
    const char *importer, *exporter, *product;
    flow_span span;
    const char *period;
    uint32_t way;
    mirror_pair pair;
} ordered;

static int by_texts(const void *left, const void *right)
{
    const ordered *a = left, *b = right;
    if (a->span.first != b->span.first)
        return a->span.first < b->span.first ? -1 : 1;
    if (a->span.last != b->span.last)
        return a->span.last < b->span.last ? -1 : 1;
    int order = strcmp(a->period, b->period);
    order = order != 0 ? order : strcmp(a->importer, b->importer);
    order = order != 0 ? order : strcmp(a->exporter, b->exporter);
    order = order != 0 ? order : strcmp(a->product, b->product);
    return order != 0 ? order : (a->way > b->way) - (a->way < b->way);
}

static pship_result put_in_order(mirror *all, pship_error *err)
{
    ordered *list = pship__allocate(all->context, all->count, sizeof *list);
    if (!list)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        const uint32_t *key = all->pairs[i].key.part;
        result = pship__progress(&all->progress, -1, err);
        list[i] = (ordered){.importer = pship__flow_word(&all->countries, key[KEY_REPORTER]),
                            .exporter = pship__flow_word(&all->countries, key[KEY_PARTNER]),
                            .product = all->options.totals
                                           ? ""
                                           : pship__flow_word(&all->products, key[KEY_PRODUCT]),
                            .span = all->spans[key[KEY_PERIOD]],
                            .period = pship__flow_word(&all->periods, key[KEY_PERIOD]),
                            .way = key[KEY_DIRECTION],
                            .pair = all->pairs[i]};
    }
    if (result == PSHIP_OK)
        result = pship__sort_items(list, all->count, sizeof *list, by_texts, &all->progress, err);
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        all->pairs[i] = list[i].pair;
        result = pship__progress(&all->progress, -1, err);
    }
    pship__release(all->context, list);
    return result;
}

/* ---- rows */

static void add_names(pship__table_builder *builder, const mirror *all, const mirror_pair *pair)
{
    const uint32_t *key = pair->key.part;
    pship__add_word(builder, pship__flow_word(&all->periods, key[KEY_PERIOD]));
    pship__add_word(builder, pship__flow_word(&all->countries, key[KEY_REPORTER]));
    pship__add_word(builder, pship__flow_word(&all->countries, key[KEY_PARTNER]));
    if (all->options.totals)
        pship__add_null(builder);
    else
        pship__add_word(builder, pship__flow_word(&all->products, key[KEY_PRODUCT]));
}

static void add_values(pship__table_builder *builder, const mirror *all, const mirror_pair *pair)
{
    const double imports = pair->import_value, exports = pair->export_value;
    const double fob = pair->fob_value + (imports - pair->fob_value) / (1 + pair->margin);
    const double weight = all->options.import_weight;
    const double both = weight * fob + (1 - weight) * exports;
    pship__add_finite(builder, imports);
    pship__add_finite(builder, exports);
    pship__add_finite(builder, imports - exports);
    pship__add_finite(builder, imports / exports);
    pship__add_finite(builder, fabs(imports - exports) / (imports + exports));
    pship__add_finite(builder, pair->margin);
    pship__add_text(builder, pair->margin_from);
    pship__add_finite(builder, fob);
    pship__add_finite(builder, fob - exports);
    pship__add_finite(builder, isnan(exports) ? fob : isnan(fob) ? exports : both);
    pship__add_text(builder, !pair->imports  ? "exports_only"
                             : pair->exports ? "both"
                                             : "imports_only");
}

static void add_pair(pship__table_builder *builder, const mirror *all, const mirror_pair *pair)
{
    const int way = (int)pair->key.part[KEY_DIRECTION];
    char causes[PSHIP__CAUSES];
    add_names(builder, all, pair);
    add_values(builder, all, pair);
    pship__add_text(builder, pship__mirror_causes(causes, all, pair));
    pship__add_int64(builder, pair->imports ? pair->imports->rows : 0);
    pship__add_int64(builder, pair->exports ? pair->exports->rows : 0);
    pship__add_ordinal(builder, pair->margin_pairs);
    pship__add_text(builder, all->flows[way]->source);
    pship__add_text(builder, all->flows[all->ways == 1 ? 0 : 1 - way]->source);
}

static pship_result make_table(pship_table **table, mirror *all, pship_error *err)
{
    const char *unit = all->flows[0]->value_unit;
    const pship__column_spec columns[] = {
        {"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"importer", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"exporter", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"imports", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"exports", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"gap", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"ratio", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"asymmetry", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"margin", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"margin_from", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"imports_fob", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"unexplained", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"reconciled", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"match", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"causes", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"import_rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"export_rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"margin_pairs", PSHIP_COLUMN_INT64, NULL, 0},
        {"import_source", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"export_source", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    };
    pship__table_builder *builder = NULL;
    pship_result result = pship__table_builder_new(&builder, all->flows[0]->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result == PSHIP_OK)
        pship__expect_rows(builder, all->count);
    for (size_t i = 0; result == PSHIP_OK && i < all->count; i++) {
        add_pair(builder, all, &all->pairs[i]);
        result = pship__progress(&all->progress, (double)i / (double)all->count, err);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

pship_result pship_flows_mirror(pship_table **table, const pship_flows *a, const pship_flows *b,
                                const pship_mirror_options *options, pship_error *err)
{
    mirror all;
    if (!table || !a || !b)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the flows are NULL");
    pship_result result = begin(&all, a, b, options, err);
    if (result == PSHIP_OK)
        result = pship__mirror_read(&all, err);
    if (result == PSHIP_OK)
        result = collect(&all, err);
    if (result == PSHIP_OK)
        result = put_in_order(&all, err);
    if (result == PSHIP_OK)
        result = pship__mirror_margins(&all, err);
    if (result == PSHIP_OK)
        result = pship__mirror_codes(&all, err);
    if (result == PSHIP_OK)
        result = make_table(table, &all, err);
    end(&all);
    return result;
}
