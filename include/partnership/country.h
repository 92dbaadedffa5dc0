/**
 * @file country.h
 * Countries and areas as statistics of trade write them.
 *
 * The letters and numbers of ISO 3166-1, English names, and what reporters write beside them: UN Comtrade's own
 * numbers for customs areas (842 is the United States), countries that are no more (810, the Soviet Union), areas
 * that nobody specified (899), groups (0, the world) and goods that go nowhere (837, bunkers). What is not in
 * the list is no country here, and is told so: nothing is guessed, and no row of a flow table is dropped for it.
 *
 * Sources: ISO 3166-1 and the regions of M49, by way of https://github.com/datasets/country-codes (public domain);
 * ISO 3166-3; UN Comtrade, https://comtradeapi.un.org/files/v1/app/reference/Reporters.json and
 * https://comtradeapi.un.org/files/v1/app/reference/partnerAreas.json.
 */
#ifndef PARTNERSHIP_COUNTRY_H
#define PARTNERSHIP_COUNTRY_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/** What something in the place of a country is. As text: "country", "former", "unspecified", "group",
    "special". */
typedef enum pship_area_kind {
    PSHIP_AREA_COUNTRY =
        1, /**< A country or territory of ISO 3166-1; and Kosovo, which is not in it. */
    PSHIP_AREA_FORMER = 2, /**< One that is no more, or of whose area a part has left or come in. */
    PSHIP_AREA_UNSPECIFIED = 3, /**< Some country, which is not told: "Other Asia, nes". */
    PSHIP_AREA_GROUP =
        4, /**< Several countries, whose trade is mostly counted under their own codes too. */
    PSHIP_AREA_SPECIAL = 5 /**< No country at all: bunkers, free zones, the high seas. */
} pship_area_kind;

/** What a code or a name was understood as. Texts are the library's own and stay as long as it is loaded. */
typedef struct pship_country {
    pship_area_kind kind; /**< What it is. */
    int32_t number;       /**< M49 or the reporters' own; -1 where it has none. */
    /** ISO 3166-1 alpha-3, for former countries also ISO 3166-3; empty where there is none. */
    char code[4];
    char alpha2[3];     /**< ISO 3166-1 alpha-2, or empty. */
    int32_t first_year; /**< First year in which statistics have it; 0 where that is open. */
    int32_t last_year;  /**< The last one, likewise. */
    const char *name;   /**< In English. */
    const char *
        successors; /**< Alpha-3 codes of who has its trade now, with blanks between them; or NULL. */
    const char *note; /**< What to know about it; or NULL. */
} pship_country;

/**
 * Find out what a code or a name means.
 *
 * Digits are a number, with or without its leading zeros: that of ISO 3166-1 first, then those of reporters. Letters are
 * alpha-3 or alpha-2 codes, then names and other spellings, whatever their case and accents.
 *
 * @param[out] country Receives what it means.
 * @param text A code or a name.
 * @param context Whose allocator compares names; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for what is not in the list, PSHIP_E_INVALID for a text that is not UTF-8,
 *         PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_country_find(pship_country *country, const char *text,
                                                          pship_context *context, pship_error *err);

/**
 * All that is understood. Columns: number (three digits), code, alpha2, kind, name, first_year, last_year,
 * successors, note, spellings (others, without case and accents, with '|' between them). Countries come first,
 * ordered by code; then the regions of M49, and what reporters write beside them.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_country_list(pship_table **table,
                                                          pship_context *context, pship_error *err);

/**
 * Each code in the place of a country in a flow table, and what it was understood as; a row for each, ordered by how
 * it is written.
 *
 * Columns: written, code (alpha-3), kind (null where it was not understood), name, first_year, last_year, successors,
 * note, reporter_rows, partner_rows, value (the sum over rows in which it is either, each once; what was withheld
 * is not in it), problem (null; not_understood; no_code for what is understood and has no alpha-3; shared_code where
 * something else that is written here has the same; out_of_years where it has rows in a year in which it was not).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_countries(pship_table **table,
                                                             const pship_flows *flows,
                                                             pship_error *err);

/** How countries are recoded. Start from PSHIP_RECODE_OPTIONS_INIT. */
typedef struct pship_recode_options {
    size_t size; /**< sizeof(pship_recode_options). */
    /** Whether "Other Asia, not elsewhere specified" (490) becomes TWN. Its trade is in practice mostly
        Taiwan's; a few reporters put more into it. */
    bool other_asia_is_taiwan;
} pship_recode_options;

/** Initialiser of pship_recode_options. */
#define PSHIP_RECODE_OPTIONS_INIT \
    { \
        sizeof(pship_recode_options), false \
    }

/**
 * The value of PSHIP_RECODE_OPTIONS_INIT, for languages without macros.
 *
 * @return Nothing is assumed.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_recode_options pship_recode_options_init(void);

/**
 * A flow table with alpha-3 codes in the place of whatever its countries were written as.
 *
 * Countries and former countries get their code; where two are written that have the same one (841 and 842, 280 and
 * 276), their rows stand side by side under it. All else stays as it is written: what is not understood, areas that
 * are not specified, groups, bunkers, and former areas without a code. No row and no value changes, and a table that was recoded is
 * recoded to itself.
 *
 * @param[out] recoded Receives the new flow table; free it with pship_flows_free().
 * @param[out] left Receives what stayed as it was written, with the columns of pship_flows_countries(); free it with
 *        pship_table_free(). May be NULL.
 * @param flows A flow table.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_flows_recode_countries(pship_flows **recoded, pship_table **left, const pship_flows *flows,
                             const pship_recode_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
