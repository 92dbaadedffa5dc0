/* Writing a register: every statement of the log, grouped by the entity that it is about. What acts
 * on a statement (correction, end, retraction) is written inside the one that it belongs to. */
#include "model/private.h"
#include "model/vocabulary.h"
#include "stream/files.h"
#include "stream/json.h"
#include "stream/sort.h"
#include <partnership/register.h>
#include <string.h>

#define LINE_WIDTH 100
/* Retractions of retractions of ...: each takes two levels of the JSON, which a reader limits. */
#define DEPTH_LIMIT 24

/* By statement id, from 1; 0 is none. */
typedef struct links {
    pship_statement_id next;      /* the next statement about the same subject */
    pship_statement_id first_act; /* the first end or retraction of this one */
    pship_statement_id next_act;  /* the next end or retraction of the same target */
    bool corrected;
} links;

typedef struct writer {
    const pship_model *model;
    pship_context *context;
    pship_statement_id count;
    links *links;
    pship_statement_id *entities; /* statements that declare one, in the order of recording */
    size_t entity_count;
    pship_table *kinds, *properties;
    pship__json *json;
    pship__buffer text;
    name_id source, locator; /* defaults of the entry at hand */
    bool too_deep;
} writer;

static const statement *row_of(const writer *at, pship_statement_id id)
{
    return pship__model_statement(at->model, id);
}

static const char *text_of(const writer *at, name_id name)
{
    return pship__model_text(at->model, name);
}

/* ---- the schema */

static bool cell_is(const pship_table *table, int32_t column, int64_t row, const char *text)
{
    size_t length;
    const char *cell = pship_table_text(table, column, row, &length);
    return cell != NULL && length == strlen(text) && memcmp(cell, text, length) == 0;
}

static int64_t find_row(const pship_table *table, const char *name)
{
    int64_t row = 0;
    while (row < pship_table_rows(table) && !cell_is(table, 0, row, name)) {
        row++;
    }
    return row;
}

