/*
 * Reading UN/LOCODE, the code list: places of trade and transport.
 *
 * Source: UNECE Recommendation No. 16; columns and signs as in
 * https://service.unece.org/trade/locode/Service/LocodeColumn.htm.
 */
#include "corridor/network_reading.h"

#include <stdio.h>

typedef enum locode_column {
    LOCODE_CHANGE,
    LOCODE_COUNTRY,
    LOCODE_LOCATION,
    LOCODE_NAME,
    LOCODE_PLAIN_NAME,
    LOCODE_SUBDIVISION,
    LOCODE_FUNCTION,
    LOCODE_STATUS,
    LOCODE_DATE,
    LOCODE_IATA,
    LOCODE_COORDINATES,
    LOCODE_REMARKS,
    LOCODE_COLUMNS
} locode_column;

static const struct {
    char sign;
    const char *name;
} functions[] = {{'1', "port"},
                 {'B', "border_crossing"},
                 {'2', "rail_terminal"},
                 {'6', "inland_terminal"},
                 {'3', "road_terminal"},
                 {'4', "airport"},
                 {'5', "postal_exchange"},
                 {'7', "fixed_transport"}};
#define FUNCTIONS (sizeof functions / sizeof *functions)
#define KINDS 6 /* functions that make a kind */

typedef struct locode_reading {
    network_reading *of;
    size_t at[LOCODE_COLUMNS]; /* SIZE_MAX: there is no such column */
    int columns[FUNCTIONS];
    const csv_cell *cells;
    size_t count, width; /* of the record at hand, and of the header */
    bool header;
} locode_reading;

/* ---- text */

/* What Windows-1252 has where Latin-1 has controls; 0: nothing. Source: the Unicode Consortium's mapping CP1252.TXT. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static void add_character(pship__buffer *to, unsigned char byte)
{
    unsigned code = byte < 0x80 || byte >= 0xA0 ? byte : windows[byte - 0x80];
    char text[3] = {(char)code};
    size_t size = 1;
    if (code == 0 && byte != 0)
        code = 0xFFFD;
    if (code >= 0x800) {
        text[0] = (char)(0xE0u | code >> 12);
        text[1] = (char)(0x80u | (code >> 6 & 0x3Fu));
        text[2] = (char)(0x80u | (code & 0x3Fu));
        size = 3;
    } else if (code >= 0x80) {
        text[0] = (char)(0xC0u | code >> 6);
        text[1] = (char)(0x80u | (code & 0x3Fu));
        size = 2;
    }
    pship__buffer_add(to, text, size);
}

/* The code list is given out in Windows-1252. */
static pship_result to_utf8(pship__buffer *text, pship_error *err)
{
    if (text->length == 0 || pship__utf8_valid(text->bytes, text->length) ||
        (text->length >= 2 &&
         (!memcmp(text->bytes, "\xff\xfe", 2) || !memcmp(text->bytes, "\xfe\xff", 2))))
        return PSHIP_OK; /* UTF-16 is refused by who reads it */
    pship__buffer made;
    pship__buffer_init(&made, text->context);
    for (size_t i = 0; i < text->length; i++)
        add_character(&made, (unsigned char)text->bytes[i]);
    pship__buffer_free(text);
    *text = made;
    return text->failed ? pship__fail_memory(err) : PSHIP_OK;
}

/* ---- rows */

static const char *text_at(const locode_reading *of, locode_column column)
{
    return of->at[column] < of->count ? of->cells[of->at[column]].text : "";
}

static pship_result bad(locode_reading *of, locode_column column, const char *rule,
                        const char *expected, pship_error *err)
{
    const csv_cell *cell = &of->cells[of->at[column] < of->count ? of->at[column] : 0];
    const reading_problem problem = {cell->line, cell->column, cell->text, rule, expected};
    return pship__reading_bad_row(&of->of->all, &problem, err);
}

/* "4042N": degrees and two digits of minutes, and a letter. */
static bool read_degrees(const char **at, int digits, char plus, char minus, double *degrees)
{
    int value[2] = {0, 0};
    for (int i = 0; i < digits + 2; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        value[i >= digits] = value[i >= digits] * 10 + (**at - '0');
    }
    if ((**at != plus && **at != minus) || value[1] > 59)
        return false;
    *degrees = (value[0] + value[1] / 60.0) * (**at == minus ? -1 : 1);
    (*at)++;
    return true;
}

static bool read_coordinates(const char *text, double *longitude, double *latitude)
{
    *longitude = *latitude = (double)NAN;
    if (!*text)
        return true;
    if (!read_degrees(&text, 2, 'N', 'S', latitude) || *text != ' ')
        return false;
    while (*text == ' ')
        text++;
    return read_degrees(&text, 3, 'E', 'W', longitude) && !*text && fabs(*latitude) <= 90 &&
           fabs(*longitude) <= 180;
}

