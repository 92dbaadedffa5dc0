/*
 * Arrow's type names, such as "tsu:UTC", and what a table makes of them.
 */
#include "table/arrow_import.h"

#include <string.h>

static bool simple_type(char letter, pship__arrow_type *type)
{
    static const char integers[] = "cCsSiIlL";
    const char *found = strchr(integers, letter);
    if (letter != '\0' && found != NULL) {
        int index = (int)(found - integers);
        *type = (pship__arrow_type){.kind = PSHIP__ARROW_INTEGER,
                                    .column = PSHIP_COLUMN_INT64,
                                    .width = 1 << index / 2,
                                    .is_signed = index % 2 == 0};
        return true;
    }
    switch (letter) {
    case 'n':
        *type = (pship__arrow_type){.kind = PSHIP__ARROW_NULL, .column = PSHIP_COLUMN_UTF8};
        return true;
    case 'b':
        *type = (pship__arrow_type){.kind = PSHIP__ARROW_BOOL, .column = PSHIP_COLUMN_BOOL};
        return true;
    case 'e':
    case 'f':
    case 'g':
        *type = (pship__arrow_type){.kind = PSHIP__ARROW_FLOAT,
                                    .column = PSHIP_COLUMN_FLOAT64,
                                    .width = letter == 'e'   ? 2
                                             : letter == 'f' ? 4
                                                             : 8};
        return true;
    case 'u':
    case 'U':
        *type = (pship__arrow_type){
            .kind = PSHIP__ARROW_TEXT, .column = PSHIP_COLUMN_UTF8, .width = letter == 'u' ? 4 : 8};
        return true;
    default:
        return false;
    }
}

static bool date_or_timestamp(const char *format, pship__arrow_type *type)
{
    if (strcmp(format, "tdD") == 0 || strcmp(format, "tdm") == 0) {
        *type = (pship__arrow_type){.kind = PSHIP__ARROW_DATE,
                                    .column = PSHIP_COLUMN_DATE,
                                    .width = format[2] == 'D' ? 4 : 8};
        return true;
    }
    /* The zone behind the colon says how to show it; the instant is UTC all the same. */
    if (strncmp(format, "ts", 2) != 0 || format[2] == '\0' || format[3] != ':')
        return false;
    *type = (pship__arrow_type){.kind = PSHIP__ARROW_TIMESTAMP,
                                .column = PSHIP_COLUMN_TIMESTAMP,
                                .width = 8,
                                .multiply = 1,
                                .divide = 1};
    switch (format[2]) {
    case 's':
        type->multiply = 1000000;
        return true;
    case 'm':
        type->multiply = 1000;
        return true;
    case 'u':
        return true;
    case 'n':
        type->divide = 1000;
        return true;
    default:
        return false;
    }
}

/* A whole number of at most three digits, with a sign. */
static const char *small_number(const char *at, int32_t *number)
{
    bool negative = *at == '-';
    if (negative)
        at++;
    *number = 0;
    int digits = 0;
    for (; *at >= '0' && *at <= '9' && digits < 4; at++, digits++)
        *number = *number * 10 + (*at - '0');
    if (digits == 0 || digits > 3)
        return NULL;
    if (negative)
        *number = -*number;
    return at;
}

/* "d:PRECISION,SCALE", perhaps with ",128" behind it: other widths are not taken. */
static bool decimal_type(const char *format, pship__arrow_type *type)
{
    int32_t precision, scale;
    const char *at = small_number(format + 2, &precision);
    if (at == NULL || *at != ',')
        return false;
    at = small_number(at + 1, &scale);
    if (at == NULL || (*at != '\0' && strcmp(at, ",128") != 0))
        return false;
    if (precision < 1 || precision > 38 || scale < -38 || scale > 38)
        return false;
    *type = (pship__arrow_type){.kind = PSHIP__ARROW_DECIMAL,
                                .column = PSHIP_COLUMN_DECIMAL128,
                                .width = 16,
                                .scale = scale};
    return true;
}

static bool read_format(const char *format, pship__arrow_type *type)
{
    if (format[0] != '\0' && format[1] == '\0')
        return simple_type(format[0], type);
    if (strcmp(format, "vu") == 0) {
        *type = (pship__arrow_type){
            .kind = PSHIP__ARROW_TEXT_VIEW, .column = PSHIP_COLUMN_UTF8, .width = 16};
        return true;
    }
    if (strncmp(format, "d:", 2) == 0)
        return decimal_type(format, type);
    return date_or_timestamp(format, type);
}

/* ---- metadata: a count, then for each pair a length and bytes, twice */

