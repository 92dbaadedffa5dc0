/* What becomes of the statements of a cell in a view: which are published, which are corrected, retracted or
 * masked, and where those that are left end.
 *
 * Everything that acts on a statement is about the same property of the same entity, and later in the log: so
 * each cell can be worked out by itself, in one walk from its newest statement to its oldest. */
#include "model/view_private.h"
#include <string.h>

/* ---- publication */

static pship_day recorded_day(const pship_model *model, const statement *row)
{
    const int64_t day = (int64_t)86400 * 1000000;
    int64_t instant = transaction_at(model, row->transaction)->recorded_at;
    int64_t days = instant / day - (instant % day < 0);
    return days <= PSHIP_DAY_MIN   ? PSHIP_DAY_MIN + 1
           : days >= PSHIP_DAY_MAX ? PSHIP_DAY_MAX - 1
                                   : (pship_day)days;
}

/* A repair of our own word is as old as what it repairs. */
static const statement *own_word(const pship_view *view, const statement *row)
{
    while (row->source == 0 &&
           (row->operation == OPERATION_CORRECT || row->operation == OPERATION_RETRACT)) {
        row = statement_at(view->model, row->target);
    }
    return row;
}

stored_date pship__view_told(const pship_view *view, const statement *row)
{
    row = own_word(view, row);
    if (row->source != 0) {
        return pship__view_published(view, row->source);
    }
    pship_day day = recorded_day(view->model, row);
    return (stored_date){.earliest = day, .latest = day, .kind = PSHIP_DATE_DATED};
}

/* Nobody publishes a scenario. */
static pship_truth publication_of(const pship_view *view, const statement *row)
{
    if (row->layer != 0) {
        return PSHIP_CERTAIN;
    }
    row = own_word(view, row);
    if (row->source == 0) {
        return recorded_day(view->model, row) <= view->published_by ? PSHIP_CERTAIN : PSHIP_NO;
    }
    const source_date *found = pship__view_source(view, row->source);
    return found == NULL ? PSHIP_POSSIBLE : found->truth;
}

/* Sources describe themselves, and a kind says nothing of the world: both are there under every
 * publication cutoff. */
static bool is_exempt(const pship_view *view, name_id subject, name_id property)
{
    return view->published_by == PSHIP_DAY_NONE || property == view->model->property_kind ||
           pship__view_source(view, subject) != NULL;
}

/* ---- gathering */

static bool is_recorded(const pship_view *view, const entry *one)
{
    /* What is erased stays so, whatever the cutoffs. */
    return layers_see(&view->layers, one->layer, one->id) || one->operation == OPERATION_ERASE;
}

static pship_result make_room(cell *opened, size_t count, pship_error *err)
{
    opened->fates = opened->few;
    if (count > CELL_FEW) {
        opened->fates = pship__allocate(opened->context, count, sizeof *opened->fates);
        if (opened->fates == NULL) {
            return pship__fail_memory(err);
        }
    }
    return PSHIP_OK;
}

static void gather(cell *opened, const pship_view *view, const entries *parts)
{
    for (size_t i = 0; i < view->index->count; i++) {
        for (size_t j = 0; j < parts[i].count; j++) {
            const entry *one = &parts[i].first[j];
            if (is_recorded(view, one)) {
                opened->simple = opened->simple && one->operation == OPERATION_ASSERT &&
                                 (one->flags & ENTRY_ERASED) == 0;
                opened->fates[opened->count++] =
                    (fate){.entry = one,
                           .statement = statement_at(view->model, one->id),
                           .confirmed = PSHIP_DAY_NONE,
                           .kind = FATE_READING,
                           .published = PSHIP_CERTAIN};
            }
        }
    }
}

/* ---- the walk */

static uint16_t depth_of(const pship_view *view, const cell *of, uint32_t id)
{
    return view->layers.depth[fate_of(of, id)->entry->layer];
}

/* Of two ends that of the deeper layer counts, then the newer one. */
static bool counts_more(const pship_view *view, const cell *of, uint32_t a, uint32_t b)
{
    if (a == 0 || b == 0) {
        return a != 0;
    }
    uint16_t left = depth_of(view, of, a), right = depth_of(view, of, b);
    return left != right ? left > right : a > b;
}

static void hide(fate *target, uint32_t by)
{
    if (target->hidden_by == 0) {
        target->hidden_by = by;
    }
}

/* What may have been published, in a view that counts what is possible, casts doubt and no more. A correction
 * stays a correction when it is retracted itself: what it replaced was wrong. Anything else that is
 * retracted is undone. */
static void act(const pship_view *view, const cell *of, const fate *own, fate *target)
{
    uint32_t id = own->entry->id;
    bool corrects = own->entry->operation == OPERATION_CORRECT;
    bool certain = own->published == PSHIP_CERTAIN && (corrects || !own->doubted);
    if (own->hidden_by != 0 && !corrects) {
        return;
    }
    if (own->entry->operation == OPERATION_END) {
        uint32_t *ended = certain ? &target->ended_by : &target->may_end_by;
        *ended = counts_more(view, of, id, *ended) ? id : *ended;
    } else if (own->entry->operation == OPERATION_CONFIRM) {
        pship_day day = own->statement->last_confirmed;
        target->confirmed = certain && day > target->confirmed ? day : target->confirmed;
    } else if (!certain) {
        target->doubted = true;
    } else {
        hide(target, id);
    }
}

