#include "register/names.h"

#include <partnership/name.h>
#include <stdlib.h>
#include <string.h>

pship_alias_fields pship_alias_fields_init(void)
{
    return (pship_alias_fields)PSHIP_ALIAS_FIELDS_INIT;
}

pship_result pship_alias_record(pship_transaction *transaction, const char *id,
                                const pship_alias_fields *fields,
                                const pship_statement_options *options, pship_error *err)
{
    static const field stated[] = {
        TEXT_FIELD(pship_alias_fields, alias_of, "alias_of"),
        TEXT_FIELD(pship_alias_fields, name, "name"),
        TEXT_FIELD(pship_alias_fields, type, "type"),
        TEXT_FIELD(pship_alias_fields, language, "language"),
    };
    pship_alias_fields known = PSHIP_ALIAS_FIELDS_INIT;
    pship_result result =
        pship__options(&known, sizeof known, sizeof known, fields, "pship_alias_fields", err);
    if (result != PSHIP_OK)
        return result;
    return pship__record_fields(transaction, "alias", id, &known, stated, COUNT(stated), options,
                                err);
}

/* ---- the names of a thing */

static void add_name(known_names *to, const pship_view *view, const reading *said, const char *how,
                     const char *language, name_id of, pship_truth truth)
{
    void *grown = to->list;
    const char *text = pship__said_text(view, said->statement);
    if (!text || said->statement->rank == PSHIP_RANK_DEPRECATED)
        return;
    if (!pship__grow(to->context, &grown, to->count, &to->capacity, sizeof *to->list)) {
        to->failed = true;
        return;
    }
    to->list = grown;
    to->list[to->count++] = (known_name){text, how, language, of, said, truth};
}

/* What kind of name and of which language it is does not depend on the day, though it may have been stated for
 * the days of the name. */
static const char *any_text(const pship_view *view, name_id alias, const char *property)
{
    readings among = pship__view_about(view, alias, pship__view_name(view, property));
    const reading *best = NULL;
    for (size_t i = 0; i < among.count; i++) {
        if (!best || among.first[i].statement->rank > best->statement->rank)
            best = &among.first[i];
    }
    return best ? pship__said_text(view, best->statement) : NULL;
}

/* The names that an entity of the kind alias states, for one of those that have it. */
static void add_alias(known_names *to, const pship_view *view, const reading *owned, name_id of)
{
    name_id alias = owned->statement->subject;
    readings names = pship__view_about(view, alias, pship__view_name(view, "name"));
    const char *type = any_text(view, alias, "type");
    const char *language = any_text(view, alias, "language");
    for (size_t i = 0; i < names.count; i++) {
        pship_truth truth = pship__weaker(names.first[i].truth, owned->truth);
        add_name(to, view, &names.first[i], type ? type : "alias", language, of, truth);
    }
}

static void add_own(known_names *to, const pship_view *view, name_id id)
{
    static const char *const properties[] = {"name", "title", "alias"};
    for (size_t i = 0; i < COUNT(properties); i++) {
        readings names = pship__view_about(view, id, pship__view_name(view, properties[i]));
        for (size_t j = 0; j < names.count; j++)
            add_name(to, view, &names.first[j], properties[i], NULL, id, names.first[j].truth);
    }
    references aliases = pship__view_referring(view, id, pship__view_name(view, "alias_of"));
    for (size_t i = 0; i < aliases.count; i++) {
        if (aliases.first[i]->statement->rank != PSHIP_RANK_DEPRECATED)
            add_alias(to, view, aliases.first[i], id);
    }
}

void pship__names_of(known_names *to, const merges *all, name_id canonical)
{
    size_t count;
    const merged *others = pship__merged_into(all, canonical, &count);
    add_own(to, all->view, canonical);
    for (size_t i = 0; i < count; i++)
        add_own(to, all->view, others[i].id);
}

void pship__known_names_free(known_names *of)
{
    pship__release(of->context, of->list);
    *of = (known_names){.context = of->context};
}

void pship__sheet_aliases(sheet *page, const char *shown)
{
    known_names names = {.context = page->context};
    size_t kept = 0;
    pship__names_of(&names, page->merged, page->subject);
    const char **texts = pship__allocate(page->context, names.count, sizeof(const char *));
    for (size_t i = 0; texts && i < names.count; i++) {
        const known_name *one = &names.list[i];
        /* The names of the id itself and their contradictions have cells of their own. */
        bool own = one->of == page->subject && strcmp(one->how, "alias") != 0 &&
                   one->said->statement->subject == page->subject;
        if (!own && pship__view_holds(page->view, one->truth) &&
            !(shown && strcmp(one->text, shown) == 0))
            texts[kept++] = one->text;
    }
    pship__sheet_texts(page, texts, kept);
    page->scratch.failed = page->scratch.failed || names.failed || !texts;
    pship__release(page->context, (void *)texts);
    pship__known_names_free(&names);
}

