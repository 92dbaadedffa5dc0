/* Cells of a run with very many statements, such as what was filled in late about one entity. */
#include "model/index.h"
#include "model/spans.h"

struct large_part {
    large_part *next; /* in its bucket */
    const entry *first;
    size_t count;
    bool settled; /* nothing in it but what the index itself can tell of */
    span_node nodes[];
};

void pship__large_parts_free(run *of)
{
    for (size_t i = 0; i < LARGE_PARTS; i++) {
        large_part *at = atomic_load_explicit(&of->large[i], memory_order_relaxed);
        while (at != NULL) {
            large_part *next = at->next;
            pship__release(of->context, at);
            at = next;
        }
    }
}

static large_part *make(const run *of, const pool *dates, entries part)
{
    large_part *made =
        pship__allocate(of->context, 1, sizeof *made + part.count * sizeof made->nodes[0]);
    if (made == NULL) {
        return NULL;
    }
    made->first = part.first;
    made->settled = true;
    made->count = 0;
    for (size_t i = 0; i < part.count && made->settled; i++) {
        const entry *one = &part.first[i];
        made->settled = (one->flags & ENTRY_UNSETTLED) == 0;
        if (made->settled && (one->flags & (ENTRY_CORRECTED | ENTRY_DEPRECATED)) == 0) {
            made->nodes[made->count++] =
                (span_node){.from = code_from_bounds(one->from, dates).earliest,
                            .until = code_until_bounds(one->until, dates).latest,
                            .item = (uint32_t)i};
        }
    }
    pship__spans_settle(made->nodes, made->count);
    return made;
}

/* Two threads may make the same part: both are right, and both are kept. */
static const large_part *find(run *of, const pool *dates, entries part)
{
    size_t place = (size_t)(part.first - of->entries);
    _Atomic(large_part *) *bucket = &of->large[place % LARGE_PARTS];
    large_part *first = atomic_load_explicit(bucket, memory_order_acquire);
    for (const large_part *at = first; at != NULL; at = at->next) {
        if (at->first == part.first) {
            return at;
        }
    }
    large_part *made = make(of, dates, part);
    if (made != NULL) {
        do {
            made->next = first;
        } while (!atomic_compare_exchange_weak_explicit(bucket, &first, made, memory_order_release,
                                                        memory_order_acquire));
    }
    return made;
}

bool pship__part_find(run *of, const pool *dates, entries part, pship_day day, uint32_t *found,
                      size_t room, size_t *count)
{
    const large_part *large = find(of, dates, part);
    if (large == NULL || !large->settled) {
        return false;
    }
    *count = pship__spans_find(large->nodes, large->count, day, found, room);
    return true;
}
