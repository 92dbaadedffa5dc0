#include "joint/sections.h"
#include "table/reading.h"

#include <stdio.h>
#include <string.h>

typedef struct summary {
    pship__table_builder *builder;
    pship_table *const *sections;
} summary;

static void add_count(summary *into, const char *item, int64_t count)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    pship__add_text(into->builder, item);
    pship__add_text(into->builder, digits + at);
}

static void add_day(summary *into, const char *item, pship_day day, const char *otherwise)
{
    char text[16];
    pship_day_format(day, text, sizeof text);
    pship__add_text(into->builder, item);
    pship__add_text(into->builder, day == PSHIP_DAY_NONE ? otherwise : text);
}

static int64_t rows_with(const pship_table *table, const char *column, const char *text)
{
    int32_t at = pship_table_find(table, column);
    int64_t count = 0;
    for (int64_t row = 0; row < pship_table_rows(table); row++)
        count += pship__cell_is(table, at, row, text);
    return count;
}

static void add_statuses(summary *into, section which, const char *prefix,
                         const char *const *statuses)
{
    for (size_t i = 0; statuses[i]; i++) {
        int64_t count = rows_with(into->sections[which], "status", statuses[i]);
        char item[64];
        (void)snprintf(item, sizeof item, "%s%s", prefix, statuses[i]);
        if (count > 0)
            add_count(into, item, count);
    }
}

/* A contested cell has a row for each of the statements about it, and these lie together. */
static int64_t contested_cells(const pship_table *table)
{
    int32_t subject = pship_table_find(table, "subject_id");
    int32_t property = pship_table_find(table, "property");
    int64_t count = 0;
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        size_t lengths[4];
        const char *now = pship_table_text(table, subject, row, &lengths[0]);
        const char *of = pship_table_text(table, property, row, &lengths[1]);
        const char *before = pship_table_text(table, subject, row - 1, &lengths[2]);
        const char *before_of = pship_table_text(table, property, row - 1, &lengths[3]);
        bool same = row > 0 && lengths[0] == lengths[2] && lengths[1] == lengths[3] &&
                    memcmp(now, before, lengths[0]) == 0 && memcmp(of, before_of, lengths[1]) == 0;
        count += !same;
    }
    return count;
}

/* The first commitment that is still to come: the list is in the order of due dates. */
static void add_next_due(summary *into)
{
    const pship_table *table = into->sections[SECTION_COMMITMENTS];
    int32_t status = pship_table_find(table, "status");
    int32_t due = pship_table_find(table, "due"), text = pship_table_find(table, "text");
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (!pship__cell_is(table, status, row, "pending"))
            continue;
        pship__add_text(into->builder, "next_due");
        pship__add_cell(into->builder, table, due, row);
        pship__add_text(into->builder, "next_due_commitment");
        pship__add_cell(into->builder, table, text, row);
        return;
    }
}

static void add_agreements(summary *into)
{
    add_count(into, "agreements", pship_table_rows(into->sections[SECTION_AGREEMENTS]));
    add_statuses(into, SECTION_AGREEMENTS, "agreements_", pship__statuses());
    add_count(into, "changes", pship_table_rows(into->sections[SECTION_CHANGES]));
}

static void add_groups(summary *into)
{
    static const char *const statuses[] = {"active", "foreseen", "dissolved", NULL};
    add_count(into, "working_groups", pship_table_rows(into->sections[SECTION_WORKING_GROUPS]));
    add_statuses(into, SECTION_WORKING_GROUPS, "working_groups_", statuses);
    add_count(into, "meetings_held",
              rows_with(into->sections[SECTION_MEETINGS], "held", "certain"));
}

static void add_commitments(summary *into)
{
    static const char *const statuses[] = {"pending",   "past_indicative", "undated",
                                           "fulfilled", "withdrawn",       NULL};
    int64_t overdue = pship_table_rows(into->sections[SECTION_OVERDUE]);
    add_count(into, "commitments", overdue + pship_table_rows(into->sections[SECTION_COMMITMENTS]));
    add_count(into, "commitments_overdue", overdue);
    add_statuses(into, SECTION_COMMITMENTS, "commitments_", statuses);
    add_next_due(into);
}

pship_result pship__summary_build(pship_table **table, const pship_view *view, pship_day since,
                                  pship_table *const *sections, pship_error *err)
{
    static const pship__column_spec columns[] = {COLUMN("item", UTF8), COLUMN("value", UTF8)};
    summary into = {NULL, sections};
    pship_result result = pship__table_builder_new(&into.builder, pship__view_context(view),
                                                   columns, COUNT(columns), err);
    if (result != PSHIP_OK)
        return result;
    add_day(&into, "as_of", pship_view_as_of(view), NULL);
    add_day(&into, "published_by", pship_view_published_by(view), "any day");
    add_day(&into, "changes_since", since, NULL);
    add_agreements(&into);
    add_groups(&into);
    add_commitments(&into);
    add_count(&into, "events", pship_table_rows(sections[SECTION_EVENTS]));
    add_count(&into, "parties", pship_table_rows(sections[SECTION_PARTIES]));
    add_count(&into, "figures", pship_table_rows(sections[SECTION_FIGURES]));
    add_count(&into, "contested", contested_cells(sections[SECTION_CONTESTED]));
    return pship__table_builder_finish(into.builder, table, err);
}
