/*
 * The weight of the best route as one number of the network varies. Private to the room corridor.
 *
 * Weights are straight lines in a parameter: the number itself, the inverse of a speed, the square of a variation. The best
 * of them is concave and has a few straight pieces.
 */
#ifndef PSHIP_CORRIDOR_PARAMETRIC_H
#define PSHIP_CORRIDOR_PARAMETRIC_H

#include "corridor/best_route.h"

typedef enum parameter_scale {
    PARAMETER_DIRECT,
    PARAMETER_INVERSE,
    PARAMETER_SQUARE
} parameter_scale;

double pship__parameter_of(parameter_scale scale, double number);
double pship__parameter_number(parameter_scale scale, double parameter);

/* The weight of a route, at a parameter: base + slope * (parameter - first). Infinite where there is none. */
typedef struct parametric_line {
    double base, slope;
} parametric_line;

typedef struct parametric_piece {
    double from; /* the parameter; it holds up to the next one's */
    parametric_line line;
} parametric_piece;

/* A network in which a number is free. */
typedef struct parametric {
    const pship_network *network; /* lent, as are the following */
    const pship_weighting *weighting;
    const char *part, *element, *attribute;
    bool has_element; /* otherwise nothing varies */
    parameter_scale scale;
    double first, second;       /* parameters at which routes are weighed */
    pship_network *networks[2]; /* with these */
    network_weighing weighings[2];
    pship__progress_state *progress;

    parametric_piece *pieces; /* of the pair that was asked for last */
    size_t count, room;
} parametric;

/* Fills what is not lent; again, for other parameters. The farther apart they are, the more exact are slopes. Free it in
 * every case. */
pship_result pship__parametric_begin(parametric *of, double first, double second, pship_error *err);
void pship__parametric_free(parametric *of);
static inline double pship__parametric_value(const parametric *of, parametric_line line,
                                             double parameter)
{
    return line.slope == 0 ? line.base : line.base + line.slope * (parameter - of->first);
}
/* As equal as sums of weights can be. */
bool pship__parametric_same(double weight, double other);
/* The line of the best route at a parameter. */
pship_result pship__parametric_best(parametric_line *line, const parametric *of,
                                    const pship_place_pair *pair, double parameter,
                                    pship_error *err);
/* All pieces between two parameters. */
pship_result pship__parametric_pieces(parametric *of, const pship_place_pair *pair, double from,
                                      double to, pship_error *err);

#endif
