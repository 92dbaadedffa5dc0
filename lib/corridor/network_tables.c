/*
 * A network from tables: which columns there are, and row by row into the builder.
 */
#include "corridor/network_store.h"

#include <stdio.h>

enum { MOST_KEYS = 7 };

typedef enum key_type { KEY_TEXT, KEY_BOOL, KEY_NUMBER, KEY_IGNORED } key_type;

/* A column with a meaning of its own, beside those of numbers. */
typedef struct key {
    const char *name;
    key_type type;
    bool needed;
} key;

typedef struct number_column {
    int32_t from; /* in the table */
    int to;       /* in the builder */
    bool is_bool;
} number_column;

/* One of the tables while it is read. */
typedef struct reading {
    network_builder *builder;
    const pship_table *table;
    const char *name;
    const key *keys;
    int32_t columns[MOST_KEYS]; /* of the keys; -1: not there */
    pship__buffer texts[MOST_KEYS];
    number_column *numbers;
    size_t number_count;
    pship__progress_state *progress;
    pship_error *err;
} reading;

/* ---- columns */

static bool is_number(pship_column_type type)
{
    return type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
           type == PSHIP_COLUMN_DECIMAL128;
}

static bool fits(key_type wanted, pship_column_type type)
{
    switch (wanted) {
    case KEY_TEXT: /* many name their places by numbers */
        return type == PSHIP_COLUMN_UTF8 || type == PSHIP_COLUMN_DICTIONARY ||
               type == PSHIP_COLUMN_INT64;
    case KEY_BOOL:
        return type == PSHIP_COLUMN_BOOL;
    case KEY_NUMBER:
        return is_number(type);
    default:
        return true;
    }
}

static pship_result find_keys(reading *now)
{
    static const char *const types[] = {"text", "true or false", "numbers", ""};
    for (int i = 0; i < MOST_KEYS && now->keys[i].name; i++) {
        const key *wanted = &now->keys[i];
        int32_t column = pship_table_find(now->table, wanted->name);
        now->columns[i] = column;
        if (column < 0 && wanted->needed)
            return pship__fail(now->err, PSHIP_E_NOT_FOUND, "the table of %s has no column \"%s\"",
                               now->name, wanted->name);
        if (column >= 0 && !fits(wanted->type, pship_table_column_type(now->table, column)))
            return pship__fail(now->err, PSHIP_E_INVALID,
                               "the column \"%s\" of the table of %s does not hold %s",
                               wanted->name, now->name, types[wanted->type]);
    }
    return PSHIP_OK;
}

static bool is_key(const reading *now, const char *name)
{
    for (int i = 0; i < MOST_KEYS && now->keys[i].name; i++) {
        if (strcmp(now->keys[i].name, name) == 0)
            return true;
    }
    return false;
}

/* The columns of numbers that are not keys. Other texts and days are left out. */
static pship_result find_numbers(reading *now, network_part_kind part)
{
    int32_t count = pship_table_columns(now->table);
    const pship_context *context = now->texts[0].context;
    now->numbers = pship__allocate(context, (size_t)count, sizeof *now->numbers);
    if (!now->numbers)
        return pship__fail_memory(now->err);
    for (int32_t i = 0; i < count; i++) {
        const char *name = pship_table_column_name(now->table, i);
        pship_column_type type = pship_table_column_type(now->table, i);
        bool known = pship__network_attribute_find(name) >= 0;
        if (is_key(now, name))
            continue;
        if (known && !is_number(type))
            return pship__fail(now->err, PSHIP_E_INVALID,
                               "the column \"%s\" of the table of %s does not hold numbers", name,
                               now->name);
        if (!is_number(type) && type != PSHIP_COLUMN_BOOL)
            continue;
        int column = pship__network_builder_column(now->builder, part, name);
        if (column < 0)
            return pship__network_builder_failure(now->builder, now->err);
        now->numbers[now->number_count++] = (number_column){i, column, type == PSHIP_COLUMN_BOOL};
    }
    return PSHIP_OK;
}

/* ---- cells */

