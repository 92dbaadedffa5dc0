#include "register/scene.h"

#include "core/core.h"

Suite *test_suite(void);

static scene set;

static void alias(const char *id, const char *of, const char *name, const char *type,
                  const char *language, const char *from, const char *until)
{
    pship_alias_fields fields = PSHIP_ALIAS_FIELDS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    fields.alias_of = of;
    fields.name = name;
    fields.type = type;
    fields.language = language;
    options.from = from;
    options.until = until;
    OK(pship_alias_record(set.transaction, id, &fields, &options, err));
}

static void fill(void)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    fields.name = "National Assembly";
    OK(pship_party_record(set.transaction, "legislature", "assembly", &fields, NULL, err));
    state(&set, "assembly", "alias", "Parliament", NULL);
    alias("assembly/az", "assembly", "Milli Məclis", "translation", "az", NULL, NULL);
    alias("assembly/latin", "assembly", "Milli Majlis", "transliteration", "az-Latn", NULL, NULL);
    alias("assembly/old", "assembly", "Supreme Soviet", "former_name", NULL, "1938", "1995-11-11");
    OK(pship_party_record(set.transaction, "legislature", "supreme", NULL, NULL, err));
    state(&set, "supreme", "name", "Supreme Soviet of Azerbaijan", NULL);
    options.reason = "the same body";
    OK(pship_merge_record(NULL, set.transaction, "supreme", "assembly", &options, err));
    OK(pship_person_record(set.transaction, "parliament", NULL, NULL, err));
    scene_commit(&set);
}

static pship_table *find(const pship_view *view, const char *text, const char *kind)
{
    pship_table *table = NULL;
    OK(pship_name_find(&table, view, text, kind, err));
    return table;
}

START_TEST(names_are_listed_with_language_kind_and_life)
{
    fill();
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *names = NULL;
    OK(pship_name_list(&names, view, "supreme", err));
    ck_assert_str_eq(columns_of(names), "id of name how language from until certainty source");
    ck_assert_int_eq(pship_table_rows(names), 6);
    ck_assert_str_eq(cell(names, 0, "id"), "assembly");
    ck_assert_str_eq(cell(names, 0, "name"), "National Assembly");
    ck_assert_str_eq(cell(names, 0, "how"), "name");
    int64_t row = row_of(names, "name", "Milli Məclis");
    ck_assert_str_eq(cell(names, row, "how"), "translation");
    ck_assert_str_eq(cell(names, row, "language"), "az");
    row = row_of(names, "name", "Supreme Soviet");
    ck_assert_str_eq(cell(names, row, "how"), "former_name");
    ck_assert_str_eq(cell(names, row, "from"), "1938");
    ck_assert_str_eq(cell(names, row, "until"), "1995-11-11");
    ck_assert_str_eq(cell(names, row, "certainty"), "no");
    row = row_of(names, "name", "Supreme Soviet of Azerbaijan");
    ck_assert_str_eq(cell(names, row, "of"), "supreme");
    pship_table_free(names);
    FAILS(pship_name_list(&names, view, "nobody", err), PSHIP_E_NOT_FOUND, "nobody");
    FAILS(pship_name_list(NULL, view, "assembly", err), PSHIP_E_ARGUMENT, "NULL");
    pship_view_free(view);
}
END_TEST

START_TEST(the_aliases_of_a_party_are_those_of_the_day)
{
    fill();
    pship_view *now = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_view *then = look(&set, "1990-01-01", NULL, PSHIP_CERTAIN);
    pship_table *parties = NULL;
    OK(pship_party_list(&parties, now, err));
    ck_assert_int_eq(pship_table_rows(parties), 1);
    ck_assert_str_eq(cell(parties, 0, "aliases"),
                     "Parliament; Milli Məclis; Milli Majlis; Supreme Soviet of Azerbaijan");
    pship_table_free(parties);
    OK(pship_party_list(&parties, then, err));
    ck_assert_str_eq(cell(parties, 0, "aliases"), "Parliament; Milli Məclis; Milli Majlis; Supreme "
                                                  "Soviet; Supreme Soviet of Azerbaijan");
    pship_table_free(parties);
    pship_view_free(then);
    pship_view_free(now);
}
END_TEST

