/* Rules about entities as such: is one used, and is it there twice? */
#include "stream/sort.h"
#include "validation/validation.h"
#include <string.h>

/* ---- idle */

/* A source is not idle but unused, which another rule tells. */
static void check_idle(inspection *at, name_id entity)
{
    readings about = pship__view_all_about(at->view, entity);
    references to = pship__view_referring(at->view, entity, 0);
    if (about.count > 1 || to.count > 0 || pship__is_kind(at, entity, "source")) {
        return;
    }
    subject_of subject = {.entity = entity};
    pship__remark(at, &subject, "nothing is said of '%.200s', and nothing refers to it",
                  pship__id_of(at, entity));
}

void pship__check_idle(inspection *at)
{
    pship__each_entity(at, NULL, check_idle);
}

/* ---- twins */

/* What two entities of a kind have in common when they are likely to be one: the label, and all of the rest. */
typedef struct likeness {
    const char *kind, *label;
    const char *rest[3];
} likeness;

static const likeness likenesses[] = {
    {NULL, "name", {NULL}},
    {"source", "title", {"publisher", "published", NULL}},
    {"office", "title", {"organisation", NULL}},
    {"event", "title", {"date", "place", NULL}},
    {"agreement", "title", {"type", "party", NULL}},
    {"commitment", "text", {"owner", "due", NULL}},
};

typedef struct labelled {
    name_id entity, kind;
    const char *label;
} labelled;

typedef struct label_list {
    inspection *at;
    labelled *items;
    size_t count, capacity;
} label_list;

static int by_label(const void *left, const void *right)
{
    const labelled *a = left, *b = right;
    int order = strcmp(a->label, b->label);
    if (order == 0 && a->kind != b->kind) {
        order = a->kind < b->kind ? -1 : 1;
    }
    return order != 0 ? order : (a->entity > b->entity) - (a->entity < b->entity);
}

static bool says(readings among, const statement *what)
{
    for (size_t i = 0; i < among.count; i++) {
        const statement *one = among.first[i].statement;
        if (one->value_kind == what->value_kind && one->value == what->value) {
            return true;
        }
    }
    return false;
}

/* Do both say the same of a property, each of what the other says? */
static bool alike(const inspection *at, name_id a, name_id b, const char *property)
{
    readings of_a = pship__said_of(at, a, property), of_b = pship__said_of(at, b, property);
    for (size_t i = 0; i < of_a.count; i++) {
        if (!says(of_b, of_a.first[i].statement)) {
            return false;
        }
    }
    for (size_t i = 0; i < of_b.count; i++) {
        if (!says(of_a, of_b.first[i].statement)) {
            return false;
        }
    }
    return true;
}

/* Whoever says that two are, or may be, the same has thought about it. */
static bool are_tied(const inspection *at, name_id a, name_id b)
{
    static const char *const ties[] = {"same_as", "merged_into"};
    for (size_t i = 0; i < COUNT(ties); i++) {
        readings same = pship__said_of(at, a, ties[i]);
        for (size_t j = 0; j < same.count; j++) {
            if (pship__refers(&same.first[j]) && same.first[j].statement->object == b) {
                return true;
            }
        }
    }
    return false;
}

/* Agreements between the same parties are often called the same; those that were certainly not done on one day are
 * two. */
static bool done_apart(const inspection *at, name_id a, name_id b)
{
    const ledger *of_a = pship__ledger_of(at, a), *of_b = pship__ledger_of(at, b);
    for (size_t i = 0; of_a != NULL && of_b != NULL && i < of_a->count; i++) {
        const act *one = &of_a->acts[i];
        for (size_t j = 0; j < of_b->count; j++) {
            const act *other = &of_b->acts[j];
            if (one->life == other->life && (pship__surely_before(&one->counts, &other->counts) ||
                                             pship__surely_before(&other->counts, &one->counts))) {
                return true;
            }
        }
    }
    return false;
}

/* Schemes have sectors of the same name beside each other. */
static bool in_two_schemes(const inspection *at, name_id a, name_id b)
{
    name_id of_a = pship__ask_object(at->view, a, "scheme");
    name_id of_b = pship__ask_object(at->view, b, "scheme");
    return of_a != 0 && of_b != 0 && of_a != of_b;
}

