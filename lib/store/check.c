/*
 * The rules that every row keeps. The same functions look at what goes out and at what comes in, so
 * that the library never writes a file that it would refuse to open.
 */
#include "model/statement.h"
#include "store/store_private.h"
#include <math.h>
#include <string.h>

static bool is_text(const char *text)
{
    return text == NULL || pship__utf8_valid(text, strlen(text));
}

const char *pship__kind_problem(const stored_kind *row)
{
    if (row->name == NULL || row->name[0] == '\0') {
        return "it has no name";
    }
    if (!is_text(row->name) || !is_text(row->parent) || !is_text(row->description)) {
        return "a text is not UTF-8";
    }
    return row->transaction < 0 ? "its transaction is below 0" : NULL;
}

const char *pship__property_problem(const stored_property *row)
{
    if (row->name == NULL || row->name[0] == '\0') {
        return "it has no name";
    }
    if (!is_text(row->name) || !is_text(row->of_kind) || !is_text(row->refers_to) ||
        !is_text(row->description)) {
        return "a text is not UTF-8";
    }
    if (row->type < PSHIP_PROPERTY_TEXT || row->type > PSHIP_PROPERTY_ANY) {
        return "there is no such type";
    }
    return row->transaction < 0 ? "its transaction is below 0" : NULL;
}

const char *pship__transaction_problem(const stored_transaction *row, const store_extent *extent)
{
    if (row->ordinal != extent->transactions + 1) {
        return "its ordinal does not follow that of the row before";
    }
    if (row->recorded_at < extent->recorded_at) {
        return "it was recorded before the row before";
    }
    return is_text(row->actor) && is_text(row->note) ? NULL : "a text is not UTF-8";
}

static const char *date_problem(const pship_date *date)
{
    if ((int)date->kind < PSHIP_DATE_DATED || (int)date->kind > PSHIP_DATE_UNKNOWN ||
        (int)date->precision < PSHIP_PRECISION_NONE ||
        (int)date->precision > PSHIP_PRECISION_RANGE) {
        return "there is no such kind or precision of a date";
    }
    if (date->earliest > date->latest) {
        return "the earliest day of a date comes after its latest";
    }
    if (memchr(date->text, '\0', sizeof date->text) == NULL || !is_text(date->text)) {
        return "the text of a date is too long or not UTF-8";
    }
    return NULL;
}

static const char *value_problem(const stored_statement *row)
{
    /* Ends and retractions carry no value. */
    int32_t least = row->operation == OPERATION_ASSERT || row->operation == OPERATION_CORRECT
                        ? PSHIP_VALUE_NONE
                        : PSHIP_VALUE_ABSENT;
    if (row->value_kind < least || row->value_kind > PSHIP_VALUE_BOOLEAN) {
        return "there is no such kind of value";
    }
    switch ((pship_value_kind)row->value_kind) {
    case PSHIP_VALUE_NUMBER:
        return row->value == NULL || !isfinite(row->number) ? "the number is not one" : NULL;
    case PSHIP_VALUE_DATE:
        return date_problem(&row->date);
    case PSHIP_VALUE_RULE:
    case PSHIP_VALUE_REFERENCE:
        return row->value == NULL || row->object == NULL ? "nothing is referred to" : NULL;
    default:
        return NULL;
    }
}

static bool texts_are_utf8(const stored_statement *row)
{
    return is_text(row->subject) && is_text(row->property) && is_text(row->value) &&
           is_text(row->unit) && is_text(row->object) && is_text(row->source) &&
           is_text(row->locator) && is_text(row->qualifier) && is_text(row->certainty) &&
           is_text(row->wording) && is_text(row->reason);
}

const char *pship__statement_problem(const stored_statement *row, const store_extent *extent)
{
    if (row->id != extent->statements + 1) {
        return "its id does not follow that of the row before";
    }
    if (row->operation < OPERATION_ASSERT || row->operation > OPERATION_END) {
        return "there is no such operation";
    }
    if ((row->operation == OPERATION_ASSERT) != (row->target == 0) || row->target < 0 ||
        row->target >= row->id) {
        return "its target is not an earlier statement";
    }
    if (row->transaction < 1 || row->transaction < extent->recorded_in ||
        row->transaction > extent->transactions) {
        return "it is of no transaction, or of one before that of the row before";
    }
    if (row->subject == NULL || row->subject[0] == '\0' || row->property == NULL ||
        row->property[0] == '\0') {
        return "it has no subject or no property";
    }
    if (row->rank < PSHIP_RANK_DEPRECATED || row->rank > PSHIP_RANK_PREFERRED || row->layer < 0) {
        return "there is no such rank or layer";
    }
    if (!texts_are_utf8(row)) {
        return "a text is not UTF-8";
    }
    const char *problem = value_problem(row);
    if (problem == NULL) {
        problem = date_problem(&row->from);
    }
    return problem != NULL ? problem : date_problem(&row->until);
}
