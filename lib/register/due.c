/*
 * Dates as a view reads them. A date may be a rule on another date ("3 months after signature of
 * X"), which may be a rule again; nothing keeps people from writing two that wait for each other.
 */
#include "model/vocabulary.h"
#include "register/memo.h"

#include "model/private.h"
#include <string.h>

enum {
    DEEPEST = 16,     /* rules on rules beyond this depth are taken to go round in a circle */
    MOST_STEPS = 500, /* rules looked at: a circle through many acts branches */
    MOST_BOUNDS = 8,  /* dates of one property that hold one another */
    LONGEST =
        16 /* ids merged one over another: what is merged into the last of them is not looked at */
};

typedef struct resolver {
    const pship_view *view;
    memo *kept; /* NULL: nothing is kept */
    int steps;
    size_t looked_at; /* acts and statements: how much it took to get here */
} resolver;

static when ask_when(resolver *state, name_id subject, name_id property, int depth);
static when own_date(resolver *state, name_id entity, name_id property, int depth, int chain);

static when no_date(when_kind kind)
{
    return (when){
        .kind = kind, .earliest = PSHIP_DAY_MIN, .latest = PSHIP_DAY_MAX, .stated = PSHIP_CERTAIN};
}

pship_truth pship__weaker(pship_truth a, pship_truth b)
{
    return a < b ? a : b;
}

static void copy_text(char *to, const char *from)
{
    size_t length = from ? strlen(from) : 0;
    if (length >= PSHIP_DATE_TEXT_SIZE)
        length = PSHIP_DATE_TEXT_SIZE - 1;
    if (length > 0)
        memcpy(to, from, length);
    to[length] = '\0';
}

/* The bounds as EDTF: a day, or a day somewhere between two. */
static void write_bounds(when *date)
{
    char earliest[16], latest[16];
    pship_day_format(date->earliest, earliest, sizeof earliest);
    pship_day_format(date->latest, latest, sizeof latest);
    copy_text(date->text, earliest);
    if (date->earliest != date->latest) {
        size_t length = strlen(date->text);
        date->text[length] = '/';
        copy_text(date->text + length + 1, latest);
    }
}

when pship__when_stored(const pship_view *view, const stored_date *date)
{
    if (date->kind == PSHIP_DATE_UNKNOWN)
        return no_date(WHEN_UNKNOWN);
    if (date->kind == PSHIP_DATE_OPEN)
        return no_date(WHEN_NEVER);
    when result = no_date(WHEN_DATED);
    result.earliest = date->earliest;
    result.latest = date->latest;
    copy_text(result.text, pship__view_text(view, date->text));
    return result;
}

/* The date from which an act of this type counts; entry into force and the like may have effect on
 * another day than that of the act. */
static when act_date(resolver *state, name_id id, const char *type, int depth)
{
    when date = own_date(state, id, pship__view_name(state->view, "date"), depth, 0);
    name_id effect = pship__view_name(state->view, "effect_date");
    if (!effect || (date.kind != WHEN_ABSENT && !pship__act_takes_effect(type)))
        return date;
    when from = own_date(state, id, effect, depth, 0);
    return from.kind == WHEN_ABSENT ? date : from;
}

/* Does the date come before, or know more than, the earliest found so far? */
static bool earlier(const when *date, const when *first)
{
    if (date->kind != WHEN_DATED)
        return first->kind == WHEN_ABSENT || first->kind == WHEN_UNRESOLVED;
    return first->kind != WHEN_DATED || date->latest < first->latest ||
           (date->latest == first->latest && date->earliest < first->earliest);
}

static references merged_into(const resolver *state, name_id id)
{
    name_id property = pship__view_name(state->view, "merged_into");
    return property ? pship__view_referring(state->view, id, property) : (references){NULL, 0};
}

/* What type an act is of: the id that stays speaks first. */
static const char *type_of_act(const resolver *state, name_id id, int chain)
{
    const pship_view *view = state->view;
    choice chosen = pship__ask_any(view, id, "type");
    const char *type = chosen.picked ? pship__said_text(view, chosen.picked->statement) : NULL;
    references others = merged_into(state, id);
    for (size_t i = 0;
         chain < LONGEST && i < others.count && !chosen.picked && !chosen.undecided && !type;) {
        name_id other = pship__merge_next(view, others, &i, id);
        if (other)
            type = type_of_act(state, other, chain + 1);
    }
    return type;
}

