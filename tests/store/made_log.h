/*
 * A log that is made up: every row follows from its ordinal and from how many transactions there are,
 * so that what comes back from a file can be held against it. It has every sort of row:
 *
 * - transaction 1 brings the vocabulary, 2 and 4 a scenario each;
 * - each brings two texts, a date and a note of its own, and three statements under one seal; every
 *   fortieth brings 2500, under three;
 * - every seventh erases the first statement of the third one before it, with its text and its note.
 */
#ifndef MADE_LOG_H
#define MADE_LOG_H

#include "store/store.h"
#include <partnership/value.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IN_EACH = 3, BULK = 2500, BULK_EVERY = 40, ERASE_EVERY = 7, ERASED_BEFORE = 3 };
enum { MADE_KINDS = 3, MADE_PROPERTIES = 6, MADE_DATES = 9 };

static const char *const made_words[] = {
    "thing",
    "g\xc9\x99mi",
    "ferry",
    "",
    "Carries trains.",
    "title",
    "size",
    "built",
    "port",
    "afloat",
    "other",
    "How large.",
    "ferry-1",
    "b\xc9\x99r\xc9\x99",
    "charter",
    "port-of-alat",
    "3 months after signature of charter",
    "USD million",
    "p. 3",
    "\xd0\xb3\xd0\xbe\xd0\xb4",
    "\xf0\x9f\x9a\xa2 X\xc9\x99z\xc9\x99r\n\"quoted\" \\ 'line'\t\x01\x1f\x7f",
    "0.10",
    "1.7976931348623157e308",
    "5e-324",
    "-2.5",
    "1364000000",
    "0.30000000000000004",
    "123456789012345.678901234567890",
    "2025-08-08",
    "199X",
    "2025-12-19~",
    "../2026",
    "..",
    "2026-01/2026-03",
    "-0044?",
    "Y120000",
    "a base",
    "a variant",
};
enum { MADE_WORDS = sizeof made_words / sizeof made_words[0] };
static const double made_numbers[] = {0.10,
                                      1.7976931348623157e308,
                                      5e-324,
                                      -2.5,
                                      1364000000,
                                      0.30000000000000004,
                                      123456789012345.678901234567890};

/* The ordinal of a word; only for those in the list. */
static inline name_id made_word(const char *word)
{
    for (name_id i = 0; i < MADE_WORDS; i++) {
        if (strcmp(made_words[i], word) == 0) {
            return i + 1;
        }
    }
    abort(); /* not by Check, which writes files: some tests leave no room for any */
}

/* ---- how much there is after a number of transactions */

static inline size_t made_statements_of(size_t transaction)
{
    return transaction % BULK_EVERY == BULK_EVERY - 1 ? BULK : IN_EACH;
}

static inline size_t made_statements(size_t transactions)
{
    return transactions * IN_EACH + (transactions + 1) / BULK_EVERY * (BULK - IN_EACH);
}

static inline size_t made_seals(size_t transactions)
{
    return transactions + (transactions + 1) / BULK_EVERY * 2;
}

static inline extent made_extent(size_t transactions)
{
    if (transactions == 0) {
        return (extent){0};
    }
    return (extent){.texts = MADE_WORDS + 2 * transactions,
                    .dates = MADE_DATES + transactions,
                    .notes = transactions,
                    .kinds = MADE_KINDS,
                    .properties = MADE_PROPERTIES,
                    .scenarios = (size_t)(transactions >= 2) + (transactions >= 4),
                    .transactions = transactions,
                    .seals = made_seals(transactions),
                    .statements = made_statements(transactions)};
}

