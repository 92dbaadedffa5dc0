/* Countries and areas: what codes and names mean, and that the tables behind it are sound. */
#include <check.h>
#include <codes/country.h>
#include <codes/country_table.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <string.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static pship_country find(const char *text)
{
    pship_country country;
    ck_assert_msg(pship_country_find(&country, text, NULL, err) == PSHIP_OK, "%s", err->message);
    return country;
}

typedef struct expected {
    const char *text, *code;
    int32_t number;
    pship_area_kind kind;
} expected;

static const expected meant[] = {
    {"AZE", "AZE", 31, PSHIP_AREA_COUNTRY},
    {"AZ", "AZE", 31, PSHIP_AREA_COUNTRY},
    {"az", "AZE", 31, PSHIP_AREA_COUNTRY},
    {"031", "AZE", 31, PSHIP_AREA_COUNTRY},
    {"31", "AZE", 31, PSHIP_AREA_COUNTRY},
    {" 31 ", "AZE", 31, PSHIP_AREA_COUNTRY},
    {"azerbaijan", "AZE", 31, PSHIP_AREA_COUNTRY},
    {"Republic of Azerbaijan", "AZE", 31, PSHIP_AREA_COUNTRY},
    /* the reporters' own numbers, beside those of ISO 3166-1 */
    {"842", "USA", 842, PSHIP_AREA_COUNTRY},
    {"840", "USA", 840, PSHIP_AREA_COUNTRY},
    {"841", "USA", 841, PSHIP_AREA_FORMER},
    {"251", "FRA", 251, PSHIP_AREA_COUNTRY},
    {"757", "CHE", 757, PSHIP_AREA_COUNTRY},
    {"699", "IND", 699, PSHIP_AREA_COUNTRY},
    {"356", "IND", 356, PSHIP_AREA_COUNTRY},
    {"579", "NOR", 579, PSHIP_AREA_COUNTRY},
    {"381", "ITA", 381, PSHIP_AREA_COUNTRY},
    {"158", "TWN", 158, PSHIP_AREA_COUNTRY},
    {"XK", "XKX", 412, PSHIP_AREA_COUNTRY},
    {"EL", "GRC", 300, PSHIP_AREA_COUNTRY},
    {"UK", "GBR", 826, PSHIP_AREA_COUNTRY},
    {"ROM", "ROU", 642, PSHIP_AREA_COUNTRY},
    {"ZAR", "COD", 180, PSHIP_AREA_COUNTRY},
    {"Turkey", "TUR", 792, PSHIP_AREA_COUNTRY},
    {"T\xc3\xbcrkiye", "TUR", 792, PSHIP_AREA_COUNTRY},
    {"TURKIYE", "TUR", 792, PSHIP_AREA_COUNTRY},
    {"C\xc3\xb4te d\xe2\x80\x99Ivoire", "CIV", 384, PSHIP_AREA_COUNTRY},
    {"Viet Nam", "VNM", 704, PSHIP_AREA_COUNTRY},
    {"Rep. of Korea", "KOR", 410, PSHIP_AREA_COUNTRY},
    {"China, Hong Kong SAR", "HKG", 344, PSHIP_AREA_COUNTRY},
    /* as the World Bank writes them */
    {"Hong Kong SAR, China", "HKG", 344, PSHIP_AREA_COUNTRY},
    {"Egypt, Arab Rep.", "EGY", 818, PSHIP_AREA_COUNTRY},
    {"Congo, Dem. Rep.", "COD", 180, PSHIP_AREA_COUNTRY},
    {"Micronesia, Fed. Sts.", "FSM", 583, PSHIP_AREA_COUNTRY},
    {"St. Kitts and Nevis", "KNA", 659, PSHIP_AREA_COUNTRY},
    {"Venezuela, RB", "VEN", 862, PSHIP_AREA_COUNTRY},
    {"West Bank and Gaza", "PSE", 275, PSHIP_AREA_COUNTRY},
    {"Virgin Islands (U.S.)", "VIR", 850, PSHIP_AREA_COUNTRY},
    {"Puerto Rico (US)", "PRI", 630, PSHIP_AREA_COUNTRY},
    /* those that are no more */
    {"810", "SUN", 810, PSHIP_AREA_FORMER},
    {"Fmr USSR", "SUN", 810, PSHIP_AREA_FORMER},
    {"890", "YUG", 890, PSHIP_AREA_FORMER},
    {"891", "SCG", 891, PSHIP_AREA_FORMER},
    {"200", "CSK", 200, PSHIP_AREA_FORMER},
    {"278", "DDR", 278, PSHIP_AREA_FORMER},
    {"280", "DEU", 280, PSHIP_AREA_FORMER},
    {"276", "DEU", 276, PSHIP_AREA_COUNTRY},
    {"736", "SDN", 736, PSHIP_AREA_FORMER},
    {"729", "SDN", 729, PSHIP_AREA_COUNTRY},
    {"530", "ANT", 530, PSHIP_AREA_FORMER},
    {"ANT", "ANT", 530, PSHIP_AREA_FORMER},
    {"58", "", 58, PSHIP_AREA_FORMER},
    {"058", "", 58, PSHIP_AREA_FORMER},
    /* what is no country */
    {"490", "", 490, PSHIP_AREA_UNSPECIFIED},
    {"S19", "", 490, PSHIP_AREA_UNSPECIFIED},
    {"_X ", "", 899, PSHIP_AREA_UNSPECIFIED},
    {"Areas, nes", "", 899, PSHIP_AREA_UNSPECIFIED},
    {"Europe EU, nes", "", -1, PSHIP_AREA_UNSPECIFIED},
    {"837", "", 837, PSHIP_AREA_SPECIAL},
    {"Free Zones", "", 838, PSHIP_AREA_SPECIAL},
    {"0", "", 0, PSHIP_AREA_GROUP},
    {"000", "", 0, PSHIP_AREA_GROUP},
    {"WLD", "", 0, PSHIP_AREA_GROUP},
    {"001", "", 1, PSHIP_AREA_GROUP},
    {"97", "", 97, PSHIP_AREA_GROUP},
    {"EU27_2020", "", -1, PSHIP_AREA_GROUP},
    {"EU", "", 97, PSHIP_AREA_GROUP},
    {"711", "", 711, PSHIP_AREA_GROUP},
    {"145", "", 145, PSHIP_AREA_GROUP},
};

