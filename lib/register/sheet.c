#include "model/map.h"
#include "register/names.h"

#include <stdlib.h>
#include <string.h>

/* ---- questions */

choice pship__choose_any(const pship_view *view, readings among)
{
    choice chosen = pship__view_choose(view, among);
    if (chosen.picked || chosen.undecided)
        return chosen;
    for (size_t i = 0; i < among.count; i++) {
        const reading *one = &among.first[i];
        if (one->truth == PSHIP_NO || one->statement->rank == PSHIP_RANK_DEPRECATED)
            continue;
        if (!chosen.picked || one->statement->rank > chosen.picked->statement->rank) {
            chosen.picked = one;
            chosen.truth = one->truth;
        }
    }
    return chosen;
}

choice pship__ask_any(const pship_view *view, name_id subject, const char *property)
{
    return pship__choose_any(view,
                             pship__view_about(view, subject, pship__view_name(view, property)));
}

const char *pship__said_text(const pship_view *view, const statement *said)
{
    if (said->value_kind == PSHIP_VALUE_BOOLEAN)
        return said->boolean ? "true" : "false";
    if (said->value_kind == PSHIP_VALUE_NONE || said->value_kind == PSHIP_VALUE_UNKNOWN)
        return NULL;
    return pship__view_text(view, said->value);
}

const char *pship__ask_text(const pship_view *view, name_id subject, const char *property)
{
    choice chosen = pship__ask_any(view, subject, property);
    return chosen.picked ? pship__said_text(view, chosen.picked->statement) : NULL;
}

name_id pship__ask_object(const pship_view *view, name_id subject, const char *property)
{
    choice chosen = pship__ask_any(view, subject, property);
    if (!chosen.picked || chosen.picked->statement->value_kind != PSHIP_VALUE_REFERENCE)
        return 0;
    return chosen.picked->statement->object;
}

pship_truth pship__existence(const pship_view *view, name_id subject)
{
    readings all = pship__view_all_about(view, subject);
    name_id kind = pship__view_name(view, "kind");
    pship_truth strongest = PSHIP_NO;
    bool declared_only = true;
    for (size_t i = 0; i < all.count; i++) {
        if (all.first[i].statement->property == kind)
            continue;
        declared_only = false;
        if (all.first[i].truth > strongest)
            strongest = all.first[i].truth;
    }
    if (declared_only && pship_view_published_by(view) == PSHIP_DAY_NONE)
        return PSHIP_CERTAIN;
    return strongest;
}

name_id pship__any_source(const pship_view *view, name_id subject)
{
    readings all = pship__view_all_about(view, subject);
    for (size_t i = 0; i < all.count; i++) {
        if (all.first[i].truth != PSHIP_NO && all.first[i].statement->source)
            return all.first[i].statement->source;
    }
    return 0;
}

const char *pship__truth_text(pship_truth truth)
{
    static const char *const texts[] = {"no", "possible", "certain"};
    return texts[truth];
}

pship_result pship__find(name_id *found, const pship_view *view, const char *kind, const char *id,
                         pship_error *err)
{
    if (!id)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the id is NULL");
    name_id subject = pship__view_name(view, id);
    name_id of_kind = subject ? pship__view_kind(view, subject) : 0;
    if (!of_kind) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the id '%.200s' is not recorded",
                           pship__utf8_valid(id, strlen(id)) ? id : "?");
    }
    if (kind && !pship__kind_is(view, of_kind, pship__view_name(view, kind))) {
        return pship__fail(err, PSHIP_E_NOT_FOUND, "'%s' is of the kind '%s', not '%s'", id,
                           pship__view_text(view, of_kind), kind);
    }
    *found = subject;
    return PSHIP_OK;
}

pship_day pship__confirmed(const pship_view *view, const reading *one)
{
    if (one->last_confirmed != PSHIP_DAY_NONE)
        return one->last_confirmed;
    if (one->until.kind != PSHIP_DATE_OPEN || !one->statement->source)
        return PSHIP_DAY_NONE;
    stored_date published = pship__view_published(view, one->statement->source);
    bool known = published.kind == PSHIP_DATE_DATED && published.latest != PSHIP_DAY_MAX;
    return known ? published.latest : PSHIP_DAY_NONE;
}

/* The name, the title or the text; NULL where it has none. */
static const char *called(const pship_view *view, name_id subject)
{
    static const char *const properties[] = {"name", "title", "text", "measure"};
    for (size_t i = 0; i < COUNT(properties); i++) {
        const char *text = pship__ask_text(view, subject, properties[i]);
        if (text)
            return text;
    }
    return NULL;
}

const char *pship__label(const pship_view *view, name_id subject)
{
    const char *text = called(view, subject);
    return text ? text : pship__view_text(view, subject);
}

