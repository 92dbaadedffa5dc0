/*
 * Reading graphs: the shortest paths and the maximum flow of DIMACS, and the undirected graphs of the PACE challenge.
 *
 * Which of them it is stands in the line that begins with p.
 */
#include "corridor/network_reading.h"

#include <stdio.h>

typedef struct gr_reading {
    network_reading *of;
    enum { GR_NONE, GR_PATHS, GR_FLOW, GR_PACE } kind;
    uint32_t nodes, edges;
    int64_t line, edges_column, problem_line;
    const char *begin;
    int column; /* of the number of an arc */
    uint64_t file_length;
} gr_reading;

static pship_result bad_row(gr_reading *of, const char *cell, const char *rule,
                            const char *expected, pship_error *err)
{
    const reading_problem problem = {of->line, cell - of->begin + 1, cell, rule, expected};
    return pship__reading_bad_row(&of->of->all, &problem, err);
}

static pship_result refuse(const gr_reading *of, const char *cell, const char *expected,
                           pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_SYNTAX, of->of->all.path, of->line, cell - of->begin + 1,
                          "'%.60s' cannot be taken: expected %s", cell, expected);
}

/* ---- the problem */

static pship_result make_places(gr_reading *of, pship_error *err)
{
    char id[12];
    for (uint32_t i = 1; i <= of->nodes; i++) {
        (void)snprintf(id, sizeof id, "%u", i);
        if (pship__network_builder_place(of->of->builder, id, NULL) == NETWORK_NONE)
            break;
        pship_result result = pship__progress(&of->of->all.progress, 0, err);
        if (result != PSHIP_OK)
            return result;
    }
    if (of->kind != GR_PACE)
        of->column = pship__network_builder_column(of->of->builder, NETWORK_LINK,
                                                   of->kind == GR_FLOW ? "capacity" : "weight");
    return pship__network_reading_check(of->of, of->line, 1, err);
}

/* "p sp 264346 733846" */
static pship_result read_problem(gr_reading *of, char *rest, pship_error *err)
{
    static const char *const kinds[] = {"", "sp", "max", "tw"};
    char *kind = pship__next_word(&rest, "", NULL);
    if (of->kind != GR_NONE)
        return refuse(of, of->begin, "no second line that begins with p", err);
    for (int i = GR_PATHS; kind && i <= GR_PACE; i++)
        if (!strcmp(kind, kinds[i]))
            of->kind = i == GR_PATHS ? GR_PATHS : i == GR_FLOW ? GR_FLOW : GR_PACE;
    if (of->kind == GR_NONE)
        return refuse(of, kind ? kind : rest, "sp, max or tw", err);
    char *nodes = pship__next_word(&rest, "", NULL);
    if (!nodes || !pship__reading_ordinal(nodes, NETWORK_MOST, &of->nodes))
        return refuse(of, nodes ? nodes : rest, "the number of nodes", err);
    char *edges = pship__next_word(&rest, "", NULL);
    bool none = edges && !strcmp(edges, "0");
    if (!edges || (!none && !pship__reading_ordinal(edges, NETWORK_MOST, &of->edges)))
        return refuse(of, edges ? edges : rest, "the number of edges", err);
    char *more = pship__next_word(&rest, "", NULL);
    if (more)
        return refuse(of, more, "the end of the line", err);
    of->edges_column = edges - of->begin + 1;
    of->problem_line = of->line;
    pship_result result = pship__network_reading_plausible(of->of, of->nodes, of->file_length,
                                                           of->line, nodes - of->begin + 1, err);
    return result == PSHIP_OK ? make_places(of, err) : result;
}

/* ---- nodes and arcs */

/* `word` NULL: there is none, at `rest`. */
static pship_result take_node(gr_reading *of, const char *word, const char *rest, uint32_t *node,
                              bool *bad, pship_error *err)
{
    *bad = !word || !pship__reading_ordinal(word, of->nodes, node);
    return *bad ? bad_row(of, word ? word : rest, "place", "the number of a node", err) : PSHIP_OK;
}

/* "n 1 s" */
static pship_result read_terminal(gr_reading *of, char *rest, pship_error *err)
{
    uint32_t node = 0;
    bool bad = false;
    char *word = pship__next_word(&rest, "", NULL);
    pship_result result = take_node(of, word, rest, &node, &bad, err);
    if (result != PSHIP_OK || bad)
        return result;
    word = pship__next_word(&rest, "", NULL);
    if (!word || (strcmp(word, "s") != 0 && strcmp(word, "t") != 0))
        return bad_row(of, word ? word : rest, "syntax", "s or t", err);
    pship__network_builder_describe_place(of->of->builder, node - 1, NULL, NULL,
                                          *word == 's' ? "source" : "sink", (double)NAN,
                                          (double)NAN);
    return pship__network_reading_check(of->of, of->line, 1, err);
}