static bool takes_any(const writer *at, const char *property)
{
    return cell_is(at->properties, 1, find_row(at->properties, property), "any");
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

/* ---- nodes */

static void put(writer *at, json_node *object, const char *key, json_type type, const char *text)
{
    (void)pship__json_add(at->json, object, key, type, text);
}

static void put_name(writer *at, json_node *object, const char *key, name_id name)
{
    if (name != 0) {
        put(at, object, key, JSON_STRING, text_of(at, name));
    }
}

static json_type value_type(const writer *at, const statement *row)
{
    switch (row->value_kind) {
    case PSHIP_VALUE_BOOLEAN:
        return row->boolean ? JSON_TRUE : JSON_FALSE;
    case PSHIP_VALUE_NUMBER:
        return pship__json_is_number(text_of(at, row->value)) ? JSON_NUMBER : JSON_STRING;
    default:
        return JSON_STRING;
    }
}

/* What a property of type any could not tell from the value alone. */
static const char *said_type(const writer *at, const statement *row)
{
    if (!takes_any(at, text_of(at, row->property))) {
        return NULL;
    }
    if (row->value_kind == PSHIP_VALUE_DATE) {
        return "date";
    }
    if (row->value_kind != PSHIP_VALUE_NUMBER || row->unit != 0) {
        return NULL;
    }
    return pship__json_is_number(text_of(at, row->value)) ? NULL : "number";
}

static void put_value(writer *at, json_node *object, const statement *row)
{
    const char *type = said_type(at, row);
    if (row->value_kind == PSHIP_VALUE_NONE || row->value_kind == PSHIP_VALUE_UNKNOWN) {
        put(at, object, row->value_kind == PSHIP_VALUE_NONE ? "none" : "unknown", JSON_TRUE, NULL);
        return;
    }
    put(at, object, "value", value_type(at, row), text_of(at, row->value));
    put_name(at, object, "unit", row->unit);
    if (type != NULL) {
        put(at, object, "type", JSON_STRING, type);
    }
}

static bool same_date(const stored_date *a, const stored_date *b)
{
    return a->earliest == b->earliest && a->latest == b->latest && a->kind == b->kind &&
           a->text == b->text;
}

static void put_date(writer *at, json_node *object, const char *key, const stored_date *date)
{
    const char *open = date->kind == PSHIP_DATE_OPEN ? ".." : "";
    put(at, object, key, JSON_STRING, date->text == 0 ? open : text_of(at, date->text));
}

/* A correction takes over what it does not state, so that an open start is stated where that of its
 * target is another one. */
static void put_interval(writer *at, json_node *object, const statement *row)
{
    bool corrects = row->operation == OPERATION_CORRECT;
    if (corrects ? !same_date(&row->from, &row_of(at, row->target)->from)
                 : row->from.kind != PSHIP_DATE_OPEN) {
        put_date(at, object, "from", &row->from);
    }
    if (row->states_until) {
        put_date(at, object, "until", &row->until);
    }
}

static bool has_default_source(const writer *at, const statement *row)
{
    return row->source == at->source && row->locator == at->locator;
}

static void put_options(writer *at, json_node *object, const statement *row)
{
    char day[16];
    if (!has_default_source(at, row)) {
        if (row->source == 0) {
            put(at, object, "source", JSON_NULL, NULL);
        }
        put_name(at, object, "source", row->source);
        put_name(at, object, "locator", row->locator);
    }
    put_interval(at, object, row);
    if (row->last_confirmed != PSHIP_DAY_NONE) {
        pship_day_format(row->last_confirmed, day, sizeof day);
        put(at, object, "last_confirmed", JSON_STRING,
            pship__json_keep(at->json, day, strlen(day)));
    }
    put_name(at, object, "qualifier", row->qualifier);
    put_name(at, object, "certainty", row->certainty);
    put_name(at, object, "wording", row->wording);
    if (row->rank != PSHIP_RANK_NORMAL) {
        put(at, object, "rank", JSON_STRING,
            row->rank == PSHIP_RANK_PREFERRED ? "preferred" : "deprecated");
    }
    put_name(at, object, "reason", row->reason);
}

/* Nothing but a value: it is written without the object around it. */
static bool is_plain(const writer *at, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    return row->operation == OPERATION_ASSERT && at->links[id].first_act == 0 &&
           row->value_kind != PSHIP_VALUE_NONE && row->value_kind != PSHIP_VALUE_UNKNOWN &&
           row->unit == 0 && said_type(at, row) == NULL && has_default_source(at, row) &&
           row->from.kind == PSHIP_DATE_OPEN && !row->states_until &&
           row->last_confirmed == PSHIP_DAY_NONE && row->qualifier == 0 && row->certainty == 0 &&
           row->wording == 0 && row->rank == PSHIP_RANK_NORMAL && row->reason == 0;
}

/* Ends and retractions of a statement, and theirs in turn. */
static void put_acts(writer *at, json_node *object, pship_statement_id id, const char *key,
                     uint8_t operation, int depth)
{
    json_node *list = NULL;
    for (pship_statement_id act = at->links[id].first_act; act != 0;
         act = at->links[act].next_act) {
        const statement *row = row_of(at, act);
        if (row->operation != operation) {
            continue;
        }
        if (depth == DEPTH_LIMIT) {
            at->too_deep = true;
            return;
        }
        list = list != NULL ? list : pship__json_add(at->json, object, key, JSON_ARRAY, NULL);
        json_node *one =
            list == NULL ? NULL : pship__json_add(at->json, list, NULL, JSON_OBJECT, NULL);
        if (one == NULL) {
            return;
        }
        put_options(at, one, row);
        put_acts(at, one, act, "retracted", OPERATION_RETRACT, depth + 1);
    }
}

static void put_parts(writer *at, json_node *object, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    put_value(at, object, row);
    put_options(at, object, row);
    put_acts(at, object, id, "ended", OPERATION_END, 0);
    put_acts(at, object, id, "retracted", OPERATION_RETRACT, 0);
}

/* What a statement corrects, and what that corrected before it: one, or an array, newest first. */
static void put_corrected(writer *at, json_node *object, pship_statement_id id)
{
    pship_statement_id older = row_of(at, id)->target;
    json_node *list = object;
    const char *key = "corrects";
    if (row_of(at, older)->operation == OPERATION_CORRECT) {
        list = pship__json_add(at->json, object, key, JSON_ARRAY, NULL);
        key = NULL;
    }
    for (; older != 0 && list != NULL; older = row_of(at, older)->target) {
        json_node *one = pship__json_add(at->json, list, key, JSON_OBJECT, NULL);
        if (one != NULL) {
            put_parts(at, one, older);
        }
    }
}

static void put_statement(writer *at, json_node *parent, const char *key, pship_statement_id id)
{
    const statement *row = row_of(at, id);
    if (is_plain(at, id)) {
        put(at, parent, key, value_type(at, row), text_of(at, row->value));
        return;
    }
    json_node *object = pship__json_add(at->json, parent, key, JSON_OBJECT, NULL);
    if (object == NULL) {
        return;
    }
    put_parts(at, object, id);
    if (row->operation == OPERATION_CORRECT) {
        put_corrected(at, object, id);
    }
}

/* ---- entries */

static bool is_head(const writer *at, pship_statement_id id)
{
    return row_of(at, id)->operation <= OPERATION_CORRECT && !at->links[id].corrected;
}

/* No text is less than the empty one: they are not the same locator. */
static int by_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? (a != NULL) - (b != NULL) : strcmp(a, b);
}

