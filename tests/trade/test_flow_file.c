/* Reading flow files in the layout of BACI: what the cells mean, blocks and threads. */
#include "chance.h"
#include "trade/flow_text.h"

#include <trade/flow_read.h>
#include <trade/flow_reading.h>

Suite *test_suite(void);

static const char *const short_row[] = {"period", "reporter", "partner", "product",
                                        "value",  "quantity", NULL};
static const char *const whole_row[] = {"period", "direction", "reporter", "partner",   "product",
                                        "value",  "quantity",  "unit",     "valuation", NULL};

START_TEST(a_baci_file_is_read_with_its_zeros_and_what_is_missing)
{
    pship_flows *flows = must_read_text("t,i,j,k,v,q\n"
                                        "2023,31,842,010121,0.746,NA\n"
                                        "2023,31,40,270900,1535.091,235.414\n",
                                        NULL);
    pship_flows_about about = pship_flows_describe(flows);
    ck_assert_str_eq(about.value_unit, "USD thousand");
    ck_assert_str_eq(about.quantity_unit, "t");
    expect_flows(flows, whole_row,
                 "2023 export 31 40 270900 1535.091 235.414 t fob\n"
                 "2023 export 31 842 010121 0.746 - - fob\n");
}
END_TEST

START_TEST(columns_may_stand_in_any_order_and_others_between_them)
{
    expect_flows(must_read_text("q,k,note,j,i,t,v\n1,01,x,40,31,2023,5\n", NULL), short_row,
                 "2023 31 40 01 5 1\n");
}
END_TEST

START_TEST(every_way_of_saying_missing_is_one)
{
    expect_flows(must_read_text("t,i,j,k,v,q\n1,1,1,1,1,\n1,1,1,2,1,NA\n1,1,1,3,1,   NA\n"
                                "1,1,1,4,1,      \n1,1,1,5,1,\"NA\"\n1,1,1,6,1,  7.5 \n",
                                &(pship_flow_file_options){.size = sizeof(pship_flow_file_options),
                                                           .period = "=2023"}),
                 (const char *const[]){"product", "quantity", NULL},
                 "1 -\n2 -\n3 -\n4 -\n5 -\n6 7.5\n");
}
END_TEST

START_TEST(quotes_line_ends_and_a_byte_order_mark_change_nothing)
{
    static const char expected[] = "2023 31 40 270900 2 3\n2023 31 8 01 4 -\n";
    expect_flows(must_read_text("t,i,j,k,v,q\n2023,31,40,270900,2,3\n2023,31,8,01,4,NA", NULL),
                 short_row, expected);
    expect_flows(must_read_text("\xef\xbb\xbft,i,j,k,v,q\r\n2023,31,40,270900,2,3\r\n\r\n"
                                "2023,31,8,01,4,NA\r\n",
                                NULL),
                 short_row, expected);
    expect_flows(must_read_text("\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\n"
                                "\"2023\",\"31\",\"40\",\"270900\",\"2\",\"3\"\n\n"
                                "2023,\"31\",8,\"01\",4,\"\"\r\n",
                                NULL),
                 short_row, expected);
}
END_TEST

START_TEST(a_quoted_cell_may_hold_separators_quotes_and_line_ends)
{
    expect_flows(must_read_text("t,i,note,j,k,v,q\n"
                                "2023,\"A \"\"B\"\", C\",\"one\n\"\"two\"\",\nthree\",40,01,1,2\n"
                                "2023,31,plain \"x\",40,01,3,4\n",
                                NULL),
                 (const char *const[]){"reporter", "value", NULL}, "31 3\nA \"B\", C 1\n");
}
END_TEST

START_TEST(a_file_of_a_header_has_no_rows)
{
    pship_flows *flows = must_read_text("t,i,j,k,v,q", NULL);
    ck_assert_int_eq(pship_flows_rows(flows), 0);
    pship_flows_free(flows);
}
END_TEST

/* ---- numbers */

/* Numbers of every length, so that every way of reading them is gone. */
START_TEST(numbers_are_the_nearest_double)
{
    static const char *const texts[] = {"0",
                                        "1",
                                        "12",
                                        "1234567",
                                        "12345678",
                                        "0.1",
                                        "0.123",
                                        "1.5",
                                        "12.345",
                                        "123.456",
                                        "1234.567",
                                        "12345.678",
                                        "99999.999",
                                        "0.000001",
                                        "9007199254740993",
                                        "9007199254740992",
                                        "1234567890123456789",
                                        "0.30000000000000004",
                                        "179769313486231570000",
                                        "1e3",
                                        "1.5E-7",
                                        "+4",
                                        "1e-400",
                                        "5e-324",
                                        "123456789.123456789",
                                        "0000000000000000000001.5",
                                        "-0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[128];
        double expected = 0;
        ck_assert(pship__number_parse(texts[i], &expected));
        snprintf(text, sizeof text, "t,i,j,k,v,q\n2023,1,2,3,%s,%s\n", texts[i], texts[i]);
        pship_flows *flows = must_read_text(text, NULL);
        const flow_row one = pship__flow_row(flows, 0);
        ck_assert_msg(memcmp(&one.value, &(double){expected == 0 ? 0 : expected}, 8) == 0, "%s",
                      texts[i]);
        ck_assert(one.value == one.quantity);
        pship_flows_free(flows);
    }
}
END_TEST

