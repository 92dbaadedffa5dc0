/*
 * A scanner for the JSON that is in blocks: arrays without white space of integers, strings and
 * nulls. It is strict, and it is inline because the opening of a large file is mostly this.
 */
#ifndef PSHIP_STORE_SCAN_H
#define PSHIP_STORE_SCAN_H

#include "core/core.h"

/* The text lies between `at` and `end`, and ends with ']', which stops every run of digits. */
typedef struct scan {
    const char *at, *end;
} scan;

#define SCAN_NULL INT64_MIN /* null, in a place of an integer */

static inline bool scan_byte(scan *from, char byte)
{
    if (from->at < from->end && *from->at == byte) {
        from->at++;
        return true;
    }
    return false;
}

static inline bool scan_null(scan *from)
{
    if (from->end - from->at > 4 && from->at[0] == 'n' && from->at[1] == 'u' &&
        from->at[2] == 'l' && from->at[3] == 'l') {
        from->at += 4;
        return true;
    }
    return false;
}

/* As JSON has them: no plus, no zero in front. Beyond +-INT64_MAX it is false. */
static inline bool scan_integer(scan *from, int64_t *number)
{
    bool negative = scan_byte(from, '-');
    const char *first = from->at;
    if (first >= from->end) {
        return false;
    }
    uint64_t value = 0;
    const char *at = first;
    for (unsigned digit; (digit = (unsigned)((unsigned char)*at - '0')) <= 9; at++) {
        value = value * 10 + digit;
    }
    size_t length = (size_t)(at - first);
    /* 19 digits cannot wrap around. */
    if (length == 0 || length > 19 || value > INT64_MAX || (*first == '0' && length > 1) ||
        (negative && value == 0)) {
        return false;
    }
    from->at = at;
    *number = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

/* A string; the quote was not taken yet. Where it has no escapes it is lent from the content, else it is
 * put together in `room`. NULL, or what is wrong. */
const char *pship__scan_string(scan *from, pship__buffer *room, const char **text, size_t *length);

/* A row of at most `most` integers; the columns that it leaves out keep what they had. */
static inline bool scan_row(scan *from, int64_t *columns, int most)
{
    if (!scan_byte(from, '[')) {
        return false;
    }
    if (scan_byte(from, ']')) {
        return true;
    }
    for (int i = 0; i < most; i++) {
        if (!scan_integer(from, &columns[i])) {
            if (!scan_null(from)) {
                return false;
            }
            columns[i] = SCAN_NULL;
        }
        if (scan_byte(from, ']')) {
            return true;
        }
        if (!scan_byte(from, ',')) {
            return false;
        }
    }
    return false;
}

#endif
