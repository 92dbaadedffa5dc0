/*
 * The ledger of an agreement, and the status that follows from it.
 */
#include "model/vocabulary.h"
#include "register/memo.h"

#include <stdlib.h>
#include <string.h>

/* The order of pship__acts is that of a life: between acts that may have been done on the same day, the
 * later one is taken to have come last. */

_Static_assert(PSHIP__LIVES <= 32, "act_set has a bit for each life");

bool pship__act_takes_effect(const char *type)
{
    int life = pship__act_life(type);
    return life >= 0 && pship__acts[life].takes_effect;
}

/* ---- loading */

static void read_act(act *one, const merges *who, name_id id, name_id agreement,
                     pship_truth belongs)
{
    const pship_view *view = who->view;
    pship_day day = pship_view_as_of(view);
    choice type = pship__merged_ask(who, id, "type");
    memset(one, 0, sizeof *one);
    one->id = id;
    one->agreement = agreement;
    one->id_text = pship__view_text(view, id);
    one->type = type.picked ? pship__view_text(view, type.picked->statement->value) : NULL;
    one->life = pship__act_life(one->type);
    one->status = one->life >= 0 ? pship__acts[one->life].status : NULL;
    one->date = pship__merged_when(who, id, "date");
    one->effect = pship__merged_when(who, id, "effect_date");
    bool stated_effect = one->effect.kind != WHEN_ABSENT;
    one->counts = one->date;
    if (stated_effect && (one->date.kind == WHEN_ABSENT || pship__act_takes_effect(one->type)))
        one->counts = one->effect;
    /* An act without any date was done, nobody says when. */
    if (one->counts.kind == WHEN_ABSENT)
        one->counts.kind = WHEN_UNKNOWN;
    pship_truth known = pship__weaker(belongs, type.picked ? type.truth : PSHIP_CERTAIN);
    const when *done = one->date.kind == WHEN_ABSENT ? &one->counts : &one->date;
    one->done = pship__weaker(known, pship__when_reached(done, day));
    one->effective = pship__weaker(known, pship__when_reached(&one->counts, day));
    one->contested = type.contested || one->date.contested || one->effect.contested;
    const reading *said = one->date.picked ? one->date.picked : one->effect.picked;
    one->source = said ? said->statement->source : 0;
    if (!one->source)
        one->source = pship__merged_source(who, id);
}

static const when *ledger_date(const act *one)
{
    return one->date.kind == WHEN_DATED ? &one->date : &one->counts;
}

static int compare_acts(const void *left, const void *right)
{
    const act *a = left, *b = right;
    int order = pship__when_compare(ledger_date(a), ledger_date(b));
    if (order == 0)
        order = (a->life > b->life) - (a->life < b->life);
    return order != 0 ? order : strcmp(a->id_text, b->id_text);
}

bool pship__act_refers(const reading *one)
{
    return one->truth != PSHIP_NO && one->statement->value_kind == PSHIP_VALUE_REFERENCE &&
           one->statement->rank != PSHIP_RANK_DEPRECATED;
}

pship_truth pship__act_belongs(references refs, size_t *index)
{
    name_id id = refs.first[*index]->statement->subject;
    pship_truth belongs = PSHIP_NO;
    for (; *index < refs.count && refs.first[*index]->statement->subject == id; (*index)++) {
        const reading *one = refs.first[*index];
        if (pship__act_refers(one) && one->truth > belongs)
            belongs = one->truth;
    }
    return belongs;
}

typedef struct act_array {
    act *items;
    size_t count, capacity;
} act_array;

/* Those of all ids of an agreement. Room grows by doubling: registers may have a hundred thousand agreements. */
static pship_result add_acts(act_array *acts, const merges *who, name_id agreement,
                             pship_error *err)
{
    const pship_context *context = pship__view_context(who->view);
    belonging *list;
    size_t count;
    pship_result result = pship__merged_belonging(&list, &count, who, "agreement", agreement, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        if (list[i].belongs == PSHIP_NO)
            continue;
        if (pship__grow(context, (void **)&acts->items, acts->count, &acts->capacity,
                        sizeof *acts->items))
            read_act(&acts->items[acts->count++], who, list[i].id, agreement, list[i].belongs);
        else
            result = pship__fail_memory(err);
    }
    pship__release(context, list);
    return result;
}

