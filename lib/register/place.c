/* Places: zones with what they offer, regions with what they could be used for, ports and border points. */
#include "register/measured.h"

#include <partnership/place.h>

pship_place_fields pship_place_fields_init(void)
{
    return (pship_place_fields)PSHIP_PLACE_FIELDS_INIT;
}

static pship_result record_what(pship_transaction *transaction, const char *kind, const char *id,
                                const pship_place_fields *known,
                                const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_place_fields, name, "name"),
        TEXT_FIELD(pship_place_fields, country, "country"),
        TEXT_FIELD(pship_place_fields, part_of, "part_of"),
        TEXT_FIELD(pship_place_fields, description, "description"),
        LIST_FIELD(pship_place_fields, roles, role_count, "role"),
        LIST_FIELD(pship_place_fields, incentives, incentive_count, "incentive"),
        LIST_FIELD(pship_place_fields, potentials, potential_count, "potential"),
        LIST_FIELD(pship_place_fields, sectors, sector_count, "sector"),
        TEXT_FIELD(pship_place_fields, un_locode, "un_locode"),
        TEXT_FIELD(pship_place_fields, status, "operational_status"),
    };
    return pship__record_kind(transaction, kind, "place", id, known, stated, COUNT(stated), options,
                              err);
}

static pship_result record_numbers(pship_transaction *transaction, const char *kind, const char *id,
                                   const pship_place_fields *known, const money_units *money,
                                   const pship_statement_options *options, pship_error *err)
{
    const field stated[] = {
        NUMBER_FIELD(pship_place_fields, longitude, "longitude", "degree"),
        NUMBER_FIELD(pship_place_fields, latitude, "latitude", "degree"),
        NUMBER_FIELD(pship_place_fields, dwell_h, "dwell", "h"),
        NUMBER_FIELD(pship_place_fields, time_spread_h, "time_spread", "h"),
        NUMBER_FIELD(pship_place_fields, freight_fee, "freight_fee", money->fee),
        NUMBER_FIELD(pship_place_fields, container_fee, "container_fee", money->box_fee),
        NUMBER_FIELD(pship_place_fields, capacity_t, "freight_capacity", "t/year"),
        NUMBER_FIELD(pship_place_fields, capacity_teu, "container_capacity", "TEU/year"),
        NUMBER_FIELD(pship_place_fields, capacity_bcm, "gas_capacity", "bcm/year"),
        NUMBER_FIELD(pship_place_fields, opens_h, "opens_at", "h"),
        NUMBER_FIELD(pship_place_fields, closes_h, "closes_at", "h"),
    };
    return pship__record_fields(transaction, kind, id, known, stated, COUNT(stated), options, err);
}

pship_result pship_place_record(pship_transaction *transaction, const char *kind, const char *id,
                                const pship_place_fields *fields,
                                const pship_statement_options *options, pship_error *err)
{
    pship_place_fields known = PSHIP_PLACE_FIELDS_INIT;
    money_units money;
    pship_result result =
        pship__options(&known, sizeof known, offsetof(pship_place_fields, un_locode), fields,
                       "pship_place_fields", err);
    if (result == PSHIP_OK)
        result = pship__money_units(&money, known.currency,
                                    known.freight_fee || known.container_fee, err);
    if (result == PSHIP_OK)
        result = record_what(transaction, kind, id, &known, options, err);
    return result == PSHIP_OK ? record_numbers(transaction, kind, id, &known, &money, options, err)
                              : result;
}

static pship_result add_place(sheet *page, name_id subject, pship_truth existence, pship_error *err)
{
    static const wanted_unit degree = {"degree", false, NULL};
    name_id *projects;
    size_t count;
    pship_result result =
        pship__referring_ids(&projects, &count, page->merged, subject, "place", "project", err);
    if (result != PSHIP_OK)
        return result;
    pship__release(page->context, projects);
    pship__sheet_row(page, subject);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    pship__sheet_value(page, "name");
    pship__sheet_value(page, "country");
    pship__sheet_value(page, "part_of");
    pship__sheet_list(page, "role");
    pship__sheet_list(page, "incentive");
    pship__sheet_list(page, "potential");
    pship__sheet_list(page, "sector");
    pship__add_int64(page->builder, (int64_t)count); /* projects that lie in it */
    pship__sheet_value(page, "un_locode");
    pship__sheet_measured(page, "longitude", &degree);
    pship__sheet_measured(page, "latitude", &degree);
    pship__sheet_truth(page, existence);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship_place_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("kind", DICTIONARY),
        COLUMN("name", UTF8),
        COLUMN("country", UTF8),
        COLUMN("part_of", UTF8),
        COLUMN("roles", UTF8),
        COLUMN("incentives", UTF8),
        COLUMN("potentials", UTF8),
        COLUMN("sectors", UTF8),
        COLUMN("projects", INT64),
        COLUMN("un_locode", UTF8),
        {"longitude", PSHIP_COLUMN_FLOAT64, "degree", 0},
        {"latitude", PSHIP_COLUMN_FLOAT64, "degree", 0},
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "place", NULL, add_place, err);
}
