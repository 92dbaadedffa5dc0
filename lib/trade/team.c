/*
 * A few threads that take pieces of work from one counter.
 */
#include "trade/team.h"

#include <pthread.h>

#define MOST_WORKERS 64

typedef struct team {
    team_piece piece;
    void *work;
    size_t pieces;
    atomic_size_t next, workers;
    atomic_bool stopped;
} team;

size_t pship__team_size(const pship_context *context)
{
    int32_t threads = pship_context_threads(context);
    return threads < MOST_WORKERS ? (size_t)threads : MOST_WORKERS;
}

static void *help(void *user)
{
    team *all = user;
    size_t worker = atomic_fetch_add(&all->workers, 1);
    for (;;) {
        size_t piece = atomic_fetch_add(&all->next, 1);
        if (piece >= all->pieces || atomic_load(&all->stopped))
            return NULL;
        all->piece(all->work, piece, worker);
    }
}

/* The calling thread is worker 0. Fewer threads than were asked for do the same work. */
pship_result pship__team_do(pship__progress_state *progress, const pship_context *context,
                            team_piece piece, void *work, size_t pieces, pship_error *err)
{
    team all = {.piece = piece, .work = work, .pieces = pieces};
    atomic_init(&all.next, 0);
    atomic_init(&all.workers, 1);
    atomic_init(&all.stopped, false);
    pthread_t helpers[MOST_WORKERS];
    size_t wanted = pship__team_size(context), started = 0;
    wanted = wanted < pieces ? wanted : pieces;
    while (started + 1 < wanted && pthread_create(&helpers[started], NULL, help, &all) == 0)
        started++;
    pship_result result = PSHIP_OK;
    for (;;) {
        size_t mine = atomic_fetch_add(&all.next, 1);
        if (mine >= pieces)
            break;
        result = pship__progress(progress, (double)mine / (double)pieces, err);
        if (result != PSHIP_OK)
            break;
        piece(work, mine, 0);
    }
    if (result != PSHIP_OK)
        atomic_store(&all.stopped, true);
    for (size_t i = 0; i < started; i++)
        pthread_join(helpers[i], NULL);
    return result;
}
