/* Reading TNTP: metadata, the names of the columns in a comment, a link on each line. */
#include "corridor/network_reading.h"

#include <stdio.h>
#include <strings.h>

#define NET "_net.tntp"
#define NODE "_node.tntp"

static const char *const standard[] = {"init_node",      "term_node", "capacity", "length",
                                       "free_flow_time", "b",         "power",    "speed",
                                       "toll",           "link_type"};
#define STANDARD (sizeof standard / sizeof *standard)
#define MOST_COLUMNS 256

typedef struct tntp_reading {
    network_reading *of;
    uint32_t zones, nodes, first_thru, links; /* 0: not told */
    unsigned told;                            /* which of these four */
    int64_t links_line, links_column;
    char *names
        [MOST_COLUMNS]; /* of the columns behind the two nodes; the first ones are `standard` where no header says
                                  otherwise */
    int columns[MOST_COLUMNS];
    size_t count;
    int length, time, speed; /* attributes that the options measure; -1: none */
    double length_ratio, time_ratio, speed_ratio;
    bool sized; /* the number of nodes was told */
    uint64_t file_length;
    int64_t nodes_line, nodes_column;
    bool ended; /* the metadata is */
    bool named; /* a comment told the columns */
    bool begun; /* the places are made */
    int64_t line;
    const char *begin;
} tntp_reading;

static pship_result bad_row(tntp_reading *of, const char *cell, const char *rule,
                            const char *expected, pship_error *err)
{
    const reading_problem problem = {of->line, cell - of->begin + 1, cell, rule, expected};
    return pship__reading_bad_row(&of->of->all, &problem, err);
}

/* ---- before the links */

static pship_result read_count(tntp_reading *of, const char *value, uint32_t *count,
                               pship_error *err)
{
    uint32_t *const counts[] = {&of->zones, &of->nodes, &of->first_thru, &of->links};
    for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (counts[i] != count)
            continue;
        if (of->told & 1u << i)
            return pship__fail_at(err, PSHIP_E_SYNTAX, of->of->all.path, of->line, 1,
                                  "this was told in a line before");
        of->told |= 1u << i;
    }
    *count = 0;
    if (!strcmp(value, "0") || pship__reading_ordinal(value, NETWORK_MOST, count))
        return PSHIP_OK;
    return pship__fail_at(err, PSHIP_E_SYNTAX, of->of->all.path, of->line, value - of->begin + 1,
                          "'%.60s' cannot be taken: expected a whole number", value);
}

static void free_names(tntp_reading *of)
{
    for (size_t i = 0; i < of->count; i++)
        pship__release(of->of->all.context, of->names[i]);
    of->count = 0;
}

static pship_result add_name(tntp_reading *of, const char *name, pship_error *err)
{
    const pship_context *context = of->of->all.context;
    for (size_t i = 0; i < of->count; i++)
        if (!strcmp(of->names[i], name))
            return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, of->line,
                                  name - of->begin + 1, "there are two columns '%.100s'", name);
    if (of->count == MOST_COLUMNS)
        return pship__fail_at(err, PSHIP_E_LIMIT, of->of->all.path, of->line, name - of->begin + 1,
                              "there are more than %d columns", MOST_COLUMNS);
    of->names[of->count] = pship__copy_text(context, name);
    if (!of->names[of->count])
        return pship__fail_memory(err);
    of->columns[of->count++] = -1;
    return PSHIP_OK;
}

static pship_result read_names(tntp_reading *of, char *text, pship_error *err)
{
    pship_result result = PSHIP_OK;
    size_t nodes = 0;
    free_names(of);
    of->named = true;
    for (char *word = pship__next_word(&text, ";", NULL); word && result == PSHIP_OK;
         word = pship__next_word(&text, ";", NULL)) {
        if (nodes < 2 && strcmp(word, standard[nodes]) != 0)
            return pship__fail_at(
                err, PSHIP_E_SYNTAX, of->of->all.path, of->line, word - of->begin + 1,
                "'%.60s' cannot be taken: expected the column %s", word, standard[nodes]);
        if (nodes++ >= 2 && *word)
            result = add_name(of, word, err);
    }
    return result;
}

static pship_result standard_names(tntp_reading *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 2; i < STANDARD && result == PSHIP_OK; i++)
        result = add_name(of, standard[i], err);
    return result;
}

