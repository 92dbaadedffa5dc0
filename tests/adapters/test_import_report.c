/* What an import reports: each cell that was not taken, at its place, and how much of everything there is. */
#include "import_help.h"

Suite *test_suite(void);

#define SIGNED \
    AGREEMENT("'acts': [{'type': 'signature', 'statements': {'date': {'value': '{s}', 'date': " \
              "'YYYY'}}}," \
              " {'type': 'entry_into_force', 'statements': {'date': {'value': '{f}', 'date': " \
              "'YYYY'}}}]")
#define ORDERED \
    MAPPING( \
        STATES \
        "'order': [['accession', 'withdrawal']], 'entities': [{'kind': 'agreement', 'id': '{id}'," \
        " 'acts': [{'type': '{t}', 'id': '{@of}/{@type}/{d}', 'statements': {" \
        " 'date': {'value': '{d}', 'date': 'YYYY'}, 'effect_date': {'value': '{e}', 'date': " \
        "'YYYY'}," \
        " 'party': {'value': '{p}', 'table': 'states', 'by': 'name'}}}]}]")

static const struct {
    const char *mapping, *data;
    const char *report; /* line:column name rule severity 'cell', one line for each */
    int left;           /* cells that nobody took */
} reports[] = {
    {AGREEMENT("'statements': {'title': '{t}'}"), "id,t,u\na,X,7\nb,Y,\n",
     "2:5 u not_taken note '7'\n", 1},
    {SIGNED, "id,s,f\na,1999,20x0\nb, x ,\n",
     "2:8 f bad_date error '20x0'\n3:3 s bad_date error ' x '\n", 2},
    {SIGNED, "id,s,f\na,1999\nb,1999,2000,1\n",
     "2:1  cell_count error 'a'\n3:1  cell_count error 'b'\n", 6},
    {AGREEMENT("'statements': {'binding': {'value': '{b}', 'words': {'y': true}}}"),
     "id,b\na,Y\nb,y\n", "2:3 b unknown_word error 'Y'\n", 1},
    {AGREEMENT("'statements': {'binding': '{b}'}"), "id,b\na,maybe\n",
     "2:3 b bad_value error 'maybe'\n", 1},
    {ENTITIES("{'kind': 'figure', 'id': '{id}', 'statements': {'value': {'value': '{v}', 'unit': "
              "'km'}}}"),
     "id,v\na,1 km\n", "2:3 v bad_value error '1 km'\n", 1},
    {BY_TABLE("'split': ','"), "id,party\na,\"Peru, France\"\nb,Peru\n",
     "2:3 party unknown_code error 'Peru, France'\n3:3 party unknown_code error 'Peru'\n", 1},
    {BY_TABLE("'not_in_table': {'kind': 'party'}"), "id,party\na,?\nb,?\n",
     "2:3 party unknown_code error '?'\n3:3 party unknown_code error '?'\n", 2},
    {BY_TABLE("'not_in_table': {'kind': 'party'}"), "id,party\na,Peru\nb,Peru\n",
     "2:3 party not_in_table note 'Peru'\n", 0},
    {BY_TABLE("'split': ','"), "id,party\na,\"Chad,France,Tchad\"\n",
     "2:3 party repeated_value warning 'Chad,France,Tchad'\n", 0},
    {AGREEMENT("'repeated': 'another'"), "id\na\nb\na\n", "4:1 id duplicate_key warning 'a'\n", 0},
    {AGREEMENT("'statements': {'title': '{t}'}"), "id,t\n,X\n\"a b\",Y\n",
     "2:1 id missing_id error ''\n2:2 t not_taken note 'X'\n"
     "3:1 id bad_value error 'a b'\n3:7 t not_taken note 'Y'\n",
     3},
    {AGREEMENT("'statements': {'part_of': '{p}'}"), "id,p\na,b\n", "2:3 p unknown_id error 'b'\n",
     1},
    {AGREEMENT("'statements': {'part_of': {'value': '{p}', 'kind': 'agreement'}}"), "id,p\na,b\n",
     "2:3 p unknown_id warning 'b'\n", 0},
    /* a date that depends on what nobody recorded; and on what its own row, or one before it, tells of */
    {ENTITIES("{'kind': 'commitment', 'id': '{id}', 'statements': {'due': '{d}'}}"),
     "id,d\na,3 months after fulfilled of a\nb,on signature of x\nc,2 days after due of a\n",
     "3:3 d unknown_id error 'on signature of x'\n", 1},
    {MAPPING("'ignore': ['u*'], 'entities': [{'kind': 'agreement', 'id': '{id}'}]"),
     "id,u1,v\na,X,Y\n", "2:5 v not_taken note 'Y'\n", 1},
    {AGREEMENT("'statements': {'title': '{t}'}"), "[{'id': 'a',\n 't': [1]}]",
     "2:7 t bad_value error 'an array'\n", 1},
    /* names that occur twice */
    {AGREEMENT("'statements': {'title': '{t}'}"), "id,d,t, d ,,\na,1,X,2,,\n",
     "1:8 d duplicate_column warning ' d '\n2:3 d not_taken note '1'\n2:7 d not_taken note '2'\n",
     2},
    {AGREEMENT("'statements': {'title': '{t}'}"), "[{'id': 'a', 't': 'X',\n 't': 'Y'}, {'t': []}]",
     "2:2 t duplicate_column error 'Y'\n2:19 t bad_value error 'an array'\n"
     "2:13 id missing_id error ''\n",
     2},
    {AGREEMENT("'statements': {'title': '{ t}'}"), "[{'id': 'a', ' t': 'X', 't': 'Y'}]",
     "1:30 t not_taken note 'Y'\n", 1},
    /* acts in the wrong order are kept */
    {ORDERED, "id,t,d,e,p\nx,accession,2000,1999,Chad\n", "2:18 e out_of_order warning '1999'\n",
     0},
    {ORDERED,
     "id,t,d,e,p\nx,withdrawal,1998,,Chad\nx,accession,2000,,Chad\nx,accession,1990,,France\n",
     "2:14 d out_of_order warning '1998'\n", 0},
    {ORDERED,
     "id,t,d,e,p\nx,accession,1990,,Chad\nx,withdrawal,1998,,Chad\nx,accession,2000,,Chad\n", "",
     0}, /* a re-entry is no slip */
    {ORDERED, "id,t,d,e,p\nx,withdrawal,1998,,Chad\nx,accession,2000,,\n",
     "2:14 d out_of_order warning '1998'\n", 0}, /* that of all counts too */
    {ORDERED, "id,t,d,e,p\nx,withdrawal,1998,,Chad\ny,accession,2000,,Chad\n", "", 0},
};

