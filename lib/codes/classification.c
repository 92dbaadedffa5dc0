/* Names of classifications. */
#include "codes/product.h"

#include "table/builder.h"
#include <string.h>

#define HS(revision, name, letter) \
    { \
        PSHIP_CLASSIFICATION_HS, revision, name, letter \
    }
#define SITC(revision, name, letter) \
    { \
        PSHIP_CLASSIFICATION_SITC, revision, name, letter \
    }
#define BEC(revision, name, letter) \
    { \
        PSHIP_CLASSIFICATION_BEC, revision, name, letter \
    }

/* UN Comtrade's H0 is the first version, which it calls HS 1988/1992: here, as in BACI, HS92. */
static const pship_classification known[] = {
    HS(0, "HS", "HS"),      HS(1988, "HS88", NULL), HS(1992, "HS92", "H0"), HS(1996, "HS96", "H1"),
    HS(2002, "HS02", "H2"), HS(2007, "HS07", "H3"), HS(2012, "HS12", "H4"), HS(2017, "HS17", "H5"),
    HS(2022, "HS22", "H6"), SITC(0, "SITC", "ST"),  SITC(1, "SITC1", "S1"), SITC(2, "SITC2", "S2"),
    SITC(3, "SITC3", "S3"), SITC(4, "SITC4", "S4"), BEC(0, "BEC", NULL),    BEC(4, "BEC4", "B4"),
    BEC(5, "BEC5", "B5"),
};
enum { KNOWN = sizeof known / sizeof *known, NAME_SIZE = 16 };

static const char *const family_words[] = {NULL, "hs", "sitc", "bec"};

/* Letters and digits only, in capitals; false where that is too long for a name. */
static bool squeeze(char *name, const char *text)
{
    size_t length = 0;
    for (; *text; text++) {
        bool small = *text >= 'a' && *text <= 'z';
        bool kept = small || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9');
        if (kept && length + 1 == NAME_SIZE)
            return false;
        if (kept)
            name[length++] = small ? (char)(*text - 'a' + 'A') : *text;
        else if (*text != ' ' && *text != '.' && *text != '-')
            return false;
    }
    name[length] = '\0';
    return length > 0;
}

/* "SITCREV4" becomes "SITC4", "HS2012" becomes "HS12". */
static void shorten(char *name)
{
    static const char *const fillers[] = {"REV", "R"};
    size_t family = strncmp(name, "SITC", 4) == 0                                     ? 4
                    : strncmp(name, "BEC", 3) == 0                                    ? 3
                    : strncmp(name, "HS", 2) == 0 && strlen(name) == strlen("HS2012") ? 2
                                                                                      : 0;
    char *rest = name + family;
    for (size_t i = 0; i < 2 && family > 2; i++) {
        size_t filler = strlen(fillers[i]);
        if (strncmp(rest, fillers[i], filler) == 0 && rest[filler] != '\0') {
            memmove(rest, rest + filler, strlen(rest + filler) + 1);
            return;
        }
    }
    if (family == 2 && (strncmp(rest, "19", 2) == 0 || strncmp(rest, "20", 2) == 0))
        memmove(rest, rest + 2, strlen(rest + 2) + 1);
}

static const pship_classification *look_up(const char *text)
{
    char name[NAME_SIZE];
    if (!squeeze(name, text))
        return NULL;
    for (size_t i = 0; i < KNOWN; i++) {
        if (known[i].letter && strcmp(known[i].letter, name) == 0)
            return &known[i];
    }
    shorten(name);
    for (size_t i = 0; i < KNOWN; i++) {
        if (strcmp(known[i].name, name) == 0)
            return &known[i];
    }
    return NULL;
}

pship_result pship_classification_find(pship_classification *classification, const char *text,
                                       pship_error *err)
{
    if (!classification || !text)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the classification or its name are NULL");
    const pship_classification *found = look_up(text);
    if (!found)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "'%.60s' is no classification that is known",
                           text);
    *classification = *found;
    return PSHIP_OK;
}

const char *pship__classification_common(const char *one, const char *other)
{
    static const char *const families[] = {NULL, "HS", "SITC", "BEC"};
    pship_classification a, b;
    const bool are_known = pship_classification_find(&a, one, NULL) == PSHIP_OK &&
                           pship_classification_find(&b, other, NULL) == PSHIP_OK;
    if (!are_known || a.family != b.family)
        return strcmp(one, other) == 0 ? one : NULL;
    return a.revision == b.revision ? a.name : families[a.family];
}

bool pship__classification_agrees(const char *one, const char *other)
{
    const pship_classification *a = look_up(one), *b = look_up(other);
    if (!a || !b)
        return strcmp(one, other) == 0;
    return a->family == b->family &&
           (a->revision == 0 || b->revision == 0 || a->revision == b->revision);
}

pship_result pship_classification_list(pship_table **table, pship_context *context,
                                       pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},
        {"family", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"revision", PSHIP_COLUMN_INT64, NULL, 0},
        {"letter", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    pship__table_builder *rows;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table is NULL");
    pship_result result =
        pship__table_builder_new(&rows, context, columns, sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < KNOWN; i++) {
        pship__add_text(rows, known[i].name);
        pship__add_text(rows, family_words[known[i].family]);
        pship__add_ordinal(rows, known[i].revision);
        pship__add_text(rows, known[i].letter);
    }
    return pship__table_builder_finish(rows, table, err);
}
