/*
 * The rules that every row keeps. The same functions look at what goes out and at what comes in, so
 * that the library never writes a file that it would refuse to open.
 */
#include "store/store_private.h"
#include <partnership/value.h>
#include <string.h>

const char *pship__text_problem(const char *text, size_t length)
{
    /* Eight bytes at once while they are ASCII: most are. */
    uint64_t word = 0;
    size_t at = 0;
    while (at + sizeof word <= length) {
        memcpy(&word, text + at, sizeof word);
        if ((word & 0x8080808080808080u) != 0) {
            break;
        }
        at += sizeof word;
    }
    return pship__utf8_valid(text + at, length - at) ? NULL : "it is not UTF-8";
}

/* 0 is none. */
static bool is_text(name_id text, const store_tally *tally)
{
    return text <= tally->count.texts;
}

/* Is there something to be read? */
static bool is_live(name_id text, const store_tally *tally)
{
    return text == 0 || (is_text(text, tally) && tally->marks[text - 1] != MARK_ERASED);
}

static bool is_name(name_id text, const store_tally *tally)
{
    return text != 0 && is_text(text, tally) && tally->marks[text - 1] >= MARK_TEXT;
}

static const char no_text[] = "it names a text that is not there";
static const char no_name[] = "it has no name";
static const char no_transaction[] = "it is of a transaction that is not there";

const char *pship__date_problem(const stored_date *row, const store_tally *tally)
{
    if (row->kind > PSHIP_DATE_UNKNOWN || row->precision > PSHIP_PRECISION_RANGE) {
        return "there is no such kind or precision of a date";
    }
    if (row->earliest > row->latest) {
        return "the earliest day of a date comes after its latest";
    }
    return is_text(row->text, tally) ? NULL : no_text;
}

const char *pship__note_problem(const note_row *row, const store_tally *tally)
{
    return is_text(row->locator, tally) && is_text(row->qualifier, tally) &&
                   is_text(row->certainty, tally) && is_text(row->wording, tally) &&
                   is_text(row->reason, tally) && is_text(row->entry, tally)
               ? NULL
               : no_text;
}

const char *pship__kind_problem(const kind_row *row, const store_tally *tally)
{
    if (!is_name(row->name, tally)) {
        return no_name;
    }
    if (!is_live(row->parent, tally) || !is_live(row->description, tally)) {
        return no_text;
    }
    return row->transaction > tally->count.transactions ? no_transaction : NULL;
}

const char *pship__property_problem(const property_row *row, const store_tally *tally)
{
    if (!is_name(row->name, tally)) {
        return no_name;
    }
    if (!is_live(row->of_kind, tally) || !is_live(row->refers_to, tally) ||
        !is_live(row->description, tally)) {
        return no_text;
    }
    if (row->type < PSHIP_PROPERTY_TEXT || row->type > PSHIP_PROPERTY_ANY) {
        return "there is no such type";
    }
    return row->transaction > tally->count.transactions ? no_transaction : NULL;
}

const char *pship__scenario_problem(const scenario_row *row, size_t ordinal,
                                    const store_tally *tally)
{
    if (ordinal >= ANY_LAYER) {
        return "there are more scenarios than layers";
    }
    if (!is_name(row->name, tally)) {
        return no_name;
    }
    if (!is_live(row->description, tally)) {
        return no_text;
    }
    if (row->parent >= ordinal) {
        return "its parent is not an earlier scenario";
    }
    return row->transaction < 1 || row->transaction > tally->count.transactions ||
                   row->pinned > tally->count.transactions
               ? no_transaction
               : NULL;
}

const char *pship__transaction_problem(const transaction_row *row, const store_tally *tally)
{
    if (tally->count.transactions > 0 && row->recorded_at < tally->recorded_at) {
        return "it was recorded before the row before";
    }
    if (row->recorded_at == INT64_MIN) {
        return "it was recorded before all time";
    }
    return is_live(row->actor, tally) && is_live(row->note, tally) ? NULL : no_text;
}

const char *pship__seal_problem(const seal_row *seal, const store_tally *tally)
{
    if (seal->count < 1 || seal->count > SEAL_MOST) {
        return "it seals no statements, or too many";
    }
    if (seal->first != tally->count.statements + 1) {
        return "its statements do not follow those before";
    }
    size_t at = tally->owed_at;
    while (at < tally->owed_count && tally->owed[at] == 0) {
        at++;
    }
    if (at == tally->owed_count || seal->transaction != tally->settled + at + 1) {
        return "its statements are of no transaction, or not of the one that announced them";
    }
    return seal->count > tally->owed[at]
               ? "there are more statements than its transaction announced"
               : NULL;
}

