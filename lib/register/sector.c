/* Sectors and what falls into them, as tables. */
#include "register/items.h"
#include "register/sector_map.h"

#include <partnership/sector.h>
#include <string.h>

/* What is counted in a cell: items of each kind, those that state money, and amounts of anything else. */
typedef struct tally {
    int64_t items[ITEM_KINDS];
    int64_t money, other_amounts;
} tally;

/* What the questions share. */
typedef struct question {
    sheet page;
    merges who;
    sector_map map;
    year_span years;
    item *items;
    size_t count;
    money_sums money;
    name_id sector; /* that is asked about; 0: all */
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

static tally *cell_of(question *of, size_t row, size_t place)
{
    return &of->tallies[row * all_years(of) + place];
}

static void count_item(question *of, size_t row, size_t place, const item *one)
{
    tally *to = cell_of(of, row, place);
    to->items[one->kind]++;
    to->other_amounts += one->other_amount;
    if (!one->currency[0])
        return;
    to->money++;
    pship__money_add(&of->money, of->map.context, row, place, one);
}

static void close_question(question *of)
{
    const pship_context *context = of->map.context;
    pship__release(context, of->weights);
    pship__release(context, of->tallies);
    pship__release(context, of->items);
    pship__release(context, of->money.list);
    pship__sector_map_free(&of->map);
    pship__merges_free(&of->who);
}

/* With so many tallies for each year, and one for each sector as well. */
static pship_result open_question(question *of, const pship_view *view, const char *scheme,
                                  size_t rows, bool by_sector, pship_error *err)
{
    *of = (question){.years = of->years, .sector = of->sector, .who = {.view = view}};
    pship_result result = pship__sector_map_load(&of->map, view, scheme, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__merges_load(&of->who, view, err);
    if (result == PSHIP_OK)
        result = pship__items_load(&of->items, &of->count, &of->who, err);
    if (result == PSHIP_OK) {
        rows += by_sector ? of->map.count : 0;
        const pship_context *context = of->map.context;
        of->tallies = pship__allocate_zero(context, rows * all_years(of), sizeof *of->tallies);
        of->weights =
            pship__allocate_zero(context, of->map.count * all_years(of), sizeof *of->weights);
        if (!of->tallies || !of->weights)
            result = pship__fail_memory(err);
    }
    if (result != PSHIP_OK)
        close_question(of);
    return result;
}

/* What is asked of the items of a scheme. */
typedef struct wanted {
    const pship__column_spec *columns;
    size_t column_count;
    size_t rows; /* tallies for each year */
    bool by_sector;
    pship_result (*fill)(question *of, pship_error *err);
} wanted;

/* The sheet shows canonical ids. */
static pship_result answer(pship_table **table, const pship_view *view, const char *scheme,
                           question *of, const wanted *what, pship_error *err)
{
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result result = open_question(of, view, scheme, what->rows, what->by_sector, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_open_merged(&of->page, &of->who, what->columns, what->column_count, err);
    if (result == PSHIP_OK) {
        result = what->fill(of, err);
        if (result == PSHIP_OK && of->money.failed)
            result = pship__fail_memory(err);
        result = pship__sheet_finish_merged(&of->page, result, table, err);
    }
    close_question(of);
    return result;
}

static pship_result answer_by_year(pship_table **table, const pship_view *view, const char *scheme,
                                   int32_t from, int32_t to, const wanted *what, pship_error *err)
{
    question of = {.sector = 0};
    pship_result result = pship__years(&of.years, from, to, err);
    return result == PSHIP_OK ? answer(table, view, scheme, &of, what, err) : result;
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
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    sector_map map;
    sheet page;
    pship_result result = pship__sector_map_load(&map, view, NULL, err);
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
    if (one->currency[0])
        pship__add_number(page->builder, one->amount);
    else
        pship__add_null(page->builder);
    pship__add_text(page->builder, one->currency[0] ? one->currency : NULL);
    pship__sheet_source(page);
}

static pship_result fill_items(question *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && goes_on(&of->page.progress, &result, err); i++) {
        pship__sectors_of(&of->map, &of->who, of->items[i].id);
        for (size_t j = 0; j < of->map.hit_count; j++)
            add_item(of, &of->items[i], &of->map.hits[j]);
        if (of->map.hit_count == 0)
            add_item(of, &of->items[i], NULL);
    }
    return result;
}

pship_result pship_sector_items(pship_table **table, const pship_view *view, const char *scheme,
                                pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("item", UTF8),        COLUMN("kind", DICTIONARY),     COLUMN("sector", UTF8),
        COLUMN("match", DICTIONARY), COLUMN("stated", UTF8),         COLUMN("gap", DICTIONARY),
        COLUMN("year", INT64),       COLUMN("date", UTF8),           COLUMN("dated_by", DICTIONARY),
        COLUMN("amount", FLOAT64),   COLUMN("currency", DICTIONARY), COLUMN("source", UTF8),
    };
    static const wanted what = {columns, COUNT(columns), 1, false, fill_items};
    question of = {.years = {0, 0}};
    return answer(table, view, scheme, &of, &what, err);
}

/* ---- coverage */

static pship_result count_coverage(question *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && goes_on(&of->page.progress, &result, err); i++) {
        size_t place;
        if (!pship__year_place(&place, &of->years, &of->items[i]))
            continue;
        pship__sectors_of(&of->map, &of->who, of->items[i].id);
        if (of->map.hit_count == 0) {
            count_item(of, gap_of(of), place, &of->items[i]);
            continue;
        }
        size_t count;
        const size_t *within = pship__sectors_within(&of->map, &count);
        for (size_t j = 0; j < count; j++)
            count_item(of, within[j], place, &of->items[i]);
    }
    return result;
}

