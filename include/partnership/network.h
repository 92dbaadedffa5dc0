/**
 * @file network.h
 * Transport networks: places, links between them, and transfers from one mode to another.
 *
 * A network is a multigraph with a direction: two links may join the same places (rail beside road), and a link leads
 * one way. What is said of a place, a link or a transfer is a number with a fixed meaning, the same for all three:
 *
 * | column            | unit            | of a link                       | of a place, a transfer                 |
 * | ----------------- | --------------- | ------------------------------- | -------------------------------------- |
 * | length_km         | km              | how long it is                  |                                        |
 * | time_h            | h               | under way; else length / speed  | dwell of who passes, or changes mode   |
 * | speed_km_h        | km/h            | under way                       |                                        |
 * | rate              | currency/t/km   | what a tonne pays by distance   |                                        |
 * | fee               | currency/t      | what a tonne pays once          | the same                               |
 * | box_rate          | currency/TEU/km | what a box pays by distance     |                                        |
 * | box_fee           | currency/TEU    | what a box pays once            | the same                               |
 * | capacity_t        | t/year          | how much can pass               | the same                               |
 * | capacity_teu      | TEU/year        | how many boxes can pass         | the same                               |
 * | capacity_bcm      | bcm/year        | how much gas can pass           | the same                               |
 * | headway_h         | h               | between two departures          |                                        |
 * | headway_variation | ratio           | standard deviation / mean of it |                                        |
 * | spread_h          | h               | standard deviation of the time  | the same                               |
 * | tank_to_wheel_g   | g CO2e/t/km     | emitted under way               |                                        |
 * | well_to_wheel_g   | g CO2e/t/km     | and by what the fuel came from  |                                        |
 * | gauge_mm          | mm              | of the rails                    |                                        |
 * | opens_h, closes_h | h               |                                 | of each day, 0 to 24; both 0: always   |
 *
 * What nobody told is no number (NaN in C, null in tables) and is never taken for zero. Any other column of numbers is
 * kept under its own name; it may be negative, as heights are. To change from one mode to another at a place takes a transfer
 * that is declared there or for every place; in a network without any transfer all modes change freely and at once. A transfer
 * that is closed holds for its modes and place as any other, and lets nothing pass.
 *
 * A network is immutable and reference-counted; what would change it gives another one.
 */
#ifndef PARTNERSHIP_NETWORK_H
#define PARTNERSHIP_NETWORK_H

#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/** A network. Opaque. */
typedef struct pship_network pship_network;

/** What is true of a whole network. Start from PSHIP_NETWORK_ABOUT_INIT. Everything is copied. */
typedef struct pship_network_about {
    size_t size;          /**< sizeof(pship_network_about). */
    const char *name;     /**< What it is called; may be NULL. */
    const char *currency; /**< Of all fees and rates, such as "USD"; may be NULL. */
    const char *source;   /**< Where what has no source of its own comes from; may be NULL. */
} pship_network_about;

