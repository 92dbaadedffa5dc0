/* UN Comtrade of today and before, and CSV by its columns. */
#include "trade/flow_text.h"

Suite *test_suite(void);

static const char *const whole_row[] = {"period", "direction", "reporter", "partner",   "product",
                                        "value",  "quantity",  "unit",     "valuation", NULL};

static pship_flow_file_options format(const char *name)
{
    pship_flow_file_options options = PSHIP_FLOW_FILE_OPTIONS_INIT;
    options.format = name;
    return options;
}

#define NEW_HEAD \
    "typeCode,freqCode,refYear,period,reporterCode,reporterISO,reporterDesc,flowCode,partnerCode," \
    "partnerISO,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty," \
    "netWgt,isNetWgtEstimated,cifvalue,fobvalue,primaryValue,isReported,isAggregate\n"

START_TEST(comtrade_of_today_is_read)
{
    pship_flow_file_options options = format("comtrade");
    pship_flows *flows = must_read_text(
        NEW_HEAD
        "C,A,2023,2023,31,AZE,Azerbaijan,M,842,USA,0,H6,270900,C00,0,kg,5,5,false,120.5,100,120.5,"
        "true,false\n"
        "C,A,2023,2023,31,AZE,Azerbaijan,X,842,USA,0,H6,010121,C00,0,u,7,9.5,true,,80,80,true,"
        "false\n"
        "C,M,2023,202303,31,AZE,\"Azerb., Rep.\",RX,490,S19,0,H6,TOTAL,C00,0,,,,,,,12,true,true\n"
        "C,A,2023,2023,31,AZE,Azerbaijan,RM,842,USA,0,H6,0202,C00,0,kg,5,5,False,3,3,3,true,"
        "false\n",
        &options);
    ck_assert_str_eq(pship_flows_describe(flows).value_unit, "USD");
    pship_table *table = rows_of(flows);
    expect_rows(table, whole_row,
                "2023 import 31 842 270900 120.5 5 kg cif\n"
                "2023 export 31 842 010121 80 9.5 kg fob\n"
                "2023 re_import 31 842 0202 3 5 kg -\n"
                "2023-03 re_export 31 490 TOTAL 12 - - -\n");
    expect_rows(table, (const char *const[]){"product", "estimated", NULL},
                "270900 false\n010121 true\n0202 false\nTOTAL false\n");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(comtrade_of_before_is_read)
{
    pship_flow_file_options options = format("comtrade");
    expect_flows(must_read_text(
                     "Classification,Year,Period,Period Desc.,Aggregate Level,Trade Flow Code,"
                     "Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,"
                     "Commodity Code,Commodity,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\n"
                     "H4,2016,2016,2016,6,1,Import,31,Azerbaijan,AZE,842,USA,880240,"
                     "\"Aeroplanes; of an unladen weight > 15,000kg\",Number of items,2,98000,"
                     "250000000,0\n"
                     "H4,2016,201602,February 2016,6,2,Export,31,Azerbaijan,AZE,842,USA,080222,"
                     "Nuts,Weight,10,10,5,0\n",
                     &options),
                 whole_row,
                 "2016 import 31 842 880240 250000000 98000 kg -\n"
                 "2016-02 export 31 842 080222 5 10 kg -\n");
}
END_TEST

static const char *classification_of(const char *one, const char *other,
                                     const pship_flow_file_options *options)
{
    static char told[32];
    char text[256];
    (void)snprintf(
        text, sizeof text,
        "period,reporterCode,partnerCode,flowCode,cmdCode,primaryValue,classificationCode\n"
        "2022,31,842,X,01,5,%s\n2023,31,842,X,02,5,%s\n",
        one, other);
    pship_flows *flows = must_read_text(text, options);
    const char *said = pship_flows_describe(flows).classification;
    (void)snprintf(told, sizeof told, "%s", said ? said : "-");
    pship_flows_free(flows);
    return told;
}

START_TEST(comtrade_says_which_classification_it_is)
{
    pship_flow_file_options options = format("comtrade");
    ck_assert_str_eq(classification_of("H5", "H5", &options), "HS17");
    ck_assert_str_eq(classification_of("H5", "H6", &options), "HS");
    ck_assert_str_eq(classification_of("H5", "HS", &options), "HS");
    ck_assert_str_eq(classification_of("", "S4", &options), "SITC4");
    ck_assert_str_eq(classification_of("EB", "EB", &options), "EB");
    ck_assert_str_eq(classification_of("", "", &options), "-");
    pship_flows *flows = NULL;
    pship_error failed = PSHIP_ERROR_INIT;
    static const char *const mixed =
        "period,reporterCode,partnerCode,flowCode,cmdCode,primaryValue,classificationCode\n"
        "2022,31,842,X,01,5,H5\n2023,31,842,X,02,5,S4\n";
    put_bytes(mixed, strlen(mixed));
    ck_assert_int_eq(pship_flows_read(&flows, NULL, NULL, flow_path, &options, &failed),
                     PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failed.message, "products of 'HS17' and some of 'S4'"));
    options.classification = "mixed";
    ck_assert_str_eq(classification_of("H5", "S4", &options), "mixed");
}
END_TEST

