/* Sectors and what falls into them, as tables. */
#include "register/items.h"
#include "register/sector_map.h"

#include <partnership/sector.h>
#include <string.h>

/* What is counted in a cell: items of each kind, money, amounts in other money. */
typedef struct tally {
    int64_t items[ITEM_KINDS];
    double money_usd;
    int64_t other_money;
} tally;

/* What the questions share. */
typedef struct question {
    sheet page;
    sector_map map;
    year_span years;
    item *items;
    size_t count;
    bool *marks;    /* one for each sector */
    tally *tallies; /* as many as the question wants */
    double *weights;
} question;

static size_t all_years(const question *of)
{
    return of->years.count + 1;
}

/* Behind the sectors: what names none, and what is in none of the scheme. */
static size_t gap_of(const question *of)
{
    return of->map.count + (of->map.stated ? 1 : 0);
}

static const char *gap_text(const question *of, size_t sector)
{
    return sector < of->map.count ? NULL : sector == of->map.count ? "no_sector" : "not_in_scheme";
}

static bool any_items(const tally *of)
{
    for (int kind = 0; kind < ITEM_KINDS; kind++) {
        if (of->items[kind] > 0)
            return true;
    }
    return false;
}

static void count_item(tally *to, const item *one)
{
    to->items[one->kind]++;
    to->money_usd += one->amount_usd;
    to->other_money += one->other_money;
}

static void close_question(question *of)
{
    const pship_context *context = of->map.context;
    pship__release(context, of->weights);
    pship__release(context, of->tallies);
    pship__release(context, of->marks);
    pship__release(context, of->items);
    pship__sector_map_free(&of->map);
}

/* With so many tallies for each year, and one for each sector as well. */
static pship_result open_question(question *of, const pship_view *view, const char *scheme,
                                  size_t rows, bool by_sector, pship_error *err)
{
    year_span years = of->years;
    *of = (question){.years = years};
    pship_result result = pship__sector_map_load(&of->map, view, scheme, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__items_load(&of->items, &of->count, view, err);
    if (result == PSHIP_OK) {
        rows += by_sector ? of->map.count : 0;
        const pship_context *context = of->map.context;
        of->marks = pship__allocate(context, of->map.count, sizeof *of->marks);
        of->tallies = pship__allocate_zero(context, rows * all_years(of), sizeof *of->tallies);
        of->weights =
            pship__allocate_zero(context, of->map.count * all_years(of), sizeof *of->weights);
        if (!of->marks || !of->tallies || !of->weights)
            result = pship__fail_memory(err);
    }
    if (result != PSHIP_OK)
        close_question(of);
    return result;
}

static pship_result start(pship_table **table, const pship_view *view, pship_error *err)
{
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    return PSHIP_OK;
}

/* ---- the sectors */

pship_result pship_sector_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),          COLUMN("name", UTF8),        COLUMN("scheme", UTF8),
        COLUMN("code", UTF8),        COLUMN("broader", UTF8),     COLUMN("exact_match", UTF8),
        COLUMN("close_match", UTF8), COLUMN("broad_match", UTF8), COLUMN("source", UTF8),
    };
    static const char *const listed[] = {"broader", "exact_match", "close_match", "broad_match"};
    sector_map map;
    sheet page;
    pship_result result = start(table, view, err);
    if (result == PSHIP_OK)
        result = pship__sector_map_load(&map, view, NULL, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < map.count && goes_on(&page.progress, &result, err); i++) {
            if (!pship__view_holds(view, pship__existence(view, map.nodes[i].id)))
                continue;
            pship__sheet_row(&page, map.nodes[i].id);
            pship__sheet_id(&page);
            pship__sheet_value(&page, "name");
            pship__sheet_value(&page, "scheme");
            pship__sheet_value(&page, "code");
            for (size_t j = 0; j < COUNT(listed); j++)
                pship__sheet_list(&page, listed[j]);
            pship__sheet_source(&page);
        }
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__sector_map_free(&map);
    return result;
}

/* ---- the items */