void pship__sheet_label(sheet *page, name_id subject)
{
    size_t count = 0;
    const merged *others = page->merged ? pship__merged_into(page->merged, subject, &count) : NULL;
    const char *text = called(page->view, subject);
    for (size_t i = 0; i < count && !text; i++)
        text = called(page->view, others[i].id);
    pship__add_text(page->builder, text ? text : pship__view_text(page->view, subject));
}

/* ---- rows */

pship_result pship__sheet_open(sheet *page, const pship_view *view,
                               const pship__column_spec *columns, size_t count, pship_error *err)
{
    memset(page, 0, sizeof *page);
    page->view = view;
    page->context = pship__view_context(view);
    pship__buffer_init(&page->scratch, page->context);
    pship__progress_begin(&page->progress, page->context, "answering");
    return pship__table_builder_new(&page->builder, page->context, columns, count, err);
}

pship_result pship__sheet_finish(sheet *page, pship_result result, pship_table **table,
                                 pship_error *err)
{
    if (result == PSHIP_OK && page->scratch.failed)
        result = pship__fail_memory(err);
    pship__buffer_free(&page->scratch);
    if (page->there)
        pship__map_free(page->there);
    pship__release(page->context, page->there);
    if (result != PSHIP_OK) {
        pship__table_builder_free(page->builder);
        return result;
    }
    return pship__table_builder_finish(page->builder, table, err);
}

static pship_result each(sheet *page, const char *kind, sheet_fill fill, pship_error *err)
{
    name_id *subjects;
    size_t count;
    pship_result result = pship__merged_subjects(page->merged, kind, &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++) {
        pship_truth existence = pship__merged_existence(page->merged, subjects[i]);
        if (pship__view_holds(page->view, existence))
            result = fill(page, subjects[i], existence, err);
    }
    pship__release(page->context, subjects);
    return result;
}

pship_result pship__sheet_each(pship_table **table, const pship_view *view,
                               const pship__column_spec *columns, size_t count, const char *kind,
                               const char *only, sheet_fill fill, pship_error *err)
{
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    merges all = {.view = view};
    sheet page;
    name_id subject = 0;
    pship_result result = pship__sheet_begin(&page, &all, columns, count, err);
    if (result == PSHIP_OK && only)
        result = pship__find_merged(&subject, &all, kind, only, err);
    if (result == PSHIP_OK)
        result = only ? fill(&page, subject, pship__merged_existence(&all, subject), err)
                      : each(&page, kind, fill, err);
    return pship__sheet_finish_merged(&page, result, table, err);
}

pship_result pship__sheet_begin(sheet *page, merges *all, const pship__column_spec *columns,
                                size_t count, pship_error *err)
{
    pship_result result = pship__view_read_all(all->view, err);
    if (result == PSHIP_OK)
        result = pship__merges_load(all, all->view, err);
    if (result == PSHIP_OK)
        return pship__sheet_open_merged(page, all, columns, count, err);
    *page = (sheet){.view = all->view, .merged = all};
    pship__buffer_init(&page->scratch, pship__view_context(all->view));
    return result;
}

pship_result pship__sheet_belonging(sheet *page, const char *property, name_id owner,
                                    sheet_fill fill, pship_error *err)
{
    belonging *list;
    size_t count;
    pship_result result =
        pship__merged_belonging(&list, &count, page->merged, property, owner, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count && goes_on(&page->progress, &result, err); i++) {
        pship_truth existence =
            pship__weaker(list[i].belongs, pship__merged_existence(page->merged, list[i].id));
        if (pship__view_holds(page->view, existence))
            result = fill(page, list[i].id, existence, err);
    }
    pship__release(page->context, list);
    return result;
}

void pship__sheet_row(sheet *page, name_id subject)
{
    page->subject = subject;
    page->contested = false;
    page->source = 0;
}

void pship__sheet_name(sheet *page, name_id name)
{
    pship__add_text(page->builder, pship__view_text(page->view, name));
}

void pship__sheet_id(sheet *page)
{
    pship__sheet_name(page, page->subject);
}

void pship__sheet_kind(sheet *page)
{
    pship__sheet_name(page, pship__view_kind(page->view, page->subject));
}

static void note_choice(sheet *page, const choice *chosen)
{
    page->contested = page->contested || chosen->contested;
    if (!page->source && chosen->picked)
        page->source = chosen->picked->statement->source;
}

static readings about(sheet *page, const char *property)
{
    name_id name = pship__view_name(page->view, property);
    return page->merged
               ? pship__merged_about(page->merged, &page->merged->cells, page->subject, name)
               : pship__view_about(page->view, page->subject, name);
}

/* The text of a value; a reference is to the canonical id. */
static const char *shown(const sheet *page, const statement *said)
{
    if (page->merged && said->value_kind == PSHIP_VALUE_REFERENCE)
        return pship__view_text(page->view, pship__canonical(page->merged, said->object));
    return pship__said_text(page->view, said);
}

/* Of merged ids, the one that stays speaks first; the others are heard where it says nothing, and where they
 * contradict it. Names are what differs between them as a rule: they are aliases. */
