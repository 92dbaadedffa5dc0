/* Break-even: where the best routes of two networks are as good as each other. */
#include "corridor/parametric.h"

#include "table/builder.h"
#include <partnership/break_even.h>
#include <string.h>

enum { BEFORE, AFTER, SIDES };

/* How far a number is followed of which nobody says how far, where every route takes the element: until FARTHER times as
 * much makes no other route the best. And no farther than FARTHEST in any case. */
#define FARTHER 256.0
#define FARTHEST 1e12

typedef struct asking {
    pship_context *context;
    const pship_weighting *weighting;
    pship_break_even_question question; /* with nothing left open but `high` */
    network_part_kind part;
    parameter_scale scale;
    pship_network *closed[SIDES]; /* the same without the element; NULL where a side has none */
    bool with_and_without;        /* then the second side is the first without it */
    double now;                   /* NaN where not told */
    parametric sides[SIDES], detours[SIDES]; /* detours: those without the element */
    pship__table_builder *builder;
    pship__progress_state progress;
} asking;

/* One pair. */
typedef struct asked_pair {
    const pship_place_pair *places;
    double from, to; /* parameters */
} asked_pair;

/* ---- which side is better between two parameters: -1 the first, 1 the second, 0 neither */

static int better_of(double before, double after)
{
    return pship__parametric_same(before, after) ? 0 : before < after ? -1 : 1;
}

static const char *word_of(const asking *all, int better)
{
    return better < 0   ? (all->with_and_without ? "with" : "before")
           : better > 0 ? (all->with_and_without ? "without" : "after")
                        : "equal";
}

static void add_row(const asking *all, const asked_pair *pair, double parameter, double weight,
                    const char *below, const char *above)
{
    pship__table_builder *builder = all->builder;
    const bool falls = all->scale == PARAMETER_INVERSE;
    const double first = pship__parameter_number(all->scale, pair->from);
    const double last = pship__parameter_number(all->scale, pair->to);
    pship__add_text(builder, pair->places->origin);
    pship__add_text(builder, pair->places->destination);
    pship__add_finite(builder, pship__parameter_number(all->scale, parameter));
    pship__add_finite(builder, all->now);
    pship__add_finite(builder, weight);
    pship__add_word(builder, falls ? above : below);
    pship__add_word(builder, falls ? below : above);
    pship__add_finite(builder, falls ? last : first);
    pship__add_finite(builder, falls ? first : last);
}

/* ---- crossings */

/* Goes along both sides at once, from one end of the numbers to the other. */
typedef struct walk {
    const asking *all;
    const asked_pair *pair;
    size_t at[SIDES]; /* the pieces */
    int better;       /* since the last change; 2: nothing was seen yet */
    double since;     /* where it ended, as far as it was seen */
    double weight;    /* there */
    bool changed;     /* a row was added */
} walk;

static double value_at(const walk *on, int side, double parameter)
{
    const parametric *of = &on->all->sides[side];
    return pship__parametric_value(of, of->pieces[on->at[side]].line, parameter);
}

/* From here to the next parameter one side is better. */
static void see(walk *on, int better, double from, double weight)
{
    if (on->better != 2 && better != on->better) {
        add_row(on->all, on->pair, from, weight, word_of(on->all, on->better),
                word_of(on->all, better));
        on->changed = true;
    }
    on->better = better;
}

/* Both are straight between two parameters. */
static void step(walk *on, double from, double to)
{
    const double before[2] = {value_at(on, BEFORE, from), value_at(on, BEFORE, to)};
    const double after[2] = {value_at(on, AFTER, from), value_at(on, AFTER, to)};
    const int first = better_of(before[0], after[0]), last = better_of(before[1], after[1]);
    const double weight = fmin(before[0], after[0]);
    if (first == 0 || last == 0 || first == last) {
        see(on, first ? first : last, from, weight);
        return;
    }
    const double gap = before[0] - after[0], other = before[1] - after[1];
    const double share = gap / (gap - other);
    see(on, first, from, weight);
    see(on, last, from + share * (to - from), before[0] + share * (before[1] - before[0]));
}