static int measure(tntp_reading *of, const char *name, const char *unit,
                   network_attribute attribute)
{
    for (size_t i = 0; i < of->count && unit; i++)
        if (!strcmp(of->names[i], name))
            return (int)attribute;
    return -1;
}

static pship_result make_places(tntp_reading *of, pship_error *err)
{
    network_builder *builder = of->of->builder;
    char id[12];
    int through = -1;
    if (of->first_thru > 1)
        through = pship__network_builder_column(builder, NETWORK_PLACE, "through");
    for (uint32_t i = 1; i <= of->nodes; i++) {
        (void)snprintf(id, sizeof id, "%u", i);
        uint32_t place = pship__network_builder_place(builder, id, NULL);
        if (place == NETWORK_NONE)
            break;
        if (i <= of->zones)
            pship__network_builder_describe_place(builder, place, NULL, NULL, "zone", (double)NAN,
                                                  (double)NAN);
        if (through >= 0)
            pship__network_builder_set(builder, NETWORK_PLACE, place, through,
                                       i < of->first_thru ? 0 : 1);
        pship_result result = pship__progress(&of->of->all.progress, 0, err);
        if (result != PSHIP_OK)
            return result;
    }
    return pship__network_reading_check(of->of, of->line, 1, err);
}

/* With the first link all is known that stands before it. */
static pship_result begin_links(tntp_reading *of, pship_error *err)
{
    const pship_network_file_options *options = of->of->options;
    of->begun = true;
    if (!of->sized)
        return pship__fail_at(err, PSHIP_E_SYNTAX, of->of->all.path, of->line, 1,
                              "there is no <NUMBER OF NODES> before the first link");
    if (of->zones > of->nodes || of->first_thru > of->nodes + 1)
        return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, of->line, 1,
                              "of %u nodes, %u cannot be zones and %u the first to be passed",
                              of->nodes, of->zones, of->first_thru);
    pship_result result = pship__network_reading_plausible(of->of, of->nodes, of->file_length,
                                                           of->nodes_line, of->nodes_column, err);
    if (result == PSHIP_OK && !of->named)
        result = standard_names(of, err);
    if (result == PSHIP_OK)
        result = make_places(of, err);
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        of->columns[i] = pship__network_builder_column(of->of->builder, NETWORK_LINK, of->names[i]);
        result = pship__network_reading_check(of->of, of->line, 1, err);
    }
    of->length = measure(of, "length", options->length_unit, NETWORK_LENGTH);
    of->time = measure(of, "free_flow_time", options->time_unit, NETWORK_TIME);
    of->speed = measure(of, "speed", options->speed_unit, NETWORK_SPEED);
    return result;
}

/* ---- links */

static pship_result read_node(tntp_reading *of, char **rest, uint32_t *node, pship_error *err,
                              bool *bad)
{
    char *word = pship__next_word(rest, ";", NULL);
    *bad = !word || !pship__reading_ordinal(word, of->nodes, node);
    if (!*bad)
        return PSHIP_OK;
    return bad_row(of, word ? word : *rest, "place", "the number of a node", err);
}

/* A number of the file, and the attribute that it is when the options tell its unit. What is no amount, such as a toll, may be
 * negative. */
static bool check_measure(const tntp_reading *of, const char *name, double number,
                          reading_problem *problem)
{
    int attribute = !strcmp(name, "length")           ? of->length
                    : !strcmp(name, "free_flow_time") ? of->time
                                                      : -1;
    if (number < 0 && pship__tntp_amount(name))
        attribute = NETWORK_LENGTH; /* as whatever is never negative */
    return attribute < 0 || pship__network_reading_fits(attribute, number, problem);
}

static void set_measure(const tntp_reading *of, uint32_t link, const char *name, double number)
{
    network_builder *builder = of->of->builder;
    if (of->length >= 0 && !strcmp(name, "length"))
        pship__network_builder_set(builder, NETWORK_LINK, link, of->length,
                                   number * of->length_ratio);
    else if (of->time >= 0 && !strcmp(name, "free_flow_time"))
        pship__network_builder_set(builder, NETWORK_LINK, link, of->time, number * of->time_ratio);
    else if (of->speed >= 0 && !strcmp(name, "speed") && number > 0)
        pship__network_builder_set(builder, NETWORK_LINK, link, of->speed,
                                   number * of->speed_ratio);
}

