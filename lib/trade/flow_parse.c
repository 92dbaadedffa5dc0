/*
 * Rows of a block into a part of a flow table.
 *
 * A file of trade has few distinct codes and repeats them: a cell of up to 8 bytes is a number by which its code is
 * looked up, without looking at its letters. Everything else (quotes, long texts, what is new, what is
 * wrong) goes the long way, on which all checks are made.
 */
#include "trade/flow_number.h"
#include "trade/flow_reading.h"
#include "trade/flow_swar.h"

#include <math.h>

#define FEED (SWAR_ONES * '\n')
#define CACHE_BITS 14
#define CACHE_SLOTS ((size_t)1 << CACHE_BITS)
#define MOST_CODE 255

/* Codes of the part by the bytes of their cells. */
typedef struct code_cache {
    uint64_t *keys; /* 0: free */
    uint32_t *codes;
    size_t used;
} code_cache;

typedef struct recent { /* cell of the row before */
    uint64_t key;
    uint32_t code;
} recent;

struct flow_parser {
    pship_context *context;
    const flow_layout *layout;
    uint64_t separator, point;
    code_cache caches[FLOW_DICTIONARIES];
    pship__buffer text; /* of a cell on the long way */
    /* of the block */
    const char *end;
    flow_outcome *outcome;
    flow_part *part;
    recent last[FLOW_ROLES];
    uint32_t codes[FLOW_ROLES]; /* of the row; of constants for good */
    bool careful;               /* there are zero bytes: no short ways */
    bool no_memory;
    int64_t line;
    const char *line_begin;
    /* of the row */
    flow_number numbers[FLOW_ROLES];
    int direction, valuation;
    int flags; /* pship_flow_flag */
    bool bad;
    /* of the cell on the long way */
    int64_t cell_line, cell_column;
};

static const flow_dictionary dictionary_of[FLOW_ROLES] = {[ROLE_PERIOD] = FLOW_PERIODS,
                                                          [ROLE_REPORTER] = FLOW_COUNTRIES,
                                                          [ROLE_PARTNER] = FLOW_COUNTRIES,
                                                          [ROLE_PRODUCT] = FLOW_PRODUCTS,
                                                          [ROLE_UNIT] = FLOW_UNITS};

/* ---- making */

flow_parser *pship__flow_parser_new(pship_context *context, const flow_layout *layout)
{
    flow_parser *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return NULL;
    made->context = context;
    made->layout = layout;
    made->separator = swar_pattern(layout->separator);
    made->point = swar_pattern(layout->decimal);
    pship__buffer_init(&made->text, context);
    for (size_t i = 0; i < FLOW_DICTIONARIES; i++) {
        made->caches[i].keys = pship__allocate(context, CACHE_SLOTS, sizeof(uint64_t));
        made->caches[i].codes = pship__allocate(context, CACHE_SLOTS, sizeof(uint32_t));
        if (!made->caches[i].keys || !made->caches[i].codes) {
            pship__flow_parser_free(made);
            return NULL;
        }
        made->caches[i].used = CACHE_SLOTS; /* cleared at the first block */
    }
    return made;
}

void pship__flow_parser_free(flow_parser *parser)
{
    if (!parser)
        return;
    for (size_t i = 0; i < FLOW_DICTIONARIES; i++) {
        pship__release(parser->context, parser->caches[i].keys);
        pship__release(parser->context, parser->caches[i].codes);
    }
    pship__buffer_free(&parser->text);
    pship__release(parser->context, parser);
}

/* ---- codes by their bytes */

static size_t slot_of(uint64_t key)
{
    return (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - CACHE_BITS));
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const code_cache *cache, uint64_t key)
{
    size_t at = slot_of(key);
    while (cache->keys[at] != key && cache->keys[at] != 0)
        at = (at + 1) & (CACHE_SLOTS - 1);
    return at;
}

static void remember(flow_parser *p, flow_role role, uint64_t key, uint32_t code)
{
    code_cache *cache = &p->caches[dictionary_of[role]];
    p->last[role] = (recent){key, code};
    size_t at = find_slot(cache, key);
    if (cache->keys[at] == key || cache->used >= CACHE_SLOTS / 2)
        return;
    cache->keys[at] = key;
    cache->codes[at] = code;
    cache->used++;
}

