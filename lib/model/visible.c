/* What a view sees of the log: which statements are published, which are corrected or retracted,
 * and where those that are left end.
 *
 * An operation acts only where the view sees it. Every statement acts on earlier ones alone, so one
 * walk from the newest to the oldest settles all of it. */
#include "model/view_private.h"
#include <stdlib.h>

/* By statement id, from 1. */
typedef struct fate {
    pship_statement_id hidden_by;  /* the correction or retraction that hides it, or 0 */
    pship_statement_id ended_by;   /* the newest end that it is the target of, or 0 */
    pship_statement_id may_end_by; /* the newest end that may have been published, or 0 */
    uint8_t published;             /* pship_truth */
    bool retracted;                /* hidden_by is a retraction */
    bool doubted;                  /* a correction or retraction of it may have been published */
} fate;

pship_truth pship__stored_test(const stored_date *from, const stored_date *until, pship_day day)
{
    pship_interval interval = {.from = {.earliest = from->earliest, .latest = from->latest},
                               .until = {.earliest = until->earliest, .latest = until->latest}};
    return pship_interval_test(&interval, day);
}

/* Sources describe themselves, and a kind says nothing of the world: both are there under every
 * publication cutoff. */
static bool is_exempt(const pship_view *view, const statement *row)
{
    return row->property == view->model->property_kind ||
           pship__kind_is(view, view->kind_of[row->subject], view->model->kind_source);
}

static pship_day recorded_day(const pship_model *model, const statement *row)
{
    const int64_t day = (int64_t)86400 * 1000000;
    int64_t instant = transaction_at(model, row->transaction)->recorded_at;
    int64_t days = instant / day - (instant % day < 0);
    return days <= PSHIP_DAY_MIN   ? PSHIP_DAY_MIN + 1
           : days >= PSHIP_DAY_MAX ? PSHIP_DAY_MAX - 1
                                   : (pship_day)days;
}

static int compare_source(const void *key, const void *item)
{
    name_id wanted = *(const name_id *)key, found = ((const source_date *)item)->source;
    return wanted < found ? -1 : wanted > found;
}

static pship_truth publication_of(const pship_view *view, const statement *row)
{
    if (view->published_by == PSHIP_DAY_NONE || is_exempt(view, row)) {
        return PSHIP_CERTAIN;
    }
    /* A repair of our own word is as old as what it repairs. */
    while (row->source == 0 &&
           (row->operation == OPERATION_CORRECT || row->operation == OPERATION_RETRACT)) {
        row = statement_at(view->model, row->target);
    }
    if (row->source == 0) {
        return recorded_day(view->model, row) <= view->published_by ? PSHIP_CERTAIN : PSHIP_NO;
    }
    const source_date *found = view->source_count == 0
                                   ? NULL
                                   : bsearch(&row->source, view->sources, view->source_count,
                                             sizeof *found, compare_source);
    return found == NULL ? PSHIP_POSSIBLE : found->truth;
}

/* ---- the walk */

/* What may have been published, in a view that counts what is possible, casts doubt and no more. */
static void act(const pship_view *view, fate *fates, pship_statement_id id)
{
    const statement *row = statement_at(view->model, id);
    const fate *own = &fates[id];
    fate *target = &fates[row->target];
    /* A correction stays a correction when it is retracted itself: what it replaced was wrong. A
     * retracted end or retraction is undone. */
    bool corrects = row->operation == OPERATION_CORRECT;
    bool certain = own->published == PSHIP_CERTAIN && (corrects || !own->doubted);
    if (own->hidden_by != 0 && !corrects) {
        return;
    }
    if (row->operation == OPERATION_END) {
        pship_statement_id *ended = certain ? &target->ended_by : &target->may_end_by;
        *ended = *ended == 0 ? id : *ended;
    } else if (!certain) {
        target->doubted = true;
    } else if (target->hidden_by == 0) {
        target->hidden_by = id;
        target->retracted = !corrects;
    }
}