static pship_result read_link(tntp_reading *of, char *rest, pship_error *err)
{
    double values[MOST_COLUMNS];
    uint32_t from = 0, to = 0, link, back;
    bool bad = false;
    pship_result result = read_node(of, &rest, &from, err, &bad);
    if (result == PSHIP_OK && !bad)
        result = read_node(of, &rest, &to, err, &bad);
    for (size_t i = 0; i < of->count && result == PSHIP_OK && !bad; i++) {
        char *word = pship__next_word(&rest, ";", NULL);
        const char *cell = word ? word : rest;
        reading_problem problem = {of->line, cell - of->begin + 1, cell, NULL, NULL};
        int attribute = pship__network_attribute_find(of->names[i]);
        bad = !pship__reading_signed(cell, &values[i], &problem) ||
              !pship__network_reading_fits(attribute < 0 ? NETWORK_ATTRIBUTES : attribute,
                                           values[i], &problem) ||
              !check_measure(of, of->names[i], values[i], &problem);
        if (bad)
            result = pship__reading_bad_row(&of->of->all, &problem, err);
    }
    if (result != PSHIP_OK || bad)
        return result;
    char *more = pship__next_word(&rest, ";", NULL);
    if (more && *more)
        return bad_row(of, more, "cells", "the end of the line", err);
    pship__network_reading_link(of->of, NULL, from - 1, to - 1, NULL, of->of->options->both_ways,
                                &link, &back);
    for (size_t i = 0; i < of->count && link != NETWORK_NONE; i++) {
        for (uint32_t one = link; one != NETWORK_NONE; one = one == link ? back : NETWORK_NONE) {
            pship__network_builder_set(of->of->builder, NETWORK_LINK, one, of->columns[i],
                                       values[i]);
            set_measure(of, one, of->names[i], values[i]);
        }
    }
    return pship__network_reading_check(of->of, of->line, 1, err);
}

static pship_result read_line(tntp_reading *of, char *line, pship_error *err)
{
    char *value = NULL;
    of->begin = line;
    switch (pship__tntp_line(line, &value)) {
    case TNTP_ZONES:
        return read_count(of, value, &of->zones, err);
    case TNTP_NODES:
        of->sized = true;
        of->nodes_line = of->line;
        of->nodes_column = value - line + 1;
        return read_count(of, value, &of->nodes, err);
    case TNTP_FIRST_THRU:
        return read_count(of, value, &of->first_thru, err);
    case TNTP_LINKS:
        of->links_line = of->line;
        of->links_column = value - line + 1;
        return read_count(of, value, &of->links, err);
    case TNTP_END:
        of->ended = true;
        return PSHIP_OK;
    case TNTP_HEADER:
        return of->begun ? PSHIP_OK : read_names(of, value, err);
    case TNTP_DATA:
        break;
    default:
        return PSHIP_OK;
    }
    pship_result result = of->begun ? PSHIP_OK : begin_links(of, err);
    return result == PSHIP_OK ? read_link(of, value, err) : result;
}

/* ---- the file of nodes */

/* The path of the nodes that belong to these links; false where their name does not tell. */
static bool node_path(pship__buffer *path, const char *links)
{
    size_t length = strlen(links), end = strlen(NET);
    if (length < end || strcmp(links + length - end, NET) != 0)
        return false;
    pship__buffer_clear(path);
    pship__buffer_add(path, links, length - end);
    pship__buffer_add_text(path, NODE);
    return true;
}

static pship_result read_node_line(tntp_reading *of, char *line, pship_error *err)
{
    uint32_t node = 0;
    double x = 0, y = 0;
    char *rest = line, *word = pship__next_word(&rest, ";", NULL);
    of->begin = line;
    if (!word || *word == '~' || !strcasecmp(word, "node"))
        return PSHIP_OK;
    if (!pship__reading_ordinal(word, of->nodes, &node))
        return bad_row(of, word, "place", "the number of a node", err);
    for (int i = 0; i < 2; i++) {
        word = pship__next_word(&rest, ";", NULL);
        const char *cell = word ? word : rest;
        reading_problem problem = {of->line, cell - line + 1, cell, NULL, NULL};
        if (!pship__reading_signed(cell, i == 0 ? &x : &y, &problem))
            return pship__reading_bad_row(&of->of->all, &problem, err);
    }
    word = pship__next_word(&rest, ";", NULL);
    if (word && *word)
        return bad_row(of, word, "cells", "the end of the line", err);
    if (node <= of->of->coordinates && !isnan(of->of->x[node - 1]))
        return bad_row(of, line, "repeated", "a node that no other line has", err);
    return pship__network_reading_locate(of->of, node - 1, x, y, err);
}

