/*
 * Offices over time, the members of blocs, and who took whose place: statements of persons and parties that hold for
 * some days.
 */
#include "register/seats.h"

#include <partnership/party.h>
#include <stdlib.h>
#include <string.h>

pship_office_history_options pship_office_history_options_init(void)
{
    return (pship_office_history_options)PSHIP_OFFICE_HISTORY_OPTIONS_INIT;
}

pship_result pship_party_join(pship_statement_id *made, pship_transaction *transaction,
                              const char *member, const char *bloc,
                              const pship_statement_options *options, pship_error *err)
{
    return pship_statement_assert_text(made, transaction, member, "member_of", bloc, NULL, options,
                                       err);
}

pship_result pship_party_succeed(pship_statement_id *made, pship_transaction *transaction,
                                 const char *successor, const char *predecessor,
                                 const pship_statement_options *options, pship_error *err)
{
    return pship_statement_assert_text(made, transaction, successor, "successor_of", predecessor,
                                       NULL, options, err);
}

/* ---- statements that refer, with the entities of both sides canonical */

typedef struct tie {
    name_id from, to; /* canonical: who states it, and of what */
    const char *from_text, *to_text;
    const reading *said;
} tie;

typedef struct ties {
    tie *list;
    size_t count;
} ties;

static int compare_ties(const void *left, const void *right)
{
    const tie *a = left, *b = right;
    int order = strcmp(a->from_text, b->from_text);
    if (order == 0)
        order = strcmp(a->to_text, b->to_text);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static int compare_ties_to(const void *left, const void *right)
{
    const tie *a = left, *b = right;
    int order = strcmp(a->to_text, b->to_text);
    return order != 0 ? order : compare_ties(left, right);
}

static size_t count_ties(const pship_view *view, const name_id *subjects, size_t count,
                         name_id property)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += pship__view_about(view, subjects[i], property).count;
    return most;
}

/* All statements of a property that refer to something. Release `to->list`. */
static pship_result load_ties(ties *to, const merges *all, const char *property, pship_error *err)
{
    const pship_view *view = all->view;
    const pship_context *context = pship__view_context(view);
    name_id *subjects, name = pship__view_name(view, property);
    size_t count;
    *to = (ties){0};
    pship_result result = pship__view_stating(view, property, &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    to->list = pship__allocate(context, count_ties(view, subjects, count, name), sizeof *to->list);
    for (size_t i = 0; i < count && to->list; i++) {
        readings among = pship__view_about(view, subjects[i], name);
        for (size_t j = 0; j < among.count; j++) {
            const statement *said = among.first[j].statement;
            if (!said->object || said->rank == PSHIP_RANK_DEPRECATED)
                continue;
            name_id from = pship__canonical(all, subjects[i]);
            name_id object = pship__canonical(all, said->object);
            to->list[to->count++] = (tie){from, object, pship__view_text(view, from),
                                          pship__view_text(view, object), &among.first[j]};
        }
    }
    pship__release(context, subjects);
    return to->list ? PSHIP_OK : pship__fail_memory(err);
}

/* ---- offices over time */

static void add_holding(sheet *page, const tie *one)
{
    const pship_view *view = page->view;
    const statement *said = one->said->statement;
    const stored_date *from = pship__view_from(view, said);
    pship__sheet_row(page, one->from);
    page->source = said->source;
    pship__sheet_id(page);
    pship__sheet_label(page, one->from);
    page->subject = one->to;
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_value(page, "organisation");
    pship__sheet_value(page, "on_behalf_of");
    pship__sheet_name(page, pship__office_side(page->merged, one->to));
    pship__sheet_name(page, from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    pship__sheet_end(page, &one->said->until);
    pship__add_date(page->builder, pship__confirmed(view, one->said));
    pship__sheet_truth(page, one->said->truth);
    pship__add_ordinal(page->builder, one->said->id);
    pship__sheet_name(page, said->source);
}

typedef struct history_filter {
    name_id person, office, organisation;
} history_filter;

static pship_result find_filter(history_filter *filter, const merges *all,
                                const pship_office_history_options *wanted, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (wanted->person)
        result = pship__find_merged(&filter->person, all, "person", wanted->person, err);
    if (result == PSHIP_OK && wanted->office)
        result = pship__find_merged(&filter->office, all, "office", wanted->office, err);
    if (result == PSHIP_OK && wanted->organisation)
        result = pship__find_merged(&filter->organisation, all, "party", wanted->organisation, err);
    return result;
}

static bool passes(const history_filter *filter, const merges *all, const tie *one)
{
    return (!filter->person || filter->person == one->from) &&
           (!filter->office || filter->office == one->to) &&
           (!filter->organisation ||
            pship__merged_object(all, one->to, "organisation") == filter->organisation);
}

pship_result pship_office_history(pship_table **table, const pship_view *view,
                                  const pship_office_history_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("person", UTF8),         COLUMN("name", UTF8),         COLUMN("office", UTF8),
        COLUMN("title", UTF8),          COLUMN("organisation", UTF8), COLUMN("on_behalf_of", UTF8),
        COLUMN("side", UTF8),           COLUMN("from", UTF8),         COLUMN("until", UTF8),
        COLUMN("last_confirmed", DATE), COLUMN("holds", DICTIONARY),  COLUMN("statement", INT64),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_office_history_options wanted = PSHIP_OFFICE_HISTORY_OPTIONS_INIT;
    history_filter filter = {0};
    merges all = {.view = view};
    ties offices = {0};
    pship_result result = pship__options(&wanted, sizeof wanted, sizeof wanted, options,
                                         "pship_office_history_options", err);
    if (result == PSHIP_OK)
        result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK)
        result = find_filter(&filter, &all, &wanted, err);
    if (result == PSHIP_OK)
        result = load_ties(&offices, &all, "holds_office", err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), offices.list);
        pship__merges_free(&all);
        return result;
    }
    if (offices.count > 1)
        qsort(offices.list, offices.count, sizeof *offices.list, compare_ties);
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < offices.count && result == PSHIP_OK; i++) {
        if (passes(&filter, &all, &offices.list[i]))
            add_holding(&page, &offices.list[i]);
    }
    pship__release(pship__view_context(view), offices.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}

