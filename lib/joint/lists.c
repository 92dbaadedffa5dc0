#include "joint/lists.h"

#include "table/builder.h"
#include <partnership/agreement.h>
#include <partnership/anniversary.h>
#include <partnership/assessment.h>
#include <partnership/commitment.h>
#include <partnership/estimate.h>
#include <partnership/event.h>
#include <partnership/export.h>
#include <partnership/figure.h>
#include <partnership/link.h>
#include <partnership/merge.h>
#include <partnership/milestone.h>
#include <partnership/party.h>
#include <partnership/place.h>
#include <partnership/project.h>
#include <partnership/relation.h>
#include <partnership/sector.h>
#include <partnership/share.h>
#include <partnership/source.h>
#include <partnership/timeline.h>
#include <partnership/transfer.h>
#include <partnership/working_group.h>
#include <string.h>

static pship_result commitments(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result force(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_agreement_force(table, view, NULL, err);
}

static pship_result spells(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_agreement_spells(table, view, NULL, err);
}

/* Of the year that begins with the day of the view. */
static pship_result anniversaries(pship_table **table, const pship_view *view, pship_error *err)
{
    return pship_anniversary_list(table, view, PSHIP_DAY_NONE, PSHIP_DAY_NONE, err);
}

const register_list pship__register_lists[] = {
    {"sources", "Sources", pship_source_list, NULL},
    {"parties", "Parties", pship_party_list, NULL},
    {"merges", "Entities taken for one another", pship_merge_list, NULL},
    {"offices", "Persons and the offices that they hold", pship_office_list, NULL},
    {"agreements", "Agreements and their status", pship_agreement_list, NULL},
    {"acts", "Acts of agreements", NULL, pship_agreement_acts},
    {"force", "What is in force, for whom and why", force, NULL},
    {"spells", "Spells of force, application and suspension", spells, NULL},
    {"readiness", "What is ready to be signed, and what the rest waits for",
     pship_agreement_readiness, NULL},
    {"instruments", "Instruments and what hangs together with them", pship_agreement_graph, NULL},
    {"anniversaries", "Anniversaries of the year to come", anniversaries, NULL},
    {"working_groups", "Working groups", pship_working_group_list, NULL},
    {"members", "Seats in working groups", NULL, pship_working_group_members},
    {"meetings", "Meetings of working groups", NULL, pship_working_group_meetings},
    {"events", "Events", pship_event_list, NULL},
    {"commitments", "Commitments and their status", commitments, NULL},
    {"overdue", "What is overdue, by owner", pship_commitment_overdue, NULL},
    {"milestones", "Milestones of commitments", NULL, pship_milestone_list},
    {"assessments", "Assessments", NULL, pship_assessment_list},
    {"projects", "Projects", pship_project_list, NULL},
    {"progress", "Progress of projects", NULL, pship_project_progress},
    {"shares", "Shares in ventures", NULL, pship_share_list},
    {"places", "Places", pship_place_list, NULL},
    {"links", "Links between places, by mode", pship_link_list, NULL},
    {"transfers", "Transfers from one mode to another", pship_transfer_list, NULL},
    {"estimates", "What numbers may be", pship_estimate_list, NULL},
    {"figures", "Figures", pship_figure_list, NULL},
    {"figure_claims", "Claims of figures, each from its source", pship_figure_claims, NULL},
    {"figure_comparison", "What claims agree, contradict each other or cannot be compared",
     pship_figure_comparison, NULL},
    {"sectors", "Sectors and how they are mapped", pship_sector_list, NULL},
    {"sector_items", "Items by sector and year", NULL, pship_sector_items},
    {"contested", "Contested facts", pship_view_contested, NULL},
    {"timeline", "Timeline", pship_timeline_list, NULL},
    {"relations", "Relations between entities", pship_relation_list, NULL},
};
const size_t pship__register_list_count =
    sizeof pship__register_lists / sizeof pship__register_lists[0];

pship_result pship__register_answer(pship_table **table, const register_list *list,
                                    const pship_view *view, pship_error *err)
{
    return list->whole ? list->whole(table, view, err) : list->of_each(table, view, NULL, err);
}

pship_result pship_register_lists(pship_table **table, pship_context *context, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},
        {"title", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    pship__table_builder *rows;
    if (!table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table is NULL");
    pship_result result = pship__table_builder_new(&rows, context, columns, 2, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < pship__register_list_count; i++) {
        pship__add_text(rows, pship__register_lists[i].name);
        pship__add_text(rows, pship__register_lists[i].title);
    }
    return pship__table_builder_finish(rows, table, err);
}

pship_result pship_register_list(pship_table **table, const pship_view *view, const char *name,
                                 pship_error *err)
{
    if (!name)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the name is NULL");
    for (size_t i = 0; i < pship__register_list_count; i++) {
        if (strcmp(pship__register_lists[i].name, name) == 0)
            return pship__register_answer(table, &pship__register_lists[i], view, err);
    }
    return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no list '%.100s'",
                       pship__utf8_valid(name, strlen(name)) ? name : "?");
}