/** Initialiser of pship_network_about. */
#define PSHIP_NETWORK_ABOUT_INIT \
    { \
        sizeof(pship_network_about), NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_NETWORK_ABOUT_INIT, for languages without macros.
 *
 * @return Nothing is told.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_network_about pship_network_about_init(void);

/** The tables that a network is made of. Start from PSHIP_NETWORK_TABLES_INIT. Lent for the call; all but the
    links may be NULL. */
typedef struct pship_network_tables {
    size_t size; /**< sizeof(pship_network_tables). */
    const pship_table *
        links; /**< from and to (ids of places); may have id, mode, both_ways (bool: a second link leads
                                   back; its id ends in " back"), and numbers. */
    const pship_table *
        places; /**< id; may have name, country, kind, longitude and latitude (degrees; of a place both or
                                    neither) and numbers. NULL: the places that links name, and nothing is known of
                                    them. */
    const pship_table *
        transfers; /**< from_mode and to_mode; may have place (null: every place that has none of its
                                        own), both_ways, closed (bool) and numbers. */
    const pship_table
        *timetables; /**< link, departs_h (hours of the week from Monday 0:00, below 168). */
    const pship_table
        *quantiles; /**< part ("place", "link", "transfer"), element (its id; of a transfer
                                        "place: from_mode to to_mode"), probability (0 to 1), time_h: how long it takes. */
    const pship_table
        *sources; /**< part, element, attribute (name of a column), source; may have assumed
                                        (bool), low and high: no source was found, and what it may be.
                                 The number itself is not read from here. */
} pship_network_tables;

/** Initialiser of pship_network_tables. */
#define PSHIP_NETWORK_TABLES_INIT \
    { \
        sizeof(pship_network_tables), NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_NETWORK_TABLES_INIT, for languages without macros.
 *
 * @return No table.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_network_tables pship_network_tables_init(void);

/**
 * Make a network of tables. In this way it comes from Arrow, from other programs' frames and from a few lines
 * of code. Places, links and transfers stay in the order of their tables; links without an id are called by their
 * number from 1, or, where some lead both ways, by the number of their row. Links from a place to itself and several
 * between the same places are kept. Ids may be whole numbers as well as texts. Columns of texts and days that have no meaning
 * here are left out.
 *
 * @param[out] network Receives the network; free it with pship_network_free().
 * @param context NULL for the defaults.
 * @param tables What it is made of.
 * @param about What is true of all of it; NULL for nothing.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that has to be there and is not, and for an element that is not in the network;
 *         PSHIP_E_INVALID for a column of another type, an empty or a repeated id, two transfers for the same modes at the same
 *         place, a number that is negative or infinite, or one out of its range; PSHIP_E_LIMIT for 2^31 or more places,
 *         links or transfers, or more than 255 modes; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: linear in the rows. Reports progress.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_from_tables(pship_network **network,
                                                                 pship_context *context,
                                                                 const pship_network_tables *tables,
                                                                 const pship_network_about *about,
                                                                 pship_error *err);

/**
 * Give up a network.
 *
 * @param network May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_network_free(pship_network *network);

/**
 * Another reference to the same network, to be freed on its own.
 *
 * @param network A network.
 * @return The same network.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_network *pship_network_share(pship_network *network);

/**
 * What is true of the whole network.
 *
 * @param network A network.
 * @return As it was given; texts are lent by the network, NULL where not told.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_network_about pship_network_describe(const pship_network *network);

/**
 * Number of places.
 *
 * @param network A network.
 * @return Places, at least 0.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_network_place_count(const pship_network *network);

/**
 * Number of links.
 *
 * @param network A network.
 * @return Links, at least 0.
 *
 * Thread safety: any thread.
 */
PSHIP_API int64_t pship_network_link_count(const pship_network *network);

/**
 * Places. Columns: id, name, country, kind (text and dictionaries, null where not told), longitude, latitude,
 * the numbers that are told of any place, and columns of its own.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_places(pship_table **table,
                                                            const pship_network *network,
                                                            pship_error *err);

/**
 * Links. Columns: id, from, to, mode (null where not told), the numbers that are told of any link, and columns of
 * its own.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_links(pship_table **table,
                                                           const pship_network *network,
                                                           pship_error *err);

/**
 * Transfers. Columns: place (null: every place that has none of its own), from_mode, to_mode, closed, the numbers that
 * are told of any transfer, and columns of its own.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_transfers(pship_table **table,
                                                               const pship_network *network,
                                                               pship_error *err);

/**
 * Departures of scheduled services, by link and hour of the week. Columns: link, departs_h.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_timetables(pship_table **table,
                                                                const pship_network *network,
                                                                pship_error *err);

/**
 * How long things take, as distributions. Columns: part, element, probability, time_h.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_quantiles(pship_table **table,
                                                               const pship_network *network,
                                                               pship_error *err);

/**
 * Where each number comes from. Columns: part, element, attribute, value, source, assumed (bool), low, high. A number that
 * has no source of its own is not listed: that of the whole network holds for it.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_sources(pship_table **table,
                                                             const pship_network *network,
                                                             pship_error *err);

/** What happens to an element in pship_network_change(). */
typedef enum pship_network_act {
    PSHIP_NETWORK_CLOSE =
        1, /**< Nothing passes any more: a link is left out, a place with all its links and transfers;
                a transfer stays and is closed, or that of every place would take its place. */
    PSHIP_NETWORK_SET = 2,  /**< The number becomes `amount`; NaN: it is not told any more. */
    PSHIP_NETWORK_ADD = 3,  /**< `amount` is added; what was not told becomes `amount`. */
    PSHIP_NETWORK_SCALE = 4 /**< Multiplied by `amount`; what was not told stays so. */
} pship_network_act;

/** One change. */
typedef struct pship_network_change_step {
    const char *part; /**< "place", "link" or "transfer". */
    const char *
        element; /**< Its id; of a transfer "place: from_mode to to_mode", with "*" for every place. */
    const char *attribute; /**< A column of numbers, known or its own; NULL where it is closed. */
    pship_network_act act; /**< What happens. */
    double amount;         /**< By how much. */
} pship_network_change_step;

/**
 * Another network in which some things differ: closed, slower, narrower, dearer. Time that is not told but follows
 * from length and speed becomes a time of its own when it is added to or scaled. Quantiles of a time that is added to or
 * scaled follow it, those of a time that is set are given up. A number that is changed has no source any more.
 *
 * Steps follow one another: what one of them closed is not there for the next. Columns that nothing touches are
 * shared with the first network, whose other references may be given up.
 *
 * @param[out] changed Receives the other network; free it with pship_network_free().
 * @param network A network; stays as it is.
 * @param steps The changes.
 * @param count How many.
 * @param err Receives the detail of a failure; may be NULL. Steps are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for an element or a column that is not there; PSHIP_E_INVALID for an amount that
 *         makes a number negative, infinite or out of its range, and for another part; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Complexity: linear in the steps, in the columns that are touched, and in the network where something is closed.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_change(pship_network **changed,
                                                            const pship_network *network,
                                                            const pship_network_change_step *steps,
                                                            size_t count, pship_error *err);

PSHIP_END_DECLS

#endif
