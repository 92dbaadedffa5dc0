#include "joint/sections.h"

#include "table/reading.h"
#include <partnership/agreement.h>
#include <partnership/commitment.h>
#include <partnership/event.h>
#include <partnership/figure.h>
#include <partnership/party.h>
#include <partnership/timeline.h>
#include <partnership/working_group.h>

/* ---- the answers, all called the same way */

static pship_result changes(pship_table **table, const pship_view *view, pship_day since,
                            pship_error *err)
{
    return pship_agreement_changes(table, view, since, err);
}

static pship_result commitments(pship_table **table, const pship_view *view, pship_day since,
                                pship_error *err)
{
    (void)since;
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result seats(pship_table **table, const pship_view *view, pship_day since,
                          pship_error *err)
{
    (void)since;
    return pship_working_group_members(table, view, NULL, err);
}

static pship_result meetings(pship_table **table, const pship_view *view, pship_day since,
                             pship_error *err)
{
    (void)since;
    return pship_working_group_meetings(table, view, NULL, err);
}

#define PLAIN_ANSWER(name, function) \
    static pship_result name(pship_table **table, const pship_view *view, pship_day since, \
                             pship_error *err) \
    { \
        (void)since; \
        return function(table, view, err); \
    }
PLAIN_ANSWER(agreements, pship_agreement_list)
PLAIN_ANSWER(groups, pship_working_group_list)
PLAIN_ANSWER(events, pship_event_list)
PLAIN_ANSWER(parties, pship_party_list)
PLAIN_ANSWER(persons, pship_office_list)
PLAIN_ANSWER(figures, pship_figure_list)
PLAIN_ANSWER(contested, pship_view_contested)
PLAIN_ANSWER(timeline, pship_timeline_list)
#undef PLAIN_ANSWER

/* ---- rows */

/* Writes the rows to list, in order, and returns how many; `rows` has room for all. */
typedef size_t (*choose_rows)(int64_t *rows, const pship_table *table);

static size_t all_rows(int64_t *rows, const pship_table *table)
{
    size_t count = (size_t)pship_table_rows(table);
    for (size_t i = 0; i < count; i++)
        rows[i] = (int64_t)i;
    return count;
}

static const char *const statuses[] = {
    "in_force",       "provisionally_applied",
    "suspended",      "signed",
    "adopted",        "initialled",
    "in_negotiation", "announced",
    "terminated",     "expired",
    "replaced",       "unknown",
    "not_begun",      NULL,
};

const char *const *pship__statuses(void)
{
    return statuses;
}

/* The rows whose cell is each of the words in turn, in order. Rows of other words come last,
 * when they are wanted at all. */
static size_t rows_in_order(int64_t *rows, const pship_table *table, const char *column,
                            const char *const *words, bool others)
{
    size_t count = 0, word_count = 0;
    const int32_t at_column = pship_table_find(table, column);
    while (words[word_count])
        word_count++;
    for (size_t place = 0; place <= word_count; place++) {
        for (int64_t row = 0; row < pship_table_rows(table); row++) {
            size_t at = 0;
            while (at < word_count && !pship__cell_is(table, at_column, row, words[at]))
                at++;
            if (at == place && (at < word_count || others))
                rows[count++] = row;
        }
    }
    return count;
}

/* What is in force first, what is over last. */
static size_t agreement_rows(int64_t *rows, const pship_table *table)
{
    return rows_in_order(rows, table, "status", statuses, true);
}

static size_t group_rows(int64_t *rows, const pship_table *table)
{
    static const char *const order[] = {"active", "foreseen", "dissolved", NULL};
    return rows_in_order(rows, table, "status", order, true);
}

/* States and their bodies, companies, then everything else. */
static size_t party_rows(int64_t *rows, const pship_table *table)
{
    static const char *const order[] = {
        "state",   "legislature",   "ministry", "agency", "international_organisation",
        "company", "company_group", "chamber",  "fund",   NULL,
    };
    return rows_in_order(rows, table, "kind", order, true);
}

static size_t overdue_rows(int64_t *rows, const pship_table *table)
{
    static const char *const order[] = {"overdue", NULL};
    return rows_in_order(rows, table, "status", order, false);
}

static size_t other_commitments(int64_t *rows, const pship_table *table)
{
    static const char *const order[] = {"pending",   "past_indicative", "undated",
                                        "fulfilled", "withdrawn",       NULL};
    return rows_in_order(rows, table, "status", order, false);
}

/* Meetings of working groups have a section of their own. */
static size_t other_events(int64_t *rows, const pship_table *table)
{
    size_t count = 0;
    int32_t group = pship_table_find(table, "group");
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (pship_table_is_null(table, group, row))
            rows[count++] = row;
    }
    return count;
}

