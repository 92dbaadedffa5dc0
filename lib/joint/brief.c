#include "joint/sections.h"

#include <partnership/brief.h>

/* How far back changes are listed where nobody says. */
enum { DAYS_BACK = 90 };

struct pship_brief {
    pship_context *context;
    pship_table *tables[SECTION_COUNT];
};

pship_brief_options pship_brief_options_init(void)
{
    return (pship_brief_options)PSHIP_BRIEF_OPTIONS_INIT;
}

static pship_result fill(pship_brief *brief, const pship_view *view, pship_day since,
                         pship_error *err)
{
    pship_result result = PSHIP_OK;
    pship__progress_state progress;
    pship__progress_begin(&progress, brief->context, "making the brief");
    for (int i = SECTION_SUMMARY + 1; i < SECTION_COUNT && result == PSHIP_OK; i++) {
        result = pship__progress(&progress, (double)i / SECTION_COUNT, err);
        if (result == PSHIP_OK)
            result = pship__section_build(&brief->tables[i], (section)i, view, since, err);
    }
    if (result == PSHIP_OK) {
        result =
            pship__summary_build(&brief->tables[SECTION_SUMMARY], view, since, brief->tables, err);
    }
    return result;
}

pship_result pship_brief_build(pship_brief **brief, const pship_view *view,
                               const pship_brief_options *options, pship_error *err)
{
    if (!brief || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the brief or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    pship_brief_options wanted = PSHIP_BRIEF_OPTIONS_INIT;
    pship_result result =
        pship__options(&wanted, sizeof wanted, sizeof wanted, options, "pship_brief_options", err);
    if (result != PSHIP_OK)
        return result;
    pship_day as_of = pship_view_as_of(view), since = wanted.since;
    if (since == PSHIP_DAY_NONE)
        since = as_of > PSHIP_DAY_MIN + DAYS_BACK ? as_of - DAYS_BACK : PSHIP_DAY_MIN + 1;
    pship_context *context = pship__view_context(view);
    pship_brief *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    made->context = pship__context_share(context);
    result = fill(made, view, since, err);
    if (result == PSHIP_OK)
        *brief = made;
    else
        pship_brief_free(made);
    return result;
}

void pship_brief_free(pship_brief *brief)
{
    if (!brief)
        return;
    pship_context *context = brief->context;
    for (int i = 0; i < SECTION_COUNT; i++)
        pship_table_free(brief->tables[i]);
    pship__release(context, brief);
    pship_context_free(context);
}

int32_t pship_brief_sections(const pship_brief *brief)
{
    return brief ? SECTION_COUNT : 0;
}

static bool is_section(const pship_brief *brief, int32_t index)
{
    return brief && index >= 0 && index < SECTION_COUNT;
}

const char *pship_brief_name(const pship_brief *brief, int32_t index)
{
    return is_section(brief, index) ? pship__section_name((section)index) : NULL;
}

const char *pship_brief_heading(const pship_brief *brief, int32_t index)
{
    return is_section(brief, index) ? pship__section_heading((section)index) : NULL;
}

pship_table *pship_brief_table(const pship_brief *brief, int32_t index)
{
    return is_section(brief, index) ? brief->tables[index] : NULL;
}
