/* Imports of a few lines: mappings have ' for ", as the registers of the other tests do. */
#ifndef TESTS_ADAPTERS_IMPORT_HELP_H
#define TESTS_ADAPTERS_IMPORT_HELP_H

#include "adapters/dump.h"

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

#define MAPPING(text) "{'partnership_mapping': 1, " text "}"
#define ENTITIES(text) MAPPING("'entities': [" text "]")
#define AGREEMENT(text) ENTITIES("{'kind': 'agreement', 'id': '{id}', " text "}")
/* A table of two states and a source. */
#define STATES \
    "'sources': [{'id': 's'}], 'tables': {'states': {'kind': 'state', 'source': 's', 'rows': [" \
    "{'id': 'france', 'name': 'France', 'number': '250'}," \
    "{'id': 'chad', 'name': 'Chad', 'number': '148', 'also': ['Tchad', 'Tschad']}]}}, "
#define BY_TABLE(text) \
    MAPPING(STATES "'entities': [{'kind': 'agreement', 'id': '{id}', 'statements': {'party': {" \
                   "'value': '{party}', 'table': 'states', 'by': ['name', 'also'], " text "}}}]")

/* One import of a text as `table.csv`, or `table.json` where it begins with a bracket. */
static inline pship_result import_text(pship_transaction *transaction, const char *mapping,
                                       const char *data, pship_table **report,
                                       pship_table **summary, pship_error *err)
{
    const char *name = data[0] == '[' ? "table.json" : "table.csv";
    char *text = with_quotes(mapping);
    if (data[0] == '[') {
        put_json(name, data);
    } else {
        put_bytes(name, data, strlen(data));
    }
    pship_result result =
        pship_import_read(report, summary, transaction, path_of(name), text, NULL, err);
    free(text);
    return result;
}

static inline pship_table *import_good(pship_model *model, const char *mapping, const char *data,
                                       pship_table **summary)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_table *report = NULL;
    ck_assert_int_eq(pship_transaction_begin(&transaction, model, NULL, &err), PSHIP_OK);
    pship_result result = import_text(transaction, mapping, data, &report, summary, &err);
    ck_assert_msg(result == PSHIP_OK, "%s:%lld:%lld: %s", err.file, (long long)err.line,
                  (long long)err.column, err.message);
    ck_assert_msg(pship_transaction_commit(transaction, &err) == PSHIP_OK, "%s", err.message);
    pship_transaction_free(transaction);
    return report;
}

static inline pship_model *new_model(void)
{
    pship_model *model = NULL;
    ck_assert_int_eq(pship_model_new(&model, NULL, NULL), PSHIP_OK);
    return model;
}

static inline int64_t counted(const pship_table *summary, const char *what, const char *name,
                              const char *column)
{
    for (int64_t row = 0; row < pship_table_rows(summary); row++) {
        if (strcmp(cell_of(summary, "what", row), what) == 0 &&
            strcmp(cell_of(summary, "name", row), name) == 0) {
            return pship_table_integer(summary, pship_table_find(summary, column), row);
        }
    }
    return 0;
}

#endif
