/* What is in force on a day, and the spells of force, as tables. */
#include "register/force.h"

#include <partnership/agreement.h>
#include <string.h>

pship_agreement_force_options pship_agreement_force_options_init(void)
{
    return (pship_agreement_force_options)PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
}

/* ---- one standing on one day */

/* The spell that tells most about a day: one that holds, else the next one, else the last one. */
typedef struct chosen {
    const spell *of; /* NULL where there is none */
    pship_truth holds;
} chosen;

static chosen choose(const spell *spells, size_t count, pship_day day)
{
    chosen best = {NULL, PSHIP_NO};
    const spell *next = NULL, *last = NULL;
    for (size_t i = 0; i < count; i++) {
        pship_truth holds = pship__spell_test(&spells[i], day);
        if (holds != PSHIP_NO && holds >= best.holds)
            best = (chosen){&spells[i], holds};
        if (spells[i].begin.day.earliest <= day)
            last = &spells[i];
        else if (!next)
            next = &spells[i];
    }
    if (!best.of)
        best.of = next ? next : last;
    return best;
}

static pship_truth strongest(const spell *spells, size_t count, pship_day day)
{
    return choose(spells, count, day).holds;
}

static pship_truth opposite(pship_truth truth)
{
    return (pship_truth)(PSHIP_CERTAIN - truth);
}

static pship_truth stronger(pship_truth a, pship_truth b)
{
    return a > b ? a : b;
}

/* A standing on the day of the view. */
typedef struct state {
    chosen force;
    pship_truth effect, applied, tail;
    spell tail_spell;
} state;

static state state_of(const force *one, const standing *of, pship_day day)
{
    state now;
    now.force = choose(of->force, of->force_count, day);
    now.tail = PSHIP_NO; /* the spell of it is written where there is one */
    pship_truth suspended = stronger(strongest(of->suspended, of->suspended_count, day),
                                     strongest(of->own_suspended, of->own_suspended_count, day));
    now.effect = pship__weaker(now.force.holds, opposite(suspended));
    now.applied =
        pship__weaker(strongest(of->applied, of->applied_count, day), opposite(now.force.holds));
    for (size_t i = 0; one->sunset && i < of->force_count; i++) {
        spell tail;
        if (!pship__force_tail(&tail, one, &of->force[i]))
            continue;
        pship_truth holds = pship__weaker(pship__spell_test(&tail, day), opposite(now.force.holds));
        if (holds != PSHIP_NO && holds >= now.tail) {
            now.tail = holds;
            now.tail_spell = tail;
        }
    }
    return now;
}

/* ---- rows */

enum { WORDS = 6, DATES = 4 };

/* Rows without words, so many that they are added together. */
typedef struct group {
    const char *words[WORDS][GROUP_ROWS];
    pship_day dates[DATES][GROUP_ROWS];
    uint64_t dated[DATES], contested;
    size_t count;
} group;

/* A table in the making. */
typedef struct page {
    sheet sheet;
    const force *one;
    pship_day day;
    group rows;
} page;

static void add_name(pship__table_builder *builder, const pship_view *view, name_id name)
{
    pship__add_word(builder, name ? pship__view_text(view, name) : NULL);
}

static void add_scratch(sheet *to)
{
    if (to->scratch.length > 0 && !to->scratch.failed)
        pship__add_phrase(to->builder, to->scratch.bytes, to->scratch.length);
    else
        pship__add_null(to->builder);
}

static void add_day_text(sheet *to, bounds day)
{
    pship__buffer_clear(&to->scratch);
    day.unsure = false;
    if (day.earliest != PSHIP_DAY_MAX &&
        (day.earliest != PSHIP_DAY_MIN ||
         (day.latest != PSHIP_DAY_MAX && day.latest != PSHIP_DAY_MIN)))
        pship__say_bounds(&to->scratch, day);
    add_scratch(to);
}

/* What may never come has no latest day. */
static void add_bounds(sheet *to, bounds day)
{
    pship__add_date(to->builder, day.earliest);
    pship__add_date(to->builder, day.unsure ? PSHIP_DAY_MAX : day.latest);
}

static void say_with_day(pship__buffer *text, const force *one, const char *before, const turn *of)
{
    pship__buffer_add_text(text, before);
    pship__say_bounds(text, of->day);
    if (of->why != CAUSE_NONE) {
        pship__buffer_add_text(text, ": ");
        pship__say_turn(text, one, of);
    }
}

