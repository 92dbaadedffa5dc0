/* All cells of a view, whichever runs they lie in. */
#include "model/view_private.h"

/* The next cell of a region of a run. */
typedef struct place {
    uint64_t key; /* subject, then property */
    const run *of;
    const region *in;
    size_t cell;
} place;

/* The places are a heap: none has a lower key than the one at half its place. */
typedef struct cell_walk {
    place *places;
    size_t count;
    size_t done, all; /* cells of all runs, for progress */
} cell_walk;

static void set_key(place *at)
{
    at->key = (uint64_t)at->of->subjects[at->in->first_cell + at->cell] << 32 | at->in->property;
}

static void sink(cell_walk *walk, size_t at)
{
    place *places = walk->places, moved = places[at];
    for (size_t below; (below = 2 * at + 1) < walk->count; at = below) {
        below += below + 1 < walk->count && places[below + 1].key < places[below].key;
        if (places[below].key >= moved.key) {
            break;
        }
        places[at] = places[below];
    }
    places[at] = moved;
}

static pship_result begin(cell_walk *walk, const pship_view *view, pship_error *err)
{
    const index_version *index = view->index;
    size_t regions = 0;
    for (size_t i = 0; i < index->count; i++) {
        regions += index->runs[i]->region_count;
    }
    *walk = (cell_walk){.places = pship__allocate(view->model->context, regions, sizeof(place))};
    if (walk->places == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < index->count; i++) {
        const run *of = index->runs[i];
        walk->all += of->cell_count;
        for (size_t j = 0; j < of->region_count; j++) {
            place *at = &walk->places[walk->count++];
            *at = (place){.of = of, .in = &of->regions[j]};
            set_key(at);
        }
    }
    for (size_t i = walk->count / 2; i-- > 0;) {
        sink(walk, i);
    }
    return PSHIP_OK;
}

/* Several runs may have the cell: it is passed over in all of them. */
static void pass_over(cell_walk *walk, uint64_t key)
{
    while (walk->count > 0 && walk->places[0].key == key) {
        place *least = &walk->places[0];
        walk->done++;
        if (++least->cell < least->in->cell_count) {
            set_key(least);
        } else {
            *least = walk->places[--walk->count];
        }
        sink(walk, 0);
    }
}

pship_result pship__each_cell(const pship_view *view, const char *stage, cell_visit visit,
                              void *user, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, view->model->context, stage);
    cell_walk walk;
    pship_result result = begin(&walk, view, err);
    while (result == PSHIP_OK && walk.count > 0) {
        uint64_t key = walk.places[0].key;
        pass_over(&walk, key);
        result = pship__progress(&progress, (double)walk.done / (double)walk.all, err);
        if (result == PSHIP_OK) {
            result = visit(user, view, (name_id)(key >> 32), (name_id)key, err);
        }
    }
    pship__release(view->model->context, walk.places);
    return result;
}