pship_result pship__acts_load(act **acts, size_t *count, const merges *who, name_id agreement,
                              pship_error *err)
{
    const pship_context *context = pship__view_context(who->view);
    name_id *agreements = NULL;
    size_t agreement_count = 0;
    act_array loaded = {NULL, 0, 0};
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, context, "reading acts");
    if (agreement)
        result = add_acts(&loaded, who, pship__canonical(who, agreement), err);
    else
        result = pship__agreements_load(&agreements, &agreement_count, who, err);
    for (size_t i = 0; i < agreement_count && goes_on(&progress, &result, err); i++)
        result = add_acts(&loaded, who, agreements[i], err);
    pship__release(context, agreements);
    if (result != PSHIP_OK) {
        pship__release(context, loaded.items);
        return result;
    }
    if (loaded.count > 1)
        qsort(loaded.items, loaded.count, sizeof *loaded.items, compare_acts);
    *acts = loaded.items;
    *count = loaded.count;
    return PSHIP_OK;
}

/* The signature, or where there is none that is dated, the first act that is. */
static void date_gist(acts_gist *gist, const act *one)
{
    bool signature = one->type && strcmp(one->type, "signature") == 0;
    bool signed_before = gist->dated_by && strcmp(gist->dated_by, "signature") == 0;
    if (one->date.kind != WHEN_DATED || (signed_before && !signature) ||
        (gist->dated_by && signature == signed_before &&
         pship__when_compare(&gist->date, &one->date) <= 0))
        return;
    gist->date = one->date;
    gist->dated_by = signature ? "signature" : "first_act";
}

pship_result pship__acts_gist(acts_gist *gist, const merges *who, name_id agreement,
                              pship_error *err)
{
    act *acts;
    size_t count;
    name_id canonical = pship__canonical(who, agreement);
    if (pship__memo_find_gist(gist, who->kept, canonical))
        return PSHIP_OK;
    pship_result result = pship__acts_load(&acts, &count, who, canonical, err);
    if (result != PSHIP_OK)
        return result;
    *gist = (acts_gist){.any = count > 0};
    for (size_t i = 0; i < count; i++) {
        gist->begun = gist->begun || acts[i].done != PSHIP_NO || acts[i].effective != PSHIP_NO;
        date_gist(gist, &acts[i]);
    }
    pship__release(pship__view_context(who->view), acts);
    if (count >= MEMO_WORTH)
        pship__memo_keep_gist(who->kept, canonical, gist);
    return PSHIP_OK;
}

/* ---- agreements */

/* An act may be published before anything else is said of its agreement. */
pship_result pship__agreements_load(name_id **agreements, size_t *count, const merges *who,
                                    pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    name_id *found = NULL, *acts = NULL;
    size_t found_count = 0, act_count = 0;
    pship_result result = pship__view_subjects(view, "agreement", &found, &found_count, err);
    if (result == PSHIP_OK)
        result = pship__view_subjects(view, "act", &acts, &act_count, err);
    if (result == PSHIP_OK) {
        name_id *more = pship__resize(context, found, found_count + act_count, sizeof *found);
        if (more)
            found = more;
        else
            result = pship__fail_memory(err);
    }
    for (size_t i = 0; i < act_count && result == PSHIP_OK; i++) {
        name_id of = pship__ask_object(view, acts[i], "agreement");
        if (of)
            found[found_count++] = of;
    }
    if (result == PSHIP_OK)
        result = pship__order_ids(found, &found_count, who, err);
    pship__release(context, acts);
    if (result != PSHIP_OK) {
        pship__release(context, found);
        return result;
    }
    *agreements = found;
    *count = found_count;
    return PSHIP_OK;
}

/* ---- status */

/* Of the acts of one kind in a set, those that may have come last: no other one of the set certainly follows them. */
typedef struct life_tally {
    const act *narrowest; /* NULL: there is none */
    pship_day last_begin; /* the latest first day of any of them */
} life_tally;

/*
 * Acts of which the status is sought. What is to be known of them is kept by kind, of which there are few, so that an
 * act more or less need not be held against all the others.
 */
typedef struct act_set {
    life_tally lives[PSHIP__LIVES];
    pship_day latest_begin; /* what was over before it is not last */
    pship_day in_force_by;  /* some act has brought it into force by then; MAX where none has */
} act_set;

static act_set no_acts(void)
{
    act_set set;
    memset(&set, 0, sizeof set);
    set.latest_begin = PSHIP_DAY_MIN;
    set.in_force_by = PSHIP_DAY_MAX;
    return set;
}

