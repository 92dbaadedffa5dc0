/*
 * Cells of foreign Arrow arrays. Buffers may lie at any address, so numbers are copied out.
 */
#include "table/arrow_import.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

/* ---- the array of a column */

static int64_t buffers_of(const pship__arrow_type *type)
{
    switch (type->kind) {
    case PSHIP__ARROW_NULL:
        return 0;
    case PSHIP__ARROW_TEXT:
    case PSHIP__ARROW_TEXT_VIEW:
        return 3; /* a view has more, but at least the sizes of the others */
    default:
        return 2;
    }
}

static pship_result malformed(const char *name, const char *why, pship_error *err)
{
    return pship__fail(err, PSHIP_E_INVALID, "the Arrow array of the column '%s' is damaged: %s",
                       name, why);
}

static pship_result read_buffers(pship__arrow_values *values, const struct ArrowArray *array,
                                 pship_error *err)
{
    const pship__arrow_type *type = values->type;
    bool views = type->kind == PSHIP__ARROW_TEXT_VIEW;
    int64_t expected = buffers_of(type);
    /* Older producers gave null columns a validity buffer. */
    if (expected == 0)
        return PSHIP_OK;
    if (views ? array->n_buffers < expected : array->n_buffers != expected)
        return malformed(values->name, "it has another number of buffers than its type", err);
    if (array->buffers == NULL)
        return malformed(values->name, "it has no buffers", err);
    values->validity = array->buffers[0];
    values->values = array->buffers[1];
    if (values->length > 0 && values->values == NULL)
        return malformed(values->name, "its values are missing", err);
    if (array->null_count > 0 && values->validity == NULL)
        return malformed(values->name, "it has nulls but does not say where", err);
    if (type->kind == PSHIP__ARROW_TEXT)
        values->bytes = array->buffers[2];
    if (views) {
        values->view_buffers = array->buffers + 2;
        values->view_buffer_count = array->n_buffers - 3;
        values->view_buffer_sizes = array->buffers[array->n_buffers - 1];
        if (values->view_buffer_count > 0 && values->view_buffer_sizes == NULL)
            return malformed(values->name, "the sizes of its buffers are missing", err);
    }
    return PSHIP_OK;
}

pship_result pship__arrow_values_read(pship__arrow_values *values, const pship__arrow_type *type,
                                      const char *name, const struct ArrowArray *array,
                                      int64_t skip, int64_t rows, pship_error *err)
{
    if (array == NULL || array->release == NULL)
        return malformed(name, "it is missing", err);
    if (array->length < 0 || array->offset < 0 || array->offset > INT64_MAX - array->length ||
        skip < 0 || rows < 0 || skip > array->length || rows > array->length - skip)
        return malformed(name, "it is shorter than the batch that it belongs to", err);
    *values = (pship__arrow_values){
        .type = type, .name = name, .offset = array->offset + skip, .length = rows};
    return read_buffers(values, array, err);
}

bool pship__arrow_is_null(const pship__arrow_values *values, int64_t row)
{
    if (values->type->kind == PSHIP__ARROW_NULL)
        return true;
    return values->validity != NULL && !pship__bit(values->validity, values->offset + row);
}

/* ---- numbers */

static const unsigned char *at_row(const pship__arrow_values *values, int64_t row)
{
    return values->values + (values->offset + row) * values->type->width;
}

/* Any integer type, sign or zeros filled up. Only a uint64 above INT64_MAX comes out negative
 * without being signed. */
static int64_t integer_at(const pship__arrow_values *values, int64_t row)
{
    const unsigned char *at = at_row(values, row);
    int8_t one;
    int16_t two;
    int32_t four;
    int64_t eight;
    switch (values->type->width) {
    case 1:
        memcpy(&one, at, sizeof one);
        return values->type->is_signed ? one : (uint8_t)one;
    case 2:
        memcpy(&two, at, sizeof two);
        return values->type->is_signed ? two : (uint16_t)two;
    case 4:
        memcpy(&four, at, sizeof four);
        return values->type->is_signed ? four : (int64_t)(uint32_t)four;
    default:
        memcpy(&eight, at, sizeof eight);
        return eight;
    }
}

static double half_float(uint16_t bits)
{
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double magnitude;
    if (exponent == 31)
        magnitude = fraction != 0 ? (double)NAN : (double)INFINITY;
    else if (exponent == 0)
        magnitude = ldexp(fraction, -24);
    else
        magnitude = ldexp(fraction + 1024, exponent - 25);
    return (bits & 0x8000u) != 0 ? -magnitude : magnitude;
}

static double float_at(const pship__arrow_values *values, int64_t row)
{
    const unsigned char *at = at_row(values, row);
    uint16_t half;
    float single;
    double number;
    switch (values->type->width) {
    case 2:
        memcpy(&half, at, sizeof half);
        return half_float(half);
    case 4:
        memcpy(&single, at, sizeof single);
        return single;
    default:
        memcpy(&number, at, sizeof number);
        return number;
    }
}

static int64_t wide_at(const pship__arrow_values *values, int64_t row)
{
    int64_t number;
    memcpy(&number, at_row(values, row), sizeof number);
    return number;
}

static pship_result too_large(const char *name, pship_error *err)
{
    return pship__fail(err, PSHIP_E_LIMIT, "a value of the column '%s' does not fit into a table",
                       name);
}