static bool is_over(const chosen *of, pship_day day)
{
    return of->of && of->holds == PSHIP_NO && of->of->begin.day.earliest <= day;
}

static void say_reason(pship__buffer *text, const page *on, const standing *of, const state *now)
{
    const force *one = on->one;
    const spell *in = now->force.of;
    if (!in) {
        pship__buffer_add_text(text, "not in force: lacks ");
        pship__say_lacking(text, one, of);
        return;
    }
    if (is_over(&now->force, on->day)) {
        say_with_day(text, one, "over since ", &in->end);
    } else {
        static const char *const words[] = {"will be in force from ", "may be in force since ",
                                            "in force since "};
        say_with_day(text, one, words[now->force.holds], &in->begin);
        if (in->end.day.earliest != PSHIP_DAY_MAX)
            say_with_day(text, one, "; over from ", &in->end);
        else if (in->end.why == CAUSE_RENEWED)
            pship__buffer_add_text(text, "; renewed each time until notice is given");
    }
    if (now->tail != PSHIP_NO)
        say_with_day(text, one, "; provisions go on until ", &now->tail_spell.end);
}

static name_id source_of(const turn *of)
{
    if (of->act)
        return of->act->source;
    if (of->condition)
        return of->condition->source;
    return of->said ? of->said->source : 0;
}

/* The sources of the act and of the condition. */
static void add_sources(sheet *to, const turn *of)
{
    name_id first = source_of(of), second = of->condition ? of->condition->source : 0;
    if (!second || first == second || !first) {
        add_name(to->builder, to->view, first ? first : second);
        return;
    }
    pship__buffer_clear(&to->scratch);
    pship__buffer_add_text(&to->scratch, pship__view_text(to->view, first));
    pship__buffer_add_text(&to->scratch, "; ");
    pship__buffer_add_text(&to->scratch, pship__view_text(to->view, second));
    add_scratch(to);
}

static void add_deciding(sheet *to, const turn *of)
{
    add_name(to->builder, to->view, of->act ? of->act->id : 0);
    add_name(to->builder, to->view, of->condition ? of->condition->id : 0);
}

static void add_force_row(page *on, const standing *of)
{
    sheet *to = &on->sheet;
    const turn nothing = {.day = NEVER};
    state now = state_of(on->one, of, on->day);
    const spell *in = now.force.of;
    const turn *begin = in ? &in->begin : &nothing, *end = in ? &in->end : &nothing;
    const turn *decided = is_over(&now.force, on->day) ? end : begin;
    add_name(to->builder, to->view, on->one->of->agreement);
    add_name(to->builder, to->view, of->party);
    pship__add_word(to->builder, pship__truth_text(now.force.holds));
    pship__add_word(to->builder, pship__truth_text(now.effect));
    pship__add_word(to->builder, pship__truth_text(now.applied));
    pship__add_word(to->builder, pship__truth_text(now.tail));
    add_day_text(to, begin->day);
    add_bounds(to, begin->day);
    add_bounds(to, end->day);
    pship__buffer_clear(&to->scratch);
    say_reason(&to->scratch, on, of, &now);
    add_scratch(to);
    add_deciding(to, decided);
    pship__buffer_clear(&to->scratch);
    if (!in)
        pship__say_lacking(&to->scratch, on->one, of);
    add_scratch(to);
    pship__add_bool(to->builder, of->contested || begin->contested || end->contested);
    add_sources(to, decided);
}

/* ---- rows without words */

static void end_group(page *on)
{
    pship__table_builder *builder = on->sheet.builder;
    group *rows = &on->rows;
    if (rows->count == 0)
        return;
    for (int i = 0; i < WORDS; i++)
        pship__group_words(builder, i, rows->words[i], rows->count);
    for (int i = 0; i < DATES; i++)
        pship__group_fixed(builder, WORDS + i, rows->dates[i], rows->dated[i], rows->count);
    pship__group_bits(builder, WORDS + DATES, rows->contested, rows->count);
    pship__group_end(builder, rows->count);
    rows->count = 0;
    rows->contested = 0;
    memset(rows->dated, 0, sizeof rows->dated);
}

static void put_date(group *rows, int column, pship_day day)
{
    bool known = day != PSHIP_DAY_MIN && day != PSHIP_DAY_MAX;
    rows->dates[column][rows->count] = known ? day : 0;
    rows->dated[column] |= (uint64_t)known << rows->count;
}