static void expect_report(const pship_table *report, const char *expected)
{
    char all[4096] = "";
    for (int64_t row = 0; row < pship_table_rows(report); row++) {
        size_t length = strlen(all);
        snprintf(all + length, sizeof all - length, "%s:%s %s %s %s '%s'\n",
                 cell_of(report, "line", row), cell_of(report, "column", row),
                 cell_of(report, "name", row), cell_of(report, "rule", row),
                 cell_of(report, "severity", row), cell_of(report, "cell", row));
        ck_assert(strstr(cell_of(report, "file", row), "/table.") != NULL);
        ck_assert(cell_of(report, "message", row)[0] != '\0');
    }
    ck_assert_str_eq(all, expected);
}

START_TEST(what_is_wrong_is_reported_and_every_cell_accounted_for)
{
    pship_model *model = new_model();
    pship_table *summary = NULL;
    pship_table *report = import_good(model, reports[_i].mapping, reports[_i].data, &summary);
    expect_report(report, reports[_i].report);
    ck_assert_int_eq(counted(summary, "cells_left", "", "count"), reports[_i].left);
    ck_assert_int_eq(counted(summary, "cells", "", "count"),
                     counted(summary, "cells_taken", "", "count") +
                         counted(summary, "cells_empty", "", "count") +
                         counted(summary, "cells_ignored", "", "count") +
                         counted(summary, "cells_left", "", "count"));
    pship_table_free(report);
    pship_table_free(summary);
    /* What is wrong is wrong in the same way the second time, and adds nothing. */
    int64_t statements = pship_model_statement_count(model);
    report = import_good(model, reports[_i].mapping, reports[_i].data, NULL);
    ck_assert_int_eq(pship_model_statement_count(model), statements);
    pship_table_free(report);
    pship_model_free(model);
}
END_TEST

START_TEST(a_summary_counts_entities_acts_and_statements)
{
    static const char data[] = "id,t,d,e,p\nx,accession,1990,,Chad\nx,withdrawal,1998,,Chad\n"
                               "y,accession,2000,,Chad\n";
    pship_model *model = new_model();
    for (int again = 0; again < 2; again++) {
        pship_table *summary = NULL;
        pship_table_free(import_good(model, ORDERED, data, &summary));
        ck_assert_int_eq(counted(summary, "rows", "", "count"), 3);
        ck_assert_int_eq(counted(summary, "entity", "agreement", "count"), 2);
        ck_assert_int_eq(counted(summary, "entity", "state", "count"), 1);
        ck_assert_int_eq(counted(summary, "act", "accession", "count"), 2);
        ck_assert_int_eq(counted(summary, "act", "withdrawal", "count"), 1);
        ck_assert_int_eq(counted(summary, "statement", "party", "count"), 3);
        ck_assert_int_eq(counted(summary, "act", "accession", "added"), again ? 0 : 2);
        ck_assert_int_eq(counted(summary, "entity", "agreement", "added"), again ? 0 : 2);
        ck_assert_int_eq(counted(summary, "statement", "party", "added"), again ? 0 : 3);
        pship_table_free(summary);
    }
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("import_report");
    TCase *tests = tcase_create("import_report");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_loop_test(tests, what_is_wrong_is_reported_and_every_cell_accounted_for, 0,
                        COUNT(reports));
    tcase_add_test(tests, a_summary_counts_entities_acts_and_statements);
    suite_add_tcase(suite, tests);
    return suite;
}
