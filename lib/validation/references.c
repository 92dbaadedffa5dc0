/* Rules about references that go round in a circle. */
#include "model/vocabulary.h"
#include "validation/validation.h"
#include <string.h>

const char *const pship__orders[] = {
    "part_of",     "precedes",     "leads_to",   "arises_from",       "depends_on",
    "merged_into", "amends",       "supersedes", "consolidates",      "implements",
    "protocol_to", "requires",     "concerns",   "requires_in_force", "successor_of",
    "member_of",   "reciprocates", "broader",    "alias_of"};
const size_t pship__order_count = COUNT(pship__orders);

/* Nodes are entities or statements, numbered as they come. */
typedef struct web {
    inspection *at;
    map numbers; /* of nodes, from 1 */
    name_id *names;
    size_t node_count, node_capacity;
    edge *edges;
    size_t edge_count, edge_capacity;
    const char *property;
} web;

static void web_begin(web *of, inspection *at)
{
    *of = (web){.at = at};
    pship__map_init(&of->numbers, at->context);
}

static void web_end(web *of)
{
    pship__map_free(&of->numbers);
    pship__release(of->at->context, of->names);
    pship__release(of->at->context, of->edges);
}

static uint32_t node_of(web *of, name_id name)
{
    uint32_t known = pship__map_get(&of->numbers, name);
    if (known != 0 || pship__inspection_stops(of->at)) {
        return known - 1;
    }
    if (!pship__grow(of->at->context, (void **)&of->names, of->node_count, &of->node_capacity,
                     sizeof *of->names) ||
        !pship__map_set(&of->numbers, name, (uint32_t)of->node_count + 1)) {
        pship__inspection_short(of->at);
        return 0;
    }
    of->names[of->node_count++] = name;
    return (uint32_t)of->node_count - 1;
}

static void add_edge(web *of, uint32_t from, uint32_t to, uint32_t label)
{
    if (pship__inspection_stops(of->at)) {
        return;
    }
    if (!pship__grow(of->at->context, (void **)&of->edges, of->edge_count, &of->edge_capacity,
                     sizeof *of->edges)) {
        pship__inspection_short(of->at);
        return;
    }
    of->edges[of->edge_count++] = (edge){from, to, label};
}

static void find_cycles(web *of, cycle_visit visit)
{
    if (!pship__inspection_stops(of->at) &&
        !pship__each_cycle(of->at->context, of->node_count, of->edges, of->edge_count, visit, of)) {
        pship__inspection_short(of->at);
    }
}

/* ---- references */

/* "a, b, a", with the middle of a long one left out. */
static void write_circle(pship__buffer *text, const web *of, const edge *const *cycle,
                         size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (length <= 8 || i < 4 || i >= length - 3) {
            pship__buffer_format(text, "%.60s, ", pship__id_of(of->at, of->names[cycle[i]->from]));
        } else if (i == 4) {
            pship__buffer_add_text(text, "..., ");
        }
    }
    pship__buffer_format(text, "%.60s", pship__id_of(of->at, of->names[cycle[0]->from]));
}

static void tell_circle(void *user, const edge *const *cycle, size_t length)
{
    web *of = user;
    pship__buffer text;
    subject_of about = {.entity = of->names[cycle[0]->from],
                        .property = of->property,
                        .statement = cycle[0]->label};
    pship__buffer_init(&text, of->at->context);
    write_circle(&text, of, cycle, length);
    if (text.failed) {
        pship__inspection_short(of->at);
    } else {
        pship__remark(of->at, &about, "'%.80s' leads back to where it came from: %s", of->property,
                      text.bytes);
    }
    pship__buffer_free(&text);
}

/* One scan for each property: they are few. */
static void check_order(inspection *at, const char *property)
{
    readings all = pship__view_everything(at->view);
    name_id name = pship__view_name(at->view, property);
    web of;
    web_begin(&of, at);
    of.property = property;
    for (size_t i = 0; i < all.count && name != 0; i++) {
        const reading *one = &all.first[i];
        const statement *said = one->statement;
        if (said->property == name && pship__refers(one) && one->truth != PSHIP_NO) {
            uint32_t from = node_of(&of, said->subject), to = node_of(&of, said->object);
            add_edge(&of, from, to, (uint32_t)one->id);
        }
    }
    find_cycles(&of, tell_circle);
    web_end(&of);
}

void pship__check_reference_cycle(inspection *at)
{
    for (size_t i = 0; i < pship__order_count && !pship__inspection_stops(at); i++) {
        check_order(at, pship__orders[i]);
    }
}

/* ---- rules of dates */

static bool is_rule(const reading *one)
{
    return one->statement->value_kind == PSHIP_VALUE_RULE &&
           one->statement->rank != PSHIP_RANK_DEPRECATED;
}

/* A rule waits for every rule by which the date that it names may be stated. */
static void wait_for(web *of, uint32_t from, uint32_t label, name_id entity, const char *property)
{
    readings base = pship__said_of(of->at, entity, property);
    for (size_t i = 0; i < base.count; i++) {
        if (is_rule(&base.first[i])) {
            add_edge(of, from, node_of(of, (name_id)base.first[i].id), label);
        }
    }
}

static void add_waits(web *of, const reading *one)
{
    inspection *at = of->at;
    date_rule rule;
    if (pship__rule_parse(&rule, pship__view_text(at->view, one->statement->value), NULL) !=
        PSHIP_OK) {
        return;
    }
    uint32_t from = node_of(of, (name_id)one->id), label = (uint32_t)one->id;
    name_id entity = one->statement->object;
    wait_for(of, from, label, entity, rule.event);
    const ledger *acts = pship__act_life(rule.event) < 0 ? NULL : pship__ledger_of(at, entity);
    for (size_t i = 0; acts != NULL && i < acts->count; i++) {
        if (acts->acts[i].type != NULL && strcmp(acts->acts[i].type, rule.event) == 0) {
            wait_for(of, from, label, acts->acts[i].id, "date");
            wait_for(of, from, label, acts->acts[i].id, "effect_date");
        }
    }
}

static void tell_wait(void *user, const edge *const *cycle, size_t length)
{
    web *of = user;
    const statement *said = pship__model_statement(of->at->model, cycle[0]->label);
    subject_of about = {.entity = said->subject,
                        .property = pship__view_text(of->at->view, said->property),
                        .statement = cycle[0]->label};
    const char *way = length == 1   ? ""
                      : length == 2 ? ", by way of another rule"
                                    : ", by way of other rules";
    pship__remark(of->at, &about, "the date '%.200s' of '%.100s' waits for itself%s",
                  pship__view_text(of->at->view, said->value), pship__id_of(of->at, said->subject),
                  way);
}

void pship__check_rule_cycle(inspection *at)
{
    readings all = pship__view_everything(at->view);
    web of;
    web_begin(&of, at);
    for (size_t i = 0; i < all.count && !pship__inspection_stops(at); i++) {
        if (is_rule(&all.first[i])) {
            add_waits(&of, &all.first[i]);
        }
    }
    find_cycles(&of, tell_wait);
    web_end(&of);
}
