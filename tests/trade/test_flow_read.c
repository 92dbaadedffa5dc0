/* Rows as they lie packed in a flow table, and as they are read again. */
#include "chance.h"
#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <trade/flow_number.h>
#include <trade/flow_read.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* ---- numbers */

START_TEST(digits_divided_are_what_the_parser_reads)
{
    chance_seed(chance_start());
    const int cases = chance_cases(100000);
    for (int i = 0; i < cases; i++) {
        const uint32_t digits = (uint32_t)(chance_next() >> (32 + roll(32)));
        const int behind = roll(10), more = roll(6);
        uint64_t ten = 1;
        char text[64];
        double expected = 0;
        for (int k = 0; k < behind; k++)
            ten *= 10;
        int length = snprintf(text, sizeof text, "%" PRIu64 ".", digits / ten);
        for (uint64_t place = ten / 10; place > 0; place /= 10) /* each digit behind the point */
            text[length++] = (char)('0' + digits / place % 10);
        text[behind > 0 ? length : length - 1] = '\0';
        ck_assert(pship__number_parse(text, &expected));
        const double is = (double)digits / pship__flow_tens[behind];
        ck_assert_msg(memcmp(&is, &expected, sizeof is) == 0, "%s", text);
        uint64_t longer = digits; /* zeros behind change nothing */
        for (int k = 0; k < more; k++)
            longer *= 10;
        const double again = (double)longer / pship__flow_tens[behind + more];
        ck_assert_msg(longer > FLOW_MOST_EXACT || memcmp(&again, &expected, sizeof is) == 0, "%s",
                      text);
        /* What is made of a number is that number, and by no more digits than it was written with. */
        const flow_number made = pship__flow_number_of(expected, 0);
        ck_assert(behind > 6 || (made.behind <= behind &&
                                 (double)made.digits / pship__flow_tens[made.behind] == expected));
    }
}
END_TEST

START_TEST(numbers_that_are_no_digits_stay_numbers)
{
    static const double numbers[] = {NAN, -0.0, -1, 1e300, INFINITY, 1.0 / 3, 5e-324, 0x1p53, 1e-7};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        ck_assert_uint_eq(pship__flow_number_of(numbers[i], 0).behind, FLOW_WIDE);
    ck_assert_uint_eq(pship__flow_number_of(0, 0).behind, 0);
    ck_assert_uint_eq(pship__flow_number_of(0.25, 0).behind, 2);
    ck_assert_uint_eq(pship__flow_number_of(0.25, 3).digits, 250);
    ck_assert_uint_eq(pship__flow_number_of(1, FLOW_WIDE).behind, FLOW_WIDE);
}
END_TEST

/* ---- any rows, against a sort of the rows themselves */

enum { MOST_ROWS = 3000, MOST_PARTS = 3 };

typedef struct pick {
    uint32_t period, direction, reporter, partner, product, order, unit;
    uint8_t traits;
    flow_number value, quantity;
} pick;

static double double_of(const flow_number *of)
{
    return of->behind == FLOW_WIDE ? of->number : (double)of->digits / pship__flow_tens[of->behind];
}

static int by_key(const void *left, const void *right)
{
    const pick *a = left, *b = right;
    const uint32_t one[] = {a->period, a->direction, a->reporter, a->partner, a->product, a->order};
    const uint32_t two[] = {b->period, b->direction, b->reporter, b->partner, b->product, b->order};
    for (int i = 0; i < 6; i++) {
        if (one[i] != two[i])
            return one[i] < two[i] ? -1 : 1;
    }
    return 0;
}

typedef enum kind { WHOLE, THOUSANDTHS, MIXED, LARGE, ODD, KINDS } kind;

static flow_number any_number(kind of)
{
    static const double odd[] = {-0.0, 1e300, -2.5, 1.0 / 3};
    flow_number made = {.digits = (uint64_t)roll(1000000)};
    const kind now = of == MIXED ? (kind)roll(MIXED) : of;
    made.behind = now == WHOLE ? 0 : of == MIXED ? (uint8_t)roll(5) : 3;
    if (roll(20) == 0)
        made = (flow_number){.number = NAN, .behind = FLOW_WIDE};
    else if (of == LARGE && roll(12) == 0)
        made.digits = UINT32_MAX - 3 + (uint64_t)roll(6);
    else if (of == ODD && roll(3) == 0)
        made = (flow_number){.number = odd[roll(4)] * (1 + roll(9)), .behind = FLOW_WIDE};
    return made;
}

/* How rows of a case look. */
typedef struct shape {
    kind value, quantity;
    bool with_quantity;
    int run, units, traits, products;
} shape;

static shape any_shape(void)
{
    static const int runs[] = {1, 2, 40, 400};
    return (shape){(kind)roll(KINDS), (kind)roll(KINDS), roll(4) > 0,       runs[roll(4)],
                   roll(2) ? 1 : 3,   roll(2) ? 1 : 4,   roll(2) ? 50 : 900};
}

