/* Who owes what is overdue, and how the days of commitments have slipped. */
#include "register/names.h"

#include <partnership/commitment.h>
#include <stdlib.h>
#include <string.h>

typedef struct debt {
    name_id owner; /* 0: nobody is named */
    const char *owner_text;
    const owed *commitment;
    int64_t worst; /* days of the one that the owner owes longest */
    pship_truth certainty;
} debt;

typedef struct debts {
    debt *items;
    size_t count, capacity;
} debts;

static bool add_debt(debts *all, const pship_view *view, name_id owner, const owed *commitment,
                     pship_truth owns)
{
    void *items = all->items;
    if (!pship__grow(pship__view_context(view), &items, all->count, &all->capacity,
                     sizeof *all->items))
        return false;
    all->items = items;
    all->items[all->count++] = (debt){.owner = owner,
                                      .owner_text = owner ? pship__view_text(view, owner) : "",
                                      .commitment = commitment,
                                      .certainty = pship__weaker(owns, commitment->certainty)};
    return true;
}

/* One for each owner, who is one whatever the ids, or one without. */
static pship_result add_owners(debts *all, merges *who, const owed *commitment, pship_error *err)
{
    const pship_view *view = who->view;
    readings among =
        pship__merged_about(who, &who->cells, commitment->id, pship__view_name(view, "owner"));
    held *owners;
    size_t count;
    pship_result result = pship__held_all(&owners, &count, view, who, among, err);
    if (result != PSHIP_OK)
        return result;
    bool added = count > 0 || add_debt(all, view, 0, commitment, PSHIP_CERTAIN);
    for (size_t i = 0; i < count && added; i++)
        added = add_debt(all, view, owners[i].thing, commitment, owners[i].truth);
    pship__release(pship__view_context(view), owners);
    return added ? PSHIP_OK : pship__fail_memory(err);
}

static int by_owner(const void *left, const void *right)
{
    const debt *a = left, *b = right;
    int order = strcmp(a->owner_text, b->owner_text);
    if (order != 0)
        return order;
    if (a->commitment->days_overdue != b->commitment->days_overdue)
        return a->commitment->days_overdue > b->commitment->days_overdue ? -1 : 1;
    return strcmp(a->commitment->id_text, b->commitment->id_text);
}

/* What nobody is named for comes last. */
static int by_delay(const void *left, const void *right)
{
    const debt *a = left, *b = right;
    if ((a->owner == 0) != (b->owner == 0))
        return a->owner == 0 ? 1 : -1;
    if (a->worst != b->worst)
        return a->worst > b->worst ? -1 : 1;
    return by_owner(left, right);
}

static void sort_debts(debts *all)
{
    if (all->count < 2)
        return;
    qsort(all->items, all->count, sizeof *all->items, by_owner);
    int64_t worst = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (i == 0 || all->items[i].owner != all->items[i - 1].owner)
            worst = all->items[i].commitment->days_overdue;
        all->items[i].worst = worst;
    }
    qsort(all->items, all->count, sizeof *all->items, by_delay);
}

static void add_row(sheet *page, const debt *one)
{
    const owed *of = one->commitment;
    pship__sheet_row(page, of->id);
    pship__sheet_name(page, one->owner);
    if (one->owner)
        pship__sheet_label(page, one->owner);
    else
        pship__add_null(page->builder);
    pship__sheet_id(page);
    page->source = 0;
    pship__sheet_when(page, &of->due); /* the source of the row is that of the day */
    pship__add_date(page->builder, of->due.latest);
    pship__add_int64(page->builder, of->days_overdue);
    name_id source = page->source;
    pship__sheet_value(page, "text");
    pship__sheet_value(page, "stage");
    pship__sheet_truth(page, one->certainty);
    pship__sheet_contested(page);
    page->source = source;
    pship__sheet_source(page);
    pship__sheet_published(page);
}

pship_result pship_commitment_overdue(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("owner", UTF8),
        COLUMN("owner_name", UTF8),
        COLUMN("commitment", UTF8),
        COLUMN("due", UTF8),
        COLUMN("due_latest", DATE),
        {"days_overdue", PSHIP_COLUMN_INT64, "day", 0},
        COLUMN("text", UTF8),
        COLUMN("stage", UTF8),
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
        COLUMN("published", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges who = {.view = view};
    sheet page;
    owed *commitments = NULL;
    size_t count = 0;
    debts all = {NULL, 0, 0};
    pship_result result = pship__sheet_begin(&page, &who, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = pship__commitments_load(&commitments, &count, &who, err);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++) {
        if (commitments[i].status == COMMITMENT_OVERDUE)
            result = add_owners(&all, &who, &commitments[i], err);
    }
    sort_debts(&all);
    for (size_t i = 0; i < all.count && goes_on(&page.progress, &result, err); i++)
        add_row(&page, &all.items[i]);
    pship__release(pship__view_context(view), all.items);
    pship__release(pship__view_context(view), commitments);
    return pship__sheet_finish_merged(&page, result, table, err);
}

/* ---- slippage */

static pship_result add_slippage(sheet *page, name_id subject, pship_truth existence,
                                 pship_error *err)
{
    (void)existence;
    return pship__promises_add(page, subject, "indicative_due", "due", err);
}

pship_result pship_commitment_slippage(pship_table **table, const pship_view *view,
                                       const char *commitment, pship_error *err)
{
    static const pship__column_spec columns[] = {PROMISE_COLUMNS("commitment", "due")};
    return pship__sheet_each(table, view, columns, COUNT(columns), "commitment", commitment,
                             add_slippage, err);
}