/* sector, code, name, gap, year */
static void add_place(question *of, size_t sector, size_t place)
{
    sheet *page = &of->page;
    bool known = sector < of->map.count;
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
}

static void add_coverage(question *of, size_t sector, size_t place)
{
    sheet *page = &of->page;
    const tally *counted = cell_of(of, sector, place);
    bool known = sector < of->map.count;
    /* What has no year or no sector has a row only where there is such a thing. */
    if ((!known || place == of->years.count) && !any_items(counted))
        return;
    add_place(of, sector, place);
    for (int kind = 0; kind < ITEM_KINDS; kind++)
        pship__add_int64(page->builder, counted->items[kind]);
    pship__add_int64(page->builder, counted->money);
    pship__add_int64(page->builder, counted->other_amounts);
}

/* Sectors by years, with what has neither. */
static pship_result fill_coverage(question *of, pship_error *err)
{
    pship_result result = count_coverage(of, err);
    for (size_t sector = 0; sector < of->map.count + 2 && goes_on(&of->page.progress, &result, err);
         sector++) {
        if (sector < of->map.count && !of->map.nodes[sector].in_scheme)
            continue;
        for (size_t place = 0; place < all_years(of); place++)
            add_coverage(of, sector, place);
    }
    return result;
}

pship_result pship_sector_coverage(pship_table **table, const pship_view *view, const char *scheme,
                                   int32_t from_year, int32_t to_year, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("sector", UTF8),       COLUMN("code", UTF8),           COLUMN("name", UTF8),
        COLUMN("gap", DICTIONARY),    COLUMN("year", INT64),          COLUMN("agreements", INT64),
        COLUMN("commitments", INT64), COLUMN("projects", INT64),      COLUMN("events", INT64),
        COLUMN("money", INT64),       COLUMN("other_amounts", INT64),
    };
    static const wanted what = {columns, COUNT(columns), 2, true, fill_coverage};
    return answer_by_year(table, view, scheme, from_year, to_year, &what, err);
}

static pship_result fill_money(question *of, pship_error *err)
{
    pship_result result = count_coverage(of, err);
    pship__money_add_up(&of->money, false);
    for (size_t i = 0; i < of->money.count && goes_on(&of->page.progress, &result, err); i++) {
        const money_sum *one = &of->money.list[i];
        if (one->row < of->map.count && !of->map.nodes[one->row].in_scheme)
            continue;
        add_place(of, one->row, one->place);
        pship__add_text(of->page.builder, one->currency);
        pship__add_int64(of->page.builder, one->items);
        pship__add_number(of->page.builder, one->amount);
    }
    return result;
}

pship_result pship_sector_money(pship_table **table, const pship_view *view, const char *scheme,
                                int32_t from_year, int32_t to_year, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("sector", UTF8),    COLUMN("code", UTF8),      COLUMN("name", UTF8),
        COLUMN("gap", DICTIONARY), COLUMN("year", INT64),     COLUMN("currency", DICTIONARY),
        COLUMN("items", INT64),    COLUMN("amount", FLOAT64),
    };
    static const wanted what = {columns, COUNT(columns), 2, true, fill_money};
    return answer_by_year(table, view, scheme, from_year, to_year, &what, err);
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
        pship__sectors_of(&of->map, &of->who, of->items[i].id);
        count_item(of, of->map.hit_count > 0 ? WHOLE : LEFT_OUT, place, &of->items[i]);
        size_t count;
        const size_t *within = pship__sectors_within(&of->map, &count);
        for (size_t j = 0; j < count; j++) {
            if (within[j] == sector)
                count_item(of, PART, place, &of->items[i]);
        }
    }
    return result;
}

static void add_share(question *of, size_t place, const char *measure, const char *currency,
                      const double counted[SHARE_ROWS])
{
    pship__table_builder *rows = of->page.builder;
    double whole = counted[WHOLE];
    pship__add_year(&of->page, &of->years, place);
    pship__add_text(rows, measure);
    pship__add_text(rows, currency);
    pship__add_number(rows, counted[PART]);
    pship__add_number(rows, whole);
    if (whole > 0)
        pship__add_number(rows, counted[PART] / whole * 100);
    else
        pship__add_null(rows);
    pship__add_number(rows, counted[LEFT_OUT]);
}

