/* One replay of a case: the library and the oracle side by side. */
#ifndef ORACLE_RUN_H
#define ORACLE_RUN_H

#include "oracle_choice.h"
#include "scratch.h"
#include <stdarg.h>

typedef struct opened {
    bool open, tried;
    pship_view *view;
    const pship_model *model;
    lens at;
    verdict on[ROWS];
    answer cells[SUBJECTS + 1][PROPERTIES];
    answer values[SUBJECTS + 1][WORDS]; /* of the property of many values */
} opened;

typedef struct run {
    const oracle_case *made;
    world all;
    pship_model *model;
    pship_transaction *transaction;
    int64_t first_statement; /* how many the library has that the oracle leaves out */
    int group, recorded;     /* the BEGIN under way, and how much was recorded in its transaction */
    bool dead;               /* its layer is not defined */
    int ordinal_of[STEPS];   /* of a BEGIN: its last transaction, 0 where it has none */
    int rows_of[STEPS][2];   /* what became of a step; the second: of a change its end */
    opened views[VIEWS];
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32];
    int files;
    bool failed;
    char message[800];
} run;

/* The first failure is the one to tell. */
static inline void fail_run(run *now, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline void fail_run(run *now, const char *format, ...)
{
    if (now->failed) {
        return;
    }
    now->failed = true;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(now->message, sizeof now->message, format, arguments);
    va_end(arguments);
}

/* Did the library say yes? */
static inline bool went_well(run *now, const char *what, pship_result result,
                             const pship_error *err)
{
    if (result != PSHIP_OK) {
        fail_run(now, "%s: %s, %s", what, pship_result_name(result), err->message);
    }
    return result == PSHIP_OK;
}

static inline int row_of_id(const run *now, pship_statement_id id)
{
    int64_t index = id - now->first_statement - 1;
    return index >= 0 && index < now->all.count ? (int)index : NOBODY;
}

static inline pship_statement_id id_of_row(const run *now, int index)
{
    return index == NOBODY ? 0 : now->all.rows[index].id;
}

#endif
