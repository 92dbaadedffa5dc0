/* Flow tables made of rows: their order, what is kept, what is refused. */
#include "chance.h"
#include "trade/rows.h"
#include <stdio.h>
#include <stdlib.h>
#include <trade/flow_read.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static void row_is(const pship_table *table, int64_t at, const char *expected)
{
    char text[512];
    (void)snprintf(text, sizeof text, "%s|%s|%s|%s|%s|%s|%s|%s|%s", cell_text(table, at, "period"),
                   cell_text(table, at, "direction"), cell_text(table, at, "reporter"),
                   cell_text(table, at, "partner"), cell_text(table, at, "product"),
                   cell_text(table, at, "value"), cell_text(table, at, "quantity"), "", "");
    ck_assert_str_eq(text, expected);
    ck_assert(!pship_table_is_null(table, 0, at));
}

START_TEST(rows_are_kept_and_stand_in_order)
{
    static const row list[] = {
        {"2025-02", "import", "031", "842", "0101", 5, NAN, NULL, "cif"},
        {"2025", "export", "842", "031", "8802", 100.25, 3, "t", "fob"},
        {"2025", "export", "842", "031", "0101", 7, 2, "kg", NULL},
        {"2025", NULL, "31", "842", "0101", NAN, NAN, NULL, NULL},
        {"2024", "re_import", "842", "031", "2709", 0, 0, NULL, NULL},
        {"2025-01/2025-10", "domestic", "842", "842", "2709", 1, NAN, NULL, NULL},
    };
    pship_flows *flows = flows_of(list, 6);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_rows(flows), 6);
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    row_is(table, 0, "2024|re_import|842|031|2709|0|0||");
    row_is(table, 1, "2025-01/2025-10|domestic|842|842|2709|1|||");
    row_is(table, 2, "2025|export|31|842|0101||||");
    row_is(table, 3, "2025|export|842|031|0101|7|2||");
    row_is(table, 4, "2025|export|842|031|8802|100.25|3||");
    row_is(table, 5, "2025-02|import|031|842|0101|5|||");
    ck_assert_str_eq(cell_text(table, 0, "unit"), "t"); /* that of the column */
    ck_assert_str_eq(cell_text(table, 3, "unit"), "kg");
    ck_assert_str_eq(cell_text(table, 4, "unit"), "t");
    ck_assert_str_eq(cell_text(table, 5, "unit"), "");
    ck_assert_str_eq(cell_text(table, 4, "valuation"), "fob");
    ck_assert_str_eq(cell_text(table, 5, "valuation"), "cif");
    ck_assert_str_eq(cell_text(table, 5, "estimated"), "false");
    ck_assert_str_eq(pship_table_column_unit(table, pship_table_find(table, "value")),
                     "USD thousand");
    ck_assert_ptr_null(pship_flows_describe(flows).quantity_unit);
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(periods_stand_by_their_days_and_add_up)
{
    static const row list[] = {
        {"0", "export", "A", "B", "p", 1, NAN, NULL, NULL},
        {"2025-10", "export", "A", "B", "p", 2, NAN, NULL, NULL},
        {"2025-09", "export", "A", "B", "p", NAN, NAN, NULL, NULL},
        {"2025-10", "export", "A", "C", "p", 0.5, NAN, NULL, NULL},
        {"2025", "export", "A", "B", "p", 3, NAN, NULL, NULL},
    };
    static const char *const expected[][4] = {{"0", "", "", "1"},
                                              {"2025", "2025-01-01", "2025-12-31", "3"},
                                              {"2025-09", "2025-09-01", "2025-09-30", "0"},
                                              {"2025-10", "2025-10-01", "2025-10-31", "2.5"}};
    pship_flows *flows = flows_of(list, 5);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_periods(&table, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 4);
    for (int64_t i = 0; i < 4; i++) {
        ck_assert_str_eq(cell_text(table, i, "period"), expected[i][0]);
        ck_assert_str_eq(cell_text(table, i, "first"), expected[i][1]);
        ck_assert_str_eq(cell_text(table, i, "last"), expected[i][2]);
        ck_assert_str_eq(cell_text(table, i, "value"), expected[i][3]);
    }
    ck_assert_str_eq(cell_text(table, 3, "rows"), "2");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

/* ---- any rows, against a sort of the rows themselves */

static const char *const periods[] = {"2023", "2024-01", "2024-02", "2024", "1999/2001"};
/* in order: by the first day, then by the last */
static const int period_order[] = {1, 2, 4, 3, 0};
static const char *const countries[] = {"008", "031", "31", "842", "AZE", "X"};
static const char *const products[] = {"01", "0101", "010121", "2709", "9999"};

typedef struct pick {
    size_t period, direction, reporter, partner, product, order;
} pick;

static int by_key(const void *left, const void *right)
{
    const pick *a = left, *b = right;
    const size_t one[] = {(size_t)period_order[a->period],
                          a->direction,
                          a->reporter,
                          a->partner,
                          a->product,
                          a->order};
    const size_t other[] = {(size_t)period_order[b->period],
                            b->direction,
                            b->reporter,
                            b->partner,
                            b->product,
                            b->order};
    for (int i = 0; i < 6; i++) {
        if (one[i] != other[i])
            return one[i] < other[i] ? -1 : 1;
    }
    return 0;
}

static flow_row row_of(flow_part *part, const pick *one)
{
    flow_row made = {.traits = pship__flow_traits((int)one->direction, 0, 0),
                     .value = (double)one->order,
                     .quantity = NAN};
    const char *period = periods[one->period], *reporter = countries[one->reporter];
    const char *partner = countries[one->partner], *product = products[one->product];
    ck_assert(pship__flow_part_code(part, FLOW_PERIODS, period, strlen(period), &made.period));
    ck_assert(
        pship__flow_part_code(part, FLOW_COUNTRIES, reporter, strlen(reporter), &made.reporter));
    ck_assert(pship__flow_part_code(part, FLOW_COUNTRIES, partner, strlen(partner), &made.partner));
    ck_assert(pship__flow_part_code(part, FLOW_PRODUCTS, product, strlen(product), &made.product));
    return made;
}

static void check_order(const pship_flows *flows, pick *all, size_t count)
{
    ck_assert_int_eq(pship_flows_rows(flows), (int64_t)count);
    qsort(all, count, sizeof *all, by_key);
    for (size_t i = 0; i < count; i++) {
        const flow_row one = pship__flow_row(flows, (int64_t)i);
        ck_assert(one.value == (double)all[i].order);
        ck_assert_str_eq(pship__flow_word(&flows->periods, one.period), periods[all[i].period]);
        ck_assert_str_eq(pship__flow_word(&flows->countries, one.reporter),
                         countries[all[i].reporter]);
        ck_assert_str_eq(pship__flow_word(&flows->countries, one.partner),
                         countries[all[i].partner]);
        ck_assert_str_eq(pship__flow_word(&flows->products, one.product), products[all[i].product]);
        ck_assert_int_eq(pship__flow_direction(one.traits), (int)all[i].direction);
    }
}

START_TEST(parts_of_any_rows_join_in_order)
{
    enum { MOST = 300, PARTS = 4 };
    const uint64_t start = chance_start();
    const int cases = chance_cases(300);
    for (int number = 0; number < cases; number++) {
        pick all[MOST];
        flow_part *parts[PARTS];
        chance_seed(start + (uint64_t)number);
        size_t count = draw(MOST), part_count = 1 + draw(PARTS), part = 0;
        for (size_t i = 0; i < part_count; i++)
            ck_assert_ptr_nonnull(parts[i] = pship__flow_part_new(NULL));
        for (size_t i = 0; i < count; i++) {
            all[i] = (pick){draw(5), 1 + draw(5), draw(6), draw(6), draw(5), i};
            part = part + 1 < part_count && draw((uint32_t)count) == 0 ? part + 1 : part;
            flow_row made = row_of(parts[part], &all[i]);
            ck_assert(pship__flow_part_add(parts[part], &made));
        }
        pship_flows *flows = NULL;
        ck_assert_int_eq(pship__flow_parts_join(&flows, NULL, parts, part_count, NULL, err),
                         PSHIP_OK);
        check_order(flows, all, count);
        pship_flows_free(flows);
    }
}
END_TEST

START_TEST(rows_of_several_chunks_join)
{
    enum { ROWS = 2 * FLOW_CHUNK_ROWS + 5 };
    flow_part *part = pship__flow_part_new(NULL);
    pship_flows *flows = NULL;
    for (size_t i = 0; i < ROWS; i++) {
        pick one = {0, 2, 0, 1, (ROWS - i) % 5, i};
        flow_row made = row_of(part, &one);
        made.quantity = i == 7 ? 1.5 : NAN;
        ck_assert(pship__flow_part_add(part, &made));
    }
    ck_assert_int_eq(pship__flow_parts_join(&flows, NULL, &part, 1, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_rows(flows), ROWS);
    size_t with = 0;
    flow_row last = {0};
    for (size_t i = 0; i < ROWS; i++) {
        const flow_row one = pship__flow_row(flows, (int64_t)i);
        ck_assert(i == 0 || last.product < one.product ||
                  (last.product == one.product && last.value < one.value));
        with += one.quantity == 1.5 && one.value == 7;
        last = one;
    }
    ck_assert_uint_eq(with, 1);
    pship_flows_free(flows);
}
END_TEST

/* ---- what is refused */

static void refused(const row *one, pship_result result, const char *part_of_message)
{
    pship_table *table = table_of(one, 1);
    pship_flows *flows = NULL;
    pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
    columns.otherwise = (pship_flow_direction)0;
    ck_assert_int_eq(pship_flows_from_table(&flows, table, &columns, NULL, err), result);
    ck_assert_msg(strstr(err->message, part_of_message) != NULL, "%s", err->message);
    ck_assert_ptr_null(flows);
    pship_table_free(table);
}

START_TEST(bad_cells_are_refused_with_their_row)
{
    static const row good = {"2025", "export", "A", "B", "p", 1, 1, NULL, NULL};
    row bad = good;
    bad.value = -1;
    refused(&bad, PSHIP_E_INVALID, "row 1, column 'value': '-1' is not");
    bad = good;
    bad.quantity = INFINITY;
    refused(&bad, PSHIP_E_INVALID, "column 'quantity'");
    bad = good;
    bad.reporter = "";
    refused(&bad, PSHIP_E_INVALID, "row 1, column 'reporter': '' is not a code");
    bad = good;
    bad.product = NULL;
    refused(&bad, PSHIP_E_INVALID, "column 'product'");
    bad = good;
    bad.direction = "export to";
    refused(&bad, PSHIP_E_INVALID, "'export to' is not a direction");
    bad.direction = "DX";
    refused(&bad, PSHIP_E_INVALID, "'DX' is not a whole flow, but a part of another one");
    bad = good;
    bad.direction = NULL;
    refused(&bad, PSHIP_E_INVALID, "row 1 has no direction");
    bad = good;
    bad.valuation = "CFR";
    refused(&bad, PSHIP_E_INVALID, "'CFR' is not a valuation");
}
END_TEST

START_TEST(columns_may_have_other_names_and_types)
{
    static const pship__column_spec specs[] = {{"t", PSHIP_COLUMN_INT64, NULL, 0},
                                               {"i", PSHIP_COLUMN_INT64, NULL, 0},
                                               {"j", PSHIP_COLUMN_INT64, NULL, 0},
                                               {"k", PSHIP_COLUMN_UTF8, NULL, 0},
                                               {"v", PSHIP_COLUMN_INT64, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    pship_flows *flows = NULL;
    pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, specs, 5, err), PSHIP_OK);
    pship__add_int64(builder, 2023);
    pship__add_int64(builder, 31);
    pship__add_int64(builder, 842);
    pship__add_text(builder, "0101");
    pship__add_int64(builder, 12);
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, NULL, err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err->message, "there is no column 'period' in the table");
    columns.period = "t";
    columns.reporter = "i";
    columns.partner = "j";
    columns.product = "k";
    columns.value = "k";
    ck_assert_int_eq(pship_flows_from_table(&flows, table, &columns, NULL, err), PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "the column 'k' holds no numbers");
    columns.value = "v";
    about.value_unit = "USD";
    about.classification = "HS17";
    about.source = "customs";
    about.vintage = "2025-02";
    ck_assert_int_eq(pship_flows_from_table(&flows, table, &columns, &about, err), PSHIP_OK);
    pship_flows *same = pship_flows_share(flows);
    pship_flows_free(flows);
    pship_flows_about said = pship_flows_describe(same);
    ck_assert_str_eq(said.value_unit, "USD");
    ck_assert_str_eq(said.classification, "HS17");
    ck_assert_str_eq(said.source, "customs");
    ck_assert_str_eq(said.vintage, "2025-02");
    ck_assert_ptr_null(said.quantity_unit);
    ck_assert_str_eq(pship__flow_word(&same->countries, pship__flow_row(same, 0).reporter), "31");
    about.source = "\xff";
    ck_assert_int_eq(pship_flows_from_table(&flows, table, &columns, &about, err), PSHIP_E_INVALID);
    pship_flows_free(same);
    pship_table_free(table);
}
END_TEST

static pship_table *table_of_text(const char *names, const char *const *cells, size_t rows)
{
    enum { MOST = 9 };
    char copy[128], *rest = copy;
    pship__column_spec specs[MOST];
    size_t count = 0;
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    (void)snprintf(copy, sizeof copy, "%s", names);
    for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest))
        specs[count++] = (pship__column_spec){
            name, strcmp(name, "value") == 0 ? PSHIP_COLUMN_INT64 : PSHIP_COLUMN_UTF8, NULL, 0};
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, specs, count, err), PSHIP_OK);
    for (size_t i = 0; i < rows * count; i++) {
        if (specs[i % count].type == PSHIP_COLUMN_INT64)
            pship__add_int64(builder, (int64_t)i);
        else
            pship__add_text(builder, cells[i]);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

START_TEST(words_and_periods_are_read_as_in_files)
{
    static const char *const cells[] = {"01", "M",       "202403",   NULL, "cif", /* by product */
                                        "02", "X",       "2024Q3",   NULL, "FOB", /**/
                                        "03", "RX",      "2024-Q4",  NULL, NULL,  /**/
                                        "04", "rm",      "2024",     NULL, NULL,  /**/
                                        "05", "Exports", "Jan 2024", NULL, NULL,  /**/
                                        "06", "Exports", "202413",   NULL, NULL,  /**/
                                        "07", "2",       "0",        NULL, NULL,  /**/
                                        "08", NULL,      "2024q1",   NULL, "Cif"};
    static const char *const expected[][3] = {
        {"import", "2024-03", "cif"}, {"export", "2024-35", "fob"}, {"re_export", "2024-36", ""},
        {"re_import", "2024", ""},    {"export", "Jan 2024", ""},   {"export", "202413", ""},
        {"export", "0", ""},          {"domestic", "2024q1", "cif"}};
    pship_table *from = table_of_text("product direction period value valuation", cells, 8);
    pship_flows *flows = NULL;
    pship_table *table = NULL;
    pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
    columns.reporter = "=AZE";
    columns.partner = "=USA";
    columns.otherwise = PSHIP_FLOW_DOMESTIC;
    ck_assert_msg(pship_flows_from_table(&flows, from, &columns, NULL, err) == PSHIP_OK, "%s",
                  err->message);
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 8);
    for (int64_t i = 0; i < 8; i++) {
        const int at = cell_text(table, i, "product")[1] - '1';
        ck_assert_str_eq(cell_text(table, i, "direction"), expected[at][0]);
        ck_assert_str_eq(cell_text(table, i, "period"), expected[at][1]);
        ck_assert_str_eq(cell_text(table, i, "valuation"), expected[at][2]);
        ck_assert_str_eq(cell_text(table, i, "reporter"), "AZE");
        ck_assert_str_eq(cell_text(table, i, "partner"), "USA");
    }
    pship_table_free(table);
    pship_flows_free(flows);
    pship_table_free(from);
}
END_TEST

