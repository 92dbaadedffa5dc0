/* A part of a network as CSV: places, links, transfers and what few of them have, with columns by name. */
#include "corridor/network_reading.h"

static const part_word place_words[] = {{"id", ROLE_ID, true},
                                        {"name", ROLE_NAME, false},
                                        {"country", ROLE_COUNTRY, false},
                                        {"kind", ROLE_KIND, false},
                                        {"longitude", ROLE_LONGITUDE, false},
                                        {"latitude", ROLE_LATITUDE, false},
                                        {NULL, ROLE_NONE, false}};
static const part_word link_words[] = {{"from", ROLE_FROM, true},
                                       {"to", ROLE_TO, true},
                                       {"id", ROLE_ID, false},
                                       {"mode", ROLE_MODE, false},
                                       {"both_ways", ROLE_BOTH_WAYS, false},
                                       {NULL, ROLE_NONE, false}};
static const part_word transfer_words[] = {
    {"from_mode", ROLE_FROM_MODE, true}, {"to_mode", ROLE_TO_MODE, true},
    {"place", ROLE_PLACE, false},        {"both_ways", ROLE_BOTH_WAYS, false},
    {"closed", ROLE_CLOSED, false},      {NULL, ROLE_NONE, false}};
static const part_word timetable_words[] = {
    {"link", ROLE_LINK, true}, {"departs_h", ROLE_DEPARTS, true}, {NULL, ROLE_NONE, false}};
static const part_word quantile_words[] = {{"part", ROLE_PART, true},
                                           {"element", ROLE_ELEMENT, true},
                                           {"probability", ROLE_PROBABILITY, true},
                                           {"time_h", ROLE_TIME, true},
                                           {NULL, ROLE_NONE, false}};
static const part_word source_words[] = {{"part", ROLE_PART, true},
                                         {"element", ROLE_ELEMENT, true},
                                         {"attribute", ROLE_ATTRIBUTE, true},
                                         {"source", ROLE_SOURCE, true},
                                         {"assumed", ROLE_ASSUMED, false},
                                         {"low", ROLE_LOW, false},
                                         {"high", ROLE_HIGH, false},
                                         {"value", ROLE_SKIP, false},
                                         {NULL, ROLE_NONE, false}};

const part_word *const pship__part_words[] = {place_words,     link_words,     transfer_words,
                                              timetable_words, quantile_words, source_words};

/* ---- columns */

typedef struct part_column {
    part_role role;
    char *name; /* of a number, as the network calls it */
    int column; /* of the builder; -1: not there yet, or left out */
    bool left_out;
    double factor;
    bool zero_is_untold;
    double value; /* of the row at hand */
    int64_t cell_column;
} part_column;

typedef struct part_reading {
    network_reading *of;
    part_kind kind;
    network_part_kind part; /* whose numbers they are */
    part_column *columns;
    size_t count;
    size_t at[ROLES]; /* index of the column, or SIZE_MAX */
    const csv_cell *cells;
    bool bad; /* the row at hand is */
} part_reading;

static bool has_numbers(part_kind kind)
{
    return kind <= PART_TRANSFERS;
}

static pship_result take_measure(part_reading *of, part_column *column, const char *name,
                                 const part_measure *measures, pship_error *err)
{
    column->role = ROLE_NUMBER;
    column->factor = 1;
    for (const part_measure *one = measures; one && one->name; one++) {
        if (strcmp(one->name, name) != 0)
            continue;
        name = one->column;
        column->factor = one->factor;
        column->zero_is_untold = one->zero_is_untold;
    }
    column->name = pship__copy_text(of->of->all.context, name);
    if (!column->name)
        return pship__fail_memory(err);
    column->column = pship__network_attribute_find(name);
    if (column->column < 0)
        column->role = ROLE_NONE;
    return PSHIP_OK;
}