START_TEST(codes_and_names_are_understood)
{
    const expected *want = &meant[_i];
    pship_country country = find(want->text);
    ck_assert_msg(strcmp(country.code, want->code) == 0, "'%s': %s", want->text, country.code);
    ck_assert_msg(country.number == want->number, "'%s': %d", want->text, country.number);
    ck_assert_msg(country.kind == want->kind, "'%s': %d", want->text, (int)country.kind);
}
END_TEST

START_TEST(what_is_not_in_the_list_is_told)
{
    static const char *const unknown[] = {"",    " ",    "Q",   "ZZ",    "ZZZ",      "999",
                                          "998", "0031", "31a", "-31",   "Atlantis", "US A",
                                          "|",   "A|B",  "nes", "842.0", "former"};
    pship_country country = {.number = 77};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        ck_assert_msg(pship_country_find(&country, unknown[i], NULL, err) == PSHIP_E_NOT_FOUND,
                      "'%s' is %s", unknown[i], country.name);
        ck_assert_int_eq(country.number, 77);
    }
    ck_assert_str_eq(err->message, "'former' is no country or area");
    ck_assert_int_eq(pship_country_find(&country, "\xff", NULL, err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_country_find(&country, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_country_find(NULL, "AZ", NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(former_countries_have_their_last_year_and_their_successors)
{
    ck_assert_int_eq(find("736").last_year, 2011);
    ck_assert_str_eq(find("736").successors, "SDN SSD");
    ck_assert_int_eq(find("200").last_year, 1992);
    ck_assert_str_eq(find("200").successors, "CZE SVK");
    ck_assert_int_eq(find("530").first_year, 1986);
    ck_assert_int_eq(find("530").last_year, 2010);
    ck_assert_int_eq(find("891").first_year, 1992);
    ck_assert_str_eq(find("58").successors, "BEL LUX");
    ck_assert_ptr_null(find("AZ").successors);
}
END_TEST

/* ---- the tables */

static const country_row *rows(size_t table, size_t *count)
{
    *count = table == 0 ? pship__countries_iso_count : pship__countries_other_count;
    return table == 0 ? pship__countries_iso : pship__countries_other;
}

static void finds(const char *text, const country_row *row)
{
    pship_country country = find(text);
    ck_assert_msg(country.number == row->number && strcmp(country.code, row->code) == 0 &&
                      strcmp(country.name, row->name) == 0,
                  "'%s' of %s is %s (%d)", text, row->name, country.name, country.number);
}

START_TEST(every_number_and_spelling_leads_to_its_row)
{
    size_t count;
    for (size_t table = 0; table < 2; table++) {
        const country_row *list = rows(table, &count);
        for (size_t i = 0; i < count; i++) {
            char text[256];
            if (list[i].number >= 0) {
                (void)snprintf(text, sizeof text, "%03d", list[i].number);
                finds(text, &list[i]);
            }
            for (const char *at = list[i].spellings; *at;) {
                size_t length = strcspn(at, "|");
                (void)snprintf(text, sizeof text, "%.*s", (int)length, at);
                finds(text, &list[i]);
                at += length + (at[length] == '|');
            }
        }
    }
}
END_TEST

START_TEST(every_country_of_iso_3166_is_found_by_letters_and_name)
{
    size_t countries = 0;
    for (size_t i = 0; i < pship__countries_iso_count; i++) {
        const country_row *row = &pship__countries_iso[i];
        if (row->kind != PSHIP_AREA_COUNTRY) /* the region Micronesia is named as the country */
            continue;
        finds(row->name, row);
        countries++;
        ck_assert_uint_eq(strlen(row->code), 3);
        ck_assert_uint_eq(strlen(row->alpha2), 2);
        finds(row->code, row);
        finds(row->alpha2, row);
        ck_assert(i == 0 || strcmp(row[-1].code, row->code) < 0);
    }
    ck_assert_uint_eq(countries, 249);
}
END_TEST

START_TEST(spellings_are_folded_as_the_library_folds)
{
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    size_t count;
    for (size_t table = 0; table < 2; table++) {
        const country_row *list = rows(table, &count);
        for (size_t i = 0; i < count; i++) {
            pship__text_fold(&buffer, list[i].spellings);
            ck_assert_str_eq(buffer.bytes ? buffer.bytes : "", list[i].spellings);
        }
    }
    pship__buffer_free(&buffer);
}
END_TEST

START_TEST(successors_are_countries_of_today)
{
    for (size_t i = 0; i < pship__countries_other_count; i++) {
        const country_row *row = &pship__countries_other[i];
        ck_assert((row->kind == PSHIP_AREA_FORMER) <= (row->successors != NULL));
        for (const char *at = row->successors; at && *at; at += at[3] == ' ' ? 4 : 3) {
            char code[4] = {at[0], at[1], at[2], '\0'};
            pship_country country = find(code);
            ck_assert_msg(country.kind == PSHIP_AREA_COUNTRY && strcmp(country.code, code) == 0,
                          "'%s' of %s", code, row->name);
            ck_assert(at[3] == ' ' || at[3] == '\0');
        }
        ck_assert(row->last_year == 0 || row->first_year <= row->last_year);
    }
}
END_TEST

START_TEST(all_rows_are_listed)
{
    pship_table *table = NULL;
    ck_assert_int_eq(pship_country_list(&table, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table),
                     (int64_t)(pship__countries_iso_count + pship__countries_other_count));
    char text[64];
    int64_t row = 0;
    do {
        (void)pship_table_format(table, pship_table_find(table, "number"), ++row, text,
                                 sizeof text);
    } while (strcmp(text, "736") != 0);
    (void)pship_table_format(table, pship_table_find(table, "kind"), row, text, sizeof text);
    ck_assert_str_eq(text, "former");
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "last_year"), row), 2011);
    ck_assert(pship_table_is_null(table, pship_table_find(table, "first_year"), row));
    pship_table_free(table);
    ck_assert_int_eq(pship_country_list(NULL, NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("country");
    TCase *tests = tcase_create("country");
    tcase_add_loop_test(tests, codes_and_names_are_understood, 0,
                        (int)(sizeof meant / sizeof *meant));
    tcase_add_test(tests, what_is_not_in_the_list_is_told);
    tcase_add_test(tests, former_countries_have_their_last_year_and_their_successors);
    tcase_add_test(tests, every_number_and_spelling_leads_to_its_row);
    tcase_add_test(tests, every_country_of_iso_3166_is_found_by_letters_and_name);
    tcase_add_test(tests, spellings_are_folded_as_the_library_folds);
    tcase_add_test(tests, successors_are_countries_of_today);
    tcase_add_test(tests, all_rows_are_listed);
    suite_add_tcase(suite, tests);
    return suite;
}
