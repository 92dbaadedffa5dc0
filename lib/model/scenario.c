#include "model/transaction_private.h"
#include "table/builder.h"
#include <partnership/scenario.h>
#include <string.h>

#define SCENARIOS_MOST 65534u

pship_scenario_options pship_scenario_options_init(void)
{
    return (pship_scenario_options)PSHIP_SCENARIO_OPTIONS_INIT;
}

uint16_t pship__scenario_find(const pship_model *model, name_id name, size_t limit)
{
    for (size_t i = 0; name != 0 && i < limit; i++) {
        if (scenario_at(model, (uint32_t)i + 1)->name == name) {
            return (uint16_t)(i + 1);
        }
    }
    return 0;
}

const scenario_row *pship__model_scenario(const pship_model *model, uint32_t ordinal)
{
    return scenario_at(model, ordinal);
}

size_t pship__model_scenario_count(const pship_model *model)
{
    return pship__model_committed(model).scenarios;
}

static pship_result take_parent(const pship_model *model, const char *parent, scenario_row *row,
                                pship_error *err)
{
    if (parent == NULL) {
        return PSHIP_OK;
    }
    row->parent = pship__scenario_find(model, pship__names_find(&model->names, parent),
                                       model->scenarios.count);
    if (row->parent == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no scenario '%.100s'",
                           pship__utf8_valid(parent, strlen(parent)) ? parent : "?");
    }
    return PSHIP_OK;
}

static pship_result take_pin(const pship_transaction *transaction, int64_t pinned,
                             scenario_row *row, pship_error *err)
{
    if (pinned < 0 || (uint64_t)pinned > transaction->begun.transactions) {
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "a scenario cannot be pinned to transaction %lld: %zu are committed",
                           (long long)pinned, transaction->begun.transactions);
    }
    row->pinned = (uint32_t)pinned;
    return PSHIP_OK;
}

static pship_result add(pship_model *model, const scenario_row *row, const char *name,
                        pship_error *err)
{
    uint16_t found = pship__scenario_find(model, row->name, model->scenarios.count);
    if (found != 0) {
        const scenario_row *known = scenario_at(model, found);
        if (known->parent != row->parent || known->pinned != row->pinned ||
            known->description != row->description) {
            return pship__fail(err, PSHIP_E_CONFLICT,
                               "the scenario '%.100s' exists with another parent, pin or "
                               "description",
                               name);
        }
        return PSHIP_OK;
    }
    if (model->scenarios.count >= SCENARIOS_MOST) {
        return pship__fail(err, PSHIP_E_LIMIT, "the model has as many scenarios as it can hold");
    }
    scenario_row *added = pship__stable_add(&model->scenarios);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = *row;
    return PSHIP_OK;
}

static pship_result define(pship_transaction *transaction, const char *name,
                           const pship_scenario_options *wanted, pship_error *err)
{
    pship_model *model = transaction->model;
    scenario_row row = {.transaction = (uint32_t)transaction->begun.transactions + 1u};
    pship_result result = pship__check_id(name, err);
    if (result == PSHIP_OK) {
        result = pship__check_text(wanted->description, "description of the scenario", err);
    }
    if (result == PSHIP_OK) {
        result = take_parent(model, wanted->parent, &row, err);
    }
    if (result == PSHIP_OK) {
        result = take_pin(transaction, wanted->pinned, &row, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    row.name = pship__model_intern(model, name);
    row.description =
        wanted->description == NULL ? 0 : pship__model_intern(model, wanted->description);
    if (row.name == 0 || (row.description == 0 && wanted->description != NULL)) {
        return pship__fail_memory(err);
    }
    return add(model, &row, name, err);
}

pship_result pship_scenario_define(pship_transaction *transaction, const char *name,
                                   const pship_scenario_options *options, pship_error *err)
{
    pship_scenario_options wanted = PSHIP_SCENARIO_OPTIONS_INIT;
    pship_result result = pship__need_open(transaction, "pship_scenario_define", err);
    if (result == PSHIP_OK && name == NULL) {
        result = pship__fail(err, PSHIP_E_ARGUMENT, "pship_scenario_define needs a name");
    }
    if (result == PSHIP_OK) {
        result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                "pship_scenario_options", err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, define(transaction, name, &wanted, err));
}

pship_result pship_scenario_list(pship_table **table, const pship_model *model, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"scenario", PSHIP_COLUMN_UTF8, NULL, 0},    {"parent", PSHIP_COLUMN_UTF8, NULL, 0},
        {"pinned", PSHIP_COLUMN_INT64, NULL, 0},     {"description", PSHIP_COLUMN_UTF8, NULL, 0},
        {"statements", PSHIP_COLUMN_INT64, NULL, 0}, {"transaction", PSHIP_COLUMN_INT64, NULL, 0}};
    if (table == NULL || model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "a place for the table and a model are needed");
    }
    extent committed = pship__model_committed(model);
    size_t *counts = pship__allocate_zero(model->context, committed.scenarios + 1, sizeof *counts);
    if (counts == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t id = 1; committed.scenarios > 0 && id <= committed.statements; id++) {
        counts[statement_at(model, (pship_statement_id)id)->layer]++;
    }
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, model->context, columns,
                                                   sizeof columns / sizeof columns[0], err);
    for (size_t i = 1; result == PSHIP_OK && i <= committed.scenarios; i++) {
        const scenario_row *row = scenario_at(model, (uint32_t)i);
        pship__add_text(builder, pship__model_text(model, row->name));
        pship__add_text(builder,
                        row->parent == 0
                            ? NULL
                            : pship__model_text(model, scenario_at(model, row->parent)->name));
        pship__add_ordinal(builder, row->pinned);
        pship__add_text(builder, pship__model_text(model, row->description));
        pship__add_int64(builder, (int64_t)counts[i]);
        pship__add_int64(builder, row->transaction);
    }
    pship__release(model->context, counts);
    return result == PSHIP_OK ? pship__table_builder_finish(builder, table, err) : result;
}