typedef struct origin {
    const char *source, *locator;
    const statement *row;
} origin;

static int by_origin(const void *left, const void *right)
{
    const origin *a = left, *b = right;
    int order = by_text(a->source, b->source);
    return order != 0 ? order : by_text(a->locator, b->locator);
}

/* The source and locator that most statements of an entity have: those of the longest run when they
 * are sorted by their texts, so that the choice does not depend on the order of recording. */
static bool choose_defaults(writer *at, pship_statement_id first)
{
    size_t count = 0, best = 0, run = 0;
    for (pship_statement_id id = at->links[first].next; id != 0; id = at->links[id].next) {
        count++;
    }
    origin *origins = pship__allocate(at->context, count, sizeof *origins);
    const origin **sorted = pship__allocate(at->context, count, sizeof *sorted);
    at->source = 0;
    at->locator = 0;
    count = 0;
    for (pship_statement_id id = at->links[first].next;
         id != 0 && origins != NULL && sorted != NULL; id = at->links[id].next) {
        const statement *row = row_of(at, id);
        if (row->source != 0) {
            origins[count] = (origin){text_of(at, row->source), text_of(at, row->locator), row};
            sorted[count] = &origins[count];
            count++;
        }
    }
    if (count > 0) {
        pship__sort((void **)sorted, count, by_origin);
    }
    for (size_t i = 0; i < count; i++) {
        run = i > 0 && by_origin(sorted[i - 1], sorted[i]) == 0 ? run + 1 : 1;
        if (run > best) {
            best = run;
            at->source = sorted[i]->row->source;
            at->locator = sorted[i]->row->locator;
        }
    }
    bool had = origins != NULL && sorted != NULL;
    pship__release(at->context, origins);
    pship__release(at->context, (void *)sorted);
    return had;
}

static void put_property(writer *at, json_node *object, pship_statement_id first, name_id property)
{
    size_t heads = 0;
    for (pship_statement_id id = first; id != 0; id = at->links[id].next) {
        heads += row_of(at, id)->property == property && is_head(at, id);
    }
    json_node *parent = object;
    const char *key = text_of(at, property);
    if (heads != 1) {
        parent = pship__json_add(at->json, object, key, JSON_ARRAY, NULL);
        key = NULL;
    }
    for (pship_statement_id id = first; id != 0 && parent != NULL; id = at->links[id].next) {
        if (row_of(at, id)->property == property && is_head(at, id)) {
            put_statement(at, parent, key, id);
        }
    }
}

static bool seen_before(const writer *at, pship_statement_id first, pship_statement_id id)
{
    for (pship_statement_id i = first; i != id; i = at->links[i].next) {
        if (row_of(at, i)->property == row_of(at, id)->property) {
            return true;
        }
    }
    return false;
}

static json_node *build_entry(writer *at, pship_statement_id first, bool says_kind)
{
    const statement *declared = row_of(at, first);
    pship__json_clear(at->json);
    json_node *object = pship__json_add(at->json, NULL, NULL, JSON_OBJECT, NULL);
    if (object == NULL) {
        return NULL;
    }
    if (!choose_defaults(at, first)) {
        return NULL;
    }
    put_name(at, object, "id", declared->subject);
    if (says_kind) {
        put_name(at, object, "kind", declared->value);
    }
    put_name(at, object, "source", at->source);
    put_name(at, object, "locator", at->locator);
    for (pship_statement_id id = at->links[first].next; id != 0; id = at->links[id].next) {
        if (!seen_before(at, at->links[first].next, id)) {
            put_property(at, object, at->links[first].next, row_of(at, id)->property);
        }
    }
    return object;
}

/* ---- the file */

static const struct {
    const char *section, *kind;
} sections[] = {{"sources", "source"},
                {"parties", "party"},
                {"persons", "person"},
                {"offices", "office"},
                {"agreements", "agreement"},
                {"acts", "act"},
                {"working_groups", "working_group"},
                {"events", "event"},
                {"commitments", "commitment"},
                {"figures", "figure"},
                {"entities", NULL}};

#define SECTIONS (sizeof sections / sizeof sections[0])

