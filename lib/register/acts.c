/*
 * The ledger of an agreement, and the status that follows from it.
 */
#include "register/register.h"

#include <stdlib.h>
#include <string.h>

/* In the order of a life: between acts that may have been done on the same day, the later one of
 * this list is taken to have come last. */
static const struct {
    const char *type, *status;
    bool takes_effect;
} lives[] = {
    {"announcement", "announced", false},
    {"negotiation_opening", "in_negotiation", false},
    {"initialling", "initialled", false},
    {"adoption", "adopted", false},
    {"signature", "signed", false},
    {"ratification", NULL, true},
    {"acceptance", NULL, true},
    {"approval", NULL, true},
    {"accession", NULL, true},
    {"succession", NULL, true},
    {"provisional_application", "provisionally_applied", true},
    {"entry_into_force", "in_force", true},
    {"amendment", NULL, true},
    {"suspension", "suspended", true},
    {"resumption", "in_force", true},
    {"notice", NULL, true},
    {"withdrawal", NULL, true},
    {"termination", "terminated", true},
    {"expiry", "expired", true},
    {"replacement", "replaced", true},
};

static int life_of(const char *type)
{
    for (size_t i = 0; type && i < COUNT(lives); i++) {
        if (strcmp(lives[i].type, type) == 0)
            return (int)i;
    }
    return -1;
}

bool pship__act_known(const char *type)
{
    return life_of(type) >= 0;
}

bool pship__act_takes_effect(const char *type)
{
    int life = life_of(type);
    return life >= 0 && lives[life].takes_effect;
}

/* ---- loading */

static void read_act(act *one, const pship_view *view, name_id id, name_id agreement,
                     pship_truth belongs)
{
    pship_day day = pship_view_as_of(view);
    choice type = pship__ask_any(view, id, "type");
    memset(one, 0, sizeof *one);
    one->id = id;
    one->agreement = agreement;
    one->id_text = pship__view_text(view, id);
    one->type = type.picked ? pship__view_text(view, type.picked->statement->value) : NULL;
    one->life = life_of(one->type);
    one->status = one->life >= 0 ? lives[one->life].status : NULL;
    one->date = pship__when(view, id, "date");
    one->effect = pship__when(view, id, "effect_date");
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
        one->source = pship__any_source(view, id);
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

bool pship__refers(const reading *one)
{
    return one->truth != PSHIP_NO && one->statement->value_kind == PSHIP_VALUE_REFERENCE &&
           one->statement->rank != PSHIP_RANK_DEPRECATED;
}

/* Several sources may say to which agreement an act belongs: their readings follow each other, and
 * the surest of them counts. */
static size_t acts_of_one(act *acts, const pship_view *view, name_id agreement, references refs)
{
    size_t kept = 0;
    for (size_t i = 0; i < refs.count;) {
        name_id id = refs.first[i]->statement->subject;
        pship_truth belongs = PSHIP_NO;
        for (; i < refs.count && refs.first[i]->statement->subject == id; i++) {
            if (pship__refers(refs.first[i]) && refs.first[i]->truth > belongs)
                belongs = refs.first[i]->truth;
        }
        if (belongs != PSHIP_NO)
            read_act(&acts[kept++], view, id, agreement, belongs);
    }
    return kept;
}

/* Room for the acts of one agreement more. */
static pship_result add_acts(act **acts, size_t *count, const pship_view *view, name_id agreement,
                             pship_error *err)
{
    references refs = pship__view_referring(view, agreement, pship__view_name(view, "agreement"));
    act *more = pship__resize(pship__view_context(view), *acts, *count + refs.count, sizeof **acts);
    if (!more)
        return pship__fail_memory(err);
    *acts = more;
    *count += acts_of_one(more + *count, view, agreement, refs);
    return PSHIP_OK;
}

pship_result pship__acts_load(act **acts, size_t *count, const pship_view *view, name_id agreement,
                              pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    name_id *agreements = NULL;
    size_t agreement_count = 0, kept = 0;
    act *loaded = NULL;
    pship_result result = PSHIP_OK;
    if (agreement)
        result = add_acts(&loaded, &kept, view, agreement, err);
    else
        result = pship__agreements_load(&agreements, &agreement_count, view, err);
    for (size_t i = 0; i < agreement_count && result == PSHIP_OK; i++)
        result = add_acts(&loaded, &kept, view, agreements[i], err);
    pship__release(context, agreements);
    if (result != PSHIP_OK) {
        pship__release(context, loaded);
        return result;
    }
    if (kept > 1)
        qsort(loaded, kept, sizeof *loaded, compare_acts);
    *acts = loaded;
    *count = kept;
    return PSHIP_OK;
}

/* ---- agreements */

typedef struct named {
    const char *text;
    name_id name;
} named;

static int compare_names(const void *left, const void *right)
{
    const named *a = left, *b = right;
    return strcmp(a->text, b->text);
}

/* An act may be published before anything else is said of its agreement. */
static size_t gather_agreements(named *list, const pship_view *view, const name_id *agreements,
                                size_t agreement_count, const name_id *acts, size_t act_count)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement_count; i++)
        list[count++] = (named){pship__view_text(view, agreements[i]), agreements[i]};
    for (size_t i = 0; i < act_count; i++) {
        name_id of = pship__ask_object(view, acts[i], "agreement");
        if (of)
            list[count++] = (named){pship__view_text(view, of), of};
    }
    if (count > 1)
        qsort(list, count, sizeof *list, compare_names);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || list[kept - 1].name != list[i].name)
            list[kept++] = list[i];
    }
    return kept;
}

