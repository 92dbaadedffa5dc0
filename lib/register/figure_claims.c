/* The claims as tables. */
#include "register/claims.h"

#include "model/private.h"
#include "stream/sort.h"
#include <math.h>
#include <partnership/figure.h>
#include <string.h>

/* Failures stick in the page. */
typedef void (*add_rows)(sheet *page, claims *all);

/* Loads the claims and fills a table with what `add` makes of them. */
static pship_result answer(pship_table **table, const pship_view *view,
                           const pship__column_spec *columns, size_t count, add_rows add,
                           pship_error *err)
{
    claims all;
    sheet page;
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result result = pship__claims_load(&all, view, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__sheet_open(&page, view, columns, count, err);
    if (result == PSHIP_OK) {
        add(&page, &all);
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__claims_free(&all);
    return result;
}

/* ---- cells that several tables have */

static const char *value_text(const pship_view *view, const claim *one)
{
    const statement *said = one->said->statement;
    if (one->kind == CLAIM_BOOLEAN)
        return said->boolean ? "true" : "false";
    if (one->kind == CLAIM_NO_VALUE)
        return said->value_kind == PSHIP_VALUE_NONE ? "none" : "unknown";
    return pship__view_text(view, said->value);
}

static void add_number(sheet *page, bool known, double number)
{
    if (known && isfinite(number))
        pship__add_number(page->builder, number);
    else
        pship__add_null(page->builder);
}

/* measure, about, definition, reporter, base, period */
static void add_thing(sheet *page, const claim *one)
{
    const char *period = pship__when_text(&one->period);
    pship__add_text(page->builder, one->measure);
    pship__add_text(page->builder, one->about);
    pship__add_text(page->builder, one->definition);
    pship__add_text(page->builder, one->reporter);
    pship__add_text(page->builder, one->base);
    pship__add_text(page->builder, period ? period : one->period_words);
}

/* value, number, unit, qualifier */
static void add_value(sheet *page, const claim *one)
{
    const statement *said = one->said->statement;
    bool number = one->kind == CLAIM_NUMBER;
    pship__add_text(page->builder, value_text(page->view, one));
    add_number(page, number, number ? said->number : 0);
    pship__sheet_name(page, number ? said->unit : 0);
    pship__sheet_name(page, pship__view_note(page->view, said)->qualifier);
}

static const char *rank_text(int8_t rank)
{
    return rank == PSHIP_RANK_PREFERRED ? "preferred"
           : rank == PSHIP_RANK_NORMAL  ? "normal"
                                        : "deprecated";
}

/* ---- a row for each claim */

static const char *standing(const pship_view *view, const thing *of, const claim *one)
{
    if (!one->candidate)
        return "deprecated";
    if (one == of->best)
        return "best";
    if (pship__view_compatible(view, one->said->statement, of->best->said->statement))
        return "agrees";
    return one->kind == CLAIM_WORDS ? "other_words" : "contradicts";
}

static void add_claim(sheet *page, const thing *of, int64_t number, const claim *one)
{
    const statement *said = one->said->statement;
    bool counted = one->kind == CLAIM_NUMBER;
    pship__sheet_row(page, said->subject);
    page->source = said->source;
    pship__add_int64(page->builder, number);
    add_thing(page, one);
    pship__sheet_id(page);
    add_value(page, one);
    add_number(page, counted, counted ? said->number * one->unit.scale : 0);
    pship__add_text(page->builder, counted && one->unit.text[0] ? one->unit.text : NULL);
    add_number(page, counted, one->means.low);
    add_number(page, counted, one->means.high);
    pship__add_text(page->builder, standing(page->view, of, one));
    pship__sheet_truth(page, one->said->truth);
    pship__add_text(page->builder, rank_text(said->rank));
    pship__add_int64(page->builder, one->said->id);
    pship__sheet_name(page, said->source);
    pship__add_text(page->builder,
                    said->source ? pship__ask_text(page->view, said->source, "publisher") : NULL);
    pship__sheet_published(page);
    pship__sheet_name(page, pship__view_note(page->view, said)->locator);
}

static void add_claims(sheet *page, claims *all)
{
    for (size_t i = 0; i < all->thing_count; i++) {
        const thing *of = &all->things[i];
        int64_t number = (int64_t)i + 1;
        if (of->best)
            add_claim(page, of, number, of->best);
        for (size_t j = 0; j < of->count; j++) {
            if (of->claims[j] != of->best)
                add_claim(page, of, number, of->claims[j]);
        }
    }
}

pship_result pship_figure_claims(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("thing", INT64),
        COLUMN("measure", UTF8),
        COLUMN("about", UTF8),
        COLUMN("definition", UTF8),
        COLUMN("reporter", UTF8),
        COLUMN("base", UTF8),
        COLUMN("period", UTF8),
        COLUMN("figure", UTF8),
        COLUMN("value", UTF8),
        COLUMN("number", FLOAT64),
        COLUMN("unit", UTF8),
        COLUMN("qualifier", UTF8),
        COLUMN("standard_number", FLOAT64),
        COLUMN("standard_unit", UTF8),
        COLUMN("lowest", FLOAT64),
        COLUMN("highest", FLOAT64),
        COLUMN("verdict", DICTIONARY),
        COLUMN("certainty", DICTIONARY),
        COLUMN("rank", DICTIONARY),
        COLUMN("statement", INT64),
        COLUMN("source", UTF8),
        COLUMN("publisher", UTF8),
        COLUMN("published", UTF8),
        COLUMN("locator", UTF8),
    };
    return answer(table, view, columns, COUNT(columns), add_claims, err);
}

/* ---- a row for each thing */

/* "nearly 1.365 USD billion (article-b)" */
static void write_claim(pship__buffer *to, const pship_view *view, const claim *one)
{
    const statement *said = one->said->statement;
    const char *qualifier = pship__view_text(view, pship__view_note(view, said)->qualifier);
    const char *unit = pship__view_text(view, said->unit);
    if (qualifier) {
        pship__buffer_add_text(to, qualifier);
        pship__buffer_add_text(to, " ");
    }
    pship__buffer_add_text(to, value_text(view, one));
    if (unit) {
        pship__buffer_add_text(to, " ");
        pship__buffer_add_text(to, unit);
    }
    pship__buffer_add_text(to, " (");
    pship__buffer_add_text(to, one->source ? one->source : "the register");
    pship__buffer_add_text(to, ")");
}

static const char *verdict_text(thing_verdict verdict)
{
    static const char *const texts[] = {"single", "agree", "conflict", "not_comparable"};
    return texts[verdict];
}

static bool differs_in(pship__buffer *to, const thing *of)
{
    static const char *const names[] = {"definition", "reporter", "base",
                                        "period",     "value",    "unit"};
    bool any = false;
    for (unsigned i = 0; i < COUNT(names); i++) {
        if (!(of->differs & 1u << i))
            continue;
        pship__buffer_add_text(to, any ? "; " : "");
        pship__buffer_add_text(to, names[i]);
        any = true;
    }
    return any;
}

static void add_scratch(sheet *page)
{
    if (page->scratch.length > 0 && !page->scratch.failed)
        pship__add_text_n(page->builder, page->scratch.bytes, page->scratch.length);
    else
        pship__add_null(page->builder);
    pship__buffer_clear(&page->scratch);
}

static void add_because(sheet *page, const thing *of)
{
    pship__buffer *text = &page->scratch;
    pship__buffer_clear(text);
    if (of->verdict == THING_CONFLICT) {
        write_claim(text, page->view, of->one);
        pship__buffer_add_text(text, " and ");
        write_claim(text, page->view, of->other);
        pship__buffer_add_text(text, " exclude each other.");
    } else if (of->verdict == THING_AGREE) {
        pship__buffer_add_text(text, "Each may be true beside each other one.");
    } else if (of->verdict == THING_NOT_COMPARABLE && of->candidates > 1) {
        pship__buffer_add_text(text, "They are words that differ.");
    } else if (of->verdict == THING_NOT_COMPARABLE) {
        pship__buffer_add_text(text, "Other claims of this measure differ in: ");
        (void)differs_in(text, of);
        pship__buffer_add_text(text, ".");
    } else if (of->candidates == 0) {
        pship__buffer_add_text(text, "What is claimed is deprecated.");
    } else {
        pship__buffer_add_text(text, "Nothing else is claimed of this measure.");
    }
    add_scratch(page);
}

static void add_others(sheet *page, const thing *of)
{
    pship__buffer_clear(&page->scratch);
    for (size_t i = 0; i < of->count; i++) {
        if (of->claims[i] == of->best)
            continue;
        if (page->scratch.length > 0)
            pship__buffer_add_text(&page->scratch, "; ");
        write_claim(&page->scratch, page->view, of->claims[i]);
        if (!of->claims[i]->candidate)
            pship__buffer_add_text(&page->scratch, " [deprecated]");
    }
    add_scratch(page);
}

/* lowest, highest, spread, spread_percent: of the numbers as they are stated. */
static void add_spread(sheet *page, const thing *of)
{
    bool counted = of->best && of->best->kind == CLAIM_NUMBER;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; counted && i < of->count; i++) {
        if (!of->claims[i]->candidate)
            continue;
        double number = pship__claim_in(of->claims[i], of->best);
        low = fmin(low, number);
        high = fmax(high, number);
    }
    double best = counted ? fabs(of->best->said->statement->number) : 0;
    add_number(page, counted, low);
    add_number(page, counted, high);
    add_number(page, counted, high - low);
    add_number(page, counted && best > 0, best > 0 ? (high - low) / best * 100 : 0);
}

