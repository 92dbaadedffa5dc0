#include "generator.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 24, SPELLS = 3 };

/* What a hash is about, so that no two questions share an answer. */
enum {
    OF_SPELLS = 1,
    OF_START,
    OF_LENGTH,
    OF_CORRECTION,
    OF_END,
    OF_VALUE,
    OF_SOURCE,
    OF_LOCATOR,
    OF_NAME,
    OF_QUESTION
};

struct bench_generator {
    bench_shape shape;
    char (*names)[NAME_SIZE];
    char (*sources)[NAME_SIZE];
    int32_t transaction; /* of the statement that is next */
    uint32_t subject, property;
    int32_t spell;    /* while corrections are made: of the assertion that is looked at */
    int64_t asserted; /* assertions looked at in this pass */
    int64_t made;
};

static const char *const property_names[BENCH_PROPERTIES] = {
    "p00", "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09",
    "p10", "p11", "p12", "p13", "p14", "p15", "p16", "p17", "p18", "p19"};

static const char *const property_units[BENCH_NUMBERS] = {
    "km", "t", "USD million", "percent", "TEU", "h", "EUR million", "kg", "USD", "km", "t", "h"};

uint64_t bench_hash(uint64_t seed, uint64_t a, uint64_t b)
{
    /* splitmix64's finaliser, twice: https://prng.di.unimi.it/splitmix64.c */
    uint64_t x = seed + a * UINT64_C(0x9e3779b97f4a7c15);
    for (int i = 0; i < 2; i++) {
        x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
        x ^= x >> 31;
        x += b * UINT64_C(0x9e3779b97f4a7c15);
    }
    return x ^ (x >> 29);
}

uint64_t bench_hash_text(uint64_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3); /* FNV-1a */
    }
    return bench_hash(hash, length, 0);
}

static uint64_t draw(const bench_generator *generator, uint32_t of, uint64_t a)
{
    return bench_hash(generator->shape.seed, of, a);
}

/* Text is put together by hand: printf would take longer than what is measured. */

static char *put_text(char *to, const char *text)
{
    const size_t length = strlen(text);
    memcpy(to, text, length + 1);
    return to + length;
}

/* At least `digits` digits, with zeros in front. */
static char *put_number(char *to, uint64_t number, int digits)
{
    char reversed[24];
    int length = 0;
    while (number > 0 || length < digits) {
        reversed[length++] = (char)('0' + number % 10);
        number /= 10;
    }
    while (length > 0) {
        *to++ = reversed[--length];
    }
    *to = '\0';
    return to;
}

/* The calendar of a day, and back. Written here and not asked of the library, which it checks.
   Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html */
