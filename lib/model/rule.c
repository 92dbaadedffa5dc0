/* Dates that depend on an event: "3 months after signature of some-agreement". */
#include "model/private.h"
#include <string.h>

static const struct {
    const char *one, *several;
    pship_calendar_unit unit;
} units[] = {{"day", "days", PSHIP_DAYS},
             {"week", "weeks", PSHIP_WEEKS},
             {"month", "months", PSHIP_MONTHS},
             {"year", "years", PSHIP_YEARS}};

/* Copies the next word, up to a single space, and moves on. */
static bool next_word(const char **text, char *word, size_t size)
{
    size_t length = strcspn(*text, " ");
    if (length == 0 || length >= size) {
        return false;
    }
    memcpy(word, *text, length);
    word[length] = '\0';
    *text += length;
    if (**text == ' ') {
        (*text)++;
    }
    return true;
}

static bool read_amount(const char *digits, int32_t *amount)
{
    int32_t value = 0;
    for (; *digits != '\0'; digits++) {
        if (*digits < '0' || *digits > '9' || value > 100000) {
            return false;
        }
        value = value * 10 + (*digits - '0');
    }
    *amount = value;
    return true;
}

bool pship__calendar_unit(pship_calendar_unit *unit, const char *word)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(word, units[i].one) == 0 || strcmp(word, units[i].several) == 0) {
            *unit = units[i].unit;
            return true;
        }
    }
    return false;
}

static bool read_distance(const char **text, date_rule *rule)
{
    char word[64];
    if (strncmp(*text, "on ", 3) == 0) {
        *text += 3;
        return true;
    }
    if (!next_word(text, word, sizeof word) || !read_amount(word, &rule->amount) ||
        !next_word(text, word, sizeof word) || !pship__calendar_unit(&rule->unit, word) ||
        !next_word(text, word, sizeof word)) {
        return false;
    }
    if (strcmp(word, "before") == 0) {
        rule->amount = -rule->amount;
        return true;
    }
    return strcmp(word, "after") == 0;
}

pship_result pship__rule_parse(date_rule *rule, const char *text, pship_error *err)
{
    date_rule read = {0};
    char word[64];
    const char *rest = text;
    if (read_distance(&rest, &read) && next_word(&rest, read.event, sizeof read.event) &&
        next_word(&rest, word, sizeof word) && strcmp(word, "of") == 0 &&
        next_word(&rest, read.entity, sizeof read.entity) && *rest == '\0') {
        *rule = read;
        return PSHIP_OK;
    }
    return pship__fail_at(err, PSHIP_E_SYNTAX, NULL, 0, (int64_t)(rest - text) + 1,
                          "'%.120s' is not a rule for a date: \"3 months after signature of ID\", "
                          "\"... before ...\" or \"on EVENT of ID\" is expected",
                          text);
}
