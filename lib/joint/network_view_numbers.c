/* Making a network of a view: the numbers of an element with their sources, what they may be, and departures. */
#include "joint/network_view.h"

#include <stdlib.h>
#include <string.h>

/* Properties and the columns that they fill, in any of these parts. */
enum {
    OF_PLACE = 1 << NETWORK_PLACE,
    OF_LINK = 1 << NETWORK_LINK,
    OF_TRANSFER = 1 << NETWORK_TRANSFER
};
enum { OF_ALL = OF_PLACE | OF_LINK | OF_TRANSFER };

typedef struct number_form {
    const char *property;
    network_attribute attribute;
    int parts;
} number_form;

static const number_form forms[] = {
    {"length", NETWORK_LENGTH, OF_LINK},
    {"transit_time", NETWORK_TIME, OF_LINK},
    {"dwell", NETWORK_TIME, OF_PLACE | OF_TRANSFER},
    {"speed", NETWORK_SPEED, OF_LINK},
    {"freight_rate", NETWORK_RATE, OF_LINK},
    {"freight_fee", NETWORK_FEE, OF_ALL},
    {"container_rate", NETWORK_BOX_RATE, OF_LINK},
    {"container_fee", NETWORK_BOX_FEE, OF_ALL},
    {"freight_capacity", NETWORK_CAPACITY, OF_ALL},
    {"container_capacity", NETWORK_BOX_CAPACITY, OF_ALL},
    {"gas_capacity", NETWORK_GAS_CAPACITY, OF_ALL},
    {"headway", NETWORK_HEADWAY, OF_LINK},
    {"headway_variation", NETWORK_HEADWAY_VARIATION, OF_LINK},
    {"time_spread", NETWORK_SPREAD, OF_ALL},
    {"tank_to_wheel", NETWORK_TANK_TO_WHEEL, OF_LINK},
    {"well_to_wheel", NETWORK_WELL_TO_WHEEL, OF_LINK},
    {"gauge", NETWORK_GAUGE, OF_LINK},
    {"opens_at", NETWORK_OPENS, OF_ALL},
    {"closes_at", NETWORK_CLOSES, OF_ALL},
};

/* What is said in a register of how often a service departs, and the hours that go with it. */
static const struct {
    const char *unit;
    double hours;
} frequencies[] = {
    {"departure/week", 168},
    {"departure/day", 24},
    {"departure/month", 8760.0 / 12},
    {"departure/year", 8760},
};

static const char *text_of(const network_making *at, name_id id)
{
    const char *text = pship__view_text(at->view, id);
    return text ? text : "";
}

static pship_result refuse(const network_making *at, name_id id, const char *property,
                           const measured *one, const wanted_unit *wanted, pship_error *err)
{
    const char *of = text_of(at, id);
    if (one->problem == MEASURED_OTHER_CURRENCY)
        return pship__fail(err, PSHIP_E_INVALID,
                           "the %s of '%.200s' is in '%.60s'; a network has one currency: %s",
                           property, of, one->unit, wanted->currency);
    const char *before = wanted->money ? "CURRENCY" : "";
    const char *expected = wanted->unit ? wanted->unit : "no unit";
    if (one->problem == MEASURED_NO_UNIT)
        return pship__fail(err, PSHIP_E_INVALID, "the %s of '%.200s' has no unit; %s%s is expected",
                           property, of, before, expected);
    return pship__fail(err, PSHIP_E_INVALID, "the %s of '%.200s' is in '%.60s'; %s%s is expected",
                       property, of, one->unit ? one->unit : "", before, expected);
}

/* ---- estimates */

typedef struct guess {
    double low, high; /* NaN where not told */
} guess;

/* A number of an estimate, in the unit of what it estimates. */
static pship_result read_bound(double *bound, network_making *at, name_id estimate,
                               const char *property, const wanted_unit *wanted, pship_error *err)
{
    measured one = pship__measured(&at->who, estimate, property, wanted);
    *bound = one.value;
    return one.problem == MEASURED_FINE ? PSHIP_OK
                                        : refuse(at, estimate, property, &one, wanted, err);
}

