/*
 * What merged ids contradict each other about: property by property, and agreements act by act.
 */
#include "model/private.h"
#include "register/counterpart.h"

#include <partnership/merge.h>
#include <stdlib.h>
#include <string.h>

/* The ids that are one thing: the canonical one first. */
typedef struct one_thing {
    name_id canonical;
    name_id *ids;
    size_t count;
} one_thing;

/* ---- rows */

static void add_head(sheet *page, name_id canonical, name_id subject, const char *property,
                     const char *act_type, name_id party)
{
    pship__sheet_row(page, subject);
    pship__sheet_name(page, canonical);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__add_text(page->builder, property);
    pship__add_text(page->builder, act_type);
    pship__sheet_name(page, party);
}

static const char *value_of(const pship_view *view, const statement *said)
{
    if (said->value_kind == PSHIP_VALUE_NONE)
        return "none";
    return said->value_kind == PSHIP_VALUE_UNKNOWN ? "unknown" : pship__said_text(view, said);
}

/* From `unit` on. `said` may be NULL: nothing single was picked. */
static void add_tail(sheet *page, const reading *said, name_id source)
{
    const pship_view *view = page->view;
    pship__sheet_name(page, said ? said->statement->unit : 0);
    pship__add_text(page->builder, said ? pship__rank_name(said->statement->rank) : NULL);
    pship__add_ordinal(page->builder, said ? (int64_t)said->id : 0);
    page->source = source;
    pship__sheet_name(page, source);
    pship__sheet_published(page);
    pship__sheet_name(page, said ? pship__view_note(view, said->statement)->locator : 0);
}

/* ---- properties */

static bool counts(const pship_view *view, const reading *one)
{
    return pship__view_holds(view, one->truth) && one->statement->rank != PSHIP_RANK_DEPRECATED;
}

/* A rule and the day on which it falls are no contradiction. */
static bool contradict(const merges *who, const reading *a, const reading *b)
{
    if (!pship__readings_contradict(who->view, a, b))
        return false;
    if (a->statement->value_kind == PSHIP_VALUE_RULE ||
        b->statement->value_kind == PSHIP_VALUE_RULE) {
        when left = pship__when_said(who, a), right = pship__when_said(who, b);
        pship_date one = {.earliest = left.earliest, .latest = left.latest};
        pship_date other = {.earliest = right.earliest, .latest = right.latest};
        if (left.kind == WHEN_DATED && right.kind == WHEN_DATED)
            return !pship_date_compatible(&one, &other);
    }
    return true;
}

/* What is said of however many ids, by however many sources: all of the same words is one claim. */
typedef struct claimed {
    const reading *said;
    name_id words[7];
    bool of_several; /* ids */
} claimed;

static claimed claim_of(const pship_view *view, const reading *one)
{
    const statement *said = one->statement;
    return (claimed){one,
                     {(name_id)said->value_kind, said->value, said->unit, (name_id)said->boolean,
                      pship__view_note(view, said)->qualifier, pship__view_from(view, said)->text,
                      one->until.text},
                     false};
}

static int compare_claims(const void *left, const void *right)
{
    const claimed *a = left, *b = right;
    for (size_t i = 0; i < COUNT(a->words); i++) {
        if (a->words[i] != b->words[i])
            return a->words[i] < b->words[i] ? -1 : 1;
    }
    return 0;
}

static size_t bring_together(claimed *claims, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(claims, count, sizeof *claims, compare_claims);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || compare_claims(&claims[kept - 1], &claims[i]) != 0) {
            claims[kept++] = claims[i];
            continue;
        }
        claimed *same = &claims[kept - 1];
        same->of_several = same->of_several ||
                           same->said->statement->subject != claims[i].said->statement->subject;
    }
    return kept;
}

static bool of_two_ids(const claimed *a, const claimed *b)
{
    return a->of_several || b->of_several ||
           a->said->statement->subject != b->said->statement->subject;
}

static pship_result find_contradiction(bool *found, sheet *page, const claimed *claims,
                                       size_t count, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        for (size_t j = i + 1; j < count && goes_on(&page->progress, &result, err); j++) {
            if (!of_two_ids(&claims[i], &claims[j]) ||
                !contradict(page->merged, claims[i].said, claims[j].said))
                continue;
            reading pair[2] = {*claims[i].said, *claims[j].said};
            *found = pship__view_choose(page->view, (readings){pair, 2}).contested;
            return PSHIP_OK; /* where two do not, it is a property of many values */
        }
    }
    return result;
}

