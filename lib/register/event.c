#include "register/names.h"

#include <partnership/event.h>
#include <stdlib.h>
#include <string.h>

pship_event_fields pship_event_fields_init(void)
{
    return (pship_event_fields)PSHIP_EVENT_FIELDS_INIT;
}

pship_result pship_event_record(pship_transaction *transaction, const char *id,
                                const pship_event_fields *fields,
                                const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_event_fields, title, "title"),
        TEXT_FIELD(pship_event_fields, type, "type"),
        TEXT_FIELD(pship_event_fields, date, "date"),
        TEXT_FIELD(pship_event_fields, last_day, "last_day"),
        TEXT_FIELD(pship_event_fields, place, "place"),
        TEXT_FIELD(pship_event_fields, format, "format"),
        TEXT_FIELD(pship_event_fields, part_of, "part_of"),
        TEXT_FIELD(pship_event_fields, group, "group"),
        LIST_FIELD(pship_event_fields, participants, participant_count, "participant"),
        LIST_FIELD(pship_event_fields, topics, topic_count, "topic"),
        LIST_FIELD(pship_event_fields, agenda, agenda_count, "agenda"),
        LIST_FIELD(pship_event_fields, hosts, host_count, "host"),
        TEXT_FIELD(pship_event_fields, reciprocates, "reciprocates"),
    };
    pship_event_fields known = PSHIP_EVENT_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_event_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "event", id, &known, stated, COUNT(stated), options,
                                err);
}

static int compare_dated(const void *left, const void *right)
{
    const dated *a = left, *b = right;
    int order = pship__when_compare(&a->date, &b->date);
    return order != 0 ? order : strcmp(a->id_text, b->id_text);
}

/* Does a view with a publication cutoff know of it? */
static bool is_published(const pship_view *view, name_id event)
{
    readings all = pship__view_all_about(view, event);
    name_id kind = pship__view_name(view, "kind");
    for (size_t i = 0; i < all.count; i++) {
        if (all.first[i].statement->property != kind &&
            pship__view_holds(view, all.first[i].published))
            return true;
    }
    return false;
}

/* Room for more; `group` may be one of several that were merged. */
static pship_result add_event_ids(name_id **ids, size_t *count, const merges *all, name_id group,
                                  pship_error *err)
{
    const pship_view *view = all->view;
    references refs = pship__view_referring(view, group, pship__view_name(view, "group"));
    name_id event = pship__view_name(view, "event");
    name_id *more =
        pship__resize(pship__view_context(view), *ids, *count + refs.count, sizeof *more);
    if (!more)
        return pship__fail_memory(err);
    *ids = more;
    for (size_t i = 0; i < refs.count; i++) {
        name_id id = refs.first[i]->statement->subject;
        bool again = *count > 0 && more[*count - 1] == id; /* several sources say so */
        if (!again && pship__kind_is(view, pship__view_kind(view, id), event) &&
            is_published(view, id))
            more[(*count)++] = id;
    }
    return PSHIP_OK;
}

static int compare_ids(const void *left, const void *right)
{
    name_id a = *(const name_id *)left, b = *(const name_id *)right;
    return (a > b) - (a < b);
}

/* The events that any statement assigns to a group, by their canonical ids. Release `*subjects`. */
static pship_result event_ids(name_id **subjects, size_t *count, const merges *all, name_id group,
                              pship_error *err)
{
    size_t merged_count, found = 0, kept = 0;
    const merged *others = pship__merged_into(all, group, &merged_count);
    name_id *ids = NULL;
    pship_result result = add_event_ids(&ids, &found, all, group, err);
    for (size_t i = 0; i < merged_count && result == PSHIP_OK; i++)
        result = add_event_ids(&ids, &found, all, others[i].id, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(all->view), ids);
        return result;
    }
    for (size_t i = 0; i < found; i++)
        ids[i] = pship__canonical(all, ids[i]);
    if (found > 1)
        qsort(ids, found, sizeof *ids, compare_ids);
    for (size_t i = 0; i < found; i++) {
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    }
    *subjects = ids;
    *count = kept;
    return PSHIP_OK;
}

