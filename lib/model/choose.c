/* Which of several statements a view picks, and when they contradict each other. */
#include "codes/codes.h"
#include "model/view_private.h"
#include <math.h>
#include <string.h>

/* ---- numbers: what a number as written can mean */

/* What one of each unit is in terms of the same one; false, and 1, where they are no units of the same thing. */
static bool factors_of(const pship_model *model, name_id a, name_id b, double *left, double *right)
{
    pship_unit one, other;
    *left = *right = 1;
    if (a == b) {
        return true;
    }
    if (!pship__unit_read(&one, pship__model_text(model, a)) ||
        !pship__unit_read(&other, pship__model_text(model, b))) {
        return false;
    }
    *left = one.scale;
    *right = other.scale;
    return strcmp(one.text, other.text) == 0;
}

static span meaning(const pship_model *model, const statement *row, double scale)
{
    return pship__quantity_span(row->number, pship__model_text(model, row->value), scale,
                                pship__model_text(model, note_at(model, row->note)->qualifier));
}

static double width(const pship_model *model, const statement *row, double scale)
{
    return pship__quantity_width(pship__model_text(model, row->value), scale,
                                 pship__model_text(model, note_at(model, row->note)->qualifier));
}

void pship__view_meaning(const pship_view *view, const statement *number, double *low, double *high)
{
    span made = meaning(view->model, number, 1);
    *low = made.low;
    *high = made.high;
}

static bool numbers_compatible(const pship_model *model, const statement *a, const statement *b)
{
    double left_factor, right_factor;
    if (!factors_of(model, a->unit, b->unit, &left_factor, &right_factor)) {
        return false;
    }
    if (a->number * left_factor == b->number * right_factor) {
        return true; /* also where the digits are more than a double holds */
    }
    double magnitude = fabs(a->number) * left_factor + fabs(b->number) * right_factor;
    return pship__spans_overlap(meaning(model, a, left_factor), meaning(model, b, right_factor),
                                magnitude);
}

/* ---- any two values */

bool pship__dates_compatible(const pship_model *model, date_id a, date_id b)
{
    const stored_date *one = date_at(model, a), *other = date_at(model, b);
    pship_date left = {.earliest = one->earliest, .latest = one->latest};
    pship_date right = {.earliest = other->earliest, .latest = other->latest};
    return pship_date_compatible(&left, &right);
}

bool pship__compatible(const pship_model *model, const statement *a, const statement *b)
{
    if (a->value_kind == PSHIP_VALUE_UNKNOWN || b->value_kind == PSHIP_VALUE_UNKNOWN) {
        /* "There is one" agrees with every value, and contradicts "there is none". */
        return a->value_kind != PSHIP_VALUE_NONE && b->value_kind != PSHIP_VALUE_NONE;
    }
    if (a->value_kind != b->value_kind) {
        return false;
    }
    switch (a->value_kind) {
    case PSHIP_VALUE_NONE:
        return true;
    case PSHIP_VALUE_NUMBER:
        return numbers_compatible(model, a, b);
    case PSHIP_VALUE_DATE:
        return pship__dates_compatible(model, a->date, b->date);
    case PSHIP_VALUE_BOOLEAN:
        return a->boolean == b->boolean;
    default:
        return a->value == b->value;
    }
}

/* Is `a` the more informative of two compatible values? */
static bool more_precise(const pship_model *model, const statement *a, const statement *b)
{
    if (a->value_kind == PSHIP_VALUE_UNKNOWN || b->value_kind == PSHIP_VALUE_UNKNOWN) {
        return a->value_kind != PSHIP_VALUE_UNKNOWN;
    }
    if (a->value_kind != b->value_kind) { /* of which one follows the other */
        return false;
    }
    if (a->value_kind == PSHIP_VALUE_DATE) {
        const stored_date *left = date_at(model, a->date), *right = date_at(model, b->date);
        return (int64_t)left->latest - left->earliest < (int64_t)right->latest - right->earliest;
    }
    if (a->value_kind == PSHIP_VALUE_NUMBER) {
        double left_factor, right_factor;
        (void)factors_of(model, a->unit, b->unit, &left_factor, &right_factor);
        return width(model, a, left_factor) < width(model, b, right_factor);
    }
    return false;
}

