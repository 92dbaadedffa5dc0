/* From the content of blocks to rows, none of them taken on trust. */
#include "store/scan.h"
#include "store/store_private.h"
#include <string.h>

/* A block that is being read, and the first thing that is wrong in it. */
typedef struct pass {
    block_reader *reader;
    const block *from;
    scan scan;
    store_tally *tally;
    const char *problem;
} pass;

static const char not_json[] = "it is not the JSON that is expected here";
static const char out_of_range[] = "a number is out of range";

void pship__block_reader_init(block_reader *reader, const pship_context *context, const char *path,
                              const pship__store_sink *sink, store_tally *tally)
{
    *reader = (block_reader){.context = context, .path = path, .sink = sink, .tally = tally};
    pship__buffer_init(&reader->text, context);
}

void pship__block_reader_free(block_reader *reader)
{
    pship__buffer_free(&reader->text);
    pship__release(reader->context, reader->rows);
    pship__release(reader->context, reader->items);
}

/* What is not there is allocated once for all blocks. */
static bool make_room(block_reader *reader)
{
    if (reader->rows == NULL) {
        reader->rows = pship__allocate(reader->context, SEAL_MOST, sizeof *reader->rows);
    }
    if (reader->items == NULL) {
        reader->items = pship__allocate(reader->context, SEAL_MOST, sizeof *reader->items);
    }
    return reader->rows != NULL && reader->items != NULL;
}

static void wrong(pass *in, const char *problem)
{
    if (in->problem == NULL) {
        in->problem = problem;
    }
}

/* A number of a row, or `least` where it is not within bounds; null is not. */
static int64_t within(pass *in, int64_t number, int64_t least, int64_t most)
{
    if (number < least || number > most) {
        wrong(in, out_of_range);
        return least;
    }
    return number;
}

static uint32_t ordinal_of(pass *in, int64_t number)
{
    return (uint32_t)within(in, number, 0, UINT32_MAX - 1);
}

static uint8_t code_of(pass *in, int64_t number)
{
    return (uint8_t)within(in, number, 0, UINT8_MAX);
}

static bool flag_of(pass *in, int64_t number)
{
    return within(in, number, 0, 1) == 1;
}

static pship_day day_of(pass *in, int64_t number)
{
    return (pship_day)within(in, number, INT32_MIN, INT32_MAX);
}

static pship_result fail(const pass *in, uint64_t row, const char *problem, pship_error *err)
{
    return pship__store_fail_row(err, in->reader->path, pship__block_name(in->from->type), row,
                                 problem);
}

/* ---- each sort of row: read, judged, handed on and counted */

typedef pship_result (*read_row)(pass *in, uint64_t ordinal, pship_error *err);

static pship_result read_text(pass *in, uint64_t ordinal, pship_error *err)
{
    const char *text = NULL;
    size_t length = 0;
    block_reader *reader = in->reader;
    if (!scan_null(&in->scan)) {
        const char *problem = pship__scan_string(&in->scan, &reader->text, &text, &length);
        if (reader->text.failed) {
            return pship__fail_memory(err);
        }
        if (problem == NULL) {
            problem = pship__text_problem(text, length);
        }
        if (problem != NULL) {
            return fail(in, ordinal, problem, err);
        }
    }
    if (!pship__tally_text(in->tally, text, length)) {
        return pship__fail_memory(err);
    }
    return reader->sink->text(reader->sink->user, text, length, err);
}

static pship_result read_date(pass *in, uint64_t ordinal, pship_error *err)
{
    int64_t column[7] = {0};
    if (!scan_row(&in->scan, column, 7)) {
        wrong(in, not_json);
    }
    stored_date row = {.text = ordinal_of(in, column[0]),
                       .earliest = day_of(in, column[1]),
                       .latest = day_of(in, column[2]),
                       .kind = code_of(in, column[3]),
                       .precision = code_of(in, column[4]),
                       .approximate = flag_of(in, column[5]),
                       .uncertain = flag_of(in, column[6])};
    wrong(in, pship__date_problem(&row, in->tally));
    if (in->problem != NULL) {
        return fail(in, ordinal, in->problem, err);
    }
    in->tally->count.dates++;
    return in->reader->sink->date(in->reader->sink->user, &row, err);
}

