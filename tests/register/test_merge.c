#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void merge(const char *id, const char *into, const char *source)
{
    pship_statement_options options = said_by(source);
    options.reason = "the same office, the same meeting";
    OK(pship_merge_record(NULL, set.transaction, id, into, &options, err));
}

static void person(const char *id, const char *name, const char *source)
{
    pship_person_fields fields = PSHIP_PERSON_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.name = name;
    OK(pship_person_record(set.transaction, id, &fields, &options, err));
}

static const char *canonical(const pship_view *view, const char *id)
{
    const char *found = NULL;
    OK(pship_merge_canonical(&found, view, id, err));
    return found;
}

static pship_table *merges(const pship_view *view)
{
    pship_table *table = NULL;
    OK(pship_merge_list(&table, view, err));
    return table;
}

static pship_table *conflicts(const pship_view *view)
{
    pship_table *table = NULL;
    OK(pship_merge_conflicts(&table, view, err));
    return table;
}

START_TEST(a_merge_shows_one_person_with_both_names_and_can_be_taken_back)
{
    pship_statement_options options = said_by("two");
    pship_statement_id made = 0;
    pship_table *persons = NULL;
    add_source(&set, "one", "One", "2026-03-10");
    add_source(&set, "two", "Two", "2026-03-13");
    person("gidera", "Bill Gidera", "one");
    person("guidera", "Bill Guidera", "two");
    OK(pship_entity_record(set.transaction, "office", "deputy", err));
    OK(pship_office_hold(NULL, set.transaction, "gidera", "deputy", NULL, err));
    options.reason = "one letter, one office, one day";
    OK(pship_merge_record(&made, set.transaction, "gidera", "guidera", &options, err));
    scene_commit(&set);

    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(canonical(view, "gidera"), "guidera");
    ck_assert_str_eq(canonical(view, "guidera"), "guidera");
    OK(pship_office_list(&persons, view, err));
    ck_assert_int_eq(pship_table_rows(persons), 1);
    ck_assert_str_eq(cell(persons, 0, "person"), "guidera");
    ck_assert_str_eq(cell(persons, 0, "name"), "Bill Guidera");
    ck_assert_str_eq(cell(persons, 0, "aliases"), "Bill Gidera");
    ck_assert_str_eq(cell(persons, 0, "merged"), "gidera");
    ck_assert_str_eq(cell(persons, 0, "office"), "deputy");
    ck_assert_str_eq(cell(persons, 0, "contested"), "false");
    pship_table_free(persons);
    pship_view_free(view);

    /* Before the source said so they were two. */
    view = look(&set, "2026-04-01", "2026-03-12", PSHIP_CERTAIN);
    ck_assert_str_eq(canonical(view, "gidera"), "gidera");
    pship_view_free(view);

    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    options.reason = "they sat in one room";
    OK(pship_statement_retract(NULL, set.transaction, made, &options, err));
    scene_commit(&set);
    view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    OK(pship_office_list(&persons, view, err));
    ck_assert_int_eq(pship_table_rows(persons), 2);
    ck_assert_str_eq(cell(persons, 1, "name"), "Bill Guidera");
    ck_assert(empty_cell(persons, 1, "merged"));
    pship_table_free(persons);
    pship_view_free(view);
}
END_TEST

