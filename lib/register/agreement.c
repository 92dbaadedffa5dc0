#include "model/vocabulary.h"
#include "register/force.h"

#include <partnership/agreement.h>
#include <stdlib.h>
#include <string.h>

pship_agreement_fields pship_agreement_fields_init(void)
{
    return (pship_agreement_fields)PSHIP_AGREEMENT_FIELDS_INIT;
}

pship_act_fields pship_act_fields_init(void)
{
    return (pship_act_fields)PSHIP_ACT_FIELDS_INIT;
}

pship_result pship_agreement_record(pship_transaction *transaction, const char *id,
                                    const pship_agreement_fields *fields,
                                    const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_agreement_fields, title, "title"),
        TEXT_FIELD(pship_agreement_fields, type, "type"),
        TEXT_FIELD(pship_agreement_fields, subject, "subject"),
        TEXT_FIELD(pship_agreement_fields, drafted_by, "drafted_by"),
        TEXT_FIELD(pship_agreement_fields, part_of, "part_of"),
        LIST_FIELD(pship_agreement_fields, aliases, alias_count, "alias"),
        LIST_FIELD(pship_agreement_fields, parties, party_count, "party"),
        TEXT_FIELD(pship_agreement_fields, depositary, "depositary"),
        TEXT_FIELD(pship_agreement_fields, binding, "binding"),
        LIST_FIELD(pship_agreement_fields, establishes, establishes_count, "establishes"),
        LIST_FIELD(pship_agreement_fields, amends, amends_count, "amends"),
        LIST_FIELD(pship_agreement_fields, protocol_to, protocol_to_count, "protocol_to"),
        LIST_FIELD(pship_agreement_fields, consolidates, consolidates_count, "consolidates"),
        LIST_FIELD(pship_agreement_fields, supersedes, supersedes_count, "supersedes"),
        LIST_FIELD(pship_agreement_fields, implements, implements_count, "implements"),
        LIST_FIELD(pship_agreement_fields, requires, requires_count, "requires"),
        LIST_FIELD(pship_agreement_fields, requires_in_force, requires_in_force_count,
                   "requires_in_force"),
        TEXT_FIELD(pship_agreement_fields, bilateral, "bilateral"),
    };
    pship_agreement_fields known = PSHIP_AGREEMENT_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, offsetof(pship_agreement_fields, depositary), fields,
                       "pship_agreement_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "agreement", id, &known, stated, COUNT(stated),
                                options, err);
}

pship_result pship_act_record(pship_transaction *transaction, const char *id,
                              const pship_act_fields *fields,
                              const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_act_fields, agreement, "agreement"),
        TEXT_FIELD(pship_act_fields, type, "type"),
        TEXT_FIELD(pship_act_fields, date, "date"),
        TEXT_FIELD(pship_act_fields, effect_date, "effect_date"),
        TEXT_FIELD(pship_act_fields, place, "place"),
        TEXT_FIELD(pship_act_fields, event, "event"),
        LIST_FIELD(pship_act_fields, parties, party_count, "party"),
        LIST_FIELD(pship_act_fields, signatories, signatory_count, "signatory"),
        TEXT_FIELD(pship_act_fields, article, "article"),
        TEXT_FIELD(pship_act_fields, ground, "ground"),
        TEXT_FIELD(pship_act_fields, concerns, "concerns"),
        TEXT_FIELD(pship_act_fields, description, "description"),
    };
    pship_act_fields known = PSHIP_ACT_FIELDS_INIT;
    pship_result result = pship__options(&known, sizeof known, offsetof(pship_act_fields, article),
                                         fields, "pship_act_fields", err);
    if (result != PSHIP_OK)
        return result;
    if (known.type && pship__act_life(known.type) < 0)
        return pship__fail(err, PSHIP_E_INVALID, "'%s' is not an act of an agreement", known.type);
    return pship__record_fields(transaction, "act", id, &known, stated, COUNT(stated), options,
                                err);
}