/* The text of a cell, lent until the next row; NULL where it is null. What is wrong goes to *bad. */
static const char *cell(reading *now, int of, int64_t row, bool *bad)
{
    int32_t column = now->columns[of];
    pship__buffer *text = &now->texts[of];
    if (column < 0 || pship_table_is_null(now->table, column, row))
        return NULL;
    pship__buffer_clear(text);
    if (pship_table_column_type(now->table, column) == PSHIP_COLUMN_INT64) {
        pship__buffer_format(text, "%lld", (long long)pship_table_integer(now->table, column, row));
    } else {
        size_t length;
        const char *bytes = pship_table_text(now->table, column, row, &length);
        /* An empty text may lie nowhere. */
        pship__buffer_add(text, length > 0 ? bytes : "", length);
        if (!text->failed && length > 0 && strlen(text->bytes) != length)
            *bad = true;
    }
    return text->failed ? NULL : text->bytes;
}

static double number(const reading *now, int of, int64_t row)
{
    return now->columns[of] < 0 ? (double)NAN
                                : pship_table_number(now->table, now->columns[of], row);
}

static bool truth(const reading *now, int of, int64_t row)
{
    return now->columns[of] >= 0 && pship_table_integer(now->table, now->columns[of], row) != 0;
}

static void set_numbers(const reading *now, network_part_kind part, uint32_t element, int64_t row)
{
    for (size_t i = 0; element != NETWORK_NONE && i < now->number_count; i++) {
        const number_column *column = &now->numbers[i];
        if (pship_table_is_null(now->table, column->from, row))
            continue;
        double value = column->is_bool ? (double)pship_table_integer(now->table, column->from, row)
                                       : pship_table_number(now->table, column->from, row);
        pship__network_builder_set(now->builder, part, element, column->to, value);
    }
}

static pship_result fail_row(const reading *now, int64_t row, pship_result result,
                             const char *message)
{
    return pship__fail(now->err, result, "row %lld of %s: %s", (long long)row + 1, now->name,
                       message);
}

static pship_result missing(const reading *now, int64_t row, const char *what, const char *id)
{
    return pship__fail(now->err, PSHIP_E_NOT_FOUND, "row %lld of %s: there is no %s \"%s\"",
                       (long long)row + 1, now->name, what, id);
}

/* What a row left behind: texts with zero bytes, no memory for them, or what the builder refused. */
static pship_result row_is_good(const reading *now, int64_t row, bool bad)
{
    for (int i = 0; i < MOST_KEYS; i++) {
        if (now->texts[i].failed)
            return pship__fail_memory(now->err);
    }
    if (bad)
        return fail_row(now, row, PSHIP_E_INVALID, "a text holds a zero byte");
    pship_error inner = PSHIP_ERROR_INIT;
    pship_result result = pship__network_builder_failure(now->builder, &inner);
    if (result == PSHIP_OK)
        return pship__progress(now->progress, (double)row / (double)pship_table_rows(now->table),
                               now->err);
    return result == PSHIP_E_MEMORY ? pship__fail_memory(now->err)
                                    : fail_row(now, row, result, inner.message);
}

/* ---- places */

enum { PLACE_ID, PLACE_NAME, PLACE_COUNTRY, PLACE_KIND, PLACE_LONGITUDE, PLACE_LATITUDE };
static const key place_keys[MOST_KEYS] = {
    {"id", KEY_TEXT, true},    {"name", KEY_TEXT, false},        {"country", KEY_TEXT, false},
    {"kind", KEY_TEXT, false}, {"longitude", KEY_NUMBER, false}, {"latitude", KEY_NUMBER, false}};

static pship_result read_place(reading *now, int64_t row)
{
    bool bad = false, made = true;
    const char *id = cell(now, PLACE_ID, row, &bad);
    const char *name = cell(now, PLACE_NAME, row, &bad);
    const char *country = cell(now, PLACE_COUNTRY, row, &bad);
    const char *kind = cell(now, PLACE_KIND, row, &bad);
    pship_result result = row_is_good(now, row, bad);
    if (result != PSHIP_OK)
        return result;
    uint32_t place = pship__network_builder_place(now->builder, id ? id : "", &made);
    if (!made) {
        char message[256];
        (void)snprintf(message, sizeof message, "two places have the id \"%.200s\"", id);
        return fail_row(now, row, PSHIP_E_INVALID, message);
    }
    pship__network_builder_describe_place(now->builder, place, name, country, kind,
                                          number(now, PLACE_LONGITUDE, row),
                                          number(now, PLACE_LATITUDE, row));
    set_numbers(now, NETWORK_PLACE, place, row);
    return row_is_good(now, row, false);
}

