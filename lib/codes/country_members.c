/*
 * Which countries are certainly no part of a group.
 *
 * Known are the European Union and its former compositions, and groups whose members the list of areas names. All other
 * groups may have any country. Days of accession and withdrawal: the treaties of accession and withdrawal; their years, and
 * the days from 1995 on, stand at https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Glossary:EU_enlargements and
 * https://eur-lex.europa.eu/summary/glossary/enlargement.html.
 */
#include "codes/country.h"

#include <string.h>

/* Days as YYYYMMDD: they are compared only. */
typedef struct membership {
    char code[4];
    int32_t from, until; /* the first day on which it is no member; NOT_ENDED */
} membership;
#define NOT_ENDED INT32_MAX

static const membership union_members[] = {
    {"BEL", 19580101, NOT_ENDED}, {"DEU", 19580101, NOT_ENDED}, {"FRA", 19580101, NOT_ENDED},
    {"ITA", 19580101, NOT_ENDED}, {"LUX", 19580101, NOT_ENDED}, {"NLD", 19580101, NOT_ENDED},
    {"DNK", 19730101, NOT_ENDED}, {"GBR", 19730101, 20200201},  {"IRL", 19730101, NOT_ENDED},
    {"GRL", 19730101, 19850201},  {"GRC", 19810101, NOT_ENDED}, {"ESP", 19860101, NOT_ENDED},
    {"PRT", 19860101, NOT_ENDED}, {"AUT", 19950101, NOT_ENDED}, {"FIN", 19950101, NOT_ENDED},
    {"SWE", 19950101, NOT_ENDED}, {"CYP", 20040501, NOT_ENDED}, {"CZE", 20040501, NOT_ENDED},
    {"EST", 20040501, NOT_ENDED}, {"HUN", 20040501, NOT_ENDED}, {"LTU", 20040501, NOT_ENDED},
    {"LVA", 20040501, NOT_ENDED}, {"MLT", 20040501, NOT_ENDED}, {"POL", 20040501, NOT_ENDED},
    {"SVK", 20040501, NOT_ENDED}, {"SVN", 20040501, NOT_ENDED}, {"BGR", 20070101, NOT_ENDED},
    {"ROU", 20070101, NOT_ENDED}, {"HRV", 20130701, NOT_ENDED}};

/* Customs areas and statistical territories of members take these in, or did; so their trade may be in that of the Union. */
static const char union_territories[] = "ALA DZA GGY GIB GLP GUF IMN JEY MAF MCO MTQ MYT REU SMR "
                                        "VAT";

/* Statistics of the past are told for one composition whatever their period. */
static const struct {
    const char *name;
    int32_t day; /* on which it was so; 0: its members of each period */
} unions[] = {{"European Union", 0},
              {"European Union of 27, from 2020", 20200201},
              {"European Union of 28", 20130701},
              {"European Union of 27, to 2013", 20070101},
              {"European Union of 25", 20040501},
              {"European Union of 15", 19950101}};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static int32_t day_number(pship_day day)
{
    int32_t year, month, of_month;
    if (day == PSHIP_DAY_MIN)
        return 0;
    if (day == PSHIP_DAY_MAX)
        return INT32_MAX;
    pship_day_to_calendar(day, &year, &month, &of_month);
    return year < 0 ? 0 : year > 9999 ? INT32_MAX : (year * 100 + month) * 100 + of_month;
}

static bool is_listed(const char *list, const char *code)
{
    return strstr(list, code) != NULL; /* codes have three letters, with blanks between them */
}

static bool is_outside_union(const char *code, int32_t first, int32_t last)
{
    if (is_listed(union_territories, code))
        return false;
    for (size_t i = 0; i < COUNT(union_members); i++) {
        const membership *one = &union_members[i];
        if (strcmp(one->code, code) == 0 && one->from <= last && one->until > first)
            return false;
    }
    return true;
}

bool pship__country_is_outside(const pship_country *group, const pship_country *country,
                               pship_day first, pship_day last)
{
    if (group->kind != PSHIP_AREA_GROUP || country->kind != PSHIP_AREA_COUNTRY ||
        country->code[0] == '\0')
        return false;
    if (group->successors)
        return !is_listed(group->successors, country->code);
    for (size_t i = 0; i < COUNT(unions); i++) {
        const int32_t day = unions[i].day;
        if (strcmp(unions[i].name, group->name) == 0)
            return is_outside_union(country->code, day ? day : day_number(first),
                                    day ? day : day_number(last));
    }
    return false;
}