START_TEST(the_list_says_why_and_where_a_chain_ends)
{
    add_source(&set, "one", "One", "2026-03-10");
    person("a", "A", NULL);
    person("b", "B", NULL);
    person("c", "C", NULL);
    merge("a", "b", "one");
    merge("b", "c", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    pship_table *table = merges(view);
    ck_assert_str_eq(columns_of(table), "id kind name merged_into canonical applied problem reason "
                                        "certainty statement source published locator");
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "id"), "a");
    ck_assert_str_eq(cell(table, 0, "kind"), "person");
    ck_assert_str_eq(cell(table, 0, "name"), "A");
    ck_assert_str_eq(cell(table, 0, "merged_into"), "b");
    ck_assert_str_eq(cell(table, 0, "canonical"), "c");
    ck_assert_str_eq(cell(table, 0, "applied"), "true");
    ck_assert(empty_cell(table, 0, "problem"));
    ck_assert_str_eq(cell(table, 0, "reason"), "the same office, the same meeting");
    ck_assert_str_eq(cell(table, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(table, 0, "source"), "one");
    ck_assert_str_eq(cell(table, 0, "published"), "2026-03-10");
    ck_assert_str_eq(cell(table, 1, "id"), "b");
    ck_assert(empty_cell(table, 1, "source"));
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_circle_merges_nothing_and_is_named)
{
    const char *id = NULL;
    const char *const names[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < 4; i++)
        person(names[i], names[i], NULL);
    merge("a", "b", NULL); /* leads into the circle */
    merge("b", "c", NULL);
    merge("c", "b", NULL);
    merge("d", "d", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    for (size_t i = 0; i < 4; i++)
        FAILS(pship_merge_canonical(&id, view, names[i], err), PSHIP_E_CONFLICT, "circle");
    ck_assert_ptr_null(id);
    pship_table *table = merges(view), *persons = NULL;
    ck_assert_int_eq(pship_table_rows(table), 4);
    for (int64_t row = 0; row < 4; row++) {
        ck_assert_str_eq(cell(table, row, "problem"), "circle");
        ck_assert_str_eq(cell(table, row, "applied"), "false");
        ck_assert_str_eq(cell(table, row, "canonical"), names[row]);
    }
    pship_table_free(table);
    OK(pship_office_list(&persons, view, err));
    ck_assert_int_eq(pship_table_rows(persons), 4);
    pship_table_free(persons);
    pship_view_free(view);
}
END_TEST

START_TEST(what_nothing_decides_and_what_cannot_be_one_stays_apart)
{
    const char *id = NULL;
    person("a", "A", NULL);
    person("b", "B", NULL);
    person("c", "C", NULL);
    person("e", "E", NULL);
    OK(pship_party_record(set.transaction, "state", "s", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "ministry", "m", NULL, NULL, err));
    merge("a", "b", NULL);
    merge("a", "c", NULL);
    merge("e", "s", NULL);
    merge("m", "s", NULL); /* both are parties */
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    FAILS(pship_merge_canonical(&id, view, "a", err), PSHIP_E_CONFLICT, "different ids");
    ck_assert_str_eq(canonical(view, "e"), "e");
    ck_assert_str_eq(canonical(view, "m"), "s");
    pship_table *table = merges(view);
    ck_assert_int_eq(pship_table_rows(table), 4);
    ck_assert_str_eq(cell(table, 0, "problem"), "undecided");
    ck_assert_str_eq(cell(table, 1, "problem"), "undecided");
    ck_assert_str_eq(cell(table, 2, "problem"), "kind");
    ck_assert_str_eq(cell(table, 2, "applied"), "false");
    ck_assert_str_eq(cell(table, 3, "applied"), "true");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_merge_needs_a_reason_and_ids_that_are_known)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    const char *id = NULL;
    person("a", "A", NULL);
    person("b", "B", NULL);
    FAILS(pship_merge_record(NULL, set.transaction, "a", "b", NULL, err), PSHIP_E_ARGUMENT,
          "reason");
    options.reason = "";
    FAILS(pship_merge_record(NULL, set.transaction, "a", "b", &options, err), PSHIP_E_ARGUMENT,
          "reason");
    options.reason = "so it is";
    OK(pship_merge_record(NULL, set.transaction, "a", "nobody", &options, err));
    FAILS(pship_transaction_commit(set.transaction, err), PSHIP_E_NOT_FOUND, "nobody");
    pship_transaction_free(set.transaction);
    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    person("a", "A", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    FAILS(pship_merge_canonical(&id, view, "nobody", err), PSHIP_E_NOT_FOUND, "nobody");
    FAILS(pship_merge_canonical(&id, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_merge_canonical(NULL, view, "a", err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_merge_list(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_merge_conflicts(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    pship_table *none = merges(view);
    ck_assert_int_eq(pship_table_rows(none), 0);
    pship_table_free(none);
    none = conflicts(view);
    ck_assert_int_eq(pship_table_rows(none), 0);
    pship_table_free(none);
    pship_view_free(view);
}
END_TEST

START_TEST(an_ended_merge_and_a_scenario_are_of_their_views)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_statement_id made = 0;
    person("a", "A", NULL);
    person("b", "B", NULL);
    options.reason = "kept as one file until somebody asked";
    options.from = "2026-01-01";
    OK(pship_merge_record(&made, set.transaction, "a", "b", &options, err));
    options.from = NULL;
    options.until = "2026-02";
    OK(pship_statement_end(NULL, set.transaction, made, &options, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-15", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(canonical(view, "a"), "b");
    pship_view_free(view);
    view = look(&set, "2026-02-15", NULL, PSHIP_CERTAIN); /* may have ended already */
    ck_assert_str_eq(canonical(view, "a"), "a");
    pship_table *table = merges(view);
    ck_assert_str_eq(cell(table, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(table, 0, "applied"), "false");
    pship_table_free(table);
    pship_view_free(view);
    view = look(&set, "2026-02-15", NULL, PSHIP_POSSIBLE);
    ck_assert_str_eq(canonical(view, "a"), "b");
    pship_view_free(view);
    view = look(&set, "2026-03-01", NULL, PSHIP_POSSIBLE);
    ck_assert_str_eq(canonical(view, "a"), "a");
    table = merges(view);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(values_that_contradict_each_other_are_listed_with_their_sources)
{
    add_source(&set, "desta", "DESTA", "2025-01-01");
    add_source(&set, "gptad", "GPTAD", "2024-01-01");
    OK(pship_party_record(set.transaction, "company", "x", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "company", "y", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "company", "z", NULL, NULL, err));
    state(&set, "x", "url", "https://one.example", "desta");
    state(&set, "y", "url", "https://two.example", "gptad");
    state(&set, "z", "url", "https://one.example", "gptad");
    state(&set, "x", "date", "1994", "desta");
    state(&set, "y", "date", "1994-05", "gptad"); /* within: no conflict */
    state(&set, "x", "description", "one", "desta");
    state(&set, "x", "description", "other", "gptad"); /* within one id: contested, no conflict */
    state(&set, "y", "topic", "a", "gptad");           /* many values: never a conflict */
    state(&set, "x", "topic", "b", "desta");
    merge("y", "x", NULL);
    merge("z", "x", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    pship_table *table = conflicts(view);
    ck_assert_str_eq(columns_of(table), "canonical subject kind property act party value unit rank "
                                        "statement source published locator");
    ck_assert_int_eq(pship_table_rows(table), 3);
    for (int64_t row = 0; row < 3; row++) {
        ck_assert_str_eq(cell(table, row, "canonical"), "x");
        ck_assert_str_eq(cell(table, row, "property"), "url");
        ck_assert(empty_cell(table, row, "act"));
    }
    ck_assert_str_eq(cell(table, 0, "subject"), "x");
    ck_assert_str_eq(cell(table, 0, "source"), "desta");
    ck_assert_str_eq(cell(table, 0, "value"), "https://one.example");
    ck_assert_str_eq(cell(table, 1, "subject"), "y");
    ck_assert_str_eq(cell(table, 1, "value"), "https://two.example");
    ck_assert_str_eq(cell(table, 1, "published"), "2024-01-01");
    ck_assert_str_eq(cell(table, 2, "subject"), "z");
    pship_table_free(table);
    table = NULL;
    OK(pship_party_list(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "merged"), "y; z");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

static void act_of(const char *id, const char *agreement, const char *type, const char *date,
                   const char *party, const char *source)
{
    add_act(&set, id, agreement, type, date, source);
    if (party)
        state(&set, id, "party", party, source);
}

START_TEST(merged_agreements_are_compared_by_their_acts)
{
    add_source(&set, "desta", "DESTA", "2025-01-01");
    add_source(&set, "gptad", "GPTAD", "2024-01-01");
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "ge", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "azerbaijan", NULL, NULL, err));
    add_agreement(&set, "d", "GUUAM", "desta");
    add_agreement(&set, "g", "GUUAM", "gptad");
    act_of("d/s", "d", "signature", "2002-07-20", NULL, "desta");
    act_of("g/s", "g", "signature", "2002", NULL, "gptad"); /* agrees */
    act_of("d/e", "d", "entry_into_force", "2003", NULL, "desta");
    act_of("g/e", "g", "entry_into_force", "2003-12-10", NULL, "gptad");
    act_of("g/e2", "g", "entry_into_force", "2004-01-01", "ge", "gptad"); /* of a party: apart */
    act_of("d/a", "d", "accession", "2005-01-01", "az", "desta");
    act_of("d/a2", "d", "accession", "2009-01-01", "az", "desta"); /* a second spell */
    act_of("g/a", "g", "accession", "2005", "azerbaijan", "gptad");
    act_of("d/w", "d", "withdrawal", "2007-03-01", "az", "desta");
    act_of("g/w", "g", "withdrawal", "2007-04-01", "azerbaijan", "gptad");
    merge("g", "d", NULL);
    merge("azerbaijan", "az", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    pship_table *table = conflicts(view);
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "canonical"), "d");
    ck_assert_str_eq(cell(table, 0, "subject"), "d/w");
    ck_assert_str_eq(cell(table, 0, "kind"), "act");
    ck_assert_str_eq(cell(table, 0, "act"), "withdrawal");
    ck_assert_str_eq(cell(table, 0, "party"), "az");
    ck_assert_str_eq(cell(table, 0, "property"), "date");
    ck_assert_str_eq(cell(table, 0, "value"), "2007-03-01");
    ck_assert_str_eq(cell(table, 0, "source"), "desta");
    ck_assert_str_eq(cell(table, 1, "subject"), "g/w");
    ck_assert_str_eq(cell(table, 1, "value"), "2007-04-01");
    ck_assert_str_eq(cell(table, 1, "published"), "2024-01-01");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_rule_and_the_day_on_which_it_falls_are_no_conflict)
{
    add_agreement(&set, "g", "G", NULL);
    add_act(&set, "g/s", "g", "signature", "2026-02-10", NULL);
    for (int i = 0; i < 3; i++) {
        const char *const ids[] = {"one", "two", "three"};
        OK(pship_commitment_record(set.transaction, ids[i], NULL, NULL, err));
    }
    state(&set, "one", "due", "3 months after signature of g", NULL);
    state(&set, "two", "due", "2026-05-10", NULL);
    merge("two", "one", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    pship_table *table = conflicts(view);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(view);

    OK(pship_transaction_begin(&set.transaction, set.model, NULL, err));
    state(&set, "three", "due", "2026-05-11", NULL);
    merge("three", "one", NULL);
    scene_commit(&set);
    view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    table = conflicts(view);
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 0, "value"), "3 months after signature of g");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_long_chain_has_one_end)
{
    char id[16], next[16];
    person("p0", "P", NULL);
    for (int i = 1; i <= 300; i++) {
        (void)snprintf(id, sizeof id, "p%d", i);
        (void)snprintf(next, sizeof next, "p%d", i - 1);
        person(id, "P", NULL);
        merge(id, next, NULL);
    }
    scene_commit(&set);
    pship_view *view = look(&set, "2026-04-01", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(canonical(view, "p300"), "p0");
    ck_assert_str_eq(canonical(view, "p1"), "p0");
    pship_table *persons = NULL;
    OK(pship_office_list(&persons, view, err));
    ck_assert_int_eq(pship_table_rows(persons), 1);
    ck_assert(empty_cell(persons, 0, "aliases")); /* all are called the same */
    pship_table_free(persons);
    pship_view_free(view);
}
END_TEST

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
}

static void end(void)
{
    scene_close(&set);
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("merge");
    TCase *all = tcase_create("merge");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_merge_shows_one_person_with_both_names_and_can_be_taken_back);
    tcase_add_test(all, the_list_says_why_and_where_a_chain_ends);
    tcase_add_test(all, a_circle_merges_nothing_and_is_named);
    tcase_add_test(all, what_nothing_decides_and_what_cannot_be_one_stays_apart);
    tcase_add_test(all, a_merge_needs_a_reason_and_ids_that_are_known);
    tcase_add_test(all, an_ended_merge_and_a_scenario_are_of_their_views);
    tcase_add_test(all, values_that_contradict_each_other_are_listed_with_their_sources);
    tcase_add_test(all, merged_agreements_are_compared_by_their_acts);
    tcase_add_test(all, a_rule_and_the_day_on_which_it_falls_are_no_conflict);
    tcase_add_test(all, a_long_chain_has_one_end);
    suite_add_tcase(suite, all);
    return suite;
}