static int32_t take_int32(const char **at)
{
    int32_t number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

/* The text of a key, lent and not ended by a zero byte; NULL where there is none, or it is empty. */
static const char *find_metadata(const char *metadata, const char *wanted, size_t *text_length)
{
    if (metadata == NULL)
        return NULL;
    size_t wanted_length = strlen(wanted);
    int32_t count = take_int32(&metadata);
    for (int32_t i = 0; i < count; i++) {
        int32_t key_length = take_int32(&metadata);
        if (key_length < 0)
            break;
        const char *key = metadata;
        metadata += key_length;
        int32_t length = take_int32(&metadata);
        if (length < 0)
            break;
        const char *text = metadata;
        metadata += length;
        if ((size_t)key_length != wanted_length || memcmp(key, wanted, wanted_length) != 0 ||
            length == 0)
            continue;
        *text_length = (size_t)length;
        return text;
    }
    return NULL;
}

static pship_result read_unit(pship__arrow_column *column, const pship_context *context,
                              const char *metadata, pship_error *err)
{
    size_t bytes;
    const char *text = find_metadata(metadata, "unit", &bytes);
    if (text == NULL)
        return PSHIP_OK;
    if (!pship__utf8_valid(text, bytes) || memchr(text, '\0', bytes) != NULL)
        return pship__fail(err, PSHIP_E_INVALID, "the unit of the column '%s' is not text",
                           column->name);
    column->unit = pship__allocate(context, bytes + 1, 1);
    if (column->unit == NULL)
        return pship__fail_memory(err);
    memcpy(column->unit, text, bytes);
    column->unit[bytes] = '\0';
    return PSHIP_OK;
}

/* pandas sends a period as the number of months, quarters or so since 1970: as a whole number it would be read as
 * something else. Other extension types are what their storage says. */
static pship_result refuse_periods(const pship__arrow_column *column, const char *metadata,
                                   pship_error *err)
{
    static const char periods[] = "pandas.period";
    size_t length;
    const char *name = find_metadata(metadata, "ARROW:extension:name", &length);
    if (name == NULL || length != sizeof periods - 1 || memcmp(name, periods, length) != 0)
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_INVALID,
                       "the column '%s' holds pandas periods: use .astype(str)", column->name);
}

/* ---- columns */

static pship_result refuse_type(const char *name, const char *format, pship_error *err)
{
    bool valid = pship__utf8_valid(format, strlen(format));
    return pship__fail(err, PSHIP_E_INVALID,
                       "the column '%s' has the Arrow type '%.40s', which a table does not have",
                       name, valid ? format : "?");
}

static pship_result read_dictionary(pship__arrow_column *column, const struct ArrowSchema *schema,
                                    pship_error *err)
{
    const struct ArrowSchema *dictionary = schema->dictionary;
    column->has_dictionary = true;
    column->index = column->type;
    if (column->index.kind != PSHIP__ARROW_INTEGER)
        return refuse_type(column->name, schema->format, err);
    if (dictionary->format == NULL || dictionary->release == NULL)
        return pship__fail(err, PSHIP_E_INVALID, "the dictionary of the column '%s' has no type",
                           column->name);
    if (dictionary->dictionary != NULL || !read_format(dictionary->format, &column->type))
        return refuse_type(column->name, dictionary->format, err);
    /* A dictionary of numbers is read as the numbers. */
    column->column =
        column->type.column == PSHIP_COLUMN_UTF8 ? PSHIP_COLUMN_DICTIONARY : column->type.column;
    return PSHIP_OK;
}

pship_result pship__arrow_column_read(pship__arrow_column *column, const pship_context *context,
                                      const struct ArrowSchema *schema, pship_error *err)
{
    pship__arrow_column read = {.name = ""};
    if (schema == NULL || schema->release == NULL || schema->format == NULL)
        return pship__fail(err, PSHIP_E_INVALID, "a column of the Arrow stream has no type");
    if (schema->name != NULL)
        read.name = schema->name;
    if (!pship__utf8_valid(read.name, strlen(read.name)))
        return pship__fail(err, PSHIP_E_INVALID, "a column name is not valid UTF-8");
    if (!read_format(schema->format, &read.type))
        return refuse_type(read.name, schema->format, err);
    read.column = read.type.column;
    if (schema->dictionary != NULL) {
        pship_result result = read_dictionary(&read, schema, err);
        if (result != PSHIP_OK)
            return result;
    }
    pship_result result = refuse_periods(&read, schema->metadata, err);
    if (result == PSHIP_OK)
        result = read_unit(&read, context, schema->metadata, err);
    if (result == PSHIP_OK)
        *column = read;
    return result;
}
