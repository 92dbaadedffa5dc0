/*
 * Fuzz target: any bytes as a register. Either there are problems, each with a rule and a place
 * within the file, or the register is written, read and written again as the same text. Validation finds the same
 * problems, in either case.
 */
#include "place.h"
#include <partnership/partnership.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *get(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    MUST(file != NULL && fseek(file, 0, SEEK_END) == 0);
    long end = ftell(file);
    MUST(end >= 0);
    rewind(file);
    *size = (size_t)end;
    char *bytes = malloc(*size + 1);
    MUST(bytes != NULL && fread(bytes, 1, *size, file) == *size);
    (void)fclose(file);
    return bytes;
}

static void check_problems(const pship_table *problems, const pship_error *err, const uint8_t *data,
                           size_t size)
{
    int64_t lines = 1;
    size_t length;
    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n';
    }
    MUST(problems != NULL && pship_table_rows(problems) > 0);
    for (int64_t row = 0; row < pship_table_rows(problems); row++) {
        int64_t line = pship_table_integer(problems, 1, row);
        int64_t column = pship_table_integer(problems, 2, row);
        MUST(line >= 1 && line <= lines && column >= 1 && column <= (int64_t)size + 1);
        MUST(pship_table_text(problems, 3, row, &length) != NULL && length > 0);
        MUST(pship_table_text(problems, 4, row, &length) != NULL && length > 0);
    }
    MUST(err->line == pship_table_integer(problems, 1, 0));
    MUST(err->column == pship_table_integer(problems, 2, 0));
}

static char *write_again(pship_model *model, const char *path, size_t *size)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_result result = pship_register_write(model, path, &err);
    if (result == PSHIP_E_LIMIT) {
        return NULL; /* retractions may be nested deeper in the log than in JSON */
    }
    MUST(result == PSHIP_OK);
    return get(path, size);
}

static void check_model(pship_model *model, const char *path)
{
    size_t size, again_size;
    pship_model *again = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    char *text = write_again(model, path, &size);
    if (text == NULL) {
        return;
    }
    if (pship_register_open(&again, NULL, NULL, path, NULL, &err) != PSHIP_OK) {
        (void)fprintf(stderr, "%lld:%lld: %s\n%s\n", (long long)err.line, (long long)err.column,
                      err.message, text);
        abort();
    }
    MUST(pship_model_statement_count(again) == pship_model_statement_count(model));
    char *again_text = write_again(again, path, &again_size);
    MUST(again_text != NULL && size == again_size && memcmp(text, again_text, size) == 0);
    free(again_text);
    free(text);
    pship_model_free(again);
}

/* The rules of reading come before this one. */
static bool is_of_reading(const pship_table *rules, const char *rule, size_t length)
{
    for (int64_t row = 0; row < pship_table_rows(rules); row++) {
        size_t named;
        const char *name = pship_table_text(rules, 0, row, &named);
        if (named == 14 && memcmp(name, "missing_source", named) == 0) {
            break;
        }
        if (named == length && memcmp(name, rule, length) == 0) {
            return true;
        }
    }
    return false;
}

static void check_validation(const char *path, const pship_table *problems)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *found = NULL, *rules = NULL;
    int64_t of_reading = 0;
    MUST(pship_validation_rules(&rules, NULL, &err) == PSHIP_OK);
    if (pship_register_validate(&found, NULL, path, NULL, &err) != PSHIP_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        abort();
    }
    for (int64_t row = 0; row < pship_table_rows(found); row++) {
        size_t length;
        const char *rule = pship_table_text(found, 3, row, &length);
        of_reading += is_of_reading(rules, rule, length);
        MUST(pship_table_integer(found, 1, row) >= 1 && pship_table_integer(found, 2, row) >= 1);
    }
    MUST(of_reading == (problems == NULL ? 0 : pship_table_rows(problems)));
    pship_table_free(found);
    pship_table_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH];
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_table *problems = NULL;
    fuzz_file(path, ".json");
    fuzz_put(path, data, size);
    pship_result result = pship_register_open(&model, &problems, NULL, path, NULL, &err);
    if (result == PSHIP_OK) {
        MUST(problems == NULL);
        if (size < 16 || memcmp(data, "SQLite format 3", 16) != 0) {
            check_validation(path, NULL);
        }
        check_model(model, path);
    } else if (problems == NULL) {
        /* A model file after all, and a damaged one. */
        MUST(size >= 16 && memcmp(data, "SQLite format 3", 16) == 0);
    } else {
        MUST(model == NULL);
        check_problems(problems, &err, data, size);
        check_validation(path, problems);
    }
    pship_table_free(problems);
    pship_model_free(model);
    (void)unlink(path);
    return 0;
}
