/*
 * Numbers with a unit as a view knows them: of links, transfers and places. The room joint makes networks of them.
 */
#ifndef PSHIP_REGISTER_MEASURED_H
#define PSHIP_REGISTER_MEASURED_H

#include "register/names.h"

/* The unit that a number is wanted in. */
typedef struct wanted_unit {
    const char *unit; /* "km"; NULL: a pure number; of money what follows its currency: "/t/km" */
    bool money;
    char
        *currency; /* [4] of money: which one; empty: whichever comes first, and it receives that */
} wanted_unit;

typedef enum measured_problem {
    MEASURED_FINE,
    MEASURED_NO_UNIT,
    MEASURED_OTHER_UNIT,
    MEASURED_OTHER_CURRENCY
} measured_problem;

typedef struct measured {
    const reading *said; /* the statement picked; NULL where nothing is told, and where undecided */
    double value;        /* NaN where not told, where undecided and where there is a problem */
    double low, high; /* over what sources contradict each other about, else what a qualifier leaves
                            open; NaN where neither */
    bool contested, undecided;
    measured_problem problem;
    const char *unit; /* as stated, of the number with the problem */
} measured;

/* In which unit a number of a link, a place or a transfer counts, `currency` apart; false for any other property. */
bool pship__wanted_unit(wanted_unit *wanted, const char *property);
/* Among readings of one property. */
measured pship__measured_among(const pship_view *view, readings among, const wanted_unit *wanted);
/* Of an entity and those merged into it; the merges' pool of cells is used. */
measured pship__measured(merges *who, name_id subject, const char *property,
                         const wanted_unit *wanted);
/* What a number with this unit is multiplied by. */
measured_problem pship__unit_factor(double *factor, const char *said, const wanted_unit *wanted);
/* A cell with the number; null where it has a problem. */
void pship__sheet_measured(sheet *page, const char *property, const wanted_unit *wanted);
/* A cell with a truth value, false where nothing is stated. */
void pship__sheet_flag(sheet *page, const char *property);

/* Units of the money of a fields struct, "USD/t/km"; PSHIP_E_ARGUMENT where there is money without a currency. */
typedef struct money_units {
    char rate[32], fee[32], box_rate[32], box_fee[32];
} money_units;
pship_result pship__money_units(money_units *units, const char *currency, bool needed,
                                pship_error *err);
/* States a property of truth where it is set; false is not stated. */
pship_result pship__record_flag(pship_transaction *transaction, const char *id,
                                const char *property, bool set,
                                const pship_statement_options *options, pship_error *err);

#endif
