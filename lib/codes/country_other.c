/*
 * What statistics write beside ISO 3166-1: reporters' own numbers, areas that are no more, areas that nobody
 * specified, groups, and goods that go nowhere.
 *
 * Numbers, names, codes of areas not specified, and the last years of former areas: UN Comtrade, lists of reporters
 * and partners, https://comtradeapi.un.org/files/v1/app/reference/Reporters.json and .../partnerAreas.json. Codes
 * of former countries: ISO 3166-3. What customs areas take in:
 * https://unstats.un.org/unsd/tradekb/Knowledgebase/Reporter-country-codes-and-their-customs-areas. Codes of the
 * European Union: https://ec.europa.eu/eurostat/web/international-trade-in-goods (geonomenclature).
 */
#include "codes/country_table.h"

/* A number of its own for a country that has another one in ISO 3166-1. */
#define REPORTER(number, code, alpha2, name, note) \
    { \
        number, code, alpha2, PSHIP_AREA_COUNTRY, 0, 0, name, "", NULL, note \
    }
#define FORMER(number, code, first, last, name, spellings, successors, note) \
    { \
        number, code, "", PSHIP_AREA_FORMER, first, last, name, spellings, successors, note \
    }
#define UNSPECIFIED(number, name, spellings, note) \
    { \
        number, "", "", PSHIP_AREA_UNSPECIFIED, 0, 0, name, spellings, NULL, note \
    }
#define SPECIAL(number, name, spellings) \
    { \
        number, "", "", PSHIP_AREA_SPECIAL, 0, 0, name, spellings, NULL, NULL \
    }
#define GROUP(number, first, last, name, spellings, note) \
    { \
        number, "", "", PSHIP_AREA_GROUP, first, last, name, spellings, NULL, note \
    }