static pship_result take_column(part_reading *of, size_t index, const part_word *words,
                                const part_measure *measures, pship_error *err)
{
    part_column *column = &of->columns[index];
    const csv_cell *cell = &of->cells[index];
    const char *name = pship__network_reading_rename(of->of, cell->text);
    column->column = -1;
    if (!name)
        return pship__fail_memory(err);
    for (; words->name; words++) {
        if (strcmp(words->name, name) != 0)
            continue;
        column->role = words->role;
        if (of->at[words->role] != SIZE_MAX && words->role != ROLE_SKIP)
            return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, cell->line, cell->column,
                                  "there are two columns '%.100s'", name);
        of->at[words->role] = index;
        return PSHIP_OK;
    }
    if (!has_numbers(of->kind) || !*name) {
        column->left_out = true;
        column->role = ROLE_SKIP;
        return PSHIP_OK;
    }
    pship_result result = take_measure(of, column, name, measures, err);
    for (size_t i = 0; i < index && result == PSHIP_OK; i++)
        if (of->columns[i].name && !strcmp(of->columns[i].name, column->name))
            return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, cell->line, cell->column,
                                  "there are two columns '%.100s'", column->name);
    return result;
}

static void leave_out(part_reading *of, part_column *column, const csv_cell *header,
                      const char *expected)
{
    column->left_out = true;
    column->role = ROLE_SKIP;
    pship__reading_remark(&of->of->all, &(reading_problem){header->line, header->column,
                                                           header->text, "column", expected});
}

static pship_result read_header(part_reading *of, const part_word *words,
                                const part_measure *measures, pship_error *err)
{
    const pship_context *context = of->of->all.context;
    if (of->count == 0)
        return pship__reading_empty(&of->of->all, err);
    of->columns = pship__allocate_zero(context, of->count, sizeof *of->columns);
    if (!of->columns)
        return pship__fail_memory(err);
    for (int i = 0; i < ROLES; i++)
        of->at[i] = SIZE_MAX;
    for (size_t i = 0; i < of->count; i++) {
        pship_result result = take_column(of, i, words, measures, err);
        if (result != PSHIP_OK)
            return result;
        if (of->columns[i].left_out)
            leave_out(of, &of->columns[i], &of->cells[i], "a column of numbers");
    }
    for (; words->name; words++)
        if (words->needed && of->at[words->role] == SIZE_MAX)
            return pship__fail_at(err, PSHIP_E_INVALID, of->of->all.path, 1, 1,
                                  "there is no column '%s'", words->name);
    return PSHIP_OK;
}

/* ---- cells */

static pship_result bad(part_reading *of, const csv_cell *cell, const char *rule,
                        const char *expected, pship_error *err)
{
    const reading_problem problem = {cell->line, cell->column, cell->text, rule, expected};
    of->bad = true;
    return pship__reading_bad_row(&of->of->all, &problem, err);
}

/* "" where there is no such column. */
static const char *text_at(const part_reading *of, part_role role)
{
    return of->at[role] == SIZE_MAX ? "" : of->cells[of->at[role]].text;
}

/* The cell, or the first one of the row where there is no such column. */
static const csv_cell *cell_at(const part_reading *of, part_role role)
{
    return &of->cells[of->at[role] == SIZE_MAX ? 0 : of->at[role]];
}

static bool is_untold(const char *text)
{
    return !*text || !strcmp(text, "NA") || !strcmp(text, "NaN") || !strcmp(text, "nan");
}

static pship_result read_flag(part_reading *of, part_role role, bool *flag, pship_error *err)
{
    const char *text = text_at(of, role);
    if (!*text || pship__network_reading_flag(text, flag))
        return PSHIP_OK;
    return bad(of, cell_at(of, role), "flag", "true or false", err);
}

/* A number of a role, NaN where it is not told. */
static pship_result read_signed(part_reading *of, part_role role, double low, double high,
                                const char *expected, double *number, pship_error *err)
{
    const char *text = text_at(of, role);
    *number = (double)NAN;
    if (is_untold(text))
        return PSHIP_OK;
    if (!pship__number_parse(text, number))
        return bad(of, cell_at(of, role), "number", expected, err);
    if (*number < low || *number > high)
        return bad(of, cell_at(of, role), "range", expected, err);
    return PSHIP_OK;
}

