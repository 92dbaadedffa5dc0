/*
 * Fuzz target: any bytes as a model file. Whatever they are, the file is refused or read, for
 * reading and for writing, and stays as it is, byte for byte, with nothing beside it.
 *
 * Checksums refuse most of what a fuzzer thinks of before a row is looked at. So bytes whose first is
 * below 8 are the content of a block of that type, which its checksum would have vouched for: three
 * bytes (type, count of rows, form of the seal), then the content.
 */
#include "place.h"
#include "store/store_private.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Adds up a little of everything, so that whatever is lent is touched. */
typedef struct seen {
    size_t letters;
    uint64_t sum;
} seen;

static pship_result take_text(void *user, const char *text, size_t length, pship_error *err)
{
    (void)err;
    ((seen *)user)->letters += text == NULL ? 0 : strnlen(text, length);
    return PSHIP_OK;
}

static pship_result take_date(void *user, const stored_date *row, pship_error *err)
{
    (void)err;
    ((seen *)user)->sum += row->text + row->kind;
    return PSHIP_OK;
}

static pship_result take_note(void *user, const note_row *row, pship_error *err)
{
    (void)err;
    ((seen *)user)->sum += row->entry;
    return PSHIP_OK;
}

static pship_result take_kind(void *user, const kind_row *row, pship_error *err)
{
    (void)err;
    ((seen *)user)->sum += row->name;
    return PSHIP_OK;
}

static pship_result take_property(void *user, const property_row *row, pship_error *err)
{
    (void)err;
    ((seen *)user)->sum += row->name;
    return PSHIP_OK;
}

static pship_result take_scenario(void *user, const scenario_row *row, pship_error *err)
{
    (void)err;
    ((seen *)user)->sum += row->parent;
    return PSHIP_OK;
}

static pship_result take_transaction(void *user, const transaction_row *row, pship_error *err)
{
    (void)err;
    ((seen *)user)->sum += row->digest[0];
    return PSHIP_OK;
}

static pship_result take_statements(void *user, const seal_row *seal, const statement *rows,
                                    pship_error *err)
{
    (void)err;
    for (uint32_t i = 0; i < seal->count; i++) {
        ((seen *)user)->sum += rows[i].subject + (seal->opened ? seal->items[i][0] : 0);
    }
    return PSHIP_OK;
}

static pship__store_sink sink_of(seen *all)
{
    memset(all, 0, sizeof *all);
    return (pship__store_sink){all,           take_text,        take_date,
                               take_note,     take_kind,        take_property,
                               take_scenario, take_transaction, take_statements};
}

static void fail(const char *what, const pship_error *err)
{
    (void)fprintf(stderr, "%s: %s %s\n", what, pship_result_name(err->code), err->message);
    abort();
}

static pship_result look(const char *path, bool read_only, pship_error *err)
{
    seen all;
    pship__store *store = NULL;
    pship__store_sink sink = sink_of(&all);
    pship_result result = pship__store_open(&store, NULL, path, read_only, err);
    if (result == PSHIP_OK) {
        result = pship__store_read(store, &sink, NULL, err);
    }
    pship__store_close(store);
    return result;
}

static void check_untouched(const char *path, const uint8_t *data, size_t size)
{
    char beside[160];
    static const char *const suffixes[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        (void)snprintf(beside, sizeof beside, "%s%s", path, suffixes[i]);
        if (access(beside, F_OK) == 0) {
            abort();
        }
    }
    FILE *file = fopen(path, "rb");
    uint8_t *now = malloc(size + 1);
    if (file == NULL || now == NULL || fread(now, 1, size + 1, file) != size ||
        (size > 0 && memcmp(now, data, size) != 0)) {
        abort();
    }
    free(now);
    (void)fclose(file);
}

/* ---- the content of one block */

/* What came before it: one row of each, some texts of each sort, and two transactions that have
 * announced statements. */
static void prepare(store_tally *tally)
{
    static const char *const texts[] = {"name", "property", "1.5", "", "other", "-7", NULL, "x"};
    pship__tally_init(tally, NULL);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!pship__tally_text(tally, texts[i], texts[i] == NULL ? 0 : strlen(texts[i]))) {
            abort();
        }
    }
    transaction_row row = {.statements = 3};
    if (!pship__tally_transaction(tally, &row) || !pship__tally_transaction(tally, &row)) {
        abort();
    }
    tally->count.dates = tally->count.notes = tally->count.kinds = 2;
    tally->count.properties = tally->count.scenarios = 1;
}

static void parse_block(const uint8_t *data, size_t size)
{
    static const unsigned char seal[1 + 3 * DIGEST_SIZE];
    unsigned char form[sizeof seal] = {0};
    seen all;
    store_tally tally;
    block_reader reader;
    pship_error err = PSHIP_ERROR_INIT;
    prepare(&tally);
    const extent *count = &tally.count;
    const size_t before[BLOCK_TYPES] = {count->texts, count->dates,      count->notes,     2,
                                        count->kinds, count->properties, count->scenarios, 0};
    block made = {.ordinal = 9,
                  .type = (block_type)data[0],
                  .first = (int64_t)before[data[0]] + 1,
                  .count = data[1],
                  .content = (const char *)data + 3,
                  .length = size - 3};
    if (made.type == BLOCK_STATEMENT) {
        form[0] = data[2];
        made.recorded_in = 1;
        made.seal = form;
        made.seal_length = 1 + (form[0] == 1 ? (size_t)data[1] % 4 : 1) * DIGEST_SIZE;
    }
    pship__store_sink sink = sink_of(&all);
    pship__block_reader_init(&reader, NULL, "a block", &sink, &tally);
    pship_result result = pship__block_parse(&reader, &made, &err);
    if (result != PSHIP_OK && result != PSHIP_E_FORMAT) {
        fail("a block", &err);
    }
    pship__block_reader_free(&reader);
    pship__tally_free(&tally);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 3 && data[0] < BLOCK_TYPES) {
        /* A copy of its own size, so that a sanitizer sees a step beyond the content. */
        uint8_t *copy = malloc(size);
        if (copy == NULL) {
            abort();
        }
        memcpy(copy, data, size);
        parse_block(copy, size);
        free(copy);
        return 0;
    }
    char path[FUZZ_PATH];
    pship_error err = PSHIP_ERROR_INIT;
    fuzz_file(path, "");
    fuzz_put(path, data, size);
    pship_result probed = pship__store_probe(path, &err);
    if (probed != PSHIP_OK && probed != PSHIP_E_FORMAT) {
        fail("the probe", &err);
    }
    for (int mode = 0; mode < 2; mode++) {
        pship_result result = look(path, mode == 0, &err);
        if (result != PSHIP_E_FORMAT && (result != PSHIP_OK || probed != PSHIP_OK)) {
            fail(mode == 0 ? "reading" : "opening", &err);
        }
        check_untouched(path, data, size);
    }
    (void)unlink(path);
    return 0;
}