static pship_result walk(const pship_view *view, fate *fates, bool exempt, pship_error *err)
{
    pship__progress_state progress;
    pship__progress_begin(&progress, view->model->context, "opening view");
    size_t count = view->seen.statements;
    for (size_t i = count; i > 0; i--) {
        const statement *row = statement_at(view->model, (pship_statement_id)i);
        pship_result result = pship__progress(&progress, (double)(count - i) / (double)count, err);
        if (result != PSHIP_OK) {
            return result;
        }
        if (is_exempt(view, row) != exempt) {
            continue;
        }
        fates[i].published = (uint8_t)publication_of(view, row);
        if (row->operation != OPERATION_ASSERT &&
            pship__view_holds(view, (pship_truth)fates[i].published)) {
            act(view, fates, (pship_statement_id)i);
        }
    }
    return PSHIP_OK;
}

/* ---- readings */

/* The newest end of a statement and of what it corrects, back to a link that states an end of its own:
 * that one overruled what came before it. */
static void find_ends(const pship_view *view, const fate *fates, pship_statement_id id,
                      pship_statement_id *ended, pship_statement_id *may_end)
{
    *ended = 0;
    *may_end = 0;
    for (pship_statement_id link = id; link != 0;) {
        const statement *row = statement_at(view->model, link);
        *ended = fates[link].ended_by > *ended ? fates[link].ended_by : *ended;
        *may_end = fates[link].may_end_by > *may_end ? fates[link].may_end_by : *may_end;
        link = row->states_until ? 0 : row->target;
    }
}

static reading read_statement(const pship_view *view, const fate *fates, pship_statement_id id)
{
    const statement *row = statement_at(view->model, id);
    pship_statement_id ended, may_end;
    find_ends(view, fates, id, &ended, &may_end);
    reading made = {.statement = row,
                    .id = id,
                    .until = ended == 0 ? row->until : statement_at(view->model, ended)->until,
                    .published = (pship_truth)fates[id].published};
    pship_truth valid = pship__stored_test(&row->from, &made.until, view->as_of);
    if (may_end > ended &&
        valid != pship__stored_test(&row->from, &statement_at(view->model, may_end)->until,
                                    view->as_of)) {
        valid = PSHIP_POSSIBLE;
    }
    if (fates[id].doubted && valid == PSHIP_CERTAIN) {
        valid = PSHIP_POSSIBLE;
    }
    made.truth = valid < made.published ? valid : made.published;
    return made;
}

static bool is_reading(const fate *fates, const statement *row, size_t id)
{
    return row->operation <= OPERATION_CORRECT && fates[id].hidden_by == 0 &&
           fates[id].published != PSHIP_NO;
}

static int by_place(const statement *a, const statement *b, pship_statement_id a_id,
                    pship_statement_id b_id)
{
    if (a->subject != b->subject) {
        return a->subject < b->subject ? -1 : 1;
    }
    if (a->property != b->property) {
        return a->property < b->property ? -1 : 1;
    }
    return a_id < b_id ? -1 : a_id > b_id;
}

static int by_reading(const void *left, const void *right)
{
    const reading *a = left, *b = right;
    return by_place(a->statement, b->statement, a->id, b->id);
}

static int by_shadow(const void *left, const void *right)
{
    const shadow *a = left, *b = right;
    return by_place(a->statement, b->statement, a->id, b->id);
}

