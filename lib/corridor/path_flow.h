/*
 * Flows along routes that are found by the prices of what they use: what the parts of it share. Private to the room
 * corridor; what others call is pship__path_flow().
 */
#ifndef PSHIP_CORRIDOR_PATH_FLOW_H
#define PSHIP_CORRIDOR_PATH_FLOW_H

#include "corridor/lp.h"
#include "corridor/network_flow.h"

/* ---- paths, each once (path_pool.c) */

typedef struct path_entry {
    uint32_t demand;     /* of those that need something */
    double weight;       /* by the graph */
    size_t first, count; /* of its arcs */
} path_entry;

typedef struct path_pool {
    const pship_context *context;
    path_entry *paths;
    size_t count, room;
    uint32_t *arcs;
    size_t arc_count, arc_room;
    size_t *slots; /* open addressing by what they are: path + 1, or 0 */
    size_t slot_count;
} path_pool;

/* *added: whether it is new. */
pship_result pship__path_pool_add(path_pool *pool, bool *added, uint32_t demand, double weight,
                                  const uint32_t *arcs, size_t count, pship_error *err);
void pship__path_pool_free(path_pool *pool);

/* ---- the search for better paths (path_price.c) */

typedef struct path_found {
    uint32_t *arcs; /* NULL: none that is better */
    size_t count;
    double distance; /* of the best, at these prices; INFINITY where no way leads there */
} path_found;

/* The demands that need something, in the order of their origins. */
typedef struct path_wanted {
    uint32_t *demands; /* numbers of demands */
    size_t count;
    size_t *groups; /* group_count + 1: where those of an origin begin */
    size_t group_count;
} path_wanted;

pship_result pship__path_wanted_new(path_wanted *wanted, const path_question *question,
                                    pship_error *err);
void pship__path_wanted_free(path_wanted *wanted, const pship_context *context);

/* For every demand the best path under `weights` (by arc) and `begin_price` (by limit: what it takes to begin at a place),
 * where it is shorter than `worth` (by demand that is wanted; NULL: in any case). Arcs are released by the caller. By all threads of
 * the context; what is found does not depend on how many they are. */
pship_result pship__path_search(path_found *found, const path_question *question,
                                const path_wanted *wanted, double *weights,
                                const double *begin_price, const double *worth,
                                pship__progress_state *progress, pship_error *err);

/* ---- the whole, while it is computed */

#define PATH_PENALTY 100.0 /* for what is not carried, in mean costs, while there may be room */
#define PATH_BETTER 1e-11  /* what a better path is better by, in mean costs */

typedef enum path_phase {
    WITH_PENALTY, /* what is not carried costs more than any good way */
    TO_CARRY,     /* what is carried costs nothing: is there room for all? */
    TO_SAVE       /* all is carried, or what is not has its price */
} path_phase;

typedef struct path_flow {
    const path_question *question;
    const network_graph *graph;
    const pship_context *context;
    pship__progress_state progress;
    path_wanted wanted;
    path_pool pool;
    path_phase phase;
    double quantity, money; /* what amounts and costs are counted in */
    linear_program *lp;
    int rows, first_path;            /* of the program: rows; the column of the first path */
    int *row_of;                     /* by limit, or -1: no path uses it */
    double *most;                    /* by limit, as it is now */
    double *price, *weights, *worth; /* by limit, by arc, by demand that is wanted */
    path_found *found;
    size_t *used_at; /* by limit: where the path at hand has it, + 1 */
    uint32_t *used;  /* the limits of the path at hand */
    size_t used_count;
    double bound;
} path_flow;

static inline const flow_demand *pship__path_demand(const path_flow *all, size_t wanted)
{
    return &all->question->demands[all->wanted.demands[wanted]];
}

static inline bool pship__path_by_cost(const path_flow *all)
{
    return all->question->question == MIN_COST_FLOW;
}

/* ---- the program (path_program.c) */

/* A result of lp.h, said. */
pship_result pship__path_fail(pship_result result, pship_error *err);
/* Rows of the demands, and the columns that are no paths. */
pship_result pship__path_begin(path_flow *all, pship_error *err);
/* Tells the program of the paths from `first` on. */
pship_result pship__path_add_columns(path_flow *all, size_t first, pship_error *err);
/* The limits that a path uses up go to used, and how often to times. */
void pship__path_use(path_flow *all, const path_entry *path, double *times);
/* What a path costs in the program. */
double pship__path_cost(const path_flow *all, const path_entry *path);

/* ---- the answer (path_answer.c), of the program as it was solved last */

/* What is not carried, in mean demands. */
double pship__path_left_over(const path_flow *all);
/* The flow, the share, or the cost. */
double pship__path_result(const path_flow *all);
pship_result pship__path_tell(path_flow *all, pship_network_flow *flow, pship_error *err);

#endif
