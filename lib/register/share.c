/* Shares: who holds how much of a venture, at which stage, and whether that is all of it. */
#include "register/names.h"

#include "model/private.h"

#include <math.h>
#include <partnership/share.h>
#include <stdlib.h>
#include <string.h>

pship_share_fields pship_share_fields_init(void)
{
    return (pship_share_fields)PSHIP_SHARE_FIELDS_INIT;
}

pship_result pship_share_record(pship_transaction *transaction, const char *id,
                                const pship_share_fields *fields,
                                const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_share_fields, venture, "venture"),
        TEXT_FIELD(pship_share_fields, holder, "holder"),
        TEXT_FIELD(pship_share_fields, stage, "stage"),
        TEXT_FIELD(pship_share_fields, origin, "origin"),
    };
    pship_share_fields known = PSHIP_SHARE_FIELDS_INIT;
    pship_statement_options always;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_share_fields", err);
    if (result == PSHIP_OK)
        result = pship__wanted_options(&always, options, err);
    if (result != PSHIP_OK)
        return result;
    always.from = always.until = always.last_confirmed = NULL; /* only the percentage has days */
    always.qualifier = NULL;
    result =
        pship__record_fields(transaction, "share", id, &known, stated, COUNT(stated), &always, err);
    if (result == PSHIP_OK && known.percentage)
        result = pship_statement_assert_text(NULL, transaction, id, "percentage", known.percentage,
                                             "percent", options, err);
    return result;
}

/* ---- what a view knows of those that are held */

typedef struct stake {
    name_id id, venture, origin;
    const char *venture_text, *stage; /* stage may be NULL */
    const reading *said;              /* the percentage; NULL where it is contested and undecided */
    double percentage, low, high; /* low and high: what a qualifier leaves open, or the rounding */
    bool exact;                   /* no qualifier */
    bool contested;
    pship_truth certainty;
    double origin_total; /* of all of the same origin at this stage */
    bool origin_known;
} stake;

