/* Erasing: what goes with a statement when its payload is taken out. */
#include "model/seal.h"
#include "model/transaction_private.h"
#include <stdlib.h>
#include <string.h>

static pship_result check_erasable(const pship_transaction *transaction, pship_statement_id target,
                                   pship_error *err)
{
    const pship_model *model = transaction->model;
    if (target < 1 || (uint64_t)target > model->statements.count) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no statement %lld", (long long)target);
    }
    const statement *of = statement_at(model, target);
    if ((uint64_t)target > transaction->begun.statements) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld is not committed: there is nothing to erase yet",
                           (long long)target);
    }
    if (of->operation > OPERATION_CORRECT || of->property == model->property_kind) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld states no value that could be erased",
                           (long long)target);
    }
    if (of->layer != transaction->layers.layer) {
        return pship__fail(err, PSHIP_E_INVALID,
                           "statement %lld is of another layer: erase it in a transaction of that",
                           (long long)target);
    }
    if (pship__is_erased(model, target) || pship__erased_here(transaction, (uint32_t)target)) {
        return pship__fail(err, PSHIP_E_CONFLICT, "statement %lld was erased", (long long)target);
    }
    return PSHIP_OK;
}

bool pship__erased_here(const pship_transaction *transaction, uint32_t target)
{
    const pship_model *model = transaction->model;
    if (!transaction->erases) {
        return false;
    }
    for (size_t id = transaction->begun.statements + 1; id <= model->statements.count; id++) {
        const statement *row = statement_at(model, (pship_statement_id)id);
        if (row->operation == OPERATION_ERASE && row->target == target) {
            return true;
        }
    }
    return false;
}

