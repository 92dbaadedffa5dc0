#include "model/layers.h"
#include "model/log.h"

pship_result pship__layers_open(layers *of, const pship_model *model, uint16_t layer, size_t seen,
                                pship_error *err)
{
    size_t count = (size_t)layer + 1;
    *of = (layers){.context = model->context, .layer = layer, .count = count};
    of->limit = pship__allocate_zero(model->context, count, sizeof *of->limit);
    of->depth = pship__allocate_zero(model->context, count, sizeof *of->depth);
    if (of->limit == NULL || of->depth == NULL) {
        pship__layers_free(of);
        return pship__fail_memory(err);
    }
    uint16_t above = 0;
    for (uint16_t at = layer;; above++) {
        of->depth[at] = above;
        of->limit[at] = pship__last_statement(model, seen);
        if (at == 0) {
            break;
        }
        const scenario_row *row = scenario_at(model, at);
        if (row->pinned != 0 && row->pinned < seen) {
            seen = row->pinned;
        }
        at = (uint16_t)row->parent;
    }
    /* Counted from the top; wanted from the base. */
    for (uint16_t at = layer; at != 0; at = (uint16_t)scenario_at(model, at)->parent) {
        of->depth[at] = (uint16_t)(above - of->depth[at]);
    }
    of->depth[0] = 0;
    return PSHIP_OK;
}

void pship__layers_free(layers *of)
{
    pship__release(of->context, of->limit);
    pship__release(of->context, of->depth);
    of->limit = NULL;
    of->depth = NULL;
    of->count = 0;
}
