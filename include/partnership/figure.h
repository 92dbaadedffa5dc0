/**
 * @file figure.h
 * Figures: claims with a value, a unit, a period and a source.
 */
#ifndef PARTNERSHIP_FIGURE_H
#define PARTNERSHIP_FIGURE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a figure is recorded with. Start from PSHIP_FIGURE_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_figure_fields {
    size_t size;         /**< sizeof(pship_figure_fields). */
    const char *measure; /**< What is measured. */
    const char *about;   /**< The entity that it is about: id. */
    const char *value;   /**< The value: digits as written, or words. Digits alone are a number. */
    const char *unit;    /**< Its unit; with a unit, the value must be a number. */
    const char *period;  /**< The time that it is for, EDTF. */
    const char *base;    /**< What it is compared with. */
} pship_figure_fields;

/** Initialiser of pship_figure_fields. */
#define PSHIP_FIGURE_FIELDS_INIT \
    { \
        sizeof(pship_figure_fields), NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_FIGURE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_figure_fields pship_figure_fields_init(void);

/**
 * Record a figure.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Its id.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, interval and so on of all these statements; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_record(pship_transaction *transaction,
                                                           const char *id,
                                                           const pship_figure_fields *fields,
                                                           const pship_statement_options *options,
                                                           pship_error *err);

/**
 * The figures.
 *
 * Columns: id, measure, about, value, number, unit, qualifier, period, base, certainty,
 * contested, undecided, source, published.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_figure_list(pship_table **table,
                                                         const pship_view *view, pship_error *err);

PSHIP_END_DECLS

#endif
