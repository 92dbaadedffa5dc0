/*
 * The acts of agreements, read for many agreements at once. Names are looked up once; then all that the
 * view sees is gone through in its order, so that the time grows with the number of statements. An answer
 * about one agreement asks for its acts alone, cell by cell, so that it can be traced.
 */
#include "register/force.h"
#include "register/memo.h"

#include <stdlib.h>
#include <string.h>

typedef struct words {
    name_id agreement, type, date, effect, party, kind, condition_of, lives[PSHIP__LIVES];
} words;

/* The readings of one act. */
typedef struct act_cells {
    name_id id;
    readings agreement, type, date, effect, party;
} act_cells;

enum { ACT_CELLS = 5 };

/* Names found on the way. */
typedef struct name_list {
    name_id *names;
    size_t count, capacity;
} name_list;

static bool add_name(name_list *list, const pship_context *context, name_id name)
{
    if (!pship__grow(context, (void **)&list->names, list->count, &list->capacity,
                     sizeof *list->names))
        return false;
    list->names[list->count++] = name;
    return true;
}

static words look_up(const pship_view *view)
{
    words named = {.agreement = pship__view_name(view, "agreement"),
                   .type = pship__view_name(view, "type"),
                   .date = pship__view_name(view, "date"),
                   .effect = pship__view_name(view, "effect_date"),
                   .party = pship__view_name(view, "party"),
                   .kind = pship__view_name(view, "kind"),
                   .condition_of = pship__view_name(view, "condition_of")};
    for (int i = 0; i < PSHIP__LIVES; i++)
        named.lives[i] = pship__view_name(view, pship__acts[i].type);
    return named;
}

/* ---- one act */

static int life_of(const words *named, name_id type)
{
    for (int i = 0; type && i < PSHIP__LIVES; i++) {
        if (named->lives[i] == type)
            return i;
    }
    return -1;
}

/* One statement with nothing to decide about. */
static const reading *single(readings among)
{
    const reading *only = among.count == 1 ? among.first : NULL;
    bool plain =
        only && only->truth == PSHIP_CERTAIN && only->statement->rank != PSHIP_RANK_DEPRECATED;
    return plain ? only : NULL;
}

static bounds read_date(ledger_act *one, bool *stated, const merges *who, readings among,
                        const char *property)
{
    const pship_view *view = who->view;
    *stated = false;
    if (among.count == 0)
        return SOME_DAY;
    const reading *only = single(among);
    if (only && only->statement->value_kind == PSHIP_VALUE_DATE) {
        const stored_date *date = pship__view_date(view, only->statement);
        if (date->kind == PSHIP_DATE_DATED) {
            *stated = true;
            if (!one->source)
                one->source = only->statement->source;
            return (bounds){date->earliest, date->latest, false};
        }
    }
    when date = pship__merged_when(who, one->id, property);
    *stated = date.kind != WHEN_ABSENT;
    one->contested = one->contested || date.contested;
    if (!one->source && date.picked)
        one->source = date.picked->statement->source;
    return pship__when_bounds(&date, PSHIP_CERTAIN);
}

static int read_type(ledger_act *one, const words *named, const merges *who, readings among)
{
    const reading *only = single(among);
    if (only && only->statement->value_kind == PSHIP_VALUE_TEXT)
        return life_of(named, only->statement->value);
    if (among.count == 0)
        return -1;
    choice type = pship__merged_ask(who, one->id, "type");
    one->contested = one->contested || type.contested;
    return type.picked ? life_of(named, type.picked->statement->value) : -1;
}

static bool says_party(const pship_view *view, const reading *one)
{
    return one->statement->object && one->statement->rank != PSHIP_RANK_DEPRECATED &&
           pship__view_holds(view, one->truth);
}

static bool add_party(ledger *all, name_id party)
{
    if (!pship__grow(pship__view_context(all->view), (void **)&all->parties, all->party_count,
                     &all->party_capacity, sizeof *all->parties))
        return false;
    all->parties[all->party_count++] = party;
    return true;
}

