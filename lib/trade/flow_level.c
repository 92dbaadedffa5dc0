/* Which codes are totals of others, and whether both would be added up. */
#include "trade/flow_level.h"

#include "codes/country.h"
#include "codes/product.h"
#include <string.h>

/* ---- countries */

/* A number of less than three digits may be one of a list of one's own. UN Comtrade writes the world as 0 and the European
 * Union as 97; regions of M49 have three digits. */
static bool is_own_number(const char *text)
{
    const size_t length = strlen(text);
    return length < 3 && strspn(text, "0123456789") == length && strcmp(text, "0") != 0 &&
           strcmp(text, "97") != 0;
}

static pship_result read_areas(flow_levels *levels, pship_error *err)
{
    const flow_words *words = &levels->flows->countries;
    pship__buffer buffer;
    pship__buffer_init(&buffer, levels->flows->context);
    for (uint32_t i = 0; i < words->count && !buffer.failed; i++) {
        const char *text = pship__flow_word(words, i);
        pship_country *means = &levels->means[i];
        const bool group = !is_own_number(text) && pship__country_find(means, &buffer, text) &&
                           means->kind == PSHIP_AREA_GROUP;
        levels->area[i] = !group                              ? AREA_PLAIN
                          : strcmp(means->name, "World") == 0 ? AREA_WORLD
                                                              : AREA_GROUP;
        levels->any_group |= group;
    }
    const bool failed = buffer.failed;
    pship__buffer_free(&buffer);
    return failed ? pship__fail_memory(err) : PSHIP_OK;
}

/* ---- products */

static bool same_letters(const char *text, const char *small)
{
    for (; *text && *small; text++, small++) {
        const char letter = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        if (letter != *small)
            return false;
    }
    return *text == *small;
}

static bool is_total(const char *text)
{
    static const char *const words[] = {"total", "_t", "all", "all products", "all commodities"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (same_letters(text, words[i]))
            return true;
    }
    return false;
}

/* How many digits a code has; LEVEL_OTHER where there is something else in it. */
static uint8_t digits_of(const char *text)
{
    size_t count = 0;
    while (text[count] >= '0' && text[count] <= '9')
        count++;
    return text[count] == '\0' && count <= LEVEL_MOST ? (uint8_t)count : LEVEL_OTHER;
}

/* Whether codes of so many digits may have parts. */
typedef struct code_system {
    bool nested, even;
} code_system;

static code_system system_of(const flow_levels *levels)
{
    const char *told = levels->flows->classification;
    pship_classification known;
    if (told && pship_classification_find(&known, told, NULL) != PSHIP_OK)
        return (code_system){.nested = false};
    if (told)
        return (code_system){true, known.family == PSHIP_CLASSIFICATION_HS};
    uint8_t most = 0;
    for (uint32_t i = 0; i < levels->flows->products.count; i++) {
        const uint8_t level = levels->level[i];
        most = level != LEVEL_TOTAL && level > most ? level : most;
    }
    return (code_system){true, most >= 6};
}

static void read_levels(flow_levels *levels)
{
    const flow_words *words = &levels->flows->products;
    uint32_t totals = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        const char *text = pship__flow_word(words, i);
        levels->level[i] = is_total(text) ? LEVEL_TOTAL : digits_of(text);
        totals += levels->level[i] == LEVEL_TOTAL;
    }
    levels->any_part = totals > 0 && words->count > 1;
}

/* Words stand in the order of their bytes, so that a code is followed by all that begin with it: the one before, or what
 * that is a part of, is what a code is a part of. */
static void read_parents(flow_levels *levels)
{
    const flow_words *words = &levels->flows->products;
    const code_system codes = system_of(levels);
    uint32_t before = CODE_NULL;
    for (uint32_t i = 0; i < words->count; i++) {
        const char *text = pship__flow_word(words, i);
        const uint8_t level = levels->level[i];
        while (before != CODE_NULL &&
               strncmp(text, pship__flow_word(words, before), levels->level[before]) != 0)
            before = levels->parent[before];
        levels->parent[i] = before;
        levels->any_part |= before != CODE_NULL;
        if (codes.nested && level != LEVEL_OTHER && level != LEVEL_TOTAL &&
            (!codes.even || level % 2 == 0))
            before = i;
    }
}