/* The transaction that something is of: the first after which there are so many. */
static inline size_t made_found(size_t ordinal, size_t (*count)(size_t transactions))
{
    size_t low = 1, high = ordinal;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (count(middle) >= ordinal) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Of this transaction, the first statement is erased, once there are so many. */
static inline bool made_is_erased(size_t transaction, size_t transactions)
{
    size_t by = transaction + ERASED_BEFORE;
    return by % ERASE_EVERY == ERASE_EVERY - 1 && by <= transactions;
}

static inline size_t made_erasures(size_t transactions)
{
    return (transactions + 1) / ERASE_EVERY;
}

/* ---- rows, as they are once there are so many transactions; SIZE_MAX: nothing is erased */

/* NULL: erased. Lent until 64 more were asked for. */
static inline const char *made_text(size_t ordinal, size_t transactions)
{
    static char room[64][40];
    static unsigned next;
    if (ordinal <= MADE_WORDS) {
        return made_words[ordinal - 1];
    }
    size_t own = ordinal - MADE_WORDS - 1, transaction = own / 2 + 1;
    if (own % 2 == 0 && made_is_erased(transaction, transactions)) {
        return NULL;
    }
    char *text = room[next++ % 64];
    (void)snprintf(text, 40, own % 2 == 0 ? "secret-of-%zu-\xc9\x99" : "%zu.25", transaction);
    return text;
}

static inline name_id made_own_text(size_t transaction)
{
    return (name_id)(MADE_WORDS + 2 * (transaction - 1) + 1);
}

static inline stored_date made_date(size_t ordinal)
{
    static const char *const dates[MADE_DATES] = {"2025-08-08",      "199X",   "2025-12-19~",
                                                  "../2026",         "",       "..",
                                                  "2026-01/2026-03", "-0044?", "Y120000"};
    stored_date row;
    memset(&row, 0, sizeof row);
    if (ordinal > MADE_DATES) {
        pship_day day = (pship_day)(ordinal * 31);
        row.earliest = day;
        row.latest = day + (pship_day)(ordinal % 5);
        row.precision = PSHIP_PRECISION_RANGE;
        row.text = made_word("2025-08-08");
        return row;
    }
    pship_date date;
    if (pship_date_parse(&date, dates[ordinal - 1], NULL, NULL) != PSHIP_OK) {
        abort();
    }
    row.earliest = date.earliest;
    row.latest = date.latest;
    row.text = dates[ordinal - 1][0] == '\0' ? 0 : made_word(dates[ordinal - 1]);
    row.kind = (uint8_t)date.kind;
    row.precision = (uint8_t)date.precision;
    row.approximate = date.approximate;
    row.uncertain = date.uncertain;
    return row;
}

static inline note_row made_note(size_t ordinal, size_t transactions)
{
    if (made_is_erased(ordinal, transactions)) {
        return (note_row){0};
    }
    return (note_row){.locator = made_word("p. 3"),
                      .qualifier = ordinal % 2 == 0 ? made_word("\xd0\xb3\xd0\xbe\xd0\xb4") : 0,
                      .certainty = ordinal % 3 == 0 ? made_word("") : 0,
                      .wording = made_own_text(ordinal),
                      .reason = ordinal % 5 == 0 ? made_word("other") : 0,
                      .entry = ordinal % 2 == 0 ? made_word("title") : 0};
}

static inline kind_row made_kind(size_t ordinal)
{
    switch (ordinal) {
    case 1:
        return (kind_row){made_word("thing"), 0, 0, 0};
    case 2:
        return (kind_row){made_word("g\xc9\x99mi"), made_word("thing"), made_word(""), 0};
    default:
        return (kind_row){made_word("ferry"), made_word("g\xc9\x99mi"),
                          made_word("Carries trains."), 1};
    }
}

static inline property_row made_property(size_t ordinal)
{
    static const char *const names[] = {"title", "size", "built", "port", "afloat", "other"};
    static const uint8_t types[] = {1, 2, 3, 4, 5, 6};
    return (property_row){.name = made_word(names[ordinal - 1]),
                          .of_kind = ordinal == 2 ? made_word("ferry") : 0,
                          .refers_to = ordinal == 4 ? made_word("thing") : 0,
                          .description = ordinal == 2 ? made_word("How large.") : 0,
                          .transaction = ordinal > 3,
                          .type = types[ordinal - 1],
                          .many = ordinal == 4 || ordinal == 5};
}

static inline scenario_row made_scenario(size_t ordinal)
{
    return ordinal == 1 ? (scenario_row){made_word("a base"), 0, 0, 0, 2}
                        : (scenario_row){made_word("a variant"), made_word("other"), 1, 3, 4};
}

static inline transaction_row made_transaction(size_t ordinal)
{
    transaction_row row = {.recorded_at = -5000000 + (int64_t)(ordinal * ordinal) * 1000003,
                           .actor = ordinal % 3 == 0 ? 0 : made_word("b\xc9\x99r\xc9\x99"),
                           .note = ordinal % 2 == 0 ? 0 : made_word("other"),
                           .statements = (uint32_t)made_statements_of(ordinal)};
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        row.digest[i] = (unsigned char)(ordinal * 7 + i * 11);
    }
    return row;
}

/* Its items, if it is opened, are lent until the next one is asked for. */
static inline seal_row made_seal(size_t ordinal, size_t transactions)
{
    static unsigned char items[SEAL_MOST][DIGEST_SIZE];
    size_t transaction = made_found(ordinal, made_seals);
    size_t before = (ordinal - made_seals(transaction - 1) - 1) * SEAL_MOST;
    size_t left = made_statements_of(transaction) - before;
    seal_row seal;
    memset(&seal, 0, sizeof seal);
    seal.first = (uint32_t)(made_statements(transaction - 1) + before + 1);
    seal.count = (uint32_t)(left < SEAL_MOST ? left : SEAL_MOST);
    seal.transaction = (uint32_t)transaction;
    seal.opened = before == 0 && made_is_erased(transaction, transactions);
    for (size_t i = 0; i < DIGEST_SIZE && !seal.opened; i++) {
        seal.seed[i] = (unsigned char)(ordinal * 13 + i * 17 + 1);
    }
    if (seal.opened) {
        for (size_t i = 0; i < (size_t)seal.count * DIGEST_SIZE; i++) {
            items[i / DIGEST_SIZE][i % DIGEST_SIZE] = (unsigned char)(ordinal * 3 + i * 5);
        }
        seal.items = items;
    }
    return seal;
}