static int by_name(const void *left, const void *right)
{
    name_id a = *(const name_id *)left, b = *(const name_id *)right;
    return (a > b) - (a < b);
}

/* Several sources may name the same party, or it may have several ids: it is there once, and all are in the order of
 * their names, so that one can be looked for. */
static bool read_parties(ledger_act *one, ledger *all, readings among)
{
    size_t first = all->party_count, kept = first;
    for (size_t i = 0; i < among.count; i++) {
        if (says_party(all->view, &among.first[i]) &&
            !add_party(all, referred_to(all, among.first[i].statement)))
            return false;
    }
    if (all->party_count - first > 1)
        qsort(all->parties + first, all->party_count - first, sizeof *all->parties, by_name);
    for (size_t i = first; i < all->party_count; i++) {
        if (kept == first || all->parties[kept - 1] != all->parties[i])
            all->parties[kept++] = all->parties[i];
    }
    all->party_count = kept;
    one->first_party = (uint32_t)first;
    one->party_count = (uint32_t)(kept - first);
    return true;
}

static bool add_act(ledger *all, const ledger_act *read, name_id agreement, pship_truth belongs)
{
    if (!pship__grow(pship__view_context(all->view), (void **)&all->acts, all->act_count,
                     &all->act_capacity, sizeof *all->acts))
        return false;
    ledger_act *made = &all->acts[all->act_count++];
    *made = *read;
    made->agreement = agreement;
    if (belongs != PSHIP_CERTAIN) {
        made->date.unsure = true;
        made->effect.unsure = true;
    }
    return true;
}

/* The surest of what says that it belongs to the agreement that reading `index` refers to; PSHIP_NO
 * where an earlier reading refers to the same, also by another of its ids. */
static pship_truth belongs_to(const ledger *all, readings among, size_t index)
{
    pship_truth surest = PSHIP_NO;
    name_id agreement = referred_to(all, among.first[index].statement);
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        bool same = one->statement->value_kind == PSHIP_VALUE_REFERENCE &&
                    one->statement->rank != PSHIP_RANK_DEPRECATED && one->truth != PSHIP_NO &&
                    referred_to(all, one->statement) == agreement;
        if (same && i < index)
            return PSHIP_NO;
        if (same && one->truth > surest)
            surest = one->truth;
    }
    return surest;
}

/* An act goes to every agreement that it is said to be of; only to one where `only` is given. */
static bool read_act(ledger *all, const words *named, const act_cells *cells, name_id only)
{
    ledger_act read = {.id = cells->id};
    read.life = read_type(&read, named, &all->merged, cells->type);
    if (read.life < 0)
        return true;
    read.date = read_date(&read, &read.dated, &all->merged, cells->date, "date");
    read.effect = read_date(&read, &read.effective, &all->merged, cells->effect, "effect_date");
    if (!read.source)
        read.source = pship__merged_source(&all->merged, cells->id);
    if (!read_parties(&read, all, cells->party))
        return false;
    for (size_t i = 0; i < cells->agreement.count; i++) {
        name_id agreement = referred_to(all, cells->agreement.first[i].statement);
        pship_truth belongs = belongs_to(all, cells->agreement, i);
        if (agreement && belongs != PSHIP_NO && (!only || only == agreement) &&
            !add_act(all, &read, agreement, belongs))
            return false;
    }
    return true;
}

/* ---- all acts */

/* What a walk through all that the view sees takes along. */
typedef struct harvest {
    ledger *all;
    const words *named;
    reading_pool pools[ACT_CELLS]; /* for acts that have several ids */
    name_list agreements, conditions;
    name_id last_kind; /* of the entity before, and whether it is one of agreements */
    bool of_agreements;
} harvest;

static readings *cell_for(act_cells *cells, const words *named, name_id property)
{
    if (property == named->agreement)
        return &cells->agreement;
    if (property == named->type)
        return &cells->type;
    if (property == named->date)
        return &cells->date;
    if (property == named->effect)
        return &cells->effect;
    return property == named->party ? &cells->party : NULL;
}