/* Do statements of two of the ids contradict each other? */
static pship_result contradicted(bool *found, sheet *page, readings pooled, pship_error *err)
{
    claimed *claims = pship__allocate(page->context, pooled.count, sizeof *claims);
    size_t count = 0;
    *found = false;
    if (!claims)
        return pship__fail_memory(err);
    for (size_t i = 0; i < pooled.count; i++) {
        if (counts(page->view, &pooled.first[i]))
            claims[count++] = claim_of(page->view, &pooled.first[i]);
    }
    count = bring_together(claims, count);
    pship_result result = find_contradiction(found, page, claims, count, err);
    pship__release(page->context, claims);
    return result;
}

static pship_result add_property(sheet *page, const one_thing *of, name_id property,
                                 pship_error *err)
{
    const pship_view *view = page->view;
    bool found;
    readings pooled =
        pship__merged_about(page->merged, &page->merged->cells, of->canonical, property);
    pship_result result = contradicted(&found, page, pooled, err);
    if (result != PSHIP_OK || !found)
        return result;
    for (size_t i = 0; i < pooled.count; i++) {
        const reading *one = &pooled.first[i];
        if (!counts(view, one))
            continue;
        add_head(page, of->canonical, one->statement->subject, pship__view_text(view, property),
                 NULL, 0);
        pship__add_text(page->builder, value_of(view, one->statement));
        add_tail(page, one, one->statement->source);
    }
    return PSHIP_OK;
}

static int by_word(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static pship_result add_properties(sheet *page, const one_thing *of, pship_error *err)
{
    const pship_view *view = page->view;
    const pship_context *context = page->context;
    const char **words = NULL;
    size_t count = 0, capacity = 0;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        readings all = pship__view_all_about(view, of->ids[i]);
        for (size_t j = 0; j < all.count && result == PSHIP_OK; j++) {
            name_id property = all.first[j].statement->property;
            if (j > 0 && all.first[j - 1].statement->property == property)
                continue;
            void *grown = words;
            if (!pship__grow(context, &grown, count, &capacity, sizeof *words)) {
                result = pship__fail_memory(err);
                break;
            }
            words = grown;
            words[count++] = pship__view_text(view, property);
        }
    }
    if (count > 1)
        qsort(words, count, sizeof *words, by_word);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        if ((i == 0 || words[i] != words[i - 1]) && strcmp(words[i], "merged_into") != 0)
            result = add_property(page, of, pship__view_name(view, words[i]), err);
    }
    pship__release(context, words);
    return result;
}

/* ---- acts */

typedef struct act_dates {
    const pship_context *context;
    act_date *list;
    size_t count, capacity;
    size_t place; /* of the agreement whose acts are being added */
    bool failed;
} act_dates;

static void add_date(act_dates *to, const pship_view *view, const act *one, name_id party,
                     const char *property, const when *date)
{
    void *grown = to->list;
    if (date->kind == WHEN_ABSENT || date->kind == WHEN_UNRESOLVED)
        return;
    if (!pship__grow(to->context, &grown, to->count, &to->capacity, sizeof *to->list)) {
        to->failed = true;
        return;
    }
    to->list = grown;
    to->list[to->count++] =
        (act_date){.type = one->type ? one->type : "",
                   .property = property,
                   .party_text = party ? pship__view_text(view, party) : "",
                   .id_text = one->id_text,
                   .party = party,
                   .place = to->place,
                   .act = one->id,
                   .date = *date,
                   .source = date->picked ? date->picked->statement->source : one->source};
}

static pship_result add_act(act_dates *to, const merges *all, const act *one, pship_error *err)
{
    const pship_view *view = all->view;
    readings named = pship__view_about(view, one->id, pship__view_name(view, "party"));
    held *parties; /* several sources may name one: it is there once */
    size_t count;
    pship_result result = pship__held_all(&parties, &count, view, all, named, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        add_date(to, view, one, parties[i].thing, "date", &one->date);
        add_date(to, view, one, parties[i].thing, "effect_date", &one->effect);
    }
    if (count == 0) {
        add_date(to, view, one, 0, "date", &one->date);
        add_date(to, view, one, 0, "effect_date", &one->effect);
    }
    pship__release(to->context, parties);
    return PSHIP_OK;
}

static int compare_key(const act_date *a, const act_date *b)
{
    int order = strcmp(a->type, b->type);
    if (order == 0)
        order = strcmp(a->party_text, b->party_text);
    return order != 0 ? order : strcmp(a->property, b->property);
}

static int compare_act_dates(const void *left, const void *right)
{
    const act_date *a = left, *b = right;
    int order = compare_key(a, b);
    if (order == 0)
        order = pship__when_compare(&a->date, &b->date);
    if (order == 0)
        order = (a->place > b->place) - (a->place < b->place);
    return order != 0 ? order : strcmp(a->id_text, b->id_text);
}

