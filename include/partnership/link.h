/**
 * @file link.h
 * Links: ways from one place to another by one mode, as a register tells of them.
 *
 * What a network needs to know of a link are statements, each with its source and the days on which it holds: a
 * link is planned, then under construction, then open.
 */
#ifndef PARTNERSHIP_LINK_H
#define PARTNERSHIP_LINK_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a link is recorded with. Start from PSHIP_LINK_FIELDS_INIT. Members left NULL are not stated. Numbers
 * are texts of digits, which are kept as written, in the unit that the name of the member ends in; one in another
 * unit is for pship_statement_assert_text(). Where numbers come from several sources, call once for each. Everything is
 * lent for the call.
 */
typedef struct pship_link_fields {
    size_t size;                   /**< sizeof(pship_link_fields). */
    const char *name;              /**< What it is called. */
    const char *from_place;        /**< Where it begins: id of a place. */
    const char *to_place;          /**< Where it ends: id of a place. */
    const char *mode;              /**< rail, road, sea, ferry, inland_waterway, pipeline, air. */
    const char *description;       /**< What it is, in a sentence. */
    const char *const *corridors;  /**< Corridors that it is a part of: ids. */
    size_t corridor_count;         /**< Length of `corridors`. */
    bool both_ways;                /**< Goods go the other way as well, on the same terms. */
    const char *status;            /**< planned, under_construction, open, suspended, closed. */
    const char *length_km;         /**< How long it is. */
    const char *transit_time_h;    /**< How long goods are under way. */
    const char *speed_km_h;        /**< How fast they are, where no time is known. */
    const char *time_spread_h;     /**< Standard deviation of the time. */
    const char *currency;          /**< Of the rates and fees below: "USD". */
    const char *freight_rate;      /**< What a tonne pays for a km. */
    const char *freight_fee;       /**< What a tonne pays once. */
    const char *container_rate;    /**< What a TEU pays for a km. */
    const char *container_fee;     /**< What a TEU pays once. */
    const char *capacity_t;        /**< Tonnes in a year. */
    const char *capacity_teu;      /**< TEU in a year. */
    const char *capacity_bcm;      /**< Billion cubic metres of gas in a year. */
    const char *headway_h;         /**< From one departure of a service to the next. */
    const char *headway_variation; /**< Standard deviation of that, divided by its mean. */
    const char *const *departures; /**< A calendar instead: "Monday 10:30", local time. */
    size_t departure_count;        /**< Length of `departures`. */
    const char *tank_to_wheel_g;   /**< g CO2e for a tonne and km. */
    const char *well_to_wheel_g;   /**< g CO2e for a tonne and km. */
    const char *gauge_mm;          /**< Distance between the rails. */
    const char *opens_h;           /**< Hour of the day from which it is open. */
    const char *closes_h;          /**< Hour of the day until which it is open. */
} pship_link_fields;

/** Initialiser of pship_link_fields. */
#define PSHIP_LINK_FIELDS_INIT \
    { \
        sizeof(pship_link_fields), NULL, NULL, NULL, NULL, NULL, NULL, 0, false, NULL, NULL, NULL, \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, \
            NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_LINK_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_link_fields pship_link_fields_init(void);

/**
 * Record a link.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten. A status that holds from a day
 * on has that day in `options->from`.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert(); PSHIP_E_ARGUMENT for a rate or a fee without its
 *         currency.
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_link_record(pship_transaction *transaction,
                                                         const char *id,
                                                         const pship_link_fields *fields,
                                                         const pship_statement_options *options,
                                                         pship_error *err);

/**
 * Links that the view knows of, also those that are not open, ordered by id. Numbers that are stated in another unit are
 * converted; what cannot be is null.
 *
 * Columns: id, name, from_place, to_place, mode, both_ways (bool), corridors, status, length (km), transit_time (h),
 * certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_link_list(pship_table **table, const pship_view *view,
                                                       pship_error *err);

PSHIP_END_DECLS

#endif
