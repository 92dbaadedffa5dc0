/* What acts on statements made before: correct, retract, end, change, confirm, mask. */
#include "model/transaction_private.h"
#include <string.h>

pship_result pship__need_open(const pship_transaction *transaction, const char *function,
                              pship_error *err)
{
    if (transaction == NULL || !transaction->open) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "%s needs an open transaction", function);
    }
    return PSHIP_OK;
}

static const char *layer_name(const pship_model *model, uint16_t layer)
{
    return layer == 0 ? "the base" : pship__model_text(model, scenario_at(model, layer)->name);
}

/* Does the transaction have the target, from its own layer or from a parent? */
static pship_result check_seen(const pship_transaction *transaction, pship_statement_id target,
                               pship_error *err)
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
    if (!layers_see(&transaction->layers, of->layer, (uint64_t)target)) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld is of %.100s, and %.100s does not have it",
                           (long long)target, layer_name(model, of->layer),
                           layer_name(model, transaction->layers.layer));
    }
    return PSHIP_OK;
}

/* A target that has a value still. */
static pship_result check_value(const pship_transaction *transaction, pship_statement_id target,
                                pship_error *err)
{
    const pship_model *model = transaction->model;
    if (statement_at(model, target)->operation > OPERATION_CORRECT) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld has no value: it can be retracted only",
                           (long long)target);
    }
    if (pship__is_erased(model, target)) {
        return pship__fail(err, PSHIP_E_CONFLICT, "statement %lld was erased", (long long)target);
    }
    return PSHIP_OK;
}

/* Has a statement of this layer corrected it, as far as the transaction sees? */
static pship_result check_newest_in(const pship_transaction *transaction, uint16_t layer,
                                    uint32_t target, pship_error *err)
{
    uint32_t by;
    if (!pship__corrector(transaction->model, layer, target, &by)) {
        return pship__fail_memory(err);
    }
    return by == 0 || !layers_see(&transaction->layers, layer, by)
               ? PSHIP_OK
               : pship__fail(err, PSHIP_E_CONFLICT,
                             "statement %lld was corrected: act on the statement that corrects it",
                             (long long)target);
}

pship_result pship__check_newest(const pship_transaction *transaction, uint32_t target,
                                 pship_error *err)
{
    /* In its own layer, as far as a scenario that is pinned sees it, and in the transaction's. */
    uint16_t own = statement_at(transaction->model, target)->layer;
    pship_result result = check_newest_in(transaction, own, target, err);
    return result == PSHIP_OK && own != transaction->layers.layer
               ? check_newest_in(transaction, transaction->layers.layer, target, err)
               : result;
}

/* Starts a row that acts on another one. */
static pship_result start(const pship_transaction *transaction, pship_statement_id target,
                          uint8_t operation, statement *row, pship_error *err)
{
    pship_result result = check_seen(transaction, target, err);
    if (result == PSHIP_OK && operation != OPERATION_RETRACT) {
        result = check_value(transaction, target, err);
    }
    if (result == PSHIP_OK) {
        result = pship__timeless(transaction->model, row, err);
    }
    if (result == PSHIP_OK) {
        const statement *of = statement_at(transaction->model, target);
        row->subject = of->subject;
        row->property = of->property;
        row->operation = operation;
        row->target = (uint32_t)target;
    }
    return result;
}

/* The checks that each operation begins with. */
static pship_result prepare(const pship_transaction *transaction, const char *function,
                            const pship_statement_options *options, pship_statement_options *wanted,
                            pship_error *err)
{
    pship_result result = pship__need_open(transaction, function, err);
    return result == PSHIP_OK ? pship__wanted_options(wanted, options, err) : result;
}

/* Our own slip takes the source of what it mends, and with it its day of publication. */
static void inherit_source(const pship_transaction *transaction, pship_statement_options *wanted,
                           const statement *of)
{
    const pship_model *model = transaction->model;
    if (wanted->source == NULL && !transaction->own) {
        wanted->source = pship__model_text(model, of->source);
        if (wanted->locator == NULL) {
            wanted->locator = pship__model_text(model, note_at(model, of->note)->locator);
        }
    }
}

static const char *date_text(const pship_model *model, date_id date)
{
    const char *text = pship__model_text(model, date_at(model, date)->text);
    return text == NULL ? "" : text;
}

