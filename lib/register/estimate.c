/* Estimates: between what a number lies, or how likely it is at most so much. */
#include "register/names.h"

#include <math.h>
#include <partnership/estimate.h>

pship_estimate_fields pship_estimate_fields_init(void)
{
    return (pship_estimate_fields)PSHIP_ESTIMATE_FIELDS_INIT;
}

pship_result pship_estimate_record(pship_transaction *transaction, const char *id,
                                   const pship_estimate_fields *fields,
                                   const pship_statement_options *options, pship_error *err)
{
    pship_estimate_fields known = PSHIP_ESTIMATE_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_estimate_fields", err);
    if (result != PSHIP_OK)
        return result;
    const field stated[] = {
        TEXT_FIELD(pship_estimate_fields, estimate_of, "estimate_of"),
        TEXT_FIELD(pship_estimate_fields, measure, "measure"),
        NUMBER_FIELD(pship_estimate_fields, low, "low", known.unit),
        NUMBER_FIELD(pship_estimate_fields, high, "high", known.unit),
        TEXT_FIELD(pship_estimate_fields, probability, "probability"),
    };
    return pship__record_fields(transaction, "estimate", id, &known, stated, COUNT(stated), options,
                                err);
}

/* Adds the number as stated; returns the statement that it is from, or NULL. */
static const statement *add_number(sheet *page, const char *property)
{
    choice chosen = pship__merged_ask(page->merged, page->subject, property);
    const statement *said = chosen.picked ? chosen.picked->statement : NULL;
    if (said && said->value_kind != PSHIP_VALUE_NUMBER)
        said = NULL;
    page->contested = page->contested || chosen.contested;
    if (!page->source && said)
        page->source = said->source;
    pship__add_finite(page->builder, said ? said->number : (double)NAN);
    return said;
}

static pship_result add_estimate(sheet *page, name_id subject, pship_truth existence,
                                 pship_error *err)
{
    (void)err;
    pship__sheet_row(page, subject);
    pship__sheet_id(page);
    pship__sheet_value(page, "estimate_of");
    pship__sheet_value(page, "measure");
    const statement *low = add_number(page, "low"), *high = add_number(page, "high");
    pship__sheet_name(page, high ? high->unit : low ? low->unit : 0);
    (void)add_number(page, "probability");
    pship__sheet_truth(page, existence);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship_estimate_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("estimate_of", UTF8),
        COLUMN("measure", DICTIONARY),
        COLUMN("low", FLOAT64),
        COLUMN("high", FLOAT64),
        COLUMN("unit", DICTIONARY),
        COLUMN("probability", FLOAT64),
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "estimate", NULL, add_estimate,
                             err);
}
