#include "adapters/naming.h"
#include "model/slots.h"
#include <stdio.h>
#include <string.h>

void pship__naming_begin(naming *names, const pship_context *context)
{
    pship__map_init(&names->counts, context);
}

void pship__naming_end(naming *names)
{
    pship__map_free(&names->counts);
}

/* No text is not the empty text. */
static uint64_t mix(uint64_t hash, const char *text)
{
    uint64_t own = text == NULL ? 1 : pship__hash_bytes(text, strlen(text));
    return (hash ^ own) * 0x9e3779b97f4a7c15u + (hash >> 29);
}

static uint64_t hash_of(const naming_key *key)
{
    uint64_t hash = (uint64_t)key->operation + 1;
    hash = mix(hash, key->subject);
    hash = mix(hash, key->property);
    hash = mix(hash, key->source);
    hash = mix(hash, key->scenario);
    hash = mix(hash, key->target);
    if (key->value != NULL) {
        hash = mix(hash ^ (uint64_t)key->value->kind, key->value->text);
        hash = mix(hash, key->value->unit);
    }
    return hash | 1u; /* not 0 */
}

const char *pship__naming_next(naming *names, pship__json *keeper, const naming_key *key)
{
    uint64_t hash = hash_of(key);
    uint32_t count = pship__map_get(&names->counts, hash) + 1;
    const char *base = key->target != NULL ? key->target : key->subject;
    char number[16];
    if (!pship__map_set(&names->counts, hash, count)) {
        return NULL;
    }
    if (count == 1) {
        return base;
    }
    size_t length = strlen(base);
    int digits = snprintf(number, sizeof number, "%c%lu", key->target != NULL ? '>' : '#',
                          (unsigned long)count);
    char *text = pship__allocate(names->counts.context, length + (size_t)digits, 1);
    if (text == NULL) {
        return NULL;
    }
    memcpy(text, base, length);
    memcpy(text + length, number, (size_t)digits);
    const char *kept = pship__json_keep(keeper, text, length + (size_t)digits);
    pship__release(names->counts.context, text);
    return kept;
}
