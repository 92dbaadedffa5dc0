/*
 * The bytes of the hash chain, and BLAKE2b (RFC 7693) over them.
 *
 * sodium_init() is not called, neither here nor elsewhere. BLAKE2b works without it, by portable code
 * that measured about a tenth slower than the vector code which it would pick. In exchange it would
 * stir libsodium's random numbers, and that aborts the process where the system gives none; and it
 * would change the state of a library that the host may be using, perhaps in another thread at this
 * moment. A host that has called it itself gets the fast code here too. The functions of BLAKE2b
 * refuse (or abort for) nothing but sizes out of range, and the sizes here are constants.
 */
#include "model/digest.h"
#include <string.h>

/* What a digest is for: digests for different purposes never meet. */
static const unsigned char for_salts[16] = "pship salts";
static const unsigned char for_statement[16] = "pship statement";
static const unsigned char for_chain[16] = "pship chain";

/* ---- bytes */

static void begin(hash_sink *sink, const unsigned char *salt, const unsigned char purpose[16])
{
    (void)crypto_generichash_blake2b_init_salt_personal(&sink->state, NULL, 0, DIGEST_SIZE, salt,
                                                        purpose);
    sink->length = 0;
}

static void flush(hash_sink *sink)
{
    (void)crypto_generichash_blake2b_update(&sink->state, sink->bytes, sink->length);
    sink->length = 0;
}

/* Room for a few bytes, which the caller fills. */
static unsigned char *room(hash_sink *sink, size_t length)
{
    if (length > sizeof sink->bytes - sink->length) {
        flush(sink);
    }
    unsigned char *at = sink->bytes + sink->length;
    sink->length += length;
    return at;
}

static void put(hash_sink *sink, const void *bytes, size_t length)
{
    if (length > sizeof sink->bytes) {
        flush(sink);
        (void)crypto_generichash_blake2b_update(&sink->state, bytes, length);
        return;
    }
    memcpy(room(sink, length), bytes, length);
}

static unsigned char *store_32(unsigned char *at, uint32_t value)
{
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
    at[2] = (unsigned char)(value >> 16);
    at[3] = (unsigned char)(value >> 24);
    return at + 4;
}

static void put_byte(hash_sink *sink, unsigned value)
{
    *room(sink, 1) = (unsigned char)value;
}

static void put_32(hash_sink *sink, uint32_t value)
{
    (void)store_32(room(sink, 4), value);
}

static void put_64(hash_sink *sink, uint64_t value)
{
    put_32(sink, (uint32_t)value);
    put_32(sink, (uint32_t)(value >> 32));
}

/* A text that is not there differs from an empty one. */
static void put_text(hash_sink *sink, const pship_model *model, name_id name)
{
    const char *text = name == 0 ? NULL : pship__model_text(model, name);
    if (text == NULL) {
        put_byte(sink, 0);
        return;
    }
    /* Texts end at 16 MiB. */
    size_t length = strlen(text);
    unsigned char *at = room(sink, 5);
    *at = 1;
    (void)store_32(at + 1, (uint32_t)length);
    put(sink, text, length);
}

static void put_date(hash_sink *sink, const pship_model *model, date_id id)
{
    const stored_date *date = date_at(model, id);
    if (date == NULL) {
        put_byte(sink, 0);
        return;
    }
    unsigned char *at = room(sink, 13);
    *at++ = 1;
    at = store_32(at, (uint32_t)date->earliest);
    at = store_32(at, (uint32_t)date->latest);
    at[0] = date->kind;
    at[1] = date->precision;
    at[2] = date->approximate;
    at[3] = date->uncertain;
    put_text(sink, model, date->text);
}

/* ---- statements */

static void put_payload(hash_sink *sink, const pship_model *model, const statement *row)
{
    const note_row *note = note_at(model, row->note);
    put_byte(sink, row->value_kind);
    put_text(sink, model, row->value);
    put_text(sink, model, row->unit);
    put_text(sink, model, row->object);
    put_date(sink, model, row->value_kind == PSHIP_VALUE_DATE ? row->date : 0);
    put_date(sink, model, row->from);
    put_date(sink, model, row->until);
    unsigned char *at = room(sink, 7);
    at[0] = row->states_until;
    at[1] = row->boolean;
    at[2] = (unsigned char)row->rank;
    (void)store_32(at + 3, (uint32_t)row->last_confirmed);
    put_text(sink, model, note->locator);
    put_text(sink, model, note->qualifier);
    put_text(sink, model, note->certainty);
    put_text(sink, model, note->wording);
    put_text(sink, model, note->reason);
    put_text(sink, model, note->entry);
}