static size_t random_number(char *text)
{
    size_t length = 0, digits = 1 + draw(draw(4) == 0 ? 24 : 7), behind = draw(5);
    for (size_t i = 0; i < digits; i++)
        text[length++] = (char)('0' + draw(10));
    if (behind > 0)
        text[length++] = '.';
    for (size_t i = 0; i < behind; i++)
        text[length++] = (char)('0' + draw(10));
    if (draw(50) == 0)
        length += (size_t)sprintf(text + length, "e%d", (int)draw(20) - 10);
    text[length] = '\0';
    return length;
}

START_TEST(any_number_is_the_nearest_double)
{
    enum { ROWS = 2000 };
    static char text[ROWS * 96], numbers[ROWS][48];
    size_t length = (size_t)sprintf(text, "k,v,q\n");
    chance_seed(chance_start());
    for (int i = 0; i < ROWS; i++) {
        random_number(numbers[i]);
        length += (size_t)sprintf(text + length, "%06d,%.47s,%.47s\n", i, numbers[i], numbers[i]);
    }
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.period = "=2023";
    options.reporter = "=AZE";
    options.partner = "=USA";
    pship_flows *flows = must_read_text(text, &options);
    ck_assert_int_eq(pship_flows_rows(flows), ROWS);
    for (int i = 0; i < ROWS; i++) {
        double expected = 0;
        ck_assert(pship__number_parse(numbers[i], &expected));
        const flow_row one = pship__flow_row(flows, i);
        ck_assert_msg(one.value == expected && one.quantity == expected, "%s", numbers[i]);
    }
    pship_flows_free(flows);
}
END_TEST

/* ---- blocks and threads */

/* Longer than some blocks. Quoted notes hold line ends and quotes here and there. */
static size_t make_long(char *text, int rows, bool quotes)
{
    size_t length = (size_t)sprintf(text, "t,i,j,k,note,v,q\n");
    for (int i = 0; i < rows; i++) {
        length += (size_t)sprintf(text + length, "%d,%d,%d,%06d,", 2020 + i % 3, i / 700 % 200,
                                  (int)(draw(200)), i % 5000);
        if (quotes && draw(3) == 0)
            length +=
                (size_t)sprintf(text + length, "\"n%d\n%s,\n\"\"\"", i, draw(2) ? "\"\"" : "x");
        else
            length += (size_t)sprintf(text + length, "%.*s", (int)draw(20), "12345678901234567890");
        length +=
            (size_t)sprintf(text + length, ",%d.%03d,%s\n", i, i % 1000, i % 50 ? "7.25" : "NA");
    }
    return length;
}

static void expect_same(const pship_flows *a, const pship_flows *b)
{
    ck_assert_int_eq(a->rows, b->rows);
    for (int64_t i = 0; i < a->rows; i++) {
        const flow_row one = pship__flow_row(a, i), other = pship__flow_row(b, i);
        ck_assert(one.period == other.period && one.reporter == other.reporter &&
                  one.partner == other.partner && one.product == other.product &&
                  one.traits == other.traits && one.unit == other.unit);
        ck_assert(memcmp(&one.value, &other.value, sizeof one.value) == 0 &&
                  memcmp(&one.quantity, &other.quantity, sizeof one.quantity) == 0);
    }
    ck_assert_uint_eq(a->countries.count, b->countries.count);
    ck_assert_uint_eq(a->products.length, b->products.length);
    ck_assert_mem_eq(a->products.bytes, b->products.bytes, a->products.length);
}

static void read_by_threads(bool quotes)
{
    const int rows = 300000 / (chance_divisor() > 1 ? 4 : 1); /* some blocks in either case */
    char *text = room((size_t)rows * 80);
    put_bytes(text, make_long(text, rows, quotes));
    free(text);
    pship_flows *flows[3] = {NULL, NULL, NULL};
    for (int i = 0; i < 3; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_context *context = context_of(i + 1);
        ck_assert_msg(pship_flows_read(&flows[i], NULL, context, flow_path, NULL, &err) == PSHIP_OK,
                      "%lld:%lld %s", (long long)err.line, (long long)err.column, err.message);
        pship_context_free(context);
    }
    ck_assert_int_eq(pship_flows_rows(flows[0]), rows);
    double sum = 0; /* of whole thousandths: exact */
    for (int64_t i = 0; i < rows; i++)
        sum += pship__flow_row(flows[0], i).value * 1000;
    double expected = 0;
    for (int64_t i = 0; i < rows; i++)
        expected += (double)(i * 1000 + i % 1000);
    ck_assert(fabs(sum - expected) < 1);
    expect_same(flows[0], flows[1]);
    expect_same(flows[0], flows[2]);
    for (int i = 0; i < 3; i++)
        pship_flows_free(flows[i]);
}

