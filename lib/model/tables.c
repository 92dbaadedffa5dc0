/* The model about itself: schema, transactions and log, as tables. */
#include "model/log.h"
#include "model/seal.h"
#include "model/view_private.h"
#include "table/builder.h"
#include <stdlib.h>
#include <string.h>

static pship_result begin(pship__table_builder **builder, pship_table **table,
                          const pship_model *model, const pship__column_spec *columns, size_t count,
                          pship_error *err)
{
    if (table == NULL || model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "a place for the table and a model are needed");
    }
    return pship__table_builder_new(builder, model->context, columns, count, err);
}

#define COUNT(columns) (sizeof(columns) / sizeof(columns)[0])

static void add_name(pship__table_builder *builder, const pship_model *model, name_id name)
{
    pship__add_text(builder, pship__model_text(model, name));
}

pship_result pship_model_kinds(pship_table **table, const pship_model *model, pship_error *err)
{
    static const pship__column_spec columns[] = {{"kind", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"parent", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"description", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, model, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent committed = pship__model_committed(model);
    for (size_t i = 0; i < committed.kinds; i++) {
        const kind_row *row = pship__stable_at(&model->kinds, i);
        add_name(builder, model, row->name);
        add_name(builder, model, row->parent);
        add_name(builder, model, row->description);
    }
    return pship__table_builder_finish(builder, table, err);
}

static const char *type_word(pship_property_type type)
{
    static const char *const words[] = {"",          "text",    "number", "date",
                                        "reference", "boolean", "any"};
    return words[type];
}

pship_result pship_model_properties(pship_table **table, const pship_model *model, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"property", PSHIP_COLUMN_UTF8, NULL, 0},  {"type", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"many", PSHIP_COLUMN_BOOL, NULL, 0},      {"of_kind", PSHIP_COLUMN_UTF8, NULL, 0},
        {"refers_to", PSHIP_COLUMN_UTF8, NULL, 0}, {"description", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, model, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent committed = pship__model_committed(model);
    for (size_t i = 0; i < committed.properties; i++) {
        const property_row *row = pship__stable_at(&model->properties, i);
        add_name(builder, model, row->name);
        pship__add_text(builder, type_word((pship_property_type)row->type));
        pship__add_bool(builder, row->many);
        add_name(builder, model, row->of_kind);
        add_name(builder, model, row->refers_to);
        add_name(builder, model, row->description);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_model_transactions(pship_table **table, const pship_model *model,
                                      pship_error *err)
{
    static const pship__column_spec columns[] = {{"transaction", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"recorded_at", PSHIP_COLUMN_TIMESTAMP, NULL, 0},
                                                 {"actor", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"note", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"statements", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"digest", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, model, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent committed = pship__model_committed(model);
    for (size_t i = 0; i < committed.transactions; i++) {
        const transaction_row *row = pship__stable_at(&model->transactions, i);
        pship__add_int64(builder, (int64_t)i + 1);
        pship__add_timestamp(builder, row->recorded_at);
        add_name(builder, model, row->actor);
        add_name(builder, model, row->note);
        pship__add_int64(builder, (int64_t)row->statements);
        char digest[PSHIP_DIGEST_TEXT_SIZE] = "";
        bool had = pship_model_digest(digest, model, (int64_t)i + 1, NULL) == PSHIP_OK;
        pship__add_text(builder, had ? digest : NULL);
    }
    return pship__table_builder_finish(builder, table, err);
}

static void add_text_of(pship__table_builder *builder, const pship_model *model,
                        const stored_date *date)
{
    add_name(builder, model, date == NULL ? 0 : date->text);
}

static void add_statement(pship__table_builder *builder, const pship_model *model,
                          pship_statement_id id)
{
    const statement *said = statement_at(model, id);
    statement row = pship__model_erased(model, id) ? pship__tombstone(said) : *said;
    const note_row *note = note_at(model, row.note);
    pship__add_int64(builder, id);
    pship__add_text(builder, pship__operation_name(row.operation));
    pship__add_ordinal(builder, row.target);
    add_name(builder, model, row.subject);
    add_name(builder, model, row.property);
    pship__add_text(builder, row.erased ? "erased" : pship__value_kind_name(row.value_kind));
    pship__add_text(builder, pship__value_text(model, &row));
    add_name(builder, model, row.unit);
    add_text_of(builder, model, date_at(model, row.from));
    add_text_of(builder, model, date_at(model, row.until));
    pship__add_date(builder, row.last_confirmed);
    add_name(builder, model, row.source);
    add_name(builder, model, note->locator);
    add_name(builder, model, note->qualifier);
    add_name(builder, model, note->certainty);
    add_name(builder, model, note->wording);
    pship__add_text(builder, row.erased ? NULL : pship__rank_name(row.rank));
    add_name(builder, model, note->reason);
    pship__add_int64(builder, row.layer);
    pship__add_int64(builder, row.transaction);
    add_name(builder, model, row.layer == 0 ? 0 : scenario_at(model, row.layer)->name);
    add_name(builder, model, note->entry);
}

#define STATEMENT_COLUMNS \
    {"statement", PSHIP_COLUMN_INT64, NULL, 0}, {"operation", PSHIP_COLUMN_DICTIONARY, NULL, 0}, \
        {"target", PSHIP_COLUMN_INT64, NULL, 0}, {"subject", PSHIP_COLUMN_UTF8, NULL, 0}, \
        {"property", PSHIP_COLUMN_UTF8, NULL, 0}, \
        {"value_kind", PSHIP_COLUMN_DICTIONARY, NULL, 0}, {"value", PSHIP_COLUMN_UTF8, NULL, 0}, \
        {"unit", PSHIP_COLUMN_UTF8, NULL, 0}, {"from", PSHIP_COLUMN_UTF8, NULL, 0}, \
        {"until", PSHIP_COLUMN_UTF8, NULL, 0}, {"last_confirmed", PSHIP_COLUMN_DATE, NULL, 0}, \
        {"source", PSHIP_COLUMN_UTF8, NULL, 0}, {"locator", PSHIP_COLUMN_UTF8, NULL, 0}, \
        {"qualifier", PSHIP_COLUMN_UTF8, NULL, 0}, {"certainty", PSHIP_COLUMN_UTF8, NULL, 0}, \
        {"wording", PSHIP_COLUMN_UTF8, NULL, 0}, {"rank", PSHIP_COLUMN_DICTIONARY, NULL, 0}, \
        {"reason", PSHIP_COLUMN_UTF8, NULL, 0}, {"layer", PSHIP_COLUMN_INT64, NULL, 0}, \
        {"transaction", PSHIP_COLUMN_INT64, NULL, 0}, \
        {"scenario", PSHIP_COLUMN_DICTIONARY, NULL, 0}, \
    { \
        "entry", PSHIP_COLUMN_UTF8, NULL, 0 \
    }

pship_result pship_model_statements(pship_table **table, const pship_model *model, pship_error *err)
{
    static const pship__column_spec columns[] = {STATEMENT_COLUMNS};
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, model, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent committed = pship__model_committed(model);
    for (size_t id = 1; id <= committed.statements; id++) {
        add_statement(builder, model, (pship_statement_id)id);
    }
    return pship__table_builder_finish(builder, table, err);
}

/* ---- the history of an entity */

typedef struct history {
    uint32_t *ids;
    size_t count, capacity;
} history;

static int by_id(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static pship_result add_cells(history *of, const pship_model *model, const run *in, name_id subject,
                              name_id property, pship_error *err)
{
    for (size_t i = 0; i < in->region_count; i++) {
        const region *about = &in->regions[i];
        if (property != 0 && about->property != property) {
            continue;
        }
        entries found = pship__region_find(in, about, subject);
        for (size_t j = 0; j < found.count; j++) {
            void *ids = of->ids;
            if (!pship__grow(model->context, &ids, of->count, &of->capacity, sizeof *of->ids)) {
                return pship__fail_memory(err);
            }
            of->ids = ids;
            of->ids[of->count++] = found.first[j].id;
        }
    }
    return PSHIP_OK;
}

static pship_result find_history(history *of, const pship_model *model, name_id subject,
                                 name_id property, pship_error *err)
{
    pthread_rwlock_t *lock = (pthread_rwlock_t *)&model->lock;
    pthread_rwlock_rdlock(lock);
    index_version *index = model->index == NULL ? NULL : pship__index_share(model->index);
    pthread_rwlock_unlock(lock);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; index != NULL && i < index->count && result == PSHIP_OK; i++) {
        result = add_cells(of, model, index->runs[i], subject, property, err);
    }
    pship__index_free(index);
    if (of->count > 0) {
        qsort(of->ids, of->count, sizeof *of->ids, by_id);
    }
    return result;
}

static pship_result check_history(const pship_model *model, const char *subject,
                                  const char *property, const history *found, name_id about,
                                  name_id asked, pship_error *err)
{
    if (property != NULL &&
        pship__property_find(model, asked, pship__model_committed(model).properties) == NULL) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no property '%.80s'",
                           pship__utf8_valid(property, strlen(property)) ? property : "?");
    }
    history kinds = {0};
    pship_result result = found->count > 0 ? PSHIP_OK : find_history(&kinds, model, about, 0, err);
    if (result == PSHIP_OK && found->count == 0 && kinds.count == 0) {
        result = pship__fail(err, PSHIP_E_NOT_FOUND, "the model knows no '%.100s'",
                             pship__utf8_valid(subject, strlen(subject)) ? subject : "?");
    }
    pship__release(model->context, kinds.ids);
    return result;
}

pship_result pship_model_history(pship_table **table, const pship_model *model, const char *subject,
                                 const char *property, pship_error *err)
{
    static const pship__column_spec columns[] = {STATEMENT_COLUMNS,
                                                 {"recorded_at", PSHIP_COLUMN_TIMESTAMP, NULL, 0},
                                                 {"actor", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"note", PSHIP_COLUMN_UTF8, NULL, 0}};
    if (table == NULL || model == NULL || subject == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_model_history was called without one of its arguments");
    }
    pthread_rwlock_t *lock = (pthread_rwlock_t *)&model->lock;
    pthread_rwlock_rdlock(lock);
    name_id about = pship__model_find(model, subject);
    name_id asked = property == NULL ? 0 : pship__model_find(model, property);
    pthread_rwlock_unlock(lock);
    history found = {0};
    pship__table_builder *builder = NULL;
    pship_result result = PSHIP_OK;
    if (property == NULL || asked != 0) {
        result = find_history(&found, model, about, asked, err);
    }
    if (result == PSHIP_OK) {
        result = check_history(model, subject, property, &found, about, asked, err);
    }
    if (result == PSHIP_OK) {
        result = begin(&builder, table, model, columns, COUNT(columns), err);
    }
    for (size_t i = 0; i < found.count && result == PSHIP_OK; i++) {
        uint32_t ordinal = statement_at(model, found.ids[i])->transaction;
        const transaction_row *transaction = transaction_at(model, ordinal);
        add_statement(builder, model, found.ids[i]);
        pship__add_timestamp(builder, transaction->recorded_at);
        add_name(builder, model, transaction->actor);
        add_name(builder, model, transaction->note);
    }
    pship__release(model->context, found.ids);
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}