pship_result pship_agreement_status(const char **status, const pship_view *view,
                                    const char *agreement, pship_error *err)
{
    if (!status || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the status or the view is NULL");
    name_id subject = 0;
    merges who = {.view = view};
    act *acts = NULL;
    size_t count = 0;
    agreement_state state;
    const char *found = NULL;
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__find(&subject, view, "agreement", agreement, err);
    if (result == PSHIP_OK)
        result = pship__merges_load_of(&who, view, subject, "agreement", err);
    if (result == PSHIP_OK)
        result = pship__acts_load(&acts, &count, &who, subject, err);
    if (result == PSHIP_OK)
        result = pship__acts_status(&state, view, acts, count, err);
    if (result == PSHIP_OK)
        found = state.status;
    pship__release(pship__view_context(view), acts);
    result = pship__merges_close(&who, result, err);
    if (result == PSHIP_OK)
        *status = found;
    return result;
}

/* ---- the list */

/* Status tells what somebody has done, force what follows from it and from the conditions: both are listed. */
typedef struct listing {
    sheet page;
    holding *holdings;
    size_t holding_count;
} listing;

/* How surely anything is stated of it, or of one of its acts. */
static pship_truth existence_of(const sheet *page, name_id agreement, const act *acts, size_t count)
{
    pship_truth surest = pship__merged_existence(page->merged, agreement);
    for (size_t i = 0; i < count; i++) {
        pship_truth known = pship__merged_existence(page->merged, acts[i].id);
        surest = known > surest ? known : surest;
    }
    return surest;
}

static pship_result add_agreement(listing *to, name_id agreement, pship_error *err)
{
    sheet *page = &to->page;
    const pship_view *view = page->view;
    act *acts;
    size_t count;
    pship_result result = pship__acts_load(&acts, &count, page->merged, agreement, err);
    if (result != PSHIP_OK)
        return result;
    agreement_state state;
    result = pship__acts_status(&state, view, acts, count, err);
    if (result != PSHIP_OK) {
        pship__release(page->context, acts);
        return result;
    }
    pship_truth existence = existence_of(page, agreement, acts, count);
    if (pship__view_holds(view, existence) && (count == 0 || state.begun)) {
        const when *since = state.last ? &state.last->counts : &(const when){.kind = WHEN_ABSENT};
        pship__sheet_row(page, agreement);
        page->source = state.last ? state.last->source : 0;
        pship__sheet_id(page);
        pship__sheet_value(page, "title");
        pship__sheet_value(page, "type");
        pship__add_text(page->builder, state.status);
        const holding *binds = pship__holding_find(to->holdings, to->holding_count, agreement);
        pship__sheet_truth(page, binds ? binds->in_force : PSHIP_NO);
        pship__sheet_when(page, since);
        pship__sheet_days(page, since);
        pship__sheet_truth(page, pship__weaker(state.certainty, existence));
        for (size_t i = 0; i < count; i++) {
            if (acts[i].status && acts[i].effective != PSHIP_NO && acts[i].contested)
                page->contested = true;
        }
        pship__sheet_contested(page);
        pship__sheet_list(page, "party");
        pship__sheet_source(page);
    }
    pship__release(page->context, acts);
    return PSHIP_OK;
}

static pship_result fill_list(listing *to, pship_error *err)
{
    name_id *subjects;
    size_t count;
    const merges *who = to->page.merged;
    pship_result result = pship__agreements_load(&subjects, &count, who, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__holdings_load(&to->holdings, &to->holding_count, who, 0, err);
    for (size_t i = 0; i < count && goes_on(&to->page.progress, &result, err); i++)
        result = add_agreement(to, subjects[i], err);
    pship__release(to->page.context, to->holdings);
    pship__release(to->page.context, subjects);
    return result;
}

pship_result pship_agreement_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("title", UTF8),
        COLUMN("type", UTF8),
        COLUMN("status", DICTIONARY),
        COLUMN("in_force", DICTIONARY),
        COLUMN("since", UTF8),
        COLUMN("since_earliest", DATE),
        COLUMN("since_latest", DATE),
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("parties", UTF8),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges who = {.view = view};
    listing to = {.holdings = NULL};
    pship_result result = pship__sheet_begin(&to.page, &who, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = fill_list(&to, err);
    return pship__sheet_finish_merged(&to.page, result, table, err);
}

/* ---- the ledger */

static void add_act(sheet *page, const act *one)
{
    pship__sheet_row(page, one->id);
    page->source = one->source;
    pship__sheet_name(page, one->agreement);
    pship__sheet_id(page);
    pship__sheet_value(page, "type");
    pship__sheet_when(page, &one->date);
    pship__sheet_days(page, &one->date);
    pship__sheet_when(page, &one->effect);
    pship__sheet_list(page, "party");
    pship__sheet_list(page, "signatory");
    pship__sheet_value(page, "place");
    pship__sheet_value(page, "event");
    pship__sheet_truth(page, one->done);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    pship__sheet_published(page);
    pship__add_bool(page->builder, one->life >= 0 && pship__acts[one->life].consent);
    pship__sheet_value(page, "article");
    pship__sheet_value(page, "ground");
    pship__sheet_value(page, "concerns");
}

pship_result pship_agreement_acts(pship_table **table, const pship_view *view,
                                  const char *agreement, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("agreement", UTF8),   COLUMN("act", UTF8),           COLUMN("type", DICTIONARY),
        COLUMN("date", UTF8),        COLUMN("date_earliest", DATE), COLUMN("date_latest", DATE),
        COLUMN("effect_date", UTF8), COLUMN("parties", UTF8),       COLUMN("signatories", UTF8),
        COLUMN("place", UTF8),       COLUMN("event", UTF8),         COLUMN("done", DICTIONARY),
        COLUMN("contested", BOOL),   COLUMN("source", UTF8),        COLUMN("published", UTF8),
        COLUMN("consent", BOOL),     COLUMN("article", UTF8),       COLUMN("ground", DICTIONARY),
        COLUMN("concerns", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    name_id subject = 0;
    act *acts = NULL;
    size_t count = 0;
    merges who = {.view = view};
    sheet page;
    pship_result result = pship__sheet_begin(&page, &who, columns, COUNT(columns), err);
    if (result == PSHIP_OK && agreement)
        result = pship__find(&subject, view, "agreement", agreement, err);
    if (result == PSHIP_OK)
        result = pship__acts_load(&acts, &count, &who, subject, err);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++)
        add_act(&page, &acts[i]);
    pship__release(pship__view_context(view), acts);
    return pship__sheet_finish_merged(&page, result, table, err);
}

/* ---- what changed */

static int compare_effects(const void *left, const void *right)
{
    const act *a = *(const act *const *)left, *b = *(const act *const *)right;
    int order = pship__when_compare(&a->counts, &b->counts);
    if (order == 0)
        order = (a->life > b->life) - (a->life < b->life);
    return order != 0 ? order : strcmp(a->id_text, b->id_text);
}

/* A change: an act with the statuses around it, in the order in which all acts take effect. */
typedef struct change {
    const act *of;
    const char *before, *after;
} change;

static bool later_than(const when *date, pship_day since)
{
    return date->kind != WHEN_DATED || date->latest > since;
}

static bool is_change(const pship_view *view, const act *one, pship_day since)
{
    const when *done = one->date.kind == WHEN_ABSENT ? &one->counts : &one->date;
    return (pship__view_holds(view, one->done) && later_than(done, since)) ||
           (pship__view_holds(view, one->effective) && later_than(&one->counts, since));
}

/* The statuses before and after each act of one agreement. The acts are walked in the order of effect. */
static size_t changes_of(change *found, const act **order, size_t count, const pship_view *view,
                         pship_day since)
{
    size_t changes = 0;
    const char *status = "not_begun";
    acts_so_far so_far;
    pship__acts_so_far_begin(&so_far);
    if (count > 1)
        qsort(order, count, sizeof *order, compare_effects);
    for (size_t i = 0; i < count; i++) {
        const char *before = status;
        status = pship__acts_so_far_add(&so_far, view, order[i]);
        if (is_change(view, order[i], since))
            found[changes++] = (change){order[i], before, status};
    }
    return changes;
}

static int compare_changes(const void *left, const void *right)
{
    const change *a = left, *b = right;
    const act *one = a->of, *other = b->of;
    int order = pship__when_compare(&one->counts, &other->counts);
    if (order == 0)
        order = (one->agreement > other->agreement) - (one->agreement < other->agreement);
    if (order == 0)
        order = (one->life > other->life) - (one->life < other->life);
    return order != 0 ? order : strcmp(one->id_text, other->id_text);
}

static void add_change(sheet *page, const change *one, pship_day since)
{
    const act *of = one->of;
    pship_truth truth = of->done > of->effective ? of->done : of->effective;
    bool before_too = of->counts.kind != WHEN_DATED || of->counts.earliest <= since;
    pship__sheet_row(page, of->id);
    page->source = of->source;
    pship__sheet_name(page, of->agreement);
    choice title = pship__merged_ask(page->merged, of->agreement, "title");
    pship__add_text(page->builder,
                    title.picked ? pship__said_text(page->view, title.picked->statement) : NULL);
    pship__sheet_id(page);
    pship__add_text(page->builder, of->type);
    pship__sheet_when(page, of->date.kind == WHEN_ABSENT ? &of->counts : &of->date);
    pship__add_text(page->builder, one->before);
    pship__add_text(page->builder, one->after);
    pship__sheet_truth(page, before_too ? pship__weaker(truth, PSHIP_POSSIBLE) : truth);
    pship__sheet_source(page);
    pship__sheet_published(page);
}

static int by_agreement(const void *left, const void *right)
{
    const act *a = *(const act *const *)left, *b = *(const act *const *)right;
    return (a->agreement > b->agreement) - (a->agreement < b->agreement);
}

/* Groups the acts of all agreements and collects the changes of each. */
static pship_result collect_changes(change **found, size_t *changes, const act *acts, size_t count,
                                    const pship_view *view, pship_day since, pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    change *list = pship__allocate(context, count, sizeof *list);
    const act **order = pship__allocate(context, count, sizeof *order);
    bool had = list && order;
    size_t total = 0;
    for (size_t i = 0; had && i < count; i++)
        order[i] = &acts[i];
    if (had && count > 1)
        qsort(order, count, sizeof *order, by_agreement);
    for (size_t i = 0; had && i < count;) {
        size_t end = i + 1;
        while (end < count && order[end]->agreement == order[i]->agreement)
            end++;
        total += changes_of(list + total, order + i, end - i, view, since);
        i = end;
    }
    pship__release(context, order);
    if (!had) {
        pship__release(context, list);
        return pship__fail_memory(err);
    }
    if (total > 1)
        qsort(list, total, sizeof *list, compare_changes);
    *found = list;
    *changes = total;
    return PSHIP_OK;
}

pship_result pship_agreement_changes(pship_table **table, const pship_view *view, pship_day since,
                                     pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("agreement", UTF8),
        COLUMN("title", UTF8),
        COLUMN("act", UTF8),
        COLUMN("type", DICTIONARY),
        COLUMN("date", UTF8),
        COLUMN("status_before", DICTIONARY),
        COLUMN("status_after", DICTIONARY),
        COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
        COLUMN("published", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    act *acts = NULL;
    change *found = NULL;
    size_t count = 0, changes = 0;
    merges who = {.view = view};
    sheet page;
    const pship_context *context = pship__view_context(view);
    pship_result result = pship__sheet_begin(&page, &who, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = pship__acts_load(&acts, &count, &who, 0, err);
    if (result == PSHIP_OK)
        result = collect_changes(&found, &changes, acts, count, view, since, err);
    for (size_t i = 0; i < changes && goes_on(&page.progress, &result, err); i++)
        add_change(&page, &found[i], since);
    pship__release(context, found);
    pship__release(context, acts);
    return pship__sheet_finish_merged(&page, result, table, err);
}
