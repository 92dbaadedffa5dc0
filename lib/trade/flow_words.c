/* Distinct texts and their codes. */
#include "trade/flow_store.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

void pship__flow_words_init(flow_words *words, const pship_context *context)
{
    *words = (flow_words){.context = context};
}

void pship__flow_words_free(flow_words *words)
{
    pship__release(words->context, words->bytes);
    pship__release(words->context, words->starts);
    pship__release(words->context, words->slots);
    pship__flow_words_init(words, words->context);
}

/* Codes are a few letters or digits: a short multiplicative hash spreads them well. */
static uint32_t hash_of(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    return (uint32_t)(hash ^ hash >> 32);
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t slot_of(const flow_words *words, const char *text, size_t length)
{
    size_t mask = words->slot_count - 1;
    size_t at = hash_of(text, length) & mask;
    for (; words->slots[at] != 0; at = (at + 1) & mask) {
        const char *word = pship__flow_word(words, words->slots[at] - 1);
        if (strncmp(word, text, length) == 0 && word[length] == '\0')
            break;
    }
    return at;
}

static bool grow_slots(flow_words *words)
{
    size_t count = words->slot_count == 0 ? FIRST_SLOTS : words->slot_count * 2;
    uint32_t *slots = pship__allocate_zero(words->context, count, sizeof *slots);
    if (!slots)
        return false;
    pship__release(words->context, words->slots);
    words->slots = slots;
    words->slot_count = count;
    for (uint32_t code = 0; code < words->count; code++) {
        const char *word = pship__flow_word(words, code);
        slots[slot_of(words, word, strlen(word))] = code + 1;
    }
    return true;
}

static bool append(flow_words *words, const char *text, size_t length)
{
    size_t needed = words->length + length + 1;
    if (needed > UINT32_MAX || words->count == UINT32_MAX)
        return false;
    if (needed > words->capacity) {
        size_t capacity = needed * 2;
        char *bytes = pship__resize(words->context, words->bytes, capacity, 1);
        if (!bytes)
            return false;
        words->bytes = bytes;
        words->capacity = capacity;
    }
    if (!pship__grow(words->context, (void **)&words->starts, words->count, &words->start_capacity,
                     sizeof *words->starts))
        return false;
    memcpy(words->bytes + words->length, text, length);
    words->bytes[words->length + length] = '\0';
    words->starts[words->count++] = (uint32_t)words->length;
    words->length = needed;
    return true;
}

bool pship__flow_word_code(flow_words *words, const char *text, size_t length, uint32_t *code)
{
    if (words->count >= words->slot_count / 2 && !grow_slots(words))
        return false;
    size_t slot = slot_of(words, text, length);
    if (words->slots[slot] == 0) {
        if (!append(words, text, length))
            return false;
        words->slots[slot] = words->count;
    }
    *code = words->slots[slot] - 1;
    return true;
}

int64_t pship__flow_word_find(const flow_words *words, const char *text)
{
    if (words->slot_count == 0)
        return -1;
    return (int64_t)words->slots[slot_of(words, text, strlen(text))] - 1;
}

/* ---- words of a row */

static const char *const direction_words[] = {NULL,        "import",    "export",
                                              "re_export", "re_import", "domestic"};
static const char *const valuation_words[] = {NULL, "fob", "cif"};
#define COUNT_OF(list) ((int)(sizeof(list) / sizeof *(list)))

static int read_word(const char *const *words, int count, const char *text, size_t length)
{
    for (int i = 1; i < count; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
            return i;
    }
    return 0;
}

const char *pship__flow_direction_word(int direction)
{
    return direction > 0 && direction < COUNT_OF(direction_words) ? direction_words[direction]
                                                                  : NULL;
}

const char *pship__flow_valuation_word(int valuation)
{
    return valuation > 0 && valuation < COUNT_OF(valuation_words) ? valuation_words[valuation]
                                                                  : NULL;
}

int pship__flow_direction_read(const char *word, size_t length)
{
    return read_word(direction_words, COUNT_OF(direction_words), word, length);
}

int pship__flow_valuation_read(const char *word, size_t length)
{
    return read_word(valuation_words, COUNT_OF(valuation_words), word, length);
}

/* ---- words and periods as sources write them */

typedef struct source_word {
    const char *word; /* in lower case */
    int value;
} source_word;

static int find_word(const source_word *words, const char *word, size_t length)
{
    char lower[16];
    if (length >= sizeof lower)
        return 0;
    for (size_t i = 0; i < length; i++)
        lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + ('a' - 'A') : word[i]);
    lower[length] = '\0';
    for (; words->word; words++) {
        if (strcmp(words->word, lower) == 0)
            return words->value;
    }
    return 0;
}

/* Foreign imports, domestic exports and processing are parts of imports and exports. */
int pship__flow_file_direction(const char *word, size_t length)
{
    static const source_word words[] = {
        {"m", PSHIP_FLOW_IMPORT},
        {"x", PSHIP_FLOW_EXPORT},
        {"import", PSHIP_FLOW_IMPORT},
        {"export", PSHIP_FLOW_EXPORT},
        {"imports", PSHIP_FLOW_IMPORT},
        {"exports", PSHIP_FLOW_EXPORT},
        {"1", PSHIP_FLOW_IMPORT},
        {"2", PSHIP_FLOW_EXPORT},
        {"3", PSHIP_FLOW_RE_EXPORT},
        {"4", PSHIP_FLOW_RE_IMPORT},
        {"rx", PSHIP_FLOW_RE_EXPORT},
        {"rm", PSHIP_FLOW_RE_IMPORT},
        {"re_export", PSHIP_FLOW_RE_EXPORT},
        {"re_import", PSHIP_FLOW_RE_IMPORT},
        {"re-export", PSHIP_FLOW_RE_EXPORT},
        {"re-import", PSHIP_FLOW_RE_IMPORT},
        {"re-exports", PSHIP_FLOW_RE_EXPORT},
        {"re-imports", PSHIP_FLOW_RE_IMPORT},
        {"domestic", PSHIP_FLOW_DOMESTIC},
        {"fm", FLOW_PART},
        {"dx", FLOW_PART},
        {"mip", FLOW_PART},
        {"mop", FLOW_PART},
        {"xip", FLOW_PART},
        {"xop", FLOW_PART},
        {NULL, 0},
    };
    return find_word(words, word, length);
}

int pship__flow_file_valuation(const char *word, size_t length)
{
    static const source_word words[] = {
        {"fob", PSHIP_VALUATION_FOB}, {"cif", PSHIP_VALUATION_CIF}, {NULL, 0}};
    return find_word(words, word, length);
}

/* -1 where a byte is no digit. */
static int digits_of(const char *text, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool pship__flow_period_mend(char mended[FLOW_PERIOD_MENDED + 1], const char *text, size_t length)
{
    if (length < 6 || length > 7 || digits_of(text, 4) < 0)
        return false;
    const int month = length == 6 ? digits_of(text + 4, 2) : -1;
    const bool quarterly = text[length - 2] == 'Q' && (length == 6 || text[4] == '-');
    const int quarter = quarterly ? digits_of(text + length - 1, 1) : -1;
    memcpy(mended, text, 4);
    mended[4] = '-';
    if (month >= 1 && month <= 12) {
        memcpy(mended + 5, text + 4, 2);
    } else if (quarter >= 1 && quarter <= 4) {
        mended[5] = '3';
        mended[6] = (char)('2' + quarter);
    } else {
        return false;
    }
    mended[FLOW_PERIOD_MENDED] = '\0';
    return true;
}
