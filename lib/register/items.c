#include "register/items.h"

#include "codes/codes.h"
#include <stdlib.h>
#include <string.h>

static const char *const kinds[ITEM_KINDS] = {"agreement", "commitment", "project", "event"};

const char *pship__item_kind_name(item_kind kind)
{
    return kinds[kind];
}

/* ---- dates */

static bool is_dated(const when *date)
{
    return date->kind == WHEN_DATED;
}

static pship_result date_agreement(item *one, const merges *who, name_id id, pship_error *err)
{
    acts_gist of;
    pship_result result = pship__acts_gist(&of, who, id, err);
    if (result == PSHIP_OK && of.dated_by) {
        one->date = of.date;
        one->dated_by = of.dated_by;
    }
    return result;
}

/* The day by which somebody had written of it. */
static void date_by_report(item *one, const merges *who, name_id id)
{
    readings all = pship__view_all_about(who->view, id);
    for (size_t i = 0; i < all.count; i++) {
        name_id source = all.first[i].statement->source;
        if (!source || all.first[i].truth == PSHIP_NO)
            continue;
        when published = pship__when_of(who, source, "published");
        if (is_dated(&published) &&
            (!one->dated_by || pship__when_compare(&published, &one->date) < 0)) {
            one->date = published;
            one->dated_by = "first_report";
        }
    }
}

static void date_by_reports(item *one, const merges *who)
{
    size_t count;
    const merged *others = pship__merged_into(who, one->id, &count);
    date_by_report(one, who, one->id);
    for (size_t i = 0; i < count; i++)
        date_by_report(one, who, others[i].id);
}

/* The date of the agreement or event that it comes from. */
static pship_result date_by_origin(item *one, const merges *who, pship_error *err)
{
    const pship_view *view = who->view;
    name_id origin = pship__merged_object(who, one->id, "arises_from");
    name_id kind = origin ? pship__view_kind(view, origin) : 0;
    if (!kind)
        return PSHIP_OK;
    if (pship__kind_is(view, kind, pship__view_name(view, "agreement"))) {
        pship_result result = date_agreement(one, who, origin, err);
        if (result != PSHIP_OK)
            return result;
    } else {
        one->date = pship__merged_when(who, origin, "date");
        one->dated_by = is_dated(&one->date) ? "origin" : NULL;
    }
    if (one->dated_by)
        one->dated_by = "origin";
    return PSHIP_OK;
}

static void find_year(item *one)
{
    int32_t first, last;
    one->year = NO_YEAR;
    if (!one->dated_by || one->date.earliest == PSHIP_DAY_MIN || one->date.latest == PSHIP_DAY_MAX)
        return;
    pship_day_to_calendar(one->date.earliest, &first, NULL, NULL);
    pship_day_to_calendar(one->date.latest, &last, NULL, NULL);
    if (first == last)
        one->year = first;
}

static pship_result date_item(item *one, const merges *who, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (one->kind == ITEM_AGREEMENT) {
        result = date_agreement(one, who, one->id, err);
    } else {
        one->date = pship__merged_when(who, one->id, "date");
        one->dated_by = is_dated(&one->date) ? "date" : NULL;
    }
    bool promised = one->kind == ITEM_COMMITMENT || one->kind == ITEM_PROJECT;
    if (result == PSHIP_OK && !one->dated_by && promised)
        result = date_by_origin(one, who, err);
    if (result == PSHIP_OK && !one->dated_by && promised)
        date_by_reports(one, who);
    find_year(one);
    return result;
}

/* ---- money */

/* A sum of money has one currency and nothing else in its unit: no "USD/year". */
static void read_amount(item *one, const merges *who)
{
    pship_unit unit;
    choice amount = pship__merged_ask(who, one->id, "amount");
    if (!amount.picked || amount.picked->statement->value_kind != PSHIP_VALUE_NUMBER)
        return;
    const statement *said = amount.picked->statement;
    bool read = pship__unit_read(&unit, pship__view_text(who->view, said->unit));
    one->other_amount = !read || !unit.currency[0] || strcmp(unit.text, unit.currency) != 0;
    if (one->other_amount)
        return;
    memcpy(one->currency, unit.currency, sizeof one->currency);
    one->amount = said->number * unit.scale;
}

/* ---- all of them */

