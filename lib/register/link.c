/* Links: ways from one place to another by one mode. */
#include "register/measured.h"

#include <partnership/link.h>

pship_link_fields pship_link_fields_init(void)
{
    return (pship_link_fields)PSHIP_LINK_FIELDS_INIT;
}

static pship_result record_what(pship_transaction *transaction, const char *id,
                                const pship_link_fields *known,
                                const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_link_fields, name, "name"),
        TEXT_FIELD(pship_link_fields, from_place, "from_place"),
        TEXT_FIELD(pship_link_fields, to_place, "to_place"),
        TEXT_FIELD(pship_link_fields, mode, "mode"),
        TEXT_FIELD(pship_link_fields, description, "description"),
        LIST_FIELD(pship_link_fields, corridors, corridor_count, "corridor"),
        TEXT_FIELD(pship_link_fields, status, "operational_status"),
        LIST_FIELD(pship_link_fields, departures, departure_count, "departure"),
    };
    return pship__record_fields(transaction, "link", id, known, stated, COUNT(stated), options,
                                err);
}

static pship_result record_numbers(pship_transaction *transaction, const char *id,
                                   const pship_link_fields *known, const money_units *money,
                                   const pship_statement_options *options, pship_error *err)
{
    const field stated[] = {
        NUMBER_FIELD(pship_link_fields, length_km, "length", "km"),
        NUMBER_FIELD(pship_link_fields, transit_time_h, "transit_time", "h"),
        NUMBER_FIELD(pship_link_fields, speed_km_h, "speed", "km/h"),
        NUMBER_FIELD(pship_link_fields, time_spread_h, "time_spread", "h"),
        NUMBER_FIELD(pship_link_fields, freight_rate, "freight_rate", money->rate),
        NUMBER_FIELD(pship_link_fields, freight_fee, "freight_fee", money->fee),
        NUMBER_FIELD(pship_link_fields, container_rate, "container_rate", money->box_rate),
        NUMBER_FIELD(pship_link_fields, container_fee, "container_fee", money->box_fee),
        NUMBER_FIELD(pship_link_fields, capacity_t, "freight_capacity", "t/year"),
        NUMBER_FIELD(pship_link_fields, capacity_teu, "container_capacity", "TEU/year"),
        NUMBER_FIELD(pship_link_fields, capacity_bcm, "gas_capacity", "bcm/year"),
        NUMBER_FIELD(pship_link_fields, headway_h, "headway", "h"),
        NUMBER_FIELD(pship_link_fields, headway_variation, "headway_variation", NULL),
        NUMBER_FIELD(pship_link_fields, tank_to_wheel_g, "tank_to_wheel", "g/t/km"),
        NUMBER_FIELD(pship_link_fields, well_to_wheel_g, "well_to_wheel", "g/t/km"),
        NUMBER_FIELD(pship_link_fields, gauge_mm, "gauge", "mm"),
        NUMBER_FIELD(pship_link_fields, opens_h, "opens_at", "h"),
        NUMBER_FIELD(pship_link_fields, closes_h, "closes_at", "h"),
    };
    return pship__record_fields(transaction, "link", id, known, stated, COUNT(stated), options,
                                err);
}

pship_result pship_link_record(pship_transaction *transaction, const char *id,
                               const pship_link_fields *fields,
                               const pship_statement_options *options, pship_error *err)
{
    pship_link_fields known = PSHIP_LINK_FIELDS_INIT;
    money_units money;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_link_fields", err);
    if (result == PSHIP_OK)
        result = pship__money_units(&money, known.currency,
                                    known.freight_rate || known.freight_fee ||
                                        known.container_rate || known.container_fee,
                                    err);
    if (result == PSHIP_OK)
        result = record_what(transaction, id, &known, options, err);
    if (result == PSHIP_OK)
        result = pship__record_flag(transaction, id, "both_ways", known.both_ways, options, err);
    return result == PSHIP_OK ? record_numbers(transaction, id, &known, &money, options, err)
                              : result;
}

static pship_result add_link(sheet *page, name_id subject, pship_truth existence, pship_error *err)
{
    static const wanted_unit km = {"km", false, NULL}, h = {"h", false, NULL};
    (void)err;
    pship__sheet_row(page, subject);
    pship__sheet_id(page);
    pship__sheet_value(page, "name");
    pship__sheet_value(page, "from_place");
    pship__sheet_value(page, "to_place");
    pship__sheet_value(page, "mode");
    pship__sheet_flag(page, "both_ways");
    pship__sheet_list(page, "corridor");
    pship__sheet_value(page, "operational_status");
    pship__sheet_measured(page, "length", &km);
    pship__sheet_measured(page, "transit_time", &h);
    pship__sheet_truth(page, existence);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship_link_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("name", UTF8),
        COLUMN("from_place", UTF8),
        COLUMN("to_place", UTF8),
        COLUMN("mode", DICTIONARY),
        COLUMN("both_ways", BOOL),
        COLUMN("corridors", UTF8),
        COLUMN("status", DICTIONARY),
        {"length", PSHIP_COLUMN_FLOAT64, "km", 0},
        {"transit_time", PSHIP_COLUMN_FLOAT64, "h", 0},
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "link", NULL, add_link, err);
}
