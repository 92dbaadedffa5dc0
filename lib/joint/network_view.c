/* Making a network of a view: which links, places and transfers are there. */
#include "joint/network_view.h"

#include <string.h>

pship_network_view_options pship_network_view_options_init(void)
{
    return (pship_network_view_options)PSHIP_NETWORK_VIEW_OPTIONS_INIT;
}

/* ---- what is there */

/* Does its status let it be there? What is not surely open counts as planned. */
static pship_result has_opened(bool *there, network_making *at, name_id id, pship_error *err)
{
    choice status = pship__merged_ask(&at->who, id, "operational_status");
    const char *text = status.picked ? pship__said_text(at->view, status.picked->statement) : NULL;
    *there = !status.undecided || at->wanted.planned;
    if (!text)
        return PSHIP_OK;
    if (strcmp(text, "open") == 0)
        *there = at->wanted.planned || pship__view_holds(at->view, status.truth);
    else if (strcmp(text, "planned") == 0 || strcmp(text, "under_construction") == 0)
        *there = at->wanted.planned;
    else if (strcmp(text, "suspended") == 0)
        *there = at->wanted.suspended;
    else if (strcmp(text, "closed") == 0)
        *there = false;
    else
        return pship__fail(err, PSHIP_E_INVALID,
                           "the operational_status of '%.200s' is '%.60s'; planned, "
                           "under_construction, open, suspended or closed is expected",
                           pship__view_text(at->view, id), text);
    return PSHIP_OK;
}

static pship_result is_there(bool *there, network_making *at, name_id id, pship_error *err)
{
    *there = pship__view_holds(at->view, pship__merged_existence(&at->who, id));
    return *there ? has_opened(there, at, id, err) : PSHIP_OK;
}

/* To know of one transfer less would make routes cheaper, not fewer: modes would change at once, and freely. So what is only
 * possible is there in every view, and *unsure tells. */
static pship_result may_be_there(bool *there, bool *unsure, network_making *at, name_id id,
                                 pship_error *err)
{
    const pship_truth exists = pship__merged_existence(&at->who, id);
    const choice status = pship__merged_ask(&at->who, id, "operational_status");
    const char *text = status.picked ? pship__said_text(at->view, status.picked->statement) : NULL;
    const bool open = text && strcmp(text, "open") == 0;
    *there = exists != PSHIP_NO;
    *unsure = !pship__view_holds(at->view, exists) ||
              (open && !pship__view_holds(at->view, status.truth) && !at->wanted.planned);
    return *there && !open ? has_opened(there, at, id, err) : PSHIP_OK;
}

static const char *text_of(network_making *at, name_id id, const char *property)
{
    choice chosen = pship__merged_ask(&at->who, id, property);
    return chosen.picked ? pship__said_text(at->view, chosen.picked->statement) : NULL;
}

static bool is_true(network_making *at, name_id id, const char *property)
{
    choice chosen = pship__merged_ask(&at->who, id, property);
    return chosen.picked && chosen.picked->statement->boolean;
}

static bool is_wanted_mode(const network_making *at, const char *mode)
{
    bool wanted = at->wanted.mode_count == 0;
    for (size_t i = 0; i < at->wanted.mode_count && mode && !wanted; i++)
        wanted = strcmp(at->wanted.modes[i], mode) == 0;
    return wanted;
}

static bool is_in_corridor(network_making *at, name_id id)
{
    readings among =
        pship__merged_about(&at->who, &at->who.cells, id, pship__view_name(at->view, "corridor"));
    bool found = at->corridor == 0;
    for (size_t i = 0; i < among.count && !found; i++) {
        const statement *said = among.first[i].statement;
        found = pship__view_holds(at->view, among.first[i].truth) && said->object != 0 &&
                said->rank != PSHIP_RANK_DEPRECATED &&
                pship__canonical(&at->who, said->object) == at->corridor;
    }
    return found;
}

/* ---- links and their ends */

typedef struct found_link {
    name_id id, from, to;
} found_link;

typedef struct found_links {
    found_link *list;
    size_t count;
    name_id *places; /* twice as many as links */
    size_t place_count;
} found_links;

static pship_result look_at_link(found_links *found, network_making *at, name_id id,
                                 pship_error *err)
{
    bool there, from_there = false, to_there = false;
    found_link one = {id, pship__merged_object(&at->who, id, "from_place"),
                      pship__merged_object(&at->who, id, "to_place")};
    pship_result result = is_there(&there, at, id, err);
    if (result != PSHIP_OK || !there || !one.from || !one.to ||
        !is_wanted_mode(at, text_of(at, id, "mode")) || !is_in_corridor(at, id))
        return result;
    result = has_opened(&from_there, at, one.from, err);
    if (result == PSHIP_OK)
        result = has_opened(&to_there, at, one.to, err);
    if (result != PSHIP_OK || !from_there || !to_there)
        return result;
    found->list[found->count++] = one;
    found->places[found->place_count++] = one.from;
    found->places[found->place_count++] = one.to;
    return PSHIP_OK;
}

