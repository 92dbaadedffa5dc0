/*
 * Long pieces of work for several threads that can be cancelled in the middle of one. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_CREW_H
#define PSHIP_CORRIDOR_CREW_H

#include "core/core.h"

/* One piece. `worker` is below pship__crew_size(), for memory that a thread has to itself. Looks at `progress` now and then
 * where it is not NULL, which it is but on the calling thread, and ends when `stop` is true. What it returns but PSHIP_OK ends
 * the work of all. */
typedef pship_result (*crew_piece)(void *data, size_t piece, size_t worker, const atomic_bool *stop,
                                   pship__progress_state *progress);

/* How many workers there may be. */
size_t pship__crew_size(const pship_context *context, size_t pieces);
/* Does all pieces, each once, in no stated order. A failure is of memory, or the work was cancelled. `whole`: these pieces are
 * all of the work, so that their part of it is told as progress. */
pship_result pship__crew_do(pship_context *context, size_t pieces, crew_piece piece, void *data,
                            bool whole, pship__progress_state *progress, pship_error *err);

#endif
