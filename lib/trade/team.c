/*
 * Pieces of work for whoever is free, who is told which worker he is.
 */
#include "trade/team.h"

typedef struct team {
    team_piece piece;
    void *work;
    size_t workers;
    atomic_bool busy[PSHIP__MOST_THREADS];
} team;

size_t pship__team_size(const pship_context *context)
{
    int32_t threads = pship_context_threads(context);
    return threads < PSHIP__MOST_THREADS ? (size_t)threads : PSHIP__MOST_THREADS;
}

/* There are no more threads than workers. */
static void do_piece(void *data, size_t piece)
{
    team *all = data;
    size_t worker = 0;
    while (atomic_exchange(&all->busy[worker], true))
        worker = (worker + 1) % all->workers;
    all->piece(all->work, piece, worker);
    atomic_store(&all->busy[worker], false);
}

pship_result pship__team_do(pship__progress_state *progress, pship_context *context,
                            team_piece piece, void *work, size_t pieces, pship_error *err)
{
    team all = {.piece = piece, .work = work, .workers = pship__team_size(context)};
    for (size_t i = 0; i < PSHIP__MOST_THREADS; i++)
        atomic_init(&all.busy[i], false);
    return pship__parallel(context, pieces, do_piece, &all, progress, 0, 1, err);
}
