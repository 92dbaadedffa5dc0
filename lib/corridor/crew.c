/*
 * Long pieces of work for several threads. Each of them takes pieces until there are none. The calling one is the only one
 * that may call back: it does so within its own pieces, and while it waits for the others.
 */
#include "corridor/crew.h"

#include <pthread.h>
#include <time.h>

#define NANOSECONDS_OF_WAITING 2000000

typedef struct crew {
    crew_piece piece;
    void *data;
    size_t pieces;
    pthread_t caller;
    bool whole;
    pship__progress_state *progress;
    atomic_size_t next, done;
    atomic_int result; /* of the first that failed */
    atomic_bool stop;
} crew;

static void fail(crew *all, pship_result result)
{
    int none = PSHIP_OK;
    (void)atomic_compare_exchange_strong(&all->result, &none, (int)result);
    atomic_store(&all->stop, true);
}

static void tell(crew *all)
{
    const double part = (double)atomic_load(&all->done) / (double)all->pieces;
    pship_result result = pship__progress_look(all->progress, all->whole ? part : -1, NULL);
    if (result != PSHIP_OK)
        fail(all, result);
}

static void work(void *data, size_t worker)
{
    crew *all = data;
    const bool calls = pthread_equal(pthread_self(), all->caller) != 0;
    const struct timespec moment = {0, NANOSECONDS_OF_WAITING};
    while (!atomic_load(&all->stop)) {
        const size_t piece = atomic_fetch_add(&all->next, 1);
        if (piece >= all->pieces)
            break;
        pship_result result =
            all->piece(all->data, piece, worker, &all->stop, calls ? all->progress : NULL);
        if (result != PSHIP_OK)
            fail(all, result);
        atomic_fetch_add(&all->done, 1);
        if (calls)
            tell(all);
    }
    while (calls && atomic_load(&all->done) < all->pieces && !atomic_load(&all->stop)) {
        (void)nanosleep(&moment, NULL);
        tell(all);
    }
}

size_t pship__crew_size(const pship_context *context, size_t pieces)
{
    size_t threads = (size_t)pship_context_threads(context);
    threads = threads < PSHIP__MOST_THREADS ? threads : PSHIP__MOST_THREADS;
    return threads < pieces ? threads : pieces;
}

pship_result pship__crew_do(pship_context *context, size_t pieces, crew_piece piece, void *data,
                            bool whole, pship__progress_state *progress, pship_error *err)
{
    crew all = {.piece = piece,
                .data = data,
                .pieces = pieces,
                .caller = pthread_self(),
                .whole = whole,
                .progress = progress};
    atomic_init(&all.next, 0);
    atomic_init(&all.done, 0);
    atomic_init(&all.result, PSHIP_OK);
    atomic_init(&all.stop, false);
    pship_result result = pship__parallel(context, pship__crew_size(context, pieces), work, &all,
                                          progress, whole ? 0 : -1, whole ? 1 : -1, err);
    if (result != PSHIP_OK)
        return result;
    result = (pship_result)atomic_load(&all.result);
    if (result == PSHIP_E_CANCELLED)
        return pship__fail(err, result, "%s was cancelled", progress->stage);
    return result == PSHIP_OK ? PSHIP_OK : pship__fail_memory(err);
}
