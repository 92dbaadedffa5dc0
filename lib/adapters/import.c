/* Importing: from the call to the report and the summary. */
#include "adapters/import.h"
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

pship_import_options pship_import_options_init(void)
{
    return (pship_import_options)PSHIP_IMPORT_OPTIONS_INIT;
}

/* ---- the report */

static pship_result new_report(import *at, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"file", PSHIP_COLUMN_DICTIONARY, NULL, 0},     {"line", PSHIP_COLUMN_INT64, NULL, 0},
        {"column", PSHIP_COLUMN_INT64, NULL, 0},        {"name", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"cell", PSHIP_COLUMN_UTF8, NULL, 0},           {"rule", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"severity", PSHIP_COLUMN_DICTIONARY, NULL, 0}, {"message", PSHIP_COLUMN_UTF8, NULL, 0}};
    return pship__table_builder_new(&at->report, at->context, columns, COUNT(columns), err);
}

static void add_report(import *at, const report_place *place, const char *rule,
                       const char *severity, const char *format, va_list arguments)
{
    char message[512];
    pship__format_cut(message, sizeof message, format, arguments);
    pship__add_text(at->report, place->file);
    pship__add_int64(at->report, place->line);
    pship__add_int64(at->report, place->column);
    pship__add_text(at->report, place->name);
    pship__add_text(at->report, place->cell);
    pship__add_text(at->report, rule);
    pship__add_text(at->report, severity);
    pship__add_text(at->report, message);
}

void pship__import_report(import *at, const report_place *place, const char *rule,
                          const char *severity, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_report(at, place, rule, severity, format, arguments);
    va_end(arguments);
}

void pship__import_report_cell(import *at, int32_t column, const char *rule, const char *severity,
                               const char *format, ...)
{
    report_place place = {at->file, at->row_line, 1, NULL, NULL};
    if (column >= 0) {
        row_cell *cell = &at->cells[column];
        cell->state |= CELL_REPORTED;
        place =
            (report_place){at->file, cell->line, cell->column, at->columns[column].name, cell->raw};
    }
    va_list arguments;
    va_start(arguments, format);
    add_report(at, &place, rule, severity, format, arguments);
    va_end(arguments);
}

/* ---- counting */

uint32_t pship__import_counter(import *at, const char *what, const char *name)
{
    for (size_t i = 0; i < at->counter_count; i++) {
        if (strcmp(at->counters[i].name, name) == 0 && strcmp(at->counters[i].what, what) == 0) {
            return (uint32_t)i;
        }
    }
    const char *kept = pship__json_keep(at->texts, name, strlen(name));
    if (kept == NULL || !pship__grow(at->context, (void **)&at->counters, at->counter_count,
                                     &at->counter_capacity, sizeof *at->counters)) {
        return UINT32_MAX;
    }
    at->counters[at->counter_count] = (import_counter){.what = what, .name = kept};
    return (uint32_t)at->counter_count++;
}

static void add_total(pship__table_builder *table, const char *what, int64_t count)
{
    pship__add_text(table, what);
    pship__add_null(table);
    pship__add_int64(table, count);
    pship__add_null(table);
}

static void add_counters(const import *at, pship__table_builder *table, const char *what)
{
    for (size_t i = 0; i < at->counter_count; i++) {
        const import_counter *one = &at->counters[i];
        if (strcmp(one->what, what) == 0 && one->count > 0) {
            pship__add_text(table, what);
            pship__add_text(table, one->name);
            pship__add_int64(table, one->count);
            pship__add_int64(table, one->added);
        }
    }
}

