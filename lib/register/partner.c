/* The balance of the partners of a state. */
#include "register/items.h"

#include "stream/sort.h"
#include <partnership/partner.h>
#include <stdlib.h>
#include <string.h>

/* From a person to an office, to an organisation, to what that is part of, to a state. */
enum { DEEPEST = 6 };

/* ---- to which state does somebody belong? */

static name_id state_of(const merges *all, name_id who, int depth);

static name_id state_by(const merges *all, name_id who, const char *property, int depth)
{
    name_id next = pship__merged_object(all, who, property);
    return next ? state_of(all, next, depth + 1) : 0;
}

/* By canonical ids; 0 where nobody says. */
static name_id state_of(const merges *all, name_id who, int depth)
{
    const pship_view *view = all->view;
    static const char *const ways[] = {"country", "holds_office", "organisation", "part_of"};
    name_id kind = pship__view_kind(view, who), state = 0;
    if (kind && pship__kind_is(view, kind, pship__view_name(view, "state")))
        return who;
    for (size_t i = 0; i < COUNT(ways) && !state && depth < DEEPEST; i++)
        state = state_by(all, who, ways[i], depth);
    return state;
}

/* ---- who takes part in an item */

typedef struct pair {
    const char *partner; /* NULL: the item names no other state */
    size_t place;        /* of its year */
    item_kind kind;
} pair;

typedef struct balance {
    const pship_view *view;
    const pship_context *context;
    merges *who;
    pship__progress_state progress;
    name_id country;
    year_span years;
    name_id *states; /* of the item at hand, each once */
    size_t state_count, state_capacity;
    pair *pairs;
    size_t count, capacity;
} balance;

static bool add_state(balance *to, name_id state)
{
    if (!pship__grow(to->context, (void **)&to->states, to->state_count, &to->state_capacity,
                     sizeof *to->states))
        return false;
    to->states[to->state_count++] = state;
    return true;
}

static int by_name(const void *left, const void *right)
{
    name_id a = *(const name_id *)left, b = *(const name_id *)right;
    return (a > b) - (a < b);
}

static void keep_each_once(balance *to)
{
    size_t kept = 0;
    if (to->state_count > 1)
        qsort(to->states, to->state_count, sizeof *to->states, by_name);
    for (size_t i = 0; i < to->state_count; i++) {
        if (kept == 0 || to->states[kept - 1] != to->states[i])
            to->states[kept++] = to->states[i];
    }
    to->state_count = kept;
}

static bool find_states(balance *to, name_id subject)
{
    static const char *const roles[] = {"party",   "owner",       "beneficiary",
                                        "partner", "participant", "country"};
    to->state_count = 0;
    for (size_t i = 0; i < COUNT(roles); i++) {
        readings among = pship__merged_about(to->who, &to->who->cells, subject,
                                             pship__view_name(to->view, roles[i]));
        for (size_t j = 0; j < among.count; j++) {
            const reading *one = &among.first[j];
            if (!one->statement->object || one->statement->rank == PSHIP_RANK_DEPRECATED ||
                !pship__view_holds(to->view, one->truth))
                continue;
            name_id party = pship__canonical(to->who, one->statement->object);
            name_id state = state_of(to->who, party, 0);
            if (state && !add_state(to, state))
                return false;
        }
    }
    keep_each_once(to);
    return true;
}

static bool add_pair(balance *to, const item *one, size_t place, name_id partner)
{
    if (!pship__grow(to->context, (void **)&to->pairs, to->count, &to->capacity, sizeof(pair)))
        return false;
    to->pairs[to->count++] = (pair){pship__view_text(to->view, partner), place, one->kind};
    return true;
}

static bool add_item(balance *to, const item *one)
{
    size_t place, others = 0;
    bool takes_part = false;
    if (!pship__year_place(&place, &to->years, one))
        return true;
    if (!find_states(to, one->id))
        return false;
    for (size_t i = 0; i < to->state_count; i++)
        takes_part = takes_part || to->states[i] == to->country;
    for (size_t i = 0; takes_part && i < to->state_count; i++) {
        if (to->states[i] == to->country)
            continue;
        if (!add_pair(to, one, place, to->states[i]))
            return false;
        others++;
    }
    return !takes_part || others > 0 || add_pair(to, one, place, 0);
}

/* ---- rows */

static int compare_places(const pair *a, const pair *b)
{
    int order = (a->place > b->place) - (a->place < b->place);
    if (order != 0)
        return order;
    if (!a->partner || !b->partner)
        return (a->partner == NULL) - (b->partner == NULL);
    return strcmp(a->partner, b->partner);
}

static int by_year(const void *left, const void *right)
{
    return compare_places(left, right);
}

static void add_row(sheet *page, const balance *of, void *const *group, size_t count,
                    size_t of_year)
{
    int64_t counted[ITEM_KINDS] = {0};
    const pair *first = group[0];
    for (size_t i = 0; i < count; i++)
        counted[((const pair *)group[i])->kind]++;
    pship__add_year(page, &of->years, first->place);
    pship__add_text(page->builder, first->partner);
    for (int kind = 0; kind < ITEM_KINDS; kind++)
        pship__add_int64(page->builder, counted[kind]);
    pship__add_int64(page->builder, (int64_t)count);
    pship__add_number(page->builder, (double)count / (double)of_year * 100);
}

static void add_year_rows(sheet *page, const balance *of, void *const *order, size_t count)
{
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && compare_places(order[i], order[next]) == 0;)
            next++;
        add_row(page, of, order + i, next - i, count);
    }
}

static pship_result add_rows(sheet *page, const balance *of, pship_error *err)
{
    void **order = pship__allocate(of->context, of->count, sizeof *order);
    if (!order)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->count; i++)
        order[i] = &of->pairs[i];
    pship__sort(order, of->count, by_year);
    for (size_t i = 0, next; i < of->count; i = next) {
        for (next = i + 1;
             next < of->count && ((pair *)order[next])->place == ((pair *)order[i])->place;)
            next++;
        add_year_rows(page, of, order + i, next - i);
    }
    pship__release(of->context, order);
    return PSHIP_OK;
}

static pship_result find_pairs(balance *to, pship_error *err)
{
    item *items;
    size_t count;
    bool done = true;
    pship_result result = pship__items_load(&items, &count, to->who, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && done && goes_on(&to->progress, &result, err); i++)
        done = add_item(to, &items[i]);
    pship__release(to->context, items);
    return done ? result : pship__fail_memory(err);
}

pship_result pship_partner_balance(pship_table **table, const pship_view *view, const char *country,
                                   int32_t from_year, int32_t to_year, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("year", INT64),       COLUMN("partner", UTF8),
        COLUMN("agreements", INT64), COLUMN("commitments", INT64),
        COLUMN("projects", INT64),   COLUMN("events", INT64),
        COLUMN("items", INT64),      {"percent", PSHIP_COLUMN_FLOAT64, "percent", 0},
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges who = {.view = view};
    balance of = {.view = view, .context = pship__view_context(view), .who = &who};
    sheet page;
    pship__progress_begin(&of.progress, of.context, "counting");
    pship_result result = pship__years(&of.years, from_year, to_year, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_begin(&page, &who, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = pship__find_merged(&of.country, &who, "state", country, err);
    if (result == PSHIP_OK)
        result = find_pairs(&of, err);
    if (result == PSHIP_OK)
        result = add_rows(&page, &of, err);
    result = pship__sheet_finish_merged(&page, result, table, err);
    pship__release(of.context, of.pairs);
    pship__release(of.context, of.states);
    return result;
}