pship_result pship__flow_levels_read(flow_levels *levels, const pship_flows *flows,
                                     pship_error *err)
{
    const pship_context *context = flows->context;
    *levels = (flow_levels){.flows = flows};
    levels->area = pship__allocate(context, flows->countries.count, sizeof *levels->area);
    levels->level = pship__allocate(context, flows->products.count, sizeof *levels->level);
    levels->parent = pship__allocate(context, flows->products.count, sizeof *levels->parent);
    levels->means = pship__allocate_zero(context, flows->countries.count, sizeof *levels->means);
    if (!levels->area || !levels->level || !levels->parent || !levels->means)
        return pship__fail_memory(err);
    read_levels(levels);
    read_parents(levels);
    return read_areas(levels, err);
}

void pship__flow_levels_free(flow_levels *levels)
{
    const pship_context *context = levels->flows->context;
    pship__release(context, levels->area);
    pship__release(context, levels->means);
    pship__release(context, levels->level);
    pship__release(context, levels->parent);
}

/* ---- rows */

enum { NO_ROW = -1 };

/* What stood in the place of a country in the rows that were taken. */
typedef struct area_rows {
    int64_t last;     /* of these rows */
    uint32_t groups;  /* bits of the groups */
    uint32_t members; /* bits of the groups that others may be in */
    uint32_t group_code;
} area_rows;

static const area_rows no_rows = {NO_ROW, 0, 0, 0};

/* A row as it is looked at: all but unit and numbers. */
typedef struct level_row {
    int64_t row;
    uint32_t period, reporter, partner, product;
    int direction;
} level_row;

typedef struct level_pass {
    const flow_levels *levels;
    const flow_summing *sum;
    level_row last; /* that was taken; its row may be NO_ROW */
    uint32_t *
        within; /* by code of a country, of the period: the groups that it is or may be in, as bits */
    area_rows reporters;    /* of the period and direction */
    area_rows partners;     /* of the reporter too */
    area_rows *partners_of; /* by product; NULL: products are added up */
    int64_t sheet, block,
        run;              /* the first row of the period and direction, reporter, and partner */
    int64_t total, other; /* of products, of the partner */
    uint32_t total_code, other_code;
    int64_t *seen;                                     /* by product: the last row that was taken */
    bool reporters_told, partners_told, products_told; /* apart */
} level_pass;

static pship_result refuse(const level_pass *pass, flow_key_part key, int64_t whole, int64_t part,
                           pship_error *err)
{
    const pship_flows *flows = pass->levels->flows;
    const bool product = key == KEY_PRODUCT;
    const flow_words *words = product ? &flows->products : &flows->countries;
    const flow_row first = pship__flow_row(flows, whole), second = pship__flow_row(flows, part);
    const uint32_t a = product               ? first.product
                       : key == KEY_REPORTER ? first.reporter
                                             : first.partner;
    const uint32_t b = product               ? second.product
                       : key == KEY_REPORTER ? second.reporter
                                             : second.partner;
    const char *reporter = pship__flow_word(&flows->countries, second.reporter);
    return pship__fail(
        err, PSHIP_E_INVALID,
        "the %s '%.60s' %s '%.60s', and both would be added up (%s of '%.60s' in '%.40s'): filter "
        "by %s, or take the parts or the totals of the flows first",
        pship__flow_key_word(key), pship__flow_word(words, a),
        product ? "is a total of" : "is a group and stands beside", pship__flow_word(words, b),
        pship__flow_direction_word(pship__flow_direction(second.traits)), reporter,
        pship__flow_word(&flows->periods, second.period), pship__flow_key_word(key));
}

/* Groups have a bit each, the last one all that are too many: what may be in one of them may be in any. */
enum { GROUP_BITS = 32 };

/* Which groups the codes of countries are, or may be in, in a period. */
static void find_within(level_pass *pass, uint32_t period)
{
    const flow_levels *levels = pass->levels;
    const uint32_t count = levels->flows->countries.count;
    const flow_span days = levels->flows->spans[period];
    int bit = 0;
    memset(pass->within, 0, count * sizeof *pass->within);
    for (uint32_t i = 0; i < count; i++) {
        if (levels->area[i] == AREA_PLAIN)
            continue;
        const bool last = bit == GROUP_BITS - 1;
        pass->within[i] = UINT32_C(1) << bit;
        for (uint32_t k = 0; k < count; k++) {
            if (levels->area[k] == AREA_PLAIN &&
                (last || !pship__country_is_outside(&levels->means[i], &levels->means[k],
                                                    days.first, days.last)))
                pass->within[k] |= UINT32_C(1) << bit;
        }
        bit += !last;
    }
}