/* How surely an act is said to be of an agreement under any of its ids. */
static pship_truth belongs_to(const resolver *state, name_id id, name_id agreement, int chain)
{
    const pship_view *view = state->view;
    readings among = pship__view_about(view, id, pship__view_name(view, "agreement"));
    references others = merged_into(state, id);
    pship_truth surest = PSHIP_NO;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (pship__act_refers(one) && one->truth > surest &&
            pship__merge_end(view, one->statement->object) == agreement)
            surest = one->truth;
    }
    for (size_t i = 0; chain < LONGEST && i < others.count && surest < PSHIP_CERTAIN;) {
        name_id other = pship__merge_next(view, others, &i, id);
        pship_truth more = other ? belongs_to(state, other, agreement, chain + 1) : PSHIP_NO;
        surest = more > surest ? more : surest;
    }
    return surest;
}

/* The act that an id is, and how surely it is one of the agreement: as this id says, or any other one of the act. */
static name_id act_of(const resolver *state, name_id id, name_id agreement, pship_truth *belongs)
{
    name_id canonical = pship__merge_end(state->view, id);
    if (canonical != id || merged_into(state, id).count > 0)
        *belongs = belongs_to(state, canonical, pship__merge_end(state->view, agreement), 0);
    return canonical;
}

/* The earliest, by its latest bound, of the acts of one type; also of those of the ids that are merged into this one. */
static when first_act(resolver *state, name_id agreement, const char *type, int depth, int chain)
{
    references others = merged_into(state, agreement);
    references acts =
        pship__view_referring(state->view, agreement, pship__view_name(state->view, "agreement"));
    when first = no_date(WHEN_ABSENT);
    state->looked_at += acts.count;
    name_id last = 0;
    for (size_t i = 0; i < acts.count;) {
        name_id id = acts.first[i]->statement->subject;
        pship_truth belongs = pship__act_belongs(acts, &i);
        id = act_of(state, id, agreement, &belongs);
        if (id == last)
            continue;
        last = id;
        const char *of_type = type_of_act(state, id, 0);
        if (belongs == PSHIP_NO || !of_type || strcmp(of_type, type) != 0)
            continue;
        when date = act_date(state, id, type, depth);
        date.stated = pship__weaker(date.stated, belongs);
        /* Recorded without a date: it was done, nobody says when. */
        if (date.kind == WHEN_ABSENT)
            date.kind = WHEN_UNKNOWN;
        if (earlier(&date, &first))
            first = date;
    }
    for (size_t i = 0; chain < LONGEST && i < others.count;) {
        name_id id = pship__merge_next(state->view, others, &i, agreement);
        when date = id ? first_act(state, id, type, depth, chain + 1) : no_date(WHEN_ABSENT);
        if (date.kind != WHEN_ABSENT && earlier(&date, &first))
            first = date;
    }
    return first;
}

/* The id that stays speaks first. */
static when own_date(resolver *state, name_id entity, name_id property, int depth, int chain)
{
    references others = merged_into(state, entity);
    when date = ask_when(state, entity, property, depth);
    for (size_t i = 0; chain < LONGEST && i < others.count && date.kind == WHEN_ABSENT;) {
        name_id id = pship__merge_next(state->view, others, &i, entity);
        if (id)
            date = own_date(state, id, property, depth, chain + 1);
    }
    return date;
}

static when work_out_base(resolver *state, const memo_base *base, const char *event)
{
    const pship_view *view = state->view;
    name_id kind = pship__view_kind(view, base->entity);
    if (kind && base->life >= 0 &&
        pship__kind_is(view, kind, pship__view_name(view, "agreement"))) {
        when date = first_act(state, base->entity, event, base->depth, 0);
        if (date.kind != WHEN_ABSENT)
            return date;
    }
    return base->property ? own_date(state, base->entity, base->property, base->depth, 0)
                          : no_date(WHEN_ABSENT);
}

static when rule_base(resolver *state, const date_rule *rule, int depth)
{
    const pship_view *view = state->view;
    name_id entity = pship__view_name(view, rule->entity);
    if (!entity)
        return no_date(WHEN_ABSENT);
    memo_base base = {.entity = pship__merge_end(view, entity),
                      .property = pship__view_name(view, rule->event),
                      .life = pship__act_life(rule->event),
                      .depth = depth,
                      .steps = state->steps};
    when date;
    if (pship__memo_find_base(&date, &state->steps, state->kept, &base)) {
        state->looked_at += MEMO_WORTH; /* what rests on it is worth as much */
        return date;
    }
    size_t before = state->looked_at;
    date = work_out_base(state, &base, rule->event);
    if (state->looked_at - before >= MEMO_WORTH)
        pship__memo_keep_base(state->kept, &base, &date, state->steps);
    return date;
}