static size_t fill(pick *all, const shape *of)
{
    const size_t count = (size_t)roll(MOST_ROWS + 1);
    const bool rising = roll(2) == 0;
    pick now = {0};
    for (size_t i = 0, left = 0; i < count; i++, left--) {
        if (left == 0) {
            left = 1 + (size_t)roll(of->run);
            now.period = (uint32_t)roll(3);
            now.direction = 1 + (uint32_t)roll(2);
            now.reporter = (uint32_t)roll(20);
            now.partner = (uint32_t)roll(20);
            now.product = 0;
        }
        now.product = rising ? now.product + (uint32_t)roll(3) : (uint32_t)roll(of->products);
        now.product %= (uint32_t)of->products;
        now.unit = (uint32_t)roll(of->units);
        now.traits = pship__flow_traits((int)now.direction, of->traits == 1 ? 0 : roll(3),
                                        of->traits == 1 || roll(9) ? 0 : PSHIP_FLOW_ESTIMATED);
        now.value = any_number(of->value);
        now.quantity = of->with_quantity ? any_number(of->quantity)
                                         : (flow_number){.number = NAN, .behind = FLOW_WIDE};
        now.order = (uint32_t)i;
        all[i] = now;
    }
    return count;
}

static uint32_t code_in(flow_part *part, flow_dictionary of, const char *format, uint32_t number)
{
    char text[16];
    uint32_t code = 0;
    const int length = snprintf(text, sizeof text, format, number);
    ck_assert(pship__flow_part_code(part, of, text, (size_t)length, &code));
    return code;
}

/* Either as a reader of files does it, or as anyone else. */
static void add(flow_part *part, const pick *of, bool read)
{
    flow_row made = {.period = code_in(part, FLOW_PERIODS, "20%02u", of->period),
                     .reporter = code_in(part, FLOW_COUNTRIES, "%03u", of->reporter),
                     .partner = code_in(part, FLOW_COUNTRIES, "%03u", of->partner),
                     .product = code_in(part, FLOW_PRODUCTS, "%06u", of->product),
                     .unit = code_in(part, FLOW_UNITS, "%u", of->unit),
                     .traits = of->traits,
                     .value = double_of(&of->value),
                     .quantity = double_of(&of->quantity)};
    ck_assert(read ? pship__flow_part_put(part, &made, &of->value, &of->quantity)
                   : pship__flow_part_add(part, &made));
}

