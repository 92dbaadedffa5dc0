/* Writing a register: the schema, and every statement of the log that is not erased, grouped by the
 * entity that it is about. */
#include "adapters/sections.h"
#include "adapters/writer.h"
#include "model/vocabulary.h"
#include "stream/files.h"
#include "table/reading.h"
#include <limits.h>
#include <partnership/register.h>
#include <string.h>

#define LINE_WIDTH 100

/* ---- the schema */

static int64_t find_row(const pship_table *table, const char *name)
{
    int64_t row = 0;
    while (row < pship_table_rows(table) && !pship__cell_is(table, 0, row, name)) {
        row++;
    }
    return row;
}

bool pship__takes_any(const writer *at, name_id property)
{
    return pship__cell_is(at->properties, 1, find_row(at->properties, text_of(at, property)),
                          "any");
}

static const char *keep_cell(writer *at, const pship_table *table, int32_t column, int64_t row)
{
    size_t length;
    const char *cell = pship_table_text(table, column, row, &length);
    return cell == NULL ? NULL : pship__json_keep(at->json, cell, length);
}

static bool is_party(writer *at, const char *kind)
{
    for (int64_t steps = 0; kind != NULL && steps < pship_table_rows(at->kinds); steps++) {
        if (strcmp(kind, "party") == 0) {
            return true;
        }
        kind = keep_cell(at, at->kinds, 1, find_row(at->kinds, kind));
    }
    return false;
}

/* ---- the file */

static size_t section_of(writer *at, const char *kind)
{
    if (is_party(at, kind)) {
        kind = "party";
    }
    size_t which = 0;
    while (which < pship__section_count - 1 && strcmp(pship__sections[which].kind, kind) != 0) {
        which++;
    }
    return which;
}

static void write_row(writer *at, const char *name, bool *begun)
{
    if (!*begun) {
        pship__buffer_add_text(&at->text, ",\n  ");
        pship__json_write_string(&at->text, name);
        pship__buffer_add_text(&at->text, ": [\n    ");
        *begun = true;
    } else {
        pship__buffer_add_text(&at->text, ",\n    ");
    }
    pship__json_write(&at->text, at->json->root, 4, 4, LINE_WIDTH);
}

static int depth_of(const writer *at, uint16_t layer)
{
    int depth = 0;
    for (; layer != 0; depth++) {
        layer = (uint16_t)pship__model_scenario(at->model, layer)->parent;
    }
    return depth;
}

/* The statement after `before` that declares an entity: those in deeper scenarios come first, for
 * what a parent has is not declared again. */
static pship_statement_id next_declaration(const writer *at, pship_statement_id first,
                                           pship_statement_id before)
{
    pship_statement_id best = 0;
    int least = before == 0 ? INT_MAX : depth_of(at, row_of(at, before)->layer), depth = 0;
    for (pship_statement_id id = first; id != 0; id = at->links[id].next) {
        if (row_of(at, id)->property != at->kind) {
            continue;
        }
        int own = depth_of(at, row_of(at, id)->layer);
        if ((own < least || (own == least && id > before)) && (best == 0 || own > depth)) {
            best = id;
            depth = own;
        }
    }
    return best;
}

static pship_result write_entity(writer *at, size_t which, pship_statement_id first, bool *begun,
                                 pship_error *err)
{
    const char *kind = text_of(at, row_of(at, first)->value);
    bool says_kind = strcmp(pship__sections[which].kind, kind) != 0;
    pship_statement_id next = next_declaration(at, first, 0);
    while (next != 0) {
        pship_statement_id own = next;
        next = next_declaration(at, first, own);
        json_node *built = pship__build_entry(at, own, says_kind, next == 0 ? first : 0);
        if (at->too_deep) {
            return pship__fail(
                err, PSHIP_E_LIMIT,
                "'%.100s' has retractions that retract each other, or scenarios that "
                "correct each other, more than %d deep",
                text_of(at, row_of(at, first)->subject), DEPTH_LIMIT);
        }
        if (built == NULL || at->json->failed) {
            return pship__fail_memory(err);
        }
        write_row(at, pship__sections[which].name, begun);
    }
    return PSHIP_OK;
}

