#include "register/memo.h"

#include "model/map.h"

/* Those of one entity and property hang together, whatever they were asked at. */
typedef struct kept_base {
    memo_base base;
    int steps_after;
    uint32_t next; /* place and 1; 0: there is none */
    when date;
} kept_base;

struct memo {
    const pship_context *context;
    map base_places; /* by entity and property: place and 1 */
    kept_base *bases;
    size_t base_count, base_capacity;
    map gist_places; /* by agreement: place and 1 */
    acts_gist *gists;
    size_t gist_count, gist_capacity;
    bool failed;
};

memo *pship__memo_new(const pship_context *context)
{
    memo *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return NULL;
    made->context = context;
    pship__map_init(&made->base_places, context);
    pship__map_init(&made->gist_places, context);
    return made;
}

void pship__memo_free(memo *of)
{
    if (!of)
        return;
    pship__map_free(&of->base_places);
    pship__map_free(&of->gist_places);
    pship__release(of->context, of->bases);
    pship__release(of->context, of->gists);
    pship__release(of->context, of);
}

bool pship__memo_failed(const memo *of)
{
    return of && of->failed;
}

/* ---- dates that rules rest on */

static uint64_t key_of(const memo_base *base)
{
    return (uint64_t)base->entity << 32 | base->property;
}

bool pship__memo_find_base(when *date, int *steps_after, const memo *of, const memo_base *base)
{
    uint32_t at = of ? pship__map_get(&of->base_places, key_of(base)) : 0;
    while (at) {
        const kept_base *one = &of->bases[at - 1];
        if (one->base.life == base->life && one->base.depth == base->depth &&
            one->base.steps == base->steps) {
            *date = one->date;
            *steps_after = one->steps_after;
            return true;
        }
        at = one->next;
    }
    return false;
}

void pship__memo_keep_base(memo *of, const memo_base *base, const when *date, int steps_after)
{
    if (!of || of->failed || of->base_count >= UINT32_MAX - 1)
        return;
    uint64_t key = key_of(base);
    uint32_t next = pship__map_get(&of->base_places, key), at = (uint32_t)of->base_count + 1;
    of->failed = !pship__grow(of->context, (void **)&of->bases, of->base_count, &of->base_capacity,
                              sizeof *of->bases) ||
                 !pship__map_set(&of->base_places, key, at);
    if (!of->failed)
        of->bases[of->base_count++] = (kept_base){*base, steps_after, next, *date};
}

/* ---- acts of agreements */

bool pship__memo_find_gist(acts_gist *gist, const memo *of, name_id agreement)
{
    uint32_t at = of ? pship__map_get(&of->gist_places, agreement) : 0;
    if (at)
        *gist = of->gists[at - 1];
    return at != 0;
}

void pship__memo_keep_gist(memo *of, name_id agreement, const acts_gist *gist)
{
    if (!of || of->failed)
        return;
    /* No more of them than there are names, which have 32 bits. */
    uint32_t at = (uint32_t)of->gist_count + 1;
    of->failed = !pship__grow(of->context, (void **)&of->gists, of->gist_count, &of->gist_capacity,
                              sizeof *of->gists) ||
                 !pship__map_set(&of->gist_places, agreement, at);
    if (!of->failed)
        of->gists[of->gist_count++] = *gist;
}