static choice ask_row(sheet *page, const char *property)
{
    choice own = pship__ask_any(page->view, page->subject, property);
    if (!page->merged)
        return own;
    bool called = strcmp(property, "name") == 0 || strcmp(property, "title") == 0;
    choice all = pship__choose_any(page->view, about(page, property));
    if (!own.picked && !own.undecided)
        return all;
    own.contested = own.contested || (all.contested && !called);
    return own;
}

void pship__sheet_value(sheet *page, const char *property)
{
    choice chosen = ask_row(page, property);
    note_choice(page, &chosen);
    pship__add_text(page->builder, chosen.picked ? shown(page, chosen.picked->statement) : NULL);
}

/* A text of a list and where it stands. The view has each text once, so that its address tells it. */
typedef struct item_text {
    const char *text;
    size_t place;
} item_text;

static int by_address(const void *left, const void *right)
{
    const item_text *a = left, *b = right;
    if (a->text != b->text)
        return a->text < b->text ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int by_item_place(const void *left, const void *right)
{
    const item_text *a = left, *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

/* Several sources may say the same: a value stays where it was listed first. */
static size_t keep_first(item_text *items, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(items, count, sizeof *items, by_address);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || items[kept - 1].text != items[i].text)
            items[kept++] = items[i];
    }
    if (kept > 1)
        qsort(items, kept, sizeof *items, by_item_place);
    return kept;
}

void pship__sheet_begin_list(sheet *page)
{
    pship__buffer_clear(&page->scratch);
    page->listed = false;
}

void pship__sheet_add_item(sheet *page, const char *text)
{
    if (page->listed)
        pship__buffer_add_text(&page->scratch, "; ");
    pship__buffer_add_text(&page->scratch, text);
    page->listed = true;
}

void pship__sheet_end_list(sheet *page)
{
    if (page->listed && !page->scratch.failed)
        pship__add_text_n(page->builder, page->scratch.bytes, page->scratch.length);
    else
        pship__add_null(page->builder);
}

void pship__sheet_texts(sheet *page, const char *const *texts, size_t count)
{
    enum { FEW = 16 };
    item_text room[FEW], *items = room;
    pship__sheet_begin_list(page);
    if (count > FEW)
        items = pship__allocate(page->context, count, sizeof *items);
    if (!items)
        page->scratch.failed = true;
    for (size_t i = 0; items && i < count; i++)
        items[i] = (item_text){texts[i], i};
    if (items)
        count = keep_first(items, count);
    for (size_t i = 0; items && i < count; i++)
        pship__sheet_add_item(page, items[i].text);
    pship__sheet_end_list(page);
    if (items != room)
        pship__release(page->context, items);
}

void pship__sheet_list(sheet *page, const char *property)
{
    enum { FEW = 16 };
    readings among = about(page, property);
    const char *room[FEW], **texts = room;
    size_t count = 0;
    if (among.count > FEW)
        texts = pship__allocate(page->context, among.count, sizeof(const char *));
    for (size_t i = 0; texts && i < among.count; i++) {
        const reading *one = &among.first[i];
        const char *text = shown(page, one->statement);
        if (text && pship__view_holds(page->view, one->truth) &&
            one->statement->rank != PSHIP_RANK_DEPRECATED)
            texts[count++] = text;
    }
    pship__sheet_texts(page, texts, count);
    page->scratch.failed = page->scratch.failed || !texts;
    if (texts != room)
        pship__release(page->context, (void *)texts);
}

void pship__sheet_truth(sheet *page, pship_truth truth)
{
    pship__add_text(page->builder, pship__truth_text(truth));
}

void pship__sheet_days(sheet *page, const when *date)
{
    pship__add_date(page->builder, date->kind == WHEN_DATED ? date->earliest : PSHIP_DAY_MIN);
    pship__add_date(page->builder, date->kind == WHEN_DATED ? date->latest : PSHIP_DAY_MAX);
}

void pship__sheet_when(sheet *page, const when *date)
{
    page->contested = page->contested || date->contested;
    if (!page->source && date->picked)
        page->source = date->picked->statement->source;
    pship__add_text(page->builder, pship__when_text(date));
}

void pship__sheet_end(sheet *page, const stored_date *until)
{
    pship__add_text(page->builder, until->kind == PSHIP_DATE_OPEN
                                       ? ".."
                                       : pship__view_text(page->view, until->text));
}

void pship__sheet_contested(sheet *page)
{
    pship__add_bool(page->builder, page->contested);
}

void pship__sheet_source(sheet *page)
{
    if (!page->source)
        page->source = pship__any_source(page->view, page->subject);
    pship__sheet_name(page, page->source);
}

void pship__sheet_published(sheet *page)
{
    stored_date published = {0};
    if (page->source)
        published = pship__view_published(page->view, page->source);
    bool known = page->source && published.kind == PSHIP_DATE_DATED;
    pship__sheet_name(page, known ? published.text : 0);
}