/* ---- columns */

#define SOURCE_COLUMNS \
    {"source", "source", CELL_SOURCE}, \
    { \
        "source_id", "source", CELL_COPY \
    }
#define SAME(name) \
    { \
        name, name, CELL_COPY \
    }

/* What is owed, before and behind what an overdue item and any other one have of their own. */
#define OWED_COLUMNS \
    SAME("id"), SAME("text"), {"owner", "owner", CELL_NAMES}, {"owner_id", "owner", CELL_COPY}, \
        SAME("due"), SAME("due_rule")
#define OWED_COLUMNS_BEHIND \
    SAME("last_confirmed"), SAME("stage"), {"arises_from", "arises_from", CELL_NAMES}, \
        SAME("certainty"), SAME("contested"), SOURCE_COLUMNS, \
    { \
        "source_title", "source", CELL_SOURCE_TITLE \
    }

static const readable_column agreement_columns[] = {
    SAME("id"),        {"title", "id", CELL_SUBJECT},
    SAME("type"),      SAME("status"),
    SAME("since"),     SAME("certainty"),
    SAME("contested"), {"parties", "parties", CELL_NAMES},
    SOURCE_COLUMNS,
};
static const readable_column change_columns[] = {
    {"title", "agreement", CELL_SUBJECT},
    {"agreement_id", "agreement", CELL_COPY},
    SAME("act"),
    SAME("type"),
    SAME("date"),
    SAME("status_before"),
    SAME("status_after"),
    SAME("certainty"),
    SOURCE_COLUMNS,
};
static const readable_column group_columns[] = {
    SAME("id"),
    {"name", "id", CELL_SUBJECT},
    SAME("mandate"),
    SAME("status"),
    SAME("established"),
    {"established_by", "established_by", CELL_NAMES},
    SAME("dissolved"),
    {"chairs", "chairs", CELL_NAMES},
    {"members", "members", CELL_NAMES},
    SAME("meetings"),
    SAME("last_meeting"),
    SAME("certainty"),
    SAME("contested"),
    SOURCE_COLUMNS,
};
static const readable_column seat_columns[] = {
    {"group", "group", CELL_NAMES},
    {"group_id", "group", CELL_COPY},
    {"member", "name", CELL_COPY},
    {"member_id", "member", CELL_COPY},
    SAME("kind"),
    SAME("role"),
    SAME("from"),
    SAME("until"),
    SAME("last_confirmed"),
    SAME("certainty"),
    SOURCE_COLUMNS,
};
static const readable_column meeting_columns[] = {
    {"group", "group", CELL_NAMES},
    {"group_id", "group", CELL_COPY},
    SAME("meeting"),
    {"title", "meeting", CELL_SUBJECT},
    SAME("date"),
    {"place", "place", CELL_NAMES},
    SAME("format"),
    {"participants", "participants", CELL_NAMES},
    SAME("topics"),
    SAME("held"),
    SAME("contested"),
    SOURCE_COLUMNS,
};
static const readable_column overdue_columns[] = {
    OWED_COLUMNS,
    SAME("days_overdue"),
    OWED_COLUMNS_BEHIND,
};
static const readable_column commitment_columns[] = {
    OWED_COLUMNS,
    SAME("status"),
    OWED_COLUMNS_BEHIND,
};
static const readable_column event_columns[] = {
    SAME("id"),
    {"title", "id", CELL_SUBJECT},
    SAME("type"),
    SAME("date"),
    SAME("last_day"),
    {"place", "place", CELL_NAMES},
    SAME("format"),
    {"part_of", "part_of", CELL_NAMES},
    {"participants", "participants", CELL_NAMES},
    SAME("topics"),
    SAME("held"),
    SAME("contested"),
    SOURCE_COLUMNS,
};
static const readable_column party_columns[] = {
    SAME("id"),
    {"name", "id", CELL_SUBJECT},
    SAME("kind"),
    SAME("aliases"),
    {"country", "country", CELL_NAMES},
    {"part_of", "part_of", CELL_NAMES},
    SAME("contested"),
    SOURCE_COLUMNS,
};
static const readable_column person_columns[] = {
    {"id", "person", CELL_COPY},
    {"name", "person", CELL_SUBJECT},
    SAME("aliases"),
    {"office_id", "office", CELL_COPY},
    {"office", "title", CELL_COPY},
    {"organisation", "organisation", CELL_NAMES},
    SAME("from"),
    SAME("until"),
    SAME("last_confirmed"),
    SAME("certainty"),
    SAME("contested"),
    SOURCE_COLUMNS,
};
static const readable_column figure_columns[] = {
    SAME("id"),        SAME("measure"),   {"about", "about", CELL_NAMES},
    SAME("qualifier"), SAME("value"),     SAME("unit"),
    SAME("period"),    SAME("base"),      SAME("certainty"),
    SAME("contested"), SAME("undecided"), SOURCE_COLUMNS,
};
static const readable_column contested_columns[] = {
    {"subject", "subject", CELL_SUBJECT},
    {"subject_id", "subject", CELL_COPY},
    SAME("kind"),
    SAME("property"),
    {"value", "value", CELL_NAMES},
    SAME("rank"),
    SAME("picked"),
    SAME("undecided"),
    SOURCE_COLUMNS,
};
static const readable_column timeline_columns[] = {
    SAME("date"),
    SAME("earliest"),
    SAME("latest"),
    SAME("what"),
    SAME("type"),
    SAME("title"),
    {"subject_id", "subject", CELL_COPY},
    SAME("done"),
    SAME("contested"),
    SOURCE_COLUMNS,
};