static void calendar(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
    const int32_t z = day + 719468;
    const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int32_t doe = z - era * 146097;
    const int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int32_t mp = (5 * doy + 2) / 153;
    *day_of_month = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

static int32_t first_of(int32_t year, int32_t month)
{
    const int32_t y = month <= 2 ? year - 1 : year;
    const int32_t era = y / 400;
    const int32_t yoe = y - era * 400;
    const int32_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void put_day(char *to, int32_t day)
{
    int32_t year, month, day_of_month;
    calendar(day, &year, &month, &day_of_month);
    to = put_number(to, (uint64_t)year, 4);
    *to++ = '-';
    to = put_number(to, (uint64_t)month, 2);
    *to++ = '-';
    put_number(to, (uint64_t)day_of_month, 2);
}

bench_generator *bench_generator_new(const bench_shape *shape)
{
    static const char *const kinds[] = {"org-",     "port-",   "company-",  "railway-",
                                        "project-", "agency-", "terminal-", "road-link-"};
    bench_generator *generator = calloc(1, sizeof *generator);
    if (generator == NULL) {
        return NULL;
    }
    generator->shape = *shape;
    generator->names = calloc(shape->subjects, NAME_SIZE);
    generator->sources = calloc(BENCH_SOURCES, NAME_SIZE);
    if (generator->names == NULL || generator->sources == NULL) {
        bench_generator_free(generator);
        return NULL;
    }
    for (uint32_t i = 0; i < shape->subjects; i++) {
        const char *kind = kinds[draw(generator, OF_NAME, i) % 8];
        put_number(put_text(generator->names[i], kind), i, 6);
    }
    for (uint32_t i = 0; i < BENCH_SOURCES; i++) {
        put_number(put_text(generator->sources[i], "source-"), i, 4);
    }
    bench_generator_rewind(generator);
    return generator;
}

void bench_generator_free(bench_generator *generator)
{
    if (generator != NULL) {
        free(generator->names);
        free(generator->sources);
        free(generator);
    }
}

void bench_generator_rewind(bench_generator *generator)
{
    generator->transaction = 1;
    generator->subject = generator->property = 0;
    generator->spell = 0;
    generator->asserted = generator->made = 0;
}

int64_t bench_generator_statements(const bench_generator *generator)
{
    return (int64_t)generator->shape.subjects * BENCH_PER_SUBJECT;
}

const char *bench_generator_subject(const bench_generator *generator, uint32_t subject)
{
    return generator->names[subject];
}

const char *bench_property_name(uint32_t property)
{
    return property_names[property];
}

bench_type bench_property_type(uint32_t property)
{
    if (property < BENCH_NUMBERS) {
        return BENCH_NUMBER;
    }
    if (property < BENCH_NUMBERS + BENCH_TEXTS) {
        return BENCH_TEXT;
    }
    return property < BENCH_NUMBERS + BENCH_TEXTS + BENCH_DATES ? BENCH_DATE : BENCH_REFERENCE;
}

const char *bench_property_unit(uint32_t property)
{
    return property < BENCH_NUMBERS ? property_units[property] : NULL;
}

const char *bench_source_id(const bench_generator *generator, uint32_t source)
{
    return generator->sources[source];
}

void bench_source_fill(const bench_generator *generator, uint32_t source, bench_source *fields)
{
    static const char *const publishers[] = {"Ministry of Transport", "Port authority",
                                             "Statistics office", "Railway gazette"};
    const uint64_t random = draw(generator, OF_SOURCE, UINT64_C(1) << 40 | source);
    put_text(fields->id, generator->sources[source]);
    put_number(put_text(fields->title, "Annual report of the corridor, number "), source, 1);
    put_text(fields->publisher, publishers[random % 4]);
    put_day(fields->published, BENCH_FIRST_DAY + (int32_t)((random >> 8) % 8766));
}

/* Two neighbours have four spells together, so that every subject has forty. */
static int32_t spell_count(const bench_generator *generator, uint64_t cell)
{
    static const int32_t counts[4][2] = {{1, 3}, {2, 2}, {3, 1}, {2, 2}};
    return counts[draw(generator, OF_SPELLS, cell / 2) % 4][cell % 2];
}

/* Whatever their number, the spells of a cell together cover most of the years that are asked about. */
static int32_t spell_length(const bench_generator *generator, uint64_t cell, int32_t spell)
{
    const uint64_t random = draw(generator, OF_LENGTH, cell * SPELLS + (uint64_t)spell);
    return (int32_t)(6000 + random % 4000) / spell_count(generator, cell);
}

/* Only the last spell may be vague about its ends, so that it does not contradict another one. */
static void put_vague_ends(bench_row *row, uint64_t random)
{
    int32_t year, month, day;
    calendar(row->until_earliest - 1, &year, &month, &day);
    switch (random % 8) {
    case 0:
    case 1:
    case 2:
        row->until_is_open = true;
        row->until[0] = '\0';
        row->until_earliest = row->until_latest = INT32_MAX;
        break;
    case 3: /* unknown: may have ended on any day after the first */
        row->until[0] = '\0';
        row->until_earliest = row->from_earliest + 1;
        row->until_latest = INT32_MAX;
        break;
    case 4:
    case 5: /* some day of that month */
        row->until[7] = '\0';
        row->until_earliest = first_of(year, month) + 1;
        row->until_latest = (month == 12 ? first_of(year + 1, 1) : first_of(year, month + 1));
        break;
    case 6: /* some day of that year */
        row->until[4] = '\0';
        row->until_earliest = first_of(year, 1) + 1;
        row->until_latest = first_of(year + 1, 1);
        break;
    default: /* begins on some day of the month after the spell before */
        calendar(row->from_earliest + 30, &year, &month, &day);
        put_day(row->from, first_of(year, month));
        row->from[7] = '\0';
        row->from_earliest = first_of(year, month);
        row->from_latest = (month == 12 ? first_of(year + 1, 1) : first_of(year, month + 1)) - 1;
        break;
    }
}

static void put_interval(const bench_generator *generator, bench_row *row, int32_t spell)
{
    const uint64_t cell = (uint64_t)row->subject * BENCH_PROPERTIES + row->property;
    int32_t first = BENCH_FIRST_DAY + (int32_t)(draw(generator, OF_START, cell) % 1460);
    for (int32_t i = 0; i < spell; i++) {
        first += spell_length(generator, cell, i);
    }
    row->from_earliest = row->from_latest = first;
    row->until_earliest = row->until_latest = first + spell_length(generator, cell, spell);
    row->until_is_open = generator->shape.all_ends_open;
    put_day(row->from, first);
    if (row->until_is_open) {
        row->until[0] = '\0';
        row->until_earliest = row->until_latest = INT32_MAX;
        return;
    }
    put_day(row->until, row->until_earliest - 1);
    /* A fifth of the last spells, which are half of all assertions. */
    const uint64_t random = draw(generator, OF_END, cell);
    if (spell + 1 == spell_count(generator, cell) && random % 5 == 0) {
        put_vague_ends(row, random / 5);
    }
}

static void put_value(const bench_generator *generator, bench_row *row, uint64_t random)
{
    static const char *const first[] = {
        "northern", "southern", "eastern", "western", "old",   "new",      "inner",    "outer",
        "upper",    "lower",    "central", "coastal", "joint", "national", "regional", "private"};
    static const char *const second[] = {"corridor",   "terminal", "railway",   "concession",
                                         "crossing",   "port",     "operator",  "authority",
                                         "consortium", "bridge",   "warehouse", "pipeline",
                                         "highway",    "shipyard", "depot",     "junction"};
    static const uint64_t powers[] = {1, 10, 100};
    char *to = row->value;
    switch (bench_property_type(row->property)) {
    case BENCH_NUMBER: {
        const int decimals = (int)(row->property % 3);
        const uint64_t digits = 1 + random % 2000000;
        row->number = (double)digits / (double)powers[decimals];
        to = put_number(to, digits / powers[decimals], 1);
        if (decimals > 0) {
            *to++ = '.';
            put_number(to, digits % powers[decimals], decimals);
        }
        break;
    }
    case BENCH_TEXT:
        to = put_text(to, first[random % 16]);
        *to++ = ' ';
        to = put_text(to, second[random / 16 % 16]);
        *to++ = ' ';
        put_number(to, random / 256 % 16, 1);
        break;
    case BENCH_DATE:
        put_day(to, BENCH_FIRST_DAY + (int32_t)(random % 12000));
        break;
    default:
        put_text(to, generator->names[random % generator->shape.subjects]);
    }
}

static void put_locator(const bench_generator *generator, bench_row *row)
{
    const uint64_t random = draw(generator, OF_LOCATOR, (uint64_t)row->ordinal);
    if (random % 4 == 0) {
        put_number(put_text(row->locator, "p. "), 1 + random / 4 % 400, 1);
    } else {
        put_number(put_text(row->locator, "row "), 1 + random / 4 % 20000, 1);
    }
}

static bool is_corrected(const bench_generator *generator, int64_t assertion)
{
    const uint64_t random = draw(generator, OF_CORRECTION, (uint64_t)assertion / 4);
    return (uint64_t)assertion % 4 == random % 4;
}

/* Step to the next cell that has the spell of this pass; false at the end of the pass. */
static bool find_cell(bench_generator *generator)
{
    for (; generator->subject < generator->shape.subjects; generator->subject++) {
        for (; generator->property < BENCH_PROPERTIES; generator->property++) {
            const uint64_t cell =
                (uint64_t)generator->subject * BENCH_PROPERTIES + generator->property;
            if (spell_count(generator, cell) > generator->spell) {
                return true;
            }
        }
        generator->property = 0;
    }
    generator->subject = 0;
    return false;
}

/* Step to the assertion that the next statement makes or corrects. */
static bool find_assertion(bench_generator *generator)
{
    for (;;) {
        if (!find_cell(generator)) {
            if (++generator->spell < SPELLS) {
                generator->transaction += generator->transaction < SPELLS;
                continue;
            }
            if (generator->transaction == BENCH_TRANSACTIONS) {
                return false;
            }
            generator->transaction = BENCH_TRANSACTIONS;
            generator->spell = 0;
            generator->asserted = 0;
            continue;
        }
        if (generator->transaction < BENCH_TRANSACTIONS ||
            is_corrected(generator, generator->asserted)) {
            return true;
        }
        generator->asserted++;
        generator->property++;
    }
}

bool bench_generator_next(bench_generator *generator, bench_row *row)
{
    if (!find_assertion(generator)) {
        return false;
    }
    const bool corrects = generator->transaction == BENCH_TRANSACTIONS;
    row->ordinal = generator->made++;
    row->target = corrects ? generator->asserted : -1;
    row->transaction = generator->transaction;
    row->superseded = !corrects && is_corrected(generator, row->ordinal) ? BENCH_TRANSACTIONS : 0;
    row->subject = generator->subject;
    row->property = generator->property;
    row->source = (uint32_t)(draw(generator, OF_SOURCE, (uint64_t)row->ordinal) % BENCH_SOURCES);
    row->number = 0;
    put_interval(generator, row, generator->spell);
    put_value(generator, row, draw(generator, OF_VALUE, (uint64_t)row->ordinal));
    put_locator(generator, row);
    generator->asserted++;
    generator->property++;
    return true;
}

int32_t bench_late_days(const bench_generator *generator)
{
    /* 300 thousand statements in five million: 15,000 days of 20 properties. */
    const int64_t days = bench_generator_statements(generator) * 3 / 50 / BENCH_PROPERTIES;
    return (int32_t)(days < 15000 ? days : 15000);
}

int64_t bench_late_statements(const bench_generator *generator)
{
    return (int64_t)bench_late_days(generator) * BENCH_PROPERTIES;
}

static void put_late_value(const bench_generator *generator, bench_row *row, int32_t day)
{
    const uint64_t about = UINT64_C(1) << 40 | (uint64_t)(day - BENCH_LATE_FIRST_DAY) << 8;
    put_value(generator, row, draw(generator, OF_VALUE, about | row->property));
}

void bench_late_value(const bench_generator *generator, uint32_t property, int32_t day,
                      char value[48])
{
    bench_row row = {.property = property};
    put_late_value(generator, &row, day);
    memcpy(value, row.value, sizeof row.value);
}

void bench_late_row(const bench_generator *generator, int64_t index, bench_row *row)
{
    const int32_t days = bench_late_days(generator);
    int32_t nth = (int32_t)(index / BENCH_PROPERTIES);
    int32_t go = 0;
    /* Go g records the days g, g + 3, g + 6 and so on. */
    for (int32_t of_go = (days + 2) / 3; nth >= of_go; of_go = (days + 2 - go) / 3) {
        nth -= of_go;
        go++;
    }
    const int32_t day = BENCH_LATE_FIRST_DAY + go + 3 * nth;
    *row = (bench_row){.ordinal = bench_generator_statements(generator) + index,
                       .target = -1,
                       .transaction = BENCH_TRANSACTIONS + 1 + go,
                       .property = (uint32_t)(index % BENCH_PROPERTIES),
                       .source = (uint32_t)(index % BENCH_SOURCES),
                       .from_earliest = day,
                       .from_latest = day,
                       .until_earliest = day + 1,
                       .until_latest = day + 1};
    put_day(row->from, day);
    put_day(row->until, day);
    put_late_value(generator, row, day);
    put_locator(generator, row);
}

bench_question bench_question_draw(const bench_generator *generator, uint64_t number)
{
    const uint64_t random = draw(generator, OF_QUESTION, number);
    const uint64_t days = BENCH_LAST_DAY - BENCH_FIRST_DAY + 1;
    return (bench_question){
        .subject = (uint32_t)(random % generator->shape.subjects),
        .property = (uint32_t)((random >> 32) % BENCH_PROPERTIES),
        .day = BENCH_FIRST_DAY + (int32_t)((random >> 40) % days),
    };
}
