/**
 * @file value.h
 * The value of a statement.
 */
#ifndef PARTNERSHIP_VALUE_H
#define PARTNERSHIP_VALUE_H

#include <partnership/date.h>

PSHIP_BEGIN_DECLS

/** What kind of value. "None", "unknown" and "absent" are three different answers. */
typedef enum pship_value_kind {
    PSHIP_VALUE_ABSENT = 0,    /**< Nothing is stated. Only in answers, never recorded. */
    PSHIP_VALUE_NONE = 1,      /**< Stated: there is none. */
    PSHIP_VALUE_UNKNOWN = 2,   /**< Stated: there is one, but it is not known. */
    PSHIP_VALUE_TEXT = 3,      /**< UTF-8 text. */
    PSHIP_VALUE_NUMBER = 4,    /**< A number with its unit, digits kept as written. */
    PSHIP_VALUE_DATE = 5,      /**< An imprecise date. */
    PSHIP_VALUE_RULE = 6,      /**< A date that depends on an event, such as
                                    "3 months after signature of some-agreement". */
    PSHIP_VALUE_REFERENCE = 7, /**< Another entity, by id. */
    PSHIP_VALUE_BOOLEAN = 8    /**< True or false. */
} pship_value_kind;

/**
 * A value. The pointers are lent: by the caller when it records, by the view when it answers.
 */
typedef struct pship_value {
    pship_value_kind kind; /**< Which of the members count. */
    const char *text;      /**< Text; digits as written; the rule; the id referred to; the date as
                                written. NULL for none, unknown, absent and booleans. */
    const char *unit;      /**< Number: ISO 4217 currency or plain unit, perhaps with a power of a
                                thousand in words ("USD", "USD million", "km", "percent"); NULL for
                                a pure number. */
    double number; /**< Number: the nearest double, in `unit` as written. Ignored when recording. */
    pship_date date; /**< Date. Ignored when recording, where `text` counts. */
    bool boolean;    /**< Boolean. */
} pship_value;

/**
 * A text value.
 *
 * @param text UTF-8, lent.
 * @return The value.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_text(const char *text);

/**
 * A number.
 *
 * @param digits The number as written: digits with an optional sign, decimal point and exponent.
 * @param unit Its unit, or NULL.
 * @return The value; `number` is filled only once it is recorded.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_number(const char *digits, const char *unit);

/**
 * An imprecise date.
 *
 * @param text As for pship_date_parse().
 * @return The value; `date` is filled only once it is recorded.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_date(const char *text);

/**
 * A date that depends on an event: "AMOUNT UNIT after EVENT of ENTITY", or "before", or "on EVENT
 * of ENTITY". UNIT is day, week, month or year, with or without s; EVENT is the type of an act
 * (signature, entry_into_force, ...) or a property that holds a date; ENTITY is an id.
 *
 * @param rule The rule, lent.
 * @return The value.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_rule(const char *rule);

/**
 * A reference to an entity.
 *
 * @param id Its id, lent.
 * @return The value.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_reference(const char *id);

/**
 * True or false.
 *
 * @param boolean Which.
 * @return The value.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_boolean(bool boolean);

/**
 * Stated to be none.
 *
 * @return The value.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_none(void);

/**
 * Stated to exist, but unknown.
 *
 * @return The value.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_value pship_value_unknown(void);

PSHIP_END_DECLS

#endif