/* What may be a number of its own becomes one with its first cell. */
static pship_result read_number(part_reading *of, size_t index, const csv_cell *header,
                                pship_error *err)
{
    part_column *column = &of->columns[index];
    const csv_cell *cell = &of->cells[index];
    reading_problem problem = {cell->line, cell->column, cell->text, NULL, NULL};
    column->value = (double)NAN;
    if (is_untold(cell->text))
        return PSHIP_OK;
    if (!pship__reading_signed(cell->text, &column->value, &problem)) {
        if (column->role == ROLE_NONE && column->column < 0) {
            leave_out(of, column, header, "a column of numbers");
            return PSHIP_OK;
        }
        of->bad = true;
        return pship__reading_bad_row(&of->of->all, &problem, err);
    }
    if (column->zero_is_untold && column->value == 0)
        column->value = (double)NAN;
    column->value *= column->factor;
    if (column->role == ROLE_NUMBER &&
        !pship__network_reading_fits(column->column, column->value, &problem)) {
        of->bad = true;
        return pship__reading_bad_row(&of->of->all, &problem, err);
    }
    if (column->column < 0 && pship__network_own_column(of->part, column->name)) {
        leave_out(of, column, header, NETWORK_READING_OWN);
        return PSHIP_OK;
    }
    if (column->column < 0)
        column->column = pship__network_builder_column(of->of->builder, of->part, column->name);
    return PSHIP_OK;
}

static void set_numbers(part_reading *of, uint32_t element)
{
    for (size_t i = 0; i < of->count && element != NETWORK_NONE; i++) {
        const part_column *column = &of->columns[i];
        if (column->name && column->column >= 0 && !column->left_out && !isnan(column->value))
            pship__network_builder_set(of->of->builder, of->part, element, column->column,
                                       column->value);
    }
}

/* ---- rows */

/* Two columns that say together where a place is. */
typedef struct part_pair {
    part_role x, y;
    double most_x, most_y;
    const char *expected_x, *expected_y, *expected_both;
} part_pair;

static const part_pair degrees = {ROLE_LONGITUDE,
                                  ROLE_LATITUDE,
                                  180,
                                  90,
                                  "a longitude from -180 to 180",
                                  "a latitude from -90 to 90",
                                  "a longitude and a latitude, or neither"};
static const part_pair coordinates = {ROLE_X,
                                      ROLE_Y,
                                      HUGE_VAL,
                                      HUGE_VAL,
                                      "a coordinate",
                                      "a coordinate",
                                      "two coordinates, or neither"};