/* Two groups may have members in common. */
static bool may_share(const level_pass *pass, uint32_t a, uint32_t b)
{
    const bool both = pass->levels->area[a] != AREA_PLAIN && pass->levels->area[b] != AREA_PLAIN;
    const bool none = pass->levels->area[a] == AREA_PLAIN && pass->levels->area[b] == AREA_PLAIN;
    return both ? a != b : !none && (pass->within[a] & pass->within[b]) != 0;
}

/* Notes a row; whether it cannot be added to one before. */
static bool note_area(const level_pass *pass, area_rows *rows, uint32_t code, int64_t row)
{
    const uint32_t bits = pass->within[code];
    rows->last = row;
    if (pass->levels->area[code] == AREA_PLAIN) {
        rows->members |= bits;
        return (rows->groups & bits) != 0;
    }
    const bool another = rows->groups != 0 && rows->group_code != code;
    rows->groups |= bits;
    rows->group_code = code;
    return another || (rows->members & bits) != 0;
}

/* The row before that one cannot be added to: it is known that there is one. */
static int64_t find_other(const level_pass *pass, flow_key_part key, const level_row *of)
{
    const flow_summing *sum = pass->sum;
    const bool reporter = key == KEY_REPORTER;
    int64_t row = reporter ? pass->sheet : pass->block;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__flow_reader_begin(&reader, pass->levels->flows, of->row, FLOW_KEYS_OF_ROWS);
    for (; row < of->row; row++) {
        const size_t at = pship__flow_at(&reader, row);
        const uint32_t other = reporter ? rows->reporter[at] : rows->partner[at];
        if (may_share(pass, other, reporter ? of->reporter : of->partner) &&
            (reporter || !pass->partners_of || rows->product[at] == of->product) &&
            (!sum->takes || sum->takes(sum->what, rows, at)))
            break;
    }
    return row;
}

static pship_result check_area(const level_pass *pass, area_rows *rows, flow_key_part key,
                               const level_row *of, pship_error *err)
{
    const uint32_t code = key == KEY_REPORTER ? of->reporter : of->partner;
    if (!note_area(pass, rows, code, of->row))
        return PSHIP_OK;
    const int64_t other = find_other(pass, key, of);
    const bool group = pass->levels->area[code] != AREA_PLAIN;
    return refuse(pass, key, group ? of->row : other, group ? other : of->row, err);
}

static bool together(const level_pass *pass, uint32_t product, uint32_t other)
{
    return !pass->products_told ||
           (pass->sum->together && pass->sum->together(pass->sum->what, product, other));
}

static pship_result check_product(level_pass *pass, const level_row *of, pship_error *err)
{
    const flow_levels *levels = pass->levels;
    const int64_t row = of->row;
    const uint32_t product = of->product;
    const bool total = levels->level[product] == LEVEL_TOTAL;
    const int64_t against = total ? pass->other : pass->total;
    if (against != NO_ROW && together(pass, product, total ? pass->other_code : pass->total_code))
        return refuse(pass, KEY_PRODUCT, total ? row : against, total ? against : row, err);
    *(total ? &pass->total : &pass->other) = row;
    *(total ? &pass->total_code : &pass->other_code) = product;
    for (uint32_t whole = levels->parent[product]; whole != CODE_NULL;
         whole = levels->parent[whole]) {
        if (pass->seen[whole] >= pass->run && together(pass, product, whole))
            return refuse(pass, KEY_PRODUCT, pass->seen[whole], row, err);
    }
    pass->seen[product] = row;
    return PSHIP_OK;
}

/* Forgets what a row has nothing to do with. */
static void begin_row(level_pass *pass, const level_row *of)
{
    const level_row *last = &pass->last;
    const bool period =
        last->row == NO_ROW || last->period != of->period || last->direction != of->direction;
    const bool reporter = period || last->reporter != of->reporter;
    if (period) {
        pass->reporters = no_rows;
        pass->sheet = of->row;
    }
    if (pass->within && (last->row == NO_ROW || last->period != of->period))
        find_within(pass, of->period);
    if (reporter) {
        pass->partners = no_rows;
        pass->block = of->row;
    }
    if (reporter || last->partner != of->partner) {
        pass->total = pass->other = NO_ROW;
        pass->run = of->row;
    }
    pass->last = *of;
}