/* What is stated of all ids of an act, cell by cell. */
static bool pool_cells(harvest *found, act_cells *cells)
{
    const words *named = found->named;
    merges *who = &found->all->merged;
    const name_id properties[ACT_CELLS] = {named->agreement, named->type, named->date,
                                           named->effect, named->party};
    for (size_t i = 0; i < ACT_CELLS; i++) {
        if (properties[i])
            *cell_for(cells, named, properties[i]) =
                pship__merged_about(who, &found->pools[i], cells->id, properties[i]);
    }
    return !who->failed;
}

/* Of the ids of one thing, the first of which the view sees anything. */
static name_id first_seen(const merges *who, name_id canonical)
{
    size_t count;
    const merged *others = pship__merged_into(who, canonical, &count);
    if (pship__view_all_about(who->view, canonical).count > 0)
        return canonical;
    for (size_t i = 0; i < count; i++) {
        if (pship__view_all_about(who->view, others[i].id).count > 0)
            return others[i].id;
    }
    return canonical;
}

/* An act that has several ids is read once, under the one that stays. */
static bool read_act_once(harvest *found, act_cells *cells)
{
    const merges *who = &found->all->merged;
    if (who->merged_count > 0) {
        name_id canonical = pship__canonical(who, cells->id);
        size_t others;
        (void)pship__merged_into(who, canonical, &others);
        if (others > 0 && first_seen(who, canonical) != cells->id)
            return true;
        cells->id = canonical;
        if (others > 0 && !pool_cells(found, cells))
            return false;
    }
    return cells->agreement.count == 0 || read_act(found->all, found->named, cells, 0);
}

static bool is_agreement(harvest *found, name_id kind)
{
    const pship_view *view = found->all->view;
    if (kind != found->last_kind) {
        found->last_kind = kind;
        found->of_agreements = pship__kind_is(view, kind, pship__view_name(view, "agreement"));
    }
    return found->of_agreements;
}

static bool read_subject(harvest *found, readings about)
{
    const words *named = found->named;
    const pship_context *context = pship__view_context(found->all->view);
    act_cells cells = {.id = about.first->statement->subject};
    bool agreement = false, states = false;
    for (size_t i = 0; i < about.count; i++) {
        const statement *said = about.first[i].statement;
        readings *cell = cell_for(&cells, named, said->property);
        agreement =
            agreement || (said->property == named->kind && is_agreement(found, said->value));
        states = states || said->property == named->condition_of;
        if (!cell)
            continue;
        if (cell->count == 0)
            cell->first = &about.first[i];
        cell->count++;
    }
    if (agreement &&
        !add_name(&found->agreements, context, pship__canonical(&found->all->merged, cells.id)))
        return false;
    if (states && !add_name(&found->conditions, context, cells.id))
        return false;
    return read_act_once(found, &cells);
}

static bool read_everything(harvest *found)
{
    readings every = pship__view_everything(found->all->view);
    size_t end = 0;
    for (size_t first = 0; first < every.count; first = end) {
        name_id subject = every.first[first].statement->subject;
        while (end < every.count && every.first[end].statement->subject == subject)
            end++;
        if (!read_subject(found, (readings){every.first + first, end - first}))
            return false;
    }
    return true;
}

static pship_result read_acts_of(harvest *found, name_id agreement, pship_error *err)
{
    ledger *all = found->all;
    const pship_view *view = all->view;
    belonging *list;
    size_t count;
    pship_result result =
        pship__merged_belonging(&list, &count, &all->merged, "agreement", agreement, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        act_cells cells = {.id = list[i].id};
        if (!pool_cells(found, &cells) || !read_act(all, found->named, &cells, agreement))
            result = pship__fail_memory(err);
    }
    pship__release(pship__view_context(view), list);
    return result;
}

/* ---- parties that conditions name */

static bool add_named(ledger *all, name_id party)
{
    if (!pship__grow(pship__view_context(all->view), (void **)&all->named, all->named_total,
                     &all->named_capacity, sizeof *all->named))
        return false;
    all->named[all->named_total++] = party;
    return true;
}

