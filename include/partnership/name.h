/**
 * @file name.h
 * Names: what things are called, in which language and since when, and what is called so.
 */
#ifndef PARTNERSHIP_NAME_H
#define PARTNERSHIP_NAME_H

#include <partnership/transaction.h>
#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What an alias is recorded with. Start from PSHIP_ALIAS_FIELDS_INIT. Members left NULL are not stated.
 * Everything is lent for the call.
 */
typedef struct pship_alias_fields {
    size_t size;          /**< sizeof(pship_alias_fields). */
    const char *alias_of; /**< What has the name: id of any entity. */
    const char *name;     /**< The name. */
    const char *type;     /**< What kind of name: spelling, former_name, abbreviation,
                               transliteration, translation, ... */
    const char
        *language; /**< Language of the name, and script where it needs saying: a tag of BCP 47
                               such as "az" or "az-Cyrl". */
} pship_alias_fields;

/** Initialiser of pship_alias_fields. */
#define PSHIP_ALIAS_FIELDS_INIT \
    { \
        sizeof(pship_alias_fields), NULL, NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_ALIAS_FIELDS_INIT, for languages without macros.
 *
 * @return Fields of which none is stated.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_alias_fields pship_alias_fields_init(void);

/**
 * Record another name of something, with its language and kind. The first and last day in `options` are those
 * on which it has that name. Where neither language nor kind matters, state the property `alias` instead.
 *
 * Recording more about an id recorded before adds statements; nothing is overwritten.
 *
 * @param transaction An open transaction.
 * @param id Id of the alias.
 * @param fields What is stated of it; NULL for nothing but that it exists.
 * @param options Source, first and last day; NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. After a failure some of the statements
 *        may have been added: free the transaction to forget them.
 * @return As pship_entity_record() and pship_statement_assert().
 *
 * Thread safety: the thread that uses the transaction.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_alias_record(pship_transaction *transaction,
                                                          const char *id,
                                                          const pship_alias_fields *fields,
                                                          const pship_statement_options *options,
                                                          pship_error *err);

/**
 * All names of a thing, also those that it had before and those that ids merged into it bring along.
 * how: name, title, alias, or the type of an alias (spelling, former_name, ...). of is the id whose name
 * it is. certainty says whether it has that name on the day of the view: certain, possible, no.
 *
 * Columns: id (canonical), of, name, how, language, from, until, certainty, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param id Id of an entity.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_name_list(pship_table **table, const pship_view *view,
                                                       const char *id, pship_error *err);

/**
 * What is called so on the day of the view? Looks at ids, names, titles and all aliases. match is exact, or
 * folded where the texts are the same but for case, accents, compatibility forms (Unicode) and blanks.
 * Exact matches come first, then those that are certain, then by id; a candidate has a row for each of its names
 * that matched.
 *
 * Columns: id (canonical), of (the id whose name matched), kind, name (under which it is listed), matched
 * (the name that matched), how (id, name, title, alias, spelling, ...), language, match, certainty, source.
 *
 * @param[out] table Receives the table, without rows where nothing is called so; free it with
 *        pship_table_free().
 * @param view A view.
 * @param text A name.
 * @param kind Only things of this kind or below it; NULL for all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an unknown kind, PSHIP_E_ARGUMENT also for text that is no UTF-8,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Time grows with the number of names. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_name_find(pship_table **table, const pship_view *view,
                                                       const char *text, const char *kind,
                                                       pship_error *err);

PSHIP_END_DECLS

#endif
