/*
 * Seals: salts for the digests of statements, and the digests of transactions.
 */
#define _DEFAULT_SOURCE /* getrandom */
#include "model/seal.h"
#include "model/digest.h"
#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* ---- random bytes */

/* From the system itself: libsodium aborts where there are none. */
static pship_result take_seed(unsigned char seed[DIGEST_SIZE], pship_error *err)
{
    size_t taken = 0;
    while (taken < DIGEST_SIZE) {
        ssize_t got = getrandom(seed + taken, DIGEST_SIZE - taken, 0);
        if (got > 0) {
            taken += (size_t)got;
        } else if (got == 0 || errno != EINTR) {
            return pship__fail(err, PSHIP_E_IO,
                               "the operating system gives no random bytes, without which nothing "
                               "can be sealed");
        }
    }
    return PSHIP_OK;
}

/* ---- one seal */

size_t pship__seal_of(const pship_model *model, pship_statement_id id, size_t count)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const seal_row *row = pship__stable_at(&model->seals, middle);
        if (row->first <= id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) {
        return 0;
    }
    const seal_row *found = seal_at(model, low);
    return id < (pship_statement_id)found->first + found->count ? low : 0;
}

/* The salts of a seal, one after the other. */
typedef struct salt_source {
    const seal_row *seal;
    unsigned char salts[SALTS_PER_BLOCK][SALT_SIZE];
} salt_source;

/* Places must be asked for in order, from 0. */
static const unsigned char *next_salt(salt_source *source, size_t place)
{
    if (source->seal->opened) {
        return source->seal->items[place];
    }
    if (place % SALTS_PER_BLOCK == 0) {
        pship__digest_salts(source->seal->seed, place / SALTS_PER_BLOCK, source->salts);
    }
    return source->salts[place % SALTS_PER_BLOCK];
}

/* Does an item of an opened seal hold a salt, as far as can be seen? */
static bool is_salt(const unsigned char item[DIGEST_SIZE])
{
    static const unsigned char zeros[DIGEST_SIZE - SALT_SIZE];
    return memcmp(item + SALT_SIZE, zeros, sizeof zeros) == 0;
}

/* The items of a seal as it is opened: a copy of those that it has, or its salts. NULL when memory
 * cannot be had. */
static void *take_apart(const pship_model *model, const seal_row *seal)
{
    unsigned char(*items)[DIGEST_SIZE] =
        pship__allocate_zero(model->context, seal->count, sizeof *items);
    if (items == NULL) {
        return NULL;
    }
    if (seal->opened) {
        memcpy(items, seal->items, seal->count * sizeof *items);
    } else {
        salt_source source = {.seal = seal};
        for (size_t i = 0; i < seal->count; i++) {
            memcpy(items[i], next_salt(&source, i), SALT_SIZE);
        }
    }
    return items;
}

pship_result pship__seal_open(const pship_model *model, const seal_row *seal,
                              pship_statement_id erased, seal_row *opened, pship_error *err)
{
    if (erased < seal->first || erased >= (pship_statement_id)seal->first + seal->count) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "statement %lld is not of that seal",
                           (long long)erased);
    }
    unsigned char(*items)[DIGEST_SIZE] = take_apart(model, seal);
    if (items == NULL) {
        return pship__fail_memory(err);
    }
    size_t place = (size_t)(erased - seal->first);
    /* An item that is a digest already stays one: erasing twice does no more than once. */
    if (is_salt(items[place])) {
        unsigned char digest[DIGEST_SIZE];
        pship__digest_statement(model, statement_at(model, erased), items[place], digest);
        memcpy(items[place], digest, DIGEST_SIZE);
    }
    *opened = (seal_row){.first = seal->first,
                         .count = seal->count,
                         .transaction = seal->transaction,
                         .opened = true,
                         .items = items};
    return PSHIP_OK;
}

/* ---- the digest of a transaction */

static pship_result unsealed(size_t ordinal, size_t id, const char *how, pship_error *err)
{
    return pship__fail(err, PSHIP_E_FORMAT,
                       "transaction %zu is not as it was recorded: its statement %zu %s", ordinal,
                       id, how);
}

/* The number is what answers are computed with, but no part of the digest, for it follows from the
 * digits. Files keep no sign of zero; == sees none either. */
static bool number_fits(const pship_model *model, const statement *row)
{
    double number = 0;
    const char *digits = pship__model_text(model, row->value);
    return digits != NULL && pship__number_parse(digits, &number) && number == row->number;
}

static pship_result add_one(const seal_walk *walk, hash_sink *sink, size_t ordinal, size_t id,
                            const unsigned char *salt, bool opened, pship_error *err)
{
    const pship_model *model = walk->model;
    const statement *row = statement_at(model, (pship_statement_id)id);
    unsigned char digest[DIGEST_SIZE];
    if (row->transaction != ordinal) {
        return unsealed(ordinal, id, "is said to be of another one", err);
    }
    if (pship__was_erased(model, (pship_statement_id)id)) {
        if (!opened) {
            return unsealed(ordinal, id, "is erased, but its salt is still there", err);
        }
        pship__digest_add(sink, model, row, salt);
        return PSHIP_OK;
    }
    if (opened && !is_salt(salt)) {
        return unsealed(ordinal, id, "is there, but its salt is not", err);
    }
    if (walk->numbers && row->value_kind == PSHIP_VALUE_NUMBER && !number_fits(model, row)) {
        return unsealed(ordinal, id, "has a number that differs from its digits", err);
    }
    pship__digest_statement(model, row, salt, digest);
    pship__digest_add(sink, model, row, digest);
    return PSHIP_OK;
}