static pship_result read_note(pass *in, uint64_t ordinal, pship_error *err)
{
    int64_t column[6] = {0};
    if (!scan_row(&in->scan, column, 6)) {
        wrong(in, not_json);
    }
    note_row row = {.locator = ordinal_of(in, column[0]),
                    .qualifier = ordinal_of(in, column[1]),
                    .certainty = ordinal_of(in, column[2]),
                    .wording = ordinal_of(in, column[3]),
                    .reason = ordinal_of(in, column[4]),
                    .entry = ordinal_of(in, column[5])};
    wrong(in, pship__note_problem(&row, in->tally));
    if (in->problem != NULL) {
        return fail(in, ordinal, in->problem, err);
    }
    in->tally->count.notes++;
    return in->reader->sink->note(in->reader->sink->user, &row, err);
}

static pship_result read_kind(pass *in, uint64_t ordinal, pship_error *err)
{
    int64_t column[4] = {0};
    if (!scan_row(&in->scan, column, 4)) {
        wrong(in, not_json);
    }
    kind_row row = {.name = ordinal_of(in, column[0]),
                    .parent = ordinal_of(in, column[1]),
                    .description = ordinal_of(in, column[2]),
                    .transaction = ordinal_of(in, column[3])};
    wrong(in, pship__kind_problem(&row, in->tally));
    if (in->problem != NULL) {
        return fail(in, ordinal, in->problem, err);
    }
    in->tally->count.kinds++;
    return in->reader->sink->kind(in->reader->sink->user, &row, err);
}

static pship_result read_property(pass *in, uint64_t ordinal, pship_error *err)
{
    int64_t column[7] = {0};
    if (!scan_row(&in->scan, column, 7)) {
        wrong(in, not_json);
    }
    property_row row = {.name = ordinal_of(in, column[0]),
                        .type = code_of(in, column[1]),
                        .many = flag_of(in, column[2]),
                        .of_kind = ordinal_of(in, column[3]),
                        .refers_to = ordinal_of(in, column[4]),
                        .description = ordinal_of(in, column[5]),
                        .transaction = ordinal_of(in, column[6])};
    wrong(in, pship__property_problem(&row, in->tally));
    if (in->problem != NULL) {
        return fail(in, ordinal, in->problem, err);
    }
    in->tally->count.properties++;
    return in->reader->sink->property(in->reader->sink->user, &row, err);
}

static pship_result read_scenario(pass *in, uint64_t ordinal, pship_error *err)
{
    int64_t column[5] = {0};
    if (!scan_row(&in->scan, column, 5)) {
        wrong(in, not_json);
    }
    scenario_row row = {.name = ordinal_of(in, column[0]),
                        .parent = ordinal_of(in, column[1]),
                        .pinned = ordinal_of(in, column[2]),
                        .transaction = ordinal_of(in, column[3]),
                        .description = ordinal_of(in, column[4])};
    wrong(in, pship__scenario_problem(&row, ordinal, in->tally));
    if (in->problem != NULL) {
        return fail(in, ordinal, in->problem, err);
    }
    in->tally->count.scenarios++;
    return in->reader->sink->scenario(in->reader->sink->user, &row, err);
}

static bool take_digest(const char *text, size_t length, unsigned char digest[DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    if (length != (size_t)DIGEST_SIZE * 2) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        const char *found = text[i] == '\0' ? NULL : strchr(digits, text[i]);
        if (found == NULL) {
            return false;
        }
        digest[i / 2] = (unsigned char)(digest[i / 2] << 4 | (found - digits));
    }
    return true;
}

/* [recorded_at, statements, "digest", actor, note] */
static bool scan_transaction(pass *in, int64_t column[4], unsigned char digest[DIGEST_SIZE])
{
    const char *text = NULL;
    size_t length = 0;
    scan *from = &in->scan;
    if (!scan_byte(from, '[') || !scan_integer(from, &column[0]) || !scan_byte(from, ',') ||
        !scan_integer(from, &column[1]) || !scan_byte(from, ',') ||
        pship__scan_string(from, &in->reader->text, &text, &length) != NULL ||
        !take_digest(text, length, digest)) {
        return false;
    }
    for (int i = 2; i < 4 && scan_byte(from, ','); i++) {
        if (!scan_integer(from, &column[i])) {
            return false;
        }
    }
    return scan_byte(from, ']');
}

