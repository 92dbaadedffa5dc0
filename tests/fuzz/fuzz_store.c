/*
 * Fuzz target: any bytes as a model file. Whatever they are, the file is refused or read, for
 * reading and for writing, and stays as it is, byte for byte, with nothing beside it.
 */
#include "store/store.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static pship_result take_kind(void *user, const stored_kind *row, pship_error *err)
{
    (void)err;
    *(size_t *)user += strlen(row->name);
    return PSHIP_OK;
}

static pship_result take_property(void *user, const stored_property *row, pship_error *err)
{
    (void)err;
    *(size_t *)user += strlen(row->name);
    return PSHIP_OK;
}

static pship_result take_transaction(void *user, const stored_transaction *row, pship_error *err)
{
    (void)err;
    *(size_t *)user += row->note == NULL ? 0 : strlen(row->note);
    return PSHIP_OK;
}

static pship_result take_statement(void *user, const stored_statement *row, pship_error *err)
{
    (void)err;
    *(size_t *)user += strlen(row->subject) + strlen(row->until.text);
    return PSHIP_OK;
}

static void fail(const char *what, const pship_error *err)
{
    (void)fprintf(stderr, "%s: %s %s\n", what, pship_result_name(err->code), err->message);
    abort();
}

static pship_result look(const char *path, bool read_only, pship_error *err)
{
    size_t letters = 0;
    pship__store *store = NULL;
    pship__store_sink sink = {&letters, take_kind, take_property, take_transaction, take_statement};
    pship_result result = pship__store_open(&store, NULL, path, read_only, err);
    if (result == PSHIP_OK) {
        result = pship__store_read(store, &sink, err);
    }
    pship__store_close(store);
    return result;
}

static void put(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
        perror(path);
        abort();
    }
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[128];
    pship_error err = PSHIP_ERROR_INIT;
    const char *base = getenv("TMPDIR");
    (void)snprintf(path, sizeof path, "%s/pship-fuzz-%ld",
                   base == NULL || strlen(base) > 80 ? "/tmp" : base, (long)getpid());
    put(path, data, size);
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
