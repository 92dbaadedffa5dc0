/* Products: what a code means, and what is wrong with it. */
#include "codes/product.h"

#include "codes/product_table.h"
#include "table/builder.h"
#include <stdio.h>
#include <string.h>

enum { MOST_DIGITS = 10, FREE_CHAPTER = 77, FIRST_NATIONAL = 98 };

const char *pship__product_problem_word(pship_product_problem problem)
{
    static const char *const words[] = {NULL,    "not_digits", "length",    "lost_zero",
                                        "level", "reserved",   "no_chapter"};
    return words[problem];
}

/* ---- names */

static product_rows names_of(const pship_classification *in)
{
    if (in->family == PSHIP_CLASSIFICATION_HS)
        return (product_rows){pship__hs_rows, pship__hs_row_count};
    if (in->family == PSHIP_CLASSIFICATION_SITC)
        return (product_rows){pship__sitc_rows, pship__sitc_row_count};
    if (in->revision <= 4)
        return (product_rows){pship__bec_rows, pship__bec_row_count};
    return (product_rows){NULL, 0};
}

static const product_row *row_of(product_rows names, const char *code, size_t length)
{
    for (size_t i = 0; i < names.count; i++) {
        const product_row *row = &names.rows[i];
        if (strncmp(row->code, code, length) == 0 && row->code[length] == '\0')
            return row;
    }
    return NULL;
}

/* ---- what may be a code */

static size_t digits_of(const char *code)
{
    return strspn(code, "0123456789");
}

static int chapter_of(const char *code)
{
    return (code[0] - '0') * 10 + (code[1] - '0');
}

/* Of so many digits, all of them digits. */
static pship_product_problem check_hs(const char *code, size_t length)
{
    if (length < 2 || length > MOST_DIGITS || length % 2 != 0)
        return PSHIP_PRODUCT_LENGTH;
    int chapter = chapter_of(code);
    return chapter == FREE_CHAPTER ? PSHIP_PRODUCT_RESERVED
           : chapter == 0          ? PSHIP_PRODUCT_NO_CHAPTER
                                   : PSHIP_PRODUCT_FINE;
}

static pship_product_problem check(const char *code, size_t length, const pship_classification *in)
{
    if (in->family == PSHIP_CLASSIFICATION_HS)
        return check_hs(code, length);
    if (in->family == PSHIP_CLASSIFICATION_SITC)
        return length > 5 ? PSHIP_PRODUCT_LENGTH : PSHIP_PRODUCT_FINE;
    product_rows names = names_of(in);
    if (names.count == 0) /* BEC Rev. 5, whose codes are not in the library */
        return PSHIP_PRODUCT_FINE;
    return length > 3                            ? PSHIP_PRODUCT_LENGTH
           : row_of(names, code, length) == NULL ? PSHIP_PRODUCT_NO_CHAPTER
                                                 : PSHIP_PRODUCT_FINE;
}

/* Would it be right with a zero before it? HS has even numbers of digits only; elsewhere only who asks for a level
 * can tell. */
static bool lost_zero(char *suggestion, size_t size, const char *code, size_t length,
                      const pship_classification *in, int32_t level)
{
    bool asked = level > 0 && length + 1 == (size_t)level;
    bool odd = in->family == PSHIP_CLASSIFICATION_HS && length % 2 == 1 && level == 0;
    if (code[0] == '0' || length + 2 > size || !(asked || odd))
        return false;
    (void)snprintf(suggestion, size, "0%s", code);
    if (check(suggestion, length + 1, in) == PSHIP_PRODUCT_FINE)
        return true;
    suggestion[0] = '\0';
    return false;
}

/* ---- what it means */

static void set_text(char *to, size_t size, const char *from, size_t length)
{
    length = length < size ? length : size - 1;
    memcpy(to, from, length);
    to[length] = '\0';
}

