/*
 * Progress by the clock, and cancelling.
 */
#include "core/context.h"

#include <time.h>

#define CALLS_BETWEEN_LOOKS 32
#define NANOSECONDS_BETWEEN_CALLBACKS 50000000

static int64_t clock_ns(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void pship__progress_begin(pship__progress_state *state, const pship_context *context,
                           const char *stage)
{
    /* The first report calls back at once, so that even short work can be cancelled. */
    *state = (pship__progress_state){context, stage, INT64_MIN, 0, 0, 1};
}

void pship__progress_part(pship__progress_state *state, double from, double share)
{
    state->from = from;
    state->share = share;
}

pship_result pship__progress(pship__progress_state *state, double fraction, pship_error *err)
{
    if (state->context == NULL || state->context->options.progress == NULL)
        return PSHIP_OK;
    if (state->countdown > 0) {
        state->countdown--;
        return PSHIP_OK;
    }
    state->countdown = CALLS_BETWEEN_LOOKS;
    int64_t now = clock_ns();
    if (now < state->next_ns)
        return PSHIP_OK;
    state->next_ns = now + NANOSECONDS_BETWEEN_CALLBACKS;
    const pship_context_options *options = &state->context->options;
    if (fraction >= 0)
        fraction = state->from + state->share * fraction;
    if (options->progress(options->progress_user, state->stage, fraction) != 0)
        return pship__fail(err, PSHIP_E_CANCELLED, "%s was cancelled", state->stage);
    return PSHIP_OK;
}

pship_result pship__progress_look(pship__progress_state *state, double fraction, pship_error *err)
{
    state->countdown = 0;
    return pship__progress(state, fraction, err);
}