START_TEST(whole_numbers_may_be_months_and_directions)
{
    static const pship__column_spec specs[] = {{"period", PSHIP_COLUMN_INT64, NULL, 0},
                                               {"direction", PSHIP_COLUMN_INT64, NULL, 0},
                                               {"value", PSHIP_COLUMN_INT64, NULL, 0}};
    static const char *const words[] = {"import", "export", "re_export", "re_import"};
    pship__table_builder *builder = NULL;
    pship_table *from = NULL, *table = NULL;
    pship_flows *flows = NULL;
    pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, specs, 3, err), PSHIP_OK);
    for (int64_t i = 0; i < 4; i++) {
        pship__add_int64(builder, 202401 + i);
        pship__add_int64(builder, 1 + i);
        pship__add_int64(builder, i);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &from, err), PSHIP_OK);
    columns.reporter = "=1";
    columns.partner = "=2";
    columns.product = "=3";
    columns.unit = "=kg";
    ck_assert_int_eq(pship_flows_from_table(&flows, from, &columns, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    for (int64_t i = 0; i < 4; i++) {
        char month[] = "2024-01";
        month[6] = (char)('1' + i);
        ck_assert_str_eq(cell_text(table, i, "period"), month);
        ck_assert_str_eq(cell_text(table, i, "direction"), words[i]);
    }
    pship_table_free(table);
    pship_flows_free(flows);
    pship_table_free(from);
}
END_TEST

START_TEST(what_is_said_may_hold_for_all_rows)
{
    static const row list[] = {{"2023", "import", "A", "B", "p", 1, 2, "t", NULL},
                               {"2023", NULL, "A", "B", "q", 1, 2, NULL, "cif"}};
    pship_table *from = table_of(list, 2), *table = NULL;
    pship_flows *flows = NULL;
    pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
    columns.period = "=202402";
    columns.direction = "=Exports";
    columns.reporter = "=031";
    columns.partner = "=842";
    columns.product = "=TOTAL";
    columns.unit = "=kg";
    columns.valuation = "=FOB";
    columns.otherwise = PSHIP_FLOW_DOMESTIC;
    ck_assert_msg(pship_flows_from_table(&flows, from, &columns, NULL, err) == PSHIP_OK, "%s",
                  err->message);
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    for (int64_t i = 0; i < 2; i++) {
        row_is(table, i, "2024-02|export|031|842|TOTAL|1|2||");
        ck_assert_str_eq(cell_text(table, i, "unit"), "kg");
        ck_assert_str_eq(cell_text(table, i, "valuation"), "fob");
    }
    pship_table_free(table);
    pship_flows_free(flows);
    columns.unit = columns.valuation = columns.direction = columns.quantity = "";
    ck_assert_int_eq(pship_flows_from_table(&flows, from, &columns, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    row_is(table, 0, "2024-02|domestic|031|842|TOTAL|1|||");
    ck_assert_str_eq(cell_text(table, 0, "valuation"), "");
    pship_table_free(table);
    pship_flows_free(flows);
    pship_table_free(from);
}
END_TEST

START_TEST(a_column_that_is_named_has_to_be_there)
{
    static const struct {
        size_t member;
        const char *said;
        pship_result result;
        const char *message;
    } list[] = {
#define MEMBER(name) offsetof(pship_flows_columns, name)
        {MEMBER(quantity), "netto", PSHIP_E_NOT_FOUND, "there is no column 'netto' in the table"},
        {MEMBER(unit), "u", PSHIP_E_NOT_FOUND, "there is no column 'u' in the table"},
        {MEMBER(unit), "unit", PSHIP_E_NOT_FOUND, "there is no column 'unit' in the table"},
        {MEMBER(valuation), "b", PSHIP_E_NOT_FOUND, "there is no column 'b' in the table"},
        {MEMBER(direction), "flow", PSHIP_E_NOT_FOUND, "there is no column 'flow' in the table"},
        {MEMBER(period), "year", PSHIP_E_NOT_FOUND, "there is no column 'year' in the table"},
        {MEMBER(value), "v", PSHIP_E_NOT_FOUND, "there is no column 'v' in the table"},
        {MEMBER(value), "=1", PSHIP_E_ARGUMENT, "the value cannot be the same for all rows"},
        {MEMBER(quantity), "=1", PSHIP_E_ARGUMENT, "the quantity cannot be the same for all rows"},
        {MEMBER(value), "", PSHIP_E_ARGUMENT, "a flow has to have a value"},
        {MEMBER(partner), "", PSHIP_E_ARGUMENT, "a flow has to have a partner"},
        {MEMBER(partner), "=", PSHIP_E_ARGUMENT, "'=' is no partner for all rows"},
        {MEMBER(period), "=once", PSHIP_E_ARGUMENT, "'=once' is no period for all rows"},
        {MEMBER(direction), "=up", PSHIP_E_ARGUMENT, "'=up' is no direction for all rows"},
        {MEMBER(direction), "=DX", PSHIP_E_ARGUMENT, "'=DX' is no direction for all rows"},
        {MEMBER(valuation), "=cfr", PSHIP_E_ARGUMENT, "'=cfr' is no valuation for all rows"},
#undef MEMBER
    };
    static const char *const cells[] = {"2024", "A", "B", "p", NULL};
    pship_table *table = table_of_text("period reporter partner product value", cells, 1);
    pship_flows *flows = NULL;
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, NULL, err), PSHIP_OK);
    pship_flows_free(flows);
    flows = NULL;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
        memcpy((char *)&columns + list[i].member, &list[i].said, sizeof list[i].said);
        ck_assert_int_eq(pship_flows_from_table(&flows, table, &columns, NULL, err),
                         list[i].result);
        ck_assert_str_eq(err->message, list[i].message);
        ck_assert_ptr_null(flows);
    }
    pship_table_free(table);
}
END_TEST