static pship_result summarise(const import *at, pship_table **summary, pship_error *err)
{
    static const pship__column_spec columns[] = {{"what", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"name", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"count", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"added", PSHIP_COLUMN_INT64, NULL, 0}};
    pship__table_builder *table;
    pship_result result =
        pship__table_builder_new(&table, at->context, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    add_total(table, "rows", at->rows);
    add_total(table, "cells", at->cells_seen);
    add_total(table, "cells_taken", at->cells_taken);
    add_total(table, "cells_empty", at->cells_empty);
    add_total(table, "cells_ignored", at->cells_ignored);
    add_total(table, "cells_left", at->cells_left);
    add_counters(at, table, "entity");
    add_counters(at, table, "act");
    add_counters(at, table, "statement");
    return pship__table_builder_finish(table, summary, err);
}

/* ---- the whole */

static void give_up(import *at)
{
    pship__import_release_rules(at);
    pship__mapping_free(&at->mapping);
    pship__json_free(at->texts);
    pship__json_free(at->row_texts);
    pship__buffer_free(&at->scratch);
    pship__buffer_free(&at->folded);
    pship__map_free(&at->ids);
    pship__map_free(&at->keys);
    pship__map_free(&at->values);
    pship__map_free(&at->names);
    pship__release(at->context, at->columns);
    pship__release(at->context, at->cells);
    pship__release(at->context, at->counters);
    pship__release(at->context, at->told);
    pship__release(at->context, at->mentions);
    pship__release(at->context, at->deeds);
    pship__release(at->context, at->act_parties);
    pship__table_builder_free(at->report);
}

static pship_result begin(import *at, pship_transaction *transaction, const char *mapping,
                          pship_error *err)
{
    pship_context *context = pship__transaction_context(transaction);
    *at = (import){.transaction = transaction, .context = context};
    at->mapping.context = context;
    pship__buffer_init(&at->scratch, context);
    pship__buffer_init(&at->folded, context);
    pship__map_init(&at->ids, context);
    pship__map_init(&at->keys, context);
    pship__map_init(&at->values, context);
    pship__map_init(&at->names, context);
    pship__progress_begin(&at->progress, context, "importing");
    at->last_statement = pship__transaction_statement_count(transaction);
    at->texts = pship__json_new(context);
    at->row_texts = pship__json_new(context);
    if (at->texts == NULL || at->row_texts == NULL) {
        return pship__fail_memory(err);
    }
    pship_result result = new_report(at, err);
    if (result == PSHIP_OK) {
        result = pship__mapping_open(&at->mapping, context, mapping, err);
    }
    if (result == PSHIP_OK) {
        at->root = at->mapping.files[0].json->root;
    }
    return result;
}

static pship_result choose_source(import *at, const char *given, pship_error *err)
{
    const json_node *node = pship__json_find(at->root, "source");
    if (node != NULL && node->type != JSON_STRING) {
        return pship__mapping_wrong(&at->mapping.files[0], node->place, err,
                                    "'source' is the id of a source");
    }
    at->default_source = given != NULL ? given : node == NULL ? NULL : node->text;
    const char *kind = at->default_source == NULL
                           ? "source"
                           : pship__transaction_kind_of(at->transaction, at->default_source);
    if (kind == NULL || !pship__transaction_kind_is(at->transaction, kind, "source")) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the source '%.100s' is not recorded",
                           pship__utf8_valid(at->default_source, strlen(at->default_source))
                               ? at->default_source
                               : "?");
    }
    return PSHIP_OK;
}

static pship_result import_all(import *at, const char *path, const char *source, pship_error *err)
{
    pship_result result = pship__import_sources(at, err);
    if (result == PSHIP_OK) {
        at->last_statement = pship__transaction_statement_count(at->transaction);
        result = choose_source(at, source, err);
    }
    if (result == PSHIP_OK) {
        result = pship__import_rows(at, path, err);
    }
    return result == PSHIP_OK ? pship__import_after(at, err) : result;
}

/* Both tables or none. */
static pship_result finish(import *at, pship_table **report, pship_table **summary,
                           pship_error *err)
{
    pship_table *counted = NULL, *listed = NULL;
    pship_result result = summarise(at, &counted, err);
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__table_builder_finish(at->report, &listed, err);
    at->report = NULL;
    if (result != PSHIP_OK) {
        pship_table_free(counted);
        return result;
    }
    if (summary != NULL) {
        *summary = counted;
    } else {
        pship_table_free(counted);
    }
    if (report != NULL) {
        *report = listed;
    } else {
        pship_table_free(listed);
    }
    return PSHIP_OK;
}

pship_result pship_import_read(pship_table **report, pship_table **summary,
                               pship_transaction *transaction, const char *path,
                               const char *mapping, const pship_import_options *options,
                               pship_error *err)
{
    pship_import_options wanted = PSHIP_IMPORT_OPTIONS_INIT;
    if (transaction == NULL || !pship__transaction_is_open(transaction) || path == NULL ||
        mapping == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_import_read needs an open transaction, a path and a mapping");
    }
    pship_result result =
        pship__options(&wanted, sizeof wanted, sizeof wanted, options, "pship_import_options", err);
    transaction_mark *mark = NULL;
    if (result == PSHIP_OK) {
        result = pship__transaction_mark(transaction, &mark, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
import at;
    result = begin(&at, transaction, mapping, err);
    if (result == PSHIP_OK) {
        result = import_all(&at, path, wanted.source, err);
    }
    if (result == PSHIP_OK) {
        result = finish(&at, report, summary, err);
    }
    give_up(&at);
    return pship__transaction_settle(transaction, mark, result);
}

/* ---- presets */

static pship_result add_preset(pship__table_builder *builder, pship_context *context,
                               const preset *of, pship_error *err)
{
    pship__json *json;
    pship_result result =
        pship__json_parse(&json, context, of->bytes, of->length, of->name, NULL, NULL, err);
    if (result != PSHIP_OK) {
        return result;
    }
    /* What has only tables is there to be included. */
    if (pship__json_find(json->root, "entities") != NULL) {
        const json_node *title = pship__json_find(json->root, "title");
        const json_node *note = pship__json_find(json->root, "note");
        pship__add_text(builder, of->name);
        pship__add_text(builder, title == NULL ? NULL : title->text);
        pship__add_text(builder, note == NULL ? NULL : note->text);
    }
    pship__json_free(json);
    return PSHIP_OK;
}

pship_result pship_import_presets(pship_table **table, pship_context *context, pship_error *err)
{
    static const pship__column_spec columns[] = {{"name", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"title", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"note", PSHIP_COLUMN_UTF8, NULL, 0}};
    if (table == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_import_presets needs a place for the table");
    }
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, context, columns, COUNT(columns), err);
    for (const preset *one = pship__presets; result == PSHIP_OK && one->name != NULL; one++) {
        result = add_preset(builder, context, one, err);
        if (result != PSHIP_OK) {
            pship__table_builder_free(builder);
            return result;
        }
    }
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}