static bool is_code(const char *text, size_t length)
{
    if (strlen(text) != length)
        return false;
    for (; *text; text++)
        if (!((*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9')))
            return false;
    return true;
}

static void set_functions(locode_reading *of, uint32_t place)
{
    const char *told = text_at(of, LOCODE_FUNCTION);
    for (size_t i = 0; i < FUNCTIONS && *told; i++)
        pship__network_builder_set(of->of->builder, NETWORK_PLACE, place, of->columns[i],
                                   strchr(told, functions[i].sign) ? 1 : 0);
}

static const char *kind_of(const locode_reading *of)
{
    const char *told = text_at(of, LOCODE_FUNCTION);
    for (size_t i = 0; i < KINDS; i++)
        if (strchr(told, functions[i].sign))
            return functions[i].name;
    return NULL;
}

static pship_result read_row(locode_reading *of, pship_error *err)
{
    char id[6];
    double longitude, latitude;
    bool made = false;
    network_builder *builder = of->of->builder;
    const char *change = text_at(of, LOCODE_CHANGE), *location = text_at(of, LOCODE_LOCATION);
    if (!*location || *change == '=' || *change == 'X')
        return PSHIP_OK; /* the name of a country, or another name of a place, or none any more */
    if (of->header ? of->count != of->width : of->count + 1 < LOCODE_COLUMNS)
        return bad(of, LOCODE_COUNTRY, "cells",
                   of->header ? "as many cells as the header has" : "12 cells", err);
    if (!is_code(text_at(of, LOCODE_COUNTRY), 2))
        return bad(of, LOCODE_COUNTRY, "syntax", "two letters", err);
    if (!is_code(location, 3))
        return bad(of, LOCODE_LOCATION, "syntax", "three letters or digits", err);
    if (!read_coordinates(text_at(of, LOCODE_COORDINATES), &longitude, &latitude))
        return bad(of, LOCODE_COORDINATES, "geometry", "coordinates such as 4042N 07400W", err);
    (void)snprintf(id, sizeof id, "%.2s%.3s", text_at(of, LOCODE_COUNTRY), location);
    uint32_t place = pship__network_builder_place(builder, id, &made);
    if (place != NETWORK_NONE && !made)
        return bad(of, LOCODE_LOCATION, "repeated", "a code that no other place has", err);
    if (place != NETWORK_NONE) {
        pship__network_builder_describe_place(builder, place, text_at(of, LOCODE_NAME),
                                              text_at(of, LOCODE_COUNTRY), kind_of(of), longitude,
                                              latitude);
        set_functions(of, place);
    }
    return pship__network_reading_check(of->of, of->cells->line, 1, err);
}

/* ---- the file */

/* Tells whether the first record is a header, and where the columns are. */
static pship_result find_columns(locode_reading *of, pship_error *err)
{
    static const char *const names[LOCODE_COLUMNS] = {
        "Change",   "Country", "Location", "Name", "NameWoDiacritics", "Subdivision",
        "Function", "Status",  "Date",     "IATA", "Coordinates",      "Remarks"};
    if (of->count == 0)
        return pship__reading_empty(&of->of->all, err);
    of->width = of->count;
    for (size_t i = 0; i < of->count; i++)
        of->header = of->header || !strcmp(of->cells[i].text, "Location") ||
                     !strcmp(of->cells[i].text, "Country");
    for (size_t k = 0; k < LOCODE_COLUMNS; k++) {
        of->at[k] = of->header ? SIZE_MAX : k;
        for (size_t i = 0; of->header && i < of->count; i++)
            if (!strcmp(of->cells[i].text, names[k]))
                of->at[k] = i;
    }
    for (size_t k = LOCODE_COUNTRY; k <= LOCODE_LOCATION; k++)
        if (of->at[k] == SIZE_MAX)
            return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, 1, 1,
                                  "there is no column '%s'", names[k]);
    if (!of->header && of->count < LOCODE_COLUMNS - 1)
        return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, 1, 1,
                              "a record without a header has 12 cells, and this one %zu",
                              of->count);
    return PSHIP_OK;
}

static pship_result read_rows(locode_reading *of, pship__csv *csv, pship_error *err)
{
    pship_result result = pship__csv_next(csv, &of->cells, &of->count, NULL, err);
    if (result == PSHIP_OK)
        result = find_columns(of, err);
    for (size_t i = 0; i < FUNCTIONS; i++)
        of->columns[i] =
            pship__network_builder_column(of->of->builder, NETWORK_PLACE, functions[i].name);
    if (result == PSHIP_OK)
        result = pship__network_reading_check(of->of, 0, 0, err);
    if (result == PSHIP_OK && of->header)
        result = pship__csv_next(csv, &of->cells, &of->count, NULL, err);
    while (result == PSHIP_OK && of->count > 0) {
        result = pship__progress(&of->of->all.progress, 0.3 + 0.7 * pship__csv_fraction(csv), err);
        if (result == PSHIP_OK)
            result = read_row(of, err);
        if (result == PSHIP_OK)
            result = pship__csv_next(csv, &of->cells, &of->count, NULL, err);
    }
    return result;
}

pship_result pship__read_unlocode(network_reading *of, pship_error *err)
{
    locode_reading locode = {.of = of};
    pship__csv *csv = NULL;
    pship__buffer text;
    pship__buffer_init(&text, of->all.context);
    pship_result result = pship__network_reading_load(&text, of, err);
    if (result == PSHIP_OK)
        result = to_utf8(&text, err);
    if (result == PSHIP_OK)
        result = pship__csv_open_bytes(&csv, of->all.context, text.length > 0 ? text.bytes : "",
                                       text.length, of->all.path, ',', err);
    if (result == PSHIP_OK)
        result = read_rows(&locode, csv, err);
    pship__csv_free(csv);
    pship__buffer_free(&text);
    return result;
}