/* ---- what is wrong */

static void complain(flow_parser *p, flow_rule rule, flow_role role, const char *cell,
                     size_t length)
{
    p->bad = true;
    if (!pship__flow_problems_add(&p->outcome->problems, rule, role, p->cell_line, p->cell_column,
                                  cell, length))
        p->no_memory = true;
}

/* ---- cells */

static inline const char *cell_end(const flow_parser *p, const char *at)
{
    for (;; at += 8) {
        uint64_t word = swar_load(at);
        uint64_t mark = swar_find(word, p->separator) | swar_find(word, FEED);
        if (mark)
            return at + swar_index(mark);
    }
}

static void count_lines(flow_parser *p, const char *from, const char *to)
{
    while ((from = memchr(from, '\n', (size_t)(to - from))) != NULL) {
        p->line++;
        p->line_begin = ++from;
    }
}

/* Behind the closing quote; the text, with quotes that were doubled single, is added to `text`. NULL where the quote is
 * never closed. */
static const char *unquote(flow_parser *p, const char *at)
{
    for (at++;;) {
        const char *quote = memchr(at, '"', (size_t)(p->end - at));
        if (!quote)
            return NULL;
        pship__buffer_add(&p->text, at, (size_t)(quote - at));
        if (quote[1] != '"')
            return quote + 1;
        pship__buffer_add(&p->text, "\"", 1);
        at = quote + 2;
    }
}

static bool ends_cell(const flow_parser *p, const char *at)
{
    return *at == p->layout->separator || *at == '\n' || (*at == '\r' && at[1] == '\n');
}

/* A cell the long way: its text is in `text`. Returns its end, a separator or a line feed. */
static const char *take_cell(flow_parser *p, flow_role role, const char *at)
{
    const char *begin = at, *stop;
    p->cell_line = p->line;
    p->cell_column = (int64_t)(at - p->line_begin) + 1;
    pship__buffer_clear(&p->text);
    if (*at != '"') {
        stop = cell_end(p, at);
        pship__buffer_add(&p->text, at,
                          (size_t)(stop - at) - (*stop == '\n' && stop > at && stop[-1] == '\r'));
        if (role != ROLE_SKIP && memchr(at, '"', (size_t)(stop - at)))
            complain(p, RULE_SYNTAX, role, at, (size_t)(stop - at));
    } else {
        const char *close = unquote(p, at);
        if (!close) {
            p->bad = true;
            p->outcome->quote_line = p->cell_line + 1;
            p->outcome->quote_column = p->cell_column;
            p->line_begin = p->end;
            return p->end - 1;
        }
        count_lines(p, begin, close);
        stop = cell_end(p, close);
        if (role != ROLE_SKIP && !ends_cell(p, close))
            complain(p, RULE_SYNTAX, role, begin, (size_t)(stop - begin));
    }
    if (p->text.failed)
        p->no_memory = true;
    return stop;
}

static const char *skip_cell(flow_parser *p, const char *at)
{
    return *at == '"' ? take_cell(p, ROLE_SKIP, at) : cell_end(p, at);
}

static void mend_period(pship__buffer *text)
{
    char mended[FLOW_PERIOD_MENDED + 1];
    if (!pship__flow_period_mend(mended, text->bytes, text->length))
        return;
    pship__buffer_clear(text);
    pship__buffer_add(text, mended, FLOW_PERIOD_MENDED);
}

static bool has_control(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return true;
    }
    return false;
}

