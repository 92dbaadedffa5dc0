/* Rules about figures that are part of another one. Sources round: parts and whole are spans, and only what cannot
 * be is told. */
#include "codes/codes.h"
#include "stream/sort.h"
#include "validation/validation.h"
#include <math.h>
#include <string.h>

/* The one value that a view gives of a figure; `known` is false where there is none, or where sources disagree. */
typedef struct amount {
    bool known;
    pship_unit unit;
    span means;
    when period;
    const reading *said;
} amount;

static amount amount_of(const inspection *at, name_id figure)
{
    amount made = {.known = false};
    choice value = pship__ask_any(at->view, figure, "value");
    if (value.picked == NULL || value.contested || value.undecided ||
        value.picked->statement->value_kind != PSHIP_VALUE_NUMBER) {
        return made;
    }
    const statement *said = value.picked->statement;
    const char *qualifier = pship__view_text(at->view, pship__view_note(at->view, said)->qualifier);
    made.said = value.picked;
    made.known = pship__unit_read(&made.unit, pship__view_text(at->view, said->unit));
    made.means = pship__quantity_span(said->number, pship__view_text(at->view, said->value),
                                      made.unit.scale, qualifier);
    made.period = pship__when_of(&at->merged, figure, "period");
    return made;
}

static bool same_period(const when *a, const when *b)
{
    return a->kind == b->kind && a->earliest == b->earliest && a->latest == b->latest;
}

/* A part in the unit and the period of its whole. */
typedef struct part {
    const char *measure; /* or NULL */
    span means;
} part;

typedef struct total {
    amount whole;
    part *parts;
    part **sorted; /* by measure */
    size_t count;
} total;

static int by_measure(const void *left, const void *right)
{
    const char *a = ((const part *)left)->measure, *b = ((const part *)right)->measure;
    return a == NULL || b == NULL ? (a != NULL) - (b != NULL) : strcmp(a, b);
}

static void gather_parts(const inspection *at, total *of, references refs)
{
    for (size_t i = 0; i < refs.count; i++) {
        name_id figure = refs.first[i]->statement->subject;
        bool again = i > 0 && refs.first[i - 1]->statement->subject == figure;
        if (again || !pship__refers(refs.first[i]) || !pship__is_kind(at, figure, "figure")) {
            continue;
        }
        amount one = amount_of(at, figure);
        if (one.known && strcmp(one.unit.text, of->whole.unit.text) == 0 &&
            same_period(&one.period, &of->whole.period)) {
            of->sorted[of->count] = &of->parts[of->count];
            of->parts[of->count++] =
                (part){pship__ask_text(at->view, figure, "measure"), one.means};
        }
    }
    pship__sort((void **)of->sorted, of->count, by_measure);
}

static void close_total(const inspection *at, total *of)
{
    pship__release(at->context, of->parts);
    pship__release(at->context, of->sorted);
}

/* False where there is nothing to add up; then it needs not be closed. */
static bool open_total(inspection *at, total *of, name_id figure)
{
    name_id property = pship__view_name(at->view, "part_of");
    references refs = pship__view_referring(at->view, figure, property);
    if (property == 0 || refs.count == 0) {
        return false;
    }
    *of = (total){.whole = amount_of(at, figure)};
    if (!of->whole.known) {
        return false;
    }
    of->parts = pship__allocate(at->context, refs.count, sizeof *of->parts);
    of->sorted = pship__allocate(at->context, refs.count, sizeof *of->sorted);
    if (of->parts == NULL || of->sorted == NULL) {
        pship__inspection_short(at);
        close_total(at, of);
        return false;
    }
    gather_parts(at, of, refs);
    return true;
}

static span add_up(part *const *parts, size_t count)
{
    span sum = {0, 0};
    for (size_t i = 0; i < count; i++) {
        sum.low += parts[i]->means.low;
        sum.high += parts[i]->means.high;
    }
    return sum;
}

static double slack_of(const total *of)
{
    return (fabs(of->whole.means.low) + fabs(of->whole.means.high)) * 1e-12;
}

/* A whole may be divided in several ways, each under a measure of its own: no such part of the parts is more
 * than the whole. */
static void check_above(inspection *at, name_id figure)
{
    total of;
    if (!open_total(at, &of, figure)) {
        return;
    }
    for (size_t i = 0, end; i < of.count; i = end) {
        end = i + 1;
        while (end < of.count && by_measure(of.sorted[i], of.sorted[end]) == 0) {
            end++;
        }
        span sum = add_up(of.sorted + i, end - i);
        if (sum.low > of.whole.means.high + slack_of(&of)) {
            pship__remark_reading(at, of.whole.said,
                                  "the parts of '%.100s' come to %.15g %.60s at least, the whole "
                                  "to %.15g at most",
                                  pship__id_of(at, figure), sum.low, of.whole.unit.text,
                                  of.whole.means.high);
            break;
        }
    }
    close_total(at, &of);
}

static void check_below(inspection *at, name_id figure)
{
    total of;
    if (!open_total(at, &of, figure)) {
        return;
    }
    span sum = add_up(of.sorted, of.count);
    if (of.count > 0 && sum.high < of.whole.means.low - slack_of(&of)) {
        pship__remark_reading(at, of.whole.said,
                              "the parts of '%.100s' come to %.15g %.60s at most, the whole to "
                              "%.15g at least",
                              pship__id_of(at, figure), sum.high, of.whole.unit.text,
                              of.whole.means.low);
    }
    close_total(at, &of);
}

void pship__check_parts_above_whole(inspection *at)
{
    pship__each_entity(at, "figure", check_above);
}

void pship__check_parts_below_whole(inspection *at)
{
    pship__each_entity(at, "figure", check_below);
}
