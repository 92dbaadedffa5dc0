/* Which entities there are: for the writer, by the layer in which their kind is stated. */
#include "model/layers.h"
#include "model/log.h"

/* Under ANY_LAYER is the first statement of an entity's kind, whichever layer that is in. */
static uint64_t key_of(uint32_t layer, name_id id)
{
    return (uint64_t)layer << 32 | id;
}

static name_id kind_by(const pship_model *model, uint32_t id)
{
    return id == 0 ? 0 : statement_at(model, id)->value;
}

name_id pship__entity_kind(const pship_model *model, const layers *seen, name_id id)
{
    for (uint16_t layer = seen->layer;; layer = (uint16_t)scenario_at(model, layer)->parent) {
        uint32_t stated = pship__map_get(&model->entities, key_of(layer, id));
        if (stated != 0 && stated <= seen->limit[layer]) {
            return kind_by(model, stated);
        }
        if (layer == 0) {
            return 0;
        }
    }
}

name_id pship__entity_kind_anywhere(const pship_model *model, name_id id)
{
    uint32_t stated = pship__map_get(&model->entities, key_of(0, id));
    if (stated == 0 && model->scenarios.count > 0) {
        stated = pship__map_get(&model->entities, key_of(ANY_LAYER, id));
    }
    return kind_by(model, stated);
}

bool pship__entity_note(pship_model *model, uint32_t id)
{
    const statement *row = statement_at(model, id);
    bool known = pship__entity_kind_anywhere(model, row->subject) != 0;
    if (!known && pship__kind_below(model, row->value, model->kind_source, SIZE_MAX)) {
        name_id *source = pship__stable_add(&model->sources);
        if (source == NULL) {
            return false;
        }
        *source = row->subject;
    }
    return pship__map_set(&model->entities, key_of(row->layer, row->subject), id) &&
           (row->layer == 0 || known ||
            pship__map_set(&model->entities, key_of(ANY_LAYER, row->subject), id));
}

void pship__entity_forget(pship_model *model, uint32_t id)
{
    const statement *row = statement_at(model, id);
    (void)pship__map_set(&model->entities, key_of(row->layer, row->subject), 0);
    if (pship__map_get(&model->entities, key_of(ANY_LAYER, row->subject)) == id) {
        (void)pship__map_set(&model->entities, key_of(ANY_LAYER, row->subject), 0);
    }
    size_t last = model->sources.count;
    if (last > 0 && *(name_id *)pship__stable_at(&model->sources, last - 1) == row->subject &&
        pship__entity_kind_anywhere(model, row->subject) == 0) {
        pship__stable_cut(&model->sources, last - 1);
    }
}
