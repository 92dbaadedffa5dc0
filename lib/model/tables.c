/* The model about itself: schema, transactions and log, as tables. */
#include "model/log.h"
#include "model/view_private.h"
#include "table/builder.h"

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
        pship__add_text(builder, type_word(row->type));
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
                                                 {"statements", PSHIP_COLUMN_INT64, NULL, 0}};
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
    }
    return pship__table_builder_finish(builder, table, err);
}

static void add_statement(pship__table_builder *builder, const pship_model *model, size_t index)
{
    const statement *row = pship__stable_at(&model->statements, index);
    pship__add_int64(builder, (int64_t)index + 1);
    pship__add_text(builder, pship__operation_name(row->operation));
    if (row->target == 0) {
        pship__add_null(builder);
    } else {
        pship__add_int64(builder, row->target);
    }
    add_name(builder, model, row->subject);
    add_name(builder, model, row->property);
    pship__add_text(builder, pship__value_kind_name(row->value_kind));
    pship__add_text(builder, pship__value_text(model, row));
    add_name(builder, model, row->unit);
    add_name(builder, model, row->from.text);
    add_name(builder, model, row->until.text);
    pship__add_date(builder, row->last_confirmed);
    add_name(builder, model, row->source);
    add_name(builder, model, row->locator);
    add_name(builder, model, row->qualifier);
    add_name(builder, model, row->certainty);
    add_name(builder, model, row->wording);
    pship__add_text(builder, pship__rank_name(row->rank));
    add_name(builder, model, row->reason);
    pship__add_int64(builder, row->layer);
    pship__add_int64(builder, row->transaction);
}

pship_result pship_model_statements(pship_table **table, const pship_model *model, pship_error *err)
{
    static const pship__column_spec columns[] = {{"statement", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"operation", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"target", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"subject", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"property", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"value_kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"value", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"unit", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"from", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"until", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"last_confirmed", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"source", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"locator", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"qualifier", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"certainty", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"wording", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"rank", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"reason", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"layer", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"transaction", PSHIP_COLUMN_INT64, NULL, 0}};
    pship__table_builder *builder;
    pship_result result = begin(&builder, table, model, columns, COUNT(columns), err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent committed = pship__model_committed(model);
    for (size_t i = 0; i < committed.statements; i++) {
        add_statement(builder, model, i);
    }
    return pship__table_builder_finish(builder, table, err);
}
