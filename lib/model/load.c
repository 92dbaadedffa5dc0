/* Between the log in memory and the rows of the store. */
#include "model/log.h"
#include <string.h>

/* ---- out: rows for the store */

static pship_result next_kind(void *user, const stored_kind **row, pship_error *err)
{
    (void)err;
    model_feed *feed = user;
    *row = NULL;
    if (feed->next.kinds < feed->to.kinds) {
        const kind_row *kind = pship__stable_at(&feed->model->kinds, feed->next.kinds++);
        feed->kind = (stored_kind){.name = pship__model_text(feed->model, kind->name),
                                   .parent = pship__model_text(feed->model, kind->parent),
                                   .description = pship__model_text(feed->model, kind->description),
                                   .transaction = kind->transaction};
        *row = &feed->kind;
    }
    return PSHIP_OK;
}

static pship_result next_property(void *user, const stored_property **row, pship_error *err)
{
    (void)err;
    model_feed *feed = user;
    const pship_model *model = feed->model;
    *row = NULL;
    if (feed->next.properties < feed->to.properties) {
        const property_row *property =
            pship__stable_at(&model->properties, feed->next.properties++);
        feed->property =
            (stored_property){.name = pship__model_text(model, property->name),
                              .of_kind = pship__model_text(model, property->of_kind),
                              .refers_to = pship__model_text(model, property->refers_to),
                              .description = pship__model_text(model, property->description),
                              .type = (int32_t)property->type,
                              .many = property->many,
                              .transaction = property->transaction};
        *row = &feed->property;
    }
    return PSHIP_OK;
}

static pship_result next_transaction(void *user, const stored_transaction **row, pship_error *err)
{
    (void)err;
    model_feed *feed = user;
    *row = NULL;
    if (feed->next.transactions < feed->to.transactions) {
        const transaction_row *transaction =
            pship__stable_at(&feed->model->transactions, feed->next.transactions++);
        feed->transaction =
            (stored_transaction){.ordinal = (int64_t)feed->next.transactions,
                                 .recorded_at = transaction->recorded_at,
                                 .actor = pship__model_text(feed->model, transaction->actor),
                                 .note = pship__model_text(feed->model, transaction->note)};
        *row = &feed->transaction;
    }
    return PSHIP_OK;
}

static pship_result next_statement(void *user, const stored_statement **row, pship_error *err)
{
    (void)err;
    model_feed *feed = user;
    const pship_model *model = feed->model;
    *row = NULL;
    if (feed->next.statements >= feed->to.statements) {
        return PSHIP_OK;
    }
    const statement *from = pship__stable_at(&model->statements, feed->next.statements++);
    feed->statement = (stored_statement){.id = (int64_t)feed->next.statements,
                                         .target = from->target,
                                         .transaction = from->transaction,
                                         .operation = from->operation,
                                         .layer = (int32_t)from->layer,
                                         .value_kind = from->value_kind,
                                         .rank = from->rank,
                                         .subject = pship__model_text(model, from->subject),
                                         .property = pship__model_text(model, from->property),
                                         .value = pship__model_text(model, from->value),
                                         .unit = pship__model_text(model, from->unit),
                                         .object = pship__model_text(model, from->object),
                                         .number = from->number,
                                         .boolean = from->boolean,
                                         .states_until = from->states_until,
                                         .date = pship__date_out(model, &from->date),
                                         .from = pship__date_out(model, &from->from),
                                         .until = pship__date_out(model, &from->until),
                                         .last_confirmed = from->last_confirmed,
                                         .source = pship__model_text(model, from->source),
                                         .locator = pship__model_text(model, from->locator),
                                         .qualifier = pship__model_text(model, from->qualifier),
                                         .certainty = pship__model_text(model, from->certainty),
                                         .wording = pship__model_text(model, from->wording),
                                         .reason = pship__model_text(model, from->reason)};
    *row = &feed->statement;
    return PSHIP_OK;
}

void pship__feed_init(model_feed *feed, pship__store_feed *store_feed, pship_model *model,
                      extent from, extent to)
{
    *feed = (model_feed){.model = model, .next = from, .to = to};
    *store_feed = (pship__store_feed){.user = feed,
                                      .kind = next_kind,
                                      .property = next_property,
                                      .transaction = next_transaction,
                                      .statement = next_statement,
                                      .statements = (int64_t)(to.statements - from.statements)};
}

/* ---- in: rows from the store. Its shape was checked there; here it must make sense. */

static pship_result damaged(pship_error *err, const char *what, const char *name)
{
    return pship__fail(err, PSHIP_E_FORMAT, "the model file is damaged: %s '%.80s'", what, name);
}

/* What the library itself defines stands in every file; the library's own word counts. */
static pship_result load_kind(void *user, const stored_kind *row, pship_error *err)
{
    pship_model *model = user;
    if (row->transaction == 0 &&
        pship__kind_find(model, pship__names_find(&model->names, row->name)) != NULL) {
        return PSHIP_OK;
    }
    return pship__kind_add(model, row->name, row->parent, row->description,
                           (uint32_t)row->transaction, err);
}