pship_result pship__agreements_load(name_id **agreements, size_t *count, const pship_view *view,
                                    pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    name_id *subjects = NULL, *acts = NULL;
    size_t subject_count = 0, act_count = 0;
    pship_result result = pship__view_subjects(view, "agreement", &subjects, &subject_count, err);
    if (result == PSHIP_OK)
        result = pship__view_subjects(view, "act", &acts, &act_count, err);
    named *list = NULL;
    name_id *found = NULL;
    if (result == PSHIP_OK) {
        list = pship__allocate(context, subject_count + act_count, sizeof *list);
        found = pship__allocate(context, subject_count + act_count, sizeof *found);
        if (!list || !found)
            result = pship__fail_memory(err);
    }
    if (result == PSHIP_OK) {
        *count = gather_agreements(list, view, subjects, subject_count, acts, act_count);
        for (size_t i = 0; i < *count; i++)
            found[i] = list[i].name;
        *agreements = found;
    } else {
        pship__release(context, found);
    }
    pship__release(context, list);
    pship__release(context, acts);
    pship__release(context, subjects);
    return result;
}

/* ---- status */

/* The narrower date, so that "2026-02" from one source does not hide "2026-02-10" of another. */
static bool replaces(const act *a, const act *b)
{
    if (a->life != b->life)
        return a->life > b->life;
    int64_t width_a = (int64_t)a->counts.latest - a->counts.earliest;
    int64_t width_b = (int64_t)b->counts.latest - b->counts.earliest;
    return width_a < width_b;
}

/*
 * The last of the acts that had taken effect at least as surely as `level`, with one more if it is
 * given. Last are those that no other one certainly follows; of these, the furthest in the life of
 * an agreement.
 */
static const act *last_act(const act *acts, size_t count, pship_truth level, const act *more)
{
    pship_day latest_begin = PSHIP_DAY_MIN;
    const act *last = NULL;
    for (size_t i = 0; i < count; i++) {
        bool in = acts[i].status && (acts[i].effective >= level || &acts[i] == more);
        if (in && acts[i].counts.earliest > latest_begin)
            latest_begin = acts[i].counts.earliest;
    }
    for (size_t i = 0; i < count; i++) {
        bool in = acts[i].status && (acts[i].effective >= level || &acts[i] == more);
        if (!in || acts[i].counts.latest < latest_begin)
            continue;
        if (!last || replaces(&acts[i], last))
            last = &acts[i];
    }
    return last;
}

static bool same_status(const act *a, const act *b)
{
    if (!a || !b)
        return a == b;
    return strcmp(a->status, b->status) == 0;
}

static pship_truth level_of(const pship_view *view)
{
    return pship__view_holds(view, PSHIP_POSSIBLE) ? PSHIP_POSSIBLE : PSHIP_CERTAIN;
}

const act *pship__acts_last(const pship_view *view, const act *acts, size_t count)
{
    return last_act(acts, count, level_of(view), NULL);
}

agreement_state pship__acts_status(const pship_view *view, const act *acts, size_t count)
{
    const act *surely = last_act(acts, count, PSHIP_CERTAIN, NULL);
    const act *perhaps = last_act(acts, count, PSHIP_POSSIBLE, NULL);
    agreement_state state = {"unknown", level_of(view) == PSHIP_CERTAIN ? surely : perhaps,
                             PSHIP_CERTAIN, false};
    pship_truth strongest = PSHIP_NO; /* of any act, also those that leave the status as it is */
    bool certain = same_status(surely, perhaps);
    for (size_t i = 0; i < count; i++) {
        pship_truth any = acts[i].done > acts[i].effective ? acts[i].done : acts[i].effective;
        if (any > strongest)
            strongest = any;
        if (acts[i].status && acts[i].effective == PSHIP_POSSIBLE && certain)
            certain = same_status(surely, last_act(acts, count, PSHIP_CERTAIN, &acts[i]));
    }
    state.begun = strongest != PSHIP_NO;
    if (state.last)
        state.status = state.last->status;
    else if (count > 0 && strongest == PSHIP_NO)
        state.status = "not_begun";
    state.certainty =
        certain && (state.last || strongest != PSHIP_POSSIBLE) ? PSHIP_CERTAIN : PSHIP_POSSIBLE;
    return state;
}