/* ---- links */

enum { LINK_FROM, LINK_TO, LINK_ID, LINK_MODE, LINK_BOTH_WAYS };
static const key link_keys[MOST_KEYS] = {{"from", KEY_TEXT, true},
                                         {"to", KEY_TEXT, true},
                                         {"id", KEY_TEXT, false},
                                         {"mode", KEY_TEXT, false},
                                         {"both_ways", KEY_BOOL, false}};

typedef struct link_rules {
    bool places_are_known; /* those of a table: links cannot name others */
    bool with_ids;         /* not the numbers of the links */
} link_rules;

static pship_result end_of(reading *now, const link_rules *rules, int64_t row, const char *id,
                           uint32_t *place)
{
    if (!rules->places_are_known || !id) {
        *place = pship__network_builder_place(now->builder, id ? id : "", NULL);
        return PSHIP_OK;
    }
    *place = pship__network_place(pship__network_builder_so_far(now->builder), id);
    return *place == NETWORK_NONE ? missing(now, row, "place", id) : PSHIP_OK;
}

/* A link that leads there, or back. */
static void add_link(reading *now, const char *id, uint32_t from, uint32_t to, const char *mode,
                     int64_t row)
{
    uint32_t link = pship__network_builder_link(now->builder, id, from, to, mode);
    set_numbers(now, NETWORK_LINK, link, row);
}

static pship_result read_link(reading *now, const link_rules *rules, int64_t row)
{
    bool bad = false;
    uint32_t from = NETWORK_NONE, to = NETWORK_NONE;
    pship__buffer *id_text = &now->texts[LINK_ID];
    const char *from_id = cell(now, LINK_FROM, row, &bad), *to_id = cell(now, LINK_TO, row, &bad);
    const char *id = cell(now, LINK_ID, row, &bad), *mode = cell(now, LINK_MODE, row, &bad);
    pship_result result = row_is_good(now, row, bad);
    if (result == PSHIP_OK)
        result = end_of(now, rules, row, from_id, &from);
    if (result == PSHIP_OK)
        result = end_of(now, rules, row, to_id, &to);
    if (result != PSHIP_OK)
        return result;
    if (now->columns[LINK_ID] >= 0 && !id) {
        id = "";
    } else if (rules->with_ids && !id) {
        pship__buffer_clear(id_text);
        pship__buffer_format(id_text, "%lld", (long long)row + 1);
        id = id_text->failed ? NULL : id_text->bytes;
    }
    add_link(now, id, from, to, mode, row);
    if (truth(now, LINK_BOTH_WAYS, row) && !id_text->failed) {
        pship__buffer_add_text(id_text, " back");
        if (!id_text->failed)
            add_link(now, id_text->bytes, to, from, mode, row);
    }
    return row_is_good(now, row, false);
}

/* Where a link leads both ways there are more links than rows, and numbers of links would not be those of rows. */
static bool leads_both_ways(const reading *now)
{
    int64_t rows = pship_table_rows(now->table), row = 0;
    while (row < rows && !truth(now, LINK_BOTH_WAYS, row))
        row++;
    return row < rows;
}

/* ---- transfers */

enum { TRANSFER_FROM, TRANSFER_TO, TRANSFER_PLACE, TRANSFER_BOTH_WAYS, TRANSFER_CLOSED };
static const key transfer_keys[MOST_KEYS] = {{"from_mode", KEY_TEXT, true},
                                             {"to_mode", KEY_TEXT, true},
                                             {"place", KEY_TEXT, false},
                                             {"both_ways", KEY_BOOL, false},
                                             {"closed", KEY_BOOL, false}};

static pship_result read_transfer(reading *now, int64_t row)
{
    bool bad = false;
    const char *modes[2] = {cell(now, TRANSFER_FROM, row, &bad), cell(now, TRANSFER_TO, row, &bad)};
    const char *id = cell(now, TRANSFER_PLACE, row, &bad);
    uint32_t place = NETWORK_NONE;
    pship_result result = row_is_good(now, row, bad);
    if (result != PSHIP_OK)
        return result;
    if (id) {
        place = pship__network_place(pship__network_builder_so_far(now->builder), id);
        if (place == NETWORK_NONE)
            return missing(now, row, "place", id);
    }
    bool back = truth(now, TRANSFER_BOTH_WAYS, row);
    for (int i = 0; i < (back ? 2 : 1); i++) {
        uint32_t transfer =
            pship__network_builder_transfer(now->builder, place, modes[i], modes[1 - i]);
        set_numbers(now, NETWORK_TRANSFER, transfer, row);
        if (transfer != NETWORK_NONE && truth(now, TRANSFER_CLOSED, row))
            pship__network_builder_close(now->builder, transfer);
    }
    return row_is_good(now, row, false);
}

