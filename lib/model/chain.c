/* Chains of corrections, as the writer follows them. */
#include "model/transaction_private.h"

/* Beside corrections, by their layer, the table has the newest retraction of a statement, and of a
 * retraction the one before it of the same statement. */
#define RETRACTION ((uint64_t)1 << 48)
#define RETRACTION_BEFORE ((uint64_t)2 << 48)

static uint64_t key_of(uint16_t layer, uint32_t target)
{
    return (uint64_t)layer << 32 | target;
}

static bool note(pship_model *model, const statement *row, uint32_t id)
{
    map *to = &model->correctors;
    if (row->operation == OPERATION_CORRECT) {
        return pship__map_set(to, key_of(row->layer, row->target), id);
    }
    if (row->operation != OPERATION_RETRACT) {
        return true;
    }
    uint32_t before = pship__map_get(to, RETRACTION | row->target);
    return pship__map_set(to, RETRACTION | row->target, id) &&
           pship__map_set(to, RETRACTION_BEFORE | id, before);
}

/* Most models are only read, so that the table is made by the first operation that needs it. */
static bool know_correctors(pship_model *model)
{
    if (model->has_correctors) {
        return true;
    }
    for (size_t id = 1; id <= model->statements.count; id++) {
        if (!note(model, statement_at(model, (pship_statement_id)id), (uint32_t)id)) {
            pship__map_free(&model->correctors);
            return false;
        }
    }
    model->has_correctors = true;
    return true;
}

bool pship__corrector(pship_model *model, uint16_t layer, uint32_t target, uint32_t *corrector)
{
    if (!know_correctors(model)) {
        return false;
    }
    *corrector = pship__map_get(&model->correctors, key_of(layer, target));
    return true;
}

bool pship__newest_link(pship_model *model, uint16_t layer, uint32_t link, uint32_t *newest)
{
    for (uint32_t next = link; next != 0;) {
        link = next;
        if (!pship__corrector(model, layer, link, &next)) {
            return false;
        }
    }
    *newest = link;
    return true;
}

bool pship__retracted(pship_model *model, uint32_t id, bool *retracted)
{
    *retracted = false;
    if (!know_correctors(model)) {
        return false;
    }
    /* A retraction that is retracted itself does not count. They may retract each other to any depth, so
     * the way down is counted rather than called: the first one without a retraction of its own stands. */
    uint32_t by = pship__map_get(&model->correctors, RETRACTION | id);
    for (; by != 0 && !*retracted;
         by = pship__map_get(&model->correctors, RETRACTION_BEFORE | by)) {
        bool stands = true;
        uint32_t above = by;
        while ((above = pship__map_get(&model->correctors, RETRACTION | above)) != 0) {
            stands = !stands;
        }
        *retracted = stands;
    }
    return true;
}

bool pship__note_correction(pship_model *model, const statement *row, uint32_t id)
{
    return !model->has_correctors || note(model, row, id);
}