static flow_rule check_code(flow_role role, const pship__buffer *text)
{
    const char *bytes = text->bytes;
    size_t length = text->length;
    pship_date date;
    if (length == 0)
        return role == ROLE_UNIT ? 0 : RULE_MISSING;
    if (memchr(bytes, '\0', length))
        return RULE_ZERO_BYTE;
    if (!pship__utf8_valid(bytes, length))
        return RULE_ENCODING;
    if (length > MOST_CODE || has_control(bytes, length) || bytes[0] == ' ' ||
        bytes[length - 1] == ' ')
        return role == ROLE_PERIOD ? RULE_PERIOD : RULE_CODE;
    if (role == ROLE_PERIOD &&
        (pship_date_parse(&date, bytes, NULL, NULL) != PSHIP_OK || date.kind != PSHIP_DATE_DATED))
        return RULE_PERIOD;
    return 0;
}

static bool code_of_text(flow_parser *p, flow_role role)
{
    if (!pship__flow_part_code(p->part, dictionary_of[role],
                               p->text.length > 0 ? p->text.bytes : "", p->text.length,
                               &p->codes[role]))
        p->no_memory = true;
    return !p->no_memory;
}

/* `key` stands for the bytes up to `stop`, where it is not 0. */
static const char *take_code(flow_parser *p, flow_role role, const char *at, uint64_t key,
                             const char *stop)
{
    const char *end = take_cell(p, role, at);
    if (p->bad || p->no_memory)
        return end;
    if (role == ROLE_PERIOD)
        mend_period(&p->text);
    flow_rule rule = check_code(role, &p->text);
    if (rule != 0)
        complain(p, rule, role, p->text.bytes ? p->text.bytes : "", p->text.length);
    else if (code_of_text(p, role) && key != 0 && end == stop)
        remember(p, role, key, p->codes[role]);
    return end;
}

static inline const char *read_code(flow_parser *p, flow_role role, const char *at)
{
    uint64_t word = swar_load(at), key = word;
    uint64_t mark = swar_find(word, p->separator) | swar_find(word, FEED);
    const char *stop = at + 8;
    if (mark) {
        unsigned length = swar_index(mark);
        stop = at + length;
        if (*stop == '\n' && length > 0 && at[length - 1] == '\r')
            length--;
        key = swar_first(word, length);
    } else if (*stop != p->layout->separator && *stop != '\n') {
        key = 0;
    }
    if (key == 0 || p->careful)
        return take_code(p, role, at, 0, stop);
    if (key == p->last[role].key) {
        p->codes[role] = p->last[role].code;
        return stop;
    }
    const code_cache *cache = &p->caches[dictionary_of[role]];
    size_t slot = find_slot(cache, key);
    if (cache->keys[slot] != key)
        return take_code(p, role, at, key, stop);
    p->codes[role] = cache->codes[slot];
    p->last[role] = (recent){key, p->codes[role]};
    return stop;
}

static const char *take_number(flow_parser *p, flow_role role, const char *at)
{
    const char *end = take_cell(p, role, at);
    if (p->bad || p->no_memory)
        return end;
    const char *text = p->text.length > 0 ? p->text.bytes : "";
    flow_number *to = &p->numbers[role];
    flow_rule rule = pship__flow_number(text, p->text.length, p->layout->decimal, &to->number);
    to->behind = FLOW_WIDE;
    if (rule == 0 && role == ROLE_VALUE && p->layout->value_needed && isnan(to->number))
        rule = RULE_MISSING;
    if (rule != 0)
        complain(p, rule, role, text, p->text.length);
    return end;
}

static inline const char *read_number(flow_parser *p, flow_role role, const char *at)
{
    flow_number *to = &p->numbers[role];
    uint64_t word = swar_load(at);
    uint64_t mark = swar_find(word, p->separator) | swar_find(word, FEED);
    if (mark) {
        unsigned behind, length = swar_index(mark);
        if (swar_number(word, length, p->point, &to->digits, &behind) && FLOW_EXACT) {
            to->behind = (uint8_t)behind;
            return at + length;
        }
    } else {
        const char *end = flow_number_short(at, p->layout->decimal, to);
        if (end && ends_cell(p, end))
            return *end == '\r' ? end + 1 : end;
    }
    return take_number(p, role, at);
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, words[i]) == 0)
            return true;
    }
    return false;
}

