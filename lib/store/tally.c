/* What is known of the rows so far: how many there are, and what texts and transactions promise. */
#include "store/store_private.h"
#include <string.h>

void pship__tally_init(store_tally *tally, const pship_context *context)
{
    memset(tally, 0, sizeof *tally);
    tally->context = context;
}

void pship__tally_free(store_tally *tally)
{
    pship__release(tally->context, tally->marks);
    pship__release(tally->context, tally->numbers);
    pship__release(tally->context, tally->owed);
    memset(tally, 0, sizeof *tally);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Up to 15 digits and a division by an exact power of ten are rounded once, which makes it the
 * nearest double (Clinger, "How to read floating point numbers accurately", 1990). False: not of this
 * plain form, which does not say that it is no number. */
static bool read_plain_number(const char *text, size_t length, double *number)
{
    static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    size_t at = text[0] == '-' || text[0] == '+' ? 1 : 0;
    uint64_t digits = 0;
    size_t before = 0, behind = 0;
    if (length - at > 16) {
        return false;
    }
    for (; at < length && is_digit(text[at]); at++, before++) {
        digits = digits * 10 + (uint64_t)(text[at] - '0');
    }
    if (before > 0 && at < length && text[at] == '.') {
        for (at++; at < length && is_digit(text[at]); at++, behind++) {
            digits = digits * 10 + (uint64_t)(text[at] - '0');
        }
        if (behind == 0) {
            return false;
        }
    }
    if (before == 0 || at < length || before + behind > 15) {
        return false;
    }
    *number = (double)digits / powers[behind];
    *number = text[0] == '-' ? -*number : *number;
    return true;
}

/* Only what looks like a number is copied and parsed. */
static bool looks_like_number(const char *text, size_t length)
{
    if (!is_digit(text[0]) && (length < 2 || (text[0] != '-' && text[0] != '+'))) {
        return false;
    }
    for (size_t i = 1; i < length; i++) {
        char byte = text[i];
        if (!is_digit(byte) && byte != '.' && byte != 'e' && byte != 'E' && byte != '-' &&
            byte != '+') {
            return false;
        }
    }
    return true;
}

/* False where memory cannot be had. */
static bool read_number(const store_tally *tally, const char *text, size_t length, uint8_t *mark,
                        double *number)
{
    if (!looks_like_number(text, length)) {
        return true;
    }
    if (read_plain_number(text, length, number)) {
        *mark = MARK_NUMBER;
        return true;
    }
    char *copy = pship__allocate(tally->context, length + 1, 1);
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (pship__number_parse(copy, number)) {
        *mark = MARK_NUMBER;
    }
    pship__release(tally->context, copy);
    return true;
}

static bool make_room_for_text(store_tally *tally)
{
    if (tally->count.texts < tally->mark_room) {
        return true;
    }
    size_t room = tally->mark_room == 0 ? 1024 : tally->mark_room * 2;
    uint8_t *marks = pship__resize(tally->context, tally->marks, room, sizeof *marks);
    if (marks == NULL) {
        return false;
    }
    tally->marks = marks;
    double *numbers = pship__resize(tally->context, tally->numbers, room, sizeof *numbers);
    if (numbers == NULL) {
        return false;
    }
    tally->numbers = numbers;
    tally->mark_room = room;
    return true;
}

bool pship__tally_text(store_tally *tally, const char *text, size_t length)
{
    uint8_t mark = text == NULL ? MARK_ERASED : length == 0 ? MARK_EMPTY : MARK_TEXT;
    double number = 0;
    if (!make_room_for_text(tally)) {
        return false;
    }
    if (mark == MARK_TEXT && !read_number(tally, text, length, &mark, &number)) {
        return false;
    }
    tally->marks[tally->count.texts] = mark;
    tally->numbers[tally->count.texts] = number;
    tally->count.texts++;
    return true;
}

bool pship__tally_transaction(store_tally *tally, const transaction_row *row)
{
    if (tally->owed_count == 0) {
        tally->settled = tally->count.transactions;
    }
    if (!pship__grow(tally->context, (void **)&tally->owed, tally->owed_count, &tally->owed_room,
                     sizeof *tally->owed)) {
        return false;
    }
    tally->owed[tally->owed_count++] = row->statements;
    tally->count.transactions++;
    tally->recorded_at = row->recorded_at;
    return true;
}

void pship__tally_seal(store_tally *tally, const seal_row *seal)
{
    while (tally->owed[tally->owed_at] == 0) {
        tally->owed_at++;
    }
    tally->owed[tally->owed_at] -= seal->count;
    tally->count.statements += seal->count;
    tally->count.seals++;
}

bool pship__tally_settle(store_tally *tally)
{
    bool settled = true;
    for (size_t i = tally->owed_at; i < tally->owed_count; i++) {
        settled = settled && tally->owed[i] == 0;
    }
    tally->owed_count = tally->owed_at = 0;
    return settled;
}

void pship__tally_back(store_tally *tally, const extent *count, int64_t recorded_at)
{
    tally->count = *count;
    tally->recorded_at = recorded_at;
    tally->owed_count = tally->owed_at = 0;
}