void pship__digest_salts(const unsigned char seed[DIGEST_SIZE], size_t block,
                         unsigned char salts[SALTS_PER_BLOCK][SALT_SIZE])
{
    /* The seed goes before the counter rather than in as BLAKE2b's key. That is as hard to invert for
     * messages of one length, and spares the block of 128 bytes that a key takes. */
    unsigned char message[DIGEST_SIZE + 4];
    memcpy(message, seed, DIGEST_SIZE);
    for (unsigned i = 0; i < 4; i++) {
        message[DIGEST_SIZE + i] = (unsigned char)(block >> (8 * i));
    }
    (void)crypto_generichash_blake2b_salt_personal(salts[0], SALTS_PER_BLOCK * SALT_SIZE, message,
                                                   sizeof message, NULL, 0, NULL, for_salts);
}

void pship__digest_statement(const pship_model *model, const statement *row,
                             const unsigned char salt[SALT_SIZE], unsigned char digest[DIGEST_SIZE])
{
    hash_sink sink;
    begin(&sink, salt, for_statement);
    put_payload(&sink, model, row);
    pship__digest_finish(&sink, digest);
}

/* ---- transactions */

/* How many of the first `count` rows were recorded by transactions before `ordinal`. What defines is
 * appended, so that its transactions never decrease. */
static size_t rows_before(const stable *rows, size_t count, size_t ordinal,
                          uint32_t (*recorded_by)(const void *row))
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (recorded_by(pship__stable_at(rows, middle)) < ordinal) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static uint32_t kind_by(const void *row)
{
    return ((const kind_row *)row)->transaction;
}

static uint32_t property_by(const void *row)
{
    return ((const property_row *)row)->transaction;
}

static uint32_t scenario_by(const void *row)
{
    return ((const scenario_row *)row)->transaction;
}

static void put_kinds(hash_sink *sink, const pship_model *model, size_t ordinal, size_t count)
{
    size_t first = rows_before(&model->kinds, count, ordinal, kind_by);
    size_t end = rows_before(&model->kinds, count, ordinal + 1, kind_by);
    put_32(sink, (uint32_t)(end - first));
    for (size_t i = first; i < end; i++) {
        const kind_row *row = pship__stable_at(&model->kinds, i);
        put_text(sink, model, row->name);
        put_text(sink, model, row->parent);
        put_text(sink, model, row->description);
    }
}

static void put_properties(hash_sink *sink, const pship_model *model, size_t ordinal, size_t count)
{
    size_t first = rows_before(&model->properties, count, ordinal, property_by);
    size_t end = rows_before(&model->properties, count, ordinal + 1, property_by);
    put_32(sink, (uint32_t)(end - first));
    for (size_t i = first; i < end; i++) {
        const property_row *row = pship__stable_at(&model->properties, i);
        put_text(sink, model, row->name);
        put_byte(sink, row->type);
        put_byte(sink, row->many);
        put_text(sink, model, row->of_kind);
        put_text(sink, model, row->refers_to);
        put_text(sink, model, row->description);
    }
}

static void put_scenarios(hash_sink *sink, const pship_model *model, size_t ordinal, size_t count)
{
    size_t first = rows_before(&model->scenarios, count, ordinal, scenario_by);
    size_t end = rows_before(&model->scenarios, count, ordinal + 1, scenario_by);
    put_32(sink, (uint32_t)(end - first));
    for (size_t i = first; i < end; i++) {
        const scenario_row *row = pship__stable_at(&model->scenarios, i);
        put_32(sink, (uint32_t)(i + 1));
        put_text(sink, model, row->name);
        put_32(sink, row->parent);
        put_32(sink, row->pinned);
        put_text(sink, model, row->description);
    }
}

void pship__digest_head(hash_sink *sink, const pship_model *model, size_t ordinal,
                        const extent *bounds)
{
    static const unsigned char none[DIGEST_SIZE];
    const transaction_row *row = transaction_at(model, (uint32_t)ordinal);
    begin(sink, NULL, for_chain);
    put(sink, ordinal == 1 ? none : transaction_at(model, (uint32_t)(ordinal - 1))->digest,
        DIGEST_SIZE);
    put_32(sink, (uint32_t)ordinal);
    put_64(sink, (uint64_t)row->recorded_at);
    put_text(sink, model, row->actor);
    put_text(sink, model, row->note);
    put_kinds(sink, model, ordinal, bounds->kinds);
    put_properties(sink, model, ordinal, bounds->properties);
    put_scenarios(sink, model, ordinal, bounds->scenarios);
    put_32(sink, row->statements);
}

void pship__digest_add(hash_sink *sink, const pship_model *model, const statement *row,
                       const unsigned char digest[DIGEST_SIZE])
{
    unsigned char *at = room(sink, 7);
    at[0] = row->operation;
    at[1] = (unsigned char)row->layer;
    at[2] = (unsigned char)(row->layer >> 8);
    (void)store_32(at + 3, row->target);
    put_text(sink, model, row->subject);
    put_text(sink, model, row->property);
    put_text(sink, model, row->source);
    put(sink, digest, DIGEST_SIZE);
}

void pship__digest_finish(hash_sink *sink, unsigned char digest[DIGEST_SIZE])
{
    flush(sink);
    (void)crypto_generichash_blake2b_final(&sink->state, digest, DIGEST_SIZE);
}
