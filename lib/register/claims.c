/* Reading the claims, and bringing those about the same thing together. */
#include "register/claims.h"
#include "register/told.h"

#include "stream/sort.h"
#include <string.h>

/* ---- what a claim is about */

static int compare_texts(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static void read_period(claim *to, told *said, name_id source)
{
    const pship_view *view = said->view;
    to->period = pship__told_period(said, source);
    if (to->period.kind == WHEN_UNKNOWN && to->period.picked)
        to->period_words =
            pship__view_text(view, pship__view_note(view, to->period.picked->statement)->wording);
    else if (to->period.kind == WHEN_UNRESOLVED)
        to->period_words = to->period.rule;
}

/* ---- its value */

static void read_number(claim *to, const pship_view *view)
{
    const statement *said = to->said->statement;
    const char *unit = pship__view_text(view, said->unit);
    to->kind = CLAIM_NUMBER;
    if (!pship__unit_read(&to->unit, unit)) {
        /* Longer than any unit that is known: it is what it is. */
        to->unit = (pship_unit){.scale = 1};
        size_t length = strlen(unit);
        size_t kept = length < sizeof to->unit.text ? length : sizeof to->unit.text - 1;
        while (kept > 0 && kept < length && ((unsigned char)unit[kept] & 0xC0u) == 0x80u)
            kept--; /* not in the middle of a character */
        memcpy(to->unit.text, unit, kept);
    }
    const char *digits = pship__view_text(view, said->value);
    const char *qualifier = pship__view_text(view, pship__view_note(view, said)->qualifier);
    to->means = pship__quantity_span(said->number, digits, to->unit.scale, qualifier);
    to->width = pship__quantity_width(digits, to->unit.scale, qualifier);
}

static void read_value(claim *to, const pship_view *view)
{
    const stored_date *date = pship__view_date(view, to->said->statement);
    switch (to->said->statement->value_kind) {
    case PSHIP_VALUE_NUMBER:
        read_number(to, view);
        break;
    case PSHIP_VALUE_DATE:
        to->kind = CLAIM_DATE;
        to->means = (span){(double)date->earliest, (double)date->latest};
        to->width = to->means.high - to->means.low;
        break;
    case PSHIP_VALUE_BOOLEAN:
        to->kind = CLAIM_BOOLEAN;
        break;
    case PSHIP_VALUE_NONE:
    case PSHIP_VALUE_UNKNOWN:
        to->kind = CLAIM_NO_VALUE;
        break;
    default:
        to->kind = CLAIM_WORDS;
        break;
    }
}

static pship_result add_claim(claims *to, told *of, const reading *said, pship_error *err)
{
    const pship_view *view = of->view;
    if (!pship__grow(to->context, (void **)&to->items, to->count, &to->capacity, sizeof(claim)))
        return pship__fail_memory(err);
    name_id source = said->statement->source;
    claim *made = &to->items[to->count];
    *made = (claim){.said = said,
                    .figure = pship__view_text(view, of->figure),
                    .source = pship__view_text(view, source),
                    .measure = pship__told_text(of, TOLD_MEASURE, source),
                    .about = pship__told_text(of, TOLD_ABOUT, source),
                    .base = pship__told_text(of, TOLD_BASE, source),
                    .candidate = said->statement->rank > PSHIP_RANK_DEPRECATED};
    to->count++;
    read_period(made, of, source);
    read_value(made, view);
    bool done = pship__told_words(&made->definition, of, TOLD_DEFINITION, source) &&
                pship__told_words(&made->reporter, of, TOLD_REPORTER, source);
    return done ? PSHIP_OK : pship__fail_memory(err);
}

static pship_result add_figure(claims *to, const pship_view *view, name_id figure, pship_error *err)
{
    readings among = pship__view_about(view, figure, pship__view_name(view, "value"));
    told of;
    pship_result result = pship__told_load(&of, view, figure) ? PSHIP_OK : pship__fail_memory(err);
    for (size_t i = 0; i < among.count && goes_on(&to->progress, &result, err); i++) {
        if (pship__view_holds(view, among.first[i].truth))
            result = add_claim(to, &of, &among.first[i], err);
    }
    pship__told_free(&of);
    return result;
}

/* ---- things */

/* A figure that says no measure is about itself. */
static int compare_measures(const claim *a, const claim *b)
{
    int order = compare_texts(a->measure, b->measure);
    if (order == 0 && !a->measure)
        order = strcmp(a->figure, b->figure);
    return order != 0 ? order : compare_texts(a->about, b->about);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_periods(const claim *a, const claim *b)
{
    const when *left = &a->period, *right = &b->period;
    int order = compare_numbers(left->kind, right->kind);
    if (order == 0)
        order = compare_numbers(left->earliest, right->earliest);
    if (order == 0)
        order = compare_numbers(left->latest, right->latest);
    if (order == 0)
        order = compare_texts(a->period_words, b->period_words);
    /* Two periods that nobody tells in words need not be one. */
    if (order == 0 && left->kind == WHEN_UNKNOWN && !a->period_words)
        order = strcmp(a->figure, b->figure);
    return order;
}

/* The first attribute in which two claims about one measure differ, and how they are ordered by it. */
static int compare_attributes(const claim *a, const claim *b)
{
    int order = compare_texts(a->definition, b->definition);
    if (order == 0)
        order = compare_texts(a->reporter, b->reporter);
    if (order == 0)
        order = compare_texts(a->base, b->base);
    if (order == 0)
        order = compare_periods(a, b);
    if (order == 0)
        order = compare_numbers(a->kind, b->kind);
    return order != 0 ? order : strcmp(a->unit.text, b->unit.text);
}

static int by_thing(const void *left, const void *right)
{
    const claim *a = left, *b = right;
    int order = compare_measures(a, b);
    if (order == 0)
        order = compare_attributes(a, b);
    if (order == 0)
        order = compare_texts(a->source, b->source);
    if (order == 0)
        order = strcmp(a->figure, b->figure);
    return order != 0 ? order : compare_numbers(a->said->id, b->said->id);
}

static unsigned differences(const claim *a, const claim *b)
{
    unsigned found = 0;
    if (compare_texts(a->definition, b->definition) != 0)
        found |= DIFFER_DEFINITION;
    if (compare_texts(a->reporter, b->reporter) != 0)
        found |= DIFFER_REPORTER;
    if (compare_texts(a->base, b->base) != 0)
        found |= DIFFER_BASE;
    if (compare_periods(a, b) != 0)
        found |= DIFFER_PERIOD;
    if (a->kind != b->kind)
        found |= DIFFER_VALUE;
    else if (strcmp(a->unit.text, b->unit.text) != 0)
        found |= DIFFER_UNIT;
    return found;
}

static void count_claims(thing *of)
{
    const char *last = NULL;
    for (size_t i = 0; i < of->count; i++) {
        const claim *one = of->claims[i];
        if (!one->candidate)
            continue;
        if (of->candidates == 0 || compare_texts(last, one->source) != 0)
            of->sources++;
        of->candidates++;
        last = one->source;
    }
}

/* Things of one measure: an attribute that not all of them share differs from some other for each. */
static void compare_things(thing *things, size_t count)
{
    unsigned differs = 0;
    size_t candidates = 0;
    for (size_t i = 0; i < count; i++) {
        differs |= differences(things[0].claims[0], things[i].claims[0]);
        candidates += things[i].candidates;
    }
    for (size_t i = 0; i < count; i++) {
        things[i].differs = differs;
        things[i].beside = candidates - things[i].candidates;
    }
}

static void find_things(claims *all)
{
    size_t measure = 0; /* the first thing of the measure at hand */
    for (size_t i = 0; i < all->count; i++) {
        const claim *last = i > 0 ? all->order[i - 1] : NULL;
        bool same_measure = last && compare_measures(last, all->order[i]) == 0;
        if (same_measure && compare_attributes(last, all->order[i]) == 0) {
            all->things[all->thing_count - 1].count++;
            continue;
        }
        if (last)
            count_claims(&all->things[all->thing_count - 1]);
        if (last && !same_measure) {
            compare_things(all->things + measure, all->thing_count - measure);
            measure = all->thing_count;
        }
        all->things[all->thing_count++] = (thing){.claims = all->order + i, .count = 1};
    }
    if (all->thing_count > 0) {
        count_claims(&all->things[all->thing_count - 1]);
        compare_things(all->things + measure, all->thing_count - measure);
    }
}

static pship_result bring_together(claims *all, const pship_view *view, pship_error *err)
{
    claim **scratch = pship__allocate(all->context, all->count, sizeof *scratch);
    all->order = pship__allocate(all->context, all->count, sizeof *all->order);
    all->things = pship__allocate(all->context, all->count, sizeof *all->things);
    bool done = scratch && all->order && all->things;
    if (done) {
        for (size_t i = 0; i < all->count; i++)
            all->order[i] = &all->items[i];
        pship__sort((void **)all->order, all->count, by_thing);
        find_things(all);
        pship__things_judge(all, view, scratch);
    }
    pship__release(all->context, scratch);
    return done ? PSHIP_OK : pship__fail_memory(err);
}

pship_result pship__claims_load(claims *all, const pship_view *view, pship_error *err)
{
    pship_context *context = pship__view_context(view);
    *all = (claims){.context = context};
    pship_result result = pship__view_read_all(view, err);
    if (result != PSHIP_OK)
        return result;
    name_id *subjects;
    size_t count;
    result = pship__view_subjects(view, "figure", &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_begin(&all->progress, context, "reading figures");
    for (size_t i = 0; i < count && goes_on(&all->progress, &result, err); i++) {
        if (pship__view_holds(view, pship__existence(view, subjects[i])))
            result = add_figure(all, view, subjects[i], err);
    }
    pship__release(context, subjects);
    if (result == PSHIP_OK)
        result = bring_together(all, view, err);
    if (result != PSHIP_OK)
        pship__claims_free(all);
    return result;
}

void pship__claims_free(claims *all)
{
    for (size_t i = 0; i < all->count; i++) {
        pship__release(all->context, all->items[i].definition);
        pship__release(all->context, all->items[i].reporter);
    }
    pship__release(all->context, all->items);
    pship__release(all->context, all->order);
    pship__release(all->context, all->things);
    *all = (claims){.context = all->context};
}