static void add_bare_row(page *on, const standing *of)
{
    const pship_view *view = on->sheet.view;
    group *rows = &on->rows;
    state now = state_of(on->one, of, on->day);
    const spell *in = now.force.of;
    bounds from = in ? in->begin.day : NEVER, until = in ? in->end.day : NEVER;
    bool contested = of->contested || (in && (in->begin.contested || in->end.contested));
    rows->words[0][rows->count] = pship__view_text(view, on->one->of->agreement);
    rows->words[1][rows->count] = of->party ? pship__view_text(view, of->party) : NULL;
    rows->words[2][rows->count] = pship__truth_text(now.force.holds);
    rows->words[3][rows->count] = pship__truth_text(now.effect);
    rows->words[4][rows->count] = pship__truth_text(now.applied);
    rows->words[5][rows->count] = pship__truth_text(now.tail);
    put_date(rows, 0, from.earliest);
    put_date(rows, 1, from.unsure ? PSHIP_DAY_MAX : from.latest);
    put_date(rows, 2, until.earliest);
    put_date(rows, 3, until.unsure ? PSHIP_DAY_MAX : until.latest);
    rows->contested |= (uint64_t)contested << rows->count;
    if (++rows->count == GROUP_ROWS)
        end_group(on);
}

/* ---- which rows */

typedef struct wanted {
    name_id party;
    bool in_force, of_party;
} wanted;

static bool is_wanted(const page *on, const standing *of, const wanted *which)
{
    if (which->of_party && of->party != which->party)
        return false;
    return !which->in_force ||
           pship__view_holds(on->sheet.view, strongest(of->force, of->force_count, on->day));
}

static bool is_known(const ledger *all, const ledger_part *part)
{
    if (pship__merged_existence(&all->merged, part->agreement) != PSHIP_NO)
        return true;
    return part->act_count > 0 || part->condition_count > 0;
}

typedef void (*row_adder)(page *on, const standing *of);

static pship_result add_parts(page *on, force *one, const ledger *all, row_adder add,
                              const wanted *which, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, on->sheet.context, "force");
    for (size_t i = 0; i < all->part_count && result == PSHIP_OK; i++) {
        if (!is_known(all, &all->parts[i]))
            continue;
        result = pship__progress(&progress, (double)i / (double)all->part_count, err);
        if (result == PSHIP_OK)
            result = pship__force_work_out(one, &all->parts[i], err);
        for (size_t j = 0; j < one->standing_count && result == PSHIP_OK; j++) {
            if (is_wanted(on, &one->standings[j], which))
                add(on, &one->standings[j]);
        }
    }
    return result;
}

static pship_result fill(page *on, const pship_view *view, name_id agreement, row_adder add,
                         wanted *which, pship_error *err)
{
    ledger all;
    force one;
    pship_result result = pship__ledger_open(&all, view, agreement, err);
    if (result != PSHIP_OK)
        return result;
    pship__force_open(&one, &all);
    which->party = pship__canonical(&all.merged, which->party);
    on->one = &one;
    on->day = pship_view_as_of(view);
    result = add_parts(on, &one, &all, add, which, err);
    end_group(on);
    on->one = NULL;
    pship__force_close(&one);
    pship__ledger_close(&all);
    return result;
}

static pship_result read_options(pship_agreement_force_options *known,
                                 const pship_agreement_force_options *options, pship_error *err)
{
    *known = (pship_agreement_force_options)PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    return pship__options(known, sizeof *known, sizeof *known, options,
                          "pship_agreement_force_options", err);
}

static pship_result answer(pship_table **table, const pship_view *view,
                           const pship__column_spec *columns, size_t count, row_adder add,
                           const pship_agreement_force_options *options, pship_error *err)
{
    name_id agreement = 0;
    wanted which = {.in_force = options->in_force, .of_party = options->party != NULL};
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK && options->agreement)
        result = pship__find(&agreement, view, "agreement", options->agreement, err);
    if (result == PSHIP_OK && options->party)
        result = pship__find(&which.party, view, "party", options->party, err);
    page on = {.one = NULL};
    if (result == PSHIP_OK)
        result = pship__sheet_open(&on.sheet, view, columns, count, err);
    if (result != PSHIP_OK)
        return result;
    result = fill(&on, view, agreement, add, &which, err);
    return pship__sheet_finish(&on.sheet, result, table, err);
}

