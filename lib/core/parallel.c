/* Work in pieces, by as many threads as the context has. */
#include "core/core.h"

#include <pthread.h>

typedef struct crew {
    pship__piece_fn work;
    void *data;
    size_t count;
    atomic_size_t next;
    atomic_bool stop;
} crew;

static void *help(void *data)
{
    crew *all = data;
    for (;;) {
        size_t piece = atomic_fetch_add_explicit(&all->next, 1, memory_order_relaxed);
        if (piece >= all->count || atomic_load_explicit(&all->stop, memory_order_relaxed))
            return NULL;
        all->work(all->data, piece);
    }
}

/* As the others, with a word now and then about how far it is. */
static pship_result lead(crew *all, pship__progress_state *progress, double from, double to,
                         pship_error *err)
{
    for (;;) {
        size_t piece = atomic_fetch_add_explicit(&all->next, 1, memory_order_relaxed);
        if (piece >= all->count)
            return PSHIP_OK;
        double part = (double)piece / (double)all->count;
        pship_result result = pship__progress_look(progress, from + (to - from) * part, err);
        if (result != PSHIP_OK) {
            atomic_store_explicit(&all->stop, true, memory_order_relaxed);
            return result;
        }
        all->work(all->data, piece);
    }
}

pship_result pship__parallel(pship_context *context, size_t count, pship__piece_fn work, void *data,
                             pship__progress_state *progress, double from, double to,
                             pship_error *err)
{
    crew all = {.work = work, .data = data, .count = count};
    size_t threads = (size_t)pship_context_threads(context), began = 0;
    atomic_init(&all.next, 0);
    atomic_init(&all.stop, false);
    threads = threads < PSHIP__MOST_THREADS ? threads : PSHIP__MOST_THREADS;
    threads = threads < count ? threads : count;
    /* Before anybody begins, or the others may have done everything by the time that this thread looks. */
    pship_result result = pship__progress_look(progress, from, err);
    if (result != PSHIP_OK)
        return result;
    pthread_t *helpers = NULL;
    if (threads > 1 && !(helpers = pship__allocate(context, threads, sizeof *helpers)))
        return pship__fail_memory(err);
    /* A thread that cannot be had is done without. */
    while (began + 1 < threads && pthread_create(&helpers[began], NULL, help, &all) == 0)
        began++;
    result = lead(&all, progress, from, to, err);
    for (size_t i = 0; i < began; i++)
        (void)pthread_join(helpers[i], NULL);
    pship__release(context, helpers);
    return result;
}