static pship_result take_estimate(guess *range, network_making *at, const made_element *of,
                                  name_id estimate, const number_form *form,
                                  const wanted_unit *wanted, pship_error *err)
{
    static const wanted_unit pure = {NULL, false, NULL};
    double low, high, probability;
    pship_result result = read_bound(&low, at, estimate, "low", wanted, err);
    if (result == PSHIP_OK)
        result = read_bound(&high, at, estimate, "high", wanted, err);
    if (result == PSHIP_OK)
        result = read_bound(&probability, at, estimate, "probability", &pure, err);
    if (result != PSHIP_OK)
        return result;
    if (isnan(probability)) {
        range->low = fmin(range->low, low);
        range->high = fmax(range->high, high);
    } else if (form->attribute == NETWORK_TIME && !isnan(high)) {
        for (int i = 0; i < of->count; i++)
            pship__network_builder_quantile(at->builder, of->part, of->elements[i], probability,
                                            high);
    }
    return PSHIP_OK;
}

/* The estimates that refer to one of the ids of an element. */
static pship_result take_estimates(guess *range, network_making *at, const made_element *of,
                                   name_id id, const number_form *form, const wanted_unit *wanted,
                                   pship_error *err)
{
    references refs =
        pship__view_referring(at->view, id, pship__view_name(at->view, "estimate_of"));
    name_id last = 0;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < refs.count && result == PSHIP_OK; i++) {
        name_id estimate = refs.first[i]->statement->subject;
        if (estimate == last || !pship__view_holds(at->view, refs.first[i]->truth))
            continue;
        last = estimate;
        const char *measure = pship__ask_text(at->view, estimate, "measure");
        if (measure && strcmp(measure, form->property) == 0)
            result = take_estimate(range, at, of, estimate, form, wanted, err);
    }
    return result;
}

static pship_result estimate(guess *range, network_making *at, const made_element *of,
                             const number_form *form, const wanted_unit *wanted, pship_error *err)
{
    size_t count;
    const merged *others = pship__merged_into(&at->who, of->id, &count);
    *range = (guess){NAN, NAN};
    pship_result result = take_estimates(range, at, of, of->id, form, wanted, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = take_estimates(range, at, of, others[i].id, form, wanted, err);
    return result;
}

/* ---- numbers */

/* Nobody says so: the register itself, or a source that is there to mark assumptions. */
static bool is_assumed(const network_making *at, const statement *said)
{
    if (!said->source)
        return true;
    choice type = pship__ask_any(at->view, said->source, "type");
    return at->assumption && type.picked && type.picked->statement->value == at->assumption;
}

/* The range goes round the number, and an end that is open is not told. */
static guess range_of(const measured *one, const guess *estimated)
{
    bool none = isnan(estimated->low) && isnan(estimated->high);
    guess range = none ? (guess){one->low, one->high} : *estimated;
    if (range.low > one->value)
        range.low = one->value;
    if (range.high < one->value)
        range.high = one->value;
    return (guess){isinf(range.low) ? (double)NAN : range.low,
                   isinf(range.high) ? (double)NAN : range.high};
}

static void set_number(network_making *at, const made_element *of, network_attribute attribute,
                       const measured *one, const guess *estimated)
{
    const char *name = pship__network_attribute_name((int)attribute);
    int column = pship__network_builder_column(at->builder, of->part, name);
    const statement *said = one->said ? one->said->statement : NULL;
    guess range = range_of(one, estimated);
    for (int i = 0; i < of->count && column >= 0; i++) {
        pship__network_builder_set(at->builder, of->part, of->elements[i], column, one->value);
        pship__network_builder_note(at->builder, of->part, of->elements[i], column,
                                    said ? pship__view_text(at->view, said->source) : NULL,
                                    said && (of->unsure || is_assumed(at, said)), range.low,
                                    range.high);
    }
}

static pship_result tell_number(network_making *at, const made_element *of, const number_form *form,
                                bool *told, pship_error *err)
{
    wanted_unit wanted = {NULL, false, at->currency};
    guess range;
    (void)pship__wanted_unit(&wanted, form->property);
    measured one = pship__measured(&at->who, of->id, form->property, &wanted);
    if (one.problem != MEASURED_FINE)
        return refuse(at, of->id, form->property, &one, &wanted, err);
    pship_result result = estimate(&range, at, of, form, &wanted, err);
    *told = !isnan(one.value) || one.undecided;
    if (result == PSHIP_OK && *told)
        set_number(at, of, form->attribute, &one, &range);
    return result;
}

/* How often becomes how long between two: the most often is the shortest. */
static double inverse(double hours, double often)
{
    return often > 0 ? hours / often : (double)NAN;
}

static pship_result tell_frequency(network_making *at, const made_element *of, pship_error *err)
{
    static const number_form form = {"frequency", NETWORK_HEADWAY, OF_LINK};
    measured one = {.problem = MEASURED_OTHER_UNIT};
    wanted_unit wanted = {NULL, false, NULL};
    guess range;
    double hours = 0;
    for (size_t i = 0; i < COUNT(frequencies) && one.problem != MEASURED_FINE; i++) {
        wanted.unit = frequencies[i].unit;
        hours = frequencies[i].hours;
        one = pship__measured(&at->who, of->id, form.property, &wanted);
    }
    if (one.problem != MEASURED_FINE) {
        wanted.unit = frequencies[0].unit;
        return refuse(at, of->id, form.property, &one, &wanted, err);
    }
    if (isnan(one.value) && !one.undecided)
        return PSHIP_OK;
    if (one.value <= 0)
        return pship__fail(err, PSHIP_E_INVALID, "the frequency of '%.200s' is not above zero",
                           text_of(at, of->id));
    pship_result result = estimate(&range, at, of, &form, &wanted, err);
    if (result != PSHIP_OK)
        return result;
    measured told = one;
    told.value = hours / one.value;
    told.low = inverse(hours, one.high);
    told.high = inverse(hours, one.low);
    set_number(at, of, NETWORK_HEADWAY, &told,
               &(guess){inverse(hours, range.high), inverse(hours, range.low)});
    return PSHIP_OK;
}

/* ---- departures: "Monday 10:30" */

static bool two_digits(const char **text, int most, int *number)
{
    int digits = 0;
    for (*number = 0; digits < 2 && **text >= '0' && **text <= '9'; digits++)
        *number = *number * 10 + *(*text)++ - '0';
    return digits > 0 && *number <= most;
}

static bool read_departure(double *hour, const char *text)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    int hours, minutes;
    for (size_t day = 0; day < COUNT(days); day++) {
        size_t length = strlen(days[day]);
        if (strncmp(text, days[day], length) != 0 || text[length] != ' ')
            continue;
        const char *time = text + length + 1;
        if (!two_digits(&time, 23, &hours) || *time++ != ':' || !two_digits(&time, 59, &minutes) ||
            *time != '\0' || time[-2] == ':')
            return false;
        *hour = (double)day * 24 + hours + minutes / 60.0;
        return true;
    }
    return false;
}