static void found_links_free(found_links *found, const pship_context *context)
{
    pship__release(context, found->list);
    pship__release(context, found->places);
}

static pship_result find_links(found_links *found, network_making *at, pship_error *err)
{
    const pship_context *context = pship__view_context(at->view);
    name_id *ids = NULL;
    size_t count = 0;
    pship_result result = pship__merged_subjects(&at->who, "link", &ids, &count, err);
    if (result != PSHIP_OK)
        return result;
    found->list = pship__allocate(context, count, sizeof *found->list);
    found->places = pship__allocate(context, count, 2 * sizeof *found->places);
    if (!found->list || !found->places)
        result = pship__fail_memory(err);
    for (size_t i = 0; i < count && goes_on(&at->progress, &result, err); i++)
        result = look_at_link(found, at, ids[i], err);
    pship__release(context, ids);
    if (result == PSHIP_OK)
        result = pship__order_ids(found->places, &found->place_count, &at->who, err);
    if (result != PSHIP_OK) {
        found_links_free(found, context);
        *found = (found_links){0};
    }
    return result;
}

/* ---- filling the builder */

static double degrees(network_making *at, name_id place, const char *property)
{
    static const wanted_unit degree = {"degree", false, NULL};
    return pship__measured(&at->who, place, property, &degree).value;
}

static uint32_t place_of(network_making *at, name_id id)
{
    return pship__network_builder_place(at->builder, pship__view_text(at->view, id), NULL);
}

static pship_result add_places(network_making *at, const found_links *found, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < found->place_count && goes_on(&at->progress, &result, err); i++) {
        name_id id = found->places[i];
        made_element made = {id, NETWORK_PLACE, {place_of(at, id), 0}, 1, false};
        name_id country = pship__merged_object(&at->who, id, "country");
        if (made.elements[0] == NETWORK_NONE)
            break; /* the builder says why at the end */
        pship__network_builder_describe_place(
            at->builder, made.elements[0], text_of(at, id, "name"),
            pship__view_text(at->view, country),
            pship__view_text(at->view, pship__view_kind(at->view, id)),
            degrees(at, id, "longitude"), degrees(at, id, "latitude"));
        result = pship__network_tell(at, &made, err);
    }
    return result;
}

static pship_result add_link(network_making *at, const found_link *one, pship__buffer *scratch,
                             pship_error *err)
{
    const char *id = pship__view_text(at->view, one->id), *mode = text_of(at, one->id, "mode");
    uint32_t from = place_of(at, one->from), to = place_of(at, one->to);
    made_element made = {one->id, NETWORK_LINK, {0, 0}, 1, false};
    made.elements[0] = pship__network_builder_link(at->builder, id, from, to, mode);
    if (made.elements[0] != NETWORK_NONE && is_true(at, one->id, "both_ways")) {
        pship__buffer_clear(scratch);
        pship__buffer_format(scratch, "%s back", id);
        if (scratch->failed)
            return pship__fail_memory(err);
        made.elements[made.count++] =
            pship__network_builder_link(at->builder, scratch->bytes, to, from, mode);
    }
    if (made.elements[made.count - 1] == NETWORK_NONE)
        return PSHIP_OK;
    return pship__network_tell(at, &made, err);
}

static pship_result add_links(network_making *at, const found_links *found, pship_error *err)
{
    pship__buffer scratch;
    pship_result result = PSHIP_OK;
    pship__buffer_init(&scratch, pship__view_context(at->view));
    for (size_t i = 0; i < found->count && goes_on(&at->progress, &result, err); i++)
        result = add_link(at, &found->list[i], &scratch, err);
    pship__buffer_free(&scratch);
    return result;
}