START_TEST(comtrade_takes_letters_where_there_are_no_numbers)
{
    pship_flow_file_options options = format("comtrade");
    expect_flows(must_read_text("Year,Reporter ISO,Partner ISO,Trade Flow,Commodity Code,"
                                "Trade Value (US$)\n2016,AZE,USA,Re-Export,01,5,\n",
                                &options),
                 whole_row, "2016 re_export AZE USA 01 5 - - -\n");
}
END_TEST

START_TEST(another_quantity_may_be_asked_for)
{
    pship_flow_file_options options = format("comtrade");
    options.quantity = "qty";
    options.unit = "qtyUnitAbbr";
    options.reporter = "reporterISO";
    expect_flows(must_read_text(NEW_HEAD "C,A,2023,2023,31,AZE,,X,842,USA,0,H6,8802,C00,0,u,7,9.5,"
                                         "true,,80,80,true,false\n",
                                &options),
                 (const char *const[]){"reporter", "quantity", "unit", "estimated", NULL},
                 "AZE 7 u false\n");
}
END_TEST

START_TEST(parts_of_other_rows_are_bad_rows)
{
    pship_flow_file_options options = format("comtrade");
    static const char head[] = "period,reporterCode,partnerCode,partner2Code,flowCode,cmdCode,"
                               "customsCode,motCode,primaryValue\n";
    char text[1024];
    snprintf(text, sizeof text, "%s2023,31,842,0,X,01,C00,0,5\n2023,31,842,40,X,01,C00,0,5\n",
             head);
    expect_failure(text, &options, PSHIP_E_SYNTAX, 3, 13, "not a part of another");
    snprintf(text, sizeof text, "%s2023,31,842,0,X,01,C05,0,5\n", head);
    expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 20, "'C05'");
    snprintf(text, sizeof text, "%s2023,31,842,0,X,01,C00,1000,5\n", head);
    expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 24, "'1000'");
    snprintf(text, sizeof text, "%s2023,31,842,0,DX,01,C00,0,5\n", head);
    expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 15, "not a part of another");
    snprintf(text, sizeof text, "%s2023,31,842,0,EX,01,C00,0,5\n", head);
    expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 15, "expected a direction");
    snprintf(text, sizeof text, "%s2023,31,842,0,,01,C00,0,5\n", head);
    expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 15, "expected a direction");
    expect_failure("period,partnerCode\n", &options, PSHIP_E_INVALID, 1, 1,
                   "no column 'reporterCode' for the reporter");
}
END_TEST

/* ---- by columns */

START_TEST(any_csv_is_read_by_its_columns)
{
    pship_flow_file_options options = format("csv");
    options.period = "Zeitraum";
    options.direction = "=import";
    options.reporter = "=276";
    options.partner = "Land";
    options.product = "Ware";
    options.value = "Wert";
    options.quantity = "Menge";
    options.unit = "Einheit";
    options.valuation = "=cif";
    options.decimal = ",";
    options.value_unit = "EUR thousand";
    pship_flows *flows = must_read_text("Zeitraum;Land;Ware;Wert;Menge;Einheit\r\n"
                                        "2024-03;031;2709;1234,5;10;t\r\n"
                                        "2024-03;031;0802;1,25;;\r\n"
                                        "2024-01/2024-03;\"031\";22042;12345678,125;3,5;hl\r\n",
                                        &options);
    ck_assert_str_eq(pship_flows_describe(flows).value_unit, "EUR thousand");
    ck_assert_ptr_null(pship_flows_describe(flows).quantity_unit);
    expect_flows(flows, whole_row,
                 "2024-01/2024-03 import 276 031 22042 12345678.125 3.5 hl cif\n"
                 "2024-03 import 276 031 0802 1.25 - - cif\n"
                 "2024-03 import 276 031 2709 1234.5 10 t cif\n");
    options.separator = ",";
    expect_failure("a,b\n", &options, PSHIP_E_ARGUMENT, 0, 0, "separator");
    options.separator = NULL;
    expect_failure("Zeitraum;Land;Ware;Wert;Menge;Einheit\n2024;031;1;1.5;1;t\n", &options,
                   PSHIP_E_SYNTAX, 2, 12, "',' as decimal mark");
    expect_failure("Zeitraum;Land;Ware;Wert;Menge\n", &options, PSHIP_E_INVALID, 1, 1,
                   "no column 'Einheit' for the unit");
    options.partner = "Ware";
    expect_failure("Zeitraum;Land;Ware;Wert;Menge;Einheit\n", &options, PSHIP_E_INVALID, 1, 15,
                   "both the partner and the product");
}
END_TEST