/* ---- all of it */

typedef pship_result (*line_reader)(tntp_reading *of, char *line, pship_error *err);

static pship_result read_lines(tntp_reading *of, const char *path, line_reader read,
                               pship_error *err)
{
    text_lines *lines = NULL;
    char *line = NULL;
    size_t length = 0;
    const char *before = of->of->all.path;
    of->of->all.path = path;
    pship_result result = pship__lines_open(&lines, of->of->all.context, path, &of->of->all.limits,
                                            &of->of->all.progress, err);
    if (result == PSHIP_OK) {
        of->file_length = pship__lines_length(lines);
        result = pship__lines_next(lines, &line, &length, err);
    }
    while (result == PSHIP_OK && line) {
        of->line = pship__lines_number(lines);
        result = read(of, line, err);
        if (result == PSHIP_OK)
            result = pship__lines_next(lines, &line, &length, err);
    }
    pship__lines_close(lines);
    of->of->all.path = before;
    return result;
}

static pship_result read_nodes(tntp_reading *of, pship_error *err)
{
    const char *given = of->of->options->places;
    file_form form;
    if (given)
        return *given ? read_lines(of, given, read_node_line, err) : PSHIP_OK;
    pship__buffer path;
    pship__buffer_init(&path, of->of->all.context);
    pship_result result = PSHIP_OK;
    if (node_path(&path, of->of->all.path)) {
        if (path.failed)
            result = pship__fail_memory(err);
        else if (pship__file_form(path.bytes, &form, NULL) == PSHIP_OK && form == FILE_REGULAR)
            result = read_lines(of, path.bytes, read_node_line, err);
    }
    pship__buffer_free(&path);
    return result;
}

static pship_result compare_links(const tntp_reading *of, pship_error *err)
{
    uint32_t links = pship__network_builder_so_far(of->of->builder)->parts[NETWORK_LINK].count;
    if (of->links_line == 0)
        return PSHIP_OK;
    if (of->of->options->both_ways)
        links /= 2;
    return pship__reading_total(&of->of->all, of->links_line, of->links_column, of->links, links,
                                "links", err);
}

static pship_result read_ratios(tntp_reading *of, pship_error *err)
{
    const pship_network_file_options *options = of->of->options;
    pship_result result = PSHIP_OK;
    if (options->length_unit)
        result = pship__unit_of_length(&of->length_ratio, options->length_unit, err);
    if (result == PSHIP_OK && options->time_unit)
        result = pship__unit_of_time(&of->time_ratio, options->time_unit, err);
    if (result == PSHIP_OK && options->speed_unit)
        result = pship__unit_of_speed(&of->speed_ratio, options->speed_unit, err);
    return result;
}

pship_result pship__read_tntp(network_reading *of, pship_error *err)
{
    tntp_reading tntp = {.of = of};
    pship_result result = read_ratios(&tntp, err);
    if (result == PSHIP_OK)
        result = read_lines(&tntp, of->all.path, read_line, err);
    if (result == PSHIP_OK && tntp.line == 0)
        result = pship__reading_empty(&of->all, err);
    if (result == PSHIP_OK && !tntp.begun && tntp.sized && !tntp.ended)
        result = pship__fail_at(err, PSHIP_E_SYNTAX, of->all.path, tntp.line, 1,
                                "the file ends here without links or <END OF METADATA>");
    if (result == PSHIP_OK && !tntp.begun)
        result = begin_links(&tntp, err); /* a network without links */
    if (result == PSHIP_OK)
        result = compare_links(&tntp, err);
    if (result == PSHIP_OK)
        result = read_nodes(&tntp, err);
    free_names(&tntp);
    return result;
}
