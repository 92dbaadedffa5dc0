/* From the cells of a row to the text of a value. */
#include "adapters/import.h"
#include "model/slots.h"
#include <stdio.h>

const char *pship__row_keep(import *at, const char *text, size_t length)
{
    return pship__json_keep(at->row_texts, text, length);
}

int32_t pship__place_column(const import *at, run pattern)
{
    for (uint32_t i = pattern.count; i > 0; i--) {
        if (at->parts[pattern.first + i - 1].kind == PART_COLUMN) {
            return at->parts[pattern.first + i - 1].column;
        }
    }
    return -1;
}

void pship__mark(import *at, run pattern, uint8_t state)
{
    for (uint32_t i = 0; i < pattern.count; i++) {
        if (at->parts[pattern.first + i].kind == PART_COLUMN) {
            at->cells[at->parts[pattern.first + i].column].state |= state;
        }
    }
}

/* ---- slugs */

/* Letters that are not made of another one and an accent, as they are written without. */
static const struct {
    const char *letter, *plain;
} plain_letters[] = {
    {"\xc3\xa6", "ae"}, {"\xc5\x93", "oe"}, {"\xc3\xb0", "d"},  {"\xc4\x91", "d"},
    {"\xc3\xb8", "o"},  {"\xc5\x82", "l"},  {"\xc3\xbe", "th"}, {"\xc4\xa7", "h"},
    {"\xc4\xb1", "i"},  {"\xc5\xa7", "t"},  {"\xc5\x8b", "n"},
};

/* What of a folded text goes into a slug as it is: letters and digits of any script. Of what is not
 * ASCII only the marks of Latin-1 and the general punctuation of Unicode (U+2000 to U+206F) do not. */