static pship_result tell_departures(network_making *at, const made_element *of, pship_error *err)
{
    readings among = pship__merged_about(&at->who, &at->who.cells, of->id,
                                         pship__view_name(at->view, "departure"));
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        const char *text = pship__said_text(at->view, one->statement);
        double hour;
        bool again = false;
        if (!text || !pship__view_holds(at->view, one->truth) ||
            one->statement->rank == PSHIP_RANK_DEPRECATED)
            continue;
        if (!read_departure(&hour, text))
            return pship__fail(err, PSHIP_E_INVALID,
                               "the departure '%.60s' of '%.200s' is not a day and a time, such as "
                               "\"Monday 10:30\"",
                               text, text_of(at, of->id));
        for (size_t j = 0; j < i && !again; j++) /* two sources say the same */
            again = among.first[j].statement->value == one->statement->value;
        for (int j = 0; j < of->count && !again; j++)
            pship__network_builder_departure(at->builder, of->elements[j], hour);
    }
    return PSHIP_OK;
}

pship_result pship__network_tell(network_making *at, const made_element *of, pship_error *err)
{
    pship_result result = PSHIP_OK;
    bool told = false, headway = false;
    for (size_t i = 0; i < COUNT(forms) && result == PSHIP_OK; i++) {
        if (!(forms[i].parts & 1 << of->part))
            continue;
        result = tell_number(at, of, &forms[i], &told, err);
        headway = headway || (forms[i].attribute == NETWORK_HEADWAY && result == PSHIP_OK && told);
    }
    if (result == PSHIP_OK && of->part == NETWORK_LINK && !headway)
        result = tell_frequency(at, of, err);
    if (result == PSHIP_OK && of->part == NETWORK_LINK)
        result = tell_departures(at, of, err);
    return result;
}
