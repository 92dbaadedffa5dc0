/* What was wrong with the rows of a flow file, and what would have been right. */
#include "trade/flow_reading.h"

#include <stdio.h>
#include <string.h>

#define MOST_CELL 200 /* bytes of a cell that are kept */

void pship__flow_problems_init(flow_problems *problems, const pship_context *context)
{
    *problems = (flow_problems){.context = context};
    pship__buffer_init(&problems->texts, context);
}

void pship__flow_problems_free(flow_problems *problems)
{
    pship__release(problems->context, problems->list);
    pship__buffer_free(&problems->texts);
    *problems = (flow_problems){.context = problems->context};
}

static size_t size_of_character(const char *text, size_t length)
{
    for (size_t size = 1; size <= 4 && size <= length; size++) {
        if (pship__utf8_valid(text, size))
            return size;
    }
    return 0;
}

/* What is no text becomes a question mark. */
static void add_text(pship__buffer *texts, const char *cell, size_t length)
{
    size_t end = texts->length + MOST_CELL;
    for (size_t at = 0; at < length;) {
        size_t size = cell[at] == '\0' ? 0 : size_of_character(cell + at, length - at);
        if (texts->length + (size > 0 ? size : 1) > end)
            break;
        pship__buffer_add(texts, size > 0 ? cell + at : "?", size > 0 ? size : 1);
        at += size > 0 ? size : 1;
    }
    pship__buffer_add(texts, "", 1);
}

bool pship__flow_problems_add(flow_problems *problems, flow_rule rule, flow_role role, int64_t line,
                              int64_t column, const char *cell, size_t length)
{
    if (!pship__grow(problems->context, (void **)&problems->list, problems->count,
                     &problems->capacity, sizeof *problems->list))
        return false;
    size_t text = problems->texts.length;
    add_text(&problems->texts, cell, length);
    if (problems->texts.failed)
        return false;
    problems->list[problems->count++] = (flow_problem){line, column, text, rule, role};
    return true;
}

const char *pship__flow_rule_word(flow_rule rule)
{
    static const char *const words[] = {
        "",        "cells",  "syntax", "zero_byte", "encoding",  "code",     "period", "word",
        "missing", "number", "spaces", "decimal",   "too_large", "negative", "part",   "duplicate"};
    return words[rule];
}

static const char *expected_word(flow_role role)
{
    switch (role) {
    case ROLE_DIRECTION:
        return "a direction: import, export, re_export, re_import, domestic, M, X, RX, RM";
    case ROLE_VALUATION:
        return "a valuation: fob or cif";
    default:
        return "true or false";
    }
}

void pship__flow_expected(const flow_layout *layout, flow_rule rule, flow_role role, char *text)
{
    static const char *const fixed[] = {
        [RULE_SYNTAX] = "quotes around the whole cell, and a quote inside doubled",
        [RULE_ZERO_BYTE] = "text without zero bytes",
        [RULE_ENCODING] = "UTF-8",
        [RULE_CODE] = "a code of at most 255 bytes, without blanks around it",
        [RULE_PERIOD] = "a date such as 2024 or 2024-03, an interval, YYYYMM, YYYYQn",
        [RULE_NUMBER] = "a number",
        [RULE_SPACES] = "a number without spaces",
        [RULE_TOO_LARGE] = "a number below 1.8e308",
        [RULE_NEGATIVE] = "a number that is not negative",
        [RULE_PART] = "a row that is not a part of another one",
    };
    size_t size = 128;
    if (rule == RULE_CELLS)
        (void)snprintf(text, size, "%zu cells, as in the header", layout->count);
    else if (rule == RULE_WORD)
        (void)snprintf(text, size, "%s", expected_word(role));
    else if (rule == RULE_MISSING)
        (void)snprintf(text, size, "a %s", pship__flow_role_name(role));
    else if (rule == RULE_DECIMAL)
        (void)snprintf(text, size, "a number with '%c' as decimal mark and no other",
                       layout->decimal);
    else
        (void)snprintf(text, size, "%s", fixed[rule]);
}