/* `word` is the first of its nodes. */
static pship_result read_arc(gr_reading *of, const char *word, char *rest, pship_error *err)
{
    uint32_t from = 0, to = 0, link, back;
    double number = (double)NAN;
    bool bad = false;
    pship_result result = take_node(of, word, rest, &from, &bad, err);
    if (result == PSHIP_OK && !bad) {
        word = pship__next_word(&rest, "", NULL);
        result = take_node(of, word, rest, &to, &bad, err);
    }
    if (result != PSHIP_OK || bad)
        return result;
    if (of->kind != GR_PACE) {
        word = pship__next_word(&rest, "", NULL);
        const char *cell = word ? word : rest;
        reading_problem problem = {of->line, cell - of->begin + 1, cell, NULL, NULL};
        if (!pship__reading_number(cell, &number, &problem))
            return pship__reading_bad_row(&of->of->all, &problem, err);
    }
    char *more = pship__next_word(&rest, "", NULL);
    if (more)
        return bad_row(of, more, "cells", "the end of the line", err);
    bool both = of->kind == GR_PACE || of->of->options->both_ways;
    pship__network_reading_link(of->of, NULL, from - 1, to - 1, NULL, both, &link, &back);
    for (uint32_t one = link; one != NETWORK_NONE && of->kind != GR_PACE;
         one = one == link ? back : NETWORK_NONE)
        pship__network_builder_set(of->of->builder, NETWORK_LINK, one, of->column, number);
    return pship__network_reading_check(of->of, of->line, 1, err);
}

static pship_result read_line(gr_reading *of, char *line, pship_error *err)
{
    char *rest = line;
    of->begin = line;
    char *word = pship__next_word(&rest, "", NULL);
    if (!word || !strcmp(word, "c"))
        return PSHIP_OK;
    if (!strcmp(word, "p"))
        return read_problem(of, rest, err);
    if (of->kind == GR_NONE)
        return refuse(of, word, "a line that begins with p before it", err);
    if (of->kind == GR_PACE)
        return read_arc(of, word, rest, err);
    if (!strcmp(word, "a")) {
        char *from = pship__next_word(&rest, "", NULL);
        return read_arc(of, from, rest, err);
    }
    if (!strcmp(word, "n") && of->kind == GR_FLOW)
        return read_terminal(of, rest, err);
    return bad_row(of, word, "syntax", of->kind == GR_FLOW ? "a, n or c" : "a or c", err);
}

/* ---- the file */

static pship_result compare_edges(const gr_reading *of, pship_error *err)
{
    uint32_t links = pship__network_builder_so_far(of->of->builder)->parts[NETWORK_LINK].count;
    bool both = of->kind == GR_PACE || of->of->options->both_ways;
    return pship__reading_total(&of->of->all, of->problem_line, of->edges_column, of->edges,
                                both ? links / 2 : links, "edges", err);
}

pship_result pship__read_gr(network_reading *of, pship_error *err)
{
    gr_reading gr = {.of = of, .column = -1};
    text_lines *lines = NULL;
    char *line = NULL;
    size_t length = 0;
    pship_result result = pship__lines_open(&lines, of->all.context, of->all.path, &of->all.limits,
                                            &of->all.progress, err);
    if (result == PSHIP_OK) {
        gr.file_length = pship__lines_length(lines);
        result = pship__lines_next(lines, &line, &length, err);
    }
    if (result == PSHIP_OK && !line)
        result = pship__reading_empty(&of->all, err);
    while (result == PSHIP_OK && line) {
        gr.line = pship__lines_number(lines);
        result = read_line(&gr, line, err);
        if (result == PSHIP_OK)
            result = pship__lines_next(lines, &line, &length, err);
    }
    pship__lines_close(lines);
    if (result == PSHIP_OK && gr.kind == GR_NONE)
        result = pship__fail_at(err, PSHIP_E_SYNTAX, of->all.path, gr.line, 1,
                                "there is no line that begins with p");
    if (result == PSHIP_OK)
        result = compare_edges(&gr, err);
    return result;
}