static void add_item(question *of, const item *one, const sector_hit *hit)
{
    sheet *page = &of->page;
    pship__sheet_row(page, one->id);
    pship__sheet_id(page);
    pship__add_text(page->builder, pship__item_kind_name(one->kind));
    pship__sheet_name(page, hit ? of->map.nodes[hit->sector].id : 0);
    pship__add_text(page->builder, hit ? pship__sector_match_name(hit->match) : NULL);
    if (hit)
        pship__sheet_name(page, hit->stated);
    else
        pship__sheet_list(page, "sector");
    pship__add_text(page->builder, hit ? NULL : gap_text(of, gap_of(of)));
    if (one->year == NO_YEAR)
        pship__add_null(page->builder);
    else
        pship__add_int64(page->builder, one->year);
    pship__add_text(page->builder, pship__when_text(&one->date));
    pship__add_text(page->builder, one->dated_by);
    if (one->amount_usd != 0)
        pship__add_number(page->builder, one->amount_usd);
    else
        pship__add_null(page->builder);
    pship__sheet_source(page);
}

pship_result pship_sector_items(pship_table **table, const pship_view *view, const char *scheme,
                                pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("item", UTF8),           COLUMN("kind", DICTIONARY),
        COLUMN("sector", UTF8),         COLUMN("match", DICTIONARY),
        COLUMN("stated", UTF8),         COLUMN("gap", DICTIONARY),
        COLUMN("year", INT64),          COLUMN("date", UTF8),
        COLUMN("dated_by", DICTIONARY), {"amount_usd", PSHIP_COLUMN_FLOAT64, "USD", 0},
        COLUMN("source", UTF8),
    };
    question of = {.years = {0, 0}};
    pship_result result = start(table, view, err);
    if (result == PSHIP_OK)
        result = open_question(&of, view, scheme, 1, false, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_open(&of.page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < of.count && goes_on(&of.page.progress, &result, err); i++) {
            pship__sectors_of(&of.map, of.items[i].id);
            for (size_t j = 0; j < of.map.hit_count; j++)
                add_item(&of, &of.items[i], &of.map.hits[j]);
            if (of.map.hit_count == 0)
                add_item(&of, &of.items[i], NULL);
        }
        result = pship__sheet_finish(&of.page, result, table, err);
    }
    close_question(&of);
    return result;
}

/* ---- coverage */

static tally *cell_of(question *of, size_t sector, size_t place)
{
    return &of->tallies[sector * all_years(of) + place];
}

static pship_result count_coverage(question *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && goes_on(&of->page.progress, &result, err); i++) {
        size_t place;
        if (!pship__year_place(&place, &of->years, &of->items[i]))
            continue;
        pship__sectors_of(&of->map, of->items[i].id);
        if (of->map.hit_count == 0) {
            count_item(cell_of(of, gap_of(of), place), &of->items[i]);
            continue;
        }
        pship__sectors_mark(&of->map, of->marks);
        for (size_t sector = 0; sector < of->map.count; sector++) {
            if (of->marks[sector])
                count_item(cell_of(of, sector, place), &of->items[i]);
        }
    }
    return result;
}

static void add_coverage(question *of, size_t sector, size_t place)
{
    sheet *page = &of->page;
    const tally *counted = cell_of(of, sector, place);
    bool known = sector < of->map.count;
    /* What has no year or no sector has a row only where there is such a thing. */
    if ((!known || place == of->years.count) && !any_items(counted))
        return;
    pship__sheet_row(page, known ? of->map.nodes[sector].id : 0);
    if (known) {
        pship__sheet_id(page);
        pship__add_text(page->builder, of->map.nodes[sector].code);
        pship__sheet_value(page, "name");
    } else {
        for (int i = 0; i < 3; i++)
            pship__add_null(page->builder);
    }
    pship__add_text(page->builder, gap_text(of, sector));
    pship__add_year(page, &of->years, place);
    for (int kind = 0; kind < ITEM_KINDS; kind++)
        pship__add_int64(page->builder, counted->items[kind]);
    pship__add_number(page->builder, counted->money_usd);
    pship__add_int64(page->builder, counted->other_money);
}

