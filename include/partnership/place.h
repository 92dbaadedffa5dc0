/**
 * @file place.h
 * Places: economic zones with their roles and incentives, regions with their potential, and the ports, terminals,
 * border points and cities of a transport network.
 */
#ifndef PARTNERSHIP_PLACE_H
#define PARTNERSHIP_PLACE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a place is recorded with. Start from PSHIP_PLACE_FIELDS_INIT. Members left NULL are not
 * stated. Everything is lent for the call.
 */
typedef struct pship_place_fields {
    size_t size;                   /**< sizeof(pship_place_fields). */
    const char *name;              /**< Its name. */
    const char *country;           /**< The state that it lies in: id. */
    const char *part_of;           /**< The place that it is part of: id. */
    const char *description;       /**< What it is, in a sentence. */
    const char *const *roles;      /**< What it is there for. */
    size_t role_count;             /**< Length of `roles`. */
    const char *const *incentives; /**< What it offers to those who invest. */
    size_t incentive_count;        /**< Length of `incentives`. */
    const char *const *potentials; /**< What it could be used for. */
    size_t potential_count;        /**< Length of `potentials`. */
    const char *const *sectors;    /**< Sectors that it is about: ids. */
    size_t sector_count;           /**< Length of `sectors`. */
    /* Of a place of a network. Numbers are texts of digits, in the unit that the name of the member ends in. */
    const char *un_locode;     /**< Its UN/LOCODE: "AZBAK". */
    const char *longitude;     /**< Degrees east of Greenwich. */
    const char *latitude;      /**< Degrees north of the equator. */
    const char *status;        /**< planned, under_construction, open, suspended, closed. */
    const char *dwell_h;       /**< How long goods that pass stay. */
    const char *time_spread_h; /**< Standard deviation of that. */
    const char *currency;      /**< Of the fees below: "USD". */
    const char *freight_fee;   /**< What a tonne that passes pays. */
    const char *container_fee; /**< What a TEU that passes pays. */
    const char *capacity_t;    /**< Tonnes in a year. */
    const char *capacity_teu;  /**< TEU in a year. */
    const char *capacity_bcm;  /**< Billion cubic metres of gas in a year. */
    const char *opens_h;       /**< Hour of the day from which it is open. */
    const char *closes_h;      /**< Hour of the day until which it is open. */
} pship_place_fields;

/** Initialiser of pship_place_fields. */
#define PSHIP_PLACE_FIELDS_INIT \
    { \
        sizeof(pship_place_fields), NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_PLACE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_place_fields pship_place_fields_init(void);

/**
 * Record a place: a zone, a region, a field, a port, a border point, or any other.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param kind place, region, field, zone, seaport, terminal, border_point, junction, city or a kind of your own below place.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_INVALID for a kind that is not
 *         below place; PSHIP_E_ARGUMENT for a fee without its currency.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_place_record(pship_transaction *transaction,
                                                          const char *kind, const char *id,
                                                          const pship_place_fields *fields,
                                                          const pship_statement_options *options,
                                                          pship_error *err);

/**
 * Places, ordered by id: zones with their roles and incentives, regions with their potentials. projects is the
 * number of projects that lie in it.
 *
 * Columns: id, kind, name, country, part_of, roles, incentives, potentials, sectors, projects, un_locode, longitude
 * (degree), latitude (degree), certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_place_list(pship_table **table, const pship_view *view,
                                                        pship_error *err);

PSHIP_END_DECLS

#endif
