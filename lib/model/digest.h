/*
 * How a statement and a transaction become bytes, and digests of them. Private to the hash chain.
 * The encoding is a format: docs/file-format.md, "The hash chain", describes it for others.
 */
#ifndef PSHIP_DIGEST_H
#define PSHIP_DIGEST_H

#include "model/log.h"
#include <sodium/crypto_generichash_blake2b.h>

/* One digest of 64 bytes is cut into so many salts. */
#define SALTS_PER_BLOCK 4

/* Bytes on their way into a hash. Small pieces are gathered, since each call of the hash costs as
 * much as the bytes of a short text. */
typedef struct hash_sink {
    crypto_generichash_blake2b_state state;
    size_t length;
    unsigned char bytes[512];
} hash_sink;

/* The salts of the statements 4 * block to 4 * block + 3 of a seal, counted from 0. */
void pship__digest_salts(const unsigned char seed[DIGEST_SIZE], size_t block,
                         unsigned char salts[SALTS_PER_BLOCK][SALT_SIZE]);
void pship__digest_statement(const pship_model *model, const statement *row,
                             const unsigned char salt[SALT_SIZE],
                             unsigned char digest[DIGEST_SIZE]);
/* A transaction: its head, with what it defined up to the bounds; each of its statements; its end. */
void pship__digest_head(hash_sink *sink, const pship_model *model, size_t ordinal,
                        const extent *bounds);
void pship__digest_add(hash_sink *sink, const pship_model *model, const statement *row,
                       const unsigned char digest[DIGEST_SIZE]);
void pship__digest_finish(hash_sink *sink, unsigned char digest[DIGEST_SIZE]);

#endif