static when from_rule(resolver *state, const char *text, int depth)
{
    date_rule rule;
    when unresolved = no_date(WHEN_UNRESOLVED);
    unresolved.rule = text;
    if (depth >= DEEPEST || ++state->steps > MOST_STEPS ||
        pship__rule_parse(&rule, text, NULL) != PSHIP_OK)
        return unresolved;
    when date = rule_base(state, &rule, depth + 1);
    if (date.kind == WHEN_UNKNOWN) {
        date.rule = text;
        return date;
    }
    if (date.kind != WHEN_DATED)
        return unresolved;
    date.rule = text;
    if (rule.amount == 0)
        return date; /* the same day, as it was written there */
    if (!pship__day_move(&date.earliest, rule.amount, rule.unit) ||
        !pship__day_move(&date.latest, rule.amount, rule.unit))
        return unresolved;
    write_bounds(&date);
    return date;
}

static when from_reading(resolver *state, const reading *one, int depth)
{
    const statement *said = one->statement;
    when date;
    switch (said->value_kind) {
    case PSHIP_VALUE_DATE:
        date = pship__when_stored(state->view, pship__view_date(state->view, said));
        break;
    case PSHIP_VALUE_RULE:
        date = from_rule(state, pship__view_text(state->view, said->value), depth);
        break;
    case PSHIP_VALUE_NONE:
        date = no_date(WHEN_NEVER);
        break;
    default:
        date = no_date(WHEN_UNKNOWN);
        break;
    }
    date.stated = pship__weaker(date.stated, one->truth);
    return date;
}

/* ---- several that say different things */

/* Bounds that differ, each compatible with all the others. */
typedef struct agreeing {
    pship_date bounds[MOST_BOUNDS];
    size_t count;
    bool broken;
} agreeing;

static void compare_bounds(agreeing *all, const when *date)
{
    pship_date one = {.earliest = date->earliest, .latest = date->latest};
    if (date->kind == WHEN_UNKNOWN)
        return; /* "there is one" agrees with every date */
    all->broken = all->broken || date->kind != WHEN_DATED;
    for (size_t i = 0; i < all->count && !all->broken; i++) {
        const pship_date *other = &all->bounds[i];
        if (other->earliest == one.earliest && other->latest == one.latest)
            return;
        all->broken = !pship_date_compatible(other, &one);
    }
    if (all->count == MOST_BOUNDS)
        all->broken = true;
    if (!all->broken)
        all->bounds[all->count++] = one;
}

/* What the candidates come to once their rules are worked out. */
typedef struct outcome {
    when all;  /* the span of those of the highest rank */
    when best; /* the most precise of these, the first of equals */
    agreeing top, every;
} outcome;

/* One says a day and another that there is none: then even the day is only possible. */
static void join(when *all, const when *date)
{
    pship_truth stated = pship__weaker(all->stated, date->stated);
    if (all->kind != WHEN_ABSENT && all->kind != date->kind)
        stated = pship__weaker(stated, PSHIP_POSSIBLE);
    if (date->kind == WHEN_DATED && all->kind == WHEN_DATED) {
        all->earliest = date->earliest < all->earliest ? date->earliest : all->earliest;
        all->latest = date->latest > all->latest ? date->latest : all->latest;
    } else if (date->kind > all->kind) {
        *all = *date;
    }
    all->stated = stated;
}

static void add_candidate(outcome *found, const when *date)
{
    join(&found->all, date);
    compare_bounds(&found->top, date);
    bool narrower =
        (int64_t)date->latest - date->earliest < (int64_t)found->best.latest - found->best.earliest;
    if (date->kind == WHEN_DATED && (found->best.kind != WHEN_DATED || narrower))
        found->best = *date;
}

static int highest_rank(const pship_view *view, readings among)
{
    int top = PSHIP_RANK_NORMAL;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (pship__view_holds(view, one->truth) && one->statement->rank > top)
            top = one->statement->rank;
    }
    return top;
}

static outcome work_out(resolver *state, readings among, int depth)
{
    outcome found = {.all = no_date(WHEN_ABSENT), .best = no_date(WHEN_ABSENT)};
    int top = highest_rank(state->view, among);
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (!pship__view_holds(state->view, one->truth) ||
            one->statement->rank == PSHIP_RANK_DEPRECATED)
            continue;
        when date = from_reading(state, one, depth);
        date.picked = one;
        compare_bounds(&found.every, &date);
        if (one->statement->rank == top)
            add_candidate(&found, &date);
    }
    return found;
}