START_TEST(what_is_called_so_is_found_by_every_name_of_the_day)
{
    fill();
    pship_view *now = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_view *then = look(&set, "1990-01-01", NULL, PSHIP_CERTAIN);
    pship_table *found = find(now, "Milli Majlis", NULL);
    ck_assert_str_eq(columns_of(found), "id of kind name matched how language match certainty "
                                        "source");
    ck_assert_int_eq(pship_table_rows(found), 1);
    ck_assert_str_eq(cell(found, 0, "id"), "assembly");
    ck_assert_str_eq(cell(found, 0, "kind"), "legislature");
    ck_assert_str_eq(cell(found, 0, "name"), "National Assembly");
    ck_assert_str_eq(cell(found, 0, "how"), "transliteration");
    ck_assert_str_eq(cell(found, 0, "language"), "az-Latn");
    ck_assert_str_eq(cell(found, 0, "match"), "exact");
    pship_table_free(found);

    found = find(now, "Supreme Soviet", NULL);
    ck_assert_int_eq(pship_table_rows(found), 0);
    pship_table_free(found);
    found = find(then, "Supreme Soviet", NULL);
    ck_assert_str_eq(cell(found, 0, "certainty"), "certain");
    pship_table_free(found);

    found = find(now, "supreme  soviet of azerbaijan", NULL);
    ck_assert_int_eq(pship_table_rows(found), 1);
    ck_assert_str_eq(cell(found, 0, "of"), "supreme");
    ck_assert_str_eq(cell(found, 0, "id"), "assembly");
    ck_assert_str_eq(cell(found, 0, "match"), "folded");
    pship_table_free(found);

    found = find(now, "parliament", NULL); /* the id of a person, an alias but for its case */
    ck_assert_int_eq(pship_table_rows(found), 2);
    ck_assert_str_eq(cell(found, 0, "id"), "parliament");
    ck_assert_str_eq(cell(found, 0, "how"), "id");
    ck_assert_str_eq(cell(found, 1, "matched"), "Parliament");
    pship_table_free(found);
    found = find(now, "parliament", "party");
    ck_assert_int_eq(pship_table_rows(found), 1);
    ck_assert_str_eq(cell(found, 0, "id"), "assembly");
    pship_table_free(found);
    pship_view_free(then);
    pship_view_free(now);
}
END_TEST

START_TEST(a_name_that_several_sources_use_is_one_candidate)
{
    pship_table *found = NULL;
    add_source(&set, "one", "One", "2026-03-10");
    add_source(&set, "two", "Two", "2026-03-11");
    OK(pship_person_record(set.transaction, "p", NULL, NULL, err));
    state(&set, "p", "name", "Jeyhun Bayramov", "one");
    state(&set, "p", "name", "Jeyhun Bayramov", "two");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    found = find(view, "Jeyhun Bayramov", "person");
    ck_assert_int_eq(pship_table_rows(found), 1);
    ck_assert_str_eq(cell(found, 0, "source"), "one");
    pship_table_free(found);
    pship_view_free(view);
}
END_TEST

START_TEST(what_cannot_be_looked_for_is_refused)
{
    pship_table *found = NULL;
    fill();
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    FAILS(pship_name_find(&found, view, "\xff", NULL, err), PSHIP_E_ARGUMENT, "UTF-8");
    FAILS(pship_name_find(&found, view, NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_name_find(&found, view, "x", "club", err), PSHIP_E_NOT_FOUND, "club");
    ck_assert_ptr_null(found);
    found = find(view, "", NULL);
    ck_assert_int_eq(pship_table_rows(found), 0);
    pship_table_free(found);
    pship_view_free(view);
    ck_assert_uint_eq(pship_alias_fields_init().size, sizeof(pship_alias_fields));
}
END_TEST

START_TEST(folding_drops_case_accents_and_blanks)
{
    static const char *const pairs[][2] = {
        {"Straße", "STRASSE"}, {"Île-de-France", "ile‐de‐france"},  {"İlham", "ilham"},
        {"ﬁeld", "FIELD"},     {"  two\u00a0 words ", "two words"}, {"Şahbazov", "sahbazov"},
    };
    pship__buffer one, other;
    pship__buffer_init(&one, NULL);
    pship__buffer_init(&other, NULL);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        pship__text_fold(&one, pairs[i][0]);
        pship__text_fold(&other, pairs[i][1]);
        ck_assert_str_eq(one.bytes, other.bytes);
    }
    pship__text_fold(&one, "Mammadov");
    pship__text_fold(&other, "Məmmədov"); /* another letter is another spelling */
    ck_assert_str_ne(one.bytes, other.bytes);
    pship__text_fold(&one, " \u0301 ");
    ck_assert_uint_eq(one.length, 0);
    pship__buffer_free(&one);
    pship__buffer_free(&other);
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
    Suite *suite = suite_create("name");
    TCase *all = tcase_create("name");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, names_are_listed_with_language_kind_and_life);
    tcase_add_test(all, the_aliases_of_a_party_are_those_of_the_day);
    tcase_add_test(all, what_is_called_so_is_found_by_every_name_of_the_day);
    tcase_add_test(all, a_name_that_several_sources_use_is_one_candidate);
    tcase_add_test(all, what_cannot_be_looked_for_is_refused);
    tcase_add_test(all, folding_drops_case_accents_and_blanks);
    suite_add_tcase(suite, all);
    return suite;
}
