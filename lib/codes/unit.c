/* Reading units: a scale and a name, over what it is divided by. */
#include "codes/codes.h"

#include "table/builder.h"
#include <stdio.h>
#include <string.h>

/* More words than a unit has. */
#define MOST_WORDS 24

typedef struct word {
    const char *text;
    size_t length;
} word;

/* What stands between two slashes. */
typedef struct part {
    word words[MOST_WORDS];
    size_t count;
} part;

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static bool same(const char *text, size_t length, const char *other, bool any_case)
{
    if (strlen(other) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != other[i] && !(any_case && lower(text[i]) == lower(other[i])))
            return false;
    }
    return true;
}

/* The spelling of a scale of money, or of anything else: "m" is both. */
static const unit_spelling *spelling_of(const char *text, size_t length, bool of_money)
{
    const unit_spelling *found = NULL;
    for (size_t i = 0; i < pship__unit_spelling_count; i++) {
        const unit_spelling *one = &pship__unit_spellings[i];
        if ((one->what == UNIT_SCALE_OF_MONEY) != of_money)
            continue;
        if (same(text, length, one->spelling, false))
            return one;
        if (!found && one->any_case && same(text, length, one->spelling, true))
            found = one;
    }
    return found;
}

/* ---- words */

/* The sign of a currency that a word begins with, as in "US$m", or 0. */
static size_t sign_length(const word *of)
{
    for (size_t i = 0; i < pship__unit_spelling_count; i++) {
        const unit_spelling *one = &pship__unit_spellings[i];
        size_t length = strlen(one->spelling);
        if (one->what == UNIT_CURRENCY && !one->any_case && length < of->length &&
            memcmp(of->text, one->spelling, length) == 0)
            return length;
    }
    return 0;
}

static bool add_word(part *to, const char *text, size_t length)
{
    word whole = {text, length};
    size_t sign = sign_length(&whole);
    if (sign > 0) {
        if (to->count == MOST_WORDS)
            return false;
        to->words[to->count++] = (word){text, sign};
        whole = (word){text + sign, length - sign};
    }
    if (to->count == MOST_WORDS)
        return false;
    to->words[to->count++] = whole;
    return true;
}

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

/* The words up to the next slash or "per", which *at is moved behind; `more` says whether there was one. */
static bool read_part(part *to, const char **at, bool *more)
{
    const char *next = *at;
    to->count = 0;
    *more = false;
    for (;;) {
        while (is_blank(*next))
            next++;
        const char *start = next;
        while (*next != '\0' && *next != '/' && !is_blank(*next))
            next++;
        size_t length = (size_t)(next - start);
        bool per = to->count > 0 && same(start, length, "per", true);
        if (length > 0 && !per && !add_word(to, start, length))
            return false;
        if (per || *next == '/' || *next == '\0') {
            *more = per || *next == '/';
            *at = *next == '/' ? next + 1 : next;
            return true;
        }
    }
}

/* ---- scales */

static void drop_first(part *of)
{
    of->count--;
    memmove(of->words, of->words + 1, of->count * sizeof *of->words);
}

static double scale_of(const word *of, unit_word what)
{
    const unit_spelling *found = spelling_of(of->text, of->length, what == UNIT_SCALE_OF_MONEY);
    return found && found->what == what ? found->scale : 0;
}

/* Takes the scales in front of and behind the name away. */
static double take_scales(part *from, unit_word what, size_t least)
{
    double scale = 1, one;
    while (from->count > least && (one = scale_of(&from->words[0], what)) != 0) {
        scale *= one;
        drop_first(from);
    }
    while (from->count > least && (one = scale_of(&from->words[from->count - 1], what)) != 0) {
        scale *= one;
        from->count--;
    }
    return scale;
}

/* ---- names */

static bool join(char *text, size_t size, const part *from)
{
    size_t length = 0;
    for (size_t i = 0; i < from->count; i++) {
        const word *one = &from->words[i];
        if (length + one->length + 2 > size)
            return false;
        if (i > 0)
            text[length++] = ' ';
        memcpy(text + length, one->text, one->length);
        length += one->length;
    }
    text[length] = '\0';
    return true;
}

static bool look_up(unit_spelling *found, const char *name)
{
    const char *code = pship__currency_code(name, strlen(name));
    if (code) {
        *found = (unit_spelling){code, code, 1, NULL, UNIT_CURRENCY, false};
        return true;
    }
    const unit_spelling *one = spelling_of(name, strlen(name), false);
    if (!one || !one->base)
        return false;
    *found = *one;
    return true;
}

/* "m" of money: a million where the rest is a currency. */
static bool look_up_money(unit_spelling *found, const part *from, double *scale)
{
    char name[PSHIP_UNIT_TEXT_SIZE];
    part rest = *from;
    double more = take_scales(&rest, UNIT_SCALE_OF_MONEY, 1);
    if (rest.count == from->count || !join(name, sizeof name, &rest) || !look_up(found, name) ||
        found->what != UNIT_CURRENCY)
        return false;
    *scale *= more;
    return true;
}