static inline void made_value(statement *row, size_t id, size_t transaction)
{
    row->value_kind = PSHIP_VALUE_TEXT;
    switch (id % 11) {
    case 0:
        row->value = made_word(made_words[20]);
        break;
    case 1:
        row->value = made_word("");
        break;
    case 2:
        row->value_kind = PSHIP_VALUE_NUMBER;
        row->value = made_word("0.10") + (name_id)(id / 11 % 7);
        row->number = made_numbers[id / 11 % 7];
        row->unit = id % 2 == 0 ? made_word("USD million") : 0;
        break;
    case 3:
        row->value_kind = PSHIP_VALUE_DATE;
        row->date = (date_id)(id / 11 % MADE_DATES + 1);
        row->value = made_date(row->date).text;
        break;
    case 4:
        row->value_kind = PSHIP_VALUE_RULE;
        row->value = made_word("3 months after signature of charter");
        row->object = made_word("charter");
        break;
    case 5:
        row->value_kind = PSHIP_VALUE_REFERENCE;
        row->value = row->object = made_word("port-of-alat");
        break;
    case 6:
        row->value_kind = PSHIP_VALUE_BOOLEAN;
        row->boolean = id % 2 == 0;
        break;
    case 7:
        row->value_kind = id % 2 == 0 ? PSHIP_VALUE_NONE : PSHIP_VALUE_UNKNOWN;
        break;
    case 8:
        row->operation = OPERATION_CORRECT;
        row->value_kind = PSHIP_VALUE_NUMBER;
        row->value = made_own_text(transaction) + 1;
        row->number = (double)transaction + 0.25;
        break;
    default:
        row->value_kind = PSHIP_VALUE_ABSENT;
        row->operation = id % 11 == 9    ? OPERATION_RETRACT
                         : id % 22 == 10 ? OPERATION_END
                                         : OPERATION_CONFIRM;
    }
}

/* What only one statement of a transaction is: the first has its text and its note, the second of some
 * erases, and the third of some masks. */
static inline void made_special(statement *row, size_t place, size_t transaction)
{
    if (place == 1) {
        row->operation = OPERATION_ASSERT;
        row->value_kind = PSHIP_VALUE_TEXT;
        row->value = made_own_text(transaction);
        row->unit = row->object = 0;
        row->boolean = false;
        row->number = 0;
        row->note = (note_id)transaction;
    } else if (place == 2 && transaction % ERASE_EVERY == ERASE_EVERY - 1) {
        *row =
            (statement){.operation = OPERATION_ERASE,
                        .target = (uint32_t)made_statements(transaction - ERASED_BEFORE - 1) + 1};
    } else if (place == 3 && transaction > 4 && transaction % 5 == 0) {
        *row = (statement){.operation = OPERATION_MASK, .layer = 2};
    }
}

static inline statement made_statement(size_t id, size_t transactions)
{
    statement row;
    memset(&row, 0, sizeof row);
    size_t transaction = made_found(id, made_statements);
    size_t place = id - made_statements(transaction - 1);
    row.layer = (uint16_t)(transaction > 4 ? id % 3 : 0);
    made_value(&row, id, transaction);
    row.rank = (int8_t)((int)(id % 3) - 1);
    row.from = (date_id)(id % MADE_DATES + 1);
    row.until = (date_id)(MADE_DATES + transaction);
    row.states_until = id % 4 != 3;
    made_special(&row, place, transaction);
    row.subject = made_word(id % 2 == 0 ? "ferry-1" : "b\xc9\x99r\xc9\x99");
    row.property = made_property(id % MADE_PROPERTIES + 1).name;
    row.source = id % 3 == 0 ? 0 : made_word("charter");
    row.transaction = (uint32_t)transaction;
    row.last_confirmed = id % 3 == 0 ? PSHIP_DAY_NONE : id % 3 == 1 ? 0 : (pship_day)id - 500;
    if (row.operation != OPERATION_ASSERT && row.target == 0) {
        row.target = (uint32_t)id - 1;
    }
    if (place == 1 && made_is_erased(transaction, transactions)) {
        statement tombstone;
        memset(&tombstone, 0, sizeof tombstone);
        tombstone.subject = row.subject;
        tombstone.property = row.property;
        tombstone.source = row.source;
        tombstone.target = row.target;
        tombstone.transaction = row.transaction;
        tombstone.layer = row.layer;
        tombstone.operation = row.operation;
        tombstone.last_confirmed = PSHIP_DAY_NONE;
        tombstone.erased = true;
        return tombstone;
    }
    return row;
}

#endif
