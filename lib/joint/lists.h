/*
 * The lists of a register, all called the same way. A new list is a row of lists.c.
 */
#ifndef PSHIP_JOINT_LISTS_H
#define PSHIP_JOINT_LISTS_H

#include "core/core.h"
#include <partnership/view.h>

typedef struct register_list {
    const char *name, *title;
    /* One of both. */
    pship_result (*whole)(pship_table **table, const pship_view *view, pship_error *err);
    pship_result (*of_each)(pship_table **table, const pship_view *view, const char *id,
                            pship_error *err); /* is called with NULL: of all */
} register_list;

extern const register_list pship__register_lists[];
extern const size_t pship__register_list_count;

pship_result pship__register_answer(pship_table **table, const register_list *list,
                                    const pship_view *view, pship_error *err);

#endif
