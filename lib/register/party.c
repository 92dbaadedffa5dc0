#include "register/names.h"

#include "model/private.h"
#include <partnership/party.h>

pship_party_fields pship_party_fields_init(void)
{
    return (pship_party_fields)PSHIP_PARTY_FIELDS_INIT;
}

pship_person_fields pship_person_fields_init(void)
{
    return (pship_person_fields)PSHIP_PERSON_FIELDS_INIT;
}

pship_office_fields pship_office_fields_init(void)
{
    return (pship_office_fields)PSHIP_OFFICE_FIELDS_INIT;
}

pship_result pship_party_record(pship_transaction *transaction, const char *kind, const char *id,
                                const pship_party_fields *fields,
                                const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_party_fields, name, "name"),
        TEXT_FIELD(pship_party_fields, country, "country"),
        TEXT_FIELD(pship_party_fields, part_of, "part_of"),
        TEXT_FIELD(pship_party_fields, description, "description"),
        LIST_FIELD(pship_party_fields, aliases, alias_count, "alias"),
        LIST_FIELD(pship_party_fields, sectors, sector_count, "sector"),
    };
    pship_party_fields known = PSHIP_PARTY_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_party_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_kind(transaction, kind, "party", id, &known, stated, COUNT(stated),
                              options, err);
}

pship_result pship_person_record(pship_transaction *transaction, const char *id,
                                 const pship_person_fields *fields,
                                 const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_person_fields, name, "name"),
        TEXT_FIELD(pship_person_fields, country, "country"),
        TEXT_FIELD(pship_person_fields, description, "description"),
        LIST_FIELD(pship_person_fields, aliases, alias_count, "alias"),
    };
    pship_person_fields known = PSHIP_PERSON_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_person_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "person", id, &known, stated, COUNT(stated), options,
                                err);
}

pship_result pship_office_record(pship_transaction *transaction, const char *id,
                                 const pship_office_fields *fields,
                                 const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_office_fields, title, "title"),
        TEXT_FIELD(pship_office_fields, organisation, "organisation"),
        TEXT_FIELD(pship_office_fields, on_behalf_of, "on_behalf_of"),
    };
    pship_office_fields known = PSHIP_OFFICE_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_office_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "office", id, &known, stated, COUNT(stated), options,
                                err);
}

pship_result pship_office_hold(pship_statement_id *made, pship_transaction *transaction,
                               const char *person, const char *office,
                               const pship_statement_options *options, pship_error *err)
{
    return pship_statement_assert_text(made, transaction, person, "holds_office", office, NULL,
                                       options, err);
}

static void add_names(sheet *page)
{
    pship__sheet_value(page, "name");
    pship__sheet_aliases(page, pship__ask_text(page->view, page->subject, "name"));
    pship__sheet_merged_ids(page);
}

static pship_result add_party(sheet *page, name_id party, pship_error *err)
{
    (void)err;
    pship__sheet_row(page, party);
    pship__sheet_id(page);
    pship__sheet_kind(page);
    add_names(page);
    pship__sheet_value(page, "country");
    pship__sheet_value(page, "part_of");
    pship__sheet_contested(page);
    pship__sheet_source(page);
    return PSHIP_OK;
}

/* One row or more for each thing of a kind that the view knows of, by its canonical id. */
static pship_result list_merged(pship_table **table, const pship_view *view, const char *kind,
                                const pship__column_spec *columns, size_t column_count,
                                pship_result (*add)(sheet *page, name_id subject, pship_error *err),
                                pship_error *err)
{
    name_id *subjects = NULL;
    size_t count = 0;
    merges all = {.view = view};
    pship_result result = pship__merges_load(&all, view, err);
    if (result == PSHIP_OK)
        result = pship__merged_subjects(&all, kind, &subjects, &count, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    result = pship__sheet_open_merged(&page, &all, columns, column_count, err);
    for (size_t i = 0; i < count && goes_on(&page.progress, &result, err); i++) {
        if (pship__view_holds(view, pship__merged_existence(&all, subjects[i])))
            result = add(&page, subjects[i], err);
    }
    pship__release(pship__view_context(view), subjects);
    return pship__sheet_finish_merged(&page, result, table, err);
}

pship_result pship_party_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),      COLUMN("kind", DICTIONARY), COLUMN("name", UTF8),
        COLUMN("aliases", UTF8), COLUMN("merged", UTF8),     COLUMN("country", UTF8),
        COLUMN("part_of", UTF8), COLUMN("contested", BOOL),  COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    return list_merged(table, view, "party", columns, COUNT(columns), add_party, err);
}

/* The cells of an office that a person holds, or those of a person without one. */
static void add_office(sheet *page, name_id person, const held *in_office)
{
    const pship_view *view = page->view;
    pship__sheet_row(page, person);
    pship__sheet_id(page);
    add_names(page);
    if (!in_office) {
        for (int i = 0; i < 6; i++)
            pship__add_null(page->builder);
        pship__sheet_truth(page, pship__merged_existence(page->merged, person));
        pship__sheet_contested(page);
        pship__sheet_source(page);
        return;
    }
    const statement *said = in_office->best->statement;
    name_id source = said->source;
    page->subject = pship__canonical(page->merged, said->object);
    pship__sheet_id(page);
    pship__sheet_value(page, "title");
    pship__sheet_value(page, "organisation");
    page->subject = person;
    page->source = source;
    const stored_date *from = pship__view_from(view, said);
    pship__sheet_name(page, from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    pship__sheet_end(page, &in_office->best->until);
    pship__add_date(page->builder, in_office->confirmed);
    pship__sheet_truth(page, in_office->truth);
    pship__sheet_contested(page);
    pship__sheet_source(page);
}

static pship_result add_person(sheet *page, name_id person, pship_error *err)
{
    const pship_view *view = page->view;
    reading_pool pool = {0};
    readings offices =
        pship__merged_about(page->merged, &pool, person, pship__view_name(view, "holds_office"));
    held *in_office;
    size_t count;
    pship_result result = pship__held_all(&in_office, &count, view, page->merged, offices, err);
    if (result == PSHIP_OK) {
        for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++)
            add_office(page, person, &in_office[i]);
        if (count == 0)
            add_office(page, person, NULL);
        pship__release(page->context, in_office);
    }
    pship__merged_free(page->merged, &pool);
    return result;
}

pship_result pship_office_list(pship_table **table, const pship_view *view, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("person", UTF8),          COLUMN("name", UTF8),
        COLUMN("aliases", UTF8),         COLUMN("merged", UTF8),
        COLUMN("office", UTF8),          COLUMN("title", UTF8),
        COLUMN("organisation", UTF8),    COLUMN("from", UTF8),
        COLUMN("until", UTF8),           COLUMN("last_confirmed", DATE),
        COLUMN("certainty", DICTIONARY), COLUMN("contested", BOOL),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    return list_merged(table, view, "person", columns, COUNT(columns), add_person, err);
}