const country_row pship__countries_other[] = {
    /* Customs areas that are larger than the country. */
    REPORTER(842, "USA", "US", "United States of America",
             "the customs area, with Puerto Rico and the U.S. Virgin Islands"),
    REPORTER(251, "FRA", "FR", "France",
             "the customs area, with Monaco and, since 1996, the overseas departments"),
    REPORTER(757, "CHE", "CH", "Switzerland", "the customs area, with Liechtenstein"),
    REPORTER(579, "NOR", "NO", "Norway", "the customs area, with Svalbard and Jan Mayen"),
    REPORTER(381, "ITA", "IT", "Italy", "the customs area, with San Marino and the Holy See"),
    REPORTER(699, "IND", "IN", "India", "with Sikkim, since 1975"),
    {412, "XKX", "XK", PSHIP_AREA_COUNTRY, 0, 0, "Kosovo", "_ks|kosovo", NULL,
     "the letters are user-assigned: it is not in ISO 3166-1"},

    /* Former areas. Where the letters of a country went on while its number changed, so do they here. */
    FORMER(58, "", 0, 1998, "Belgium-Luxembourg", "blx|belgium-luxembourg (...1998)", "BEL LUX",
           "has no letters in ISO 3166; BACI writes BEL"),
    FORMER(80, "ATB", 0, 1979, "British Antarctic Territory", "br. antarctic terr.", "ATA", NULL),
    FORMER(128, "CTE", 0, 1984, "Canton and Enderbury Islands", "", "KIR", NULL),
    FORMER(200, "CSK", 0, 1992, "Czechoslovakia", "czechoslovakia (...1992)", "CZE SVK", NULL),
    FORMER(216, "ATN", 0, 1983, "Dronning Maud Land", "", "ATA", NULL),
    FORMER(230, "ETH", 0, 1992, "Ethiopia with Eritrea", "fmr ethiopia|ethiopia (...1992)",
           "ERI ETH", NULL),
    FORMER(249, "FXX", 0, 1997, "Metropolitan France", "france, metropolitan", "FRA", NULL),
    FORMER(278, "DDR", 0, 1990, "German Democratic Republic",
           "fmr dem. rep. of germany|dem. rep. of germany (...1990)|east germany", "DEU", NULL),
    FORMER(280, "DEU", 0, 1990, "Federal Republic of Germany before 1991",
           "fmr fed. rep. of germany|fed. rep. of germany (...1990)|west germany", "DEU", NULL),
    FORMER(NO_NUMBER, "IND", 0, 1974, "India without Sikkim", "india, excl. sikkim|india (...1974)",
           "IND", "UN Comtrade's number for it, 356, is India's in ISO 3166-1"),
    FORMER(396, "JTN", 0, 1986, "Johnston Island", "", "UMI", NULL),
    FORMER(457, "", 0, 1963, "Sarawak", "sarawak (...1963)", "MYS", NULL),
    FORMER(459, "", 0, 1963, "Peninsula Malaysia", "peninsula malaysia (...1963)", "MYS", NULL),
    FORMER(461, "", 0, 1963, "Sabah", "sabah (...1963)", "MYS", NULL),
    FORMER(488, "MID", 0, 1986, "Midway Islands", "", "UMI", NULL),
    FORMER(530, "ANT", 1986, 2010, "Netherlands Antilles",
           "neth. antilles|netherlands antilles (...2010)", "BES CUW SXM", NULL),
    FORMER(532, "ANT", 0, 1985, "Netherlands Antilles with Aruba",
           "neth. antilles and aruba|netherlands antilles and aruba (...1985)", "ABW BES CUW SXM",
           NULL),
    FORMER(536, "NTZ", 0, 1993, "Neutral Zone", "", "IRQ SAU", "between Iraq and Saudi Arabia"),
    FORMER(582, "PCI", 0, 1991, "Trust Territory of the Pacific Islands",
           "fmr pacific isds|pacific isds (...1991)", "FSM MHL MNP PLW", NULL),
    FORMER(588, "PAK", 0, 1971, "Pakistan with East Pakistan",
           "east and west pakistan|east and west pakistan (...1971)", "BGD PAK", NULL),
    FORMER(590, "PAN", 0, 1977, "Panama without the Canal Zone",
           "fmr panama, excl.canal zone|panama, excl.canal zone (...1977)", "PAN", NULL),
    FORMER(592, "PCZ", 0, 1977, "Panama Canal Zone",
           "fmr panama-canal-zone|panama-canal-zone (...1977)", "PAN", NULL),
    FORMER(647, "", 0, 0, "Ryukyu Islands", "ryukyu isd", "JPN", NULL),
    FORMER(658, "", 0, 1980, "Saint Kitts, Nevis and Anguilla",
           "saint kitts, nevis and anguilla (...1980)", "AIA KNA", NULL),
    FORMER(698, "SKM", 0, 1974, "Sikkim", "sikkim, protectorate of india (...1974)", "IND", NULL),
    FORMER(717, "", 0, 1964, "Rhodesia and Nyasaland", "fmr rhodesia nyas|rhodesia nyas (...1964)",
           "MWI ZMB ZWE", NULL),
    FORMER(720, "YMD", 0, 1990, "Democratic Yemen", "fmr dem. yemen|dem. yemen (...1990)", "YEM",
           NULL),
    FORMER(736, "SDN", 0, 2011, "Sudan with South Sudan", "fmr sudan|sudan (...2011)", "SDN SSD",
           NULL),
    FORMER(810, "SUN", 0, 1990, "Union of Soviet Socialist Republics",
           "ussr|fmr ussr|ussr (...1990)|soviet union",
           "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB",
           "ISO 3166 withdrew the letters in 1992"),
    FORMER(835, "", 0, 1964, "Tanganyika", "fmr tanganyika|tanganyika (...1964)", "TZA", NULL),
    FORMER(836, "", 0, 1964, "Zanzibar and Pemba",
           "fmr zanzibar and pemba isd|zanzibar and pemba isd (...1964)", "TZA", NULL),
    FORMER(841, "USA", 0, 1980, "United States of America before 1981",
           "usa (before 1981)|usa and puerto rico (...1980)", "USA",
           "the customs area without the U.S. Virgin Islands"),
    FORMER(849, "PUS", 0, 1986, "US Miscellaneous Pacific Islands", "us misc. pacific isds", "UMI",
           NULL),
    FORMER(866, "VDR", 0, 1974, "Democratic Republic of Viet Nam",
           "fmr dem. rep. of vietnam|dem. rep. of vietnam (...1974)", "VNM", NULL),
    FORMER(868, "", 0, 1974, "Republic of Viet Nam",
           "fmr rep. of vietnam|rep. of vietnam (...1974)", "VNM", NULL),
    FORMER(872, "WAK", 0, 1986, "Wake Island", "", "UMI", NULL),
    FORMER(886, "YEM", 0, 1990, "Yemen Arab Republic",
           "fmr arab rep. of yemen|arab rep. of yemen (...1990)", "YEM", NULL),
    FORMER(890, "YUG", 0, 1991, "Socialist Federal Republic of Yugoslavia",
           "yugoslavia|fmr yugoslavia|yugoslavia (...1991)", "BIH HRV MKD MNE SRB SVN",
           "ISO 3166 kept the letters for Serbia and Montenegro until 2003"),
    FORMER(891, "SCG", 1992, 2005, "Serbia and Montenegro",
           "serbia and montenegro (...2005)|federal republic of yugoslavia", "MNE SRB", NULL),
    FORMER(NO_NUMBER, "GEL", 0, 1979, "Gilbert and Ellice Islands", "", "KIR TUV",
           "the number 296 is Kiribati's"),

    /* Somewhere, and nobody says where. */
    UNSPECIFIED(899, "Areas not elsewhere specified", "_x|areas, nes", NULL),
    UNSPECIFIED(490, "Other Asia, not elsewhere specified", "s19|other asia, nes",
                "in practice mostly Taiwan, which the United Nations do not list"),
    UNSPECIFIED(129, "Caribbean, not elsewhere specified", "a49|caribbean, nes", NULL),
    UNSPECIFIED(221, "Eastern Europe, not elsewhere specified", "e29|eastern europe, nes", NULL),
    UNSPECIFIED(290, "Northern Africa, not elsewhere specified", "f49|northern africa, nes", NULL),
    UNSPECIFIED(471, "Central American Common Market, not elsewhere specified", "r91|cacm, nes",
                NULL),
    UNSPECIFIED(472, "Africa CAMEU region, not elsewhere specified", "_ac|africa cameu region, nes",
                NULL),
    UNSPECIFIED(473, "Latin American Integration Association, not elsewhere specified", "laia, nes",
                NULL),
    UNSPECIFIED(NO_NUMBER, "Europe EU, not elsewhere specified", "europe eu, nes",
                "UN Comtrade's number for it, 492, is Monaco's in ISO 3166-1"),
    UNSPECIFIED(527, "Oceania, not elsewhere specified", "o19|oceania, nes", NULL),
    UNSPECIFIED(568, "Other Europe, not elsewhere specified", "e19|other europe, nes", NULL),
    UNSPECIFIED(577, "Other Africa, not elsewhere specified", "f19|other africa, nes", NULL),
    UNSPECIFIED(636, "Rest of America, not elsewhere specified", "rest of america, nes", NULL),
    UNSPECIFIED(637, "North and Central America, not elsewhere specified",
                "a59|north america and central america, nes", NULL),
    UNSPECIFIED(697, "Europe EFTA, not elsewhere specified", "r20|europe efta, nes", NULL),
    UNSPECIFIED(879, "Western Asia, not elsewhere specified", "f97|western asia, nes", NULL),
    UNSPECIFIED(NO_NUMBER, "Countries and territories not specified", "qu|qv|qw", NULL),
    UNSPECIFIED(NO_NUMBER, "Not specified for commercial or military reasons", "qx|qy|qz", NULL),

    /* Goods that go to no country. */
    SPECIAL(837, "Bunkers", "x1"),
    SPECIAL(838, "Free zones", "x2"),
    SPECIAL(839, "Special categories", "xx"),
    SPECIAL(NO_NUMBER, "High seas", "qp"),
    SPECIAL(NO_NUMBER, "Stores and provisions", "qq|qr|qs"),

    /* Groups: their trade is counted in that of their members too. */
    GROUP(0, 0, 0, "World", "wld|w00", NULL),
    GROUP(1, 0, 0, "World", "", "the number of M49; UN Comtrade writes 0"),
    GROUP(97, 0, 0, "European Union", "eu|eun|euu", "its members of each year"),
    {711, "", "", PSHIP_AREA_GROUP, 0, 1999, "Southern African Customs Union",
     "za1|so. african customs union|southern african customs union (...1999)",
     "BWA LSO NAM SWZ ZAF", "its members did not report on their own before 2000"},
    {830, "", "", PSHIP_AREA_GROUP, 0, 0, "Channel Islands", "", "GGY JEY", NULL},
    GROUP(NO_NUMBER, 2020, 0, "European Union of 27, from 2020", "eu27_2020", NULL),
    GROUP(NO_NUMBER, 2013, 2020, "European Union of 28", "eu28", NULL),
    GROUP(NO_NUMBER, 2007, 2013, "European Union of 27, to 2013", "eu27_2007", NULL),
    GROUP(NO_NUMBER, 2004, 2006, "European Union of 25", "eu25", NULL),
    GROUP(NO_NUMBER, 1995, 2004, "European Union of 15", "eu15", NULL),
    GROUP(NO_NUMBER, 0, 0, "Outside the European Union",
          "eu27_2020_extra|ext_eu27_2020|extra_eu27_2020|eu28_extra|ext_eu28|eu_extra|extra_eu",
          NULL),
    GROUP(NO_NUMBER, 0, 0, "Within the European Union",
          "eu27_2020_intra|int_eu27_2020|intra_eu27_2020|eu28_intra|int_eu28|eu_intra|intra_eu",
          NULL),
    GROUP(NO_NUMBER, 0, 0, "Euro area", "ea|ea19|ea20|eurozone", NULL),
    GROUP(NO_NUMBER, 0, 0, "European Free Trade Association", "efta", NULL),
    GROUP(NO_NUMBER, 0, 0, "Association of Southeast Asian Nations", "asean", NULL),
};
const size_t pship__countries_other_count =
    sizeof pship__countries_other / sizeof *pship__countries_other;
