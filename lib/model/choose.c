/* Which of several statements a view picks, and when they contradict each other. */
#include "model/view_private.h"
#include <math.h>
#include <string.h>

/* ---- numbers: what a number as written can mean */

typedef struct span {
    double low, high;
} span;

/* "USD million" is USD, a million at a time. */
static size_t unit_base(const char *unit, double *factor)
{
    static const struct {
        const char *word;
        double factor;
    } powers[] = {{" thousand", 1e3}, {" million", 1e6}, {" billion", 1e9}, {" trillion", 1e12}};
    size_t length = unit == NULL ? 0 : strlen(unit);
    *factor = 1;
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        size_t word = strlen(powers[i].word);
        if (length > word && strcmp(unit + length - word, powers[i].word) == 0) {
            *factor = powers[i].factor;
            return length - word;
        }
    }
    return length;
}

/* The worth of one unit of the last digit written: 0.001 for "1.365", 100 for "1e2". */
static double last_digit(const char *digits)
{
    int decimals = 0, exponent = 0;
    bool fraction = false, negative = false, in_exponent = false;
    for (; *digits != '\0'; digits++) {
        if (*digits == '.') {
            fraction = true;
        } else if (*digits == 'e' || *digits == 'E') {
            in_exponent = true;
        } else if (in_exponent && *digits == '-') {
            negative = true;
        } else if (in_exponent && *digits >= '0' && *digits <= '9') {
            exponent = exponent > 1000 ? exponent : exponent * 10 + (*digits - '0');
        } else if (fraction && !in_exponent) {
            decimals++;
        }
    }
    return pow(10, (negative ? -exponent : exponent) - decimals);
}

static bool is_word(const char *qualifier, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(qualifier, *words) == 0) {
            return true;
        }
    }
    return false;
}

/* Half a unit of the last digit at each side, widened by the word that the source puts before it. */
static span meaning(const pship_model *model, const statement *row)
{
    static const char *const below[] = {"nearly", "almost", "just under", NULL};
    static const char *const around[] = {
        "about", "roughly", "approximately", "around", "some", "approximated", NULL};
    static const char *const above[] = {"more than", "over", "surpassing", "at least",
                                        "above",     "from", NULL};
    static const char *const under[] = {"less than", "under", "up to", "at most", "below", NULL};
    double factor;
    (void)unit_base(pship__model_text(model, row->unit), &factor);
    double unit = last_digit(pship__model_text(model, row->value)) * factor;
    double value = row->number * factor;
    span made = {value - unit / 2, value + unit / 2};
    const char *qualifier = pship__model_text(model, row->qualifier);
    if (qualifier == NULL) {
        return made;
    }
    if (is_word(qualifier, below) || is_word(qualifier, around)) {
        made.low -= unit;
    }
    if (is_word(qualifier, around)) {
        made.high += unit;
    }
    if (is_word(qualifier, above)) {
        made.high = INFINITY;
    }
    if (is_word(qualifier, under)) {
        made.low = -INFINITY;
    }
    return made;
}

static bool same_base(const pship_model *model, name_id a, name_id b)
{
    const char *left = pship__model_text(model, a), *right = pship__model_text(model, b);
    double factor;
    size_t left_length = unit_base(left, &factor), right_length = unit_base(right, &factor);
    return left_length == right_length &&
           (left_length == 0 || memcmp(left, right, left_length) == 0);
}

static bool numbers_compatible(const pship_model *model, const statement *a, const statement *b)
{
    if (!same_base(model, a->unit, b->unit)) {
        return false;
    }
    double left_factor, right_factor;
    (void)unit_base(pship__model_text(model, a->unit), &left_factor);
    (void)unit_base(pship__model_text(model, b->unit), &right_factor);
    if (a->number * left_factor == b->number * right_factor) {
        return true; /* also where the digits are more than a double holds */
    }
    span left = meaning(model, a), right = meaning(model, b);
    /* To touch is not to overlap: 42 and 43 are two numbers. The slack is for the ends, which are
     * rounded themselves. */
    double slack = (fabs(a->number) * left_factor + fabs(b->number) * right_factor) * 1e-12;
    return left.low < right.high - slack && right.low < left.high - slack;
}