static pship_result load_property(void *user, const stored_property *row, pship_error *err)
{
    pship_model *model = user;
    if (row->transaction == 0 &&
        pship__property_find(model, pship__names_find(&model->names, row->name)) != NULL) {
        return PSHIP_OK;
    }
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    options.type = (pship_property_type)row->type;
    options.many = row->many;
    options.of_kind = row->of_kind;
    options.refers_to = row->refers_to;
    options.description = row->description;
    return pship__property_add(model, row->name, &options, (uint32_t)row->transaction, err);
}

/* Interns texts one after another and remembers whether memory was had for all. */
static name_id take(pship_model *model, const char *text, bool *had)
{
    name_id name = text == NULL ? 0 : pship__model_intern(model, text);
    *had = *had && (text == NULL || name != 0);
    return name;
}

static stored_date take_date(pship_model *model, const pship_date *date, bool *had)
{
    stored_date taken = pship__date_plain(date);
    taken.text = date->text[0] == '\0' ? 0 : take(model, date->text, had);
    return taken;
}

static pship_result load_transaction(void *user, const stored_transaction *row, pship_error *err)
{
    pship_model *model = user;
    bool had = true;
    transaction_row *added = pship__stable_add(&model->transactions);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    added->recorded_at = row->recorded_at;
    added->actor = take(model, row->actor, &had);
    added->note = take(model, row->note, &had);
    return had ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result check_row(const pship_model *model, const statement *row,
                              const stored_statement *from, pship_error *err)
{
    bool targeted = row->operation != OPERATION_ASSERT;
    if (pship__property_find(model, row->property) == NULL) {
        return damaged(err, "a statement has the unknown property", from->property);
    }
    if (targeted != (from->target > 0) || from->target >= from->id) {
        return damaged(err, "a statement has an impossible target, about", from->subject);
    }
    if (from->transaction < 1 || from->transaction > (int64_t)model->transactions.count) {
        return damaged(err, "a statement is of no transaction, about", from->subject);
    }
    if (row->property != model->property_kind && pship__entity_kind(model, row->subject) == 0) {
        return damaged(err, "a statement is about the unknown entity", from->subject);
    }
    return PSHIP_OK;
}

static pship_result load_statement(void *user, const stored_statement *from, pship_error *err)
{
    pship_model *model = user;
    bool had = true;
    statement row = {.number = from->number,
                     .last_confirmed = from->last_confirmed,
                     .target = from->target,
                     .layer = (uint32_t)from->layer,
                     .transaction = (uint32_t)from->transaction,
                     .operation = (uint8_t)from->operation,
                     .value_kind = (uint8_t)from->value_kind,
                     .rank = (int8_t)from->rank,
                     .boolean = from->boolean,
                     .states_until = from->states_until};
    row.subject = take(model, from->subject, &had);
    row.property = take(model, from->property, &had);
    row.value = take(model, from->value, &had);
    row.unit = take(model, from->unit, &had);
    row.object = take(model, from->object, &had);
    row.date = take_date(model, &from->date, &had);
    row.from = take_date(model, &from->from, &had);
    row.until = take_date(model, &from->until, &had);
    row.source = take(model, from->source, &had);
    row.locator = take(model, from->locator, &had);
    row.qualifier = take(model, from->qualifier, &had);
    row.certainty = take(model, from->certainty, &had);
    row.wording = take(model, from->wording, &had);
    row.reason = take(model, from->reason, &had);
    if (!had) {
        return pship__fail_memory(err);
    }
    pship_result result = check_row(model, &row, from, err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (row.property == model->property_kind) {
        if (pship__kind_find(model, row.value) == NULL) {
            return damaged(err, "unknown kind of the entity", from->subject);
        }
        if (!pship__entity_set_kind(model, row.subject, row.value)) {
            return pship__fail_memory(err);
        }
    }
    if (row.operation == OPERATION_CORRECT && !pship__set_corrected(model, row.target, true)) {
        return pship__fail_memory(err);
    }
    statement *added = pship__stable_add(&model->statements);
    if (added == NULL) {
        return pship__fail_memory(err);
    }
    *added = row;
    transaction_row *of = pship__stable_at(&model->transactions, row.transaction - 1u);
    of->statements++;
    return PSHIP_OK;
}

pship_result pship__model_load(pship_model *model, pship_error *err)
{
    pship__store_sink sink = {.user = model,
                              .kind = load_kind,
                              .property = load_property,
                              .transaction = load_transaction,
                              .statement = load_statement};
    pship_result result = pship__store_read(model->store, &sink, err);
    if (result == PSHIP_OK) {
        model->committed = (extent){model->statements.count, model->transactions.count,
                                    model->kinds.count, model->properties.count};
    }
    return result;
}
