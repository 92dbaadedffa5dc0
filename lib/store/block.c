/*
 * What all blocks share, and the head, which says what they add up to.
 *
 * SQLite does not notice a flipped bit in the content of a row. These checksums do: BLAKE2b (RFC 7693)
 * of 16 bytes over everything that the row says, its own place included.
 */
#include "store/store_private.h"
#include <sodium.h>
#include <string.h>

#define NAME_SIZE 16 /* of a type, padded with zeros, in front of what is summed up */

static const char *const names[BLOCK_TYPES] = {"text", "date",     "note",     "transaction",
                                               "kind", "property", "scenario", "statement"};

const char *pship__block_name(block_type type)
{
    return names[type];
}

/* Finds the fastest way for this processor. Without that they are summed up as well. */
void pship__block_prepare(void)
{
    int found = sodium_init();
    (void)found;
}

static void add_number(crypto_generichash_state *state, int64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)((uint64_t)number >> 8 * i);
    }
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void begin(crypto_generichash_state *state, const char *name)
{
    unsigned char padded[NAME_SIZE] = {0};
    memcpy(padded, name, strlen(name));
    crypto_generichash_init(state, NULL, 0, CHECKSUM_SIZE);
    crypto_generichash_update(state, padded, sizeof padded);
}

void pship__block_checksum(const block *from, unsigned char checksum[CHECKSUM_SIZE])
{
    crypto_generichash_state state;
    begin(&state, names[from->type]);
    add_number(&state, from->ordinal);
    add_number(&state, from->first);
    add_number(&state, from->count);
    add_number(&state, from->recorded_in);
    add_number(&state, (int64_t)from->length);
    add_number(&state, (int64_t)from->seal_length);
    crypto_generichash_update(&state, (const unsigned char *)from->content, from->length);
    if (from->seal_length > 0) {
        crypto_generichash_update(&state, from->seal, from->seal_length);
    }
    crypto_generichash_final(&state, checksum, CHECKSUM_SIZE);
}

/* ---- the head */

enum { HEAD_NUMBERS = 12 };

static void numbers_of(const store_head *head, int64_t numbers[HEAD_NUMBERS])
{
    const extent *count = &head->count;
    const int64_t all[HEAD_NUMBERS] = {head->blocks,
                                       (int64_t)count->texts,
                                       (int64_t)count->dates,
                                       (int64_t)count->notes,
                                       (int64_t)count->kinds,
                                       (int64_t)count->properties,
                                       (int64_t)count->scenarios,
                                       (int64_t)count->transactions,
                                       (int64_t)count->seals,
                                       (int64_t)count->statements,
                                       head->rewrites,
                                       head->unwiped};
    memcpy(numbers, all, sizeof all);
}

static void head_checksum(const int64_t numbers[HEAD_NUMBERS],
                          unsigned char checksum[CHECKSUM_SIZE])
{
    crypto_generichash_state state;
    begin(&state, "head");
    for (int i = 0; i < HEAD_NUMBERS; i++) {
        add_number(&state, numbers[i]);
    }
    crypto_generichash_final(&state, checksum, CHECKSUM_SIZE);
}

bool pship__head_same(const store_head *a, const store_head *b)
{
    int64_t of_a[HEAD_NUMBERS], of_b[HEAD_NUMBERS];
    numbers_of(a, of_a);
    numbers_of(b, of_b);
    /* Whether it is wiped changes nothing that was read. */
    return memcmp(of_a, of_b, sizeof of_a - sizeof of_a[0]) == 0;
}

/* False for what no head says. */
static bool take_numbers(const int64_t numbers[HEAD_NUMBERS], store_head *head)
{
    for (int i = 0; i < HEAD_NUMBERS; i++) {
        bool counts_rows = i > 0 && i < 10;
        if (numbers[i] < 0 || (counts_rows && numbers[i] > UINT32_MAX - 1) ||
            (i == 11 && numbers[i] > 1)) {
            return false;
        }
    }
    *head = (store_head){.blocks = numbers[0],
                         .count = {.texts = (size_t)numbers[1],
                                   .dates = (size_t)numbers[2],
                                   .notes = (size_t)numbers[3],
                                   .kinds = (size_t)numbers[4],
                                   .properties = (size_t)numbers[5],
                                   .scenarios = (size_t)numbers[6],
                                   .transactions = (size_t)numbers[7],
                                   .seals = (size_t)numbers[8],
                                   .statements = (size_t)numbers[9]},
                         .rewrites = numbers[10],
                         .unwiped = numbers[11] == 1};
    return true;
}

static const char *read_row(sqlite3_stmt *query, store_head *head)
{
    int64_t numbers[HEAD_NUMBERS];
    unsigned char checksum[CHECKSUM_SIZE];
    for (int i = 0; i < HEAD_NUMBERS; i++) {
        if (sqlite3_column_type(query, i) != SQLITE_INTEGER) {
            return "a number is not there";
        }
        numbers[i] = sqlite3_column_int64(query, i);
    }
    head_checksum(numbers, checksum);
    const void *stored = sqlite3_column_blob(query, HEAD_NUMBERS);
    if (stored == NULL || sqlite3_column_bytes(query, HEAD_NUMBERS) != CHECKSUM_SIZE ||
        memcmp(stored, checksum, CHECKSUM_SIZE) != 0) {
        return "its checksum is not that of its content";
    }
    return take_numbers(numbers, head) ? NULL : "a number is out of range";
}

pship_result pship__head_read(sqlite3 *db, const char *path, store_head *head, pship_error *err)
{
    sqlite3_stmt *query = NULL;
    store_head read = {0};
    int code = sqlite3_prepare_v2(
        db,
        "SELECT blocks, texts, dates, notes, kinds, properties, scenarios, transactions, seals, "
        "statements, rewrites, unwiped, checksum FROM head",
        -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
    }
    pship_result result = PSHIP_OK;
    const char *problem = NULL;
    if (code == SQLITE_ROW) {
        problem = read_row(query, &read);
        code = sqlite3_step(query);
        if (problem == NULL && code == SQLITE_ROW) {
            problem = "there is more than one row";
        }
    } else if (code == SQLITE_DONE) {
        problem = "there is no row";
    }
    if (problem != NULL) {
        result = pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: in the table head, %s",
                             path, problem);
    } else if (code != SQLITE_DONE) {
        result = pship__store_fail_reading(err, db, code, path);
    } else {
        *head = read;
    }
    sqlite3_finalize(query);
    return result;
}

pship_result pship__head_write(sqlite3 *db, const char *path, const store_head *head,
                               pship_error *err)
{
    int64_t numbers[HEAD_NUMBERS];
    unsigned char checksum[CHECKSUM_SIZE];
    sqlite3_stmt *update = NULL;
    numbers_of(head, numbers);
    head_checksum(numbers, checksum);
    int code = sqlite3_prepare_v2(
        db,
        "INSERT OR REPLACE INTO head (ordinal, blocks, texts, dates, notes, kinds, properties, "
        "scenarios, transactions, seals, statements, rewrites, unwiped, checksum) "
        "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        -1, &update, NULL);
    for (int i = 0; i < HEAD_NUMBERS && code == SQLITE_OK; i++) {
        code = sqlite3_bind_int64(update, i + 1, numbers[i]);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_bind_blob(update, HEAD_NUMBERS + 1, checksum, CHECKSUM_SIZE, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(update);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    sqlite3_finalize(update);
    return code == SQLITE_OK ? PSHIP_OK : pship__store_fail(err, db, code, "write to", path);
}