START_TEST(words_may_be_written_in_many_ways)
{
    pship_flow_file_options options = format("csv");
    options.period = "=2024";
    options.reporter = "r";
    options.partner = "p";
    options.product = "k";
    options.value = "v";
    options.direction = "d";
    options.valuation = "b";
    options.estimated = "e";
    options.separator = "\t";
    expect_flows(
        must_read_text("r\tp\tk\tv\td\tb\te\n"
                       "1\t2\t01\t\tImports\tCIF\t1\n1\t2\t02\t1\tx\tfob\tTRUE\n"
                       "1\t2\t03\t1\t\"Re-Export\"\t\t0\n1\t2\t04\t1\tRM\t\t\n"
                       "1\t2\t05\t1\tdomestic\t\tFalse\n",
                       &options),
        (const char *const[]){"direction", "product", "value", "valuation", "estimated", NULL},
        "import 01 - cif true\nexport 02 1 fob true\nre_export 03 1 - false\n"
        "re_import 04 1 - false\ndomestic 05 1 - false\n");
    expect_failure("r\tp\tk\tv\td\tb\te\n1\t2\t01\t1\tx\tcfr\t1\n", &options, PSHIP_E_SYNTAX, 2, 12,
                   "expected a valuation");
    expect_failure("r\tp\tk\tv\td\tb\te\n1\t2\t01\t1\tx\tcif\tyes\n", &options, PSHIP_E_SYNTAX, 2,
                   16, "expected true or false");
}
END_TEST

START_TEST(months_and_quarters_may_be_written_without_dashes)
{
    static const char *const columns[] = {"period", "product", NULL};
    pship_flow_file_options options = format("csv");
    options.direction = "=export";
    expect_flows(must_read_text("period,reporter,partner,product,value\n"
                                "202403,1,2,01,1\n2024Q1,1,2,02,1\n2024-Q4,1,2,03,1\n"
                                "202412,1,2,04,1\n2024,1,2,05,1\n",
                                &options),
                 columns, "2024-33 02\n2024 05\n2024-03 01\n2024-36 03\n2024-12 04\n");
    options.period = "=2024Q2";
    expect_flows(must_read_text("reporter,partner,product,value\n1,2,01,1\n", &options), columns,
                 "2024-34 01\n");
    options.period = "=202402";
    expect_flows(must_read_text("reporter,partner,product,value\n1,2,01,1\n", &options), columns,
                 "2024-02 01\n");
    options.period = "=202413";
    expect_failure("reporter,partner,product,value\n1,2,01,1\n", &options, PSHIP_E_ARGUMENT, 0, 0,
                   "'=202413' is no period for all rows");
    options.period = NULL;
    static const char *const bad[] = {"202413", "202400",  "202421",  "2024Q5", "2024Q0",
                                      "2024q1", "2024/Q1", "2024-Q5", "24-Q1",  "Jan 2024"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "period,reporter,partner,product,value\n%s,1,2,01,1\n",
                       bad[i]);
        expect_failure(text, &options, PSHIP_E_SYNTAX, 2, 1, "YYYYMM, YYYYQn");
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_formats");
    TCase *tests = tcase_create("flow_formats");
    tcase_add_checked_fixture(tests, flow_set_up, flow_tear_down);
    tcase_add_test(tests, comtrade_of_today_is_read);
    tcase_add_test(tests, comtrade_of_before_is_read);
    tcase_add_test(tests, comtrade_says_which_classification_it_is);
    tcase_add_test(tests, comtrade_takes_letters_where_there_are_no_numbers);
    tcase_add_test(tests, another_quantity_may_be_asked_for);
    tcase_add_test(tests, parts_of_other_rows_are_bad_rows);
    tcase_add_test(tests, any_csv_is_read_by_its_columns);
    tcase_add_test(tests, words_may_be_written_in_many_ways);
    tcase_add_test(tests, months_and_quarters_may_be_written_without_dashes);
    suite_add_tcase(suite, tests);
    return suite;
}
