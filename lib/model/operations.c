/* What acts on statements made before: correct, retract, end, change. */
#include "model/transaction_private.h"
#include <string.h>

/* Starts a row that acts on another one; the target must be a value where `of_value` says so. */
static pship_result take_target(const pship_transaction *transaction, pship_statement_id target,
                                bool of_value, uint8_t operation, statement *row, pship_error *err)
{
    const pship_model *model = transaction->model;
    if (target < 1 || (uint64_t)target > model->statements.count) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no statement %lld", (long long)target);
    }
    const statement *of = statement_at(model, target);
    if (of->property == model->property_kind) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld says of which kind '%.100s' is, and stays",
                           (long long)target, pship__model_text(model, of->subject));
    }
    if (of_value && of->operation > OPERATION_CORRECT) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld is an end or a retraction: it can be retracted only",
                           (long long)target);
    }
    if (of_value && pship__is_corrected(model, target)) {
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "statement %lld was corrected: act on the statement that corrects it",
                           (long long)target);
    }
    *row = pship__timeless();
    row->subject = of->subject;
    row->property = of->property;
    row->operation = operation;
    row->target = target;
    return PSHIP_OK;
}

static pship_result need_open(const pship_transaction *transaction, const char *function,
                              pship_error *err)
{
    if (transaction == NULL || !transaction->open) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "%s needs an open transaction", function);
    }
    return PSHIP_OK;
}

/* Our own slip takes the source of what it mends, and with it its day of publication. */
static void inherit_source(const pship_model *model, pship_statement_options *wanted,
                           const statement *of)
{
    if (wanted->source == NULL) {
        wanted->source = pship__model_text(model, of->source);
        if (wanted->locator == NULL) {
            wanted->locator = pship__model_text(model, of->locator);
        }
    }
}

/* What a correction does not state of its interval it takes over. An end that is taken over is not
 * stated anew: an end of the target goes on to end the correction. */
static pship_result take_over_interval(const pship_model *model,
                                       const pship_statement_options *wanted, const statement *of,
                                       statement *row, pship_error *err)
{
    if (wanted->from == NULL) {
        row->from = of->from;
    }
    if (wanted->until == NULL) {
        row->until = of->until;
        row->states_until = false;
    }
    if (row->until.latest <= row->from.earliest) {
        const char *from = pship__model_text(model, row->from.text);
        const char *until = pship__model_text(model, row->until.text);
        return pship__fail(err, PSHIP_E_INVALID,
                           "corrected, statement %lld would hold on no day from '%s' until '%s'",
                           (long long)row->target, from == NULL ? ".." : from,
                           until == NULL ? ".." : until);
    }
    return PSHIP_OK;
}

