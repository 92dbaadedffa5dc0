/* From rows to the content of blocks. */
#include "store/scan.h"
#include "store/store_private.h"
#include <string.h>

/* A block of small rows ends at whichever comes first. */
#define ROWS_MOST 4096
#define BYTES_MOST (256 << 10)
/* A number with its sign and a comma. */
#define NUMBER_MOST 21

void pship__block_writer_init(block_writer *writer, const pship_context *context,
                              const pship__store_feed *feed)
{
    *writer = (block_writer){.context = context, .feed = feed};
}

void pship__block_writer_free(block_writer *writer)
{
    pship__release(writer->context, writer->content);
    pship__release(writer->context, writer->seal);
}

static bool make_room(block_writer *writer, size_t more)
{
    if (writer->room - writer->length >= more) {
        return true;
    }
    size_t room = writer->room == 0 ? 4096 : writer->room;
    while (room - writer->length < more) {
        if (room > SIZE_MAX / 4) {
            return false;
        }
        room *= 2;
    }
    char *content = pship__resize(writer->context, writer->content, room, 1);
    if (content == NULL) {
        return false;
    }
    writer->content = content;
    writer->room = room;
    return true;
}

/* ---- JSON; the callers of the put_ functions have made room */

static void put_byte(block_writer *writer, char byte)
{
    writer->content[writer->length++] = byte;
}

static void put_number(block_writer *writer, int64_t number)
{
    char digits[NUMBER_MOST];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    memcpy(writer->content + writer->length, digits + at, sizeof digits - at);
    writer->length += sizeof digits - at;
}

/* A row without the columns at its end that are zero, or null for that one that can be. */
static bool add_row(block_writer *writer, const int64_t *column, int count, int nullable)
{
    while (count > 0 && column[count - 1] == (count - 1 == nullable ? SCAN_NULL : 0)) {
        count--;
    }
    if (!make_room(writer, (size_t)count * NUMBER_MOST + 4)) {
        return false;
    }
    put_byte(writer, '[');
    for (int i = 0; i < count; i++) {
        if (i > 0) {
            put_byte(writer, ',');
        }
        if (column[i] == SCAN_NULL) {
            memcpy(writer->content + writer->length, "null", 4);
            writer->length += 4;
        } else {
            put_number(writer, column[i]);
        }
    }
    put_byte(writer, ']');
    return true;
}

static bool add_string(block_writer *writer, const char *text, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    if (!make_room(writer, length * 6 + 4)) { /* \u001f is the longest form of a byte */
        return false;
    }
    put_byte(writer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '"' || byte == '\\') {
            put_byte(writer, '\\');
            put_byte(writer, (char)byte);
        } else if (byte >= 0x20) {
            put_byte(writer, (char)byte);
        } else {
            memcpy(writer->content + writer->length, "\\u00", 4);
            writer->length += 4;
            put_byte(writer, digits[byte >> 4]);
            put_byte(writer, digits[byte & 15]);
        }
    }
    put_byte(writer, '"');
    return true;
}

/* ---- each sort of row. False where memory cannot be had; *problem says why it is no row. */

typedef bool (*add_row_of)(block_writer *writer, size_t ordinal, store_tally *tally,
                           const store_tally *known, const char **problem);

static bool add_text(block_writer *writer, size_t ordinal, store_tally *tally,
                     const store_tally *known, const char **problem)
{
    (void)known;
    const char *text = writer->feed->text(writer->feed->user, ordinal);
    size_t length = text == NULL ? 0 : strlen(text);
    if (text == NULL) {
        if (!make_room(writer, 8)) {
            return false;
        }
        memcpy(writer->content + writer->length, "null", 4);
        writer->length += 4;
    } else {
        *problem = pship__text_problem(text, length);
        if (*problem == NULL && !add_string(writer, text, length)) {
            return false;
        }
    }
    return *problem != NULL || tally == NULL || pship__tally_text(tally, text, length);
}

static bool add_date(block_writer *writer, size_t ordinal, store_tally *tally,
                     const store_tally *known, const char **problem)
{
    const stored_date *row = writer->feed->date(writer->feed->user, ordinal);
    *problem = pship__date_problem(row, known);
    if (tally != NULL) {
        tally->count.dates++;
    }
    return add_row(writer,
                   (const int64_t[]){row->text, row->earliest, row->latest, row->kind,
                                     row->precision, row->approximate, row->uncertain},
                   7, -1);
}