static bool is_letter(const char *at, size_t length)
{
    if (length == 1) {
        return (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9');
    }
    unsigned char lead = (unsigned char)at[0], next = (unsigned char)at[1];
    return lead != 0xc2 && !(lead == 0xc3 && (next == 0x97 || next == 0xb7)) &&
           !(lead == 0xe2 && (next == 0x80 || next == 0x81));
}

static const char *plain_letter(const char *at, size_t *length)
{
    for (size_t i = 0; *length == 2 && i < sizeof plain_letters / sizeof plain_letters[0]; i++) {
        if (memcmp(at, plain_letters[i].letter, 2) == 0) {
            *length = strlen(plain_letters[i].plain);
            return plain_letters[i].plain;
        }
    }
    return at;
}

void pship__slug(import *at, const char *text)
{
    pship__buffer *to = &at->scratch;
    pship__text_fold(&at->folded, text);
    bool gap = false;
    size_t begin = to->length, length;
    const char *letter = at->folded.failed || at->folded.bytes == NULL ? "" : at->folded.bytes;
    for (; *letter != '\0'; letter += length) {
        unsigned char lead = (unsigned char)*letter;
        length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (!is_letter(letter, length)) {
            gap = to->length > begin;
            continue;
        }
        size_t size = length;
        const char *plain = plain_letter(letter, &size);
        pship__buffer_add(to, "-", gap ? 1 : 0);
        pship__buffer_add(to, plain, size);
        gap = false;
    }
    pship__buffer_add(to, "", 0);
    to->failed = to->failed || at->folded.failed;
}

/* ---- patterns */

static const char *part_text(const import *at, const part *of, const scope *within, char *number,
                             size_t size)
{
    switch (of->kind) {
    case PART_COLUMN:
        return at->cells[of->column].text;
    case PART_LINE:
        (void)snprintf(number, size, "%lld", (long long)at->row_line);
        return number;
    case PART_FILE:
        return at->stem;
    case PART_OWNER:
        return within->owner;
    case PART_TYPE:
        return within->type;
    default:
        return of->literal;
    }
}

outcome pship__pattern_text(import *at, run pattern, const scope *within, const char **text)
{
    char number[24];
    const part *first = &at->parts[pattern.first];
    if (pattern.count == 1 && !first->slug && first->kind != PART_LINE) {
        *text = part_text(at, first, within, number, sizeof number);
        return *text == NULL ? TEXT_NONE : TEXT_SAID;
    }
    pship__buffer_clear(&at->scratch);
    for (uint32_t i = 0; i < pattern.count; i++) {
        const char *own = part_text(at, &first[i], within, number, sizeof number);
        if (own == NULL) {
            return TEXT_NONE;
        }
        if (first[i].slug) {
            pship__slug(at, own);
        } else {
            pship__buffer_add_text(&at->scratch, own);
        }
    }
    *text = at->scratch.failed ? NULL : pship__row_keep(at, at->scratch.bytes, at->scratch.length);
    return *text == NULL ? TEXT_BAD : TEXT_SAID;
}

static bool among(const json_node *list, const char *text)
{
    if (list->type == JSON_STRING) {
        return strcmp(list->text, text) == 0;
    }
    for (const json_node *node = list->first; node != NULL; node = node->next) {
        if (node->text != NULL && strcmp(node->text, text) == 0) {
            return true;
        }
    }
    return false;
}

bool pship__conditions_hold(const import *at, run conditions, const scope *within)
{
    for (uint32_t i = 0; i < conditions.count; i++) {
        const condition *one = &at->conditions[conditions.first + i];
        const part *of = &at->parts[one->pattern.first];
        char number[24];
        const char *text = part_text(at, of, within, number, sizeof number);
        if (among(one->accepted, text == NULL ? "" : text) == one->refuses) {
            return false;
        }
    }
    return true;
}

/* ---- what is done to a text */

/* A text without white space around it. */
static void trim(const char **text, size_t *length)
{
    static const char space[] = " \t\r\n\f\v";
    while (*length > 0 && strchr(space, (*text)[*length - 1]) != NULL) {
        (*length)--;
    }
    while (*length > 0 && strchr(space, **text) != NULL) {
        (*text)++;
        (*length)--;
    }
}

static const char *trimmed(import *at, const char *text)
{
    size_t length = strlen(text), whole = length;
    trim(&text, &length);
    return length == whole ? text : pship__row_keep(at, text, length);
}

/* Pairs of what is replaced and by what, one after the other over the whole text. */
static const char *replaced(import *at, const json_node *pairs, const char *text)
{
    for (const json_node *pair = pairs->first; pair != NULL; pair = pair->next) {
        const char *old = pair->first->text, *fresh = pair->last->text, *found;
        size_t length = strlen(old);
        if (strstr(text, old) == NULL) {
            continue;
        }
        pship__buffer_clear(&at->scratch);
        for (; (found = strstr(text, old)) != NULL; text = found + length) {
            pship__buffer_add(&at->scratch, text, (size_t)(found - text));
            pship__buffer_add_text(&at->scratch, fresh);
        }
        pship__buffer_add_text(&at->scratch, text);
        text =
            at->scratch.failed ? NULL : pship__row_keep(at, at->scratch.bytes, at->scratch.length);
        if (text == NULL) {
            return NULL;
        }
    }
    return text;
}

const char *pship__cell_text(import *at, const char *raw)
{
    const char *text = at->replace == NULL ? raw : replaced(at, at->replace, raw);
    return text == NULL ? NULL : trimmed(at, text);
}

static const char *portion_of(import *at, portion wanted, const char *text)
{
    size_t cut = strlen(text);
    while (cut > 0 && (text[cut - 1] < '0' || text[cut - 1] > '9')) {
        cut--;
    }
    return wanted == PORTION_AFTER_DIGIT ? trimmed(at, text + cut) : pship__row_keep(at, text, cut);
}

outcome pship__spec_text(import *at, const spec *of, const scope *within, const char **text)
{
    if (!pship__conditions_hold(at, of->conditions, within)) {
        return TEXT_NONE;
    }
    outcome got = pship__pattern_text(at, of->pattern, within, text);
    if (got != TEXT_SAID) {
        return got;
    }
    const char *own = *text;
    if (of->nulls != NULL && among(of->nulls, own)) {
        pship__mark(at, of->pattern, CELL_TAKEN); /* it says: nothing */
        return TEXT_NONE;
    }
    if (of->replace != NULL && (own = replaced(at, of->replace, own)) != NULL) {
        own = trimmed(at, own);
    }
    if (own != NULL && of->portion != PORTION_ALL) {
        own = portion_of(at, of->portion, own);
    }
    const char *other = NULL;
    if (own != NULL && of->unless != NO_SPEC &&
        pship__pattern_text(at, at->specs[of->unless].pattern, within, &other) == TEXT_SAID &&
        strcmp(own, other) == 0) {
        pship__mark(at, of->pattern, CELL_TAKEN);
        return TEXT_NONE;
    }
    *text = own;
    return own == NULL ? TEXT_BAD : TEXT_SAID;
}

/* ---- dates */

static bool digits(const char **at, int least, int most, int *value)
{
    int count = 0;
    for (*value = 0; count < most && **at >= '0' && **at <= '9'; count++, (*at)++) {
        *value = *value * 10 + (**at - '0');
    }
    return count >= least;
}

static char lower(char letter)
{
    return (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
}

/* The beginning of an English name of a month, three letters at least: Sep, Sept, September. */
static bool month_name(const char **at, int *month)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    size_t length = 0;
    while (lower((*at)[length]) >= 'a' && lower((*at)[length]) <= 'z') {
        length++;
    }
    for (int i = 0; length >= 3 && i < 12; i++) {
        size_t same = 0;
        while (same < length && lower((*at)[same]) == names[i][same]) {
            same++;
        }
        if (same == length) {
            *at += length;
            *month = i + 1;
            return true;
        }
    }
    return false;
}

static size_t run_of(const char *text, char letter)
{
    size_t count = 0;
    while (text[count] == letter) {
        count++;
    }
    return count;
}

/* One item of a format; a character that is none stands for itself. */
static bool format_item(const char **format, const char **at, int *year, int *month, int *day)
{
    size_t years = run_of(*format, 'Y'), months = run_of(*format, 'M'), days = run_of(*format, 'D');
    *format += years + months + days;
    if (years > 0) {
        return digits(at, (int)years, (int)years, year);
    }
    if (months > 0) {
        return months == 3 ? month_name(at, month) : digits(at, (int)months, 2, month);
    }
    if (days > 0) {
        return digits(at, (int)days, 2, day);
    }
    if (**format == ' ') {
        size_t spaces = run_of(*at, ' ');
        *format += run_of(*format, ' ');
        *at += spaces;
        return spaces > 0;
    }
    return *(*format)++ == *(*at)++;
}

bool pship__format_date(const char *format, const char *written, char *text)
{
    int year = -1, month = -1, day = -1;
    const char *at = written;
    if (strcmp(format, "EDTF") == 0) {
        pship_date date;
        bool good = pship_date_parse(&date, written, NULL, NULL) == PSHIP_OK &&
                    date.kind == PSHIP_DATE_DATED && strlen(written) < 32;
        return good && snprintf(text, 32, "%s", written) > 0;
    }
    while (*format != '\0') {
        if (*at == '\0' || !format_item(&format, &at, &year, &month, &day)) {
            return false;
        }
    }
    if (*at != '\0' || year < 0) {
        return false;
    }
    int length = snprintf(text, 32, "%04d", year);
    if (month >= 0) {
        length += snprintf(text + length, 32 - (size_t)length, "-%02d", month);
    }
    if (month >= 0 && day >= 0) {
        (void)snprintf(text + length, 32 - (size_t)length, "-%02d", day);
    }
    pship_date date;
    return pship_date_parse(&date, text, NULL, NULL) == PSHIP_OK;
}

static outcome read_date(import *at, const spec *of, const char *written, const char **text)
{
    char date[32];
    const json_node *formats = of->formats;
    const json_node *one = formats->type == JSON_ARRAY ? formats->first : formats;
    for (; one != NULL; one = formats->type == JSON_ARRAY ? one->next : NULL) {
        if (pship__format_date(one->text, written, date)) {
            *text = pship__row_keep(at, date, strlen(date));
            return *text == NULL ? TEXT_BAD : TEXT_SAID;
        }
    }
    one = formats->type == JSON_ARRAY ? formats->first : formats;
    pship__import_report_cell(at, pship__place_column(at, of->pattern), "bad_date", "error",
                              "'%.100s' is not a date of the form %s%s", written, one->text,
                              one->next != NULL && formats->type == JSON_ARRAY ? " or another"
                                                                               : "");
    return TEXT_BAD;
}

/* ---- words */

static const char *word_text(const json_node *word)
{
    return word->type == JSON_TRUE    ? "true"
           : word->type == JSON_FALSE ? "false"
                                      : word->text; /* NULL for null: it says nothing */
}

static outcome read_word(import *at, const spec *of, const char *piece, const char **text)
{
    const json_node *word = pship__json_find(of->words, piece);
    if (word != NULL) {
        *text = word_text(word);
        if (*text == NULL) {
            pship__mark(at, of->pattern, CELL_TAKEN);
        }
        return *text == NULL ? TEXT_NONE : TEXT_SAID;
    }
    if (of->keeps_others) {
        *text = piece;
        return TEXT_SAID;
    }
    pship__import_report_cell(at, pship__place_column(at, of->pattern), "unknown_word", "error",
                              "'%.100s' is none of the words that the mapping knows here", piece);
    return TEXT_BAD;
}

outcome pship__spec_piece(import *at, const spec *of, const char *piece, const char **text)
{
    *text = piece;
    outcome got = TEXT_SAID;
    if (of->words != NULL) {
        got = read_word(at, of, piece, text);
    }
    if (got == TEXT_SAID && of->formats != NULL) {
        got = read_date(at, of, *text, text);
    }
    if (got == TEXT_SAID && of->slug) {
        pship__buffer_clear(&at->scratch);
        pship__slug(at, *text);
        *text = pship__row_keep(at, at->scratch.bytes, at->scratch.length);
        got = *text == NULL ? TEXT_BAD : TEXT_SAID;
    }
    return got;
}

outcome pship__spec_value(import *at, const spec *of, const scope *within, const char **text)
{
    outcome got = pship__spec_text(at, of, within, text);
    if (got == TEXT_SAID) {
        got = pship__spec_piece(at, of, *text, text);
    }
    if (got == TEXT_SAID && **text == '\0') {
        got = TEXT_NONE;
    }
    return got;
}

/* ---- tables */

const json_node *pship__lookup_find(import *at, const lookup *in, const char *text)
{
    pship__buffer_clear(&at->scratch);
    pship__slug(at, text);
    if (at->scratch.failed) {
        return NULL;
    }
    uint64_t hash = pship__hash_bytes(at->scratch.bytes, at->scratch.length) | 1u;
    for (;; hash += 2) {
        uint32_t found = pship__map_get(&in->found, hash);
        if (found == 0) {
            return NULL;
        }
        if (strcmp(in->keys[found - 1], at->scratch.bytes) == 0) {
            return in->rows[found - 1];
        }
    }
}