/* Both or neither. Where one is not told, its cell is named; where it has no column, that of the other one. */
static pship_result read_pair(part_reading *of, const part_pair *pair, double *x, double *y,
                              pship_error *err)
{
    *y = (double)NAN;
    pship_result result =
        read_signed(of, pair->x, -pair->most_x, pair->most_x, pair->expected_x, x, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_signed(of, pair->y, -pair->most_y, pair->most_y, pair->expected_y, y, err);
    if (result != PSHIP_OK || of->bad || isnan(*x) == isnan(*y))
        return result;
    const part_role untold = isnan(*x) ? pair->x : pair->y, told = isnan(*x) ? pair->y : pair->x;
    return bad(of, cell_at(of, of->at[untold] == SIZE_MAX ? told : untold), "missing",
               pair->expected_both, err);
}

static pship_result add_place(part_reading *of, pship_error *err)
{
    network_reading *all = of->of;
    double longitude, latitude, x, y;
    bool made = false;
    const char *id = text_at(of, ROLE_ID);
    if (!*id)
        return bad(of, cell_at(of, ROLE_ID), "missing", "the id of a place", err);
    pship_result result = read_pair(of, &degrees, &longitude, &latitude, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_pair(of, &coordinates, &x, &y, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    if (pship__network_place(pship__network_builder_so_far(all->builder), id) != NETWORK_NONE)
        return bad(of, cell_at(of, ROLE_ID), "repeated", "an id that no other place has", err);
    uint32_t place = pship__network_builder_place(all->builder, id, &made);
    if (place == NETWORK_NONE)
        return PSHIP_OK; /* the builder says why */
    pship__network_builder_describe_place(all->builder, place, text_at(of, ROLE_NAME),
                                          text_at(of, ROLE_COUNTRY), text_at(of, ROLE_KIND),
                                          longitude, latitude);
    set_numbers(of, place);
    if (of->at[ROLE_X] == SIZE_MAX && of->at[ROLE_Y] == SIZE_MAX)
        return PSHIP_OK;
    return pship__network_reading_locate(all, place, x, y, err);
}

/* The place of a cell; NETWORK_NONE where the row is bad. */
static pship_result find_place(part_reading *of, part_role role, uint32_t *place, pship_error *err)
{
    const char *id = text_at(of, role);
    *place = NETWORK_NONE;
    if (!*id)
        return bad(of, cell_at(of, role), "missing", "the id of a place", err);
    *place = pship__network_place(pship__network_builder_so_far(of->of->builder), id);
    if (*place == NETWORK_NONE && of->of->places_known)
        return bad(of, cell_at(of, role), "place", "the id of a place that is known", err);
    return PSHIP_OK;
}

static pship_result add_link(part_reading *of, pship_error *err)
{
    network_reading *all = of->of;
    bool both = all->options->both_ways, one_way = !both;
    uint32_t from = NETWORK_NONE, to = NETWORK_NONE, link, back;
    const char *id = of->at[ROLE_ID] == SIZE_MAX ? NULL : text_at(of, ROLE_ID);
    pship_result result = find_place(of, ROLE_FROM, &from, err);
    if (result == PSHIP_OK && !of->bad)
        result = find_place(of, ROLE_TO, &to, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_flag(of, ROLE_BOTH_WAYS, &both, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_flag(of, ROLE_DIRECTED, &one_way, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    if (of->at[ROLE_DIRECTED] != SIZE_MAX)
        both = !one_way;
    if (id && !*id)
        return bad(of, cell_at(of, ROLE_ID), "missing", "the id of a link", err);
    if (id && pship__network_reading_has_link(all, id, both))
        return bad(of, cell_at(of, ROLE_ID), "repeated", "an id that no other link has", err);
    if (from == NETWORK_NONE)
        from = pship__network_builder_place(all->builder, text_at(of, ROLE_FROM), NULL);
    to = pship__network_builder_place(all->builder, text_at(of, ROLE_TO), NULL);
    pship__network_reading_link(all, id, from, to, text_at(of, ROLE_MODE), both, &link, &back);
    set_numbers(of, link);
    set_numbers(of, back);
    return PSHIP_OK;
}

static pship_result add_one_transfer(part_reading *of, uint32_t place, part_role from, part_role to,
                                     bool closed, pship_error *err)
{
    network_reading *all = of->of;
    const pship_network *network = pship__network_builder_so_far(all->builder);
    const char *at = place == NETWORK_NONE ? "*" : text_at(of, ROLE_PLACE);
    pship__buffer_clear(&all->text);
    pship__buffer_format(&all->text, "%s: %s to %s", at, text_at(of, from), text_at(of, to));
    if (all->text.failed)
        return pship__fail_memory(err);
    if (pship__network_element(network, NETWORK_TRANSFER, all->text.bytes, all->text.length) !=
        NETWORK_NONE)
        return bad(of, cell_at(of, ROLE_FROM_MODE), "repeated",
                   "a transfer that is not there at this place already", err);
    uint32_t transfer =
        pship__network_builder_transfer(all->builder, place, text_at(of, from), text_at(of, to));
    set_numbers(of, transfer);
    if (closed && transfer != NETWORK_NONE)
        pship__network_builder_close(all->builder, transfer);
    return PSHIP_OK;
}

static pship_result add_transfer(part_reading *of, pship_error *err)
{
    bool both = false, closed = false;
    uint32_t place = NETWORK_NONE;
    pship_result result = read_flag(of, ROLE_BOTH_WAYS, &both, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_flag(of, ROLE_CLOSED, &closed, err);
    for (part_role role = ROLE_FROM_MODE; role <= ROLE_TO_MODE && !of->bad; role++)
        if (!*text_at(of, role))
            result = bad(of, cell_at(of, role), "missing", "a mode", err);
    const char *at = text_at(of, ROLE_PLACE);
    if (result == PSHIP_OK && !of->bad && *at) {
        result = find_place(of, ROLE_PLACE, &place, err);
        if (result == PSHIP_OK && !of->bad && place == NETWORK_NONE)
            result =
                bad(of, cell_at(of, ROLE_PLACE), "place", "the id of a place that is known", err);
    }
    if (result == PSHIP_OK && !of->bad)
        result = add_one_transfer(of, place, ROLE_FROM_MODE, ROLE_TO_MODE, closed, err);
    bool same = !strcmp(text_at(of, ROLE_FROM_MODE), text_at(of, ROLE_TO_MODE));
    if (result == PSHIP_OK && !of->bad && both && !same)
        result = add_one_transfer(of, place, ROLE_TO_MODE, ROLE_FROM_MODE, closed, err);
    return result;
}

static pship_result add_departure(part_reading *of, pship_error *err)
{
    double hour = 0;
    const char *id = text_at(of, ROLE_LINK);
    uint32_t link = pship__network_link(pship__network_builder_so_far(of->of->builder), id);
    if (link == NETWORK_NONE)
        return bad(of, cell_at(of, ROLE_LINK), "element", "the id of a link", err);
    pship_result result =
        read_signed(of, ROLE_DEPARTS, 0, 168, "an hour of the week, 0 to below 168", &hour, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    if (isnan(hour) || hour >= 168)
        return bad(of, cell_at(of, ROLE_DEPARTS), "range", "an hour of the week, 0 to below 168",
                   err);
    pship__network_builder_departure(of->of->builder, link, hour);
    return PSHIP_OK;
}

static pship_result find_element(part_reading *of, int *part, uint32_t *element, pship_error *err)
{
    const char *name = text_at(of, ROLE_PART), *id = text_at(of, ROLE_ELEMENT);
    *part = pship__network_part_find(name, strlen(name));
    if (*part < 0)
        return bad(of, cell_at(of, ROLE_PART), "element", "place, link or transfer", err);
    *element = pship__network_element(pship__network_builder_so_far(of->of->builder),
                                      (network_part_kind)*part, id, strlen(id));
    if (*element == NETWORK_NONE)
        return bad(of, cell_at(of, ROLE_ELEMENT), "element", "an element of the network", err);
    return PSHIP_OK;
}

static pship_result add_quantile(part_reading *of, pship_error *err)
{
    int part = 0;
    uint32_t element = 0;
    double probability = 0, hours = 0;
    pship_result result = find_element(of, &part, &element, err);
    if (result == PSHIP_OK && !of->bad)
        result =
            read_signed(of, ROLE_PROBABILITY, 0, 1, "a probability from 0 to 1", &probability, err);
    if (result == PSHIP_OK && !of->bad)
        result =
            read_signed(of, ROLE_TIME, 0, HUGE_VAL, "hours that are not negative", &hours, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    if (isnan(probability) || isnan(hours))
        return bad(of, cell_at(of, isnan(hours) ? ROLE_TIME : ROLE_PROBABILITY), "missing",
                   "a number", err);
    pship__network_builder_quantile(of->of->builder, (network_part_kind)part, element, probability,
                                    hours);
    return PSHIP_OK;
}

static pship_result add_source(part_reading *of, pship_error *err)
{
    int part = 0, attribute = -1;
    uint32_t element = 0;
    bool assumed = false;
    double low = 0, high = 0;
    pship_result result = find_element(of, &part, &element, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_flag(of, ROLE_ASSUMED, &assumed, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_signed(of, ROLE_LOW, -HUGE_VAL, HUGE_VAL, "a number", &low, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_signed(of, ROLE_HIGH, -HUGE_VAL, HUGE_VAL, "a number", &high, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    (void)pship__network_column(pship__network_builder_so_far(of->of->builder),
                                (network_part_kind)part, text_at(of, ROLE_ATTRIBUTE), &attribute);
    if (attribute < 0)
        return bad(of, cell_at(of, ROLE_ATTRIBUTE), "element", "the name of a column of numbers",
                   err);
    pship__network_builder_note(of->of->builder, (network_part_kind)part, element, attribute,
                                text_at(of, ROLE_SOURCE), assumed, low, high);
    return PSHIP_OK;
}

static pship_result read_row(part_reading *of, const csv_cell *header, size_t count,
                             pship_error *err)
{
    static pship_result (*const add[])(part_reading *, pship_error *) = {
        add_place, add_link, add_transfer, add_departure, add_quantile, add_source};
    pship_result result = PSHIP_OK;
    of->bad = false;
    if (count != of->count)
        return bad(of, &of->cells[0], "cells", "as many cells as the header has", err);
    for (size_t i = 0; i < count && result == PSHIP_OK && !of->bad; i++)
        if (of->columns[i].name && !of->columns[i].left_out)
            result = read_number(of, i, &header[i], err);
    if (result == PSHIP_OK && !of->bad)
        result = add[of->kind](of, err);
    if (result != PSHIP_OK)
        return result;
    return pship__network_reading_check(of->of, of->cells->line, of->cells->column, err);
}

/* ---- the file */

/* What the header says, beyond the life of its record. */
static csv_cell *keep_header(const part_reading *of, pship_error *err)
{
    size_t total = 0;
    for (size_t i = 0; i < of->count; i++)
        total += of->cells[i].length + 1;
    csv_cell *kept = pship__allocate(of->of->all.context, of->count * sizeof *kept + total, 1);
    if (!kept) {
        pship__fail_memory(err);
        return NULL;
    }
    char *text = (char *)(kept + of->count);
    for (size_t i = 0; i < of->count; i++) {
        kept[i] = of->cells[i];
        kept[i].text = text;
        memcpy(text, of->cells[i].text, of->cells[i].length + 1);
        text += of->cells[i].length + 1;
    }
    return kept;
}

static pship_result read_rows(part_reading *of, pship__csv *csv, const part_word *words,
                              const part_measure *measures, pship_error *err)
{
    pship_result result = pship__csv_next(csv, &of->cells, &of->count, NULL, err);
    if (result == PSHIP_OK)
        result = read_header(of, words, measures, err);
    if (result != PSHIP_OK)
        return result;
    csv_cell *header = keep_header(of, err);
    if (!header)
        return PSHIP_E_MEMORY;
    size_t count = 0;
    result = pship__csv_next(csv, &of->cells, &count, NULL, err);
    while (result == PSHIP_OK && count > 0) {
        result = read_row(of, header, count, err);
        if (result == PSHIP_OK)
            result = pship__csv_next(csv, &of->cells, &count, NULL, err);
    }
    pship__release(of->of->all.context, header);
    return result;
}

pship_result pship__read_part(network_reading *of, const char *path, part_kind kind,
                              const part_word *words, const part_measure *measures,
                              pship_error *err)
{
    static const network_part_kind parts[] = {NETWORK_PLACE, NETWORK_LINK,     NETWORK_TRANSFER,
                                              NETWORK_LINK,  NETWORK_TRANSFER, NETWORK_TRANSFER};
    part_reading part = {.of = of, .kind = kind, .part = parts[kind]};
    pship__csv *csv = NULL;
    const char *before = of->all.path;
    of->all.path = path;
    pship_result result = pship__reading_csv(&csv, &of->all, of->options->separator, err);
    if (result == PSHIP_OK)
        result = read_rows(&part, csv, words, measures, err);
    pship__csv_free(csv);
    for (size_t i = 0; part.columns && i < part.count; i++)
        pship__release(of->all.context, part.columns[i].name);
    pship__release(of->all.context, part.columns);
    of->all.path = before;
    return result;
}
