/* Transfers: what it takes to change from one mode to another. */
#include "register/measured.h"

#include <partnership/transfer.h>

pship_transfer_fields pship_transfer_fields_init(void)
{
    return (pship_transfer_fields)PSHIP_TRANSFER_FIELDS_INIT;
}

static pship_result record(pship_transaction *transaction, const char *id,
                           const pship_transfer_fields *known, const money_units *money,
                           const pship_statement_options *options, pship_error *err)
{
    const field stated[] = {
        TEXT_FIELD(pship_transfer_fields, name, "name"),
        TEXT_FIELD(pship_transfer_fields, place, "place"),
        TEXT_FIELD(pship_transfer_fields, from_mode, "from_mode"),
        TEXT_FIELD(pship_transfer_fields, to_mode, "to_mode"),
        TEXT_FIELD(pship_transfer_fields, description, "description"),
        TEXT_FIELD(pship_transfer_fields, status, "operational_status"),
        NUMBER_FIELD(pship_transfer_fields, dwell_h, "dwell", "h"),
        NUMBER_FIELD(pship_transfer_fields, time_spread_h, "time_spread", "h"),
        NUMBER_FIELD(pship_transfer_fields, freight_fee, "freight_fee", money->fee),
        NUMBER_FIELD(pship_transfer_fields, container_fee, "container_fee", money->box_fee),
        NUMBER_FIELD(pship_transfer_fields, capacity_t, "freight_capacity", "t/year"),
        NUMBER_FIELD(pship_transfer_fields, capacity_teu, "container_capacity", "TEU/year"),
        NUMBER_FIELD(pship_transfer_fields, opens_h, "opens_at", "h"),
        NUMBER_FIELD(pship_transfer_fields, closes_h, "closes_at", "h"),
    };
    return pship__record_fields(transaction, "transfer", id, known, stated, COUNT(stated), options,
                                err);
}

pship_result pship_transfer_record(pship_transaction *transaction, const char *id,
                                   const pship_transfer_fields *fields,
                                   const pship_statement_options *options, pship_error *err)
{
    pship_transfer_fields known = PSHIP_TRANSFER_FIELDS_INIT;
    money_units money;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_transfer_fields", err);
    if (result == PSHIP_OK)
        result = pship__money_units(&money, known.currency,
                                    known.freight_fee || known.container_fee, err);
    if (result == PSHIP_OK)
        result = record(transaction, id, &known, &money, options, err);
    return result == PSHIP_OK
               ? pship__record_flag(transaction, id, "both_ways", known.both_ways, options, err)
               : result;
}

static pship_result add_transfer(sheet *page, name_id subject, pship_truth existence,
                                 pship_error *err)
{
    static const wanted_unit h = {"h", false, NULL};
    (void)err;
    pship__sheet_row(page, subject);
    pship__sheet_id(page);
    pship__sheet_value(page, "name");
    pship__sheet_value(page, "place");
    pship__sheet_value(page, "from_mode");
    pship__sheet_value(page, "to_mode");
    pship__sheet_flag(page, "both_ways");
    pship__sheet_value(page, "operational_status");
    pship__sheet_measured(page, "dwell", &h);
    pship__sheet_truth(page, existence);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship_transfer_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),
        COLUMN("name", UTF8),
        COLUMN("place", UTF8),
        COLUMN("from_mode", DICTIONARY),
        COLUMN("to_mode", DICTIONARY),
        COLUMN("both_ways", BOOL),
        COLUMN("status", DICTIONARY),
        {"dwell", PSHIP_COLUMN_FLOAT64, "h", 0},
        COLUMN("certainty", DICTIONARY),
        COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    return pship__sheet_each(table, view, columns, COUNT(columns), "transfer", NULL, add_transfer,
                             err);
}
