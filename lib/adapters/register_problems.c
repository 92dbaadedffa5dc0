/* Problems of a register: collected in whatever order they are found, told in that of the files. */
#include "adapters/register_private.h"
#include "stream/sort.h"
#include "table/builder.h"
#include <stdio.h>
#include <string.h>

/* Bytes of the UTF-8 character at `text`, or 0. */
static size_t character_length(const char *text)
{
    unsigned char lead = (unsigned char)*text;
    size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return strnlen(text, length) == length && pship__utf8_valid(text, length) ? length : 0;
}

/* Messages quote what stands in the file, cut to fit: a cut character and line ends go. */
static void clean(char *to, const char *from)
{
    while (*from != '\0') {
        size_t length = character_length(from);
        if (length == 0) {
            from++;
        } else if ((unsigned char)*from < ' ' || *from == 0x7f) {
            *to++ = ' ';
            from++;
        } else {
            memmove(to, from, length);
            to += length;
            from += length;
        }
    }
    *to = '\0';
}

char *pship__shown(const pship_context *context, const char *text)
{
    char *copy = pship__copy_text(context, text);
    if (copy != NULL) {
        clean(copy, copy);
    }
    return copy;
}

pship_result pship__problem(reader *reader, json_place place, pship_result code, const char *rule,
                            pship_error *err, const char *format, ...)
{
    char message[sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    clean(message, message);

    char *kept = pship__copy_text(reader->context, message);
    if (kept == NULL || !pship__grow(reader->context, (void **)&reader->problems,
                                     reader->problem_count, &reader->problem_capacity,
                                     sizeof *reader->problems)) {
        pship__release(reader->context, kept);
        return pship__fail_memory(err);
    }
    reader->problems[reader->problem_count] = (problem){.file = reader->file,
                                                        .sequence = reader->problem_count,
                                                        .place = place,
                                                        .code = code,
                                                        .rule = rule,
                                                        .message = kept};
    reader->problem_count++;
    return PSHIP_OK;
}

pship_result pship__problem_from(reader *reader, json_place place, const char *rule,
                                 const pship_error *found, pship_error *err)
{
    if (found->code == PSHIP_E_MEMORY || found->code == PSHIP_E_CANCELLED ||
        found->code == PSHIP_E_ARGUMENT) {
        return pship__fail(err, found->code, "%s", found->message);
    }
    return pship__problem(reader, place, found->code, rule, err, "%s", found->message);
}

void pship__problems_free(reader *reader)
{
    for (size_t i = 0; i < reader->problem_count; i++) {
        pship__release(reader->context, reader->problems[i].message);
    }
    pship__release(reader->context, reader->problems);
    reader->problems = NULL;
    reader->problem_count = reader->problem_capacity = 0;
}

/* ---- telling */

static int compare_places(const problem *a, const problem *b)
{
    if (a->file != b->file) {
        return a->file < b->file ? -1 : 1;
    }
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    if (a->place.column != b->place.column) {
        return a->place.column < b->place.column ? -1 : 1;
    }
    return 0;
}

static int compare_problems(const void *left, const void *right)
{
    const problem *a = left, *b = right;
    int order = compare_places(a, b);
    return order != 0 ? order : a->sequence < b->sequence ? -1 : 1;
}

/* A statement that is made once for each of several sources is checked once for each. */
static size_t drop_repeated(problem **sorted, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool repeated = false;
        for (size_t j = kept; j > 0 && !repeated; j--) {
            if (compare_places(sorted[i], sorted[j - 1]) != 0) {
                break;
            }
            repeated = strcmp(sorted[i]->message, sorted[j - 1]->message) == 0;
        }
        if (!repeated) {
            sorted[kept++] = sorted[i];
        }
    }
    return kept;
}

static pship_result fill_table(const reader *reader, problem *const *sorted, size_t count,
                               pship_table **table, pship_error *err)
{
    static const pship__column_spec columns[] = {{"file", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"line", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"column", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"rule", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"message", PSHIP_COLUMN_UTF8, NULL, 0}};
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, reader->context, columns,
                                                   sizeof columns / sizeof columns[0], err);
    if (result != PSHIP_OK) {
        return result;
    }
    for (size_t i = 0; i < count; i++) {
        const problem *row = sorted[i];
        pship__add_text(builder, reader->files[row->file].shown);
        pship__add_int64(builder, row->place.line);
        pship__add_int64(builder, row->place.column);
        pship__add_text(builder, row->rule);
        pship__add_text(builder, row->message);
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship__problems_tell(reader *reader, pship_table **table, pship_error *err)
{
    size_t count = reader->problem_count;
    problem **sorted = pship__allocate(reader->context, count, sizeof *sorted);
    if (sorted == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &reader->problems[i];
    }
    pship__sort((void **)sorted, count, compare_problems);
    count = drop_repeated(sorted, count);
    pship_result result =
        table == NULL ? PSHIP_OK : fill_table(reader, sorted, count, table, err);
    if (result == PSHIP_OK) {
        const problem *first = sorted[0];
        char more[48] = "";
        if (count > 1) {
            (void)snprintf(more, sizeof more, " (and %zu more problem%s)", count - 1,
                           count == 2 ? "" : "s");
        }
        result = pship__fail_at(err, first->code, reader->files[first->file].shown,
                                first->place.line, first->place.column, "%.440s%s", first->message,
                                more);
    }
    pship__release(reader->context, sorted);
    return result;
}
