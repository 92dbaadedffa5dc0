/* Numbers with a unit as a view knows them, brought to the unit that is wanted. */
#include "register/measured.h"

#include "codes/codes.h"
#include "model/private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *property, *unit;
    bool money;
} number_units[] = {
    {"length", "km", false},
    {"transit_time", "h", false},
    {"dwell", "h", false},
    {"speed", "km/h", false},
    {"time_spread", "h", false},
    {"freight_rate", "/t/km", true},
    {"freight_fee", "/t", true},
    {"container_rate", "/TEU/km", true},
    {"container_fee", "/TEU", true},
    {"freight_capacity", "t/year", false},
    {"container_capacity", "TEU/year", false},
    {"gas_capacity", "bcm/year", false},
    {"headway", "h", false},
    {"headway_variation", NULL, false},
    {"tank_to_wheel", "g/t/km", false},
    {"well_to_wheel", "g/t/km", false},
    {"gauge", "mm", false},
    {"opens_at", "h", false},
    {"closes_at", "h", false},
    {"longitude", "degree", false},
    {"latitude", "degree", false},
};

bool pship__wanted_unit(wanted_unit *wanted, const char *property)
{
    for (size_t i = 0; i < COUNT(number_units); i++) {
        if (strcmp(number_units[i].property, property) == 0) {
            wanted->unit = number_units[i].unit;
            wanted->money = number_units[i].money;
            return true;
        }
    }
    return false;
}

measured_problem pship__unit_factor(double *factor, const char *said, const wanted_unit *wanted)
{
    pship_unit unit;
    *factor = 1;
    if (!wanted->unit) {
        if (!said || strcmp(said, "ratio") == 0)
            return MEASURED_FINE;
        return pship__unit_ratio(factor, said, "percent") ? (*factor /= 100, MEASURED_FINE)
                                                          : MEASURED_OTHER_UNIT;
    }
    if (!said)
        return MEASURED_NO_UNIT;
    if (!wanted->money)
        return pship__unit_ratio(factor, said, wanted->unit) ? MEASURED_FINE : MEASURED_OTHER_UNIT;
    if (!pship__unit_read(&unit, said) || !unit.understood || !unit.currency[0] ||
        strncmp(unit.text, unit.currency, 3) != 0 || strcmp(unit.text + 3, wanted->unit) != 0)
        return MEASURED_OTHER_UNIT;
    if (!wanted->currency[0])
        memcpy(wanted->currency, unit.currency, sizeof unit.currency);
    if (strcmp(wanted->currency, unit.currency) != 0)
        return MEASURED_OTHER_CURRENCY;
    *factor = unit.scale;
    return MEASURED_FINE;
}

/* Takes a number that may be the right one into the range. */
static void widen(measured *one, const pship_view *view, const statement *said,
                  const wanted_unit *wanted)
{
    double factor;
    if (said->value_kind != PSHIP_VALUE_NUMBER ||
        pship__unit_factor(&factor, pship__view_text(view, said->unit), wanted) != MEASURED_FINE)
        return;
    one->low = fmin(one->low, said->number * factor); /* fmin and fmax pass over NaN */
    one->high = fmax(one->high, said->number * factor);
}

measured pship__measured_among(const pship_view *view, readings among, const wanted_unit *wanted)
{
    choice chosen = pship__choose_any(view, among);
    measured one = {.said = chosen.picked,
                    .value = NAN,
                    .low = NAN,
                    .high = NAN,
                    .contested = chosen.contested,
                    .undecided = chosen.undecided};
    double factor;
    const statement *said = chosen.picked ? chosen.picked->statement : NULL;
    if (said && said->value_kind == PSHIP_VALUE_NUMBER) {
        one.unit = pship__view_text(view, said->unit);
        one.problem = pship__unit_factor(&factor, one.unit, wanted);
        if (one.problem == MEASURED_FINE) {
            one.value = said->number * factor;
            if (pship__view_note(view, said)->qualifier) {
                pship__view_meaning(view, said, &one.low, &one.high);
                one.low *= factor;
                one.high *= factor;
            }
        }
    }
    if (!chosen.contested)
        return one;
    one.low = one.high = NAN;
    for (size_t i = 0; i < among.count; i++) {
        const reading *other = &among.first[i];
        if (other->truth != PSHIP_NO && other->statement->rank != PSHIP_RANK_DEPRECATED)
            widen(&one, view, other->statement, wanted);
    }
    return one;
}

measured pship__measured(merges *who, name_id subject, const char *property,
                         const wanted_unit *wanted)
{
    name_id name = pship__view_name(who->view, property);
    measured own =
        pship__measured_among(who->view, pship__view_about(who->view, subject, name), wanted);
    if (own.said || own.undecided)
        return own;
    return pship__measured_among(who->view, pship__merged_about(who, &who->cells, subject, name),
                                 wanted);
}

void pship__sheet_measured(sheet *page, const char *property, const wanted_unit *wanted)
{
    measured one = pship__measured(page->merged, page->subject, property, wanted);
    page->contested = page->contested || one.contested;
    if (!page->source && one.said)
        page->source = one.said->statement->source;
    pship__add_finite(page->builder, one.value);
}

void pship__sheet_flag(sheet *page, const char *property)
{
    choice chosen = pship__merged_ask(page->merged, page->subject, property);
    page->contested = page->contested || chosen.contested;
    pship__add_bool(page->builder, chosen.picked && chosen.picked->statement->boolean);
}

pship_result pship__money_units(money_units *units, const char *currency, bool needed,
                                pship_error *err)
{
    *units = (money_units){.rate = ""};
    if (needed && !currency)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a rate or a fee needs its currency");
    if (!currency)
        return PSHIP_OK;
    if (!pship__currency_code(currency, strlen(currency)))
        return pship__fail(err, PSHIP_E_INVALID, "'%.40s' is not a currency code of ISO 4217",
                           pship__utf8_valid(currency, strlen(currency)) ? currency : "?");
    (void)snprintf(units->rate, sizeof units->rate, "%s/t/km", currency);
    (void)snprintf(units->fee, sizeof units->fee, "%s/t", currency);
    (void)snprintf(units->box_rate, sizeof units->box_rate, "%s/TEU/km", currency);
    (void)snprintf(units->box_fee, sizeof units->box_fee, "%s/TEU", currency);
    return PSHIP_OK;
}

pship_result pship__record_flag(pship_transaction *transaction, const char *id,
                                const char *property, bool set,
                                const pship_statement_options *options, pship_error *err)
{
    return set ? pship_statement_assert_text(NULL, transaction, id, property, "true", NULL, options,
                                             err)
               : PSHIP_OK;
}