static bool are_twins(const inspection *at, const likeness *by, name_id a, name_id b)
{
    for (size_t i = 0; i < COUNT(by->rest) && by->rest[i] != NULL; i++) {
        if (!alike(at, a, b, by->rest[i])) {
            return false;
        }
    }
    return !pship__same_thing(at, a, b) && !are_tied(at, a, b) && !are_tied(at, b, a) &&
           !done_apart(at, a, b) && !in_two_schemes(at, a, b);
}

static void add_label(label_list *list, name_id entity, const char *property)
{
    inspection *at = list->at;
    const char *label = pship__ask_text(at->view, entity, property);
    if (label == NULL) {
        return;
    }
    if (!pship__grow(at->context, (void **)&list->items, list->count, &list->capacity,
                     sizeof *list->items)) {
        pship__inspection_short(at);
        return;
    }
    list->items[list->count++] = (labelled){entity, pship__view_kind(at->view, entity), label};
}

static void gather_labels(label_list *list, const likeness *by)
{
    inspection *at = list->at;
    readings all = pship__view_everything(at->view);
    name_id kind = pship__view_name(at->view, "kind");
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        const statement *said = all.first[i].statement;
        if (said->property == kind &&
            (by->kind == NULL || pship__is_kind(at, said->subject, by->kind))) {
            add_label(list, said->subject, by->label);
        }
    }
}

/* The first before it, in the order of recording, that it is like. */
static void check_labelled(inspection *at, const likeness *by, labelled *const *sorted, size_t i)
{
    const labelled *one = sorted[i];
    for (size_t j = i; j-- > 0;) {
        const labelled *other = sorted[j];
        if (other->kind != one->kind || strcmp(other->label, one->label) != 0) {
            return;
        }
        if (are_twins(at, by, one->entity, other->entity)) {
            subject_of about = {.entity = one->entity, .property = by->label};
            pship__remark(at, &about, "'%.100s' is called '%.100s', as '%.100s' is",
                          pship__id_of(at, one->entity), one->label,
                          pship__id_of(at, other->entity));
            return;
        }
    }
}

static void check_likeness(inspection *at, const likeness *by)
{
    label_list list = {.at = at};
    gather_labels(&list, by);
    labelled **sorted = pship__allocate(at->context, list.count, sizeof *sorted);
    if (sorted == NULL) {
        pship__inspection_short(at);
    }
    for (size_t i = 0; sorted != NULL && i < list.count; i++) {
        sorted[i] = &list.items[i];
    }
    if (sorted != NULL) {
        pship__sort((void **)sorted, list.count, by_label);
    }
    for (size_t i = 1; sorted != NULL && i < list.count && !pship__inspection_stops(at); i++) {
        check_labelled(at, by, sorted, i);
    }
    pship__release(at->context, sorted);
    pship__release(at->context, list.items);
}

void pship__check_twins(inspection *at)
{
    for (size_t i = 0; i < COUNT(likenesses) && !pship__inspection_stops(at); i++) {
        check_likeness(at, &likenesses[i]);
    }
}

/* ---- merges */

static bool may_be_one(const inspection *at, name_id a, name_id b)
{
    name_id of_a = pship__view_kind(at->view, a), of_b = pship__view_kind(at->view, b);
    return pship__kind_is(at->view, of_a, of_b) || pship__kind_is(at->view, of_b, of_a);
}

static void check_merge(inspection *at, name_id entity)
{
    readings into = pship__said_of(at, entity, "merged_into");
    for (size_t i = 0; i < into.count && !pship__inspection_stops(at); i++) {
        const reading *one = &into.first[i];
        name_id other = one->statement->object;
        if (pship__refers(one) && pship__view_kind(at->view, other) != 0 &&
            !may_be_one(at, entity, other)) {
            pship__remark_reading(at, one, "'%.100s' is a %.60s, and '%.100s' a %.60s",
                                  pship__id_of(at, entity),
                                  pship__view_text(at->view, pship__view_kind(at->view, entity)),
                                  pship__id_of(at, other),
                                  pship__view_text(at->view, pship__view_kind(at->view, other)));
        }
    }
}

void pship__check_merges(inspection *at)
{
    pship__each_entity(at, NULL, check_merge);
}