static pship_result erase(pship_transaction *transaction, pship_statement_id target,
                          const pship_statement_options *given, pship_statement_id *id,
                          pship_error *err)
{
    statement row;
    pship_result result = check_erasable(transaction, target, err);
    if (result == PSHIP_OK) {
        result = pship__timeless(transaction->model, &row, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    const statement *of = statement_at(transaction->model, target);
    row.subject = of->subject;
    row.property = of->property;
    row.operation = OPERATION_ERASE;
    row.target = (uint32_t)target;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = given->source;
    options.locator = given->locator;
    options.reason = given->reason;
    result = pship__take_options(transaction, &options, &row, err);
    if (result == PSHIP_OK) {
        result = pship__add_statement(transaction, &row, id, err);
    }
    if (result == PSHIP_OK) {
        transaction->erases = true;
    }
    return result;
}

pship_result pship_statement_erase(pship_statement_id *id, pship_transaction *transaction,
                                   pship_statement_id target,
                                   const pship_statement_options *options, pship_error *err)
{
    pship_statement_options wanted;
    pship_result result = pship__need_open(transaction, "pship_statement_erase", err);
    if (result == PSHIP_OK) {
        result = pship__wanted_options(&wanted, options, err);
    }
    if (result != PSHIP_OK) {
        return result;
    }
    extent mark = pship__model_extent(transaction->model);
    return pship__settle(transaction, &mark, erase(transaction, target, &wanted, id, err));
}

/* ---- what goes with it */

/* By ordinal: is it still needed by anything that stays? */
typedef struct needs {
    bool *texts, *notes;
} needs;

static void need_note(const pship_model *model, needs *of, note_id note)
{
    const note_row *row = note_at(model, note);
    of->notes[note] = true;
    of->texts[row->locator] = of->texts[row->qualifier] = of->texts[row->certainty] = true;
    of->texts[row->wording] = of->texts[row->reason] = of->texts[row->entry] = true;
}

static void need_statement(const pship_model *model, needs *of, const statement *row)
{
    of->texts[row->subject] = of->texts[row->property] = of->texts[row->value] = true;
    of->texts[row->unit] = of->texts[row->object] = of->texts[row->source] = true;
    need_note(model, of, row->note);
}

static void need_schema(const pship_model *model, needs *of)
{
    for (size_t i = 0; i < model->dates.rows.count; i++) {
        of->texts[date_at(model, (date_id)i + 1)->text] = true;
    }
    for (size_t i = 0; i < model->kinds.count; i++) {
        const kind_row *row = pship__stable_at(&model->kinds, i);
        of->texts[row->name] = of->texts[row->parent] = of->texts[row->description] = true;
    }
    for (size_t i = 0; i < model->properties.count; i++) {
        const property_row *row = pship__stable_at(&model->properties, i);
        of->texts[row->name] = of->texts[row->of_kind] = of->texts[row->refers_to] = true;
        of->texts[row->description] = true;
    }
    for (size_t i = 0; i < model->scenarios.count; i++) {
        const scenario_row *row = pship__stable_at(&model->scenarios, i);
        of->texts[row->name] = of->texts[row->description] = true;
    }
    for (size_t i = 0; i < model->transactions.count; i++) {
        const transaction_row *row = pship__stable_at(&model->transactions, i);
        of->texts[row->actor] = of->texts[row->note] = true;
    }
}

static void find_needs(const pship_model *model, const erasure *erased, needs *of)
{
    need_schema(model, of);
    for (size_t id = 1; id <= model->statements.count; id++) {
        const statement *row = statement_at(model, (pship_statement_id)id);
        if (ids_hold(erased->statements, erased->statement_count, id) ||
            pship__is_erased(model, (pship_statement_id)id)) {
            of->texts[row->subject] = of->texts[row->property] = of->texts[row->source] = true;
        } else {
            need_statement(model, of, row);
        }
    }
}

static int by_ordinal(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static size_t sort_once(uint32_t *ordinals, size_t count)
{
    size_t kept = 0;
    if (count > 0) {
        qsort(ordinals, count, sizeof *ordinals, by_ordinal);
    }
    for (size_t i = 0; i < count; i++) {
        if (ordinals[i] != 0 && (kept == 0 || ordinals[kept - 1] != ordinals[i])) {
            ordinals[kept++] = ordinals[i];
        }
    }
    return kept;
}

/* The texts and the notes that only what is erased refers to. */
static void gather_orphans(const pship_model *model, const needs *of, erasure *erased)
{
    for (size_t i = 0; i < erased->statement_count; i++) {
        const statement *row = statement_at(model, erased->statements[i]);
        const note_row *note = note_at(model, row->note);
        const name_id texts[] = {row->value,    row->unit,       row->object,
                                 note->locator, note->qualifier, note->certainty,
                                 note->wording, note->reason,    note->entry};
        for (size_t j = 0; j < sizeof texts / sizeof texts[0]; j++) {
            if (texts[j] != 0 && !of->texts[texts[j]]) {
                erased->texts[erased->text_count++] = texts[j];
            }
        }
        if (row->note != 0 && !of->notes[row->note]) {
            erased->notes[erased->note_count++] = row->note;
        }
    }
    erased->text_count = sort_once(erased->texts, erased->text_count);
    erased->note_count = sort_once(erased->notes, erased->note_count);
}

static pship_result open_seals(const pship_model *model, erasure *erased, pship_error *err)
{
    for (size_t i = 0; i < erased->statement_count; i++) {
        size_t ordinal = pship__seal_of(model, erased->statements[i], model->seals.count);
        size_t at = erased->seal_count;
        bool again = at > 0 && erased->seals[at - 1] == ordinal;
        seal_row opened;
        const seal_row *from = again ? &erased->opened[at - 1] : seal_at(model, ordinal);
        pship_result result = pship__seal_open(model, from, erased->statements[i], &opened, err);
        if (result != PSHIP_OK) {
            return result;
        }
        if (again) {
            pship__release(model->context, erased->opened[at - 1].items);
            erased->opened[at - 1] = opened;
        } else {
            erased->seals[at] = (uint32_t)ordinal;
            erased->opened[erased->seal_count++] = opened;
        }
    }
    return PSHIP_OK;
}

static bool make_room(const pship_model *model, erasure *of, size_t count)
{
    of->statements = pship__allocate(model->context, count, sizeof *of->statements);
    of->texts = pship__allocate(model->context, count * 9, sizeof *of->texts);
    of->notes = pship__allocate(model->context, count, sizeof *of->notes);
    of->seals = pship__allocate(model->context, count, sizeof *of->seals);
    of->opened = pship__allocate(model->context, count, sizeof *of->opened);
    return of->statements != NULL && of->texts != NULL && of->notes != NULL && of->seals != NULL &&
           of->opened != NULL;
}

/* So that nothing can fail once the file has it. */
static bool reserve(pship_model *model, const erasure *of)
{
    void *notes = model->erased_notes;
    bool had = pship__names_reserve_erased(&model->names, of->text_count);
    while (had && model->erased_note_capacity - model->erased_note_count < of->note_count) {
        had = pship__grow(model->context, &notes, model->erased_note_capacity,
                          &model->erased_note_capacity, sizeof *model->erased_notes);
        model->erased_notes = notes;
    }
    return had;
}

pship_result pship__erasure_of(erasure *gathered, pship_model *model, size_t first,
                               pship_error *err)
{
    size_t count = 0;
    *gathered = (erasure){.context = model->context};
    for (size_t id = first; id <= model->statements.count; id++) {
        count += statement_at(model, (pship_statement_id)id)->operation == OPERATION_ERASE;
    }
    if (count == 0) {
        return PSHIP_OK;
    }
    needs needed = {.texts = pship__allocate_zero(model->context, model->names.places.count + 1, 1),
                    .notes = pship__allocate_zero(model->context, model->notes.rows.count + 1, 1)};
    pship_result result = PSHIP_OK;
    if (needed.texts == NULL || needed.notes == NULL || !make_room(model, gathered, count)) {
        result = pship__fail_memory(err);
    }
    for (size_t id = first; result == PSHIP_OK && id <= model->statements.count; id++) {
        const statement *row = statement_at(model, (pship_statement_id)id);
        if (row->operation == OPERATION_ERASE && !statement_at(model, row->target)->erased) {
            gathered->statements[gathered->statement_count++] = row->target;
        }
    }
    if (result == PSHIP_OK && gathered->statement_count > 0) {
        gathered->statement_count = sort_once(gathered->statements, gathered->statement_count);
        find_needs(model, gathered, &needed);
        gather_orphans(model, &needed, gathered);
        result = open_seals(model, gathered, err);
    }
    if (result == PSHIP_OK && !reserve(model, gathered)) {
        result = pship__fail_memory(err);
    }
    pship__release(model->context, needed.texts);
    pship__release(model->context, needed.notes);
    return result;
}

void pship__erasure_free(erasure *of)
{
    for (size_t i = 0; i < of->seal_count; i++) {
        pship__release(of->context, of->opened[i].items);
    }
    pship__release(of->context, of->statements);
    pship__release(of->context, of->texts);
    pship__release(of->context, of->notes);
    pship__release(of->context, of->seals);
    pship__release(of->context, of->opened);
    *of = (erasure){.context = of->context};
}

bool pship__erasure_join(const pship_model *model, const erasure *with, uint32_t **ids,
                         size_t *count)
{
    size_t all = model->erased_count + with->statement_count;
    uint32_t *joined = pship__allocate(model->context, all, sizeof *joined);
    if (joined == NULL) {
        return false;
    }
    if (model->erased_count > 0) {
        memcpy(joined, model->erased, model->erased_count * sizeof *joined);
    }
    memcpy(joined + model->erased_count, with->statements, with->statement_count * sizeof *joined);
    *count = sort_once(joined, all);
    *ids = joined;
    return true;
}