/* Adds the statements of the seal at `index`, which must begin with statement *id, and moves *id behind
 * them. `end` is behind the transaction's last one. */
static pship_result add_sealed(const seal_walk *walk, hash_sink *sink, size_t ordinal, size_t index,
                               size_t *id, size_t end, pship_error *err)
{
    if (index >= walk->bounds.seals) {
        return unsealed(ordinal, *id, "is not sealed", err);
    }
    const seal_row *seal = pship__stable_at(&walk->model->seals, index);
    if (seal->first != *id || seal->transaction != ordinal || seal->count == 0 ||
        seal->count > end - *id || (seal->opened && seal->items == NULL)) {
        return unsealed(ordinal, *id, "is not sealed", err);
    }
    salt_source source = {.seal = seal};
    for (size_t i = 0; i < seal->count; i++) {
        pship_result result =
            add_one(walk, sink, ordinal, *id + i, next_salt(&source, i), seal->opened, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    *id += seal->count;
    return PSHIP_OK;
}

/* How many seals begin before a statement. */
static size_t seals_before(const seal_walk *walk, size_t id)
{
    size_t low = 0;
    size_t high = walk->bounds.seals;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const seal_row *row = pship__stable_at(&walk->model->seals, middle);
        if (row->first < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void hold(const seal_walk *walk)
{
    if (walk->lock != NULL) {
        pthread_rwlock_rdlock(walk->lock);
    }
}

static void let_go(const seal_walk *walk)
{
    if (walk->lock != NULL) {
        pthread_rwlock_unlock(walk->lock);
    }
}

pship_result pship__seal_walk(const seal_walk *walk, size_t ordinal, size_t first,
                              unsigned char digest[DIGEST_SIZE], pship_error *err)
{
    hash_sink sink;
    hold(walk);
    size_t count = transaction_at(walk->model, (uint32_t)ordinal)->statements;
    bool fits = first >= 1 && first - 1 <= walk->bounds.statements &&
                count <= walk->bounds.statements - (first - 1);
    size_t index = 0;
    if (fits) {
        index = seals_before(walk, first);
        pship__digest_head(&sink, walk->model, ordinal, &walk->bounds);
    }
    let_go(walk);
    if (!fits) {
        return pship__fail(err, PSHIP_E_FORMAT,
                           "transaction %zu is not as it was recorded: it counts more statements "
                           "than there are",
                           ordinal);
    }
    for (size_t id = first; id < first + count; index++) {
        /* A seal at a time: a writer that wants to commit waits for no more than that. */
        hold(walk);
        pship_result result = add_sealed(walk, &sink, ordinal, index, &id, first + count, err);
        let_go(walk);
        if (result == PSHIP_OK && walk->progress != NULL) {
            result = pship__progress(walk->progress,
                                     (double)(id - 1) / (double)walk->bounds.statements, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
    }
    pship__digest_finish(&sink, digest);
    return PSHIP_OK;
}

pship_result pship__seal_recompute(const pship_model *model, size_t ordinal, size_t first,
                                   unsigned char digest[DIGEST_SIZE], pship_error *err)
{
    seal_walk walk = {.model = model,
                      .bounds = pship__model_committed(model),
                      .lock = (pthread_rwlock_t *)&model->lock};
    return pship__seal_walk(&walk, ordinal, first, digest, err);
}

/* ---- sealing */

static pship_result add_seals(pship_model *model, size_t ordinal, size_t first, size_t count,
                              pship_error *err)
{
    for (size_t done = 0; done < count; done += SEAL_MOST) {
        seal_row *seal = pship__stable_add(&model->seals);
        if (seal == NULL) {
            return pship__fail_memory(err);
        }
        size_t left = count - done;
        seal->first = (uint32_t)(first + done);
        seal->count = (uint32_t)(left < SEAL_MOST ? left : SEAL_MOST);
        seal->transaction = (uint32_t)ordinal;
        pship_result result = take_seed(seal->seed, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    return PSHIP_OK;
}

pship_result pship__seal_transaction(pship_model *model, size_t ordinal, size_t first,
                                     pship_error *err)
{
    size_t before = model->seals.count;
    transaction_row *row = pship__stable_at(&model->transactions, ordinal - 1);
    unsigned char digest[DIGEST_SIZE];
    pship_result result = add_seals(model, ordinal, first, row->statements, err);
    if (result == PSHIP_OK) {
        pship__progress_state progress;
        pship__progress_begin(&progress, model->context, "sealing");
        seal_walk walk = {.model = model,
                          .progress = &progress,
                          .bounds = {.kinds = model->kinds.count,
                                     .properties = model->properties.count,
                                     .scenarios = model->scenarios.count,
                                     .transactions = model->transactions.count,
                                     .seals = model->seals.count,
                                     .statements = model->statements.count}};
        result = pship__seal_walk(&walk, ordinal, first, digest, err);
    }
    if (result != PSHIP_OK) {
        pship__stable_cut(&model->seals, before);
        return result;
    }
    memcpy(row->digest, digest, DIGEST_SIZE);
    return PSHIP_OK;
}
