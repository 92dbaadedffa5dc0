#include "register/register.h"

#include <partnership/figure.h>

pship_figure_fields pship_figure_fields_init(void)
{
    return (pship_figure_fields)PSHIP_FIGURE_FIELDS_INIT;
}

/* A value with a unit is a number; one without is a number where it reads as one, else words. */
static pship_result assert_value(pship_transaction *transaction, const char *id,
                                 const pship_figure_fields *fields,
                                 const pship_statement_options *options, pship_error *err)
{
    if (!fields->value) {
        if (fields->unit)
            return pship__fail(err, PSHIP_E_INVALID, "the figure has a unit but no value");
        return PSHIP_OK;
    }
    double number;
    bool counted = fields->unit || pship__number_parse(fields->value, &number);
    pship_value value =
        counted ? pship_value_number(fields->value, fields->unit) : pship_value_text(fields->value);
    return pship_statement_assert(NULL, transaction, id, "value", &value, options, err);
}

pship_result pship_figure_record(pship_transaction *transaction, const char *id,
                                 const pship_figure_fields *fields,
                                 const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_figure_fields, measure, "measure"),
        TEXT_FIELD(pship_figure_fields, about, "about"),
        TEXT_FIELD(pship_figure_fields, period, "period"),
        TEXT_FIELD(pship_figure_fields, base, "base"),
        LIST_FIELD(pship_figure_fields, definitions, definition_count, "definition"),
        TEXT_FIELD(pship_figure_fields, reporter, "reporter"),
    };
    pship_figure_fields known = PSHIP_FIGURE_FIELDS_INIT;
    size_t first = offsetof(pship_figure_fields, definitions);
    pship_result result =
        pship__options(&known, sizeof known, first, fields, "pship_figure_fields", err);
    if (result == PSHIP_OK) {
        result = pship__record_fields(transaction, "figure", id, &known, stated, COUNT(stated),
                                      options, err);
    }
    if (result == PSHIP_OK)
        result = assert_value(transaction, id, &known, options, err);
    return result;
}

static void add_figure(sheet *page, name_id figure, pship_truth existence)
{
    const pship_view *view = page->view;
    choice value = pship__ask_any(view, figure, "value");
    const statement *said = value.picked ? value.picked->statement : NULL;
    bool number = said && said->value_kind == PSHIP_VALUE_NUMBER;
    when period = pship__when(view, figure, "period");
    pship__sheet_row(page, figure);
    page->source = said ? said->source : 0;
    pship__sheet_id(page);
    pship__sheet_value(page, "measure");
    pship__sheet_value(page, "about");
    pship__sheet_value(page, "value");
    if (number)
        pship__add_number(page->builder, said->number);
    else
        pship__add_null(page->builder);
    pship__sheet_name(page, number ? said->unit : 0);
    pship__sheet_name(page, said ? pship__view_note(view, said)->qualifier : 0);
    pship__sheet_when(page, &period);
    pship__sheet_value(page, "base");
    pship__sheet_truth(page, said ? pship__weaker(existence, value.truth) : existence);
    pship__sheet_contested(page);
    pship__add_bool(page->builder, value.undecided);
    pship__sheet_source(page);
    pship__sheet_published(page);
    pship__sheet_list(page, "definition");
    pship__sheet_list(page, "reporter");
}

pship_result pship_figure_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),         COLUMN("measure", UTF8),
        COLUMN("about", UTF8),      COLUMN("value", UTF8),
        COLUMN("number", FLOAT64),  COLUMN("unit", UTF8),
        COLUMN("qualifier", UTF8),  COLUMN("period", UTF8),
        COLUMN("base", UTF8),       COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),  COLUMN("undecided", BOOL),
        COLUMN("source", UTF8),     COLUMN("published", UTF8),
        COLUMN("definition", UTF8), COLUMN("reporter", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    name_id *subjects;
    size_t count;
    pship_result result = pship__view_subjects(view, "figure", &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    sheet page;
    result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < count; i++) {
            pship_truth existence = pship__existence(view, subjects[i]);
            if (pship__view_holds(view, existence))
                add_figure(&page, subjects[i], existence);
        }
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__release(pship__view_context(view), subjects);
    return result;
}