static bool read_named(ledger *all, condition *by)
{
    size_t first = all->named_total, kept = first;
    for (size_t i = 0; i < by->parties.count; i++) {
        const reading *one = &by->parties.first[i];
        if (says_party(all->view, one) && !add_named(all, referred_to(all, one->statement)))
            return false;
    }
    if (all->named_total - first > 1)
        qsort(all->named + first, all->named_total - first, sizeof *all->named, by_name);
    for (size_t i = first; i < all->named_total; i++) {
        if (kept == first || all->named[kept - 1] != all->named[i])
            all->named[kept++] = all->named[i];
    }
    all->named_total = kept;
    by->first_named = (uint32_t)first;
    by->named_count = (uint32_t)(kept - first);
    return true;
}

/* ---- grouping by agreement */

static name_id greatest_agreement(const ledger *all, const name_list *agreements)
{
    name_id greatest = 0;
    for (size_t i = 0; i < agreements->count; i++)
        greatest = pship__greater(greatest, agreements->names[i]);
    for (size_t i = 0; i < all->act_count; i++)
        greatest = pship__greater(greatest, all->acts[i].agreement);
    for (size_t i = 0; i < all->condition_count; i++)
        greatest = pship__greater(greatest, all->conditions[i].agreement);
    return greatest;
}

/* The places of agreements by id: those that were found, and those of which there are acts or conditions alone. */
static uint32_t *place_agreements(const ledger *all, const name_list *agreements, name_id greatest)
{
    uint32_t *places =
        pship__allocate_zero(pship__view_context(all->view), (size_t)greatest + 1, sizeof *places);
    if (!places)
        return NULL;
    for (size_t i = 0; i < agreements->count; i++)
        places[agreements->names[i]] = 1;
    for (size_t i = 0; i < all->act_count; i++)
        places[all->acts[i].agreement] = 1;
    for (size_t i = 0; i < all->condition_count; i++)
        places[all->conditions[i].agreement] = 1;
    if (pship__rank_names(places, greatest, all->view))
        return places;
    pship__release(pship__view_context(all->view), places);
    return NULL;
}

static bool are_grouped(const ledger *all, const uint32_t *places)
{
    for (size_t i = 1; i < all->act_count; i++) {
        if (places[all->acts[i].agreement] < places[all->acts[i - 1].agreement])
            return false;
    }
    return true;
}

/* Puts the acts in the order of their agreements, in linear time. Most registers have them so. */
static bool group_acts(ledger *all, const uint32_t *places)
{
    const pship_context *context = pship__view_context(all->view);
    if (are_grouped(all, places))
        return true;
    ledger_act *grouped = pship__allocate(context, all->act_count, sizeof *grouped);
    size_t *next = pship__allocate_zero(context, all->part_count + 1, sizeof *next);
    bool made = grouped && next;
    for (size_t i = 0; made && i < all->act_count; i++)
        next[places[all->acts[i].agreement]]++; /* places count from 1: moved on by one */
    for (size_t i = 0; made && i < all->part_count; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; made && i < all->act_count; i++) {
        ledger_act *one = &all->acts[i];
        grouped[next[places[one->agreement] - 1]++] = *one;
    }
    pship__release(context, next);
    if (!made) {
        pship__release(context, grouped);
        return false;
    }
    pship__release(context, all->acts);
    all->acts = grouped;
    return true;
}

/* They come grouped. */
static void share_acts(ledger *all, const uint32_t *places)
{
    for (size_t i = 0; i < all->act_count; i++) {
        ledger_part *of = &all->parts[places[all->acts[i].agreement] - 1];
        if (of->act_count++ == 0)
            of->acts = &all->acts[i];
    }
}

/* They come grouped. */
static void share_conditions(ledger *all, const uint32_t *places)
{
    for (size_t i = 0; i < all->condition_count; i++) {
        ledger_part *of = &all->parts[places[all->conditions[i].agreement] - 1];
        if (of->condition_count++ == 0)
            of->conditions = &all->conditions[i];
    }
}