/* Nobody knows when it ended, but it held on its first day. */
static pship_result bound_unknown(pship_model *model, const statement *of, statement *end,
                                  pship_error *err)
{
    stored_date until = *date_at(model, end->until);
    pship_day first = date_at(model, of->from)->earliest;
    if (until.kind == PSHIP_DATE_UNKNOWN && first != PSHIP_DAY_MIN && first != PSHIP_DAY_MAX) {
        until.earliest = first + 1;
        end->until = pship__pool_intern(&model->dates, &until);
    }
    return end->until != 0 ? PSHIP_OK : pship__fail_memory(err);
}

/* ---- correct */

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
    if (date_at(model, row->until)->latest <= date_at(model, row->from)->earliest) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "corrected, statement %lld would hold on no day from '%s' until '%s'",
                           (long long)row->target, date_text(model, row->from),
                           date_text(model, row->until));
    }
    return PSHIP_OK;
}

static pship_result correct(pship_transaction *transaction, pship_statement_id target,
                            const pship_value *value, bool default_rank,
                            pship_statement_options *wanted, pship_statement_id *id,
                            pship_error *err)
{
    const pship_model *model = transaction->model;
    statement row;
    pship_result result = start(transaction, target, OPERATION_CORRECT, &row, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const statement *of = statement_at(model, target);
    inherit_source(transaction, wanted, of);
    result = pship__take_value(transaction, value, &row, err);
    if (result == PSHIP_OK) {
        result = pship__take_options(transaction, wanted, &row, err);
    }
    if (result == PSHIP_OK) {
        row.rank = default_rank ? of->rank : row.rank;
        result = take_over_interval(model, wanted, of, &row, err);
    }
    if (result == PSHIP_OK) {
        result = bound_unknown(transaction->model, &row, &row, err);
    }
    return result == PSHIP_OK ? pship__record(transaction, &row, id, err) : result;
}

pship_result pship_statement_correct(pship_statement_id *id, pship_transaction *transaction,
                                     pship_statement_id target, const pship_value *value,
                                     const pship_statement_options *options, pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = prepare(transaction, "pship_statement_correct", options, &wanted, err);
    if (result == PSHIP_OK && value == NULL) {
        result = pship__fail(err, PSHIP_E_ARGUMENT, "pship_statement_correct needs a value");
    }
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    result = correct(transaction, target, value, options == NULL, &wanted, id, err);
    return pship__settle(transaction, &mark, result);
}

/* ---- retract, mask */

static pship_result check_own(const pship_transaction *transaction, pship_statement_id target,
                              pship_error *err)
{
    const pship_model *model = transaction->model;
    const statement *of = statement_at(model, target);
    if (of->operation == OPERATION_ERASE || pship__is_erased(model, target)) {
        return pship__fail(err, PSHIP_E_CONFLICT, "statement %lld %s", (long long)target,
                           of->operation == OPERATION_ERASE ? "erases, which stays" : "was erased");
    }
    if (of->layer != transaction->layers.layer) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld is of %.100s: a scenario masks what it has from there",
                           (long long)target, layer_name(model, of->layer));
    }
    return PSHIP_OK;
}

static pship_result retract(pship_transaction *transaction, pship_statement_id target,
                            pship_statement_options *wanted, pship_statement_id *id,
                            pship_error *err)
{
    statement row;
    pship_result result = start(transaction, target, OPERATION_RETRACT, &row, err);
    if (result == PSHIP_OK) {
        result = check_own(transaction, target, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    inherit_source(transaction, wanted, statement_at(transaction->model, target));
    wanted->from = NULL;
    wanted->until = NULL;
    result = pship__take_options(transaction, wanted, &row, err);
    return result == PSHIP_OK ? pship__record(transaction, &row, id, err) : result;
}

pship_result pship_statement_retract(pship_statement_id *id, pship_transaction *transaction,
                                     pship_statement_id target,
                                     const pship_statement_options *options, pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = prepare(transaction, "pship_statement_retract", options, &wanted, err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, retract(transaction, target, &wanted, id, err));
}

static pship_result mask(pship_transaction *transaction, pship_statement_id target,
                         const pship_statement_options *given, pship_statement_id *id,
                         pship_error *err)
{
    const pship_model *model = transaction->model;
    statement row;
    pship_result result = start(transaction, target, OPERATION_MASK, &row, err);
    if (result == PSHIP_OK && statement_at(model, target)->layer == transaction->layers.layer) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld is of %.100s itself, which can only mask what it has "
                           "from its parents: retract it",
                           (long long)target, layer_name(model, transaction->layers.layer));
    }
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.reason = given->reason;
    options.entry = given->entry;
    if (result == PSHIP_OK) {
        result = pship__take_options(transaction, &options, &row, err);
    }
    return result == PSHIP_OK ? pship__record(transaction, &row, id, err) : result;
}

