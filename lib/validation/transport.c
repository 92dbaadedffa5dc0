/* Rules about links, places and transfers: what would keep a network from being made of them. */
#include "register/measured.h"
#include "validation/validation.h"

static void check_unit(inspection *at, const reading *one)
{
    char currency[4] = "";
    wanted_unit wanted = {NULL, false, currency};
    double factor;
    const statement *said = one->statement;
    const char *property = pship__view_text(at->view, said->property);
    const char *unit = pship__view_text(at->view, said->unit);
    if (!pship__wanted_unit(&wanted, property)) {
        return;
    }
    measured_problem problem = pship__unit_factor(&factor, unit, &wanted);
    if (problem == MEASURED_FINE) {
        return;
    }
    subject_of about = {.entity = said->subject, .property = property, .statement = one->id};
    const char *expected = wanted.unit != NULL ? wanted.unit : "no unit";
    if (problem == MEASURED_NO_UNIT) {
        pship__remark(at, &about, "'%.80s' of '%.200s' has no unit; %s%s is expected", property,
                      pship__id_of(at, said->subject), wanted.money ? "CURRENCY" : "", expected);
    } else {
        pship__remark(at, &about, "'%.80s' of '%.200s' is in '%.60s'; %s%s is expected", property,
                      pship__id_of(at, said->subject), unit, wanted.money ? "CURRENCY" : "",
                      expected);
    }
}

void pship__check_transport_units(inspection *at)
{
    readings all = pship__view_everything(at->view);
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const statement *said = all.first[i].statement;
        if (said->value_kind == PSHIP_VALUE_NUMBER && said->rank != PSHIP_RANK_DEPRECATED) {
            check_unit(at, &all.first[i]);
        }
    }
}

static void check_end(inspection *at, name_id link, const char *property, const char *words)
{
    if (pship__said_of(at, link, property).count == 0) {
        subject_of about = {.entity = link, .property = property};
        pship__remark(at, &about, "nobody says where '%.200s' %s", pship__id_of(at, link), words);
    }
}

static void check_ends(inspection *at, name_id link)
{
    check_end(at, link, "from_place", "begins");
    check_end(at, link, "to_place", "ends");
}

void pship__check_link_ends(inspection *at)
{
    pship__each_entity(at, "link", check_ends);
}