/* From `*next` on, those of a year. */
static void add_money_shares(question *of, size_t place, size_t *next)
{
    while (*next < of->money.count && of->money.list[*next].place == place) {
        const money_sum *first = &of->money.list[*next];
        double counted[SHARE_ROWS] = {0};
        for (; *next < of->money.count && of->money.list[*next].place == place &&
               strcmp(of->money.list[*next].currency, first->currency) == 0;
             (*next)++)
            counted[of->money.list[*next].row] = of->money.list[*next].amount;
        add_share(of, place, "money", first->currency, counted);
    }
}

static void add_shares(question *of, size_t place, size_t *next)
{
    static const char *const names[] = {"agreements", "commitments", "projects", "events"};
    for (int measure = 0; measure < ITEM_KINDS; measure++) {
        double counted[SHARE_ROWS];
        for (size_t row = 0; row < SHARE_ROWS; row++)
            counted[row] = (double)cell_of(of, row, place)->items[measure];
        if (place < of->years.count || counted[WHOLE] > 0 || counted[LEFT_OUT] > 0)
            add_share(of, place, names[measure], NULL, counted);
    }
    add_money_shares(of, place, next);
}

static pship_result fill_share(question *of, pship_error *err)
{
    size_t at = pship__sector_index(&of->map, of->sector), next = 0;
    if (at == SIZE_MAX)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the view sees nothing of the sector '%s'",
                           pship__view_text(of->who.view, of->sector));
    pship_result result = count_share(of, at, err);
    pship__money_add_up(&of->money, true);
    for (size_t place = 0; place < all_years(of) && result == PSHIP_OK; place++)
        add_shares(of, place, &next);
    return result;
}

pship_result pship_sector_share(pship_table **table, const pship_view *view, const char *sector,
                                int32_t from_year, int32_t to_year, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("year", INT64),          COLUMN("measure", DICTIONARY),
        COLUMN("currency", DICTIONARY), COLUMN("part", FLOAT64),
        COLUMN("whole", FLOAT64),       {"percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("left_out", FLOAT64),
    };
    static const wanted what = {columns, COUNT(columns), SHARE_ROWS, false, fill_share};
    question of = {.sector = 0};
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result result = pship__years(&of.years, from_year, to_year, err);
    if (result == PSHIP_OK)
        result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__find(&of.sector, view, "sector", sector, err);
    if (result != PSHIP_OK)
        return result;
    const char *scheme = pship__view_text(view, pship__ask_object(view, of.sector, "scheme"));
    return answer(table, view, scheme, &of, &what, err);
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
    size_t count, tops = 0;
    const size_t *within = pship__sectors_within(&of->map, &count);
    for (size_t i = 0; i < count; i++)
        tops += top[within[i]];
    for (size_t i = 0; i < count; i++) {
        if (top[within[i]] || tops == 0)
            *weight_of(of, within[i], place) += 1.0 / (double)(tops > 0 ? tops : count);
    }
}

static pship_result count_weights(question *of, const bool *top, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && goes_on(&of->page.progress, &result, err); i++) {
        size_t place;
        if (!pship__year_place(&place, &of->years, &of->items[i]))
            continue;
        pship__sectors_of(&of->map, &of->who, of->items[i].id);
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
    double squares = 0;
    if (place == of->years.count && items == 0 && left_out == 0)
        return;
    for (size_t i = 0; i < of->map.count; i++) {
        double share = items > 0 ? *weight_of(of, i, place) / (double)items : 0;
        sectors += share > 0;
        squares += share * share;
    }
    pship__add_year(&of->page, &of->years, place);
    pship__add_int64(rows, items);
    pship__add_int64(rows, sectors);
    if (items > 0) {
        pship__add_number(rows, squares);
        pship__add_number(rows, 1 / squares);
    } else {
        pship__add_null(rows);
        pship__add_null(rows);
    }
    pship__add_int64(rows, left_out);
}

static pship_result fill_concentration(question *of, pship_error *err)
{
    bool *top = pship__allocate(of->map.context, of->map.count, sizeof *top);
    if (!top)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->map.count; i++)
        top[i] = pship__sector_is_top(&of->map, i);
    pship_result result = count_weights(of, top, err);
    for (size_t place = 0; place < all_years(of) && result == PSHIP_OK; place++)
        add_concentration(of, place);
    pship__release(of->map.context, top);
    return result;
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
    static const wanted what = {columns, COUNT(columns), SHARE_ROWS, false, fill_concentration};
    return answer_by_year(table, view, scheme, from_year, to_year, &what, err);
}