pship_result pship_agreement_force(pship_table **table, const pship_view *view,
                                   const pship_agreement_force_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("agreement", DICTIONARY),
        COLUMN("party", DICTIONARY),
        COLUMN("in_force", DICTIONARY),
        COLUMN("in_effect", DICTIONARY),
        COLUMN("applied", DICTIONARY),
        COLUMN("sunset", DICTIONARY),
        COLUMN("since", UTF8),
        COLUMN("since_earliest", DATE),
        COLUMN("since_latest", DATE),
        COLUMN("until_earliest", DATE),
        COLUMN("until_latest", DATE),
        COLUMN("reason", UTF8),
        COLUMN("act", UTF8),
        COLUMN("condition", UTF8),
        COLUMN("lacking", UTF8),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    static const pship__column_spec bare[WORDS + DATES + 1] = {
        COLUMN("agreement", DICTIONARY), COLUMN("party", DICTIONARY),
        COLUMN("in_force", DICTIONARY),  COLUMN("in_effect", DICTIONARY),
        COLUMN("applied", DICTIONARY),   COLUMN("sunset", DICTIONARY),
        COLUMN("since_earliest", DATE),  COLUMN("since_latest", DATE),
        COLUMN("until_earliest", DATE),  COLUMN("until_latest", DATE),
        COLUMN("contested", BOOL),
    };
    pship_agreement_force_options known;
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result result = read_options(&known, options, err);
    if (result != PSHIP_OK)
        return result;
    if (known.bare)
        return answer(table, view, bare, COUNT(bare), add_bare_row, &known, err);
    return answer(table, view, columns, COUNT(columns), add_force_row, &known, err);
}

/* ---- spells */

static void add_spell_row(page *on, const standing *of, const char *kind, const spell *one)
{
    sheet *to = &on->sheet;
    add_name(to->builder, to->view, on->one->of->agreement);
    add_name(to->builder, to->view, of->party);
    pship__add_word(to->builder, kind);
    add_day_text(to, one->begin.day);
    add_bounds(to, one->begin.day);
    add_bounds(to, one->end.day);
    pship__buffer_clear(&to->scratch);
    pship__say_turn(&to->scratch, on->one, &one->begin);
    add_scratch(to);
    pship__buffer_clear(&to->scratch);
    pship__say_turn(&to->scratch, on->one, &one->end);
    add_scratch(to);
    add_name(to->builder, to->view, one->begin.act ? one->begin.act->id : 0);
    add_name(to->builder, to->view, one->end.act ? one->end.act->id : 0);
    pship__add_word(to->builder, pship__truth_text(pship__spell_test(one, on->day)));
    pship__add_bool(to->builder, of->contested || one->begin.contested || one->end.contested);
    add_sources(to, &one->begin);
}

static void add_spells(page *on, const standing *of, const char *kind, const spell *spells,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        /* One that begins when it ends holds on no day. */
        if (spells[i].begin.day.earliest < spells[i].end.day.latest || spells[i].end.day.unsure)
            add_spell_row(on, of, kind, &spells[i]);
    }
}

static void add_standing_spells(page *on, const standing *of)
{
    add_spells(on, of, "provisional_application", of->applied, of->applied_count);
    add_spells(on, of, "force", of->force, of->force_count);
    add_spells(on, of, "suspension", of->suspended, of->suspended_count);
    add_spells(on, of, "suspension", of->own_suspended, of->own_suspended_count);
    for (size_t i = 0; i < of->force_count; i++) {
        spell tail;
        if (pship__force_tail(&tail, on->one, &of->force[i]))
            add_spell_row(on, of, "sunset", &tail);
    }
}

pship_result pship_agreement_spells(pship_table **table, const pship_view *view,
                                    const pship_agreement_force_options *options, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("agreement", DICTIONARY), COLUMN("party", DICTIONARY),
        COLUMN("kind", DICTIONARY),      COLUMN("from", UTF8),
        COLUMN("from_earliest", DATE),   COLUMN("from_latest", DATE),
        COLUMN("until_earliest", DATE),  COLUMN("until_latest", DATE),
        COLUMN("because", UTF8),         COLUMN("ended_because", UTF8),
        COLUMN("begun_by", UTF8),        COLUMN("ended_by", UTF8),
        COLUMN("holds", DICTIONARY),     COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_agreement_force_options known;
    pship_result result = read_options(&known, options, err);
    if (result != PSHIP_OK)
        return result;
    return answer(table, view, columns, COUNT(columns), add_standing_spells, &known, err);
}