/* value to published */
static void add_best(sheet *page, const claim *best)
{
    if (!best) {
        for (int i = 0; i < 8; i++)
            pship__add_null(page->builder);
        return;
    }
    const statement *said = best->said->statement;
    pship__sheet_row(page, said->subject);
    page->source = said->source;
    add_value(page, best);
    pship__sheet_id(page);
    pship__add_int64(page->builder, best->said->id);
    pship__sheet_name(page, said->source);
    pship__sheet_published(page);
}

static void add_comparison(sheet *page, const thing *of, int64_t number)
{
    pship__add_int64(page->builder, number);
    add_thing(page, of->claims[0]);
    pship__add_text(page->builder, verdict_text(of->verdict));
    add_because(page, of);
    pship__add_int64(page->builder, (int64_t)of->candidates);
    pship__add_int64(page->builder, (int64_t)of->sources);
    add_best(page, of->best);
    pship__add_text(page->builder, of->rule);
    add_spread(page, of);
    add_others(page, of);
    pship__add_int64(page->builder, (int64_t)of->beside);
    pship__buffer_clear(&page->scratch);
    (void)differs_in(&page->scratch, of);
    add_scratch(page);
}

static void add_comparisons(sheet *page, claims *all)
{
    for (size_t i = 0; i < all->thing_count; i++)
        add_comparison(page, &all->things[i], (int64_t)i + 1);
}

