/**
 * @file product.h
 * Products: the classifications that statistics of trade use, and what is right and wrong with a code.
 *
 * Known are the Harmonized System (HS) with its revisions, the Standard International Trade Classification (SITC)
 * and the Broad Economic Categories (BEC). Sections and chapters of HS, sections of SITC and all of BEC have their
 * names here; finer names of HS, and other classifications, come from a file of yours.
 *
 * A code is text, and its leading zeros count. Where one seems to have lost its zero, as "10121" has among six digits, that is
 * told; it is not put back.
 *
 * Sources: HS, https://github.com/datasets/harmonized-system (public domain); World Customs Organization,
 * https://www.wcoomd.org/en/topics/nomenclature/instrument-and-tools.aspx; SITC and BEC Rev. 4, United Nations
 * Statistics Division, https://unstats.un.org/unsd/classifications/Econ.
 */
#ifndef PARTNERSHIP_PRODUCT_H
#define PARTNERSHIP_PRODUCT_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/** Families of classifications. As text: "hs", "sitc", "bec". */
typedef enum pship_classification_family {
    PSHIP_CLASSIFICATION_HS = 1, /**< Harmonized System: 2, 4 and 6 digits, national ones to 10. */
    PSHIP_CLASSIFICATION_SITC =
        2,                       /**< Standard International Trade Classification: 1 to 5 digits. */
    PSHIP_CLASSIFICATION_BEC = 3 /**< Broad Economic Categories: 1 to 3 digits, up to revision 4. */
} pship_classification_family;

/** A classification. Texts are the library's own and stay as long as it is loaded. */
typedef struct pship_classification {
    pship_classification_family family; /**< Its family. */
    int32_t revision; /**< HS: the year from which it is in force; others: 1 to 5. 0: not told. */
    const char *
        name; /**< As it is written here: "HS12", "SITC4", "BEC4"; "HS" where no revision is told. */
    const char *letter; /**< As UN Comtrade writes it: "H4", "S4", "B4"; NULL where it does not. */
} pship_classification;

/**
 * Find out which classification a name means: "HS12", "HS 2012", "H4", "SITC Rev. 4", "S4", "BEC4". Letters may be
 * small.
 *
 * @param[out] classification Receives it.
 * @param text The name.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for another one, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_classification_find(pship_classification *classification, const char *text, pship_error *err);

/**
 * The classifications that are known. Columns: name, family, revision (null where none is told), letter (as UN Comtrade
 * writes it).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_classification_list(pship_table **table,
                                                                 pship_context *context,
                                                                 pship_error *err);

/** What is wrong with the code of a product. As text: "not_digits" and so on. */
typedef enum pship_product_problem {
    PSHIP_PRODUCT_FINE = 0,       /**< Nothing. */
    PSHIP_PRODUCT_NOT_DIGITS = 1, /**< There is something else than digits in it. */
    PSHIP_PRODUCT_LENGTH = 2,     /**< No code of the classification has so many digits. */
    PSHIP_PRODUCT_LOST_ZERO = 3,  /**< With a zero before it, it would be one. */
    PSHIP_PRODUCT_LEVEL = 4,      /**< It has not as many digits as were asked for. */
    PSHIP_PRODUCT_RESERVED = 5,   /**< HS chapter 77, which is kept free. */
    PSHIP_PRODUCT_NO_CHAPTER = 6  /**< There is no such chapter or category. */
} pship_product_problem;

/** What a code of a product means. Texts are the library's own and stay as long as it is loaded. */
typedef struct pship_product {
    pship_product_problem problem; /**< What is wrong with it. */
    int32_t level;                 /**< Its digits; for a section of HS and for "TOTAL" 0. */
    /** The code that it is part of; empty for a section, and where something is wrong. */
    char parent[12];
    char section[8];     /**< The section that it is in: "V", for SITC and BEC a digit; or empty. */
    char suggestion[12]; /**< With its zero, for PSHIP_PRODUCT_LOST_ZERO; or empty. */
    const char *name;    /**< In English; NULL where it is not in the library. */
} pship_product;

/**
 * Look at the code of a product. "TOTAL" is right in every classification.
 *
 * A code of HS is right when it has 2, 4, 6, 8 or 10 digits and its chapter exists: 01 to 97 but for 77, and 98 and 99,
 * which are for national use. That the digits behind the chapter exist is not checked.
 *
 * @param[out] product Receives what it means, also where something is wrong with it.
 * @param code The code.
 * @param classification Name of the classification, as pship_classification_find() reads it.
 * @param level How many digits it ought to have; 0 for any number.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for a classification that is not known, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_product_find(pship_product *product, const char *code,
                                                          const char *classification, int32_t level,
                                                          pship_error *err);

/**
 * The codes whose names are in the library: of HS the sections and chapters, of SITC the sections, of BEC all of
 * revision 4. Columns: code, level, parent, section, name.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param classification Name of the classification.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for a classification that is not known, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_product_list(pship_table **table,
                                                          pship_context *context,
                                                          const char *classification,
                                                          pship_error *err);

/**
 * Read codes and names from a CSV file: the finer ones of HS, or a classification of your own. The columns "code" (or
 * "hscode") and "name" (or "description") have to be there; "level", "parent" and "section" may be. Others are passed
 * over. The layout is that of https://github.com/datasets/harmonized-system.
 *
 * @param[out] table Receives a table with the columns of pship_product_list(), in the order of the file, level as
 *        written or else the length of the code; free it with pship_table_free().
 * @param context NULL for the defaults.
 * @param path The file.
 * @param err Receives the detail of a failure, with file, line and column; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for a file or a column that is not there, PSHIP_E_SYNTAX and PSHIP_E_LIMIT for what is
 *         no CSV, PSHIP_E_INVALID for a row without a code or a level that is no number, PSHIP_E_CONFLICT for a code that
 *         stands there twice, PSHIP_E_IO, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_product_read(pship_table **table,
                                                          pship_context *context, const char *path,
                                                          pship_error *err);

/**
 * Each product of a flow table, with what is wrong with its code and what hangs on it; a row for each, ordered by code.
 *
 * Columns: written, level, parent, section, name, rows, value (the sum; what was withheld is not in it), problem (null
 * where there is none; otherwise as in pship_product_problem), suggestion. The classification is that of the flow table; where
 * that is not told, or not known, only name, rows and value are filled.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flows A flow table.
 * @param names A table with columns "code" and "name", such as pship_product_read() gives, whose names come first;
 *        may be NULL.
 * @param level How many digits the codes ought to have; 0 for any number.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND where `names` has not these columns, PSHIP_E_MEMORY, PSHIP_E_CANCELLED,
 *         PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_products(pship_table **table,
                                                            const pship_flows *flows,
                                                            const pship_table *names, int32_t level,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