/* Nothing decides between the candidates as they are written. A rule and the day on which it falls
 * say the same; else the date lies somewhere in the span of them all. */
static when undecided(resolver *state, readings among, int depth)
{
    outcome found = work_out(state, among, depth);
    when date = found.all;
    if (!found.top.broken && found.best.kind == WHEN_DATED) {
        date = found.best;
        date.contested = date.contested || found.every.broken;
        return date;
    }
    if (date.kind == WHEN_DATED)
        write_bounds(&date);
    date.rule = NULL;
    date.picked = NULL;
    date.contested = date.undecided = true;
    return date;
}

static bool any_rule(readings among)
{
    for (size_t i = 0; i < among.count; i++) {
        if (among.first[i].statement->value_kind == PSHIP_VALUE_RULE)
            return true;
    }
    return false;
}

static when ask_when(resolver *state, name_id subject, name_id property, int depth)
{
    readings among = pship__view_about(state->view, subject, property);
    choice chosen = pship__view_choose(state->view, among);
    state->looked_at += among.count;
    if (chosen.undecided)
        return undecided(state, among, depth);
    if (!chosen.picked)
        chosen = pship__ask_any(state->view, subject, pship__view_text(state->view, property));
    when date = no_date(WHEN_ABSENT);
    if (chosen.picked) {
        date = from_reading(state, chosen.picked, depth);
        date.picked = chosen.picked;
    }
    if (chosen.contested && any_rule(among))
        chosen.contested = work_out(state, among, depth).every.broken;
    date.contested = date.contested || chosen.contested;
    return date;
}

when pship__when(const pship_view *view, name_id subject, const char *property)
{
    const merges nobody = {.view = view};
    return pship__when_of(&nobody, subject, property);
}

when pship__when_of(const merges *who, name_id subject, const char *property)
{
    resolver state = {.view = who->view, .kept = who->kept};
    memo_base base = {.entity = subject, .property = pship__view_name(who->view, property)};
    when date;
    int steps;
    if (!base.property)
        return no_date(WHEN_ABSENT);
    if (pship__memo_find_base(&date, &steps, who->kept, &base))
        return date;
    date = ask_when(&state, subject, base.property, 0);
    /* One that many sources tell of may be asked for by many: the day of an event, or of a source. */
    if (pship__view_about(who->view, subject, base.property).count >= MEMO_WORTH)
        pship__memo_keep_base(who->kept, &base, &date, state.steps);
    return date;
}

when pship__when_said(const merges *who, const reading *one)
{
    resolver state = {.view = who->view, .kept = who->kept};
    when date = from_reading(&state, one, 0);
    date.picked = one;
    return date;
}

pship_truth pship__when_reached(const when *date, pship_day day)
{
    pship_truth truth = PSHIP_NO;
    if (date->kind == WHEN_UNKNOWN)
        truth = PSHIP_POSSIBLE;
    else if (date->kind == WHEN_DATED && date->latest <= day)
        truth = PSHIP_CERTAIN;
    else if (date->kind == WHEN_DATED && date->earliest <= day)
        truth = PSHIP_POSSIBLE;
    return pship__weaker(truth, date->stated);
}

when pship__when_told(const pship_view *view, const statement *said)
{
    stored_date told = pship__view_told(view, said);
    when date = pship__when_stored(view, &told);
    if (date.kind == WHEN_DATED && date.text[0] == '\0')
        write_bounds(&date);
    return date;
}

when pship__when_after(const when *last_day)
{
    when after = *last_day;
    if (after.earliest != PSHIP_DAY_MIN && after.earliest != PSHIP_DAY_MAX)
        after.earliest++;
    if (after.latest != PSHIP_DAY_MIN && after.latest != PSHIP_DAY_MAX)
        after.latest++;
    return after;
}

int pship__when_compare(const when *a, const when *b)
{
    bool a_dated = a->kind == WHEN_DATED, b_dated = b->kind == WHEN_DATED;
    if (a_dated != b_dated)
        return a_dated ? -1 : 1;
    if (!a_dated)
        return 0;
    if (a->earliest != b->earliest)
        return a->earliest < b->earliest ? -1 : 1;
    if (a->latest != b->latest)
        return a->latest < b->latest ? -1 : 1;
    return 0;
}

const char *pship__when_text(const when *date)
{
    return date->kind == WHEN_DATED ? date->text : NULL;
}