static flow_rule take_flag(flow_parser *p, flow_role role, const char *text)
{
    static const char *const yes[] = {"1", "true", "True", "TRUE"};
    static const char *const no[] = {"", "0", "false", "False", "FALSE"};
    const int flag = PSHIP_FLOW_ESTIMATED << (role - ROLE_ESTIMATED);
    const bool set = is_one_of(text, yes, 4);
    p->flags = set ? p->flags | flag : p->flags & ~flag;
    return set || is_one_of(text, no, 5) ? 0 : RULE_WORD;
}

static flow_rule take_word(flow_parser *p, flow_role role, const char *text, size_t length)
{
    static const char *const whole[] = {"", "0", "C00"};
    switch (role) {
    case ROLE_DIRECTION:
        p->direction = pship__flow_file_direction(text, length);
        return p->direction == FLOW_PART ? RULE_PART
               : p->direction != 0       ? 0
               : length == 0             ? RULE_MISSING
                                         : RULE_WORD;
    case ROLE_VALUATION:
        p->valuation = pship__flow_file_valuation(text, length);
        return p->valuation != 0 || length == 0 ? 0 : RULE_WORD;
    case ROLE_CLASSIFICATION: {
        uint32_t code;
        if (length > 0 && !pship__flow_word_code(&p->part->classifications, text, length, &code))
            p->no_memory = true;
        return 0;
    }
    case ROLE_ESTIMATED:
    case ROLE_CONFIDENTIAL:
    case ROLE_PROVISIONAL:
        return take_flag(p, role, text);
    default:
        return is_one_of(text, whole, 3) ? 0 : RULE_PART;
    }
}

/* Any cell but a number. */
static const char *read_word(flow_parser *p, flow_role role, const char *at)
{
    const char *end = take_cell(p, role, at);
    if (p->bad || p->no_memory)
        return end;
    const char *text = p->text.length > 0 ? p->text.bytes : "";
    flow_rule rule = memchr(text, '\0', p->text.length) ? RULE_ZERO_BYTE
                                                        : take_word(p, role, text, p->text.length);
    if (rule != 0)
        complain(p, rule, role, text, p->text.length);
    return end;
}

/* ---- rows */

static double number_of(const flow_number *from)
{
    return from->behind == FLOW_WIDE ? from->number
                                     : (double)from->digits / pship__flow_tens[from->behind];
}

/* The value is the one of those that are told with their valuation, if it is one of them. */
static int valuation_of(const flow_parser *p)
{
    if (p->layout->has[ROLE_VALUATION] || p->valuation != 0)
        return p->valuation;
    double value = number_of(&p->numbers[ROLE_VALUE]);
    bool cif = p->layout->has[ROLE_CIF] && number_of(&p->numbers[ROLE_CIF]) == value;
    bool fob = p->layout->has[ROLE_FOB] && number_of(&p->numbers[ROLE_FOB]) == value;
    return cif == fob ? 0 : cif ? PSHIP_VALUATION_CIF : PSHIP_VALUATION_FOB;
}

static inline void add_row(flow_parser *p)
{
    const flow_row made = {.period = p->codes[ROLE_PERIOD],
                           .reporter = p->codes[ROLE_REPORTER],
                           .partner = p->codes[ROLE_PARTNER],
                           .product = p->codes[ROLE_PRODUCT],
                           .unit = p->codes[ROLE_UNIT],
                           .traits = pship__flow_traits(p->direction, valuation_of(p), p->flags)};
    if (!pship__flow_part_put(p->part, &made, &p->numbers[ROLE_VALUE], &p->numbers[ROLE_QUANTITY]))
        p->no_memory = true;
}

/* What is left of a record whose cell ends at `stop`: to its line feed. */
static const char *skip_rest(flow_parser *p, const char *stop)
{
    while (*stop != '\n')
        stop = skip_cell(p, stop + 1);
    return stop;
}

static inline const char *read_cell(flow_parser *p, flow_role role, const char *at)
{
    switch (role) {
    case ROLE_PERIOD:
    case ROLE_REPORTER:
    case ROLE_PARTNER:
    case ROLE_PRODUCT:
    case ROLE_UNIT:
        return read_code(p, role, at);
    case ROLE_VALUE:
    case ROLE_QUANTITY:
    case ROLE_CIF:
    case ROLE_FOB:
        return read_number(p, role, at);
    case ROLE_SKIP:
        return skip_cell(p, at);
    default:
        return read_word(p, role, at);
    }
}