/* Where the next piece of a side begins. */
static double next_of(const walk *on, int side)
{
    const parametric *of = &on->all->sides[side];
    return on->at[side] + 1 < of->count ? of->pieces[on->at[side] + 1].from : on->pair->to;
}

static void walk_along(asking *all, const asked_pair *pair)
{
    walk on = {.all = all, .pair = pair, .better = 2};
    double from = pair->from;
    while (from < pair->to) {
        const double to = fmin(next_of(&on, BEFORE), next_of(&on, AFTER));
        if (to > from)
            step(&on, from, to);
        for (int side = 0; side < SIDES; side++)
            if (on.at[side] + 1 < all->sides[side].count && next_of(&on, side) <= to)
                on.at[side]++;
        from = to > from ? to : from;
    }
    if (on.changed)
        return;
    const bool none = isinf(all->sides[BEFORE].pieces[0].line.base) &&
                      isinf(all->sides[AFTER].pieces[0].line.base);
    const char *word = none ? "none" : word_of(all, on.better);
    add_row(all, pair, (double)NAN, (double)NAN, word, word);
}

/* ---- how far to look, where nobody says */

/* Beyond the last pieces, where these cross. */
static double last_crossing(const asking *all, const parametric_line lines[SIDES])
{
    if (isinf(lines[BEFORE].base) || isinf(lines[AFTER].base) ||
        lines[BEFORE].slope == lines[AFTER].slope)
        return 0;
    return all->sides[BEFORE].first +
           (lines[AFTER].base - lines[BEFORE].base) / (lines[BEFORE].slope - lines[AFTER].slope);
}

/* There is a route without the element, of a weight that does not vary: goes to where nothing is better any more. Each step is
 * to where the line that was best last is as heavy, which is never too far: Newton's method on a concave function. */
static pship_result go_to_detour(double *far, parametric_line *line, const parametric *of,
                                 const asked_pair *pair, double detour, pship_error *err)
{
    pship_result result = PSHIP_OK;
    while (result == PSHIP_OK && line->slope > 0 &&
           !pship__parametric_same(pship__parametric_value(of, *line, *far), detour)) {
        const double next = of->first + (detour - line->base) / line->slope;
        if (!(next > *far))
            break;
        *far = next;
        result = pship__parametric_best(line, of, pair->places, next, err);
    }
    *line = (parametric_line){detour, 0};
    return result;
}

/* Every route takes the element, most likely once, and then the best one stays the best: looks whether it does. */
static pship_result go_while_changing(double *far, parametric_line *line, const parametric *of,
                                      const asked_pair *pair, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (bool settled = false; !settled && result == PSHIP_OK && *far < FARTHEST;) {
        parametric_line farther = *line;
        const double next = fmax(1, *far) * FARTHER;
        result = pship__parametric_best(&farther, of, pair->places, next, err);
        settled = pship__parametric_same(pship__parametric_value(of, *line, next),
                                         pship__parametric_value(of, farther, next));
        *line = farther;
        *far = settled ? *far : next;
    }
    return result;
}

/* `far` moves to where the best route of one side stays the same; `line` receives it. */
static pship_result settle(const asking *all, int side, double *far, parametric_line *line,
                           const asked_pair *pair, pship_error *err)
{
    const parametric *of = &all->sides[side];
    parametric_line detour;
    double here = of->first;
    pship_result result = pship__parametric_best(line, of, pair->places, here, err);
    if (result != PSHIP_OK || line->slope == 0)
        return result;
    result = pship__parametric_best(&detour, &all->detours[side], pair->places, here, err);
    if (result == PSHIP_OK && isinf(detour.base))
        result = go_while_changing(&here, line, of, pair, err);
    else if (result == PSHIP_OK)
        result = go_to_detour(&here, line, of, pair, detour.base, err);
    *far = fmax(*far, here);
    return result;
}

static pship_result look_far(asking *all, asked_pair *pair, pship_error *err)
{
    parametric_line lines[SIDES];
    pship_result result = PSHIP_OK;
    double far = fmax(1, pair->from);
    if (!isnan(all->now))
        far = fmax(far, all->now);
    for (int side = 0; side < SIDES && result == PSHIP_OK; side++)
        result = settle(all, side, &far, &lines[side], pair, err);
    if (result != PSHIP_OK)
        return result;
    pair->to = fmin(2 * fmax(far, last_crossing(all, lines)), FARTHEST);
    for (int side = 0; side < SIDES && result == PSHIP_OK; side++)
        result = pship__parametric_begin(&all->sides[side], pair->from, pair->to, err);
    return result;
}