static void add_name_row(sheet *page, const known_name *one)
{
    const statement *said = one->said->statement;
    const stored_date *from = pship__view_from(page->view, said);
    pship__sheet_id(page);
    pship__sheet_name(page, one->of);
    pship__add_text(page->builder, one->text);
    pship__add_text(page->builder, one->how);
    pship__add_text(page->builder, one->language);
    pship__sheet_name(page, from->kind == PSHIP_DATE_OPEN ? 0 : from->text);
    pship__sheet_end(page, &one->said->until);
    pship__sheet_truth(page, one->truth);
    pship__sheet_name(page, said->source);
}

pship_result pship_name_list(pship_table **table, const pship_view *view, const char *id,
                             pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),       COLUMN("of", UTF8),
        COLUMN("name", UTF8),     COLUMN("how", UTF8),
        COLUMN("language", UTF8), COLUMN("from", UTF8),
        COLUMN("until", UTF8),    COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    if (!table || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the view is NULL");
    name_id found = 0;
    merges all = {.view = view};
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK)
        result = pship__find(&found, view, NULL, id, err);
    if (result == PSHIP_OK)
        result = pship__merges_load(&all, view, err);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    sheet page;
    known_names names = {.context = pship__view_context(view)};
    result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    pship__sheet_row(&page, pship__canonical(&all, found));
    pship__names_of(&names, &all, page.subject);
    for (size_t i = 0; i < names.count && result == PSHIP_OK; i++)
        add_name_row(&page, &names.list[i]);
    if (result == PSHIP_OK && names.failed)
        result = pship__fail_memory(err);
    pship__known_names_free(&names);
    return pship__sheet_finish_merged(&page, result, table, err);
}

/* ---- what is called so */

typedef struct candidate {
    const char *id_text; /* of the canonical id */
    name_id canonical;
    known_name name;
    bool exact;
} candidate;

typedef struct search {
    const pship_view *view;
    const merges *all;
    const char *text;
    pship__buffer folded, other;
    name_id kind; /* 0: any */
    candidate *list;
    size_t count, capacity;
    bool failed;
} search;

static void consider(search *of, const known_name *name)
{
    bool exact = strcmp(name->text, of->text) == 0;
    name_id kind = pship__view_kind(of->view, name->of);
    void *grown = of->list;
    if (name->truth == PSHIP_NO || (of->kind && !pship__kind_is(of->view, kind, of->kind)))
        return;
    if (!exact) {
        pship__text_fold(&of->other, name->text);
        if (of->other.length != of->folded.length ||
            (of->other.length > 0 &&
             memcmp(of->other.bytes, of->folded.bytes, of->other.length) != 0))
            return;
    }
    if (!pship__grow(pship__view_context(of->view), &grown, of->count, &of->capacity,
                     sizeof *of->list)) {
        of->failed = true;
        return;
    }
    of->list = grown;
    name_id canonical = pship__canonical(of->all, name->of);
    of->list[of->count++] =
        (candidate){pship__view_text(of->view, canonical), canonical, *name, exact};
}

static void consider_said(search *of, const reading *said, const char *how, const char *language,
                          name_id whose, pship_truth truth)
{
    const char *text = pship__said_text(of->view, said->statement);
    known_name name = {text, how, language, whose, said, truth};
    if (text && said->statement->rank != PSHIP_RANK_DEPRECATED)
        consider(of, &name);
}

/* A name that an alias states is that of each thing whose alias it is. */
static void consider_alias(search *of, name_id alias, const reading *said)
{
    const pship_view *view = of->view;
    readings owners = pship__view_about(view, alias, pship__view_name(view, "alias_of"));
    const char *type = any_text(view, alias, "type");
    const char *language = any_text(view, alias, "language");
    for (size_t i = 0; i < owners.count; i++) {
        const statement *owned = owners.first[i].statement;
        if (owned->object && owned->rank != PSHIP_RANK_DEPRECATED)
            consider_said(of, said, type ? type : "alias", language, owned->object,
                          pship__weaker(said->truth, owners.first[i].truth));
    }
}

static pship_result search_property(search *of, const char *property, pship_error *err)
{
    const pship_view *view = of->view;
    name_id *subjects, alias = pship__view_name(view, "alias");
    size_t count;
    pship_result result = pship__view_stating(view, property, &subjects, &count, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < count; i++) {
        readings names = pship__view_about(view, subjects[i], pship__view_name(view, property));
        name_id kind = pship__view_kind(view, subjects[i]);
        bool is_alias = kind && pship__kind_is(view, kind, alias);
        for (size_t j = 0; j < names.count; j++) {
            if (is_alias)
                consider_alias(of, subjects[i], &names.first[j]);
            else
                consider_said(of, &names.first[j], property, NULL, subjects[i],
                              names.first[j].truth);
        }
    }
    pship__release(pship__view_context(view), subjects);
    return PSHIP_OK;
}