static bool add_note(block_writer *writer, size_t ordinal, store_tally *tally,
                     const store_tally *known, const char **problem)
{
    const note_row *row = writer->feed->note(writer->feed->user, ordinal);
    *problem = pship__note_problem(row, known);
    if (tally != NULL) {
        tally->count.notes++;
    }
    return add_row(writer,
                   (const int64_t[]){row->locator, row->qualifier, row->certainty, row->wording,
                                     row->reason, row->entry},
                   6, -1);
}

static bool add_kind(block_writer *writer, size_t ordinal, store_tally *tally,
                     const store_tally *known, const char **problem)
{
    const kind_row *row = writer->feed->kind(writer->feed->user, ordinal);
    *problem = pship__kind_problem(row, known);
    tally->count.kinds++;
    return add_row(writer,
                   (const int64_t[]){row->name, row->parent, row->description, row->transaction}, 4,
                   -1);
}

static bool add_property(block_writer *writer, size_t ordinal, store_tally *tally,
                         const store_tally *known, const char **problem)
{
    const property_row *row = writer->feed->property(writer->feed->user, ordinal);
    *problem = pship__property_problem(row, known);
    tally->count.properties++;
    return add_row(writer,
                   (const int64_t[]){row->name, row->type, row->many, row->of_kind, row->refers_to,
                                     row->description, row->transaction},
                   7, -1);
}

static bool add_scenario(block_writer *writer, size_t ordinal, store_tally *tally,
                         const store_tally *known, const char **problem)
{
    const scenario_row *row = writer->feed->scenario(writer->feed->user, ordinal);
    *problem = pship__scenario_problem(row, ordinal, known);
    tally->count.scenarios++;
    return add_row(
        writer,
        (const int64_t[]){row->name, row->parent, row->pinned, row->transaction, row->description},
        5, -1);
}

static bool add_transaction(block_writer *writer, size_t ordinal, store_tally *tally,
                            const store_tally *known, const char **problem)
{
    static const char digits[] = "0123456789abcdef";
    const transaction_row *row = writer->feed->transaction(writer->feed->user, ordinal);
    *problem = pship__transaction_problem(row, known);
    if (*problem != NULL) {
        return true;
    }
    if (!make_room(writer, (size_t)5 * NUMBER_MOST + (size_t)2 * DIGEST_SIZE)) {
        return false;
    }
    put_byte(writer, '[');
    put_number(writer, row->recorded_at);
    put_byte(writer, ',');
    put_number(writer, row->statements);
    put_byte(writer, ',');
    put_byte(writer, '"');
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        put_byte(writer, digits[row->digest[i] >> 4]);
        put_byte(writer, digits[row->digest[i] & 15]);
    }
    put_byte(writer, '"');
    if (row->actor != 0 || row->note != 0) {
        put_byte(writer, ',');
        put_number(writer, row->actor);
    }
    if (row->note != 0) {
        put_byte(writer, ',');
        put_number(writer, row->note);
    }
    put_byte(writer, ']');
    return pship__tally_transaction(tally, row);
}

/* ---- statements: all of one seal */

static bool add_statement(block_writer *writer, const statement *row)
{
    bool confirmed = row->last_confirmed != PSHIP_DAY_NONE && !row->erased;
    const int64_t column[STATEMENT_COLUMNS] = {
        [COLUMN_SUBJECT] = row->subject,
        [COLUMN_PROPERTY] = row->property,
        [COLUMN_VALUE_KIND] = row->value_kind,
        [COLUMN_VALUE] = row->value,
        [COLUMN_SOURCE] = row->source,
        [COLUMN_FROM] = row->from,
        [COLUMN_UNTIL] = row->until,
        [COLUMN_STATES_UNTIL] = row->states_until,
        [COLUMN_UNIT] = row->unit,
        [COLUMN_NOTE] = row->note,
        [COLUMN_OPERATION] = row->operation,
        [COLUMN_TARGET] = row->target,
        [COLUMN_OBJECT] = row->object,
        [COLUMN_DATE] = row->value_kind == PSHIP_VALUE_DATE ? row->date : 0,
        [COLUMN_BOOLEAN] = row->boolean,
        [COLUMN_RANK] = row->rank,
        [COLUMN_LAYER] = row->layer,
        [COLUMN_LAST_CONFIRMED] = confirmed ? row->last_confirmed : SCAN_NULL,
        [COLUMN_ERASED] = row->erased};
    return add_row(writer, column, STATEMENT_COLUMNS, COLUMN_LAST_CONFIRMED);
}