/* ---- what is asked */

static bool has_element(const asking *all, const pship_network *network, uint32_t *element)
{
    const char *id = all->question.element;
    *element = pship__network_element(network, all->part, id, strlen(id));
    return *element != NETWORK_NONE &&
           !(all->part == NETWORK_TRANSFER && network->transfer_closed &&
             network->transfer_closed[*element]);
}

static double number_now(const asking *all, const pship_network *network, uint32_t element)
{
    int attribute = -1;
    const network_column *column =
        pship__network_column(network, all->part, all->question.attribute, &attribute);
    if (all->part == NETWORK_LINK && attribute == NETWORK_TIME)
        return pship__network_link_time(network, element);
    return column ? column->values[element] : (double)NAN;
}

static pship_result read_question(asking *all, const pship_break_even_question *question,
                                  pship_error *err)
{
    pship_break_even_question *asked = &all->question;
    *asked = (pship_break_even_question)PSHIP_BREAK_EVEN_QUESTION_INIT;
    pship_result result = pship__options(asked, sizeof *asked, sizeof *asked, question,
                                         "pship_break_even_question", err);
    if (result != PSHIP_OK)
        return result;
    asked->part = asked->part ? asked->part : "link";
    asked->attribute = asked->attribute ? asked->attribute : "time_h";
    const int part = pship__network_part_find(asked->part, strlen(asked->part));
    if (part < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "'%.100s' is no part of a network", asked->part);
    if (!asked->element)
        return pship__fail(err, PSHIP_E_ARGUMENT, "which %s is not told", asked->part);
    all->part = (network_part_kind)part;
    all->scale = !strcmp(asked->attribute, "speed_km_h")          ? PARAMETER_INVERSE
                 : !strcmp(asked->attribute, "headway_variation") ? PARAMETER_SQUARE
                                                                  : PARAMETER_DIRECT;
    if (!(asked->low >= 0) || !isfinite(asked->low) || !isfinite(asked->high) ||
        (asked->high != 0 && !(asked->high > asked->low)))
        return pship__fail(err, PSHIP_E_ARGUMENT, "from %g to %g there are no values", asked->low,
                           asked->high);
    if (all->scale != PARAMETER_DIRECT && asked->high == 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "how far %s may go has to be told",
                           asked->attribute);
    if (all->scale == PARAMETER_INVERSE && asked->low == 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a speed of 0 takes for ever");
    return PSHIP_OK;
}

/* ---- the two networks */

static parametric parametric_of(asking *all, const pship_network *network, bool varies)
{
    const pship_break_even_question *asked = &all->question;
    return (parametric){.network = network,
                        .weighting = all->weighting,
                        .part = asked->part,
                        .element = asked->element,
                        .attribute = asked->attribute,
                        .has_element = varies,
                        .scale = all->scale,
                        .progress = &all->progress};
}

/* A side, and the same without the element; NULL: the first side without it. */
static pship_result fill_side(asking *all, int side, const pship_network *network, bool *found,
                              pship_error *err)
{
    const pship_break_even_question *asked = &all->question;
    const pship_network_change_step step = {asked->part, asked->element, NULL, PSHIP_NETWORK_CLOSE,
                                            0};
    uint32_t element = NETWORK_NONE;
    const bool varies = network && has_element(all, network, &element);
    all->sides[side] = parametric_of(all, network ? network : all->closed[BEFORE], varies);
    if (!varies)
        return PSHIP_OK;
    if (!*found)
        all->now = number_now(all, network, element);
    *found = true;
    pship_result result = pship_network_change(&all->closed[side], network, &step, 1, err);
    if (result == PSHIP_OK)
        all->detours[side] = parametric_of(all, all->closed[side], false);
    return result;
}

static pship_result begin_sides(asking *all, const pship_network *before,
                                const pship_network *after, pship_error *err)
{
    const pship_break_even_question *asked = &all->question;
    const double low = pship__parameter_of(all->scale, asked->low);
    const double high = asked->high != 0 ? pship__parameter_of(all->scale, asked->high) : low + 1;
    const double first = fmin(low, high), second = fmax(low, high);
    bool found = false;
    all->now = (double)NAN;
    all->with_and_without = !after;
    pship_result result = fill_side(all, BEFORE, before, &found, err);
    if (result == PSHIP_OK && (after || found))
        result = fill_side(all, AFTER, after, &found, err);
    if (result == PSHIP_OK && !found)
        result = pship__fail(err, PSHIP_E_NOT_FOUND, "there is no %s \"%.200s\"", asked->part,
                             asked->element);
    for (int side = 0; side < SIDES && result == PSHIP_OK; side++) {
        result = pship__parametric_begin(&all->sides[side], first, second, err);
        if (result == PSHIP_OK && all->detours[side].network)
            result = pship__parametric_begin(&all->detours[side], first, second, err);
    }
    return result;
}

static pship_result begin_table(asking *all, pship_error *err)
{
    const int attribute = pship__network_attribute_find(all->question.attribute);
    const char *unit = attribute >= 0 ? pship__network_attribute_unit(attribute) : NULL;
    const pship__column_spec columns[] = {
        {"origin", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"destination", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"now", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"weight", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"below", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"above", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"low", PSHIP_COLUMN_FLOAT64, unit, 0},
        {"high", PSHIP_COLUMN_FLOAT64, unit, 0},
    };
    return pship__table_builder_new(&all->builder, all->context, columns,
                                    sizeof columns / sizeof *columns, err);
}

/* ---- all of it */

static pship_result ask_pair(asking *all, const pship_place_pair *places, pship_error *err)
{
    asked_pair pair = {
        .places = places, .from = all->sides[BEFORE].first, .to = all->sides[BEFORE].second};
    pship_result result = PSHIP_OK;
    if (all->question.high == 0)
        result = look_far(all, &pair, err);
    for (int side = 0; side < SIDES && result == PSHIP_OK; side++)
        result = pship__parametric_pieces(&all->sides[side], pair.places, pair.from, pair.to, err);
    if (result == PSHIP_OK)
        walk_along(all, &pair);
    return result;
}

static pship_result ask(asking *all, const pship_place_pair *pairs, size_t count,
                        pship_table **table, pship_error *err)
{
    pship_result result = begin_table(all, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = ask_pair(all, &pairs[i], err);
        if (result == PSHIP_OK)
            result = pship__progress_look(&all->progress, (double)i / (double)count, err);
    }
    if (result == PSHIP_OK) {
        result = pship__table_builder_finish(all->builder, table, err);
        all->builder = NULL;
    }
    return result;
}

pship_break_even_question pship_break_even_question_init(void)
{
    return (pship_break_even_question)PSHIP_BREAK_EVEN_QUESTION_INIT;
}

pship_result pship_network_break_even(pship_table **table, const pship_network *before,
                                      const pship_network *after, const pship_place_pair *pairs,
                                      size_t count, const pship_weighting *weighting,
                                      const pship_break_even_question *question, pship_error *err)
{
    if (!table || !before || (count > 0 && !pairs) || !question)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the table, the network, the pairs or the question are NULL");
    asking all = {.context = before->context, .weighting = weighting};
    pship_result result = read_question(&all, question, err);
    pship__progress_begin(&all.progress, all.context, "looking for break-even values");
    if (result == PSHIP_OK && after)
        result = pship__routes_same_currency(before, after, err);
    if (result == PSHIP_OK)
        result = pship__route_pairs_check(pairs, count, before, after, err);
    if (result == PSHIP_OK)
        result = begin_sides(&all, before, after, err);
    if (result == PSHIP_OK)
        result = ask(&all, pairs, count, table, err);
    pship__table_builder_free(all.builder);
    for (int side = 0; side < SIDES; side++) {
        pship__parametric_free(&all.sides[side]);
        pship__parametric_free(&all.detours[side]);
    }
    pship_network_free(all.closed[BEFORE]);
    pship_network_free(all.closed[AFTER]);
    return result;
}