static pship_result add_date(pship__table_builder *builder, const pship__arrow_values *values,
                             int64_t row, pship_error *err)
{
    int64_t day;
    if (values->type->width == 4) {
        int32_t days;
        memcpy(&days, at_row(values, row), sizeof days);
        day = days;
    } else {
        int64_t milliseconds = wide_at(values, row);
        day = milliseconds / 86400000 - (milliseconds % 86400000 < 0 ? 1 : 0);
    }
    /* The two outermost numbers stand for "no bound" and not for days. */
    if (day <= PSHIP_DAY_MIN || day >= PSHIP_DAY_MAX)
        return too_large(values->name, err);
    pship__add_date(builder, (pship_day)day);
    return PSHIP_OK;
}

static pship_result add_timestamp(pship__table_builder *builder, const pship__arrow_values *values,
                                  int64_t row, pship_error *err)
{
    const pship__arrow_type *type = values->type;
    int64_t time = wide_at(values, row);
    if (time > INT64_MAX / type->multiply || time < INT64_MIN / type->multiply)
        return too_large(values->name, err);
    if (time % type->divide != 0)
        return pship__fail(err, PSHIP_E_LIMIT,
                           "a time of the column '%s' is finer than microseconds", values->name);
    pship__add_timestamp(builder, time * type->multiply / type->divide);
    return PSHIP_OK;
}

/* ---- texts */

static pship_result add_text(pship__table_builder *builder, const pship__arrow_values *values,
                             int64_t row, pship_error *err)
{
    int64_t start, end;
    const unsigned char *at = at_row(values, row);
    if (values->type->width == 4) {
        int32_t offsets[2];
        memcpy(offsets, at, sizeof offsets);
        start = offsets[0];
        end = offsets[1];
    } else {
        int64_t offsets[2];
        memcpy(offsets, at, sizeof offsets);
        start = offsets[0];
        end = offsets[1];
    }
    if (start < 0 || end < start || (end > start && values->bytes == NULL))
        return malformed(values->name, "its texts do not follow one another", err);
    pship__add_text_n(builder, end > start ? values->bytes + start : "", (size_t)(end - start));
    return PSHIP_OK;
}

/* A view holds a text of up to 12 bytes in itself; of a longer one it holds the length, the first
 * four bytes, the number of a buffer and the place in it. */
static pship_result add_view(pship__table_builder *builder, const pship__arrow_values *values,
                             int64_t row, pship_error *err)
{
    const unsigned char *at = at_row(values, row);
    int32_t parts[4];
    memcpy(parts, at, sizeof parts);
    int32_t length = parts[0], buffer = parts[2], start = parts[3];
    if (length < 0)
        return malformed(values->name, "a text has a negative length", err);
    if (length <= 12) {
        pship__add_text_n(builder, (const char *)at + 4, (size_t)length);
        return PSHIP_OK;
    }
    if (buffer < 0 || buffer >= values->view_buffer_count || start < 0)
        return malformed(values->name, "a text lies in no buffer", err);
    int64_t size;
    memcpy(&size, values->view_buffer_sizes + (size_t)buffer * sizeof size, sizeof size);
    const char *bytes = values->view_buffers[buffer];
    if (bytes == NULL || size < length || start > size - length)
        return malformed(values->name, "a text reaches beyond its buffer", err);
    pship__add_text_n(builder, bytes + start, (size_t)length);
    return PSHIP_OK;
}

/* ---- any cell */

pship_result pship__arrow_code(const pship__arrow_values *codes, int64_t row, int64_t count,
                               int64_t *code, pship_error *err)
{
    int64_t found = integer_at(codes, row);
    /* A code too large for int64_t came out negative. */
    if (found < 0 || found >= count)
        return malformed(codes->name, "a code is not in the dictionary", err);
    *code = found;
    return PSHIP_OK;
}

pship_result pship__arrow_add(pship__table_builder *builder, const pship__arrow_values *values,
                              int64_t row, pship_error *err)
{
    int64_t integer;
    switch (values->type->kind) {
    case PSHIP__ARROW_NULL:
        pship__add_null(builder);
        return PSHIP_OK;
    case PSHIP__ARROW_BOOL:
        pship__add_bool(builder, pship__bit(values->values, values->offset + row));
        return PSHIP_OK;
    case PSHIP__ARROW_INTEGER:
        integer = integer_at(values, row);
        if (integer < 0 && !values->type->is_signed)
            return too_large(values->name, err);
        pship__add_int64(builder, integer);
        return PSHIP_OK;
    case PSHIP__ARROW_FLOAT:
        pship__add_number(builder, float_at(values, row));
        return PSHIP_OK;
    case PSHIP__ARROW_DECIMAL:
        pship__add_decimal(builder, at_row(values, row));
        return PSHIP_OK;
    case PSHIP__ARROW_DATE:
        return add_date(builder, values, row, err);
    case PSHIP__ARROW_TIMESTAMP:
        return add_timestamp(builder, values, row, err);
    case PSHIP__ARROW_TEXT:
        return add_text(builder, values, row, err);
    case PSHIP__ARROW_TEXT_VIEW:
        return add_view(builder, values, row, err);
    }
    return PSHIP_OK;
}