static bool put_seal(block_writer *writer, const seal_row *seal)
{
    size_t items = seal->opened ? seal->count : 1;
    size_t length = 1 + items * DIGEST_SIZE;
    unsigned char *bytes = pship__resize(writer->context, writer->seal, length, 1);
    if (bytes == NULL) {
        return false;
    }
    writer->seal = bytes;
    writer->seal_length = length;
    bytes[0] = seal->opened;
    memcpy(bytes + 1, seal->opened ? (const void *)seal->items : seal->seed, items * DIGEST_SIZE);
    return true;
}

static pship_result refuse(pship_error *err, block_type type, size_t row, const char *problem)
{
    return pship__fail(err, PSHIP_E_ARGUMENT, "row %zu of the table %s cannot be written: %s", row,
                       pship__block_name(type), problem);
}

static pship_result fill_statements(block_writer *writer, size_t ordinal, store_tally *tally,
                                    const store_tally *known, pship_error *err)
{
    const pship__store_feed *feed = writer->feed;
    const seal_row *seal = feed->seal(feed->user, ordinal);
    const char *problem = tally == NULL ? NULL : pship__seal_problem(seal, tally);
    if (problem == NULL && seal->opened && seal->items == NULL) {
        problem = "its opened seal has no items";
    }
    if (problem != NULL) {
        return refuse(err, BLOCK_STATEMENT, seal->first, problem);
    }
    for (size_t i = 0; i < seal->count; i++) {
        statement row = feed->statement(feed->user, seal->first + i);
        problem = pship__statement_problem(&row, seal->first + i, seal, known);
        if (problem != NULL) {
            return refuse(err, BLOCK_STATEMENT, seal->first + i, problem);
        }
        if (!make_room(writer, 2)) {
            return pship__fail_memory(err);
        }
        put_byte(writer, i == 0 ? '[' : ',');
        if (!add_statement(writer, &row)) {
            return pship__fail_memory(err);
        }
    }
    if (!make_room(writer, 1) || !put_seal(writer, seal)) {
        return pship__fail_memory(err);
    }
    put_byte(writer, ']');
    writer->count = seal->count;
    if (tally != NULL) {
        pship__tally_seal(tally, seal);
    }
    return PSHIP_OK;
}

/* ---- a block */

static const add_row_of adders[BLOCK_STATEMENT] = {
    [BLOCK_TEXT] = add_text,         [BLOCK_DATE] = add_date,
    [BLOCK_NOTE] = add_note,         [BLOCK_TRANSACTION] = add_transaction,
    [BLOCK_KIND] = add_kind,         [BLOCK_PROPERTY] = add_property,
    [BLOCK_SCENARIO] = add_scenario,
};

pship_result pship__block_fill(block_writer *writer, block_type type, size_t first, size_t last,
                               store_tally *tally, const store_tally *known, pship_error *err)
{
    writer->length = writer->seal_length = writer->count = 0;
    known = tally != NULL ? tally : known;
    if (type == BLOCK_STATEMENT) {
        return fill_statements(writer, first, tally, known, err);
    }
    /* What is written anew stays one block, whatever its size. */
    size_t rows_most = tally == NULL ? SIZE_MAX : ROWS_MOST;
    size_t bytes_most = tally == NULL ? SIZE_MAX : BYTES_MOST;
    for (size_t ordinal = first; ordinal <= last && writer->count < rows_most &&
                                 (writer->count == 0 || writer->length < bytes_most);
         ordinal++, writer->count++) {
        const char *problem = NULL;
        if (!make_room(writer, 2)) {
            return pship__fail_memory(err);
        }
        put_byte(writer, ordinal == first ? '[' : ',');
        bool added = adders[type](writer, ordinal, tally, known, &problem);
        if (problem != NULL) {
            return refuse(err, type, ordinal, problem);
        }
        if (!added) {
            return pship__fail_memory(err);
        }
    }
    if (!make_room(writer, 1)) {
        return pship__fail_memory(err);
    }
    put_byte(writer, ']');
    return PSHIP_OK;
}
