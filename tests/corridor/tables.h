/*
 * Tables from a few lines, and back: how tests of networks say what goes in and what comes out.
 */
#ifndef TESTS_CORRIDOR_TABLES_H
#define TESTS_CORRIDOR_TABLES_H

#include <check.h>
#include <corridor/network_store.h>
#include <stdio.h>
#include <stdlib.h>
#include <table/builder.h>

/* The next piece up to a separator, in `piece`; false at the end of the line. */
static inline bool next_piece(const char **at, char piece[128])
{
    if (!**at || **at == '\n')
        return false;
    size_t length = strcspn(*at, ",\n");
    ck_assert_uint_lt(length, 128);
    memcpy(piece, *at, length);
    piece[length] = '\0';
    *at += length;
    if (**at == ',')
        (*at)++;
    return true;
}

typedef struct written_columns {
    char names[24][128];
    pship__column_spec specs[24];
    size_t count;
} written_columns;

/* "#cost=USD": a sign for the type, the name, the unit. */
static inline pship__column_spec column_in(char *text)
{
    static const struct {
        char sign;
        pship_column_type type;
    } types[] = {{'#', PSHIP_COLUMN_FLOAT64},
                 {'%', PSHIP_COLUMN_INT64},
                 {'?', PSHIP_COLUMN_BOOL},
                 {'~', PSHIP_COLUMN_DICTIONARY}};
    pship__column_spec column = {text, PSHIP_COLUMN_UTF8, NULL, 0};
    char *equals = strchr(text, '=');
    if (equals) {
        *equals = '\0';
        column.unit = equals + 1;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (*text == types[i].sign)
            column = (pship__column_spec){text + 1, types[i].type, column.unit, 0};
    return column;
}

static inline void add_piece(pship__table_builder *builder, pship_column_type type,
                             const char *piece)
{
    double number = (double)INFINITY;
    if (!*piece) {
        pship__add_null(builder);
        return;
    }
    if ((type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64) && strcmp(piece, "inf") != 0)
        ck_assert_msg(pship__number_parse(piece, &number), "%s", piece);
    if (type == PSHIP_COLUMN_FLOAT64)
        pship__add_number(builder, number);
    else if (type == PSHIP_COLUMN_INT64)
        pship__add_int64(builder, (int64_t)number);
    else if (type == PSHIP_COLUMN_BOOL)
        pship__add_bool(builder, *piece == 't');
    else
        pship__add_text(builder, piece);
}

/* The first line has the names of the columns: "from", "~mode" for words of a dictionary, "#length_km" for numbers, "%id" for whole
 * ones, "?both_ways" for true and false; "#cost=USD" has a unit. Nothing between commas is null; a null in the last column needs a
 * comma behind it. */
static inline pship_table *table_in(pship_context *context, const char *lines, pship_error *err)
{
    written_columns columns = {.count = 0};
    const char *at = lines;
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    if (!lines)
        return NULL;
    for (; next_piece(&at, columns.names[columns.count]); columns.count++)
        columns.specs[columns.count] = column_in(columns.names[columns.count]);
    if (pship__table_builder_new(&builder, context, columns.specs, columns.count, err) != PSHIP_OK)
        return NULL;
    while (*at && *++at) {
        char piece[128];
        for (size_t i = 0; i < columns.count; i++) {
            if (!next_piece(&at, piece))
                piece[0] = '\0';
            add_piece(builder, columns.specs[i].type, piece);
        }
        ck_assert_msg(!*at || *at == '\n', "too many cells: %s", at);
    }
    return pship__table_builder_finish(builder, &table, err) == PSHIP_OK ? table : NULL;
}

static inline pship_table *table_of(const char *lines)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = table_in(NULL, lines, &err);
    ck_assert_msg(!lines || table, "%s", err.message);
    return table;
}

/* A table as lines: names, then cells, with "-" for null. */
static inline void table_is(pship_table *table, const char *expected)
{
    pship__buffer text;
    char cell[256];
    pship__buffer_init(&text, NULL);
    for (int64_t row = -1; row < pship_table_rows(table); row++) {
        for (int32_t column = 0; column < pship_table_columns(table); column++) {
            pship__buffer_add_text(&text, column > 0 ? "," : "");
            if (row < 0)
                (void)snprintf(cell, sizeof cell, "%s", pship_table_column_name(table, column));
            else if (pship_table_is_null(table, column, row))
                (void)snprintf(cell, sizeof cell, "-");
            else
                (void)pship_table_format(table, column, row, cell, sizeof cell);
            pship__buffer_add_text(&text, cell);
        }
        pship__buffer_add_text(&text, "\n");
    }
    ck_assert_str_eq(text.bytes, expected);
    pship__buffer_free(&text);
    pship_table_free(table);
}

/* The lines that a network is made of; NULL: no table. */
typedef struct network_lines {
    const char *links, *places, *transfers, *timetables, *quantiles, *sources;
} network_lines;

static inline pship_result network_in(pship_network **network, pship_context *context,
                                      network_lines lines, const char *currency, pship_error *err)
{
    const char *const texts[] = {lines.links,      lines.places,    lines.transfers,
                                 lines.timetables, lines.quantiles, lines.sources};
    pship_table *made[6] = {NULL};
    pship_network_tables tables = PSHIP_NETWORK_TABLES_INIT;
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    pship_result result = PSHIP_OK;
    about.currency = currency;
    for (int i = 0; i < 6 && result == PSHIP_OK; i++) {
        made[i] = table_in(context, texts[i], err);
        if (texts[i] && !made[i])
            result = err->code;
    }
    tables.links = made[0];
    tables.places = made[1];
    tables.transfers = made[2];
    tables.timetables = made[3];
    tables.quantiles = made[4];
    tables.sources = made[5];
    if (result == PSHIP_OK)
        result = pship_network_from_tables(network, context, &tables, &about, err);
    for (int i = 0; i < 6; i++)
        pship_table_free(made[i]);
    return result;
}

static inline pship_network *network_of(network_lines lines)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    ck_assert_msg(network_in(&network, NULL, lines, "USD", &err) == PSHIP_OK, "%s", err.message);
    return network;
}

typedef pship_result (*network_list)(pship_table **, const pship_network *, pship_error *);

static inline void list_is(const pship_network *network, network_list list, const char *expected)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ck_assert_msg(list(&table, network, &err) == PSHIP_OK, "%s", err.message);
    table_is(table, expected);
}

#endif
