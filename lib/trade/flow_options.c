/* What sums have to have in common that are added up. */
#include "codes/mapping.h"
#include "trade/flow_sums.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer lists of a filter are told by their number and a digest. */
enum { TOLD_WORDS = 4 };

/* FNV-1a, of whole texts with their ends. Source: http://www.isthe.com/chongo/tech/comp/fnv/ */
static void digest_bytes(uint64_t *digest, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        *digest = (*digest ^ at[i]) * UINT64_C(1099511628211);
}

static const uint64_t no_digest = UINT64_C(14695981039346656037);

static void add_number(pship__buffer *text, const char *format, uint64_t number)
{
    char written[64];
    (void)snprintf(written, sizeof written, format, number);
    pship__buffer_add_text(text, written);
}

static int by_text(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

/* The words of a filter, in whatever order they were given. */
static bool add_words(pship__buffer *text, const flow_words *words, const char *behind)
{
    uint64_t digest = no_digest;
    const char **list = pship__allocate(words->context, words->count, sizeof *list);
    if (!list)
        return false;
    for (uint32_t i = 0; i < words->count; i++)
        list[i] = pship__flow_word(words, i);
    if (words->count > 1)
        qsort(list, words->count, sizeof *list, by_text);
    for (uint32_t i = 0; i < words->count; i++) {
        digest_bytes(&digest, list[i], strlen(list[i]) + 1);
        if (words->count > TOLD_WORDS)
            continue;
        pship__buffer_add_text(text, " ");
        pship__buffer_add_text(text, list[i]);
        pship__buffer_add_text(text, behind);
    }
    if (words->count > TOLD_WORDS) {
        add_number(text, " %" PRIu64 " codes", words->count);
        pship__buffer_add_text(text, behind);
        add_number(text, " #%016" PRIx64, digest);
    }
    pship__release(words->context, list);
    return true;
}

static void add_mapping(pship__buffer *text, const pship_mapping *mapping)
{
    uint64_t digest = no_digest;
    digest_bytes(&digest, &mapping->prefixes, sizeof mapping->prefixes);
    for (uint32_t i = 0; i < mapping->code_count; i++) {
        const mapping_code *code = &mapping->codes[i];
        digest_bytes(&digest, code->from, strlen(code->from) + 1);
        for (uint32_t j = 0; j < code->count; j++) {
            char weight[40];
            (void)pship__number_format(code->targets[j].weight, weight, sizeof weight);
            digest_bytes(&digest, code->targets[j].to, strlen(code->targets[j].to) + 1);
            digest_bytes(&digest, weight, strlen(weight) + 1);
        }
    }
    add_number(text, "; mapping of %" PRIu64 " codes", mapping->code_count);
    add_number(text, " #%016" PRIx64, digest);
}

static void add_day(pship__buffer *text, const char *before, pship_day day)
{
    char written[32];
    if (day == PSHIP_DAY_NONE)
        return;
    (void)snprintf(written, sizeof written, "%" PRId64, (int64_t)day);
    pship__buffer_add_text(text, before);
    pship__buffer_add_text(text, written);
}

bool pship__flow_wanted_tell(pship__buffer *text, const flow_wanted *wanted)
{
    bool done = true;
    const char *before = "by ";
    for (int i = 0; i < FLOW_KEYS; i++) {
        if (!wanted->by[i])
            continue;
        pship__buffer_add_text(text, before);
        pship__buffer_add_text(text, pship__flow_key_word((flow_key_part)i));
        before = ", ";
    }
    if (text->length == 0)
        pship__buffer_add_text(text, "of all");
    for (int i = 0; done && i < FLOW_KEYS; i++) {
        if (!wanted->filtered[i])
            continue;
        pship__buffer_add_text(text, "; ");
        pship__buffer_add_text(text, pship__flow_key_word((flow_key_part)i));
        done =
            add_words(text, &wanted->only[i], "") && add_words(text, &wanted->beginnings[i], "*");
    }
    add_day(text, "; from day ", wanted->from);
    add_day(text, "; until day ", wanted->until);
    if (wanted->product_digits > 0)
        add_number(text, "; products by %" PRIu64 " digits", (uint64_t)wanted->product_digits);
    if (wanted->product_level > 0)
        add_number(text, "; products of %" PRIu64 " digits", (uint64_t)wanted->product_level);
    if (wanted->mapping)
        add_mapping(text, wanted->mapping);
    return done && !text->failed;
}