/* ---- what few elements have */

enum { DEPARTURE_LINK, DEPARTURE_HOUR };
static const key departure_keys[MOST_KEYS] = {{"link", KEY_TEXT, true},
                                              {"departs_h", KEY_NUMBER, true}};

static pship_result read_departure(reading *now, int64_t row)
{
    bool bad = false;
    const char *id = cell(now, DEPARTURE_LINK, row, &bad);
    pship_result result = row_is_good(now, row, bad);
    if (result != PSHIP_OK)
        return result;
    uint32_t link =
        id ? pship__network_link(pship__network_builder_so_far(now->builder), id) : NETWORK_NONE;
    if (link == NETWORK_NONE)
        return missing(now, row, "link", id ? id : "");
    pship__network_builder_departure(now->builder, link, number(now, DEPARTURE_HOUR, row));
    return row_is_good(now, row, false);
}

enum { FEW_PART, FEW_ELEMENT };

/* The element that a row is about, by the columns that quantiles and sources share. */
static pship_result element_of(reading *now, int64_t row, network_part_kind *part,
                               uint32_t *element)
{
    bool bad = false;
    const char *name = cell(now, FEW_PART, row, &bad), *id = cell(now, FEW_ELEMENT, row, &bad);
    pship_result result = row_is_good(now, row, bad);
    if (result != PSHIP_OK)
        return result;
    int found = name ? pship__network_part_find(name, strlen(name)) : -1;
    if (found < 0)
        return fail_row(now, row, PSHIP_E_INVALID,
                        "the part of the network is not \"place\", \"link\" or \"transfer\"");
    *part = (network_part_kind)found;
    *element = id ? pship__network_element(pship__network_builder_so_far(now->builder), *part, id,
                                           strlen(id))
                  : NETWORK_NONE;
    return *element == NETWORK_NONE ? missing(now, row, name, id ? id : "") : PSHIP_OK;
}

enum { QUANTILE_PROBABILITY = 2, QUANTILE_TIME };
static const key quantile_keys[MOST_KEYS] = {{"part", KEY_TEXT, true},
                                             {"element", KEY_TEXT, true},
                                             {"probability", KEY_NUMBER, true},
                                             {"time_h", KEY_NUMBER, true}};

static pship_result read_quantile(reading *now, int64_t row)
{
    network_part_kind part;
    uint32_t element;
    pship_result result = element_of(now, row, &part, &element);
    if (result != PSHIP_OK)
        return result;
    pship__network_builder_quantile(now->builder, part, element,
                                    number(now, QUANTILE_PROBABILITY, row),
                                    number(now, QUANTILE_TIME, row));
    return row_is_good(now, row, false);
}

enum { SOURCE_ATTRIBUTE = 2, SOURCE_SOURCE, SOURCE_ASSUMED, SOURCE_LOW, SOURCE_HIGH };
static const key source_keys[MOST_KEYS] = {
    {"part", KEY_TEXT, true},   {"element", KEY_TEXT, true},  {"attribute", KEY_TEXT, true},
    {"source", KEY_TEXT, true}, {"assumed", KEY_BOOL, false}, {"low", KEY_NUMBER, false},
    {"high", KEY_NUMBER, false}};

static pship_result read_source(reading *now, int64_t row)
{
    network_part_kind part;
    uint32_t element;
    int attribute;
    bool bad = false;
    pship_result result = element_of(now, row, &part, &element);
    if (result != PSHIP_OK)
        return result;
    const char *name = cell(now, SOURCE_ATTRIBUTE, row, &bad);
    const char *source = cell(now, SOURCE_SOURCE, row, &bad);
    result = row_is_good(now, row, bad);
    if (result != PSHIP_OK)
        return result;
    (void)pship__network_column(pship__network_builder_so_far(now->builder), part, name ? name : "",
                                &attribute);
    if (attribute < 0)
        return missing(now, row, "column", name ? name : "");
    pship__network_builder_note(now->builder, part, element, attribute, source,
                                truth(now, SOURCE_ASSUMED, row), number(now, SOURCE_LOW, row),
                                number(now, SOURCE_HIGH, row));
    return row_is_good(now, row, false);
}