static pship_result check_row(level_pass *pass, const level_row *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    begin_row(pass, of);
    if (!pass->reporters_told)
        result = check_area(pass, &pass->reporters, KEY_REPORTER, of, err);
    if (result == PSHIP_OK && !pass->partners_told && pass->partners_of) {
        area_rows *rows = &pass->partners_of[of->product];
        if (rows->last < pass->block)
            *rows = no_rows;
        result = check_area(pass, rows, KEY_PARTNER, of, err);
    } else if (result == PSHIP_OK && !pass->partners_told) {
        result = check_area(pass, &pass->partners, KEY_PARTNER, of, err);
    }
    if (result == PSHIP_OK && (!pass->products_told || pass->sum->together))
        result = check_product(pass, of, err);
    return result;
}

static pship_result check_rows(level_pass *pass, pship_error *err)
{
    const flow_summing *sum = pass->sum;
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    flow_reader reader;
    const flow_rows *rows = &reader.rows;
    pship__flow_reader_begin(&reader, pass->levels->flows, sum->end, FLOW_KEYS_OF_ROWS);
    pship__progress_begin(&progress, pass->levels->flows->context, "looking for totals");
    for (int64_t row = sum->first; result == PSHIP_OK && row < sum->end; row++) {
        const size_t at = pship__flow_at(&reader, row);
        result = pship__progress(&progress,
                                 (double)(row - sum->first) / (double)(sum->end - sum->first), err);
        if (sum->takes && !sum->takes(sum->what, rows, at))
            continue;
        const level_row of = {row,
                              rows->period[at],
                              rows->reporter[at],
                              rows->partner[at],
                              rows->product[at],
                              pship__flow_direction(rows->traits[at])};
        if (result == PSHIP_OK)
            result = check_row(pass, &of, err);
    }
    return result;
}

pship_result pship__flow_levels_check(const flow_levels *levels, const flow_summing *sum,
                                      pship_error *err)
{
    const pship_context *context = levels->flows->context;
    const size_t products = levels->flows->products.count;
    level_pass pass = {.levels = levels, .sum = sum, .last = {.row = NO_ROW}};
    pass.reporters_told = sum->kept[KEY_REPORTER] || !levels->any_group;
    pass.partners_told = sum->kept[KEY_PARTNER] || !levels->any_group;
    pass.products_told = sum->kept[KEY_PRODUCT];
    if (pass.reporters_told && pass.partners_told &&
        (!levels->any_part || (pass.products_told && !sum->together)))
        return PSHIP_OK; /* nothing of what there is could be a total */
    const bool by_product = !pass.partners_told && pass.products_told && !sum->together;
    const bool groups = !pass.reporters_told || !pass.partners_told;
    pass.seen = pship__allocate(context, products, sizeof *pass.seen);
    if (by_product)
        pass.partners_of = pship__allocate(context, products, sizeof *pass.partners_of);
    if (groups)
        pass.within = pship__allocate(context, levels->flows->countries.count, sizeof *pass.within);
    pship_result result = pass.seen && (pass.partners_of || !by_product) && (pass.within || !groups)
                              ? PSHIP_OK
                              : pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < products; i++) {
        pass.seen[i] = NO_ROW;
        if (pass.partners_of)
            pass.partners_of[i] = no_rows;
    }
    if (result == PSHIP_OK)
        result = check_rows(&pass, err);
    pship__release(context, pass.seen);
    pship__release(context, pass.partners_of);
    pship__release(context, pass.within);
    return result;
}

pship_result pship__flow_levels_check_all(const pship_flows *flows, int64_t first, int64_t end,
                                          pship_error *err)
{
    const flow_summing everything = {.first = first, .end = end};
    flow_levels levels;
    pship_result result = pship__flow_levels_read(&levels, flows, err);
    if (result == PSHIP_OK)
        result = pship__flow_levels_check(&levels, &everything, err);
    pship__flow_levels_free(&levels);
    return result;
}