static size_t section_of(writer *at, const char *kind)
{
    if (is_party(at, kind)) {
        return 1;
    }
    size_t section = 0;
    while (section < SECTIONS - 1 && strcmp(sections[section].kind, kind) != 0) {
        section++;
    }
    return section;
}

static void write_row(writer *at, const char *section, bool *begun)
{
    if (!*begun) {
        pship__buffer_add_text(&at->text, ",\n  ");
        pship__json_write_string(&at->text, section);
        pship__buffer_add_text(&at->text, ": [\n    ");
        *begun = true;
    } else {
        pship__buffer_add_text(&at->text, ",\n    ");
    }
    pship__json_write(&at->text, at->json->root, 4, 4, LINE_WIDTH);
}

static pship_result write_section(writer *at, size_t section, pship__progress_state *progress,
                                  pship_error *err)
{
    bool begun = false;
    for (size_t i = 0; i < at->entity_count; i++) {
        const char *kind = text_of(at, row_of(at, at->entities[i])->value);
        if (section_of(at, kind) != section) {
            continue;
        }
        bool says_kind =
            sections[section].kind == NULL || strcmp(sections[section].kind, kind) != 0;
        if (build_entry(at, at->entities[i], says_kind) == NULL || at->json->failed) {
            return pship__fail_memory(err);
        }
        if (at->too_deep) {
            return pship__fail(err, PSHIP_E_LIMIT,
                               "'%.100s' has retractions that retract each other more than %d deep",
                               text_of(at, row_of(at, at->entities[i])->subject), DEPTH_LIMIT);
        }
        write_row(at, sections[section].section, &begun);
        pship_result result = pship__progress(progress, -1, err);
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
                put(at, object, key,
                    pship_table_integer(table, column, row) != 0 ? JSON_TRUE : JSON_FALSE, NULL);
            } else {
                put(at, object, key, JSON_STRING, keep_cell(at, table, column, row));
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

static pship_result write_text(writer *at, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, at->context, "writing register");
    pship__buffer_add_text(&at->text, "{\n  \"partnership_register\": 1");
    pship_result result = write_schema(at, "kinds", at->kinds, pship__kind_count, err);
    if (result == PSHIP_OK) {
        result = write_schema(at, "properties", at->properties, pship__property_count, err);
    }
    for (size_t section = 0; section < SECTIONS && result == PSHIP_OK; section++) {
        result = write_section(at, section, &progress, err);
    }
    pship__buffer_add_text(&at->text, "\n}\n");
    if (result == PSHIP_OK && at->text.failed) {
        return pship__fail_memory(err);
    }
    return result;
}

/* ---- links between statements */

static pship_result link_statements(writer *at, pship_error *err)
{
    name_id most = 0;
    for (pship_statement_id id = 1; id <= at->count; id++) {
        most = row_of(at, id)->subject > most ? row_of(at, id)->subject : most;
    }
    size_t rows = (size_t)at->count + 1;
    pship_statement_id *last = pship__allocate_zero(at->context, (size_t)most + 1, sizeof *last);
    pship_statement_id *last_act = pship__allocate_zero(at->context, rows, sizeof *last_act);
    at->links = pship__allocate_zero(at->context, rows, sizeof *at->links);
    at->entities = pship__allocate(at->context, rows, sizeof *at->entities);
    bool had = last != NULL && last_act != NULL && at->links != NULL && at->entities != NULL;
    for (pship_statement_id id = 1; had && id <= at->count; id++) {
        const statement *row = row_of(at, id);
        if (last[row->subject] == 0) {
            at->entities[at->entity_count++] = id;
        } else {
            at->links[last[row->subject]].next = id;
        }
        last[row->subject] = id;
        if (row->operation == OPERATION_CORRECT) {
            at->links[row->target].corrected = true;
        } else if (row->operation != OPERATION_ASSERT) {
            pship_statement_id *link = last_act[row->target] == 0
                                           ? &at->links[row->target].first_act
                                           : &at->links[last_act[row->target]].next_act;
            *link = id;
            last_act[row->target] = id;
        }
    }
    pship__release(at->context, last);
    pship__release(at->context, last_act);
    return had ? PSHIP_OK : pship__fail_memory(err);
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
    pship_result result = check_target(path, err);
    if (result == PSHIP_OK) {
        result = link_statements(&at, err);
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
    pship__json_free(at.json);
    pship_table_free(at.kinds);
    pship_table_free(at.properties);
    pship__buffer_free(&at.text);
    pship__release(context, at.links);
    pship__release(context, at.entities);
    return result;
}