static void limit_by(act_set *set, const act *one)
{
    if (one->counts.earliest > set->latest_begin)
        set->latest_begin = one->counts.earliest;
    if (one->life >= LIFE_ENTRY_INTO_FORCE && one->counts.latest < set->in_force_by)
        set->in_force_by = one->counts.latest;
}

static int64_t width_of(const act *one)
{
    return (int64_t)one->counts.latest - one->counts.earliest;
}

/* The narrower date is kept, so that "2026-02" from one source does not hide "2026-02-10" of another. */
static void take(act_set *set, const act *one)
{
    life_tally *of = &set->lives[one->life];
    if (one->counts.latest < set->latest_begin)
        return;
    if (!of->narrowest || one->counts.earliest > of->last_begin)
        of->last_begin = one->counts.earliest;
    if (!of->narrowest || width_of(one) < width_of(of->narrowest))
        of->narrowest = one;
}

/* Those that had taken effect at least as surely as `level`. */
static act_set gather(const act *acts, size_t count, pship_truth level)
{
    act_set set = no_acts();
    for (size_t i = 0; i < count; i++) {
        if (acts[i].status && acts[i].effective >= level)
            limit_by(&set, &acts[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (acts[i].status && acts[i].effective >= level)
            take(&set, &acts[i]);
    }
    return set;
}

/* Of those that may be last, the furthest in the life of an agreement. */
static const act *last_act(const act_set *set)
{
    for (int life = PSHIP__LIVES - 1; life >= 0; life--) {
        if (set->lives[life].narrowest)
            return set->lives[life].narrowest;
    }
    return NULL;
}

/*
 * The lives that come after that of an act by their nature. A resumption may come before a
 * suspension as well as after it; and an act that begins a life anew, where the agreement had been
 * in force before, may come after the suspension or the end of the earlier one.
 */
static unsigned natural_followers(const act_set *set, int life)
{
    unsigned after = ~0U << life << 1;
    if (life == LIFE_SUSPENSION)
        after &= ~(1U << LIFE_RESUMPTION);
    if (life <= LIFE_ENTRY_INTO_FORCE && set->in_force_by < set->lives[life].last_begin)
        after &= (1U << LIFE_RESUMPTION | ((1U << LIFE_SUSPENSION) - 1));
    return after;
}

static bool same_status(const act *a, const act *b)
{
    if (!a || !b)
        return a == b;
    return strcmp(a->status, b->status) == 0;
}

/* May another act than the one taken for the last, which gives another status, have come last? */
static bool ambiguous(const act_set *set, const act *last)
{
    unsigned lives = 0;
    for (int life = 0; life < PSHIP__LIVES; life++)
        lives |= set->lives[life].narrowest ? 1U << life : 0;
    for (int life = 0; life < PSHIP__LIVES; life++) {
        const act *one = set->lives[life].narrowest;
        if (one && !same_status(one, last) && !(lives & natural_followers(set, life)))
            return true;
    }
    return false;
}

static pship_truth level_of(const pship_view *view)
{
    return pship__view_holds(view, PSHIP_POSSIBLE) ? PSHIP_POSSIBLE : PSHIP_CERTAIN;
}

/* Does this set of acts surely give the same status as that act? */
static bool surely_same(const act *last, const act_set *set)
{
    const act *other = last_act(set);
    return same_status(last, other) && !(other && ambiguous(set, other));
}

/* ---- one act more */

static int by_latest(const void *left, const void *right)
{
    const act *a = *(const act *const *)left, *b = *(const act *const *)right;
    return (a->counts.latest < b->counts.latest) - (a->counts.latest > b->counts.latest);
}

static int by_earliest(const void *left, const void *right)
{
    const act *a = *(const act *const *)left, *b = *(const act *const *)right;
    return (a->counts.earliest < b->counts.earliest) - (a->counts.earliest > b->counts.earliest);
}

/* Those that had as surely taken effect, in the order of `compare`. */
static size_t sort_out(const act **chosen, const act *acts, size_t count, pship_truth effective,
                       int (*compare)(const void *, const void *))
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (acts[i].status && acts[i].effective == effective)
            chosen[kept++] = &acts[i];
    }
    if (kept > 1)
        qsort(chosen, kept, sizeof *chosen, compare);
    return kept;
}