pship_result pship_sector_coverage(pship_table **table, const pship_view *view, const char *scheme,
                                   int32_t from_year, int32_t to_year, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("sector", UTF8),       COLUMN("code", UTF8),
        COLUMN("name", UTF8),         COLUMN("gap", DICTIONARY),
        COLUMN("year", INT64),        COLUMN("agreements", INT64),
        COLUMN("commitments", INT64), COLUMN("projects", INT64),
        COLUMN("events", INT64),      {"money_usd", PSHIP_COLUMN_FLOAT64, "USD", 0},
        COLUMN("other_money", INT64),
    };
    question of;
    pship_result result = start(table, view, err);
    if (result == PSHIP_OK)
        result = pship__years(&of.years, from_year, to_year, err);
    if (result == PSHIP_OK)
        result = open_question(&of, view, scheme, 2, true, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_open(&of.page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        result = count_coverage(&of, err);
        for (size_t sector = 0;
             sector < of.map.count + 2 && goes_on(&of.page.progress, &result, err); sector++) {
            if (sector < of.map.count && !of.map.nodes[sector].in_scheme)
                continue;
            for (size_t place = 0; place < all_years(&of); place++)
                add_coverage(&of, sector, place);
        }
        result = pship__sheet_finish(&of.page, result, table, err);
    }
    close_question(&of);
    return result;
}

/* ---- the share of one */

enum { PART, WHOLE, LEFT_OUT, SHARE_ROWS };

static pship_result count_share(question *of, size_t sector, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && goes_on(&of->page.progress, &result, err); i++) {
        size_t place;
        if (!pship__year_place(&place, &of->years, &of->items[i]))
            continue;
        pship__sectors_of(&of->map, of->items[i].id);
        pship__sectors_mark(&of->map, of->marks);
        count_item(cell_of(of, of->map.hit_count > 0 ? WHOLE : LEFT_OUT, place), &of->items[i]);
        if (of->marks[sector])
            count_item(cell_of(of, PART, place), &of->items[i]);
    }
    return result;
}

/* Measure ITEM_KINDS is money. */
static double measured(const tally *of, int measure)
{
    return measure < ITEM_KINDS ? (double)of->items[measure] : of->money_usd;
}

static void add_shares(question *of, size_t place)
{
    static const char *const names[] = {"agreements", "commitments", "projects", "events",
                                        "money_usd"};
    pship__table_builder *rows = of->page.builder;
    for (int measure = 0; measure <= ITEM_KINDS; measure++) {
        double part = measured(cell_of(of, PART, place), measure);
        double whole = measured(cell_of(of, WHOLE, place), measure);
        double left_out = measured(cell_of(of, LEFT_OUT, place), measure);
        if (place == of->years.count && whole == 0 && left_out == 0)
            continue;
        pship__add_year(&of->page, &of->years, place);
        pship__add_text(rows, names[measure]);
        pship__add_number(rows, part);
        pship__add_number(rows, whole);
        if (whole > 0)
            pship__add_number(rows, part / whole * 100);
        else
            pship__add_null(rows);
        pship__add_number(rows, left_out);
    }
}

pship_result pship_sector_share(pship_table **table, const pship_view *view, const char *sector,
                                int32_t from_year, int32_t to_year, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("year", INT64),
        COLUMN("measure", DICTIONARY),
        COLUMN("part", FLOAT64),
        COLUMN("whole", FLOAT64),
        {"percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("left_out", FLOAT64),
    };
    question of;
    name_id id;
    pship_result result = start(table, view, err);
    if (result == PSHIP_OK)
        result = pship__years(&of.years, from_year, to_year, err);
    if (result == PSHIP_OK)
        result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__find(&id, view, "sector", sector, err);
    if (result != PSHIP_OK)
        return result;
    const char *scheme = pship__view_text(view, pship__ask_object(view, id, "scheme"));
    result = open_question(&of, view, scheme, SHARE_ROWS, false, err);
    if (result != PSHIP_OK)
        return result;
    size_t at = pship__sector_index(&of.map, id);
    if (at == SIZE_MAX) {
        close_question(&of);
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the view sees nothing of the sector '%s'",
                           sector);
    }
    result = pship__sheet_open(&of.page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        result = count_share(&of, at, err);
        for (size_t place = 0; result == PSHIP_OK && place < all_years(&of); place++)
            add_shares(&of, place);
        result = pship__sheet_finish(&of.page, result, table, err);
    }
    close_question(&of);
    return result;
}