static pship_result gather_readings(pship_view *view, const fate *fates, pship_error *err)
{
    size_t count = 0;
    for (size_t i = 1; i <= view->seen.statements; i++) {
        count += is_reading(fates, statement_at(view->model, (pship_statement_id)i), i);
    }
    reading *made = pship__resize(view->model->context, view->readings, count, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    view->readings = made;
    view->reading_count = count;
    for (size_t i = 1, at = 0; i <= view->seen.statements; i++) {
        if (is_reading(fates, statement_at(view->model, (pship_statement_id)i), i)) {
            made[at++] = read_statement(view, fates, (pship_statement_id)i);
        }
    }
    qsort(made, count, sizeof *made, by_reading);
    return PSHIP_OK;
}

static pship_result gather_shadows(pship_view *view, const fate *fates, pship_error *err)
{
    size_t count = 0;
    for (size_t i = 1; i <= view->seen.statements; i++) {
        count += fates[i].published != PSHIP_NO &&
                 !is_reading(fates, statement_at(view->model, (pship_statement_id)i), i);
    }
    view->shadows = pship__allocate(view->model->context, count, sizeof *view->shadows);
    if (view->shadows == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 1; i <= view->seen.statements; i++) {
        const statement *row = statement_at(view->model, (pship_statement_id)i);
        if (fates[i].published != PSHIP_NO && !is_reading(fates, row, i)) {
            shadow_state state = fates[i].hidden_by == 0 ? SHADOW_OPERATION
                                 : fates[i].retracted    ? SHADOW_RETRACTED
                                                         : SHADOW_CORRECTED;
            view->shadows[view->shadow_count++] =
                (shadow){row, (pship_statement_id)i, fates[i].hidden_by, state};
        }
    }
    qsort(view->shadows, count, sizeof *view->shadows, by_shadow);
    return PSHIP_OK;
}

/* ---- when sources were published */

static source_date date_source(const pship_view *view, name_id source, name_id property)
{
    source_date made = {.source = source,
                        .published = {.earliest = PSHIP_DAY_MIN,
                                      .latest = PSHIP_DAY_MAX,
                                      .kind = PSHIP_DATE_UNKNOWN}};
    choice chosen = pship__view_choose(view, pship__view_about(view, source, property));
    if (chosen.picked != NULL && chosen.picked->statement->value_kind == PSHIP_VALUE_DATE) {
        made.published = chosen.picked->statement->date;
    } else if (chosen.undecided) {
        made.published.earliest = chosen.earliest;
        made.published.latest = chosen.latest;
    }
    pship_date date = {.earliest = made.published.earliest,
                       .latest = made.published.latest,
                       .kind = (pship_date_kind)made.published.kind};
    made.truth = view->published_by == PSHIP_DAY_NONE
                     ? PSHIP_CERTAIN
                     : pship_date_reached(&date, view->published_by);
    return made;
}

static pship_result date_sources(pship_view *view, pship_error *err)
{
    const pship_model *model = view->model;
    name_id property = pship__view_name(view, "published");
    size_t count = 0;
    for (size_t name = 1; name <= view->name_count; name++) {
        count += pship__kind_is(view, view->kind_of[name], model->kind_source);
    }
    source_date *sources = pship__allocate(model->context, count, sizeof *sources);
    if (sources == NULL) {
        return pship__fail_memory(err);
    }
    size_t at = 0;
    for (size_t name = 1; name <= view->name_count; name++) {
        if (pship__kind_is(view, view->kind_of[name], model->kind_source)) {
            sources[at++] = date_source(view, (name_id)name, property);
        }
    }
    view->sources = sources;
    view->source_count = count;
    return PSHIP_OK;
}

pship_result pship__view_collect(pship_view *view, pship_error *err)
{
    pship_context *context = view->model->context;
    fate *fates = pship__allocate_zero(context, view->seen.statements + 1, sizeof *fates);
    if (fates == NULL) {
        return pship__fail_memory(err);
    }
    /* Sources first: what they say of their publication decides what else is seen. */
    pship_result result = walk(view, fates, true, err);
    if (result == PSHIP_OK) {
        result = gather_readings(view, fates, err);
    }
    if (result == PSHIP_OK) {
        result = date_sources(view, err);
    }
    if (result == PSHIP_OK) {
        result = walk(view, fates, false, err);
    }
    if (result == PSHIP_OK) {
        result = gather_readings(view, fates, err);
    }
    if (result == PSHIP_OK) {
        result = gather_shadows(view, fates, err);
    }
    pship__release(context, fates);
    return result;
}
