/* Rules about numbers: units that do not go together, slips by a thousand, parts that do not make up their whole. */
#include "register/claims.h"
#include "stream/sort.h"
#include "validation/validation.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- one measure in several units */

static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

/* What is measured, and how it is counted. A figure that says no measure is about itself. */
static int by_measure(const claim *a, const claim *b)
{
    int order = compare_texts(a->measure, b->measure);
    order = order != 0 || a->measure != NULL ? order : strcmp(a->figure, b->figure);
    order = order != 0 ? order : compare_texts(a->about, b->about);
    order = order != 0 ? order : compare_texts(a->definition, b->definition);
    return order != 0 ? order : compare_texts(a->base, b->base);
}

static int by_unit(const void *left, const void *right)
{
    const claim *a = left, *b = right;
    int order = by_measure(a, b);
    order = order != 0 ? order : strcmp(a->unit.text, b->unit.text);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static bool same_unit(const claim *a, const claim *b)
{
    return strcmp(a->unit.text, b->unit.text) == 0;
}

/* The unit of most claims; of units with as many claims, that of the first one recorded. */
static const claim *usual_unit(claim *const *sorted, size_t count)
{
    const claim *usual = sorted[0];
    size_t most = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && same_unit(sorted[i], sorted[end])) {
            end++;
        }
        if (end - i > most || (end - i == most && sorted[i]->said->id < usual->said->id)) {
            most = end - i;
            usual = sorted[i];
        }
        i = end;
    }
    return usual;
}

/* As it is written. */
static const char *unit_words(const inspection *at, const claim *one)
{
    const char *unit = pship__view_text(at->view, one->said->statement->unit);
    return unit == NULL || unit[0] == '\0' ? "no unit" : unit;
}

static void check_units(inspection *at, claim *const *sorted, size_t count)
{
    const claim *usual = usual_unit(sorted, count);
    for (size_t i = 0; i < count && !pship__inspection_stops(at); i++) {
        if (!same_unit(sorted[i], usual)) {
            pship__remark_reading(
                at, sorted[i]->said,
                "'%.100s' is in %.60s, and '%.100s', of the same measure, in %.60s",
                sorted[i]->figure, unit_words(at, sorted[i]), usual->figure, unit_words(at, usual));
        }
    }
}

static bool counts(const claim *one)
{
    return one->candidate && one->kind == CLAIM_NUMBER;
}

static void check_mixes(inspection *at, const claims *all)
{
    claim **sorted = pship__allocate(at->context, all->count, sizeof *sorted);
    size_t count = 0;
    if (sorted == NULL) {
        pship__inspection_short(at);
        return;
    }
    for (size_t i = 0; i < all->count; i++) {
        if (counts(&all->items[i])) {
            sorted[count++] = &all->items[i];
        }
    }
    pship__sort((void **)sorted, count, by_unit);
    for (size_t i = 0; i < count && !pship__inspection_stops(at);) {
        size_t end = i + 1;
        while (end < count && by_measure(sorted[i], sorted[end]) == 0) {
            end++;
        }
        check_units(at, sorted + i, end - i);
        i = end;
    }
    pship__release(at->context, sorted);
}

/* ---- slips by a thousand */

/* Within a tenth, which is more than sources that speak of the same thing differ by as a rule. */
static bool is_slip(double ratio)
{
    static const double factors[] = {1e3, 1e6};
    ratio = ratio < 1 ? 1 / ratio : ratio;
    for (size_t i = 0; i < COUNT(factors); i++) {
        if (ratio > factors[i] * 0.9 && ratio < factors[i] * 1.1) {
            return true;
        }
    }
    return false;
}

/* "1365 USD billion", as it is written. */
static void write_value(const inspection *at, char *text, size_t size, const claim *one)
{
    const statement *said = one->said->statement;
    const char *unit = pship__view_text(at->view, said->unit);
    (void)snprintf(text, size, "%.30s%s%.40s", pship__view_text(at->view, said->value),
                   unit == NULL ? "" : " ", unit == NULL ? "" : unit);
}

/* Which of the two is wrong cannot be known: it is told at the one that is recorded later. */
static void check_pair(inspection *at, const claim *a, const claim *b)
{
    const claim *one = a->said->id > b->said->id ? a : b, *before = one == a ? b : a;
    double mine = fabs(one->said->statement->number) * one->unit.scale;
    double other = fabs(before->said->statement->number) * before->unit.scale;
    char own[80], theirs[80];
    if (mine == 0 || other == 0 || !is_slip(mine / other)) {
        return;
    }
    write_value(at, own, sizeof own, one);
    write_value(at, theirs, sizeof theirs, before);
    pship__remark_reading(at, one->said,
                          "'%.100s' is %.80s, about %.0f times %s than the %.80s that '%.100s' "
                          "claims of the same thing",
                          one->figure, own, mine > other ? mine / other : other / mine,
                          mine > other ? "more" : "less", theirs, before->figure);
}

static void check_thing(inspection *at, const thing *of)
{
    for (size_t i = 0; of->best != NULL && i < of->count && !pship__inspection_stops(at); i++) {
        if (of->claims[i] != of->best && counts(of->claims[i]) && counts(of->best)) {
            check_pair(at, of->claims[i], of->best);
        }
    }
}

static void check_slips(inspection *at, const claims *all)
{
    for (size_t i = 0; i < all->thing_count && !pship__inspection_stops(at); i++) {
        check_thing(at, &all->things[i]);
    }
}

/* ---- all claims */

static void with_claims(inspection *at, void (*check)(inspection *at, const claims *all))
{
    claims all;
    at->result = pship__claims_load(&all, at->view, at->err);
    if (pship__inspection_stops(at)) {
        return;
    }
    check(at, &all);
    pship__claims_free(&all);
}

void pship__check_unit_mix(inspection *at)
{
    with_claims(at, check_mixes);
}

void pship__check_thousandfold(inspection *at)
{
    with_claims(at, check_slips);
}