static pship_result search_all(search *of, pship_error *err)
{
    static const char *const properties[] = {"name", "title", "alias"};
    name_id id = pship__view_name(of->view, of->text);
    if (id && pship__view_kind(of->view, id)) {
        known_name itself = {of->text, "id", NULL, id, NULL, pship__existence(of->view, id)};
        consider(of, &itself);
    }
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < COUNT(properties) && result == PSHIP_OK; i++)
        result = search_property(of, properties[i], err);
    if (result == PSHIP_OK && (of->failed || of->other.failed || of->folded.failed))
        result = pship__fail_memory(err);
    return result;
}

static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->exact != b->exact)
        return a->exact ? -1 : 1;
    if (a->name.truth != b->name.truth)
        return a->name.truth > b->name.truth ? -1 : 1;
    int order = strcmp(a->id_text, b->id_text);
    if (order == 0)
        order = strcmp(a->name.text, b->name.text);
    if (order == 0)
        order = strcmp(a->name.how, b->name.how);
    if (order == 0 && a->name.said && b->name.said)
        order = (a->name.said->id > b->name.said->id) - (a->name.said->id < b->name.said->id);
    return order;
}

/* Does another source say the same of the same thing? */
static bool said_before(const search *of, size_t index)
{
    const candidate *one = &of->list[index], *before = index > 0 ? one - 1 : NULL;
    return before && before->name.of == one->name.of && before->name.text == one->name.text &&
           before->exact == one->exact && before->name.truth == one->name.truth &&
           strcmp(before->name.how, one->name.how) == 0;
}

static void add_candidate(sheet *page, const candidate *one)
{
    pship__sheet_row(page, one->canonical);
    pship__sheet_id(page);
    pship__sheet_name(page, one->name.of);
    pship__sheet_kind(page);
    pship__sheet_label(page, one->canonical);
    pship__add_text(page->builder, one->name.text);
    pship__add_text(page->builder, one->name.how);
    pship__add_text(page->builder, one->name.language);
    pship__add_text(page->builder, one->exact ? "exact" : "folded");
    pship__sheet_truth(page, one->name.truth);
    if (one->name.said)
        page->source = one->name.said->statement->source;
    pship__sheet_source(page);
}

pship_result pship_name_find(pship_table **table, const pship_view *view, const char *text,
                             const char *kind, pship_error *err)
{
    static const pship__column_spec columns[] = {
        COLUMN("id", UTF8),       COLUMN("of", UTF8),          COLUMN("kind", DICTIONARY),
        COLUMN("name", UTF8),     COLUMN("matched", UTF8),     COLUMN("how", UTF8),
        COLUMN("language", UTF8), COLUMN("match", DICTIONARY), COLUMN("certainty", DICTIONARY),
        COLUMN("source", UTF8),
    };
    if (!table || !view || !text)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table, the view or the text is NULL");
    if (!pship__utf8_valid(text, strlen(text)))
        return pship__fail(err, PSHIP_E_ARGUMENT, "the name is not UTF-8");
    const pship_context *context = pship__view_context(view);
    merges all = {.view = view};
    search of = {.view = view, .all = &all, .text = text};
    name_id *subjects = NULL;
    size_t count;
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK && kind) /* refuses a kind that there is not */
        result = pship__view_subjects(view, kind, &subjects, &count, err);
    if (result == PSHIP_OK)
        result = pship__merges_load(&all, view, err);
    pship__release(context, subjects);
    if (result != PSHIP_OK) {
        pship__merges_free(&all);
        return result;
    }
    of.kind = kind ? pship__view_name(view, kind) : 0;
    pship__buffer_init(&of.folded, context);
    pship__buffer_init(&of.other, context);
    pship__text_fold(&of.folded, text);
    result = search_all(&of, err);
    if (of.count > 1)
        qsort(of.list, of.count, sizeof *of.list, compare_candidates);
    sheet page;
    if (result == PSHIP_OK)
        result = pship__sheet_open_merged(&page, &all, columns, COUNT(columns), err);
    else
        page = (sheet){.view = view, .context = pship__view_context(view), .merged = &all};
    for (size_t i = 0; i < of.count && result == PSHIP_OK; i++) {
        if (!said_before(&of, i))
            add_candidate(&page, &of.list[i]);
    }
    pship__buffer_free(&of.folded);
    pship__buffer_free(&of.other);
    pship__release(context, of.list);
    return pship__sheet_finish_merged(&page, result, table, err);
}