static pship_result read_transaction(pass *in, uint64_t ordinal, pship_error *err)
{
    int64_t column[4] = {0};
    transaction_row row = {0};
    if (!scan_transaction(in, column, row.digest)) {
        wrong(in, not_json);
    }
    if (in->reader->text.failed) {
        return pship__fail_memory(err);
    }
    row.recorded_at = column[0];
    row.statements = ordinal_of(in, column[1]);
    row.actor = ordinal_of(in, column[2]);
    row.note = ordinal_of(in, column[3]);
    wrong(in, pship__transaction_problem(&row, in->tally));
    if (in->problem != NULL) {
        return fail(in, ordinal, in->problem, err);
    }
    if (!pship__tally_transaction(in->tally, &row)) {
        return pship__fail_memory(err);
    }
    return in->reader->sink->transaction(in->reader->sink->user, &row, err);
}

/* ---- statements */

static void take_statement(pass *in, const int64_t *column, statement *row)
{
    memset(row, 0, sizeof *row);
    row->subject = ordinal_of(in, column[COLUMN_SUBJECT]);
    row->property = ordinal_of(in, column[COLUMN_PROPERTY]);
    row->value_kind = code_of(in, column[COLUMN_VALUE_KIND]);
    row->value = ordinal_of(in, column[COLUMN_VALUE]);
    row->source = ordinal_of(in, column[COLUMN_SOURCE]);
    row->from = ordinal_of(in, column[COLUMN_FROM]);
    row->until = ordinal_of(in, column[COLUMN_UNTIL]);
    row->states_until = flag_of(in, column[COLUMN_STATES_UNTIL]);
    row->unit = ordinal_of(in, column[COLUMN_UNIT]);
    row->note = ordinal_of(in, column[COLUMN_NOTE]);
    row->operation = code_of(in, column[COLUMN_OPERATION]);
    row->target = ordinal_of(in, column[COLUMN_TARGET]);
    row->object = ordinal_of(in, column[COLUMN_OBJECT]);
    row->boolean = flag_of(in, column[COLUMN_BOOLEAN]);
    row->rank =
        (int8_t)within(in, column[COLUMN_RANK], PSHIP_RANK_DEPRECATED, PSHIP_RANK_PREFERRED);
    row->layer = (uint16_t)within(in, column[COLUMN_LAYER], 0, UINT16_MAX);
    row->last_confirmed = column[COLUMN_LAST_CONFIRMED] == SCAN_NULL
                              ? PSHIP_DAY_NONE
                              : day_of(in, column[COLUMN_LAST_CONFIRMED]);
    row->erased = flag_of(in, column[COLUMN_ERASED]);
    row->transaction = (uint32_t)in->from->recorded_in;
    if (row->value_kind == PSHIP_VALUE_DATE) {
        row->date = ordinal_of(in, column[COLUMN_DATE]);
    } else if (column[COLUMN_DATE] != 0) {
        wrong(in, "the date does not belong to this kind of value");
    }
    if (row->erased && column[COLUMN_LAST_CONFIRMED] != SCAN_NULL) {
        wrong(in, "it is erased, and more than a tombstone is left");
    }
}

/* One form byte: 0 with a seed, 1 with an item for each statement. */
static const char *take_seal(pass *in, seal_row *seal)
{
    const block *from = in->from;
    *seal = (seal_row){.first = (uint32_t)from->first,
                       .count = (uint32_t)from->count,
                       .transaction = (uint32_t)from->recorded_in};
    const char *problem = pship__seal_problem(seal, in->tally);
    if (problem != NULL) {
        return problem;
    }
    seal->opened = from->seal_length > 0 && from->seal[0] == 1;
    size_t items = seal->opened ? seal->count : 1;
    if (from->seal_length != 1 + items * DIGEST_SIZE || from->seal[0] > 1) {
        return "its seal is not one";
    }
    if (seal->opened) {
        memcpy(in->reader->items, from->seal + 1, items * DIGEST_SIZE);
        seal->items = in->reader->items;
    } else {
        memcpy(seal->seed, from->seal + 1, DIGEST_SIZE);
    }
    return NULL;
}

