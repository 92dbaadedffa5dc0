#include "register/register.h"

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

/* The events that any statement assigns to a group; all with 0. Release `*subjects`. */
static pship_result event_ids(name_id **subjects, size_t *count, const pship_view *view,
                              name_id group, pship_error *err)
{
    if (!group)
        return pship__view_subjects(view, "event", subjects, count, err);
    references refs = pship__view_referring(view, group, pship__view_name(view, "group"));
    name_id event = pship__view_name(view, "event");
    name_id *found = pship__allocate(pship__view_context(view), refs.count, sizeof *found);
    if (!found)
        return pship__fail_memory(err);
    size_t kept = 0;
    for (size_t i = 0; i < refs.count; i++) {
        name_id id = refs.first[i]->statement->subject;
        bool again = kept > 0 && found[kept - 1] == id; /* several sources say so */
        if (!again && pship__kind_is(view, pship__view_kind(view, id), event) &&
            is_published(view, id))
            found[kept++] = id;
    }
    *subjects = found;
    *count = kept;
    return PSHIP_OK;
}

static bool read_event(dated *one, const pship_view *view, name_id id, name_id group)
{
    pship_truth existence = pship__existence(view, id);
    if (existence == PSHIP_NO || (group && pship__ask_object(view, id, "group") != group))
        return false;
    one->id = id;
    one->id_text = pship__view_text(view, id);
    one->date = pship__when(view, id, "date");
    /* An event without a date took place, nobody says when. */
    when day = one->date;
    if (day.kind == WHEN_ABSENT)
        day.kind = WHEN_UNKNOWN;
    one->held = pship__weaker(existence, pship__when_reached(&day, pship_view_as_of(view)));
    return true;
}

pship_result pship__events_load(dated **events, size_t *count, const pship_view *view,
                                name_id group, pship_error *err)
{
    const pship_context *context = pship__view_context(view);
    name_id *subjects;
    size_t subject_count, kept = 0;
    pship_result result = event_ids(&subjects, &subject_count, view, group, err);
    if (result != PSHIP_OK)
        return result;
    dated *loaded = pship__allocate(context, subject_count, sizeof *loaded);
    for (size_t i = 0; loaded && i < subject_count; i++)
        kept += read_event(&loaded[kept], view, subjects[i], group);
    pship__release(context, subjects);
    if (!loaded)
        return pship__fail_memory(err);
    if (kept > 1)
        qsort(loaded, kept, sizeof *loaded, compare_dated);
    *events = loaded;
    *count = kept;
    return PSHIP_OK;
}

static void add_event(sheet *page, const dated *one)
{
    when last_day = pship__when(page->view, one->id, "last_day");
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
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    pship_result read = pship__view_read_all(view, err);
    if (read != PSHIP_OK)
        return read;
    dated *events;
    size_t count;
    pship_result result = pship__events_load(&events, &count, view, 0, err);
    if (result != PSHIP_OK)
        return result;
    sheet page;
    result = pship__sheet_open(&page, view, columns, COUNT(columns), err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < count; i++)
            add_event(&page, &events[i]);
        result = pship__sheet_finish(&page, result, table, err);
    }
    pship__release(pship__view_context(view), events);
    return result;
}
