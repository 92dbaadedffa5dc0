#include "register/register.h"

#include "model/private.h"

static const char *text_at(const void *values, size_t offset)
{
    return *(const char *const *)((const char *)values + offset);
}

static pship_result assert_list(pship_transaction *transaction, const char *id, const void *values,
                                const field *of, const pship_statement_options *options,
                                pship_error *err)
{
    const char *const *list = *(const char *const *const *)((const char *)values + of->offset);
    size_t count = *(const size_t *)((const char *)values + of->count_offset);
    if (count > 0 && !list) {
        return pship__fail(err, PSHIP_E_ARGUMENT, "a list of %zu values of '%s' is NULL", count,
                           of->property);
    }
    for (size_t i = 0; i < count; i++) {
        if (!list[i]) {
            return pship__fail(err, PSHIP_E_ARGUMENT, "value %zu of '%s' is NULL", i + 1,
                               of->property);
        }
        pship_result result = pship_statement_assert_text(NULL, transaction, id, of->property,
                                                          list[i], NULL, options, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

/* An id that was recorded as a narrower kind stays what it is: a state is a party. */
static pship_result declare(pship_transaction *transaction, const char *kind, const char *id,
                            pship_error *err)
{
    const char *known = transaction && id ? pship__transaction_kind_of(transaction, id) : NULL;
    if (known && kind && pship__transaction_kind_is(transaction, known, kind))
        return PSHIP_OK;
    return pship_entity_record(transaction, kind, id, err);
}

pship_result pship__record_fields(pship_transaction *transaction, const char *kind, const char *id,
                                  const void *values, const field *fields, size_t count,
                                  const pship_statement_options *options, pship_error *err)
{
    pship_result result = declare(transaction, kind, id, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        if (fields[i].count_offset > 0) {
            result = assert_list(transaction, id, values, &fields[i], options, err);
            continue;
        }
        const char *text = text_at(values, fields[i].offset);
        if (text) {
            result = pship_statement_assert_text(NULL, transaction, id, fields[i].property, text,
                                                 fields[i].unit, options, err);
        }
    }
    return result;
}

pship_result pship__record_kind(pship_transaction *transaction, const char *kind, const char *above,
                                const char *id, const void *values, const field *fields,
                                size_t count, const pship_statement_options *options,
                                pship_error *err)
{
    /* An unknown kind is for the model to refuse; a known one must lie below the other. */
    pship_result result = declare(transaction, kind, id, err);
    if (result != PSHIP_OK)
        return result;
    if (!pship__transaction_kind_is(transaction, kind, above))
        return pship__fail(err, PSHIP_E_INVALID, "the kind '%s' is not one of a %s", kind, above);
    return pship__record_fields(transaction, kind, id, values, fields, count, options, err);
}
