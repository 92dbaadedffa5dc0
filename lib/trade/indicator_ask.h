/*
 * What is asked for, checked and looked up. Private to the indicators.
 */
#ifndef PSHIP_TRADE_INDICATOR_ASK_H
#define PSHIP_TRADE_INDICATOR_ASK_H

#include "trade/indicators.h"

#define MOST_INDICATORS 64

typedef struct indicator_ask {
    const pship_flows *flows;
    const pship_context *context;
    pship_indicator_options options;
    const indicator *asked[MOST_INDICATORS];
    size_t count;
    indicator_dimension dimension;
    unsigned needs; /* of all of them */
    double classes;
    int64_t base; /* code of the base period that was named, or -1 */
    /* By code: what the options name, or everything. */
    bool *periods, *reporters, *partners, *products;
    const pship_table *facts;
    int32_t country_column, period_column; /* of facts; -1: none */
    int32_t fact_columns[FACT_COUNT];      /* -1: not needed */
    double fact_scales[FACT_COUNT];        /* to the unit of the values */
} indicator_ask;

/* Freed with pship__ask_free() in every case. */
pship_result pship__ask(indicator_ask *ask, const pship_flows *flows, const char *const *names,
                        size_t count, const pship_table *facts,
                        const pship_indicator_options *options, pship_error *err);
void pship__ask_free(indicator_ask *ask);
/* The facts of a period, each by country; `facts` has FACT_COUNT times countries. */
pship_result pship__ask_facts(double *facts, const indicator_ask *ask, uint32_t period,
                              pship_error *err);
/* The period that another is compared to, or -1; refused where their lengths differ. `years` lie between them, NaN
 * where that is not known. */
pship_result pship__ask_base(int64_t *base, double *years, const indicator_ask *ask,
                             uint32_t period, pship_error *err);

/* Years from the base to each period up to another; NaN for periods of another length or without days, and for all
 * others. `years` has as many as there are periods. */
void pship__ask_years(double *years, const indicator_ask *ask, uint32_t base, uint32_t period);

/* Which of the words the list names, by code; all for an empty list. With `patterns`, "22*" names every word that
 * begins with 22. Release `*chosen`, which is NULL after a failure. */
pship_result pship__choose_words(bool **chosen, const flow_words *words, const char *const *list,
                                 size_t count, bool patterns, const char *what, pship_error *err);

#endif
