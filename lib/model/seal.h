/*
 * The hash chain over what was recorded: what makes a change behind the library's back show.
 *
 * The digest of a statement is BLAKE2b-256 (RFC 7693) of its payload, salted; that of a transaction
 * is BLAKE2b-256 over the digest of the one before, its own instant, actor and note, what it defined,
 * and for each of its statements the structure (what a tombstone keeps) and the digest. A statement can
 * thus be erased with its salt, and the chain stays whole. Payloads are made of texts, not of ordinals:
 * the chain is the same in memory, in a file and in a copy.
 */
#ifndef PSHIP_SEAL_H
#define PSHIP_SEAL_H

#include "model/log.h"

/* Seals the statements from `first` on that the transaction `ordinal`, whose row is there already, has
 * recorded: adds rows to model->seals with fresh seeds, and sets the digest of the transaction. What
 * it defined must be there too. For the writer; takes no lock. On failure (PSHIP_E_MEMORY, PSHIP_E_IO
 * where the system gives no random bytes, PSHIP_E_CANCELLED) the seals and the digest are as they were. */
pship_result pship__seal_transaction(pship_model *model, size_t ordinal, size_t first,
                                     pship_error *err);
/* The digest that the transaction should have, by the rows and seals as they are, and by the digest
 * in the row of the transaction before; `first` is its first statement. PSHIP_E_FORMAT where rows and
 * seals do not go together. For any thread that does not hold the model's lock, for what is committed. */
pship_result pship__seal_recompute(const pship_model *model, size_t ordinal, size_t first,
                                   unsigned char digest[DIGEST_SIZE], pship_error *err);
/* A new seal in place of one, opened and without the salt of a statement whose payload is still
 * there. The caller puts it into the model, under the lock and together with the erasure of the row, and
 * releases the items of the old one when no reader can be using it. `opened` may be used as `seal` again
 * to erase another statement of it. For the writer; takes no lock. */
pship_result pship__seal_open(const pship_model *model, const seal_row *seal,
                              pship_statement_id erased, seal_row *opened, pship_error *err);
/* Which of the first `count` seals a statement belongs to, from 1; 0 for none. */
size_t pship__seal_of(const pship_model *model, pship_statement_id id, size_t count);

/* A walk over the statements of transactions, to compute their digests. */
typedef struct seal_walk {
    const pship_model *model;
    extent bounds;                   /* what there is, as far as this walk is concerned */
    pthread_rwlock_t *lock;          /* held for a seal at a time; NULL: for the writer */
    pship__progress_state *progress; /* may be NULL */
    bool numbers;                    /* look whether the doubles are those of the digits, too */
} seal_walk;
pship_result pship__seal_walk(const seal_walk *walk, size_t ordinal, size_t first,
                              unsigned char digest[DIGEST_SIZE], pship_error *err);

#endif