/* Agreements in the order of their ids, each with its acts and conditions. */
static bool make_parts(ledger *all, const words *named, const name_list *agreements)
{
    const pship_context *context = pship__view_context(all->view);
    name_id greatest = greatest_agreement(all, agreements);
    uint32_t *places = place_agreements(all, agreements, greatest);
    size_t count = 0;
    if (!places)
        return false;
    for (name_id i = 0; i <= greatest; i++)
        count += places[i] != 0;
    all->parts = pship__allocate_zero(context, count, sizeof *all->parts);
    all->part_count = all->parts ? count : 0;
    for (name_id i = 0; i <= greatest && all->parts; i++) {
        if (places[i])
            all->parts[places[i] - 1].agreement = i;
    }
    bool made = all->parts && group_acts(all, places) && pship__rank_parties(all, named->party);
    if (made) {
        share_acts(all, places);
        share_conditions(all, places);
    }
    pship__release(context, places);
    return made;
}

/* All that was read is of this agreement. */
static bool make_part(ledger *all, const words *named, name_id agreement)
{
    all->parts = pship__allocate(pship__view_context(all->view), 1, sizeof *all->parts);
    if (!all->parts)
        return false;
    all->parts[0] =
        (ledger_part){agreement, all->acts, all->act_count, all->conditions, all->condition_count};
    all->part_count = 1;
    return pship__rank_few(all, named->party, agreement);
}

/* ---- the whole */

static pship_result read_all(harvest *found, name_id agreement, pship_error *err)
{
    ledger *all = found->all;
    pship_result result = PSHIP_OK;
    if (agreement)
        result = read_acts_of(found, agreement, err);
    else if (!read_everything(found))
        result = pship__fail_memory(err);
    if (result != PSHIP_OK)
        return result;
    if (agreement)
        result = pship__conditions_load(&all->conditions, &all->condition_count, &all->merged,
                                        agreement, err);
    else
        result = pship__conditions_read(&all->conditions, &all->condition_count, &all->merged,
                                        found->conditions.names, found->conditions.count, err);
    bool made = true;
    for (size_t i = 0; i < all->condition_count && result == PSHIP_OK && made; i++)
        made = read_named(all, &all->conditions[i]);
    if (result != PSHIP_OK)
        return result;
    if (made)
        made = agreement ? make_part(all, found->named, agreement)
                         : make_parts(all, found->named, &found->agreements);
    return made ? PSHIP_OK : pship__fail_memory(err);
}

pship_result pship__ledger_open(ledger *all, const pship_view *view, name_id agreement,
                                pship_error *err)
{
    merges own;
    memset(all, 0, sizeof *all);
    all->view = view;
    pship_result result = pship__merges_load(&own, view, err);
    if (result == PSHIP_OK)
        result = pship__ledger_open_among(all, &own, agreement, err);
    if (result == PSHIP_OK)
        all->owns_merges = true;
    else
        pship__merges_free(&own);
    return result;
}

pship_result pship__ledger_open_among(ledger *all, const merges *who, name_id agreement,
                                      pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    words named = look_up(view);
    harvest found = {.all = all, .named = &named};
    memset(all, 0, sizeof *all);
    all->view = view;
    all->merged = *who;
    pship_result result = read_all(&found, pship__canonical(who, agreement), err);
    pship__release(context, found.conditions.names);
    pship__release(context, found.agreements.names);
    for (size_t i = 0; i < ACT_CELLS; i++)
        pship__merged_free(who, &found.pools[i]);
    if (result == PSHIP_OK && pship__memo_failed(who->kept))
        result = pship__fail_memory(err);
    if (result != PSHIP_OK)
        pship__ledger_close(all);
    return result;
}

void pship__ledger_close(ledger *all)
{
    const pship_context *context = pship__view_context(all->view);
    pship__release(context, all->few);
    pship__release(context, all->ranks);
    pship__release(context, all->parts);
    pship__release(context, all->named);
    pship__release(context, all->conditions);
    pship__release(context, all->parties);
    pship__release(context, all->acts);
    if (all->owns_merges)
        pship__merges_free(&all->merged);
}