/* "None" is nothing; of "unknown", and where sources contradict each other, it may be any part. */
static void read_percentage(stake *one, const pship_view *view)
{
    choice chosen = pship__ask_any(view, one->id, "percentage");
    const statement *said = chosen.picked ? chosen.picked->statement : NULL;
    one->said = chosen.picked;
    one->contested = chosen.contested;
    one->percentage = NAN;
    one->high = 100;
    one->certainty =
        said || chosen.undecided ? pship__weaker(one->certainty, chosen.truth) : PSHIP_NO;
    if (said && said->value_kind == PSHIP_VALUE_NONE) {
        one->percentage = one->high = 0;
        one->exact = true;
    } else if (said && said->value_kind == PSHIP_VALUE_NUMBER) {
        one->percentage = said->number;
        one->exact = pship__view_note(view, said)->qualifier == 0;
        pship__view_meaning(view, said, &one->low, &one->high);
        one->low = fmax(one->low, 0);
        one->high = fmin(one->high, 100);
    }
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int by_stage(const void *left, const void *right)
{
    const stake *a = left, *b = right;
    int order = strcmp(a->venture_text, b->venture_text);
    return order != 0 ? order : compare_texts(a->stage, b->stage);
}

static int by_size(const void *left, const void *right)
{
    const stake *a = left, *b = right;
    int order = by_stage(left, right);
    if (order != 0)
        return order;
    bool a_known = !isnan(a->percentage), b_known = !isnan(b->percentage);
    if (a_known != b_known)
        return a_known ? -1 : 1;
    if (a_known && a->percentage != b->percentage)
        return a->percentage > b->percentage ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static int by_holding(const void *left, const void *right)
{
    int order = by_stage(left, right);
    const stake *a = left, *b = right;
    return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

/* Shares of one venture or of all: those that are held on the day of the view, the greatest first, or all that
 * the view knows of. Release `*stakes`. */
static pship_result load(stake **stakes, size_t *count, const merges *who, name_id venture,
                         bool held_only, pship_error *err)
{
    const pship_view *view = who->view;
    const pship_context *context = pship__view_context(view);
    name_id *subjects;
    size_t found, kept = 0;
    pship_result result = pship__view_subjects(view, "share", &subjects, &found, err);
    if (result != PSHIP_OK)
        return result;
    stake *loaded = pship__allocate(context, found, sizeof *loaded);
    for (size_t i = 0; loaded && i < found; i++) {
        stake one = {
            .id = subjects[i],
            .venture = pship__canonical(who, pship__ask_object(view, subjects[i], "venture")),
            .origin = pship__canonical(who, pship__ask_object(view, subjects[i], "origin")),
            .stage = pship__ask_text(view, subjects[i], "stage"),
            .certainty = pship__existence(view, subjects[i])};
        if (!one.venture || (venture && one.venture != venture))
            continue;
        one.venture_text = pship__view_text(view, one.venture);
        read_percentage(&one, view);
        if (!held_only || pship__view_holds(view, one.certainty))
            loaded[kept++] = one;
    }
    pship__release(context, subjects);
    if (!loaded)
        return pship__fail_memory(err);
    if (kept > 1)
        qsort(loaded, kept, sizeof *loaded, held_only ? by_size : by_holding);
    *stakes = loaded;
    *count = kept;
    return PSHIP_OK;
}

/* ---- do they come to a whole? */

typedef struct whole {
    double total;
    bool known; /* every one of them has a number */
    pship_truth complete;
} whole;

/* Percentages have few decimals; their sums and differences are not to show those of binary fractions. */
static double tidy(double sum)
{
    return round(sum * 1e9) / 1e9;
}

/* Numbers without a qualifier are meant as they are written: 74 and 26 are all. Where their sum falls short by
 * no more than their rounding, or where one of them is "about" so much, they may be. */
static whole add_up(const stake *first, size_t count)
{
    whole made = {.known = true, .complete = PSHIP_CERTAIN};
    double low = 0, high = 0;
    for (size_t i = 0; i < count; i++) {
        made.known = made.known && !isnan(first[i].percentage);
        made.total += isnan(first[i].percentage) ? 0 : first[i].percentage;
        low += first[i].low;
        high += first[i].high;
        if (!first[i].exact || first[i].contested)
            made.complete = PSHIP_POSSIBLE;
        made.complete = pship__weaker(made.complete, first[i].certainty);
    }
    made.total = tidy(made.total);
    if (made.complete != PSHIP_CERTAIN || made.total != 100)
        made.complete = tidy(low) <= 100 && tidy(high) >= 100 ? PSHIP_POSSIBLE : PSHIP_NO;
    return made;
}

/* ---- the tables */

static void add_number(sheet *page, bool known, double number)
{
    if (known)
        pship__add_number(page->builder, number);
    else
        pship__add_null(page->builder);
}

static void add_percentage(sheet *page, const reading *one, double percentage)
{
    const note_row *note = one ? pship__view_note(page->view, one->statement) : NULL;
    add_number(page, !isnan(percentage), percentage);
    pship__sheet_name(page, note ? note->qualifier : 0);
    const stored_date *from = one ? pship__view_from(page->view, one->statement) : NULL;
    pship__sheet_name(page, !from || from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    if (one)
        pship__sheet_end(page, &one->until);
    else
        pship__add_null(page->builder);
}

static int by_origin(const void *left, const void *right)
{
    const stake *a = *(stake *const *)left, *b = *(stake *const *)right;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    return (a > b) - (a < b); /* so that sums do not hang on how they are sorted */
}

/* Tells each of the shares at one stage what comes from where its own investment does. */
static void add_up_origins(stake *first, size_t count, stake **order)
{
    for (size_t i = 0; i < count; i++)
        order[i] = &first[i];
    if (count > 1)
        qsort((void *)order, count, sizeof *order, by_origin);
    for (size_t start = 0, end; start < count; start = end) {
        double sum = 0;
        bool known = order[start]->origin != 0;
        for (end = start; end < count && order[end]->origin == order[start]->origin; end++) {
            known = known && !isnan(order[end]->percentage);
            sum += isnan(order[end]->percentage) ? 0 : order[end]->percentage;
        }
        for (size_t i = start; i < end; i++) {
            order[i]->origin_total = tidy(sum);
            order[i]->origin_known = known;
        }
    }
}

static void add_stake(sheet *page, const stake *one, const whole *of)
{
    pship__sheet_row(page, one->id);
    pship__sheet_name(page, one->venture);
    pship__add_text(page->builder, one->stage);
    pship__sheet_value(page, "holder");
    pship__sheet_value(page, "origin");
    add_percentage(page, one->said, one->percentage);
    add_number(page, one->origin_known, one->origin_total);
    add_number(page, of->known, of->total);
    pship__sheet_truth(page, of->complete);
    pship__sheet_id(page);
    pship__sheet_truth(page, one->certainty);
    page->contested = page->contested || one->contested;
    pship__sheet_contested(page);
    page->source = one->said ? one->said->statement->source : page->source;
    pship__sheet_name(page, page->source);
}

/* A table with what `add` makes of the shares of one venture, or of all. */
static pship_result answer(pship_table **table, const pship_view *view, const char *id,
                           bool held_only, const pship__column_spec *columns, size_t column_count,
                           pship_result (*add)(sheet *page, stake *stakes, size_t count,
                                               pship_error *err),
                           pship_error *err)
{
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges who = {.view = view};
    sheet page;
    stake *stakes = NULL;
    size_t count = 0;
    name_id venture = 0;
    pship_result result = pship__sheet_begin(&page, &who, columns, column_count, err);
    if (result == PSHIP_OK && id)
        result = pship__find_merged(&venture, &who, NULL, id, err);
    if (result == PSHIP_OK)
        result = load(&stakes, &count, &who, venture, held_only, err);
    if (result == PSHIP_OK)
        result = add(&page, stakes, count, err);
    pship__release(pship__view_context(view), stakes);
    return pship__sheet_finish_merged(&page, result, table, err);
}

static pship_result add_stages(sheet *page, stake *stakes, size_t count, pship_error *err)
{
    stake **order = pship__allocate(page->context, count, sizeof(stake *));
    pship_result result = order ? PSHIP_OK : pship__fail_memory(err);
    for (size_t first = 0, next; first < count && result == PSHIP_OK; first = next) {
        for (next = first + 1; next < count && by_stage(&stakes[first], &stakes[next]) == 0;)
            next++;
        whole all = add_up(&stakes[first], next - first);
        add_up_origins(&stakes[first], next - first, order);
        for (size_t i = first; i < next && goes_on(&page->progress, &result, err); i++)
            add_stake(page, &stakes[i], &all);
    }
    pship__release(page->context, (void *)order);
    return result;
}

pship_result pship_share_list(pship_table **table, const pship_view *view, const char *venture,
                              pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("venture", UTF8),
        COLUMN("stage", UTF8),
        COLUMN("holder", UTF8),
        COLUMN("origin", UTF8),
        {"percentage", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("qualifier", UTF8),
        COLUMN("from", UTF8),
        COLUMN("until", UTF8),
        {"origin_total", PSHIP_COLUMN_FLOAT64, "percent", 0},
        {"total", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("complete", DICTIONARY),
        COLUMN("share", UTF8),
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    return answer(table, view, venture, true, columns, COUNT(columns), add_stages, err);
}

/* ---- history */

typedef struct spell {
    const reading *said;
    when from;
} spell;

/* In time; what has no first day was so from the first. */
static int by_time(const void *left, const void *right)
{
    const spell *a = left, *b = right;
    bool a_dated = a->from.kind == WHEN_DATED, b_dated = b->from.kind == WHEN_DATED;
    if (a_dated != b_dated)
        return a_dated ? 1 : -1;
    int order = pship__when_compare(&a->from, &b->from);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static void add_spell(sheet *page, const stake *of, const reading *one, const statement *before)
{
    const statement *said = one->statement;
    bool number = said->value_kind == PSHIP_VALUE_NUMBER;
    bool both = number && before && before->value_kind == PSHIP_VALUE_NUMBER;
    pship__sheet_row(page, of->id);
    page->source = said->source;
    pship__sheet_name(page, of->venture);
    pship__add_text(page->builder, of->stage);
    pship__sheet_value(page, "holder");
    pship__sheet_value(page, "origin");
    add_percentage(page, one, number ? said->number : NAN);
    add_number(page, both, both ? tidy(said->number - before->number) : 0);
    pship__sheet_id(page);
    page->source = said->source;
    pship__sheet_truth(page, one->truth);
    pship__sheet_name(page, page->source);
    pship__sheet_published(page);
}

static pship_result add_history(sheet *page, const stake *of, pship_error *err)
{
    const pship_view *view = page->view;
    readings among = pship__view_about(view, of->id, pship__view_name(view, "percentage"));
    spell *spells = pship__allocate(page->context, among.count, sizeof *spells);
    size_t count = 0;
    if (!spells)
        return pship__fail_memory(err);
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (one->statement->rank != PSHIP_RANK_DEPRECATED &&
            pship__view_holds(view, one->published))
            spells[count++] =
                (spell){one, pship__when_stored(view, pship__view_from(view, one->statement))};
    }
    if (count > 1)
        qsort(spells, count, sizeof *spells, by_time);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
        add_spell(page, of, spells[i].said, i > 0 ? spells[i - 1].said->statement : NULL);
    pship__release(page->context, spells);
    return result;
}

static pship_result add_histories(sheet *page, stake *stakes, size_t count, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
        result = add_history(page, &stakes[i], err);
    return result;
}

pship_result pship_share_history(pship_table **table, const pship_view *view, const char *venture,
                                 pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("venture", UTF8),
        COLUMN("stage", UTF8),
        COLUMN("holder", UTF8),
        COLUMN("origin", UTF8),
        {"percentage", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("qualifier", UTF8),
        COLUMN("from", UTF8),
        COLUMN("until", UTF8),
        {"change", PSHIP_COLUMN_FLOAT64, "percent", 0},
        COLUMN("share", UTF8),
        COLUMN("held", DICTIONARY),
        COLUMN("source", UTF8),
        COLUMN("published", UTF8),
    };
    return answer(table, view, venture, false, columns, COUNT(columns), add_histories, err);
}
