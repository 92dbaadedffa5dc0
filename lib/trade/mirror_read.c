/* Mirror comparison: what each table reports, under codes that both share. */
#include "codes/codes.h"
#include "codes/mapping.h"
#include "codes/product.h"
#include "trade/mirror.h"

#include <string.h>

/* ---- codes */

static bool same_span(flow_span a, flow_span b)
{
    return a.first == b.first && a.last == b.last && a.first != PSHIP_DAY_MIN &&
           a.last != PSHIP_DAY_MAX;
}

/* Periods are the same where their days are, however they are written. */
static bool period_code(mirror *all, const char *text, uint32_t *code)
{
    const flow_span days = pship__flow_span_of(text);
    for (uint32_t i = 0; i < all->periods.count; i++) {
        if (same_span(all->spans[i], days)) {
            *code = i;
            return true;
        }
    }
    const uint32_t before = all->periods.count;
    if (!pship__grow(all->context, (void **)&all->spans, before, &all->span_capacity,
                     sizeof *all->spans) ||
        !pship__flow_word_code(&all->periods, text, strlen(text), code))
        return false;
    all->spans[*code] = days;
    return true;
}

/* What a code of a country comes to; itself where nothing is said of it. */
static const char *name_of(const mirror *all, const char *text, bool *said)
{
    const mapping_code *code =
        all->options.countries ? pship__mapping_find(all->options.countries, text) : NULL;
    *said = code != NULL;
    return code ? code->targets[0].to : text;
}

static bool country_code(mirror *all, const char *text, uint32_t *code)
{
    bool said;
    uint32_t listed;
    const char *name = name_of(all, text, &said);
    if (!said && all->options.countries && pship__flow_word_find(&all->names, text) < 0 &&
        !pship__flow_word_code(&all->unknown, text, strlen(text), &listed))
        return false;
    return pship__flow_word_code(&all->countries, name, strlen(name), code);
}

typedef struct translation {
    uint32_t *period, *country, *product;
} translation;

static void release_translation(const mirror *all, translation *codes)
{
    pship__release(all->context, codes->period);
    pship__release(all->context, codes->country);
    pship__release(all->context, codes->product);
}

static bool translate(mirror *all, translation *codes, const pship_flow_sums *sums)
{
    const pship_context *context = all->context;
    codes->period = pship__allocate(context, sums->periods.count, sizeof *codes->period);
    codes->country = pship__allocate(context, sums->countries.count, sizeof *codes->country);
    codes->product = pship__allocate(context, sums->products.count, sizeof *codes->product);
    bool done = codes->period && codes->country && codes->product;
    for (uint32_t i = 0; done && i < sums->periods.count; i++)
        done = period_code(all, pship__flow_word(&sums->periods, i), &codes->period[i]);
    for (uint32_t i = 0; done && i < sums->countries.count; i++)
        done = country_code(all, pship__flow_word(&sums->countries, i), &codes->country[i]);
    for (uint32_t i = 0; done && i < sums->products.count; i++) {
        const char *text = pship__flow_word(&sums->products, i);
        done = pship__flow_word_code(&all->products, text, strlen(text), &codes->product[i]);
    }
    return done;
}

static bool has_country(const mirror *all, const char *name)
{
    bool said;
    for (int side = 0; side < all->ways; side++) {
        const flow_words *words = &all->flows[side]->countries;
        for (uint32_t i = 0; i < words->count; i++) {
            if (strcmp(name_of(all, pship__flow_word(words, i), &said), name) == 0)
                return true;
        }
    }
    return false;
}

/* Whatever the period: a country that reports nothing of some years is none that is not there. */
static pship_result check_among(const mirror *all, pship_error *err)
{
    for (uint32_t i = 0; i < all->among.count; i++) {
        const char *name = pship__flow_word(&all->among, i);
        if (!has_country(all, name))
            return pship__fail(err, PSHIP_E_NOT_FOUND, "the flows have no country '%s'", name);
    }
    return PSHIP_OK;
}

static bool is_among(const mirror *all, uint32_t country)
{
    return all->among.count == 0 ||
           pship__flow_word_find(&all->among, pship__flow_word(&all->countries, country)) >= 0;
}

/* ---- groups */

/* Where the rows of one sum go; NULL: nowhere. */
typedef struct receivers {
    flow_groups *imports, *exports, *reporters, *re_exporters;
} receivers;

/* A country that reports in a period, as the importer or the exporter of a way. */
static bool add_reporter(flow_groups *to, const flow_key *key, flow_key_part as)
{
    flow_key own = {{key->part[KEY_PERIOD], key->part[KEY_DIRECTION], 0, 0, (uint32_t)as}};
    own.part[as] = key->part[as] + 1;
    return !to || pship__flow_group_at(to, &own) != NULL;
}