static pship_flows *join(const pick *all, size_t count)
{
    flow_part *parts[MOST_PARTS];
    pship_flows *made = NULL;
    const size_t part_count = 1 + (size_t)roll(MOST_PARTS);
    const bool read = roll(2) == 0;
    for (size_t i = 0; i < part_count; i++)
        ck_assert_ptr_nonnull(parts[i] = pship__flow_part_new(NULL));
    for (size_t i = 0; i < count; i++)
        add(parts[i * part_count / count], &all[i], read);
    ck_assert_int_eq(pship__flow_parts_join(&made, NULL, parts, part_count, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_rows(made), (int64_t)count);
    return made;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static uint32_t number_of(const flow_words *words, uint32_t code)
{
    return (uint32_t)strtoul(pship__flow_word(words, code), NULL, 10);
}

static void check_row(const pship_flows *flows, const flow_row *is, const pick *want)
{
    ck_assert(number_of(&flows->periods, is->period) == 2000 + want->period &&
              number_of(&flows->countries, is->reporter) == want->reporter &&
              number_of(&flows->countries, is->partner) == want->partner &&
              number_of(&flows->products, is->product) == want->product &&
              number_of(&flows->units, is->unit) == want->unit && is->traits == want->traits);
    ck_assert(same_bits(is->value, double_of(&want->value)) &&
              same_bits(is->quantity, double_of(&want->quantity)));
}

/* From one row on, a few or all of them, and only some of the columns: what is not wanted is left alone. */
static void check_block(const pship_flows *flows, int64_t first, int64_t end, unsigned columns)
{
    static flow_reader reader;
    memset(&reader.rows, 0x5a, sizeof reader.rows);
    pship__flow_reader_begin(&reader, flows, end, columns);
    for (int64_t i = first; i < end; i++) {
        const size_t at = pship__flow_at(&reader, i);
        const flow_row want = pship__flow_row(flows, i);
        const flow_rows *is = &reader.rows;
        ck_assert(
            (columns & FLOW_PERIOD ? is->period[at] == want.period : is->period[at] == 0x5a5a) &&
            (!(columns & FLOW_REPORTER) || is->reporter[at] == want.reporter) &&
            (!(columns & FLOW_PARTNER) || is->partner[at] == want.partner) &&
            (!(columns & FLOW_TRAITS) || is->traits[at] == want.traits) &&
            (!(columns & FLOW_PRODUCT) || is->product[at] == want.product) &&
            (columns & FLOW_UNIT ? is->unit[at] == want.unit : is->unit[at] == 0x5a) &&
            (!(columns & FLOW_VALUE) || same_bits(is->value[at], want.value)) &&
            (!(columns & FLOW_QUANTITY) || same_bits(is->quantity[at], want.quantity)));
    }
}

/* No more than the 27 bytes of plain columns, or 28 with units. */
static void check_bytes(const pship_flows *flows)
{
    const size_t rows = (size_t)flows->rows;
    size_t bytes = flows->run_count * (flows->run_first ? 11 : 7) + (flows->unit ? rows : 0) +
                   rows * (flows->product16 ? 2 : 4);
    const flow_column *const columns[] = {&flows->value, &flows->quantity};
    for (int i = 0; i < 2; i++)
        bytes += (columns[i]->digits    ? rows * 4
                  : columns[i]->numbers ? rows * 8
                                        : 0) +
                 columns[i]->odd_count * sizeof(flow_odd);
    ck_assert_uint_le(bytes, rows * (flows->unit ? 28 : 27));
}

START_TEST(any_rows_are_read_as_they_were_added)
{
    static pick all[MOST_ROWS];
    const uint64_t start = chance_start();
    const int cases = chance_cases(120);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        const shape of = any_shape();
        const size_t count = fill(all, &of);
        pship_flows *flows = join(all, count);
        qsort(all, count, sizeof *all, by_key);
        for (size_t k = 0; k < count; k++) {
            const flow_row is = pship__flow_row(flows, (int64_t)k);
            check_row(flows, &is, &all[k]);
        }
        check_bytes(flows);
        check_block(flows, 0, (int64_t)count, FLOW_EVERYTHING);
        for (int k = 0; k < 5 && count > 0; k++) {
            const int64_t first = roll((int)count), left = (int64_t)count - first;
            check_block(flows, first, first + 1 + roll((int)left), (unsigned)roll(256));
        }
        pship_flows_free(flows);
    }
}
END_TEST

/* ---- how they lie */

static pship_flows *table_of(size_t count, uint32_t products, uint32_t run)
{
    flow_part *part = pship__flow_part_new(NULL);
    pship_flows *made = NULL;
    ck_assert_ptr_nonnull(part);
    for (size_t i = 0; i < count; i++) {
        const uint32_t of = (uint32_t)i;
        const pick one = {.direction = 2,
                          .reporter = of / run / 100 % 100,
                          .partner = of / run % 100,
                          .product = of % products,
                          .traits = pship__flow_traits(2, 0, 0),
                          .value = {.digits = of, .behind = 3},
                          .quantity = {.number = i % 50 ? 0.5 : NAN, .behind = FLOW_WIDE}};
        add(part, &one, false);
    }
    ck_assert_int_eq(pship__flow_parts_join(&made, NULL, &part, 1, NULL, err), PSHIP_OK);
    return made;
}

START_TEST(long_runs_are_told_once_and_numbers_by_their_digits)
{
    pship_flows *flows = table_of(20000, 200, 200);
    ck_assert_uint_eq(flows->run_count, 100);
    ck_assert_ptr_nonnull(flows->run_first);
    ck_assert(flows->product16 && !flows->product32 && !flows->unit);
    ck_assert(flows->value.digits && !flows->value.numbers && flows->value.ten == 1000);
    ck_assert(flows->quantity.digits && flows->quantity.odd_count == 0);
    ck_assert(flows->quantity.digits[0] == FLOW_MISSING && flows->quantity.ten == 1000);
    ck_assert_uint_eq(pship__flow_run_of(flows, 199), 0);
    ck_assert_uint_eq(pship__flow_run_of(flows, 200), 1);
    ck_assert_uint_eq(pship__flow_run_of(flows, 19999), 99);
    ck_assert_int_eq(pship__flow_run_first(flows, 99), 19800);
    ck_assert_int_eq(pship__flow_run_first(flows, 100), 20000);
    pship_flows_free(flows);
}
END_TEST

START_TEST(short_runs_are_rows_and_many_products_take_more)
{
    enum { PRODUCTS = 65537 };
    pship_flows *flows = table_of(9000, 1, 1);
    ck_assert_ptr_null(flows->run_first);
    ck_assert_uint_eq(flows->run_count, 9000);
    ck_assert_uint_eq(pship__flow_run_of(flows, 77), 77);
    pship_flows_free(flows);
    flows = table_of(PRODUCTS, PRODUCTS, PRODUCTS);
    ck_assert(!flows->product16 && flows->product32);
    ck_assert_uint_eq(pship__flow_product(flows, PRODUCTS - 1), PRODUCTS - 1);
    check_block(flows, 0, PRODUCTS, FLOW_EVERYTHING);
    pship_flows_free(flows);
    flows = table_of(PRODUCTS - 1, PRODUCTS - 1, PRODUCTS);
    ck_assert(flows->product16 && !flows->product32);
    ck_assert_uint_eq(pship__flow_product(flows, PRODUCTS - 2), PRODUCTS - 2);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_read");
    TCase *tests = tcase_create("flow_read");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, digits_divided_are_what_the_parser_reads);
    tcase_add_test(tests, numbers_that_are_no_digits_stay_numbers);
    tcase_add_test(tests, any_rows_are_read_as_they_were_added);
    tcase_add_test(tests, long_runs_are_told_once_and_numbers_by_their_digits);
    tcase_add_test(tests, short_runs_are_rows_and_many_products_take_more);
    suite_add_tcase(suite, tests);
    return suite;
}
