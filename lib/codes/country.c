/* Countries and areas: what a code or a name means. */
#include "codes/country.h"

#include "codes/country_table.h"
#include "table/builder.h"
#include <stdio.h>
#include <string.h>

const char *pship__area_kind_word(pship_area_kind kind)
{
    static const char *const words[] = {NULL,          "country", "former",
                                        "unspecified", "group",   "special"};
    return words[kind];
}

/* ---- going through both tables, ISO 3166-1 first */

static size_t row_count(void)
{
    return pship__countries_iso_count + pship__countries_other_count;
}

static const country_row *row_at(size_t index)
{
    return index < pship__countries_iso_count
               ? &pship__countries_iso[index]
               : &pship__countries_other[index - pship__countries_iso_count];
}

typedef bool (*matches)(const country_row *row, const char *text, int number);

static const country_row *first_match(matches match, const char *text, int number)
{
    for (size_t i = 0; i < row_count(); i++) {
        if (match(row_at(i), text, number))
            return row_at(i);
    }
    return NULL;
}

/* ---- what a text is held against */

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* `folded` has no capitals. */
static bool same(const char *text, const char *folded)
{
    while (*text != '\0' && lower(*text) == *folded) {
        text++;
        folded++;
    }
    return *text == '\0' && *folded == '\0';
}

static bool has_number(const country_row *row, const char *text, int number)
{
    (void)text;
    return row->number == number;
}

static bool has_letters(const country_row *row, const char *folded, int number)
{
    (void)number;
    return same(row->code, folded) || same(row->alpha2, folded);
}

static bool has_spelling(const country_row *row, const char *folded, int number)
{
    (void)number;
    if (same(row->name, folded))
        return true;
    size_t length = strlen(folded);
    for (const char *at = row->spellings; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strncmp(at, folded, length) == 0 && (at[length] == '|' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* Up to three digits, or NO_NUMBER. */
static int number_of(const char *text)
{
    int number = 0;
    size_t length = strlen(text);
    if (length == 0 || length > 3)
        return NO_NUMBER;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return NO_NUMBER;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static const country_row *find_row(pship__buffer *buffer, const char *text)
{
    pship__text_fold(buffer, text);
    if (buffer->failed || buffer->length == 0)
        return NULL;
    const char *folded = buffer->bytes;
    int number = number_of(folded);
    if (number != NO_NUMBER)
        return first_match(has_number, NULL, number);
    const country_row *found =
        buffer->length <= 3 ? first_match(has_letters, folded, NO_NUMBER) : NULL;
    return found ? found : first_match(has_spelling, folded, NO_NUMBER);
}

bool pship__country_find(pship_country *country, pship__buffer *buffer, const char *text)
{
    const country_row *row = find_row(buffer, text);
    if (!row)
        return false;
    *country = (pship_country){.kind = row->kind,
                               .number = row->number,
                               .first_year = row->first_year,
                               .last_year = row->last_year,
                               .name = row->name,
                               .successors = row->successors,
                               .note = row->note};
    memcpy(country->code, row->code, sizeof country->code);
    memcpy(country->alpha2, row->alpha2, sizeof country->alpha2);
    return true;
}

pship_result pship_country_find(pship_country *country, const char *text, pship_context *context,
                                pship_error *err)
{
    pship__buffer buffer;
    if (!country || !text)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the country or the text are NULL");
    if (!pship__utf8_valid(text, strlen(text)))
        return pship__fail(err, PSHIP_E_INVALID, "the text is not UTF-8");
    pship__buffer_init(&buffer, context);
    bool found = pship__country_find(country, &buffer, text), failed = buffer.failed;
    pship__buffer_free(&buffer);
    if (failed)
        return pship__fail_memory(err);
    return found ? PSHIP_OK
                 : pship__fail(err, PSHIP_E_NOT_FOUND, "'%.100s' is no country or area", text);
}

/* ---- the list */

static void add_row(pship__table_builder *rows, const country_row *row)
{
    char number[16] = "";
    if (row->number != NO_NUMBER)
        (void)snprintf(number, sizeof number, "%03d", row->number);
    pship__add_told(rows, number);
    pship__add_told(rows, row->code);
    pship__add_told(rows, row->alpha2);
    pship__add_text(rows, pship__area_kind_word(row->kind));
    pship__add_text(rows, row->name);
    pship__add_ordinal(rows, row->first_year);
    pship__add_ordinal(rows, row->last_year);
    pship__add_text(rows, row->successors);
    pship__add_text(rows, row->note);
    pship__add_told(rows, row->spellings);
}

pship_result pship_country_list(pship_table **table, pship_context *context, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"number", PSHIP_COLUMN_UTF8, NULL, 0},     {"code", PSHIP_COLUMN_UTF8, NULL, 0},
        {"alpha2", PSHIP_COLUMN_UTF8, NULL, 0},     {"kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},       {"first_year", PSHIP_COLUMN_INT64, NULL, 0},
        {"last_year", PSHIP_COLUMN_INT64, NULL, 0}, {"successors", PSHIP_COLUMN_UTF8, NULL, 0},
        {"note", PSHIP_COLUMN_UTF8, NULL, 0},       {"spellings", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    pship__table_builder *rows;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table is NULL");
    pship_result result =
        pship__table_builder_new(&rows, context, columns, sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < row_count(); i++)
        add_row(rows, row_at(i));
    return pship__table_builder_finish(rows, table, err);
}