static bool read_event(dated *one, const merges *all, name_id id, name_id group)
{
    const pship_view *view = all->view;
    pship_truth existence = pship__merged_existence(all, id);
    if (existence == PSHIP_NO || (group && pship__merged_object(all, id, "group") != group))
        return false;
    one->id = id;
    one->id_text = pship__view_text(view, id);
    one->date = pship__merged_when(all, id, "date");
    /* An event without a date took place, nobody says when. */
    when day = one->date;
    if (day.kind == WHEN_ABSENT)
        day.kind = WHEN_UNKNOWN;
    one->held = pship__weaker(existence, pship__when_reached(&day, pship_view_as_of(view)));
    return true;
}

pship_result pship__events_of(dated **events, size_t *count, const merges *all, name_id group,
                              pship_error *err)
{
    const pship_context *context = pship__view_context(all->view);
    name_id *subjects;
    size_t subject_count, kept = 0;
    name_id of = group ? pship__canonical(all, group) : 0;
    pship_result result =
        group ? event_ids(&subjects, &subject_count, all, of, err)
              : pship__merged_subjects(all, "event", &subjects, &subject_count, err);
    if (result != PSHIP_OK)
        return result;
    dated *loaded = pship__allocate(context, subject_count, sizeof *loaded);
    if (!loaded)
        result = pship__fail_memory(err);
    pship__progress_state progress;
    pship__progress_begin(&progress, context, "reading events");
    for (size_t i = 0; i < subject_count && goes_on(&progress, &result, err); i++)
        kept += read_event(&loaded[kept], all, subjects[i], of);
    pship__release(context, subjects);
    if (result != PSHIP_OK) {
        pship__release(context, loaded);
        return result;
    }
    if (kept > 1)
        qsort(loaded, kept, sizeof *loaded, compare_dated);
    *events = loaded;
    *count = kept;
    return PSHIP_OK;
}

pship_result pship__events_load(dated **events, size_t *count, const pship_view *view,
                                name_id group, pship_error *err)
{
    merges all;
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK)
        result = pship__events_of(events, count, &all, group, err);
    return pship__merges_close(&all, result, err);
}

pship_result pship__each_event(pship_table **table, const pship_view *view,
                               const pship__column_spec *columns, size_t column_count,
                               const event_rows *rows, pship_error *err)
{
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    dated *events = NULL;
    size_t count = 0;
    name_id only = 0;
    sheet page;
    pship_result result = pship__sheet_begin(&page, &all, columns, column_count, err);
    if (result == PSHIP_OK && rows->only)
        result = pship__find_merged(&only, &all, "event", rows->only, err);
    if (result == PSHIP_OK && rows->prepare)
        result = rows->prepare(rows->asked, &all, err);
    if (result == PSHIP_OK)
        result = pship__events_of(&events, &count, &all, 0, err);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++) {
        if (!only || events[i].id == only)
            result = rows->add(&page, &events[i], rows->asked, err);
    }
    pship__release(pship__view_context(view), events);
    return pship__sheet_finish_merged(&page, result, table, err);
}

static pship_result add_event(sheet *page, const dated *one, const void *asked, pship_error *err)
{
    (void)asked;
    (void)err;
    when last_day = pship__merged_when(page->merged, one->id, "last_day");
    pship__sheet_row(page, one->id);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_value(page, "type");
    pship__sheet_when(page, &one->date);
    pship__sheet_days(page, &one->date);
    pship__sheet_when(page, &last_day);
    pship__sheet_value(page, "place");
    pship__sheet_value(page, "format");
    pship__sheet_value(page, "part_of");
    pship__sheet_value(page, "group");
    pship__sheet_list(page, "participant");
    pship__sheet_list(page, "topic");
    pship__sheet_truth(page, one->held);
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

pship_result pship_event_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),       COLUMN("title", UTF8),         COLUMN("type", UTF8),
        COLUMN("date", UTF8),     COLUMN("date_earliest", DATE), COLUMN("date_latest", DATE),
        COLUMN("last_day", UTF8), COLUMN("place", UTF8),         COLUMN("format", UTF8),
        COLUMN("part_of", UTF8),  COLUMN("group", UTF8),         COLUMN("participants", UTF8),
        COLUMN("topics", UTF8),   COLUMN("held", DICTIONARY),    COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    const event_rows rows = {.add = add_event};
    return pship__each_event(table, view, columns, COUNT(columns), &rows, err);
}
