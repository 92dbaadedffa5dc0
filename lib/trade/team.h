/*
 * Work in pieces that any thread may take. Private to the room trade.
 *
 * Results must not depend on who takes which piece: every piece writes to a place of its own.
 */
#ifndef PSHIP_TRADE_TEAM_H
#define PSHIP_TRADE_TEAM_H

#include "core/core.h"

/* One piece. `worker` is below the number of threads, for memory that a thread has to itself. */
typedef void (*team_piece)(void *work, size_t piece, size_t worker);

/* Does all pieces, in no stated order, with as many threads as the context allows. The calling thread works
 * too, and is the one that reports progress. What is done after a cancel is unspecified. */
pship_result pship__team_do(pship__progress_state *progress, pship_context *context,
                            team_piece piece, void *work, size_t pieces, pship_error *err);
/* How many workers there may be. */
size_t pship__team_size(const pship_context *context);

#endif
