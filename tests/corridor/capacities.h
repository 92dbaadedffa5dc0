/* Questions of what a network can carry: what works, and what is refused with which words. */
#ifndef PSHIP_TEST_CORRIDOR_CAPACITIES_H
#define PSHIP_TEST_CORRIDOR_CAPACITIES_H

#include "tables.h"

#include <partnership/partnership.h>

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define WORKS(call) ck_assert_msg((call) == PSHIP_OK, "%s", failure.message)

static inline void fails(pship_result result, pship_result expected, const char *message)
{
    ck_assert_msg(result == expected, "%s: %s", pship_result_name(result), failure.message);
    ck_assert_str_eq(failure.message, message);
}

typedef pship_result (*flow_list)(pship_table **, const pship_network_flow *, pship_error *);

#endif