/* ---- any two values */

static bool dates_compatible(const statement *a, const statement *b)
{
    pship_date left = {.earliest = a->date.earliest, .latest = a->date.latest};
    pship_date right = {.earliest = b->date.earliest, .latest = b->date.latest};
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
        return dates_compatible(a, b);
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
    if (a->value_kind == PSHIP_VALUE_DATE) {
        return (int64_t)a->date.latest - a->date.earliest <
               (int64_t)b->date.latest - b->date.earliest;
    }
    if (a->value_kind == PSHIP_VALUE_NUMBER) {
        span left = meaning(model, a), right = meaning(model, b);
        return left.high - left.low < right.high - right.low;
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
static bool successive(const reading *a, const reading *b)
{
    const stored_date *from = &b->statement->from, *until = &a->until;
    return until->kind == PSHIP_DATE_DATED && from->kind == PSHIP_DATE_DATED &&
           until->earliest == from->earliest && until->latest == from->latest;
}

static bool same_claim(const reading *a, const reading *b)
{
    const statement *left = a->statement, *right = b->statement;
    return left->value_kind == right->value_kind && left->value == right->value &&
           left->unit == right->unit && left->qualifier == right->qualifier &&
           left->boolean == right->boolean && left->from.text == right->from.text &&
           a->until.text == b->until.text;
}

static bool pair_contradicts(const pship_view *view, const reading *a, const reading *b)
{
    return !pship__compatible(view->model, a->statement, b->statement) && !successive(a, b) &&
           !successive(b, a);
}

/* Many sources may say the same, so that only claims that differ are held against each other. */
#define CLAIMS 64

/* Do any two candidates of at least this rank contradict each other? */
static bool contradict(const pship_view *view, readings among, int8_t rank)
{
    const reading *claims[CLAIMS];
    size_t count = 0;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        bool known = !is_candidate(view, one) || one->statement->rank < rank;
        for (size_t j = 0; j < count && !known; j++) {
            known = same_claim(one, claims[j]);
            if (!known && pair_contradicts(view, one, claims[j])) {
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
            if (is_candidate(view, other) && other->statement->rank >= rank &&
                pair_contradicts(view, one, other)) {
                return true;
            }
        }
    }
    return false;
}

static const reading *most_precise(const pship_view *view, readings among, int8_t rank,
                                   bool first_is_enough)
{
    const reading *best = NULL;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (!is_candidate(view, one) || one->statement->rank != rank) {
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
            const stored_date *date = &one->statement->date;
            made->earliest = date->earliest < made->earliest ? date->earliest : made->earliest;
            made->latest = date->latest > made->latest ? date->latest : made->latest;
        }
    }
    if (made->earliest > made->latest) {
        made->earliest = PSHIP_DAY_MIN;
        made->latest = PSHIP_DAY_MAX;
    }
}

choice pship__view_choose(const pship_view *view, readings among)
{
    choice made = {.truth = PSHIP_NO, .earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MAX};
    int8_t rank = PSHIP_RANK_DEPRECATED;
    size_t candidates = 0;
    for (size_t i = 0; i < among.count; i++) {
        if (is_candidate(view, &among.first[i])) {
            candidates++;
            rank = among.first[i].statement->rank > rank ? among.first[i].statement->rank : rank;
        }
    }
    if (candidates == 0) {
        return made;
    }
    const property_row *property = pship__view_property(view, among.first->statement->property);
    bool many = property != NULL && property->many;
    if (!many && candidates > 1) {
        made.contested = contradict(view, among, PSHIP_RANK_NORMAL);
        made.undecided = made.contested && contradict(view, among, rank);
    }
    if (made.undecided) {
        span_candidates(view, among, rank, &made);
        return made;
    }
    made.picked = most_precise(view, among, rank, many);
    made.truth = made.picked->truth;
    if (made.picked->statement->value_kind == PSHIP_VALUE_DATE) {
        made.earliest = made.picked->statement->date.earliest;
        made.latest = made.picked->statement->date.latest;
    }
    return made;
}