static pship_result add_kind(item **items, size_t *count, size_t *capacity, const merges *who,
                             item_kind kind, pship_error *err)
{
    const pship_view *view = who->view;
    pship__progress_state progress;
    const pship_context *context = pship__view_context(view);
    name_id *subjects;
    size_t found;
    pship_result result = pship__merged_subjects(who, kinds[kind], &subjects, &found, err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_begin(&progress, context, "reading items");
    for (size_t i = 0; i < found && goes_on(&progress, &result, err); i++) {
        if (!pship__view_holds(view, pship__merged_existence(who, subjects[i])))
            continue;
        if (!pship__grow(context, (void **)items, *count, capacity, sizeof(item))) {
            result = pship__fail_memory(err);
            break;
        }
        item *one = &(*items)[(*count)++];
        *one = (item){.id = subjects[i], .kind = kind};
        result = date_item(one, who, err);
        read_amount(one, who);
    }
    pship__release(context, subjects);
    return result;
}

pship_result pship__items_load(item **items, size_t *count, const merges *who, pship_error *err)
{
    const pship_view *view = who->view;
    item *made = NULL;
    size_t made_count = 0, capacity = 0;
    pship_result result = pship__view_read_all(view, err);
    for (int kind = 0; kind < ITEM_KINDS && result == PSHIP_OK; kind++)
        result = add_kind(&made, &made_count, &capacity, who, (item_kind)kind, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), made);
        return result;
    }
    *items = made;
    *count = made_count;
    return PSHIP_OK;
}

/* ---- sums of money */

void pship__money_add(money_sums *to, const pship_context *context, size_t row, size_t place,
                      const item *one)
{
    void *grown = to->list;
    if (!pship__grow(context, &grown, to->count, &to->capacity, sizeof *to->list)) {
        to->failed = true;
        return;
    }
    to->list = grown;
    money_sum *made = &to->list[to->count];
    *made = (money_sum){
        .row = row, .place = place, .order = to->count++, .amount = one->amount, .items = 1};
    memcpy(made->currency, one->currency, sizeof made->currency);
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_row(const void *left, const void *right)
{
    const money_sum *a = left, *b = right;
    int order = compare_sizes(a->row, b->row);
    if (order == 0)
        order = compare_sizes(a->place, b->place);
    if (order == 0)
        order = strcmp(a->currency, b->currency);
    return order != 0 ? order : compare_sizes(a->order, b->order);
}

static int by_money(const void *left, const void *right)
{
    const money_sum *a = left, *b = right;
    int order = compare_sizes(a->place, b->place);
    if (order == 0)
        order = strcmp(a->currency, b->currency);
    if (order == 0)
        order = compare_sizes(a->row, b->row);
    return order != 0 ? order : compare_sizes(a->order, b->order);
}

void pship__money_add_up(money_sums *of, bool by_currency)
{
    size_t kept = 0;
    if (of->count > 1)
        qsort(of->list, of->count, sizeof *of->list, by_currency ? by_money : by_row);
    for (size_t i = 0; i < of->count; i++) {
        const money_sum *one = &of->list[i];
        money_sum *last = kept > 0 ? &of->list[kept - 1] : NULL;
        if (last && last->row == one->row && last->place == one->place &&
            strcmp(last->currency, one->currency) == 0) {
            last->amount += one->amount;
            last->items++;
        } else {
            of->list[kept++] = *one;
        }
    }
    of->count = kept;
}

/* ---- years */

pship_result pship__years(year_span *years, int32_t from, int32_t to, pship_error *err)
{
    if (from > to || (int64_t)to - from >= MOST_YEARS) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the years %d to %d are not at least one and at most %d", (int)from,
                           (int)to, MOST_YEARS);
    }
    *years = (year_span){from, (size_t)((int64_t)to - from + 1)};
    return PSHIP_OK;
}

bool pship__year_place(size_t *place, const year_span *years, const item *one)
{
    int64_t at = (int64_t)one->year - years->from;
    *place = one->year == NO_YEAR ? years->count : (size_t)at;
    return one->year == NO_YEAR || (at >= 0 && at < (int64_t)years->count);
}

void pship__add_year(sheet *page, const year_span *years, size_t place)
{
    if (place < years->count)
        pship__add_int64(page->builder, (int64_t)years->from + (int64_t)place);
    else
        pship__add_null(page->builder);
}
