/*
 * What can only be seen once all rows are told: entities that rows refer to and none tells of, and
 * acts whose days stand in the wrong order. Both are reported, and nothing is mended.
 */
#include "adapters/import.h"
#include "model/slots.h"
#include "stream/sort.h"

/* ---- order of acts */

static bool has_order(const import *at)
{
    const json_node *order = pship__json_find(at->root, "order");
    return order != NULL && order->first != NULL;
}

static pship_result note_deed(import *at, const deed *of, pship_error *err)
{
    if (!pship__grow(at->context, (void **)&at->deeds, at->deed_count, &at->deed_capacity,
                     sizeof *at->deeds)) {
        return pship__fail_memory(err);
    }
    at->deeds[at->deed_count++] = *of;
    return PSHIP_OK;
}

static const char *kept(import *at, const char *text)
{
    return text == NULL ? NULL : pship__json_keep(at->texts, text, strlen(text));
}

pship_result pship__import_note_deeds(import *at, const char *agreement, const char *type,
                                      const row_cell *cell, const char *name, const char *date,
                                      pship_error *err)
{
    pship_date day;
    if (!has_order(at) || pship_date_parse(&day, date, NULL, NULL) != PSHIP_OK) {
        return PSHIP_OK;
    }
    deed of = {.agreement = pship__hash_bytes(agreement, strlen(agreement)),
               .type = kept(at, type),
               .agreement_id = kept(at, agreement),
               .earliest = day.earliest,
               .latest = day.latest,
               .line = cell == NULL ? at->row_line : cell->line,
               .column = cell == NULL ? 1 : cell->column,
               .file = at->file,
               .name = name,
               .cell = kept(at, cell == NULL ? NULL : cell->raw)};
    if (at->act_party_count == 0) {
        return note_deed(at, &of, err);
    }
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < at->act_party_count && result == PSHIP_OK; i++) {
        of.party = at->act_parties[i];
        result = note_deed(at, &of, err);
    }
    return result;
}

static int compare_deeds(const void *left, const void *right)
{
    const deed *a = left, *b = right;
    if (a->agreement != b->agreement) {
        return a->agreement < b->agreement ? -1 : 1;
    }
    if (a->party != b->party) {
        return a->party < b->party ? -1 : 1;
    }
    return a < b ? -1 : a > b ? 1 : 0;
}

/* Does an act of that type, of the same party or of all, stand at or before this one? *any: there is one
 * at all, *earliest the first of them. */
static bool preceded(deed *const *deeds, size_t count, const deed *later, const char *type,
                     const deed **earliest)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(deeds[i]->type, type) != 0) {
            continue;
        }
        if (deeds[i]->earliest <= later->latest) {
            return true;
        }
        if (*earliest == NULL || deeds[i]->earliest < (*earliest)->earliest) {
            *earliest = deeds[i];
        }
    }
    return false;
}

typedef struct group {
    deed *const *of_all, *const *own; /* acts of all parties, and of one */
    size_t all_count, own_count;
} group;

static void check_deed(import *at, const group *in, const deed *later, const char *earlier)
{
    const deed *first = NULL;
    if (preceded(in->of_all, in->all_count, later, earlier, &first) ||
        preceded(in->own, in->own_count, later, earlier, &first) || first == NULL) {
        return;
    }
    report_place place = {later->file, later->line, later->column, later->name, later->cell};
    pship__import_report(at, &place, "out_of_order", "warning",
                         "the %.40s of '%.100s' lies before its %.40s, '%.40s' in line %lld",
                         later->type, later->agreement_id, earlier,
                         first->cell == NULL ? "" : first->cell, (long long)first->line);
}

static void check_group(import *at, const group *in)
{
    const json_node *order = pship__json_find(at->root, "order");
    for (size_t i = 0; i < in->own_count; i++) {
        for (const json_node *pair = order->first; pair != NULL; pair = pair->next) {
            if (strcmp(pair->last->text, in->own[i]->type) == 0) {
                check_deed(at, in, in->own[i], pair->first->text);
            }
        }
    }
}

static void check_deeds(import *at, deed *const *sorted)
{
    group in = {0};
    for (size_t i = 0, end; i < at->deed_count; i = end) {
        for (end = i + 1; end < at->deed_count && sorted[end]->agreement == sorted[i]->agreement &&
                          sorted[end]->party == sorted[i]->party;
             end++) {
        }
        if (i == 0 || sorted[i]->agreement != sorted[i - 1]->agreement) {
            in = (group){0};
        }
        in.own = sorted + i;
        in.own_count = end - i;
        check_group(at, &in);
        if (sorted[i]->party == 0) { /* these come first */
            in.of_all = in.own;
            in.all_count = in.own_count;
        }
    }
}

static pship_result check_order(import *at, pship_error *err)
{
    if (at->deed_count == 0) {
        return PSHIP_OK;
    }
    deed **sorted = pship__allocate(at->context, at->deed_count, sizeof *sorted);
    if (sorted == NULL) {
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < at->deed_count; i++) {
        sorted[i] = &at->deeds[i];
    }
    pship__sort((void **)sorted, at->deed_count, compare_deeds);
    check_deeds(at, sorted);
    pship__release(at->context, sorted);
    return PSHIP_OK;
}

/* ---- what is referred to */

static void check_mentions(import *at)
{
    for (size_t i = 0; i < at->mention_count; i++) {
        const mention *one = &at->mentions[i];
        uint64_t key = pship__hash_bytes(one->id, strlen(one->id)) | 1u;
        if (pship__map_get(&at->ids, key) == 0) {
            report_place place = {one->file, one->line, one->column, one->name, one->cell};
            pship__import_report(at, &place, "unknown_id", "warning",
                                 "'%.100s' is referred to, but no row tells of it: it is recorded "
                                 "without anything",
                                 one->id);
        }
    }
}

pship_result pship__import_after(import *at, pship_error *err)
{
    check_mentions(at);
    return check_order(at, err);
}
