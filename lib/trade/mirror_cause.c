/* Mirror comparison: why the two sides differ, as far as the data show it. */
#include "codes/country.h"
#include "trade/flow_level.h"
#include "trade/mirror.h"

#include <stdio.h>
#include <string.h>

/* ---- codes that mean the same */

/* Countries that are written in two ways, "842" and "USA", meet only where `countries` says so. */
static pship_result find_otherwise(mirror *all, pship_error *err)
{
    const flow_words *words = &all->countries;
    flow_words meanings;
    pship__buffer buffer;
    bool done = true;
    uint32_t *first = pship__allocate(all->context, words->count, sizeof *first);
    all->written_otherwise =
        pship__allocate_zero(all->context, words->count, sizeof *all->written_otherwise);
    pship__flow_words_init(&meanings, all->context);
    pship__buffer_init(&buffer, all->context);
    done = first && all->written_otherwise;
    for (uint32_t i = 0; done && i < words->count; i++) {
        pship_country means;
        uint32_t meaning, known = meanings.count;
        if (!pship__country_find(&means, &buffer, pship__flow_word(words, i)) ||
            means.code[0] == '\0')
            continue;
        done = pship__flow_word_code(&meanings, means.code, strlen(means.code), &meaning);
        if (done && meaning == known)
            first[meaning] = i;
        else if (done)
            all->written_otherwise[i] = all->written_otherwise[first[meaning]] = true;
    }
    done = done && !buffer.failed;
    pship__buffer_free(&buffer);
    pship__flow_words_free(&meanings);
    pship__release(all->context, first);
    return done ? PSHIP_OK : pship__fail_memory(err);
}

/* ---- products that are parts of others */

static uint32_t parent_of(const flow_words *words, uint32_t code, char *beginning)
{
    const char *text = pship__flow_word(words, code);
    const size_t digits = strspn(text, "0123456789");
    if (text[digits] != '\0' || digits == 0 || digits > LEVEL_MOST)
        return CODE_NULL;
    memcpy(beginning, text, digits);
    for (size_t length = digits - 1; length > 0; length--) {
        beginning[length] = '\0';
        const int64_t found = pship__flow_word_find(words, beginning);
        if (found >= 0)
            return (uint32_t)found;
    }
    return CODE_NULL;
}

static pship_result mark_wholes(mirror *all, flow_groups *wholes, const flow_groups *groups,
                                pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < groups->count; i++) {
        flow_key key = pship__flow_group(groups, i)->key;
        for (uint32_t whole = all->parents[key.part[KEY_PRODUCT]];
             result == PSHIP_OK && whole != CODE_NULL; whole = all->parents[whole]) {
            key.part[KEY_PRODUCT] = whole;
            if (!pship__flow_group_at(wholes, &key))
                result = pship__fail_memory(err);
        }
        if (result == PSHIP_OK)
            result = pship__progress(&all->progress, -1, err);
    }
    return result;
}

static pship_result find_wholes(mirror *all, pship_error *err)
{
    char beginning[LEVEL_MOST + 1];
    bool any = false;
    all->parents = pship__allocate(all->context, all->products.count, sizeof *all->parents);
    if (!all->parents)
        return pship__fail_memory(err);
    for (uint32_t i = 0; i < all->products.count; i++) {
        all->parents[i] = parent_of(&all->products, i, beginning);
        any |= all->parents[i] != CODE_NULL;
    }
    if (!any) {
        pship__release(all->context, all->parents);
        all->parents = NULL;
        return PSHIP_OK;
    }
    pship_result result = mark_wholes(all, &all->import_wholes, &all->imports, err);
    return result == PSHIP_OK ? mark_wholes(all, &all->export_wholes, &all->exports, err) : result;
}

pship_result pship__mirror_codes(mirror *all, pship_error *err)
{
    pship_result result = find_otherwise(all, err);
    return result == PSHIP_OK && !all->options.totals ? find_wholes(all, err) : result;
}

/* ---- causes */

static bool reports(const flow_groups *who, const mirror_pair *pair, flow_key_part as)
{
    flow_key key = {
        {pair->key.part[KEY_PERIOD], pair->key.part[KEY_DIRECTION], 0, 0, (uint32_t)as}};
    key.part[as] = pair->key.part[as] + 1;
    return pship__flow_group_find(who, &key) != NULL;
}

static bool is_listed(const mirror *all, const flow_words *list, const mirror_pair *pair)
{
    const char *importer = pship__flow_word(&all->countries, pair->key.part[KEY_REPORTER]);
    const char *exporter = pship__flow_word(&all->countries, pair->key.part[KEY_PARTNER]);
    return pship__flow_word_find(list, importer) >= 0 || pship__flow_word_find(list, exporter) >= 0;
}

static bool is_secret(const mirror *all, const mirror_pair *pair)
{
    return (pair->imports && pair->imports->withheld > 0) ||
           (pair->exports && pair->exports->withheld > 0) ||
           pship__flow_group_find(&all->secret_imports, &pair->key) ||
           pship__flow_group_find(&all->secret_exports, &pair->key);
}

/* The other side tells of the same products under a shorter or a longer code. */
static bool has_other_level(const mirror *all, const mirror_pair *pair)
{
    const flow_groups *others = pair->imports ? &all->exports : &all->imports;
    const flow_groups *wholes = pair->imports ? &all->export_wholes : &all->import_wholes;
    flow_key key = pair->key;
    if (!all->parents)
        return false;
    if (pship__flow_group_find(wholes, &key))
        return true;
    for (uint32_t whole = all->parents[key.part[KEY_PRODUCT]]; whole != CODE_NULL;
         whole = all->parents[whole]) {
        key.part[KEY_PRODUCT] = whole;
        if (pship__flow_group_find(others, &key))
            return true;
    }
    return false;
}

const char *pship__mirror_causes(char *text, const mirror *all, const mirror_pair *pair)
{
    size_t length = 0;
    const flow_key_part other = pair->imports ? KEY_PARTNER : KEY_REPORTER;
    const bool alone = !pair->imports || !pair->exports;
    const bool missing = alone && !reports(&all->reporters, pair, other);
    const flow_key_part own = pair->imports ? KEY_REPORTER : KEY_PARTNER;
    const bool otherwise = alone && (all->written_otherwise[pair->key.part[other]] ||
                                     (!missing && all->written_otherwise[pair->key.part[own]]));
    const bool level = alone && !missing && !otherwise && has_other_level(all, pair);
    const struct {
        bool holds;
        const char *word;
    } causes[] = {
        {otherwise, "differing_code"},
        {missing && !otherwise, "missing_reporter"},
        {level, "other_level"},
        {alone && !missing && !otherwise && !level, "no_counterpart"},
        {is_listed(all, &all->unknown, pair), "unmapped_code"},
        {is_secret(all, pair), "confidential"},
        {is_listed(all, &all->hubs, pair) || reports(&all->re_exporters, pair, KEY_PARTNER),
         "re_export_hub"},
    };
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        if (causes[i].holds)
            length += (size_t)snprintf(text + length, PSHIP__CAUSES - length, "%s%s",
                                       length ? "; " : "", causes[i].word);
    }
    return length ? text : NULL;
}
