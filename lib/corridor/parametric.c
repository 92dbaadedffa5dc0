/* The weight of the best route as one number of the network varies. */
#include "corridor/parametric.h"

#include <string.h>

/* Of sums of weights along different routes. */
#define SAME 1e-12

double pship__parameter_of(parameter_scale scale, double number)
{
    return scale == PARAMETER_INVERSE  ? 1 / number
           : scale == PARAMETER_SQUARE ? number * number
                                       : number;
}

double pship__parameter_number(parameter_scale scale, double parameter)
{
    return scale == PARAMETER_INVERSE  ? 1 / parameter
           : scale == PARAMETER_SQUARE ? sqrt(parameter)
                                       : parameter;
}

bool pship__parametric_same(double weight, double other)
{
    if (isinf(weight) || isinf(other))
        return weight == other;
    return fabs(weight - other) <= SAME * fmax(fabs(weight), fabs(other));
}

/* ---- networks with the number set */

static pship_result set_number(pship_network **changed, const parametric *of, double parameter,
                               pship_error *err)
{
    const pship_network_change_step step = {of->part, of->element, of->attribute, PSHIP_NETWORK_SET,
                                            pship__parameter_number(of->scale, parameter)};
    return pship_network_change(changed, of->network, &step, of->has_element ? 1 : 0, err);
}

pship_result pship__parametric_begin(parametric *of, double first, double second, pship_error *err)
{
    const double at[2] = {first, second};
    pship_result result = PSHIP_OK;
    of->first = first;
    of->second = second;
    for (int i = 0; i < 2 && result == PSHIP_OK; i++) {
        pship_network_free(of->networks[i]);
        of->networks[i] = NULL;
        result = set_number(&of->networks[i], of, at[i], err);
        if (result == PSHIP_OK)
            result = pship__weighing_read(&of->weighings[i], of->networks[i], of->weighting, err);
    }
    return result;
}

void pship__parametric_free(parametric *of)
{
    pship_network_free(of->networks[0]);
    pship_network_free(of->networks[1]);
    pship__release(of->network ? of->network->context : NULL, of->pieces);
}

/* ---- lines */

static pship_result weigh(double *weight, const network_weighing *weighing,
                          const pship_place_pair *pair, const route_links *links, pship_error *err)
{
    network_route route;
    pship_result result = pship__route_finder_route(&route, weighing, pair, links, err);
    if (result != PSHIP_OK)
        return result;
    *weight = route.weight;
    pship__route_free(&route, weighing->network);
    return PSHIP_OK;
}

static pship_result line_of(parametric_line *line, const parametric *of,
                            const pship_place_pair *pair, const route_links *links,
                            pship_error *err)
{
    double weights[2] = {(double)INFINITY, (double)INFINITY};
    pship_result result = PSHIP_OK;
    for (int i = 0; i < 2 && result == PSHIP_OK && links->list; i++)
        result = weigh(&weights[i], &of->weighings[i], pair, links, err);
    if (result != PSHIP_OK)
        return result;
    line->base = weights[0];
    line->slope = links->list ? (weights[1] - weights[0]) / (of->second - of->first) : 0;
    return PSHIP_OK;
}

pship_result pship__parametric_best(parametric_line *line, const parametric *of,
                                    const pship_place_pair *pair, double parameter,
                                    pship_error *err)
{
    pship_network *network = NULL;
    route_finder finder = {.graph = NULL};
    route_links links = {NULL, 0};
    pship_result result = set_number(&network, of, parameter, err);
    if (result == PSHIP_OK)
        result = pship__route_finder_begin(&finder, network, of->weighting, err);
    if (result == PSHIP_OK)
        result = pship__route_finder_links(&links, &finder, pair, of->progress, err);
    if (result == PSHIP_OK)
        result = line_of(line, of, pair, &links, err);
    pship__route_links_free(&links, of->network);
    pship__route_finder_free(&finder);
    pship_network_free(network);
    return result;
}

/* ---- pieces */

/* Between two parameters, with the lines that are best at them. */
typedef struct gap {
    double from, to;
    parametric_line left, right;
} gap;

typedef struct gaps {
    gap *list; /* the leftmost is the last */
    size_t count, room;
} gaps;

static bool add_piece(parametric *of, double from, parametric_line line)
{
    if (!pship__grow(of->network->context, (void **)&of->pieces, of->count, &of->room,
                     sizeof *of->pieces))
        return false;
    of->pieces[of->count++] = (parametric_piece){from, line};
    return true;
}

static bool add_gap(gaps *open, const pship_context *context, gap one)
{
    if (!pship__grow(context, (void **)&open->list, open->count, &open->room, sizeof *open->list))
        return false;
    open->list[open->count++] = one;
    return true;
}

/* Where two lines cross; at an end of the gap, or beyond, where they do not within it. */
static double crossing(const parametric *of, const gap *one)
{
    const double over = pship__parametric_value(of, one->right, one->from) -
                        pship__parametric_value(of, one->left, one->from);
    return one->from + over / (one->left.slope - one->right.slope);
}

/* The best weight is concave: a line that is best at both ends is best between them, and where the two lines cross
 * either nothing is better, or what is better parts the gap. */
static pship_result look_into(parametric *of, gaps *open, const gap *one,
                              const pship_place_pair *pair, pship_error *err)
{
    const pship_context *context = of->network->context;
    const double middle = crossing(of, one);
    parametric_line best;
    bool done;
    if (pship__parametric_same(pship__parametric_value(of, one->left, one->to),
                               pship__parametric_value(of, one->right, one->to)))
        return add_piece(of, one->from, one->left) ? PSHIP_OK : pship__fail_memory(err);
    if (!(middle > one->from && middle < one->to))
        return add_piece(of, one->from, one->right) ? PSHIP_OK : pship__fail_memory(err);
    pship_result result = pship__parametric_best(&best, of, pair, middle, err);
    if (result != PSHIP_OK)
        return result;
    const double there = pship__parametric_value(of, one->left, middle);
    const double found = pship__parametric_value(of, best, middle);
    if (found >= there || pship__parametric_same(found, there))
        done = add_piece(of, one->from, one->left) && add_piece(of, middle, one->right);
    else
        done = add_gap(open, context, (gap){middle, one->to, best, one->right}) &&
               add_gap(open, context, (gap){one->from, middle, one->left, best});
    return done ? PSHIP_OK : pship__fail_memory(err);
}

pship_result pship__parametric_pieces(parametric *of, const pship_place_pair *pair, double from,
                                      double to, pship_error *err)
{
    const pship_context *context = of->network->context;
    gap whole = {.from = from, .to = to};
    gaps open = {NULL, 0, 0};
    of->count = 0;
    pship_result result = pship__parametric_best(&whole.left, of, pair, from, err);
    whole.right = whole.left;
    if (result == PSHIP_OK && of->has_element && !isinf(whole.left.base))
        result = pship__parametric_best(&whole.right, of, pair, to, err);
    if (result == PSHIP_OK && !add_gap(&open, context, whole))
        result = pship__fail_memory(err);
    while (result == PSHIP_OK && open.count > 0) {
        const gap one = open.list[--open.count];
        result = look_into(of, &open, &one, pair, err);
        if (result == PSHIP_OK && of->progress)
            result = pship__progress_look(of->progress, -1, err);
    }
    pship__release(context, open.list);
    return result;
}
