/**
 * @file source.h
 * Sources: the documents that statements are taken from.
 */
#ifndef PARTNERSHIP_SOURCE_H
#define PARTNERSHIP_SOURCE_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What a source is recorded with. Start from PSHIP_SOURCE_FIELDS_INIT. Members left NULL are
 * not stated. Everything is lent for the call.
 */
typedef struct pship_source_fields {
    size_t size;           /**< sizeof(pship_source_fields). */
    const char *title;     /**< Its title. */
    const char *publisher; /**< Who published it. */
    const char *author;    /**< Who wrote it. */
    const char *url;       /**< Where it is found. */
    const char *published; /**< Day of publication, EDTF; decides what a cutoff lets through. */
    const char *retrieved; /**< Day on which it was read, YYYY-MM-DD. */
} pship_source_fields;

/** Initialiser of pship_source_fields. */
#define PSHIP_SOURCE_FIELDS_INIT \
    { \
        sizeof(pship_source_fields), NULL, NULL, NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_SOURCE_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_source_fields pship_source_fields_init(void);

/**
 * Record a source. What is stated of a source is seen under every publication cutoff.
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
PSHIP_NODISCARD PSHIP_API pship_result pship_source_record(pship_transaction *transaction,
                                                           const char *id,
                                                           const pship_source_fields *fields,
                                                           const pship_statement_options *options,
                                                           pship_error *err);

/**
 * The sources, with how many live statements each one carries.
 *
 * Columns: id, title, publisher, author, url, published, published_earliest, published_latest,
 * retrieved, statements.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_source_list(pship_table **table,
                                                         const pship_view *view, pship_error *err);

PSHIP_END_DECLS

#endif