static pship_result read_statements(pass *in, pship_error *err)
{
    seal_row seal;
    block_reader *reader = in->reader;
    uint64_t first = (uint64_t)in->from->first;
    if (!make_room(reader)) {
        return pship__fail_memory(err);
    }
    const char *problem = take_seal(in, &seal);
    if (problem != NULL) {
        return fail(in, first, problem, err);
    }
    for (uint32_t i = 0; i < seal.count; i++) {
        int64_t column[STATEMENT_COLUMNS] = {[COLUMN_LAST_CONFIRMED] = SCAN_NULL};
        statement *row = &reader->rows[i];
        if ((i > 0 && !scan_byte(&in->scan, ',')) ||
            !scan_row(&in->scan, column, STATEMENT_COLUMNS)) {
            return fail(in, first + i, not_json, err);
        }
        take_statement(in, column, row);
        wrong(in, pship__statement_problem(row, first + i, &seal, in->tally));
        if (in->problem != NULL) {
            return fail(in, first + i, in->problem, err);
        }
        if (row->value_kind == PSHIP_VALUE_NUMBER) {
            row->number = in->tally->numbers[row->value - 1];
        }
    }
    if (!scan_byte(&in->scan, ']') || in->scan.at != in->scan.end) {
        return fail(in, first + seal.count, not_json, err);
    }
    pship__tally_seal(in->tally, &seal);
    return reader->sink->statements(reader->sink->user, &seal, reader->rows, err);
}

/* ---- a block */

static const read_row readers[BLOCK_STATEMENT] = {
    [BLOCK_TEXT] = read_text,         [BLOCK_DATE] = read_date,
    [BLOCK_NOTE] = read_note,         [BLOCK_TRANSACTION] = read_transaction,
    [BLOCK_KIND] = read_kind,         [BLOCK_PROPERTY] = read_property,
    [BLOCK_SCENARIO] = read_scenario,
};

static uint64_t counted(const store_tally *tally, block_type type)
{
    const extent *count = &tally->count;
    const size_t counts[BLOCK_TYPES] = {
        [BLOCK_TEXT] = count->texts,         [BLOCK_DATE] = count->dates,
        [BLOCK_NOTE] = count->notes,         [BLOCK_TRANSACTION] = count->transactions,
        [BLOCK_KIND] = count->kinds,         [BLOCK_PROPERTY] = count->properties,
        [BLOCK_SCENARIO] = count->scenarios, [BLOCK_STATEMENT] = count->statements};
    return counts[type];
}

static const char *block_problem(const block *from, const store_tally *tally)
{
    uint64_t expected = counted(tally, from->type) + 1;
    if (from->first < 1 || (uint64_t)from->first != expected) {
        return "its ordinal does not follow that of the row before";
    }
    if (from->count < 1 || from->count > UINT32_MAX - from->first) {
        return "there are too many rows in its block, or none";
    }
    if (from->type == BLOCK_STATEMENT) {
        if (from->recorded_in < 1 || from->recorded_in > UINT32_MAX || from->seal == NULL) {
            return "its block has no transaction or no seal";
        }
    } else if (from->recorded_in != 0 || from->seal != NULL) {
        return "its block has a transaction or a seal, which only statements have";
    }
    bool is_array =
        from->length >= 2 && from->content[0] == '[' && from->content[from->length - 1] == ']';
    return is_array ? NULL : not_json;
}

pship_result pship__block_parse(block_reader *reader, const block *from, pship_error *err)
{
    pass in = {.reader = reader, .from = from, .tally = reader->tally};
    uint64_t expected = counted(reader->tally, from->type) + 1;
    const char *problem = block_problem(from, reader->tally);
    if (problem != NULL) {
        return fail(&in, expected, problem, err);
    }
    in.scan = (scan){from->content + 1, from->content + from->length};
    if (from->type == BLOCK_STATEMENT) {
        return read_statements(&in, err);
    }
    for (int64_t i = 0; i < from->count; i++) {
        uint64_t ordinal = expected + (uint64_t)i;
        if (i > 0 && !scan_byte(&in.scan, ',')) {
            return fail(&in, ordinal, not_json, err);
        }
        pship_result result = readers[from->type](&in, ordinal, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    if (!scan_byte(&in.scan, ']') || in.scan.at != in.scan.end) {
        return fail(&in, expected + (uint64_t)from->count, not_json, err);
    }
    return PSHIP_OK;
}