static bool append(char *text, const char *more)
{
    size_t length = strlen(text), added = strlen(more);
    if (length + added + 1 > PSHIP_UNIT_TEXT_SIZE)
        return false;
    memcpy(text + length, more, added + 1);
    return true;
}

static void note_currency(pship_unit *unit, const unit_spelling *name)
{
    if (name->what == UNIT_CURRENCY && unit->currency[0] == '\0')
        memcpy(unit->currency, name->base, sizeof unit->currency);
}

static bool read_above(pship_unit *unit, part *from)
{
    char name[PSHIP_UNIT_TEXT_SIZE];
    unit_spelling found;
    unit->scale = take_scales(from, UNIT_SCALE, 0);
    if (!join(name, sizeof name, from))
        return false;
    if (from->count == 0)
        return true;
    if (look_up(&found, name) || look_up_money(&found, from, &unit->scale)) {
        unit->scale *= found.scale;
        note_currency(unit, &found);
        return append(unit->text, found.base);
    }
    unit->understood = false;
    return append(unit->text, name);
}

/* "500 km", "million t", "year". */
static bool read_beneath(pship_unit *unit, part *from)
{
    char text[PSHIP_UNIT_TEXT_SIZE];
    unit_spelling found;
    double number;
    if (!append(unit->text, "/"))
        return false;
    if (from->count > 1) {
        part digits = {.count = 1};
        digits.words[0] = from->words[0];
        if (!join(text, sizeof text, &digits))
            return false;
        if (pship__number_parse(text, &number)) {
            if (!append(unit->text, text) || !append(unit->text, " "))
                return false;
            drop_first(from);
        }
    }
    unit->scale /= take_scales(from, UNIT_SCALE, 1);
    if (!join(text, sizeof text, from))
        return false;
    if (look_up(&found, text)) {
        note_currency(unit, &found);
        return append(unit->text, found.beneath ? found.beneath : found.base);
    }
    unit->understood = false;
    return append(unit->text, text);
}

/* Spellings with a slash in them. */
static const char *spelt_out(const char *text)
{
    if (same(text, strlen(text), "b/d", true) || same(text, strlen(text), "bpd", true))
        return "barrels/day";
    return text;
}

bool pship__unit_read(pship_unit *unit, const char *text)
{
    pship_unit read = {.scale = 1, .understood = true};
    part words;
    bool more;
    const char *at = spelt_out(text ? text : "");
    if (!read_part(&words, &at, &more) || !read_above(&read, &words))
        return false;
    while (more) {
        if (!read_part(&words, &at, &more) || !read_beneath(&read, &words))
            return false;
    }
    *unit = read;
    return true;
}

bool pship__unit_ratio(double *ratio, const char *from, const char *to)
{
    pship_unit one, other;
    *ratio = 1;
    if ((!from && !to) || (from && to && strcmp(from, to) == 0))
        return true;
    if (!from || !to || !pship__unit_read(&one, from) || !pship__unit_read(&other, to) ||
        !one.understood || !other.understood || strcmp(one.text, other.text) != 0)
        return false;
    *ratio = one.scale / other.scale;
    return true;
}

pship_result pship_unit_parse(pship_unit *unit, const char *text, pship_error *err)
{
    if (!unit)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the unit is NULL");
    if (text && !pship__utf8_valid(text, strlen(text)))
        return pship__fail(err, PSHIP_E_INVALID, "the unit is not UTF-8");
    if (!pship__unit_read(unit, text)) {
        return pship__fail(err, PSHIP_E_LIMIT,
                           "the unit '%.100s' is longer than %d bytes or has too many words", text,
                           PSHIP_UNIT_TEXT_SIZE - 1);
    }
    return PSHIP_OK;
}

/* ---- the spellings as a table */

static void add_spelling(pship__table_builder *rows, const unit_spelling *one)
{
    static const char *const whats[] = {"currency", "quantity", "count", "scale", "scale_of_money"};
    pship__add_text(rows, one->spelling);
    pship__add_text(rows, one->base);
    pship__add_number(rows, one->scale);
    pship__add_text(rows, whats[one->what]);
    pship__add_bool(rows, one->any_case);
}

pship_result pship_unit_spellings(pship_table **table, pship_context *context, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"spelling", PSHIP_COLUMN_UTF8, NULL, 0}, {"unit", PSHIP_COLUMN_UTF8, NULL, 0},
        {"scale", PSHIP_COLUMN_FLOAT64, NULL, 0}, {"what", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"any_case", PSHIP_COLUMN_BOOL, NULL, 0},
    };
    pship__table_builder *rows;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table is NULL");
    pship_result result =
        pship__table_builder_new(&rows, context, columns, sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < pship__currency_code_count; i++) {
        const char *code = pship__currency_codes[i];
        add_spelling(rows, &(unit_spelling){code, code, 1, NULL, UNIT_CURRENCY, false});
    }
    for (size_t i = 0; i < pship__unit_spelling_count; i++)
        add_spelling(rows, &pship__unit_spellings[i]);
    return pship__table_builder_finish(rows, table, err);
}