/* ---- tables */

/* What is common to all tables: NETWORK_PARTS for one whose numbers are all keys. */
static pship_result begin_table(reading *now, const pship_table *table, const char *name,
                                const key *keys, network_part_kind part)
{
    now->table = table;
    now->name = name;
    now->keys = keys;
    now->number_count = 0;
    pship_result result = find_keys(now);
    if (result == PSHIP_OK && part != NETWORK_PARTS)
        result = find_numbers(now, part);
    return result;
}

static void end_table(reading *now)
{
    pship__release(now->texts[0].context, now->numbers);
    now->numbers = NULL;
    for (int i = 0; i < MOST_KEYS; i++)
        pship__buffer_clear(&now->texts[i]);
}

typedef pship_result (*read_row)(reading *, int64_t);

static pship_result read_table(reading *now, const pship_table *table, const char *name,
                               const key *keys, network_part_kind part, read_row read)
{
    if (!table)
        return PSHIP_OK;
    pship_result result = begin_table(now, table, name, keys, part);
    for (int64_t row = 0; result == PSHIP_OK && row < pship_table_rows(table); row++)
        result = read(now, row);
    end_table(now);
    return result;
}

static pship_result read_links(reading *now, const pship_network_tables *tables)
{
    pship_result result = begin_table(now, tables->links, "links", link_keys, NETWORK_LINK);
    if (result == PSHIP_OK) {
        bool back = leads_both_ways(now);
        const link_rules rules = {tables->places != NULL, back || now->columns[LINK_ID] >= 0};
        for (int64_t row = 0; result == PSHIP_OK && row < pship_table_rows(tables->links); row++)
            result = read_link(now, &rules, row);
    }
    end_table(now);
    return result;
}

static pship_result read_all(reading *now, const pship_network_tables *tables)
{
    pship_result result =
        read_table(now, tables->places, "places", place_keys, NETWORK_PLACE, read_place);
    pship__progress_part(now->progress, 0.2, 0.6);
    if (result == PSHIP_OK)
        result = read_links(now, tables);
    pship__progress_part(now->progress, 0.8, 0.2);
    if (result == PSHIP_OK)
        result = read_table(now, tables->transfers, "transfers", transfer_keys, NETWORK_TRANSFER,
                            read_transfer);
    if (result == PSHIP_OK)
        result = read_table(now, tables->timetables, "timetables", departure_keys, NETWORK_PARTS,
                            read_departure);
    if (result == PSHIP_OK)
        result = read_table(now, tables->quantiles, "quantiles", quantile_keys, NETWORK_PARTS,
                            read_quantile);
    if (result == PSHIP_OK)
        result =
            read_table(now, tables->sources, "sources", source_keys, NETWORK_PARTS, read_source);
    return result;
}

pship_result pship_network_from_tables(pship_network **network, pship_context *context,
                                       const pship_network_tables *tables,
                                       const pship_network_about *about, pship_error *err)
{
    pship_network_tables given = PSHIP_NETWORK_TABLES_INIT;
    pship__progress_state progress;
    pship_result result = pship__options(
        &given, sizeof given, offsetof(pship_network_tables, sources) + sizeof given.sources,
        tables, "pship_network_tables", err);
    if (result != PSHIP_OK)
        return result;
    if (!given.links)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a network is made of links: there is no table");
    reading now = {
        .builder = pship__network_builder_new(context), .progress = &progress, .err = err};
    if (!now.builder)
        return pship__fail_memory(err);
    for (int i = 0; i < MOST_KEYS; i++)
        pship__buffer_init(&now.texts[i], context);
    pship__progress_begin(&progress, context, "making a network");
    pship__progress_part(&progress, 0, 0.2);
    result = read_all(&now, &given);
    for (int i = 0; i < MOST_KEYS; i++)
        pship__buffer_free(&now.texts[i]);
    if (result == PSHIP_OK)
        return pship__network_builder_finish(network, now.builder, about, err);
    pship__network_builder_free(now.builder);
    return result;
}