static bool follows(const cell *of, const fate *own)
{
    uint8_t operation = own->entry->operation;
    if (own->entry->layer == 0 || operation == OPERATION_ASSERT) {
        return false;
    }
    const fate *target = fate_of(of, own->statement->target);
    return (operation == OPERATION_MASK && own->hidden_by == 0) ||
           (operation == OPERATION_CORRECT && target != NULL &&
            target->entry->layer != own->entry->layer);
}

/* Of two acts of scenarios the one of the deeper layer reaches further. */
static uint32_t deeper(const pship_view *view, const cell *of, uint32_t a, uint32_t b)
{
    return b == 0 || (a != 0 && depth_of(view, of, a) > depth_of(view, of, b)) ? a : b;
}

/* What a scenario has instead of a statement of its parents, or masks, it has instead of all that corrects that
 * there. A correction comes after what it corrects, so that one pass carries the acts along. */
static void follow_corrections(const pship_view *view, cell *of)
{
    for (size_t i = 0; i < of->count; i++) {
        const fate *own = &of->fates[i];
        fate *target = follows(of, own) ? fate_of(of, own->statement->target) : NULL;
        if (target != NULL) {
            target->followed_by = deeper(view, of, target->followed_by, own->entry->id);
        }
    }
    for (size_t i = 0; i < of->count; i++) {
        fate *one = &of->fates[i];
        const fate *target =
            one->entry->operation == OPERATION_CORRECT ? fate_of(of, one->statement->target) : NULL;
        uint32_t by = target == NULL ? 0 : target->followed_by;
        if (by != 0 && view->layers.depth[one->entry->layer] < depth_of(view, of, by)) {
            hide(one, by);
        }
        one->followed_by = deeper(view, of, one->followed_by, by);
    }
}

/* A repair of our own word is as old as what it repairs, which comes before it. */
static void publish(const pship_view *view, cell *of, bool exempt)
{
    for (size_t i = 0; i < of->count; i++) {
        fate *own = &of->fates[i];
        bool repairs = own->statement->source == 0 && own->entry->layer == 0 &&
                       (own->entry->operation == OPERATION_CORRECT ||
                        own->entry->operation == OPERATION_RETRACT);
        const fate *target = repairs ? fate_of(of, own->statement->target) : NULL;
        own->published = (uint8_t)(exempt           ? PSHIP_CERTAIN
                                   : target != NULL ? target->published
                                                    : publication_of(view, own->statement));
    }
}

static fate_kind kind_of(const cell *of, const fate *own)
{
    bool valued = own->entry->operation <= OPERATION_CORRECT;
    if (own->kind == FATE_ERASED || (own->entry->flags & ENTRY_ERASED) != 0) {
        return FATE_ERASED;
    }
    if (own->published == PSHIP_NO) {
        return FATE_UNSEEN;
    }
    if (own->hidden_by == 0) {
        return valued ? FATE_READING : FATE_OPERATION;
    }
    const fate *by = fate_of(of, own->hidden_by);
    if (by->entry->operation == OPERATION_RETRACT) {
        return FATE_RETRACTED;
    }
    return by->entry->layer != own->entry->layer ? FATE_MASKED : FATE_CORRECTED;
}

static void walk(const pship_view *view, cell *of, bool exempt)
{
    bool any_layer = false;
    publish(view, of, exempt);
    for (size_t i = of->count; i > 0; i--) {
        fate *own = &of->fates[i - 1];
        any_layer = any_layer || own->entry->layer != 0;
        if (own->entry->operation == OPERATION_ASSERT) {
            continue;
        }
        fate *target = fate_of(of, own->statement->target);
        if (own->entry->operation == OPERATION_ERASE) {
            own->published = PSHIP_CERTAIN;
            if (target != NULL) {
                target->kind = FATE_ERASED;
            }
        } else if (target != NULL && pship__view_holds(view, (pship_truth)own->published)) {
            act(view, of, own, target);
        }
    }
    if (any_layer) {
        follow_corrections(view, of);
    }
    for (size_t i = 0; i < of->count; i++) {
        of->fates[i].kind = (uint8_t)kind_of(of, &of->fates[i]);
    }
}

/* ---- ends */

/* The end that a statement has from itself and from what it corrects, back to a link that states an end of its
 * own: that one overruled what came before it, but for what a scenario above it says. */