static const char *value_problem(const statement *row, const store_tally *tally)
{
    /* Ends, retractions and their like carry no value. */
    int least = row->operation == OPERATION_ASSERT || row->operation == OPERATION_CORRECT
                    ? PSHIP_VALUE_NONE
                    : PSHIP_VALUE_ABSENT;
    if (row->value_kind < least || row->value_kind > PSHIP_VALUE_BOOLEAN) {
        return "there is no such kind of value";
    }
    if (row->boolean && row->value_kind != PSHIP_VALUE_BOOLEAN) {
        return "the boolean does not belong to this kind of value";
    }
    bool refers = row->value_kind == PSHIP_VALUE_RULE || row->value_kind == PSHIP_VALUE_REFERENCE;
    if (refers ? !is_name(row->object, tally) || !is_name(row->value, tally) : row->object != 0) {
        return refers ? "nothing is referred to"
                      : "what is referred to does not belong to this kind of value";
    }
    switch ((pship_value_kind)row->value_kind) {
    case PSHIP_VALUE_TEXT:
        return row->value == 0 ? "the text is not there" : NULL;
    case PSHIP_VALUE_NUMBER:
        return row->value == 0 || tally->marks[row->value - 1] != MARK_NUMBER
                   ? "the number is not one"
                   : NULL;
    case PSHIP_VALUE_DATE:
        return row->date < 1 || row->date > tally->count.dates ? "the date is not there" : NULL;
    default:
        return NULL;
    }
}

/* What is left of an erased statement. */
static const char *tombstone_problem(const statement *row, const seal_row *seal)
{
    if (row->value != 0 || row->unit != 0 || row->object != 0 || row->from != 0 ||
        row->until != 0 || row->note != 0 || row->value_kind != PSHIP_VALUE_ABSENT ||
        row->rank != PSHIP_RANK_NORMAL || row->boolean || row->states_until) {
        return "it is erased, and more than a tombstone is left";
    }
    return seal->opened ? NULL : "it is erased, and its seal is not opened";
}

static const char *interval_problem(const statement *row, const store_tally *tally)
{
    if (row->from > tally->count.dates || row->until > tally->count.dates) {
        return "it names a date that is not there";
    }
    if (row->value_kind != PSHIP_VALUE_ABSENT && (row->from == 0 || row->until == 0)) {
        return "it has a value and no dates";
    }
    return row->operation == OPERATION_END && row->until == 0 ? "it is an end without a day" : NULL;
}

/* Where it stands, in the log and among the scenarios. */
static const char *place_problem(const statement *row, uint64_t id, const seal_row *seal,
                                 const store_tally *tally)
{
    if (row->operation > OPERATION_LAST) {
        return "there is no such operation";
    }
    if ((row->operation == OPERATION_ASSERT) != (row->target == 0) || row->target >= id) {
        return "its target is not an earlier statement";
    }
    if (row->transaction != seal->transaction) {
        return "it is not of the transaction of its seal";
    }
    if (row->rank < PSHIP_RANK_DEPRECATED || row->rank > PSHIP_RANK_PREFERRED ||
        row->layer > tally->count.scenarios ||
        (row->operation == OPERATION_MASK && row->layer == 0)) {
        return "there is no such rank or layer";
    }
    return NULL;
}

const char *pship__statement_problem(const statement *row, uint64_t id, const seal_row *seal,
                                     const store_tally *tally)
{
    const char *problem = place_problem(row, id, seal, tally);
    if (problem != NULL) {
        return problem;
    }
    if (!is_name(row->subject, tally) || !is_name(row->property, tally)) {
        return "it has no subject or no property";
    }
    if (!is_live(row->source, tally)) {
        return no_text;
    }
    if (row->erased) {
        return tombstone_problem(row, seal);
    }
    if (!is_live(row->value, tally) || !is_live(row->unit, tally) || !is_live(row->object, tally)) {
        return no_text;
    }
    if (row->note > tally->count.notes) {
        return "it names a note that is not there";
    }
    problem = value_problem(row, tally);
    return problem != NULL ? problem : interval_problem(row, tally);
}