/* Is a place among those that links join? */
static bool has_place(const network_making *at, const found_links *found, name_id place)
{
    const char *text = pship__view_text(at->view, place);
    size_t low = 0, high = found->place_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(pship__view_text(at->view, found->places[middle]), text);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static pship_result add_transfer(network_making *at, const found_links *found, name_id id,
                                 pship_error *err)
{
    bool there, unsure;
    name_id where = pship__merged_object(&at->who, id, "place");
    const char *from = text_of(at, id, "from_mode"), *to = text_of(at, id, "to_mode");
    pship_result result = may_be_there(&there, &unsure, at, id, err);
    if (result != PSHIP_OK || !there || !from || !to || (where && !has_place(at, found, where)))
        return result;
    uint32_t place = where ? place_of(at, where) : NETWORK_NONE;
    made_element made = {id, NETWORK_TRANSFER, {0, 0}, 1, unsure};
    made.elements[0] = pship__network_builder_transfer(at->builder, place, from, to);
    if (made.elements[0] != NETWORK_NONE && is_true(at, id, "both_ways"))
        made.elements[made.count++] = pship__network_builder_transfer(at->builder, place, to, from);
    if (made.elements[made.count - 1] == NETWORK_NONE)
        return PSHIP_OK;
    return pship__network_tell(at, &made, err);
}

/* All that may be transfers, in the order of their ids: lists of a kind have only what surely was published. */
static pship_result find_transfers(name_id **ids, size_t *count, network_making *at,
                                   pship_error *err)
{
    const name_id kind = pship__view_name(at->view, "transfer");
    size_t kept = 0;
    pship_result result = pship__view_stating(at->view, "from_mode", ids, count, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; i < *count; i++)
        if (pship__kind_is(at->view, pship__view_kind(at->view, (*ids)[i]), kind))
            (*ids)[kept++] = (*ids)[i];
    *count = kept;
    result = pship__order_ids(*ids, count, &at->who, err);
    if (result != PSHIP_OK) {
        pship__release(pship__view_context(at->view), *ids);
        *ids = NULL;
    }
    return result;
}

static pship_result add_transfers(network_making *at, const found_links *found, pship_error *err)
{
    name_id *ids = NULL;
    size_t count = 0;
    pship_result result = find_transfers(&ids, &count, at, err);
    for (size_t i = 0; i < count && goes_on(&at->progress, &result, err); i++)
        result = add_transfer(at, found, ids[i], err);
    pship__release(pship__view_context(at->view), ids);
    return result;
}

/* ---- the whole */

static pship_result fill(network_making *at, pship_error *err)
{
    found_links found = {0};
    pship_result result = PSHIP_OK;
    if (at->wanted.corridor)
        result = pship__find_merged(&at->corridor, &at->who, "corridor", at->wanted.corridor, err);
    if (result == PSHIP_OK)
        result = find_links(&found, at, err);
    if (result == PSHIP_OK)
        result = add_places(at, &found, err);
    if (result == PSHIP_OK)
        result = add_links(at, &found, err);
    if (result == PSHIP_OK)
        result = add_transfers(at, &found, err);
    found_links_free(&found, pship__view_context(at->view));
    return result == PSHIP_OK && at->who.failed ? pship__fail_memory(err) : result;
}

static pship_result finish(pship_network **network, network_making *at, pship_error *err)
{
    pship_network_about about = PSHIP_NETWORK_ABOUT_INIT;
    network_builder *builder = at->builder;
    if (at->corridor)
        about.name = pship__label(at->view, at->corridor);
    about.currency = at->currency[0] ? at->currency : NULL;
    at->builder = NULL;
    return pship__network_builder_finish(network, builder, &about, err);
}

static pship_result check(network_making *at, const pship_network_view_options *options,
                          pship_error *err)
{
    const pship_network_view_options defaults = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    money_units money;
    at->wanted = defaults;
    pship_result result = pship__options(&at->wanted, sizeof at->wanted, sizeof at->wanted, options,
                                         "pship_network_view_options", err);
    if (result == PSHIP_OK && at->wanted.mode_count > 0 && !at->wanted.modes)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "the modes are NULL");
    for (size_t i = 0; i < at->wanted.mode_count && result == PSHIP_OK; i++) {
        if (!at->wanted.modes[i])
            result = pship__fail(err, PSHIP_E_ARGUMENT, "mode %zu is NULL", i + 1);
    }
    if (result == PSHIP_OK)
        result = pship__money_units(&money, at->wanted.currency, false, err);
    if (result == PSHIP_OK && at->wanted.currency)
        memcpy(at->currency, at->wanted.currency, 3);
    return result;
}

pship_result pship_network_from_view(pship_network **network, const pship_view *view,
                                     const pship_network_view_options *options, pship_error *err)
{
    network_making at = {.view = view};
    if (!network || !view)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the %s is NULL", network ? "view" : "network");
    pship_result result = check(&at, options, err);
    if (result != PSHIP_OK)
        return result;
    pship_context *context = pship__view_context(view);
    result = pship__merges_load(&at.who, view, err);
    pship__progress_begin(&at.progress, context, "network");
    at.assumption = pship__view_name(view, "assumption");
    at.builder = result == PSHIP_OK ? pship__network_builder_new(context) : NULL;
    if (result == PSHIP_OK && !at.builder)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = fill(&at, err);
    if (result == PSHIP_OK)
        result = finish(network, &at, err);
    pship__network_builder_free(at.builder);
    pship__merges_free(&at.who);
    return result;
}