static void find_ends(const pship_view *view, const cell *of, fate *own)
{
    int overruled = -1; /* the deepest layer that has stated an end of its own */
    for (const fate *link = own; link != NULL;) {
        uint32_t ended = link->ended_by, may_end = link->may_end_by;
        if (ended != 0 && depth_of(view, of, ended) > overruled &&
            counts_more(view, of, ended, own->until_by)) {
            own->until_by = ended;
        }
        if (may_end != 0 && depth_of(view, of, may_end) > overruled &&
            counts_more(view, of, may_end, own->may_until_by)) {
            own->may_until_by = may_end;
        }
        if ((link->entry->flags & ENTRY_STATES_UNTIL) != 0) {
            int depth = view->layers.depth[link->entry->layer];
            overruled = depth > overruled ? depth : overruled;
        }
        bool corrects = link->entry->operation == OPERATION_CORRECT;
        bool goes_on = corrects && (overruled < 0 || view->layers.layer != 0);
        link = goes_on ? fate_of(of, link->statement->target) : NULL;
    }
    if (!counts_more(view, of, own->may_until_by, own->until_by)) {
        own->may_until_by = 0;
    }
}

size_t pship__cell_find(found_cell *found, const pship_view *view, name_id subject,
                        name_id property)
{
    size_t count = 0;
    found->subject = subject;
    found->property = property;
    for (size_t i = 0; i < view->index->count; i++) {
        const run *in = view->index->runs[i];
        const region *of = pship__run_region(in, property);
        found->regions[i] = of;
        found->parts[i] = of == NULL ? (entries){NULL, 0} : pship__region_find(in, of, subject);
        cell_prefetch(found->parts[i]);
        count += found->parts[i].count;
    }
    found->count = count;
    return count;
}

bool pship__cell_seen(const found_cell *found, const pship_view *view)
{
    for (size_t i = 0; i < view->index->count && found->count > 0; i++) {
        for (size_t j = 0; j < found->parts[i].count; j++) {
            if (layers_see(&view->layers, found->parts[i].first[j].layer,
                           found->parts[i].first[j].id)) {
                return true;
            }
        }
    }
    return false;
}

pship_result pship__cell_resolve(cell *opened, const pship_view *view, const found_cell *found,
                                 bool exempt, pship_error *err)
{
    size_t count = found->count;
    opened->context = view->model->context;
    opened->count = 0;
    opened->simple = exempt;
    pship_result result = make_room(opened, count, err);
    if (result != PSHIP_OK) {
        return result;
    }
    gather(opened, view, found->parts);
    if (opened->simple) {
        return PSHIP_OK;
    }
    walk(view, opened, exempt);
    for (size_t i = 0; i < opened->count; i++) {
        if (opened->fates[i].kind == FATE_READING) {
            find_ends(view, opened, &opened->fates[i]);
        }
    }
    return PSHIP_OK;
}

pship_result pship__cell_open_found(cell *opened, const pship_view *view, const found_cell *found,
                                    pship_error *err)
{
    return pship__cell_resolve(opened, view, found,
                               is_exempt(view, found->subject, found->property), err);
}

pship_result pship__cell_open(cell *opened, const pship_view *view, name_id subject,
                              name_id property, pship_error *err)
{
    found_cell found;
    (void)pship__cell_find(&found, view, subject, property);
    return pship__cell_open_found(opened, view, &found, err);
}

void pship__cell_release(cell *of)
{
    if (of->fates != of->few) {
        pship__release(of->context, of->fates);
    }
    of->fates = of->few;
    of->count = 0;
}

/* ---- readings */

static const stored_date *end_at(const pship_view *view, uint32_t id)
{
    return date_at(view->model, statement_at(view->model, id)->until);
}

/* What was found to go on on a day has not ended before. */
static void raise_unknown(stored_date *until, pship_day confirmed)
{
    if (until->kind == PSHIP_DATE_UNKNOWN && confirmed != PSHIP_DAY_NONE &&
        confirmed != PSHIP_DAY_MAX && confirmed >= until->earliest) {
        until->earliest = confirmed + 1;
    }
}

reading pship__cell_reading(const pship_view *view, const fate *of, pship_day day)
{
    const pship_model *model = view->model;
    const stored_date *from = date_at(model, of->statement->from);
    pship_day confirmed = of->statement->last_confirmed;
    reading made = {.statement = of->statement,
                    .id = of->entry->id,
                    .until = of->until_by == 0 ? *date_at(model, of->statement->until)
                                               : *end_at(view, of->until_by),
                    .last_confirmed = of->confirmed > confirmed ? of->confirmed : confirmed,
                    .published = (pship_truth)of->published};
    raise_unknown(&made.until, made.last_confirmed);
    pship_truth valid = pship__stored_test(from, &made.until, day);
    if (of->may_until_by != 0) {
        stored_date doubtful = *end_at(view, of->may_until_by);
        raise_unknown(&doubtful, made.last_confirmed);
        valid = valid != pship__stored_test(from, &doubtful, day) ? PSHIP_POSSIBLE : valid;
    }
    if (of->doubted && valid == PSHIP_CERTAIN) {
        valid = PSHIP_POSSIBLE;
    }
    made.truth = valid < made.published ? valid : made.published;
    return made;
}
