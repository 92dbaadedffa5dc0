/*
 * Looking whether the hash chain is whole.
 */
#include "model/seal.h"
#include <string.h>

/* ---- digests as text */

static bool hex_digit(char letter, unsigned *value)
{
    if (letter >= '0' && letter <= '9') {
        *value = (unsigned)(letter - '0');
    } else if (letter >= 'a' && letter <= 'f') {
        *value = (unsigned)(letter - 'a') + 10;
    } else if (letter >= 'A' && letter <= 'F') {
        *value = (unsigned)(letter - 'A') + 10;
    } else {
        return false;
    }
    return true;
}

static bool read_digest(const char *text, unsigned char digest[DIGEST_SIZE])
{
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        unsigned high;
        unsigned low;
        /* A text that ends early is not read past its end. */
        if (!hex_digit(text[2 * i], &high) || !hex_digit(text[2 * i + 1], &low)) {
            return false;
        }
        digest[i] = (unsigned char)(high << 4 | low);
    }
    return text[2 * DIGEST_SIZE] == '\0';
}

/* Which of the committed transactions is meant, 0 being the last one. */
static pship_result which(size_t *ordinal, const extent *committed, int64_t transaction,
                          pship_error *err)
{
    if (transaction < 0 || (uint64_t)transaction > committed->transactions) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no transaction %lld",
                           (long long)transaction);
    }
    *ordinal = transaction == 0 ? committed->transactions : (size_t)transaction;
    if (*ordinal == 0) {
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "there is no transaction yet, and so there is no digest");
    }
    return PSHIP_OK;
}

pship_result pship_model_digest(char digest[PSHIP_DIGEST_TEXT_SIZE], const pship_model *model,
                                int64_t transaction, pship_error *err)
{
    static const char digits[] = "0123456789abcdef";
    if (digest == NULL || model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_model_digest needs a place for the digest and a model");
    }
    extent committed = pship__model_committed(model);
    size_t ordinal;
    pship_result result = which(&ordinal, &committed, transaction, err);
    if (result != PSHIP_OK) {
        return result;
    }
    const transaction_row *row = transaction_at(model, (uint32_t)ordinal);
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        digest[2 * i] = digits[row->digest[i] >> 4];
        digest[2 * i + 1] = digits[row->digest[i] & 15u];
    }
    digest[2 * DIGEST_SIZE] = '\0';
    return PSHIP_OK;
}

/* ---- the chain */

static pship_result follow(const seal_walk *walk, pship_error *err)
{
    unsigned char digest[DIGEST_SIZE];
    size_t first = 1;
    for (size_t ordinal = 1; ordinal <= walk->bounds.transactions; ordinal++) {
        pship_result result = pship__seal_walk(walk, ordinal, first, digest, err);
        if (result != PSHIP_OK) {
            return result;
        }
        const transaction_row *row = transaction_at(walk->model, (uint32_t)ordinal);
        if (memcmp(digest, row->digest, DIGEST_SIZE) != 0) {
            return pship__fail(err, PSHIP_E_FORMAT,
                               "transaction %zu is not as it was recorded: its digest differs",
                               ordinal);
        }
        first += row->statements;
    }
    if (first - 1 != walk->bounds.statements) {
        return pship__fail(err, PSHIP_E_FORMAT,
                           "transaction %zu is not as it was recorded: statement %zu was added "
                           "after it",
                           walk->bounds.transactions, first);
    }
    return PSHIP_OK;
}

pship_result pship_model_verify(const pship_model *model, int64_t transaction, const char *anchor,
                                pship_error *err)
{
    if (model == NULL) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "pship_model_verify needs a model");
    }
    unsigned char wanted[DIGEST_SIZE];
    if (anchor != NULL && !read_digest(anchor, wanted)) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the anchor of pship_model_verify is not a digest of 64 hexadecimal "
                           "digits");
    }
    extent committed = pship__model_committed(model);
    size_t ordinal = 0;
    if (transaction != 0 || anchor != NULL) {
        pship_result result = which(&ordinal, &committed, transaction, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    pship__progress_state progress;
    pship__progress_begin(&progress, model->context, "verifying");
    seal_walk walk = {.model = model,
                      .bounds = committed,
                      .lock = (pthread_rwlock_t *)&model->lock,
                      .progress = &progress,
                      .numbers = true};
    pship_result result = follow(&walk, err);
    if (result == PSHIP_OK && anchor != NULL &&
        memcmp(wanted, transaction_at(model, (uint32_t)ordinal)->digest, DIGEST_SIZE) != 0) {
        return pship__fail(err, PSHIP_E_CONFLICT,
                           "the history up to transaction %zu is whole, but it is not the one of "
                           "the anchor",
                           ordinal);
    }
    return result;
}