static bool add_group(mirror *all, const translation *codes, const receivers *to, int side,
                      const flow_groups *from, const flow_group *group)
{
    const uint32_t direction = group->key.part[KEY_DIRECTION];
    const uint32_t reporter = codes->country[group->key.part[KEY_REPORTER]];
    const uint32_t partner = codes->country[group->key.part[KEY_PARTNER]];
    const bool import = direction == PSHIP_FLOW_IMPORT;
    const int way = all->ways == 1 ? 0 : import ? side : 1 - side;
    const uint32_t product = all->options.totals ? 0 : codes->product[group->key.part[KEY_PRODUCT]];
    const flow_key key = {{codes->period[group->key.part[KEY_PERIOD]], (uint32_t)way,
                           import ? reporter : partner, import ? partner : reporter, product}};
    if (direction == PSHIP_FLOW_RE_EXPORT)
        return add_reporter(to->re_exporters, &key, KEY_PARTNER);
    if (!import && direction != PSHIP_FLOW_EXPORT)
        return true;
    if (!add_reporter(to->reporters, &key, import ? KEY_REPORTER : KEY_PARTNER))
        return false;
    flow_groups *into = import ? to->imports : to->exports;
    if (!into || !is_among(all, reporter) || !is_among(all, partner))
        return true;
    return pship__flow_group_add(into, &key, from, group);
}

static pship_result add_sums(mirror *all, const receivers *to, int side,
                             const pship_flow_sums *sums, pship_error *err)
{
    translation codes = {NULL, NULL, NULL};
    const flow_groups *groups = &sums->totals.groups;
    bool done = translate(all, &codes, sums);
    pship_result result = done ? PSHIP_OK : pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++)
        result = add_group(all, &codes, to, side, groups, pship__flow_group(groups, i))
                     ? pship__progress(&all->progress, -1, err)
                     : pship__fail_memory(err);
    release_translation(all, &codes);
    return result;
}

/* Sums the rows of a table of one valuation or with one flag, 0 for all, and gives them on. */
static pship_result read_rows(mirror *all, const receivers *to, int side, int valuation, int flags,
                              pship_error *err)
{
    static const char *const keys[] = {"period", "reporter", "partner", "product"};
    pship_aggregate_options wanted = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flow_sums *sums = NULL;
    wanted.by = keys;
    wanted.by_count = all->options.totals ? 3 : 4;
    wanted.product_digits = all->options.totals ? 0 : all->options.product_digits;
    wanted.from = all->options.from;
    wanted.until = all->options.until;
    wanted.add_overlapping = all->options.add_overlapping;
    pship_result result = pship_flow_sums_new(&sums, all->flows[0]->context, &wanted, err);
    if (result == PSHIP_OK) {
        sums->wanted.only_valuation = valuation;
        sums->wanted.only_flags = flags;
        result = pship_flow_sums_update(sums, all->flows[side], err);
    }
    if (result == PSHIP_OK)
        result = add_sums(all, to, side, sums, err);
    pship_flow_sums_free(sums);
    return result;
}

/* ---- units */

static pship_result bring_to_unit(mirror *all, pship_error *err)
{
    const char *a = all->flows[0]->value_unit, *b = all->flows[1]->value_unit;
    all->scale[0] = 1;
    if (!pship__unit_ratio(&all->scale[1], b, a))
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "values in '%s' cannot be compared with values in '%s'", a ? a : "",
                           b ? b : "");
    return PSHIP_OK;
}

static pship_result check_classifications(const mirror *all, pship_error *err)
{
    const char *a = all->flows[0]->classification, *b = all->flows[1]->classification;
    if (!a || !b || all->options.any_classification || pship__classification_agrees(a, b))
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_CONFLICT,
                       "products of '%.60s' cannot be compared with products of '%.60s'", a, b);
}

pship_result pship__mirror_read(mirror *all, pship_error *err)
{
    const receivers sums = {&all->imports, &all->exports, &all->reporters, &all->re_exporters};
    const receivers fob = {&all->fob, NULL, NULL, NULL};
    const receivers secret = {&all->secret_imports, &all->secret_exports, NULL, NULL};
    pship_result result = bring_to_unit(all, err);
    if (result == PSHIP_OK)
        result = check_classifications(all, err);
    if (result == PSHIP_OK)
        result = check_among(all, err);
    for (int side = 0; result == PSHIP_OK && side < all->ways; side++) {
        result = read_rows(all, &sums, side, 0, 0, err);
        if (result == PSHIP_OK)
            result = read_rows(all, &fob, side, PSHIP_VALUATION_FOB, 0, err);
        if (result == PSHIP_OK)
            result = read_rows(all, &secret, side, 0, PSHIP_FLOW_CONFIDENTIAL, err);
    }
    return result;
}