pship_result pship_statement_correct(pship_statement_id *id, pship_transaction *transaction,
                                     pship_statement_id target, const pship_value *value,
                                     const pship_statement_options *options, pship_error *err)
{
    statement row;
    pship_statement_options wanted;
    pship_result result = need_open(transaction, "pship_statement_correct", err);
    if (result == PSHIP_OK && value == NULL) {
        result = pship__fail(err, PSHIP_E_ARGUMENT, "pship_statement_correct needs a value");
    }
    if (result == PSHIP_OK) {
        result = pship__wanted_options(&wanted, options, err);
    }
    if (result == PSHIP_OK) {
        result = take_target(transaction, target, true, OPERATION_CORRECT, &row, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    pship_model *model = transaction->model;
    const statement *of = statement_at(model, target);
    inherit_source(model, &wanted, of);
    result = pship__take_value(model, value, &row, err);
    if (result == PSHIP_OK) {
        result = pship__take_options(model, &wanted, &row, err);
    }
    if (result == PSHIP_OK) {
        row.rank = options == NULL ? of->rank : row.rank;
        result = take_over_interval(model, &wanted, of, &row, err);
    }
    if (result == PSHIP_OK && !pship__set_corrected(model, target, true)) {
        result = pship__fail_memory(err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    result = pship__add_statement(transaction, &row, id, err);
    if (result != PSHIP_OK) {
        (void)pship__set_corrected(model, target, false);
    }
    return result;
}

pship_result pship_statement_retract(pship_statement_id *id, pship_transaction *transaction,
                                     pship_statement_id target,
                                     const pship_statement_options *options, pship_error *err)
{
    statement row;
    pship_statement_options wanted;
    pship_result result = need_open(transaction, "pship_statement_retract", err);
    if (result == PSHIP_OK) {
        result = pship__wanted_options(&wanted, options, err);
    }
    if (result == PSHIP_OK) {
        result = take_target(transaction, target, false, OPERATION_RETRACT, &row, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    inherit_source(transaction->model, &wanted, statement_at(transaction->model, target));
    wanted.from = NULL;
    wanted.until = NULL;
    result = pship__take_options(transaction->model, &wanted, &row, err);
    return result == PSHIP_OK ? pship__add_statement(transaction, &row, id, err) : result;
}

/* An end that leaves the target no day at all is a mistake. */
static pship_result check_end(const pship_model *model, const statement *of, const statement *end,
                              pship_error *err)
{
    if (end->until.latest <= of->from.earliest) {
        const char *from = pship__model_text(model, of->from.text);
        const char *until = pship__model_text(model, end->until.text);
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld holds from '%s' and so cannot have held for the last "
                           "time on '%s'",
                           (long long)end->target, from == NULL ? ".." : from,
                           until == NULL ? "" : until);
    }
    return PSHIP_OK;
}

pship_result pship_statement_end(pship_statement_id *id, pship_transaction *transaction,
                                 pship_statement_id target, const pship_statement_options *options,
                                 pship_error *err)
{
    statement row;
    pship_statement_options wanted;
    pship_result result = need_open(transaction, "pship_statement_end", err);
    if (result == PSHIP_OK) {
        result = pship__wanted_options(&wanted, options, err);
    }
    if (result == PSHIP_OK && wanted.until == NULL) {
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "pship_statement_end needs the last day on which the statement holds");
    }
    if (result == PSHIP_OK) {
        result = take_target(transaction, target, true, OPERATION_END, &row, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    wanted.from = NULL;
    result = pship__take_options(transaction->model, &wanted, &row, err);
    pship_day first = statement_at(transaction->model, target)->from.earliest;
    if (row.until.kind == PSHIP_DATE_UNKNOWN && first != PSHIP_DAY_MIN) {
        /* Nobody knows when it ended, but it held on its first day. */
        row.until.earliest = first + 1;
    }
    if (result == PSHIP_OK) {
        result = check_end(transaction->model, statement_at(transaction->model, target), &row, err);
    }
    return result == PSHIP_OK ? pship__add_statement(transaction, &row, id, err) : result;
}

/* The last day of the old value is the day before the first day of the new one. */
static pship_result day_before(const char *from, pship_date *until, pship_error *err)
{
    pship_date date;
    pship_result result = pship_date_parse(&date, from, NULL, err);
    if (result == PSHIP_OK && date.kind != PSHIP_DATE_DATED) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "a change needs a first day of the new value that is a date");
    }
    return result == PSHIP_OK ? pship_date_move(until, &date, -1, PSHIP_DAYS, err) : result;
}

pship_result pship_statement_change(pship_statement_id *id, pship_transaction *transaction,
                                    pship_statement_id target, const pship_value *value,
                                    const pship_statement_options *options, pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = need_open(transaction, "pship_statement_change", err);
    if (result == PSHIP_OK) {
        result = pship__wanted_options(&wanted, options, err);
    }
    if (result == PSHIP_OK && (wanted.from == NULL || value == NULL)) {
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "pship_statement_change needs the new value and its first day");
    }
    pship_date until;
    if (result == PSHIP_OK) {
        result = day_before(wanted.from, &until, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    pship_model *model = transaction->model;
    size_t before = model->statements.count;
    pship_statement_options end = PSHIP_STATEMENT_OPTIONS_INIT;
    end.source = wanted.source;
    end.locator = wanted.locator;
    end.until = until.text;
    end.reason = wanted.reason;
    result = pship_statement_end(NULL, transaction, target, &end, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const statement *of = statement_at(model, target);
    result = pship_statement_assert(id, transaction, pship__model_text(model, of->subject),
                                    pship__model_text(model, of->property), value, &wanted, err);
    if (result != PSHIP_OK) {
        pship__stable_cut(&model->statements, before);
    }
    return result;
}
