/* Answers about most cells, from what the index has of their statements alone. */
#include "codes/codes.h"
#include "model/spans.h"
#include "model/view_private.h"
#include <math.h>

/* ---- several that hold: do they contradict each other? */

typedef struct said {
    const value_form *form;
    entry_value value;
    const entry *entry;
} said;

/* false where the index has no form for it. */
static inline bool read_said(said *to, const candidate *one)
{
    *to = (said){.form = &one->of->forms[one->entry->form],
                 .value = value_of(one->entry),
                 .entry = one->entry};
    return one->entry->form != FORM_NONE;
}

/* The last digit that a number can have been written to counts this much at most, for the number is a whole multiple
 * of that: 1 for 1205, 100 for 1200, a tenth for what is not whole. Infinite where nothing can be said. */
static double most_unit(double number)
{
    double size = fabs(number);
    if (!(size > 0 && size < 9007199254740992.0)) { /* 2^53: up to there integers are exact */
        return INFINITY;
    }
    int64_t whole = (int64_t)size;
    if ((double)whole != size) {
        return 0.1;
    }
    double unit = 1;
    for (; whole % 10 == 0; whole /= 10) {
        unit *= 10;
    }
    return unit;
}

/* Are two numbers of the same unit further apart than their digits leave room for, whatever those are? */
static bool numbers_differ(double a, double b)
{
    double left = most_unit(a) / 2, right = most_unit(b) / 2;
    return isfinite(left) && isfinite(right) &&
           !pship__spans_overlap((span){a - left, a + left}, (span){b - right, b + right},
                                 fabs(a) + fabs(b));
}

/* Can the two not both be true? As pship__compatible(), but false also where that is not known. */
static bool values_differ(const pship_model *model, const said *a, const said *b)
{
    uint8_t kind = a->form->kind;
    if (kind == PSHIP_VALUE_UNKNOWN || b->form->kind == PSHIP_VALUE_UNKNOWN) {
        return false;
    }
    if (kind != b->form->kind) {
        return true;
    }
    switch (kind) {
    case PSHIP_VALUE_NONE:
        return false;
    case PSHIP_VALUE_NUMBER:
        return a->form->unit == b->form->unit && numbers_differ(a->value.number, b->value.number);
    case PSHIP_VALUE_DATE:
        return !pship__dates_compatible(model, a->value.date, b->value.date);
    case PSHIP_VALUE_BOOLEAN:
        return a->form->boolean != b->form->boolean;
    default:
        return a->entry->text != b->entry->text;
    }
}

static bool follows(const pship_model *model, const said *a, const said *b)
{
    return code_meet(code_until_bounds(a->entry->until, &model->dates),
                     code_from_bounds(b->entry->from, &model->dates));
}

static bool any_contradict(const pship_model *model, const said *claims, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (values_differ(model, &claims[i], &claims[j]) &&
                !follows(model, &claims[i], &claims[j]) &&
                !follows(model, &claims[j], &claims[i])) {
                return true;
            }
        }
    }
    return false;
}

/* Do all say the same, so that none is more precise than the first? */
static bool all_agree(const said *claims, size_t count)
{
    const value_form *form = claims[0].form;
    bool same = true;
    for (size_t i = 1; i < count && same; i++) {
        const value_form *other = claims[i].form;
        same = form->kind == other->kind && form->unit == other->unit &&
               form->boolean == other->boolean && claims[0].entry->text == claims[i].entry->text &&
               (form->kind != PSHIP_VALUE_DATE || claims[0].value.date == claims[i].value.date);
    }
    return same;
}

/* The answer where one counts, or is as good as all others. */
static inline void pick(answer *made, const pship_view *view, const candidate *one)
{
    *made = (answer){.id = one->entry->id, .truth = one->truth};
    if (one->entry->form != FORM_NONE) {
        made->form = one->of->forms[one->entry->form];
        made->text = pship__names_at(&view->model->names, one->entry->text);
        made->value = value_of(one->entry);
    } else {
        pship__answer_read(made, view);
    }
}

bool pship__candidates_weigh(answer *made, const pship_view *view, const property_row *property,
                             const candidate *among, size_t count)
{
    said claims[CANDIDATES];
    bool good = property != NULL && count > 0 && count <= CANDIDATES;
    for (size_t i = 0; i < count && good; i++) {
        good = (among[i].entry->flags & ENTRY_PLAIN) != 0 && read_said(&claims[i], &among[i]);
    }
    if (!good) {
        return false;
    }
    if (property->many || all_agree(claims, count)) {
        pick(made, view, &among[0]);
        return true;
    }
    if (view->preferred_count > 0 || view->newest_source ||
        !any_contradict(view->model, claims, count)) {
        return false;
    }
    *made = (answer){.truth = among[0].truth, .contested = true, .undecided = true};
    for (size_t i = 1; i < count; i++) {
        made->truth = among[i].truth < made->truth ? among[i].truth : made->truth;
    }
    return true;
}

/* ---- which of them hold */

typedef struct candidates {
    candidate items[CANDIDATES];
    size_t count;
} candidates;

/* What a run has of a cell. */
typedef struct part {
    run *in;
    const region *of;
    entries all;
} part;

/* Takes one that holds by its codes; false where that needs a closer look. */
static inline bool take(candidates *to, const pship_view *view, const part *of, const entry *one,
                        pship_day day)
{
    pship_truth truth;
    if (!entry_test(&truth, view->model, one, day)) {
        return false;
    }
    if (truth < view->holding) {
        return true;
    }
    if (to->count == CANDIDATES) {
        return false;
    }
    to->items[to->count++] = (candidate){of->of, one, truth};
    return true;
}

static bool take_large(candidates *to, const pship_view *view, const part *of, pship_day day)
{
    uint32_t found[CANDIDATES];
    size_t count;
    bool good =
        pship__part_find(of->in, &view->model->dates, of->all, day, found, CANDIDATES, &count) &&
        count <= CANDIDATES;
    for (size_t i = 0; good && i < count; i++) {
        good = take(to, view, of, &of->all.first[found[i]], day);
    }
    return good;
}

static bool take_part(candidates *to, const pship_view *view, const part *of, pship_day day)
{
    if (of->all.count >= SPANS_LARGE) {
        return take_large(to, view, of, day);
    }
    const day_code on = code_of_day(day);
    for (const entry *one = of->all.first, *end = one + of->all.count; one != end; one++) {
        if ((one->flags & ENTRY_UNSETTLED) != 0 ||
            (((one->flags & (ENTRY_CORRECTED | ENTRY_DEPRECATED)) == 0) &
                 codes_hold(one->from, one->until, on) &&
             !take(to, view, of, one, day))) {
            return false;
        }
    }
    return true;
}

/* As most cells are: nothing but assertions and corrections that the index has applied, few of which may hold
 * on the day, and no cutoff that could hide any of them. False where it takes more to tell. */
bool pship__cell_answer_at_once(answer *made, const pship_view *view, const found_cell *found,
                                pship_day day)
{
    if (!view->sees_base) {
        return false;
    }
    candidates all;
    all.count = 0;
    for (size_t i = 0; i < view->index->count; i++) {
        const part of = {view->index->runs[i], found->regions[i], found->parts[i]};
        if (!take_part(&all, view, &of, day)) {
            return false;
        }
    }
    if (all.count > 1) {
        return pship__candidates_weigh(made, view, pship__view_property(view, found->property),
                                       all.items, all.count);
    }
    if (all.count == 1) {
        pick(made, view, &all.items[0]);
    } else {
        *made = (answer){.truth = PSHIP_NO};
    }
    return true;
}