START_TEST(no_rows_are_a_table_too)
{
    pship_flows *flows = flows_of(NULL, 0);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_rows(flows), 0);
    ck_assert_int_eq(pship_flows_table(&table, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    ck_assert_int_eq(pship_flows_periods(&table, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_flows_free(flows);
    pship_flows_free(NULL);
    ck_assert_int_eq(pship_flows_table(&table, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_periods(NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_from_table(&flows, NULL, NULL, NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(a_dictionary_that_is_full_is_told)
{
    flow_part *part = pship__flow_part_new(NULL);
    char unit[16];
    uint32_t code;
    for (int i = 0; i < 256; i++) {
        int length = snprintf(unit, sizeof unit, "u%d", i);
        ck_assert(pship__flow_part_code(part, FLOW_UNITS, unit, (size_t)length, &code));
    }
    ck_assert(!pship__flow_part_code(part, FLOW_UNITS, "more", 4, &code));
    pship_flows *flows = NULL;
    ck_assert_int_eq(pship__flow_parts_join(&flows, NULL, &part, 1, NULL, err), PSHIP_E_LIMIT);
    ck_assert_str_eq(err->message, "more than 256 distinct units");
}
END_TEST

START_TEST(rows_of_the_same_keys_are_told)
{
    static const row list[] = {
        {"2024", "export", "AZE", "USA", "2709", 3, NAN, NULL, NULL},
        {"2024", "import", "AZE", "USA", "2709", 3, NAN, NULL, NULL},
        {"2024", "export", "AZE", "USA", "8471", NAN, NAN, NULL, NULL},
        {"2024", "export", "AZE", "USA", "2709", 1.5, NAN, NULL, "fob"},
        {"2024", "export", "AZE", "USA", "8471", NAN, NAN, NULL, NULL},
        {"2025", "export", "AZE", "USA", "8471", 7, NAN, NULL, NULL},
        {"2024", "export", "AZE", "USA", "2709", 2, 1, "t", NULL},
        {"2025", "export", "AZE", "ITA", "8471", 4, NAN, NULL, NULL},
    };
    static const char *const columns[] = {"period",   "direction", "partner", "product", "rows",
                                          "withheld", "value",     "least",   "greatest"};
    static const char *const expected[][9] = {
        {"2024", "export", "USA", "2709", "3", "0", "6.5", "1.5", "3"},
        {"2024", "export", "USA", "8471", "2", "2", "", "", ""}};
    pship_table *table = NULL;
    pship_flows *flows = flows_of(list, sizeof list / sizeof *list);
    ck_assert_int_eq(pship_flows_duplicates(&table, flows, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 2);
    for (int64_t at = 0; at < 2; at++) {
        for (int i = 0; i < 9; i++)
            ck_assert_str_eq(cell_text(table, at, columns[i]), expected[at][i]);
    }
    pship_table_free(table);
    pship_flows_free(flows);
    flows = flows_of(list + 5, 3);
    ck_assert_int_eq(pship_flows_duplicates(&table, flows, NULL), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_flows_free(flows);
    ck_assert_int_eq(pship_flows_duplicates(&table, NULL, NULL), PSHIP_E_ARGUMENT);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flows");
    TCase *tests = tcase_create("flows");
    tcase_add_test(tests, rows_are_kept_and_stand_in_order);
    tcase_add_test(tests, periods_stand_by_their_days_and_add_up);
    tcase_add_test(tests, parts_of_any_rows_join_in_order);
    tcase_add_test(tests, rows_of_several_chunks_join);
    tcase_add_test(tests, bad_cells_are_refused_with_their_row);
    tcase_add_test(tests, columns_may_have_other_names_and_types);
    tcase_add_test(tests, words_and_periods_are_read_as_in_files);
    tcase_add_test(tests, whole_numbers_may_be_months_and_directions);
    tcase_add_test(tests, what_is_said_may_hold_for_all_rows);
    tcase_add_test(tests, a_column_that_is_named_has_to_be_there);
    tcase_add_test(tests, no_rows_are_a_table_too);
    tcase_add_test(tests, a_dictionary_that_is_full_is_told);
    tcase_add_test(tests, rows_of_the_same_keys_are_told);
    suite_add_tcase(suite, tests);
    return suite;
}
