#include "register/items.h"

#include "codes/codes.h"
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

/* The signature, or where there is none that is dated, the first act that is. */
static pship_result date_agreement(item *one, const pship_view *view, name_id id, pship_error *err)
{
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, view, id, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        bool signature = acts[i].type && strcmp(acts[i].type, "signature") == 0;
        if (!is_dated(&acts[i].date) || (one->dated_by && !signature))
            continue;
        one->date = acts[i].date;
        one->dated_by = signature ? "signature" : "first_act";
        if (signature)
            break; /* they are in the order of their dates */
    }
    pship__release(pship__view_context(view), acts);
    return PSHIP_OK;
}

/* The day by which somebody had written of it. */
static void date_by_report(item *one, const pship_view *view)
{
    readings all = pship__view_all_about(view, one->id);
    for (size_t i = 0; i < all.count; i++) {
        name_id source = all.first[i].statement->source;
        if (!source || all.first[i].truth == PSHIP_NO)
            continue;
        when published = pship__when(view, source, "published");
        if (is_dated(&published) &&
            (!one->dated_by || pship__when_compare(&published, &one->date) < 0)) {
            one->date = published;
            one->dated_by = "first_report";
        }
    }
}

/* The date of the agreement or event that it comes from. */
static pship_result date_by_origin(item *one, const pship_view *view, pship_error *err)
{
    name_id origin = pship__ask_object(view, one->id, "arises_from");
    name_id kind = origin ? pship__view_kind(view, origin) : 0;
    if (!kind)
        return PSHIP_OK;
    if (pship__kind_is(view, kind, pship__view_name(view, "agreement"))) {
        pship_result result = date_agreement(one, view, origin, err);
        if (result != PSHIP_OK)
            return result;
    } else {
        one->date = pship__when(view, origin, "date");
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

static pship_result date_item(item *one, const pship_view *view, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (one->kind == ITEM_AGREEMENT) {
        result = date_agreement(one, view, one->id, err);
    } else {
        one->date = pship__when(view, one->id, "date");
        one->dated_by = is_dated(&one->date) ? "date" : NULL;
    }
    bool promised = one->kind == ITEM_COMMITMENT || one->kind == ITEM_PROJECT;
    if (result == PSHIP_OK && !one->dated_by && promised)
        result = date_by_origin(one, view, err);
    if (result == PSHIP_OK && !one->dated_by && promised)
        date_by_report(one, view);
    find_year(one);
    return result;
}

/* ---- money */

static void read_amount(item *one, const pship_view *view)
{
    pship_unit unit;
    choice amount = pship__ask_any(view, one->id, "amount");
    if (!amount.picked || amount.picked->statement->value_kind != PSHIP_VALUE_NUMBER)
        return;
    const statement *said = amount.picked->statement;
    bool read = pship__unit_read(&unit, pship__view_text(view, said->unit));
    if (read && strcmp(unit.text, "USD") == 0)
        one->amount_usd = said->number * unit.scale;
    else
        one->other_money = true;
}

/* ---- all of them */

static pship_result add_kind(item **items, size_t *count, size_t *capacity, const pship_view *view,
                             item_kind kind, pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    name_id *subjects;
    size_t found;
    pship_result result = pship__view_subjects(view, kinds[kind], &subjects, &found, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < found && result == PSHIP_OK; i++) {
        if (!pship__view_holds(view, pship__existence(view, subjects[i])))
            continue;
        if (!pship__grow(context, (void **)items, *count, capacity, sizeof(item))) {
            result = pship__fail_memory(err);
            break;
        }
        item *one = &(*items)[(*count)++];
        *one = (item){.id = subjects[i], .kind = kind};
        result = date_item(one, view, err);
        read_amount(one, view);
    }
    pship__release(context, subjects);
    return result;
}

pship_result pship__items_load(item **items, size_t *count, const pship_view *view,
                               pship_error *err)
{
    item *made = NULL;
    size_t made_count = 0, capacity = 0;
    pship_result result = pship__view_read_all(view, err);
    for (int kind = 0; kind < ITEM_KINDS && result == PSHIP_OK; kind++)
        result = add_kind(&made, &made_count, &capacity, view, (item_kind)kind, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), made);
        return result;
    }
    *items = made;
    *count = made_count;
    return PSHIP_OK;
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
