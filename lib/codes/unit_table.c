/*
 * The spellings of units that are understood. Only what means one thing everywhere is here: "$", "dollars",
 * "tons" and "mt" are not.
 */
#include "codes/codes.h"

#include <string.h>

/* ISO 4217: the alphabetic codes of currencies in use. */
const char *const pship__currency_codes[] = {
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP",
    "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK",
    "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG",
    "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
    "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XDR", "XOF", "XPF", "YER", "ZAR", "ZMW",
    "ZWG",
};
const size_t pship__currency_code_count =
    sizeof pship__currency_codes / sizeof pship__currency_codes[0];

#define MONEY(spelling, code) \
    { \
        spelling, code, 1, NULL, UNIT_CURRENCY, true \
    }
#define SIGN(spelling, code) \
    { \
        spelling, code, 1, NULL, UNIT_CURRENCY, false \
    }
#define SYMBOL(spelling, base, scale, beneath) \
    { \
        spelling, base, scale, beneath, UNIT_QUANTITY, false \
    }
#define WORD(spelling, base, scale, beneath) \
    { \
        spelling, base, scale, beneath, UNIT_QUANTITY, true \
    }
#define COUNTED(one, many) \
    {one, one, 1, NULL, UNIT_COUNT, true}, \
    { \
        many, one, 1, NULL, UNIT_COUNT, true \
    }
#define SCALE(spelling, scale) \
    { \
        spelling, NULL, scale, NULL, UNIT_SCALE, true \
    }
#define SCALE_OF_MONEY(spelling, scale) \
    { \
        spelling, NULL, scale, NULL, UNIT_SCALE_OF_MONEY, true \
    }