static pship_result write_section(writer *at, size_t which, pship__progress_state *progress,
                                  pship_error *err)
{
    bool begun = false;
    for (size_t i = 0; i < at->entity_count; i++) {
        if (section_of(at, text_of(at, row_of(at, at->entities[i])->value)) != which) {
            continue;
        }
        pship_result result = write_entity(at, which, at->entities[i], &begun, err);
        if (result == PSHIP_OK) {
            result = pship__progress(progress, -1, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    if (begun) {
        pship__buffer_add_text(&at->text, "\n  ]");
    }
    return PSHIP_OK;
}

/* What callers added to the schema; the library's own is in the library. */
static pship_result write_schema(writer *at, const char *part, const pship_table *table, size_t own,
                                 pship_error *err)
{
    bool begun = false;
    for (int64_t row = (int64_t)own; row < pship_table_rows(table); row++) {
        pship__json_clear(at->json);
        json_node *object = pship__json_add(at->json, NULL, NULL, JSON_OBJECT, NULL);
        for (int32_t column = 0; object != NULL && column < pship_table_columns(table); column++) {
            const char *key = column == 0 ? "name" : pship_table_column_name(table, column);
            if (pship_table_is_null(table, column, row)) {
                continue;
            }
            if (pship_table_column_type(table, column) == PSHIP_COLUMN_BOOL) {
                bool yes = pship_table_integer(table, column, row) != 0;
                (void)pship__json_add(at->json, object, key, yes ? JSON_TRUE : JSON_FALSE, NULL);
            } else {
                (void)pship__json_add(at->json, object, key, JSON_STRING,
                                      keep_cell(at, table, column, row));
            }
        }
        if (object == NULL || at->json->failed) {
            return pship__fail_memory(err);
        }
        write_row(at, part, &begun);
    }
    if (begun) {
        pship__buffer_add_text(&at->text, "\n  ]");
    }
    return PSHIP_OK;
}

/* Pins stay behind, as transactions do. */
static pship_result write_scenarios(writer *at, pship_error *err)
{
    bool begun = false;
    size_t count = pship__model_scenario_count(at->model);
    for (uint32_t i = 1; i <= count; i++) {
        const scenario_row *row = pship__model_scenario(at->model, i);
        pship__json_clear(at->json);
        json_node *object = pship__json_add(at->json, NULL, NULL, JSON_OBJECT, NULL);
        struct {
            const char *key, *text;
        } members[] = {{"name", text_of(at, row->name)},
                       {"parent", scenario_of(at, (uint16_t)row->parent)},
                       {"description", text_of(at, row->description)}};
        for (size_t j = 0; object != NULL && j < sizeof members / sizeof members[0]; j++) {
            if (members[j].text != NULL) {
                (void)pship__json_add(at->json, object, members[j].key, JSON_STRING,
                                      members[j].text);
            }
        }
        if (object == NULL || at->json->failed) {
            return pship__fail_memory(err);
        }
        write_row(at, "scenarios", &begun);
    }
    if (begun) {
        pship__buffer_add_text(&at->text, "\n  ]");
    }
    return PSHIP_OK;
}

static pship_result write_text(writer *at, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, at->context, "writing register");
    pship__buffer_add_text(&at->text, "{\n  \"partnership_register\": 1");
    if (at->nameless) {
        pship__buffer_add_text(&at->text, ",\n  \"entry\": null");
    }
    pship_result result = write_schema(at, "kinds", at->kinds, pship__kind_count, err);
    if (result == PSHIP_OK) {
        result = write_schema(at, "properties", at->properties, pship__property_count, err);
    }
    if (result == PSHIP_OK) {
        result = write_scenarios(at, err);
    }
    for (size_t which = 0; which < pship__section_count && result == PSHIP_OK; which++) {
        result = write_section(at, which, &progress, err);
    }
    pship__buffer_add_text(&at->text, "\n}\n");
    if (result == PSHIP_OK && at->text.failed) {
        return pship__fail_memory(err);
    }
    return result;
}

/* Only an older register is replaced: a model file, whose model may be open, or anything else is
 * not ours to overwrite. */
static pship_result check_target(const char *path, pship_error *err)
{
    char bytes[4096];
    size_t length = 0;
    file_form form;
    pship_error own = PSHIP_ERROR_INIT;
    pship_result result = pship__file_form(path, &form, &own);
    if (result == PSHIP_E_NOT_FOUND) {
        return PSHIP_OK;
    }
    if (result == PSHIP_OK && form == FILE_REGULAR) {
        result = pship__file_peek(path, bytes, sizeof bytes - 1, &length, &own);
    }
    if (result != PSHIP_OK) {
        return pship__fail_at(err, result, path, 0, 0, "%s", own.message);
    }
    bytes[length] = '\0';
    bool ours =
        length == 0 || (strlen(bytes) == length && strstr(bytes, "\"partnership_register\""));
    if (form == FILE_REGULAR && !ours) {
        return pship__fail_at(err, PSHIP_E_CONFLICT, path, 0, 0,
                              "the file is there and is no register: it is not overwritten");
    }
    return PSHIP_OK;
}

pship_result pship_register_write(pship_model *model, const char *path, pship_error *err)
{
    if (model == NULL || path == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "pship_register_write needs a model and a path");
    }
    pship_context *context = pship__model_context(model);
    writer at = {.model = model, .context = context, .count = pship_model_statement_count(model)};
    pship__buffer_init(&at.text, context);
    pship__naming_begin(&at.names, context);
    pship_result result = check_target(path, err);
    if (result == PSHIP_OK) {
        result = pship__link_statements(&at, err);
    }
    if (result == PSHIP_OK) {
        result = pship_model_kinds(&at.kinds, model, err);
    }
    if (result == PSHIP_OK) {
        result = pship_model_properties(&at.properties, model, err);
    }
    if (result == PSHIP_OK && (at.json = pship__json_new(context)) == NULL) {
        result = pship__fail_memory(err);
    }
    if (result == PSHIP_OK) {
        result = write_text(&at, err);
    }
    if (result == PSHIP_OK) {
        result = pship__file_replace(context, path, at.text.bytes, at.text.length, err);
    }
    pship__naming_end(&at.names);
    pship__json_free(at.json);
    pship_table_free(at.kinds);
    pship_table_free(at.properties);
    pship__buffer_free(&at.text);
    pship__release(context, at.links);
    pship__release(context, at.entities);
    return result;
}
