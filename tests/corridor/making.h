/* Networks for tests, made by hand. */
#ifndef MAKING_H
#define MAKING_H

#include "corridor/network_store.h"

#include <check.h>

typedef struct making {
    network_builder *builder;
} making;

static inline making begin_making(void)
{
    making m = {pship__network_builder_new(NULL)};
    ck_assert_ptr_nonnull(m.builder);
    return m;
}

static inline uint32_t make_place(making *m, const char *id)
{
    return pship__network_builder_place(m->builder, id, NULL);
}

static inline void make_number(making *m, network_part_kind part, uint32_t element,
                               const char *column, double value)
{
    pship__network_builder_set(m->builder, part, element,
                               pship__network_builder_column(m->builder, part, column), value);
}

static inline uint32_t make_link(making *m, const char *id, const char *from, const char *to,
                                 const char *mode, double hours)
{
    uint32_t first = make_place(m, from), last = make_place(m, to);
    uint32_t link = pship__network_builder_link(m->builder, id, first, last, mode);
    make_number(m, NETWORK_LINK, link, "time_h", hours);
    return link;
}

/* `place` NULL: every place. */
static inline uint32_t make_transfer(making *m, const char *place, const char *from, const char *to,
                                     double hours)
{
    uint32_t at = place ? make_place(m, place) : NETWORK_NONE;
    uint32_t transfer = pship__network_builder_transfer(m->builder, at, from, to);
    make_number(m, NETWORK_TRANSFER, transfer, "time_h", hours);
    return transfer;
}

static inline pship_network *finish_making(making *m)
{
    pship_network *network = NULL;
    pship_error failure = PSHIP_ERROR_INIT;
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    about.currency = "USD";
    pship_result result = pship__network_builder_finish(&network, m->builder, &about, &failure);
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    return network;
}

#endif