const unit_spelling pship__unit_spellings[] = {
    /* currencies by sign and by name */
    SIGN("US$", "USD"),
    SIGN("U.S.$", "USD"),
    SIGN("€", "EUR"),
    SIGN("₼", "AZN"),
    SIGN("₸", "KZT"),
    SIGN("₺", "TRY"),
    SIGN("₾", "GEL"),
    SIGN("₽", "RUB"),
    SIGN("₴", "UAH"),
    SIGN("֏", "AMD"),
    MONEY("US dollar", "USD"),
    MONEY("US dollars", "USD"),
    MONEY("U.S. dollar", "USD"),
    MONEY("U.S. dollars", "USD"),
    MONEY("United States dollars", "USD"),
    MONEY("euro", "EUR"),
    MONEY("euros", "EUR"),
    MONEY("Azerbaijani manat", "AZN"),
    MONEY("Azerbaijani manats", "AZN"),
    MONEY("Turkmen manat", "TMT"),
    MONEY("Turkmen manats", "TMT"),
    MONEY("tenge", "KZT"),
    MONEY("lari", "GEL"),
    MONEY("Turkish lira", "TRY"),
    MONEY("Turkish liras", "TRY"),
    MONEY("pounds sterling", "GBP"),
    MONEY("Russian roubles", "RUB"),
    MONEY("Russian rubles", "RUB"),
    MONEY("yuan", "CNY"),
    MONEY("renminbi", "CNY"),
    MONEY("RMB", "CNY"),
    MONEY("Armenian dram", "AMD"),
    MONEY("Armenian drams", "AMD"),
    MONEY("Swiss francs", "CHF"),
    /* shares */
    WORD("percent", "percent", 1, NULL),
    WORD("per cent", "percent", 1, NULL),
    SYMBOL("%", "percent", 1, NULL),
    WORD("pct", "percent", 1, NULL),
    WORD("percentage point", "percentage point", 1, NULL),
    WORD("percentage points", "percentage point", 1, NULL),
    WORD("times", "times", 1, NULL),
    WORD("rank", "rank", 1, NULL),
    /* time */
    SYMBOL("s", "h", 1.0 / 3600, "s"),
    WORD("second", "h", 1.0 / 3600, "s"),
    WORD("seconds", "h", 1.0 / 3600, "s"),
    SYMBOL("min", "h", 1.0 / 60, "min"),
    WORD("minute", "h", 1.0 / 60, "min"),
    WORD("minutes", "h", 1.0 / 60, "min"),
    SYMBOL("h", "h", 1, NULL),
    WORD("hour", "h", 1, NULL),
    WORD("hours", "h", 1, NULL),
    SYMBOL("d", "h", 24, "day"),
    WORD("day", "h", 24, "day"),
    WORD("days", "h", 24, "day"),
    WORD("week", "h", 168, "week"),
    WORD("weeks", "h", 168, "week"),
    WORD("month", "month", 1, NULL),
    WORD("months", "month", 1, NULL),
    WORD("year", "month", 12, "year"),
    WORD("years", "month", 12, "year"),
    WORD("annum", "month", 12, "year"),
    /* length and area */
    SYMBOL("mm", "m", 1e-3, "mm"),
    SYMBOL("cm", "m", 1e-2, "cm"),
    SYMBOL("m", "m", 1, NULL),
    WORD("metre", "m", 1, NULL),
    WORD("metres", "m", 1, NULL),
    WORD("meters", "m", 1, NULL),
    SYMBOL("km", "m", 1e3, "km"),
    WORD("kilometre", "m", 1e3, "km"),
    WORD("kilometres", "m", 1e3, "km"),
    WORD("kilometers", "m", 1e3, "km"),
    SYMBOL("ft", "m", 0.3048, "ft"),
    WORD("foot", "m", 0.3048, "ft"),
    WORD("feet", "m", 0.3048, "ft"),
    SYMBOL("mi", "m", 1609.344, "mi"),
    WORD("mile", "m", 1609.344, "mi"),
    WORD("miles", "m", 1609.344, "mi"),
    WORD("nautical mile", "m", 1852, "nmi"),
    WORD("nautical miles", "m", 1852, "nmi"),
    SYMBOL("ha", "ha", 1, NULL),
    WORD("hectare", "ha", 1, NULL),
    WORD("hectares", "ha", 1, NULL),
    SYMBOL("km2", "ha", 100, "km2"),
    SYMBOL("km²", "ha", 100, "km2"),
    WORD("square kilometres", "ha", 100, "km2"),
    WORD("square kilometers", "ha", 100, "km2"),
    /* angles */
    SYMBOL("°", "degree", 1, NULL),
    WORD("degree", "degree", 1, NULL),
    WORD("degrees", "degree", 1, NULL),
    /* mass and volume */
    SYMBOL("g", "t", 1e-6, "g"),
    SYMBOL("kg", "t", 1e-3, "kg"),
    SYMBOL("t", "t", 1, NULL),
    WORD("tonne", "t", 1, NULL),
    WORD("tonnes", "t", 1, NULL),
    WORD("metric ton", "t", 1, NULL),
    WORD("metric tons", "t", 1, NULL),
    SYMBOL("kt", "t", 1e3, "kt"),
    SYMBOL("m3", "m3", 1, NULL),
    SYMBOL("m³", "m3", 1, NULL),
    WORD("cubic metres", "m3", 1, NULL),
    WORD("cubic meters", "m3", 1, NULL),
    WORD("bcm", "m3", 1e9, "bcm"),
    WORD("barrel", "barrel", 1, NULL),
    WORD("barrels", "barrel", 1, NULL),
    WORD("bbl", "barrel", 1, NULL),
    /* power and energy */
    SYMBOL("kW", "MW", 1e-3, "kW"),
    SYMBOL("MW", "MW", 1, NULL),
    SYMBOL("GW", "MW", 1e3, "GW"),
    SYMBOL("MWh", "MWh", 1, NULL),
    SYMBOL("GWh", "MWh", 1e3, "GWh"),
    SYMBOL("TWh", "MWh", 1e6, "TWh"),
    /* things that are counted */
    {"TEU", "TEU", 1, NULL, UNIT_COUNT, false},
    {"TEUs", "TEU", 1, NULL, UNIT_COUNT, false},
    {"FEU", "FEU", 1, NULL, UNIT_COUNT, false},
    {"FEUs", "FEU", 1, NULL, UNIT_COUNT, false},
    COUNTED("container", "containers"),
    COUNTED("train", "trains"),
    COUNTED("truck", "trucks"),
    COUNTED("vehicle", "vehicles"),
    COUNTED("wagon", "wagons"),
    COUNTED("railcar", "railcars"),
    COUNTED("ship", "ships"),
    {"aircraft", "aircraft", 1, NULL, UNIT_COUNT, true},
    COUNTED("departure", "departures"),
    {"sailing", "departure", 1, NULL, UNIT_COUNT, true},
    {"sailings", "departure", 1, NULL, UNIT_COUNT, true},
    {"voyage", "departure", 1, NULL, UNIT_COUNT, true},
    {"voyages", "departure", 1, NULL, UNIT_COUNT, true},
    COUNTED("passenger", "passengers"),
    COUNTED("shipment", "shipments"),
    COUNTED("company", "companies"),
    COUNTED("country", "countries"),
    COUNTED("project", "projects"),
    COUNTED("action", "actions"),
    COUNTED("agreement", "agreements"),
    COUNTED("meeting", "meetings"),
    COUNTED("group", "groups"),
    COUNTED("section", "sections"),
    COUNTED("structure", "structures"),
    COUNTED("person", "persons"),
    COUNTED("job", "jobs"),
    /* scales */
    SCALE("hundred", 1e2),
    SCALE("thousand", 1e3),
    SCALE("thousands", 1e3),
    SCALE("million", 1e6),
    SCALE("millions", 1e6),
    SCALE("mn", 1e6),
    SCALE("mln", 1e6),
    SCALE("mio", 1e6),
    SCALE("billion", 1e9),
    SCALE("billions", 1e9),
    SCALE("bn", 1e9),
    SCALE("bln", 1e9),
    SCALE("trillion", 1e12),
    SCALE("trillions", 1e12),
    SCALE("trn", 1e12),
    SCALE_OF_MONEY("k", 1e3),
    SCALE_OF_MONEY("m", 1e6),
    SCALE_OF_MONEY("b", 1e9),
};
const size_t pship__unit_spelling_count =
    sizeof pship__unit_spellings / sizeof pship__unit_spellings[0];

const char *pship__currency_code(const char *text, size_t length)
{
    size_t low = 0, high = pship__currency_code_count;
    while (length == 3 && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(text, pship__currency_codes[middle], 3);
        if (order == 0)
            return pship__currency_codes[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