START_TEST(any_number_of_threads_gives_the_same_table)
{
    chance_seed(chance_start());
    read_by_threads(false);
}
END_TEST

START_TEST(blocks_end_outside_quotes)
{
    chance_seed(chance_start());
    read_by_threads(true);
}
END_TEST

START_TEST(a_bad_row_far_behind_is_told_with_its_line)
{
    const int rows = 250000 / (chance_divisor() > 1 ? 4 : 1);
    char *text = room((size_t)rows * 80);
    size_t length = make_long(text, rows, true);
    int64_t line = 1;
    for (size_t i = 0; i < length; i++)
        line += text[i] == '\n';
    length += (size_t)sprintf(text + length, "2023,1,2,3,x,-5,1\n2023,1,2,3,x,-6,1\n");
    for (int32_t threads = 1; threads <= 2; threads++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_flows *flows = NULL;
        pship_context *context = context_of(threads);
        put_bytes(text, length);
        ck_assert_int_eq(pship_flows_read(&flows, NULL, context, flow_path, NULL, &err),
                         PSHIP_E_SYNTAX);
        ck_assert_int_eq(err.line, line);
        ck_assert_int_eq(err.column, 14);
        ck_assert_ptr_nonnull(strstr(err.message, "'-5'"));
        pship_context_free(context);
    }
    free(text);
}
END_TEST

/* ---- cancelling */

typedef struct watcher {
    int calls, most;
    double last;
    bool backwards;
} watcher;

static int watch(void *user, const char *stage, double fraction)
{
    watcher *self = user;
    if (strcmp(stage, "reading flows") == 0) {
        self->backwards = self->backwards || fraction < self->last || fraction > 1;
        self->last = fraction;
    }
    return ++self->calls > self->most;
}

START_TEST(reading_can_be_cancelled_and_then_makes_nothing)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows *flows = NULL;
    watcher all = {.most = 0};
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = watch;
    options.progress_user = &all;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    put_bytes("t,i,j,k,v,q\n1,1,1,1,1,1\n", 24);
    ck_assert_int_eq(pship_flows_read(&flows, NULL, context, flow_path, NULL, &err),
                     PSHIP_E_CANCELLED);
    ck_assert_ptr_null(flows);
    ck_assert_int_eq(all.calls, 1);
    ck_assert(!all.backwards);
    pship_context_free(context);
}
END_TEST

START_TEST(what_is_asked_wrongly_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_flows *flows = NULL;
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    ck_assert_int_eq(pship_flows_read(NULL, NULL, NULL, flow_path, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_read(&flows, NULL, NULL, NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_read(&flows, NULL, NULL, "/nowhere/x.csv", NULL, &err),
                     PSHIP_E_NOT_FOUND);
    options.format = "excel";
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "no format 'excel'");
    options = pship_flow_file_options_init();
    options.separator = "\"";
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "separator");
    options = pship_flow_file_options_init();
    options.decimal = ";";
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "decimal mark");
    options = pship_flow_file_options_init();
    options.most_bad_rows = -2;
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "most_bad_rows");
    options = pship_flow_file_options_init();
    options.direction = "=sideways";
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "'=sideways' is no direction");
    options = pship_flow_file_options_init();
    options.value = "=1";
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "the value cannot be the same");
    options = pship_flow_file_options_init();
    options.partner = "";
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "a flow has to have a partner");
    options = pship_flow_file_options_init();
    options.size = 4;
    expect_failure("", &options, PSHIP_E_ARGUMENT, 0, 0, "size");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_file");
    TCase *tests = tcase_create("flow_file");
    tcase_add_checked_fixture(tests, flow_set_up, flow_tear_down);
    tcase_add_test(tests, a_baci_file_is_read_with_its_zeros_and_what_is_missing);
    tcase_add_test(tests, columns_may_stand_in_any_order_and_others_between_them);
    tcase_add_test(tests, every_way_of_saying_missing_is_one);
    tcase_add_test(tests, quotes_line_ends_and_a_byte_order_mark_change_nothing);
    tcase_add_test(tests, a_quoted_cell_may_hold_separators_quotes_and_line_ends);
    tcase_add_test(tests, a_file_of_a_header_has_no_rows);
    tcase_add_test(tests, numbers_are_the_nearest_double);
    tcase_add_test(tests, any_number_is_the_nearest_double);
    tcase_add_test(tests, any_number_of_threads_gives_the_same_table);
    tcase_add_test(tests, blocks_end_outside_quotes);
    tcase_add_test(tests, a_bad_row_far_behind_is_told_with_its_line);
    tcase_add_test(tests, reading_can_be_cancelled_and_then_makes_nothing);
    tcase_add_test(tests, what_is_asked_wrongly_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