pship_result pship_statement_mask(pship_statement_id *id, pship_transaction *transaction,
                                  pship_statement_id target, const pship_statement_options *options,
                                  pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = prepare(transaction, "pship_statement_mask", options, &wanted, err);
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, mask(transaction, target, &wanted, id, err));
}

/* ---- end, change */

/* An end that leaves the target no day at all is a mistake. */
static pship_result check_end(const pship_model *model, const statement *of, const statement *end,
                              pship_error *err)
{
    if (date_at(model, end->until)->latest <= date_at(model, of->from)->earliest) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld holds from '%s' and so cannot have held for the last "
                           "time on '%s'",
                           (long long)end->target, date_text(model, of->from),
                           date_text(model, end->until));
    }
    return PSHIP_OK;
}

static pship_result end(pship_transaction *transaction, pship_statement_id target,
                        pship_statement_options *wanted, pship_statement_id *id, pship_error *err)
{
    pship_model *model = transaction->model;
    statement row;
    pship_result result = start(transaction, target, OPERATION_END, &row, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const statement *of = statement_at(model, target);
    wanted->from = NULL;
    result = pship__take_options(transaction, wanted, &row, err);
    if (result == PSHIP_OK) {
        result = bound_unknown(model, of, &row, err);
    }
    if (result == PSHIP_OK) {
        result = check_end(model, of, &row, err);
    }
    return result == PSHIP_OK ? pship__record(transaction, &row, id, err) : result;
}

pship_result pship_statement_end(pship_statement_id *id, pship_transaction *transaction,
                                 pship_statement_id target, const pship_statement_options *options,
                                 pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = prepare(transaction, "pship_statement_end", options, &wanted, err);
    if (result == PSHIP_OK && wanted.until == NULL) {
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "pship_statement_end needs the last day on which the statement holds");
    }
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, end(transaction, target, &wanted, id, err));
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

static pship_result change(pship_transaction *transaction, pship_statement_id target,
                           const pship_value *value, const pship_statement_options *wanted,
                           pship_statement_id *id, pship_error *err)
{
    const pship_model *model = transaction->model;
    pship_date until;
    pship_result result = day_before(wanted->from, &until, err);
    if (result != PSHIP_OK) {
        return result;
    }
    pship_statement_options last = PSHIP_STATEMENT_OPTIONS_INIT;
    last.source = wanted->source;
    last.locator = wanted->locator;
    last.until = until.text;
    last.reason = wanted->reason;
    last.entry = wanted->entry;
    result = pship_statement_end(NULL, transaction, target, &last, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const statement *of = statement_at(model, target);
    return pship_statement_assert(id, transaction, pship__model_text(model, of->subject),
                                  pship__model_text(model, of->property), value, wanted, err);
}

pship_result pship_statement_change(pship_statement_id *id, pship_transaction *transaction,
                                    pship_statement_id target, const pship_value *value,
                                    const pship_statement_options *options, pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = prepare(transaction, "pship_statement_change", options, &wanted, err);
    if (result == PSHIP_OK && (wanted.from == NULL || value == NULL)) {
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "pship_statement_change needs the new value and its first day");
    }
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, change(transaction, target, value, &wanted, id, err));
}

/* ---- confirm */

static pship_result confirm(pship_transaction *transaction, pship_statement_id target,
                            pship_statement_options *wanted, pship_statement_id *id,
                            pship_error *err)
{
    statement row;
    pship_result result = start(transaction, target, OPERATION_CONFIRM, &row, err);
    wanted->from = NULL;
    wanted->until = NULL;
    if (result == PSHIP_OK) {
        result = pship__take_options(transaction, wanted, &row, err);
    }
    return result == PSHIP_OK ? pship__record(transaction, &row, id, err) : result;
}

pship_result pship_statement_confirm(pship_statement_id *id, pship_transaction *transaction,
                                     pship_statement_id target,
                                     const pship_statement_options *options, pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = prepare(transaction, "pship_statement_confirm", options, &wanted, err);
    if (result == PSHIP_OK && wanted.last_confirmed == NULL) {
        result = pship__fail(err, PSHIP_E_ARGUMENT,
                             "pship_statement_confirm needs the day on which the statement was "
                             "checked");
    }
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, confirm(transaction, target, &wanted, id, err));
}