/* ---- concentration */

static double *weight_of(question *of, size_t sector, size_t place)
{
    return &of->weights[sector * all_years(of) + place];
}

/* An item counts 1, in equal parts in the sectors with nothing broader that it is in; in all of them where
 * a circle leaves none at the top. */
static void weigh_item(question *of, const bool *top, size_t place)
{
    size_t count = 0, tops = 0;
    pship__sectors_mark(&of->map, of->marks);
    for (size_t i = 0; i < of->map.count; i++) {
        count += of->marks[i];
        tops += of->marks[i] && top[i];
    }
    for (size_t i = 0; i < of->map.count; i++) {
        if (of->marks[i] && (top[i] || tops == 0))
            *weight_of(of, i, place) += 1.0 / (double)(tops > 0 ? tops : count);
    }
}

static pship_result count_weights(question *of, const bool *top, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && goes_on(&of->page.progress, &result, err); i++) {
        size_t place;
        if (!pship__year_place(&place, &of->years, &of->items[i]))
            continue;
        pship__sectors_of(&of->map, of->items[i].id);
        bool any = of->map.hit_count > 0;
        cell_of(of, any ? WHOLE : LEFT_OUT, place)->items[0]++;
        if (any)
            weigh_item(of, top, place);
    }
    return result;
}

static void add_concentration(question *of, size_t place)
{
    pship__table_builder *rows = of->page.builder;
    int64_t items = cell_of(of, WHOLE, place)->items[0], sectors = 0;
    int64_t left_out = cell_of(of, LEFT_OUT, place)->items[0];
    double sum = 0;
    if (place == of->years.count && items == 0 && left_out == 0)
        return;
    for (size_t i = 0; i < of->map.count; i++) {
        double share = items > 0 ? *weight_of(of, i, place) / (double)items : 0;
        sectors += share > 0;
        sum += share * share;
    }
    pship__add_year(&of->page, &of->years, place);
    pship__add_int64(rows, items);
    pship__add_int64(rows, sectors);
    if (items > 0) {
        pship__add_number(rows, sum);
        pship__add_number(rows, 1 / sum);
    } else {
        pship__add_null(rows);
        pship__add_null(rows);
    }
    pship__add_int64(rows, left_out);
}

pship_result pship_sector_concentration(pship_table **table, const pship_view *view,
                                        const char *scheme, int32_t from_year, int32_t to_year,
                                        pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("year", INT64),
        COLUMN("items", INT64),
        COLUMN("sectors", INT64),
        COLUMN("index", FLOAT64),
        COLUMN("effective_sectors", FLOAT64),
        COLUMN("left_out", INT64),
    };
    question of;
    pship_result result = start(table, view, err);
    if (result == PSHIP_OK)
        result = pship__years(&of.years, from_year, to_year, err);
    if (result == PSHIP_OK)
        result = open_question(&of, view, scheme, SHARE_ROWS, false, err);
    if (result != PSHIP_OK)
        return result;
    bool *top = pship__allocate(of.map.context, of.map.count, sizeof *top);
    result = top ? pship__sheet_open(&of.page, view, columns, COUNT(columns), err)
                 : pship__fail_memory(err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < of.map.count; i++)
            top[i] = pship__sector_is_top(&of.map, i);
        result = count_weights(&of, top, err);
        for (size_t place = 0; result == PSHIP_OK && place < all_years(&of); place++)
            add_concentration(&of, place);
        result = pship__sheet_finish(&of.page, result, table, err);
    }
    pship__release(of.map.context, top);
    close_question(&of);
    return result;
}