/* Of a code that is right. */
static void place(pship_product *product, const char *code, size_t length,
                  const pship_classification *in)
{
    product_rows names = names_of(in);
    const product_row *row = row_of(names, code, length);
    size_t step = in->family == PSHIP_CLASSIFICATION_HS ? 2 : 1;
    const char *section = code;
    size_t section_length = 1;
    if (row)
        product->name = row->name;
    if (in->family == PSHIP_CLASSIFICATION_HS) {
        const product_row *chapter = row_of(names, code, 2);
        section = chapter && chapter->parent ? chapter->parent : "";
        section_length = strlen(section);
        if (chapter_of(code) == FIRST_NATIONAL && length == 2)
            product->name = "For national use";
    }
    set_text(product->section, sizeof product->section, section, section_length);
    if (length > step)
        set_text(product->parent, sizeof product->parent, code, length - step);
    else if (step == 2)
        set_text(product->parent, sizeof product->parent, section, section_length);
}

/* "TOTAL", and the sections of HS. */
static bool look_at_words(pship_product *product, const char *code, const pship_classification *in)
{
    if (strcmp(code, "TOTAL") == 0) {
        product->name = "All products";
        return true;
    }
    const product_row *row =
        in->family == PSHIP_CLASSIFICATION_HS ? row_of(names_of(in), code, strlen(code)) : NULL;
    if (!row)
        return false;
    product->name = row->name;
    set_text(product->section, sizeof product->section, code, strlen(code));
    return true;
}

pship_product pship__product_look(const char *code, const pship_classification *in, int32_t level)
{
    pship_product product = {.problem = PSHIP_PRODUCT_FINE};
    size_t length = strlen(code);
    if (length == 0 || digits_of(code) != length) {
        if (!look_at_words(&product, code, in))
            product.problem = PSHIP_PRODUCT_NOT_DIGITS;
        else if (level > 0)
            product.problem = PSHIP_PRODUCT_LEVEL;
        return product;
    }
    product.level = length > INT32_MAX ? INT32_MAX : (int32_t)length;
    if (lost_zero(product.suggestion, sizeof product.suggestion, code, length, in, level)) {
        product.problem = PSHIP_PRODUCT_LOST_ZERO;
        return product;
    }
    product.problem = check(code, length, in);
    if (product.problem == PSHIP_PRODUCT_FINE)
        place(&product, code, length, in);
    if (product.problem == PSHIP_PRODUCT_FINE && level > 0 && product.level != level)
        product.problem = PSHIP_PRODUCT_LEVEL;
    return product;
}

pship_result pship_product_find(pship_product *product, const char *code,
                                const char *classification, int32_t level, pship_error *err)
{
    pship_classification in;
    if (!product || !code || level < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the product or the code are NULL, or the level is negative");
    pship_result result = pship_classification_find(&in, classification, err);
    if (result == PSHIP_OK)
        *product = pship__product_look(code, &in, level);
    return result;
}

/* ---- the list */

pship_result pship_product_list(pship_table **table, pship_context *context,
                                const char *classification, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"code", PSHIP_COLUMN_UTF8, NULL, 0},   {"level", PSHIP_COLUMN_INT64, NULL, 0},
        {"parent", PSHIP_COLUMN_UTF8, NULL, 0}, {"section", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    pship_classification in;
    pship__table_builder *rows;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table is NULL");
    pship_result result = pship_classification_find(&in, classification, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&rows, context, columns, sizeof columns / sizeof *columns,
                                          err);
    if (result != PSHIP_OK)
        return result;
    product_rows names = names_of(&in);
    for (size_t i = 0; i < names.count; i++) {
        pship_product product = pship__product_look(names.rows[i].code, &in, 0);
        pship__add_text(rows, names.rows[i].code);
        pship__add_int64(rows, product.level);
        pship__add_text(rows, names.rows[i].parent);
        pship__add_text(rows, product.section[0] ? product.section : NULL);
        pship__add_text(rows, names.rows[i].name);
    }
    return pship__table_builder_finish(rows, table, err);
}