/* The place is where the record ends too early, or goes on too long. */
static const char *complain_of_cells(flow_parser *p, const char *begin, int64_t line,
                                     const char *stop)
{
    bool carriage = *stop == '\n' && stop > begin && stop[-1] == '\r';
    int64_t column = (int64_t)(stop - carriage - p->line_begin) + 1;
    stop = skip_rest(p, stop);
    p->cell_line = line;
    p->cell_column = column;
    size_t length = (size_t)(stop - begin);
    complain(p, RULE_CELLS, ROLE_SKIP, begin, length - (length > 0 && stop[-1] == '\r'));
    return stop;
}

/* Reads the record at `at`, and returns the line feed that ends it. */
static const char *read_row(flow_parser *p, const char *at)
{
    const flow_layout *layout = p->layout;
    const char *begin = at, *stop = at;
    size_t count = layout->count;
    if (*at == '\n' || (*at == '\r' && at[1] == '\n'))
        return at + (*at == '\r'); /* an empty line */
    p->bad = false;
    for (size_t column = 0; column < count; column++, at = stop + 1) {
        stop = read_cell(p, (flow_role)layout->roles[column], at);
        if (p->bad || p->no_memory)
            return skip_rest(p, stop);
        if (*stop == '\n' && column + 1 < count)
            return complain_of_cells(p, begin, p->line, stop);
    }
    if (*stop != '\n') {
        bool spare =
            layout->spare_cell && (stop[1] == '\n' || (stop[1] == '\r' && stop[2] == '\n'));
        if (!spare)
            return complain_of_cells(p, begin, p->line, stop);
        stop = cell_end(p, stop + 1);
    }
    add_row(p);
    return stop;
}

/* ---- blocks */

static bool set_constants(flow_parser *p)
{
    for (int role = ROLE_PERIOD; role <= ROLE_UNIT; role++) {
        const char *text = p->layout->constants[role];
        if (text && !pship__flow_part_code_written(p->part, dictionary_of[role], text, strlen(text),
                                                   &p->codes[role]))
            return false;
    }
    return true;
}

static void begin_block(flow_parser *p, const flow_block *block, flow_outcome *outcome)
{
    p->outcome = outcome;
    p->part = outcome->part;
    p->end = block->bytes + block->length;
    p->careful = memchr(block->bytes, '\0', block->length) != NULL;
    p->no_memory = false;
    p->line = 0;
    p->line_begin = block->bytes;
    p->direction = p->layout->direction;
    p->valuation = p->layout->valuation;
    p->flags = 0;
    memset(p->last, 0, sizeof p->last);
    memset(p->codes, 0, sizeof p->codes);
    for (size_t i = 0; i < FLOW_ROLES; i++)
        p->numbers[i] = (flow_number){.number = NAN, .behind = FLOW_WIDE};
    for (size_t i = 0; i < FLOW_DICTIONARIES; i++) {
        if (p->caches[i].used > 0)
            memset(p->caches[i].keys, 0, CACHE_SLOTS * sizeof(uint64_t));
        p->caches[i].used = 0;
    }
}

bool pship__flow_parse(flow_parser *parser, const flow_block *block, flow_outcome *outcome)
{
    flow_parser *p = parser;
    pship__flow_problems_init(&outcome->problems, p->context);
    outcome->part = pship__flow_part_new(p->context);
    if (!outcome->part)
        return false;
    begin_block(p, block, outcome);
    if (!set_constants(p))
        return false;
    const char *at = block->bytes;
    while (at < p->end && !p->no_memory && outcome->quote_line == 0) {
        at = read_row(p, at) + 1;
        p->line++;
        p->line_begin = at;
    }
    outcome->lines = p->line;
    if (p->no_memory && p->part->failed == PSHIP_OK)
        p->part->failed = PSHIP_E_MEMORY;
    return !p->no_memory;
}