static void add_conflicts(sheet *page, claims *all)
{
    for (size_t i = 0; i < all->thing_count; i++) {
        if (all->things[i].verdict == THING_CONFLICT)
            add_comparison(page, &all->things[i], (int64_t)i + 1);
    }
}

static const pship__column_spec comparison_columns[] = {
    COLUMN("thing", INT64),     COLUMN("measure", UTF8),       COLUMN("about", UTF8),
    COLUMN("definition", UTF8), COLUMN("reporter", UTF8),      COLUMN("base", UTF8),
    COLUMN("period", UTF8),     COLUMN("verdict", DICTIONARY), COLUMN("because", UTF8),
    COLUMN("claims", INT64),    COLUMN("sources", INT64),      COLUMN("value", UTF8),
    COLUMN("number", FLOAT64),  COLUMN("unit", UTF8),          COLUMN("qualifier", UTF8),
    COLUMN("figure", UTF8),     COLUMN("statement", INT64),    COLUMN("source", UTF8),
    COLUMN("published", UTF8),  COLUMN("rule", DICTIONARY),    COLUMN("lowest", FLOAT64),
    COLUMN("highest", FLOAT64), COLUMN("spread", FLOAT64),     COLUMN("spread_percent", FLOAT64),
    COLUMN("others", UTF8),     COLUMN("beside", INT64),       COLUMN("differs_in", UTF8),
};

pship_result pship_figure_comparison(pship_table **table, const pship_view *view, pship_error *err)
{
    return answer(table, view, comparison_columns, COUNT(comparison_columns), add_comparisons, err);
}

pship_result pship_figure_conflicts(pship_table **table, const pship_view *view, pship_error *err)
{
    return answer(table, view, comparison_columns, COUNT(comparison_columns), add_conflicts, err);
}

/* ---- what is not understood */

static const char *value_unread(const claim *one)
{
    static const char *const texts[] = {
        [CLAIM_NUMBER] = NULL,
        [CLAIM_DATE] = "a_date",
        [CLAIM_BOOLEAN] = "a_truth",
        [CLAIM_WORDS] = "in_words",
        [CLAIM_NO_VALUE] = "none_or_unknown",
    };
    return texts[one->kind];
}

static const char *period_unread(const claim *one)
{
    switch (one->period.kind) {
    case WHEN_DATED:
        return NULL;
    case WHEN_UNRESOLVED:
        return "a_rule";
    case WHEN_UNKNOWN:
        return one->period_words ? "in_words" : "none_or_unknown";
    case WHEN_NEVER:
        return "none_or_unknown";
    case WHEN_ABSENT:
        break;
    }
    return "not_stated";
}

static void add_unread(sheet *page, const claim *one, const char *what, const char *text,
                       const char *because)
{
    pship__add_text(page->builder, one->figure);
    pship__add_text(page->builder, what);
    pship__add_text(page->builder, text);
    pship__add_text(page->builder, because);
    pship__add_int64(page->builder, one->said->id);
    pship__add_text(page->builder, one->source);
}

static int by_figure(const void *left, const void *right)
{
    const claim *a = left, *b = right;
    int order = strcmp(a->figure, b->figure);
    return order != 0 ? order : (a->said->id > b->said->id) - (a->said->id < b->said->id);
}

static void add_all_unread(sheet *page, claims *all)
{
    pship__sort((void **)all->order, all->count, by_figure);
    for (size_t i = 0; i < all->count; i++) {
        const claim *one = all->order[i];
        const char *value = value_unread(one), *period = period_unread(one);
        if (value)
            add_unread(page, one, "value", value_text(page->view, one), value);
        if (one->kind == CLAIM_NUMBER && !one->unit.understood) {
            add_unread(page, one, "unit", pship__view_text(page->view, one->said->statement->unit),
                       "not_in_the_table");
        }
        if (period)
            add_unread(page, one, "period", one->period_words, period);
    }
}

pship_result pship_figure_unread(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("figure", UTF8),        COLUMN("what", DICTIONARY), COLUMN("text", UTF8),
        COLUMN("because", DICTIONARY), COLUMN("statement", INT64), COLUMN("source", UTF8),
    };
    return answer(table, view, columns, COUNT(columns), add_all_unread, err);
}
