/*
 * What the countries of a flow table were understood as. Private to the room trade.
 */
#ifndef PSHIP_TRADE_FLOW_COUNTRIES_H
#define PSHIP_TRADE_FLOW_COUNTRIES_H

#include "codes/country.h"
#include "trade/flow_store.h"

/* One that is written, by its code in the dictionary. */
typedef struct flow_country {
    pship_country means; /* where it was understood */
    bool understood;
    bool shared;       /* another one has the same alpha-3 code */
    bool out_of_years; /* has rows in a year in which it was not */
    int64_t reporter_rows, partner_rows;
    double sum, lost;
} flow_country;

/* For all of them, to be released by the caller; NULL where there is no memory. */
flow_country *pship__flow_countries_find(const pship_flows *flows);
/* Whether it stays as it is written when the table is recoded. */
static inline bool pship__flow_country_stays(const flow_country *one)
{
    return !one->understood || one->means.code[0] == '\0';
}
/* Fills in what the rows say. */
pship_result pship__flow_countries_tally(flow_country *list, const pship_flows *flows,
                                         pship_error *err);
/* As a table; only those for which `stays` says so, where it is not NULL. */
pship_result pship__flow_countries_tell(pship_table **table, const flow_country *list,
                                        const bool *stays, const pship_flows *flows,
                                        pship_error *err);

#endif
