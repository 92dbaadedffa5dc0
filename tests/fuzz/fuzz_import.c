/*
 * Fuzz target: any bytes as a mapping and a table, parted by the first zero byte; without one, the bytes
 * are a table for a mapping of ours. What is refused leaves nothing behind; what is taken accounts for every
 * cell, and adds nothing the second time.
 */
#include "place.h"
#include <partnership/partnership.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char own_mapping[] = "{\"partnership_mapping\": 1, \"include\": [\"parties\"], "
                                  "\"nulls\": [\"NA\"], \"order\": [[\"signature\","
                                  " \"accession\"]], \"entities\": [{\"kind\": \"agreement\", "
                                  "\"id\": \"{a|slug}\", \"statements\": {"
                                  "\"title\": \"{a}\", \"alias\": {\"each\": {\"columns\": \"*\", "
                                  "\"but\": \"a\"}, \"value\": \"{{@each}}\","
                                  " \"unless\": \"{a}\"}, \"party\": {\"value\": \"{b}\", "
                                  "\"split\": [\",\", \";\"], \"split_unknown\": [\" and \","
                                  " \" \"], \"table\": \"parties\", \"by\": [\"name\", \"also\"], "
                                  "\"not_in_table\": {\"kind\": \"party\"}}},"
                                  " \"acts\": [{\"type\": {\"value\": \"{c}\", \"part\": "
                                  "\"after_last_digit\", \"words\": {\"\": \"signature\","
                                  " \"a\": \"accession\"}}, \"statements\": {\"date\": {\"value\": "
                                  "\"{c}\", \"part\": \"to_last_digit\","
                                  " \"date\": [\"MM/DD/YYYY\", \"D MMM YYYY\", \"EDTF\"]}}}]}]}";

static int64_t total(const pship_table *summary, const char *what)
{
    for (int64_t row = 0; row < pship_table_rows(summary); row++) {
        char text[32];
        (void)pship_table_format(summary, pship_table_find(summary, "what"), row, text,
                                 sizeof text);
        if (strcmp(text, what) == 0) {
            return pship_table_integer(summary, pship_table_find(summary, "count"), row);
        }
    }
    (void)fprintf(stderr, "the summary has no total of %s\n", what);
    abort();
}

/* Commits what was taken. True where the table was not refused. */
static bool import(pship_model *model, const char *path, const char *mapping)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_table *report = NULL, *summary = NULL;
    MUST(pship_transaction_begin(&transaction, model, NULL, NULL) == PSHIP_OK);
    MUST(pship_entity_record(transaction, "party", "before", NULL) == PSHIP_OK);
    pship_result result =
        pship_import_read(&report, &summary, transaction, path, mapping, NULL, &err);
    MUST((report != NULL) == (result == PSHIP_OK) && (summary != NULL) == (result == PSHIP_OK));
    MUST(result == PSHIP_OK || (err.code == result && err.message[0] != '\0'));
    MUST(pship_transaction_commit(transaction, &err) == PSHIP_OK);
    if (result == PSHIP_OK) {
        MUST(total(summary, "cells") ==
             total(summary, "cells_taken") + total(summary, "cells_empty") +
                 total(summary, "cells_ignored") + total(summary, "cells_left"));
        MUST(total(summary, "cells_left") == 0 || pship_table_rows(report) > 0);
    } else {
        MUST(pship_model_statement_count(model) == 1);
    }
    pship_table_free(report);
    pship_table_free(summary);
    pship_transaction_free(transaction);
    return result == PSHIP_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH];
    const uint8_t *parted = size == 0 ? NULL : memchr(data, 0, size);
    const char *mapping = parted == NULL ? own_mapping : (const char *)data;
    const uint8_t *table = parted == NULL ? data : parted + 1;
    size_t length = size - (parted == NULL ? 0 : (size_t)(parted - data) + 1);
    /* Other mappings could name files of this machine. */
    if (parted != NULL && (*mapping != '{' || strstr(mapping, "include") != NULL)) {
        return 0;
    }
    fuzz_file(path, length > 0 && *table == '[' ? ".json" : ".csv");
    fuzz_put(path, table, length);
    pship_model *model = NULL;
    MUST(pship_model_new(&model, NULL, NULL) == PSHIP_OK);
    if (import(model, path, mapping)) {
        int64_t count = pship_model_statement_count(model);
        MUST(import(model, path, mapping));
        MUST(pship_model_statement_count(model) == count);
    }
    pship_model_free(model);
    unlink(path);
    return 0;
}