/* ---- choosing */

static bool is_candidate(const pship_view *view, const reading *one)
{
    return pship__view_holds(view, one->truth) && one->statement->rank > PSHIP_RANK_DEPRECATED;
}

/* Does one begin on the very day, however imprecise, on which the other ends? Then they hold one after
 * the other, as a change says. */
static bool successive(const pship_model *model, const reading *a, const reading *b)
{
    return pship__dates_meet(&a->until, date_at(model, b->statement->from));
}

static bool same_claim(const pship_model *model, const reading *a, const reading *b)
{
    const statement *left = a->statement, *right = b->statement;
    return left->value_kind == right->value_kind && left->value == right->value &&
           left->unit == right->unit && left->boolean == right->boolean &&
           note_at(model, left->note)->qualifier == note_at(model, right->note)->qualifier &&
           date_at(model, left->from)->text == date_at(model, right->from)->text &&
           a->until.text == b->until.text;
}

bool pship__readings_contradict(const pship_view *view, const reading *a, const reading *b)
{
    const pship_model *model = view->model;
    return !pship__compatible(model, a->statement, b->statement) && !successive(model, a, b) &&
           !successive(model, b, a);
}

/* ---- which candidates are held against each other */

/* Candidates of at least a rank, of one place among the preferred sources, and of the newest ones. */
typedef struct sieve {
    int8_t rank;
    uint32_t preference;  /* UINT32_MAX: any */
    pship_day not_before; /* published after this day, or PSHIP_DAY_MIN: whenever */
} sieve;

uint32_t pship__view_preference(const pship_view *view, const statement *row)
{
    const source_date *source = pship__view_source(view, row->source);
    return source == NULL ? view->preferred_count : source->preference;
}

static uint32_t preference_of(const pship_view *view, const reading *one)
{
    return pship__view_preference(view, one->statement);
}

/* The days between which the source of a statement was published. What nobody dates is newer than
 * nothing. */
static pship_day published_latest(const pship_view *view, const reading *one)
{
    const source_date *source = pship__view_source(view, one->statement->source);
    return source == NULL || source->published.kind != PSHIP_DATE_DATED ? PSHIP_DAY_MAX
                                                                        : source->published.latest;
}

static pship_day published_earliest(const pship_view *view, const reading *one)
{
    const source_date *source = pship__view_source(view, one->statement->source);
    return source == NULL || source->published.kind != PSHIP_DATE_DATED
               ? PSHIP_DAY_MIN
               : source->published.earliest;
}

static bool passes(const pship_view *view, const reading *one, const sieve *by)
{
    return is_candidate(view, one) && one->statement->rank >= by->rank &&
           (by->preference == UINT32_MAX || preference_of(view, one) == by->preference) &&
           published_latest(view, one) >= by->not_before;
}

/* Many sources may say the same, so that only claims that differ are held against each other. */
#define CLAIMS 64

/* Do any two candidates that pass contradict each other? */
static bool contradict(const pship_view *view, readings among, const sieve *by)
{
    const reading *claims[CLAIMS];
    size_t count = 0;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        bool known = !passes(view, one, by);
        for (size_t j = 0; j < count && !known; j++) {
            known = same_claim(view->model, one, claims[j]);
            if (!known && pship__readings_contradict(view, one, claims[j])) {
                return true;
            }
        }
        if (known) {
            continue;
        }
        if (count < CLAIMS) {
            claims[count++] = one;
            continue;
        }
        /* More claims than are kept at hand: the others are looked at one by one. */
        for (size_t j = 0; j < i; j++) {
            const reading *other = &among.first[j];
            if (passes(view, other, by) && pship__readings_contradict(view, one, other)) {
                return true;
            }
        }
    }
    return false;
}