/*
 * Is the status the same, whichever one of the possible acts is added to the certain ones? The later the one that is
 * added may have been done, the fewer of the others may have come last: they are added from that of the latest first
 * day on, and the certain ones join them from that of the latest last day on.
 */
static bool same_with_one_more(const act *surely, const act **certain, size_t certain_count,
                               const act **possible, size_t possible_count)
{
    act_set set = no_acts();
    size_t taken = 0;
    for (size_t i = 0; i < certain_count; i++)
        limit_by(&set, certain[i]);
    pship_day latest_begin = set.latest_begin;
    for (size_t i = 0; i < possible_count; i++) {
        pship_day begin = possible[i]->counts.earliest;
        set.latest_begin = begin > latest_begin ? begin : latest_begin;
        while (taken < certain_count && certain[taken]->counts.latest >= set.latest_begin)
            take(&set, certain[taken++]);
        act_set more = set;
        limit_by(&more, possible[i]);
        take(&more, possible[i]);
        if (!surely_same(surely, &more))
            return false;
    }
    return true;
}

static pship_result try_one_more(bool *same, const act *surely, const pship_view *view,
                                 const act *acts, size_t count, pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    const act **certain = pship__allocate(context, count, sizeof *certain);
    const act **possible = pship__allocate(context, count, sizeof *possible);
    pship_result result = certain && possible ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK) {
        size_t certain_count = sort_out(certain, acts, count, PSHIP_CERTAIN, by_latest);
        size_t possible_count = sort_out(possible, acts, count, PSHIP_POSSIBLE, by_earliest);
        *same = same_with_one_more(surely, certain, certain_count, possible, possible_count);
    }
    pship__release(context, (void *)possible);
    pship__release(context, (void *)certain);
    return result;
}

pship_result pship__acts_status(agreement_state *state, const pship_view *view, const act *acts,
                                size_t count, pship_error *err)
{
    act_set sure_set = gather(acts, count, PSHIP_CERTAIN);
    act_set possible_set = gather(acts, count, PSHIP_POSSIBLE);
    act_set set = gather(acts, count, level_of(view));
    const act *surely = last_act(&sure_set);
    pship_truth strongest = PSHIP_NO; /* of any act, also those that leave the status as it is */
    bool certain = surely_same(surely, &sure_set) && surely_same(surely, &possible_set);
    bool more = false;
    *state = (agreement_state){"unknown", last_act(&set), PSHIP_CERTAIN, false};
    for (size_t i = 0; i < count; i++) {
        pship_truth any = acts[i].done > acts[i].effective ? acts[i].done : acts[i].effective;
        if (any > strongest)
            strongest = any;
        more = more || (acts[i].status && acts[i].effective == PSHIP_POSSIBLE);
    }
    if (certain && more) {
        pship_result result = try_one_more(&certain, surely, view, acts, count, err);
        if (result != PSHIP_OK)
            return result;
    }
    state->begun = strongest != PSHIP_NO;
    if (state->last)
        state->status = state->last->status;
    else if (count > 0 && strongest == PSHIP_NO)
        state->status = "not_begun";
    state->certainty =
        certain && (state->last || strongest != PSHIP_POSSIBLE) ? PSHIP_CERTAIN : PSHIP_POSSIBLE;
    return PSHIP_OK;
}

/* ---- act after act */

void pship__acts_so_far_begin(acts_so_far *so_far)
{
    *so_far = (acts_so_far){.latest_begin = PSHIP_DAY_MIN};
}

const char *pship__acts_so_far_add(acts_so_far *so_far, const pship_view *view, const act *one)
{
    so_far->begun = so_far->begun || one->done != PSHIP_NO || one->effective != PSHIP_NO;
    if (one->status && one->effective >= level_of(view)) {
        unsigned life = 1U << one->life;
        if (!(so_far->lives & life) || one->counts.latest > so_far->latest[one->life])
            so_far->latest[one->life] = one->counts.latest;
        so_far->lives |= life;
        if (one->counts.earliest > so_far->latest_begin)
            so_far->latest_begin = one->counts.earliest;
    }
    for (int life = PSHIP__LIVES - 1; life >= 0; life--) {
        if (so_far->lives & 1U << life && so_far->latest[life] >= so_far->latest_begin)
            return pship__acts[life].status;
    }
    return so_far->begun ? "unknown" : "not_begun";
}
