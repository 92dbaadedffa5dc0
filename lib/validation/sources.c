/* Rules about sources: is there one, is it described, and could it know? */
#include "validation/validation.h"
#include <string.h>

void pship__check_missing_source(inspection *at)
{
    readings all = pship__view_everything(at->view);
    name_id kind = pship__view_name(at->view, "kind");
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const reading *one = &all.first[i];
        const statement *said = one->statement;
        /* What is said of a source describes the document itself. */
        if (said->source != 0 || said->property == kind ||
            pship__places_find(at->places, one->id).vouched ||
            pship__is_kind(at, said->subject, "source")) {
            continue;
        }
        pship__remark_reading(at, one, "nobody is named who says '%.80s' of '%.200s'",
                              pship__view_text(at->view, said->property),
                              pship__id_of(at, said->subject));
    }
}

/* "None" and "unknown" are answers too. */
static void want(inspection *at, name_id source, const char *property, const char *words)
{
    if (pship__said_of(at, source, property).count == 0) {
        subject_of about = {.entity = source, .property = property};
        pship__remark(at, &about, "the source '%.200s' does not say %s", pship__id_of(at, source),
                      words);
    }
}

static void want_publisher(inspection *at, name_id source)
{
    want(at, source, "publisher", "who published it");
}

static void want_date(inspection *at, name_id source)
{
    want(at, source, "published", "when it was published");
}

static void want_url(inspection *at, name_id source)
{
    want(at, source, "url", "where it is found");
}

void pship__check_source_publisher(inspection *at)
{
    pship__each_entity(at, "source", want_publisher);
}

void pship__check_source_date(inspection *at)
{
    pship__each_entity(at, "source", want_date);
}

void pship__check_source_url(inspection *at)
{
    pship__each_entity(at, "source", want_url);
}

/* ---- use */

/* Every statement counts as a use, also one that was corrected, that ends another, or that is of a scenario. */
static bool note_uses(inspection *at, map *used)
{
    int64_t count = pship_model_statement_count(at->model);
    for (int64_t id = 1; id <= count; id++) {
        const statement *said = pship__model_statement(at->model, id);
        if ((said->source != 0 && !pship__map_set(used, said->source, 1)) ||
            (said->object != 0 && !pship__map_set(used, said->object, 1))) {
            return false;
        }
    }
    return true;
}

void pship__check_unused_source(inspection *at)
{
    map used;
    readings all = pship__view_everything(at->view);
    name_id kind = pship__view_name(at->view, "kind");
    pship__map_init(&used, at->context);
    if (!note_uses(at, &used)) {
        pship__inspection_short(at);
    }
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        name_id entity = all.first[i].statement->subject;
        if (all.first[i].statement->property == kind && pship__is_kind(at, entity, "source") &&
            pship__map_get(&used, entity) == 0) {
            subject_of about = {.entity = entity};
            pship__remark(at, &about, "nothing is taken from the source '%.200s'",
                          pship__id_of(at, entity));
        }
    }
    pship__map_free(&used);
}

/* ---- time */

static void check_retrieval(inspection *at, name_id source)
{
    when retrieved = pship__when(at->view, source, "retrieved");
    when published = pship__when(at->view, source, "published");
    if (pship__surely_before(&retrieved, &published)) {
        pship__remark_when(at, source, "retrieved", &retrieved,
                           "'%.200s' was read on %s, before it was published (%s)",
                           pship__id_of(at, source), retrieved.text, published.text);
    }
}

void pship__check_retrieved(inspection *at)
{
    pship__each_entity(at, "source", check_retrieval);
}

/* Dates that say that something was done, rather than that it is planned. */
static bool tells_of_a_deed(const inspection *at, const statement *said)
{
    const char *property = pship__view_text(at->view, said->property);
    return (strcmp(property, "date") == 0 && pship__is_kind(at, said->subject, "act")) ||
           strcmp(property, "fulfilled") == 0 || strcmp(property, "withdrawn") == 0;
}

static pship_day first_day(const inspection *at, const statement *said)
{
    const stored_date *from = pship__view_from(at->view, said);
    const stored_date *date =
        said->value_kind == PSHIP_VALUE_DATE ? pship__view_date(at->view, said) : NULL;
    pship_day first = from->kind == PSHIP_DATE_DATED ? from->earliest : PSHIP_DAY_MIN;
    if (date != NULL && date->kind == PSHIP_DATE_DATED && tells_of_a_deed(at, said) &&
        date->earliest > first) {
        first = date->earliest;
    }
    return first;
}

void pship__check_foresight(inspection *at)
{
    readings all = pship__view_everything(at->view);
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const statement *said = all.first[i].statement;
        const note_row *note = pship__view_note(at->view, said);
        stored_date published = pship__view_published(at->view, said->source);
        if (said->source == 0 || note->certainty != 0 || note->qualifier != 0 ||
            published.kind != PSHIP_DATE_DATED || published.latest == PSHIP_DAY_MAX ||
            first_day(at, said) <= published.latest) {
            continue;
        }
        pship__remark_reading(
            at, &all.first[i],
            "'%.100s' was published on %.60s and tells of a later day as of a fact",
            pship__id_of(at, said->source), pship__view_text(at->view, published.text));
    }
}