static const reading *most_precise(const pship_view *view, readings among, const sieve *by,
                                   bool first_is_enough)
{
    const reading *best = NULL;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (!passes(view, one, by)) {
            continue;
        }
        if (best == NULL ||
            (!first_is_enough && more_precise(view->model, one->statement, best->statement))) {
            best = one;
        }
    }
    return best;
}

/* What the candidates that nothing decides between can mean together. */
static void span_candidates(const pship_view *view, readings among, int8_t rank, choice *made)
{
    made->truth = PSHIP_CERTAIN;
    made->earliest = PSHIP_DAY_MAX;
    made->latest = PSHIP_DAY_MIN;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (!is_candidate(view, one) || one->statement->rank != rank) {
            continue;
        }
        made->truth = one->truth < made->truth ? one->truth : made->truth;
        if (one->statement->value_kind == PSHIP_VALUE_DATE) {
            const stored_date *date = date_at(view->model, one->statement->date);
            made->earliest = date->earliest < made->earliest ? date->earliest : made->earliest;
            made->latest = date->latest > made->latest ? date->latest : made->latest;
        }
    }
    if (made->earliest > made->latest) {
        made->earliest = PSHIP_DAY_MIN;
        made->latest = PSHIP_DAY_MAX;
    }
}

/* The first of the preferred sources that tells anything, and then the newest source, may decide. */
static bool decide(const pship_view *view, readings among, sieve *by)
{
    if (view->preferred_count > 0) {
        uint32_t best = view->preferred_count;
        for (size_t i = 0; i < among.count; i++) {
            if (passes(view, &among.first[i], by)) {
                uint32_t preference = preference_of(view, &among.first[i]);
                best = preference < best ? preference : best;
            }
        }
        by->preference = best;
        if (!contradict(view, among, by)) {
            return true;
        }
    }
    if (view->newest_source) {
        pship_day newest = PSHIP_DAY_MIN;
        for (size_t i = 0; i < among.count; i++) {
            if (passes(view, &among.first[i], by)) {
                pship_day earliest = published_earliest(view, &among.first[i]);
                newest = earliest > newest ? earliest : newest;
            }
        }
        by->not_before = newest;
        return !contradict(view, among, by);
    }
    return false;
}

static bool takes_many(const pship_view *view, const reading *one)
{
    const property_row *property = pship__view_property(view, one->statement->property);
    return property != NULL && property->many;
}

choice pship__view_choose(const pship_view *view, readings among)
{
    choice made = {.truth = PSHIP_NO, .earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MAX};
    sieve top = {PSHIP_RANK_DEPRECATED, UINT32_MAX, PSHIP_DAY_MIN};
    size_t candidates = 0;
    for (size_t i = 0; i < among.count; i++) {
        if (is_candidate(view, &among.first[i])) {
            int8_t rank = among.first[i].statement->rank;
            candidates++;
            top.rank = rank > top.rank ? rank : top.rank;
            made.picked = &among.first[i];
        }
    }
    if (candidates == 0) {
        return made;
    }
    made.rank = top.rank;
    if (candidates > 1) {
        const sieve normal = {PSHIP_RANK_NORMAL, UINT32_MAX, PSHIP_DAY_MIN};
        bool many = takes_many(view, among.first);
        made.contested = !many && contradict(view, among, &normal);
        made.undecided = made.contested && contradict(view, among, &top);
        if (made.undecided) {
            made.by_source = decide(view, among, &top);
            made.undecided = !made.by_source;
        }
        if (made.undecided) {
            made.picked = NULL;
            span_candidates(view, among, top.rank, &made);
            return made;
        }
        made.picked = most_precise(view, among, &top, many);
    }
    made.truth = made.picked->truth;
    const stored_date *date = value_date(view->model, made.picked->statement);
    if (date != NULL) {
        made.earliest = date->earliest;
        made.latest = date->latest;
    }
    return made;
}