/* ---- members of blocs */

/* What several sources say of one membership comes to, as pship__held_all() says of a seat. The ties of one member
 * and one bloc follow each other. */
static size_t add_member(sheet *page, const ties *all, size_t first)
{
    const pship_view *view = page->view;
    const tie *best = NULL;
    pship_truth truth = PSHIP_NO;
    pship_day confirmed = PSHIP_DAY_NONE;
    size_t end = first;
    for (; end < all->count && all->list[end].from == all->list[first].from &&
           all->list[end].to == all->list[first].to;
         end++) {
        const tie *one = &all->list[end];
        if (!pship__view_holds(view, one->said->truth))
            continue;
        pship_day day = pship__confirmed(view, one->said);
        confirmed = day > confirmed ? day : confirmed; /* NONE is before every day */
        truth = one->said->truth > truth ? one->said->truth : truth;
        bool has_day = pship__view_from(view, one->said->statement)->kind == PSHIP_DATE_DATED;
        if (!best || one->said->statement->rank > best->said->statement->rank ||
            (has_day && one->said->statement->rank == best->said->statement->rank &&
             pship__view_from(view, best->said->statement)->kind != PSHIP_DATE_DATED))
            best = one;
    }
    if (!best)
        return end;
    const stored_date *from = pship__view_from(view, best->said->statement);
    pship__sheet_row(page, best->from);
    page->source = best->said->statement->source;
    pship__sheet_name(page, best->to);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__sheet_label(page, best->from);
    pship__sheet_name(page, from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    pship__sheet_end(page, &best->said->until);
    pship__add_date(page->builder, confirmed);
    pship__sheet_truth(page, truth);
    pship__sheet_name(page, page->source);
    return end;
}

pship_result pship_party_members(pship_table **table, const pship_view *view, const char *bloc,
                                 pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("bloc", UTF8),           COLUMN("member", UTF8),
        COLUMN("kind", DICTIONARY),     COLUMN("name", UTF8),
        COLUMN("from", UTF8),           COLUMN("until", UTF8),
        COLUMN("last_confirmed", DATE), COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    ties members = {0};
    name_id only = 0;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK && bloc)
        result = pship__find_merged(&only, &all, "party", bloc, err);
    if (result == PSHIP_OK)
        result = load_ties(&members, &all, "member_of", err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), members.list);
        pship__merges_free(&all);
        return result;
    }
    if (members.count > 1)
        qsort(members.list, members.count, sizeof *members.list, compare_ties_to);
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < members.count && result == PSHIP_OK;) {
        if (only && members.list[i].to != only)
            i++;
        else
            i = add_member(&page, &members, i);
    }
    pship__release(pship__view_context(view), members.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}

/* ---- who took whose place */

static void add_succession(sheet *page, const tie *one)
{
    const pship_view *view = page->view;
    const statement *said = one->said->statement;
    const stored_date *from = pship__view_from(view, said);
    bool has_day = from->kind == PSHIP_DATE_DATED;
    pship__sheet_row(page, one->from);
    page->source = said->source;
    pship__sheet_name(page, one->to);
    pship__sheet_label(page, one->to);
    pship__sheet_id(page);
    pship__sheet_label(page, one->from);
    pship__sheet_name(page, has_day ? from->text : 0);
    pship__add_date(page->builder, has_day ? from->earliest : PSHIP_DAY_MIN);
    pship__add_date(page->builder, has_day ? from->latest : PSHIP_DAY_MAX);
    pship__sheet_truth(page, one->said->truth);
    pship__add_ordinal(page->builder, one->said->id);
    pship__sheet_name(page, said->source);
}

pship_result pship_party_successions(pship_table **table, const pship_view *view, const char *party,
                                     pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("predecessor", UTF8), COLUMN("predecessor_name", UTF8),
        COLUMN("successor", UTF8),   COLUMN("successor_name", UTF8),
        COLUMN("date", UTF8),        COLUMN("date_earliest", DATE),
        COLUMN("date_latest", DATE), COLUMN("happened", DICTIONARY),
        COLUMN("statement", INT64),  COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    ties successions = {0};
    name_id only = 0;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK && party)
        result = pship__find_merged(&only, &all, "party", party, err);
    if (result == PSHIP_OK)
        result = load_ties(&successions, &all, "successor_of", err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(view), successions.list);
        pship__merges_free(&all);
        return result;
    }
    if (successions.count > 1)
        qsort(successions.list, successions.count, sizeof *successions.list, compare_ties_to);
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    for (size_t i = 0; i < successions.count && result == PSHIP_OK; i++) {
        const tie *one = &successions.list[i];
        if (!only || one->from == only || one->to == only)
            add_succession(&page, one);
    }
    pship__release(pship__view_context(view), successions.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}