#undef OWED_COLUMNS
#undef OWED_COLUMNS_BEHIND
#undef SAME
#undef SOURCE_COLUMNS

/* ---- sections */

typedef struct section_spec {
    const char *name, *heading;
    pship_result (*answer)(pship_table **table, const pship_view *view, pship_day since,
                           pship_error *err);
    choose_rows choose;
    const readable_column *columns;
    size_t column_count;
} section_spec;

static const section_spec specs[SECTION_COUNT] = {
    [SECTION_SUMMARY] = {"summary", "Summary", NULL, NULL, NULL, 0},
    [SECTION_AGREEMENTS] = {"agreements", "Agreements by status", agreements, agreement_rows,
                            agreement_columns, COUNT(agreement_columns)},
    [SECTION_CHANGES] = {"changes", "What changed", changes, all_rows, change_columns,
                         COUNT(change_columns)},
    [SECTION_WORKING_GROUPS] = {"working_groups", "Working groups", groups, group_rows,
                                group_columns, COUNT(group_columns)},
    [SECTION_SEATS] = {"seats", "Seats in working groups", seats, all_rows, seat_columns,
                       COUNT(seat_columns)},
    [SECTION_MEETINGS] = {"meetings", "Meetings of working groups", meetings, all_rows,
                          meeting_columns, COUNT(meeting_columns)},
    [SECTION_OVERDUE] = {"overdue", "Overdue", commitments, overdue_rows, overdue_columns,
                         COUNT(overdue_columns)},
    [SECTION_COMMITMENTS] = {"commitments", "Other commitments", commitments, other_commitments,
                             commitment_columns, COUNT(commitment_columns)},
    [SECTION_EVENTS] = {"events", "Other events", events, other_events, event_columns,
                        COUNT(event_columns)},
    [SECTION_PARTIES] = {"parties", "Parties", parties, party_rows, party_columns,
                         COUNT(party_columns)},
    [SECTION_PERSONS] = {"persons", "Persons and offices", persons, all_rows, person_columns,
                         COUNT(person_columns)},
    [SECTION_FIGURES] = {"figures", "Figures", figures, all_rows, figure_columns,
                         COUNT(figure_columns)},
    [SECTION_CONTESTED] = {"contested", "Contested facts", contested, all_rows, contested_columns,
                           COUNT(contested_columns)},
    [SECTION_TIMELINE] = {"timeline", "Timeline", timeline, all_rows, timeline_columns,
                          COUNT(timeline_columns)},
};

const char *pship__section_name(section which)
{
    return specs[which].name;
}

const char *pship__section_heading(section which)
{
    return specs[which].heading;
}

pship_result pship__section_build(pship_table **table, section which, const pship_view *view,
                                  pship_day since, pship_error *err)
{
    const section_spec *spec = &specs[which];
    const pship_context *context = pship__view_context(view);
    pship_table *answer;
    pship_result result = spec->answer(&answer, view, since, err);
    if (result != PSHIP_OK)
        return result;
    int64_t *rows = pship__allocate(context, (size_t)pship_table_rows(answer), sizeof *rows);
    if (rows) {
        size_t count = spec->choose(rows, answer);
        result = pship__readable(table, view, answer, spec->columns, spec->column_count, rows,
                                 count, err);
    } else {
        result = pship__fail_memory(err);
    }
    pship__release(context, rows);
    pship_table_free(answer);
    return result;
}