static void add_act_row(sheet *page, const one_thing *of, const act_date *one)
{
    add_head(page, of->canonical, one->act, one->property, one->type, one->party);
    pship__add_text(page->builder, one->date.kind == WHEN_NEVER     ? "none"
                                   : one->date.kind == WHEN_UNKNOWN ? "unknown"
                                                                    : one->date.text);
    add_tail(page, one->date.picked, one->source);
}

static pship_result add_act_rows(sheet *page, const one_thing *of, act_dates *dates,
                                 pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t first = 0, end; first < dates->count && result == PSHIP_OK; first = end) {
        for (end = first + 1; end < dates->count; end++) {
            if (compare_key(&dates->list[first], &dates->list[end]) != 0)
                break;
        }
        result = pship__find_act_conflicts(dates->list + first, end - first, page, err);
        for (size_t i = first; i < end && goes_on(&page->progress, &result, err); i++) {
            if (dates->list[i].conflicts)
                add_act_row(page, of, &dates->list[i]);
        }
    }
    return result;
}

static pship_result add_acts(sheet *page, const one_thing *of, pship_error *err)
{
    const pship_view *view = page->view;
    const merges apart = {.view = view, .kept = page->merged->kept}; /* what each of the ids says */
    act_dates dates = {.context = page->context};
    pship_result result = PSHIP_OK;
    if (!pship__kind_is(view, pship__view_kind(view, of->canonical),
                        pship__view_name(view, "agreement")))
        return PSHIP_OK;
    for (size_t i = 0; i < of->count && result == PSHIP_OK; i++) {
        act *acts;
        size_t count;
        dates.place = i;
        result = pship__acts_load(&acts, &count, &apart, of->ids[i], err);
        if (result != PSHIP_OK)
            break;
        for (size_t j = 0; j < count && goes_on(&page->progress, &result, err); j++)
            result = add_act(&dates, page->merged, &acts[j], err);
        pship__release(page->context, acts);
    }
    if (result == PSHIP_OK && dates.failed)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK && dates.count > 1)
        qsort(dates.list, dates.count, sizeof *dates.list, compare_act_dates);
    if (result == PSHIP_OK && dates.count > 0)
        result = add_act_rows(page, of, &dates, err);
    pship__release(page->context, dates.list);
    return result;
}

/* ---- all of them */

typedef struct canonical_id {
    const char *text;
    name_id name;
} canonical_id;

static int by_text(const void *left, const void *right)
{
    const canonical_id *a = left, *b = right;
    return strcmp(a->text, b->text);
}

static pship_result add_thing(sheet *page, name_id canonical, name_id *ids, pship_error *err)
{
    size_t count;
    const merged *others = pship__merged_into(page->merged, canonical, &count);
    one_thing of = {canonical, ids, count + 1};
    ids[0] = canonical;
    for (size_t i = 0; i < count; i++)
        ids[i + 1] = others[i].id;
    pship_result result = add_properties(page, &of, err);
    return result == PSHIP_OK ? add_acts(page, &of, err) : result;
}

static pship_result add_things(sheet *page, pship_error *err)
{
    const merges *all = page->merged;
    canonical_id *order = pship__allocate(page->context, all->merged_count, sizeof *order);
    name_id *ids = pship__allocate(page->context, all->merged_count + 1, sizeof *ids);
    pship_result result = order && ids ? PSHIP_OK : pship__fail_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < all->merged_count && result == PSHIP_OK; i++) {
        name_id canonical = all->by_canonical[i].canonical;
        if (i == 0 || all->by_canonical[i - 1].canonical != canonical)
            order[count++] = (canonical_id){pship__view_text(all->view, canonical), canonical};
    }
    if (count > 1)
        qsort(order, count, sizeof *order, by_text);
    pship__progress_state progress;
    pship__progress_begin(&progress, page->context, "comparing");
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        result = pship__progress(&progress, (double)i / (double)count, err);
        if (result == PSHIP_OK)
            result = add_thing(page, order[i].name, ids, err);
    }
    pship__release(page->context, ids);
    pship__release(page->context, order);
    return result;
}

pship_result pship_merge_conflicts(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("canonical", UTF8),  COLUMN("subject", UTF8),    COLUMN("kind", DICTIONARY),
        COLUMN("property", UTF8),   COLUMN("act", DICTIONARY),  COLUMN("party", UTF8),
        COLUMN("value", UTF8),      COLUMN("unit", DICTIONARY), COLUMN("rank", DICTIONARY),
        COLUMN("statement", INT64), COLUMN("source", UTF8),     COLUMN("published", UTF8),
        COLUMN("locator", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    sheet page;
    pship_result result = pship__sheet_begin(&page, &all, columns, COUNT(columns), err);
    if (result == PSHIP_OK)
        result = add_things(&page, err);
    return pship__sheet_finish_merged(&page, result, table, err);
}
