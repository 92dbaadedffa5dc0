/* What readers and writers of files share: what was wrong, words, numbers. */
#include "corridor/reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST_CELL 200           /* bytes of a cell that are kept */
#define MOST_TOLD 100           /* in an error */
#define PIECE ((size_t)1 << 20) /* bytes that are written at once */

/* ---- problems */

pship_result pship__reading_begin(reading *of, pship_context *context, const char *stage,
                                  bool problems, int64_t most_bad_rows, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"file", PSHIP_COLUMN_DICTIONARY, NULL, 0}, {"line", PSHIP_COLUMN_INT64, NULL, 0},
        {"column", PSHIP_COLUMN_INT64, NULL, 0},    {"cell", PSHIP_COLUMN_UTF8, NULL, 0},
        {"rule", PSHIP_COLUMN_DICTIONARY, NULL, 0}, {"expected", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    of->context = context;
    of->most_bad_rows = most_bad_rows;
    of->bad_rows = 0;
    of->problems = NULL;
    pship__progress_begin(&of->progress, context, stage);
    pship_result result = pship__progress_look(&of->progress, 0, err);
    if (result == PSHIP_OK && problems)
        result = pship__table_builder_new(&of->problems, context, columns,
                                          sizeof columns / sizeof *columns, err);
    return result;
}

/* Cut between two characters. */
static size_t kept_length(const char *cell, size_t most)
{
    size_t length = strlen(cell);
    if (length <= most)
        return length;
    length = most;
    while (length > 0 && ((unsigned char)cell[length] & 0xC0u) == 0x80u)
        length--;
    return length;
}

void pship__reading_remark(reading *of, const reading_problem *problem)
{
    if (!of->problems)
        return;
    pship__add_text(of->problems, of->path);
    pship__add_ordinal(of->problems, problem->line);
    pship__add_ordinal(of->problems, problem->column);
    pship__add_text_n(of->problems, problem->cell, kept_length(problem->cell, MOST_CELL));
    pship__add_text(of->problems, problem->rule);
    pship__add_text(of->problems, problem->expected);
}

pship_result pship__reading_bad_row(reading *of, const reading_problem *problem, pship_error *err)
{
    if (of->most_bad_rows >= 0 && of->bad_rows >= of->most_bad_rows)
        return pship__fail_at(err, PSHIP_E_SYNTAX, of->path, problem->line, problem->column,
                              "'%.*s' cannot be taken: expected %s",
                              (int)kept_length(problem->cell, MOST_TOLD), problem->cell,
                              problem->expected);
    of->bad_rows++;
    pship__reading_remark(of, problem);
    return PSHIP_OK;
}

pship_result pship__reading_empty(const reading *of, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_SYNTAX, of->path, 1, 1, "the file is empty");
}

pship_result pship__reading_total(reading *of, int64_t line, int64_t column, uint32_t told,
                                  uint32_t has, const char *what, pship_error *err)
{
    char number[16], expected[96];
    if (told == has)
        return PSHIP_OK;
    (void)snprintf(number, sizeof number, "%u", told);
    (void)snprintf(expected, sizeof expected, "the number of %.40s, %u", what, has);
    const reading_problem problem = {line, column, number, "total", expected};
    if (of->bad_rows == 0)
        return pship__reading_bad_row(of, &problem, err);
    pship__reading_remark(of, &problem);
    return PSHIP_OK;
}

pship_result pship__reading_finish(reading *of, pship_result result, pship_table **problems,
                                   pship_error *err)
{
    pship__table_builder *builder = of->problems;
    of->problems = NULL;
    if (result == PSHIP_OK && builder)
        return pship__table_builder_finish(builder, problems, err);
    pship__table_builder_free(builder);
    return result;
}

pship_result pship__reading_limits(reading *of, const char *member, int64_t most_bad_rows,
                                   int64_t most_bytes, int32_t most_times, pship_error *err)
{
    if (most_bad_rows < -1 || most_bytes < 0 || most_times < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "most_bad_rows is at least -1, most_bytes and most_times at least 0");
    of->limits = (bytes_limits){member, (uint64_t)most_bytes, (uint32_t)most_times};
    return PSHIP_OK;
}

/* ---- CSV */

pship_result pship__reading_csv(pship__csv **csv, reading *of, const char *separator,
                                pship_error *err)
{
    return pship__csv_open_separated(csv, of->context, of->path, &of->limits, separator,
                                     &of->progress, err);
}

/* ---- numbers */

bool pship__reading_signed(const char *text, double *number, reading_problem *problem)
{
    if (pship__number_parse(text, number))
        return true;
    problem->cell = text;
    problem->rule = *text ? "number" : "missing";
    problem->expected = "a number";
    return false;
}

bool pship__reading_number(const char *text, double *number, reading_problem *problem)
{
    double read = 0;
    bool good = pship__reading_signed(text, &read, problem);
    if (good && read < 0) {
        problem->cell = text;
        problem->rule = "negative";
        good = false;
    }
    if (!good) {
        problem->expected = "a number that is not negative";
        return false;
    }
    *number = read == 0 ? 0 : read; /* no -0 */
    return true;
}

bool pship__reading_ordinal(const char *text, uint32_t most, uint32_t *number)
{
    uint64_t value = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        value = value * 10 + (uint64_t)(*text - '0');
        if (value > most)
            return false;
    }
    *number = (uint32_t)value;
    return value > 0;
}

/* ---- words */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

char *pship__next_word(char **at, const char *ends, char *end)
{
    char *from = *at;
    while (is_blank(*from))
        from++;
    char *to = from;
    while (*to && !is_blank(*to) && !strchr(ends, *to))
        to++;
    if (to == from && !*to)
        return NULL;
    char *behind = to;
    while (is_blank(*behind)) /* "1 :" ends at the colon */
        behind++;
    char mark = *behind && strchr(ends, *behind) ? *behind : *to;
    *at = mark && strchr(ends, mark) ? behind + 1 : *to ? to + 1 : to;
    *to = '\0';
    if (end)
        *end = mark;
    return from;
}

/* ---- writing */

pship_result pship__writing_flush(writing *of, bool all, double fraction, pship_error *err)
{
    if (of->text.failed)
        return pship__fail_memory(err);
    if (of->text.length == 0 || (!all && of->text.length < PIECE))
        return PSHIP_OK;
    pship_result result = pship__progress(&of->progress, fraction, err);
    if (result == PSHIP_OK)
        result = pship__sink_add(of->to, of->text.bytes, of->text.length, err);
    pship__buffer_clear(&of->text);
    return result;
}

void pship__writing_number(writing *of, double number)
{
    char text[64];
    if (!isnan(number)) {
        size_t length = pship__number_format(number, text, sizeof text);
        pship__buffer_add(&of->text, text, length);
    }
}
